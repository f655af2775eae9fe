//! The built-in engine through the whole server: raw sockets, real tokens, a real database.

use crate::support::{Place, Refusal, SHOP, Session, Socket, TestApp, agree, run, snapshot, text};
use cobroker::domain::Role;
use cobroker::identity::By;
use cobroker::random::{Random, SystemRandom};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

/// A session whose SDK is connected: its socket, its `welcome`, and the session with its PIN.
async fn sharing(app: &TestApp) -> (Socket, Value, Session) {
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    (customer, welcome, session)
}

/// What `login` gets for the session's PIN.
async fn token_of(app: &TestApp, login: &str, session: &Session) -> String {
    text(&app.agent(login).await.connect(&session.pin).await.ok()["token"])
}

/// A desk that is welcome.
async fn desk_of(app: &TestApp, login: &str, session: &Session) -> (Socket, Value, String) {
    let token = token_of(app, login, session).await;
    let mut desk = Socket::desk_with(app, &token).await;
    let welcome = desk.expect("welcome").await;
    (desk, welcome, token)
}

async fn revoke(app: &TestApp, session: &Session) {
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
}

#[tokio::test]
async fn a_page_is_shared_after_pin_phrase_and_consent() {
    let app = TestApp::spawn().await;
    let (mut customer, welcome, session) = sharing(&app).await;
    assert!(session.pin.len() == 6 && session.pin.bytes().all(|b| b.is_ascii_digit()), "{}", session.pin);
    assert_eq!((&welcome["resumed"], &welcome["recoverySeconds"]), (&json!(false), &json!(120)));
    assert_eq!(app.see(&session.id).await["state"], "waiting");

    let (mut desk, seen, _) = desk_of(&app, "ada", &session).await;
    assert_eq!((&seen["sessionId"], &seen["consented"]), (&json!(session.id), &json!(false)));
    assert_eq!((&seen["customerName"], &seen["customerIdentified"]), (&json!("Grace"), &json!(false)));
    desk.expect("asking").await;
    let request = customer.expect("consent_request").await;
    assert_eq!((&request["agentName"], &request["phrase"]), (&json!("Ada Tester"), &seen["phrase"]));
    assert_eq!(text(&seen["phrase"]).split(' ').count(), 2);

    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    desk.expect("joined").await;
    customer.expect("record").await;
    let picture = snapshot("[\"a picture\"]");
    customer.send(picture.clone()).await;
    assert_eq!(desk.page().await, picture, "frames pass unchanged");
    assert_eq!(app.see(&session.id).await["state"], "active");

    customer.say(json!({ "type": "end" })).await;
    assert_eq!(desk.expect("session_ended").await["reason"], "customer_ended");
    assert_eq!((desk.closed().await.0, customer.closed().await.0), (4410, 4410));
    assert_eq!(app.see(&session.id).await["endReason"], "customer_ended");
}

/// Numbers drawn from it are 0 or 1, so there are 64 PINs in all. Everything longer, such as ids, is as random as ever.
struct FewPins;

impl Random for FewPins {
    fn fill(&self, bytes: &mut [u8]) {
        SystemRandom.fill(bytes);
        if let [first, rest @ ..] = bytes
            && rest.len() == 3
        {
            (*first, _) = (*first & 1, rest.fill(0));
        }
    }
}

#[tokio::test]
async fn no_two_live_sessions_have_the_same_pin() {
    let app = TestApp::spawn_drawing(Arc::new(FewPins), &[]).await;
    let mut customers = Vec::new();
    for _ in 0..32 {
        customers.push(sharing(&app).await);
    }
    let pins: HashSet<&str> = customers.iter().map(|(_, _, session)| session.pin.as_str()).collect();
    assert_eq!(pins.len(), customers.len());
}

#[tokio::test]
async fn a_late_agent_gets_the_picture_that_is_there() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut first, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut first).await;
    customer.expect("record").await;
    let picture = snapshot("[1]");
    customer.send(picture.clone()).await;
    first.page().await;
    let (mut second, welcome, _) = desk_of(&app, "ben", &session).await;
    assert_eq!(welcome["agents"].as_array().map(Vec::len), Some(1));
    agree(&mut customer, &mut second).await;
    assert_eq!(second.page().await, picture);
    assert_eq!(first.expect("agent_joined").await["agentCount"], 2);
}

