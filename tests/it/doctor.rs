//! `cobroker doctor` against set-ups that are broken on purpose: each finding is made by the built program from a real
//! defect, and no finding can be made that is not made here.

use crate::support::stub::{Reply, Stub};
use crate::support::{Demo, Place, TestApp, run_with, text};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use cobroker::clock::{Clock, SystemClock};
use cobroker::doctor::catalogue;
use cobroker::domain::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const KEY: &str = "aB3dEfGhIjKlMnOpQrStUv";
const SECRET: &str = "k7Qz93hFw2LmX8vB4nTyp5Rs71dGj6Kc";
const API_KEY: &str = "zY9xWvUtSrQpOnMlKjIhGf";
const API_SECRET: &str = "V0aN9eUip5Rs71dGj6KcV0aN9eUiTTxx";
const HOOK_SECRET: &str = "w3Hn58cDs0QpR6yT2mKzL9vB";
/// Nobody listens there.
const NOBODY: &str = "http://localhost:1";

/// What doctor said.
struct Said {
    status: i32,
    report: Value,
}

impl Said {
    fn slugs(&self) -> BTreeSet<String> {
        self.report["findings"].as_array().expect("findings").iter().map(|finding| text(&finding["slug"])).collect()
    }

    #[track_caller]
    fn has(&self, slugs: &[&str]) -> &Self {
        let found = self.slugs();
        for slug in slugs {
            assert!(found.contains(*slug), "{slug} is not in {found:?}");
        }
        self
    }

    fn of(&self, slug: &str) -> &Value {
        self.report["findings"].as_array().unwrap().iter().find(|finding| finding["slug"] == slug).expect(slug)
    }
}

/// Runs doctor off the test's thread, whose servers it asks.
async fn doctor(data: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Said {
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let arguments = own(&[&["doctor", "--json"], arguments].concat());
    let data_dir = ("COBROKER_DATA_DIR".to_owned(), data.to_str().expect("a readable name").to_owned());
    // another program may be on the usual port
    let mut all = vec![data_dir, ("COBROKER_LISTEN".to_owned(), "127.0.0.1:1".to_owned())];
    all.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let folder = data.to_owned();
    let running = tokio::task::spawn_blocking(move || {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let settings: Vec<_> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        run_with(&folder, &arguments, &settings)
    });
    let output = running.await.expect("it runs");
    let printed = String::from_utf8(output.stdout).expect("text");
    let report = serde_json::from_str(&printed)
        .unwrap_or_else(|error| panic!("{error}: {printed} {}", String::from_utf8_lossy(&output.stderr)));
    Said { status: output.status.code().expect("it ends by itself"), report }
}

/// A folder as the service makes it, with a database that is up to date.
fn ready_folder() -> TempDir {
    let folder = private_folder();
    let data = folder.path().to_str().expect("a readable name");
    assert!(run_with(folder.path(), &["migrate"], &[("COBROKER_DATA_DIR", data)]).status.success());
    folder
}

fn private_folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn database(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("cobroker.db")).expect("a database")
}

fn now() -> i64 {
    SystemClock.now().timestamp()
}

/// Every finding, from every broken set-up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_finding_has_a_set_up_that_makes_it_and_there_are_no_others() {
    let (settings, addresses, pages) = tokio::join!(of_settings(), of_addresses(), of_pages());
    let files = of_files().await;
    let made: BTreeSet<_> = [settings, addresses, pages, files].into_iter().flatten().collect();
    let known: BTreeSet<_> = catalogue::ALL.iter().map(|kind| kind.slug.to_owned()).collect();
    assert_eq!(made, known, "not made: {:?}", known.difference(&made).collect::<Vec<_>>());
}

