//! The waiting list: sessions that may be taken without a PIN, where their site allows it.

use crate::support::{Caller, Session, Stream, TestApp, text};
use cobroker::domain::Role;
use cobroker::identity::By;
use cobroker::sites::SiteChange;
use futures_util::future::join_all;
use serde_json::{Value, json};

const BLOG: &str = "https://blog.example";

/// The site `blog`, with a waiting list.
async fn app_with_list() -> TestApp {
    let app = TestApp::spawn().await;
    app.host_site("blog", &[BLOG], None).await;
    change(&app, SiteChange { waiting_list: Some(true), ..SiteChange::default() }).await;
    app
}

async fn change(app: &TestApp, change: SiteChange) {
    app.sites.update(&By::Shell, &"blog".parse().unwrap(), change).await.unwrap();
}

async fn waits(app: &TestApp, pin: &str, body: Value) -> Session {
    let page = app.stranger().with("origin", BLOG).with("sec-fetch-site", "cross-site");
    let started = page.send("/api/customer/start", body).await.ok();
    let session = Session {
        id: text(&started["sessionId"]),
        token: text(&started["token"]),
        pin: pin.to_owned(),
        page: page.bearer(&text(&started["reportToken"])),
    };
    session.report(pin).await.ok();
    session
}

async fn listed(caller: &Caller) -> Vec<String> {
    let list = caller.read("/api/agent/waiting").await.ok();
    list["sessions"].as_array().unwrap().iter().map(|one| text(&one["sessionId"])).collect()
}

/// The data of the next event of this name.
async fn told(stream: &mut Stream, name: &str) -> Value {
    loop {
        let event = stream.next().await.expect("the stream goes on");
        if event.name == name {
            return event.data;
        }
    }
}

async fn take(caller: &Caller, session: &Session) -> (u16, String) {
    let answer = caller.send("/api/agent/take", json!({ "sessionId": session.id })).await;
    if answer.status == 200 { (200, String::new()) } else { answer.problem() }
}

#[tokio::test]
async fn a_pin_is_the_only_way_in_unless_the_site_says_otherwise() {
    let app = app_with_list().await;
    let ada = app.agent("ada").await;
    let (session, unlisted) = (waits(&app, "100001", json!({})).await, app.waiting_session().await);
    assert_eq!(listed(&ada).await, [session.id.as_str()], "a page of the settings has no list");
    assert_eq!(take(&ada, &unlisted).await, (404, "not-found".into()));
    change(&app, SiteChange { waiting_list: Some(false), ..SiteChange::default() }).await;
    assert!(listed(&ada).await.is_empty());
    assert_eq!(take(&ada, &session).await, (404, "not-found".into()));
    assert_eq!(ada.connect(&session.pin).await.status, 200);
}

#[tokio::test]
async fn taking_one_is_a_connect_that_the_trail_tells_apart() {
    let app = app_with_list().await;
    let ada = app.agent("ada").await;
    let session = waits(&app, "100001", json!({ "userName": "Grace" })).await;
    let list = ada.read("/api/agent/waiting").await;
    assert!(!list.text().contains("100001"), "no PIN before the seat");
    let row = list.ok()["sessions"][0].clone();
    assert_eq!((row["customer"]["userName"].as_str(), row["siteName"].as_str()), (Some("Grace"), Some("Site blog")));

    let desk = ada.send("/api/agent/take", json!({ "sessionId": session.id })).await.ok();
    assert_eq!(desk["seats"]["taken"], 1);
    assert!(text(&desk["deskUrl"]).contains(&text(&desk["token"])));
    let timeline = ada.read(&session.path("/timeline")).await.ok();
    let admitted =
        timeline["entries"].as_array().unwrap().iter().find(|entry| entry["kind"] == "agent_admitted").unwrap().clone();
    assert_eq!(admitted["data"]["via"], "waiting_list");
    assert!(listed(&ada).await.is_empty());
    assert_eq!(app.agent("ben").await.connect(&session.pin).await.status, 200, "a second one comes by the PIN");
}

