//! For operators: is it alive, can it work, how is it doing.

use crate::domain::Time;
use crate::http::error::Error;
use crate::http::extract::Bearer;
use crate::http::state::{Ops, Site};
use crate::serve::PeerAddr;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use chrono::TimeDelta;
use secrecy::ExposeSecret;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use subtle::ConstantTimeEq;

/// How long a look at the database holds, and how long it may take.
const PROBE_HOLDS: TimeDelta = TimeDelta::seconds(2);
const PROBE_LIMIT: Duration = Duration::from_millis(500);

/// `GET /healthz`: this process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// What the last look at the database said.
#[derive(Clone, Default)]
pub struct LastProbe(Arc<Mutex<Option<(Time, bool)>>>);

/// `GET /readyz`: a write would work, and the server is not on its way out.
pub async fn readyz(State(ops): State<Ops>) -> impl IntoResponse {
    let ready = !ops.stopping.is_cancelled() && can_write(&ops).await;
    if ready { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}

async fn can_write(ops: &Ops) -> bool {
    let now = ops.clock.now();
    let last = *ops.last_probe.0.lock().expect("no holder panics");
    if let Some((at, able)) = last
        && now - at < PROBE_HOLDS
    {
        return able;
    }
    let able = matches!(tokio::time::timeout(PROBE_LIMIT, ops.store.probe()).await, Ok(Ok(())));
    *ops.last_probe.0.lock().expect("no holder panics") = Some((now, able));
    able
}

/// `GET /metrics`: for this machine, or with the metrics token.
pub async fn metrics(
    State(ops): State<Ops>,
    State(site): State<Arc<Site>>,
    peer: Option<Extension<PeerAddr>>,
    Bearer(given): Bearer,
) -> Result<impl IntoResponse, Error> {
    let allowed = match (&site.config.network.metrics_token, given) {
        (Some(token), Some(given)) => token.expose_secret().as_bytes().ct_eq(given.as_bytes()).into(),
        (Some(_), None) => false,
        // a proxy on this machine would make everybody local
        (None, _) => {
            site.config.network.trusted_proxies.is_empty()
                && peer.is_some_and(|Extension(peer)| peer.0.ip().is_loopback())
        }
    };
    if allowed {
        Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], ops.metrics.render()))
    } else {
        Err(Error::NotFound)
    }
}