async fn of_settings() -> BTreeSet<String> {
    let folder = private_folder();
    let mut made = BTreeSet::new();
    let quoted = format!("\"{SECRET}\"");
    let said = doctor(
        folder.path(),
        &[],
        &[
            ("ZOOM_SDK_KEY", "your_sdk_key_goes_here"),
            ("SDK_KEY", KEY),
            ("ZOOM_SDK_SECRET", &quoted),
            ("ZOOM_API_KEY", "abc"),
            ("ZOOM_API_SECRET", API_SECRET),
            ("ZOOM_API_BASE_URL", "http://localhost:1/v2"),
            ("VITE_ZOOM_SDK_SECRET", SECRET),
            ("COBROKER_PIN_DIGITS", "99"),
            ("COBROKER_TRUSTED_PROXY", "10.0.0.1"),
            ("COBROKER_MAX_SESSION_SECONDS", "60"),
            ("ZOOM_SDK_VERSION", "latest"),
            ("COBROWSE_BASE_URL", NOBODY),
            ("COBROKER_ALLOWED_ORIGINS", "http://shop.example"),
        ],
    )
    .await;
    said.has(&[
        "credentials-sample",
        "credentials-spoilt",
        "credentials-short",
        "credentials-twice",
        "secret-in-front-end",
        "setting-invalid",
        "setting-doubtful",
        "windows-contradict",
        "engine-unreachable",
        "rest-unreachable",
        "webhook-secret-missing",
        "host-site-http",
    ]);
    assert_eq!(said.status, 2);
    assert!(!said.report.to_string().contains(SECRET), "no finding shows a secret");
    made.extend(said.slugs());

    let missing = doctor(folder.path(), &[], &[("COBROKER_ENGINE", "zoom"), ("COBROWSE_BASE_URL", NOBODY)]).await;
    made.extend(missing.has(&["credentials-missing"]).slugs());
    let mixed = [
        ("ZOOM_SDK_KEY", SECRET),
        ("ZOOM_SDK_SECRET", KEY),
        ("ZOOM_API_KEY", SECRET),
        ("ZOOM_API_SECRET", API_SECRET),
        ("ZOOM_API_BASE_URL", "http://localhost:1/v2"),
        ("COBROWSE_BASE_URL", NOBODY),
    ];
    made.extend(doctor(folder.path(), &[], &mixed).await.has(&["credentials-swapped", "credentials-mixed"]).slugs());
    made.extend(of_tokens(folder.path()).await);
    made
}

/// Tokens that another server made, as support gets them sent.
async fn of_tokens(folder: &Path) -> BTreeSet<String> {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = json!({"sdkKey": KEY, "role_type": "1", "iat": now() - 100, "exp": now() - 40, "user_id": "u"});
    let wrong = format!("{}.{}.c2ln", part(json!({"alg": "HS256", "typ": "JWT"})), part(claims));
    let settings = [("ZOOM_SDK_KEY", KEY), ("ZOOM_SDK_SECRET", SECRET), ("COBROKER_ENGINE", "builtin")];
    let mut made = BTreeSet::new();
    for (token, slugs) in [
        ("not a token", &["token-malformed"][..]),
        (&wrong, &["token-signature", "token-claims", "token-life", "token-time"]),
    ] {
        let file = folder.join("token");
        std::fs::write(&file, token).expect("a file");
        let said = doctor(folder, &["--token", file.to_str().expect("a name")], &settings).await;
        assert_eq!(said.has(slugs).status, 2);
        made.extend(said.slugs());
    }
    made
}

