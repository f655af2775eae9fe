//! The provider: where its places are, which keys it signs with, and what we ask of it.

use super::metadata::Metadata;
use super::refusal::{Refusal, plain};
use crate::clock::Clock;
use crate::config::SignOnConfig;
use crate::domain::Time;
use crate::domain::sign_on::Disbelief;
use crate::outgoing::{Answer, Client, Reach, Request, Trouble, Url};
use crate::tokens::ProviderKeys;
use axum::http::{HeaderValue, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::ExposeSecret;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// Three questions in a row stay within what a handler may take.
const PATIENCE: Duration = Duration::from_millis(2_500);
const MOST: usize = 256 * 1024;
/// What the provider says about itself, and its keys, are believed for so long.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// Asked again no sooner: after a failure, and where a token's key is not known.
const PAUSE: TimeDelta = TimeDelta::seconds(10);
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The other side.
pub(super) struct Provider {
    config: SignOnConfig,
    redirect_uri: String,
    client: Client,
    clock: Arc<dyn Clock>,
    metadata: Mutex<Known<Metadata>>,
    keys: Mutex<Known<ProviderKeys>>,
}

/// What a code was worth.
pub(super) struct Grant {
    pub(super) id_token: String,
    access_token: Option<String>,
}

/// Something asked for, and when.
struct Known<T> {
    value: Option<(T, Time)>,
    asked: Option<Time>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { value: None, asked: None }
    }
}

impl<T: Clone> Known<T> {
    /// What is known and young enough.
    fn fresh(&self, now: Time) -> Option<T> {
        self.value.as_ref().filter(|(_, since)| now - *since < FRESH).map(|(value, _)| value.clone())
    }

    fn may_ask(&self, now: Time) -> bool {
        self.asked.is_none_or(|asked| now - asked >= PAUSE)
    }
}

impl Provider {
    pub(super) fn new(config: SignOnConfig, redirect_uri: String, clock: Arc<dyn Clock>) -> Self {
        // the operator names the issuer, which may be inside the house
        let client = Client::new(Reach::Anywhere);
        Self { config, redirect_uri, client, clock, metadata: Mutex::default(), keys: Mutex::default() }
    }

    /// Where its places are; what was known before where it cannot be asked.
    pub(super) async fn metadata(&self) -> Result<Metadata, Refusal> {
        let (mut known, now) = (self.metadata.lock().await, self.clock.now());
        if let Some(metadata) = known.fresh(now) {
            return Ok(metadata);
        }
        let asked = if known.may_ask(now) {
            known.asked = Some(now);
            self.discover().await
        } else {
            Err(Refusal::Unreachable("it could not be asked a moment ago".into()))
        };
        match (asked, &known.value) {
            (Ok(metadata), _) => {
                known.value = Some((metadata.clone(), now));
                known.asked = None;
                Ok(metadata)
            }
            (Err(refusal), Some((metadata, _))) => {
                tracing::warn!(%refusal, "the provider's places are those of before: {refusal}");
                Ok(metadata.clone())
            }
            (Err(refusal), None) => Err(refusal),
        }
    }

    async fn discover(&self) -> Result<Metadata, Refusal> {
        let address = format!("{}/.well-known/openid-configuration", self.config.issuer.trim_end_matches('/'));
        let url: Url = address.parse().map_err(|_| Refusal::Unreachable("its issuer is no address".into()))?;
        let document = self.json(Request::get(url)).await?;
        let wrong = |why: &str| Refusal::Misconfigured(why.to_owned());
        Metadata::read(&document, &self.config.issuer, self.config.is_local()).map_err(wrong)
    }

    /// What a token says that one of the provider's keys signed. A key that is not known is asked for, once in a while.
    pub(super) async fn claims(&self, metadata: &Metadata, token: &str) -> Result<Value, Refusal> {
        let (mut known, now) = (self.keys.lock().await, self.clock.now());
        if let Some(Ok(claims)) = known.fresh(now).map(|keys| keys.claims(token)) {
            return Ok(claims);
        }
        if known.may_ask(now) {
            known.asked = Some(now);
            let keys = ProviderKeys::of(&self.json(Request::get(metadata.keys.clone())).await?);
            known.value = Some((keys, now));
        }
        let keys = known.fresh(now).ok_or_else(|| Refusal::Unreachable("its keys are not known".into()))?;
        Ok(keys.claims(token)?)
    }

