//! Zoom's webhooks in (Zoom reference §10), posted by a signed sender over HTTP.

use crate::support::zoom::{News, SETTINGS, Sender, Talk, user};
use crate::support::{Caller, Session, TestApp, claims, receiver::keyed_hash, text};
use cobroker::domain::Role;
use serde_json::{Value, json};

async fn spawn() -> TestApp {
    TestApp::spawn_with(&SETTINGS).await
}

/// `user_id` of the customer's token, and of an agent's.
fn user_id(token: &str) -> String {
    text(&claims(token)["user_id"])
}

/// A session that waits, and its customer as Zoom names them.
async fn waiting(app: &TestApp) -> (Session, Value) {
    let session = app.waiting_session().await;
    let customer = user("customer", &user_id(&session.token), "Grace");
    (session, customer)
}

async fn admitted(app: &TestApp, session: &Session, login: &str) -> Value {
    let desk = app.agent(login).await.connect(&session.pin).await.ok();
    user("agent", &user_id(&text(&desk["token"])), "Whoever")
}

async fn state(app: &TestApp, session: &Session) -> String {
    text(&app.see(&session.id).await["state"])
}

async fn page(app: &TestApp, path: &str) -> String {
    let answer = app.browser("sol", Role::Supervisor).await.read(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.text()
}

async fn timeline(app: &TestApp, session: &Session) -> Vec<(String, Value)> {
    let timeline = app.supervisor().await.read(&session.path("/timeline")).await.ok();
    let entries = timeline["entries"].as_array().or_else(|| timeline.as_array()).expect("entries").clone();
    entries.iter().map(|entry| (text(&entry["kind"]), entry["data"].clone())).collect()
}

fn data_of<'a>(timeline: &'a [(String, Value)], kind: &str) -> &'a Value {
    &timeline.iter().find(|entry| entry.0 == kind).unwrap_or_else(|| panic!("no {kind} in {timeline:?}")).1
}

#[tokio::test]
async fn the_four_events_drive_a_sessions_life() {
    let app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let agent = admitted(&app, &session, "ada").await;
    let zoom = Talk::about(&app, "4UpzGNpvTomBVm9fXlPuCA==");
    zoom.tell_all(&[zoom.started(&customer), zoom.joined(&customer, "c1", 100)]).await;
    assert_eq!(state(&app, &session).await, "waiting");
    zoom.tell_all(&[zoom.joined(&agent, "a1", 5_000)]).await;
    assert_eq!(state(&app, &session).await, "active");
    zoom.tell_all(&[zoom.left(&customer, "c1", 9_000)]).await;
    assert_eq!(state(&app, &session).await, "recovering");
    zoom.tell_all(&[zoom.joined(&customer, "c2", 10_000)]).await;
    assert_eq!(state(&app, &session).await, "active");
    zoom.tell_all(&[zoom.left(&agent, "a1", 12_000)]).await;
    app.advance(30.0);
    assert_eq!(state(&app, &session).await, "waiting", "a desk that does not come back gives up its seat");
    zoom.tell_all(&[zoom.ended(&customer, 40_000)]).await;
    let seen = app.see(&session.id).await;
    assert_eq!((&seen["state"], &seen["endReason"]), (&json!("ended"), &json!("customer_ended")));

    let timeline = timeline(&app, &session).await;
    for kind in ["agent_joined", "customer_lost", "customer_back", "session_ended"] {
        assert_eq!(data_of(&timeline, kind)["source"], "zoom_webhook", "{kind}");
    }
    let matched = data_of(&timeline, "zoom_matched");
    assert_eq!((&matched["zoomSession"], &matched["by"]), (&json!("4UpzGNpvTomBVm9fXlPuCA=="), &json!("user")));
    let shown = page(&app, &format!("/admin/sessions/{}", session.id)).await;
    assert!(shown.contains("4UpzGNpvTomBVm9fXlPuCA==") && shown.contains("by the user of our token"));
}

/// Everything that happens in one session; the customer comes back and the agent reloads.
fn life(zoom: &Talk<'_>, customer: &Value, agent: &Value, end: bool) -> Vec<News> {
    let mut life = vec![
        zoom.started(customer),
        zoom.joined(customer, "c1", 100),
        zoom.joined(agent, "a1", 5_000),
        zoom.left(customer, "c1", 9_000),
        zoom.joined(customer, "c2", 10_000),
        zoom.left(agent, "a1", 12_000),
        zoom.joined(agent, "a2", 13_000),
    ];
    life.extend(end.then(|| zoom.ended(agent, 20_000)));
    life
}

