//! Who is signed in, for cobroker's `identity`: a function for your back end, with the crates `jsonwebtoken`,
//! `serde_json`, `base64` and `uuid`.
#![allow(clippy::disallowed_methods, reason = "cobroker's own code takes its time from a Clock; yours need not")]

use anyhow::Context;
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use std::env::var;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Says who is signed in. Make a new one each time it is asked for: it works once, and for two minutes.
fn identity_assertion(
    site: &str,
    audience: &str,
    subject: &str,
    name: &str,
    key: &EncodingKey,
) -> anyhow::Result<String> {
    let iat = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let header = Header { typ: Some("cobroker-identity+jwt".into()), ..Header::new(Algorithm::EdDSA) };
    let claims = json!({
        "iss": site, "aud": audience, "sub": subject, "name": name,
        "iat": iat, "exp": iat + 120, "jti": Uuid::now_v7(),
    });
    Ok(encode(&header, &claims, key)?)
}

/// The Ed25519 key that `openssl genpkey` wrote. With jsonwebtoken's feature `use_pem`, `from_ed_pem` does the same.
fn read_key(file: &str) -> anyhow::Result<EncodingKey> {
    let pem = std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
    let base64: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    Ok(EncodingKey::from_ed_der(&STANDARD.decode(base64)?))
}

/// `cargo run --example identity` prints one.
fn main() -> anyhow::Result<()> {
    let key = read_key(&var("KEY_FILE")?)?;
    println!("{}", identity_assertion(&var("SITE")?, &var("AUDIENCE")?, &var("SUBJECT")?, &var("NAME")?, &key)?);
    Ok(())
}
