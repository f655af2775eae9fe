//! Several people in one session, over HTTP and sockets.

use crate::events::fits;
use crate::support::{Caller, Session, Socket, TestApp, agree, snapshot, text};
use cobroker::domain::Role;
use serde_json::{Value, json};

struct Shared {
    session: Session,
    customer: Socket,
    ada: Socket,
}

/// A customer, and Ada, to whom the customer agreed.
async fn shared(app: &TestApp) -> Shared {
    let mut session = app.starting_session().await;
    let (mut customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    let ada = join(app, &mut customer, &app.agent("ada").await, &session.pin).await;
    Shared { session, customer, ada }
}

async fn join(app: &TestApp, customer: &mut Socket, who: &Caller, pin: &str) -> Socket {
    let desk = who.connect(pin).await.ok();
    enter(app, customer, &desk).await
}

async fn enter(app: &TestApp, customer: &mut Socket, granted: &Value) -> Socket {
    let mut desk = Socket::desk_with(app, &text(&granted["token"])).await;
    desk.expect("welcome").await;
    agree(customer, &mut desk).await;
    desk
}

async fn id_of(app: &TestApp, login: &str, role: Role) -> String {
    app.person(login, role).await.id.to_string()
}

async fn invited(app: &TestApp, session: &Session, to: &str, more: Value) -> Value {
    let mut body = json!({ "to": id_of(app, to, Role::Agent).await });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let sent = app.agent("ada").await.send(&session.path("/invites"), body).await;
    assert_eq!(sent.status, 201, "{}", sent.text());
    sent.json()
}

fn kinds(timeline: &Value) -> Vec<String> {
    timeline["entries"].as_array().expect("entries").iter().map(|entry| text(&entry["kind"])).collect()
}

#[tokio::test]
async fn an_invited_colleague_comes_in_without_a_pin_and_the_customer_is_asked() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_SINGLE_USE", "true")]).await;
    let Shared { session, mut customer, mut ada } = shared(&app).await;
    let ben = app.agent("ben").await;
    assert_eq!(ben.connect(&session.pin).await.problem(), (422, "pin-not-accepted".into()), "it admits one");
    let invite = invited(&app, &session, "ben", json!({ "text": "Knows roofs" })).await;
    let listed = ben.read("/api/invites").await.ok();
    assert_eq!(listed["invites"][0]["by"]["name"], "Ada Tester");
    assert_eq!(listed["invites"][0]["customer"]["userName"], "Grace");
    assert_eq!(listed["invites"][0]["text"], "Knows roofs");
    let accept = format!("/api/invites/{}/accept", text(&invite["inviteId"]));
    assert_eq!(app.agent("cleo").await.send(&accept, json!({})).await.status, 404, "somebody else's");
    let granted = ben.send(&accept, json!({})).await.ok();
    let mut desk = Socket::desk_with(&app, &text(&granted["token"])).await;
    assert_eq!(desk.expect("welcome").await["invited"]["by"], "Ada Tester");
    let request = customer.expect("consent_request").await;
    assert_eq!(request["invitedBy"], "Ada Tester");
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    desk.expect("joined").await;
    assert_eq!(ada.expect("agent_joined").await["userName"], "Ben Tester");
    assert_eq!(ben.send(&accept, json!({})).await.problem(), (410, "invite-closed".into()), "good once");
    assert!(ben.read("/api/invites").await.ok()["invites"].as_array().expect("a list").is_empty());
    let seen = app.see(&session.id).await;
    assert_eq!(seen["seats"], json!({ "taken": 2, "total": 5 }));
    let told = kinds(&app.supervisor().await.read(&session.path("/timeline")).await.ok());
    assert!(told.contains(&"invite_sent".into()) && told.contains(&"invite_accepted".into()), "{told:?}");
}

