//! Tokens made elsewhere with the same SDK key and secret: sessions the engine creates, PINs typed at the desk, agents
//! who come first, tickets for pages of the agents' own.

use crate::support::{Answer, PATIENCE, Place, SHOP, Socket, TestApp, agree, snapshot, text};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const KEY: &str = "shared-sdk-key";
const SECRET: &str = "q7f3-shared-between-two-servers-91";
const CRM: &str = "https://crm.example";

async fn open_app() -> TestApp {
    open_app_with(&[]).await
}

async fn open_app_with(more: &[(&str, &str)]) -> TestApp {
    let mut settings = vec![
        ("COBROKER_ENGINE", "builtin"),
        ("ZOOM_SDK_KEY", KEY),
        ("ZOOM_SDK_SECRET", SECRET),
        ("COBROKER_ENGINE_OPEN_TOKENS", "true"),
        ("COBROKER_AGENT_ORIGINS", CRM),
    ];
    settings.extend(more);
    TestApp::spawn_with(&settings).await
}

/// A token as another server makes it.
fn token(app: &TestApp, role: u8, user: &str, change: impl FnOnce(&mut Value)) -> String {
    let now = app.now().timestamp();
    let mut claims = json!({
        "app_key": KEY, "role_type": role, "iat": now, "exp": now + 7_200, "user_id": user, "user_name": format!("{user} Name"),
    });
    change(&mut claims);
    encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(SECRET.as_bytes())).expect("a token")
}

fn customer_token(app: &TestApp, user: &str) -> String {
    token(app, 1, user, |_| {})
}

fn agent_token(app: &TestApp, user: &str) -> String {
    token(app, 2, user, |_| {})
}

/// Both sides know the PIN in advance.
fn byop(app: &TestApp, role: u8, user: &str) -> String {
    token(app, role, user, |claims| claims["enable_byop"] = json!(1))
}

async fn customer_with(app: &TestApp, token: &str, pin: Option<&str>) -> Socket {
    let mut socket = Socket::customer(app, SHOP).await.expect("an allowed origin");
    let mut start = json!({ "token": token });
    if let Some(pin) = pin {
        start["customPinCode"] = json!(pin);
    }
    let page = json!({ "url": format!("{SHOP}/quote"), "id": "p", "tab": "t" });
    socket.say(json!({ "type": "hello", "version": 1, "sdkKey": KEY, "page": page, "start": start })).await;
    socket
}

/// A customer who shares: the socket, the session and its PIN.
async fn sharing(app: &TestApp) -> (Socket, String, String) {
    let mut socket = customer_with(app, &customer_token(app, "cust-1"), None).await;
    let welcome = socket.expect("welcome").await;
    (socket, text(&welcome["sessionId"]), text(&welcome["pincode"]))
}

async fn desk(app: &TestApp, hello: Value) -> Socket {
    let mut socket = Socket::desk(app, &app.origin()).await.expect("our own origin");
    let mut all = json!({ "type": "hello", "version": 1 });
    all.as_object_mut().expect("an object").extend(hello.as_object().expect("an object").clone());
    socket.say(all).await;
    socket
}

async fn desk_with(app: &TestApp, token: &str, pin: &str) -> Socket {
    desk(app, json!({ "token": token, "pincode": pin })).await
}

/// The number of the refusal and the close code.
async fn refused_with(app: &TestApp, token: &str, pin: &str) -> (u64, u16) {
    desk_with(app, token, pin).await.refused().await
}

async fn ticket(app: &TestApp, token: &str, pin: Option<&str>) -> Answer {
    let mut body = json!({ "sdkToken": token });
    if let Some(pin) = pin {
        body["pincode"] = json!(pin);
    }
    app.stranger().with("origin", CRM).send("/api/desk/ticket", body).await
}

/// What the desk's address carries.
fn seat_of(url: &Value) -> String {
    text(url).split_once("ticket=").expect("a ticket").1.to_owned()
}

