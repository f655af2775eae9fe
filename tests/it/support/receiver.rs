//! Somebody who receives webhooks: a real HTTP server on loopback, written as Zoom's documentation tells integrators to.

use super::PATIENCE;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// Something that was received.
#[derive(Debug, Clone)]
pub struct Heard {
    pub event: String,
    pub headers: HeaderMap,
    pub raw: String,
    pub body: Value,
}

impl Heard {
    /// The `object` of an event.
    pub fn object(&self) -> &Value {
        &self.body["payload"]["object"]
    }

    pub fn session(&self) -> &str {
        self.object()["session_id"].as_str().expect("every event has one")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().expect("ASCII")
    }
}

pub struct Receiver {
    url: String,
    shared: Arc<Shared>,
    events: mpsc::UnboundedReceiver<Heard>,
    challenges: mpsc::UnboundedReceiver<Heard>,
}

struct Shared {
    tell_event: mpsc::UnboundedSender<Heard>,
    tell_challenge: mpsc::UnboundedSender<Heard>,
    /// With what challenges are answered.
    secret: Mutex<String>,
    /// What an event is answered; 200 unless it is said. `None`: nothing, as long as the other side waits.
    replies: Mutex<HashMap<String, Option<u16>>>,
}

pub const SECRET: &str = "w3bh00k-s3cret-of-the-tests";

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://localhost:{}/hooks/cobrowse?tenant=7", listener.local_addr().expect("bound").port());
        let ((tell_event, events), (tell_challenge, challenges)) =
            (mpsc::unbounded_channel(), mpsc::unbounded_channel());
        let (secret, replies) = (Mutex::new(SECRET.to_owned()), Mutex::default());
        let shared = Arc::new(Shared { tell_event, tell_challenge, secret, replies });
        let routes = Router::new().route("/hooks/cobrowse", post(receive)).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        Self { url, shared, events, challenges }
    }

    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// From now on this event is answered with this status; with `None` it is not answered at all.
    pub fn answer(&self, event: &str, status: Option<u16>) {
        self.shared.replies.lock().expect("no holder panics").insert(format!("cobrowse.{event}"), status);
    }

    /// What it answers challenges with.
    pub fn know(&self, secret: &str) {
        secret.clone_into(&mut self.shared.secret.lock().expect("no holder panics"));
    }

    /// The next event.
    pub async fn event(&mut self) -> Heard {
        timeout(PATIENCE, self.events.recv()).await.expect("an event comes").expect("the receiver runs")
    }

    /// The next event of this kind, `session_started` for instance; others before it are passed over.
    pub async fn expect(&mut self, kind: &str) -> Heard {
        loop {
            let heard = self.event().await;
            if heard.event == format!("cobrowse.{kind}") {
                return heard;
            }
        }
    }

    /// Events that came already.
    pub fn so_far(&mut self) -> Vec<Heard> {
        std::iter::from_fn(|| self.events.try_recv().ok()).collect()
    }

    pub async fn challenge(&mut self) -> Heard {
        timeout(PATIENCE, self.challenges.recv()).await.expect("a challenge comes").expect("the receiver runs")
    }
}

/// Settings of a server that tells the receiver at `url`.
pub fn settings(url: &str) -> [(&str, &str); 4] {
    [
        ("COBROKER_WEBHOOK_URL", url),
        ("COBROKER_WEBHOOK_SECRET", SECRET),
        ("COBROKER_WEBHOOK_ACCOUNT_ID", "acct1"),
        ("COBROKER_WEBHOOK_ALLOW_LOCAL", "true"),
    ]
}

/// HMAC-SHA256 in hexadecimal.
pub fn keyed_hash(secret: &str, message: &str) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn receive(State(shared): State<Arc<Shared>>, headers: HeaderMap, raw: Bytes) -> Response {
    let raw = String::from_utf8(raw.to_vec()).expect("UTF-8");
    let body: Value = serde_json::from_str(&raw).expect("JSON");
    let event = super::text(&body["event"]);
    let signed = format!("v0:{}:{raw}", headers["x-zm-request-timestamp"].to_str().expect("a number"));
    let heard = Heard { event: event.clone(), headers: headers.clone(), raw, body };
    if headers["x-zm-signature"] != format!("v0={}", keyed_hash(SECRET, &signed)) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if event == "endpoint.url_validation" {
        let token = super::text(&heard.body["payload"]["plainToken"]);
        let secret = shared.secret.lock().expect("no holder panics").clone();
        let _ = shared.tell_challenge.send(heard);
        let proof = json!({ "plainToken": token, "encryptedToken": keyed_hash(&secret, &token) });
        return axum::Json(proof).into_response();
    }
    let reply = shared.replies.lock().expect("no holder panics").get(&event).copied().unwrap_or(Some(200));
    let _ = shared.tell_event.send(heard);
    match reply {
        Some(status) => StatusCode::from_u16(status).expect("a status").into_response(),
        None => std::future::pending().await,
    }
}
