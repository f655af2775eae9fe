//! `/api/token` beside Zoom's auth sample: the requests of `tests/fixtures/token-sample.json`, and what the sample answered.

use crate::support::{Answer, Place, TestApp, claims, text};
use serde_json::{Value, json};

const TABLE: &str = include_str!("../fixtures/token-sample.json");

fn rows() -> Vec<Value> {
    let table: Value = serde_json::from_str(TABLE).expect("the fixture is JSON");
    table["rows"].as_array().expect("rows").clone()
}

/// Zoom mode, where tokens say nothing that the sample's do not say.
async fn zoom() -> TestApp {
    let settings = [("ZOOM_SDK_KEY", "TEST_SDK_KEY"), ("ZOOM_SDK_SECRET", "a-secret-that-is-long-enough-for-anybody")];
    TestApp::spawn_with(&settings).await
}

async fn replay(app: &TestApp, row: &Value) -> Answer {
    let mut request = reqwest::Client::new()
        .post(format!("http://localhost:{}/api/token", app.address().port()))
        .body(text(&row["body"]));
    if !row.get("contentType").is_some_and(Value::is_null) {
        let kind = row["contentType"].as_str().unwrap_or("application/json");
        request = request.header("content-type", kind);
    }
    Answer::of(request.send().await.expect("an answer")).await
}

/// What a token says, in the fixture's form: its life instead of its times, `random` for an id that was drawn.
fn said(token: &str) -> Value {
    let mut claims = claims(token);
    let fields = claims.as_object_mut().expect("an object");
    let (iat, exp) = (fields.remove("iat").unwrap(), fields.remove("exp").unwrap());
    fields.insert("life".into(), json!(exp.as_i64().expect("whole") - iat.as_i64().expect("whole")));
    let id = fields["user_id"].clone();
    if is_drawn(id.as_str().expect("a text")) {
        for claim in ["user_id", "user_name"] {
            if fields[claim] == id {
                fields.insert(claim.into(), json!("random"));
            }
        }
    }
    claims
}

fn is_drawn(id: &str) -> bool {
    id.len() == 20 && id.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
}

/// The row's expectation: the sample's answer, changed where the row says that ours is another and why.
fn expected(row: &Value) -> (u64, Value, Vec<(String, Option<String>)>) {
    let (sample, ours) = (&row["sample"], &row["ours"]);
    let mut claims = sample["claims"].clone();
    for (claim, value) in ours["claims"].as_object().into_iter().flatten() {
        claims[claim] = value.clone();
    }
    let errors = match ours["properties"].as_array() {
        Some(properties) => properties.iter().map(|property| (text(property), None)).collect(),
        None => pairs(&sample["errors"]),
    };
    (ours["status"].as_u64().or(sample["status"].as_u64()).expect("a status"), claims, errors)
}

fn pairs(errors: &Value) -> Vec<(String, Option<String>)> {
    let errors = errors.as_array().into_iter().flatten();
    errors.map(|error| (text(&error["property"]), Some(text(&error["reason"])))).collect()
}

#[tokio::test]
async fn every_request_of_the_table_is_answered_as_the_sample_answers_it_or_the_table_says_why_not() {
    let app = zoom().await;
    for row in rows() {
        let name = text(&row["name"]);
        let (status, claims, errors) = expected(&row);
        let answer = replay(&app, &row).await;
        assert_eq!(u64::from(answer.status), status, "{name}: {}", answer.text());
        match status {
            200 => assert_eq!(said(&text(&answer.json()["token"])), claims, "{name}"),
            400 => {
                let mut got = pairs(&answer.json()["errors"]);
                // where the complaint is ours, its words are
                got.iter_mut()
                    .zip(&errors)
                    .filter(|(_, (_, reason))| reason.is_none())
                    .for_each(|(got, _)| got.1 = None);
                assert_eq!(got, errors, "{name}");
            }
            _ => {}
        }
    }
}

#[test]
fn the_table_is_large_and_every_difference_has_its_reason() {
    let rows = rows();
    assert!(rows.len() > 100);
    for row in rows.iter().filter(|row| row.get("ours").is_some()) {
        assert!(row["ours"]["why"].as_str().is_some_and(|why| why.len() > 10), "{}", row["name"]);
    }
}

#[tokio::test]
async fn a_refusal_is_a_problem_and_the_samples_answer_in_one_body() {
    let app = zoom().await;
    let answer = app.customer().send("/api/token", json!({ "role": 3, "expirationSeconds": 5 })).await;
    assert_eq!(answer.problem(), (400, "invalid-request".into()));
    assert_eq!(
        answer.json()["errors"][0],
        json!({
            "pointer": "/role", "detail": "Use 1 for a customer or 2 for an agent.",
            "property": "role", "reason": "Value is not valid. Got 3, expected 1,2",
        })
    );
    assert_eq!(answer.pointers(), ["/expirationSeconds", "/role"]);
}