#[tokio::test]
async fn a_declined_invite_is_told_with_its_word_and_an_old_one_is_closed() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, mut ada } = shared(&app).await;
    let ben = app.agent("ben").await;
    let invite = invited(&app, &session, "ben", json!({})).await;
    let path = format!("/api/invites/{}", text(&invite["inviteId"]));
    let again = app.agent("ada").await.send(&session.path("/invites"), json!({ "to": invite["to"]["id"] })).await;
    assert_eq!(again.problem(), (409, "already-invited".into()));
    assert_eq!(ben.send(&format!("{path}/decline"), json!({ "word": "In a call" })).await.status, 204);
    loop {
        let people = ada.expect("people").await;
        if people["invites"][0]["state"] == "declined" {
            assert_eq!(people["invites"][0]["word"], "In a call");
            break;
        }
    }
    assert_eq!(ben.send(&format!("{path}/accept"), json!({})).await.status, 410);
    let invite = invited(&app, &session, "ben", json!({})).await;
    for _ in 0..40 {
        app.advance(15.0);
        customer.say(json!({ "type": "away", "hidden": false })).await;
        session.heartbeat().await;
    }
    let accepted = ben.send(&format!("/api/invites/{}/accept", text(&invite["inviteId"])), json!({})).await;
    assert_eq!(accepted.problem(), (410, "invite-closed".into()));
}

#[tokio::test]
async fn bad_invites_are_refused_with_what_to_mend() {
    let app = TestApp::spawn().await;
    let Shared { session, .. } = shared(&app).await;
    let ada = app.agent("ada").await;
    let ben = id_of(&app, "ben", Role::Agent).await;
    let ask = async |body: Value| ada.send(&session.path("/invites"), body).await;
    assert_eq!(ask(json!({ "to": "ben" })).await.json()["errors"][0]["pointer"], "/to");
    assert_eq!(ask(json!({ "to": session.id })).await.json()["errors"][0]["pointer"], "/to", "nobody");
    assert_eq!(ask(json!({ "to": ben, "handOver": true })).await.json()["errors"][0]["pointer"], "/text");
    assert_eq!(ask(json!({ "to": ben, "text": "x".repeat(501) })).await.json()["errors"][0]["pointer"], "/text");
    let me = id_of(&app, "ada", Role::Agent).await;
    assert_eq!(ask(json!({ "to": me })).await.problem(), (409, "already-inside".into()));
    let answer = app.agent("ben").await.send(&session.path("/invites"), json!({ "to": me })).await;
    assert_eq!(answer.status, 404, "who is not inside asks nobody in");
}

#[tokio::test]
async fn whoever_hands_over_leaves_when_the_customer_agreed_to_the_next() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, mut ada } = shared(&app).await;
    let invite = invited(&app, &session, "ben", json!({ "handOver": true, "text": "The roof, then the price" })).await;
    let accept = format!("/api/invites/{}/accept", text(&invite["inviteId"]));
    let granted = app.agent("ben").await.send(&accept, json!({})).await.ok();
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 2, "nothing changed yet");
    let mut ben = Socket::desk_with(&app, &text(&granted["token"])).await;
    assert_eq!(ben.expect("welcome").await["invited"]["text"], "The roof, then the price");
    agree(&mut customer, &mut ben).await;
    let told = customer.expect("handed_over").await;
    assert_eq!((&told["from"]["userName"], &told["to"]["userName"]), (&json!("Ada Tester"), &json!("Ben Tester")));
    let (code, before) = ada.closed().await;
    assert_eq!((code, before.last().map(String::as_str)), (4403, Some("handed_over")));
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["seats"]["taken"], &seen["state"]), (&json!(1), &json!("active")));
    let told = kinds(&app.supervisor().await.read(&session.path("/timeline")).await.ok());
    assert!(told.contains(&"handed_over".into()) && !told.contains(&"agent_left".into()), "{told:?}");
}

#[tokio::test]
async fn a_hand_over_that_the_customer_refuses_changes_nothing() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, .. } = shared(&app).await;
    let invite = invited(&app, &session, "ben", json!({ "handOver": true, "text": "The roof" })).await;
    let accept = format!("/api/invites/{}/accept", text(&invite["inviteId"]));
    let granted = app.agent("ben").await.send(&accept, json!({})).await.ok();
    let mut ben = Socket::desk_with(&app, &text(&granted["token"])).await;
    let request = customer.expect("consent_request").await;
    assert_eq!(request["handOver"], true);
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": false })).await;
    assert_eq!(ben.closed().await.0, 4403);
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["seats"]["taken"], &seen["agents"][0]["leftAt"]), (&json!(1), &Value::Null));
    let body = json!({ "to": invite["to"]["id"] });
    let again = app.agent("ada").await.send(&session.path("/invites"), body).await;
    assert_eq!(again.problem(), (409, "customer-declined".into()), "the customer is not asked again");
}

