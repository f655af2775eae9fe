//! Zoom, as the broker meets it: somebody who signs webhooks, and a REST API that answers from memory.

use super::receiver::keyed_hash;
use super::{Answer, Caller, TestApp};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use cobroker::domain::Pin;
use cobroker::zoom::{ApiError, ApiSession, ApiUser, SessionKind, ZoomApi};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::Mutex;
use std::time::Duration;

const SECRET: &str = "w3bh00k-s3cret-of-zoom-in-the-tests";

/// Zoom's engine with everything set.
pub const SETTINGS: [(&str, &str); 7] = [
    ("COBROKER_ENGINE", "zoom"),
    ("ZOOM_SDK_KEY", "sdk-key-of-the-tests"),
    ("ZOOM_SDK_SECRET", "sdk-s3cret-of-the-tests-0123456789"),
    ("ZOOM_API_KEY", "api-key-of-the-tests"),
    ("ZOOM_API_SECRET", "api-s3cret-of-the-tests-0123456789"),
    ("ZOOM_WEBHOOK_SECRET", SECRET),
    // rounds are asked for, not waited for
    ("COBROKER_ZOOM_RECONCILE_SECONDS", "3600"),
];

/// Whoever posts webhooks; with the right secret, Zoom.
pub struct Sender {
    caller: Caller,
    pub secret: String,
}

impl Sender {
    pub fn to(app: &TestApp) -> Self {
        Self { caller: app.stranger(), secret: SECRET.to_owned() }
    }

    /// Somebody who knows another secret.
    pub fn with_another_secret(app: &TestApp) -> Self {
        Self { secret: "another-s3cret-of-the-tests".to_owned(), ..Self::to(app) }
    }

    /// These very bytes, signed as if sent at `sent`.
    pub async fn post(&self, sent: DateTime<Utc>, body: &str) -> Answer {
        let timestamp = sent.timestamp().to_string();
        let signature = self.signature(&timestamp, body);
        self.post_with(&timestamp, &signature, body).await
    }

    pub async fn post_with(&self, timestamp: &str, signature: &str, body: &str) -> Answer {
        let request = self.caller.post("/webhooks/zoom").raw("application/json; charset=utf-8", body);
        let request = request.header("x-zm-request-timestamp", timestamp).header("x-zm-signature", signature);
        request.header("user-agent", "Zoom Marketplace/1.0a").send().await
    }

    pub fn signature(&self, timestamp: &str, body: &str) -> String {
        format!("v0={}", keyed_hash(&self.secret, &format!("v0:{timestamp}:{body}")))
    }
}

/// One session of Zoom's, telling what happens in it.
pub struct Talk<'a> {
    app: &'a TestApp,
    sender: Sender,
    pub id: String,
    began: DateTime<Utc>,
}

