//! Host sites: whose pages are listened to, what they are told, and who manages them.

use crate::support::{
    Answer, BackEnd, Caller, PATIENCE, Place, Refusal, SHOP, Session, Socket, TestApp, printed, printed_with, refused,
    text,
};
use cobroker::domain::Role;
use cobroker::domain::site::{Branding, HostSite, MaskDefaults};
use cobroker::identity::By;
use cobroker::sites::SiteChange;
use serde_json::{Value, json};
use std::time::Duration;

const START: &str = "/api/customer/start";
const BLOG: &str = "https://blog.example";

fn at(app: &TestApp, origin: &str) -> Caller {
    app.stranger().with("origin", origin).with("sec-fetch-site", "cross-site")
}

async fn start_at(app: &TestApp, origin: &str) -> Answer {
    at(app, origin).send(START, json!({})).await
}

/// Asks until the status is this one: what another process did is noticed within about a second.
async fn becomes(app: &TestApp, origin: &str, status: u16) {
    let asking = async {
        while start_at(app, origin).await.status != status {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("{origin} does not become {status}"));
}

#[tokio::test]
async fn a_closed_sites_pages_are_refused_at_once() {
    let app = TestApp::spawn().await;
    app.host_site("blog", &[BLOG, "https://www.blog.example"], None).await;
    let blog = "blog".parse().unwrap();
    let started = start_at(&app, BLOG).await.ok();
    let page = at(&app, BLOG).bearer(&text(&started["reportToken"]));
    let session = format!("/api/sessions/{}", text(&started["sessionId"]));
    let beat = json!({ "type": "heartbeat" });
    assert_eq!(page.send(&format!("{session}/events"), beat.clone()).await.status, 202);

    app.sites.disable(&By::Shell, &blog).await.unwrap();
    for origin in [BLOG, "https://www.blog.example"] {
        assert_eq!(start_at(&app, origin).await.problem(), (403, "origin-not-allowed".into()));
        assert_eq!(Socket::customer(&app, origin).await.err(), Some(Refusal(403)));
        let preflight = at(&app, origin).request("OPTIONS", START).header("access-control-request-method", "POST");
        let preflight = preflight.send().await;
        assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (403, String::new()));
        assert_eq!(at(&app, origin).read("/api/config").await.ok()["site"], Value::Null);
    }
    assert_eq!(page.send(&format!("{session}/events"), beat.clone()).await.status, 403);
    assert_eq!(page.read(&format!("{session}/signals")).await.status, 403);
    assert_eq!(start_at(&app, SHOP).await.status, 201, "other sites are as before");

    app.sites.enable(&By::Shell, &blog).await.unwrap();
    assert_eq!(page.send(&format!("{session}/events"), beat).await.status, 202);
}

#[tokio::test]
async fn a_row_rules_over_the_settings() {
    let app = TestApp::spawn().await;
    app.host_site("shop", &[SHOP], None).await;
    app.sites.disable(&By::Shell, &"shop".parse().unwrap()).await.unwrap();
    assert_eq!(start_at(&app, SHOP).await.status, 403, "whoever closes a site means it");
    assert_eq!(start_at(&app, "http://localhost:3000").await.status, 201);
}

#[tokio::test]
async fn what_the_shell_does_holds_in_the_running_server() {
    let app = TestApp::spawn().await;
    let folder = app.folder();
    assert_eq!(start_at(&app, BLOG).await.status, 403);
    printed(folder, &["site", "add", "blog", "--name", "The blog", "--origin", BLOG, "--accent", "#0a5"]);
    becomes(&app, BLOG, 201).await;
    printed(folder, &["site", "update", "blog", "--origin", "https://new.example", "--hint", "Call us"]);
    becomes(&app, "https://new.example", 201).await;
    assert_eq!(start_at(&app, BLOG).await.status, 403, "the origins are these and no others");
    printed(folder, &["site", "disable", "blog"]);
    becomes(&app, "https://new.example", 403).await;
    printed(folder, &["site", "enable", "blog"]);
    becomes(&app, "https://new.example", 201).await;
    assert!(printed(folder, &["audit", "verify"]).contains("whole"));
}

