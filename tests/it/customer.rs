//! What a customer's page may do: start a session, report on it, hear of it.

use crate::support::{Place, SHOP, TestApp, text};
use serde_json::{Value, json};

const START: &str = "/api/customer/start";

#[tokio::test]
async fn starting_gives_what_the_sdk_needs_and_no_pin() {
    let app = TestApp::spawn().await;
    let answer = app.customer().send(START, json!({ "userName": "Grace", "userId": "c-7" })).await;
    assert_eq!(answer.status, 201);
    let body = answer.json();
    let mut keys: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["baseUrl", "expiresAt", "reportToken", "sdkKey", "sessionId", "token"]);
    assert_eq!((text(&body["baseUrl"]), text(&body["sdkKey"])), (app.origin(), app.sdk_key().to_owned()));
    assert!(text(&body["reportToken"]).starts_with("cbs_"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("set-cookie"), "", "there are no cookies on customer routes");
    let seen = app.see(&text(&body["sessionId"])).await;
    assert_eq!((&seen["state"], &seen["customer"]["identified"]), (&json!("starting"), &json!(false)));
}

#[tokio::test]
async fn what_the_website_notes_is_seen_with_the_session() {
    let app = TestApp::spawn().await;
    let notes = json!({ "order": "4711", "language": "Deutsch" });
    let started = app.customer().send(START, json!({ "metadata": notes })).await.ok();
    assert_eq!(app.see(&text(&started["sessionId"])).await["metadata"], notes);
    let long = app.customer().send(START, json!({ "metadata": { "order": "x".repeat(201) } })).await;
    assert_eq!((long.status, &long.json()["errors"][0]["pointer"]), (422, &json!("/metadata")));
}

#[tokio::test]
async fn where_the_broker_makes_the_pins_the_answer_has_one() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_MODE", "custom")]).await;
    let made = text(&app.customer().send(START, json!({})).await.ok()["customPinCode"]);
    let unmistakable = |b: u8| b"23456789ABCDEFGHJKMNPQRSTVWXYZ".contains(&b);
    assert!(made.len() == 8 && made.bytes().all(unmistakable), "{made}");
    let given = app.customer().send(START, json!({ "customPin": "help-42" })).await.ok();
    assert_eq!(given["customPinCode"], "HELP42");
}

#[tokio::test]
async fn only_pages_of_allowed_sites_start_sessions() {
    let app = TestApp::spawn().await;
    let start = async |origin: &str| app.stranger().with("origin", origin).send(START, json!({})).await;
    for allowed in [SHOP, "http://localhost:3000", app.origin().as_str()] {
        let answer = start(allowed).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (201, allowed.to_owned()));
        assert!(answer.header("vary").contains("origin"), "caches must keep the answers of two sites apart");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    let others = [
        "https://evil.example",
        "http://shop.example",
        "https://shop.example:8443",
        "https://www.shop.example",
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "null",
        "garbage",
    ];
    for other in others {
        let answer = start(other).await;
        assert_eq!(answer.problem(), (403, "origin-not-allowed".into()), "{other}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{other}");
    }
    let from_a_server = app.stranger().send(START, json!({})).await;
    assert_eq!(from_a_server.status, 201, "a request without an origin comes from no other site's page");
}

#[tokio::test]
async fn a_preflight_allows_two_methods_and_two_headers() {
    let app = TestApp::spawn().await;
    let ask = async |origin: &str| {
        let request = app.stranger().with("origin", origin).request("OPTIONS", START);
        request.header("access-control-request-method", "POST").send().await
    };
    let answer = ask(SHOP).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), SHOP);
    assert_eq!(answer.header("access-control-allow-methods"), "POST, GET");
    assert_eq!(answer.header("access-control-allow-headers"), "authorization, content-type");
    assert_eq!(answer.header("access-control-max-age"), "600");
    let refused = ask("https://evil.example").await;
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (403, String::new()));
}

