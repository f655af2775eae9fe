//! A relay to test, a broker that follows a script, and clients that speak the protocol.

use crate::domain::{AdmissionId, AgentId, SessionId, Time};
use crate::random::SeededRandom;
use crate::relay::events::{CustomerGrant, CustomerHello, Denied, DeskGone, DeskGrant, SessionEvents};
use crate::relay::frame::{Dom, Frame};
use crate::relay::socket::{Incoming, Outgoing, SocketError};
use crate::relay::{Counts, Limits, Rate, Registry, serve_customer, serve_desk};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{Sink, Stream};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::PollSender;

/// What the broker is told, and what it answers.
pub struct Script {
    pub session: SessionId,
    facts: Mutex<Facts>,
    /// While true, answers to consent do not come back from the broker.
    pub hold_answers: watch::Sender<bool>,
    /// While true, reports of losses do not come back from the broker.
    pub hold_losses: watch::Sender<bool>,
}

#[derive(Default)]
struct Facts {
    journal: Vec<String>,
    resume_token: u32,
    desks: BTreeMap<String, (AdmissionId, AgentId)>,
    consented: BTreeSet<AdmissionId>,
    ask_nobody: bool,
    refuse_joining: bool,
    not_allowed: BTreeSet<AdmissionId>,
}

impl Script {
    pub fn journal(&self) -> Vec<String> {
        self.facts().journal.clone()
    }

    pub fn count(&self, line: &str) -> usize {
        self.facts().journal.iter().filter(|l| *l == line).count()
    }

    /// Waits until the broker was told `line`.
    pub async fn told(&self, line: &str) {
        for _ in 0..10_000 {
            if self.count(line) > 0 {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("{line:?} is not among {:#?}", self.journal());
    }

    pub fn ask_nobody(&self) {
        self.facts().ask_nobody = true;
    }

    pub fn refuse_joining(&self) {
        self.facts().refuse_joining = true;
    }

    pub fn take_permission(&self, name: &str) {
        let admission = self.admission(name);
        self.facts().not_allowed.insert(admission);
    }

    pub fn admission(&self, name: &str) -> AdmissionId {
        self.facts().desks[name].0
    }

    pub fn agent(&self, name: &str) -> AgentId {
        self.facts().desks[name].1
    }

    fn name(&self, admission: AdmissionId) -> String {
        let facts = self.facts();
        let found = facts.desks.iter().find(|(_, (id, _))| *id == admission);
        found.expect("an admission of this test").0.clone()
    }

    fn note(&self, line: String) {
        self.facts().journal.push(line);
    }

    fn facts(&self) -> std::sync::MutexGuard<'_, Facts> {
        self.facts.lock().expect("no holder panics")
    }
}

async fn released(hold: &watch::Sender<bool>) {
    hold.subscribe().wait_for(|held| !held).await.expect("the script is there");
}

fn denied(code: u16, close: u16) -> Denied {
    Denied { code, message: "No.".into(), close }
}

#[async_trait]
impl SessionEvents for Script {
    async fn customer_hello(
        &self,
        hello: CustomerHello,
        origin: &str,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied> {
        let mut facts = self.facts();
        let resumed = match hello {
            CustomerHello::Start { token, .. } if token == "good" => false,
            CustomerHello::Resume { session, resume_token }
                if session == self.session && resume_token == format!("resume-{}", facts.resume_token) =>
            {
                true
            }
            _ => return Err(denied(2001, 4401)),
        };
        facts.resume_token += 1;
        let resume_token = format!("resume-{}", facts.resume_token);
        facts.journal.push(format!("customer_hello {origin} {}", page.unwrap_or("-")));
        Ok(CustomerGrant { session: self.session, resume_token, pincode: Some("482913".into()), resumed })
    }

    async fn customer_seen(&self, _: SessionId) {
        self.note("customer_seen".into());
    }

    async fn customer_lost(&self, _: SessionId) {
        self.note("customer_lost".into());
        released(&self.hold_losses).await;
    }

    async fn customer_ended(&self, _: SessionId) {
        self.note("customer_ended".into());
    }

    async fn desk_hello(&self, token: &str) -> Result<DeskGrant, Denied> {
        let mut facts = self.facts();
        if !facts.desks.contains_key(token) {
            if facts.desks.len() == 5 {
                return Err(denied(1013, 4403));
            }
            let random = SeededRandom::new(facts.desks.len() as u64);
            let ids = (AdmissionId::new(Time::UNIX_EPOCH, &random), AgentId::new(Time::UNIX_EPOCH, &random));
            facts.desks.insert(token.into(), ids);
        }
        let (admission, agent) = facts.desks[token];
        Ok(DeskGrant {
            session: self.session,
            admission,
            agent,
            user_id: format!("id-{token}"),
            user_name: token.into(),
            customer_name: "Grace".into(),
            customer_identified: false,
            phrase: "amber fox".into(),
            consented: facts.consented.contains(&admission),
            consent_needed: !facts.ask_nobody,
        })
    }

    async fn consent_asked(&self, _: SessionId, admission: AdmissionId) {
        self.note(format!("consent_asked {}", self.name(admission)));
    }

    async fn consent_answered(&self, _: SessionId, admission: AdmissionId, allowed: bool) -> Result<(), Denied> {
        self.note(format!("consent_answered {} {allowed}", self.name(admission)));
        released(&self.hold_answers).await;
        let mut facts = self.facts();
        if facts.refuse_joining {
            return Err(denied(1011, 4410));
        }
        if allowed {
            facts.consented.insert(admission);
        }
        Ok(())
    }

    async fn desk_gone(&self, _: SessionId, admission: AdmissionId, how: DeskGone) {
        self.note(format!("desk_gone {} {how:?}", self.name(admission)));
        released(&self.hold_losses).await;
    }

    async fn agent_ended(&self, _: SessionId, admission: AdmissionId) {
        self.note(format!("agent_ended {}", self.name(admission)));
    }

    async fn desk_still_allowed(&self, _: SessionId, admission: AdmissionId) -> bool {
        self.note(format!("desk_still_allowed {}", self.name(admission)));
        !self.facts().not_allowed.contains(&admission)
    }
}

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
const ROOMY: usize = 10_000;

impl House {
    pub fn new() -> Self {
        Self::with(Limits::default())
    }

