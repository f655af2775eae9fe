//! Checks the signature of an OpenID provider's ID tokens: with one of its public keys, by an algorithm that is the
//! key's own. What the claims say is [`crate::domain::sign_on`]'s to check.

use super::of_signature_alone;
use crate::domain::sign_on::Disbelief;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, decode, decode_header};
use serde_json::Value;

/// Bytes of an ID token at most; groups can make it long.
const LONGEST: usize = 64 * 1024;
/// Bytes of an RSA key's modulus at least: 2048 bits.
const SHORTEST_MODULUS: usize = 256;

/// The public keys of a provider.
#[derive(Debug, Clone, Default)]
pub struct ProviderKeys(Vec<Jwk>);

impl ProviderKeys {
    /// Those of a key set that sign, and that we understand. Shared secrets are none.
    pub fn of(set: &Value) -> Self {
        let keys = set["keys"].as_array().into_iter().flatten();
        let keys = keys.filter_map(|key| serde_json::from_value::<Jwk>(key.clone()).ok());
        Self(keys.filter(signs).collect())
    }

    /// The claims of a token that one of these keys signed.
    ///
    /// # Errors
    /// [`Disbelief::Signature`], whatever is wrong with it.
    pub fn claims(&self, token: &str) -> Result<Value, Disbelief> {
        let header = decode_header(token).ok().filter(|_| token.len() <= LONGEST).ok_or(Disbelief::Signature)?;
        if header.crit.is_some() {
            return Err(Disbelief::Signature);
        }
        let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
        let candidates = self.0.iter().filter(named).filter(|key| algorithms(key).contains(&header.alg));
        candidates
            .filter_map(|key| DecodingKey::from_jwk(key).ok())
            .find_map(|key| decode::<Value>(token, &key, &of_signature_alone(header.alg)).ok())
            .map(|decoded| decoded.claims)
            .filter(Value::is_object)
            .ok_or(Disbelief::Signature)
    }
}

/// What a key may sign with. A key that names its algorithm signs with that one.
fn algorithms(key: &Jwk) -> Vec<Algorithm> {
    use Algorithm::*;
    let able = match &key.algorithm {
        AlgorithmParameters::RSA(_) => vec![RS256, RS384, RS512, PS256, PS384, PS512],
        AlgorithmParameters::EllipticCurve(curve) => match curve.curve {
            EllipticCurve::P256 => vec![ES256],
            EllipticCurve::P384 => vec![ES384],
            _ => vec![],
        },
        AlgorithmParameters::OctetKeyPair(_) => vec![EdDSA],
        _ => vec![],
    };
    match key.common.key_algorithm {
        Some(named) => able.into_iter().filter(|one| named.to_string() == format!("{one:?}")).collect(),
        None => able,
    }
}

