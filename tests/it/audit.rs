//! The audit trail on screen, by the API and as a file, and whether it is whole.

use crate::support::{Caller, TestApp};
use cobroker::domain::Role;
use serde_json::{Value, json};

fn seqs(page: &Value) -> Vec<i64> {
    page["entries"].as_array().expect("entries").iter().map(|entry| entry["seq"].as_i64().expect("a number")).collect()
}

/// Some people, two sessions, one of them ended: a trail with something to look for.
async fn eventful(app: &TestApp) -> (String, String) {
    app.host_site("claims", &["https://claims.example"], None).await;
    let (ended, live) = (app.waiting_session().await, app.waiting_session().await);
    app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": ended.id })).await.ok();
    app.page().submit("/login", &[("login", "nobody"), ("password", "not it")]).await;
    (ended.id, live.id)
}

/// Somebody who may write to the file, past the rules of its tables.
fn tamper(app: &TestApp, sql: &str) {
    let raw = rusqlite::Connection::open(app.database()).expect("the file opens");
    let locks = "DROP TRIGGER IF EXISTS timeline_keeps_values; DROP TRIGGER IF EXISTS timeline_keeps_rows";
    raw.execute_batch(locks).expect("the owner of a file may do everything");
    raw.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    assert!(raw.changes() > 0, "{sql}");
}