#[tokio::test]
async fn a_supervisor_watches_and_the_relay_holds_them_to_it() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, mut ada } = shared(&app).await;
    let sam = app.supervisor().await;
    assert_eq!(app.agent("ada").await.send(&session.path("/watch"), json!({})).await.status, 403);
    let granted = sam.send(&session.path("/watch"), json!({})).await.ok();
    assert_eq!(granted["seats"]["taken"], 1, "no seat");
    assert_eq!(sam.send(&session.path("/watch"), json!({})).await.problem(), (409, "already-inside".into()));
    let mut watcher = Socket::desk_with(&app, &text(&granted["token"])).await;
    let welcome = watcher.expect("welcome").await;
    assert_eq!(welcome["mode"], "watching");
    let request = customer.expect("consent_request").await;
    assert_eq!(request["mode"], "watching");
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    watcher.expect("joined").await;
    assert_eq!(ada.expect("agent_joined").await["mode"], "watching");
    customer.send(snapshot("[]")).await;
    watcher.page().await;
    for says in [
        json!({ "type": "draw", "ops": [{ "op": "begin", "n": 1, "tool": "pen", "colour": "#112233", "node": 0, "points": [[1, 1]] }] }),
        json!({ "type": "assist_request" }),
        json!({ "type": "scroll", "grantId": "1", "node": 0, "dx": 0, "dy": 5 }),
        json!({ "type": "propose", "n": 1, "node": 1, "action": { "kind": "click" } }),
        json!({ "type": "highlight", "node": 1 }),
    ] {
        watcher.say(says).await;
        assert_eq!(watcher.expect("refused").await["reason"], "watching");
    }
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["agents"][1]["mode"], &seen["seats"]["taken"]), (&json!("watching"), &json!(1)));
    let told = kinds(&sam.read(&session.path("/timeline")).await.ok());
    assert!(told.contains(&"watch_asked".into()) && told.contains(&"watch_started".into()), "{told:?}");

    app.agent("ada").await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    assert_eq!(watcher.closed().await.0, 4410);
    let mut late = Socket::desk_with(&app, &text(&granted["token"])).await;
    assert_eq!(late.closed().await.0, 4410, "the token died with the session");
}

#[tokio::test]
async fn a_watcher_barges_in_with_the_customers_yes_and_takes_a_seat() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, mut ada } = shared(&app).await;
    let sam = app.supervisor().await;
    assert_eq!(sam.send(&session.path("/barge-in"), json!({})).await.status, 404, "who does not watch");
    let granted = sam.send(&session.path("/watch"), json!({})).await.ok();
    let mut watcher = enter(&app, &mut customer, &granted).await;
    ada.expect("agent_joined").await;
    assert_eq!(sam.send(&session.path("/barge-in"), json!({})).await.status, 202);
    let request = customer.expect("consent_request").await;
    assert_eq!(request["watches"], true);
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    for socket in [&mut customer, &mut ada, &mut watcher] {
        assert_eq!(socket.expect("agent_joined").await.get("mode"), None);
    }
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["agents"][1]["mode"], &seen["seats"]["taken"]), (&json!("helping"), &json!(2)));
    let told = kinds(&sam.read(&session.path("/timeline")).await.ok());
    assert!(told.contains(&"barge_in_asked".into()) && told.contains(&"barged_in".into()), "{told:?}");
}

#[tokio::test]
async fn without_the_question_the_customer_is_told_all_the_same() {
    let app = TestApp::spawn_with(&[("COBROKER_CONSENT", "false")]).await;
    let mut session = app.starting_session().await;
    let (mut customer, welcome) = Socket::start(&app, &session).await;
    session.pin = text(&welcome["pincode"]);
    let sam = app.supervisor().await;
    let granted = sam.send(&session.path("/watch"), json!({})).await.ok();
    let mut watcher = Socket::desk_with(&app, &text(&granted["token"])).await;
    watcher.expect("joined").await;
    assert_eq!(customer.expect("agent_joined").await["mode"], "watching");
    watcher.say(json!({ "type": "barge_in" })).await;
    assert_eq!(customer.expect("agent_joined").await.get("mode"), None);
    assert_eq!(app.see(&session.id).await["state"], "active");
}

#[tokio::test]
async fn a_supervisor_who_becomes_an_agent_watches_no_more() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, .. } = shared(&app).await;
    let sam = app.person("sam", Role::Supervisor).await;
    let granted = app.supervisor().await.send(&session.path("/watch"), json!({})).await.ok();
    let mut watcher = enter(&app, &mut customer, &granted).await;
    app.people.set_role(&cobroker::identity::By::Shell, sam.id, Role::Agent).await.expect("a change of role");
    assert_eq!(watcher.closed().await.0, 4401);
}

