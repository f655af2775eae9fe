//! One `POST` as Zoom makes it: headers, signature, patience.

use super::Office;
use super::signature::sign;
use crate::domain::Time;
use crate::outgoing::{Answer, Request, Trouble, Url};
use crate::random;
use axum::http::{HeaderName, HeaderValue, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::time::Duration;

/// From the look-up of the name to the end of the answer (Zoom reference §10.7).
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of an answer that are read (hardening §8).
const ANSWER: usize = 64 * 1024;
/// As Zoom's, because some receivers ask for it (Zoom reference §10.5).
const USER_AGENT: HeaderValue = HeaderValue::from_static("Zoom Marketplace/1.0a");
const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

pub async fn post(office: &Office, endpoint: &Url, body: String, now: Time) -> Result<Answer, Trouble> {
    let id = URL_SAFE_NO_PAD.encode(random::bytes::<16>(&*office.random));
    let signature = sign(&office.secret, now.timestamp(), body.as_bytes());
    let request = Request::post(endpoint.clone(), body)
        .within(PATIENCE)
        .at_most(ANSWER)
        .with(header::CONTENT_TYPE, JSON)
        .with(header::USER_AGENT, USER_AGENT)
        .with(HeaderName::from_static("x-zm-signature"), ascii(&signature))
        .with(HeaderName::from_static("x-zm-request-timestamp"), now.timestamp().into())
        .with(HeaderName::from_static("x-zm-request-id"), ascii(&id));
    office.client.send(&request).await
}

fn ascii(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("hexadecimal and base64 fit a header")
}
