//! cobroker's own events: told to endpoints, read from the log, told again.

use crate::support::{Caller, Demo, Listener, Place, Reaction, SHOP, Session, Socket, TestApp, ToldEvent};
use crate::support::{agree, printed, printed_with, text};
use serde_json::{Value, json};
use tokio::net::TcpListener;

const LOCAL: [(&str, &str); 1] = [("COBROKER_WEBHOOK_ALLOW_LOCAL", "true")];

async fn spawn() -> TestApp {
    TestApp::spawn_with(&LOCAL).await
}

/// An endpoint for `listener`: its id and its secret.
async fn hook(app: &TestApp, listener: &Listener, more: Value) -> (String, String) {
    let mut body = json!({ "url": listener.url(), "types": ["session.started", "session.waiting", "session.consent_given",
        "session.consent_refused", "session.agent_joined", "session.agent_left", "session.recovering",
        "session.recovered", "session.ended"] });
    body.as_object_mut().expect("fields").extend(more.as_object().expect("fields").clone());
    let added = app.admin().await.send("/api/webhooks", body).await;
    assert_eq!(added.status, 201, "{}", added.text());
    let added = added.ok();
    (text(&added["webhook"]["id"]), text(&added["secret"]))
}

async fn sharing(app: &TestApp) -> (Socket, Session) {
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(app, &session).await;
    session.pin = text(&welcome["pincode"]);
    (customer, session)
}

async fn end(mut customer: Socket) {
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
}

/// A session that a customer began and ended: started, waiting, ended.
async fn begun_and_ended(app: &TestApp) -> Session {
    let (customer, session) = sharing(app).await;
    end(customer).await;
    session
}

fn kinds(told: &[ToldEvent]) -> Vec<&str> {
    told.iter().map(|told| told.kind.as_str()).collect()
}

async fn attempts(app: &TestApp, id: &str, query: &str) -> Vec<Value> {
    let page = app.admin().await.read(&format!("/api/webhooks/{id}/attempts{query}")).await.ok();
    page["attempts"].as_array().expect("attempts").clone()
}

/// Until an endpoint stands as it should; its attempts are noted after their answers.
async fn until(app: &TestApp, id: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    let admin = app.admin().await;
    for _ in 0..500 {
        let webhook = admin.read(&format!("/api/webhooks/{id}")).await.ok();
        if wanted(&webhook) {
            return webhook;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("it never came to that: {}", admin.read(&format!("/api/webhooks/{id}")).await.text());
}

/// Whether a value fits what the description says of it: types, required fields, enumerations.
pub fn fits(api: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return fits(api, &api["components"]["schemas"][name], value);
    }
    if let Some(some) = schema["oneOf"].as_array() {
        let fitting = some.iter().filter(|one| fits(api, one, value).is_ok()).count();
        return if fitting == 1 { Ok(()) } else { Err(format!("{fitting} of oneOf fit {value}")) };
    }
    if schema["enum"].as_array().is_some_and(|some| !some.contains(value)) {
        return Err(format!("{value} is none of {}", schema["enum"]));
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other}"),
    };
    let allowed = match &schema["type"] {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().any(|kind| is(kind.as_str().expect("a type"))),
        _ => true,
    };
    if !allowed {
        return Err(format!("{value} is not {}", schema["type"]));
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        match (&schema["properties"][name], &schema["additionalProperties"]) {
            (Value::Null, Value::Null) => return Err(format!("{name} is not described")),
            (Value::Null, other) => fits(api, other, field)?,
            (known, _) => fits(api, known, field)?,
        }
    }
    let missing = schema["required"].as_array().into_iter().flatten().find(|name| {
        value[name.as_str().expect("a name")] == Value::Null
            && !value.as_object().is_some_and(|fields| fields.contains_key(name.as_str().expect("a name")))
    });
    missing.map_or(Ok(()), |name| Err(format!("{name} is missing in {value}")))
}

