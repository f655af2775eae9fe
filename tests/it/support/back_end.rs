//! The server of a host site, which signs who its customers are.

use super::{Place, TestApp};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU64, Ordering};

const ED25519: [&str; 2] = [
    include_str!("../../fixtures/identity/ed25519.private.pem"),
    include_str!("../../fixtures/identity/ed25519.public.pem"),
];
const P256: [&str; 2] =
    [include_str!("../../fixtures/identity/p256.private.pem"), include_str!("../../fixtures/identity/p256.public.pem")];
const SECRET: &str = "a-shared-secret-of-forty-characters-0123";

#[derive(Clone)]
pub struct BackEnd {
    pub site: &'static str,
    pub algorithm: Algorithm,
    signing: EncodingKey,
    /// What cobroker is given.
    pub key: &'static str,
}

impl BackEnd {
    pub fn ed25519(site: &'static str) -> Self {
        Self::of(site, Algorithm::EdDSA, EncodingKey::from_ed_der(&der(ED25519[0])), ED25519[1])
    }

    pub fn p256(site: &'static str) -> Self {
        Self::of(site, Algorithm::ES256, EncodingKey::from_ec_der(&der(P256[0])), P256[1])
    }

    pub fn secret(site: &'static str) -> Self {
        Self::of(site, Algorithm::HS256, EncodingKey::from_secret(SECRET.as_bytes()), SECRET)
    }

    fn of(site: &'static str, algorithm: Algorithm, signing: EncodingKey, key: &'static str) -> Self {
        Self { site, algorithm, signing, key }
    }

    pub fn header(&self) -> Value {
        json!({ "alg": format!("{:?}", self.algorithm), "typ": "cobroker-identity+jwt" })
    }

    /// The claims of a good assertion, with a `jti` of its own.
    pub fn claims(&self, app: &TestApp, sub: &str, name: &str) -> Value {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let iat = app.now().timestamp();
        json!({
            "iss": self.site, "aud": app.origin(), "sub": sub, "name": name, "iat": iat, "exp": iat + 120,
            "jti": format!("jti-{}", NEXT.fetch_add(1, Ordering::Relaxed)),
        })
    }

    /// A good assertion.
    pub fn vouches(&self, app: &TestApp, sub: &str, name: &str) -> String {
        self.sign(&self.header(), &self.claims(app, sub, name))
    }

    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", part(header), part(claims));
        let signature = crypto::sign(message.as_bytes(), &self.signing, self.algorithm).expect("a signature");
        format!("{message}.{signature}")
    }
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn der(pem: &str) -> Vec<u8> {
    let lines: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(lines).expect("base64")
}
