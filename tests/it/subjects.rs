//! What is held about a customer, as admins find it, hand it out and erase it.

use crate::support::{Caller, TestApp, text};
use cobroker::domain::Role;
use serde_json::{Value, json};

const ID: &str = "kim & co/4711";

/// A session of the customer that is over, or not.
async fn session(app: &TestApp, over: bool) -> String {
    let body = json!({ "userName": "Kim Kanari", "userId": ID, "metadata": { "order": "kanari-order" } });
    let id = text(&app.customer().send("/api/customer/start", body).await.ok()["sessionId"]);
    if over {
        app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": id })).await.ok();
    }
    id
}

const ONE: &str = "site=&id=kim%20%26%20co%2F4711";

async fn erase(browser: &Caller, typed: &str) -> crate::support::Answer {
    browser.submit("/admin/subjects/erase", &[("site", ""), ("id", ID), ("typed", typed)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_found_shown_and_handed_out() {
    let app = TestApp::spawn().await;
    let id = session(&app, true).await;
    let admin = app.browser("root", Role::Admin).await;
    assert!(admin.read("/admin/subjects").await.text().contains("Whose data is it about?"));
    let found = admin.read("/admin/subjects?q=kanari").await.text();
    assert!(found.contains("Kim Kanari") && found.contains(&ONE.replace('&', "&#38;")), "{found}");
    assert!(admin.read("/admin/subjects?q=nobody").await.text().contains("Nothing is held"));
    let page = admin.read(&format!("/admin/subjects/one?{ONE}")).await.text();
    assert!(page.contains(&format!("/admin/sessions/{id}")) && page.contains("/admin/subjects/erase"), "{page}");
    let looked = app.trail().await.len();
    let file = admin.read(&format!("/admin/subjects/export?{ONE}")).await;
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"customer-"));
    assert_eq!(file.header("cache-control"), "no-store");
    let document = file.ok();
    assert_eq!(document["subject"], json!({ "site": null, "userId": ID }));
    let sessions = document["tables"]["sessions"].as_array().expect("sessions");
    assert_eq!((sessions.len(), text(&sessions[0]["customer_name"])), (1, "Kim Kanari".to_owned()));
    let said = app.trail().await.split_off(looked);
    assert_eq!(said.iter().map(|entry| entry["data"].clone()).collect::<Vec<_>>(), [json!({ "what": "subject" })]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_erased_is_nobody_and_that_it_was_done_is_written_down() {
    let app = TestApp::spawn().await;
    let (first, second) = (session(&app, true).await, session(&app, true).await);
    let admin = app.browser("root", Role::Admin).await;
    let before = app.trail().await.len();
    let mistyped = erase(&admin, "kim").await;
    assert_eq!(mistyped.status, 422);
    assert!(
        mistyped.text().contains("typed-error") && mistyped.text().contains("value=\"kim\""),
        "nothing typed is lost"
    );
    assert_eq!(app.trail().await.len(), before, "and nothing was done");

    let done = erase(&admin, ID).await;
    assert_eq!((done.status, done.header("location")), (303, "/admin/subjects?erased=2".to_owned()));
    assert!(admin.read("/admin/subjects?erased=2").await.text().contains("Sessions that name nobody now: 2"));
    for id in [first, second] {
        let page = admin.read(&format!("/admin/sessions/{id}")).await.text();
        assert!(!page.contains("Kanari") && !page.contains("4711") && !page.contains("kanari-order"), "{page}");
    }
    assert!(admin.read("/admin/subjects?q=kanari").await.text().contains("Nothing is held"));
    for path in [format!("/admin/subjects/one?{ONE}"), format!("/admin/subjects/export?{ONE}")] {
        assert_eq!(admin.read(&path).await.status, 404, "{path}");
    }
    assert_eq!(erase(&admin, ID).await.status, 404, "once is enough");
    let said: Vec<Value> = app.trail().await.split_off(before);
    assert_eq!(said, [json!({ "kind": "subject_erased", "actor": "admin", "data": { "sessions": 2 } })]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_who_is_being_helped_is_not_erased() {
    let app = TestApp::spawn().await;
    let (over, live) = (session(&app, true).await, session(&app, false).await);
    let admin = app.browser("root", Role::Admin).await;
    let before = app.trail().await.len();
    let page = admin.read(&format!("/admin/subjects/one?{ONE}")).await.text();
    assert!(page.contains("Live sessions: 1.") && !page.contains("/admin/subjects/erase"), "{page}");
    let refused = erase(&admin, ID).await;
    assert_eq!(refused.status, 409);
    assert!(refused.text().contains(&format!("/admin/sessions/{live}")), "it leads to the session");
    assert!(admin.read(&format!("/admin/sessions/{over}")).await.text().contains("Kim Kanari"));
    assert_eq!(app.trail().await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_at_another_site_is_somebody_else() {
    let app = TestApp::spawn().await;
    session(&app, true).await;
    app.host_site("claims", &["https://claims.example"], None).await;
    let admin = app.browser("root", Role::Admin).await;
    let elsewhere = [("site", "claims"), ("id", ID), ("typed", ID)];
    assert_eq!(admin.submit("/admin/subjects/erase", &elsewhere).await.status, 404);
    let odd = [("site", "No Site"), ("id", ID), ("typed", ID)];
    assert_eq!(admin.submit("/admin/subjects/erase", &odd).await.status, 404);
    assert!(admin.read("/admin/subjects?q=kanari").await.text().contains("Kim Kanari"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_look_after_customers_data() {
    let app = TestApp::spawn().await;
    let id = session(&app, true).await;
    let before = app.trail().await.len();
    for (login, role) in [("sam", Role::Supervisor), ("ada", Role::Agent)] {
        let browser = app.browser(login, role).await;
        for path in ["/admin/subjects", &format!("/admin/subjects/one?{ONE}"), &format!("/admin/subjects/export?{ONE}")]
        {
            assert_eq!(browser.read(path).await.status, 403, "{login}: {path}");
        }
        assert_eq!(erase(&browser, ID).await.status, 403, "{login}");
        assert!(!browser.read("/admin/history").await.text().contains("/admin/subjects"), "nor is it offered");
    }
    assert!(app.admin().await.read("/admin/subjects").await.status == 303, "a key signs nobody in here");
    let kinds: Vec<Value> = app.trail().await.split_off(before).iter().map(|entry| entry["kind"].clone()).collect();
    assert!(kinds.iter().all(|kind| !matches!(kind.as_str(), Some("subject_erased" | "exported"))), "{kinds:?}");
    assert!(app.supervisor().await.read(&format!("/api/sessions/{id}")).await.text().contains("Kim Kanari"));
}
