//! Nobody gets an agent token without being a signed-in agent, whatever the request looks like.

use crate::support::{Answer, Caller, Session, TestApp, text};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cobroker::domain::Role;
use cobroker::identity::By;
use serde_json::{Value, json};

const TOKEN: &str = "/api/token";
const CONNECT: &str = "/api/agent/connect";

/// Whether there is a role-2 token anywhere in the answer.
fn holds_agent_token(answer: &Answer) -> bool {
    let headers: String = answer.headers.values().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    let words =
        |text: &str| text.split(|c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c))).any(is_agent_token);
    words(&answer.text()) || words(&headers)
}

fn is_agent_token(word: &str) -> bool {
    let Some(payload) = word.split('.').nth(1) else { return false };
    let claims = URL_SAFE_NO_PAD.decode(payload).ok().and_then(|json| serde_json::from_slice::<Value>(&json).ok());
    claims.is_some_and(|claims| claims["role_type"] == 2)
}

/// Refused, and without a token in it. Role 1 is anybody's, so a success that makes a customer's token would say that
/// the body was not understood as what it says.
#[track_caller]
fn refused(what: &str, answer: &Answer) {
    assert!(!holds_agent_token(answer), "{what}: {} {}", answer.status, answer.text());
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
}

/// Refused, or read as Zoom's sample reads it (ADR 37): a customer's token, which is anybody's, and never an agent's.
#[track_caller]
fn customers_at_most(what: &str, answer: &Answer) {
    assert!(!holds_agent_token(answer), "{what}: {} {}", answer.status, answer.text());
    let fits = answer.status == 200 || (400..500).contains(&answer.status);
    assert!(fits, "{what}: {} {}", answer.status, answer.text());
}

fn role_2(session: &Session) -> Value {
    json!({ "role": 2, "pincode": session.pin, "userId": "a-1", "userName": "Ada" })
}

async fn nobody_is_let_in(app: &TestApp, session: &Session) {
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["agents"], &seen["state"]), (&json!([]), &json!("waiting")));
}

#[tokio::test]
async fn no_spelling_of_role_2_helps() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let pin = &session.pin;
    let roles = [
        "2",
        "\"2\"",
        "2.0",
        "2e0",
        "\" 2 \"",
        "\"2.0\"",
        "[2]",
        "{\"2\": 2}",
        "true",
        "null",
        "-2",
        "\"02\"",
        "\"+2\"",
        "\"\\u0032\"",
        "\"２\"",
        "\"agent\"",
        "\"AGENT\"",
        "3",
        "20e-1",
        "4294967298",
        "18446744073709551618",
        "258",
        "\"0x2\"",
        "[1, 2]",
        "\"1,2\"",
    ];
    for role in roles {
        for caller in [app.stranger(), app.customer(), app.page()] {
            let body = format!("{{\"role\": {role}, \"pincode\": \"{pin}\"}}");
            let answer = if role == "\"1,2\"" { customers_at_most } else { refused };
            answer(&body, &caller.post(TOKEN).raw("application/json", body.clone()).send().await);
        }
    }
    nobody_is_let_in(&app, &session).await;
}

