//! What the page of a session, and the API behind it, say of consent, control and the customer's record.

use crate::support::{BackEnd, SHOP, Session, Socket, TestApp, agree, text};
use cobroker::domain::Role;
use cobroker::identity::By;
use cobroker::sites::SiteChange;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A customer, and Ada, to whom the customer agreed.
async fn shared(app: &TestApp) -> (Session, Socket, Socket) {
    let mut session = app.starting_session().await;
    let (mut customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    let granted = app.agent("ada").await.connect(&session.pin).await.ok();
    let mut ada = Socket::desk_with(app, &text(&granted["token"])).await;
    ada.expect("welcome").await;
    agree(&mut customer, &mut ada).await;
    (session, customer, ada)
}

async fn story(app: &TestApp, session: &Session) -> Value {
    app.supervisor().await.read(&session.path("/timeline")).await.ok()
}

/// Right, name, reply and standing of each span.
fn spans(story: &Value) -> Vec<String> {
    let shown = |span: &Value| {
        let reply = span["reply"].as_str().unwrap_or("-");
        format!("{} {} {reply} {}", text(&span["right"]), text(&span["name"]), text(&span["standing"]))
    };
    story["consent"].as_array().expect("a list").iter().map(shown).collect()
}

/// What the relay notes is written down beside what it does.
async fn written_down(app: &TestApp, session: &Session, kind: &str, times: usize) {
    loop {
        let told = story(app, session).await;
        let entries = told["entries"].as_array().expect("a list");
        if entries.iter().filter(|entry| entry["kind"] == kind).count() >= times {
            return;
        }
    }
}

fn set(kinds: &[&str]) -> BTreeSet<String> {
    kinds.iter().map(|kind| (*kind).to_owned()).collect()
}

async fn page(app: &TestApp, session: &Session) -> String {
    app.browser("sam", Role::Supervisor).await.read(&format!("/admin/sessions/{}", session.id)).await.text()
}

#[tokio::test]
async fn who_watched_and_helped_stands_in_spans_and_ends_with_the_session() {
    let app = TestApp::spawn().await;
    let (session, mut customer, _ada) = shared(&app).await;
    assert_eq!(spans(&story(&app, &session).await), ["see Ada Tester allowed lasting"]);
    let sam = app.supervisor().await;
    let granted = sam.send(&session.path("/watch"), json!({})).await.ok();
    let mut watcher = Socket::desk_with(&app, &text(&granted["token"])).await;
    watcher.expect("welcome").await;
    agree(&mut customer, &mut watcher).await;
    watcher.say(json!({ "type": "barge_in" })).await;
    let request = customer.expect("consent_request").await;
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": false })).await;
    watcher.expect("refused").await;
    written_down(&app, &session, "barge_in_denied", 1).await;
    watcher.say(json!({ "type": "barge_in" })).await;
    let request = customer.expect("consent_request").await;
    written_down(&app, &session, "barge_in_asked", 2).await;
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    watcher.expect("agent_joined").await;
    app.agent("ada").await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    watcher.closed().await;

    let story = story(&app, &session).await;
    let name = text(&story["consent"][1]["name"]);
    assert_eq!(
        spans(&story),
        [
            "see Ada Tester allowed session_ended".to_owned(),
            format!("watch {name} allowed barged_in"),
            format!("help {name} denied denied"),
            format!("help {name} allowed session_ended"),
        ]
    );
    let kinds: Vec<String> = story["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect();
    let told = |span: &Value| -> BTreeSet<String> {
        let seqs = span["entries"].as_array().unwrap();
        let nth = |seq: &Value| story["entries"].as_array().unwrap().iter().position(|entry| entry["seq"] == *seq);
        seqs.iter().map(|seq| kinds[nth(seq).expect("an entry of this session")].clone()).collect()
    };
    assert_eq!(
        told(&story["consent"][1]),
        set(&["watch_asked", "consent_asked", "consent_given", "watch_started", "barged_in"])
    );
    assert_eq!(told(&story["consent"][3]), set(&["barge_in_asked", "consent_given", "barged_in", "agent_left"]));
    let html = page(&app, &session).await;
    assert!(
        html.contains("Ada Tester left") && html.contains(&format!("{name} left")),
        "whoever ended it did not leave"
    );
    for words in ["Help, after watching", "Refused by the customer", "The session ended", "Watched, then helped"] {
        assert!(html.contains(words), "{words}");
    }
}

#[tokio::test]
async fn an_invite_that_nobody_took_says_so() {
    let app = TestApp::spawn().await;
    let (session, _customer, _ada) = shared(&app).await;
    let ben = app.person("ben", Role::Agent).await;
    app.agent("ada").await.send(&session.path("/invites"), json!({ "to": ben.id.to_string() })).await;
    let open = &story(&app, &session).await["invites"][0];
    assert_eq!((&open["state"], &open["closedAt"]), (&json!("open"), &Value::Null));
    assert!(page(&app, &session).await.contains("no answer yet"));
    for _ in 0..11 {
        app.advance(60.0);
        session.heartbeat().await;
    }
    let closed = &story(&app, &session).await["invites"][0];
    assert_eq!((&closed["state"], &closed["closedAt"]), (&json!("expired"), &closed["expiresAt"]));
    let html = page(&app, &session).await;
    assert!(html.contains("nobody answered in time") && html.contains("did not answer the invite in time"));
}

#[tokio::test]
async fn only_a_supervisor_may_watch_and_only_while_somebody_is_in() {
    let app = TestApp::spawn().await;
    let (session, mut customer, _ada) = shared(&app).await;
    let live = page(&app, &session).await;
    assert!(live.contains("<span id=\"watch\">") && live.contains(&format!("href=\"/agent?watch={}\"", session.id)));
    let own = app.browser("ada", Role::Agent).await.read(&format!("/admin/sessions/{}", session.id)).await.text();
    assert!(own.contains("<span id=\"watch\" hidden>") && !own.contains("data-may-watch"));
    customer.say(json!({ "type": "end" })).await;
    customer.closed().await;
    let ended = page(&app, &session).await;
    assert!(ended.contains("<span id=\"watch\" hidden>") && ended.contains("data-may-watch"));
}

#[tokio::test]
async fn the_customers_record_is_linked_for_whom_the_site_vouched_until_they_are_forgotten() {
    let app = TestApp::spawn().await;
    let back_end = BackEnd::ed25519("shop");
    app.host_site("shop", &[SHOP], Some(back_end.key)).await;
    let record_url = Some(Some("https://crm.example/people?id={user}".parse().unwrap()));
    let change = SiteChange { record_url, ..SiteChange::default() };
    app.sites.update(&By::Shell, &"shop".parse().unwrap(), change).await.unwrap();
    let start = async |body: Value| {
        let started = app.customer().send("/api/customer/start", body).await.ok();
        let page = app.customer().bearer(&text(&started["reportToken"]));
        Session { id: text(&started["sessionId"]), token: text(&started["token"]), pin: String::new(), page }
    };
    let known = start(json!({ "identity": back_end.vouches(&app, "a&b/../4711", "Ada Lovelace") })).await;
    let claimed = start(json!({ "userName": "Ada Lovelace", "userId": "4711" })).await;
    let record =
        async |session: &Session| app.supervisor().await.read(&session.path("/case")).await.ok()["recordUrl"].clone();
    let link = "https://crm.example/people?id=a%26b%2F%2E%2E%2F4711";
    assert_eq!((record(&known).await, record(&claimed).await), (json!(link), Value::Null));
    let html = page(&app, &known).await;
    let shown = html.split("data-slot=\"record\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a link");
    assert!(shown.contains(link) && shown.contains("target=\"_blank\" rel=\"noopener noreferrer\""), "{shown}");
    assert!(!shown.contains("hidden"), "{shown}");
    assert!(page(&app, &claimed).await.contains("rel=\"noopener noreferrer\" hidden>Customer record"));

    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": known.id })).await.ok();
    app.advance(31.0 * 24.0 * 3600.0);
    app.forget().await;
    assert_eq!(record(&known).await, Value::Null);
    let html = page(&app, &known).await;
    assert!(html.contains("<h1 data-slot=\"customer\">Forgotten customer</h1>") && !html.contains("crm.example"));
}
