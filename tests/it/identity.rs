//! Customers whom their website vouches for, and assertions that are not accepted.

use crate::support::{Answer, BackEnd, Caller, Place, SHOP, Session, Socket, TestApp, text};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cobroker::domain::Role;
use cobroker::identity::By;
use futures_util::future::join_all;
use serde_json::{Value, json};

const START: &str = "/api/customer/start";

/// A server that knows the site "shop", and that site's back end.
async fn shop() -> (TestApp, BackEnd) {
    let (app, back_end) = (TestApp::spawn().await, BackEnd::ed25519("shop"));
    app.host_site("shop", &[SHOP, "https://www.shop.example"], Some(back_end.key)).await;
    (app, back_end)
}

async fn start(caller: &Caller, identity: &str) -> Answer {
    caller.send(START, json!({ "identity": identity })).await
}

#[track_caller]
fn assert_refused(answer: &Answer, detail: &str) {
    assert_eq!(answer.problem(), (422, "identity-not-accepted".into()));
    let told = text(&answer.json()["detail"]);
    assert!(told.contains(detail), "{told:?} should speak of {detail:?}");
}

async fn sessions(app: &TestApp) -> usize {
    app.supervisor().await.read("/api/session/list").await.ok()["sessions"].as_array().expect("a list").len()
}

#[tokio::test]
async fn whoever_a_site_vouches_for_is_identified_everywhere() {
    let app = TestApp::spawn().await;
    for back_end in [BackEnd::ed25519("one"), BackEnd::p256("two"), BackEnd::secret("three")] {
        let origin = format!("https://{}.example", back_end.site);
        app.host_site(back_end.site, &[&origin], Some(back_end.key)).await;
        let page = app.stranger().with("origin", &origin);
        let identity = back_end.vouches(&app, "customer-4711", "Ada Lovelace");
        let started =
            page.send(START, json!({ "identity": identity, "userName": "Somebody Else", "userId": "x" })).await;
        assert_eq!(started.status, 201, "{}", started.text());
        let id = text(&started.json()["sessionId"]);

        let seen = app.see(&id).await;
        let customer = json!({ "userId": "customer-4711", "userName": "Ada Lovelace", "identified": true });
        assert_eq!((&seen["customer"], &seen["site"]), (&customer, &json!(back_end.site)));
        let claims = text(&started.json()["token"]).split('.').nth(1).map(|part| URL_SAFE_NO_PAD.decode(part).unwrap());
        let claims: Value = serde_json::from_slice(&claims.unwrap()).unwrap();
        assert_eq!((&claims["user_id"], &claims["user_name"]), (&json!("customer-4711"), &json!("Ada Lovelace")));
        let page = app.browser("sam", Role::Supervisor).await.read(&format!("/admin/sessions/{id}")).await.text();
        assert!(page.contains("vouch for this name\" hidden>anonymous"), "the mark is hidden");
        let timeline = app.supervisor().await.read(&format!("/api/sessions/{id}/timeline")).await.ok();
        assert_eq!(timeline["entries"][0]["data"], json!({ "identified": true, "site": back_end.site }));
    }
}

#[tokio::test]
async fn agents_are_told_who_is_vouched_for() {
    let (app, back_end) = shop().await;
    let started = start(&app.customer(), &back_end.vouches(&app, "4711", "Ada Lovelace")).await.ok();
    let page = app.customer().bearer(&text(&started["reportToken"]));
    let (id, token) = (text(&started["sessionId"]), text(&started["token"]));
    let mut session = Session { id, token, pin: String::new(), page };
    let (_customer, welcome) = Socket::start(&app, &session).await;
    session.pin = text(&welcome["pincode"]);
    let connected = app.agent("ada").await.connect(&session.pin).await.ok();
    assert_eq!(connected["customer"]["identified"], true);
    let mut desk = Socket::desk_with(&app, &text(&connected["token"])).await;
    let welcome = desk.expect("welcome").await;
    assert_eq!((&welcome["customerName"], &welcome["customerIdentified"]), (&json!("Ada Lovelace"), &json!(true)));
}

