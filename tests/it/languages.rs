//! Which language a page speaks (ADR 40).

use crate::support::{Caller, TestApp};
use cobroker::domain::Role;

async fn begins(caller: &Caller, path: &str, language: &str, dir: &str) {
    let page = caller.read(path).await.text();
    let begin = format!("<!doctype html>\n<html lang=\"{language}\" dir=\"{dir}\">");
    assert!(page.starts_with(&begin), "{path}: {}", page.lines().take(3).collect::<String>());
}

#[tokio::test]
async fn a_browser_is_spoken_to_in_the_language_it_likes() {
    let app = TestApp::spawn().await;
    let german = app.page().with("accept-language", "de-CH,de;q=0.9,en;q=0.8");
    for path in ["/login", "/", "/docs", "/nothing-here"] {
        begins(&german, path, "de", "ltr").await;
    }
    begins(&app.page().with("accept-language", "nl,ar;q=0.5"), "/login", "ar", "rtl").await;
    begins(&app.page().with("accept-language", "nl"), "/login", "en", "ltr").await;
    begins(&app.page(), "/login", "en", "ltr").await;
    assert!(german.read("/nothing-here").await.text().contains("Hier ist nichts"), "errors too");
    let wrong = german.submit("/login", &[("login", "ada"), ("password", "wrong password")]).await;
    assert!(wrong.text().contains("passen nicht zusammen"));
}

#[tokio::test]
async fn a_person_may_choose_against_their_browser_and_back() {
    let app = TestApp::spawn().await;
    let ada = app.browser("ada", Role::Agent).await.with("accept-language", "fr");
    begins(&ada, "/account", "fr", "ltr").await;
    let chosen = ada.submit("/account/language", &[("language", "ja")]).await;
    assert_eq!((chosen.status, chosen.header("location")), (303, "/account?done=language".into()));
    for path in ["/account", "/agent"] {
        begins(&ada, path, "ja", "ltr").await;
    }
    assert!(ada.read("/admin/agents").await.text().starts_with("<!doctype html>\n<html lang=\"ja\""), "a refusal too");
    begins(&app.browser("ben", Role::Agent).await, "/account", "en", "ltr").await;
    assert_eq!(ada.submit("/account/language", &[("language", "nl")]).await.status, 422);
    begins(&ada, "/account", "ja", "ltr").await;
    ada.submit("/account/language", &[("language", "")]).await;
    begins(&ada, "/account", "fr", "ltr").await;
}

