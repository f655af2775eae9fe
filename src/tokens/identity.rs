//! Checks the assertions of host sites: JWSs of the algorithm that belongs to the site's key, and of no other.
//!
//! The library finds out whether the signature fits and nothing else: by itself it takes a missing `aud`, ignores `typ`,
//! and allows a minute after `exp` (hardening §4). What the claims say is checked by [`AssertionClaims::check`].

use super::of_signature_alone;
use crate::domain::site::{Assertion, AssertionClaims, IDENTITY_TYPE, IdentityAlgorithm, IdentityKey, NotAccepted};
use crate::domain::{Origin, SiteId, Time};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, decode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Bytes of an assertion at most: several times what its claims can have.
const LONGEST: usize = 4_096;

/// The header, as far as it matters. What it says about keys (`jwk`, `jku`, `x5u`, `kid`) is never looked at.
#[derive(Deserialize)]
struct Header {
    alg: Option<Value>,
    typ: Option<Value>,
    crit: Option<Value>,
}

/// The site that a token says it is from. Nothing of it is proved yet.
///
/// # Errors
/// [`NotAccepted::Malformed`], or [`NotAccepted::UnknownIssuer`] where `iss` is no id at all.
pub fn claimed_issuer(token: &str) -> Result<SiteId, NotAccepted> {
    let [_, payload, _] = parts(token)?;
    decoded::<AssertionClaims>(payload)?.issuer().ok_or(NotAccepted::UnknownIssuer)
}

/// What `token` says at `now`, if `site` signed it with `key`, for us at `audience`. Whether it was used before is the
/// database's to say.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_identity(
    token: &str,
    site: &SiteId,
    key: &IdentityKey,
    audience: &Origin,
    now: Time,
) -> Result<Assertion, NotAccepted> {
    let [header, _, _] = parts(token)?;
    check_header(&decoded(header)?, key.algorithm())?;
    let checked = decode::<AssertionClaims>(token, &decoding(key), &of_signature_alone(algorithm(key.algorithm())));
    let claims = checked.map_err(|error| match error.kind() {
        // the signature held: it is the claims that are odd
        ErrorKind::Json(_) => NotAccepted::Malformed,
        _ => NotAccepted::Signature,
    })?;
    claims.claims.check(site, audience, now)
}

fn parts(token: &str) -> Result<[&str; 3], NotAccepted> {
    let parts: Vec<&str> = token.split('.').take(4).collect();
    let parts: Result<[&str; 3], _> = parts.try_into();
    parts.ok().filter(|_| token.len() <= LONGEST).ok_or(NotAccepted::Malformed)
}

fn decoded<T: DeserializeOwned>(part: &str) -> Result<T, NotAccepted> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| NotAccepted::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| NotAccepted::Malformed)
}

fn check_header(header: &Header, algorithm: IdentityAlgorithm) -> Result<(), NotAccepted> {
    let says = |field: &Option<Value>, text: &str| field.as_ref().and_then(Value::as_str) == Some(text);
    if !says(&header.typ, IDENTITY_TYPE) {
        return Err(NotAccepted::Type);
    }
    if !says(&header.alg, algorithm.as_str()) {
        return Err(NotAccepted::Algorithm(algorithm));
    }
    if header.crit.is_some() { Err(NotAccepted::Critical) } else { Ok(()) }
}

fn algorithm(algorithm: IdentityAlgorithm) -> Algorithm {
    match algorithm {
        IdentityAlgorithm::EdDsa => Algorithm::EdDSA,
        IdentityAlgorithm::Es256 => Algorithm::ES256,
        IdentityAlgorithm::Hs256 => Algorithm::HS256,
    }
}