#[tokio::test]
async fn without_an_assertion_a_customer_is_anonymous_whatever_they_type() {
    let (app, back_end) = shop().await;
    let started = app.customer().send(START, json!({ "userName": "Ada Lovelace", "userId": "4711" })).await.ok();
    let seen = app.see(&text(&started["sessionId"])).await;
    assert_eq!((&seen["customer"]["identified"], &seen["site"]), (&json!(false), &json!("shop")));

    // what the site did not say is not shown as if it had
    let mut claims = back_end.claims(&app, "4711", "");
    claims.as_object_mut().unwrap().remove("name");
    let identity = back_end.sign(&back_end.header(), &claims);
    let started = app.customer().send(START, json!({ "identity": identity, "userName": "The Director" })).await.ok();
    let customer = &app.see(&text(&started["sessionId"])).await["customer"];
    assert_eq!((&customer["userName"], &customer["identified"]), (&json!("4711"), &json!(true)));
}

#[tokio::test]
async fn a_long_subject_has_a_short_form_that_stays() {
    let (app, back_end) = shop().await;
    let subject = format!("https://login.shop.example/users/{}", "x".repeat(80));
    let mut ids = Vec::new();
    for _ in 0..2 {
        let started = start(&app.customer(), &back_end.vouches(&app, &subject, "Ada")).await.ok();
        ids.push(text(&app.see(&text(&started["sessionId"])).await["customer"]["userId"]));
    }
    assert_eq!(ids[0], ids[1]);
    assert!(ids[0].len() <= 35 && ids[0].starts_with("sub-"), "{}", ids[0]);
}

#[tokio::test]
async fn an_assertion_is_good_once_even_after_a_restart() {
    let (mut app, back_end) = shop().await;
    let identity = back_end.vouches(&app, "4711", "Ada");
    assert_eq!(start(&app.customer(), &identity).await.status, 201);
    assert_refused(&start(&app.customer(), &identity).await, "used already");
    app.restart().await;
    assert_refused(&start(&app.customer(), &identity).await, "used already");
    assert_eq!(sessions(&app).await, 1);
    app.advance(200.0);
    assert_refused(&start(&app.customer(), &identity).await, "expired");
}

#[tokio::test]
async fn of_many_starts_with_one_assertion_one_happens() {
    let (app, back_end) = shop().await;
    let (page, identity) = (app.customer(), back_end.vouches(&app, "4711", "Ada"));
    let answers = join_all((0..40).map(|_| start(&page, &identity))).await;
    let started = answers.iter().filter(|answer| answer.status == 201).count();
    for refused in answers.iter().filter(|answer| answer.status != 201) {
        assert_refused(refused, "used already");
    }
    assert_eq!((started, sessions(&app).await), (1, 1));
}

/// What is done to a good assertion, and what the developer is told.
fn wrong_claims(app: &TestApp) -> Vec<(&'static str, Value, &'static str)> {
    let now = app.now().timestamp();
    vec![
        ("iss", json!("other"), "`iss` must be \"shop\""),
        ("iss", json!("blog"), "`iss` must be \"shop\""),
        ("iss", Value::Null, "`iss`"),
        ("aud", json!("https://elsewhere.example"), "`aud` must be \"http://localhost:"),
        ("aud", Value::Null, "`aud`"),
        ("sub", json!(""), "`sub` must be 1 to 128"),
        ("sub", json!("x".repeat(129)), "`sub`"),
        ("name", json!("a\u{202e}b"), "`name`"),
        ("iat", json!(now + 31), "future"),
        ("exp", json!(now + 301), "300 seconds"),
        ("exp", json!("soon"), "`exp`"),
        ("nbf", json!(now + 60), "future"),
        ("jti", Value::Null, "`jti`"),
        ("jti", json!("x".repeat(65)), "`jti`"),
    ]
}

