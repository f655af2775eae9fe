//! The program at the shell: what operators do with it, how it starts and how it stops.

use crate::support::{Answer, Caller, Demo, Place, Program, TestApp, printed, refused, text};
use cobroker::domain::Role;
use serde_json::{Value, json};
use std::time::Duration;

async fn sign_in(app: &TestApp, login: &str, password: &str) -> Answer {
    app.page().submit("/login", &[("login", login), ("password", password)]).await
}

fn last_word(text: &str) -> String {
    text.split_whitespace().last().expect("a word").to_owned()
}

#[tokio::test]
async fn the_shell_manages_people_while_the_service_runs() {
    let app = TestApp::spawn().await;
    let folder = app.folder();
    let password = last_word(&printed(folder, &["agent", "add", "eve", "--name", "Eve Adams", "--role", "supervisor"]));
    assert_eq!(sign_in(&app, "eve", &password).await.header("location"), "/admin");
    let list = printed(folder, &["agent", "list"]);
    assert!(list.contains("eve") && list.contains("supervisor") && list.contains("Eve Adams"), "{list}");
    assert!(refused(folder, &["agent", "add", "EVE"]).contains("taken"));
    assert!(refused(folder, &["agent", "add", "adam", "--role", "emperor"]).contains("agent, supervisor or admin"));
    assert!(refused(folder, &["agent", "disable", "nobody"]).contains("nobody has the login nobody"));

    let new = last_word(&printed(folder, &["agent", "reset-password", "eve"]));
    assert_eq!(sign_in(&app, "eve", &password).await.status, 401);
    assert_eq!(sign_in(&app, "eve", &new).await.status, 303);
    printed(folder, &["agent", "disable", "eve"]);
    assert_eq!(sign_in(&app, "eve", &new).await.status, 401);
    assert!(printed(folder, &["agent", "list"]).contains("disabled"));
    printed(folder, &["agent", "enable", "eve"]);
    assert_eq!(sign_in(&app, "eve", &new).await.status, 303);
}

#[tokio::test]
async fn the_shell_makes_and_revokes_keys() {
    let app = TestApp::spawn().await;
    app.person("ada", Role::Agent).await;
    let folder = app.folder();
    let secret = last_word(&printed(folder, &["api-key", "add", "ada", "--name", "crm"]));
    let machine = app.stranger().bearer(&secret);
    assert_eq!(machine.read("/api/session/list").await.status, 200);
    let list = printed(folder, &["api-key", "list"]);
    assert!(!list.contains(&secret), "a key is shown once");
    let line = list.lines().find(|line| line.contains("crm")).expect("it is listed");
    let id = line.split_whitespace().next().unwrap();
    printed(folder, &["api-key", "revoke", id]);
    assert_eq!(machine.read("/api/session/list").await.problem(), (401, "not-signed-in".into()));
    assert!(refused(folder, &["api-key", "revoke", id]).contains("no active key"));
    assert!(printed(folder, &["api-key", "list"]).contains("revoked"));
}

#[tokio::test]
async fn the_trail_is_whole_until_somebody_changes_it() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    app.agent("ada").await.connect(&session.pin).await.ok();
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    assert!(printed(app.folder(), &["audit", "verify"]).contains("The audit trail is whole"));
    let database = rusqlite::Connection::open(app.database()).unwrap();
    // even somebody who gets past the triggers cannot change an entry unseen
    let triggers: Vec<String> = database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'timeline'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(database.execute("UPDATE timeline SET data = '{\"x\":1}' WHERE seq = 2", []).is_err(), "it is append-only");
    for trigger in triggers {
        database.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    database.execute("UPDATE timeline SET data = '{\"x\":1}' WHERE seq = 2", []).unwrap();
    assert!(refused(app.folder(), &["audit", "verify"]).contains("broken at entry 2"));
}

