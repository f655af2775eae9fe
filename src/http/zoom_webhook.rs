//! `POST /webhooks/zoom`: what Zoom tells of its sessions (Zoom reference §10).
//!
//! Zoom tries again after every status from 500 on, and never after any other \[DZ-WH\]. So what was saved, or is none of
//! our business, is answered with 200; what cannot be believed or read with 401 or 400; and only what could not be saved
//! with more.

use crate::broker::{Broker, Told};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::state::{Ops, Site};
use crate::zoom::webhook::{Message, read, verify};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Takes one message in.
pub async fn receive(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(ops): State<Ops>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Error> {
    let answer = take(&broker, &site, &ops, &headers, &body).await;
    let result = match &answer {
        Ok(Answer::Proof(_)) => "validation",
        Ok(Answer::Told(Told::Again)) => "duplicate",
        Ok(Answer::Told(Told::Matched)) => "matched",
        Ok(Answer::Told(Told::Unmatched)) => "unmatched",
        Err(Error::SignatureInvalid) => "refused",
        Err(Error::Unreadable(_)) => "malformed",
        Err(_) => "failed",
    };
    metrics::counter!("cobroker_zoom_webhooks_total", "result" => result).increment(1);
    answer.map(|answer| match answer {
        Answer::Proof(proof) => *proof,
        Answer::Told(_) => StatusCode::OK.into_response(),
    })
}

enum Answer {
    Proof(Box<Response>),
    Told(Told),
}

async fn take(broker: &Broker, site: &Site, ops: &Ops, headers: &HeaderMap, body: &[u8]) -> Result<Answer, Error> {
    let secret = site.config.engine.webhook_secret.as_ref();
    let secret = secret.ok_or(Error::NotSetUp("Zoom's webhooks need ZOOM_WEBHOOK_SECRET on this server."))?;
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let now = ops.clock.now();
    verify(secret, header("x-zm-request-timestamp"), header("x-zm-signature"), body, now).map_err(|why| {
        tracing::warn!("a webhook was refused: {why}");
        Error::SignatureInvalid
    })?;
    let message = read(secret, body, now).map_err(|why| {
        tracing::warn!("a webhook that Zoom signed was refused: {why}");
        Error::Unreadable(why.0)
    })?;
    match message {
        Message::Challenge(proof) => Ok(Answer::Proof(Box::new(Json(proof).into_response()))),
        Message::Event(event, pin) => {
            let told = broker.zoom_event(event, pin).await.map_err(|error| At(error, now))?;
            Ok(Answer::Told(told))
        }
    }
}
