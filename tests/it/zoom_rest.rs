//! The client of Zoom's REST API: against our own mirror of it, and against a stand-in that misbehaves.

use crate::support::{
    Naps, Place, Reply, Session, Socket, TestApp, Tool, ZoomStandIn, agree, run_with, text, zoom_rest,
};
use chrono::{DateTime, TimeDelta};
use cobroker::clock::{Clock, ManualClock};
use cobroker::domain::presence::Party;
use cobroker::zoom::rest::Standing;
use cobroker::zoom::{ApiError, ApiSession, SessionKind, ZoomApi, ZoomRest};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// A client of this server's mirror.
fn client_of(app: &TestApp, secret: &str) -> ZoomRest {
    let base = format!("{}/v2", app.origin());
    let settings = [("ZOOM_API_BASE_URL", base.as_str()), Tool::SETTINGS[0], ("ZOOM_API_SECRET", secret)];
    zoom_rest(&settings, &Naps::on(&app.clock))
}

async fn stand_in() -> (ZoomStandIn, ZoomRest, Naps) {
    let zoom = ZoomStandIn::start().await;
    let naps = Naps::on(&ManualClock::at(DateTime::from_timestamp(1_795_000_000, 0).expect("a time")));
    let rest = zoom_rest(&zoom.settings(), &naps);
    (zoom, rest, naps)
}

fn session(id: &str) -> Value {
    json!({ "session_id": id, "start_time": "2026-11-18T10:00:00Z", "users": [] })
}

fn ids(sessions: &[ApiSession]) -> Vec<&str> {
    sessions.iter().map(|session| session.id.as_str()).collect()
}

async fn sharing(app: &TestApp) -> (Socket, Session) {
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    (customer, session)
}