#[tokio::test]
async fn a_session_begins_with_a_token_made_elsewhere_and_a_typed_pin_lets_the_agent_in() {
    let app = open_app().await;
    let (mut customer, session, pin) = sharing(&app).await;
    assert!(pin.len() == 6 && pin.bytes().all(|b| b.is_ascii_digit()), "F12");
    let seen = app.see(&session).await;
    assert_eq!(
        (&seen["state"], &seen["customer"]["userId"], &seen["customer"]["userName"], &seen["customer"]["identified"]),
        (&json!("waiting"), &json!("cust-1"), &json!("cust-1 Name"), &json!(false))
    );

    let typed = format!("{} {}", &pin[..3], &pin[3..]);
    let mut desk = desk_with(&app, &agent_token(&app, "ada@crm"), &typed).await;
    let welcome = desk.expect("welcome").await;
    assert_eq!((&welcome["userId"], &welcome["userName"]), (&json!("ada@crm"), &json!("ada@crm Name")));
    agree(&mut customer, &mut desk).await;
    customer.expect("record").await;
    let picture = snapshot("[1]");
    customer.send(picture.clone()).await;
    assert_eq!(desk.page().await, picture);

    let agent = &app.see(&session).await["agents"][0];
    assert_eq!((&agent["agentId"], &agent["name"]), (&Value::Null, &json!("ada@crm Name")), "no account is made up");
    let trail = app.supervisor().await.read(&format!("/api/sessions/{session}/timeline")).await;
    assert!(!trail.text().contains("ada@crm\""), "the trail keeps a digest, not the user_id");
    let entries = trail.ok()["entries"].clone();
    let admitted = entries.as_array().expect("entries").iter().find(|entry| entry["kind"] == "agent_admitted");
    assert_eq!(admitted.expect("it is written down")["actor"]["kind"], "agent");

    desk.say(json!({ "type": "end" })).await;
    assert_eq!(customer.expect("session_ended").await["reason"], "agent_ended", "F21");
}

#[tokio::test]
async fn without_the_setting_tokens_made_elsewhere_open_nothing() {
    let app = open_app_with(&[("COBROKER_ENGINE_OPEN_TOKENS", "false")]).await;
    let mut customer = customer_with(&app, &customer_token(&app, "c"), None).await;
    assert_eq!(customer.refused().await, (2001, 4401));
    assert_eq!(refused_with(&app, &agent_token(&app, "a"), "482913").await, (2001, 4401));
    assert_eq!(ticket(&app, &agent_token(&app, "a"), Some("482913")).await.problem(), (401, "token-invalid".into()));
    let page = app.stranger().read("/sdkapi/zcb/frame-templates/desk?access_token=x").await;
    assert!(page.text().contains("data-open-tokens=\"false\""));
}

#[tokio::test]
async fn every_claim_that_is_wrong_is_2001_on_both_sides() {
    let app = open_app().await;
    let (_customer, _, pin) = sharing(&app).await;
    let now = app.now().timestamp();
    type Change = Box<dyn Fn(&mut Value)>;
    let changes: Vec<(&str, Change)> = vec![
        ("another SDK key (F07)", Box::new(|claims| claims["app_key"] = json!("API-KEY"))),
        ("1799 s (F04)", Box::new(move |claims| claims["exp"] = json!(now + 1_799))),
        ("172801 s (F04)", Box::new(move |claims| claims["exp"] = json!(now + 172_801))),
        ("expired", Box::new(move |claims| (claims["iat"], claims["exp"]) = (json!(now - 1_801), json!(now - 1)))),
        (
            "from the future",
            Box::new(move |claims| (claims["iat"], claims["exp"]) = (json!(now + 90), json!(now + 4_000))),
        ),
        ("a role in quotes", Box::new(|claims| claims["role_type"] = json!(claims["role_type"].to_string()))),
        (
            "the other role (F01)",
            Box::new(|claims| claims["role_type"] = json!(3 - claims["role_type"].as_u64().expect("a role"))),
        ),
        ("no user", Box::new(|claims| claims["user_id"] = json!(""))),
        ("a long name", Box::new(|claims| claims["user_name"] = json!("x".repeat(81)))),
    ];
    let missing = ["app_key", "role_type", "iat", "exp", "user_id", "user_name"];
    let missing = missing.map(|claim| {
        let drop: Box<dyn Fn(&mut Value)> =
            Box::new(move |claims| drop(claims.as_object_mut().expect("claims").remove(claim)));
        (claim, drop)
    });
    for (what, change) in changes.iter().chain(&missing) {
        let mut customer = customer_with(&app, &token(&app, 1, "c", change), None).await;
        assert_eq!(customer.refused().await, (2001, 4401), "customer, {what}");
        assert_eq!(refused_with(&app, &token(&app, 2, "a", change), &pin).await, (2001, 4401), "agent, {what}");
    }
    for (life, user) in [(1_800, "short"), (172_800, "long")] {
        let good = token(&app, 2, user, |claims| claims["exp"] = json!(now + life));
        desk_with(&app, &good, &pin).await.expect("welcome").await;
    }
}

