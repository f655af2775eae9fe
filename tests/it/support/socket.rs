//! A raw client of the engine's sockets (`docs/wire.md`).

use super::{PATIENCE, SHOP, Session, text};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};

const CUSTOMER: &str = "/sdkapi/zcb/socket/customer";
const DESK: &str = "/sdkapi/zcb/socket/desk";

/// A server that is reached by socket: one of a test's own, or the built program.
pub trait Place {
    fn address(&self) -> SocketAddr;
    /// The origin people know it by.
    fn origin(&self) -> String;
    fn sdk_key(&self) -> &str;
}

/// The status of a handshake that was refused.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal(pub u16);

pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

/// What a socket says.
#[derive(Debug)]
enum Heard {
    Control(Value),
    Page(Bytes),
    Closed(u16),
}

impl Socket {
    /// A handshake with exactly these headers.
    pub async fn open(app: &impl Place, path: &str, headers: &[(&'static str, &str)]) -> Result<Self, Refusal> {
        let url = format!("ws://localhost:{}{path}", app.address().port());
        let mut request = url.into_client_request().expect("an address");
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).expect("a header's value"));
        }
        let tcp = TcpStream::connect(app.address()).await.expect("the server accepts");
        match tokio_tungstenite::client_async(request, tcp).await {
            Ok((stream, _)) => Ok(Self { stream }),
            Err(Error::Http(response)) => Err(Refusal(response.status().as_u16())),
            Err(other) => panic!("the handshake broke: {other}"),
        }
    }

    /// A customer's socket that has said nothing yet.
    pub async fn customer(app: &impl Place, origin: &str) -> Result<Self, Refusal> {
        Self::open(app, CUSTOMER, &[("origin", origin), ("sec-websocket-protocol", "cobroker.v1")]).await
    }

    /// A desk's socket that has said nothing yet.
    pub async fn desk(app: &impl Place, origin: &str) -> Result<Self, Refusal> {
        Self::open(app, DESK, &[("origin", origin), ("sec-websocket-protocol", "cobroker.v1")]).await
    }

    /// The SDK's first page of a session: the socket and its `welcome`.
    pub async fn start(app: &impl Place, session: &Session) -> (Self, Value) {
        Self::start_with(app, session, json!({})).await
    }

    /// The same, with more in its hello.
    pub async fn start_with(app: &impl Place, session: &Session, more: Value) -> (Self, Value) {
        let mut socket = Self::customer(app, SHOP).await.expect("an allowed origin");
        let mut start = json!({ "token": session.token });
        if !session.pin.is_empty() {
            start["customPinCode"] = json!(session.pin);
        }
        let mut how = more;
        how["start"] = start;
        socket.hello_customer(app, how).await;
        let welcome = socket.expect("welcome").await;
        (socket, welcome)
    }

    /// The SDK's next page: the socket, which has said hello.
    pub async fn resume(app: &impl Place, session: &Session, resume_token: &str) -> Self {
        Self::resume_at(app, session, resume_token, SHOP).await
    }

    /// The same, on a page of another origin.
    pub async fn resume_at(app: &impl Place, session: &Session, resume_token: &str, origin: &str) -> Self {
        let mut socket = Self::customer(app, origin).await.expect("an allowed origin");
        let resume = json!({ "resume": { "sessionId": session.id, "resumeToken": resume_token } });
        socket.hello_customer(app, resume).await;
        socket
    }

    async fn hello_customer(&mut self, app: &impl Place, how: Value) {
        let mut hello = json!({
            "type": "hello", "version": 1, "sdkKey": app.sdk_key(), "page": { "url": format!("{SHOP}/quote") },
        });
        let fields = hello.as_object_mut().expect("an object");
        fields.extend(how.as_object().expect("an object").clone());
        self.say(hello).await;
    }

    /// A desk that has said hello with this token.
    pub async fn desk_with(app: &impl Place, token: &str) -> Self {
        let mut socket = Self::desk(app, &app.origin()).await.expect("our own origin");
        socket.say(json!({ "type": "hello", "version": 1, "token": token })).await;
        socket
    }

    /// Sends a control frame.
    pub async fn say(&mut self, control: Value) {
        self.send(format!("C{control}").into_bytes()).await;
    }

    pub async fn send(&mut self, frame: Vec<u8>) {
        self.stream.send(Message::Binary(frame.into())).await.expect("the server reads");
    }

    pub async fn send_text(&mut self, text: &str) {
        self.stream.send(Message::Text(text.into())).await.expect("the server reads");
    }

    /// The next control frame of this type; frames about the page and other types before it are passed over.
    #[track_caller]
    pub fn expect(&mut self, kind: &str) -> impl Future<Output = Value> {
        let kind = kind.to_owned();
        async move {
            loop {
                match self.hear().await {
                    Heard::Control(control) if control["type"] == kind.as_str() => return control,
                    Heard::Control(_) | Heard::Page(_) => {}
                    Heard::Closed(code) => panic!("closed with {code} before {kind}"),
                }
            }
        }
    }

    /// The next control frame, whatever its type.
    pub async fn first(&mut self) -> Value {
        match self.hear().await {
            Heard::Control(control) => control,
            other => panic!("no control frame: {other:?}"),
        }
    }

    /// The next frame about the page; control frames before it are passed over.
    pub async fn page(&mut self) -> Bytes {
        loop {
            match self.hear().await {
                Heard::Page(frame) => return frame,
                Heard::Control(_) => {}
                Heard::Closed(code) => panic!("closed with {code} before a frame about the page"),
            }
        }
    }

    /// The code it is closed with, and the types of the control frames before that.
    pub async fn closed(&mut self) -> (u16, Vec<String>) {
        let mut before = Vec::new();
        loop {
            match self.hear().await {
                Heard::Control(control) => before.push(text(&control["type"])),
                Heard::Page(_) => {}
                Heard::Closed(code) => return (code, before),
            }
        }
    }

    /// The error and the close code of a hello that is refused.
    pub async fn refused(&mut self) -> (u64, u16) {
        let error = self.expect("error").await;
        (error["code"].as_u64().expect("a number"), self.closed().await.0)
    }

    async fn hear(&mut self) -> Heard {
        loop {
            match timeout(PATIENCE, self.stream.next()).await.expect("the server says something") {
                Some(Ok(Message::Binary(frame))) => return heard(frame),
                Some(Ok(Message::Close(frame))) => return Heard::Closed(frame.map_or(1005, |frame| frame.code.into())),
                Some(Ok(Message::Text(text))) => panic!("the protocol has no text: {text}"),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::Closed(1006),
            }
        }
    }
}

fn heard(frame: Bytes) -> Heard {
    match frame.first() {
        Some(b'C') => Heard::Control(serde_json::from_slice(&frame[1..]).expect("control frames are JSON")),
        Some(b'S' | b'I' | b'E') => Heard::Page(frame),
        other => panic!("no frame begins with {other:?}"),
    }
}

/// A customer agrees to the agent whose desk asks; both are told, and the page may be shown.
pub async fn agree(customer: &mut Socket, desk: &mut Socket) {
    let request = customer.expect("consent_request").await;
    customer.say(json!({ "type": "consent", "admissionId": request["admissionId"], "allow": true })).await;
    desk.expect("joined").await;
}

/// A snapshot in one chunk. Nobody between SDK and viewer looks inside.
pub fn snapshot(payload: &str) -> Vec<u8> {
    let mut frame = vec![b'S', 1 | 2];
    frame.extend_from_slice(payload.as_bytes());
    frame
}