#[tokio::test]
async fn what_is_wrong_is_told_and_nothing_is_started() {
    let (app, back_end) = shop().await;
    app.host_site("blog", &["https://blog.example"], Some(BackEnd::secret("blog").key)).await;
    let page = app.customer();
    for (claim, value, detail) in wrong_claims(&app) {
        let mut claims = back_end.claims(&app, "4711", "Ada");
        claims[claim] = value;
        assert_refused(&start(&page, &back_end.sign(&back_end.header(), &claims)).await, detail);
    }
    let claims = back_end.claims(&app, "4711", "Ada");
    for (header, detail) in [
        (json!({ "alg": "EdDSA", "typ": "JWT" }), "`typ`"),
        (json!({ "alg": "EdDSA" }), "`typ`"),
        (json!({ "alg": "none", "typ": "cobroker-identity+jwt" }), "EdDSA"),
        (json!({ "alg": "HS256", "typ": "cobroker-identity+jwt" }), "EdDSA"),
        (json!({ "alg": "EdDSA", "typ": "cobroker-identity+jwt", "crit": ["x"] }), "`crit`"),
    ] {
        assert_refused(&start(&page, &back_end.sign(&header, &claims)).await, detail);
    }
    for other in [BackEnd::p256("shop"), BackEnd::secret("shop"), BackEnd::secret("blog")] {
        assert_refused(&start(&page, &other.vouches(&app, "4711", "Ada")).await, "EdDSA");
    }
    let good = back_end.vouches(&app, "4711", "Ada");
    let (message, _) = good.rsplit_once('.').unwrap();
    let other = back_end.vouches(&app, "4712", "Eve");
    let (_, other_signature) = other.rsplit_once('.').unwrap();
    assert_refused(&start(&page, &format!("{message}.{other_signature}")).await, "signature");
    for malformed in ["", "a.b", "a.b.c", "not a token", message, &format!("{good}."), &"x".repeat(5_000)] {
        assert_refused(&start(&page, malformed).await, "compact JWS");
    }
    let secret = BackEnd::secret("blog");
    let from_blog = app.stranger().with("origin", "https://blog.example");
    let answer = start(&from_blog, &back_end.vouches(&app, "4711-secret", "Ada")).await;
    assert_refused(&answer, "HS256");
    assert!(!answer.text().contains(secret.key) && !answer.text().contains("4711-secret"), "it repeats nothing");
    assert_eq!(sessions(&app).await, 0);
}

#[tokio::test]
async fn the_site_is_the_pages_or_else_the_issuer() {
    let (app, back_end) = shop().await;
    let blog = BackEnd::p256("blog");
    app.host_site("blog", &["https://blog.example"], Some(blog.key)).await;
    app.host_site("plain", &["https://plain.example"], None).await;
    let at = |origin: &str| app.stranger().with("origin", origin);
    let vouched = |back_end: &BackEnd| back_end.vouches(&app, "4711", "Ada");

    for origin in [SHOP, "https://www.shop.example"] {
        assert_eq!(start(&at(origin), &vouched(&back_end)).await.status, 201, "{origin}");
    }
    assert_refused(&start(&at("https://blog.example"), &vouched(&back_end)).await, "signed with ES256");
    assert_refused(&start(&at("https://plain.example"), &vouched(&back_end)).await, "has no identity key");
    assert_refused(&start(&at("http://localhost:3000"), &vouched(&back_end)).await, "belongs to no site");
    assert_refused(&start(&at(&app.origin()), &vouched(&back_end)).await, "belongs to no site");
    let foreign = start(&at("https://evil.example"), &vouched(&back_end)).await;
    assert_eq!(foreign.problem(), (403, "origin-not-allowed".into()));

    // a server has no origin
    let server = app.stranger();
    let started = start(&server, &vouched(&blog)).await.ok();
    assert_eq!(app.see(&text(&started["sessionId"])).await["site"], "blog");
    assert_refused(&start(&server, &vouched(&BackEnd::p256("nowhere"))).await, "`iss` must be the id");
    let mut claims = blog.claims(&app, "4711", "Ada");
    claims["iss"] = json!("../blog");
    assert_refused(&start(&server, &blog.sign(&blog.header(), &claims)).await, "`iss` must be the id");
    app.sites.disable(&By::Shell, &"blog".parse().unwrap()).await.unwrap();
    assert_refused(&start(&server, &vouched(&blog)).await, "not disabled");
}

