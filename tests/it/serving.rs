//! How the service answers, whatever it is asked.

use crate::support::{Caller, Place, SHOP, Socket, TestApp, text};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};
use std::time::Duration;

const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// The directives of an answer's policy.
fn policy(answer: &crate::support::Answer) -> Vec<String> {
    answer.header("content-security-policy").split("; ").map(str::to_owned).collect()
}

#[tokio::test]
async fn every_kind_of_answer_carries_the_headers() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    let sdk = format!("/static/resource/sdk/{}/js", app.sdk_key());
    let asset = asset_of(&stranger).await;
    let paths = [
        "/",
        "/login",
        "/docs",
        "/agent",
        "/customer",
        "/nowhere",
        "/api/config",
        "/api/nowhere",
        "/api/session/list",
        "/api/openapi.json",
        "/healthz",
        "/readyz",
        "/metrics",
        &sdk,
        &asset,
        "/sdkapi/zcb/frame-templates/desk",
    ];
    for path in paths {
        let answer = stranger.read(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        let shared = if path == sdk { "cross-origin" } else { "same-origin" };
        assert_eq!(answer.header("cross-origin-resource-policy"), shared, "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(answer.header("server"), "", "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: this is http");
        assert!(!answer.header("content-security-policy").is_empty(), "{path}");
        let framed = path.ends_with("/desk");
        assert_eq!(answer.header("x-frame-options"), if framed { "" } else { "DENY" }, "{path}");
        let kind = answer.header("content-type");
        if kind.starts_with("text/html") || kind.contains("json") || answer.status == 303 {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

/// The address of a bundled script, from a page that uses it.
async fn asset_of(caller: &Caller) -> String {
    let page = caller.read("/login").await.text();
    let start = page.find("/assets/").expect("a page uses assets");
    page[start..].split(['"', '\'']).next().expect("an address").to_owned()
}

#[tokio::test]
async fn each_page_has_the_policy_of_its_kind() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    for path in ["/api/config", "/healthz", "/api/nowhere"] {
        assert_eq!(stranger.read(path).await.header("content-security-policy"), DATA_POLICY, "{path}");
    }
    for path in ["/login", "/nowhere"] {
        let policy = policy(&stranger.read(path).await);
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(&part.to_owned()), "{path}: {part} is not in {policy:?}");
        }
    }
    let desk = policy(&stranger.read("/sdkapi/zcb/frame-templates/desk").await);
    assert!(desk.contains(&format!("frame-src 'self' {}", app.viewer_origin())), "{desk:?}");
    assert!(desk.contains(&"frame-ancestors 'self'".to_owned()), "{desk:?}");
}

#[tokio::test]
async fn the_viewers_nonce_is_new_every_time() {
    let app = TestApp::spawn().await;
    let viewer = app.stranger().at(&app.viewer_origin());
    let nonce = async || {
        let answer = viewer.read("/viewer").await;
        let found = policy(&answer).into_iter().find(|part| part.starts_with("script-src 'nonce-"));
        let nonce = found.expect("scripts need a nonce");
        let value = nonce.split('\'').nth(1).unwrap().trim_start_matches("nonce-").to_owned();
        let parts = policy(&answer);
        assert!(parts.contains(&format!("frame-ancestors {}", app.origin())), "{parts:?}");
        value
    };
    assert_ne!(nonce().await, nonce().await);
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    let app = TestApp::spawn().await;
    for path in ["/nowhere", "/admin/nowhere", "/login/x", "/apix"] {
        let answer = app.stranger().read(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.header("content-type").starts_with("text/html"), "{path}");
        assert!(answer.text().contains("<h1"), "{path}");
    }
    for path in ["/api", "/api/", "/api/nowhere", "/api/sessions/x/y", "/sdkapi/zcb/nowhere", "/assets/nowhere.js"] {
        let answer = app.stranger().read(path).await;
        assert_eq!(answer.problem(), (404, "not-found".into()), "{path}");
        let problem = answer.json();
        assert!(problem["requestId"].is_string() && problem["instance"].is_string(), "{problem}");
        assert_eq!(problem["status"], 404);
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_which_are_right() {
    let app = TestApp::spawn().await;
    for (method, path, allow) in [
        ("GET", "/api/customer/start", "POST"),
        ("DELETE", "/api/agent/connect", "POST"),
        ("POST", "/api/session/list", "GET"),
        ("PUT", "/api/config", "GET"),
    ] {
        let answer = app.page().request(method, path).send().await;
        assert_eq!(answer.problem(), (405, "method-not-allowed".into()), "{method} {path}");
        let allowed = answer.header("allow");
        assert!(allowed.split(',').any(|name| name.trim() == allow), "{path}: {allowed}");
    }
    assert_eq!(app.page().request("DELETE", "/login").send().await.status, 405);
}

#[tokio::test]
async fn every_request_has_a_name_of_its_own() {
    let app = TestApp::spawn().await;
    let id = async || text(&app.stranger().read("/api/nowhere").await.json()["requestId"]);
    assert_ne!(id().await, id().await);
}

#[tokio::test]
async fn what_is_too_long_is_refused() {
    let app = TestApp::spawn().await;
    let long = format!("/api/session/list?q={}", "x".repeat(4_100));
    assert_eq!(app.supervisor().await.read(&long).await.problem(), (414, "uri-too-long".into()));
    let mut many = app.stranger().get("/healthz");
    for n in 0..80 {
        many = many.header(&format!("x-many-{n}"), "1");
    }
    assert_eq!(many.send().await.status, 431);
}

#[tokio::test]
async fn the_viewers_host_shows_the_viewer_and_nothing_else() {
    let app = TestApp::spawn().await;
    let (pages, viewer) = (app.stranger(), app.stranger().at(&app.viewer_origin()));
    assert_eq!(viewer.read("/viewer").await.status, 200);
    assert_eq!(pages.read("/viewer").await.status, 404);
    let asset = asset_of(&pages).await;
    assert_eq!(viewer.read(&asset).await.status, 200);
    let paths = [
        "/",
        "/login",
        "/agent",
        "/admin",
        "/customer",
        "/docs",
        "/api/config",
        "/api/session/list",
        "/metrics",
        "/api/openapi.json",
        "/sdkapi/zcb/frame-templates/desk",
    ];
    for path in paths {
        assert_eq!(viewer.read(path).await.status, 404, "{path}");
    }
    let cookie = app.browser("ada", cobroker::domain::Role::Agent).await.at(&app.viewer_origin());
    assert_eq!(cookie.read("/api/session/list").await.status, 404, "not even with a cookie");
    let start = viewer.with("origin", SHOP).send("/api/customer/start", serde_json::json!({})).await;
    assert_eq!(start.status, 404);
}

#[tokio::test]
async fn health_and_readiness_say_a_word_and_no_version() {
    let app = TestApp::spawn().await;
    for (path, word) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        let answer = app.stranger().read(path).await;
        assert_eq!((answer.status, answer.text()), (200, word.into()));
    }
}

#[tokio::test]
async fn metrics_are_for_this_machine_or_with_the_token() {
    let app = TestApp::spawn().await;
    assert_eq!(app.stranger().read("/metrics").await.status, 200);
    let app = TestApp::spawn_with(&[("COBROKER_METRICS_TOKEN", "a-token-for-the-metrics-of-this-test")]).await;
    assert_eq!(app.stranger().read("/metrics").await.problem(), (404, "not-found".into()));
    assert_eq!(app.stranger().bearer("wrong").read("/metrics").await.status, 404);
    let reader = app.stranger().bearer("a-token-for-the-metrics-of-this-test");
    assert_eq!(reader.read("/metrics").await.status, 200);
    let app = TestApp::spawn_with(&[("COBROKER_TRUSTED_PROXIES", "127.0.0.1")]).await;
    assert_eq!(app.stranger().read("/metrics").await.status, 404, "behind a proxy everybody would be local");
}

/// The routes in the source of `src/http/api`, from the attributes that describe them, and from any other router.
fn api_routes_in_the_source() -> Vec<String> {
    let mut routes = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/http"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the source is here") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
                let source = std::fs::read_to_string(&path).expect("readable");
                let source = source.split("#[cfg(test)]").next().unwrap_or_default();
                routes.extend(quoted_after(source, ".route(\""));
                routes.extend(quoted_after(source, "path = \""));
            }
        }
    }
    let is_api = |route: &String| route.starts_with("/api/") || route.starts_with("/v2/");
    // what doctor asks itself is nobody else's to call
    let is_own = |route: &String| route == "/api/openapi.json" || route.starts_with("/api/doctor/");
    routes.retain(|route| is_api(route) && !is_own(route));
    routes.sort();
    routes.dedup();
    routes
}

