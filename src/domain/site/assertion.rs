//! What a host site's back end says about a customer: a compact JWS, good for minutes and once (ADR 32).
//!
//! The signature is checked in `tokens`; here stands what its claims have to say.

use super::{IdentityAlgorithm, SiteId};
use crate::domain::names::is_invisible;
use crate::domain::origin::Origin;
use crate::domain::{DisplayName, SecretHash, Time};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The header's `typ`: no other token of the site is taken for one of these (RFC 8725 §3.11).
pub const IDENTITY_TYPE: &str = "cobroker-identity+jwt";
/// `exp - iat` at most (hardening §4).
pub const LONGEST_ASSERTION: TimeDelta = TimeDelta::seconds(300);
/// How far the two clocks may be apart.
pub const SKEW: TimeDelta = TimeDelta::seconds(30);
/// Characters of `sub`, and of `jti`.
const LONGEST_SUBJECT: usize = 128;
const LONGEST_JTI: usize = 64;
/// UTF-16 units of a `user_id` (Zoom reference §0.1, \[DZ-AUTH\]).
const LONGEST_USER_ID: usize = 35;

/// A customer whom a site vouches for, and the proof's own name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    pub site: SiteId,
    /// `sub`: who the customer is at the site.
    pub subject: String,
    /// What agents see.
    pub name: DisplayName,
    /// The `user_id` of the customer in tokens and sessions.
    pub user_id: String,
    /// So that it is good once.
    pub used: UsedAssertion,
}

/// What is kept of an assertion that was used: nothing of whom it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedAssertion {
    pub site: SiteId,
    /// SHA-256 of its `jti`.
    pub jti: SecretHash,
    /// Nobody accepts it any more from then on.
    pub until: Time,
}

/// Why an assertion is not accepted, in words for the developer who made it. They repeat nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    #[error("`identity` is not a compact JWS: three parts in base64url without padding, joined by dots.")]
    Malformed,
    #[error("The header's `typ` must be \"{IDENTITY_TYPE}\".")]
    Type,
    #[error("This site's assertions are signed with {}; the header's `alg` must say so.", .0.as_str())]
    Algorithm(IdentityAlgorithm),
    #[error("The header's `crit` asks for something that is not understood here. Leave it out.")]
    Critical,
    #[error("The signature does not fit this site's identity key.")]
    Signature,
    #[error("The site \"{0}\" has no identity key. `cobroker site update {0} --identity-key FILE` gives it one.")]
    NoKey(SiteId),
    #[error(
        "The page's origin belongs to no site that was added by `cobroker site add`, so nobody can vouch for its customers."
    )]
    NoSite,
    #[error("`iss` must be the id of a host site that is not disabled; this request has no Origin that says which.")]
    UnknownIssuer,
    #[error("`iss` must be \"{0}\", the site that this page's origin belongs to.")]
    OtherSite(SiteId),
    #[error("`aud` must be \"{0}\", the public URL of this service, and nothing else.")]
    Audience(Origin),
    #[error("The claim `{name}` must be {wanted}.")]
    Claim { name: &'static str, wanted: &'static str },
    #[error("`exp` must be after `iat`, and at most 300 seconds after it.")]
    Life,
    #[error("It is not valid yet: `iat` or `nbf` lies in the future. Check the clock of the server that signs.")]
    Early,
    #[error("It has expired. Sign a new one for every start, when the customer presses the button.")]
    Expired,
    #[error("Its `jti` was used already. Sign a new one for every start.")]
    Used,
}

/// The claims as they came. Any other claim is ignored; one that comes twice makes it no assertion.
#[derive(Debug, Default, Deserialize)]
pub struct AssertionClaims {
    iss: Option<Value>,
    aud: Option<Value>,
    sub: Option<Value>,
    name: Option<Value>,
    iat: Option<Value>,
    exp: Option<Value>,
    nbf: Option<Value>,
    jti: Option<Value>,
}

impl AssertionClaims {
    /// The site that it says it is from.
    pub fn issuer(&self) -> Option<SiteId> {
        self.iss.as_ref()?.as_str()?.parse().ok()
    }