fn decoding(key: &IdentityKey) -> DecodingKey {
    match key {
        IdentityKey::EdDsa(_, bytes) => DecodingKey::from_ed_der(bytes),
        IdentityKey::Es256(_, point) => DecodingKey::from_ec_der(point),
        IdentityKey::Hs256(_) => DecodingKey::from_secret(key.expose().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use crate::domain::site::samples::{ED25519, P256, SECRET};
    use base64::engine::general_purpose::STANDARD;
    use jsonwebtoken::EncodingKey;
    use proptest::prelude::*;
    use serde_json::json;

    const ED25519_PRIVATE: &str = include_str!("../../tests/fixtures/identity/ed25519.private.pem");
    const P256_PRIVATE: &str = include_str!("../../tests/fixtures/identity/p256.private.pem");

    fn der(pem: &str) -> Vec<u8> {
        let lines: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        STANDARD.decode(lines).unwrap()
    }

    /// Name of the algorithm, what signs, what checks.
    fn pairs() -> [(Algorithm, EncodingKey, IdentityKey); 3] {
        [
            (Algorithm::EdDSA, EncodingKey::from_ed_der(&der(ED25519_PRIVATE)), ED25519.parse().unwrap()),
            (Algorithm::ES256, EncodingKey::from_ec_der(&der(P256_PRIVATE)), P256.parse().unwrap()),
            (Algorithm::HS256, EncodingKey::from_secret(SECRET.as_bytes()), SECRET.parse().unwrap()),
        ]
    }

    fn header(algorithm: Algorithm) -> Value {
        json!({ "alg": format!("{algorithm:?}"), "typ": IDENTITY_TYPE })
    }

    fn claims() -> Value {
        let iat = NOON.timestamp();
        json!({ "iss": "shop", "aud": "https://support.example", "sub": "4711", "iat": iat, "exp": iat + 60, "jti": "a" })
    }

    fn signed(header: &str, payload: &str, signing: &EncodingKey, algorithm: Algorithm) -> String {
        let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload));
        let signature = jsonwebtoken::crypto::sign(message.as_bytes(), signing, algorithm).unwrap();
        format!("{message}.{signature}")
    }

    fn good(algorithm: Algorithm, signing: &EncodingKey) -> String {
        signed(&header(algorithm).to_string(), &claims().to_string(), signing, algorithm)
    }

    fn check(token: &str, key: &IdentityKey) -> Result<Assertion, NotAccepted> {
        check_identity(token, &"shop".parse().unwrap(), key, &"https://support.example".parse().unwrap(), NOON)
    }

    #[test]
    fn each_algorithm_is_good_with_its_own_key_and_no_other() {
        for (algorithm, signing, _) in pairs() {
            let token = good(algorithm, &signing);
            assert_eq!(claimed_issuer(&token).unwrap().as_str(), "shop");
            for (other, _, key) in pairs() {
                let checked = check(&token, &key);
                if other == algorithm {
                    assert_eq!(checked.unwrap().subject, "4711");
                } else {
                    assert_eq!(checked, Err(NotAccepted::Algorithm(key.algorithm())), "{algorithm:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn a_public_key_is_no_shared_secret() {
        for public in [ED25519, P256] {
            let key: IdentityKey = public.parse().unwrap();
            for secret in [public, public.trim(), key.expose()] {
                let signing = EncodingKey::from_secret(secret.as_bytes());
                assert!(check(&good(Algorithm::HS256, &signing), &key).is_err());
            }
        }
    }

    #[test]
    fn the_header_says_what_it_is_and_asks_for_nothing_else() {
        let (algorithm, signing, key) = pairs().into_iter().next().unwrap();
        let with =
            |header: Value| check(&signed(&header.to_string(), &claims().to_string(), &signing, algorithm), &key);
        for typ in [json!("JWT"), json!("cobroker-identity"), json!(null), json!("COBROKER-IDENTITY+JWT"), json!(1)] {
            assert_eq!(with(json!({ "alg": "EdDSA", "typ": typ })), Err(NotAccepted::Type), "{typ}");
        }
        assert_eq!(with(json!({ "alg": "EdDSA" })), Err(NotAccepted::Type));
        for alg in [
            json!("none"),
            json!("None"),
            json!("eddsa"),
            json!("ES256"),
            json!("HS256"),
            json!(null),
            json!(["EdDSA"]),
        ] {
            let refused = with(json!({ "alg": alg, "typ": IDENTITY_TYPE }));
            assert_eq!(refused, Err(NotAccepted::Algorithm(IdentityAlgorithm::EdDsa)), "{alg}");
        }
        let mut header = header(algorithm);
        header["crit"] = json!(["exp"]);
        assert_eq!(with(header.clone()), Err(NotAccepted::Critical));
        header.as_object_mut().unwrap().remove("crit");
        header["kid"] = json!("key-1");
        assert!(with(header).is_ok(), "what names a key is not looked at");
    }

    #[test]
    fn what_a_browser_makes_up_is_refused() {
        let (algorithm, signing, key) = pairs().into_iter().next().unwrap();
        let token = good(algorithm, &signing);
        let (message, signature) = token.rsplit_once('.').unwrap();
        let unsigned =
            format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"cobroker-identity+jwt"}"#), "e30");
        for made_up in [
            "",
            ".",
            "..",
            "a.b.c",
            message,
            &format!("{message}."),
            &format!("{token}."),
            &format!("{token}.{signature}"),
            &format!(" {token}"),
            &format!("{token}="),
            &unsigned,
            &format!("{token}{}", "A".repeat(LONGEST)),
        ] {
            assert!(check(made_up, &key).is_err(), "{made_up}");
        }
        let twice =
            r#"{"iss":"shop","iss":"shop","aud":"https://support.example","sub":"1","iat":1,"exp":2,"jti":"a"}"#;
        let token = signed(&header(algorithm).to_string(), twice, &signing, algorithm);
        assert_eq!(check(&token, &key), Err(NotAccepted::Malformed), "a claim has one meaning");
    }

    #[test]
    fn its_time_is_our_clocks() {
        let (algorithm, signing, key) = pairs().into_iter().next().unwrap();
        let token = good(algorithm, &signing);
        let at = |seconds_later| {
            let now = NOON + seconds(seconds_later);
            check_identity(&token, &"shop".parse().unwrap(), &key, &"https://support.example".parse().unwrap(), now)
        };
        assert!(at(89).is_ok());
        assert_eq!(at(90), Err(NotAccepted::Expired));
        assert_eq!(at(-31), Err(NotAccepted::Early));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_byte_of_a_good_one_can_be_another(which in 0usize..3, place: prop::sample::Index, byte: u8) {
            let (algorithm, signing, key) = pairs().into_iter().nth(which).unwrap();
            let token = good(algorithm, &signing);
            let mut bytes = token.clone().into_bytes();
            let place = place.index(bytes.len());
            bytes[place] = byte;
            prop_assume!(bytes != token.as_bytes());
            if let Ok(mutated) = String::from_utf8(bytes) {
                prop_assert!(check(&mutated, &key).is_err(), "{}", mutated);
            }
        }

        #[test]
        fn a_good_one_cut_short_or_with_more_behind_is_none(which in 0usize..3, at: prop::sample::Index, more in "[A-Za-z0-9_.=-]{1,5}") {
            let (algorithm, signing, key) = pairs().into_iter().nth(which).unwrap();
            let token = good(algorithm, &signing);
            prop_assert!(check(&token[..at.index(token.len())], &key).is_err());
            let longer = token + &more;
            prop_assert!(check(&longer, &key).is_err());
        }
    }

    /// Every place, with the bytes that come closest to being something else; the random ones above do the rest.
    #[test]
    fn every_byte_counts() {
        let (algorithm, signing, key) = pairs().into_iter().next_back().unwrap();
        let token = good(algorithm, &signing);
        for place in 0..token.len() {
            for byte in *b"A-_.=9z" {
                let mut bytes = token.clone().into_bytes();
                if std::mem::replace(&mut bytes[place], byte) != byte {
                    let mutated = String::from_utf8(bytes).unwrap();
                    assert!(check(&mutated, &key).is_err(), "{place}: {mutated}");
                }
            }
        }
    }
}
