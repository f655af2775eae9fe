//! One id type per kind of row, so an agent's id never lands in a session's place.

use crate::domain::Time;
use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The text is no id of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct InvalidId;

macro_rules! id_type {
    ($(#[$doc:meta] $name:ident)+) => {$(
        #[$doc]
        ///
        /// A UUID v7: ids made later sort later, which keeps the indexes of a large table warm.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id, made at `now`.
            pub fn new(now: Time, random: &dyn Random) -> Self {
                let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random::bytes(random)).into_uuid())
            }

            /// As Zoom's REST API writes ids: the 16 bytes in 22 characters of unpadded base64url
            /// (Zoom reference §9.3).
            pub fn short(&self) -> String {
                URL_SAFE_NO_PAD.encode(self.0.as_bytes())
            }

            /// Reads what [`Self::short`] wrote, in that one spelling only.
            pub fn from_short(text: &str) -> Result<Self, InvalidId> {
                let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
                bytes.map(|bytes| Self(Uuid::from_bytes(bytes))).ok_or(InvalidId)
            }

            /// The 16 bytes.
            pub fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            /// Takes the hyphenated form only, so that one id has one spelling.
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let id = Uuid::try_parse(text).map_err(|_| InvalidId)?;
                if id.hyphenated().to_string() == text { Ok(Self(id)) } else { Err(InvalidId) }
            }
        }
    )+};
}

id_type! {
    /// One support session, from the customer's start to its end.
    SessionId
    /// One agent let into one session.
    AdmissionId
    /// One agent asking one colleague into one session.
    InviteId
    /// One joining of one user: whoever comes back joins again.
    JoinId
    /// Somebody who signs in: an agent, a supervisor or an admin.
    AgentId
    /// One signed-in browser of an agent.
    WebSessionId
    /// One API key.
    ApiKeyId
    /// One view of a list that somebody keeps.
    SavedViewId
    /// One browser that somebody signed in with before.
    DeviceId
    /// One endpoint that is told of events.
    WebhookId
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    #[test]
    fn a_later_id_sorts_later() {
        let random = SeededRandom::new(1);
        let now = Time::UNIX_EPOCH + TimeDelta::days(20_000);
        let ids: Vec<_> = (0..50).map(|i| SessionId::new(now + TimeDelta::milliseconds(i), &random)).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn an_id_reads_back_in_its_one_spelling() {
        let id = AgentId::new(Time::UNIX_EPOCH, &SeededRandom::new(2));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string().to_uppercase().parse::<AgentId>(), Err(InvalidId));
        assert_eq!("".parse::<AgentId>(), Err(InvalidId));
    }

    proptest! {
        #[test]
        fn every_id_has_one_short_form_of_22_characters(bytes: [u8; 16]) {
            let id = SessionId::from_bytes(bytes);
            let short = id.short();
            prop_assert_eq!(short.len(), 22);
            prop_assert!(short.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')));
            prop_assert_eq!(SessionId::from_short(&short), Ok(id));
        }

        #[test]
        fn a_text_is_the_short_form_of_one_id_or_of_none(text in "[A-Za-z0-9_=-]{0,26}") {
            if let Ok(id) = SessionId::from_short(&text) {
                prop_assert_eq!(id.short(), text);
            }
        }
    }
}