/// Swaps by a generator of its own, so that a failure can be repeated.
fn shuffle(news: &mut [News], seed: u64) {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    for last in (1..news.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        news.swap(last, (state >> 33) as usize % (last + 1));
    }
}

/// What must come out the same, whatever the order.
async fn outcome(app: &TestApp, session: &Session) -> Value {
    let seen = app.see(&session.id).await;
    let agents: Vec<_> = seen["agents"].as_array().expect("a list").iter().map(|agent| agent["name"].clone()).collect();
    json!([seen["state"], seen["endReason"], agents, seen["seats"]])
}

#[tokio::test]
async fn any_order_with_repetitions_ends_in_the_same_state() {
    let app = spawn().await;
    for end in [false, true] {
        let mut outcomes = Vec::new();
        for seed in 0..12 {
            let (session, customer) = waiting(&app).await;
            let agent = admitted(&app, &session, "ada").await;
            let zoom = Talk::about(&app, &format!("order-{end}-{seed}=="));
            let mut life = life(&zoom, &customer, &agent, end);
            if seed > 0 {
                let again = life.clone();
                life.extend(again);
                shuffle(&mut life, seed);
            }
            zoom.tell_all(&life).await;
            outcomes.push(outcome(&app, &session).await);
        }
        assert_eq!(outcomes[0][0], if end { "ended" } else { "active" });
        for (seed, outcome) in outcomes.iter().enumerate() {
            assert_eq!(outcome, &outcomes[0], "end {end}, order {seed}");
        }
    }
}

#[tokio::test]
async fn a_restart_between_two_events_loses_and_repeats_nothing() {
    let mut app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let id = "survivor==".to_owned();
    let (first, second) = {
        let zoom = Talk::about(&app, &id);
        zoom.tell_all(&[zoom.left(&customer, "c1", 900)]).await;
        (zoom.body(&zoom.started(&customer)), zoom.body(&zoom.left(&customer, "c1", 900)))
    };
    app.restart().await;
    let sender = Sender::to(&app);
    assert_eq!(sender.post(app.now(), &second).await.status, 200, "told again after the restart");
    assert_eq!(sender.post(app.now(), &first).await.status, 200);
    let timeline = timeline(&app, &session).await;
    let lost = timeline.iter().filter(|(kind, _)| kind == "customer_lost").count();
    assert_eq!((lost, state(&app, &session).await.as_str()), (1, "recovering"));
}

#[tokio::test]
async fn what_the_page_reports_and_what_zoom_tells_do_not_fight() {
    let app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let agent = admitted(&app, &session, "ada").await;
    let zoom = Talk::about(&app, "both==");
    zoom.tell_all(&[zoom.started(&customer), zoom.joined(&customer, "c1", 100)]).await;
    session.event(json!({ "type": "agent_joined", "eventId": "1", "userId": agent["user_id"] })).await;
    zoom.tell_all(&[zoom.joined(&agent, "a1", 5_000)]).await;
    session.event(json!({ "type": "session_reconnecting", "eventId": "2" })).await;
    assert_eq!(state(&app, &session).await, "recovering");
    // late news of somebody else say nothing about the customer
    zoom.tell_all(&[zoom.joined(&user("agent", "x", "X"), "x1", 6_000)]).await;
    assert_eq!(state(&app, &session).await, "recovering");
    session.heartbeat().await;
    assert_eq!(state(&app, &session).await, "active");
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
    let before = app.see(&session.id).await;
    zoom.tell_all(&[zoom.left(&customer, "c1", 9_000), zoom.ended(&customer, 9_500)]).await;
    assert_eq!(app.see(&session.id).await, before, "what ended here stays as it ended");
    let joined = timeline(&app, &session).await.iter().filter(|(kind, _)| kind == "agent_joined").count();
    assert_eq!(joined, 1);
}

/// Ten seconds after ten seconds: the agent's page goes on saying that it is there, whoever is in the frame in it.
async fn with_page_for(app: &TestApp, ada: &Caller, session: &Session, tens: u32) -> u16 {
    let mut status = 0;
    for _ in 0..tens {
        app.advance(10.0);
        session.heartbeat().await;
        status = ada.send(&session.path("/desk/presence"), json!({})).await.status;
    }
    status
}

async fn connect_as_the_page_does(ada: &Caller, session: &Session) -> Value {
    let desk = ada.send("/api/agent/connect", json!({ "pincode": session.pin, "tellsPresence": true })).await.ok();
    user("agent", &user_id(&text(&desk["token"])), "Ada")
}