    /// What they say at `now`, to us at `audience`, if `site` made them.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, site: &SiteId, audience: &Origin, now: Time) -> Result<Assertion, NotAccepted> {
        if self.issuer().as_ref() != Some(site) {
            return Err(NotAccepted::OtherSite(site.clone()));
        }
        if !is_for(self.aud.as_ref(), audience) {
            return Err(NotAccepted::Audience(audience.clone()));
        }
        let until = self.check_times(now)?;
        let subject = visible("sub", "1 to 128 visible characters", self.sub.as_ref(), LONGEST_SUBJECT)?;
        let jti = visible("jti", "1 to 64 visible characters", self.jti.as_ref(), LONGEST_JTI)?;
        Ok(Assertion {
            site: site.clone(),
            name: self.shown_name(subject)?,
            user_id: user_id_of(site, subject),
            subject: subject.to_owned(),
            used: UsedAssertion { site: site.clone(), jti: SecretHash::of(jti), until },
        })
    }

    /// Until when nobody may use it again.
    fn check_times(&self, now: Time) -> Result<Time, NotAccepted> {
        let issued = moment("iat", self.iat.as_ref())?;
        let expires = moment("exp", self.exp.as_ref())?;
        if expires <= issued || expires - issued > LONGEST_ASSERTION {
            return Err(NotAccepted::Life);
        }
        let begins = self.nbf.as_ref().map_or(Ok(issued), |nbf| moment("nbf", Some(nbf)))?.max(issued);
        if begins > now + SKEW {
            return Err(NotAccepted::Early);
        }
        if now >= expires + SKEW {
            return Err(NotAccepted::Expired);
        }
        Ok(expires + SKEW)
    }

    /// `name`, or else `sub`: what somebody typed is never shown as what the site vouched for.
    fn shown_name(&self, subject: &str) -> Result<DisplayName, NotAccepted> {
        let wanted = "1 to 80 visible characters, or left out";
        let odd = NotAccepted::Claim { name: "name", wanted };
        match &self.name {
            None => Ok(DisplayName::of_token(subject, "Customer")),
            Some(name) => name.as_str().and_then(|name| name.parse().ok()).ok_or(odd),
        }
    }
}

/// `aud` names us alone; some libraries write a list of one.
fn is_for(claim: Option<&Value>, audience: &Origin) -> bool {
    let text = match claim {
        Some(Value::Array(only)) if only.len() == 1 => only[0].as_str(),
        Some(claim) => claim.as_str(),
        None => None,
    };
    text == Some(audience.to_string().as_str())
}

fn moment(name: &'static str, claim: Option<&Value>) -> Result<Time, NotAccepted> {
    let wanted = "a whole number of seconds since 1970";
    let seconds = claim.and_then(Value::as_i64).filter(|seconds| (0..=253_402_300_799).contains(seconds));
    seconds.and_then(|seconds| Time::from_timestamp(seconds, 0)).ok_or(NotAccepted::Claim { name, wanted })
}

fn visible<'a>(
    name: &'static str,
    wanted: &'static str,
    claim: Option<&'a Value>,
    most: usize,
) -> Result<&'a str, NotAccepted> {
    let fits = |text: &&str| (1..=most).contains(&text.chars().count()) && !text.chars().any(is_invisible);
    claim.and_then(Value::as_str).filter(fits).ok_or(NotAccepted::Claim { name, wanted })
}

/// `sub` itself where it fits, else a digest that is the same every time: `sub-` and 31 characters.
pub fn user_id_of(site: &SiteId, subject: &str) -> String {
    if subject.encode_utf16().count() <= LONGEST_USER_ID {
        return subject.to_owned();
    }
    let digest = Sha256::digest(format!("{site}\n{subject}"));
    format!("sub-{}", &URL_SAFE_NO_PAD.encode(digest)[..LONGEST_USER_ID - 4])
}