#[tokio::test]
async fn agent_routes_are_no_other_sites_business() {
    let app = TestApp::spawn().await;
    for path in ["/api/agent/connect", "/api/session/list", "/api/session/revoke", "/login"] {
        let request = app.customer().request("OPTIONS", path).header("access-control-request-method", "POST");
        assert_eq!(request.send().await.header("access-control-allow-origin"), "", "{path}");
        assert_eq!(app.customer().read(path).await.header("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn a_bad_body_is_told_from_a_bad_field() {
    let app = TestApp::spawn().await;
    let post = async |kind: &str, body: String| app.customer().post(START).raw(kind, body).send().await;
    let json = "application/json";
    for body in ["", "{", "not json", "{} {}", "{\"userName\": \"a\",}", "\u{feff}{}"] {
        assert_eq!(post(json, body.into()).await.problem(), (400, "invalid-request".into()), "{body:?}");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""] {
        let answer = post(kind, "{}".into()).await;
        assert_eq!(answer.problem(), (415, "unsupported-media-type".into()), "{kind:?}");
    }
    assert_eq!(post("Application/JSON; charset=utf-8", "{}".into()).await.status, 201);
    let large = format!("{{\"userName\": \"{}\"}}", "x".repeat(17_000));
    assert_eq!(post(json, large).await.problem(), (413, "too-large".into()));
}

#[tokio::test]
async fn all_wrong_fields_are_told_at_once() {
    let app = TestApp::spawn().await;
    let wrong = json!({ "userName": " ", "userId": "x".repeat(36), "customPin": "not a pin!" });
    let answer = app.customer().send(START, wrong).await;
    assert_eq!(answer.problem(), (422, "invalid-request".into()));
    assert_eq!(answer.pointers(), ["/customPin", "/userId", "/userName"]);
    for name in ["x".repeat(81), "a\u{202e}b".into(), "a\u{200b}b".into(), "a\nb".into()] {
        let answer = app.customer().send(START, json!({ "userName": name })).await;
        assert_eq!((answer.status, answer.pointers()), (422, vec!["/userName".into()]), "{name:?}");
        assert!(!answer.text().contains(&"x".repeat(65)), "at most 64 characters of input come back");
    }
    assert_eq!(
        app.customer().send(START, json!({ "userName": "x".repeat(80), "userId": "y".repeat(35) })).await.status,
        201
    );
}

#[tokio::test]
async fn unknown_fields_wrong_types_and_duplicate_keys_are_named() {
    let app = TestApp::spawn().await;
    let cases = [
        (r#"{"userNmae": "Grace"}"#, "/userNmae"),
        (r#"{"role_type": 2}"#, "/role_type"),
        (r#"{"userName": 7}"#, "/userName"),
        (r#"{"userName": "Grace", "userName": "Eve"}"#, "/userName"),
        (r#"{"userId": {"a": 1, "a": 2}}"#, "/userId/a"),
    ];
    for (body, pointer) in cases {
        let answer = app.customer().post(START).raw("application/json", body).send().await;
        assert_eq!((answer.status, answer.pointers()), (422, vec![pointer.to_owned()]), "{body}");
    }
}

#[tokio::test]
async fn one_address_starts_a_burst_and_then_waits() {
    let limits = [("COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE", "10"), ("COBROKER_LIMIT_STARTS_IP_BURST", "20")];
    let app = TestApp::spawn_with(&limits).await;
    for _ in 0..20 {
        app.customer().send(START, json!({})).await.ok();
    }
    let answer = app.customer().send(START, json!({})).await;
    assert_eq!(answer.problem(), (429, "too-many-attempts".into()));
    assert!((1..=6).contains(&answer.header("retry-after").parse().unwrap()), "ten a minute are one in six seconds");
}

#[tokio::test]
async fn a_full_house_takes_nobody_more() {
    let app = TestApp::spawn_with(&[("COBROKER_LIMIT_LIVE_SESSIONS", "2")]).await;
    app.customer().send(START, json!({})).await.ok();
    app.customer().send(START, json!({})).await.ok();
    let answer = app.customer().send(START, json!({})).await;
    assert_eq!(answer.problem(), (503, "unavailable".into()));
    assert_ne!(answer.header("retry-after"), "");
}

#[tokio::test]
async fn a_reported_pin_makes_the_session_wait() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let body = session.report("482 913").await.ok();
    let until = app.now() + chrono::TimeDelta::seconds(600);
    assert_eq!(body["state"], "waiting");
    assert_eq!(text(&body["validUntil"]).parse::<chrono::DateTime<chrono::Utc>>().unwrap(), until);
    assert_eq!(app.see(&session.id).await["pincode"], "482913");
}

#[tokio::test]
async fn a_later_pin_replaces_the_earlier_at_once() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    app.advance(2.0);
    session.report("777000").await.ok();
    let ada = app.agent("ada").await;
    assert_eq!(ada.connect(&session.pin).await.problem(), (422, "pin-not-accepted".into()));
    assert_eq!(ada.connect("777000").await.status, 200);
}

#[tokio::test]
async fn repeating_a_pin_does_not_lengthen_its_life() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let first = session.report(&session.pin).await.ok();
    app.advance(40.0);
    let again = session.report(&session.pin).await.ok();
    assert_eq!(first["validUntil"], again["validUntil"]);
}

#[tokio::test]
async fn what_is_no_pin_is_malformed() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    for pin in ["", "   ", "12345678901", "48_913", "482913!", "४८२९१३", "<b>"] {
        let answer = session.report(pin).await;
        assert_eq!(answer.problem(), (422, "pin-malformed".into()), "{pin:?}");
        assert_eq!(answer.json()["code"], 1008);
    }
    assert_eq!(session.page.send(&session.path("/pin"), json!({ "pincode": 482_913 })).await.pointers(), ["/pincode"]);
    assert_eq!(app.see(&session.id).await["state"], "starting");
}

#[tokio::test]
async fn five_different_pins_two_seconds_apart_are_all_a_session_gets() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    session.report("100000").await.ok();
    app.advance(1.9);
    let soon = session.report("100001").await;
    assert_eq!((soon.problem(), soon.header("retry-after")), ((429, "too-many-attempts".into()), "2".into()));
    for n in 1..5 {
        app.advance(2.0);
        session.report(&format!("10000{n}")).await.ok();
    }
    app.advance(2.0);
    assert_eq!(session.report("100005").await.problem(), (429, "too-many-attempts".into()));
    session.report("100004").await.ok();
}

#[tokio::test]
async fn a_report_token_is_good_for_its_own_session_only() {
    let app = TestApp::spawn().await;
    let (mine, other) = (app.starting_session().await, app.starting_session().await);
    let pin = json!({ "pincode": "482913" });
    let nowhere = "/api/sessions/019ac000-0000-7000-8000-000000000000/pin";
    for page in
        [other.page.clone(), app.customer(), app.customer().bearer("cbs_nope"), app.customer().bearer(&mine.token)]
    {
        assert_eq!(page.send(&mine.path("/pin"), pin.clone()).await.problem(), (401, "token-invalid".into()));
        assert_eq!(page.send(&mine.path("/events"), json!({ "type": "session_ended" })).await.status, 401);
        assert_eq!(page.read(&mine.path("/signals")).await.status, 401);
        assert_eq!(
            page.send(nowhere, pin.clone()).await.status,
            401,
            "an unknown session is not told from a wrong token"
        );
    }
    assert_eq!(app.see(&mine.id).await["state"], "starting");
}

#[tokio::test]
async fn a_report_from_another_site_is_refused_even_with_the_token() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let elsewhere = session.page.clone().with("origin", "https://evil.example");
    let answer = elsewhere.send(&session.path("/pin"), json!({ "pincode": "482913" })).await;
    assert_eq!(answer.problem(), (403, "origin-not-allowed".into()));
}

#[tokio::test]
async fn an_event_that_is_repeated_changes_nothing() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let lost = json!({ "type": "session_reconnecting", "eventId": "e-1" });
    assert_eq!(session.event(lost.clone()).await.status, 202);
    assert_eq!(app.see(&session.id).await["state"], "recovering");
    session.heartbeat().await;
    assert_eq!(app.see(&session.id).await["state"], "waiting");
    assert_eq!(session.event(lost).await.status, 202);
    assert_eq!(app.see(&session.id).await["state"], "waiting", "it was heard before");
    session.event(json!({ "type": "session_reconnecting", "eventId": "e-2" })).await;
    assert_eq!(app.see(&session.id).await["state"], "recovering");
}

#[tokio::test]
async fn events_outside_the_list_are_refused() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    for body in [json!({ "type": "explode" }), json!({}), json!({ "type": "heartbeat", "extra": 1 })] {
        assert_eq!(session.event(body.clone()).await.problem(), (422, "invalid-request".into()), "{body}");
    }
    let long = json!({ "type": "heartbeat", "eventId": "e".repeat(101) });
    assert_eq!(session.event(long).await.problem(), (422, "invalid-request".into()));
    let large = json!({ "type": "heartbeat", "eventId": "e".repeat(1_100) });
    assert_eq!(session.event(large).await.problem(), (413, "too-large".into()));
}

