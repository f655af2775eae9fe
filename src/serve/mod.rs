//! The accept loop. `axum::serve` has no timers: there a silent client stays for ever, and half a header holds up
//! shutdown. Here every connection has limits from its first byte to its last (hardening §7 and §11).

mod peer;
mod places;
mod socket;

pub use peer::{PeerAddr, TrustedProxies};

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use places::Places;
use socket::Socket;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// What one connection may cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once, upgraded ones included. Default 10,000.
    pub connections: usize,
    /// Connections of one address at once (IPv6: of one /64). Default 200.
    pub per_address: usize,
    /// Proxies stand for many clients, so only [`Self::connections`] holds for them.
    pub proxies: TrustedProxies,
    /// From accept to the first byte. Default 5 s.
    pub first_byte: Duration,
    /// From the first byte to the whole head, and between two requests. Default 10 s.
    pub head: Duration,
    /// A client that reads nothing for this long is dropped. Default 15 s.
    pub write_stall: Duration,
    /// Requests that are running when the server stops may take this long. Default 10 s.
    pub stop: Duration,
}

impl Limits {
    /// Bytes of request line and headers.
    pub const HEAD_BYTES: usize = 16 * 1024;
    /// Headers of one request.
    pub const HEADERS: usize = 64;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            per_address: 200,
            proxies: TrustedProxies::default(),
            first_byte: Duration::from_secs(5),
            head: Duration::from_secs(10),
            write_stall: Duration::from_secs(15),
            stop: Duration::from_secs(10),
        }
    }
}

/// Serves `router` until `shutdown` is cancelled; then accepts nobody, lets running requests finish for
/// [`Limits::stop`], and returns. Upgraded sockets belong to whoever upgraded them.
///
/// Every request carries [`PeerAddr`].
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: CancellationToken) {
    let connections = TaskTracker::new();
    let places = Places::new(limits.connections, limits.per_address);
    while let Some(accepted) = shutdown.run_until_cancelled(listener.accept()).await {
        let Some((stream, peer)) = usable(accepted, &shutdown).await else { continue };
        let is_proxy = limits.proxies.contains(peer.ip());
        let Some(place) = places.take(peer.ip(), is_proxy) else {
            metrics::counter!("connections_refused_total").increment(1);
            continue;
        };
        let (router, limits, shutdown) = (router.clone(), limits.clone(), shutdown.clone());
        connections.spawn(async move {
            if first_byte(&stream, &limits, &shutdown).await {
                let socket = Socket::new(stream, limits.write_stall, place);
                converse(socket, peer, router, &limits, &shutdown).await;
            }
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// Without file descriptors for the next connection, waits a moment for one to become free.
async fn usable(
    accepted: io::Result<(TcpStream, SocketAddr)>,
    shutdown: &CancellationToken,
) -> Option<(TcpStream, SocketAddr)> {
    match accepted {
        Ok((stream, peer)) => {
            // fails only on a socket that is gone, and the next step finds that out
            let _ = stream.set_nodelay(true);
            Some((stream, peer))
        }
        Err(error) if is_of_the_client(&error) => None,
        Err(error) => {
            tracing::error!("cannot accept connections: {error}");
            shutdown.run_until_cancelled(tokio::time::sleep(Duration::from_millis(200))).await;
            None
        }
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// hyper starts no timer before the first byte of a connection.
async fn first_byte(stream: &TcpStream, limits: &Limits, shutdown: &CancellationToken) -> bool {
    let mut byte = [0];
    let peeked = shutdown.run_until_cancelled(timeout(limits.first_byte, stream.peek(&mut byte))).await;
    matches!(peeked, Some(Ok(Ok(1))))
}

async fn converse(socket: Socket, peer: SocketAddr, router: Router, limits: &Limits, shutdown: &CancellationToken) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(PeerAddr(peer));
        router.clone().oneshot(request)
    });
    let connection = builder(limits).serve_connection(TokioIo::new(socket), service).with_upgrades();
    let mut connection = pin!(connection);
    let ended = match shutdown.run_until_cancelled(connection.as_mut()).await {
        Some(ended) => ended,
        None => {
            connection.as_mut().graceful_shutdown();
            timeout(limits.stop, connection).await.unwrap_or(Ok(()))
        }
    };
    if let Err(error) = ended {
        tracing::debug!("connection ended: {error}");
    }
}

fn builder(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(Limits::HEADERS)
        .max_header_size(Limits::HEAD_BYTES)
        .max_buf_size(Limits::HEAD_BYTES);
    builder
}

#[cfg(test)]
mod tests;