#[tokio::test]
async fn of_many_who_take_one_exactly_one_gets_it_and_the_list_goes_on() {
    let app = app_with_list().await;
    let (first, second) = (waits(&app, "100001", json!({})).await, waits(&app, "100002", json!({})).await);
    let mut racers = Vec::new();
    for n in 0..12 {
        racers.push(app.agent(&format!("racer{n}")).await);
    }
    let answers = join_all(racers.iter().map(|racer| take(racer, &first))).await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == 200).count(), 1, "{answers:?}");
    assert!(answers.iter().all(|(status, slug)| *status == 200 || slug == "session-taken"), "{answers:?}");
    assert_eq!(app.see(&first.id).await["seats"]["taken"], 1);
    for racer in &racers {
        assert_eq!(listed(racer).await, [second.id.as_str()]);
    }
    // whoever lost is not punished: the budget of wrong PINs is untouched
    let loser = racers.iter().zip(&answers).find(|(_, (status, _))| *status == 409).unwrap().0;
    for _ in 0..8 {
        assert_eq!(take(loser, &first).await, (409, "session-taken".into()));
    }
    assert_eq!(take(loser, &second).await.0, 200);
}

#[tokio::test]
async fn sessions_are_for_those_who_have_their_tag_and_the_longest_wait_is_first() {
    let app = app_with_list().await;
    let (ada, ben) = (app.agent("ada").await, app.agent("ben").await);
    let id = app.person("ada", Role::Agent).await.id;
    app.people.set_skills(&By::Shell, id, "billing, de").await.unwrap();
    let billing = waits(&app, "100001", json!({ "skill": " Billing " })).await;
    app.advance(1.0);
    let anybody = waits(&app, "100002", json!({})).await;
    change(&app, SiteChange { skill: Some(Some("nobodys".parse().unwrap())), ..SiteChange::default() }).await;
    let sites = waits(&app, "100003", json!({})).await;
    assert_eq!(listed(&ada).await, [billing.id.as_str(), anybody.id.as_str()]);
    assert_eq!(listed(&ben).await, [anybody.id.as_str()]);
    assert_eq!(app.see(&sites.id).await["skill"], "nobodys", "the site's tag, where the start names none");
    assert_eq!(take(&ben, &billing).await, (404, "not-found".into()));
    assert_eq!(take(&ada, &billing).await.0, 200);
    let narrow = ada.read("/api/agent/waiting?site=blog&skill=de").await.ok();
    assert_eq!(narrow["sessions"], json!([]));
    assert_eq!(ada.read("/api/agent/waiting?site=No%20such").await.status, 422);
    let bad = app.stranger().with("origin", BLOG).send("/api/customer/start", json!({ "skill": "two words!" })).await;
    assert_eq!((bad.status, bad.json()["errors"][0]["pointer"].as_str()), (422, Some("/skill")));
}

#[tokio::test]
async fn time_takes_them_off_the_list() {
    let app = app_with_list().await;
    let ada = app.agent("ada").await;
    let (away, old) = (waits(&app, "100001", json!({})).await, waits(&app, "100002", json!({})).await);
    for _ in 0..14 {
        app.advance(40.0);
        old.event(json!({ "type": "heartbeat" })).await;
    }
    assert_eq!(listed(&ada).await, [old.id.as_str()], "the other's page is away");
    assert_eq!(take(&ada, &away).await, (410, "session-over".into()));
    app.advance(40.0);
    old.event(json!({ "type": "heartbeat" })).await;
    assert!(listed(&ada).await.is_empty(), "its PIN admits nobody any more");
    assert_eq!(take(&ada, &old).await, (410, "session-over".into()));
}

#[tokio::test]
async fn guessing_ids_costs_tries_as_pins_do() {
    let app = app_with_list().await;
    let ada = app.agent("ada").await;
    let unlisted = app.waiting_session().await;
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers.push(take(&ada, &unlisted).await.0);
    }
    assert_eq!((answers[0], *answers.last().unwrap()), (404, 429), "{answers:?}");
}

#[tokio::test]
async fn the_stream_tells_who_waits_and_who_does_not_any_more() {
    let app = app_with_list().await;
    let (ada, ben) = (app.agent("ada").await, app.agent("ben").await);
    let here = waits(&app, "100001", json!({})).await;
    let mut stream = ada.get("/api/sessions/stream").events().await;
    let new = waits(&app, "100002", json!({})).await;
    let event = told(&mut stream, "waiting").await;
    assert_eq!(event["sessionId"], new.id.as_str());
    assert_eq!(take(&ben, &here).await.0, 200);
    let event = told(&mut stream, "waiting_gone").await;
    assert_eq!(event["sessionId"], here.id.as_str(), "it was there before the stream");
}