#[tokio::test]
async fn only_the_words_of_the_page_are_fetched_and_kept() {
    let app = TestApp::spawn().await;
    let page = app.page().with("accept-language", "es").read("/login").await.text();
    let script = page.split("src=\"").find_map(|rest| rest.split_once("\" defer")).expect("a script").0;
    assert!(script.starts_with("/assets/page-words-es-"), "{script}");
    let words = app.page().read(script).await;
    assert_eq!(words.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(words.text().starts_with("globalThis.cobrokerWords={\"language\":\"es\""));
}

#[tokio::test]
async fn a_language_can_be_chosen_before_signing_in() {
    let app = TestApp::spawn().await;
    let page = app.page().with("accept-language", "fr");
    let login = page.read("/login?next=/account").await.text();
    assert!(login.contains("action=\"/language\"") && login.contains(">日本語</button>"), "{login}");
    assert!(login.contains("name=\"back\" value=\"/login?next=/account\""), "{login}");
    let chosen = page.submit("/language", &[("language", "de"), ("back", "/login?next=/account")]).await;
    assert_eq!((chosen.status, chosen.header("location")), (303, "/login?next=/account".into()));
    let cookie = chosen.header("set-cookie");
    assert!(cookie.starts_with("__Host-cb_language=de; Path=/; Secure; HttpOnly; SameSite=Lax"), "{cookie}");
    let german = page.clone().with("cookie", "__Host-cb_language=de");
    begins(&german, "/login", "de", "ltr").await;
    begins(&page.clone().with("cookie", "__Host-cb_language=nl"), "/login", "fr", "ltr").await;
    for back in ["//evil.example", "https://evil.example/", ""] {
        let answer = german.submit("/language", &[("language", "ar"), ("back", back)]).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/login".into()), "{back}");
    }
    assert_eq!(german.submit("/language", &[("language", "nl"), ("back", "/login")]).await.status, 422);
}

#[tokio::test]
async fn a_persons_own_language_is_this_browsers_from_then_on() {
    let app = TestApp::spawn().await;
    let ada = app.browser("ada", Role::Agent).await;
    let chosen = ada.submit("/account/language", &[("language", "ja")]).await.header("set-cookie");
    assert!(chosen.starts_with("__Host-cb_language=ja;"), "{chosen}");
    let undone = ada.submit("/account/language", &[("language", "")]).await.header("set-cookie");
    assert!(undone.starts_with("__Host-cb_language=;") && undone.ends_with("Max-Age=0"), "{undone}");
}

#[tokio::test]
async fn errors_speak_to_whoever_is_signed_in() {
    let app = TestApp::spawn().await;
    let ada = app.browser("ada", Role::Agent).await.with("accept-language", "fr");
    ada.submit("/account/language", &[("language", "de")]).await;
    let missing = ada.read("/nothing-here").await;
    assert!(missing.status == 404 && missing.text().contains("Hier ist nichts"), "{}", missing.text());
    let wrong_method = ada.read("/logout").await;
    assert!(wrong_method.status == 405 && wrong_method.text().contains("lang=\"de\""), "{}", wrong_method.text());
    let foreign =
        ada.clone().with("sec-fetch-site", "cross-site").submit("/account/language", &[("language", "")]).await;
    assert!(
        foreign.status == 403 && foreign.text().contains("kam nicht von unseren eigenen Seiten"),
        "{}",
        foreign.text()
    );
    let refused = ada.read("/admin/keys").await;
    assert!(refused.status == 403 && refused.text().contains("Das ist für Admins."), "{}", refused.text());
    begins(&app.page().with("accept-language", "fr"), "/nothing-here", "fr", "ltr").await;
    let for_programs = ada.read("/api/figures").await;
    assert_eq!(for_programs.header("content-type"), "application/problem+json");
    assert!(for_programs.text().contains("This is for supervisors and admins."), "{}", for_programs.text());
}

#[tokio::test]
async fn a_problem_is_explained_to_people_in_their_language_and_to_programs_in_english() {
    let app = TestApp::spawn().await;
    let german = app.page().with("accept-language", "de");
    let missing = german.read("/nothing-here").await.text();
    assert!(missing.contains("href=\"/problems/not-found\""), "{missing}");
    for kind in cobroker::http::error::Kind::ALL {
        let title = kind.title.replace('\'', "&#39;");
        let page = german.read(&format!("/problems/{}", kind.slug)).await;
        assert_eq!(page.status, 200, "{}", kind.slug);
        let (people, programs) = page
            .text()
            .split_once("id=\"programs-title\"")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .expect("two parts");
        assert!(people.contains("<p class=\"lead\">") && !people.contains(&title), "{}: {people}", kind.slug);
        assert!(programs.contains("lang=\"en\" dir=\"ltr\"") && programs.contains(&title), "{}", kind.slug);
    }
    assert!(german.read("/problems/too-many-attempts").await.text().contains("Warten Sie ein paar Minuten"));
}

#[tokio::test]
async fn doctor_speaks_the_readers_language_but_for_what_it_finds() {
    let app = TestApp::spawn().await;
    let sue = app.browser("sue", Role::Supervisor).await.with("accept-language", "de");
    let before = sue.read("/admin/doctor").await.text();
    assert!(
        before.contains("Noch wurde nichts untersucht.") && before.contains("Installation untersuchen"),
        "{before}"
    );
    let report = sue.submit("/admin/doctor", &[]).await.text();
    assert!(
        report.contains(" in Ordnung · ") && report.contains("Was gefunden wurde, steht auf Englisch da."),
        "{report}"
    );
    assert!(report.contains("<ul class=\"plain-list\" lang=\"en\" dir=\"ltr\">"), "{report}");
    let odd = sue.submit("/admin/doctor/page", &[("url", "shop"), ("mask_selectors", "")]).await.text();
    assert!(odd.contains("Geben Sie die ganze Adresse einer Seite ein"), "{odd}");
}
