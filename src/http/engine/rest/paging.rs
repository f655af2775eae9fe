//! Page tokens: where the next page begins, signed, so that nothing is kept here. Good for 15 minutes and only with the
//! other parameters unchanged (Zoom reference §9.2).

use crate::domain::Time;
use crate::engine_keys::RestKeys;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;

/// A token is good for so long.
const LIFE: TimeDelta = TimeDelta::minutes(15);

/// Signs and reads page tokens.
pub struct Paging(Hmac<Sha256>);

/// The end of one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// When the first page was asked for: what "the last 24 hours" means stays the same on every page.
    pub asked_at: Time,
    /// Time and id of the last row.
    pub at: Time,
    pub id: [u8; 16],
}

/// Three times and an id.
const PAYLOAD: usize = 3 * 8 + 16;

impl Paging {
    /// With a key of its own, drawn from the API secret.
    pub fn new(keys: &RestKeys) -> Self {
        let mut own = mac_with(keys.api_secret.expose_secret().as_bytes());
        own.update(b"cobroker next_page_token 1");
        Self(mac_with(&own.finalize().into_bytes()))
    }

    /// The token of the page after `position`. `request` is everything else the next request has to repeat.
    pub fn token(&self, request: &[&str], position: Position, now: Time) -> String {
        let mut payload = [0; PAYLOAD];
        let times = [now + LIFE, position.asked_at, position.at].map(|time| time.timestamp_millis().to_be_bytes());
        payload[..24].copy_from_slice(times.as_flattened());
        payload[24..].copy_from_slice(&position.id);
        let tag = self.mac(request, &payload).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([&payload[..], &tag].concat())
    }

    /// Where the page begins. `None` for a token that is not ours, not for this request, or too old.
    pub fn read(&self, request: &[&str], token: &str, now: Time) -> Option<Position> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (payload, tag) = bytes.split_first_chunk::<PAYLOAD>()?;
        self.mac(request, payload).verify_slice(tag).ok()?;
        let time = |part: usize| {
            let millis = i64::from_be_bytes(payload[8 * part..8 * part + 8].try_into().ok()?);
            Time::from_timestamp_millis(millis)
        };
        let position = Position { asked_at: time(1)?, at: time(2)?, id: payload[24..].try_into().ok()? };
        (now < time(0)?).then_some(position)
    }

    /// Each part with its length, so that no two requests read alike.
    fn mac(&self, request: &[&str], payload: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        for part in request.iter().map(|part| part.as_bytes()).chain([payload]) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }
}

fn mac_with(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("an HMAC takes any key")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use secrecy::SecretString;

    fn paging(secret: &str) -> Paging {
        Paging::new(&RestKeys { api_key: "key".into(), api_secret: SecretString::from(secret.to_owned()) })
    }

    fn at(millis: i64) -> Time {
        Time::from_timestamp_millis(1_790_000_000_000 + millis).unwrap()
    }

    fn position() -> impl Strategy<Value = Position> {
        let times = (0_i64..1_000_000_000, 0_i64..1_000_000_000);
        (times, any::<[u8; 16]>()).prop_map(|((asked, row), id)| Position { asked_at: at(asked), at: at(row), id })
    }

    #[test]
    fn a_token_is_good_for_fifteen_minutes() {
        let position = Position { asked_at: at(0), at: at(0), id: [7; 16] };
        let token = paging("secret").token(&["live"], position, at(0));
        let read = |millis| paging("secret").read(&["live"], &token, at(millis));
        assert_eq!(read(899_999), Some(position));
        assert_eq!(read(900_000), None);
        assert_eq!(paging("another").read(&["live"], &token, at(0)), None);
    }

    proptest! {
        #[test]
        fn a_token_leads_to_its_position_with_its_own_request_only(
            position in position(),
            request in proptest::collection::vec("[a-z0-9=]{0,6}", 0..4),
            other in proptest::collection::vec("[a-z0-9=]{0,6}", 0..4),
        ) {
            let (paging, now) = (paging("secret"), at(0));
            let parts: Vec<&str> = request.iter().map(String::as_str).collect();
            let other: Vec<&str> = other.iter().map(String::as_str).collect();
            let token = paging.token(&parts, position, now);
            prop_assert_eq!(paging.read(&parts, &token, now), Some(position));
            prop_assert_eq!(paging.read(&other, &token, now).is_some(), other == parts);
        }

        #[test]
        fn a_token_that_was_touched_leads_nowhere(position in position(), place in 0_usize..72, flip in 1_u8..=255) {
            let (paging, now) = (paging("secret"), at(0));
            let mut bytes = URL_SAFE_NO_PAD.decode(paging.token(&[], position, now)).unwrap();
            bytes[place] ^= flip;
            prop_assert_eq!(paging.read(&[], &URL_SAFE_NO_PAD.encode(bytes), now), None);
        }

        #[test]
        fn any_text_is_read_without_harm(text in "\\PC{0,120}") {
            prop_assert_eq!(paging("secret").read(&[], &text, at(0)), None);
        }
    }
}
