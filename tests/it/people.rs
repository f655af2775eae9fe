//! People: signing in and out, their browsers, their roles.

use crate::support::{Answer, Caller, TestApp};
use cobroker::domain::Role;
use cobroker::identity::{By, Error};

async fn sign_in(app: &TestApp, login: &str, password: &str) -> Answer {
    app.page().submit("/login", &[("login", login), ("password", password)]).await
}

async fn is_signed_in(browser: &Caller) -> bool {
    browser.read("/account").await.status == 200
}

#[tokio::test]
async fn signing_in_sets_one_cookie_that_scripts_and_other_hosts_never_see() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let answer = sign_in(&app, "Ada", &ada.password).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/agent".into()));
    let cookie = answer.header("set-cookie");
    let parts: Vec<_> = cookie.split("; ").collect();
    let (name, value) = parts[0].split_once('=').unwrap();
    assert_eq!(name, "__Host-cb_sid");
    assert!(value.starts_with("cbw_") && value.len() == 47, "32 random bytes");
    let mut attributes = parts[1..].to_vec();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    let device = device_cookie(&answer).expect("the browser is known from now on");
    assert!(device.starts_with("__Host-cb_device=cbv_") && device.len() == 17 + 47);
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 2);
    let again = sign_in(&app, "ada", &ada.password).await;
    assert_ne!(again.header("set-cookie"), cookie, "a new one at every sign-in");
}

#[tokio::test]
async fn an_unknown_login_a_wrong_password_and_a_disabled_account_are_one_answer() {
    let app = TestApp::spawn().await;
    app.person("ada", Role::Agent).await;
    let dora = app.person("dora", Role::Agent).await;
    app.people.disable(&By::Shell, dora.id).await.unwrap();
    let wrong = sign_in(&app, "ada", "not her password").await;
    let unknown = sign_in(&app, "nobody", "not her password").await;
    let disabled = sign_in(&app, "dora", &dora.password).await;
    assert_eq!((wrong.status, unknown.status, disabled.status), (401, 401, 401));
    assert_eq!(wrong.text().replace("ada", "x"), unknown.text().replace("nobody", "x"));
    assert_eq!(wrong.text().replace("ada", "x"), disabled.text().replace("dora", "x"));
    assert_eq!(wrong.header("set-cookie"), "");
    assert!(!wrong.text().contains("not her password"));
}

#[tokio::test]
async fn ten_wrong_passwords_cost_a_minute_even_for_the_right_one() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    for n in 0..10 {
        assert_eq!(sign_in(&app, if n % 2 == 0 { "ada" } else { "ADA" }, "wrong password").await.status, 401);
    }
    let waiting = sign_in(&app, "ada", &ada.password).await;
    assert_eq!((waiting.status, waiting.header("retry-after")), (429, "60".into()));
    assert_eq!(sign_in(&app, "nobody", "wrong password").await.status, 401, "another account is another budget");
    app.advance(59.9);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 429);
    app.advance(0.1);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 303);
}

fn device_cookie(answer: &Answer) -> Option<String> {
    let all = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()?.split(';').next());
    all.map(str::to_owned).find(|cookie| cookie.starts_with("__Host-cb_device="))
}

async fn sign_in_with(app: &TestApp, cookie: &str, login: &str, password: &str) -> Answer {
    app.page().with("cookie", cookie).submit("/login", &[("login", login), ("password", password)]).await
}

#[tokio::test]
async fn guesses_elsewhere_do_not_keep_the_owner_out_of_a_browser_that_is_known() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let known = device_cookie(&sign_in(&app, "ada", &ada.password).await).expect("it is known now");
    for _ in 0..10 {
        assert_eq!(sign_in(&app, "ada", "wrong password").await.status, 401);
    }
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 429, "a browser that nobody knows waits");
    let answer = sign_in_with(&app, &known, "ADA", &ada.password).await;
    assert_eq!((answer.status, device_cookie(&answer)), (303, None), "hers does not, and stays known");
    // it is a budget, not a way around one
    for _ in 0..10 {
        assert_eq!(sign_in_with(&app, &known, "ada", "wrong password").await.status, 401);
    }
    assert_eq!(sign_in_with(&app, &known, "ada", &ada.password).await.status, 429);
    app.advance(60.0);
    assert_eq!(sign_in_with(&app, &known, "ada", &ada.password).await.status, 303);
}

