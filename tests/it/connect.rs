//! An agent types a PIN.

use crate::support::{Answer, Caller, Place, Session, TestApp, text};
use cobroker::domain::Role;
use serde_json::json;

async fn refused(caller: &Caller, pin: &str) -> (u16, String, String) {
    let answer = caller.connect(pin).await;
    assert_eq!(answer.problem(), (422, "pin-not-accepted".into()), "{pin}");
    assert_eq!(answer.json()["code"], 30308);
    (answer.status, answer.header("content-type"), answer.without_request_id())
}

fn wait(answer: &Answer) -> u64 {
    assert_eq!(answer.problem(), (429, "too-many-attempts".into()));
    answer.header("retry-after").parse().expect("a number of seconds")
}

/// Fails until somebody has to wait, `times` in all.
async fn fail(caller: &Caller, times: usize) {
    for n in 0..times {
        refused(caller, &format!("00000{n}")).await;
    }
}

#[tokio::test]
async fn the_right_pin_opens_the_desk() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let answer = app.agent("ada").await.connect(&session.pin).await;
    let body = answer.ok();
    let mut keys: Vec<_> = body.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    for key in ["customer", "deskUrl", "expiresAt", "seats", "sessionId", "token"] {
        assert!(keys.contains(&key), "{key} is not among {keys:?}");
    }
    let token = text(&body["token"]);
    let desk = format!("{}/sdkapi/zcb/frame-templates/desk?access_token={token}", app.origin());
    assert_eq!((text(&body["sessionId"]), text(&body["deskUrl"])), (session.id.clone(), desk));
    assert_eq!(body["customer"]["userName"], "Grace");
    assert_eq!(body["seats"], json!({ "taken": 1, "total": 5 }));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!answer.text().contains(&session.pin));
}

#[tokio::test]
async fn a_pin_is_taken_as_people_type_it() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    session.report("ab12cd").await.ok();
    let ada = app.agent("ada").await;
    for typed in ["AB12CD", "ab12cd", "AB1 2CD", " a-b-1-2-c-d "] {
        assert_eq!(ada.connect(typed).await.status, 200, "{typed:?}");
    }
}

#[tokio::test]
async fn what_is_no_pin_is_malformed_and_costs_no_try() {
    let app = TestApp::spawn().await;
    let ada = app.agent("ada").await;
    for typed in ["", " ", "12345678901", "48291é", "４８２９１３", "48'; --", "\u{0}"] {
        let answer = ada.connect(typed).await;
        assert_eq!((answer.problem(), answer.json()["code"].clone()), ((422, "pin-malformed".into()), json!(1008)));
    }
    let session = app.waiting_session().await;
    assert_eq!(ada.connect(&session.pin).await.status, 200);
}

#[tokio::test]
async fn every_pin_that_admits_nobody_gets_the_same_bytes() {
    let app = TestApp::spawn().await;
    let single = app.waiting_session().await;
    let ended = app.waiting_session().await;
    ended.event(json!({ "type": "session_ended" })).await;
    let (one, other) = (app.waiting_session().await, app.starting_session().await);
    other.report(&one.pin).await.ok();
    let replaced = app.waiting_session().await;
    app.advance(2.0);
    replaced.report("900001").await.ok();

    let unknown = refused(&app.agent("a1").await, "000000").await;
    assert_eq!(refused(&app.agent("a2").await, &ended.pin).await, unknown, "ended");
    assert_eq!(refused(&app.agent("a3").await, &one.pin).await, unknown, "contested");
    assert_eq!(refused(&app.agent("a4").await, &replaced.pin).await, unknown, "replaced");
    app.advance(46.0);
    app.advance(119.0);
    assert_eq!(refused(&app.agent("a5").await, &single.pin).await, unknown, "the customer is away");
    app.advance(600.0);
    assert_eq!(refused(&app.agent("a6").await, &single.pin).await, unknown, "expired");
    app.sweep().await;
    assert_eq!(refused(&app.agent("a7").await, &single.pin).await, unknown, "expired and swept");
}