#[tokio::test]
async fn the_shell_shows_and_checks_what_it_is_given() {
    let app = TestApp::spawn().await;
    let folder = app.folder();
    let key = folder.join("key.pem");
    std::fs::write(&key, BackEnd::p256("shop").key).unwrap();
    let private = folder.join("private.pem");
    std::fs::write(&private, include_str!("../fixtures/identity/p256.private.pem")).unwrap();
    let key = key.to_str().unwrap();

    printed(
        folder,
        &["site", "add", "shop", "--origin", "https://SHOP.example:443", "--identity-key", key, "--private-by-default"],
    );
    let shown = printed(folder, &["site", "show", "shop"]);
    for part in ["https://shop.example\n", "ES256", "BEGIN PUBLIC KEY", "by default", "custom_input", "open"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let made = printed(folder, &["site", "update", "shop", "--make-identity-secret", "--private-by-default", "false"]);
    let secret = made.split_whitespace().last().unwrap();
    assert!(secret.starts_with("cbh_") && secret.len() == 47, "{made}");
    let shown = printed(folder, &["site", "show", "shop"]);
    assert!(shown.contains("HS256") && !shown.contains(secret) && !shown.contains("by default"), "{shown}");
    assert!(printed(folder, &["site", "list"]).contains("HS256"));
    let settings =
        [("COBROKER_PUBLIC_URL", "https://support.example"), ("COBROKER_VIEWER_ORIGIN", "https://viewer.example")];
    let tag = |pinned: &[&str]| printed_with(folder, &[&["site", "snippet", "shop"], pinned].concat(), &settings);
    assert_eq!(tag(&[]), "<script async src=\"https://support.example/embed.js\"></script>\n");
    let pinned = tag(&["--pinned"]);
    assert!(pinned.contains("https://support.example/embed/") && pinned.contains(" integrity=\"sha384-"), "{pinned}");
    printed(folder, &["site", "update", "shop", "--no-identity-key"]);
    assert!(printed(folder, &["site", "list"]).contains("anonymous"));

    for (arguments, complaint) in [
        (&["add", "shop", "--origin", BLOG][..], "already"),
        (&["add", "blog", "--origin", "https://shop.example"], "belongs to the site shop"),
        (&["add", "blog"], "needs an origin"),
        (&["add", "Blog", "--origin", BLOG], "lower-case"),
        (&["add", "blog", "--origin", "https://blog.example/"], "no path"),
        (&["add", "blog", "--origin", "*"], "no path"),
        (&["add", "blog", "--origin", BLOG, "--accent", "red"], "--accent"),
        (&["add", "blog", "--origin", BLOG, "--mask-css", "["], "--mask-css"),
        (&["add", "blog", "--origin", BLOG, "--position", "middle"], "--position"),
        (&["add", "blog", "--origin", BLOG, "--unmask-css", "main"], "private by default"),
        (&["add", "blog", "--origin", "http://localhost:8080"], "this service itself"),
        (&["update", "shop", "--identity-key", private.to_str().unwrap()], "private key"),
        (&["show", "nowhere"], "no site with the id nowhere"),
        (&["snippet", "nowhere"], "no site"),
    ] {
        let arguments: Vec<_> = std::iter::once("site").chain(arguments.iter().copied()).collect();
        assert!(refused(folder, &arguments).contains(complaint), "{arguments:?} should speak of {complaint}");
    }
    assert_eq!(app.sites.list().await.unwrap().len(), 1);
}

/// Where a page may be, and whether it is listened to.
fn origins(app: &TestApp) -> Vec<(String, bool)> {
    let known = [app.origin(), SHOP.to_owned(), BLOG.to_owned(), "https://www.blog.example:8443".to_owned()];
    let others = [
        "https://closed.example",
        "http://blog.example",
        "https://blog.example:8443",
        "https://www.blog.example",
        "https://blog.example.evil.example",
        "https://evilblog.example",
        "null",
        "garbage",
        "https://blog.example, https://shop.example",
    ];
    let viewer = (app.viewer_origin(), false);
    let known = known.into_iter().map(|origin| (origin, true));
    known.chain(others.into_iter().map(|origin| (origin.to_owned(), false))).chain([viewer]).collect()
}

/// Routes of customers' pages, from the description: method and path.
async fn customer_routes(app: &TestApp) -> Vec<(String, String)> {
    let description = app.stranger().read("/api/openapi.json").await.ok();
    let mut routes = vec![("GET".to_owned(), "/api/config".to_owned())];
    for (path, item) in description["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            if operation["tags"] == json!(["customer"]) {
                routes.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    routes
}

/// What a page with this credential is answered, where it is listened to.
fn answered(method: &str, path: &str, credential: &str) -> u16 {
    match (method, path, credential) {
        ("GET", "/api/config", _) => 200,
        ("POST", START, _) => 201,
        ("POST", "/api/token", _) => 200,
        ("POST", "/api/sessions/{id}/pin", "its own") => 200,
        ("POST", "/api/sessions/{id}/events", "its own") => 202,
        ("GET", "/api/sessions/{id}/signals", "its own") => 200,
        (_, path, _) if path.starts_with("/api/sessions/{id}/") => 401,
        other => panic!("say what pages are answered: {other:?}"),
    }
}

fn body(path: &str, session: &Session) -> Value {
    match path {
        "/api/sessions/{id}/pin" => json!({ "pincode": session.pin }),
        "/api/sessions/{id}/events" => json!({ "type": "heartbeat" }),
        "/api/token" => json!({ "role": 1 }),
        _ => json!({}),
    }
}

/// Streams never end, so only their heads are looked at.
async fn ask(caller: &Caller, method: &str, path: &str, session: &Session) -> (u16, Option<Answer>) {
    let request = caller.request(method, &path.replace("{id}", &session.id));
    if path.ends_with("/signals") {
        return (request.head().await, None);
    }
    let request = if method == "POST" { request.json(&body(path, session)) } else { request };
    let answer = request.send().await;
    (answer.status, Some(answer))
}

#[tokio::test]
async fn every_customer_route_answers_every_origin_and_credential_as_it_should() {
    let app = TestApp::spawn().await;
    app.host_site("blog", &[BLOG, "https://www.blog.example:8443"], None).await;
    app.host_site("closed", &["https://closed.example"], None).await;
    app.sites.disable(&By::Shell, &"closed".parse().unwrap()).await.unwrap();
    let (session, other) = (app.waiting_session().await, app.starting_session().await);
    let report_token = |session: &Session| session.page.header("authorization").expect("a token").to_owned();
    let key = app.agent("ada").await.header("authorization").expect("a key").to_owned();
    let credentials = [
        ("none", None),
        ("its own", Some(report_token(&session))),
        ("another's", Some(report_token(&other))),
        ("a key", Some(key)),
    ];
    let routes = customer_routes(&app).await;
    assert!(routes.len() >= 6, "{routes:?}");
    for (method, path) in &routes {
        for (origin, admitted) in origins(&app) {
            for (credential, header) in &credentials {
                let caller = at(&app, &origin);
                let caller = header.iter().fold(caller, |caller, header| caller.with("authorization", header));
                let (status, answer) = ask(&caller, method, path, &session).await;
                let story = format!("{method} {path} from {origin} with {credential}");
                let readable_anyway = !admitted && path == "/api/config";
                let expected = if admitted || readable_anyway { answered(method, path, credential) } else { 403 };
                assert_eq!(status, expected, "{story}");
                let Some(answer) = answer else { continue };
                let echo = if admitted { origin.clone() } else { String::new() };
                assert_eq!(answer.header("access-control-allow-origin"), echo, "{story}");
                assert_eq!(answer.header("access-control-allow-credentials"), "", "{story}");
                assert!(answer.header("vary").contains("origin"), "{story}");
            }
        }
    }
}

#[tokio::test]
async fn every_customer_route_answers_preflights_of_open_sites_only() {
    let app = TestApp::spawn().await;
    app.host_site("blog", &[BLOG, "https://www.blog.example:8443"], None).await;
    app.host_site("closed", &["https://closed.example"], None).await;
    app.sites.disable(&By::Shell, &"closed".parse().unwrap()).await.unwrap();
    for (method, path) in customer_routes(&app).await {
        for (origin, admitted) in origins(&app) {
            let path = path.replace("{id}", "019ac000-0000-7000-8000-000000000000");
            let request = at(&app, &origin).request("OPTIONS", &path).header("access-control-request-method", &method);
            let answer = request.send().await;
            let expected = if admitted { (204, origin.clone()) } else { (403, String::new()) };
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), expected, "{path} {origin}");
        }
    }
    for (origin, admitted) in origins(&app) {
        assert_eq!(Socket::customer(&app, &origin).await.is_ok(), admitted, "{origin}");
    }
}