#[tokio::test]
async fn a_browser_is_known_for_the_account_it_signed_in() {
    let app = TestApp::spawn().await;
    let (ada, ben) = (app.person("ada", Role::Agent).await, app.person("ben", Role::Agent).await);
    let of_ben = device_cookie(&sign_in(&app, "ben", &ben.password).await).expect("it is known now");
    for _ in 0..10 {
        assert_eq!(sign_in_with(&app, &of_ben, "ada", "wrong password").await.status, 401);
    }
    assert_eq!(sign_in_with(&app, &of_ben, "ada", &ada.password).await.status, 429);
    assert_eq!(sign_in_with(&app, "__Host-cb_device=cbv_made-up", "ada", &ada.password).await.status, 429);
    let root = app.browser("root", Role::Admin).await;
    root.submit(&format!("/admin/agents/{}/sign-out", ben.id), &[]).await;
    for _ in 0..10 {
        assert_eq!(sign_in(&app, "ben", "wrong password").await.status, 401);
    }
    assert_eq!(sign_in_with(&app, &of_ben, "ben", &ben.password).await.status, 303, "still his");
    let new = app.people.reset_password(&By::Shell, ben.id).await.unwrap();
    assert_eq!(sign_in_with(&app, &of_ben, "ben", &new).await.status, 429, "a new password, and no browser is known");
}

#[tokio::test]
async fn waits_grow_to_a_quarter_of_an_hour_and_end() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let mut waits = Vec::new();
    for n in 0..16 {
        let answer = sign_in(&app, "ada", "wrong password").await;
        if n >= 9 {
            assert_eq!(answer.status, 401);
            let waiting = sign_in(&app, "ada", "wrong password").await;
            let wait: u32 = waiting.header("retry-after").parse().expect("seconds");
            waits.push(wait);
            app.advance(wait.into());
        }
    }
    assert_eq!(waits, [60, 120, 240, 480, 900, 900, 900]);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 303);
}

#[tokio::test]
async fn one_address_has_thirty_wrong_passwords_in_ten_minutes() {
    let app = TestApp::spawn().await;
    for n in 0..30 {
        assert_eq!(sign_in(&app, &format!("guess{n}"), "wrong password").await.status, 401);
    }
    let ada = app.person("ada", Role::Agent).await;
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 429);
    app.advance(600.0);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 303);
}

#[tokio::test]
async fn after_signing_in_one_goes_where_one_wanted_but_never_elsewhere() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let cases = [
        ("/admin/sessions/7", "/admin/sessions/7"),
        ("//evil.example", "/agent"),
        ("https://evil.example", "/agent"),
        ("/\\evil.example", "/agent"),
        ("javascript:alert(1)", "/agent"),
    ];
    for (next, expected) in cases {
        let fields = [("login", "ada"), ("password", ada.password.as_str()), ("next", next)];
        assert_eq!(app.page().submit("/login", &fields).await.header("location"), expected, "{next}");
    }
}