#[tokio::test]
async fn a_contested_pin_says_so_to_supervisors_and_works_again_when_it_is_no_more() {
    let app = TestApp::spawn().await;
    let (one, rogue) = (app.waiting_session().await, app.starting_session().await);
    let told = rogue.report(&one.pin).await.ok();
    assert_eq!(told["state"], "waiting", "the reporter is told nothing");
    refused(&app.agent("ada").await, &one.pin).await;
    assert_eq!(app.see(&one.id).await["contested"], true);
    let trail = app.supervisor().await.read(&one.path("/timeline")).await.ok();
    let kinds: Vec<_> = trail["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect();
    assert!(kinds.contains(&"pin_contested".to_owned()), "{kinds:?}");
    rogue.event(json!({ "type": "session_ended" })).await;
    assert_eq!(text(&app.agent("ada").await.connect(&one.pin).await.ok()["sessionId"]), one.id);
}

#[tokio::test]
async fn a_pin_nobody_reported_yet_admits_nobody() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let ada = app.agent("ada").await;
    refused(&ada, "482913").await;
    session.report("482913").await.ok();
    assert_eq!(ada.connect("482913").await.status, 200);
}

#[tokio::test]
async fn a_pin_works_until_the_instant_its_window_closes() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    session.live_for(&app, 599.9).await;
    assert_eq!(app.agent("ada").await.connect(&session.pin).await.status, 200);
    app.advance(0.1);
    refused(&app.agent("ben").await, &session.pin).await;
    assert_eq!(app.see(&session.id).await["state"], "waiting", "it was used, so the session goes on");
}

#[tokio::test]
async fn an_unused_pin_ends_its_session_with_its_window() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    session.live_for(&app, 600.0).await;
    refused(&app.agent("ada").await, &session.pin).await;
    assert_eq!(app.see(&session.id).await["endReason"], "no_agent");
}

#[tokio::test]
async fn five_seats_are_five_seats() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    for (n, login) in ["a1", "a2", "a3", "a4", "a5"].into_iter().enumerate() {
        let body = app.agent(login).await.connect(&session.pin).await.ok();
        assert_eq!(body["seats"]["taken"], n + 1);
    }
    let sixth = app.agent("a6").await;
    let answer = sixth.connect(&session.pin).await;
    assert_eq!((answer.problem(), answer.json()["code"].clone()), ((409, "session-full".into()), json!(1013)));
    let left = app.agent("a3").await.post(&session.path("/leave")).send().await;
    assert_eq!(left.status, 204);
    assert_eq!(sixth.connect(&session.pin).await.ok()["seats"]["taken"], 5);
}

#[tokio::test]
async fn a_seat_whose_desk_never_appears_is_free_after_30_seconds() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    ada.connect(&session.pin).await.ok();
    app.advance(29.9);
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);
    app.advance(0.1);
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 0);
    let back = ada.post(&session.path("/desk")).send().await.ok();
    assert_eq!(back["seats"]["taken"], 1, "who was let in comes back without a PIN");
    let audit = app.supervisor().await.read(&session.path("/timeline")).await.ok();
    let kinds: Vec<_> = audit["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect();
    assert_eq!(kinds.iter().filter(|kind| *kind == "desk_reopened").count(), 1, "{kinds:?}");
}

#[tokio::test]
async fn a_single_use_pin_admits_one() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_SINGLE_USE", "true")]).await;
    let session = app.waiting_session().await;
    app.agent("ada").await.connect(&session.pin).await.ok();
    refused(&app.agent("ben").await, &session.pin).await;
}

#[tokio::test]
async fn two_hundred_at_once_get_five_seats() {
    assert_eq!(race(TestApp::spawn().await).await, (5, 195));
}

#[tokio::test]
async fn two_hundred_at_once_on_a_single_use_pin_get_one_seat() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_SINGLE_USE", "true")]).await;
    let (admitted, refused) = race(app).await;
    assert_eq!((admitted, refused), (1, 199));
}

