//! Outgoing webhooks (Zoom reference §10), as an integrator's endpoint hears them.

use crate::support::{Caller, receiver};
use crate::support::{Demo, Heard, Place, Receiver, SHOP, Session, Socket, TestApp, Tool, agree, text};
use serde_json::{Value, json};

async fn spawn(receiver: &Receiver) -> TestApp {
    let url = receiver.url();
    let settings: Vec<_> = receiver::settings(&url).into_iter().chain(Tool::SETTINGS).collect();
    TestApp::spawn_with(&settings).await
}

/// A session whose customer is connected.
async fn sharing(app: &TestApp) -> (Socket, Session) {
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    (customer, session)
}

/// A session that a customer began and ended.
async fn begun_and_ended(app: &TestApp) {
    let (mut customer, _) = sharing(app).await;
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
}

fn kinds(heard: &[Heard]) -> Vec<&str> {
    heard.iter().map(|heard| heard.event.strip_prefix("cobrowse.").expect("ours")).collect()
}

fn fields(value: &Value) -> Vec<&str> {
    let mut names: Vec<_> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn a_session_is_told_from_its_start_to_its_end_in_order() {
    let mut receiver = Receiver::start().await;
    let app = spawn(&receiver).await;
    let (mut customer, session) = sharing(&app).await;
    let begun = app.now();
    let token = text(&app.agent("ada").await.connect(&session.pin).await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    app.advance(20.0);
    agree(&mut customer, &mut desk).await;
    app.advance(10.0);
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;

    let mut heard = Vec::new();
    for _ in 0..6 {
        heard.push(receiver.event().await);
    }
    let [started, customer_in, agent_in, first_out, second_out, ended] = &heard[..] else { unreachable!() };
    assert_eq!(
        kinds(&heard),
        [
            "session_started",
            "session_user_joined",
            "session_user_joined",
            "session_user_left",
            "session_user_left",
            "session_ended",
        ]
    );
    let tool = Tool::of(&app, app.now().timestamp());
    let past = tool.ok("past_sessions").await;
    let id = &past["sessions"][0]["session_id"];
    for heard in &heard {
        assert_eq!(fields(&heard.body), ["event", "event_ts", "payload"]);
        assert_eq!(heard.body["payload"]["account_id"], "acct1");
        assert_eq!(&heard.object()["session_id"], id, "the same id as by REST");
        assert!(heard.object().get("session_pin").is_none(), "the PIN goes with the end");
    }
    assert_eq!(started.body["event_ts"], json!(begun.timestamp_millis()));
    let object = started.object();
    assert_eq!(fields(object), ["role_type", "session_id", "start_time", "start_url", "user_id", "user_name"]);
    assert_eq!((&object["start_url"], &object["role_type"]), (&json!(format!("{SHOP}/quote")), &json!("customer")));
    assert_eq!(object["start_time"], past["sessions"][0]["start_time"]);
    let joined = ["join_time", "role_type", "session_id", "user_connection_id", "user_id", "user_name"];
    assert_eq!((fields(customer_in.object()), fields(agent_in.object())), (joined.to_vec(), joined.to_vec()));
    assert_eq!(
        (&agent_in.object()["user_name"], &agent_in.object()["role_type"]),
        (&json!("Ada Tester"), &json!("agent"))
    );
    let left = ["leave_reason", "leave_time", "role_type", "session_id", "user_connection_id", "user_id", "user_name"];
    for out in [first_out, second_out] {
        assert_eq!((fields(out.object()), &out.object()["leave_reason"]), (left.to_vec(), &json!("The session end")));
    }
    let users = tool.ok(&format!("sessions/{}/users", text(id))).await;
    for (heard, place) in [(customer_in, 0), (agent_in, 1), (first_out, 0), (second_out, 1)] {
        assert_eq!(heard.object()["user_connection_id"], users["users"][place]["user_connection_id"]);
    }
    let over = ["end_reason", "end_time", "role_type", "session_id", "start_time", "user_id", "user_name"];
    assert_eq!((fields(ended.object()), &ended.object()["end_reason"]), (over.to_vec(), &json!("The session ended")));
    assert_eq!((&ended.object()["role_type"], &ended.object()["user_name"]), (&json!("customer"), &json!("Grace")));
}

#[tokio::test]
async fn a_customer_who_does_not_come_back_left_by_the_network() {
    let mut receiver = Receiver::start().await;
    let app = spawn(&receiver).await;
    let (customer, _) = sharing(&app).await;
    drop(customer);
    let left = receiver.expect("session_user_left").await;
    assert_eq!(left.object()["leave_reason"], "Got disconnected from the session");
    app.advance(121.0);
    app.sweep().await;
    let ended = receiver.expect("session_ended").await;
    assert_eq!(ended.object()["end_reason"], "Network connection error");
    assert!(ended.object().get("user_id").is_none(), "nobody ended it");
}

#[tokio::test]
async fn every_request_is_signed_over_its_very_bytes() {
    let mut receiver = Receiver::start().await;
    let app = spawn(&receiver).await;
    let challenge = receiver.challenge().await;
    let (_customer, _) = sharing(&app).await;
    let event = receiver.event().await;
    for heard in [&challenge, &event] {
        let timestamp = heard.header("x-zm-request-timestamp");
        assert_eq!(timestamp, app.now().timestamp().to_string());
        let expected = receiver::keyed_hash(receiver::SECRET, &format!("v0:{timestamp}:{}", heard.raw));
        assert_eq!(heard.header("x-zm-signature"), format!("v0={expected}"));
        assert_eq!(heard.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(heard.header("user-agent"), "Zoom Marketplace/1.0a");
        assert!(!heard.header("x-zm-request-id").is_empty());
    }
    assert_ne!(challenge.header("x-zm-request-id"), event.header("x-zm-request-id"));
    assert_eq!(fields(&challenge.body), ["event", "event_ts", "payload"]);
}

/// A moment later something else happens; once it was heard, what was due at that moment was looked at.
async fn something_else(app: &TestApp, receiver: &mut Receiver) -> Vec<Heard> {
    let (mut customer, _) = sharing(app).await;
    let mut before = Vec::new();
    loop {
        let heard = receiver.event().await;
        if heard.event == "cobrowse.session_started" {
            customer.say(json!({ "type": "end" })).await;
            customer.expect("session_ended").await;
            return before;
        }
        before.push(heard);
    }
}

#[tokio::test]
async fn a_failing_endpoint_is_tried_again_after_5_20_and_60_minutes_and_then_no_more() {
    let mut receiver = Receiver::start().await;
    receiver.answer("session_ended", Some(503));
    let app = spawn(&receiver).await;
    begun_and_ended(&app).await;
    let first = receiver.expect("session_ended").await;
    let ours = |heard: &[Heard]| heard.iter().filter(|heard| heard.raw == first.raw).count();
    for minutes in [5.0, 20.0, 60.0] {
        app.advance(minutes * 60.0 - 1.0);
        assert_eq!(ours(&something_else(&app, &mut receiver).await), 0, "too early after {minutes} minutes");
        app.advance(1.0);
        loop {
            let again = receiver.expect("session_ended").await;
            if again.raw == first.raw {
                assert_ne!(again.header("x-zm-signature"), first.header("x-zm-signature"), "signed anew, at its time");
                break;
            }
        }
    }
    app.advance(48.0 * 3600.0);
    assert_eq!(ours(&something_else(&app, &mut receiver).await), 0, "three repetitions are all");
}

#[tokio::test]
async fn an_endpoint_that_says_no_is_not_asked_again() {
    let mut receiver = Receiver::start().await;
    for (event, status) in [("session_started", 404), ("session_user_joined", 302), ("session_user_left", 400)] {
        receiver.answer(event, Some(status));
    }
    let app = spawn(&receiver).await;
    begun_and_ended(&app).await;
    // in order, although each is refused
    let mut heard = Vec::new();
    for _ in 0..4 {
        heard.push(receiver.event().await);
    }
    assert_eq!(kinds(&heard), ["session_started", "session_user_joined", "session_user_left", "session_ended"]);
    app.advance(4.0 * 3600.0);
    let later = something_else(&app, &mut receiver).await;
    assert!(later.iter().all(|later| later.session() != heard[0].session()), "{later:?}");
}

#[tokio::test]
async fn an_endpoint_hears_nothing_before_it_has_proven_that_it_knows_the_secret() {
    let mut receiver = Receiver::start().await;
    receiver.know("another secret altogether");
    let app = spawn(&receiver).await;
    receiver.challenge().await;
    begun_and_ended(&app).await;
    app.advance(60.0);
    receiver.challenge().await;
    assert!(receiver.so_far().is_empty());
    receiver.know(receiver::SECRET);
    app.advance(60.0);
    let challenge = receiver.challenge().await;
    assert_eq!(challenge.event, "endpoint.url_validation");
    assert_eq!(receiver.event().await.event, "cobrowse.session_started", "what happened meanwhile was kept");
}

#[tokio::test]
async fn a_proof_is_remembered_for_three_days() {
    let mut receiver = Receiver::start().await;
    let mut app = spawn(&receiver).await;
    receiver.challenge().await;
    begun_and_ended(&app).await;
    receiver.expect("session_ended").await;
    app.restart().await;
    begun_and_ended(&app).await;
    // were it asked again, that would come before the first event
    receiver.know("another secret altogether");
    receiver.expect("session_ended").await;
    app.advance(72.0 * 3600.0);
    receiver.challenge().await;
}

#[tokio::test]
async fn what_was_not_delivered_is_told_after_a_restart() {
    let mut receiver = Receiver::start().await;
    receiver.answer("session_started", None);
    let mut app = spawn(&receiver).await;
    begun_and_ended(&app).await;
    let first = receiver.event().await;
    app.stop();
    receiver.answer("session_started", Some(200));
    app.restart().await;
    let again = receiver.event().await;
    assert_eq!(again.raw, first.raw, "the very same once more");
    let rest = [receiver.event().await, receiver.event().await, receiver.event().await];
    assert_eq!(kinds(&rest), ["session_user_joined", "session_user_left", "session_ended"]);
}

#[tokio::test]
async fn what_was_not_delivered_survives_a_kill() {
    let mut receiver = Receiver::start().await;
    receiver.answer("session_started", None);
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a readable name");
    let url = receiver.url();
    let settings: Vec<_> = receiver::settings(&url).into_iter().chain([("COBROKER_ALLOWED_ORIGINS", SHOP)]).collect();
    let demo = Demo::spawn_on(data, &settings);
    let started = Caller::of(&demo).with("origin", SHOP).send("/api/customer/start", json!({})).await.ok();
    let session = Session {
        id: text(&started["sessionId"]),
        token: text(&started["token"]),
        pin: String::new(),
        page: Caller::of(&demo),
    };
    let (_customer, _) = Socket::start(&demo, &session).await;
    let first = receiver.event().await;
    // kill -9, with the request under way
    drop(demo);
    receiver.answer("session_started", Some(200));
    let again = Demo::spawn_on(data, &settings);
    let told = receiver.event().await;
    assert_eq!(told.raw, first.raw);
    assert_eq!(receiver.event().await.event, "cobrowse.session_user_joined");
    assert!(again.origin().starts_with("http://localhost:"));
}
