use super::*;
use crate::http::request_id::RequestId;
use axum::body::to_bytes;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::collections::HashMap;

async fn parts(error: Error) -> (StatusCode, HashMap<String, String>, Vec<u8>) {
    let response = error.into_response();
    let headers = response.headers().iter().map(|(k, v)| (k.to_string(), v.to_str().unwrap().to_owned())).collect();
    let status = response.status();
    (status, headers, to_bytes(response.into_body(), 1 << 16).await.unwrap().to_vec())
}

fn every_error() -> Vec<(Error, u16, &'static str, Option<u32>)> {
    vec![
        (Error::NotJson, 400, "invalid-request", None),
        (Error::field("/a", "Give a name."), 422, "invalid-request", None),
        (Error::PinMalformed, 422, "pin-malformed", Some(1008)),
        (Error::PinNotAccepted, 422, "pin-not-accepted", Some(30308)),
        (Error::IdentityNotAccepted(crate::domain::site::NotAccepted::Used), 422, "identity-not-accepted", None),
        (Error::NotSignedIn, 401, "not-signed-in", None),
        (Error::TokenInvalid, 401, "token-invalid", Some(2001)),
        (Error::SignatureInvalid, 401, "signature-invalid", None),
        (Error::Forbidden(Refusal::ForSupervisors), 403, "forbidden", None),
        (Error::ScopeMissing(Some(crate::domain::Scope::AuditRead)), 403, "scope-missing", None),
        (Error::OriginNotAllowed, 403, "origin-not-allowed", None),
        (Error::Properties(vec![FieldError::of_property("role", "x", "y")]), 400, "invalid-request", None),
        (Error::NotFound, 404, "not-found", None),
        (Error::MethodNotAllowed, 405, "method-not-allowed", None),
        (Error::RequestTimeout, 408, "request-timeout", None),
        (Error::SessionFull, 409, "session-full", Some(1013)),
        (Error::DuplicateUser, 409, "duplicate-user", Some(1015)),
        (Error::SessionTaken, 409, "session-taken", None),
        (Error::ChangedMeanwhile, 409, "changed-meanwhile", None),
        (Error::SessionOver, 410, "session-over", None),
        (Error::NotNow(Kind::INVITE_CLOSED, "No."), 410, "invite-closed", None),
        (Error::NotNow(Kind::ALREADY_INSIDE, "No."), 409, "already-inside", None),
        (Error::NotNow(Kind::ALREADY_INVITED, "No."), 409, "already-invited", None),
        (Error::NotNow(Kind::NOT_SHARED_YET, "No."), 409, "not-shared-yet", None),
        (Error::NotNow(Kind::WATCHERS_FULL, "No."), 409, "watchers-full", None),
        (Error::NotNow(Kind::CUSTOMER_DECLINED, "No."), 409, "customer-declined", None),
        (Error::NotNow(Kind::NOT_IN_ZOOM_MODE, "No."), 409, "not-in-zoom-mode", None),
        (Error::TooLarge { limit: 16 }, 413, "too-large", None),
        (Error::UriTooLong, 414, "uri-too-long", None),
        (Error::UnsupportedMediaType, 415, "unsupported-media-type", None),
        (Error::TooManyAttempts { retry_after: 90 }, 429, "too-many-attempts", None),
        (Error::internal("disk on fire, secret 123"), 500, "internal", None),
        (Error::Unavailable { retry_after: 5 }, 503, "unavailable", None),
        (Error::NotSetUp("Set ZOOM_WEBHOOK_SECRET."), 503, "not-set-up", None),
    ]
}

#[tokio::test]
async fn every_problem_has_its_documented_status_slug_and_code() {
    let all = every_error();
    assert_eq!(all.len(), Kind::ALL.len(), "a new kind wants a line here");
    for (error, status, slug, code) in all {
        let (got, headers, body) = parts(error).await;
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(got.as_u16(), status, "{slug}");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(body["type"], format!("/problems/{slug}"));
        assert_eq!(body["status"], status);
        assert_eq!(body.get("code").cloned(), code.map(Value::from), "{slug}");
        for member in ["title", "detail", "instance", "requestId"] {
            assert!(body[member].as_str().is_some_and(|text| !text.is_empty()), "{slug} {member}");
        }
    }
}

#[tokio::test]
async fn a_pin_that_is_not_accepted_always_reads_the_same() {
    let mut answers = Vec::new();
    for id in [1_u8, 255] {
        let id = RequestId::from_bytes([id; 16]);
        let (status, headers, body) = id.scope(parts(Error::PinNotAccepted)).await;
        let body = String::from_utf8(body).unwrap();
        assert_eq!(body.matches(&id.to_string()).count(), 2);
        answers.push((status, headers, body.len(), body.replace(&id.to_string(), "ID")));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].3.contains("That code isn't active. Ask the customer to read it again, or to start a new one."));
}

#[tokio::test]
async fn the_cause_of_an_internal_error_stays_inside() {
    let (_, _, body) = parts(Error::internal("disk on fire, secret 123")).await;
    assert!(!String::from_utf8(body).unwrap().contains("secret"));
}

#[tokio::test]
async fn all_wrong_fields_are_told_at_once() {
    let errors =
        vec![FieldError::new("/userName", "Use at most 80 characters."), FieldError::new("/userId", "Leave it out.")];
    let (_, _, body) = parts(Error::Fields(errors)).await;
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        body["errors"],
        json!([{"pointer": "/userName", "detail": "Use at most 80 characters."}, {"pointer": "/userId", "detail": "Leave it out."}])
    );
    assert_eq!(body["detail"], "2 fields need another look.");
}

#[tokio::test]
async fn waiting_is_told_in_words_and_in_seconds() {
    let (_, headers, body) = parts(Error::TooManyAttempts { retry_after: 90 }).await;
    assert_eq!(headers["retry-after"], "90");
    assert!(String::from_utf8(body).unwrap().contains("Try again in 2 minutes."));
    assert_eq!(
        ["1 second", "59 seconds", "1 minute", "2 minutes"],
        [0, 59, 60, 61].map(wait).each_ref().map(String::as_str)
    );
}

#[test]
fn a_bare_status_finds_its_kind() {
    for kind in Kind::ALL {
        assert_eq!(Kind::of_status(kind.status).status, kind.status);
    }
    assert_eq!(Kind::of_status(StatusCode::FORBIDDEN).slug, "forbidden");
    assert_eq!(Kind::of_status(StatusCode::UNPROCESSABLE_ENTITY).slug, "invalid-request");
    assert_eq!(Kind::of_status(StatusCode::IM_A_TEAPOT).slug, "invalid-request");
    assert_eq!(Kind::of_status(StatusCode::BAD_GATEWAY).slug, "internal");
}

#[test]
fn every_slug_has_its_cure_and_no_other_has_one() {
    let mut slugs: Vec<_> = Kind::ALL.iter().map(|kind| kind.slug).collect();
    slugs.dedup();
    assert_eq!(Cure::ALL.iter().map(|cure| cure.slug).collect::<Vec<_>>(), slugs);
    for Cure { slug, when, cure } in Cure::ALL {
        assert!(when.ends_with('.') && cure.ends_with('.'), "{slug}: whole sentences");
        assert!([when, cure].iter().all(|text| text.matches('`').count() % 2 == 0), "{slug}: code that does not end");
    }
}