#[tokio::test]
async fn a_session_is_told_from_its_start_to_its_end_numbered_and_signed() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let (_, secret) = hook(&app, &listener, json!({})).await;
    let (mut customer, session) = sharing(&app).await;
    let token = text(&app.agent("ada").await.connect(&session.pin).await.ok()["token"]);
    let mut desk = Socket::desk_with(&app, &token).await;
    app.advance(20.0);
    agree(&mut customer, &mut desk).await;
    app.advance(10.0);
    end(customer).await;

    let told = listener.take(6).await;
    let expected = [
        "session.started",
        "session.waiting",
        "session.consent_given",
        "session.agent_joined",
        "session.agent_left",
        "session.ended",
    ];
    assert_eq!(kinds(&told), expected, "one after the other, as it happened");
    let numbers: Vec<_> = told.iter().map(ToldEvent::sequence).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{numbers:?}");
    let api = app.stranger().read("/api/openapi.json").await.ok();
    for event in &told {
        assert!(event.signed_by(&secret), "{}", event.raw);
        assert_eq!(event.header("webhook-id"), text(&event.body["id"]));
        assert_eq!(event.header("content-type"), "application/json");
        assert_eq!((&event.body["version"], &event.body["data"]["sessionId"]), (&json!(1), &json!(session.id)));
        assert!(!event.raw.contains("Grace") && !event.raw.contains(&session.pin), "{}", event.raw);
        let schema = &api["webhooks"][&event.kind]["post"]["requestBody"]["content"]["application/json"]["schema"];
        fits(&api, schema, &event.body).unwrap();
        assert!(event.body["data"].get("customer").is_none());
    }
    let ada = app.person("ada", cobroker::domain::Role::Agent).await.id.to_string();
    assert_eq!(told[3].body["data"]["agentId"], json!(ada));
    let ended = &told[5].body["data"];
    assert_eq!(
        (&ended["reason"], &ended["endedBy"], &ended["durationSeconds"]),
        (&json!("customer_ended"), &json!("customer"), &json!(30))
    );

    // the log has the same, and fits its description
    let admin = app.admin().await;
    let first = numbers[0] - 1;
    let page = admin.read(&format!("/api/events?after={first}&limit=4")).await.ok();
    fits(&api, &json!({ "$ref": "#/components/schemas/EventPage" }), &page).unwrap();
    let rest = admin.read(&format!("/api/events?after={}", page["next"])).await.ok();
    let read: Vec<_> =
        [page["events"].as_array().unwrap().clone(), rest["events"].as_array().unwrap().clone()].concat();
    assert_eq!(read, told.iter().map(|event| event.body.clone()).collect::<Vec<_>>());
    assert_eq!(rest["next"], rest["newest"]);
    let ends = admin.read(&format!("/api/events?types=session.ended&session={}", session.id)).await.ok();
    assert_eq!(ends["events"], json!([told[5].body]));
}

#[tokio::test]
async fn the_customer_is_named_where_that_was_asked_for_until_it_is_forgotten() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let (id, _) = hook(&app, &listener, json!({ "includeCustomer": true, "types": ["session.started"] })).await;
    let body = json!({ "userName": "Kim", "metadata": { "order": "4711" } });
    let session = app.customer().send("/api/customer/start", body).await.ok();
    let told = listener.next().await;
    let api = app.stranger().read("/api/openapi.json").await.ok();
    fits(&api, &json!({ "$ref": "#/components/schemas/SessionStartedEvent" }), &told.body).unwrap();
    let customer = &told.body["data"]["customer"];
    assert_eq!((&customer["userName"], &customer["metadata"]), (&json!("Kim"), &json!({ "order": "4711" })));
    let log = app.admin().await.read("/api/events").await;
    assert!(!log.text().contains("Kim"), "the log names nobody");

    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session["sessionId"] })).await.ok();
    app.advance(31.0 * 86_400.0);
    app.forget().await;
    app.admin().await.send(&format!("/api/webhooks/{id}/replay"), json!({ "after": 0 })).await.ok();
    let again = listener.next().await;
    assert_eq!(again.body["data"]["customer"], Value::Null);
    assert_eq!(again.header("webhook-id"), told.header("webhook-id"), "it is the same event");
    fits(&api, &json!({ "$ref": "#/components/schemas/SessionStartedEvent" }), &again.body).unwrap();
}

