//! Endpoints of cobroker's own webhooks: who is told of which events, and how that goes (ADR 49).

mod health;
mod retry;
mod signing;
mod topics;

pub use health::{GIVE_UP_AFTER, GIVE_UP_FAILURES, Health};
pub use retry::{MOST_ATTEMPTS, Next, next};
pub use signing::{InvalidSecret, OVERLAP, SigningSecret};
pub use topics::{InvalidTopics, Topics};

use crate::domain::{Time, WebhookId};
use std::str::FromStr;

/// Somebody who is told of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub id: WebhookId,
    /// One more at every save.
    pub version: i64,
    /// Absolute; what addresses are allowed is the sender's rule.
    pub url: String,
    /// For those who manage it; may be empty. At most [`LONGEST_DESCRIPTION`] characters.
    pub description: String,
    pub topics: Topics,
    /// Events come with the customer's name and id, and with what the host site noted.
    pub include_customer: bool,
    pub secret: SigningSecret,
    /// The secret before, which signs as well until then.
    pub old_secret: Option<(SigningSecret, Time)>,
    pub created_at: Time,
    pub disabled: Option<(Time, DisabledWhy)>,
    pub health: Health,
}

/// Characters of a description.
pub const LONGEST_DESCRIPTION: usize = 200;
/// Characters of an address.
pub const LONGEST_URL: usize = 1_000;
/// Endpoints of one installation: each makes every event cost a row more.
pub const MOST_ENDPOINTS: usize = 20;

/// Why an endpoint is told nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisabledWhy {
    /// Somebody did it.
    ByHand,
    /// It took nothing for days ([`Health::is_hopeless`]).
    Failing,
}

impl DisabledWhy {
    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Failing => "failing",
        }
    }
}

impl FromStr for DisabledWhy {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::ByHand, Self::Failing].into_iter().find(|why| why.as_str() == name).ok_or(())
    }
}

impl Endpoint {
    pub fn is_enabled(&self) -> bool {
        self.disabled.is_none()
    }

    /// The secrets that sign at `now`, the newest first.
    pub fn secrets(&self, now: Time) -> Vec<&SigningSecret> {
        let old = self.old_secret.as_ref().filter(|(_, until)| now < *until).map(|(secret, _)| secret);
        std::iter::once(&self.secret).chain(old).collect()
    }

    /// The same with a new secret; the one before goes on to sign for [`OVERLAP`].
    #[must_use]
    pub fn rotated(self, secret: SigningSecret, now: Time) -> Self {
        Self { old_secret: Some((self.secret, now + OVERLAP)), secret, ..self }
    }

    /// Names of what differs, for the audit trail.
    pub fn differences(&self, before: &Self) -> Vec<&'static str> {
        let fields = [
            ("url", self.url != before.url),
            ("description", self.description != before.description),
            ("types", self.topics != before.topics),
            ("includeCustomer", self.include_customer != before.include_customer),
        ];
        fields.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
    }
}

/// Why an endpoint did not take something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// It answered with a status other than 2xx or 3xx.
    Status,
    /// It answered with a redirect, which is not followed.
    Redirect,
    /// No answer in time.
    Slow,
    /// Its name leads to an address that is not public.
    Inside,
    /// Its name leads nowhere.
    Nowhere,
    Connection,
    /// Its certificate is not good, most of the time.
    Tls,
    /// What it speaks is not HTTP.
    Http,
}

impl Failure {
    pub const ALL: [Self; 8] = [
        Self::Status,
        Self::Redirect,
        Self::Slow,
        Self::Inside,
        Self::Nowhere,
        Self::Connection,
        Self::Tls,
        Self::Http,
    ];

    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Redirect => "redirect",
            Self::Slow => "slow",
            Self::Inside => "inside",
            Self::Nowhere => "nowhere",
            Self::Connection => "connection",
            Self::Tls => "tls",
            Self::Http => "http",
        }
    }

    /// What a status says, if it is not that all is well.
    pub fn of_status(status: u16) -> Option<Self> {
        match status {
            200..300 => None,
            300..400 => Some(Self::Redirect),
            _ => Some(Self::Status),
        }
    }
}

impl FromStr for Failure {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|failure| failure.as_str() == name).ok_or(())
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use super::*;
    use crate::domain::session::samples::NOON;
    use crate::random::SeededRandom;

    pub(crate) fn endpoint(seed: u64) -> Endpoint {
        let random = SeededRandom::new(seed);
        Endpoint {
            id: WebhookId::new(NOON, &random),
            version: 1,
            url: format!("https://crm.example/hooks/{seed}"),
            description: "CRM".into(),
            topics: Topics::all(),
            include_customer: false,
            secret: SigningSecret::generate(&random),
            old_secret: None,
            created_at: NOON,
            disabled: None,
            health: Health::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::samples::endpoint;
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use crate::random::SeededRandom;

    #[test]
    fn the_secret_before_signs_for_a_day_after_a_rotation() {
        let before = endpoint(1);
        let new = SigningSecret::generate(&SeededRandom::new(2));
        let after = before.clone().rotated(new.clone(), NOON);
        assert_eq!(after.secrets(NOON), [&new, &before.secret]);
        assert_eq!(after.secrets(NOON + OVERLAP - seconds(1)).len(), 2);
        assert_eq!(after.secrets(NOON + OVERLAP), [&new]);
        // a second rotation drops the oldest at once
        let third = SigningSecret::generate(&SeededRandom::new(3));
        assert_eq!(after.rotated(third.clone(), NOON).secrets(NOON), [&third, &new]);
    }

    #[test]
    fn a_difference_is_named_without_its_value() {
        let before = endpoint(1);
        let after = Endpoint { url: "https://x.example/?token=1".into(), include_customer: true, ..before.clone() };
        assert_eq!(after.differences(&before), ["url", "includeCustomer"]);
        assert!(before.differences(&before).is_empty());
    }

    #[test]
    fn only_a_success_is_none() {
        for (status, expected) in [
            (200, None),
            (204, None),
            (299, None),
            (301, Some(Failure::Redirect)),
            (410, Some(Failure::Status)),
            (500, Some(Failure::Status)),
        ] {
            assert_eq!(Failure::of_status(status), expected, "{status}");
        }
    }
}