#[tokio::test]
async fn signing_out_ends_it_on_the_server() {
    let app = TestApp::spawn().await;
    let (browser, other) = (app.browser("ada", Role::Agent).await, app.browser("ada", Role::Agent).await);
    let answer = browser.submit("/logout", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/login".into()));
    assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert!(!is_signed_in(&browser).await, "the old cookie is worth nothing");
    assert!(is_signed_in(&other).await, "other browsers stay");
}

#[tokio::test]
async fn half_an_hour_of_rest_signs_an_agent_out() {
    let app = TestApp::spawn().await;
    let browser = app.browser("ada", Role::Agent).await;
    app.advance(1_799.9);
    assert!(is_signed_in(&browser).await);
    app.advance(1_799.9);
    assert!(is_signed_in(&browser).await, "that request was a sign of life");
    app.advance(1_800.0);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn twelve_hours_are_enough_for_the_busiest_agent() {
    let app = TestApp::spawn().await;
    let browser = app.browser("ada", Role::Agent).await;
    for _ in 0..35 {
        app.advance(1_200.0);
        assert!(is_signed_in(&browser).await);
    }
    app.advance(1_199.9);
    assert!(is_signed_in(&browser).await);
    app.advance(0.1);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn admins_are_signed_out_sooner() {
    let app = TestApp::spawn().await;
    let browser = app.browser("root", Role::Admin).await;
    app.advance(899.9);
    assert!(is_signed_in(&browser).await);
    app.advance(900.0);
    assert!(!is_signed_in(&browser).await);
}

#[tokio::test]
async fn signed_in_browsers_survive_a_restart() {
    let mut app = TestApp::spawn().await;
    let browser = app.browser("ada", Role::Agent).await;
    app.restart().await;
    assert!(is_signed_in(&browser).await);
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_from_a_browser_left_open() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let browser = app.browser("ada", Role::Agent).await;
    let change = async |current: &str| {
        let new = "a quiet afternoon";
        let fields = [("current_password", current), ("password", new), ("password_again", new)];
        browser.submit("/account/password", &fields).await
    };
    for _ in 0..10 {
        assert_eq!(change("a guess").await.status, 422);
    }
    assert_eq!(change(&ada.password).await.status, 429, "even the right one has to wait");
}

#[tokio::test]
async fn a_new_password_signs_the_other_browsers_out() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let (here, there) = (app.browser("ada", Role::Agent).await, app.browser("ada", Role::Agent).await);
    let change = async |current: &str, new: &str, again: &str| {
        let fields = [("current_password", current), ("password", new), ("password_again", again)];
        here.submit("/account/password", &fields).await
    };
    let new = "a quiet afternoon";
    assert_eq!(change("not her password", new, new).await.status, 422);
    assert_eq!(change(&ada.password, new, "another afternoon").await.status, 422);
    assert_eq!(change(&ada.password, "short", "short").await.status, 422);
    assert_eq!(change(&ada.password, "password1", "password1").await.status, 422, "everybody's first guess");
    assert!(is_signed_in(&there).await);
    assert_eq!(change(&ada.password, new, new).await.header("location"), "/account?done=password");
    assert!(is_signed_in(&here).await);
    assert!(!is_signed_in(&there).await);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 401);
    assert_eq!(sign_in(&app, "ada", new).await.status, 303);
}

#[tokio::test]
async fn people_see_and_revoke_their_own_browsers_only() {
    let app = TestApp::spawn().await;
    let (here, there) = (app.browser("ada", Role::Agent).await, app.browser("ada", Role::Agent).await);
    let stranger = app.browser("ben", Role::Agent).await;
    let page = here.read("/account").await.text();
    let others: Vec<_> = page
        .split("/account/sessions/")
        .skip(1)
        .filter_map(|rest| rest.split_once("/revoke").map(|(id, _)| id.to_owned()))
        .collect();
    let id = others.first().expect("the other browser is listed").clone();
    stranger.submit(&format!("/account/sessions/{id}/revoke"), &[]).await;
    assert!(is_signed_in(&there).await, "somebody else's request changes nothing");
    for id in others {
        here.submit(&format!("/account/sessions/{id}/revoke"), &[]).await;
    }
    assert!(!is_signed_in(&there).await);
}

#[tokio::test]
async fn disabling_ends_everything_somebody_has_open() {
    let app = TestApp::spawn().await;
    let (admin, browser) = (app.browser("root", Role::Admin).await, app.browser("ada", Role::Agent).await);
    let (key, ada) = (app.agent("ada").await, app.person("ada", Role::Agent).await);
    let mut stream = key.get("/api/sessions/stream").events().await;
    let answer = admin.submit(&format!("/admin/agents/{}/disable", ada.id), &[]).await;
    assert_eq!(answer.header("location"), format!("/admin/agents/{}?done=disabled", ada.id));
    assert_eq!(stream.next().await, None, "the stream closes at once");
    assert!(!is_signed_in(&browser).await);
    assert_eq!(key.read("/api/session/list").await.status, 401);
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 401);
    admin.submit(&format!("/admin/agents/{}/enable", ada.id), &[]).await;
    assert!(!is_signed_in(&browser).await, "enabling does not bring old browsers back");
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 303);
}

