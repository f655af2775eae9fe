//! A token against Zoom's rules, claim by claim (Zoom reference §2). The same look at our own tokens and at those of
//! another token server, which is where "Invalid token" mostly comes from.

use super::catalogue::*;
use super::finding::Finding;
use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE, SKEW, TokenRole};
use crate::domain::{DisplayName, SessionId, Time};
use crate::random::Random;
use crate::tokens::{Subject, Tokens};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde_json::{Map, Value};

/// Claims of other Zoom SDKs, and what Cobrowse calls them (\[DZ-AUTH, SKX-AUTH\]).
const OTHER_NAMES: [(&str, &str); 8] = [
    ("sdkKey", "app_key"),
    ("appKey", "app_key"),
    ("sdk_key", "app_key"),
    ("role", "role_type"),
    ("roleType", "role_type"),
    ("user_identity", "user_id"),
    ("userId", "user_id"),
    ("userName", "user_name"),
];

/// Mints a token of each role as the service would and looks at both.
pub fn check_own(tokens: &Tokens, lives: [TimeDelta; 2], now: Time, random: &dyn Random) -> Vec<Finding> {
    let name: DisplayName = "Doctor".parse().expect("a word is a name");
    let session = SessionId::new(now, random);
    let roles = [TokenRole::Customer, TokenRole::Agent].into_iter().zip(lives);
    roles
        .flat_map(|(role, life)| {
            let subject = Subject { role, session, user_id: "doctor", user_name: &name, brings_pin: false };
            examine(&tokens.sign(subject, life, now).token, tokens, now)
        })
        .collect()
}

/// Every rule the token breaks.
pub fn examine(token: &str, tokens: &Tokens, now: Time) -> Vec<Finding> {
    let Some((header, claims)) = parts(token) else {
        return vec![TOKEN_MALFORMED.saw("It is not three parts of Base64 and JSON, separated by dots.")];
    };
    let mut findings = Vec::new();
    if header.get("alg") != Some(&Value::from("HS256")) || header.get("typ").is_some_and(|typ| typ != "JWT") {
        let shown = header.get("alg").map_or("none".into(), Value::to_string);
        findings.push(TOKEN_MALFORMED.saw(format!("Its header names the algorithm {shown}.")));
    } else if !tokens.signed(token) {
        findings.push(TOKEN_SIGNATURE.saw("Its signature is not one of the SDK secret that is set here."));
    }
    findings.extend(wrong_claims(&claims, tokens.sdk_key()).into_iter().map(|saw| TOKEN_CLAIMS.saw(saw)));
    findings.extend(times(&claims, now));
    findings
}

fn parts(token: &str) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let mut parts = token.trim().split('.');
    let (header, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    let read = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
    parts.next().is_none().then_some(())?;
    Some((read(header)?, read(claims)?))
}

fn wrong_claims(claims: &Map<String, Value>, sdk_key: &str) -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    let other_name =
        |claim: &str| OTHER_NAMES.iter().find(|(other, ours)| *ours == claim && claims.contains_key(*other));
    for claim in ["app_key", "role_type", "iat", "exp", "user_id", "user_name"] {
        match (claims.get(claim), other_name(claim)) {
            (None, Some((other, _))) => wrong.push(format!("{claim} is missing; {other} is its name in another SDK.")),
            (None, None) => wrong.push(format!("{claim} is missing.")),
            (Some(value), _) => wrong.extend(wrong_value(claim, value, sdk_key)),
        }
    }
    wrong
}

fn wrong_value(claim: &str, value: &Value, sdk_key: &str) -> Option<String> {
    let text = value.as_str();
    match claim {
        "app_key" if text != Some(sdk_key) => {
            Some("app_key is not the SDK key that is set here; the API key is another.".into())
        }
        "role_type" if text.is_some() => Some("role_type is a text; it must be the number 1 or 2.".into()),
        "role_type" if !matches!(value.as_i64(), Some(1 | 2)) => Some(format!("role_type is {value}, not 1 or 2.")),
        "iat" | "exp" if !value.is_i64() => Some(format!("{claim} is not a whole number of seconds.")),
        "iat" | "exp" if value.as_i64().is_some_and(|at| at > 100_000_000_000) => {
            Some(format!("{claim} is in milliseconds; it must be in seconds."))
        }
        "user_id" if text.is_none_or(str::is_empty) => Some("user_id is empty or not a text.".into()),
        "user_name" if text.is_none() => Some("user_name is not a text.".into()),
        "user_name" if text.is_some_and(|name| name.chars().count() > 80) => {
            Some("user_name is longer than 80 characters.".into())
        }
        _ => None,
    }
}