#[tokio::test]
async fn a_backup_is_a_database_one_can_start_from() {
    let app = TestApp::spawn().await;
    app.waiting_session().await;
    let copy = app.folder().join("copy").join("cobroker.db");
    std::fs::create_dir(copy.parent().unwrap()).unwrap();
    let file = copy.to_str().unwrap();
    assert!(printed(app.folder(), &["backup", file]).contains("Written and checked"));
    let before = std::fs::read(&copy).unwrap();
    app.waiting_session().await;
    printed(app.folder(), &["backup", file]);
    assert!(std::fs::read(&copy).unwrap() != before, "a later copy replaces the earlier");
    let names: Vec<_> = std::fs::read_dir(copy.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(names, std::slice::from_ref(&copy), "nothing unfinished is left");
    let rows: i64 = rusqlite::Connection::open(&copy)
        .unwrap()
        .query_row("SELECT count(*) FROM sessions", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
    assert!(printed(copy.parent().unwrap(), &["audit", "verify"]).contains("whole"));
}

#[tokio::test]
async fn migrating_twice_is_migrating_once() {
    let folder = tempfile::tempdir().unwrap();
    assert!(printed(folder.path(), &["migrate"]).contains("applied 0001"));
    let again = printed(folder.path(), &["migrate"]);
    assert!(!again.contains("applied") && again.contains("up to date"), "{again}");
}

#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[tokio::test]
async fn the_demo_says_in_one_line_what_scripts_need() {
    let mut demo = Demo::spawn(&[]);
    let ready = &demo.ready;
    let contract = [
        "admin",
        "adminUrl",
        "agentUrl",
        "agents",
        "baseUrl",
        "customerUrl",
        "ready",
        "rest",
        "sdkKey",
        "supervisor",
        "viewerOrigin",
    ];
    assert_eq!(keys(ready), contract);
    assert_eq!(keys(&ready["rest"]), ["apiKey", "apiSecret"]);
    assert_eq!(ready["ready"], true);
    let agents = ready["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 2);
    for person in agents.iter().chain([&ready["supervisor"]]) {
        assert_eq!(keys(person), ["apiKey", "login", "password"]);
    }
    let (base, port) = (demo.origin(), demo.address().port());
    assert_ne!(port, 0);
    assert_eq!(base, format!("http://localhost:{port}"), "pages live on localhost");
    assert_eq!(text(&ready["viewerOrigin"]), format!("http://127.0.0.1:{port}"));
    for (name, path) in [("customerUrl", "/customer"), ("agentUrl", "/agent"), ("adminUrl", "/admin")] {
        assert_eq!(text(&ready[name]), format!("{base}{path}"));
    }
    let stranger = Caller::of(&demo);
    assert_eq!(stranger.read("/customer").await.status, 200);
    let supervisor = stranger.bearer(&text(&ready["supervisor"]["apiKey"]));
    assert_eq!(supervisor.read("/api/session/list").await.status, 200);
    let (status, log) = demo.program.terminate(Duration::from_secs(5));
    assert_eq!(status.code(), Some(0), "{log}");
}

#[tokio::test]
async fn a_log_that_nobody_looks_at_has_no_colours() {
    let mut demo = Demo::spawn(&[("COBROKER_LOG", "info")]);
    Caller::of(&demo).read("/healthz").await;
    let (_, log) = demo.program.terminate(Duration::from_secs(5));
    assert!(log.contains("/healthz") && !log.contains('\u{1b}'), "{log:?}");
}

#[tokio::test]
async fn the_demo_stops_in_time_while_people_are_connected() {
    let mut demo = Demo::spawn(&[]);
    let supervisor = Caller::of(&demo).bearer(&text(&demo.ready["supervisor"]["apiKey"]));
    let stream = supervisor.get("/api/sessions/stream").events().await;
    let silent = std::net::TcpStream::connect(demo.address()).unwrap();
    let (status, log) = demo.program.terminate(Duration::from_secs(5));
    assert_eq!(status.code(), Some(0), "{log}");
    drop((stream, silent));
}

#[tokio::test]
async fn a_service_whose_log_nobody_reads_any_more_still_answers_and_stops() {
    let mut demo = Demo::spawn(&[("COBROKER_LOG", "info")]);
    let stranger = Caller::of(&demo);
    demo.program.stop_listening();
    for _ in 0..5 {
        assert_eq!(stranger.read("/api/config").await.status, 200);
    }
    let ended = demo.program.end_within(Duration::from_secs(5)).expect("it stops in time");
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn unsafe_settings_are_all_named_at_once() {
    let settings =
        [("COBROKER_LISTEN", "0.0.0.0:0"), ("COBROKER_PIN_WINDOW_SECONDS", "5"), ("COBROKER_PIN_DIGITS", "2")];
    let mut program = Program::spawn(&["serve"], &settings);
    let log = program.failed(Duration::from_secs(5));
    for name in ["COBROKER_PUBLIC_URL", "COBROKER_PIN_WINDOW_SECONDS must be", "COBROKER_PIN_DIGITS must be"] {
        assert!(log.contains(name), "{name} is not in {log}");
    }
}

#[tokio::test]
async fn a_database_has_one_service_at_a_time() {
    let app = TestApp::spawn().await;
    let data = app.folder().to_str().unwrap();
    let mut second = Program::spawn(&["serve"], &[("COBROKER_DATA_DIR", data), ("COBROKER_LISTEN", "127.0.0.1:0")]);
    let log = second.failed(Duration::from_secs(5));
    assert!(log.contains("cannot open the database"), "{log}");
}