#[tokio::test]
async fn no_trick_with_the_body_helps() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let pin = &session.pin;
    let bodies = [
        format!(r#"{{"role": 1, "role": 2, "pincode": "{pin}"}}"#),
        format!(r#"{{"role": 2, "role": 1, "pincode": "{pin}"}}"#),
        format!(r#"{{"role": 1, "rol\u0065": 2, "pincode": "{pin}"}}"#),
        format!(r#"{{"role": 1, "role_type": 2, "pincode": "{pin}"}}"#),
        format!(r#"{{"role": 1, "roleType": 2, "pincode": "{pin}"}}"#),
        format!(r#"{{"Role": 2, "pincode": "{pin}"}}"#),
        format!(r#"{{"role": 2, "pincode": "{pin}", "admin": true}}"#),
        format!(r#"[{{"role": 2, "pincode": "{pin}"}}]"#),
        format!(r#"{{"role": 2, "pincode": "{pin}"}}{{"role": 1}}"#),
        format!(r#"{{"role": 2, "pincode": ["{pin}"]}}"#),
        format!(r#"{{"__proto__": {{"role": 2}}, "role": 1, "pincode": "{pin}"}}"#),
    ];
    for body in bodies {
        let ignored = body.contains("\"role\": 1, \"role") && !body.contains("\"role\": 2") && !body.contains("\\u");
        let answer = if ignored || body.contains("__proto__") { customers_at_most } else { refused };
        answer(&body, &app.customer().post(TOKEN).raw("application/json", body.clone()).send().await);
    }
    nobody_is_let_in(&app, &session).await;
}

#[tokio::test]
async fn a_customers_token_made_with_an_agents_claims_in_its_name_is_still_a_customers() {
    let app = TestApp::spawn().await;
    let body = json!({ "role": 1, "userId": "x\",\"role_type\":2,\"y\":\"", "userName": "\",\"role_type\":2" });
    let answer = app.customer().send(TOKEN, body).await;
    assert!(!holds_agent_token(&answer), "{}", answer.text());
}

#[tokio::test]
async fn no_trick_with_method_or_form_helps() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let (stranger, pin) = (app.stranger(), session.pin.as_str());
    let query = format!("role=2&pincode={pin}");
    for path in [TOKEN, CONNECT] {
        for method in ["GET", "HEAD", "PUT", "PATCH", "DELETE", "TRACE", "CONNECTED", "post"] {
            let request = stranger.request(method, &format!("{path}?{query}")).json(&role_2(&session));
            refused(method, &request.send().await);
        }
        for name in ["x-http-method-override", "x-method-override", "x-http-method"] {
            let request = stranger.get(&format!("{path}?{query}")).header(name, "POST").json(&role_2(&session));
            refused(name, &request.send().await);
        }
        let form = [("role", "2"), ("pincode", pin)];
        refused("form", &stranger.submit(path, &form).await);
        refused("text", &stranger.post(path).raw("text/plain", role_2(&session).to_string()).send().await);
        let no_kind = stranger.post(path).raw("", role_2(&session).to_string());
        refused("no type", &no_kind.send().await);
        refused("query", &stranger.post(&format!("{path}?{query}")).json(&json!({})).send().await);
    }
    nobody_is_let_in(&app, &session).await;
}

#[tokio::test]
async fn no_spelling_of_the_address_helps() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let paths = [
        "/api/agent/connect",
        "/api/agent/connect/",
        "//api/agent/connect",
        "/api//agent/connect",
        "/API/agent/connect",
        "/api/agent/Connect",
        "/api/agent/connect;x=1",
        "/api/agent/connect%00",
        "/api/agent%2Fconnect",
        "/api/customer/..%2Fagent/connect",
        "/api/agent/connect.json",
        "/api/v1/agent/connect",
        "/api/token/",
        "/token",
        "/api/agent/token",
    ];
    for path in paths {
        let body = if path.contains("token") { role_2(&session) } else { json!({ "pincode": session.pin }) };
        refused(path, &app.stranger().send(path, body.clone()).await);
        refused(path, &app.page().send(path, body).await);
    }
    for path in ["/api/sessions/{}/desk", "/api/sessions/{}/leave"] {
        refused(path, &app.page().post(&path.replace("{}", &session.id)).send().await);
    }
    nobody_is_let_in(&app, &session).await;
}

/// Credentials that are not, or no longer, an agent's.
async fn impostors(app: &TestApp, session: &Session) -> Vec<(&'static str, Caller)> {
    let report = session.page.header("authorization").expect("a report token").to_owned();
    let stranger = || app.stranger();
    let cookie = |value: &str| app.page().with("cookie", &format!("__Host-cb_sid={value}"));

    let revoked = app.agent("rita").await;
    let (key, _) = app.people.api_keys().await.unwrap().into_iter().find(|(_, agent)| agent.login == "rita").unwrap();
    assert!(app.people.revoke_api_key(&By::Shell, key.id).await.unwrap());
    let (disabled_key, disabled) = (app.agent("dora").await, app.browser("dora", Role::Agent).await);
    app.people.disable(&By::Shell, app.person("dora", Role::Agent).await.id).await.unwrap();
    let signed_out = app.browser("olga", Role::Agent).await;
    assert_eq!(signed_out.submit("/logout", &[]).await.status, 303);
    let ada = app.person("ada", Role::Agent).await;
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("ada:{}", ada.password));

    vec![
        ("report token", stranger().with("authorization", &report)),
        ("report token at the page", app.customer().with("authorization", &report)),
        ("customer token", stranger().bearer(&session.token)),
        ("customer token as a cookie", cookie(&session.token)),
        ("revoked key", revoked),
        ("key of a disabled agent", disabled_key),
        ("cookie of a disabled agent", disabled),
        ("cookie after signing out", signed_out),
        ("key as a cookie", cookie(&ada.api_key)),
        ("key in a basic header", stranger().with("authorization", &format!("Basic {basic}"))),
        ("key without Bearer", stranger().with("authorization", &ada.api_key)),
        ("empty bearer", stranger().with("authorization", "Bearer ")),
        ("undefined", stranger().bearer("undefined")),
        ("half a key", stranger().bearer(&ada.api_key[..20])),
        ("key and more", stranger().bearer(&format!("{}x", ada.api_key))),
        ("unsigned token", stranger().bearer("eyJhbGciOiJub25lIn0.eyJyb2xlX3R5cGUiOjJ9.")),
        ("made up cookie", cookie("cbw_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        ("empty cookie", cookie("")),
        ("trusted headers", stranger().with("x-forwarded-user", "ada").with("x-remote-user", "ada")),
        ("from this machine", stranger().with("x-forwarded-for", "127.0.0.1").with("x-real-ip", "127.0.0.1")),
    ]
}

#[tokio::test]
async fn credentials_that_are_not_an_agents_open_nothing() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let impostors = impostors(&app, &session).await;
    assert!(impostors.len() >= 20);
    for (what, caller) in impostors {
        refused(what, &caller.send(TOKEN, role_2(&session)).await);
        refused(what, &caller.connect(&session.pin).await);
        refused(what, &caller.post(&session.path("/desk")).send().await);
    }
    nobody_is_let_in(&app, &session).await;
}

#[tokio::test]
async fn an_expired_cookie_opens_nothing() {
    let app = TestApp::spawn().await;
    let browser = app.browser("ada", Role::Agent).await;
    app.advance(1_800.0);
    let session = app.waiting_session().await;
    refused("idle for half an hour", &browser.connect(&session.pin).await);
    refused("idle for half an hour", &browser.send(TOKEN, role_2(&session)).await);
    nobody_is_let_in(&app, &session).await;
}

#[tokio::test]
async fn another_site_cannot_use_an_agents_cookie() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let browser = app.browser("ada", Role::Agent).await;
    let nobody = || browser.clone().without("origin").without("sec-fetch-site");
    let elsewhere = [
        ("cross-site", nobody().with("sec-fetch-site", "cross-site").with("origin", "https://evil.example")),
        ("an allowed shop", nobody().with("sec-fetch-site", "cross-site").with("origin", crate::support::SHOP)),
        ("same-site", nobody().with("sec-fetch-site", "same-site").with("origin", "http://localhost:1")),
        ("viewer", nobody().with("sec-fetch-site", "cross-site").with("origin", &app.viewer_origin())),
        ("null", nobody().with("origin", "null")),
        ("says nothing", nobody()),
        ("script without a site", nobody().with("sec-fetch-site", "none").with("sec-fetch-mode", "cors")),
        ("two stories", nobody().with("sec-fetch-site", "same-origin").with("origin", "https://evil.example")),
    ];
    for (what, caller) in elsewhere {
        refused(what, &caller.send(TOKEN, role_2(&session)).await);
        refused(what, &caller.connect(&session.pin).await);
    }
    nobody_is_let_in(&app, &session).await;
    let own = browser.send(TOKEN, role_2(&session)).await;
    assert!(holds_agent_token(&own), "the agent's own page gets one, so the tests above could have failed");
    assert!(is_agent_token(&text(&own.json()["token"])));
}