#[tokio::test]
async fn a_customer_who_says_no_is_not_seen() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    let request = customer.expect("consent_request").await;
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": false })).await;
    let (code, before) = desk.closed().await;
    assert_eq!((code, before.last().map(String::as_str)), (4403, Some("denied")));
    // whoever comes while the seat is being given up is sent away to come again
    let mut back = Socket::desk_with(&app, &token).await.closed().await;
    for _ in 0..100 {
        if back.0 != 1013 {
            break;
        }
        back = Socket::desk_with(&app, &token).await.closed().await;
    }
    assert_eq!((back.0, back.1.last().map(String::as_str)), (4401, Some("error")), "the seat is gone");
    let again = app.agent("ada").await.post(&session.path("/desk")).send().await;
    assert_eq!(again.status, 404, "nobody asks again without a PIN");
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["state"], &seen["agents"][0]["joinedAt"]), (&json!("waiting"), &Value::Null));
}

#[tokio::test]
async fn sockets_are_opened_by_known_sites_with_the_subprotocol_only() {
    let app = TestApp::spawn().await;
    let (customer, desk) = ("/sdkapi/zcb/socket/customer", "/sdkapi/zcb/socket/desk");
    let protocol = ("sec-websocket-protocol", "cobroker.v1");
    let own = app.origin();
    for origin in ["https://evil.example", "null", &app.viewer_origin(), "http://shop.example"] {
        for path in [customer, desk] {
            let answer = Socket::open(&app, path, &[("origin", origin), protocol]).await.err();
            assert_eq!(answer, Some(Refusal(403)), "{path} from {origin}");
        }
    }
    for path in [customer, desk] {
        assert_eq!(Socket::open(&app, path, &[protocol]).await.err(), Some(Refusal(403)), "no origin");
        assert_eq!(Socket::open(&app, path, &[("origin", &own)]).await.err(), Some(Refusal(400)), "no subprotocol");
        let other = ("sec-websocket-protocol", "cobroker.v2");
        assert_eq!(Socket::open(&app, path, &[("origin", &own), other]).await.err(), Some(Refusal(400)));
        assert!(Socket::open(&app, path, &[("origin", &own), protocol]).await.is_ok());
    }
    assert_eq!(Socket::open(&app, desk, &[("origin", SHOP), protocol]).await.err(), Some(Refusal(403)));
}

#[tokio::test]
async fn a_hello_in_the_wrong_words_is_the_last_word() {
    let app = TestApp::spawn().await;
    let hellos = [
        json!({ "type": "hello", "version": 1 }),
        json!({ "type": "away", "hidden": true }),
        json!({ "type": "consent", "allow": true }),
        json!({ "hello": 1 }),
        json!([]),
    ];
    for hello in hellos {
        for mut socket in
            [Socket::customer(&app, SHOP).await.unwrap(), Socket::desk(&app, &app.origin()).await.unwrap()]
        {
            socket.say(hello.clone()).await;
            let (code, _) = socket.closed().await;
            assert!([1008, 4401, 4403].contains(&code), "{hello}: {code}");
        }
    }
    let mut socket = Socket::customer(&app, SHOP).await.unwrap();
    socket.send_text("C{}").await;
    assert_eq!(socket.closed().await.0, 1008, "the protocol has no text messages");
}

#[tokio::test]
async fn a_token_that_no_admission_has_opens_no_desk() {
    let app = TestApp::spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let old = token_of(&app, "ada", &session).await;
    // a second later the same claims sign differently, and only the newest is registered
    app.advance(1.0);
    let again = app.agent("ada").await.post(&session.path("/desk")).send().await.ok();
    assert_ne!(text(&again["token"]), old);
    let mangled = format!("{}x", text(&again["token"]));
    for token in [old.as_str(), session.token.as_str(), mangled.as_str(), "nonsense", ""] {
        assert_eq!(Socket::desk_with(&app, token).await.refused().await, (2001, 4401));
    }
    Socket::desk_with(&app, &text(&again["token"])).await.expect("welcome").await;
}

#[tokio::test]
async fn an_agents_token_starts_no_customer() {
    let app = TestApp::spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let token = token_of(&app, "ada", &session).await;
    let other = app.starting_session().await;
    let mut socket = Socket::customer(&app, SHOP).await.unwrap();
    let page = json!({ "url": SHOP });
    let hello = json!({ "type": "hello", "version": 1, "sdkKey": "k", "page": page, "start": { "token": token } });
    socket.say(hello).await;
    assert_eq!(socket.refused().await, (2001, 4401));
    assert_eq!(app.see(&other.id).await["state"], "starting");
}

#[tokio::test]
async fn an_expired_token_opens_no_desk() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    session.live_for(&app, 1_770.0).await;
    assert_eq!(Socket::desk_with(&app, &token).await.refused().await, (2001, 4401));
}