/// Presses *Verify now*, and sees what the page says.
async fn verified(browser: &Caller) -> String {
    let answer = browser.submit("/admin/audit/verify", &[]).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/admin/audit#verification".to_owned()));
    let page = browser.read("/admin/audit").await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_trail_says_how_many_entries_and_which_head() {
    let app = TestApp::spawn().await;
    eventful(&app).await;
    let browser = app.browser("sam", Role::Supervisor).await;
    let page = verified(&browser).await;
    let entries = app.trail().await.len();
    let known = browser.read("/api/audit/verification").await.ok();
    assert_eq!((&known["verdict"], &known["entries"]), (&json!("whole"), &json!(entries)));
    assert_eq!(
        (&known["head"]["seq"], &known["broken"], &known["running"]),
        (&json!(entries), &Value::Null, &Value::Null)
    );
    assert_eq!(
        known["verifiedAt"].as_str(),
        Some(app.now().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).as_str())
    );
    let hash = known["head"]["hash"].as_str().expect("a hash");
    assert!(page.contains(&format!("cobroker audit verify --head {entries} {hash}")), "{page}");
    let last = browser.read("/api/audit?limit=1").await.ok();
    assert_eq!((&last["entries"][0]["seq"], &last["entries"][0]["hash"]), (&json!(entries), &json!(hash)));
    assert!(!page.contains("role=\"alert\""), "nothing to be alarmed about");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_row_is_shown_as_broken_at_its_number() {
    let app = TestApp::spawn().await;
    eventful(&app).await;
    let browser = app.browser("sam", Role::Supervisor).await;
    assert!(verified(&browser).await.contains("chip-active"));
    tamper(&app, "UPDATE timeline SET at = at + 1 WHERE seq = 5");
    let page = verified(&browser).await;
    assert!(page.contains("The trail is broken at entry 5"), "{page}");
    assert!(page.contains("does not read as it was written") && page.contains("role=\"alert\""));
    let row = page.split("id=\"entry-5\"").nth(1).expect("the entry is on the page");
    assert!(row.starts_with(" class=\"row-broken\""), "{row}");
    assert_eq!(page.matches("row-broken").count(), 1);
    let known = browser.read("/api/audit/verification").await.ok();
    assert_eq!(known["broken"], json!({ "seq": 5, "reason": "changed" }));
    assert_eq!((&known["verdict"], &known["head"], &known["entries"]), (&json!("broken"), &Value::Null, &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_is_no_entry_hides_no_other() {
    let app = TestApp::spawn().await;
    eventful(&app).await;
    let all = seqs(&app.supervisor().await.read("/api/audit?limit=200").await.ok());
    tamper(&app, "UPDATE timeline SET session_id = 'nonsense' WHERE seq = 4");
    let browser = app.browser("sam", Role::Supervisor).await;
    let page = browser.read("/api/audit?limit=200").await.ok();
    assert_eq!(page["unreadable"], json!([4]));
    let others: Vec<i64> = all.into_iter().filter(|seq| *seq != 4).collect();
    assert!(seqs(&page).ends_with(&others), "{page}");
    let shown = verified(&browser).await;
    assert!(shown.contains("The trail is broken at entry 4") && shown.contains("is no entry"), "{shown}");
    let file = browser.read("/api/audit/export?format=ndjson").await.text();
    assert!(file.contains(r#"{"seq":4,"unreadable":true}"#) && file.contains(r#""seq":5"#), "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_is_looked_at_again_so_often_and_no_more() {
    let app = TestApp::spawn().await;
    let browser = app.browser("sam", Role::Supervisor).await;
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(browser.submit("/admin/audit/verify?kind=site_added", &[]).await.status);
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 303, 429]);
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_found_by_what_who_where_and_when() {
    let app = TestApp::spawn().await;
    let (ended, live) = eventful(&app).await;
    let sam = app.person("sam", Role::Supervisor).await.id;
    let reader = app.supervisor().await;
    let found = async |query: &str| -> Vec<String> {
        let page = reader.read(&format!("/api/audit?{query}")).await.ok();
        let entries = page["entries"].as_array().expect("entries").clone();
        entries.iter().map(|entry| entry["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    assert_eq!(found("kind=login_failed").await, ["login_failed"]);
    assert_eq!(found(&format!("person={sam}")).await, ["session_ended"]);
    assert_eq!(found("site=claims").await, ["site_added"]);
    assert_eq!(found(&format!("session={ended}")).await, ["session_ended", "pin_reported", "session_created"]);
    assert_eq!(found(&format!("session={live}&kind=session_ended")).await, [""; 0]);
    let today = app.now().format("%Y-%m-%d");
    assert!(!found(&format!("from={today}&to={today}")).await.is_empty());
    assert!(found("from=2031-01-01").await.is_empty());
    // Kiritimati is fourteen hours ahead: there, it is tomorrow already
    let tomorrow = (app.now() + chrono::TimeDelta::hours(14)).format("%Y-%m-%d").to_string();
    assert_ne!(tomorrow, today.to_string(), "the clock of the tests is in the afternoon");
    assert!(!found(&format!("from={tomorrow}&zone=Pacific/Kiritimati")).await.is_empty());
    let by_address = reader.read("/api/audit?kind=login_failed").await.ok();
    assert_eq!(by_address["entries"][0]["address"], "127.0.0.1");
    assert_eq!(by_address["entries"][0]["actor"]["kind"], "stranger");
    let wrong = reader.read("/api/audit?kind=coffee&from=soon&before=x").await;
    assert_eq!((wrong.status, wrong.pointers().len()), (422, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_and_what_comes_meanwhile_moves_none() {
    let app = TestApp::spawn().await;
    eventful(&app).await;
    let reader = app.supervisor().await;
    let all = seqs(&reader.read("/api/audit?limit=200").await.ok());
    let (mut seen, mut address) = (Vec::new(), "/api/audit?limit=3".to_owned());
    loop {
        let page = reader.read(&address).await.ok();
        seen.extend(seqs(&page));
        app.page().submit("/login", &[("login", "nobody"), ("password", "not it")]).await;
        let Some(next) = page["next"].as_i64() else { break };
        address = format!("/api/audit?limit=3&before={next}");
    }
    assert_eq!(seen, all);
    assert_eq!(all, (1..=all.len() as i64).rev().collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_the_rows_that_the_filter_finds_and_is_an_entry_itself() {
    let app = TestApp::spawn().await;
    let (ended, _) = eventful(&app).await;
    let reader = app.supervisor().await;
    for query in ["kind=person_added".to_owned(), format!("session={ended}"), String::new()] {
        let page = reader.read(&format!("/api/audit?limit=200&{query}")).await.ok();
        let mut shown = page["entries"].as_array().expect("entries").clone();
        shown.reverse();
        let answer = reader.read(&format!("/api/audit/export?format=ndjson&{query}")).await;
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let text = answer.text();
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.pop(), Some(json!({ "count": shown.len() })));
        assert_eq!(lines, shown, "{query}");
        let last = app.trail().await.pop().expect("an entry");
        let by = if query.is_empty() { json!([]) } else { json!([query.split('=').next()]) };
        assert_eq!(
            (&last["kind"], &last["data"]["what"], &last["data"]["by"]),
            (&json!("exported"), &json!("audit"), &by)
        );
        assert!(!last.to_string().contains(&ended), "it says by what was looked, not for whom");
    }
    let json = reader.read("/api/audit/export?format=json&kind=person_added").await;
    assert_eq!(json.ok()["count"], json!(json.ok()["entries"].as_array().expect("entries").len()));
    let csv = reader.read("/api/audit/export?kind=person_added").await.text();
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next(), Some("seq,at,kind,actor_kind,actor_id,actor_name,session_id,data,address,hash"));
    assert_eq!(lines.count() as u64, json.ok()["count"].as_u64().expect("a count"));
    let refused = reader.read("/api/audit/export?format=xml").await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        app.trail().await.iter().filter(|entry| entry["kind"] == "exported").count(),
        5,
        "nothing left, nothing said"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_keeps_what_was_looked_for_in_its_addresses() {
    let app = TestApp::spawn().await;
    eventful(&app).await;
    let browser = app.browser("sam", Role::Supervisor).await;
    let page = browser.read("/admin/audit?kind=login_failed&from=2026-01-01&zone=Europe%2FBerlin").await.text();
    let narrowed = "kind=login_failed&amp;from=2026-01-01&amp;zone=Europe%2FBerlin".replace("&amp;", "&#38;");
    assert!(page.contains(&format!("/api/audit/export?{narrowed}&#38;format=csv")), "{page}");
    assert!(page.contains(&format!("action=\"/admin/audit/verify?{narrowed}\"")));
    assert!(
        page.contains("Sign-in failed") && page.contains("Somebody not signed in") && page.contains("Europe/Berlin")
    );
    let odd = browser.read("/admin/audit?session=x&from=soon").await;
    assert_eq!(odd.status, 422);
    assert!(
        odd.text().contains("session-error") && odd.text().contains("to-error") && odd.text().contains("value=\"x\"")
    );
    assert_eq!(browser.read("/admin/audit?zone=Mars").await.status, 200, "a zone that is not known is UTC");
}
