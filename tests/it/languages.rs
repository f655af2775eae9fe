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