#[tokio::test]
async fn a_new_role_needs_a_new_sign_in() {
    let app = TestApp::spawn().await;
    let (admin, browser) = (app.browser("root", Role::Admin).await, app.browser("ada", Role::Agent).await);
    let ada = app.person("ada", Role::Agent).await;
    let answer = admin.submit(&format!("/admin/agents/{}/role", ada.id), &[("role", "supervisor")]).await;
    assert_eq!(answer.header("location"), format!("/admin/agents/{}?done=role", ada.id));
    assert!(!is_signed_in(&browser).await);
    assert_eq!(app.browser("ada", Role::Agent).await.read("/admin").await.status, 200);
    let nonsense = admin.submit(&format!("/admin/agents/{}/role", ada.id), &[("role", "emperor")]).await;
    assert_eq!(nonsense.status, 422);
}

#[tokio::test]
async fn nobody_is_left_without_an_admin() {
    let app = TestApp::spawn().await;
    let admin = app.browser("root", Role::Admin).await;
    let root = app.person("root", Role::Admin).await;
    for (what, fields) in
        [("disable", vec![]), ("role", vec![("role", "agent")]), ("password-link", vec![]), ("sign-out", vec![])]
    {
        let answer = admin.submit(&format!("/admin/agents/{}/{what}", root.id), &fields).await;
        assert_eq!(answer.status, 403, "{what}: one's own account is another admin's to change");
    }
    assert!(matches!(app.people.disable(&By::Shell, root.id).await, Err(Error::LastAdmin)));
    assert!(matches!(app.people.set_role(&By::Shell, root.id, Role::Agent).await, Err(Error::LastAdmin)));
    let second = app.person("rosa", Role::Admin).await;
    app.people.disable(&By::Shell, root.id).await.expect("there is another one now");
    assert!(matches!(app.people.disable(&By::Shell, second.id).await, Err(Error::LastAdmin)));
}

#[tokio::test]
async fn an_admin_adds_people_and_sees_their_password_once() {
    let app = TestApp::spawn().await;
    let admin = app.browser("root", Role::Admin).await;
    let add = async |name: &str, login: &str, role: &str| {
        admin.submit("/admin/agents", &[("name", name), ("login", login), ("role", role)]).await
    };
    let added = add("Eve Adams", "eve", "agent").await;
    assert_eq!(added.status, 200);
    assert!(app.people.by_login("eve").await.unwrap().is_some());
    assert_eq!(add("Eve Adams", "EVE", "agent").await.status, 422, "a login is unique whatever its case");
    assert_eq!(add("Eve Adams", "e v e", "agent").await.status, 422);
    assert_eq!(add("", "adam", "agent").await.status, 422);
    assert_eq!(add("<script>alert(1)</script>", "mallory", "agent").await.status, 200);
    assert!(!admin.read("/admin/agents").await.text().contains("<script>alert"), "names are text");
}

/// The first piece of `text` that begins with `start`, up to `end`.
fn piece(text: &str, start: &str, end: char) -> String {
    let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start}"));
    format!("{start}{}", rest.split(end).next().unwrap())
}

#[tokio::test]
async fn somebody_new_chooses_a_password_by_a_link_that_works_once() {
    let app = TestApp::spawn().await;
    let admin = app.browser("root", Role::Admin).await;
    let added = admin.submit("/admin/agents", &[("name", "Eve Adams"), ("login", "eve"), ("role", "agent")]).await;
    let token = piece(&added.text(), "cbp_", '<');
    assert!(!admin.read("/admin/agents").await.text().contains("cbp_"), "shown once");
    assert_eq!(sign_in(&app, "eve", "").await.status, 401);
    let page = app.page().read(&format!("/password?token={token}")).await;
    assert!(page.status == 200 && page.text().contains("Eve Adams"));
    let choose = async |token: &str, one: &str, two: &str| {
        app.page().submit("/password", &[("token", token), ("password", one), ("password_again", two)]).await.status
    };
    let good = "a quiet afternoon";
    assert_eq!(choose(&token, good, "another").await, 422);
    assert_eq!(choose(&token, "password1", "password1").await, 422);
    assert_eq!(choose("cbp_made-up", good, good).await, 403);
    assert_eq!(choose(&token, good, good).await, 303);
    assert_eq!(choose(&token, good, good).await, 403);
    assert_eq!(app.page().read(&format!("/password?token={token}")).await.status, 403);
    assert_eq!(sign_in(&app, "eve", good).await.status, 303);
}