#[tokio::test]
async fn what_is_not_taken_is_tried_five_times_more_within_an_hour_and_then_parked() {
    let mut listener = Listener::start().await;
    listener.react("session.ended", Reaction::Status(503));
    let app = spawn().await;
    let (id, secret) = hook(&app, &listener, json!({ "types": ["session.ended"] })).await;
    begun_and_ended(&app).await;
    let first = listener.next().await;
    for (attempt, seconds) in [(1, 30.0), (2, 120.0), (3, 450.0), (4, 1_200.0), (5, 1_800.0)] {
        until(&app, &id, |webhook| webhook["failingSince"] != Value::Null && webhook["waiting"] == 1).await;
        while attempts(&app, &id, "").await.len() < attempt {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        // the jitter takes up to a quarter off
        app.advance(seconds * 0.74);
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        assert!(listener.so_far().is_empty(), "too early after {seconds} s");
        app.advance(seconds * 0.26);
        let again = listener.next().await;
        assert_eq!((&again.raw, again.header("webhook-id")), (&first.raw, first.header("webhook-id")));
        assert!(again.signed_by(&secret) && again.header("webhook-timestamp") != first.header("webhook-timestamp"));
    }
    let parked = until(&app, &id, |webhook| webhook["parked"] == 1).await;
    assert_eq!(
        (&parked["waiting"], &parked["lastSuccessAt"], &parked["enabled"]),
        (&json!(0), &Value::Null, &json!(true))
    );
    let log = attempts(&app, &id, "").await;
    assert_eq!(log.len(), 6);
    assert_eq!(
        (&log[0]["status"], &log[0]["failure"], &log[0]["nextAt"], &log[0]["state"]),
        (&json!(503), &json!("status"), &Value::Null, &json!("parked"))
    );
    assert!(log[1]["nextAt"].is_string() && log[0]["advice"].is_string());

    // by hand
    listener.react("session.ended", Reaction::Status(204));
    let delivery = &log[0]["delivery"];
    let retried = app.admin().await.post(&format!("/api/webhooks/{id}/deliveries/{delivery}/retry")).send().await;
    assert_eq!(retried.status, 202, "{}", retried.text());
    assert_eq!(listener.next().await.raw, first.raw);
    let healthy = until(&app, &id, |webhook| webhook["parked"] == 0 && webhook["waiting"] == 0).await;
    assert!(healthy["lastSuccessAt"].is_string() && healthy["failingSince"].is_null());
    assert_eq!(attempts(&app, &id, "?which=delivered").await.len(), 1);
    assert_eq!(attempts(&app, &id, "?which=failed&limit=2").await.len(), 2);
}

#[tokio::test]
async fn a_test_says_what_is_wrong() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let admin = app.admin().await;
    let (id, secret) = hook(&app, &listener, json!({})).await;
    let test = async |id: &str| admin.post(&format!("/api/webhooks/{id}/test")).send().await.ok();

    let good = test(&id).await;
    assert_eq!((&good["delivered"], &good["status"], &good["failure"]), (&json!(true), &json!(200), &Value::Null));
    let ping = listener.next().await;
    assert!(ping.kind == "endpoint.ping" && ping.body["sequence"].is_null() && ping.signed_by(&secret));
    let api = app.stranger().read("/api/openapi.json").await.ok();
    fits(&api, &json!({ "$ref": "#/components/schemas/PingEvent" }), &ping.body).unwrap();

    for (status, failure) in [(500, "status"), (404, "status"), (302, "redirect")] {
        listener.react("endpoint.ping", Reaction::Status(status));
        let bad = test(&id).await;
        assert_eq!(
            (&bad["delivered"], &bad["status"], &bad["failure"]),
            (&json!(false), &json!(status), &json!(failure))
        );
        assert!(text(&bad["detail"]).contains(&status.to_string()), "{bad}");
    }
    // nobody listens, something listens that is no web server, a certificate that is none
    let deaf = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = deaf.local_addr().expect("bound").port();
    drop(deaf);
    let odd = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let odd_port = odd.local_addr().expect("bound").port();
    tokio::spawn(async move {
        use tokio::io::AsyncWriteExt;
        while let Ok((mut stream, _)) = odd.accept().await {
            let _ = stream.write_all(b"220 mail.example ESMTP\r\n").await;
        }
    });
    let plain = listener.url().replace("http://", "https://");
    for (url, failure) in [
        (format!("http://localhost:{port}/"), "connection"),
        (format!("http://localhost:{odd_port}/"), "http"),
        (plain, "tls"),
    ] {
        admin.request("PATCH", &format!("/api/webhooks/{id}")).json(&json!({ "url": url })).send().await.ok();
        let bad = test(&id).await;
        assert_eq!((&bad["failure"], &bad["status"]), (&json!(failure), &Value::Null), "{bad}");
        assert!(text(&bad["detail"]).ends_with('.'), "{bad}");
    }
    let log = attempts(&app, &id, "").await;
    assert_eq!(log.len(), 7);
    assert!(log.iter().all(|attempt| attempt["type"] == "endpoint.ping" && attempt["delivery"].is_null()));
    let webhook = admin.read(&format!("/api/webhooks/{id}")).await.ok();
    assert!(webhook["failingSince"].is_null(), "a test says nothing of its health");
}

