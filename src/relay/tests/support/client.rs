//! The far end of a socket.

use super::ROOMY;
use crate::domain::AdmissionId;
use crate::relay::frame::{Dom, Frame};
use crate::relay::socket::{Incoming, Outgoing, SocketError};
use bytes::Bytes;
use futures_util::{Sink, Stream};
use serde_json::{Value, json};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_util::sync::PollSender;

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
    /// What the relay last said may be done; it does so after every `joined`, so this is not among what is expected.
    pub abilities: Value,
    /// Who is in and who was asked, as the relay last said; neither.
    pub people: Value,
    /// The newest word on how long the ways are.
    pub pulse: Value,
}

impl Client {
    pub fn new<F>(room: usize, serve: impl FnOnce(TestSocket) -> F) -> Self
    where
        F: Future<Output = Option<u16>> + Send + 'static,
    {
        let (to, stream) = mpsc::channel(ROOMY);
        let (sink, from) = mpsc::channel(room);
        let task = tokio::spawn(serve(TestSocket { stream, sink: PollSender::new(sink) }));
        Self { to, from, task, answers_pings: true, abilities: Value::Null, people: Value::Null, pulse: Value::Null }
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

    /// A slice of an asset.
    pub async fn asset(&self, payload: &[u8], first: bool, last: bool) {
        self.dom(Dom::Asset { first, last }, payload).await;
    }

    pub async fn draws(&self, ops: Value) {
        self.control(json!({"type": "draw", "ops": ops})).await;
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
                Outgoing::Binary(bytes) => match Got::read(&bytes) {
                    Got::Control(message) if message["type"] == "abilities" => self.abilities = message,
                    Got::Control(message) if message["type"] == "people" => self.people = message,
                    Got::Control(message) if message["type"] == "pulse" => self.pulse = message,
                    got => return got,
                },
            }
        }
    }

    /// Goes on until this control frame comes.
    pub async fn finds(&mut self, kind: &str) -> Value {
        loop {
            match self.next().await {
                Got::Control(message) if message["type"] == kind => return message,
                Got::Control(_) | Got::Dom(_) => {}
                other => panic!("wanted {kind} some time, got {other:?}"),
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
                Ok(Outgoing::Binary(bytes)) if bytes.starts_with(br#"C{"type":"abilities""#) => {
                    let Got::Control(message) = Got::read(&bytes) else { unreachable!("it starts as one") };
                    self.abilities = message;
                }
                Ok(Outgoing::Binary(bytes)) if bytes.starts_with(br#"C{"type":"people""#) => {
                    let Got::Control(message) = Got::read(&bytes) else { unreachable!("it starts as one") };
                    self.people = message;
                }
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