#[tokio::test]
async fn the_customer_ends_the_session_and_nothing_follows() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    assert_eq!(session.event(json!({ "type": "session_ended" })).await.status, 202);
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["state"], &seen["endReason"]), (&json!("ended"), &json!("customer_ended")));
    assert_eq!(seen["pincode"], Value::Null);
    assert_eq!(session.report("482000").await.problem(), (410, "session-over".into()));
    assert_eq!(session.event(json!({ "type": "heartbeat" })).await.problem(), (410, "session-over".into()));
}

#[tokio::test]
async fn heartbeats_keep_a_session_alive() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    session.live_for(&app, 590.0).await;
    assert_eq!(app.see(&session.id).await["state"], "waiting");
}

#[tokio::test]
async fn a_silent_page_is_lost_after_45_seconds_and_given_up_120_later() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let listed = async || app.supervisor().await.read("/api/session/list").await.ok()["sessions"][0].clone();
    app.advance(44.9);
    assert_eq!(listed().await["state"], "waiting");
    app.advance(0.1);
    assert_eq!(listed().await["state"], "recovering");
    app.advance(119.9);
    assert_eq!(listed().await["state"], "recovering");
    app.advance(0.1);
    let ended = listed().await;
    assert_eq!((&ended["state"], &ended["endReason"]), (&json!("ended"), &json!("customer_lost")));
    assert_eq!(ended["pincode"], Value::Null);
    assert_eq!(session.event(json!({ "type": "heartbeat" })).await.problem(), (410, "session-over".into()));
}

