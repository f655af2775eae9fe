use super::*;
use crate::http::error::ErrorPage;
use crate::http::security::SecurityHeaders;
use crate::http::stack::{self, RequestLimits, Stack};
use crate::random::SeededRandom;
use axum::body::{Body, Bytes};
use axum::extract::Extension;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::routing::get;
use futures_util::{SinkExt, StreamExt, stream};
use std::convert::Infallible;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::Instant;

const SHORT: Duration = Duration::from_millis(150);
const LONG: Duration = Duration::from_secs(60);

struct Server {
    address: SocketAddr,
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

async fn start(limits: Limits) -> Server {
    start_with(router(Arc::default(), Arc::default()), limits).await
}

async fn start_with(router: Router, limits: Limits) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let task = tokio::spawn(serve(listener, router, limits, shutdown.clone()));
    Server { address, shutdown, task }
}

/// `/slow` says when it began, and ends when it is released.
fn router(begun: Arc<Notify>, release: Arc<Notify>) -> Router {
    let flood =
        async || Body::from_stream(stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[0; 65536]))));
    let slow = async move || {
        begun.notify_one();
        release.notified().await;
        "finished"
    };
    Router::new()
        .route("/peer", get(async |Extension(PeerAddr(peer)): Extension<PeerAddr>| peer.to_string()))
        .route("/flood", get(flood))
        .route("/slow", get(slow))
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.address).await.unwrap()
}

async fn send(server: &Server, request: &str) -> TcpStream {
    let mut stream = connect(server).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    stream
}

/// Everything until the server closes; a reset counts as closing.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = timeout(LONG, stream.read_to_end(&mut bytes)).await.expect("the server closes");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_handler_learns_its_peer() {
    let server = start(Limits::default()).await;
    let stream = send(&server, "GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let me = stream.local_addr().unwrap().to_string();
    assert!(rest(stream).await.ends_with(&me));
}

#[tokio::test]
async fn silence_half_a_header_and_idling_all_end() {
    let limits = Limits { first_byte: SHORT, head: SHORT, ..Limits::default() };
    let server = start(limits).await;
    for begun in ["", "GET /peer HTTP/1.1\r\nhost: x\r\n", "GET /peer HTTP/1.1\r\nhost: x\r\n\r\n"] {
        let started = Instant::now();
        rest(send(&server, begun).await).await;
        assert!(started.elapsed() < Limits::default().first_byte, "by its own timer, not by a default one: {begun:?}");
    }
}

#[tokio::test]
async fn heads_have_a_size_and_a_number_of_headers() {
    let server = start(Limits::default()).await;
    let large = format!("GET /peer HTTP/1.1\r\nhost: x\r\nlarge: {}\r\n\r\n", "x".repeat(Limits::HEAD_BYTES));
    let many = format!("GET /peer HTTP/1.1\r\nhost: x\r\n{}\r\n", "a: b\r\n".repeat(Limits::HEADERS));
    for head in [large, many] {
        let answer = rest(send(&server, &head).await).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    }
}

#[tokio::test]
async fn one_address_gets_no_more_than_its_connections() {
    let server = start(Limits { per_address: 2, ..Limits::default() }).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut stream = send(&server, "GET /peer HTTP/1.1\r\nhost: x\r\n\r\n").await;
        assert_eq!(stream.read(&mut [0; 12]).await.unwrap(), 12);
        held.push(stream);
    }
    assert_eq!(rest(connect(&server).await).await, "", "closed without an answer");
    held.clear();
    let mut answered = false;
    while !answered {
        // the server notices on its own time that the others left
        answered = rest(send(&server, "GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await)
            .await
            .contains("200 OK");
    }
}

#[tokio::test]
async fn a_peer_that_reads_nothing_is_dropped() {
    let server = start(Limits { write_stall: SHORT, per_address: 1, ..Limits::default() }).await;
    let deaf = send(&server, "GET /flood HTTP/1.1\r\nhost: x\r\n\r\n").await;
    deaf.readable().await.unwrap();
    let begun = Instant::now();
    let mut answered = false;
    while !answered {
        assert!(begun.elapsed() < LONG, "its place becomes free");
        answered = rest(send(&server, "GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await)
            .await
            .contains("200 OK");
    }
    drop(deaf);
}

#[tokio::test]
async fn stopping_lets_a_running_request_finish() {
    let (begun, release) = <(Arc<Notify>, Arc<Notify>)>::default();
    let routes = router(Arc::clone(&begun), Arc::clone(&release));
    let server = start_with(routes, Limits { stop: LONG, ..Limits::default() }).await;
    let running = send(&server, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let idle = connect(&server).await;
    begun.notified().await;
    server.shutdown.cancel();
    assert_eq!(rest(idle).await, "", "who had not asked yet is sent away at once");
    release.notify_one();
    assert!(rest(running).await.ends_with("finished"));
    timeout(LONG, server.task).await.expect("it stops").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn stopping_does_not_wait_for_ever() {
    let begun = Arc::<Notify>::default();
    let routes = router(Arc::clone(&begun), Arc::default());
    let server = start_with(routes, Limits { stop: SHORT, ..Limits::default() }).await;
    let _half = send(&server, "GET /peer HTTP/1.1\r\nhost: x\r\n").await;
    let _stuck = send(&server, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    begun.notified().await;
    server.shutdown.cancel();
    timeout(LONG, server.task).await.expect("it stops").unwrap();
}

#[tokio::test]
async fn a_websocket_passes_all_layers_and_keeps_its_place() {
    let layers = Stack {
        random: Arc::new(SeededRandom::new(3)),
        proxies: TrustedProxies::default(),
        security: SecurityHeaders { https: false },
        error_page: ErrorPage::default(),
        limits: RequestLimits::default(),
    };
    let echo = async |mut socket: WebSocket| {
        while let Some(Ok(message)) = socket.recv().await {
            let _ = socket.send(message).await;
        }
    };
    let router = Router::new().route("/socket", get(async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(echo)));
    let server = start_with(stack::wrap(router, layers), Limits { per_address: 1, ..Limits::default() }).await;

    let address = format!("ws://{}/socket", server.address);
    let (mut socket, response) = tokio_tungstenite::connect_async(&address).await.unwrap();
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    socket.send("hello".into()).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap().into_text().unwrap(), "hello");
    assert_eq!(rest(connect(&server).await).await, "", "the only place is taken");

    server.shutdown.cancel();
    timeout(LONG, server.task).await.expect("whoever upgraded a socket closes it").unwrap();
    socket.send("still there".into()).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap().into_text().unwrap(), "still there");
}