#[tokio::test]
async fn a_wrong_pin_is_1006_whatever_the_reason_and_a_malformed_one_1008() {
    let app = open_app_with(&[("COBROKER_PIN_WINDOW_SECONDS", "30")]).await;
    let (mut ended, _, ended_pin) = sharing(&app).await;
    ended.say(json!({ "type": "end" })).await;
    ended.closed().await;
    let (mut customer, session, pin) = sharing(&app).await;
    let unknown = if pin == "000000" { "000001" } else { "000000" };
    let (agent, other) = (agent_token(&app, "a"), agent_token(&app, "b"));
    for wrong in [unknown, &ended_pin] {
        assert_eq!(refused_with(&app, &agent, wrong).await, (1006, 4403), "F63, F64");
    }
    for malformed in ["12345678901", "12.45", "", "４８２９１３"] {
        assert_eq!(refused_with(&app, &agent, malformed).await, (1008, 4403), "{malformed:?}");
    }
    let mut without = desk(&app, json!({ "token": agent })).await;
    assert_eq!(without.refused().await, (1008, 4403), "no PIN at all");

    let mut inside = desk_with(&app, &agent, &pin).await;
    agree(&mut customer, &mut inside).await;
    app.advance(30.0);
    assert_eq!(refused_with(&app, &other, &pin).await, (1006, 4403), "its window has closed");
    assert_eq!(app.see(&session).await["state"], "active", "and the session goes on");
}

#[tokio::test]
async fn pins_typed_at_the_desk_are_throttled_by_user_across_tokens_and_restarts() {
    let mut app = open_app_with(&[("COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW", "3")]).await;
    let (_customer, _, pin) = sharing(&app).await;
    let wrong = if pin.starts_with('9') { "111111" } else { "999999" };
    for turn in 0..3 {
        // a new token each time is the same user
        let token = token(&app, 2, "guesser", |claims| claims["exp"] = json!(app.now().timestamp() + 7_200 + turn));
        assert_eq!(refused_with(&app, &token, wrong).await, (1006, 4403));
    }
    let guesser = agent_token(&app, "guesser");
    assert_eq!(refused_with(&app, &guesser, &pin).await, (9999, 4403), "the right one has to wait as well");
    let answer = ticket(&app, &guesser, Some(&pin)).await;
    assert_eq!(answer.problem(), (429, "too-many-attempts".into()), "the other door is the same throttle");
    assert!(answer.header("retry-after").parse::<u64>().is_ok_and(|wait| (1..=60).contains(&wait)));
    app.restart().await;
    assert_eq!(refused_with(&app, &guesser, &pin).await, (9999, 4403), "it is in the database");
    app.advance(60.0);
    let other = refused_with(&app, &guesser, wrong).await;
    assert_eq!(other, (1006, 4403), "the pause is over, and not for ever");
}

#[tokio::test]
async fn one_address_runs_out_of_guesses_whoever_it_says_it_is() {
    let app = open_app_with(&[("COBROKER_LIMIT_PIN_FAILURES_PER_IP_PER_HOUR", "4")]).await;
    for n in 0..4 {
        assert_eq!(refused_with(&app, &agent_token(&app, &format!("u{n}")), "999999").await, (1006, 4403));
    }
    assert_eq!(refused_with(&app, &agent_token(&app, "fresh"), "999999").await, (9999, 4403));
}

#[tokio::test]
async fn the_sixth_agent_is_1013_and_the_same_user_twice_is_1015() {
    let app = open_app().await;
    let (_customer, session, pin) = sharing(&app).await;
    let mut desks = Vec::new();
    for n in 0..5 {
        let mut desk = desk_with(&app, &agent_token(&app, &format!("a{n}")), &pin).await;
        desk.expect("welcome").await;
        desks.push(desk);
    }
    assert_eq!(refused_with(&app, &agent_token(&app, "a5"), &pin).await, (1013, 4403), "F54");
    assert_eq!(refused_with(&app, &agent_token(&app, "a0"), &pin).await, (1015, 4403), "F56");
    assert_eq!(refused_with(&app, &agent_token(&app, "cust-1"), &pin).await, (1015, 4403), "nor the customer's");
    assert_eq!(ticket(&app, &agent_token(&app, "a0"), Some(&pin)).await.problem(), (409, "duplicate-user".into()));
    assert_eq!(ticket(&app, &agent_token(&app, "a5"), Some(&pin)).await.problem(), (409, "session-full".into()));
    assert_eq!(app.see(&session).await["seats"]["taken"], 5);
}

