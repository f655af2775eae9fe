//! What agents note about sessions: notes, a ticket's reference, the outcome.

use crate::support::{Answer, Caller, Session, TestApp};
use cobroker::domain::Role;
use cobroker::identity::By;
use cobroker::sites::SiteChange;
use serde_json::{Value, json};

async fn put(caller: &Caller, path: &str, body: Value) -> Answer {
    caller.request("PUT", path).json(&body).send().await
}

async fn session_with(app: &TestApp, ada: &Caller) -> Session {
    let session = app.waiting_session().await;
    ada.connect(&session.pin).await.ok();
    session
}

async fn kinds(app: &TestApp, session: &Session) -> Vec<(String, Value)> {
    let timeline = app.supervisor().await.read(&session.path("/timeline")).await.ok();
    let entries = timeline["entries"].as_array().unwrap().clone();
    entries.into_iter().map(|entry| (entry["kind"].as_str().unwrap().to_owned(), entry["data"].clone())).collect()
}

#[tokio::test]
async fn a_note_is_kept_and_another_window_does_not_overwrite_it() {
    let app = TestApp::spawn().await;
    let ada = app.agent("ada").await;
    let session = session_with(&app, &ada).await;
    let path = session.path("/note");
    let first = put(&ada, &path, json!({ "text": "Card was declined.\r\nTwice.  ", "version": 0 })).await.ok();
    assert_eq!(first["version"], 1);
    let again = put(&ada, &path, json!({ "text": "Card was declined.\nTwice.", "version": 0 })).await.ok();
    assert_eq!(again["version"], 1, "the same text is no new version");
    let other = put(&ada, &path, json!({ "text": "Something else", "version": 0 })).await;
    assert_eq!(other.problem(), (409, "changed-meanwhile".into()));
    put(&ada, &path, json!({ "text": "New card works.", "version": 1 })).await.ok();

    let case = ada.read(&session.path("/case")).await.ok();
    assert_eq!(case["notes"][0]["text"], "New card works.");
    assert_eq!(
        (case["notes"][0]["author"].as_str(), case["notes"][0]["own"].as_bool()),
        (Some("Ada Tester"), Some(true))
    );
    assert_eq!(case["writable"], true);
    let trail = kinds(&app, &session).await;
    let saved: Vec<_> = trail.iter().filter(|(kind, _)| kind == "note_saved").map(|(_, data)| data.clone()).collect();
    assert_eq!(saved, [json!({ "length": 25 }), json!({ "length": 15 })], "that there are notes, not what they say");
}

#[tokio::test]
async fn colleagues_read_each_others_notes_and_write_their_own() {
    let app = TestApp::spawn().await;
    let (ada, ben) = (app.agent("ada").await, app.agent("ben").await);
    let session = session_with(&app, &ada).await;
    ben.connect(&session.pin).await.ok();
    put(&ada, &session.path("/note"), json!({ "text": "Mine", "version": 0 })).await.ok();
    put(&ben, &session.path("/note"), json!({ "text": "His", "version": 0 })).await.ok();
    let case = ben.read(&session.path("/case")).await.ok();
    let seen: Vec<_> =
        case["notes"].as_array().unwrap().iter().map(|note| (note["text"].clone(), note["own"].clone())).collect();
    assert_eq!(seen.len(), 2);
    assert!(seen.contains(&(json!("Mine"), json!(false))) && seen.contains(&(json!("His"), json!(true))));
    let supervisor = app.supervisor().await.read(&session.path("/case")).await.ok();
    assert_eq!((supervisor["notes"].as_array().unwrap().len(), &supervisor["writable"]), (2, &json!(false)));
}

