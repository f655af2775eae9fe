//! `/admin/settings`: what changes while it runs, and what it runs with.

use crate::support::{Answer, Caller, Socket, TestApp};
use cobroker::domain::Role;
use serde_json::{Value, json};
use std::time::Duration;

const PAGE: &str = "/admin/settings";
const DAY: f64 = 86_400.0;

async fn admin(app: &TestApp) -> Caller {
    app.browser("root", Role::Admin).await
}

/// The form as somebody fills it in who saw `was`.
async fn set(admin: &Caller, was: (&str, &str), to: (&str, &str), more: &[(&str, &str)]) -> Answer {
    let mut fields =
        vec![("timeZoneWas", was.0), ("retentionDaysWas", was.1), ("timeZone", to.0), ("retentionDays", to.1)];
    fields.extend(more);
    admin.submit(PAGE, &fields).await
}

async fn changes(app: &TestApp) -> Vec<Value> {
    let trail = app.trail().await;
    let of_settings = trail.into_iter().filter(|entry| entry["kind"] == "settings_changed");
    of_settings.map(|entry| json!([entry["actor"], entry["data"]["settings"]])).collect()
}

async fn ended_session(app: &TestApp) -> String {
    let session = app.starting_session().await;
    let (mut customer, _) = Socket::start(app, &session).await;
    customer.say(json!({ "type": "end" })).await;
    customer.expect("session_ended").await;
    session.id
}

#[tokio::test]
async fn a_change_holds_at_once_and_is_written_down_with_what_was_before() {
    let app = TestApp::spawn().await;
    let admin = admin(&app).await;
    let saved = set(&admin, ("", ""), ("Europe/Berlin", "90"), &[]).await;
    assert_eq!(
        (saved.status, saved.header("location")),
        (303, "/admin/settings?done=saved".into()),
        "{}",
        saved.text()
    );
    assert_eq!(set(&admin, ("Europe/Berlin", "90"), ("Europe/Berlin", "90"), &[]).await.status, 303);
    assert_eq!(set(&admin, ("Europe/Berlin", "90"), ("Asia/Tokyo", "90"), &[]).await.status, 303);
    let first =
        json!({ "timeZone": { "was": null, "is": "Europe/Berlin" }, "retentionDays": { "was": null, "is": "90" } });
    let second = json!({ "timeZone": { "was": "Europe/Berlin", "is": "Asia/Tokyo" } });
    assert_eq!(changes(&app).await, [json!(["admin", first]), json!(["admin", second])]);
    let figures = app.browser("sam", Role::Supervisor).await.read("/admin/figures").await.text();
    assert!(figures.contains("value=\"Asia/Tokyo\""), "the page of figures knows");
    let page = admin.read(PAGE).await.text();
    assert!(page.contains("value=\"Asia/Tokyo\"") && page.contains("value=\"90\""), "{page}");
    for (zone, days, complaints) in [
        ("Europe/Berlinn", "90", &["no time zone"][..]),
        ("Asia/Tokyo", "0", &["1 to 3650"]),
        ("Mars", "3651", &["no time zone", "1 to 3650"]),
    ] {
        let refused = set(&admin, ("Asia/Tokyo", "90"), (zone, days), &[]).await;
        let page = refused.text().replace(['\u{2068}', '\u{2069}', ','], "");
        assert!(refused.status == 422 && complaints.iter().all(|complaint| page.contains(complaint)), "{page}");
        assert!(page.contains(&format!("value=\"{zone}\"")), "nothing typed is lost");
    }
    assert_eq!(changes(&app).await.len(), 2);
}

#[tokio::test]
async fn nobody_overwrites_unseen_what_somebody_else_set() {
    let app = TestApp::spawn().await;
    let (one, other) = (admin(&app).await, app.browser("eve", Role::Admin).await);
    assert_eq!(set(&other, ("", ""), ("", "60"), &[]).await.status, 303);
    let late = set(&one, ("", ""), ("", "90"), &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Somebody else changed the settings") && late.text().contains("value=\"60\""));
    assert_eq!(changes(&app).await.len(), 1);
    // what they did not touch is no matter
    assert_eq!(set(&one, ("", ""), ("Asia/Tokyo", ""), &[]).await.status, 303);
    assert_eq!(set(&app.browser("sam", Role::Supervisor).await, ("", ""), ("", "1"), &[]).await.status, 403);
}

