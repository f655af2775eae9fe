//! Every route for every caller, made from the description of the API: a new route fails here until somebody says who
//! may use it.

use crate::support::{Answer, Caller, Place, Request, Session, TestApp};
use chrono::TimeDelta;
use cobroker::clock::Clock;
use cobroker::domain::{Role, Scope, Scopes};
use cobroker::identity::{By, Error, InvalidKey, NewApiKey};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Stranger,
    /// The page of the customer whose session it is.
    Customer,
    /// An agent who was never in the session.
    Foreign,
    /// An agent who is in it.
    Inside,
    Supervisor,
    Admin,
}

const ALL: [Who; 6] = [Who::Stranger, Who::Customer, Who::Foreign, Who::Inside, Who::Supervisor, Who::Admin];

/// What each of [`ALL`] is answered, in that order.
type Row = [u16; 6];

/// The table. `None`: nobody has said yet.
fn expected(method: &str, path: &str) -> Option<Row> {
    Some(match (method, path) {
        ("POST", "/api/customer/start") => [201; 6],
        ("GET", "/api/config") => [200; 6],
        // the report token of this session, and nothing else
        ("POST", "/api/sessions/{id}/pin") => [401, 200, 401, 401, 401, 401],
        ("POST", "/api/sessions/{id}/events") => [401, 202, 401, 401, 401, 401],
        ("GET", "/api/sessions/{id}/signals") => [401, 200, 401, 401, 401, 401],
        // role 2, for agents with a PIN
        ("POST", "/api/token") => [401, 401, 200, 200, 200, 200],
        ("POST", "/api/agent/connect") => [401, 401, 200, 200, 200, 200],
        // the agent token in the body and nothing else; not from a customers' site
        ("POST", "/api/desk/ticket") => [401, 403, 401, 401, 401, 401],
        // a seat in it, whatever the role
        ("POST", "/api/sessions/{id}/desk") => [401, 401, 404, 200, 404, 404],
        ("POST", "/api/sessions/{id}/desk/presence") => [401, 401, 404, 204, 404, 404],
        ("POST", "/api/sessions/{id}/leave") => [401, 401, 204, 204, 204, 204],
        ("GET", "/api/colleagues") => [401, 401, 200, 200, 200, 200],
        // the colleague of the sample is nobody
        ("POST", "/api/sessions/{id}/invites") => [401, 401, 404, 422, 404, 404],
        // for one person, to whom no other invite exists
        ("GET", "/api/invites") => [401, 401, 200, 200, 200, 200],
        ("POST", "/api/invites/{id}/accept") => [401, 401, 404, 404, 404, 404],
        ("POST", "/api/invites/{id}/decline") => [401, 401, 404, 404, 404, 404],
        ("POST", "/api/invites/{id}/withdraw") => [401, 401, 404, 404, 404, 404],
        ("POST", "/api/sessions/{id}/watch") => [401, 401, 404, 403, 200, 200],
        ("POST", "/api/sessions/{id}/barge-in") => [401, 401, 404, 404, 404, 404],
        ("POST", "/api/session/revoke") => [401, 401, 404, 200, 200, 200],
        ("GET", "/api/session/list") => [401, 401, 200, 200, 200, 200],
        // the whole house's, so for supervisors; an agent's own sessions are in the history
        ("GET", "/api/sessions/live" | "/api/sessions/export") => [401, 401, 403, 403, 200, 200],
        ("GET", "/api/sessions/history" | "/api/views") => [401, 401, 200, 200, 200, 200],
        // what became of each stands in the answer
        ("POST", "/api/sessions/end") => [401, 401, 200, 200, 200, 200],
        ("POST", "/api/views") => [401, 401, 200, 200, 200, 200],
        ("DELETE", "/api/views/{id}") => [401, 401, 404, 404, 404, 404],
        ("GET", "/api/sessions/stream") => [401, 401, 200, 200, 200, 200],
        ("GET", "/api/sessions/{id}") => [401, 401, 404, 200, 200, 200],
        // a token of the REST API key, and nothing else
        ("GET", path) if path.starts_with("/v2/cobrowsesdk/") => [401; 6],
        ("GET", "/api/people") => [401, 401, 403, 403, 403, 200],
        // the session's id is nobody's
        ("POST", "/api/people/{id}/disable" | "/api/people/{id}/enable") => [401, 401, 403, 403, 403, 404],
        ("GET", "/api/agent/waiting") => [401, 401, 200, 200, 200, 200],
        // this session's site has no list
        ("POST", "/api/agent/take") => [401, 401, 404, 404, 404, 404],
        ("GET", "/api/sessions/{id}/case") => [401, 401, 404, 200, 200, 200],
        // whoever was in it, whatever the role
        ("PUT", "/api/sessions/{id}/note" | "/api/sessions/{id}/ticket" | "/api/sessions/{id}/outcome") => {
            [401, 401, 404, 200, 404, 404]
        }
        ("GET", "/api/sessions/{id}/timeline") => [401, 401, 404, 200, 200, 200],
        ("GET", "/api/figures" | "/api/figures/csv") => [401, 401, 403, 403, 200, 200],
        ("GET", "/api/audit" | "/api/audit/export" | "/api/audit/verification") => [401, 401, 403, 403, 200, 200],
        // the id is a session's, so for those who may it names nothing
        ("POST", "/api/webhooks") => [401, 401, 403, 403, 403, 201],
        ("GET", "/api/webhooks" | "/api/events") => [401, 401, 403, 403, 403, 200],
        (_, path) if path.starts_with("/api/webhooks/{id}") => [401, 401, 403, 403, 403, 404],
        _ => return None,
    })
}