#[tokio::test]
async fn a_session_that_a_server_started_is_for_its_sites_pages() {
    let (app, back_end) = shop().await;
    app.host_site("blog", &["https://blog.example"], None).await;
    let started = start(&app.stranger(), &back_end.vouches(&app, "4711", "Ada")).await.ok();
    let hello = json!({
        "type": "hello", "version": 1, "sdkKey": app.sdk_key(), "page": { "url": "https://shop.example/" },
        "start": { "token": started["token"] },
    });
    for elsewhere in ["https://blog.example", "http://localhost:3000"] {
        let mut socket = Socket::customer(&app, elsewhere).await.unwrap();
        socket.say(hello.clone()).await;
        assert_eq!(socket.refused().await, (2001, 4401), "{elsewhere}");
    }
    let mut socket = Socket::customer(&app, "https://www.shop.example").await.unwrap();
    socket.say(hello).await;
    socket.expect("welcome").await;
}

#[tokio::test]
async fn a_new_key_takes_the_place_of_the_old_one() {
    let (app, before) = shop().await;
    let after = BackEnd::secret("shop");
    let change =
        cobroker::sites::SiteChange { identity_key: Some(Some(after.key.parse().unwrap())), ..Default::default() };
    app.sites.update(&By::Shell, &"shop".parse().unwrap(), change).await.unwrap();
    assert_refused(&start(&app.customer(), &before.vouches(&app, "4711", "Ada")).await, "HS256");
    assert_eq!(start(&app.customer(), &after.vouches(&app, "4711", "Ada")).await.status, 201);
}

#[tokio::test]
async fn what_a_site_said_of_a_customer_is_forgotten() {
    let (app, back_end) = shop().await;
    let (subject, long) = ("crm-customer-88410", "crm-customer-with-a-rather-long-subject-88411");
    for sub in [subject, long] {
        let started = start(&app.customer(), &back_end.vouches(&app, sub, "Marit Solheim")).await.ok();
        let session = json!({ "sessionId": started["sessionId"] });
        let page = app.customer().bearer(&text(&started["reportToken"]));
        page.send(&format!("/api/sessions/{}/pin", text(&started["sessionId"])), json!({ "pincode": "482913" }))
            .await
            .ok();
        app.supervisor().await.send("/api/session/revoke", session).await.ok();
    }
    assert!(rows(&app).contains(subject) && rows(&app).contains("Marit Solheim"), "they are kept at first");
    assert!(!rows(&app).contains(long), "a long one never is");
    app.advance(31.0 * 86_400.0);
    app.forget().await;
    let left = rows(&app);
    for personal in [subject, long, "Marit Solheim", "sub-"] {
        assert!(!left.contains(personal), "{personal} is still there");
    }
    assert!(left.contains("\"site\":\"shop\""), "that it was this site's session stays known");
}

/// Every text of every table, as it stands.
fn rows(app: &TestApp) -> String {
    let database = rusqlite::Connection::open(app.database()).unwrap();
    let mut tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut all = String::new();
    for name in names {
        let mut statement = database.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                if let Ok(text) = row.get::<_, String>(column) {
                    all.push_str(&text);
                    all.push('\n');
                }
            }
        }
    }
    all
}