#[tokio::test]
async fn revoking_ends_both_sides_before_the_answer_is_old() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    revoke(&app, &session).await;
    for socket in [&mut customer, &mut desk] {
        let told = socket.expect("session_ended").await;
        assert_eq!((&told["reason"], socket.closed().await.0), (&json!("revoked"), 4410));
    }
    let (error, close) = Socket::desk_with(&app, &token).await.refused().await;
    assert_eq!((error, close), (1011, 4410), "the token is worth nothing any more");
}

#[tokio::test]
async fn an_agent_inside_ends_the_session_for_everybody() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    desk.say(json!({ "type": "end" })).await;
    assert_eq!(customer.expect("session_ended").await["reason"], "agent_ended");
    assert_eq!(app.see(&session.id).await["endReason"], "agent_ended");
}

#[tokio::test]
async fn an_agent_without_consent_ends_nothing() {
    let app = TestApp::spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    desk.say(json!({ "type": "end" })).await;
    assert_eq!(desk.closed().await.0, 1008);
    assert_eq!(app.see(&session.id).await["state"], "waiting");
}

#[tokio::test]
async fn an_agent_who_leaves_frees_the_seat_and_the_customer_stays() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    desk.say(json!({ "type": "leave" })).await;
    assert_eq!(customer.expect("agent_left").await["agentCount"], 0);
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["state"], &seen["seats"]["taken"]), (&json!("waiting"), &json!(0)));
    assert_eq!(Socket::desk_with(&app, &token).await.refused().await, (2001, 4401));
}

#[tokio::test]
async fn a_second_customer_is_one_too_many() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    keeps_token(&app, &mut customer).await;
    let mut second = Socket::customer(&app, SHOP).await.unwrap();
    let page = json!({ "url": SHOP });
    let start = json!({ "token": session.token });
    second.say(json!({ "type": "hello", "version": 1, "sdkKey": app.sdk_key(), "page": page, "start": start })).await;
    assert_eq!(second.refused().await.0, 1012);
    assert_eq!(app.see(&session.id).await["state"], "waiting");
}

#[tokio::test]
async fn the_page_that_shares_is_on_the_site_that_started() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let mut elsewhere = Socket::customer(&app, "http://localhost:3000").await.unwrap();
    let (page, start) = (json!({ "url": SHOP }), json!({ "token": session.token }));
    elsewhere
        .say(json!({ "type": "hello", "version": 1, "sdkKey": app.sdk_key(), "page": page, "start": start }))
        .await;
    assert_eq!(elsewhere.refused().await, (2001, 4401));
}

/// The page says something, as the SDK does at every welcome; from then on the broker knows that it has its token.
async fn keeps_token(app: &TestApp, customer: &mut Socket) {
    let mut changes = app.supervisor().await.get("/api/sessions/stream").events().await;
    customer.say(json!({ "type": "away", "hidden": false })).await;
    changes.next().await.expect("a change");
}

#[tokio::test]
async fn a_session_goes_on_at_a_sibling_of_its_site_and_nowhere_else() {
    let sites = "https://shop.example,https://www.shop.example,https://other.example";
    let app = TestApp::spawn_with(&[("COBROKER_ALLOWED_ORIGINS", sites)]).await;
    let (customer, welcome, session) = sharing(&app).await;
    drop(customer);
    let token = text(&welcome["resumeToken"]);
    let mut elsewhere = Socket::resume_at(&app, &session, &token, "https://other.example").await;
    assert_eq!(elsewhere.refused().await, (2001, 4401));
    Socket::resume_at(&app, &session, &token, "https://www.shop.example").await.expect("welcome").await;
}

#[tokio::test]
async fn a_resume_token_is_good_once() {
    let app = TestApp::spawn().await;
    let (customer, first, session) = sharing(&app).await;
    drop(customer);
    let mut back = Socket::resume(&app, &session, &text(&first["resumeToken"])).await;
    let second = back.expect("welcome").await;
    assert_eq!((&second["resumed"], &second["pincode"]), (&json!(true), &json!(session.pin)));
    assert_ne!(second["resumeToken"], first["resumeToken"]);
    keeps_token(&app, &mut back).await;
    let mut thief = Socket::resume(&app, &session, &text(&first["resumeToken"])).await;
    assert_eq!(thief.refused().await.1, 4401);
    let mut again = Socket::resume(&app, &session, &text(&second["resumeToken"])).await;
    again.expect("welcome").await;
    assert_eq!(back.closed().await.0, 4409, "the newer page replaces the older");
}

