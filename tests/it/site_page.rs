//! `/admin/sites/{id}`: everything about one host site, read by supervisors and changed by admins.

use crate::support::{Answer, BackEnd, Caller, Place, SHOP, Socket, TestApp, text};
use cobroker::domain::{HostSite, Role};
use serde_json::{Value, json};

const PAGE: &str = "/admin/sites/shop";

async fn admin(app: &TestApp) -> Caller {
    app.browser("root", Role::Admin).await
}

async fn stored(app: &TestApp) -> HostSite {
    app.sites.show(&"shop".parse().unwrap()).await.unwrap()
}

/// The value of an input of the page, by its name.
fn value(page: &str, name: &str) -> String {
    let input = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name}"));
    input.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a value").to_owned()
}

/// What a browser would send of a form that nobody touched, of a site that has nothing but its origins.
fn form<'a>(version: &'a str, more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
    let mut fields =
        vec![("version", version), ("name", "Site shop"), ("origins", SHOP), ("mask-type", "custom_input")];
    for name in ["css-selectors", "html-attributes", "unmask-css-selectors", "accent", "heading", "button-text", "hint"]
    {
        fields.push((name, ""));
    }
    fields.extend([("language", ""), ("position", ""), ("skill", ""), ("ticket-url", "")]);
    for (name, value) in more {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    fields
}

/// The sentence at a field.
fn problem(answer: &Answer, field: &str) -> String {
    let page = answer.text();
    let sentence = page.split(&format!("id=\"{field}-error\">")).nth(1).and_then(|rest| rest.split("</p>").next());
    sentence.unwrap_or_default().to_owned()
}

async fn site_entries(app: &TestApp) -> Vec<Value> {
    let trail = app.trail().await;
    trail.into_iter().filter(|entry| text(&entry["kind"]).starts_with("site_")).collect()
}

