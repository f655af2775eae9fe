//! Our live sessions against Zoom's list, through a REST API of the test's own.

use crate::support::zoom::{FOR_LONG, Rest, SETTINGS, Talk, user};
use crate::support::{PATIENCE, Session, TestApp, text};
use cobroker::domain::Role;
use cobroker::domain::presence::Party;
use cobroker::zoom::{ApiError, ApiUser};
use serde_json::{Value, json};
use std::sync::Arc;

async fn spawn() -> (TestApp, Arc<Rest>) {
    let rest = Arc::new(Rest::default());
    let app = TestApp::spawn_with_zoom(&SETTINGS, rest.clone()).await;
    // the first round is made at the start
    until(|| rest.calls().contains(&"live".to_owned())).await;
    (app, rest)
}

async fn until(true_: impl Fn() -> bool) {
    let waiting = async {
        while !true_() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("it comes true");
}

async fn until_matched(app: &TestApp, session: &Session) -> Value {
    let waiting = async {
        loop {
            if let Some(data) = data_of(app, session, "zoom_matched").await {
                return data;
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("it is matched")
}

async fn data_of(app: &TestApp, session: &Session, kind: &str) -> Option<Value> {
    let timeline = app.supervisor().await.read(&session.path("/timeline")).await.ok();
    let entries = timeline["entries"].as_array().or_else(|| timeline.as_array()).expect("entries").clone();
    entries.into_iter().find(|entry| entry["kind"] == kind).map(|entry| entry["data"].clone())
}

/// "Compare now".
async fn round(app: &TestApp) -> String {
    let answer = app.browser("sol", Role::Supervisor).await.submit("/admin/zoom/check", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("location").strip_prefix("/admin/zoom?done=").expect("the page").to_owned()
}

async fn page(app: &TestApp) -> String {
    app.browser("sol", Role::Supervisor).await.read("/admin/zoom").await.text()
}

async fn state(app: &TestApp, session: &Session) -> String {
    text(&app.see(&session.id).await["state"])
}

/// A session that both sides know.
async fn known(app: &TestApp, rest: &Rest, id: &str) -> Session {
    let session = app.starting_session().await;
    let pin = format!("48{:04}", id.bytes().map(u32::from).sum::<u32>());
    rest.begins(id, Some(&pin), app.now(), vec![]);
    session.report(&pin).await.ok();
    let matched = until_matched(app, &session).await;
    assert_eq!((&matched["zoomSession"], &matched["by"]), (&json!(id), &json!("pin")));
    session
}

#[tokio::test]
async fn a_reported_pin_is_looked_up_at_once() {
    let (app, rest) = spawn().await;
    let session = known(&app, &rest, "z-pin").await;
    assert_eq!(rest.calls(), ["live by PIN"]);
    for _ in 0..3 {
        session.heartbeat().await;
    }
    assert_eq!(round(&app).await, "compared");
    assert_eq!(rest.calls(), ["live"], "and only once");
}

#[tokio::test]
async fn users_of_our_tokens_match_without_any_webhook() {
    let (app, rest) = spawn().await;
    let started = app.customer().send("/api/customer/start", json!({})).await.ok();
    let id = text(&started["sessionId"]);
    let customer = ApiUser {
        connection_id: None,
        id: text(&app.see(&id).await["customer"]["userId"]),
        name: "Grace".into(),
        party: Party::Customer,
        joined_at: None,
        left_at: None,
    };
    rest.begins("z-user", None, app.now(), vec![customer]);
    assert_eq!(round(&app).await, "compared");
    let timeline = app.supervisor().await.read(&format!("/api/sessions/{id}/timeline")).await.text();
    assert!(timeline.contains("z-user") && timeline.contains("\"user\""), "{timeline}");
}

#[tokio::test]
async fn what_is_gone_there_ends_here_once_zoom_confirms_it() {
    let (app, rest) = spawn().await;
    let session = known(&app, &rest, "z-gone").await;
    session.live_for(&app, 70.0).await;
    rest.ends("z-gone", app.now(), true);
    round(&app).await;
    assert_eq!(state(&app, &session).await, "waiting", "both sides may differ for a minute");
    assert!(page(&app).await.contains("Live here, not live at Zoom"));
    assert_eq!(data_of(&app, &session, "zoom_drifted").await.unwrap()["drift"], "gone_there");
    session.live_for(&app, 60.0).await;
    rest.calls();
    round(&app).await;
    assert_eq!(rest.calls(), ["live", "Past z-gone"]);
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["state"], &seen["endReason"]), (&json!("ended"), &json!("customer_lost")));
    assert_eq!(data_of(&app, &session, "session_ended").await.unwrap()["source"], "zoom_rest");
    round(&app).await;
    assert!(page(&app).await.contains("Healed"));
    assert!(data_of(&app, &session, "zoom_healed").await.is_some());
}

#[tokio::test]
async fn without_a_clear_answer_nothing_ends() {
    let (app, rest) = spawn().await;
    let session = known(&app, &rest, "z-kept").await;
    session.live_for(&app, 70.0).await;
    rest.ends("z-kept", app.now(), false);
    round(&app).await;
    session.live_for(&app, 61.0).await;
    // neither a list that did not come, nor a question that was not answered, nor a session nobody knows
    let errors =
        [ApiError::Unavailable("502".into()), ApiError::Nonsense("no sessions".into()), ApiError::Unauthorized];
    for error in errors {
        rest.fails_with(error.clone());
        assert_eq!(round(&app).await, "not-compared");
        assert!(page(&app).await.contains("The last comparison was not made"), "{error}");
        assert_eq!(state(&app, &session).await, "waiting");
    }
    rest.calls();
    assert_eq!(round(&app).await, "compared");
    assert_eq!(rest.calls(), ["live", "Past z-kept"]);
    assert_eq!(state(&app, &session).await, "waiting", "Zoom knows of no end");
    assert!(page(&app).await.contains("Live here, not live at Zoom"), "and it stays to be seen");
}

#[tokio::test]
async fn what_ended_here_and_lives_there_is_told_again_until_it_is_gone() {
    let (app, rest) = spawn().await;
    let session = known(&app, &rest, "z-still").await;
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    app.advance(20.0);
    // a page that missed the word, or did not obey
    let mut signals = session.page.get(&session.path("/signals")).events().await;
    assert_eq!(signals.next().await.expect("a signal").name, "revoked");
    round(&app).await;
    assert!(page(&app).await.contains("Ended here, still live at Zoom"));
    let mut stream = app.supervisor().await.get("/api/sessions/stream").events().await;
    round(&app).await;
    let told = stream.next().await.expect("the notice goes round again").data;
    assert_eq!((&told["sessionId"], &told["state"]), (&json!(session.id), &json!("ended")));
    rest.ends("z-still", app.now(), true);
    round(&app).await;
    let shown = page(&app).await;
    assert!(shown.contains("Healed") && !shown.contains("chip-recovering"), "{shown}");
}

#[tokio::test]
async fn what_nobody_knows_here_is_shown_as_foreign() {
    let (app, rest) = spawn().await;
    rest.begins("z-foreign", Some("777777"), app.now(), vec![]);
    round(&app).await;
    assert!(!page(&app).await.contains("Live at Zoom, unknown here"), "its webhooks may be on their way");
    app.advance(60.0);
    round(&app).await;
    let shown = page(&app).await;
    assert!(shown.contains("Live at Zoom, unknown here") && shown.contains("z-foreign"));
    assert!(!shown.contains("777777"));
}

#[tokio::test]
async fn zoom_is_left_alone_for_as_long_as_it_asks() {
    let (app, rest) = spawn().await;
    rest.fails_with(ApiError::Limited(FOR_LONG));
    assert_eq!(round(&app).await, "not-compared");
    assert_eq!(rest.calls(), ["live"]);
    assert_eq!(round(&app).await, "not-compared");
    let session = app.waiting_session().await;
    session.heartbeat().await;
    assert_eq!(rest.calls(), Vec::<String>::new(), "nothing is asked, by nobody");
    assert!(page(&app).await.contains("rate limit"));
}

#[tokio::test]
async fn a_webhooks_match_and_the_list_agree() {
    let (app, rest) = spawn().await;
    let session = app.waiting_session().await;
    let zoom = Talk::about(&app, "z-both");
    let stranger = user("customer", "made-by-zoom", "Grace");
    zoom.tell_all(&[zoom.started(&stranger)]).await;
    rest.begins("z-both", Some(&session.pin), app.now(), vec![]);
    round(&app).await;
    session.live_for(&app, 120.0).await;
    round(&app).await;
    let shown = page(&app).await;
    assert!(
        shown.contains("Zoom's list and ours agree".replace('\'', "&#39;").as_str())
            || shown.contains("Zoom's list and ours agree")
    );
    assert_eq!(state(&app, &session).await, "waiting");
}

#[tokio::test]
async fn without_credentials_it_is_visibly_off() {
    let without: Vec<_> = SETTINGS.into_iter().filter(|(name, _)| !name.starts_with("ZOOM_API")).collect();
    let app = TestApp::spawn_with(&without).await;
    assert!(page(&app).await.contains("to compare and heal"));
    let answer = app.browser("sol", Role::Supervisor).await.submit("/admin/zoom/check", &[]).await;
    assert_eq!(answer.status, 503);
    let agent = app.browser("ada", Role::Agent).await;
    assert_eq!(agent.submit("/admin/zoom/check", &[]).await.status, 503);
    let (app, _) = spawn().await;
    assert_eq!(app.browser("ada", Role::Agent).await.submit("/admin/zoom/check", &[]).await.status, 403);
}
