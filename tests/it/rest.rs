//! The mirror of Zoom's REST API (Zoom reference §9), as a tool written for Zoom sees it.

use crate::support::{SHOP, Session, Socket, TestApp, Tool, agree, run, text};
use serde_json::{Value, json};

async fn spawn() -> (TestApp, Tool) {
    let app = TestApp::spawn_with(&Tool::SETTINGS).await;
    let tool = Tool::of(&app, app.now().timestamp());
    (app, tool)
}

/// A session whose customer is connected.
async fn sharing(app: &TestApp) -> (Socket, Value, Session) {
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    (customer, welcome, session)
}

async fn desk_of(app: &TestApp, login: &str, session: &Session) -> Socket {
    let token = text(&app.agent(login).await.connect(&session.pin).await.ok()["token"]);
    Socket::desk_with(app, &token).await
}

/// The id of the only live session.
async fn only_session(tool: &Tool) -> String {
    let live = tool.ok("live_sessions").await;
    assert_eq!(live["sessions"].as_array().map(Vec::len), Some(1), "{live}");
    text(&live["sessions"][0]["session_id"])
}

fn fields(value: &Value) -> Vec<String> {
    let mut names: Vec<_> = value.as_object().expect("an object").keys().cloned().collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_live_session_is_listed_with_its_pin_and_everybody_in_it() {
    let (app, tool) = spawn().await;
    // one that was only started is not going on yet
    app.starting_session().await;
    let (mut customer, _, session) = sharing(&app).await;
    let started = app.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    app.advance(10.0);
    let mut desk = desk_of(&app, "ada", &session).await;
    agree(&mut customer, &mut desk).await;

    let live = tool.ok("live_sessions").await;
    assert_eq!(fields(&live), ["next_page_token", "page_size", "sessions"]);
    assert_eq!((&live["page_size"], &live["next_page_token"]), (&json!(30), &json!("")));
    let id = only_session(&tool).await;
    assert!(id.len() == 22 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)), "{id}");
    let listed = &live["sessions"][0];
    assert_eq!(fields(listed), ["session_id", "session_pin", "start_time", "user_count", "users"]);
    assert_eq!((&listed["start_time"], &listed["session_pin"]), (&json!(started), &json!(session.pin)));
    let names: Vec<_> =
        listed["users"].as_array().unwrap().iter().map(|u| (&u["user_name"], &u["role_type"])).collect();
    assert_eq!(names, [(&json!("Grace"), &json!("customer")), (&json!("Ada Tester"), &json!("agent"))]);
    assert_eq!(
        (&listed["user_count"], fields(&listed["users"][0])),
        (&json!(2), vec!["role_type".into(), "user_id".into(), "user_name".into()])
    );

    for name in ["session_pin", "pin_code"] {
        let found = tool.ok(&format!("live_sessions?{name}={}", session.pin)).await;
        assert_eq!(found["sessions"][0]["session_id"], json!(id), "{name}");
        assert_eq!(tool.ok(&format!("live_sessions?{name}=0")).await["sessions"], json!([]));
        assert_eq!(tool.ok(&format!("live_sessions?{name}=not%20a%20PIN!")).await["sessions"], json!([]));
    }
    let detail = tool.ok(&format!("sessions/{id}")).await;
    let expected = json!({ "session_id": id, "start_time": started, "session_pin": session.pin, "user_count": 2 });
    assert_eq!(detail, expected);
    assert_eq!(tool.ok("past_sessions").await["sessions"], json!([]));
}