#[tokio::test]
async fn a_page_is_told_how_its_site_is_set_up() {
    let app = TestApp::spawn().await;
    let change = SiteChange {
        origins: Some(vec![BLOG.parse().unwrap()]),
        mask_type: Some("all_input".parse().unwrap()),
        css_selectors: Some(Some(".account, #diagnosis".parse().unwrap())),
        html_attributes: Some(Some("data-hush".parse().unwrap())),
        private_by_default: Some(true),
        unmask_css_selectors: Some(Some("main, nav".parse().unwrap())),
        accent: Some(Some("#0A5".parse().unwrap())),
        heading: Some(Some("Need a hand?".parse().unwrap())),
        button_text: Some(Some("Get help".parse().unwrap())),
        hint: Some(Some("Or call 030 1234567".parse().unwrap())),
        language: Some(Some("de".parse().unwrap())),
        position: Some(Some("bottom-start".parse().unwrap())),
        identity_key: Some(Some(BackEnd::secret("blog").key.parse().unwrap())),
        ..SiteChange::default()
    };
    app.sites.add(&By::Shell, "blog".parse().unwrap(), "The blog".parse().unwrap(), change).await.unwrap();
    app.host_site("plain", &["https://plain.example"], None).await;
    let answer = at(&app, BLOG).read("/api/config").await;
    let site = json!({
        "id": "blog",
        "name": "The blog",
        "mask": {
            "maskType": "all_input", "maskCssSelectors": ".account, #diagnosis", "maskHTMLAttributes": "data-hush",
            "privateByDefault": true, "unmaskCssSelectors": "main, nav",
        },
        "branding": {
            "accent": "#00aa55", "heading": "Need a hand?", "buttonText": "Get help", "hint": "Or call 030 1234567",
            "language": "de", "position": "bottom-start",
        },
        "takesIdentity": true,
    });
    assert_eq!(answer.ok()["site"], site);
    assert!(!answer.text().contains(BackEnd::secret("blog").key));
    assert!(answer.header("vary").contains("origin"), "caches keep the answers of two sites apart");
    let plain = json!({
        "id": "plain", "name": "Site plain", "mask": { "maskType": "custom_input", "privateByDefault": false },
        "branding": {}, "takesIdentity": false,
    });
    assert_eq!(at(&app, "https://plain.example").read("/api/config").await.ok()["site"], plain);
    for origin in [SHOP, &app.origin(), "https://evil.example", "null"] {
        assert_eq!(at(&app, origin).read("/api/config").await.ok()["site"], Value::Null, "{origin}");
    }
    assert_eq!(app.stranger().read("/api/config").await.ok()["site"], Value::Null);
}