async fn of_files() -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    let folder = private_folder();
    let unreadable = [("DATABASE_URL", "sqlite:.")];
    made.extend(doctor(folder.path(), &[], &unreadable).await.has(&["database-unreadable"]).slugs());

    std::fs::write(folder.path().join("plain"), "no folder").expect("a file");
    let barred = doctor(folder.path(), &[], &[("DATABASE_URL", "sqlite:plain/data.db")]).await;
    made.extend(barred.has(&["database-read-only"]).slugs());

    std::fs::write(folder.path().join("cobroker.db"), "once upon a time, ".repeat(400)).expect("a file");
    made.extend(doctor(folder.path(), &[], &[]).await.has(&["database-corrupt"]).slugs());

    let folder = private_folder();
    database(folder.path()).execute_batch("PRAGMA journal_mode = DELETE; CREATE TABLE x (y)").expect("a table");
    set_mode(&folder.path().join("cobroker.db"), 0o444);
    let old = ["database-outdated", "database-read-only", "database-not-wal", "data-open-to-others"];
    made.extend(doctor(folder.path(), &[], &[]).await.has(&old).slugs());

    let folder = ready_folder();
    crowd(folder.path()).await;
    let seen = doctor(folder.path(), &["--min-free", "1000000000000"], &[]).await;
    seen.has(&["clock-behind-database", "pins-guessable", "disk-nearly-full"]);
    assert_eq!(seen.status, 1, "warnings only: {:?}", seen.slugs());
    assert_eq!(seen.of("pins-guessable")["paste"], "COBROKER_PIN_DIGITS=7");
    made.extend(seen.slugs());

    let newer = "INSERT INTO schema_migrations VALUES (999, '0999_later', zeroblob(32), 0)";
    database(folder.path()).execute(newer, []).expect("a row");
    made.extend(doctor(folder.path(), &[], &[]).await.has(&["database-newer"]).slugs());
    made
}

fn set_mode(file: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).expect("our own file");
}

/// A hundred and one sessions that nobody ended, and an entry of tomorrow's.
async fn crowd(folder: &Path) {
    let rows = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 101)
        INSERT INTO sessions (id, version, user_id, customer_name, identified, customer_expected, state, created_at, latest_end,
            customer_seen_at, deadline, pin_used, pins_reported, report_token)
        SELECT 'session-' || i, 1, 'u', 'Anonymous', 0, 0, 'starting', 1, 2, 1, 2, 0, 0, randomblob(32) FROM n";
    let database = database(folder);
    database.execute(rows, []).expect("sessions");
    let tomorrow = (now() + 86_400) * 1000;
    let entry = "INSERT INTO timeline VALUES (1, NULL, ?1, 'signed_in', 'agent', NULL, '{}', NULL, zeroblob(32))";
    database.execute(entry, [tomorrow]).expect("an entry");
}

async fn of_addresses() -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    let folder = ready_folder();
    let asked = |settings: Vec<(&'static str, String)>| {
        let folder = folder.path().to_owned();
        async move {
            let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
            doctor(&folder, &[], &settings).await
        }
    };
    made.extend(asked(vec![("COBROKER_PUBLIC_URL", NOBODY.into())]).await.has(&["public-unreachable"]).slugs());
    let public = asked(vec![("COBROKER_PUBLIC_URL", "https://0.0.0.0:1".into())]).await;
    made.extend(public.has(&["no-host-sites"]).slugs());

    let other = Stub::serve(vec![("/healthz", Reply::html("ok")), ("/viewer", Reply::html("hello"))]).await;
    let elsewhere =
        asked(vec![("COBROKER_PUBLIC_URL", other.origin()), ("COBROKER_VIEWER_ORIGIN", other.other_origin())]).await;
    made.extend(elsewhere.has(&["public-elsewhere", "viewer-elsewhere"]).slugs());
    let lost =
        asked(vec![("COBROKER_PUBLIC_URL", other.origin()), ("COBROKER_VIEWER_ORIGIN", "http://127.0.0.1:1".into())])
            .await;
    made.extend(lost.has(&["viewer-unreachable"]).slugs());
    made.extend(of_a_bad_proxy().await);
    made.extend(of_the_vendor().await);
    made
}

/// A proxy as it comes when nobody thinks of WebSockets.
async fn of_a_bad_proxy() -> BTreeSet<String> {
    let demo = Demo::spawn(&[]);
    let proxy = Stub::of(Router::new().fallback(pass_on_badly).with_state(demo.origin())).await;
    let data = demo.program.folder.path().join("data");
    let said = doctor(
        &data,
        &[],
        &[("COBROKER_PUBLIC_URL", &proxy.origin()), ("COBROKER_VIEWER_ORIGIN", &text(&demo.ready["viewerOrigin"]))],
    )
    .await;
    said.has(&["proxy-changes-host", "proxy-not-trusted", "proxy-no-websocket", "proxy-buffers"]);
    said.slugs()
}