async fn seats(app: &TestApp, session: &Session) -> Value {
    app.see(&session.id).await["seats"]["taken"].clone()
}

#[tokio::test]
async fn an_agent_who_left_at_zoom_gives_up_the_seat_though_the_page_stays_open() {
    let app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let ada = app.browser("ada", Role::Agent).await;
    let agent = connect_as_the_page_does(&ada, &session).await;
    let zoom = Talk::about(&app, "left==");
    zoom.tell_all(&[zoom.started(&customer), zoom.joined(&agent, "a1", 1_000)]).await;
    assert_eq!(with_page_for(&app, &ada, &session, 4).await, 204);
    assert_eq!(seats(&app, &session).await, 1);
    zoom.tell_all(&[zoom.left(&agent, "a1", 40_000)]).await;
    assert_eq!(with_page_for(&app, &ada, &session, 2).await, 204);
    assert_eq!(seats(&app, &session).await, 1, "they may be back");
    assert_eq!(with_page_for(&app, &ada, &session, 1).await, 404, "and the page is told");
    assert_eq!((seats(&app, &session).await, state(&app, &session).await), (json!(0), "waiting".into()));
}

#[tokio::test]
async fn joining_at_zoom_again_or_opening_the_desk_again_keeps_the_seat() {
    let app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let ada = app.browser("ada", Role::Agent).await;
    let agent = connect_as_the_page_does(&ada, &session).await;
    let zoom = Talk::about(&app, "back==");
    zoom.tell_all(&[zoom.started(&customer), zoom.joined(&agent, "a1", 1_000), zoom.left(&agent, "a1", 2_000)]).await;
    assert_eq!(with_page_for(&app, &ada, &session, 2).await, 204);
    zoom.tell_all(&[zoom.joined(&agent, "a2", 20_000)]).await;
    assert_eq!(with_page_for(&app, &ada, &session, 4).await, 204);
    zoom.tell_all(&[zoom.left(&agent, "a2", 60_000)]).await;
    assert_eq!(with_page_for(&app, &ada, &session, 2).await, 204);
    ada.send(&session.path("/desk"), json!({ "tellsPresence": true })).await.ok();
    assert_eq!(with_page_for(&app, &ada, &session, 4).await, 204);
    assert_eq!(seats(&app, &session).await, 1);
    assert_eq!(app.see(&session.id).await["agents"].as_array().unwrap().len(), 1, "the very same");
}

#[tokio::test]
async fn without_our_ids_start_page_and_name_match_and_a_tie_does_not() {
    let app = spawn().await;
    let (first, _) = waiting(&app).await;
    let stranger = user("customer", "zoom-made-this-id", "Grace");
    let zoom = Talk::about(&app, "likely==");
    zoom.tell_all(&[zoom.started(&stranger)]).await;
    let matched = timeline(&app, &first).await;
    assert_eq!(data_of(&matched, "zoom_matched")["by"], "likely");

    app.advance(120.0);
    let (second, _) = waiting(&app).await;
    let (third, _) = waiting(&app).await;
    let tied = Talk::about(&app, "tied==");
    tied.tell_all(&[tied.started(&stranger), tied.joined(&stranger, "c1", 100)]).await;
    for session in [&second, &third] {
        assert!(timeline(&app, session).await.iter().all(|(kind, _)| kind != "zoom_matched"));
    }
    let shown = page(&app, "/admin/zoom").await;
    let unmatched = shown.find("Unmatched sessions").expect("the heading");
    let place = shown.find("tied==").expect("it is shown");
    assert!(unmatched < place && place < shown.find("Matched sessions").expect("the heading"), "first of all");
    // the end tells the PIN
    let mut end = tied.ended(&stranger, 60_000);
    end.2["session_pin"] = json!(third.pin);
    tied.tell_all(&[end]).await;
    assert_eq!(data_of(&timeline(&app, &third).await, "zoom_matched")["by"], "pin");
    assert_eq!((state(&app, &second).await, state(&app, &third).await), ("waiting".into(), "ended".into()));
}

