//! Zoom mode on our side: seats by what the agent's page says, BYOP, and what the pages are allowed.

use crate::support::{self, Caller, Session, TestApp, names, text};
use cobroker::domain::Role;
use serde_json::{Value, json};

const ZOOM: [(&str, &str); 2] =
    [("ZOOM_SDK_KEY", "TEST_SDK_KEY"), ("ZOOM_SDK_SECRET", "a-secret-that-is-long-enough-for-anybody")];

async fn zoom_with(more: &[(&str, &str)]) -> TestApp {
    TestApp::spawn_with(&[&ZOOM, more].concat()).await
}

/// As the agent's page does it.
async fn connect(ada: &Caller, pin: &str) -> Value {
    ada.send("/api/agent/connect", json!({ "pincode": pin, "tellsPresence": true })).await.ok()
}

async fn say_here(ada: &Caller, session: &Session, desk: &Value) -> u16 {
    ada.send(&session.path("/desk/presence"), json!({ "admissionId": desk["admissionId"] })).await.status
}

async fn seats(app: &TestApp, session: &Session) -> Value {
    app.see(&session.id).await["seats"]["taken"].clone()
}

/// Ten seconds after ten seconds, with a page that stays and a desk that says so.
async fn with_desk_for(app: &TestApp, ada: &Caller, session: &Session, desk: &Value, tens: u32) {
    for _ in 0..tens {
        app.advance(10.0);
        session.heartbeat().await;
        assert_eq!(say_here(ada, session, desk).await, 204);
    }
}

#[tokio::test]
async fn a_seat_stays_while_the_page_says_that_it_is_there_and_is_free_30_seconds_after() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    let ada = app.browser("ada", Role::Agent).await;
    let desk = connect(&ada, &session.pin).await;
    with_desk_for(&app, &ada, &session, &desk, 10).await;
    app.advance(29.9);
    assert_eq!(seats(&app, &session).await, 1);
    app.advance(0.1);
    assert_eq!(seats(&app, &session).await, 0);
    assert_eq!(say_here(&ada, &session, &desk).await, 404, "and the page is told");
}

#[tokio::test]
async fn a_page_that_never_says_anything_after_connecting_loses_its_seat_too() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    connect(&app.browser("ada", Role::Agent).await, &session.pin).await;
    app.advance(30.0);
    assert_eq!(seats(&app, &session).await, 0);
}

#[tokio::test]
async fn a_page_that_goes_counts_from_there_and_may_come_back_in_time() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    let ada = app.browser("ada", Role::Agent).await;
    let desk = connect(&ada, &session.pin).await;
    app.advance(9.0);
    let going = json!({ "admissionId": desk["admissionId"], "going": true });
    assert_eq!(ada.send(&session.path("/desk/presence"), going).await.status, 204);
    app.advance(29.9);
    let again = ada.send(&session.path("/desk"), json!({ "tellsPresence": true })).await.ok();
    assert_eq!((&again["admissionId"], &again["seats"]["taken"]), (&desk["admissionId"], &json!(1)));
    app.advance(29.9);
    assert_eq!(seats(&app, &session).await, 1);
}

#[tokio::test]
async fn a_reload_survives_the_late_word_that_the_desk_before_it_left() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    let ada = app.browser("ada", Role::Agent).await;
    let desk = connect(&ada, &session.pin).await;
    let say = async |kind: &str| assert_eq!(session.event(json!({ "type": kind })).await.status, 202);
    say("agent_joined").await;
    with_desk_for(&app, &ada, &session, &desk, 3).await;
    ada.send(&session.path("/desk"), json!({ "tellsPresence": true })).await.ok();
    app.advance(4.9);
    say("agent_left").await;
    assert_eq!(say_here(&ada, &session, &desk).await, 204, "the page that was opened again keeps the seat");
    app.advance(0.1);
    say("agent_left").await;
    assert_eq!(seats(&app, &session).await, 0, "who leaves later has left");
}

#[tokio::test]
async fn who_comes_back_later_gets_another_seat_and_another_user_id_without_a_pin() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    let ada = app.browser("ada", Role::Agent).await;
    let first = connect(&ada, &session.pin).await;
    app.advance(60.0);
    session.heartbeat().await;
    let again = ada.send(&session.path("/desk"), json!({ "tellsPresence": true })).await.ok();
    assert_ne!(again["admissionId"], first["admissionId"]);
    assert_ne!(claims(&again)["user_id"], claims(&first)["user_id"], "Zoom may still know the other (1015)");
    assert_eq!(seats(&app, &session).await, 1);
    let ben = app.browser("ben", Role::Agent).await;
    let stranger = ben.send(&session.path("/desk"), json!({ "tellsPresence": true })).await;
    assert_eq!(stranger.problem(), (404, "not-found".into()));
}

#[tokio::test]
async fn a_machine_that_shows_the_desk_elsewhere_keeps_its_seat_as_before() {
    let app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    app.agent("crm").await.connect(&session.pin).await.ok();
    session.live_for(&app, 300.0).await;
    assert_eq!(seats(&app, &session).await, 1);
}

