//! The console's lists over HTTP: live sessions, the history, exports, saved views, and ending many.

use crate::support::TestApp;
use serde_json::{Value, json};

/// Sessions that were ended by a supervisor, oldest first.
async fn ended(app: &TestApp, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        let session = app.waiting_session().await;
        app.supervisor().await.send("/api/session/revoke", json!({ "sessionId": session.id })).await.ok();
        ids.push(session.id.clone());
    }
    ids
}

fn ids(list: &Value) -> Vec<&str> {
    list["sessions"].as_array().expect("sessions").iter().map(|one| one["sessionId"].as_str().expect("an id")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn live_sessions_come_in_rows_and_ended_ones_in_the_history() {
    let app = TestApp::spawn().await;
    let over = ended(&app, 1).await;
    app.waiting_session().await;
    let supervisor = app.supervisor().await;
    let live = supervisor.read("/api/sessions/live").await.ok();
    assert_eq!(live["rows"].as_array().expect("rows").len(), 1);
    assert_eq!(live["rows"][0][1], 1, "waiting");
    assert_eq!(ids(&supervisor.read("/api/sessions/history").await.ok()), over);
    assert!(ids(&app.agent("ben").await.read("/api/sessions/history").await.ok()).is_empty(), "not their own");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_is_paged_by_its_cursor() {
    let app = TestApp::spawn().await;
    ended(&app, 3).await;
    let supervisor = app.supervisor().await;
    let first = supervisor.read("/api/sessions/history?limit=2&sort=length").await.ok();
    let cursor = first["nextCursor"].as_str().expect("more");
    let second = supervisor.read(&format!("/api/sessions/history?limit=2&sort=length&cursor={cursor}")).await.ok();
    let all = [ids(&first), ids(&second)].concat();
    assert_eq!((all.len(), second["nextCursor"].is_null()), (3, true));
    let wrong = supervisor.read("/api/sessions/history?sort=name&reason=bored&cursor=x").await;
    assert_eq!(wrong.pointers().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_each_is_ended_or_said_why_not() {
    let app = TestApp::spawn().await;
    let (one, two) = (app.waiting_session().await, app.waiting_session().await);
    let nobodys = "01890a5d-ac96-774b-bcce-b302099a8057";
    let supervisor = app.supervisor().await;
    let asked = json!({ "sessionIds": [one.id, nobodys, two.id, one.id], "reason": "Closing time" });
    let results = supervisor.send("/api/sessions/end", asked).await.ok()["results"].clone();
    let told: Vec<_> =
        results.as_array().expect("results").iter().map(|one| (&one["ended"], &one["problem"])).collect();
    let (yes, no) = (json!(true), json!(false));
    assert_eq!(told, [(&yes, &Value::Null), (&no, &json!("not-found")), (&yes, &Value::Null)], "each once");
    let timeline = supervisor.read(&format!("/api/sessions/{}/timeline", two.id)).await.text();
    assert!(timeline.contains("Closing time"));
    for wrong in
        [json!({ "sessionIds": [] }), json!({ "sessionIds": ["x"] }), json!({ "sessionIds": vec![nobodys; 201] })]
    {
        assert_eq!(supervisor.send("/api/sessions/end", wrong).await.status, 422);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_every_session_in_each_format_and_is_audited() {
    let app = TestApp::spawn().await;
    ended(&app, 3).await;
    let supervisor = app.supervisor().await;
    let csv = supervisor.read("/api/sessions/export?format=csv").await;
    assert!(csv.header("content-disposition").contains("attachment"));
    assert!(csv.text().starts_with("\u{feff}session_id,"));
    assert_eq!(csv.text().matches("\r\n").count(), 4);
    let whole = supervisor.read("/api/sessions/export?format=json").await.ok();
    assert_eq!((ids(&whole).len(), &whole["count"]), (3, &json!(3)));
    let lines = supervisor.read("/api/sessions/export?format=ndjson&reason=no_agent").await.text();
    assert_eq!(lines.trim(), "{\"count\":0}");
    assert_eq!(supervisor.read("/api/sessions/export?format=pdf").await.status, 422);
    assert_eq!(app.agent("ada").await.read("/api/sessions/export").await.problem().1, "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_ones_own() {
    let app = TestApp::spawn().await;
    let (ada, ben) = (app.agent("ada").await, app.agent("ben").await);
    let view = json!({ "list": "history", "name": "Mine", "query": "sort=length" });
    let id = ada.send("/api/views", view).await.ok()["views"][0]["id"].as_str().expect("an id").to_owned();
    assert!(ben.read("/api/views").await.ok()["views"].as_array().expect("views").is_empty());
    assert_eq!(ben.request("DELETE", &format!("/api/views/{id}")).send().await.status, 404);
    assert_eq!(ada.request("DELETE", &format!("/api/views/{id}")).send().await.status, 204);
    for wrong in [json!({ "list": "x", "name": "a", "query": "" }), json!({ "list": "live", "name": " ", "query": "" })]
    {
        assert_eq!(ada.send("/api/views", wrong).await.status, 422);
    }
    let evil = json!({ "list": "live", "name": "a", "query": "q=\" onclick=x" });
    assert_eq!(ada.send("/api/views", evil).await.status, 422);
}
