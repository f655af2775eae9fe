//! Tokens: the endpoint that stands in for Zoom's sample, and what the tokens say.

use crate::support::{Place, Socket, TestApp, claims, names, text};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const TOKEN: &str = "/api/token";

#[tokio::test]
async fn role_1_starts_a_session() {
    let app = TestApp::spawn().await;
    let body = app.customer().send(TOKEN, json!({ "role": 1, "userId": "c-1", "userName": "Grace" })).await;
    assert_eq!(body.status, 200);
    let body = body.json();
    assert_eq!(app.see(&text(&body["sessionId"])).await["customer"]["userName"], "Grace");
    let path = format!("/api/sessions/{}/pin", text(&body["sessionId"]));
    let page = app.customer().bearer(&text(&body["reportToken"]));
    assert_eq!(page.send(&path, json!({ "pincode": "482913" })).await.status, 200);
}

#[tokio::test]
async fn a_customers_token_says_what_zoom_documents_and_the_session() {
    let app = TestApp::spawn().await;
    let body = app.customer().send(TOKEN, json!({ "role": 1, "userId": "c-1", "userName": "Grace" })).await.ok();
    let claims = claims(&text(&body["token"]));
    assert_eq!(names(&claims), ["app_key", "exp", "iat", "role_type", "sid", "user_id", "user_name"]);
    let issued = app.now().timestamp() - 30;
    assert_eq!((claims["iat"].as_i64(), claims["exp"].as_i64()), (Some(issued), Some(issued + 7_200)));
    assert_eq!((&claims["role_type"], &claims["app_key"]), (&json!(1), &json!(app.sdk_key())));
    assert_eq!((&claims["user_id"], &claims["user_name"]), (&json!("c-1"), &json!("Grace")));
    assert_eq!(claims["sid"], body["sessionId"]);
}

#[tokio::test]
async fn who_brings_a_pin_has_it_in_the_token() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_MODE", "custom")]).await;
    let body = app.customer().send("/api/customer/start", json!({})).await.ok();
    assert_eq!(claims(&text(&body["token"]))["enable_byop"], 1);
}

#[tokio::test]
async fn an_agents_token_is_new_for_every_admission_and_as_short_as_zoom_takes() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    let mut users = Vec::new();
    for _ in 0..2 {
        let body = ada.connect(&session.pin).await.ok();
        let claims = claims(&text(&body["token"]));
        assert_eq!(names(&claims), ["app_key", "exp", "iat", "role_type", "sid", "user_id", "user_name"]);
        let issued = app.now().timestamp() - 30;
        assert_eq!((claims["iat"].as_i64(), claims["exp"].as_i64()), (Some(issued), Some(issued + 1_800)));
        assert_eq!((&claims["role_type"], &claims["user_name"]), (&json!(2), &json!("Ada Tester")));
        assert_eq!(claims["sid"], json!(session.id));
        users.push(text(&claims["user_id"]));
    }
    assert_ne!(users[0], users[1]);
    assert!(users.iter().all(|user| user.encode_utf16().count() <= 35));
}

#[tokio::test]
async fn role_and_life_may_be_numbers_in_quotes() {
    let app = TestApp::spawn().await;
    for role in [json!(1), json!("1"), json!(" 1 ")] {
        assert_eq!(app.customer().send(TOKEN, json!({ "role": role })).await.status, 200, "{role}");
    }
    for (life, seconds) in [(json!(1_800), 1_800), (json!("1800"), 1_800), (json!(172_800), 172_800)] {
        let body = app.customer().send(TOKEN, json!({ "role": 1, "expirationSeconds": life })).await.ok();
        let claims = claims(&text(&body["token"]));
        assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), seconds);
    }
}

#[tokio::test]
async fn what_the_sample_refuses_is_refused_with_every_field_named() {
    let app = TestApp::spawn().await;
    for role in [json!(0), json!(3), json!("one"), json!(1.5), json!(null), json!([1]), json!(true)] {
        assert_eq!(app.customer().send(TOKEN, json!({ "role": role })).await.pointers(), ["/role"], "{role}");
    }
    for life in [json!(1_799), json!(172_801), json!(-1), json!("soon"), json!("")] {
        let answer = app.customer().send(TOKEN, json!({ "role": 1, "expirationSeconds": life })).await;
        assert_eq!(answer.pointers(), ["/expirationSeconds"], "{life}");
    }
    let all = json!({ "role": 1, "expirationSeconds": 5, "userId": "x".repeat(36), "userName": 7 });
    assert_eq!(app.customer().send(TOKEN, all).await.pointers(), ["/expirationSeconds", "/userId", "/userName"]);
    assert_eq!(app.customer().send(TOKEN, json!({})).await.pointers(), ["/role"]);
    let elsewhere = app.customer().with("origin", "https://evil.example");
    assert_eq!(elsewhere.send(TOKEN, json!({ "role": 1 })).await.problem(), (403, "origin-not-allowed".into()));
}