fn body(method: &str, path: &str, session: &Session) -> Option<Value> {
    let pin = &session.pin;
    matches!(method, "POST" | "PUT" | "PATCH").then(|| match path {
        "/api/webhooks" => json!({ "url": "https://crm.example/hooks" }),
        "/api/webhooks/{id}/replay" => json!({ "after": 0 }),
        "/api/sessions/{id}/pin" | "/api/agent/connect" => json!({ "pincode": pin }),
        "/api/sessions/{id}/events" => json!({ "type": "heartbeat" }),
        "/api/token" => json!({ "role": 2, "pincode": pin }),
        "/api/desk/ticket" => json!({ "sdkToken": "nobodys" }),
        "/api/sessions/end" => json!({ "sessionIds": [session.id] }),
        "/api/views" => json!({ "list": "live", "name": "Mine", "query": "sort=wait" }),
        "/api/sessions/{id}/invites" => json!({ "to": session.id }),
        "/api/sessions/{id}/note" => json!({ "text": "Called back.", "version": 0 }),
        "/api/sessions/{id}/ticket" => json!({ "ticket": "HELP-42" }),
        "/api/sessions/{id}/outcome" => json!({ "outcome": "solved", "rating": 5 }),
        "/api/session/revoke" | "/api/agent/take" => json!({ "sessionId": session.id }),
        _ => json!({}),
    })
}

/// A session with Ada in it.
async fn session_with_ada(app: &TestApp) -> Session {
    let session = app.waiting_session().await;
    app.agent("ada").await.connect(&session.pin).await.ok();
    session
}

async fn as_machine(app: &TestApp, who: Who, session: &Session) -> Caller {
    match who {
        Who::Stranger => app.stranger().bearer("cbk_nobodys"),
        Who::Customer => session.page.clone(),
        Who::Foreign => app.agent("ben").await,
        Who::Inside => app.agent("ada").await,
        Who::Supervisor => app.supervisor().await,
        Who::Admin => app.admin().await,
    }
}