#[tokio::test]
async fn each_joining_is_a_connection_of_its_own() {
    let (app, tool) = spawn().await;
    let (customer, welcome, session) = sharing(&app).await;
    let id = only_session(&tool).await;
    drop(customer);
    // the page is gone once the server knows it
    while app.see(&session.id).await["state"] != "recovering" {
        tokio::task::yield_now().await;
    }
    app.advance(5.0);
    let mut again = Socket::resume(&app, &session, &text(&welcome["resumeToken"])).await;
    again.expect("welcome").await;
    let users = tool.ok(&format!("sessions/{id}/users")).await;
    assert_eq!(fields(&users), ["next_page_token", "page_size", "users"]);
    let [first, second] = &users["users"].as_array().unwrap()[..] else { panic!("two connections: {users}") };
    assert_ne!(first["user_connection_id"], second["user_connection_id"]);
    assert_eq!((&first["user_id"], &first["role_type"]), (&second["user_id"], &json!("customer")));
    let both = ["join_time", "role_type", "user_connection_id", "user_id", "user_name"];
    assert_eq!(fields(second), both, "nobody leaves before they do");
    assert_eq!(
        (&first["join_time"], &first["leave_time"], &first["duration"]),
        (&first["leave_time"], &first["join_time"], &json!("00:00:00"))
    );
    let listed = tool.ok("live_sessions").await;
    assert_eq!(listed["sessions"][0]["user_count"], 1, "one person, however often");
}

#[tokio::test]
async fn an_ended_session_is_past_and_its_pin_is_gone() {
    let (app, tool) = spawn().await;
    let (mut customer, _, session) = sharing(&app).await;
    let id = only_session(&tool).await;
    let started = app.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    app.advance(35.5);
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
    let ended = app.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();

    assert_eq!(tool.ok("live_sessions").await["sessions"], json!([]));
    let past = tool.ok("past_sessions").await;
    assert_eq!(fields(&past), ["from", "next_page_token", "page_size", "sessions", "to"]);
    let (yesterday, today) = (app.now() - chrono::TimeDelta::days(1), app.now());
    assert_eq!(
        (&past["from"], &past["to"]),
        (&json!(yesterday.format("%Y-%m-%d").to_string()), &json!(today.format("%Y-%m-%d").to_string()))
    );
    let listed = &past["sessions"][0];
    assert_eq!(fields(listed), ["duration", "end_time", "session_id", "start_time", "user_count", "users"]);
    assert_eq!((&listed["start_time"], &listed["end_time"]), (&json!(started), &json!(ended)));
    assert_eq!((&listed["duration"], &listed["session_id"]), (&json!("00:00:35"), &json!(id)));
    let detail = tool.ok(&format!("sessions/{id}?session_type=past")).await;
    let expected =
        json!({ "session_id": id, "start_time": started, "end_time": ended, "duration": "00:00:35", "user_count": 1 });
    assert_eq!(detail, expected);
    let users = tool.ok(&format!("sessions/{id}/users")).await;
    assert_eq!((&users["users"][0]["leave_time"], &users["users"][0]["duration"]), (&json!(ended), &json!("00:00:35")));
    assert_eq!(tool.failure(&format!("sessions/{id}")).await, (404, 30300), "it is not live");
    assert_eq!(tool.ok(&format!("past_sessions?session_pin={}", session.pin)).await["sessions"], json!([]));
}