#[tokio::test]
async fn an_endpoint_that_says_nothing_is_given_five_seconds() {
    let mut listener = Listener::start().await;
    listener.react("session.ended", Reaction::Silence);
    let app = spawn().await;
    let (id, _) = hook(&app, &listener, json!({ "types": ["session.ended"] })).await;
    begun_and_ended(&app).await;
    listener.next().await;
    until(&app, &id, |webhook| webhook["failingSince"].is_string()).await;
    let log = attempts(&app, &id, "").await;
    assert_eq!((&log[0]["failure"], &log[0]["status"]), (&json!("slow"), &Value::Null));
    assert!((5_000..7_000).contains(&log[0]["milliseconds"].as_i64().unwrap()), "{log:?}");
}

#[tokio::test]
async fn an_endpoint_can_be_told_again_from_any_number() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    begun_and_ended(&app).await;
    let (id, _) = hook(&app, &listener, json!({})).await;
    begun_and_ended(&app).await;
    let told = listener.take(3).await;
    until(&app, &id, |webhook| webhook["waiting"] == 0).await;

    let replay = async |after: i64| {
        app.admin().await.send(&format!("/api/webhooks/{id}/replay"), json!({ "after": after })).await
    };
    let all = replay(0).await.ok();
    assert_eq!((&all["queued"], &all["through"]), (&json!(6), &all["newest"]));
    let again = listener.take(6).await;
    let mut numbers: Vec<_> = again.iter().map(ToldEvent::sequence).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 6, "those from before it was added as well");
    for event in &told {
        assert!(again.iter().any(|again| again.raw == event.raw), "the very same once more");
    }
    assert_eq!(replay(numbers[5]).await.ok()["queued"], 0);
    assert_eq!(replay(-1).await.problem(), (422, "invalid-request".into()));
}

#[tokio::test]
async fn while_a_secret_is_changed_both_sign() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let (id, old) = hook(&app, &listener, json!({})).await;
    let rotated = app.admin().await.post(&format!("/api/webhooks/{id}/rotate")).send().await.ok();
    let new = text(&rotated["secret"]);
    assert!(new != old && rotated["webhook"]["oldSecretUntil"].is_string());
    begun_and_ended(&app).await;
    let event = listener.next().await;
    assert!(event.signed_by(&old) && event.signed_by(&new));
    listener.take(2).await;
    app.advance(24.0 * 3_600.0);
    begun_and_ended(&app).await;
    let event = listener.next().await;
    assert!(!event.signed_by(&old) && event.signed_by(&new));
    let list = app.admin().await.read("/api/webhooks").await;
    assert!(!list.text().contains("whsec_"), "a secret is shown once");
    assert!(list.ok()["webhooks"][0]["oldSecretUntil"].is_null());
}