#[tokio::test]
async fn a_page_whose_welcome_was_lost_comes_back_with_what_it_has() {
    let app = TestApp::spawn().await;
    let (customer, first, session) = sharing(&app).await;
    let token = text(&first["resumeToken"]);
    drop(customer);
    let mut lost = Vec::new();
    for _ in 0..3 {
        let mut unheard = Socket::resume(&app, &session, &token).await;
        lost.push(text(&unheard.expect("welcome").await["resumeToken"]));
    }
    let mut back = Socket::resume(&app, &session, &token).await;
    let welcome = back.expect("welcome").await;
    assert_eq!(welcome["pincode"], json!(session.pin));
    keeps_token(&app, &mut back).await;
    for old in lost.iter().chain([&token]) {
        assert_eq!(Socket::resume(&app, &session, old).await.refused().await.1, 4401);
    }
    Socket::resume(&app, &session, &text(&welcome["resumeToken"])).await.expect("welcome").await;
}

#[tokio::test]
async fn a_page_whose_first_welcome_was_lost_starts_again_with_the_same_pin() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let (customer, first) = Socket::start(&app, &session).await;
    drop(customer);
    let (mut customer, welcome) = Socket::start(&app, &session).await;
    assert_eq!((&welcome["pincode"], &welcome["resumed"]), (&first["pincode"], &json!(false)));
    keeps_token(&app, &mut customer).await;
    let mut second = Socket::customer(&app, SHOP).await.unwrap();
    let start = json!({ "token": session.token });
    second.say(json!({ "type": "hello", "version": 1, "sdkKey": app.sdk_key(), "start": start })).await;
    assert_eq!(second.refused().await.0, 1012);
}

#[tokio::test]
async fn a_customer_who_does_not_come_back_is_given_up_after_two_minutes() {
    let app = TestApp::spawn().await;
    let (mut customer, welcome, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    customer.say(json!({ "type": "leaving" })).await;
    assert_eq!(desk.expect("customer_lost").await["deadlineSeconds"], 120);
    assert_eq!(app.see(&session.id).await["state"], "recovering");
    app.advance(120.0);
    app.sweep().await;
    assert_eq!(desk.expect("session_ended").await["endReason"], "Network connection error");
    let mut late = Socket::resume(&app, &session, &text(&welcome["resumeToken"])).await;
    assert_eq!(late.refused().await.1, 4410);
}

#[tokio::test]
async fn a_restart_of_the_server_ends_no_session() {
    let mut app = TestApp::spawn().await;
    let (mut customer, welcome, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    app.restart().await;
    assert_eq!((customer.closed().await.0, desk.closed().await.0), (1012, 1012), "come back soon");

    let mut customer = Socket::resume(&app, &session, &text(&welcome["resumeToken"])).await;
    assert_eq!(customer.expect("welcome").await["resumed"], true);
    let mut desk = Socket::desk_with(&app, &token).await;
    assert_eq!(desk.expect("welcome").await["consented"], true);
    desk.expect("joined").await;
    customer.expect("record").await;
    let picture = snapshot("[2]");
    customer.send(picture.clone()).await;
    assert_eq!(desk.page().await, picture);
    assert_eq!(app.see(&session.id).await["state"], "active");
}

#[tokio::test]
async fn disabling_an_agent_closes_the_desk_and_frees_the_seat() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    app.people.disable(&By::Shell, app.person("ada", Role::Agent).await.id).await.unwrap();
    let started = tokio::time::Instant::now();
    assert!([4401, 4403].contains(&desk.closed().await.0));
    assert!(started.elapsed().as_millis() < 1_000, "within a second");
    assert_eq!(customer.expect("agent_left").await["agentCount"], 0);
    assert_eq!(Socket::desk_with(&app, &token).await.refused().await, (2001, 4401));
}

/// The shell is another process; the service has to notice by itself.
#[tokio::test]
async fn disabling_an_agent_from_the_shell_closes_the_desk_too() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    let shell = run(app.folder(), &["agent", "disable", "ada"]);
    assert!(shell.status.success(), "{shell:?}");
    assert!([4401, 4403].contains(&desk.closed().await.0));
    assert_eq!(customer.expect("agent_left").await["agentCount"], 0);
}

#[tokio::test]
async fn a_seat_is_kept_while_the_desk_is_there_and_for_30_seconds_after() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, token) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    session.live_for(&app, 90.0).await;
    session.heartbeat().await;
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);

    vanish(&app, desk).await;
    app.advance(29.9);
    session.heartbeat().await;
    let mut back = Socket::desk_with(&app, &token).await;
    assert_eq!(back.expect("welcome").await["consented"], true, "the customer is not asked again");

    vanish(&app, back).await;
    app.advance(30.0);
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 0);
    assert_eq!(Socket::desk_with(&app, &token).await.refused().await, (2001, 4401));
}