#[tokio::test]
async fn the_origins_of_a_site_share_its_budget_of_starts() {
    let app = TestApp::spawn_with(&[("COBROKER_LIMIT_STARTS_PER_SITE_PER_MINUTE", "3")]).await;
    let second = "https://www.blog.example";
    app.host_site("blog", &[BLOG, second], Some(BackEnd::ed25519("blog").key)).await;
    for origin in [BLOG, second, BLOG] {
        assert_eq!(start_at(&app, origin).await.status, 201);
    }
    for origin in [BLOG, second] {
        assert_eq!(start_at(&app, origin).await.problem(), (429, "too-many-attempts".into()));
    }
    let identity = BackEnd::ed25519("blog").vouches(&app, "4711", "Ada");
    let server = app.stranger().send(START, json!({ "identity": identity })).await;
    assert_eq!(server.status, 429, "its servers count for it as well");
    assert_eq!(start_at(&app, SHOP).await.status, 201);
}

#[tokio::test]
async fn a_session_goes_on_at_pages_of_its_own_site_only() {
    let app = TestApp::spawn_with(&[("COBROKER_ALLOWED_ORIGINS", SHOP)]).await;
    app.host_site("shop", &[SHOP, "https://www.shop.example"], None).await;
    app.host_site("neighbour", &["https://neighbour.shop.example"], None).await;
    let mut session = app.starting_session().await;
    let (customer, welcome) = Socket::start(&app, &session).await;
    session.pin = text(&welcome["pincode"]);
    drop(customer);
    let token = text(&welcome["resumeToken"]);
    let mut neighbour = Socket::resume_at(&app, &session, &token, "https://neighbour.shop.example").await;
    assert_eq!(neighbour.refused().await, (2001, 4401));
    Socket::resume_at(&app, &session, &token, "https://www.shop.example").await.expect("welcome").await;
}

