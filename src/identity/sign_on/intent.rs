//! What a browser remembers of a sign-in under way, in a cookie: a secret, sealed with its time and purpose.
//!
//! State, nonce and PKCE verifier are each worked out from the secret, so that nothing has to be kept here before
//! somebody comes back, and what is seen of one in an address says nothing about the others.

use crate::domain::{AgentId, SecretHash, Time};
use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How long somebody may take at the provider (hardening §3).
pub const INTENT_LIFE: TimeDelta = TimeDelta::minutes(10);
/// Bytes of a cookie at most; paths of ours are far shorter.
const LONGEST: usize = 3_000;
/// Bytes of the path to go on to at most.
const LONGEST_PATH: usize = 1_000;

/// What somebody goes to the provider for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    SignIn,
    /// This person, who is signed in, wants to sign in there from now on.
    Link(AgentId),
}

/// A sign-in under way.
#[derive(Clone, Serialize, Deserialize)]
pub(in crate::identity) struct Intent {
    secret: String,
    /// Milliseconds since 1970.
    begun: i64,
    pub(in crate::identity) purpose: Purpose,
    pub(in crate::identity) next: Option<String>,
}

impl Intent {
    pub(super) fn new(purpose: Purpose, next: Option<String>, now: Time, random: &dyn Random) -> Self {
        let secret = URL_SAFE_NO_PAD.encode(random::bytes::<32>(random));
        let next = next.filter(|path| path.len() <= LONGEST_PATH);
        Self { secret, begun: now.timestamp_millis(), purpose, next }
    }

    /// Comes back in the address; a callback that does not bring it was not asked for here.
    pub(super) fn state(&self) -> String {
        self.derived("state")
    }

    /// Comes back inside the token.
    pub(super) fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// Proves that the code was meant for this browser: 43 characters (RFC 7636 §4.1).
    pub(super) fn verifier(&self) -> String {
        self.derived("verifier")
    }

    /// What the provider compares the verifier with: S256.
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier()))
    }

    pub(super) fn is_answered_by(&self, state: Option<&str>) -> bool {
        state.is_some_and(|state| SecretHash::of(state) == SecretHash::of(&self.state()))
    }

    /// Names it where used ones are remembered.
    pub(super) fn hash(&self) -> SecretHash {
        SecretHash::of(&self.secret)
    }

    fn derived(&self, what: &str) -> String {
        URL_SAFE_NO_PAD.encode(authenticated(self.secret.as_bytes(), what.as_bytes()))
    }
}

/// Seals intents with a key of this process: one that began before a restart begins again.
pub(super) struct Sealer([u8; 32]);

impl Sealer {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    pub(super) fn seal(&self, intent: &Intent) -> String {
        let text = URL_SAFE_NO_PAD.encode(serde_json::to_vec(intent).expect("an intent is plain JSON"));
        format!("{text}.{}", self.tag(&text))
    }

    /// The intent, if it was sealed here and is not too old.
    pub(super) fn open(&self, cookie: &str, now: Time) -> Option<Intent> {
        let (text, tag) = cookie.split_once('.').filter(|_| cookie.len() <= LONGEST)?;
        if SecretHash::of(tag) != SecretHash::of(&self.tag(text)) {
            return None;
        }
        let intent: Intent = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let age = now - Time::from_timestamp_millis(intent.begun)?;
        (age < INTENT_LIFE).then_some(intent)
    }

    fn tag(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(authenticated(&self.0, text.as_bytes()))
    }
}

fn authenticated(key: &[u8], text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    const NOON: Time = Time::UNIX_EPOCH;

    fn intent(seed: u64) -> Intent {
        Intent::new(Purpose::SignIn, Some("/agent".into()), NOON, &SeededRandom::new(seed))
    }

    #[test]
    fn what_is_worked_out_is_long_and_different() {
        let (one, other) = (intent(1), intent(2));
        let all = [one.state(), one.nonce(), one.verifier(), one.challenge(), other.state(), other.verifier()];
        for (place, text) in all.iter().enumerate() {
            assert_eq!(text.len(), 43);
            assert!(!all[place + 1..].contains(text));
        }
        assert!(one.is_answered_by(Some(&one.state())));
        for wrong in [None, Some(""), Some(&*other.state()), Some(&*one.nonce())] {
            assert!(!one.is_answered_by(wrong));
        }
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_cookie_is_good_here_and_for_ten_minutes() {
        let sealer = Sealer::new([7; 32]);
        let cookie = sealer.seal(&intent(1));
        let later = |minutes| sealer.open(&cookie, NOON + TimeDelta::minutes(minutes)).map(|intent| intent.state());
        assert_eq!(later(9), Some(intent(1).state()));
        assert_eq!(later(10), None);
        assert!(Sealer::new([8; 32]).open(&cookie, NOON).is_none());
        let (text, tag) = cookie.split_once('.').unwrap();
        let other = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&intent(2)).unwrap());
        for forged in
            [format!("{other}.{tag}"), format!("{text}."), text.to_owned(), String::new(), format!("{text}.{tag}x")]
        {
            assert!(sealer.open(&forged, NOON).is_none(), "{forged}");
        }
    }
}