#[tokio::test]
async fn forty_tickets_at_once_fill_five_seats() {
    let app = open_app().await;
    let (_customer, session, pin) = sharing(&app).await;
    let tries = (0..40).map(|n| {
        let (token, pin) = (agent_token(&app, &format!("a{}", n / 2)), pin.clone());
        let app = &app;
        async move { ticket(app, &token, Some(&pin)).await.status }
    });
    let answers = futures_util::future::join_all(tries).await;
    assert!(answers.iter().all(|status| [200, 409].contains(status)), "{answers:?}");
    assert_eq!(app.see(&session).await["seats"]["taken"], 5);
}

/// A desk that leaves is told goodbye while its seat is given up.
async fn until_nobody_sits(app: &TestApp, session: &str) {
    let empty = async {
        while app.see(session).await["seats"]["taken"] != 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, empty).await.expect("the seat is given up");
}

#[tokio::test]
async fn a_desk_comes_back_to_its_seat_without_the_pin_and_nobody_else_does() {
    let app = open_app().await;
    let (mut customer, session, pin) = sharing(&app).await;
    let mut first = desk_with(&app, &agent_token(&app, "ada"), &pin).await;
    let seat = text(&first.expect("welcome").await["seat"]);
    agree(&mut customer, &mut first).await;
    drop(first);
    let mut back = desk(&app, json!({ "seat": seat })).await;
    let welcome = back.expect("welcome").await;
    assert_eq!((&welcome["consented"], &welcome["seat"]), (&json!(true), &json!(seat)));
    back.expect("joined").await;

    let id = seat.split('.').next().expect("a session").to_owned();
    for forged in [format!("{id}.cbt_{}", "A".repeat(43)), "x".into(), format!("{id}."), String::new()] {
        assert_eq!(desk(&app, json!({ "seat": forged })).await.refused().await, (2001, 4401), "{forged}");
    }
    let mut both = desk(&app, json!({ "seat": seat, "token": agent_token(&app, "ada") })).await;
    assert_eq!(both.closed().await.0, 1008);
    back.say(json!({ "type": "leave" })).await;
    back.closed().await;
    until_nobody_sits(&app, &session).await;
    assert_eq!(desk(&app, json!({ "seat": seat })).await.refused().await, (2001, 4401), "the seat was given up");
}

#[tokio::test]
async fn a_desk_that_is_gone_may_be_replaced_by_the_same_user_with_the_pin() {
    let app = open_app().await;
    let (_customer, session, pin) = sharing(&app).await;
    let token = agent_token(&app, "ada");
    // a ticket nobody opened: its desk is not there
    ticket(&app, &token, Some(&pin)).await.ok();
    let url = ticket(&app, &token, Some(&pin)).await.ok()["agentViewerUrl"].clone();
    assert_eq!(app.see(&session).await["seats"]["taken"], 1);
    desk(&app, json!({ "seat": seat_of(&url) })).await.expect("welcome").await;
}

#[tokio::test]
async fn a_ticket_opens_one_desk_once_and_holds_neither_pin_nor_token() {
    let app = open_app().await;
    let (mut customer, session, pin) = sharing(&app).await;
    let token = agent_token(&app, "ada");
    let answer = ticket(&app, &token, Some(&pin)).await;
    assert_eq!(answer.header("access-control-allow-origin"), CRM);
    let made = answer.ok();
    let url = text(&made["agentViewerUrl"]);
    assert!(
        url.starts_with(&format!("{}/sdkapi/zcb/frame-templates/desk?ticket={session}.cbd_", app.origin())),
        "{url}"
    );
    assert!(!url.contains(&pin) && !url.contains(&token));

    let mut desk_socket = desk(&app, json!({ "seat": seat_of(&made["agentViewerUrl"]) })).await;
    let welcome = desk_socket.expect("welcome").await;
    assert_ne!(text(&welcome["seat"]), seat_of(&made["agentViewerUrl"]));
    agree(&mut customer, &mut desk_socket).await;
    let again = desk(&app, json!({ "seat": seat_of(&made["agentViewerUrl"]) })).await.refused().await;
    assert_eq!(again, (2001, 4401), "good once");
}