#[tokio::test]
async fn an_admin_changes_a_site_and_a_supervisor_reads_it() {
    let app = TestApp::spawn().await;
    app.host_site("shop", &[SHOP], None).await;
    let admin = admin(&app).await;
    let version = value(&admin.read(PAGE).await.text(), "version");
    let changed = [
        ("name", "Harbor & Pine"),
        ("origins", "https://shop.example\r\nhttps://www.shop.example\r\n"),
        ("mask-type", "all_input"),
        ("css-selectors", ".account,\r\n#diagnosis"),
        ("html-attributes", "data-hush, data-kind=secret"),
        ("private-by-default", "yes"),
        ("unmask-css-selectors", "main"),
        ("accent", "#0A5"),
        ("hint", "Or call 030 1234567"),
        ("position", "bottom-start"),
        ("waiting-list", "yes"),
        ("skill", "Billing"),
        ("ticket-url", "https://desk.example/t/{ticket}"),
    ];
    let saved = admin.submit(PAGE, &form(&version, &changed)).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/admin/sites/shop?done=saved".into()),
        "{}",
        saved.text()
    );
    let site = stored(&app).await;
    assert_eq!((site.name.as_str(), site.origins.len()), ("Harbor & Pine", 2));
    assert_eq!(site.mask.css_selectors.as_ref().unwrap().as_str(), ".account, #diagnosis");
    assert_eq!(site.branding.accent.as_ref().unwrap().as_str(), "#00aa55");
    assert!(site.mask.private_by_default && site.desk.waiting_list);
    assert_eq!(
        site_entries(&app).await[1..],
        [json!({
            "kind": "site_changed", "actor": "admin",
            "data": { "site": "shop", "fields": ["name", "origins", "mask", "branding", "desk"] },
        })],
        "as at the shell, and by whom"
    );
    let config = app.stranger().with("origin", "https://www.shop.example").read("/api/config").await.ok();
    assert_eq!(config["site"]["mask"]["unmaskCssSelectors"], "main", "at once");

    // what was not ticked is off, and what is empty is taken away
    let version = value(&admin.read(PAGE).await.text(), "version");
    assert_eq!(admin.submit(PAGE, &form(&version, &[])).await.status, 303);
    let site = stored(&app).await;
    assert!(!site.desk.waiting_list && site.mask.css_selectors.is_none() && site.branding.hint.is_none());
    let before = site_entries(&app).await.len();
    let version = value(&admin.read(PAGE).await.text(), "version");
    assert_eq!(admin.submit(PAGE, &form(&version, &[])).await.status, 303);
    assert_eq!(site_entries(&app).await.len(), before, "what changes nothing is no entry");

    let supervisor = app.browser("sam", Role::Supervisor).await;
    let read = supervisor.read(PAGE).await.text();
    assert!(read.contains("Site shop") && read.contains(SHOP) && read.contains("embed.js"), "{read}");
    assert!(!read.contains("<form method=\"post\" action=\"/admin/sites"), "nothing to change");
    assert_eq!(supervisor.submit(PAGE, &form(&version, &[("name", "Mine")])).await.status, 403);
    for path in ["/admin/sites/nowhere", "/admin/sites/Shop"] {
        assert_eq!(admin.read(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_in_the_readers_language_and_nothing_is_lost() {
    let app = TestApp::spawn().await;
    app.host_site("shop", &[SHOP], None).await;
    app.host_site("blog", &["https://blog.example"], None).await;
    let admin = admin(&app).await;
    let version = value(&admin.read(PAGE).await.text(), "version");
    let own = app.origin();
    for (field, bad, complaint) in [
        ("name", "", "Give a name"),
        ("origins", "https://shop.example/path", "is not an origin"),
        ("origins", "", "needs an origin"),
        ("origins", "https://blog.example", "belongs to the site blog already"),
        ("origins", own.as_str(), "this service itself"),
        ("css-selectors", ".account, [data-x", "no list of CSS selectors"),
        ("html-attributes", "1a", "no HTML attributes"),
        ("unmask-css-selectors", "main", "private by default"),
        ("accent", "green", "six hexadecimal digits"),
        ("heading", "a\u{200b}b", "at most 80 characters"),
        ("language", "x", "pt-BR"),
        ("position", "middle", "Choose one of the list"),
        ("skill", "a<b", ""),
        ("ticket-url", "http://desk.example/{ticket}", "https://"),
        ("ticket-url", "https://desk.example/", "{ticket} once"),
    ] {
        let refused = admin.submit(PAGE, &form(&version, &[(field, bad), ("hint", "Do not lose me")])).await;
        assert_eq!(refused.status, 422, "{field} {bad:?}");
        let said = problem(&refused, field);
        assert!(!said.is_empty() && said.contains(complaint), "{field} {bad:?}: {said:?}");
        assert!(refused.text().contains("Do not lose me"), "{field}");
        assert_eq!(value(&refused.text(), "version"), version);
    }
    assert_eq!(site_entries(&app).await.len(), 2, "nothing was changed");
    let german = admin.clone().with("accept-language", "de");
    let refused = german.submit(PAGE, &form(&version, &[("css-selectors", "a {}")])).await;
    assert!(problem(&refused, "css-selectors").contains("keine Liste von CSS-Selektoren"), "{}", refused.text());
}

#[tokio::test]
async fn two_admins_do_not_overwrite_each_other_unseen() {
    let app = TestApp::spawn().await;
    app.host_site("shop", &[SHOP], None).await;
    let (one, other) = (admin(&app).await, app.browser("eve", Role::Admin).await);
    let version = value(&one.read(PAGE).await.text(), "version");
    assert_eq!(other.submit(PAGE, &form(&version, &[("hint", "Call Eve")])).await.status, 303);
    let mine = form(&version, &[("heading", "Need a hand?")]);
    let late = one.submit(PAGE, &mine).await;
    assert_eq!(late.status, 409);
    let page = late.text();
    assert!(page.contains("Need a hand?") && page.contains("Call Eve"), "mine, and theirs beside it: {page}");
    let site = stored(&app).await;
    assert_eq!((site.branding.hint.unwrap().as_str(), site.branding.heading), ("Call Eve", None));
    // whoever saw it may
    let seen = value(&page, "version");
    let again = form(&seen, &[("heading", "Need a hand?"), ("hint", "Call Eve")]);
    assert_eq!(one.submit(PAGE, &again).await.status, 303);
    let site = stored(&app).await;
    assert_eq!(
        (site.branding.hint.unwrap().as_str(), site.branding.heading.unwrap().as_str()),
        ("Call Eve", "Need a hand?")
    );
    // keys as well
    let stale = [("version", version.as_str())];
    assert_eq!(one.submit(&format!("{PAGE}/new-secret"), &stale).await.status, 409);
    assert_eq!(one.submit(&format!("{PAGE}/no-key"), &[]).await.status, 422, "without a version nothing is known");
    assert!(stored(&app).await.identity_key.is_none());
}

#[tokio::test]
async fn a_key_is_set_made_and_removed_and_no_secret_is_shown_but_once() {
    let app = TestApp::spawn().await;
    app.host_site("shop", &[SHOP], None).await;
    let admin = admin(&app).await;
    let version = async || value(&admin.read(PAGE).await.text(), "version");
    let key = BackEnd::p256("shop").key;
    let set = admin.submit(&format!("{PAGE}/key"), &[("version", &version().await), ("key", key)]).await;
    assert_eq!((set.status, set.header("location")), (303, "/admin/sites/shop?done=key".into()), "{}", set.text());
    let fingerprint = stored(&app).await.identity_key.unwrap().fingerprint().unwrap();
    let supervisor = app.browser("sam", Role::Supervisor).await;
    for reader in [&admin, &supervisor] {
        let page = reader.read(PAGE).await.text();
        assert!(page.contains("ES256") && page.contains(&fingerprint) && page.contains("BEGIN PUBLIC KEY"));
    }

    let private = include_str!("../fixtures/identity/p256.private.pem");
    let line = private.lines().nth(1).expect("a line of the key");
    for (bad, complaint) in
        [(private, "private key"), ("-----BEGIN PUBLIC KEY-----", "BEGIN PUBLIC KEY"), ("short-secret", "32 to 512")]
    {
        let refused = admin.submit(&format!("{PAGE}/key"), &[("version", &version().await), ("key", bad)]).await;
        assert!(refused.status == 422 && problem(&refused, "key").contains(complaint), "{}", refused.text());
        assert!(!refused.text().contains(line) && !refused.text().contains("short-secret"), "it is not shown again");
    }

    let made = admin.submit(&format!("{PAGE}/new-secret"), &[("version", &version().await)]).await;
    let page = made.text();
    let secret = page.split("cbh_").nth(1).map(|rest| format!("cbh_{}", &rest[..43])).expect("the secret");
    assert_eq!(made.status, 200);
    for reader in [&admin, &supervisor] {
        let page = reader.read(PAGE).await.text();
        assert!(page.contains("HS256") && !page.contains(&secret) && !page.contains("BEGIN PUBLIC KEY"));
    }
    assert!(!format!("{:?}", app.trail().await).contains(&secret));

    let removed = admin.submit(&format!("{PAGE}/no-key"), &[("version", &version().await)]).await;
    assert_eq!(removed.header("location"), "/admin/sites/shop?done=no-key");
    assert!(stored(&app).await.identity_key.is_none());
    let fields: Vec<_> = site_entries(&app).await[1..].iter().map(|entry| entry["data"]["fields"].clone()).collect();
    assert_eq!(fields, vec![json!(["identityKey"]); 3]);
}

#[tokio::test]
async fn closing_a_site_ends_its_live_sessions_where_that_is_asked_for() {
    let app = TestApp::spawn_with(&[("COBROKER_ALLOWED_ORIGINS", "http://localhost:3000")]).await;
    app.host_site("shop", &[SHOP], None).await;
    let admin = admin(&app).await;
    let supervisor = app.browser("sam", Role::Supervisor).await;
    assert_eq!(supervisor.submit(&format!("{PAGE}/disable"), &[("end", "yes")]).await.status, 403);
    let (first, second) = (app.starting_session().await, app.starting_session().await);
    let (mut customer, _) = Socket::start(&app, &first).await;
    app.host_site("blog", &["https://blog.example"], None).await;
    let blog = app.stranger().with("origin", "https://blog.example").with("sec-fetch-site", "cross-site");
    let elsewhere = text(&blog.send("/api/customer/start", json!({})).await.ok()["sessionId"]);
    assert!(admin.read(PAGE).await.text().contains("(now: 2)"), "whoever closes it sees what lives there");

    // left alone, they go on
    let closed = admin.submit(&format!("{PAGE}/disable"), &[]).await;
    assert_eq!(closed.header("location"), "/admin/sites/shop?done=disabled");
    assert_eq!(app.see(&first.id).await["state"], "waiting");
    // a closed site's may still be ended
    let ended = admin.submit(&format!("{PAGE}/disable"), &[("end", "yes")]).await;
    assert_eq!(ended.header("location"), "/admin/sites/shop?done=disabled&count=2");
    customer.expect("session_ended").await;
    for (session, state) in [(&first.id, "ended"), (&second.id, "ended"), (&elsewhere, "starting")] {
        assert_eq!(app.see(session).await["state"], state);
    }

    assert_eq!(admin.submit(&format!("{PAGE}/enable"), &[]).await.header("location"), "/admin/sites/shop?done=enabled");
    app.starting_session().await;
    assert_eq!(
        admin.submit(&format!("{PAGE}/disable"), &[("end", "yes")]).await.header("location"),
        "/admin/sites/shop?done=disabled&count=1"
    );
    let trail = app.trail().await;
    let closings: Vec<_> = trail.iter().filter(|entry| entry["kind"] == "site_disabled").collect();
    assert_eq!(closings[0]["data"], json!({ "site": "shop" }));
    assert_eq!(
        closings[1]["data"],
        json!({ "site": "shop", "liveSessions": "ended" }),
        "what was decided is written down"
    );
    let ends: Vec<_> = trail.iter().filter(|entry| entry["kind"] == "session_ended").collect();
    assert_eq!(ends.len(), 3);
    assert!(ends.iter().all(|entry| entry["actor"] == "admin" && entry["data"]["reason"] == "revoked"), "{ends:?}");
}