/// How many of 200 parallel tries by ten agents got in, and how many did not.
async fn race(app: TestApp) -> (usize, usize) {
    let session = app.waiting_session().await;
    let mut tries = tokio::task::JoinSet::new();
    for n in 0..10 {
        let agent = app.agent(&format!("agent{n}")).await;
        for _ in 0..20 {
            let (agent, pin) = (agent.clone(), session.pin.clone());
            tries.spawn(async move { agent.connect(&pin).await });
        }
    }
    let answers = tries.join_all().await;
    let admitted = answers.iter().filter(|answer| answer.status == 200).count();
    let known = [200, 409, 422, 429];
    assert!(answers.iter().all(|answer| known.contains(&answer.status)), "nothing broke");
    let seen = app.see(&session.id).await;
    assert_eq!(seen["agents"].as_array().unwrap().len(), admitted);
    (admitted, answers.len() - admitted)
}

#[tokio::test]
async fn one_agent_in_two_tabs_is_two_users() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    let (one, two) = (ada.connect(&session.pin).await.ok(), ada.connect(&session.pin).await.ok());
    assert_ne!(one["token"], two["token"]);
    assert_eq!(two["seats"]["taken"], 2);
}

#[tokio::test]
async fn the_desk_is_reopened_five_times_in_ten_minutes() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    let first = ada.connect(&session.pin).await.ok();
    let reopen = async || ada.post(&session.path("/desk")).send().await;
    for _ in 0..5 {
        app.advance(2.0);
        session.heartbeat().await;
        let again = reopen().await.ok();
        assert_eq!((&again["sessionId"], &again["seats"]["taken"]), (&first["sessionId"], &json!(1)));
    }
    assert_eq!(wait(&reopen().await), 60);
    assert_eq!(app.agent("ben").await.post(&session.path("/desk")).send().await.status, 404, "others hold no seat");
    session.event(json!({ "type": "session_ended" })).await;
    assert_eq!(reopen().await.problem(), (410, "session-over".into()));
}

#[tokio::test]
async fn five_wrong_pins_in_a_row_cost_a_minute_and_each_more_doubles_it() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let ada = app.agent("ada").await;
    fail(&ada, 5).await;
    assert_eq!(wait(&ada.connect("000009").await), 60);
    for _ in 0..20 {
        assert_eq!(wait(&ada.connect(&session.pin).await), 60, "the right one waits as well, and no try is counted");
    }
    assert_eq!(app.agent("ben").await.connect(&session.pin).await.status, 200, "others are not slowed");
    session.live_for(&app, 59.9).await;
    assert_eq!(wait(&ada.connect(&session.pin).await), 1);
    app.advance(0.1);
    fail(&ada, 1).await;
    assert_eq!(wait(&ada.connect(&session.pin).await), 120);
    session.live_for(&app, 120.0).await;
    assert_eq!(ada.connect(&session.pin).await.status, 200);
}

#[tokio::test]
async fn ten_wrong_pins_are_enough_for_an_hour() {
    let app = TestApp::spawn().await;
    let ben = app.agent("ben").await;
    let session = app.waiting_session().await;
    for _ in 0..3 {
        fail(&ben, 3).await;
        ben.connect(&session.pin).await.ok();
    }
    fail(&ben, 1).await;
    let left = wait(&ben.connect(&session.pin).await);
    assert_eq!(left, 3_600, "the tenth within the hour, though never five in a row");
}

#[tokio::test]
async fn a_restart_forgives_nobody() {
    let mut app = TestApp::spawn().await;
    let ada = app.agent("ada").await;
    fail(&ada, 5).await;
    app.restart().await;
    assert_eq!(wait(&ada.connect("000009").await), 60);
}

#[tokio::test]
async fn the_same_person_at_a_browser_and_by_key_has_one_budget() {
    let app = TestApp::spawn().await;
    let (key, browser) = (app.agent("ada").await, app.browser("ada", Role::Agent).await);
    fail(&key, 3).await;
    fail(&browser, 2).await;
    assert_eq!(wait(&key.connect("000009").await), 60);
}

#[tokio::test]
async fn sessions_and_seats_survive_a_restart() {
    let mut app = TestApp::spawn().await;
    let session: Session = app.waiting_session().await;
    app.agent("ada").await.connect(&session.pin).await.ok();
    app.restart().await;
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);
    assert_eq!(app.agent("ben").await.connect(&session.pin).await.ok()["seats"]["taken"], 2);
}