#[tokio::test]
async fn a_disabled_endpoint_hears_nothing_and_what_was_for_it_waits() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let admin = app.admin().await;
    let (id, _) = hook(&app, &listener, json!({})).await;
    let path = format!("/api/webhooks/{id}");
    let patch = async |body: Value| admin.request("PATCH", &path).json(&body).send().await.ok();
    let disabled = patch(json!({ "enabled": false })).await;
    assert_eq!((&disabled["enabled"], &disabled["disabledWhy"]), (&json!(false), &json!("by_hand")));
    begun_and_ended(&app).await;
    let replay = admin.send(&format!("{path}/replay"), json!({ "after": 0 })).await;
    assert_eq!(replay.problem(), (422, "invalid-request".into()), "nothing is put up for one that is told nothing");
    patch(json!({ "enabled": true, "types": ["session.ended"], "description": " CRM " })).await;
    let ended = begun_and_ended(&app).await;
    let told = listener.next().await;
    assert_eq!((told.kind.as_str(), &told.body["data"]["sessionId"]), ("session.ended", &json!(ended.id)));
    assert!(listener.so_far().is_empty());

    assert_eq!(admin.request("DELETE", &path).send().await.status, 204);
    assert_eq!(admin.request("DELETE", &path).send().await.problem(), (404, "not-found".into()));
    begun_and_ended(&app).await;
    assert!(listener.so_far().is_empty());

    // every change is in the trail
    let trail = printed(app.folder(), &["audit", "verify"]);
    assert!(trail.contains("whole"), "{trail}");
}

#[tokio::test]
async fn addresses_inside_and_types_that_are_none_are_refused() {
    let app = TestApp::spawn().await;
    let admin = app.admin().await;
    let add = async |url: &str, types: Value| admin.send("/api/webhooks", json!({ "url": url, "types": types })).await;
    for url in [
        "http://crm.example/hooks",
        "https://crm.example:9000/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest/",
        "https://user@crm.example/",
        "ftp://crm.example/",
        "http://localhost:8080/",
        "nothing",
        "",
    ] {
        let answer = add(url, Value::Null).await;
        assert_eq!(
            (answer.problem(), answer.pointers()),
            ((422, "invalid-request".into()), vec!["/url".into()]),
            "{url}"
        );
    }
    for types in [json!([]), json!(["session.nothing"]), json!(["endpoint.ping"])] {
        let answer = add("https://crm.example/", types.clone()).await;
        assert_eq!(answer.pointers(), ["/types"], "{types}");
    }
    assert_eq!(add("https://crm.example/", json!(["all"])).await.ok()["webhook"]["types"], Value::Null);
    for query in ["?after=-1&limit=0&types=x&session=y"] {
        let answer = admin.read(&format!("/api/events{query}")).await;
        assert_eq!(answer.pointers(), ["/after", "/limit", "/session", "/types"]);
    }
    assert_eq!(app.supervisor().await.read("/api/events").await.problem(), (403, "forbidden".into()));
    assert_eq!(app.supervisor().await.read("/api/webhooks").await.problem(), (403, "forbidden".into()));
}

