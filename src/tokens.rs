//! Signs and checks the tokens of both roles: HS256 JWTs whose claims are Zoom's (Zoom reference §2). `identity` checks
//! what host sites sign, `rest` what opens the REST mirror, `sign_on` what an OpenID provider signs.
//!
//! The one module that uses `jsonwebtoken`. Its defaults are too kind (sixty seconds of grace, no check of `iat`), so
//! it verifies the signature and the algorithm only; everything a claim says is checked by [`Claims::check`] against
//! our own clock.

mod identity;
mod rest;
mod sign_on;

pub use identity::{check_identity, claimed_issuer};
pub use rest::{InvalidRestToken, RestSigner, RestTokens};
pub use sign_on::ProviderKeys;

use crate::domain::claims::{BACKDATED, Claims, InvalidClaims, TokenRole};
use crate::domain::{DisplayName, SessionId, Time};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation, decode, decode_header};
use secrecy::{ExposeSecret, SecretString};
use std::collections::HashSet;

/// The SDK key is public; the secret signs and never leaves the server.
pub struct Tokens {
    sdk_key: String,
    signing: EncodingKey,
    checking: DecodingKey,
    /// Tokens carry the session they belong to. Zoom documents no such claim, so only our engine gets it.
    with_session: bool,
}

/// The header of every token (Zoom reference §2.1, \[DZ-AUTH\]).
const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// What a token is made for.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub role: TokenRole,
    pub session: SessionId,
    pub user_id: &'a str,
    pub user_name: &'a DisplayName,
    /// The customer brings the PIN.
    pub brings_pin: bool,
}

/// A signed token and the second it expires in.
#[derive(Clone)]
pub struct Signed {
    pub token: String,
    pub expires_at: Time,
}

/// Why a token is refused. Outside it is always `2001 TOKEN_INVALID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidToken {
    #[error("it is not an HS256 JWT signed with our secret")]
    Signature,
    #[error(transparent)]
    Claims(#[from] InvalidClaims),
}

impl Tokens {
    /// Keys for one pair of SDK key and secret.
    pub fn new(sdk_key: String, secret: &SecretString, with_session: bool) -> Self {
        let secret = secret.expose_secret().as_bytes();
        Self {
            sdk_key,
            signing: EncodingKey::from_secret(secret),
            checking: DecodingKey::from_secret(secret),
            with_session,
        }
    }

    pub fn sdk_key(&self) -> &str {
        &self.sdk_key
    }

    /// A token that is good from half a minute ago until `life` after that. `life` is 1800 s to 48 h.
    pub fn sign(&self, subject: Subject<'_>, life: TimeDelta, now: Time) -> Signed {
        let issued = now - BACKDATED;
        let expires_at = issued + life;
        let claims = Claims {
            app_key: self.sdk_key.clone(),
            role_type: subject.role as u8,
            iat: issued.timestamp(),
            exp: expires_at.timestamp(),
            user_id: subject.user_id.to_owned(),
            user_name: subject.user_name.as_str().to_owned(),
            enable_byop: subject.brings_pin.then_some(1),
            sid: self.with_session.then_some(subject.session),
        };
        let token = self.encode(&claims);
        Signed { token, expires_at: Time::from_timestamp(claims.exp, 0).unwrap_or(expires_at) }
    }

    /// Whether our secret signed it as HS256, whatever it claims. For `cobroker doctor`; nothing is let in by this.
    pub fn signed(&self, token: &str) -> bool {
        decode::<serde_json::Value>(token, &self.checking, &of_signature_alone(Algorithm::HS256)).is_ok()
    }

