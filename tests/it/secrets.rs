//! A whole session at the loudest log level: what must not be written down is nowhere.

use crate::support::{Caller, Demo, Place, SHOP, Session, Socket, agree, snapshot, text};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What must not be written down, by name.
type Secrets = Vec<(&'static str, String)>;

const WRONG_PASSWORD: &str = "canary-wrong-password-7391";
const WRONG_PIN: &str = "CANARYPIN7";
const CONTENT: &str = "canary-content-of-a-page-5521";

/// Signs somebody in at a browser, after a wrong try: the caller and its cookie.
async fn signed_in(demo: &Demo, secrets: &mut Secrets) -> Caller {
    let page = Caller::of(demo).with("origin", &demo.origin()).with("sec-fetch-site", "same-origin");
    let person = &demo.ready["supervisor"];
    let (login, password) = (text(&person["login"]), text(&person["password"]));
    let wrong = page.submit("/login", &[("login", &login), ("password", WRONG_PASSWORD)]).await;
    assert_eq!(wrong.status, 401);
    let answer = page.submit("/login", &[("login", &login), ("password", &password)]).await;
    let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    secrets.push(("cookie", cookie.split('=').nth(1).expect("a value").to_owned()));
    secrets.push(("password", password));
    page.with("cookie", &cookie)
}

/// A session of a customer who brings a PIN: eight letters and digits, which no time stamp looks like.
async fn started(demo: &Demo, secrets: &mut Secrets) -> (Session, Socket, String) {
    let page = Caller::of(demo).with("origin", SHOP);
    let started = page.send("/api/customer/start", json!({ "userName": "Grace" })).await.ok();
    let session = Session {
        id: text(&started["sessionId"]),
        token: text(&started["token"]),
        pin: text(&started["customPinCode"]),
        page: page.bearer(&text(&started["reportToken"])),
    };
    let (customer, welcome) = Socket::start(demo, &session).await;
    session.report(&session.pin).await.ok();
    let resume = text(&welcome["resumeToken"]);
    secrets.push(("PIN", session.pin.clone()));
    secrets.push(("report token", text(&started["reportToken"])));
    secrets.push(("customer token", session.token.clone()));
    secrets.push(("resume token", resume.clone()));
    (session, customer, resume)
}

/// The agent types a wrong PIN and the right one, opens the desk, and sees a page.
async fn shown(demo: &Demo, session: &Session, customer: &mut Socket, secrets: &mut Secrets) {
    let key = text(&demo.ready["agents"][0]["apiKey"]);
    let agent = Caller::of(demo).bearer(&key);
    assert_eq!(agent.connect(WRONG_PIN).await.status, 422);
    let desk = agent.connect(&session.pin).await.ok();
    let token = text(&desk["token"]);
    let address = text(&desk["deskUrl"]);
    let path = address.strip_prefix(&demo.origin()).expect("our own desk");
    assert_eq!(agent.read(path).await.status, 200);
    let mut socket = Socket::desk_with(demo, &token).await;
    agree(customer, &mut socket).await;
    customer.send(snapshot(&format!("[\"{CONTENT}\"]"))).await;
    socket.page().await;
    secrets.push(("API key", key));
    secrets.push(("agent token", token));
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// The secrets the engine made: each in a file of its own, which nobody else may read.
fn made_secrets(data: &Path) -> Vec<(PathBuf, String)> {
    use std::os::unix::fs::PermissionsExt;
    let is_database = |file: &Path| file.to_string_lossy().contains("cobroker.db");
    let kept = files(data).into_iter().filter(|file| !is_database(file)).map(|file| {
        assert_eq!(file.metadata().expect("it is there").permissions().mode() & 0o777, 0o600);
        let keys = std::fs::read_to_string(&file).expect("text");
        let words = keys.split(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        (file, words.max_by_key(|word| word.len()).expect("a secret").to_owned())
    });
    kept.collect()
}

#[tokio::test]
async fn no_secret_is_in_logs_metrics_or_files() {
    let settings = [
        ("COBROKER_LOG", "trace"),
        ("COBROKER_LOG_FORMAT", "json"),
        ("COBROKER_PIN_MODE", "custom"),
        ("COBROKER_ALLOWED_ORIGINS", SHOP),
    ];
    let mut demo = Demo::spawn(&settings);
    let data = demo.program.folder.path().join("data");
    let mut secrets: Secrets =
        vec![("wrong password", WRONG_PASSWORD.into()), ("wrong PIN", WRONG_PIN.into()), ("content", CONTENT.into())];
    let supervisor = signed_in(&demo, &mut secrets).await;
    let (session, mut customer, resume) = started(&demo, &mut secrets).await;
    shown(&demo, &session, &mut customer, &mut secrets).await;
    drop(customer);
    let mut customer = Socket::resume(&demo, &session, &resume).await;
    secrets.push(("second resume token", text(&customer.expect("welcome").await["resumeToken"])));
    let listed = supervisor.read("/api/session/list").await.ok();
    assert_eq!(listed["sessions"][0]["pincode"], json!(session.pin), "a live PIN is shown to those who help");
    supervisor.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    customer.expect("session_ended").await;
    let metrics = Caller::of(&demo).read("/metrics").await.text();
    assert!(metrics.contains("cobroker_connects_total"), "{metrics}");

    let made = made_secrets(&data);
    assert_eq!(made.len(), 2, "one signs tokens, one opens the REST mirror");
    secrets.extend(made.iter().map(|(_, secret)| ("engine's secret", secret.clone())));
    let (_, log) = demo.program.terminate(Duration::from_secs(5));
    assert!(log.contains("\"DEBUG\"") && log.contains("/api/agent/connect"), "the log is louder than usual");
    let written = files(&data).into_iter().filter(|file| made.iter().all(|(keys, _)| keys != file));
    let written: Vec<_> = written.map(|file| (std::fs::read(&file).expect("readable"), file)).collect();
    assert!(written.iter().any(|(bytes, _)| holds(bytes, &session.id.replace('-', "")) || holds(bytes, &session.id)));
    for (name, secret) in secrets {
        assert!(secret.len() >= 8, "{name} is long enough to be looked for");
        let line = log.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "the {name} is in the log: {}", line.unwrap_or_default());
        assert!(!metrics.contains(&secret), "the {name} is in the metrics");
        for (bytes, file) in &written {
            assert!(!holds(bytes, &secret), "the {name} is in {}", file.display());
        }
    }
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "one line, one record: {line}");
    }
}

#[tokio::test]
async fn an_ended_sessions_pin_is_gone_from_the_files_at_once() {
    let mut demo = Demo::spawn(&[("COBROKER_PIN_MODE", "custom"), ("COBROKER_ALLOWED_ORIGINS", SHOP)]);
    let data = demo.program.folder.path().join("data");
    let (session, mut customer, _) = started(&demo, &mut Vec::new()).await;
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
    demo.program.terminate(Duration::from_secs(5));
    for file in files(&data) {
        assert!(!holds(&std::fs::read(&file).expect("readable"), &session.pin), "{}", file.display());
    }
}