#[tokio::test]
async fn sessions_of_the_built_in_engine_are_read_back_through_the_client() {
    let app = TestApp::spawn_with(&Tool::SETTINGS).await;
    let rest = client_of(&app, Tool::SETTINGS[1].1);
    let (mut customer, shared) = sharing(&app).await;
    let began = app.now();
    app.advance(5.0);
    let token = text(&app.agent("ada").await.connect(&shared.pin).await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    agree(&mut customer, &mut desk).await;

    let live = rest.live_sessions(None).await.expect("an answer");
    let [found] = &live[..] else { panic!("one session: {live:?}") };
    assert_eq!((found.started_at, found.ended_at), (began, None));
    assert_eq!(found.pin.as_ref().map(|pin| pin.as_str()), Some(shared.pin.as_str()));
    let names: Vec<_> = found.users.iter().map(|user| (user.name.as_str(), user.party)).collect();
    assert_eq!(names, [("Grace", Party::Customer), ("Ada Tester", Party::Agent)]);
    assert_eq!(rest.live_sessions(found.pin.as_ref()).await.expect("an answer"), live);
    assert_eq!(rest.live_sessions(Some(&"1".parse().expect("a PIN"))).await, Ok(Vec::new()));
    let alone = rest.session(&found.id, SessionKind::Live).await.expect("an answer");
    assert_eq!(alone, ApiSession { users: Vec::new(), ..found.clone() });
    assert_eq!(rest.session(&found.id, SessionKind::Past).await, Err(ApiError::NoSuchSession));
    let users = rest.users(&found.id).await.expect("an answer");
    assert_eq!(
        users.iter().map(|user| user.joined_at).collect::<Vec<_>>(),
        [Some(began), Some(began + TimeDelta::seconds(5))]
    );
    assert!(users[0].connection_id.is_some() && users[0].connection_id != users[1].connection_id);

    app.advance(30.0);
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
    assert_eq!(rest.live_sessions(None).await, Ok(Vec::new()));
    let past = rest.past_sessions(began, began).await.expect("an answer");
    assert_eq!((ids(&past), past[0].ended_at), (vec![found.id.as_str()], Some(app.now())));
    assert_eq!(rest.past_sessions(began + TimeDelta::seconds(1), app.now()).await, Ok(Vec::new()));
    assert!(rest.users(&found.id).await.expect("an answer").iter().all(|user| user.left_at.is_some()));
    for unknown in ["AQEBAQEBAQEBAQEBAQEBAQ==", "a/b+c", "..", ""] {
        assert_eq!(rest.users(unknown).await, Err(ApiError::NoSuchSession), "{unknown}");
        assert_eq!(rest.session(unknown, SessionKind::Live).await, Err(ApiError::NoSuchSession), "{unknown}");
    }
    assert_eq!(rest.standing(), Standing::Good(app.now()));
}

#[tokio::test]
async fn a_list_is_whole_however_many_pages_it_has() {
    let app = TestApp::spawn_with(&Tool::SETTINGS).await;
    let rest = client_of(&app, Tool::SETTINGS[1].1).paging_by(30);
    let mut open = Vec::new();
    for _ in 0..35 {
        open.push(sharing(&app).await);
        app.advance(0.1);
    }
    let live = rest.live_sessions(None).await.expect("an answer");
    let mut ids = ids(&live);
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((live.len(), ids.len()), (35, 35));
}

#[tokio::test]
async fn a_pair_that_does_not_match_is_refused_at_once_and_remembered() {
    let app = TestApp::spawn_with(&Tool::SETTINGS).await;
    let rest = client_of(&app, "an0ther-s3cret-altogether");
    assert_eq!(rest.standing(), Standing::Unknown);
    assert_eq!(rest.live_sessions(None).await, Err(ApiError::Unauthorized));
    let since = Standing::Refused(app.now());
    assert_eq!(rest.standing(), since);
    app.advance(60.0);
    assert_eq!(rest.users("x").await, Err(ApiError::Unauthorized));
    assert_eq!(rest.standing(), since, "since the first time");
}

#[tokio::test]
async fn the_mirrors_own_limit_is_waited_for() {
    let app = TestApp::spawn_with(&Tool::SETTINGS).await;
    let naps = Naps::on(&app.clock);
    let rest = client_of(&app, Tool::SETTINGS[1].1).sleeping(Arc::new(naps.clone()));
    let tool = Tool::of(&app, app.now().timestamp());
    while tool.get("live_sessions").await.status == 200 {}
    assert_eq!(rest.live_sessions(None).await, Ok(Vec::new()));
    assert_eq!(naps.taken(), [Duration::from_secs(1)]);
}

#[tokio::test]
async fn a_limit_that_is_over_soon_is_waited_for() {
    let (zoom, rest, naps) = stand_in().await;
    let reset = (naps.clock.now().timestamp() + 2).to_string();
    let headers = [("X-RateLimit-Type", "QPS"), ("X-RateLimit-Reset", reset.as_str())];
    zoom.next("live_sessions", Reply::failure(429, 429, &headers)).always("live_sessions", Reply::sessions(&[], ""));
    assert_eq!(rest.live_sessions(None).await, Ok(Vec::new()));
    assert_eq!((naps.taken(), zoom.asked().len()), (vec![Duration::from_secs(2)], 2));
}

#[tokio::test]
async fn a_limit_that_never_ends_is_given_up() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.always("live_sessions", Reply::failure(429, 429, &[]));
    assert_eq!(rest.live_sessions(None).await, Err(ApiError::Limited(Duration::from_secs(1))));
    assert_eq!((naps.taken().len(), zoom.asked().len()), (3, 4));
}

#[tokio::test]
async fn after_a_daily_limit_nobody_asks_before_it_is_over() {
    let (zoom, rest, naps) = stand_in().await;
    let hours = TimeDelta::hours(5);
    let until = (naps.clock.now() + hours).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let headers = [("X-RateLimit-Type", "Daily-limit"), ("Retry-After", until.as_str())];
    zoom.next("past_sessions", Reply::failure(429, 429, &headers)).always("past_sessions", Reply::sessions(&[], ""));
    zoom.always("live_sessions", Reply::sessions(&[], ""));
    let past = |now| rest.past_sessions(now - TimeDelta::hours(1), now);

    assert_eq!(past(naps.clock.now()).await, Err(ApiError::Limited(hours.to_std().unwrap())));
    naps.clock.advance(TimeDelta::hours(1));
    assert_eq!(past(naps.clock.now()).await, Err(ApiError::Limited(Duration::from_secs(4 * 3_600))));
    assert_eq!(zoom.asked().len(), 1, "the second was not asked");
    assert_eq!(rest.live_sessions(None).await, Ok(Vec::new()), "that is another limit");
    naps.clock.advance(TimeDelta::hours(4));
    assert_eq!(past(naps.clock.now()).await, Ok(Vec::new()));
    assert!(naps.taken().is_empty());
}

#[tokio::test]
async fn our_own_budget_keeps_us_under_the_limit() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.always("past_sessions", Reply::sessions(&[], ""));
    let began = naps.clock.now();
    for _ in 0..21 {
        assert_eq!(rest.past_sessions(began, began).await, Ok(Vec::new()));
    }
    assert_eq!(naps.taken(), [MINUTE, MINUTE], "half of twenty in a minute");
    assert_eq!(zoom.asked().len(), 21);
}