#[tokio::test]
async fn a_link_works_for_a_day_and_the_newest_alone() {
    let app = TestApp::spawn().await;
    let ada = app.person("ada", Role::Agent).await;
    let browser = app.browser("ada", Role::Agent).await;
    let first = app.people.password_link(&By::Shell, ada.id).await.unwrap();
    let second = app.people.password_link(&By::Shell, ada.id).await.unwrap();
    let page = async |token: &str| app.page().read(&format!("/password?token={token}")).await.status;
    assert_eq!((page(first.expose()).await, page(second.expose()).await), (403, 200));
    assert_eq!(sign_in(&app, "ada", &ada.password).await.status, 303, "the old password works until then");
    let fields =
        [("token", second.expose()), ("password", "a quiet afternoon"), ("password_again", "a quiet afternoon")];
    assert_eq!(app.page().submit("/password", &fields).await.status, 303);
    assert!(!is_signed_in(&browser).await);
    let third = app.people.password_link(&By::Shell, ada.id).await.unwrap();
    app.advance(86_400.0);
    assert_eq!(page(third.expose()).await, 403);
}

#[tokio::test]
async fn people_sign_their_other_browsers_out_and_admins_everybodys() {
    let app = TestApp::spawn().await;
    let (here, there) = (app.browser("ada", Role::Agent).await, app.browser("ada", Role::Agent).await);
    assert_eq!(here.submit("/account/sessions/revoke-others", &[]).await.header("location"), "/account?done=others");
    assert!(is_signed_in(&here).await && !is_signed_in(&there).await);
    let root = app.browser("root", Role::Admin).await;
    let ada = app.person("ada", Role::Agent).await.id;
    assert!(root.read(&format!("/admin/agents/{ada}")).await.text().contains("Another program"));
    root.submit(&format!("/admin/agents/{ada}/sign-out"), &[]).await;
    assert!(!is_signed_in(&here).await);
    let kinds: Vec<_> = app.trail().await.iter().map(|entry| entry["kind"].clone()).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "web_sessions_ended").count(), 2);
}

#[tokio::test]
async fn skills_and_searches_find_people() {
    let app = TestApp::spawn().await;
    let root = app.browser("root", Role::Admin).await;
    let ada = app.person("ada", Role::Agent).await.id;
    app.person("ben", Role::Agent).await;
    let set = async |skills: &str| root.submit(&format!("/admin/agents/{ada}/skills"), &[("skills", skills)]).await;
    assert_eq!(set("Billing, home insurance").await.header("location"), format!("/admin/agents/{ada}?done=skills"));
    let wrong = set("fine, <b>").await;
    assert!(wrong.status == 422 && wrong.text().contains("fine, &#60;b&#62;"), "what was typed is not lost");
    let skills = app.people.by_login("ada").await.unwrap().unwrap().skills;
    assert_eq!(skills.iter().map(ToString::to_string).collect::<Vec<_>>(), ["billing", "home-insurance"]);
    for (q, finds) in [("ada", true), ("INSUR", true), ("Tester", true), ("ben", false), ("nobody", false)] {
        let page = root.read(&format!("/admin/agents?q={q}")).await.text();
        assert_eq!(page.contains(&format!("/admin/agents/{ada}\"")), finds, "{q}");
    }
}

