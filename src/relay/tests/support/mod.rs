//! A relay to test, a broker that follows a script, and clients that speak the protocol.

mod client;
mod script;

pub use client::{Client, Got};
pub use script::Script;

use crate::domain::{EndReason, SessionId};
use crate::relay::{Counts, Limits, Rate, Registry, Whence, serve_customer, serve_desk};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

/// A relay with its broker.
pub struct House {
    pub registry: Registry,
    pub broker: Arc<Script>,
}

/// Rates nobody reaches, for tests that flood.
pub fn unlimited() -> Limits {
    let rate = Rate { per_second: 1e12, burst: 1e12 };
    Limits { customer_messages: rate, customer_bytes: rate, desk_messages: rate, ..Limits::default() }
}

/// Messages a socket takes before it makes the writer wait.
pub const ROOMY: usize = 10_000;

impl House {
    pub fn new() -> Self {
        Self::with(Limits::default())
    }

    pub fn with(limits: Limits) -> Self {
        let broker = Arc::new(Script::new());
        Self { registry: Registry::new(broker.clone(), limits), broker }
    }

    /// A customer's socket that has said nothing yet.
    pub fn customer_socket(&self) -> Client {
        let registry = self.registry.clone();
        let from = Whence { origin: "https://shop.example".into(), ip: None };
        Client::new(ROOMY, async move |socket| serve_customer(&registry, socket, from).await)
    }

    /// A desk's socket that has said nothing yet and takes `room` messages before it has to read.
    pub fn desk_socket(&self, room: usize) -> Client {
        let registry = self.registry.clone();
        Client::new(room, async move |socket| serve_desk(&registry, socket, None).await)
    }

    /// A customer's first page, welcomed.
    pub async fn customer(&self) -> Client {
        let mut customer = self.customer_socket();
        customer.control(start("good")).await;
        customer.expect("welcome").await;
        customer
    }

    /// The customer's next page, welcomed.
    pub async fn customer_again(&self) -> Client {
        let mut customer = self.customer_socket();
        let token = self.broker.resume_token();
        customer.control(resume(self.broker.session, &token)).await;
        customer.expect("welcome").await;
        customer
    }

    /// A customer's first page with everything switched on and this consent for scrolling, welcomed.
    pub async fn able_customer(&self, change: Value) -> Client {
        let mut hello = start("good");
        hello["abilities"] = able(change);
        let mut customer = self.customer_socket();
        customer.control(hello).await;
        customer.expect("welcome").await;
        customer
    }

    /// The customer's next document, in this tab, with everything switched on; its welcome is still to be read.
    pub async fn able_again(&self, id: &str, tab: &str, change: Value) -> Client {
        let mut hello = resume(self.broker.session, &self.broker.resume_token());
        hello["page"] = json!({"url": "https://shop.example/next", "id": id, "tab": tab});
        hello["abilities"] = able(change);
        let customer = self.customer_socket();
        customer.control(hello).await;
        customer
    }

    /// A desk that is welcomed, and has been told nothing else yet.
    pub async fn desk(&self, name: &str) -> Client {
        let mut desk = self.desk_socket(ROOMY);
        desk.hello(name).await;
        desk
    }

    /// A desk that the customer let in.
    pub async fn joined(&self, customer: &mut Client, name: &str) -> Client {
        let mut desk = self.desk(name).await;
        self.let_in(customer, &mut desk, name).await;
        desk
    }

    /// The customer says yes to a desk that has been welcomed.
    pub async fn let_in(&self, customer: &mut Client, desk: &mut Client, name: &str) {
        desk.expect("asking").await;
        customer.expect("consent_request").await;
        customer.answer(self.broker.admission(name), true).await;
        desk.expect("joined").await;
        assert_eq!(customer.expect("agent_joined").await["userName"], name);
    }

    /// Every client is gone; nothing of them may be left.
    pub async fn ends_empty(self) {
        for _ in 0..10_000 {
            let counts = self.registry.counts();
            if counts == Counts::default() {
                return;
            }
            if counts.connections == 0 && counts.log_bytes > 0 {
                // a drawing waits for somebody's return until then
                self.registry.end(self.broker.session, EndReason::CustomerLost);
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("left behind: {:?}", self.registry.counts());
    }
}

/// All abilities, but for `change`.
fn able(change: Value) -> Value {
    let mut abilities = json!({"agentAnnotation": true, "customerAnnotation": true, "remoteAssist": true,
        "assistConsent": true, "stopConfirmation": true, "proposals": true});
    let changes = change.as_object().expect("an object").clone();
    changes.into_iter().for_each(|(name, value)| abilities[name] = value);
    abilities
}

pub fn start(token: &str) -> Value {
    let page = json!({"url": "https://shop.example/form?card=4111#top", "id": "page-1", "tab": "tab-1"});
    json!({"type": "hello", "version": 1, "sdkKey": "key", "page": page, "start": {"token": token}})
}

pub fn resume(session: SessionId, token: &str) -> Value {
    let resume = json!({"sessionId": session, "resumeToken": token});
    let page = json!({"url": "https://shop.example/form", "id": "page-1", "tab": "tab-1"});
    json!({"type": "hello", "version": 1, "sdkKey": "key", "page": page, "resume": resume})
}