#[tokio::test]
async fn the_stream_tells_both_sides_of_an_invite() {
    let app = TestApp::spawn().await;
    let Shared { session, .. } = shared(&app).await;
    let mut to_ben = app.agent("ben").await.get("/api/sessions/stream").events().await;
    let invite = invited(&app, &session, "ben", json!({ "text": "Knows roofs" })).await;
    let told = to_ben.next().await.expect("an event");
    assert_eq!(
        (told.name.as_str(), &told.data["inviteId"], &told.data["state"]),
        ("invite", &invite["inviteId"], &json!("open"))
    );
    let ada = app.agent("ada").await;
    let path = format!("/api/invites/{}/withdraw", text(&invite["inviteId"]));
    assert_eq!(ada.post(&path).send().await.status, 204);
    let told = to_ben.next().await.expect("an event");
    assert_eq!((told.name.as_str(), &told.data["state"]), ("invite", &json!("withdrawn")));
}

#[tokio::test]
async fn programs_are_told_of_invites_hand_overs_and_watchers_and_of_no_word_between_them() {
    let app = TestApp::spawn().await;
    let Shared { session, mut customer, ada: _ada } = shared(&app).await;
    let (ben, sam) = (app.agent("ben").await, app.supervisor().await);
    let refused = invited(&app, &session, "ben", json!({ "text": "Knows roofs" })).await;
    let path = |invite: &Value, what: &str| format!("/api/invites/{}/{what}", text(&invite["inviteId"]));
    assert_eq!(ben.send(&path(&refused, "decline"), json!({ "word": "In a call" })).await.status, 204);
    let watched = sam.send(&session.path("/watch"), json!({})).await.ok();
    let _watcher = enter(&app, &mut customer, &watched).await;
    let taken = invited(&app, &session, "ben", json!({ "handOver": true, "text": "The roof" })).await;
    let granted = ben.send(&path(&taken, "accept"), json!({})).await.ok();
    let _ben = enter(&app, &mut customer, &granted).await;
    customer.expect("handed_over").await;

    let read = format!("/api/events?session={}", session.id);
    let page = app.admin().await.read(&read).await.ok();
    let api = app.stranger().read("/api/openapi.json").await.ok();
    fits(&api, &json!({ "$ref": "#/components/schemas/EventPage" }), &page).unwrap();
    let events: Vec<&Value> = page["events"].as_array().expect("events").iter().collect();
    let types: Vec<String> = events.iter().map(|event| text(&event["type"])).collect();
    for (kind, count) in [
        ("invite.sent", 2),
        ("invite.declined", 1),
        ("invite.accepted", 1),
        ("session.watched", 1),
        ("session.handed_over", 1),
        ("session.agent_left", 0),
    ] {
        assert_eq!(types.iter().filter(|told| *told == kind).count(), count, "{kind} of {types:?}");
    }
    let of = |kind: &str| &events.iter().find(|event| event["type"] == kind).expect("it was told")["data"];
    let (ada_id, ben_id) = (id_of(&app, "ada", Role::Agent).await, id_of(&app, "ben", Role::Agent).await);
    let (declined, accepted, handed) = (of("invite.declined"), of("invite.accepted"), of("session.handed_over"));
    assert_eq!((&declined["inviteId"], &declined["handOver"]), (&refused["inviteId"], &json!(false)));
    assert_eq!((&accepted["toAgentId"], &accepted["handOver"]), (&json!(ben_id), &json!(true)));
    assert_eq!((&handed["agentId"], &handed["toAgentId"]), (&json!(ada_id), &json!(ben_id)));
    let joined = events.iter().filter(|event| event["type"] == "session.agent_joined");
    let came = joined.map(|event| &event["data"]).find(|data| data["agentId"] == json!(ben_id)).expect("ben came in");
    assert_eq!(handed["toAdmissionId"], came["admissionId"]);
    assert_eq!(of("session.watched")["agentId"], json!(id_of(&app, "sam", Role::Supervisor).await));
    let told = page.to_string();
    for word in ["roof", "call", "Grace"] {
        assert!(!told.to_lowercase().contains(&word.to_lowercase()), "{word} in {told}");
    }
}