#[tokio::test]
async fn a_session_without_a_pin_ends_after_the_start_window() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    app.advance(299.9);
    assert_eq!(app.see(&session.id).await["state"], "starting");
    app.advance(0.1);
    assert_eq!(app.see(&session.id).await["endReason"], "never_started");
}

#[tokio::test]
async fn the_page_hears_who_comes_and_that_the_session_was_ended() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let mut signals = session.page.get(&session.path("/signals")).events().await;
    app.agent("ada").await.connect(&session.pin).await.ok();
    let admitted = signals.next().await.unwrap();
    assert_eq!((admitted.name.as_str(), admitted.data), ("agent_admitted", json!({ "agentName": "Ada Tester" })));
    let end = json!({ "sessionId": session.id, "reason": "done" });
    app.supervisor().await.send("/api/session/revoke", end).await.ok();
    let revoked = signals.next().await.unwrap();
    assert_eq!((revoked.name.as_str(), revoked.data), ("revoked", json!({ "reason": "revoked" })));
    assert_eq!(signals.next().await, None, "the stream closes");
}

#[tokio::test]
async fn a_page_that_listens_too_late_hears_that_it_is_over() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    let mut signals = session.page.get(&session.path("/signals")).events().await;
    assert_eq!(signals.next().await.map(|event| event.name), Some("revoked".into()));
}