#[tokio::test]
async fn names_are_random_or_the_id_where_nothing_is_given() {
    let app = TestApp::spawn().await;
    let one = claims(&text(&app.customer().send(TOKEN, json!({ "role": 1 })).await.ok()["token"]));
    let two = claims(&text(&app.customer().send(TOKEN, json!({ "role": 1 })).await.ok()["token"]));
    assert_ne!(one["user_id"], two["user_id"]);
    let named = app.customer().send(TOKEN, json!({ "role": 1, "userId": "c-9" })).await.ok();
    assert_eq!(claims(&text(&named["token"]))["user_name"], "c-9");
}

#[tokio::test]
async fn role_2_is_a_connect_with_all_its_rules() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    let ask = async |pin: Value| ada.send(TOKEN, json!({ "role": 2, "pincode": pin })).await;
    assert_eq!(ada.send(TOKEN, json!({ "role": 2 })).await.pointers(), ["/pincode"]);
    assert_eq!(ask(json!("no pin!")).await.problem(), (422, "pin-malformed".into()));
    let body = ask(json!(session.pin)).await.ok();
    assert_eq!(body["sessionId"], json!(session.id));
    assert_eq!(body.get("reportToken"), None, "reporting is the customer's");
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);
    for n in 0..5 {
        assert_eq!(ask(json!(format!("00000{n}"))).await.problem(), (422, "pin-not-accepted".into()));
    }
    assert_eq!(ada.connect(&session.pin).await.status, 429, "both ways in share one throttle");
    assert_eq!(ask(json!(session.pin)).await.status, 429);
}

#[tokio::test]
async fn an_agent_is_named_by_the_broker_not_by_the_request() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let mut body = json!({ "role": 2, "pincode": session.pin, "userName": "The Bank", "userId": "boss" });
    body["expirationSeconds"] = json!(172_800);
    let answer = app.agent("ada").await.send(TOKEN, body).await.ok();
    let claims = claims(&text(&answer["token"]));
    assert_eq!(claims["user_name"], "Ada Tester");
    assert_ne!(claims["user_id"], "boss");
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 1_800);
}

#[tokio::test]
async fn a_token_is_worth_nothing_in_another_session() {
    let app = TestApp::spawn().await;
    let (mine, other) = (app.starting_session().await, app.starting_session().await);
    let (_customer, welcome) = Socket::start(&app, &mine).await;
    let (mut innocent, _) = Socket::start(&app, &other).await;
    let token = text(&app.agent("ada").await.connect(&text(&welcome["pincode"])).await.ok()["token"]);

    // the same claims with the other session's id and the old signature
    let parts: Vec<_> = token.split('.').collect();
    let mut forged = claims(&token);
    forged["sid"] = json!(other.id);
    let forged = format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(forged.to_string()), parts[2]);
    assert_eq!(Socket::desk_with(&app, &forged).await.refused().await, (2001, 4401));

    let mut desk = Socket::desk_with(&app, &token).await;
    assert_eq!(desk.expect("welcome").await["sessionId"], json!(mine.id), "the token says which session, nothing else");
    innocent.say(json!({ "type": "away", "hidden": true })).await;
    assert_eq!(app.see(&other.id).await["agents"], json!([]));
}

#[tokio::test]
async fn a_token_of_another_server_is_refused() {
    let (app, other) = (TestApp::spawn().await, TestApp::spawn().await);
    let session = other.waiting_session().await;
    let token = text(&other.agent("ada").await.connect(&session.pin).await.ok()["token"]);
    assert_eq!(Socket::desk_with(&app, &token).await.refused().await, (2001, 4401));
}

#[tokio::test]
async fn in_zoom_mode_tokens_say_exactly_what_zoom_documents() {
    let settings = [("ZOOM_SDK_KEY", "TEST_SDK_KEY"), ("ZOOM_SDK_SECRET", "a-secret-that-is-long-enough-for-anybody")];
    let app = TestApp::spawn_with(&settings).await;
    let session = app.waiting_session().await;
    let zoom = ["app_key", "exp", "iat", "role_type", "user_id", "user_name"];
    assert_eq!(names(&claims(&session.token)), zoom);
    let body = app.agent("ada").await.connect(&session.pin).await.ok();
    assert_eq!(names(&claims(&text(&body["token"]))), zoom);
    let desk =
        format!("https://us01-zcb.zoom.us/sdkapi/zcb/frame-templates/desk?access_token={}", text(&body["token"]));
    assert_eq!(text(&body["deskUrl"]), desk);
}