/// With its own `Host`, without `Upgrade`, and only when the answer is whole.
async fn pass_on_badly(State(to): State<String>, request: Request) -> Response {
    let address = format!("{to}{}", request.uri());
    let asked = reqwest::Client::new().get(address).header("x-forwarded-for", "203.0.113.7").send().await;
    let answer = asked.expect("the service answers");
    let status = StatusCode::from_u16(answer.status().as_u16()).expect("a status");
    let kind = answer.headers().get("content-type").cloned();
    let body = answer.bytes().await.expect("a body");
    let mut response = (status, Body::from(body)).into_response();
    if let Some(kind) = kind {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// Zoom's addresses, played by somebody who is not ready for us.
async fn of_the_vendor() -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    let folder = private_folder();
    let loader = format!("/static/resource/sdk/{KEY}/js");
    let other_clock = DateTime::<Utc>::from_timestamp(now() - 600, 0).expect("a time").to_rfc2822();
    let vendor = Stub::serve(vec![
        (&loader, Reply::script().with("date", &other_clock)),
        ("/v2/cobrowsesdk/live_sessions", Reply::status(401)),
        ("/healthz", Reply::html("ok")),
        ("/webhooks/zoom", Reply::html("ok")),
    ])
    .await;
    let api = format!("{}/v2", vendor.origin());
    let (origin, other) = (vendor.origin(), vendor.other_origin());
    let zoom = |key: &'static str| {
        vec![
            ("ZOOM_SDK_KEY", key),
            ("ZOOM_SDK_SECRET", SECRET),
            ("ZOOM_API_KEY", API_KEY),
            ("ZOOM_API_SECRET", API_SECRET),
            ("ZOOM_WEBHOOK_SECRET", HOOK_SECRET),
            ("ZOOM_SDK_VERSION", "9.9.9"),
            ("COBROKER_PUBLIC_URL", origin.as_str()),
            ("ZOOM_API_BASE_URL", api.as_str()),
            ("COBROWSE_BASE_URL", other.as_str()),
        ]
    };
    let said = doctor(folder.path(), &[], &zoom(KEY)).await;
    said.has(&["sdk-version-refused", "clock-skew", "rest-refused", "webhook-endpoint"]);
    assert!(text(&said.of("clock-skew")["saw"]).contains("ahead of the clock of 127.0.0.1"));
    made.extend(said.slugs());
    made.extend(doctor(folder.path(), &[], &zoom("bC4eFgHiJkLmNoPqRsTuVw")).await.has(&["sdk-key-refused"]).slugs());
    made
}

/// Everything that can be wrong in one page. `other` is where its foreign parts come from, `base` is our own address.
fn bad_page(other: &str, base: &str) -> Reply {
    let page = format!(
        "<!doctype html><title>Shop</title>
         <meta http-equiv='Content-Security-Policy' content=\"img-src *\">
         <script src='{other}/embed.js'></script>
         <script src='{base}/embed.js' integrity='sha384-AAAA'></script>
         <script src='{base}/static/resource/sdk/another-key/js'></script>
         <script>const key = import.meta.env.VITE_KEY; ZoomCobrowseSDK.init({{}})</script>
         <link rel=stylesheet href='{other}/style.css'>
         <img src='{other}/picture.png'>
         <iframe src='{other}/frame'></iframe>
         <form><label>E-mail <input name=email></label><input type=password><input name=q type=search></form>"
    );
    Reply::html(page)
        .with(
            "content-security-policy",
            "script-src 'self' 'nonce-x'; require-trusted-types-for 'script'; frame-ancestors 'self'",
        )
        .with("content-security-policy-report-only", "connect-src 'none'")
}

