//! Asks what others answer, and notes what time they think it is.

use super::clock::{Told, http_date};
use super::network::{Asked, Heard};
use crate::clock::Clock;
use crate::outgoing::{Answer, Client, End, Request, Url};
use axum::http::{HeaderValue, header};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// For each question.
const PATIENCE: Duration = Duration::from_secs(5);
/// A stream of events is held open for longer.
const EVENT_PATIENCE: Duration = Duration::from_secs(2);

/// Asks, and remembers the times it was told.
pub struct Asker<'a> {
    pub client: &'a Client,
    clock: Arc<dyn Clock>,
    told: Mutex<Vec<Told>>,
}

impl<'a> Asker<'a> {
    pub fn new(client: &'a Client, clock: Arc<dyn Clock>) -> Self {
        Self { client, clock, told: Mutex::default() }
    }

    /// A read.
    pub async fn get(&self, address: &str) -> Asked {
        self.send(Request::get(url(address)?)).await
    }

    /// A read with a bearer token.
    pub async fn get_as(&self, address: &str, token: &str) -> Asked {
        let value = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| error.to_string())?;
        self.send(Request::get(url(address)?).with(header::AUTHORIZATION, value)).await
    }

    /// A post of JSON with these headers.
    pub async fn post(&self, address: &str, body: String, headers: &[(&'static str, String)]) -> Asked {
        let mut request = Request::post(url(address)?, body)
            .with(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
            request = request.with(header::HeaderName::from_static(name), value);
        }
        self.send(request).await
    }

    /// Asks for a WebSocket, and for nothing over it.
    pub async fn upgrade(&self, address: &str) -> Asked {
        let fixed = HeaderValue::from_static;
        let request = Request::get(url(address)?)
            .with(header::UPGRADE, fixed("websocket"))
            .with(header::SEC_WEBSOCKET_VERSION, fixed("13"))
            // the key proves nothing here: whoever answers 101 has understood
            .with(header::SEC_WEBSOCKET_KEY, fixed("Y29icm9rZXIgZG9jdG9yIQ=="));
        self.send(request).await
    }

    /// Waits for the first byte of a stream.
    pub async fn first_event(&self, address: &str) -> Asked {
        let request = Request::get(url(address)?).within(EVENT_PATIENCE).at_most(1);
        self.hear(request).await
    }

    async fn send(&self, request: Request) -> Asked {
        self.hear(request.within(PATIENCE)).await
    }

    async fn hear(&self, request: Request) -> Asked {
        let by = request.url.host.clone();
        let shown = format!("{}://{}", request.url.scheme(), request.url.authority);
        let answer = self.client.send(&request).await.map_err(|trouble| format!("{shown}: {trouble}"))?;
        self.note_time(by, &answer);
        if answer.end == End::Broken {
            return Err(format!("{shown}: the connection broke"));
        }
        let text = |name: &str| answer.header(name).unwrap_or_default().to_owned();
        Ok(Heard {
            status: answer.status,
            content_type: text("content-type"),
            policy: text("content-security-policy"),
            body: answer.body.to_vec(),
        })
    }

    fn note_time(&self, by: String, answer: &Answer) {
        if let Some(theirs) = answer.header("date").and_then(http_date) {
            let told = Told { by, theirs, ours: self.clock.now() };
            self.told.lock().expect("no holder panics").push(told);
        }
    }

    /// What was told so far, once by each.
    pub fn told(&self) -> Vec<Told> {
        let mut told = self.told.lock().expect("no holder panics").clone();
        told.sort_by(|one, other| one.by.cmp(&other.by));
        told.dedup_by(|one, other| one.by == other.by);
        told
    }
}

fn url(address: &str) -> Result<Url, String> {
    address.parse().map_err(|_| format!("{address} is no address"))
}
