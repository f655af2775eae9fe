//! Somebody who listens to cobroker's own webhooks: a real HTTP server on loopback that checks each signature as the docs
//! tell integrators to.

use super::PATIENCE;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// An event that was told.
#[derive(Debug, Clone)]
pub struct ToldEvent {
    pub kind: String,
    pub headers: HeaderMap,
    pub raw: String,
    pub body: Value,
}

impl ToldEvent {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().expect("ASCII")
    }

    pub fn sequence(&self) -> i64 {
        self.body["sequence"].as_i64().expect("a number")
    }

    /// Which of its signatures are made with this secret.
    pub fn signed_by(&self, secret: &str) -> bool {
        let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a secret")).expect("base64");
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any key");
        mac.update(
            format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.raw).as_bytes(),
        );
        let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.header("webhook-signature").split(' ').any(|signature| signature == expected)
    }
}

/// What an event is answered.
#[derive(Debug, Clone, Copy)]
pub enum Reaction {
    Status(u16),
    /// Nothing, as long as the other side waits.
    Silence,
}

pub struct Listener {
    url: String,
    shared: Arc<Shared>,
    told: mpsc::UnboundedReceiver<ToldEvent>,
}

struct Shared {
    tell: mpsc::UnboundedSender<ToldEvent>,
    /// 200 unless it is said.
    reactions: Mutex<HashMap<String, Reaction>>,
}

impl Listener {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://localhost:{}/events?tenant=7", listener.local_addr().expect("bound").port());
        let (tell, told) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared { tell, reactions: Mutex::default() });
        let routes = Router::new().route("/events", post(receive)).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        Self { url, shared, told }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on events of this type are answered so; `*` for all that nothing else is said of.
    pub fn react(&self, kind: &str, reaction: Reaction) {
        self.shared.reactions.lock().expect("no holder panics").insert(kind.to_owned(), reaction);
    }

    /// The next event.
    pub async fn next(&mut self) -> ToldEvent {
        timeout(PATIENCE, self.told.recv()).await.expect("an event comes").expect("the listener runs")
    }

    pub async fn take(&mut self, count: usize) -> Vec<ToldEvent> {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(self.next().await);
        }
        all
    }

    /// Events that came already.
    pub fn so_far(&mut self) -> Vec<ToldEvent> {
        std::iter::from_fn(|| self.told.try_recv().ok()).collect()
    }
}

async fn receive(State(shared): State<Arc<Shared>>, headers: HeaderMap, raw: Bytes) -> Response {
    let raw = String::from_utf8(raw.to_vec()).expect("UTF-8");
    let body: Value = serde_json::from_str(&raw).expect("JSON");
    let kind = super::text(&body["type"]);
    let reaction = {
        let reactions = shared.reactions.lock().expect("no holder panics");
        reactions.get(&kind).or_else(|| reactions.get("*")).copied().unwrap_or(Reaction::Status(200))
    };
    let _ = shared.tell.send(ToldEvent { kind, headers, raw, body });
    match reaction {
        Reaction::Status(status @ 300..400) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::LOCATION, "http://169.254.169.254/latest/")]).into_response()
        }
        Reaction::Status(status) => StatusCode::from_u16(status).expect("a status").into_response(),
        Reaction::Silence => std::future::pending().await,
    }
}