#[tokio::test]
async fn the_pin_at_the_end_corrects_a_guess_and_confirms_a_right_one() {
    let app = spawn().await;
    let (guessed, _) = waiting(&app).await;
    let stranger = user("customer", "zoom-made-this-id", "Grace");
    let zoom = Talk::about(&app, "wrong==");
    zoom.tell_all(&[zoom.started(&stranger)]).await;
    let (really, _) = waiting(&app).await;
    let mut end = zoom.ended(&stranger, 60_000);
    end.2["session_pin"] = json!(really.pin);
    zoom.tell_all(&[end]).await;
    assert_eq!(data_of(&timeline(&app, &guessed).await, "zoom_unmatched")["by"], "likely");
    assert_eq!((state(&app, &guessed).await, state(&app, &really).await), ("waiting".into(), "ended".into()));

    let again = Talk::about(&app, "right==");
    again.tell_all(&[again.started(&stranger)]).await;
    let mut end = again.ended(&stranger, 60_000);
    end.2["session_pin"] = json!(guessed.pin);
    again.tell_all(&[end]).await;
    assert_eq!(state(&app, &guessed).await, "ended");
    let shown = page(&app, &format!("/admin/sessions/{}", guessed.id)).await;
    assert!(shown.contains("by the Support PIN"), "the guess is certain now");
    assert!(!page(&app, "/admin/zoom").await.contains(&really.pin), "no page of Zoom's shows a PIN");
}

#[tokio::test]
async fn a_customer_who_begins_again_replaces_the_session_at_zoom() {
    let app = spawn().await;
    let (session, customer) = waiting(&app).await;
    let first = Talk::about(&app, "first==");
    first.tell_all(&[first.started(&customer), first.joined(&customer, "c1", 100)]).await;
    app.advance(20.0);
    session.heartbeat().await;
    let second = Talk::about(&app, "second==");
    second.tell_all(&[second.started(&customer), second.joined(&customer, "d1", 100)]).await;
    first.tell_all(&[first.left(&customer, "c1", 40_000), first.ended(&json!({}), 41_000)]).await;
    assert_eq!(state(&app, &session).await, "waiting", "the end of the first is nobody's end");
    second.tell_all(&[second.ended(&customer, 60_000)]).await;
    assert_eq!(state(&app, &session).await, "ended");
    let shown = page(&app, &format!("/admin/sessions/{}", session.id)).await;
    assert!(shown.contains("second==") && shown.contains("before, until another took its place"));
}

#[tokio::test]
async fn a_supervisor_matches_by_hand_and_it_is_written_down() {
    let app = spawn().await;
    let (session, _) = waiting(&app).await;
    let zoom = Talk::about(&app, "by/hand+==");
    let nobody = user("customer", "someone", "Nobody We Know");
    zoom.tell_all(&[zoom.started(&nobody), zoom.joined(&nobody, "c1", 10), zoom.left(&nobody, "c1", 900)]).await;
    assert_eq!(state(&app, &session).await, "waiting");
    let fields = [("zoom", "by/hand+=="), ("session", session.id.as_str())];
    let agent = app.browser("ada", Role::Agent).await;
    assert_eq!(agent.submit("/admin/zoom/match", &fields).await.status, 403);
    assert_eq!(agent.read("/admin/zoom").await.status, 403);
    let supervisor = app.browser("sol", Role::Supervisor).await;
    let unknown = [("zoom", "no-such"), ("session", session.id.as_str())];
    assert_eq!(supervisor.submit("/admin/zoom/match", &unknown).await.status, 404);
    let answer = supervisor.submit("/admin/zoom/match", &fields).await;
    assert_eq!((answer.status, answer.header("location").as_str()), (303, "/admin/zoom?done=matched"));
    assert_eq!(state(&app, &session).await, "recovering", "what was told before is done now");
    let timeline = app.supervisor().await.read(&session.path("/timeline")).await.text();
    assert!(timeline.contains("zoom_matched") && timeline.contains("Sol Tester"), "{timeline}");
}

#[tokio::test]
async fn only_what_zoom_signed_lately_is_believed() {
    let app = spawn().await;
    let zoom = Talk::about(&app, "signed==");
    let body = zoom.body(&zoom.started(&json!({})));
    let (sender, now) = (Sender::to(&app), app.now());
    let stamp = now.timestamp().to_string();
    let good = sender.signature(&stamp, &body);
    let refused = (401, "signature-invalid".to_owned());
    let stranger = Sender::with_another_secret(&app);
    assert_eq!(stranger.post(now, &body).await.problem(), refused);
    assert_eq!(sender.post_with(&stamp, &good, &format!("{body} ")).await.problem(), refused);
    assert_eq!(sender.post_with(&stamp, "", &body).await.problem(), refused);
    assert_eq!(app.stranger().send("/webhooks/zoom", json!({})).await.problem(), refused);
    for seconds in [-301, 301] {
        let sent = now + chrono::TimeDelta::seconds(seconds);
        assert_eq!(sender.post(sent, &body).await.problem(), refused, "{seconds}");
    }
    assert!(!page(&app, "/admin/zoom").await.contains("signed=="), "nothing of it was kept");
    for seconds in [-300, 300] {
        let sent = now + chrono::TimeDelta::seconds(seconds);
        assert_eq!(sender.post(sent, &body).await.status, 200, "{seconds}");
    }
    let browser = app.stranger().with("origin", "https://evil.example").with("sec-fetch-site", "cross-site");
    let request = browser.post("/webhooks/zoom").raw("application/json", body.clone());
    let answer = request.header("x-zm-request-timestamp", &stamp).header("x-zm-signature", &good).send().await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin").as_str()), (200, ""));
}

