//! Opaque bearer secrets: shown once, kept only as a hash.

use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// A bearer secret as its holder has it: a prefix that says what it is for, then 256 random bits.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A new secret; `prefix` is one of the constants of this module.
    pub fn generate(prefix: &str, random: &dyn Random) -> Self {
        Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random::bytes::<32>(random))))
    }

    /// The text to hand to its holder, and to nobody else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> SecretHash {
        SecretHash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// Lets a customer's page report on its one session (hardening §3).
pub const REPORT_PREFIX: &str = "cbs_";
/// Lets a customer's page come back into its session after a refresh; good once.
pub const RESUME_PREFIX: &str = "cbr_";
/// Opens one desk, once: the ticket in the address of a desk that was asked for by a page of the agents'.
pub const TICKET_PREFIX: &str = "cbd_";
/// Lets a desk without an account come back to its seat.
pub const SEAT_PREFIX: &str = "cbt_";
/// An API key of an agent.
pub const API_KEY_PREFIX: &str = "cbk_";
/// The secret with which a host site signs its customers' identities.
pub const IDENTITY_PREFIX: &str = "cbh_";
/// The cookie of a signed-in browser.
pub const WEB_SESSION_PREFIX: &str = "cbw_";
/// The cookie of a browser that somebody signed in with before.
pub const DEVICE_PREFIX: &str = "cbv_";
/// The link with which somebody chooses a password.
pub const PASSWORD_LINK_PREFIX: &str = "cbp_";
/// The one-time link that makes the first admin.
pub const SETUP_PREFIX: &str = "cbi_";

/// SHA-256 of a bearer secret: what the database keeps. A fast hash is enough, because the secret has 256 random bits.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for SecretHash {
    /// Takes the same time wherever the two differ.
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for SecretHash {}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(***)")
    }
}