fn quoted_after<'a>(source: &'a str, mark: &'a str) -> impl Iterator<Item = String> + 'a {
    source.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned)
}

#[tokio::test]
async fn the_description_names_every_route_and_every_route_is_there() {
    let app = TestApp::spawn().await;
    let description = app.stranger().read("/api/openapi.json").await.ok();
    let paths = description["paths"].as_object().expect("paths");
    let source = api_routes_in_the_source();
    assert!(source.len() >= 14, "{source:?}");
    let mut described: Vec<_> = paths.keys().cloned().collect();
    described.sort();
    assert_eq!(described, source);
    for (path, item) in paths {
        for method in item.as_object().expect("methods").keys() {
            let real = path.replace("{id}", "019ac000-0000-7000-8000-000000000000");
            let request = app.page().request(&method.to_uppercase(), &real).raw("application/json", "{}");
            let status = request.head().await;
            assert!(![405, 500].contains(&status), "{method} {path}: {status}");
        }
    }
    assert!(app.stranger().read("/docs").await.text().contains("/api/customer/start"), "people can read it as well");
}

#[tokio::test]
async fn the_sdk_comes_under_the_right_key_in_any_version() {
    let app = TestApp::spawn().await;
    let key = app.sdk_key();
    for rest in ["", "/2.13.2", "/2.13.x", "/10.0.0"] {
        let answer = app.customer().read(&format!("/static/resource/sdk/{key}/js{rest}")).await;
        assert_eq!(answer.status, 200, "{rest}");
        assert!(answer.header("content-type").contains("javascript"));
        assert!(answer.text().contains("ZoomCobrowseSDK"));
    }
    for path in [
        "/static/resource/sdk/wrong/js".to_owned(),
        format!("/static/resource/sdk/{}/js", key.to_lowercase() + "x"),
        format!("/static/resource/sdk/{key}x/js/2.13.2"),
        format!("/static/resource/sdk/{key}/js/latest"),
        format!("/static/resource/sdk/{key}/js/2.13"),
    ] {
        assert_eq!(app.customer().read(&path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_configuration_says_what_pages_need_and_no_secret() {
    let app = TestApp::spawn().await;
    let config = app.customer().read("/api/config").await.ok();
    assert_eq!((&config["engine"], text(&config["baseUrl"])), (&"builtin".into(), app.origin()));
    assert_eq!((&config["hasSdkSecret"], &config["hasWebhookSecret"]), (&true.into(), &false.into()));
    assert_eq!(config["asksConsent"], true);
    assert_eq!(config["limits"]["agentsPerSession"], 5);
    let keys = std::fs::read_dir(app.folder()).unwrap().map(|entry| entry.unwrap().path());
    let texts = keys.filter_map(|file| std::fs::read_to_string(file).ok());
    for secret in texts.flat_map(|text| text.split(['"', '\n', '=', ' ']).map(str::to_owned).collect::<Vec<_>>()) {
        let is_secret = secret.len() >= 30 && secret != app.sdk_key();
        assert!(!is_secret || !config.to_string().contains(&secret), "the configuration shows {secret}");
    }
}

#[tokio::test]
async fn the_sweeper_makes_in_the_database_what_time_has_made_true() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    app.advance(165.0);
    app.sweep().await;
    let database = rusqlite::Connection::open(app.database()).unwrap();
    let (state, pins): (String, i64) = database
        .query_row("SELECT state, count(pin) FROM sessions WHERE state = 'ended'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("it ended in the database as well");
    assert_eq!((state.as_str(), pins), ("ended", 0), "{}: and its PIN is gone", session.id);
}

#[tokio::test]
async fn overdue_sessions_end_at_the_start_of_the_server() {
    let mut app = TestApp::spawn().await;
    app.waiting_session().await;
    app.stop();
    app.advance(165.0);
    app.restart().await;
    let database = rusqlite::Connection::open(app.database()).unwrap();
    let ended = || -> i64 {
        database.query_row("SELECT count(*) FROM sessions WHERE state = 'ended'", [], |row| row.get(0)).unwrap()
    };
    let swept = async {
        while ended() == 0 {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(3), swept).await.expect("the sweeper begins with the server");
}

#[tokio::test]
async fn a_server_that_stops_is_not_ready_and_tells_its_sockets() {
    let mut app = TestApp::spawn().await;
    let session = app.starting_session().await;
    let (mut customer, _) = Socket::start(&app, &session).await;
    let mut signals = session.page.get(&session.path("/signals")).events().await;
    app.stop();
    assert_eq!(customer.closed().await.0, 1012);
    assert_eq!(signals.next().await, None);
}

#[tokio::test]
async fn the_help_button_is_for_every_website_and_can_be_pinned() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    let facts = stranger.read("/embed.json").await.json();
    let (src, pinned) = (facts["src"].as_str().unwrap(), facts["pinnedSrc"].as_str().unwrap());
    let kept = [(src, "public, max-age=300"), (pinned, "public, max-age=31536000, immutable")];
    for (path, cache) in kept {
        let answer = stranger.read(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        assert!(answer.header("etag").starts_with('"'), "{path}");
    }
    let script = stranger.read(src).await.text();
    assert_eq!(script, stranger.read(pinned).await.text());
    let digest = STANDARD.encode(Sha384::digest(script.as_bytes()));
    assert_eq!(facts["integrity"], format!("sha384-{digest}"));
    for part in parts_of(&script) {
        let answer = stranger.read(&format!("/assets/{part}")).await;
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*".into()), "{part}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{part}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{part}");
    }
    let types = stranger.read("/embed.d.ts").await;
    assert_eq!((types.status, types.header("content-type")), (200, "text/plain; charset=utf-8".into()));
    assert_eq!(stranger.read("/embed/000000000000.js").await.status, 404, "another build's");
}

/// The files that the help button fetches, as it names them.
fn parts_of(script: &str) -> Vec<&str> {
    let named: Vec<_> = script.split('"').filter(|text| text.starts_with("embed-") && text.contains('.')).collect();
    assert!(named.len() >= 2, "{named:?}");
    named
}