    pub fn with(limits: Limits) -> Self {
        let broker = Arc::new(Script {
            session: SessionId::new(Time::UNIX_EPOCH, &SeededRandom::new(99)),
            facts: Mutex::default(),
            hold_answers: watch::Sender::new(false),
            hold_losses: watch::Sender::new(false),
        });
        Self { registry: Registry::new(broker.clone(), limits), broker }
    }

    /// A customer's socket that has said nothing yet.
    pub fn customer_socket(&self) -> Client {
        let registry = self.registry.clone();
        Client::new(ROOMY, async move |socket| serve_customer(&registry, socket, "https://shop.example".into()).await)
    }

    /// A desk's socket that has said nothing yet and takes `room` messages before it has to read.
    pub fn desk_socket(&self, room: usize) -> Client {
        let registry = self.registry.clone();
        Client::new(room, async move |socket| serve_desk(&registry, socket).await)
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
        let token = format!("resume-{}", self.broker.facts().resume_token);
        customer.control(resume(self.broker.session, &token)).await;
        customer.expect("welcome").await;
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
            if self.registry.counts() == Counts::default() {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("left behind: {:?}", self.registry.counts());
    }
}

pub fn start(token: &str) -> Value {
    let page = json!({"url": "https://shop.example/form?card=4111#top"});
    json!({"type": "hello", "version": 1, "sdkKey": "key", "page": page, "start": {"token": token}})
}

pub fn resume(session: SessionId, token: &str) -> Value {
    let resume = json!({"sessionId": session, "resumeToken": token});
    json!({"type": "hello", "version": 1, "sdkKey": "key", "resume": resume})
}

/// What a client got.
#[derive(Debug, Clone, PartialEq)]
pub enum Got {
    Control(Value),
    /// Kind letter and payload, as in `I:text`.
    Dom(String),
    Close(u16),
    /// The relay let go of the socket.
    Nothing,
}

/// The far end of a socket, and the relay's task at the near end.
pub struct Client {
    to: mpsc::Sender<Result<Incoming, SocketError>>,
    from: mpsc::Receiver<Outgoing>,
    task: JoinHandle<Option<u16>>,
    pub answers_pings: bool,
}

impl Client {
    fn new<F>(room: usize, serve: impl FnOnce(TestSocket) -> F) -> Self
    where
        F: Future<Output = Option<u16>> + Send + 'static,
    {
        let (to, stream) = mpsc::channel(ROOMY);
        let (sink, from) = mpsc::channel(room);
        let task = tokio::spawn(serve(TestSocket { stream, sink: PollSender::new(sink) }));
        Self { to, from, task, answers_pings: true }
    }

    pub async fn send(&self, message: Incoming) {
        // the relay may have closed, as the test will see
        let _ = self.to.send(Ok(message)).await;
    }

    pub async fn fail(&self, error: SocketError) {
        let _ = self.to.send(Err(error)).await;
    }

    pub async fn control(&self, message: Value) {
        self.send(Incoming::Binary(Frame::control(&message))).await;
    }

    pub async fn dom(&self, dom: Dom, payload: &[u8]) {
        self.send(Incoming::Binary(dom.encode(payload))).await;
    }

    /// A snapshot of one chunk.
    pub async fn snapshot(&self, payload: &str) {
        self.dom(Dom::Snapshot { first: true, last: true, deflated: false }, payload.as_bytes()).await;
    }