#[tokio::test]
async fn a_page_token_that_expired_begins_the_list_anew_once() {
    let (zoom, rest, _) = stand_in().await;
    zoom.next("live_sessions", Reply::sessions(&[session("gone")], "p2"))
        .next("live_sessions", Reply::failure(400, 30101, &[]))
        .next("live_sessions", Reply::sessions(&[session("a"), session("b")], "p3+/="))
        .next("live_sessions", Reply::sessions(&[session("b"), session("c")], ""));
    let pin = "987536".parse().expect("a PIN");
    let live = rest.live_sessions(Some(&pin)).await.expect("an answer");
    assert_eq!(ids(&live), ["a", "b", "c"], "each once, and nothing of the first try");
    let asked = zoom.asked();
    let tokens: Vec<_> = asked.iter().map(|asked| asked.query.get("next_page_token").map(String::as_str)).collect();
    assert_eq!(tokens, [None, Some("p2"), None, Some("p3+/=")]);
    assert!(asked.iter().all(|asked| asked.query["session_pin"] == "987536" && asked.query["page_size"] == "300"));

    for _ in 0..2 {
        zoom.next("live_sessions", Reply::sessions(&[], "p2")).next("live_sessions", Reply::failure(400, 30101, &[]));
    }
    let expired = rest.live_sessions(None).await;
    assert!(matches!(&expired, Err(ApiError::Unavailable(why)) if why.contains("expire")), "{expired:?}");
    zoom.next("live_sessions", Reply::failure(400, 30101, &[]));
    assert!(matches!(rest.live_sessions(None).await, Err(ApiError::Nonsense(_))), "there was no token");
}

#[tokio::test]
async fn a_list_in_circles_is_given_up() {
    let (zoom, rest, _) = stand_in().await;
    zoom.always("sessions/x/users", Reply::users(&[], "again"));
    let circles = rest.users("x").await;
    assert!(matches!(&circles, Err(ApiError::Nonsense(why)) if why.contains("already")), "{circles:?}");
    assert_eq!(zoom.asked().len(), 2);
}

#[tokio::test]
async fn trouble_that_passes_is_waited_out_with_growing_pauses() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.next("live_sessions", Reply::new(503, &[], "<html>busy</html>"))
        .next("live_sessions", Reply::raw(""))
        .next("live_sessions", Reply::raw("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"sessions\": ["))
        .next("live_sessions", Reply::sessions(&[session("a")], ""));
    assert_eq!(ids(&rest.live_sessions(None).await.expect("an answer")), ["a"]);
    let naps = naps.taken();
    assert_eq!(naps.len(), 3);
    for (nap, longest) in naps.iter().zip([500, 1_000, 2_000]) {
        assert!(nap.as_millis() <= longest, "{naps:?}");
    }
}

#[tokio::test]
async fn a_server_that_says_when_it_is_back_is_left_alone_until_then() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.next("sessions/x", Reply::failure(503, 503, &[("Retry-After", "20")]))
        .always("sessions/x", Reply::ok(&session("x")));
    assert_eq!(rest.session("x", SessionKind::Live).await.map(|session| session.id), Ok("x".into()));
    assert_eq!(naps.taken(), [Duration::from_secs(20)]);

    zoom.next("sessions/x", Reply::failure(503, 503, &[("Retry-After", "3600")]));
    let away = rest.session("x", SessionKind::Live).await;
    assert_eq!(away, Err(ApiError::Unavailable("status 503".into())), "too long to wait for");
}

#[tokio::test]
async fn a_server_that_only_fails_is_given_up_after_four_attempts() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.always("past_sessions", Reply::new(500, &[], "no"));
    let now = naps.clock.now();
    assert_eq!(rest.past_sessions(now, now).await, Err(ApiError::Unavailable("status 500".into())));
    assert_eq!((zoom.asked().len(), naps.taken().len()), (4, 3));
    let Standing::Failing(since, why) = rest.standing() else { panic!("{:?}", rest.standing()) };
    assert!(since >= now && why.contains("status 500"));
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_not_waited_for_longer_than_patience() {
    let (zoom, rest, naps) = stand_in().await;
    let rest = rest.patient(Duration::from_millis(150));
    zoom.next("sessions/x", Reply::silent()).always("sessions/x", Reply::ok(&session("x")));
    assert!(rest.session("x", SessionKind::Live).await.is_ok());
    let before = naps.taken().len();
    zoom.always("sessions/x", Reply::silent());
    let silent = rest.session("x", SessionKind::Live).await;
    assert_eq!(silent, Err(ApiError::Unavailable("no answer within 150 ms".into())));
    assert_eq!((before > 0, naps.taken().len() - before), (true, 3));
}