fn times(claims: &Map<String, Value>, now: Time) -> Vec<Finding> {
    let seconds = |claim: &str| claims.get(claim).and_then(Value::as_i64);
    let (Some(iat), Some(exp)) = (seconds("iat"), seconds("exp")) else { return Vec::new() };
    let mut findings = Vec::new();
    let life = exp.saturating_sub(iat);
    if !(SHORTEST_LIFE..=LONGEST_LIFE).contains(&life) {
        findings.push(TOKEN_LIFE.saw(format!("It lives {life} seconds.")));
    }
    let now = now.timestamp();
    if exp <= now {
        findings.push(TOKEN_TIME.saw(format!("It expired {} seconds ago.", now.saturating_sub(exp))));
    } else if iat > now + SKEW.num_seconds() {
        findings.push(TOKEN_TIME.saw(format!("It was issued {} seconds in the future.", iat.saturating_sub(now))));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use secrecy::SecretString;
    use serde_json::json;

    /// The vector of the Zoom reference §2.4.
    const VECTOR: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcHBfa2V5IjoiVEVTVF9TREtfS0VZIiwicm9sZV90eXBlIjoxLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwNzIwMCwidXNlcl9pZCI6ImN1c3QtMSIsInVzZXJfbmFtZSI6IkN1c3RvbWVyIE9uZSJ9.HfwTgsH-ThLKPZ4aqx_gGCtSWkQcCSGJfpa7lKDg85k";

    fn tokens() -> Tokens {
        Tokens::new("TEST_SDK_KEY".into(), &SecretString::from("TEST_SDK_SECRET"), false)
    }

    fn at(seconds: i64) -> Time {
        Time::from_timestamp(seconds, 0).unwrap()
    }

    fn slugs(token: &str, now: i64) -> Vec<&'static str> {
        examine(token, &tokens(), at(now)).into_iter().map(|finding| finding.kind.slug).collect()
    }

    fn unsigned(header: Value, claims: Value) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.c2ln", part(header), part(claims))
    }

    #[test]
    fn the_reference_vector_and_our_own_tokens_break_no_rule() {
        assert!(slugs(VECTOR, 1_700_000_100).is_empty());
        let lives = [TimeDelta::seconds(SHORTEST_LIFE), TimeDelta::seconds(LONGEST_LIFE)];
        assert!(check_own(&tokens(), lives, at(1_700_000_000), &SeededRandom::new(1)).is_empty());
    }

    #[test]
    fn a_life_that_zoom_refuses_is_found_in_our_own_tokens() {
        let lives = [TimeDelta::seconds(60), TimeDelta::seconds(SHORTEST_LIFE)];
        let found = check_own(&tokens(), lives, at(1_700_000_000), &SeededRandom::new(1));
        assert_eq!(found, [TOKEN_LIFE.saw("It lives 60 seconds.")]);
    }

    #[test]
    fn every_broken_rule_is_named() {
        assert_eq!(slugs("nonsense", 0), ["token-malformed"]);
        assert_eq!(slugs(VECTOR, 1_700_007_200), ["token-time"]);
        assert_eq!(slugs(VECTOR, 1_699_999_000), ["token-time"]);
        let forged = VECTOR.replace(".HfwT", ".AAAA");
        assert_eq!(slugs(&forged, 1_700_000_100), ["token-signature"]);
        let header = json!({"alg": "HS256", "typ": "JWT"});
        let video = json!({"sdkKey": "k", "role": "1", "iat": 1_700_000_000, "exp": 1_700_000_060, "tpc": "x"});
        let found = examine(&unsigned(header.clone(), video), &tokens(), at(1_700_000_000));
        let saw: Vec<_> = found.iter().map(|finding| finding.saw.as_str()).collect();
        assert!(saw.contains(&"app_key is missing; sdkKey is its name in another SDK."), "{saw:?}");
        assert!(saw.contains(&"role_type is missing; role is its name in another SDK."));
        assert!(saw.contains(&"user_name is missing."));
        assert!(saw.contains(&"It lives 60 seconds."));
        let odd = json!({"app_key": "API", "role_type": "2", "iat": 1_700_000_000_000_i64, "exp": 1.5, "user_id": "", "user_name": "x".repeat(81)});
        let found = examine(&unsigned(json!({"alg": "none"}), odd), &tokens(), at(1_700_000_000));
        assert_eq!(found.iter().filter(|finding| finding.kind == &TOKEN_CLAIMS).count(), 6, "{found:?}");
        assert_eq!(found[0].kind, &TOKEN_MALFORMED);
    }
}