#[tokio::test]
async fn a_ticket_that_nobody_opens_gives_up_its_seat_after_half_a_minute() {
    let app = open_app().await;
    let (_customer, session, pin) = sharing(&app).await;
    let made = ticket(&app, &agent_token(&app, "ada"), Some(&pin)).await.ok();
    app.advance(30.0);
    assert_eq!(desk(&app, json!({ "seat": seat_of(&made["agentViewerUrl"]) })).await.refused().await, (2001, 4401));
    assert_eq!(app.see(&session).await["seats"]["taken"], 0);
}

#[tokio::test]
async fn tickets_are_given_to_pages_on_the_list_only() {
    let app = open_app().await;
    let (_customer, session, pin) = sharing(&app).await;
    let body = json!({ "sdkToken": agent_token(&app, "ada"), "pincode": pin });
    for origin in [SHOP, "https://evil.example", "null"] {
        let answer = app.stranger().with("origin", origin).send("/api/desk/ticket", body.clone()).await;
        assert_eq!(answer.problem(), (403, "origin-not-allowed".into()), "{origin}");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    assert_eq!(app.see(&session).await["seats"]["taken"], 0);
    let asked = app.stranger().with("origin", CRM).request("OPTIONS", "/api/desk/ticket");
    assert_eq!(asked.header("access-control-request-method", "POST").send().await.status, 204);
}

#[tokio::test]
async fn the_token_of_connect_gets_a_ticket_without_a_pin() {
    let app = TestApp::spawn_with(&[("COBROKER_AGENT_ORIGINS", CRM)]).await;
    let mut session = app.starting_session().await;
    let (mut customer, welcome) = Socket::start(&app, &session).await;
    session.pin = text(&welcome["pincode"]);
    let token = text(&app.agent("ada").await.connect(&session.pin).await.ok()["token"]);
    let made = ticket(&app, &token, None).await.ok();
    let mut opened = desk(&app, json!({ "seat": seat_of(&made["agentViewerUrl"]) })).await;
    opened.expect("welcome").await;
    agree(&mut customer, &mut opened).await;
    assert_eq!(ticket(&app, &token, None).await.problem(), (401, "token-invalid".into()), "the ticket took its place");
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);
}

#[tokio::test]
async fn a_pin_the_customer_brings_is_checked_and_announced_in_capitals() {
    let app = open_app().await;
    let bring = async |pin: Option<&str>| customer_with(&app, &byop(&app, 1, "c"), pin).await;
    assert_eq!(bring(None).await.refused().await, (1009, 4403), "F59");
    assert_eq!(bring(Some("")).await.refused().await, (1009, 4403), "F59");
    for odd in ["12345678901", "AB-12", "AB 12", "ÄB12"] {
        assert_eq!(bring(Some(odd)).await.refused().await, (1008, 4403), "F58: {odd}");
    }
    let mut customer = bring(Some("case42")).await;
    let welcome = customer.expect("welcome").await;
    assert_eq!(welcome["pincode"], "CASE42", "F57, F58");
    let mut rival = customer_with(&app, &byop(&app, 1, "d"), Some("Case42")).await;
    assert_eq!(rival.refused().await, (1010, 4403), "F60");
    desk_with(&app, &agent_token(&app, "a"), "case42").await.expect("welcome").await;

    let mut plain = customer_with(&app, &customer_token(&app, "e"), Some("CASE43")).await;
    let made = text(&plain.expect("welcome").await["pincode"]);
    assert!(made.len() == 6 && made.bytes().all(|b| b.is_ascii_digit()), "without enable_byop it is ignored");
    let live = app.supervisor().await.read("/api/session/list?state=live").await.ok();
    assert_eq!(live["sessions"].as_array().map(Vec::len), Some(2), "refused starts leave no session behind");
}

#[tokio::test]
async fn of_many_customers_who_bring_the_same_pin_one_gets_it() {
    let app = open_app().await;
    let start = async |n: u32| {
        let mut socket = customer_with(&app, &byop(&app, 1, &format!("c{n}")), Some("RACE1")).await;
        let first = socket.first().await;
        (socket, first)
    };
    let all = futures_util::future::join_all((0..10).map(start)).await;
    let welcome = all.iter().filter(|(_, first)| first["type"] == "welcome").count();
    let conflict = all.iter().filter(|(_, first)| first["code"] == 1010).count();
    assert_eq!((welcome, conflict), (1, 9));
}