async fn as_browser(app: &TestApp, who: Who, session: &Session) -> Caller {
    match who {
        Who::Stranger => app.page(),
        Who::Customer => session.page.clone(),
        Who::Foreign => app.browser("ben", Role::Agent).await,
        Who::Inside => app.browser("ada", Role::Agent).await,
        Who::Supervisor => app.browser("sam", Role::Supervisor).await,
        Who::Admin => app.browser("root", Role::Admin).await,
    }
}

/// The routes of the description: method and path.
async fn described(app: &TestApp) -> Vec<(String, String)> {
    let description = app.stranger().read("/api/openapi.json").await.ok();
    let paths = description["paths"].as_object().expect("paths");
    let methods = |path: &str, item: &Value| -> Vec<_> {
        item.as_object().expect("methods").keys().map(|method| (method.to_uppercase(), path.to_owned())).collect()
    };
    paths.iter().flat_map(|(path, item)| methods(path, item)).collect()
}

fn request(caller: &Caller, method: &str, path: &str, session: &Session) -> Request {
    let request = caller.request(method, &path.replace("{id}", &session.id).replace("{delivery}", "1"));
    match body(method, path, session) {
        Some(body) => request.json(&body),
        None => request,
    }
}

/// Streams never end, so only their heads are looked at.
async fn status(request: Request, path: &str) -> u16 {
    if path.ends_with("/stream") || path.ends_with("/signals") {
        request.head().await
    } else {
        request.send().await.status
    }
}

#[tokio::test]
async fn every_route_answers_every_caller_as_the_table_says() {
    let app = TestApp::spawn().await;
    let routes = described(&app).await;
    assert!(routes.len() >= 14, "{routes:?}");
    for (method, path) in routes {
        let row = expected(&method, &path).unwrap_or_else(|| panic!("say who may use {method} {path}"));
        for (who, expected) in ALL.into_iter().zip(row) {
            let session = session_with_ada(&app).await;
            let caller = as_machine(&app, who, &session).await;
            let got = status(request(&caller, &method, &path, &session), &path).await;
            assert_eq!(got, expected, "{who:?} by key: {method} {path}");
        }
    }
}

/// The scope a route asks of a key, from the description.
async fn scopes_of_routes(app: &TestApp) -> Vec<(String, String, Scope)> {
    let description = app.stranger().read("/api/openapi.json").await.ok();
    let mut found = Vec::new();
    for (method, path) in described(app).await {
        let operation = &description["paths"][&path][method.to_lowercase()];
        let ways = operation["security"].as_array().cloned().unwrap_or_default();
        let named = ways.iter().find_map(|way| way["apiKey"][0].as_str());
        found.extend(named.map(|scope| (method, path, scope.parse().expect("a scope"))));
    }
    found
}

#[tokio::test]
async fn a_key_opens_the_routes_of_its_scopes_and_no_others() {
    let app = TestApp::spawn().await;
    let sample = session_with_ada(&app).await;
    let root = app.person("root", Role::Admin).await;
    let routes = scopes_of_routes(&app).await;
    assert!(routes.len() >= 9, "{routes:?}");
    for scope in Scope::ALL {
        let key = app.key(root.id, Scopes::Only([scope].into())).await;
        for (method, path, needed) in &routes {
            let session = if *needed == scope { &session_with_ada(&app).await } else { &sample };
            let got = status(request(&key, method, path, session), path).await;
            let by_role = expected(method, path).expect("said above")[5];
            let wanted = if *needed == scope { by_role } else { 403 };
            assert_eq!(got, wanted, "{method} {path} with {}", scope.as_str());
        }
    }
    let problem = app.key(root.id, "audit:read".parse().unwrap()).await.read("/api/session/list").await;
    assert_eq!(problem.json()["type"], "/problems/scope-missing");
    assert!(problem.text().contains("sessions:read"), "it says what is missing");
}