    /// Header and claims in the order in which Zoom's documents write them; the claims are [`Claims`].
    fn encode(&self, claims: &Claims) -> String {
        let claims = serde_json::to_vec(claims).expect("claims are plain JSON");
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &self.signing, Algorithm::HS256)
            .expect("an HMAC takes any key");
        format!("{message}.{signature}")
    }

    /// The claims of a token of `role` that is good at `now`.
    ///
    /// # Errors
    /// [`InvalidToken`] for anything else; the caller says `2001` and nothing more.
    pub fn check(&self, token: &str, role: TokenRole, now: Time) -> Result<Claims, InvalidToken> {
        let header = decode_header(token).map_err(|_| InvalidToken::Signature)?;
        if header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            return Err(InvalidToken::Signature);
        }
        let claims = decode::<Claims>(token, &self.checking, &of_signature_alone(Algorithm::HS256))
            .map_err(|_| InvalidToken::Signature)?
            .claims;
        claims.check(&self.sdk_key, role, now)?;
        Ok(claims)
    }
}

/// Looks at algorithm and signature only.
fn of_signature_alone(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims = HashSet::new();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.leeway = 0;
    validation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE};
    use crate::random::SeededRandom;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// The vector of the Zoom reference §2.4.
    const VECTOR: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBfa2V5IjoiVEVTVF9TREtfS0VZIiwicm9sZV90eXBlIjoxLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwNzIwMCwidXNlcl9pZCI6ImN1c3QtMSIsInVzZXJfbmFtZSI6IkN1c3RvbWVyIE9uZSJ9.HfwTgsH-ThLKPZ4aqx_gGCtSWkQcCSGJfpa7lKDg85k";

    fn tokens(with_session: bool) -> Tokens {
        Tokens::new("TEST_SDK_KEY".into(), &SecretString::from("TEST_SDK_SECRET"), with_session)
    }

    fn at(seconds: i64) -> Time {
        Time::from_timestamp(seconds, 0).unwrap()
    }

    fn subject<'a>(role: TokenRole, name: &'a DisplayName) -> Subject<'a> {
        let session = SessionId::new(at(1_700_000_000), &SeededRandom::new(1));
        Subject { role, session, user_id: "cust-1", user_name: name, brings_pin: false }
    }

    fn signed_with(header: Value, payload: Value, key: &[u8], algorithm: Algorithm) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&header), part(&payload));
        let signature =
            jsonwebtoken::crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key), algorithm).unwrap();
        format!("{message}.{signature}")
    }

    #[test]
    fn the_reference_vector_verifies_and_our_token_is_the_vector_to_the_byte() {
        let name: DisplayName = "Customer One".parse().unwrap();
        let signed =
            tokens(false).sign(subject(TokenRole::Customer, &name), TimeDelta::seconds(7_200), at(1_700_000_030));
        assert_eq!(signed.token, VECTOR);
        assert!(tokens(false).check(VECTOR, TokenRole::Customer, at(1_700_000_100)).is_ok());
    }

    #[test]
    fn tokens_of_the_two_roles_differ_in_role_type_only() {
        let name: DisplayName = "Ada".parse().unwrap();
        let claims = |role| {
            let token = tokens(true).sign(subject(role, &name), TimeDelta::seconds(1_800), at(1_700_000_000)).token;
            serde_json::to_value(tokens(true).check(&token, role, at(1_700_000_000)).unwrap()).unwrap()
        };
        let (mut customer, agent) = (claims(TokenRole::Customer), claims(TokenRole::Agent));
        assert_eq!(customer["role_type"], 1);
        customer["role_type"] = json!(2);
        assert_eq!(customer, agent);
    }

    #[test]
    fn a_token_is_refused_in_the_place_of_the_other_role() {
        let wrong = tokens(false).check(VECTOR, TokenRole::Agent, at(1_700_000_100));
        assert_eq!(wrong.unwrap_err(), InvalidToken::Claims(InvalidClaims::OtherRole));
    }

    #[test]
    fn other_algorithms_keys_and_missing_claims_are_refused() {
        let payload = json!({"app_key": "TEST_SDK_KEY", "role_type": 1, "iat": 1_700_000_000, "exp": 1_700_007_200, "user_id": "u", "user_name": "n"});
        let good = |payload: &Value| {
            signed_with(json!({"alg": "HS256", "typ": "JWT"}), payload.clone(), b"TEST_SDK_SECRET", Algorithm::HS256)
        };
        let check = |token: &str| tokens(false).check(token, TokenRole::Customer, at(1_700_000_100)).map(|_| ());
        assert_eq!(check(&good(&payload)), Ok(()));
        for claim in ["app_key", "role_type", "iat", "exp", "user_id", "user_name"] {
            let mut less = payload.clone();
            less.as_object_mut().unwrap().remove(claim);
            assert!(check(&good(&less)).is_err(), "without {claim}");
        }
        for (claim, odd) in [
            ("role_type", json!("1")),
            ("exp", json!(1_700_007_200.5)),
            ("iat", json!("1700000000")),
            ("role_type", json!(3)),
        ] {
            let mut other = payload.clone();
            other[claim] = odd;
            assert!(check(&good(&other)).is_err(), "odd {claim}");
        }
        let hs512 =
            signed_with(json!({"alg": "HS512", "typ": "JWT"}), payload.clone(), b"TEST_SDK_SECRET", Algorithm::HS512);
        let none =
            format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), URL_SAFE_NO_PAD.encode(payload.to_string()));
        let other_key =
            signed_with(json!({"alg": "HS256", "typ": "JWT"}), payload, b"ANOTHER_SECRET!", Algorithm::HS256);
        for token in [hs512.as_str(), &none, &other_key, "", "a.b.c", &VECTOR[..VECTOR.len() - 1]] {
            assert_eq!(check(token), Err(InvalidToken::Signature), "{token}");
        }
    }

    fn any_name() -> impl Strategy<Value = DisplayName> {
        "\\PC{1,80}".prop_filter_map("no name", |name| name.parse().ok())
    }

    proptest! {
        #[test]
        fn whatever_is_signed_says_exactly_what_zoom_documents_and_checks(
            agent: bool, brings_pin: bool, with_session: bool, life in SHORTEST_LIFE..=LONGEST_LIFE,
            now in 1_000_000_000_i64..4_000_000_000, name in any_name(), user_id in "[!-~]{1,35}",
        ) {
            let role = if agent { TokenRole::Agent } else { TokenRole::Customer };
            let (tokens, now) = (tokens(with_session), at(now));
            let asked = Subject { user_id: &user_id, brings_pin, ..subject(role, &name) };
            let signed = tokens.sign(asked, TimeDelta::seconds(life), now);
            let payload = URL_SAFE_NO_PAD.decode(signed.token.split('.').nth(1).unwrap()).unwrap();
            let said: Value = serde_json::from_slice(&payload).unwrap();

            let mut names = vec!["app_key", "exp", "iat", "role_type", "user_id", "user_name"];
            names.extend(brings_pin.then_some("enable_byop"));
            names.extend(with_session.then_some("sid"));
            names.sort_unstable();
            let mut found: Vec<_> = said.as_object().unwrap().keys().map(String::as_str).collect();
            found.sort_unstable();
            prop_assert_eq!(found, names);
            prop_assert_eq!(&said["role_type"], &json!(role as u8));
            prop_assert!(said.get("enable_byop").is_none_or(|byop| *byop == json!(1)));
            // dated back, and still no shorter than Zoom takes: the last half minute is not ours to use
            prop_assert_eq!(said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap(), life);
            prop_assert_eq!(said["iat"].as_i64().unwrap(), now.timestamp() - 30);
            prop_assert_eq!(signed.expires_at.timestamp(), now.timestamp() - 30 + life);
            prop_assert!(said["user_name"].as_str().unwrap().encode_utf16().count() <= 80);

            let last = signed.expires_at - TimeDelta::seconds(1);
            prop_assert!(tokens.check(&signed.token, role, now).is_ok() && tokens.check(&signed.token, role, last).is_ok());
            prop_assert!(tokens.check(&signed.token, role, signed.expires_at).is_err());
            let other = if agent { TokenRole::Customer } else { TokenRole::Agent };
            prop_assert!(tokens.check(&signed.token, other, now).is_err());
        }
    }
}