#[tokio::test]
async fn starts_with_open_tokens_are_throttled_and_limited_like_any_other() {
    let tight = [("COBROKER_LIMIT_STARTS_PER_IP_PER_MINUTE", "1"), ("COBROKER_LIMIT_STARTS_IP_BURST", "2")];
    let app = open_app_with(&tight).await;
    for _ in 0..2 {
        customer_with(&app, &customer_token(&app, "c"), None).await.expect("welcome").await;
    }
    let mut third = customer_with(&app, &customer_token(&app, "c"), None).await;
    assert_eq!(third.refused().await, (1001, 4403));

    let app = open_app_with(&[("COBROKER_LIMIT_LIVE_SESSIONS", "1")]).await;
    let (_customer, _, _) = sharing(&app).await;
    let mut second = customer_with(&app, &customer_token(&app, "c"), None).await;
    assert_eq!(second.refused().await.0, 1016);
    assert_eq!(refused_with(&app, &byop(&app, 2, "a"), "AHEAD1").await.0, 1016, "agents who come first count as well");
}

#[tokio::test]
async fn an_agent_who_comes_first_waits_and_the_customer_with_that_pin_comes_to_them() {
    let app = open_app().await;
    let mut desk = desk_with(&app, &byop(&app, 2, "ada"), "case77").await;
    let welcome = desk.expect("welcome").await;
    assert_eq!((&welcome["customerPresent"], &welcome["customerSeconds"]), (&json!(false), &json!(180)));
    let session = text(&welcome["sessionId"]);
    assert_eq!(app.see(&session).await["state"], "starting");
    app.advance(100.0);
    let mut second = desk_with(&app, &byop(&app, 2, "ben"), "CASE77").await;
    let joined = second.expect("welcome").await;
    assert_eq!((&joined["sessionId"], &joined["customerSeconds"]), (&json!(session), &json!(80)));

    let mut customer = customer_with(&app, &byop(&app, 1, "grace"), Some("Case77")).await;
    let seen = customer.expect("welcome").await;
    assert_eq!((&seen["sessionId"], &seen["pincode"]), (&json!(session), &json!("CASE77")));
    assert_eq!(desk.expect("customer_back").await["customerName"], "grace Name");
    for _ in 0..2 {
        let request = customer.expect("consent_request").await;
        customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    }
    desk.expect("joined").await;
    second.expect("joined").await;
    app.advance(100.0);
    app.sweep().await;
    let now = app.see(&session).await;
    assert_eq!((&now["customer"]["userId"], &now["endReason"]), (&json!("grace"), &Value::Null), "they wait no more");
}

