//! Somebody in Zoom's place: a real HTTP server on loopback that answers Zoom's four REST reads as a test says, well or
//! badly. It takes tokens signed with the pair of [`Tool::SETTINGS`] only, of whatever time.

use super::Tool;
use cobroker::clock::ManualClock;
use cobroker::config::Config;
use cobroker::random::SeededRandom;
use cobroker::zoom::ZoomRest;
use cobroker::zoom::rest::Sleep;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers below `/v2/cobrowsesdk/`.
pub struct ZoomStandIn {
    url: String,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// By path below `/v2/cobrowsesdk/`, as it was written: once each, in order.
    next: Mutex<HashMap<String, VecDeque<Reply>>>,
    always: Mutex<HashMap<String, Reply>>,
    asked: Mutex<Vec<Asked>>,
}

/// What somebody asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Below `/v2/cobrowsesdk/`, as it was written.
    pub path: String,
    pub query: BTreeMap<String, String>,
    pub token: String,
}

/// What is answered, to the byte. [`Reply::silent`] answers nothing as long as the other side waits.
#[derive(Debug, Clone)]
pub struct Reply(Option<Vec<u8>>);

impl Reply {
    pub fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\nconnection: close\r\n", body.len());
        headers.iter().for_each(|(name, value)| text.push_str(&format!("{name}: {value}\r\n")));
        Self::raw(&format!("{text}\r\n{body}"))
    }

    pub fn ok(body: &Value) -> Self {
        Self::json(200, &[], body)
    }

    pub fn json(status: u16, headers: &[(&str, &str)], body: &Value) -> Self {
        Self::new(status, &[headers, &[("content-type", "application/json")]].concat(), &body.to_string())
    }

    /// A failure in Zoom's shape.
    pub fn failure(status: u16, code: u32, headers: &[(&str, &str)]) -> Self {
        Self::json(status, headers, &json!({ "code": code, "message": "Said by the stand-in." }))
    }

    /// A page of sessions; `next` is empty on the last one.
    pub fn sessions(sessions: &[Value], next: &str) -> Self {
        Self::ok(&json!({ "page_size": 300, "next_page_token": next, "sessions": sessions }))
    }

    /// A page of the users of one session.
    pub fn users(users: &[Value], next: &str) -> Self {
        Self::ok(&json!({ "page_size": 300, "next_page_token": next, "users": users }))
    }

    pub fn raw(text: &str) -> Self {
        Self(Some(text.as_bytes().to_vec()))
    }

    pub fn silent() -> Self {
        Self(None)
    }
}

impl ZoomStandIn {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://127.0.0.1:{}/v2", listener.local_addr().expect("bound").port());
        let shared = Arc::new(Shared::default());
        let answering = shared.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = answering.clone();
                tokio::spawn(async move { shared.answer(stream).await });
            }
        });
        Self { url, shared }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Settings of a server that asks here.
    pub fn settings(&self) -> Vec<(&str, &str)> {
        [("ZOOM_API_BASE_URL", self.url())].into_iter().chain(Tool::SETTINGS).collect()
    }

    /// From now on, whenever nothing else is said: `live_sessions` and whatever stands below `/v2/cobrowsesdk/`. What was
    /// never said is 404 with code 30300.
    pub fn always(&self, path: &str, reply: Reply) -> &Self {
        self.shared.always.lock().expect("no holder panics").insert(path.to_owned(), reply);
        self
    }

    /// Once, after what was said before.
    pub fn next(&self, path: &str, reply: Reply) -> &Self {
        self.shared.next.lock().expect("no holder panics").entry(path.to_owned()).or_default().push_back(reply);
        self
    }

    /// Everything that was asked so far, with a good token.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().expect("no holder panics").clone()
    }
}

impl Shared {
    async fn answer(&self, mut stream: TcpStream) {
        let (mut head, mut piece) = (Vec::new(), [0; 4096]);
        while !head.ends_with(b"\r\n\r\n") {
            match stream.read(&mut piece).await {
                Ok(read @ 1..) => head.extend_from_slice(&piece[..read]),
                _ => return,
            }
        }
        match self.reply(&String::from_utf8(head).expect("a request is text")) {
            Reply(Some(bytes)) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
            }
            // until the other side goes
            Reply(None) => drop(stream.read(&mut piece).await),
        }
    }

    fn reply(&self, head: &str) -> Reply {
        let target = head.strip_prefix("GET /v2/cobrowsesdk/").and_then(|rest| rest.split(' ').next());
        let Some(target) = target else { return Reply::failure(404, 404, &[]) };
        let header = |line: &str| line.split_once(": Bearer ").map(|(_, token)| token.trim().to_owned());
        let token = head.lines().find_map(header).unwrap_or_default();
        if !is_ours(&token) {
            return Reply::failure(401, 401, &[]);
        }
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let url = reqwest::Url::parse(&format!("http://x/?{query}")).expect("a query");
        let query = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
        self.asked.lock().expect("no holder panics").push(Asked { path: path.to_owned(), query, token });
        let next = self.next.lock().expect("no holder panics").get_mut(path).and_then(VecDeque::pop_front);
        let always = || self.always.lock().expect("no holder panics").get(path).cloned();
        next.or_else(always).unwrap_or_else(|| Reply::failure(404, 30300, &[]))
    }
}

fn is_ours(token: &str) -> bool {
    let mut signature = Validation::new(Algorithm::HS256);
    (signature.validate_exp, signature.validate_aud) = (false, false);
    signature.set_issuer(&[Tool::SETTINGS[0].1]);
    let key = DecodingKey::from_secret(Tool::SETTINGS[1].1.as_bytes());
    decode::<Value>(token, &key, &signature).is_ok()
}

/// Waits that take no time: they move the clock and are written down.
#[derive(Clone)]
pub struct Naps {
    pub clock: ManualClock,
    taken: Arc<Mutex<Vec<Duration>>>,
}

impl Naps {
    pub fn on(clock: &ManualClock) -> Self {
        Self { clock: clock.clone(), taken: Arc::default() }
    }

    pub fn taken(&self) -> Vec<Duration> {
        self.taken.lock().expect("no holder panics").clone()
    }
}

#[async_trait::async_trait]
impl Sleep for Naps {
    async fn sleep(&self, wait: Duration) {
        self.taken.lock().expect("no holder panics").push(wait);
        self.clock.advance(chrono::TimeDelta::from_std(wait).expect("a wait fits"));
    }
}

/// A client with these settings, as a server with Zoom's engine makes one, that naps instead of waiting.
pub fn zoom_rest(settings: &[(&str, &str)], naps: &Naps) -> ZoomRest {
    let settings: HashMap<_, _> = settings.iter().copied().collect();
    let config = Config::from_lookup(|name| settings.get(name).map(|value| (*value).to_owned())).expect("settings");
    let keys = config.engine.api_credentials.expect("a pair");
    let (clock, random) = (Arc::new(naps.clock.clone()), Arc::new(SeededRandom::new(7)));
    ZoomRest::new(config.engine.api, &keys, clock, random).sleeping(Arc::new(naps.clone()))
}