/// What is told: event, milliseconds after the begin, and the object without `session_id`.
pub type News = (&'static str, i64, Value);

impl<'a> Talk<'a> {
    /// A session that begins now.
    pub fn about(app: &'a TestApp, id: &str) -> Self {
        Self { app, sender: Sender::to(app), id: id.to_owned(), began: app.now() }
    }

    pub fn body(&self, (event, after, object): &News) -> String {
        let mut object = object.clone();
        object["session_id"] = json!(self.id);
        let at = self.began.timestamp_millis() + after;
        let payload = json!({ "account_id": "acct1", "object": object });
        json!({ "event": format!("cobrowse.{event}"), "event_ts": at, "payload": payload }).to_string()
    }

    pub async fn tell(&self, news: &News) -> Answer {
        self.sender.post(self.app.now(), &self.body(news)).await
    }

    /// Each is taken.
    pub async fn tell_all(&self, news: &[News]) {
        for news in news {
            let answer = self.tell(news).await;
            assert_eq!(answer.status, 200, "{news:?}: {}", answer.text());
        }
    }

    pub fn started(&self, user: &Value) -> News {
        let mut object = user.clone();
        object["start_time"] = json!(self.time(0));
        object["start_url"] = json!("https://shop.example/quote?card=4111#top");
        ("session_started", 0, object)
    }

    pub fn joined(&self, user: &Value, connection: &str, after: i64) -> News {
        ("session_user_joined", after, self.connected(user, connection, "join_time", after))
    }

    pub fn left(&self, user: &Value, connection: &str, after: i64) -> News {
        let mut object = self.connected(user, connection, "leave_time", after);
        object["leave_reason"] = json!("Left the session");
        ("session_user_left", after, object)
    }

    /// `user`: who ended it, or an empty object.
    pub fn ended(&self, user: &Value, after: i64) -> News {
        let mut object = user.clone();
        object["end_time"] = json!(self.time(after));
        object["end_reason"] = json!("The session ended");
        ("session_ended", after, object)
    }

    fn connected(&self, user: &Value, connection: &str, time: &str, after: i64) -> Value {
        let mut object = user.clone();
        object["user_connection_id"] = json!(connection);
        object[time] = json!(self.time(after));
        object
    }

    fn time(&self, after: i64) -> String {
        (self.began + TimeDelta::milliseconds(after)).format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// A user as webhooks name one.
pub fn user(role: &str, id: &str, name: &str) -> Value {
    json!({ "user_id": id, "user_name": name, "role_type": role })
}

/// Zoom's REST API, from memory.
#[derive(Default)]
pub struct Rest {
    live: Mutex<Vec<ApiSession>>,
    past: Mutex<Vec<ApiSession>>,
    /// Given instead of the next answers.
    failures: Mutex<VecDeque<ApiError>>,
    calls: Mutex<Vec<String>>,
}

impl Rest {
    /// A session that is live from now on.
    pub fn begins(&self, id: &str, pin: Option<&str>, at: DateTime<Utc>, users: Vec<ApiUser>) {
        let pin = pin.map(|pin| pin.parse().expect("a PIN"));
        let session = ApiSession { id: id.to_owned(), started_at: at, ended_at: None, pin, users };
        self.live.lock().expect("no holder panics").push(session);
    }

    /// It is over; `known` whether Zoom still knows it.
    pub fn ends(&self, id: &str, at: DateTime<Utc>, known: bool) {
        let mut live = self.live.lock().expect("no holder panics");
        let place = live.iter().position(|session| session.id == id).expect("it is live");
        let session = live.remove(place);
        if known {
            self.past.lock().expect("no holder panics").push(ApiSession { ended_at: Some(at), ..session });
        }
    }

    pub fn fails_with(&self, error: ApiError) {
        self.failures.lock().expect("no holder panics").push_back(error);
    }

    /// What was asked since the last look.
    pub fn calls(&self) -> Vec<String> {
        std::mem::take(&mut *self.calls.lock().expect("no holder panics"))
    }

    fn asked(&self, what: String) -> Result<(), ApiError> {
        self.calls.lock().expect("no holder panics").push(what);
        self.failures.lock().expect("no holder panics").pop_front().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl ZoomApi for Rest {
    async fn live_sessions(&self, pin: Option<&Pin>) -> Result<Vec<ApiSession>, ApiError> {
        self.asked(if pin.is_some() { "live by PIN" } else { "live" }.to_owned())?;
        let live = self.live.lock().expect("no holder panics").clone();
        Ok(live.into_iter().filter(|session| pin.is_none() || session.pin.as_ref() == pin).collect())
    }

    async fn past_sessions(&self, _: DateTime<Utc>, _: DateTime<Utc>) -> Result<Vec<ApiSession>, ApiError> {
        self.asked("past".to_owned())?;
        Ok(self.past.lock().expect("no holder panics").clone())
    }

    async fn session(&self, id: &str, kind: SessionKind) -> Result<ApiSession, ApiError> {
        self.asked(format!("{kind:?} {id}"))?;
        let list = if kind == SessionKind::Live { &self.live } else { &self.past };
        let found = list.lock().expect("no holder panics").iter().find(|session| session.id == id).cloned();
        found.ok_or(ApiError::NoSuchSession)
    }

    async fn users(&self, id: &str) -> Result<Vec<ApiUser>, ApiError> {
        self.asked(format!("users {id}"))?;
        Ok(Vec::new())
    }
}

/// Longer than any test.
pub const FOR_LONG: Duration = Duration::from_secs(3_600);