fn signs(key: &Jwk) -> bool {
    let for_signatures = matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature));
    let long_enough = match &key.algorithm {
        AlgorithmParameters::RSA(rsa) => {
            URL_SAFE_NO_PAD.decode(&rsa.n).is_ok_and(|modulus| modulus.len() >= SHORTEST_MODULUS)
        }
        _ => true,
    };
    for_signatures && long_enough && !algorithms(key).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::engine::general_purpose::STANDARD;
    use jsonwebtoken::EncodingKey;
    use p256::pkcs8::DecodePrivateKey;
    use serde_json::json;

    const P256_PRIVATE: &str = include_str!("../../tests/fixtures/identity/p256.private.pem");

    fn der() -> Vec<u8> {
        let lines: String = P256_PRIVATE.lines().filter(|line| !line.starts_with("-----")).collect();
        STANDARD.decode(lines).unwrap()
    }

    fn public() -> Value {
        let point = p256::SecretKey::from_pkcs8_pem(P256_PRIVATE).unwrap().public_key();
        let point = p256::EncodedPoint::from(point);
        let part = |bytes: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(bytes.unwrap());
        json!({ "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": part(point.x()), "y": part(point.y()) })
    }

    fn signed(header: Value, signing: &EncodingKey, algorithm: Algorithm) -> String {
        let message = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(json!({ "sub": "4711" }).to_string())
        );
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), signing, algorithm).unwrap();
        format!("{message}.{signature}")
    }

    fn good(header: Value) -> String {
        signed(header, &EncodingKey::from_ec_der(&der()), Algorithm::ES256)
    }

    fn keys(all: &[Value]) -> ProviderKeys {
        ProviderKeys::of(&json!({ "keys": all }))
    }

    #[test]
    fn a_token_is_believed_by_the_key_it_names() {
        let keys = keys(&[json!({ "kty": "unheard-of" }), public()]);
        assert_eq!(keys.claims(&good(json!({ "alg": "ES256", "kid": "one" }))).unwrap()["sub"], "4711");
        assert!(keys.claims(&good(json!({ "alg": "ES256" }))).is_ok(), "one key needs no name");
        let other = good(json!({ "alg": "ES256", "kid": "two" }));
        assert_eq!(keys.claims(&other), Err(Disbelief::Signature));
    }

    #[test]
    fn no_algorithm_but_the_keys_own() {
        let key = public();
        let all = keys(std::slice::from_ref(&key));
        let secret = |bytes: &[u8]| {
            signed(json!({ "alg": "HS256", "kid": "one" }), &EncodingKey::from_secret(bytes), Algorithm::HS256)
        };
        let x = key["x"].as_str().unwrap();
        for public in [key.to_string().as_bytes(), x.as_bytes(), P256_PRIVATE.as_bytes()] {
            assert_eq!(all.claims(&secret(public)), Err(Disbelief::Signature), "a public key is no shared secret");
        }
        let unsigned = |alg: &str| {
            format!("{}.{}.", URL_SAFE_NO_PAD.encode(json!({ "alg": alg }).to_string()), URL_SAFE_NO_PAD.encode("{}"))
        };
        for alg in ["none", "None", "nOnE", "", "ES256"] {
            assert_eq!(all.claims(&unsigned(alg)), Err(Disbelief::Signature), "{alg}");
        }
        let token = good(json!({ "alg": "ES256", "kid": "one" }));
        for claimed in ["ES384", "RS256", "EdDSA"] {
            let header = URL_SAFE_NO_PAD.encode(json!({ "alg": claimed, "kid": "one" }).to_string());
            let forged = format!("{header}.{}", token.split_once('.').unwrap().1);
            assert_eq!(all.claims(&forged), Err(Disbelief::Signature));
        }
        assert_eq!(all.claims(&good(json!({ "alg": "ES256", "crit": ["b64"] }))), Err(Disbelief::Signature));
    }

    #[test]
    fn keys_that_do_not_sign_are_left_out() {
        let with = |name: &str, value: Value| {
            let mut key = public();
            key[name] = value;
            keys(&[key]).claims(&good(json!({ "alg": "ES256" })))
        };
        assert!(with("alg", json!("ES256")).is_ok());
        assert!(with("use", json!("enc")).is_err());
        assert!(with("alg", json!("ES384")).is_err());
        let shared = json!({ "kty": "oct", "kid": "s", "k": URL_SAFE_NO_PAD.encode([7_u8; 32]) });
        let token =
            signed(json!({ "alg": "HS256", "kid": "s" }), &EncodingKey::from_secret(&[7; 32]), Algorithm::HS256);
        assert_eq!(keys(&[shared]).claims(&token), Err(Disbelief::Signature));
        let short = json!({ "kty": "RSA", "n": URL_SAFE_NO_PAD.encode([255_u8; 128]), "e": "AQAB" });
        assert!(keys(&[short]).0.is_empty(), "1024 bits are too few");
        for set in [json!(null), json!({}), json!({ "keys": "none" })] {
            assert!(ProviderKeys::of(&set).0.is_empty());
        }
    }
}