#[tokio::test]
async fn past_sessions_are_found_by_time_and_id() {
    let (app, tool) = spawn().await;
    let (mut customer, _, _) = sharing(&app).await;
    let id = only_session(&tool).await;
    app.advance(30.0);
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
    let second =
        |seconds: i64| (app.now() + chrono::TimeDelta::seconds(seconds)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let found = async |query: &str| {
        let answer = tool.get(&format!("past_sessions?{query}")).await;
        answer.ok()["sessions"].as_array().expect("a list").len()
    };
    let (start, end, day) = (second(-30), second(0), app.now().format("%Y-%m-%d").to_string());
    assert_eq!(found(&format!("from={start}&to={start}")).await, 1);
    assert_eq!(found(&format!("from={end}&to={end}")).await, 0);
    assert_eq!(found(&format!("from={end}&to={end}&time_type=end_time")).await, 1);
    assert_eq!(found(&format!("from={day}&to={day}&session_id={id}")).await, 1);
    assert_eq!(found("session_id=AQEBAQEBAQEBAQEBAQEBAQ").await, 0);
    assert_eq!(found("session_id=nonsense").await, 0);
    for (query, field) in [
        (format!("from={day}"), "to"),
        (format!("to={day}"), "from"),
        ("from=2020-01-01&to=2020-01-02".into(), "from"),
        ("time_type=middle".into(), "time_type"),
        ("page_size=29".into(), "page_size"),
    ] {
        let answer = tool.get(&format!("past_sessions?{query}")).await;
        let body = answer.json();
        assert_eq!(
            (answer.status, &body["code"], &body["errors"][0]["field"]),
            (400, &json!(300), &json!(field)),
            "{query}"
        );
    }
    app.advance(25.0 * 3600.0);
    assert_eq!(
        Tool::of(&app, app.now().timestamp()).ok("past_sessions").await["sessions"],
        json!([]),
        "the last day only"
    );
}

#[tokio::test]
async fn the_sdks_tokens_and_everybody_elses_get_401() {
    let (app, _) = spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let agent = text(&app.agent("ada").await.connect(&session.pin).await.ok()["token"]);
    let api_key = app.person("sam", cobroker::domain::Role::Supervisor).await.api_key;
    let now = app.now().timestamp();
    let key = Tool::SETTINGS[0].1;
    let secret = Tool::SETTINGS[1].1;
    let forged = Tool::token(key, "another-secret-altogether", now, now + 60);
    let expired = Tool::token(key, secret, now - 60, now);
    let of_another = Tool::token("another-key", secret, now, now + 60);
    for token in [&session.token, &agent, &api_key, &forged, &expired, &of_another, &String::from("x")] {
        for path in ["live_sessions", "past_sessions", "sessions/x", "sessions/x/users"] {
            assert_eq!(Tool::with(&app, token).failure(path).await, (401, 401), "{path}");
        }
    }
    let bare = app.stranger().read("/v2/cobrowsesdk/live_sessions").await;
    assert_eq!((bare.status, bare.json()["code"].clone()), (401, json!(401)));
    assert_eq!(Tool::of(&app, now).get("live_sessions").await.status, 200);
}

#[tokio::test]
async fn a_session_that_is_not_there_is_30300_with_its_id() {
    let (app, tool) = spawn().await;
    let (_customer, _, session) = sharing(&app).await;
    let id = only_session(&tool).await;
    for unknown in ["AQEBAQEBAQEBAQEBAQEBAQ", "nonsense", &session.id, "AQEBAQEBAQEBAQEBAQEBAQ=="] {
        for path in [format!("sessions/{unknown}"), format!("sessions/{unknown}/users")] {
            assert_eq!(tool.failure(&path).await, (404, 30300), "{path}");
        }
    }
    let message = text(&tool.get("sessions/nonsense").await.json()["message"]);
    assert!(message.contains("nonsense"), "{message}");
    let encoded: String = id.bytes().map(|byte| format!("%{byte:02X}")).collect();
    assert_eq!(tool.ok(&format!("sessions/{encoded}")).await["session_id"], json!(id));
    assert_eq!(tool.failure(&format!("sessions/{id}?session_type=future")).await, (400, 300));
}

#[tokio::test]
async fn lists_are_paged_and_a_page_token_is_good_for_its_own_request_and_a_quarter_of_an_hour() {
    let (app, tool) = spawn().await;
    let mut open = Vec::new();
    for _ in 0..35 {
        app.advance(0.5);
        open.push(sharing(&app).await);
    }
    let first = tool.ok("live_sessions?page_size=30").await;
    let token = text(&first["next_page_token"]);
    let second = tool.ok(&format!("live_sessions?page_size=30&next_page_token={token}")).await;
    let ids =
        |page: &Value| page["sessions"].as_array().unwrap().iter().map(|s| text(&s["session_id"])).collect::<Vec<_>>();
    let (mut all, rest) = (ids(&first), ids(&second));
    assert_eq!((all.len(), rest.len(), &second["next_page_token"]), (30, 5, &json!("")));
    all.extend(rest);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 35, "each of them once");

    for size in ["29", "301", "0", "-30", "many", "30.5"] {
        assert_eq!(tool.failure(&format!("live_sessions?page_size={size}")).await, (400, 300), "{size}");
    }
    app.advance(2.0);
    assert_eq!(ids(&tool.ok("live_sessions?page_size=300").await).len(), 35);
    for query in ["live_sessions?page_size=31", "live_sessions?session_pin=482913", "past_sessions?page_size=30"] {
        let path = format!("{query}&next_page_token={token}");
        assert_eq!(tool.failure(&path).await, (400, 30101), "{path}");
    }
    let users = format!("sessions/{}/users?next_page_token={token}", all[0]);
    assert_eq!(tool.failure(&users).await, (400, 30101));
    assert_eq!(tool.failure("live_sessions?next_page_token=nonsense").await, (400, 30101));
    let path = format!("live_sessions?next_page_token={token}");
    app.advance(890.0);
    assert_eq!(tool.get(&path).await.status, 200, "thirty is the usual size");
    app.advance(10.0);
    assert_eq!(tool.failure(&path).await, (400, 30101), "too old");
}