#[tokio::test]
async fn the_head_of_the_audit_trail_is_told_every_hour() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    hook(&app, &listener, json!({ "types": ["audit.head"] })).await;
    let first = listener.next().await;
    app.advance(3_600.0);
    let second = listener.next().await;
    assert!(
        first.kind == "audit.head" && second.body["data"]["entry"].as_i64() >= first.body["data"]["entry"].as_i64()
    );
    let api = app.stranger().read("/api/openapi.json").await.ok();
    fits(&api, &json!({ "$ref": "#/components/schemas/AuditHeadEvent" }), &first.body).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shell_manages_endpoints_while_the_service_runs() {
    let mut listener = Listener::start().await;
    let app = spawn().await;
    let shell = |arguments: &[&str]| printed_with(app.folder(), &[&["webhook"], arguments].concat(), &LOCAL);
    let added = shell(&["add", listener.url(), "--types", "session.ended", "--description", "CRM"]);
    let secret = added.split_whitespace().last().expect("a secret").to_owned();
    let list = shell(&["list"]);
    let id = list.split_whitespace().next().expect("an id").to_owned();
    assert!(list.contains("enabled") && list.contains(listener.url()) && !list.contains("whsec_"), "{list}");
    assert!(shell(&["test", &id]).contains("It answered 200"));
    assert!(listener.next().await.signed_by(&secret));
    begun_and_ended(&app).await;
    // the service looks at the rows every second, and tells what happened before it knew
    assert_eq!(listener.next().await.kind, "session.ended");
    until(&app, &id, |webhook| webhook["waiting"] == 0).await;
    assert!(shell(&["replay", &id, "--after", "0"]).contains("1 events"));
    // the shell's clock is the machine's, ours stands still in its past
    app.advance(10.0 * 365.0 * 86_400.0);
    assert_eq!(listener.next().await.kind, "session.ended");
    assert!(shell(&["rotate", &id]).contains("whsec_"));
    shell(&["disable", &id]);
    assert!(shell(&["list"]).contains("by_hand"));
    shell(&["enable", &id]);
    shell(&["update", &id, "--types", "all", "--include-customer"]);
    shell(&["remove", &id]);
    assert_eq!(shell(&["list"]), "");
}

#[tokio::test]
async fn nothing_is_lost_when_the_service_is_killed() {
    let mut listener = Listener::start().await;
    listener.react("*", Reaction::Silence);
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a readable name");
    let settings: Vec<_> = LOCAL.into_iter().chain([("COBROKER_ALLOWED_ORIGINS", SHOP)]).collect();
    let mut demo = Demo::spawn_on(data, &settings);
    let types = "session.started,session.waiting,session.recovering,session.ended";
    let added = printed_with(folder.path(), &["webhook", "add", listener.url(), "--types", types], &LOCAL);
    let secret = added.split_whitespace().last().expect("a secret").to_owned();
    let mut started = Vec::new();
    for round in 0..3 {
        for _ in 0..2 {
            let page = Caller::of(&demo).with("origin", SHOP);
            let answer = page.send("/api/customer/start", json!({})).await.ok();
            let session = Session {
                id: text(&answer["sessionId"]),
                token: text(&answer["token"]),
                pin: String::new(),
                page: Caller::of(&demo),
            };
            let (_customer, _) = Socket::start(&demo, &session).await;
            started.push(session.id);
        }
        // kill -9, with requests under way
        drop(demo);
        if round == 2 {
            listener.react("*", Reaction::Status(200));
        }
        demo = Demo::spawn_on(data, &settings);
    }
    let mut heard: Vec<ToldEvent> = Vec::new();
    let missing = |heard: &[ToldEvent]| {
        let of = |id: &String, kind: &str| {
            heard.iter().any(|told| told.kind == kind && told.body["data"]["sessionId"] == **id)
        };
        started.iter().any(|id| !of(id, "session.started") || !of(id, "session.waiting"))
    };
    while missing(&heard) {
        heard.push(listener.next().await);
    }
    assert!(heard.iter().all(|told| told.signed_by(&secret)));
    // whatever came twice is the same event, and numbers name one event each
    for told in &heard {
        let same: Vec<_> = heard.iter().filter(|other| other.sequence() == told.sequence()).collect();
        assert!(same.iter().all(|other| other.raw == told.raw), "{same:?}");
    }
    assert!(demo.origin().starts_with("http://localhost:"));
}