#[tokio::test]
async fn keys_are_made_and_revoked_by_their_owner_and_by_admins() {
    let app = TestApp::spawn().await;
    let (ada, root) = (app.browser("ada", Role::Agent).await, app.browser("root", Role::Admin).await);
    let make = async |fields: &[(&str, &str)]| ada.submit("/account/keys", fields).await;
    assert_eq!(make(&[("name", "CRM")]).await.status, 422, "a key for nothing");
    assert_eq!(make(&[("name", ""), ("sessions:read", "on")]).await.status, 422);
    assert_eq!(make(&[("name", "CRM"), ("audit:read", "on")]).await.status, 422, "more than an agent may");
    let made = make(&[("name", "CRM"), ("sessions:read", "on"), ("days", "30")]).await;
    assert_eq!(made.status, 200, "{}", made.text());
    let machine = app.stranger().bearer(&piece(&made.text(), "cbk_", '<'));
    assert_eq!(machine.read("/api/session/list").await.status, 200);
    assert_eq!(machine.connect("482913").await.problem(), (403, "scope-missing".into()));
    assert!(!ada.read("/account").await.text().contains("cbk_"), "shown once");
    let id = app.people.api_keys().await.unwrap().into_iter().find(|(key, _)| key.name == "CRM").unwrap().0.id;
    let ben = app.browser("ben", Role::Agent).await;
    ben.submit(&format!("/account/keys/{id}/revoke"), &[]).await;
    assert_eq!(machine.read("/api/session/list").await.status, 200, "somebody else's");
    ada.submit(&format!("/account/keys/{id}/revoke"), &[]).await;
    assert_eq!(machine.read("/api/session/list").await.status, 401);

    let owner = app.person("ada", Role::Agent).await.id.to_string();
    let for_ada = [("owner", owner.as_str()), ("name", "Wallboard"), ("everything", "on")];
    let made = root.submit("/admin/keys", &for_ada).await;
    let machine = app.stranger().bearer(&piece(&made.text(), "cbk_", '<'));
    assert_eq!(machine.read("/api/session/list").await.status, 200);
    assert!(root.read("/admin/keys").await.text().contains("Wallboard"));
    let id = app.people.api_keys().await.unwrap().into_iter().find(|(key, _)| key.name == "Wallboard").unwrap().0.id;
    assert_eq!(
        root.submit(&format!("/admin/keys/{id}/revoke"), &[]).await.header("location"),
        "/admin/keys?done=revoked"
    );
    assert_eq!(machine.read("/api/session/list").await.status, 401);
}

#[tokio::test]
async fn a_taken_login_does_not_spend_the_setup_link() {
    let app = TestApp::spawn().await;
    app.person("ada", Role::Agent).await;
    let link = app.people.setup_secret().await.unwrap().expect("there is no admin yet");
    let set_up = async |login: &str| {
        let password = "a quiet afternoon";
        let who = [("token", link.expose()), ("name", "Root"), ("login", login)];
        let fields = [&who[..], &[("password", password), ("password_again", password)]].concat();
        app.page().submit("/setup", &fields).await.status
    };
    assert_eq!(set_up("ada").await, 422);
    assert_eq!(set_up("root").await, 303);
}

#[tokio::test]
async fn the_setup_link_works_once_and_for_half_an_hour() {
    let app = TestApp::spawn().await;
    let fields = |token: &str, login: &str| {
        [
            ("token", token.to_owned()),
            ("name", "Root".into()),
            ("login", login.to_owned()),
            ("password", "a quiet afternoon".into()),
            ("password_again", "a quiet afternoon".into()),
        ]
    };
    let set_up = async |token: &str, login: &str| {
        let fields = fields(token, login);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.page().submit("/setup", &fields).await
    };
    let old = app.people.setup_secret().await.unwrap().expect("there is no admin yet");
    app.advance(1_800.0);
    assert_eq!(app.page().read(&format!("/setup?token={}", old.expose())).await.status, 403);
    assert_eq!(set_up(old.expose(), "root").await.status, 403);

    let link = app.people.setup_secret().await.unwrap().unwrap();
    app.advance(1_799.9);
    assert_eq!(app.page().read(&format!("/setup?token={}", link.expose())).await.status, 200);
    assert_eq!(set_up("cbi_nonsense", "root").await.status, 403);
    assert_eq!(set_up(link.expose(), "not a login").await.status, 422, "a slip does not use it up");
    let (one, two) = tokio::join!(set_up(link.expose(), "root"), set_up(link.expose(), "toor"));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 403], "of two at once one succeeds");
    assert_eq!(set_up(link.expose(), "again").await.status, 403);
    assert!(app.people.setup_secret().await.unwrap().is_none(), "there is an admin now");
}
