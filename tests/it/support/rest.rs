//! A tool written for Zoom's REST API: it knows a key, a secret and an address.

use super::{Answer, Caller, Place};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

pub struct Tool {
    caller: Caller,
}

/// The pair of servers that are started with [`Tool::SETTINGS`].
const KEY: &str = "rest-key-of-the-tests";
const SECRET: &str = "r3st-s3cret-of-the-tests";

impl Tool {
    pub const SETTINGS: [(&'static str, &'static str); 2] = [("ZOOM_API_KEY", KEY), ("ZOOM_API_SECRET", SECRET)];

    /// With a token that is good for an hour from `now`, seconds since 1970.
    pub fn of(place: &impl Place, now: i64) -> Self {
        Self::with(place, &Self::token(KEY, SECRET, now, now + 3_600))
    }

    pub fn with(place: &impl Place, token: &str) -> Self {
        Self { caller: Caller::of(place).bearer(token) }
    }

    pub fn token(key: &str, secret: &str, issued: i64, expires: i64) -> String {
        let claims = json!({ "iss": key, "iat": issued, "exp": expires });
        encode(&Header::new(Algorithm::HS256), &claims, &EncodingKey::from_secret(secret.as_bytes())).expect("a token")
    }

    /// `GET` below `/v2/cobrowsesdk/`.
    pub async fn get(&self, path: &str) -> Answer {
        self.caller.read(&format!("/v2/cobrowsesdk/{path}")).await
    }

    pub async fn ok(&self, path: &str) -> Value {
        self.get(path).await.ok()
    }

    /// Status and code of a failure.
    #[track_caller]
    pub fn failure(&self, path: &str) -> impl Future<Output = (u16, u64)> {
        let answer = self.caller.get(&format!("/v2/cobrowsesdk/{path}")).send();
        async move {
            let answer = answer.await;
            assert!(answer.header("content-type").starts_with("application/json"), "{}", answer.text());
            let body = answer.json();
            assert!(!super::text(&body["message"]).is_empty());
            (answer.status, body["code"].as_u64().unwrap_or_else(|| panic!("no code in {body}")))
        }
    }
}