#[tokio::test]
async fn a_scope_gives_nothing_that_its_person_may_not() {
    let app = TestApp::spawn().await;
    let session = session_with_ada(&app).await;
    let ben = app.person("ben", Role::Agent).await;
    let key = app.key(ben.id, "sessions:read sessions:end".parse().unwrap()).await;
    assert_eq!(key.read(&session.path("")).await.status, 404, "ben was not in it");
    assert_eq!(key.send("/api/session/revoke", json!({ "sessionId": session.id })).await.status, 404);
    let wanted = NewApiKey { scopes: "audit:read".parse().unwrap(), ..NewApiKey::unlimited("too much") };
    let refused = app.people.add_api_key(&By::Shell, ben.id, wanted).await;
    assert!(matches!(refused, Err(Error::Key(InvalidKey::Beyond("audit:read")))), "{refused:?}");
}

#[tokio::test]
async fn a_key_is_good_until_it_expires() {
    let app = TestApp::spawn().await;
    let ben = app.person("ben", Role::Agent).await;
    let until = app.clock.now() + TimeDelta::hours(1);
    let wanted = NewApiKey { expires_at: Some(until), ..NewApiKey::unlimited("for an hour") };
    let secret = app.people.add_api_key(&By::Shell, ben.id, wanted.clone()).await.expect("a key");
    let machine = app.stranger().bearer(secret.expose());
    app.advance(3_599.0);
    assert_eq!(machine.read("/api/session/list").await.status, 200);
    let used = app.people.api_keys().await.unwrap().into_iter().find(|(key, _)| key.name == "for an hour");
    assert_eq!(used.and_then(|(key, _)| key.last_used_at), Some(app.clock.now()), "its owner sees that it is in use");
    app.advance(1.0);
    assert_eq!(machine.read("/api/session/list").await.status, 401);
    let late = app.people.add_api_key(&By::Shell, ben.id, wanted).await;
    assert!(matches!(late, Err(Error::Key(InvalidKey::Past))), "{late:?}");
}

#[tokio::test]
async fn a_browser_may_what_a_machine_may() {
    let app = TestApp::spawn().await;
    let sample = session_with_ada(&app).await;
    let mut browsers = Vec::new();
    for who in ALL {
        browsers.push((who, as_browser(&app, who, &sample).await));
    }
    for (method, path) in described(&app).await {
        let row = expected(&method, &path).unwrap_or_else(|| panic!("say who may use {method} {path}"));
        for ((who, browser), expected) in browsers.iter().zip(row) {
            let session = session_with_ada(&app).await;
            let caller = if *who == Who::Customer { session.page.clone() } else { browser.clone() };
            let got = status(request(&caller, &method, &path, &session), &path).await;
            assert_eq!(got, expected, "{who:?} by cookie: {method} {path}");
        }
    }
}