#[tokio::test]
async fn supervisors_look_at_sites_and_admins_add_and_close_them() {
    let app = TestApp::spawn().await;
    let (supervisor, admin) = (app.browser("sam", Role::Supervisor).await, app.browser("root", Role::Admin).await);
    let page = supervisor.read("/admin/sites").await.text();
    assert!(page.contains("No sites yet") && page.contains(SHOP) && !page.contains("Add a site"), "{page}");
    assert!(page.contains("&#60;script async src=&#34;http://localhost:"), "the snippet is text");

    let fields =
        [("slug", "blog"), ("name", "The blog"), ("origins", "https://blog.example\r\nhttps://www.blog.example\r\n")];
    assert_eq!(supervisor.submit("/admin/sites", &fields).await.status, 403);
    let added = admin.submit("/admin/sites", &fields).await;
    assert_eq!((added.status, added.header("location")), (303, "/admin/sites/blog?done=added".into()));
    assert_eq!(start_at(&app, "https://www.blog.example").await.status, 201);
    let page = supervisor.read("/admin/sites").await.text();
    assert!(page.contains("The blog") && page.contains("https://www.blog.example") && page.contains("Anonymous"));

    for (slug, origins, complaint) in [
        ("blog", "https://x.example", "There is a site with the id blog already."),
        ("Blog", "https://x.example", "lower-case"),
        ("x", "https://blog.example", "The origin https://blog.example belongs to the site blog already."),
        ("x", "https://x.example/path", "is not an origin"),
        ("x", "", "A site needs an origin"),
        ("x", &app.origin(), "the address of this service itself"),
    ] {
        let again = admin.submit("/admin/sites", &[("slug", slug), ("name", "X"), ("origins", origins)]).await;
        assert!(again.status == 422 && again.text().contains(complaint), "{slug} {origins}: {}", again.text());
    }
    assert_eq!(supervisor.submit("/admin/sites/blog/disable", &[]).await.status, 403);
    let closed = admin.submit("/admin/sites/blog/disable", &[]).await;
    assert_eq!((closed.status, closed.header("location")), (303, "/admin/sites/blog?done=disabled".into()));
    assert_eq!(start_at(&app, BLOG).await.status, 403);
    assert_eq!(admin.submit("/admin/sites/blog/enable", &[]).await.status, 303);
    assert_eq!(start_at(&app, BLOG).await.status, 201);
    for nowhere in ["nowhere", "Blog", "..%2f"] {
        assert_eq!(admin.submit(&format!("/admin/sites/{nowhere}/disable"), &[]).await.status, 404, "{nowhere}");
    }
}

#[tokio::test]
async fn every_change_of_a_site_is_in_the_trail_without_its_secret() {
    let app = TestApp::spawn().await;
    let blog = "blog".parse().unwrap();
    let key = BackEnd::secret("blog").key;
    app.host_site("blog", &[BLOG], None).await;
    let change = |change: SiteChange| app.sites.update(&By::Shell, &blog, change);
    let hint = SiteChange { hint: Some(Some("Call us".parse().unwrap())), ..SiteChange::default() };
    change(hint.clone()).await.unwrap();
    change(hint).await.unwrap();
    change(SiteChange { identity_key: Some(Some(key.parse().unwrap())), ..SiteChange::default() }).await.unwrap();
    for _ in 0..2 {
        app.sites.disable(&By::Shell, &blog).await.unwrap();
    }
    app.sites.enable(&By::Shell, &blog).await.unwrap();
    let database = rusqlite::Connection::open(app.database()).unwrap();
    let mut entries = database.prepare("SELECT kind, data FROM timeline WHERE kind LIKE 'site%' ORDER BY seq").unwrap();
    let entries: Vec<(String, String)> =
        entries.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let entry = |kind: &str, data: Value| (kind.to_owned(), data.to_string());
    assert_eq!(
        entries,
        [
            entry("site_added", json!({ "site": "blog" })),
            entry("site_changed", json!({ "fields": ["branding"], "site": "blog" })),
            entry("site_changed", json!({ "fields": ["identityKey"], "site": "blog" })),
            entry("site_disabled", json!({ "site": "blog" })),
            entry("site_enabled", json!({ "site": "blog" })),
        ],
        "what changes nothing is no entry"
    );
    let site: HostSite = app.sites.show(&blog).await.unwrap();
    assert_eq!((site.mask, site.branding.accent), (MaskDefaults::default(), Branding::default().accent));
    assert!(!format!("{:?}", site.identity_key).contains(key));
}

#[tokio::test]
async fn sites_are_known_from_the_first_request_after_a_restart() {
    let mut app = TestApp::spawn().await;
    app.host_site("blog", &[BLOG], None).await;
    app.restart().await;
    assert_eq!(start_at(&app, BLOG).await.status, 201);
}