#[tokio::test]
async fn an_agent_who_waits_longer_than_three_minutes_waits_no_more() {
    let app = open_app().await;
    let mut desk = desk_with(&app, &byop(&app, 2, "ada"), "CASE78").await;
    let session = text(&desk.expect("welcome").await["sessionId"]);
    app.advance(179.9);
    app.sweep().await;
    assert_eq!(app.see(&session).await["state"], "starting");
    app.advance(0.1);
    app.sweep().await;
    let told = desk.expect("session_ended").await;
    assert_eq!((&told["reason"], &told["endReason"]), (&json!("no_customer"), &json!("The session ended")), "F30");
    assert_eq!(desk.closed().await.0, 4410);
    assert_eq!(app.see(&session).await["endReason"], "no_customer");
    let kinds: Vec<String> =
        app.supervisor().await.read(&format!("/api/sessions/{session}/timeline")).await.ok()["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| text(&entry["kind"]))
            .collect();
    assert_eq!(kinds, ["session_expected", "agent_admitted", "agent_left", "session_ended"]);
    let mut customer = customer_with(&app, &byop(&app, 1, "grace"), Some("CASE78")).await;
    assert_ne!(customer.expect("welcome").await["sessionId"], json!(session), "the customer begins anew");
}

#[tokio::test]
async fn only_a_token_that_brings_pins_opens_a_session_ahead() {
    let app = open_app().await;
    assert_eq!(refused_with(&app, &agent_token(&app, "ada"), "CASE79").await, (1006, 4403));
    let live = app.supervisor().await.read("/api/session/list?state=live").await.ok();
    assert_eq!(live["sessions"], json!([]));
}

#[tokio::test]
async fn sessions_opened_ahead_cost_guesses_so_that_nobody_searches_for_pins_that_way() {
    let app = open_app_with(&[("COBROKER_LIMIT_PIN_FAILURES_IN_A_ROW", "3")]).await;
    for n in 0..3 {
        desk_with(&app, &byop(&app, 2, "ada"), &format!("TRY{n}")).await.expect("welcome").await;
    }
    assert_eq!(refused_with(&app, &byop(&app, 2, "ada"), "TRY3").await, (9999, 4403));
}

#[tokio::test]
async fn agents_who_come_first_at_the_same_moment_wait_in_one_session() {
    let app = open_app().await;
    let come = async |n: u32| {
        let made = ticket(&app, &byop(&app, 2, &format!("a{n}")), Some("CASE80")).await.ok();
        text(&made["sessionId"])
    };
    let sessions = futures_util::future::join_all((0..5).map(come)).await;
    assert!(sessions.iter().all(|session| *session == sessions[0]), "{sessions:?}");
    assert_eq!(app.see(&sessions[0]).await["seats"]["taken"], 5);
}

#[tokio::test]
async fn in_custom_pin_mode_an_agent_may_be_there_before_the_customers_page() {
    let app = TestApp::spawn_with(&[("COBROKER_PIN_MODE", "custom")]).await;
    let started = app.customer().send("/api/customer/start", json!({ "customPin": "help42" })).await.ok();
    let session = text(&started["sessionId"]);
    let token = text(&app.agent("ada").await.connect("HELP42").await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    assert_eq!(desk.expect("welcome").await["customerSeconds"], 180);
    let mut customer = customer_with(&app, &text(&started["token"]), Some("HELP42")).await;
    assert_eq!(customer.expect("welcome").await["sessionId"], json!(session));
    agree(&mut customer, &mut desk).await;
    assert_eq!(app.see(&session).await["state"], "active");

    let late = app.customer().send("/api/customer/start", json!({ "customPin": "help43" })).await.ok();
    let token = text(&app.agent("ben").await.connect("HELP43").await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    desk.expect("welcome").await;
    app.advance(180.0);
    app.sweep().await;
    assert_eq!(desk.expect("session_ended").await["reason"], "no_customer");
    assert_eq!(app.see(&text(&late["sessionId"])).await["endReason"], "no_customer");
}

#[tokio::test]
async fn an_agent_with_an_account_joins_a_session_that_began_with_an_open_token() {
    let app = open_app().await;
    let (mut customer, session, pin) = sharing(&app).await;
    let token = text(&app.agent("ada").await.connect(&pin).await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    agree(&mut customer, &mut desk).await;
    assert_eq!(app.see(&session).await["state"], "active");
}

#[tokio::test]
async fn names_from_elsewhere_lose_what_could_deceive() {
    let app = open_app().await;
    let odd = token(&app, 1, "c", |claims| claims["user_name"] = json!("Gr\u{202e}ace\u{200b}"));
    let mut customer = customer_with(&app, &odd, None).await;
    let session = text(&customer.expect("welcome").await["sessionId"]);
    assert_eq!(app.see(&session).await["customer"]["userName"], "Grace");
}

#[tokio::test]
async fn a_reconnecting_customer_of_an_open_session_is_who_they_were() {
    let app = open_app().await;
    let (customer, session, pin) = {
        let mut socket = customer_with(&app, &customer_token(&app, "c"), None).await;
        let welcome = socket.expect("welcome").await;
        (socket, welcome.clone(), text(&welcome["pincode"]))
    };
    drop(customer);
    let mut back = Socket::customer(&app, SHOP).await.unwrap();
    let resume = json!({ "sessionId": session["sessionId"], "resumeToken": session["resumeToken"] });
    let page = json!({ "url": SHOP, "id": "p2", "tab": "t" });
    back.say(json!({ "type": "hello", "version": 1, "sdkKey": KEY, "page": page, "resume": resume })).await;
    assert_eq!(back.expect("welcome").await["pincode"], json!(pin));
    let mut elsewhere = Socket::customer(&app, "http://localhost:3000").await.unwrap();
    elsewhere.say(json!({ "type": "hello", "version": 1, "sdkKey": KEY, "page": page, "resume": resume })).await;
    assert_eq!(elsewhere.refused().await.0, 2001, "only on the site it began on");
}
