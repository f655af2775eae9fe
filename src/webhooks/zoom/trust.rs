//! Whether an endpoint has proven that it knows the secret (Zoom reference §10.6). Until it has, nothing is sent there and
//! nothing is lost; every 72 hours it is asked again.

use super::signature::keyed_hash;
use crate::domain::Time;
use crate::outgoing::Url;
use chrono::TimeDelta;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;

const EVERY: TimeDelta = TimeDelta::hours(72);
/// After a proof that failed.
const AGAIN: TimeDelta = TimeDelta::minutes(1);
/// Failures in a row after which a proven endpoint is told nothing more, until it proves itself.
const MOST_FAILURES: u32 = 6;

/// How far an endpoint is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trust {
    proven: bool,
    failures: u32,
    /// When to ask for the next proof.
    pub next_check: Time,
}

impl Trust {
    /// `proven_at`: its last proof, if there was one.
    pub fn since(proven_at: Option<Time>, now: Time) -> Self {
        let next_check = proven_at.map_or(now, |at| at + EVERY);
        Self { proven: proven_at.is_some(), failures: 0, next_check }
    }

    pub fn is_open(&self) -> bool {
        self.proven && self.failures < MOST_FAILURES
    }

    pub fn checked(&self, proved: bool, now: Time) -> Self {
        match proved {
            true => Self::since(Some(now), now),
            false => Self { failures: self.failures + 1, next_check: now + AGAIN, ..*self },
        }
    }
}

/// The setting that remembers when this endpoint proved itself, with this secret.
pub fn setting(secret: &SecretString, endpoint: &Url) -> String {
    format!("webhook_proven_{}", &keyed_hash(secret, &format!("endpoint {endpoint}"))[..32])
}

/// The question.
pub fn question(plain_token: &str, now: Time) -> String {
    json!({
        "event": "endpoint.url_validation",
        "event_ts": now.timestamp_millis(),
        "payload": { "plainToken": plain_token },
    })
    .to_string()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proof {
    plain_token: String,
    encrypted_token: String,
}

/// Whether the answer proves that its sender knows the secret.
pub fn proves(secret: &SecretString, plain_token: &str, status: u16, answer: &[u8]) -> bool {
    let Ok(proof) = serde_json::from_slice::<Proof>(answer) else { return false };
    status == 200 && proof.plain_token == plain_token && proof.encrypted_token == keyed_hash(secret, plain_token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn an_endpoint_is_open_from_its_first_proof_until_six_failures_in_a_row() {
        let mut trust = Trust::since(None, NOON);
        assert!(!trust.is_open() && trust.next_check == NOON);
        trust = trust.checked(false, NOON);
        assert!(!trust.is_open() && trust.next_check == NOON + seconds(60));
        trust = trust.checked(true, NOON);
        assert!(trust.is_open() && trust.next_check == NOON + TimeDelta::hours(72));
        for failures in 1..=6 {
            trust = trust.checked(false, NOON);
            assert_eq!(trust.is_open(), failures < 6);
        }
        assert!(trust.checked(true, NOON).is_open());
        assert!(
            Trust::since(Some(NOON - TimeDelta::hours(100)), NOON).is_open(),
            "it is asked again, and told meanwhile"
        );
    }

    #[test]
    fn only_the_hash_of_the_very_token_is_a_proof() {
        let secret = SecretString::from("test_secret_token");
        let hash = "4efea922935c335d972476de138d2208a0d46ab28c79ee592d497a1b216419b8";
        let proof =
            |plain: &str, encrypted: &str| json!({ "plainToken": plain, "encryptedToken": encrypted }).to_string();
        let proven = |status, answer: &str| proves(&secret, "qgg8vlvZRS6UYooatFL8Aw", status, answer.as_bytes());
        assert!(proven(200, &proof("qgg8vlvZRS6UYooatFL8Aw", hash)));
        assert!(!proven(204, &proof("qgg8vlvZRS6UYooatFL8Aw", hash)));
        assert!(!proven(200, &proof("another", hash)));
        assert!(!proven(200, &proof("qgg8vlvZRS6UYooatFL8Aw", &hash.to_uppercase())));
        assert!(!proven(200, &proof("qgg8vlvZRS6UYooatFL8Aw", "")));
        assert!(!proven(200, "ok") && !proven(200, ""));
    }
}
