//! One request, signed as Standard Webhooks has it, and what is to be said of its answer.

use super::{Webhooks, message};
use crate::domain::Time;
use crate::domain::event::EventType;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::webhook::{Endpoint, Failure, SigningSecret};
use crate::hex::hex;
use crate::outgoing::{Request, Trouble, Url};
use crate::random;
use crate::store::{StoreError, Told};
use axum::http::{HeaderName, HeaderValue, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, json};
use sha2::Sha256;
use std::time::Duration;
use tokio::time::Instant;

/// From the look-up of the name to the end of the answer (hardening §8).
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of an answer that are read (hardening §8).
const ANSWER: usize = 64 * 1024;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// How one request went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    pub at: Time,
    pub millis: u32,
    /// `None`: no answer.
    pub status: Option<u16>,
    /// `None`: it was taken.
    pub failure: Option<Failure>,
    /// What was wrong, in a sentence for whoever runs the endpoint; that all is well otherwise.
    pub words: String,
}

impl Webhooks {
    /// Sends a ping and notes it in the endpoint's log.
    pub(super) async fn ping(&self, endpoint: &Endpoint) -> Result<Attempt, StoreError> {
        let now = self.now();
        let id = format!("evt_{}", hex(&random::bytes::<16>(&*self.0.random)));
        let body = message::ping(&id, now, endpoint.id).to_string();
        let attempt = self.send(endpoint, &id, body).await;
        let told = Told {
            telling: None,
            seq: None,
            kind: EventType::Ping,
            at: attempt.at,
            millis: attempt.millis,
            status: attempt.status,
            failure: attempt.failure,
            next_at: None,
        };
        self.0.store.told(endpoint.id, told, given_up(endpoint, now)).await?;
        Ok(attempt)
    }

    /// One request.
    pub(super) async fn send(&self, endpoint: &Endpoint, id: &str, body: String) -> Attempt {
        let (at, began) = (self.now(), Instant::now());
        let answer = match endpoint.url.parse::<Url>() {
            Ok(url) => self.0.client.send(&request(url, endpoint, id, body, at)).await.map(|answer| answer.status),
            Err(_) => Err(Trouble::Nowhere),
        };
        let millis = u32::try_from(began.elapsed().as_millis()).unwrap_or(u32::MAX);
        let (status, failure) = match &answer {
            Ok(status) => (Some(*status), Failure::of_status(*status)),
            Err(trouble) => (None, Some(class(trouble))),
        };
        let words = match (&answer, failure) {
            (Err(trouble), Some(failure)) => format!("{} {}", sentence(&trouble.to_string()), explain(failure)),
            (Ok(status), Some(failure)) => format!("It answered {status}. {}", explain(failure)),
            (Ok(status), None) => format!("It answered {status}: all is well."),
            (Err(trouble), None) => trouble.to_string(),
        };
        Attempt { at, millis, status, failure, words }
    }
}

/// The entry that says that an endpoint is told nothing more.
pub(super) fn given_up(endpoint: &Endpoint, at: Time) -> NewEntry {
    let data = Map::from_iter([("webhookId".to_owned(), json!(endpoint.id)), ("why".to_owned(), json!("failing"))]);
    NewEntry { session: None, at, kind: Kind::WebhookDisabled, actor: Actor::System, data, ip: None }
}

fn request(url: Url, endpoint: &Endpoint, id: &str, body: String, at: Time) -> Request {
    let seconds = at.timestamp();
    let signatures = endpoint.secrets(at).into_iter().map(|secret| signature(secret, id, seconds, &body));
    let signatures = signatures.collect::<Vec<_>>().join(" ");
    Request::post(url, body)
        .within(PATIENCE)
        .at_most(ANSWER)
        .with(header::CONTENT_TYPE, JSON)
        .with(HeaderName::from_static("webhook-id"), ascii(id))
        .with(HeaderName::from_static("webhook-timestamp"), seconds.into())
        .with(HeaderName::from_static("webhook-signature"), ascii(&signatures))
}

/// `v1,` and the HMAC-SHA256 of `id.timestamp.body` in base64.
fn signature(secret: &SigningSecret, id: &str, seconds: i64, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret.key()).expect("an HMAC takes any key");
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body.as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn ascii(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("hexadecimal and base64 fit a header")
}

fn class(trouble: &Trouble) -> Failure {
    match trouble {
        Trouble::Slow(_) => Failure::Slow,
        Trouble::Inside(_) => Failure::Inside,
        Trouble::Nowhere => Failure::Nowhere,
        Trouble::Connection(_) => Failure::Connection,
        Trouble::Tls(_) => Failure::Tls,
        Trouble::Http(_) => Failure::Http,
        Trouble::LostRedirect | Trouble::TooManyRedirects(_) => Failure::Redirect,
    }
}

/// What to do about it.
pub fn explain(failure: Failure) -> &'static str {
    match failure {
        Failure::Status => "Anything but 2xx is tried again; look into the log of whatever runs there.",
        Failure::Redirect => "Redirects are not followed: give the address it leads to.",
        Failure::Slow => "Answer first, within five seconds, and do the work after.",
        Failure::Inside => "Only public addresses are told; put a public name before it.",
        Failure::Nowhere => "Check the name for slips, and that it is in the public DNS.",
        Failure::Connection => "Check that something listens there, and that no firewall is between.",
        Failure::Tls => {
            "Check its certificate: its name, its date, and that it sends the whole chain of a public authority."
        }
        Failure::Http => "Something listens there that is no web server.",
    }
}

/// Capital letter, full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the Standard Webhooks specification.
    #[test]
    fn the_vector_of_the_specification_comes_out() {
        let secret: SigningSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().unwrap();
        let signed = signature(&secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
