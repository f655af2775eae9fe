//! What doctor asks the public address: does a request come back to this installation, and how does it arrive. Everybody
//! else gets 404: only doctor knows the word (`crate::doctor::word`).

use crate::doctor::network::Echo;
use crate::doctor::word;
use crate::http::error::Error;
use crate::http::state::{Ops, Site};
use crate::serve::PeerAddr;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{FORWARDED, HOST};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use futures_util::{StreamExt, stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// Between two events. A proxy that waits for the end of an answer keeps the first one for as long.
const OPEN: Duration = Duration::from_secs(4);

/// `GET /api/doctor/{word}`
pub async fn echo(
    State(ops): State<Ops>,
    State(site): State<Arc<Site>>,
    Path(word): Path<String>,
    peer: Option<Extension<PeerAddr>>,
    headers: HeaderMap,
) -> Result<Json<Echo>, Error> {
    known(&ops, &word).await?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    let proxies = &site.config.network.trusted_proxies;
    Ok(Json(Echo {
        host,
        forwarded: headers.contains_key("x-forwarded-for") || headers.contains_key(FORWARDED),
        trusted: peer.is_some_and(|Extension(peer)| proxies.contains(peer.0.ip())),
    }))
}

/// `GET /api/doctor/{word}/socket`: a WebSocket that closes at once.
pub async fn socket(
    State(ops): State<Ops>,
    Path(word): Path<String>,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    known(&ops, &word).await?;
    Ok(upgrade.on_upgrade(|socket| async move { drop(socket) }))
}

/// `GET /api/doctor/{word}/events`: an event now, and another one later.
pub async fn events(State(ops): State<Ops>, Path(word): Path<String>) -> Result<impl IntoResponse, Error> {
    known(&ops, &word).await?;
    let event = |data: &str| Ok::<_, Infallible>(Event::default().data(data));
    let first = stream::iter([event("first")]);
    let stopping = ops.stopping;
    let second = stream::once(async move {
        stopping.run_until_cancelled(tokio::time::sleep(OPEN)).await;
        event("second")
    });
    Ok(Sse::new(first.chain(second)))
}

async fn known(ops: &Ops, word: &str) -> Result<(), Error> {
    let known = word::is_known(&*ops.store, word, ops.clock.now()).await?;
    if known { Ok(()) } else { Err(Error::NotFound) }
}