/// The desk's machine goes away without a word, and the broker has taken note of it.
async fn vanish(app: &TestApp, desk: Socket) {
    let mut changes = app.supervisor().await.get("/api/sessions/stream").events().await;
    drop(desk);
    changes.next().await.expect("a change");
}

#[tokio::test]
async fn a_sixth_agent_finds_no_seat() {
    let app = TestApp::spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let mut desks = Vec::new();
    for login in ["a1", "a2", "a3", "a4", "a5"] {
        desks.push(desk_of(&app, login, &session).await);
    }
    assert_eq!(app.agent("a6").await.connect(&session.pin).await.problem(), (409, "session-full".into()));
}

#[tokio::test]
async fn the_customer_is_asked_only_where_that_is_wanted() {
    let app = TestApp::spawn_with(&[("COBROKER_CONSENT", "false")]).await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    desk.expect("joined").await;
    assert_eq!(customer.expect("agent_joined").await["userName"], "Ada Tester");
    customer.expect("record").await;
}

#[tokio::test]
async fn the_timeline_tells_who_had_control_and_what_was_proposed_but_no_value() {
    let app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let abilities = json!({ "remoteAssist": true, "assistConsent": true, "proposals": true });
    let (mut customer, welcome) = Socket::start_with(&app, &session, json!({ "abilities": abilities })).await;
    let session = Session { pin: text(&welcome["pincode"]), ..session };
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    assert_eq!(desk.expect("abilities").await["remoteAssist"], true);

    desk.say(json!({ "type": "assist_request" })).await;
    let grant = customer.expect("assist_question").await["grantId"].clone();
    customer.say(json!({ "type": "assist_answer", "grantId": grant, "allow": true })).await;
    customer.expect("assist").await;
    let scroll = json!({ "type": "scroll", "grantId": grant, "node": 0, "dx": 0, "dy": 100 });
    desk.expect("assist").await;
    desk.expect("assist").await;
    desk.say(scroll.clone()).await;
    assert_eq!(customer.expect("scroll").await, scroll);
    customer.say(json!({ "type": "assist_stop" })).await;
    let action = json!({ "kind": "value", "value": "tulip-gravel" });
    desk.say(json!({ "type": "propose", "n": 1, "node": 7, "action": action })).await;
    let proposal = customer.expect("proposal").await["proposalId"].clone();
    customer.say(json!({ "type": "proposal_answer", "proposalId": proposal, "answer": "yes" })).await;
    assert_eq!(desk.expect("proposal_answered").await["answer"], "yes");

    let told = [
        ("assist_asked", "agent"),
        ("assist_allowed", "customer"),
        ("assist_started", "agent"),
        ("assist_stopped", "customer"),
        ("value_proposed", "agent"),
        ("proposal_accepted", "customer"),
    ]
    .map(|(kind, actor)| (kind.to_owned(), actor.to_owned()));
    let supervisor = app.supervisor().await;
    let written = async {
        loop {
            let answer = supervisor.read(&session.path("/timeline")).await;
            // notes are written behind the answers on the sockets
            if answer.text().contains("proposal_accepted") {
                break answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(30), written).await.expect("the notes are written");
    let entries = answer.ok()["entries"].as_array().unwrap().clone();
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| (text(&entry["kind"]), text(&entry["actor"]["kind"])))
        .filter(|(kind, _)| kind.starts_with("assist") || kind.contains("propos"))
        .collect();
    assert_eq!(seen, told);
    assert!(!answer.text().contains("tulip-gravel"));
}

#[tokio::test]
async fn the_timeline_tells_the_whole_story_without_the_pin() {
    let app = TestApp::spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let (mut desk, _, _) = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;
    revoke(&app, &session).await;
    let answer = app.supervisor().await.read(&session.path("/timeline")).await;
    let kinds: Vec<_> = answer.ok()["entries"].as_array().unwrap().iter().map(|entry| text(&entry["kind"])).collect();
    let mut at = 0;
    for kind in ["consent_asked", "consent_given", "agent_joined", "session_ended"] {
        let found = kinds[at..].iter().position(|k| k == kind);
        at += found.unwrap_or_else(|| panic!("{kind} does not come next in {kinds:?}"));
    }
    assert!(!answer.text().contains(&session.pin));
}