    /// The address that asks the provider who this is.
    pub(super) fn authorization(&self, metadata: &Metadata, state: &str, nonce: &str, challenge: &str) -> String {
        let query = form(&[
            ("response_type", "code"),
            ("client_id", &self.config.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &self.config.scopes),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ]);
        with_query(&metadata.authorization, &query)
    }

    /// Where somebody signs out there as well (RP-Initiated Logout 1.0), and comes back to `back`.
    pub(super) fn end_session(&self, metadata: &Metadata, back: &str) -> Option<String> {
        let query = form(&[("client_id", &self.config.client_id), ("post_logout_redirect_uri", back)]);
        metadata.end_session.as_ref().map(|place| with_query(place, &query))
    }

    /// Turns the code into tokens. The verifier proves that it is this browser's code.
    pub(super) async fn redeem(&self, metadata: &Metadata, code: &str, verifier: &str) -> Result<Grant, Refusal> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
            ("code_verifier", verifier),
        ];
        let secret = self.config.client_secret.as_ref().map(|secret| secret.expose_secret());
        let in_header = secret.filter(|_| !metadata.secret_in_body);
        if in_header.is_none() {
            fields.push(("client_id", &self.config.client_id));
            fields.extend(secret.map(|secret| ("client_secret", secret)));
        }
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut request = Request::post(metadata.token.clone(), form(&fields)).with(header::CONTENT_TYPE, form_type);
        if let Some(secret) = in_header {
            request = request.with(header::AUTHORIZATION, basic(&self.config.client_id, secret));
        }
        let answer = self.ask(request).await?;
        let body: Value = answer.whole().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        match (answer.status, body["id_token"].as_str(), body["error"].as_str()) {
            (200, Some(token), _) => {
                Ok(Grant { id_token: token.to_owned(), access_token: body["access_token"].as_str().map(str::to_owned) })
            }
            (200, None, _) => Err(Disbelief::Shape.into()),
            (_, _, Some("invalid_grant")) => Err(Disbelief::Code.into()),
            (400..=499, _, Some(error)) => Err(Refusal::Misconfigured(plain(error))),
            (status, ..) => Err(Refusal::Unreachable(format!("it answers {status}"))),
        }
    }

    /// What it tells of somebody beside the token; `None` where it has no place for that, or we have no access.
    pub(super) async fn userinfo(&self, metadata: &Metadata, grant: &Grant) -> Result<Option<Value>, Refusal> {
        let (Some(place), Some(token)) = (&metadata.userinfo, &grant.access_token) else { return Ok(None) };
        let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| Disbelief::Shape)?;
        self.json(Request::get(place.clone()).with(header::AUTHORIZATION, bearer)).await.map(Some)
    }

    async fn json(&self, request: Request) -> Result<Value, Refusal> {
        let answer = self.ask(request.with(header::ACCEPT, HeaderValue::from_static("application/json"))).await?;
        if answer.status != 200 {
            return Err(Refusal::Unreachable(format!("it answers {}", answer.status)));
        }
        let document = answer.whole().and_then(|body| serde_json::from_slice::<Value>(body).ok());
        document.filter(Value::is_object).ok_or_else(|| Refusal::Unreachable("it does not answer in JSON".into()))
    }

    async fn ask(&self, request: Request) -> Result<Answer, Refusal> {
        let request = request.within(PATIENCE).at_most(MOST);
        let asked = self.client.send(&request).await;
        let outcome = if asked.is_ok() { "answered" } else { "failed" };
        metrics::counter!("cobroker_sign_on_requests_total", "outcome" => outcome).increment(1);
        asked.map_err(|trouble: Trouble| Refusal::Unreachable(trouble.to_string()))
    }
}

fn basic(id: &str, secret: &str) -> HeaderValue {
    let pair = format!("{}:{}", encoded(id), encoded(secret));
    let mut value =
        HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(pair))).expect("base64 is a header's value");
    value.set_sensitive(true);
    value
}

fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

fn with_query(place: &Url, query: &str) -> String {
    let joint = if place.target.contains('?') { '&' } else { '?' };
    format!("{place}{joint}{query}")
}