#[tokio::test]
async fn what_one_may_not_see_does_not_exist() {
    let app = TestApp::spawn().await;
    let session = session_with_ada(&app).await;
    let ben = app.agent("ben").await;
    let nowhere = "019ac000-0000-7000-8000-000000000000";
    for rest in ["", "/timeline"] {
        let hidden = ben.read(&session.path(rest)).await;
        let missing = ben.read(&format!("/api/sessions/{nowhere}{rest}")).await;
        assert_eq!(hidden.without_request_id(), missing.without_request_id());
    }
    assert_eq!(ben.read("/api/session/list").await.ok()["sessions"], json!([]));
    assert_eq!(
        app.agent("ada").await.read("/api/session/list").await.ok()["sessions"][0]["sessionId"],
        json!(session.id)
    );
    assert_eq!(
        app.supervisor().await.read("/api/session/list").await.ok()["sessions"].as_array().map(Vec::len),
        Some(1)
    );
    for id in ["nonsense", "1", "..%2f..%2fetc"] {
        assert_eq!(app.supervisor().await.read(&format!("/api/sessions/{id}")).await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn an_agent_hears_of_their_own_sessions_only() {
    let app = TestApp::spawn().await;
    let mine = app.waiting_session().await;
    let mut heard = app.agent("ada").await.get("/api/sessions/stream").events().await;
    let mut everything = app.supervisor().await.get("/api/sessions/stream").events().await;
    let other = app.waiting_session().await;
    assert_eq!(everything.next().await.unwrap().data["sessionId"], json!(other.id));
    app.agent("ada").await.connect(&mine.pin).await.ok();
    assert_eq!(heard.next().await.unwrap().data["sessionId"], json!(mine.id), "the first thing she hears");
}

/// Pages and what stranger, agent, supervisor and admin get. 303 leads to the sign-in.
const PAGES: [(&str, [u16; 4]); 24] = [
    ("/", [200; 4]),
    ("/docs", [200; 4]),
    ("/login", [200, 303, 303, 303]),
    ("/agent", [303, 200, 200, 200]),
    ("/admin", [303, 403, 200, 200]),
    ("/admin/sessions/{id}", [303, 404, 200, 200]),
    ("/admin/agents", [303, 403, 403, 200]),
    ("/admin/sites", [303, 403, 200, 200]),
    // the id is a session's, so for those who may look it names nothing
    ("/admin/sites/{id}", [303, 403, 404, 404]),
    ("/admin/settings", [303, 403, 403, 200]),
    ("/admin/keys", [303, 403, 403, 200]),
    ("/admin/history", [303, 200, 200, 200]),
    ("/admin/figures", [303, 403, 200, 200]),
    ("/admin/audit", [303, 403, 200, 200]),
    ("/admin/subjects", [303, 403, 403, 200]),
    // of this id nothing is held
    ("/admin/subjects/one?site=&id={id}", [303, 403, 403, 404]),
    ("/admin/webhooks", [303, 403, 403, 200]),
    ("/admin/webhooks/{id}", [303, 403, 403, 404]),
    ("/account", [303, 200, 200, 200]),
    ("/customer", [200; 4]),
    ("/customer/quote", [200; 4]),
    ("/customer/policies", [200; 4]),
    ("/customer/claims", [200; 4]),
    ("/sdkapi/zcb/frame-templates/desk", [200; 4]),
];

#[tokio::test]
async fn every_page_opens_for_those_it_is_for() {
    let app = TestApp::spawn().await;
    let session = session_with_ada(&app).await;
    let callers = [
        app.page(),
        app.browser("ben", Role::Agent).await,
        app.browser("sam", Role::Supervisor).await,
        app.browser("root", Role::Admin).await,
    ];
    for (path, row) in PAGES {
        for (caller, expected) in callers.iter().zip(row) {
            let answer = caller.read(&path.replace("{id}", &session.id).replace("{delivery}", "1")).await;
            assert_eq!(answer.status, expected, "{path}");
            if expected == 303 && path != "/login" {
                assert!(
                    answer.header("location").starts_with("/login?next=/"),
                    "{path}: {}",
                    answer.header("location")
                );
            }
        }
    }
    let own = app.browser("ada", Role::Agent).await.read(&format!("/admin/sessions/{}", session.id)).await;
    assert_eq!(own.status, 200, "an agent sees the session they were in");
}

#[tokio::test]
async fn a_key_signs_nobody_in_at_a_page() {
    let app = TestApp::spawn().await;
    for path in ["/agent", "/admin", "/admin/agents", "/account"] {
        assert_eq!(app.admin().await.read(path).await.status, 303, "{path}");
    }
    let fields = [("name", "Eve"), ("login", "eve"), ("role", "admin")];
    assert_eq!(app.admin().await.submit("/admin/agents", &fields).await.status, 303);
    assert!(app.people.by_login("eve").await.unwrap().is_none());
}

/// Everything a cookie can change, with a body that would do it.
fn cookie_routes(session: &Session, person: &str, browser: &str) -> Vec<(String, Value)> {
    let form = |path: String| (path, Value::Null);
    let person = |what: &str| form(format!("/admin/agents/{person}/{what}"));
    vec![
        ("/api/agent/connect".into(), json!({ "pincode": session.pin })),
        ("/api/agent/take".into(), json!({ "sessionId": session.id })),
        (format!("PUT {}", session.path("/note")), json!({ "text": "x", "version": 0 })),
        (format!("PUT {}", session.path("/ticket")), json!({ "ticket": "x" })),
        (format!("PUT {}", session.path("/outcome")), json!({ "outcome": "solved" })),
        (session.path("/desk"), json!({})),
        (session.path("/desk/presence"), json!({})),
        (session.path("/leave"), json!({})),
        (session.path("/invites"), json!({ "to": session.id })),
        (format!("/api/invites/{}/accept", session.id), json!({})),
        (format!("/api/invites/{}/decline", session.id), json!({})),
        (format!("/api/invites/{}/withdraw", session.id), json!({})),
        (session.path("/watch"), json!({})),
        (session.path("/barge-in"), json!({})),
        ("/api/session/revoke".into(), json!({ "sessionId": session.id })),
        ("/api/sessions/end".into(), json!({ "sessionIds": [session.id] })),
        ("/api/views".into(), json!({ "list": "live", "name": "Mine", "query": "sort=wait" })),
        (format!("DELETE /api/views/{}", session.id), json!({})),
        (format!("/api/people/{}/disable", session.id), json!({})),
        (format!("/api/people/{}/enable", session.id), json!({})),
        form("/login".into()),
        form("/logout".into()),
        form("/setup".into()),
        form("/admin/agents".into()),
        form("/admin/sites".into()),
        form("/admin/sites/shop/disable".into()),
        form("/admin/sites/shop/enable".into()),
        form("/admin/sites/shop".into()),
        form("/admin/sites/shop/key".into()),
        form("/admin/sites/shop/new-secret".into()),
        form("/admin/sites/shop/no-key".into()),
        form("/admin/settings".into()),
        person("disable"),
        person("enable"),
        person("password-link"),
        person("skills"),
        person("sign-out"),
        person("unlink"),
        form("/admin/keys".into()),
        form("/admin/webhooks".into()),
        form(format!("/admin/webhooks/{}", session.id)),
        form(format!("/admin/webhooks/{}/replay", session.id)),
        form(format!("/admin/webhooks/{}/deliveries/1/retry", session.id)),
        form(format!("/admin/webhooks/{}/rotate", session.id)),
        form(format!("/admin/webhooks/{}/remove", session.id)),
        form(format!("/admin/keys/{browser}/revoke")),
        form("/password".into()),
        form("/language".into()),
        form("/account/language".into()),
        form("/account/provider".into()),
        form("/account/provider/unlink".into()),
        form("/account/keys".into()),
        form(format!("/account/keys/{browser}/revoke")),
        form("/account/sessions/revoke-others".into()),
        person("role"),
        form("/admin/audit/verify".into()),
        form("/admin/subjects/erase".into()),
        form("/admin/doctor".into()),
        form("/admin/doctor/page".into()),
        form("/account/password".into()),
        form(format!("/account/sessions/{browser}/revoke")),
        ("/api/webhooks".into(), json!({ "url": "https://crm.example/" })),
        (format!("PATCH /api/webhooks/{}", session.id), json!({ "enabled": false })),
        (format!("DELETE /api/webhooks/{}", session.id), json!({})),
        (format!("/api/webhooks/{}/rotate", session.id), json!({})),
        (format!("/api/webhooks/{}/test", session.id), json!({})),
        (format!("/api/webhooks/{}/replay", session.id), json!({ "after": 0 })),
        (format!("/api/webhooks/{}/deliveries/1/retry", session.id), json!({})),
    ]
}

fn csrf_stories(app: &TestApp) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let own = app.origin();
    let site = |value: &str| ("sec-fetch-site", value.to_owned());
    let origin = |value: &str| ("origin", value.to_owned());
    vec![
        ("cross-site", vec![site("cross-site"), origin("https://evil.example")]),
        ("cross-site that claims our origin", vec![site("cross-site"), origin(&own)]),
        ("same-site", vec![site("same-site"), origin(&own)]),
        ("another port", vec![origin("http://localhost:1")]),
        ("the viewer", vec![site("cross-site"), origin(&app.viewer_origin())]),
        ("a script without a site", vec![site("none"), ("sec-fetch-mode", "cors".into())]),
        ("neither header", vec![]),
        ("null", vec![origin("null")]),
        ("null, cross-site", vec![site("cross-site"), origin("null")]),
        ("garbage", vec![origin("garbage")]),
        ("ours and theirs", vec![site("same-origin"), origin("https://evil.example")]),
    ]
}

#[tokio::test]
async fn no_other_site_changes_anything_with_an_admins_cookie() {
    let app = TestApp::spawn().await;
    let session = session_with_ada(&app).await;
    let admin = app.browser("root", Role::Admin).await;
    let ada = app.person("ada", Role::Agent).await.id.to_string();
    let before = app.admin().await.read(&session.path("/timeline")).await.ok();
    for (story, headers) in csrf_stories(&app) {
        let bare = admin.clone().without("origin").without("sec-fetch-site");
        let caller = headers.iter().fold(bare, |caller, (name, value)| caller.with(name, value));
        for (path, body) in cookie_routes(&session, &ada, &ada) {
            let answer = cookie_request(&caller, &path, &body).await;
            assert_eq!(answer.status, 403, "{story}: {path}");
        }
    }
    assert_eq!(app.admin().await.read(&session.path("/timeline")).await.ok(), before, "nothing happened");
    assert_eq!(admin.read("/account").await.status, 200, "and nobody was signed out");
}

#[tokio::test]
async fn our_own_pages_are_not_taken_for_others() {
    let app = TestApp::spawn().await;
    let session = session_with_ada(&app).await;
    let admin = app.browser("root", Role::Admin).await;
    let ada = app.person("ada", Role::Agent).await.id.to_string();
    let bare = admin.without("origin").without("sec-fetch-site");
    let own = app.origin();
    for headers in [
        vec![("sec-fetch-site", "same-origin"), ("origin", "null")],
        vec![("sec-fetch-site", "same-origin")],
        vec![("origin", own.as_str())],
        vec![("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")],
    ] {
        let caller = headers.iter().fold(bare.clone(), |caller, (name, value)| caller.with(name, value));
        let answer = caller.post(&format!("/admin/agents/{ada}/enable")).form(&[]).send().await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, format!("/admin/agents/{ada}?done=enabled")),
            "{headers:?}"
        );
    }
    assert_eq!(app.see(&session.id).await["seats"]["taken"], 1);
}