async fn of_pages() -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    let folder = private_folder();
    let font = "@font-face { font-family: a; src: url(font.woff2) }";
    let other = Stub::serve(vec![
        ("/style.css", Reply::html(font)),
        ("/font.woff2", Reply::status(200)),
        ("/picture.png", Reply::status(200).with("cross-origin-resource-policy", "same-site")),
        ("/frame", Reply::html("<p>Pay here")),
    ])
    .await;
    // our own address: nobody has to answer there for a page to be judged
    let base = format!("http://localhost:{}", other.port);
    let bad = bad_page(&other.other_origin(), &base);
    let page = Stub::serve(vec![("/bad", bad), ("/empty", Reply::html("<p>Hello"))]).await;
    let moved = Stub::serve(vec![("/old", Reply::redirect(&format!("{}/bad", page.origin())))]).await;
    let allowed = format!("http://localhost:3000,http://127.0.0.1:{}", page.port);
    let builtin = [
        ("ZOOM_SDK_KEY", KEY),
        ("ZOOM_SDK_SECRET", SECRET),
        ("COBROKER_ENGINE", "builtin"),
        ("COBROKER_PUBLIC_URL", base.as_str()),
        ("COBROKER_ALLOWED_ORIGINS", allowed.as_str()),
    ];
    let old = format!("{}/old", moved.origin());
    let said = doctor(folder.path(), &[&old, "--mask-selectors", "input:hover"], &builtin).await;
    said.has(&[
        "page-redirects",
        "page-origin-refused",
        "csp-blocks",
        "csp-inline",
        "csp-trusted-types",
        "csp-report-only",
        "snippet-other-broker",
        "snippet-other-key",
        "snippet-integrity",
        "snippet-bundler",
        "frame-without-snippet",
        "asset-not-listed",
        "asset-refused",
        "style-unreadable",
        "field-visible",
        "mask-selector",
    ]);
    assert!(text(&said.of("page-origin-refused")["saw"]).contains("the port differs"));
    let policy = text(&said.of("csp-blocks")["paste"]);
    assert!(policy.contains(&format!("script-src 'self' 'nonce-x' {base}")), "{policy}");
    let fields = said.report["fields"].as_array().unwrap();
    let seen: Vec<_> = fields.iter().map(|field| text(&field["seen"])).collect();
    assert_eq!(seen, ["visible", "always-masked", "visible"]);
    made.extend(said.slugs());

    let plain = format!("http://0.0.0.0:{}/empty", page.port);
    made.extend(doctor(folder.path(), &[&plain], &builtin).await.has(&["page-http", "snippet-missing"]).slugs());
    let gone = format!("{}/gone", page.origin());
    made.extend(doctor(folder.path(), &[&gone], &builtin).await.has(&["page-unreachable"]).slugs());
    let bad = format!("{}/bad", page.origin());
    let zoom = [("ZOOM_SDK_KEY", KEY), ("ZOOM_SDK_SECRET", SECRET), ("COBROWSE_BASE_URL", NOBODY)];
    made.extend(doctor(folder.path(), &[&bad], &zoom).await.has(&["csp-frame-ancestors"]).slugs());
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_healthy_set_up_has_no_finding() {
    let demo = Demo::spawn(&[]);
    let (origin, data) = (demo.origin(), demo.program.folder.path().join("data"));
    let tag = format!("<script async src='{origin}/embed.js'></script>");
    let pixel = Reply::status(200).with("cross-origin-resource-policy", "cross-origin");
    let assets = Stub::serve(vec![("/pixel.png", pixel), ("/frame", Reply::html(tag.clone()))]).await;
    let html = format!(
        "{tag}<img src='{0}/pixel.png'><img src=/own.png><iframe src='{0}/frame'></iframe>
         <form><input type=password><input name=email class=pii-mask><input type=search name=q></form>",
        assets.other_origin()
    );
    let policy = format!(
        "default-src 'self'; script-src 'self' {origin}; connect-src {origin} {}; img-src *; frame-src *",
        origin.replace("http", "ws")
    );
    let page = Stub::serve(vec![("/", Reply::html(html).with("content-security-policy", &policy))]).await;
    let listen = format!("127.0.0.1:{}", demo.address().port());
    let settings = [
        ("COBROKER_LISTEN", listen.as_str()),
        ("COBROKER_ALLOWED_ORIGINS", &page.origin()),
        ("COBROKER_SITE_ASSETS", &assets.other_origin()),
    ];
    let said = doctor(&data, &[&page.origin()], &settings).await;
    assert_eq!((said.slugs(), said.status), (BTreeSet::new(), 0), "{:#}", said.report);
    let passed = said.report["passed"].to_string();
    for check in [
        "WebSockets come through",
        "events come through",
        "the viewer has its address",
        "tokens of both roles",
        "the clock agrees",
    ] {
        assert!(passed.contains(check), "{check} was not looked at: {:#}", said.report);
    }
    let left: i64 = database(&data)
        .query_row("SELECT count(*) FROM settings WHERE name LIKE 'doctor%'", [], |row| row.get(0))
        .expect("settings");
    assert_eq!(left, 0, "doctor takes its word away again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_read_sentences_and_what_cannot_be_looked_at_ends_with_three() {
    let folder = private_folder();
    let data = folder.path().to_str().unwrap();
    let settings = [("COBROKER_DATA_DIR", data), ("COBROKER_PIN_DIGITS", "2")];
    let output = run_with(folder.path(), &["doctor"], &settings);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(printed.contains("A setting makes no sense [setting-invalid]"), "{printed}");
    assert!(printed.contains("COBROKER_PIN_DIGITS must be 6 to 10, not 2."), "{printed}");
    assert!(printed.contains("the database: there is none yet"), "{printed}");
    assert!(!printed.contains('\u{1b}'), "no colour where no terminal is");
    assert!(!folder.path().join("cobroker.db").exists(), "looking makes nothing");
    let odd = run_with(folder.path(), &["doctor", "shop.example"], &settings[..1]);
    assert_eq!(odd.status.code(), Some(3));
    assert!(String::from_utf8(odd.stderr).unwrap().contains("shop.example"));
}

#[tokio::test]
async fn only_doctors_word_is_answered() {
    let app = TestApp::spawn().await;
    let stranger = app.stranger();
    for path in [
        "/api/doctor/x",
        "/api/doctor/00000000000000000000000000000000",
        "/api/doctor/00000000000000000000000000000000/events",
    ] {
        assert_eq!(stranger.read(path).await.problem(), (404, "not-found".into()), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_admin_page_looks_when_it_is_asked_and_not_inside_the_network() {
    let app = TestApp::spawn().await;
    let inside = Stub::serve(vec![("/", Reply::html("<title>the metadata of a cloud"))]).await;
    let supervisor = app.browser("sue", Role::Supervisor).await;
    let before = supervisor.read("/admin/doctor").await;
    assert!(before.status == 200 && before.text().contains("Nothing was looked at yet"));
    let other = app.browser("sid", Role::Supervisor).await;
    let report = other.submit("/admin/doctor", &[]).await;
    assert!(report.status == 200 && report.text().contains("WebSockets come through"), "{}", report.text());
    for address in [
        format!("http://0.0.0.0:{}/", inside.port),
        "http://169.254.169.254/latest".into(),
        "http://10.0.0.1/".into(),
        "http://[::ffff:127.0.0.1]/".into(),
    ] {
        let refused = supervisor.submit("/admin/doctor/page", &[("url", &address), ("mask_selectors", "")]).await;
        assert!(
            refused.status == 200 && refused.text().contains("not a public address"),
            "{address}: {}",
            refused.text()
        );
        assert!(!refused.text().contains("metadata of a cloud"));
    }
    let local = supervisor.submit("/admin/doctor/page", &[("url", &inside.origin()), ("mask_selectors", "")]).await;
    assert!(local.text().contains("The page does not load cobroker"), "a demo's own machine: {}", local.text());
    let odd = supervisor.submit("/admin/doctor/page", &[("url", "shop.example"), ("mask_selectors", "")]).await;
    assert!(odd.status == 422 && odd.text().contains("the whole address"), "{}", odd.text());
    let mut more = 0;
    while supervisor.submit("/admin/doctor/page", &[("url", "x"), ("mask_selectors", "")]).await.status != 429 {
        more += 1;
        assert!(more < 30, "six looks a minute are enough");
    }
    let agent = app.browser("ada", Role::Agent).await;
    for answer in [agent.read("/admin/doctor").await, agent.submit("/admin/doctor", &[]).await] {
        assert_eq!(answer.status, 403);
    }
}