#[tokio::test]
async fn ticket_and_outcome_stand_in_the_list_and_the_trail() {
    let app = TestApp::spawn().await;
    app.host_site("blog", &["https://blog.example"], None).await;
    let change =
        SiteChange { ticket_url: Some(Some("https://t.example/{ticket}".parse().unwrap())), ..SiteChange::default() };
    app.sites.update(&By::Shell, &"blog".parse().unwrap(), change).await.unwrap();
    let ada = app.agent("ada").await;
    let session = session_with_at(&app, &ada, "https://blog.example", "770001").await;

    let case = put(&ada, &session.path("/ticket"), json!({ "ticket": " HELP 42/a " })).await.ok();
    assert_eq!(
        (case["ticket"].as_str(), case["ticketUrl"].as_str()),
        (Some("HELP 42/a"), Some("https://t.example/HELP%2042%2Fa"))
    );
    let case = put(&ada, &session.path("/outcome"), json!({ "outcome": "follow_up", "rating": 4 })).await.ok();
    assert_eq!((case["outcome"].as_str(), case["rating"].as_i64()), (Some("follow_up"), Some(4)));
    let listed = ada.read("/api/session/list").await.ok()["sessions"][0].clone();
    assert_eq!((listed["outcome"].as_str(), listed["ticket"].as_str()), (Some("follow_up"), Some("HELP 42/a")));
    put(&ada, &session.path("/ticket"), json!({ "ticket": null })).await.ok();
    let trail = kinds(&app, &session).await;
    for expected in [
        ("ticket_set", json!({})),
        ("outcome_set", json!({ "outcome": "follow_up", "rating": 4 })),
        ("ticket_removed", json!({})),
    ] {
        assert!(trail.contains(&(expected.0.to_owned(), expected.1.clone())), "{expected:?}: {trail:?}");
    }
}

async fn session_with_at(app: &TestApp, ada: &Caller, origin: &str, pin: &str) -> Session {
    let page = app.stranger().with("origin", origin).with("sec-fetch-site", "cross-site");
    let started = page.send("/api/customer/start", json!({ "userName": "Grace" })).await.ok();
    let session = Session {
        id: started["sessionId"].as_str().unwrap().to_owned(),
        token: started["token"].as_str().unwrap().to_owned(),
        pin: pin.to_owned(),
        page: page.bearer(started["reportToken"].as_str().unwrap()),
    };
    session.report(pin).await.ok();
    ada.connect(pin).await.ok();
    session
}

#[tokio::test]
async fn a_case_file_closes_a_day_after_the_end() {
    let app = TestApp::spawn().await;
    let ada = app.agent("ada").await;
    let session = session_with(&app, &ada).await;
    session.event(json!({ "type": "session_ended" })).await;
    app.advance(86_399.0);
    put(&ada, &session.path("/outcome"), json!({ "outcome": "solved" })).await.ok();
    app.advance(1.0);
    for (part, body) in [
        ("/outcome", json!({ "outcome": "no_show" })),
        ("/note", json!({ "text": "late", "version": 0 })),
        ("/ticket", json!({ "ticket": "LATE" })),
    ] {
        assert_eq!(put(&ada, &session.path(part), body).await.problem(), (410, "session-over".into()), "{part}");
    }
    let case = ada.read(&session.path("/case")).await.ok();
    assert_eq!((&case["outcome"], &case["writable"]), (&json!("solved"), &json!(false)));
}

#[tokio::test]
async fn what_makes_no_sense_is_said_by_field() {
    let app = TestApp::spawn().await;
    let ada = app.agent("ada").await;
    let session = session_with(&app, &ada).await;
    for (part, body, pointer) in [
        ("/outcome", json!({ "outcome": "won" }), "/outcome"),
        ("/outcome", json!({ "outcome": "solved", "rating": 6 }), "/rating"),
        ("/note", json!({ "text": "x".repeat(4_001), "version": 0 }), "/text"),
        ("/note", json!({ "text": "a\u{0}", "version": 0 }), "/text"),
        ("/ticket", json!({ "ticket": "x".repeat(65) }), "/ticket"),
        ("/ticket", json!({ "ticket": "a\u{202e}b" }), "/ticket"),
    ] {
        let answer = put(&ada, &session.path(part), body).await;
        assert_eq!((answer.status, answer.json()["errors"][0]["pointer"].as_str()), (422, Some(pointer)), "{part}");
    }
}

#[tokio::test]
async fn another_site_cannot_write_with_an_agents_cookie() {
    let app = TestApp::spawn().await;
    let session = session_with(&app, &app.browser("ada", Role::Agent).await).await;
    let foreign = app
        .browser("ada", Role::Agent)
        .await
        .with("origin", "https://evil.example")
        .with("sec-fetch-site", "cross-site");
    assert_eq!(put(&foreign, &session.path("/ticket"), json!({ "ticket": "X" })).await.status, 403);
}