#[tokio::test]
async fn where_nobody_listens_the_connection_is_said_to_have_failed() {
    let (_, _, naps) = stand_in().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound").port();
    let base = format!("http://127.0.0.1:{free}/v2");
    let settings: Vec<_> = [("ZOOM_API_BASE_URL", base.as_str())].into_iter().chain(Tool::SETTINGS).collect();
    let refused = zoom_rest(&settings, &naps).live_sessions(None).await;
    assert!(
        matches!(&refused, Err(ApiError::Unavailable(why)) if why.starts_with("the connection failed")),
        "{refused:?}"
    );
    assert_eq!(naps.taken().len(), 3);
}

#[tokio::test]
async fn answers_that_make_no_sense_are_said_to_and_not_asked_for_again() {
    let (zoom, rest, naps) = stand_in().await;
    let huge = format!("{{\"sessions\": [], \"more\": \"{}\"}}", "x".repeat(5 * 1024 * 1024));
    let mut typo = session("a");
    typo["start_time"] = json!(1_795_000_000);
    let mut nobody = session("a");
    nobody["users"] = json!([{ "user_id": "1", "user_name": "Grace", "role_type": "owner" }]);
    for (reply, words) in [
        (Reply::new(200, &[], &huge), "no end"),
        (Reply::new(200, &[("content-type", "text/html")], "<html>"), "not JSON"),
        (Reply::ok(&json!([])), "lacks"),
        (Reply::sessions(&[typo], ""), "sessions[0].start_time"),
        (Reply::sessions(&[nobody], ""), "role_type"),
        (Reply::new(302, &[("location", "https://zoom.us/signin")], ""), "status 302"),
        (Reply::failure(403, 200, &[]), "status 403, \"Said by the stand-in.\""),
        (Reply::failure(400, 300, &[]), "status 400"),
        (Reply::failure(404, 404, &[]), "status 404"),
    ] {
        let before = zoom.asked().len();
        zoom.next("live_sessions", reply);
        let answer = rest.live_sessions(None).await;
        let Err(ApiError::Nonsense(why)) = answer else { panic!("{words}: {answer:?}") };
        assert!(why.contains(words) && !why.contains("Grace"), "{why}");
        assert_eq!(zoom.asked().len(), before + 1, "{words}");
    }
    assert!(naps.taken().is_empty());
}

#[tokio::test]
async fn ids_and_times_are_written_as_zoom_reads_them_and_users_come_in_order() {
    let (zoom, rest, naps) = stand_in().await;
    let user = |name: &str, joined: Option<&str>| json!({ "user_connection_id": name, "user_id": "7", "user_name": name, "role_type": "agent", "join_time": joined });
    let users =
        [user("late", Some("2026-11-18T10:05:00Z")), user("unsaid", None), user("early", Some("2026-11-18T10:00:00Z"))];
    zoom.always("sessions/a%2Fb%2Bc%3D%3D/users", Reply::users(&users, ""));
    let users = rest.users("a/b+c==").await.expect("an answer");
    assert_eq!(users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["early", "late", "unsaid"]);

    zoom.always("past_sessions", Reply::sessions(&[], ""));
    let now = naps.clock.now();
    rest.past_sessions(now - TimeDelta::hours(1), now + TimeDelta::milliseconds(1)).await.expect("an answer");
    let query = &zoom.asked()[1].query;
    assert_eq!((query["from"].as_str(), query["to"].as_str()), ("2026-11-18T10:06:40Z", "2026-11-18T11:06:41Z"));
}

#[tokio::test]
async fn the_token_is_made_again_before_it_expires() {
    let (zoom, rest, naps) = stand_in().await;
    zoom.always("live_sessions", Reply::sessions(&[], ""));
    for pause in [0, 480, 120] {
        naps.clock.advance(TimeDelta::seconds(pause));
        rest.live_sessions(None).await.expect("an answer");
    }
    let tokens: Vec<_> = zoom.asked().into_iter().map(|asked| asked.token).collect();
    assert!(tokens[0] == tokens[1] && tokens[1] != tokens[2], "{tokens:?}");
}

