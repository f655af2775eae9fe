//! The secret that signs what an endpoint is told, as Standard Webhooks writes it.

use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;

/// How long the secret before a rotation goes on to sign.
pub const OVERLAP: TimeDelta = TimeDelta::hours(24);

const PREFIX: &str = "whsec_";

/// `whsec_` and 24 to 64 bytes in base64. Shown once; kept in clear, because it has to sign.
#[derive(Clone)]
pub struct SigningSecret(String);

/// The text is no such secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not whsec_ and 24 to 64 bytes in base64")]
pub struct InvalidSecret;

impl SigningSecret {
    /// 256 random bits.
    pub fn generate(random: &dyn Random) -> Self {
        Self(format!("{PREFIX}{}", STANDARD.encode(random::bytes::<32>(random))))
    }

    /// The text to hand to whoever checks signatures, and to nobody else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The bytes that sign.
    pub fn key(&self) -> Vec<u8> {
        decoded(&self.0).expect("it was checked when it was made")
    }
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text.strip_prefix(PREFIX)?).ok()?;
    (24..=64).contains(&bytes.len()).then_some(bytes)
}

impl FromStr for SigningSecret {
    type Err = InvalidSecret;

    fn from_str(text: &str) -> Result<Self, InvalidSecret> {
        decoded(text).map(|_| Self(text.to_owned())).ok_or(InvalidSecret)
    }
}

impl PartialEq for SigningSecret {
    /// Takes the same time wherever the two differ.
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for SigningSecret {}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn a_secret_reads_back_and_shows_itself_to_nobody() {
        let secret = SigningSecret::generate(&SeededRandom::new(1));
        assert_eq!(secret.expose().parse(), Ok(secret.clone()));
        assert_eq!((secret.key().len(), format!("{secret:?}").as_str()), (32, "SigningSecret(***)"));
        for bad in ["", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
            assert_eq!(bad.parse::<SigningSecret>(), Err(InvalidSecret), "{bad}");
        }
    }
}