#[tokio::test]
async fn who_asks_too_often_is_told_by_429_and_headers() {
    let (app, tool) = spawn().await;
    for asked in 1..=80 {
        let answer = tool.get("live_sessions").await;
        assert_eq!((answer.status, answer.header("x-ratelimit-remaining")), (200, (80 - asked).to_string()));
    }
    let over = tool.get("sessions/x").await;
    assert_eq!((over.status, over.json()["code"].clone()), (429, json!(429)));
    assert_eq!((over.header("x-ratelimit-category"), over.header("x-ratelimit-type")), ("Light".into(), "QPS".into()));
    assert_eq!(over.header("x-ratelimit-reset"), (app.now().timestamp() + 1).to_string());
    assert_eq!(Tool::with(&app, "x").failure("live_sessions").await, (401, 401), "strangers learn nothing of it");
    let intensive = tool.get("past_sessions").await;
    assert_eq!((intensive.status, intensive.header("x-ratelimit-category")), (200, "Resource-intensive".into()));
    app.advance(1.0);
    assert_eq!(tool.get("live_sessions").await.status, 200);
}

#[tokio::test]
async fn the_shell_shows_the_pair_that_was_made_and_it_opens_the_mirror() {
    let app = TestApp::spawn().await;
    let output = run(app.folder(), &["api-key", "rest"]);
    let printed = String::from_utf8(output.stdout).expect("text");
    let words: Vec<_> = printed.split_whitespace().collect();
    let ["API", "key", key, "API", "secret", secret] = words[..] else { panic!("{printed}") };
    let now = app.now().timestamp();
    let tool = Tool::with(&app, &Tool::token(key, secret, now, now + 60));
    assert_eq!(tool.get("live_sessions").await.status, 200);
    assert_ne!(key, cobroker_sdk_key(&app).await, "another pair than the SDK's");
}

async fn cobroker_sdk_key(app: &TestApp) -> String {
    text(&app.stranger().read("/api/config").await.ok()["sdkKey"])
}

#[tokio::test]
async fn the_mirror_is_the_built_in_engines_and_not_on_the_viewers_origin() {
    let zoom = [("ZOOM_SDK_KEY", "key-1"), ("ZOOM_SDK_SECRET", "k7Qz93hFw2LmX8vB4nTy")];
    let settings: Vec<_> = zoom.into_iter().chain(Tool::SETTINGS).collect();
    let app = TestApp::spawn_with(&settings).await;
    assert_eq!(Tool::of(&app, app.now().timestamp()).get("live_sessions").await.problem(), (404, "not-found".into()));
    assert!(!app.folder().join("rest-keys.json").exists());

    let (app, tool) = spawn().await;
    assert_eq!(tool.get("live_sessions").await.status, 200);
    let viewer = app.stranger().at(&app.viewer_origin()).with("origin", SHOP);
    assert_eq!(viewer.read("/v2/cobrowsesdk/live_sessions").await.status, 404);
}
