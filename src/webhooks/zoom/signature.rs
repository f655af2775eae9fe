//! How Zoom signs webhooks and how an endpoint proves that it knows the secret (Zoom reference §§10.5, 10.6).

use crate::hex::hex;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use std::fmt::Display;

/// `x-zm-signature` of a body sent at `timestamp`, seconds since 1970.
pub fn sign(secret: &SecretString, timestamp: impl Display, body: &[u8]) -> String {
    format!("v0={}", hash_of(secret, &[format!("v0:{timestamp}:").as_bytes(), body]))
}

/// HMAC-SHA256 in lower-case hexadecimal: the `encryptedToken` of a `plainToken`.
pub fn keyed_hash(secret: &SecretString, message: &str) -> String {
    hash_of(secret, &[message.as_bytes()])
}

fn hash_of(secret: &SecretString, parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("an HMAC takes any key");
    parts.iter().for_each(|part| mac.update(part));
    hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of the Zoom reference §10.8.
    #[test]
    fn the_reference_vectors_come_out() {
        let secret = SecretString::from("test_secret_token");
        assert_eq!(
            keyed_hash(&secret, "qgg8vlvZRS6UYooatFL8Aw"),
            "4efea922935c335d972476de138d2208a0d46ab28c79ee592d497a1b216419b8"
        );
        let body = r#"{"event":"cobrowse.session_started","event_ts":1743483350000,"payload":{"account_id":"acct1","object":{"session_id":"sess1==","start_time":"2025-04-01T12:22:26Z"}}}"#;
        assert_eq!(
            sign(&secret, 1_743_483_351, body.as_bytes()),
            "v0=732bdc0529af7cb14fa76fd3662a98eeb443d5871b9f026e8125f99bab18d205"
        );
    }
}