/// A path that is not posted to has its method before it.
async fn cookie_request(caller: &Caller, path: &str, body: &Value) -> Answer {
    if let Some((method, path)) = path.split_once(' ') {
        return caller.request(method, path).json(body).send().await;
    }
    match body {
        Value::Null => caller.submit(path, &[("role", "agent"), ("login", "x"), ("password", "y")]).await,
        body => caller.send(path, body.clone()).await,
    }
}

#[tokio::test]
async fn the_matrix_of_forged_requests_leaves_no_route_out() {
    let app = TestApp::spawn().await;
    let session = app.waiting_session().await;
    let covered: BTreeSet<String> = cookie_routes(&session, "{id}", "{id}").into_iter().map(|(path, _)| path).collect();
    for (method, path) in described(&app).await {
        let by_token = path == "/api/desk/ticket"
            || path.starts_with("/api/customer")
            || path.ends_with("/pin")
            || path.ends_with("/events");
        // role 2 of the token endpoint is tried in `anonymous`
        if method == "GET" || by_token || path == "/api/token" {
            continue;
        }
        let path = path.replace("{id}", &session.id).replace("{delivery}", "1");
        let named = if method == "POST" { path } else { format!("{method} {path}") };
        assert!(covered.contains(&named), "{named} is not tried with another site's request");
    }
}