/// `cobroker zoom …`, on a thread of its own: the stand-in answers meanwhile. What it printed, or its complaint.
async fn shell(settings: &[(&str, &str)], arguments: &[&str]) -> Result<String, String> {
    let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    let (names, values): (Vec<_>, Vec<_>) = settings.iter().copied().unzip();
    let (names, values, arguments) = (owned(&names), owned(&values), owned(arguments));
    let running = tokio::task::spawn_blocking(move || {
        let settings: Vec<_> = names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
        let arguments: Vec<_> = std::iter::once("zoom").chain(arguments.iter().map(String::as_str)).collect();
        run_with(tempfile::tempdir().expect("a folder").path(), &arguments, &settings)
    });
    let output = running.await.expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

#[tokio::test]
async fn the_shell_shows_what_zoom_knows() {
    let zoom = ZoomStandIn::start().await;
    let mut live = session("a+b==");
    live["session_pin"] = json!("987536");
    live["users"] = json!([
        { "user_id": "1", "user_name": "Grace", "role_type": "customer" },
        { "user_id": "2", "user_name": "Ada", "role_type": "agent" },
    ]);
    let mut ended = session("c");
    ended["end_time"] = json!("2026-11-18T10:30:00Z");
    let join = json!({ "user_connection_id": "j1", "user_id": "1", "user_name": "Grace", "role_type": "customer",
        "join_time": "2026-11-18T10:00:00Z", "leave_time": "2026-11-18T10:29:00Z" });
    zoom.always("live_sessions", Reply::sessions(&[live], ""))
        .always("past_sessions", Reply::sessions(&[ended.clone()], ""))
        .next("sessions/c", Reply::failure(404, 30300, &[]))
        .always("sessions/c", Reply::ok(&ended))
        .always("sessions/c/users", Reply::users(&[join], ""));
    let settings = zoom.settings();

    let table = shell(&settings, &["sessions", "--pin", "987 536"]).await.expect("a table");
    let row = table.lines().nth(1).expect("a row");
    let words: Vec<_> = row.split("  ").filter(|word| !word.is_empty()).map(str::trim).collect();
    assert_eq!(words, ["2026-11-18T10:00:00Z", "-", "987536", "a+b==", "Grace, Ada (agent)"]);
    assert_eq!(zoom.asked()[0].query["session_pin"], "987536");

    let past = ["sessions", "--past", "--from", "2026-11-18", "--to", "2026-11-18", "--json"];
    let json: Value = serde_json::from_str(&shell(&settings, &past).await.expect("JSON")).expect("JSON");
    assert_eq!(
        (&json["sessions"][0]["sessionId"], &json["sessions"][0]["endedAt"]),
        (&json!("c"), &json!("2026-11-18T10:30:00Z"))
    );
    let query = &zoom.asked()[1].query;
    assert_eq!((query["from"].as_str(), query["to"].as_str()), ("2026-11-18T00:00:00Z", "2026-11-18T23:59:59Z"));

    let one = shell(&settings, &["session", "c"]).await.expect("a session");
    for part in ["session  c\n", "ended    2026-11-18T10:30:00Z\n", "customer  j1          Grace\n"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    let kinds: Vec<_> = zoom.asked().into_iter().filter_map(|asked| asked.query.get("session_type").cloned()).collect();
    assert_eq!(kinds, ["live", "past"]);
}

#[tokio::test]
async fn the_shell_says_what_is_missing() {
    let zoom = ZoomStandIn::start().await;
    let absent = shell(&[], &["sessions"]).await.expect_err("a complaint");
    assert!(absent.contains("ZOOM_API_KEY and ZOOM_API_SECRET, and they are not set"), "{absent}");
    let mut wrong = zoom.settings();
    wrong[2].1 = "an0ther-s3cret-altogether";
    let refused = shell(&wrong, &["sessions"]).await.expect_err("a complaint");
    assert!(refused.contains("not the SDK's") && !refused.contains("an0ther"), "{refused}");
    let unknown = shell(&zoom.settings(), &["session", "x"]).await.expect_err("a complaint");
    assert!(unknown.contains("Zoom knows no such session"), "{unknown}");
    for (arguments, words) in [
        (&["sessions", "--from", "2026-11-18"][..], "--past"),
        (&["sessions", "--live", "--past"], "cannot be used with"),
        (&["sessions", "--pin", "no PIN!"], "1 to 10 letters or digits"),
        (&["sessions", "--past", "--from", "2026-01-01", "--to", "2026-11-18"], "a month at most"),
    ] {
        let complaint = shell(&zoom.settings(), arguments).await.expect_err("a complaint");
        assert!(complaint.contains(words), "{complaint}");
    }
}
