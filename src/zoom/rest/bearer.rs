//! The token we show Zoom (Zoom reference §9.1). Made again before it expires.

use crate::domain::Time;
use crate::engine_keys::RestKeys;
use crate::tokens::{RestSigner, Signed};
use axum::http::HeaderValue;
use chrono::TimeDelta;
use std::sync::Mutex;

/// Zoom suggests an hour or less \[DZ-APIREQ\].
const LIFE: TimeDelta = TimeDelta::minutes(10);
/// One that expires sooner is not shown any more: it may be on its way for a while.
const MARGIN: TimeDelta = TimeDelta::minutes(1);

pub struct Bearer {
    signer: RestSigner,
    current: Mutex<Option<Signed>>,
}

impl Bearer {
    pub fn new(keys: &RestKeys) -> Self {
        Self { signer: RestSigner::new(keys), current: Mutex::default() }
    }

    /// `Authorization` of a request made at `now`.
    pub fn header(&self, now: Time) -> HeaderValue {
        let mut current = self.current.lock().expect("no holder panics");
        let signed = match current.take().filter(|signed| is_good(signed, now)) {
            Some(signed) => signed,
            None => self.signer.sign(LIFE, now),
        };
        let text = format!("Bearer {}", signed.token);
        *current = Some(signed);
        let mut value = HeaderValue::from_str(&text).expect("a JWT is ASCII");
        value.set_sensitive(true);
        value
    }

    /// The next request shows another one.
    pub fn forget(&self) {
        *self.current.lock().expect("no holder panics") = None;
    }
}

fn is_good(signed: &Signed, now: Time) -> bool {
    // of a clock that was set back, it would come from the future
    (MARGIN..=LIFE).contains(&(signed.expires_at - now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use crate::tokens::RestTokens;
    use secrecy::SecretString;

    #[test]
    fn a_token_is_shown_again_until_it_is_about_to_expire_or_the_clock_is_set_back() {
        let keys = RestKeys { api_key: "key".into(), api_secret: SecretString::from("secret") };
        let (bearer, checker) = (Bearer::new(&keys), RestTokens::new(&keys));
        let at = |second| bearer.header(NOON + seconds(second)).to_str().unwrap().to_owned();
        let first = at(0);
        assert_eq!(at(510), first);
        let second = at(511);
        assert_ne!(second, first);
        let token = second.strip_prefix("Bearer ").unwrap();
        assert!(checker.check(token, NOON + seconds(511)).is_ok());
        assert_ne!(at(0), second, "it comes from the future now");
        let before = at(0);
        bearer.forget();
        assert_ne!(at(1), before);
        assert!(!format!("{:?}", bearer.header(NOON)).contains("ey"), "it does not show itself");
    }
}
