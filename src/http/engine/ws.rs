//! The sockets of `docs/wire.md`: checks where they come from, then hands them to the relay.

use crate::domain::Origin;
use crate::http::error::Error;
use crate::http::extract::{ClientIp, RequestOrigin};
use crate::http::state::Site;
use crate::relay::{Incoming, Outgoing, Registry, Socket, SocketError, Whence, limits, serve_customer, serve_desk};
use crate::sites::Sites;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use futures_util::{SinkExt, StreamExt};
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

/// The only subprotocol there is.
const PROTOCOL: &str = "cobroker.v1";

/// How long [`hear_out`] listens.
const HEAR_OUT: Duration = Duration::from_secs(2);

/// Small buffers: axum's usual ones cost 134 KiB for each idle connection, these 7 KiB.
const BUFFER: usize = 4 * 1024;

/// The relay feeds at most 256 KiB before it flushes; one largest frame may come on top.
const WRITE_BUFFER: usize = 2 * limits::BATCH + limits::CUSTOMER_MESSAGE;

/// `GET /sdkapi/zcb/socket/customer`
pub async fn customer(
    State(sites): State<Sites>,
    State(relay): State<Registry>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    let origin = known_origin(&headers)?;
    if !sites.admits(&origin) {
        return Err(Error::OriginNotAllowed);
    }
    let upgrade = bounded(upgrade, limits::CUSTOMER_MESSAGE)?;
    Ok(upgrade.on_upgrade(async move |socket| {
        let mut socket = adapted(socket);
        let from = Whence { origin: origin.to_string(), ip: Some(ip) };
        serve_customer(&relay, &mut socket, from).await;
        hear_out(socket).await;
    }))
}

/// `GET /sdkapi/zcb/socket/desk`
pub async fn desk(
    State(site): State<Arc<Site>>,
    State(relay): State<Registry>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Error> {
    if known_origin(&headers)? != site.public {
        return Err(Error::OriginNotAllowed);
    }
    let upgrade = bounded(upgrade, limits::CONTROL_MESSAGE)?;
    Ok(upgrade.on_upgrade(async move |socket| {
        let mut socket = adapted(socket);
        serve_desk(&relay, &mut socket, Some(ip)).await;
        hear_out(socket).await;
    }))
}

fn known_origin(headers: &HeaderMap) -> Result<Origin, Error> {
    match RequestOrigin::of(headers) {
        RequestOrigin::Known(origin) => Ok(origin),
        RequestOrigin::Absent | RequestOrigin::Null | RequestOrigin::Malformed => Err(Error::OriginNotAllowed),
    }
}

fn bounded(upgrade: WebSocketUpgrade, largest_message: usize) -> Result<WebSocketUpgrade, Error> {
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(WRITE_BUFFER)
        .max_message_size(largest_message)
        .max_frame_size(largest_message);
    let agreed = upgrade.selected_protocol().is_some();
    if agreed { Ok(upgrade) } else { Err(Error::NotJson) }
}

/// Reads on for a moment after the goodbye: a connection dropped with unread messages is reset, and then the peer
/// never sees the close code that tells it why.
async fn hear_out(mut socket: impl Socket) {
    let rest = async { while let Some(Ok(_)) = socket.next().await {} };
    // whoever goes on after that does not want to know
    let _ = tokio::time::timeout(HEAR_OUT, rest).await;
}

/// axum's socket as the relay knows sockets.
fn adapted(socket: WebSocket) -> impl Socket {
    socket
        .map(|message| message.map_or_else(|error| Err(broken(error)), |message| Ok(incoming(message))))
        .sink_map_err(broken)
        .with(|message| ready(Ok::<_, SocketError>(outgoing(message))))
}

fn incoming(message: Message) -> Incoming {
    match message {
        Message::Binary(bytes) => Incoming::Binary(bytes),
        Message::Text(_) => Incoming::Text,
        Message::Ping(_) => Incoming::Ping,
        Message::Pong(_) => Incoming::Pong,
        Message::Close(_) => Incoming::Close,
    }
}

fn outgoing(message: Outgoing) -> Message {
    match message {
        Outgoing::Binary(bytes) => Message::Binary(bytes),
        Outgoing::Ping => Message::Ping(bytes::Bytes::new()),
        Outgoing::Close(code) => Message::Close(Some(CloseFrame { code, reason: "".into() })),
    }
}

fn broken(error: axum::Error) -> SocketError {
    let inner = error.into_inner();
    match inner.downcast_ref::<tungstenite::Error>() {
        Some(tungstenite::Error::Capacity(_)) => SocketError::TooBig,
        _ => SocketError::Broken,
    }
}