#[tokio::test]
async fn a_shorter_period_is_asked_about_and_then_forgets_as_much_as_it_said() {
    let app = TestApp::spawn().await;
    let session = ended_session(&app).await;
    app.advance(10.0 * DAY);
    let admin = admin(&app).await;
    let asked = set(&admin, ("", ""), ("", "7"), &[]).await;
    assert_eq!(asked.status, 428);
    assert!(
        asked.text().contains("name=\"confirmed\" value=\"7\"") && asked.text().contains("Sessions: "),
        "{}",
        asked.text()
    );
    app.forget().await;
    assert_eq!(app.see(&session).await["customer"]["userName"], "Grace", "nobody said yes yet");
    let other_number = set(&admin, ("", ""), ("", "5"), &[("confirmed", "7")]).await;
    assert_eq!(other_number.status, 428, "another number is another question");
    assert_eq!(set(&admin, ("", ""), ("", "7"), &[("confirmed", "7")]).await.status, 303);
    app.forget().await;
    assert_eq!(app.see(&session).await["customer"]["userName"], "Erased");
    assert_eq!(set(&admin, ("", "7"), ("", "1"), &[]).await.status, 303, "nothing more to forget, nothing to ask");
}

#[tokio::test]
async fn the_log_of_events_is_kept_as_long_as_is_set() {
    let mut app = TestApp::spawn().await;
    let session = ended_session(&app).await;
    assert_eq!(set(&admin(&app).await, ("", ""), ("", "2"), &[]).await.status, 303);
    app.advance(3.0 * DAY);
    // the service looks when it starts, and then every ten minutes
    app.restart().await;
    let read = format!("/api/events?session={session}");
    let gone = async {
        while !app.admin().await.read(&read).await.ok()["events"].as_array().expect("events").is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(crate::support::PATIENCE, gone).await.expect("events of three days ago are forgotten");
}

#[tokio::test]
async fn what_the_environment_sets_nobody_sets_here() {
    let app = TestApp::spawn_with(&[("COBROKER_RETENTION_DAYS", "14")]).await;
    let admin = admin(&app).await;
    let page = admin.read(PAGE).await.text();
    assert!(
        page.contains("COBROKER_RETENTION_DAYS</code> in the environment") && !page.contains("name=\"retentionDays\"")
    );
    assert_eq!(set(&admin, ("", ""), ("", "90"), &[]).await.status, 422);
    let zone_only = [("timeZoneWas", ""), ("timeZone", "Asia/Tokyo")];
    assert_eq!(admin.submit(PAGE, &zone_only).await.status, 303);
    assert_eq!(changes(&app).await, [json!(["admin", { "timeZone": { "was": null, "is": "Asia/Tokyo" } }])]);
}

#[tokio::test]
async fn it_says_what_it_runs_with_and_of_secrets_only_that_they_are_set() {
    let word = "kanari-4711-in-a-coal-mine";
    let app = TestApp::spawn_with(&[("COBROKER_METRICS_TOKEN", word), ("COBROKER_PIN_DIGITS", "8")]).await;
    let page = admin(&app).await.read(PAGE).await.text();
    assert!(!page.contains(word), "a secret is shown");
    let row = |name: &str| -> String {
        let start = page.find(&format!(">{name}</code>")).unwrap_or_else(|| panic!("no {name}"));
        page[start..].split("</tr>").next().expect("a row").to_owned()
    };
    for (name, value, source) in [
        ("COBROKER_METRICS_TOKEN", ">Set<", "Environment"),
        ("COBROKER_PIN_DIGITS", ">8<", "Environment"),
        ("COBROKER_PIN_WINDOW_SECONDS", ">600<", "Default"),
        ("COBROKER_PUBLIC_URL", "Not set", "Default"),
        ("ZOOM_SDK_SECRET", "Not set", "Default"),
    ] {
        let row = row(name);
        assert!(row.contains(value) && row.contains(source), "{name}: {row}");
    }
    assert_eq!(page.matches("<details class=\"card config-group\"").count(), 9, "every concern");
}