#[tokio::test]
async fn presence_is_ones_own_and_survives_a_restart() {
    let mut app = zoom_with(&[]).await;
    let session = app.waiting_session().await;
    let ada = app.browser("ada", Role::Agent).await;
    let desk = connect(&ada, &session.pin).await;
    let ben = app.browser("ben", Role::Agent).await;
    assert_eq!(say_here(&ben, &session, &desk).await, 404);
    let foreign = ada.clone().with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
    assert_eq!(say_here(&foreign, &session, &desk).await, 403);
    app.restart().await;
    app.advance(29.0);
    assert_eq!(seats(&app, &session).await, 1);
    app.advance(1.0);
    assert_eq!(seats(&app, &session).await, 0, "nothing in memory is the truth");
}

fn claims(answer: &Value) -> Value {
    support::claims(&text(&answer["token"]))
}

#[tokio::test]
async fn in_custom_pin_mode_the_broker_makes_the_pin_and_takes_no_other() {
    let app = zoom_with(&[("COBROKER_PIN_MODE", "custom")]).await;
    let started = app.customer().send("/api/customer/start", json!({})).await.ok();
    let pin = text(&started["customPinCode"]);
    assert!(pin.len() == 8 && pin.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()), "{pin}");
    assert_eq!(names(&claims(&started)), ["app_key", "enable_byop", "exp", "iat", "role_type", "user_id", "user_name"]);
    assert_eq!(claims(&started)["enable_byop"], json!(1), "a number");

    let page = app.customer().bearer(&text(&started["reportToken"]));
    let path = format!("/api/sessions/{}/pin", text(&started["sessionId"]));
    let ada = app.agent("ada").await;
    assert_eq!(ada.connect(&pin).await.problem(), (422, "pin-not-accepted".into()), "the customer comes first");
    let other = page.send(&path, json!({ "pincode": "OTHER1" })).await;
    assert_eq!(other.problem(), (422, "pin-not-accepted".into()));
    page.send(&path, json!({ "pincode": pin.to_lowercase() })).await.ok();
    let desk = ada.connect(&pin.to_lowercase()).await.ok();
    assert_eq!(claims(&desk)["enable_byop"], json!(1));
    let chosen = app.customer().send("/api/customer/start", json!({ "customPin": "case-4711" })).await.ok();
    assert_eq!(chosen["customPinCode"], "CASE4711", "upper-cased");
}

#[tokio::test]
async fn in_automatic_mode_no_answer_has_a_pin_before_the_event_and_no_token_a_claim_about_it() {
    let app = zoom_with(&[]).await;
    let started = app.customer().send("/api/customer/start", json!({})).await.ok();
    assert_eq!(started.get("customPinCode"), None);
    assert_eq!(names(&claims(&started)), ["app_key", "exp", "iat", "role_type", "user_id", "user_name"]);
    let seen = app.see(&text(&started["sessionId"])).await;
    assert_eq!((&seen["state"], &seen["pincode"]), (&json!("starting"), &Value::Null));
    let chosen = app.customer().send("/api/customer/start", json!({ "customPin": "MINE1" })).await.ok();
    assert_eq!(
        (chosen.get("customPinCode"), claims(&chosen).get("enable_byop")),
        (None, None),
        "here the PIN is Zoom's"
    );
}

#[tokio::test]
async fn the_agents_page_frames_the_configured_desk_with_the_configured_abilities() {
    let settings = [
        ("COBROWSE_BASE_URL", "https://cobrowse.tenant.example"),
        ("COBROKER_DESK_FRAME_ALLOW", "autoplay *; camera *; microphone *; display-capture *; geolocation *;"),
        ("COBROKER_DESK_FRAME_SANDBOX", "off"),
        ("ZOOM_SDK_VERSION", "2.13.x"),
    ];
    let app = zoom_with(&settings).await;
    let page = app.browser("ada", Role::Agent).await.read("/agent").await;
    assert!(page.header("content-security-policy").contains("frame-src https://cobrowse.tenant.example;"));
    let permissions = page.header("permissions-policy");
    assert!(permissions.contains(r#"camera=(self "https://cobrowse.tenant.example")"#), "{permissions}");
    assert!(permissions.contains("usb=()"), "{permissions}");
    let html = page.text();
    assert!(
        html.contains(r#"data-frame-allow="autoplay *; camera *; microphone *; display-capture *; geolocation *""#)
    );
    assert!(!html.contains("data-frame-sandbox"));
    let config = app.stranger().read("/api/config").await.ok();
    assert_eq!(
        (&config["sdkVersion"], &config["baseUrl"]),
        (&json!("2.13.x"), &json!("https://cobrowse.tenant.example"))
    );
    let elsewhere = app.stranger().read("/login").await;
    assert!(elsewhere.header("permissions-policy").contains("camera=()"), "no other page gives anything away");
}