/// Whether an id looks like such a digest, and so may not be what the site calls its customer.
pub(super) fn may_be_digest(user_id: &str) -> bool {
    let digest = user_id.strip_prefix("sub-").unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    digest.len() == LONGEST_USER_ID - 4 && digest.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use proptest::prelude::*;
    use serde_json::json;

    fn good() -> Value {
        json!({
            "iss": "shop", "aud": "https://support.example", "sub": "4711", "name": "Ada Lovelace",
            "iat": NOON.timestamp(), "exp": NOON.timestamp() + 120, "jti": "a1",
        })
    }

    fn check_at(claims: Value, now: Time) -> Result<Assertion, NotAccepted> {
        let claims: AssertionClaims = serde_json::from_value(claims).expect("an object");
        claims.check(&"shop".parse().unwrap(), &"https://support.example".parse().unwrap(), now)
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = good();
        claims[name] = value;
        claims
    }

    #[test]
    fn a_good_one_says_who_the_customer_is() {
        let assertion = check_at(good(), NOON).unwrap();
        assert_eq!((assertion.subject.as_str(), assertion.user_id.as_str()), ("4711", "4711"));
        assert_eq!(assertion.name.as_str(), "Ada Lovelace");
        assert_eq!(assertion.used.until, NOON + seconds(150));
    }

    #[test]
    fn every_claim_is_needed_but_the_name() {
        for claim in ["iss", "aud", "sub", "iat", "exp", "jti"] {
            let mut less = good();
            less.as_object_mut().unwrap().remove(claim);
            let why = check_at(less, NOON).unwrap_err();
            assert!(why.to_string().contains(claim), "{claim}: {why}");
            assert!(check_at(with(claim, Value::Null), NOON).is_err(), "{claim}");
        }
        let mut nameless = good();
        nameless.as_object_mut().unwrap().remove("name");
        assert_eq!(check_at(nameless, NOON).unwrap().name.as_str(), "4711", "the site vouched for this and no more");
    }

    #[test]
    fn it_is_for_us_alone() {
        assert!(check_at(with("aud", json!(["https://support.example"])), NOON).is_ok());
        for aud in [
            json!("https://support.example/"),
            json!("https://support.example:443"),
            json!("http://support.example"),
            json!("support.example"),
            json!(["https://support.example", "https://crm.example"]),
            json!([]),
            json!(7),
        ] {
            assert!(matches!(check_at(with("aud", aud.clone()), NOON), Err(NotAccepted::Audience(_))), "{aud}");
        }
        for iss in [json!("other"), json!("Shop"), json!(["shop"]), json!("")] {
            assert!(matches!(check_at(with("iss", iss.clone()), NOON), Err(NotAccepted::OtherSite(_))), "{iss}");
        }
    }

    #[test]
    fn it_is_good_for_minutes_by_two_clocks_that_are_half_a_minute_apart() {
        let (iat, exp) = (NOON.timestamp(), NOON.timestamp() + 120);
        for (at, fine) in [(-31, false), (-30, true), (0, true), (149, true), (150, false)] {
            assert_eq!(check_at(good(), NOON + seconds(at)).is_ok(), fine, "{at}");
        }
        for life in [json!(exp + 180), json!(iat + 1)] {
            assert!(check_at(with("exp", life), NOON).is_ok());
        }
        for life in [json!(iat + 301), json!(iat), json!(iat - 1)] {
            assert_eq!(check_at(with("exp", life), NOON), Err(NotAccepted::Life));
        }
        assert_eq!(check_at(with("nbf", json!(iat + 31)), NOON), Err(NotAccepted::Early));
        assert!(check_at(with("nbf", json!(iat - 900)), NOON).is_ok());
        for odd in
            [json!("1790000000"), json!(1_790_000_000.5), json!(-1), json!(1e300), json!(i64::MAX), json!(u64::MAX)]
        {
            for claim in ["iat", "exp", "nbf"] {
                let why = check_at(with(claim, odd.clone()), NOON).unwrap_err();
                assert!(matches!(why, NotAccepted::Claim { name, .. } if name == claim), "{claim} {odd}: {why}");
            }
        }
    }

    #[test]
    fn texts_have_their_length_and_hide_nothing() {
        let long = |count| json!("x".repeat(count));
        for (claim, value) in [("sub", long(128)), ("jti", long(64)), ("name", long(80)), ("sub", json!("ü@例"))] {
            assert!(check_at(with(claim, value.clone()), NOON).is_ok(), "{claim} {value}");
        }
        for (claim, value) in [
            ("sub", long(129)),
            ("sub", json!("")),
            ("sub", json!("a\u{202e}b")),
            ("sub", json!(4711)),
            ("jti", long(65)),
            ("jti", json!("")),
            ("name", long(81)),
            ("name", json!(" ")),
            ("name", json!({})),
            ("name", json!("a\u{200b}b")),
        ] {
            let why = check_at(with(claim, value.clone()), NOON).unwrap_err();
            assert!(matches!(why, NotAccepted::Claim { name, .. } if name == claim), "{claim} {value}: {why}");
        }
    }

    proptest! {
        #[test]
        fn a_user_id_fits_and_is_the_same_every_time(subject in "\\PC{1,128}") {
            let site: SiteId = "shop".parse().unwrap();
            let id = user_id_of(&site, &subject);
            prop_assert!((1..=35).contains(&id.encode_utf16().count()));
            prop_assert_eq!(&id, &user_id_of(&site, &subject));
            let short = subject.encode_utf16().count() <= 35;
            prop_assert_eq!(id == subject, short);
        }

        #[test]
        fn no_moment_outside_its_life_is_good(at in -4_000i64..4_000, life in 1i64..300) {
            let claims = with("exp", json!(NOON.timestamp() + life));
            prop_assert_eq!(check_at(claims, NOON + seconds(at)).is_ok(), (-30..life + 30).contains(&at));
        }
    }
}
