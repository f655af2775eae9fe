//! The tokens of Zoom's REST API: HS256 JWTs by API key and API secret (Zoom reference §9.1, \[DZ-APIREQ, DZ-AISVC\]).
//! We sign those we show Zoom and check those shown to our mirror.

use super::{Signed, of_signature_alone};
use crate::domain::Time;
use crate::domain::claims::{BACKDATED, SKEW};
use crate::engine_keys::RestKeys;
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, decode, decode_header, encode};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// Checks tokens of one API key.
pub struct RestTokens {
    api_key: String,
    checking: DecodingKey,
}

/// Anything but a good token: the caller says 401 and nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a good token of our API key")]
pub struct InvalidRestToken;

/// Signs tokens of one API key.
pub struct RestSigner {
    api_key: String,
    signing: EncodingKey,
}

/// All three are required \[DZ-AISVC\].
#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    iat: i64,
    exp: i64,
}

impl RestTokens {
    pub fn new(keys: &RestKeys) -> Self {
        let checking = DecodingKey::from_secret(keys.api_secret.expose_secret().as_bytes());
        Self { api_key: keys.api_key.clone(), checking }
    }

    /// # Errors
    /// [`InvalidRestToken`] unless it is signed with our secret, names our key, and is good at `now`.
    pub fn check(&self, token: &str, now: Time) -> Result<(), InvalidRestToken> {
        let header = decode_header(token).map_err(|_| InvalidRestToken)?;
        if header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            return Err(InvalidRestToken);
        }
        let claims = decode::<Claims>(token, &self.checking, &of_signature_alone(Algorithm::HS256))
            .map_err(|_| InvalidRestToken)?
            .claims;
        let ours: bool = claims.iss.as_bytes().ct_eq(self.api_key.as_bytes()).into();
        let good = claims.exp > now.timestamp() && claims.iat <= (now + SKEW).timestamp();
        if ours && good { Ok(()) } else { Err(InvalidRestToken) }
    }
}

impl RestSigner {
    pub fn new(keys: &RestKeys) -> Self {
        let signing = EncodingKey::from_secret(keys.api_secret.expose_secret().as_bytes());
        Self { api_key: keys.api_key.clone(), signing }
    }

    /// A token that is good from half a minute ago, for clocks that differ, until `life` after that.
    pub fn sign(&self, life: TimeDelta, now: Time) -> Signed {
        let issued = now - BACKDATED;
        let expires_at = issued + life;
        let claims = Claims { iss: self.api_key.clone(), iat: issued.timestamp(), exp: expires_at.timestamp() };
        let token = encode(&Header::new(Algorithm::HS256), &claims, &self.signing)
            .expect("claims are plain JSON and an HMAC takes any key");
        Signed { token, expires_at: Time::from_timestamp(claims.exp, 0).unwrap_or(expires_at) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;
    use serde_json::{Value, json};

    const NOW: i64 = 1_700_000_000;

    fn check(claims: &Value, algorithm: Algorithm, secret: &str) -> bool {
        let keys = RestKeys { api_key: "our-key".into(), api_secret: SecretString::from("our-secret") };
        let token = encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap();
        RestTokens::new(&keys).check(&token, Time::from_timestamp(NOW, 0).unwrap()).is_ok()
    }

    #[test]
    fn a_token_is_good_with_our_key_our_secret_and_its_three_claims() {
        let good = json!({ "iss": "our-key", "iat": NOW, "exp": NOW + 1 });
        let with = |claim: &str, value: Value| {
            let mut claims = good.clone();
            claims[claim] = value;
            check(&claims, Algorithm::HS256, "our-secret")
        };
        assert!(check(&good, Algorithm::HS256, "our-secret"));
        assert!(!check(&good, Algorithm::HS256, "their-secret"));
        assert!(!check(&good, Algorithm::HS512, "our-secret"));
        assert!(with("exp", json!(NOW + 1_000_000)), "any life will do");
        assert!(!with("exp", json!(NOW)), "it has expired");
        assert!(!with("iat", json!(NOW + 61)), "it comes from the future");
        assert!(!with("iss", json!("another")));
        for claim in ["iss", "iat", "exp"] {
            let mut claims = good.clone();
            claims.as_object_mut().unwrap().remove(claim);
            assert!(!check(&claims, Algorithm::HS256, "our-secret"), "without {claim}");
        }
    }
    #[test]
    fn a_token_we_sign_is_good_until_it_expires_and_only_with_its_pair() {
        let keys =
            |secret: &'static str| RestKeys { api_key: "our-key".into(), api_secret: SecretString::from(secret) };
        let at = |second| Time::from_timestamp(NOW + second, 0).unwrap();
        let signed = RestSigner::new(&keys("our-secret")).sign(TimeDelta::minutes(10), at(0));
        assert_eq!(signed.expires_at, at(570));
        let checker = RestTokens::new(&keys("our-secret"));
        for (second, good) in [(-90, true), (-91, false), (0, true), (569, true), (570, false)] {
            assert_eq!(checker.check(&signed.token, at(second)).is_ok(), good, "{second}");
        }
        assert!(RestTokens::new(&keys("their-secret")).check(&signed.token, at(0)).is_err());
    }
}