    pub async fn chunk(&self, payload: &str, first: bool, last: bool) {
        self.dom(Dom::Snapshot { first, last, deflated: false }, payload.as_bytes()).await;
    }

    pub async fn increment(&self, payload: &str) {
        self.dom(Dom::Increment { deflated: false }, payload.as_bytes()).await;
    }

    pub async fn pointer(&self, payload: &str) {
        self.dom(Dom::Ephemeral { deflated: false }, payload.as_bytes()).await;
    }

    pub async fn answer(&self, admission: AdmissionId, allow: bool) {
        self.control(json!({"type": "consent", "admissionId": admission, "allow": allow})).await;
    }

    /// Says hello as a desk and returns the welcome.
    pub async fn hello(&mut self, token: &str) -> Value {
        self.control(json!({"type": "hello", "version": 1, "token": token})).await;
        self.expect("welcome").await
    }

    /// The next thing, whatever it is; pings are answered on the way.
    pub async fn next(&mut self) -> Got {
        loop {
            let within = Duration::from_secs(3_600);
            let Some(message) = timeout(within, self.from.recv()).await.expect("something within an hour") else {
                return Got::Nothing;
            };
            match message {
                Outgoing::Ping if self.answers_pings => self.send(Incoming::Pong).await,
                Outgoing::Ping => {}
                Outgoing::Close(code) => return Got::Close(code),
                Outgoing::Binary(bytes) => return Got::read(&bytes),
            }
        }
    }

    /// The next thing is this control frame.
    pub async fn expect(&mut self, kind: &str) -> Value {
        match self.next().await {
            Got::Control(message) if message["type"] == kind => message,
            other => panic!("wanted {kind}, got {other:?}"),
        }
    }

    /// The next thing is this DOM frame.
    pub async fn sees(&mut self, frame: &str) {
        assert_eq!(self.next().await, Got::Dom(frame.into()));
    }

    /// The next thing is this close, and then the relay's task is done.
    pub async fn ends_with(mut self, code: u16) {
        assert_eq!(self.next().await, Got::Close(code));
        assert_eq!(self.task.await.expect("no panic"), Some(code));
    }

    /// The relay's task is done, whether or not anything could be written.
    pub async fn ends(self) -> Option<u16> {
        timeout(Duration::from_secs(3_600), self.task).await.expect("over within an hour").expect("no panic")
    }

    /// Nothing has come, and nothing comes while the others are at rest.
    pub async fn hears_nothing(&mut self) {
        sleep(Duration::from_millis(500)).await;
        loop {
            match self.from.try_recv() {
                Err(mpsc::error::TryRecvError::Empty) => return,
                Ok(Outgoing::Ping) => self.send(Incoming::Pong).await,
                other => panic!("wanted nothing, got {other:?}"),
            }
        }
    }

    /// Drops the relay's task where it stands.
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Reads for ever, in a task; returns every DOM frame once the connection is over.
    pub fn collect(self) -> JoinHandle<Vec<String>> {
        self.collect_until(String::new())
    }

    /// Reads, in a task, until this DOM frame came or the connection is over; returns every DOM frame.
    pub fn collect_until(mut self, last: String) -> JoinHandle<Vec<String>> {
        tokio::spawn(async move {
            let mut frames = Vec::new();
            loop {
                match self.next().await {
                    Got::Dom(frame) => {
                        let done = frame == last;
                        frames.push(frame);
                        if done {
                            return frames;
                        }
                    }
                    Got::Control(_) => {}
                    Got::Close(_) | Got::Nothing => return frames,
                }
            }
        })
    }
}

impl Got {
    fn read(bytes: &Bytes) -> Self {
        match Frame::decode(bytes).expect("the relay sends frames") {
            Frame::Control(message) => Self::Control(Value::Object(message)),
            Frame::Dom(_) => {
                let payload = String::from_utf8_lossy(&bytes[Frame::HEAD..]);
                Self::Dom(format!("{}:{payload}", char::from(bytes[0])))
            }
        }
    }
}

/// The near end of a socket.
pub struct TestSocket {
    stream: mpsc::Receiver<Result<Incoming, SocketError>>,
    sink: PollSender<Outgoing>,
}

impl Stream for TestSocket {
    type Item = Result<Incoming, SocketError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.poll_recv(cx)
    }
}

impl Sink<Outgoing> for TestSocket {
    type Error = SocketError;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), SocketError>> {
        Poll::Ready(ready!(self.sink.poll_reserve(cx)).map_err(|_| SocketError::Broken))
    }

    fn start_send(mut self: Pin<&mut Self>, message: Outgoing) -> Result<(), SocketError> {
        self.sink.send_item(message).map_err(|_| SocketError::Broken)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), SocketError>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), SocketError>> {
        Poll::Ready(Ok(()))
    }
}