#[tokio::test]
async fn the_endpoint_proves_that_it_knows_the_secret() {
    let app = spawn().await;
    let sender = Sender::to(&app);
    let asked = json!({ "event": "endpoint.url_validation", "event_ts": 1, "payload": { "plainToken": "qgg8vlvZRS6UYooatFL8Aw" } });
    let answer = sender.post(app.now(), &asked.to_string()).await.ok();
    let hash = keyed_hash(&sender.secret, "qgg8vlvZRS6UYooatFL8Aw");
    let expected = json!({ "plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": hash });
    assert_eq!(answer, expected);
    let stranger = Sender::with_another_secret(&app);
    assert_eq!(stranger.post(app.now(), &asked.to_string()).await.status, 401);
}

#[tokio::test]
async fn unknown_events_are_kept_and_nonsense_is_refused() {
    let app = spawn().await;
    let zoom = Talk::about(&app, "odd==");
    zoom.tell_all(&[("session_paused", 5, json!({ "anything": [1, 2] }))]).await;
    assert!(page(&app, "/admin/zoom").await.contains("cobrowse.session_paused"));
    let sender = Sender::to(&app);
    for body in ["", "{", "[]", "{\"event\":\"cobrowse.session_started\"}"] {
        assert_eq!(sender.post(app.now(), body).await.problem(), (400, "invalid-request".into()), "{body}");
    }
    let far = json!({ "event": "cobrowse.session_started", "event_ts": 99_999_999_999_999_i64,
        "payload": { "object": { "session_id": "s" } } });
    assert_eq!(sender.post(app.now(), &far.to_string()).await.status, 400);
    let large = format!("{{\"event\":\"{}\"}}", "x".repeat(20_000));
    assert_eq!(sender.post(app.now(), &large).await.problem(), (413, "too-large".into()));
    let metrics = app.stranger().read("/metrics").await;
    assert_eq!(metrics.status, 200);
}

#[tokio::test]
async fn many_webhooks_at_once_are_all_taken() {
    let app = spawn().await;
    let tasks = (0..10).map(|number| {
        let (sender, now) = (Sender::to(&app), app.now());
        let bodies = (0..25).map(|count| {
            let zoom = Talk::about(&app, &format!("many-{number}-{count}"));
            zoom.body(&zoom.started(&json!({})))
        });
        let bodies: Vec<_> = bodies.collect();
        tokio::spawn(async move {
            for body in bodies {
                assert_eq!(sender.post(now, &body).await.status, 200);
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.expect("all are taken");
    }
}

#[tokio::test]
async fn without_a_secret_or_with_our_engine_nothing_is_taken() {
    let without: Vec<_> = SETTINGS.into_iter().filter(|(name, _)| *name != "ZOOM_WEBHOOK_SECRET").collect();
    let app = TestApp::spawn_with(&without).await;
    let zoom = Talk::about(&app, "off==");
    let answer = zoom.tell(&zoom.started(&json!({}))).await;
    assert_eq!(answer.problem(), (503, "not-set-up".into()));
    assert!(text(&answer.json()["detail"]).contains("ZOOM_WEBHOOK_SECRET"));
    let shown = page(&app, "/admin/zoom").await;
    assert!(shown.contains("without it nothing is taken in"));
    let app = TestApp::spawn().await;
    let zoom = Talk::about(&app, "off==");
    assert_eq!(zoom.tell(&zoom.started(&json!({}))).await.problem(), (404, "not-found".into()));
    let supervisor = app.browser("sol", Role::Supervisor).await;
    assert_eq!(supervisor.read("/admin/zoom").await.status, 404);
    assert!(!supervisor.read("/admin").await.text().contains("/admin/zoom"));
}
