//! What the failures of inner modules mean in HTTP.

use crate::broker;
use crate::domain::site::NotAccepted;
use crate::domain::{Refused, Time};
use crate::http::error::{Error, Kind, Refusal};
use crate::identity;
use crate::sites;
use crate::store::StoreError;
use crate::webhooks::events as webhooks;
use std::time::Duration;

/// Seconds after which it makes sense to ask a busy server again.
const BUSY: u64 = 5;

impl Error {
    /// `Too many attempts`, with the time to wait.
    pub fn wait(wait: Duration) -> Self {
        Self::TooManyAttempts { retry_after: wait.as_secs_f64().ceil() as u64 }
    }

    /// The same, until a moment.
    pub fn wait_until(until: Time, now: Time) -> Self {
        Self::wait((until - now).to_std().unwrap_or_default())
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => {
                tracing::error!(%error, "{error}");
                Self::Unavailable { retry_after: BUSY }
            }
            other => Self::internal(other),
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoSuchSession | Refused::NoSuchAdmission => Self::NotFound,
            Refused::Full => Self::SessionFull,
            Refused::Taken => Self::SessionTaken,
            Refused::DuplicateUser => Self::DuplicateUser,
            Refused::Over => Self::SessionOver,
            Refused::CustomerTaken => Self::TokenInvalid,
            Refused::TooManyReopenings => Self::TooManyAttempts { retry_after: 60 },
            Refused::NoSuchInvite => Self::NotFound,
            Refused::TooManyInvites => Self::TooManyAttempts { retry_after: 60 },
            Refused::InviteClosed => Self::NotNow(
                Kind::INVITE_CLOSED,
                "It was answered, taken back, or is too old. Ask your colleague to invite you again.",
            ),
            Refused::InsideAlready => Self::NotNow(Kind::ALREADY_INSIDE, "This person is in the session already."),
            Refused::InvitedAlready => Self::NotNow(
                Kind::ALREADY_INVITED,
                "This person has an open invite to this session. Wait for the answer.",
            ),
            Refused::NothingToWatch => {
                Self::NotNow(Kind::NOT_SHARED_YET, "The customer's page is not connected yet. Try again in a moment.")
            }
            Refused::TooManyWatchers => {
                Self::NotNow(Kind::WATCHERS_FULL, "Two supervisors are watching this session, and no more may.")
            }
            Refused::CustomerSaidNo => {
                Self::NotNow(Kind::CUSTOMER_DECLINED, "The customer said no to this person, and is not asked again.")
            }
            Refused::TooManyPins => Self::TooManyAttempts { retry_after: 2 },
            Refused::NoSuchPin
            | Refused::Contested
            | Refused::PinExpired
            | Refused::PinUsed
            | Refused::CustomerAbsent
            | Refused::OtherPin => Self::PinNotAccepted,
        }
    }
}

/// A broker's failure, at the time it is answered.
pub struct At<E>(pub E, pub Time);

impl From<At<broker::Error>> for Error {
    fn from(At(error, now): At<broker::Error>) -> Self {
        use broker::Error as E;
        match error {
            E::PinMalformed => Self::PinMalformed,
            E::PinNotAccepted => Self::PinNotAccepted,
            E::TooManyAttempts { until } => Self::wait_until(until, now),
            E::TooManyStarts(wait) => Self::wait(wait),
            E::NoSuchSession => Self::NotFound,
            E::TokenInvalid => Self::TokenInvalid,
            E::IdentityUsed => Self::IdentityNotAccepted(NotAccepted::Used),
            E::NotInZoomMode => Self::NotNow(
                Kind::NOT_IN_ZOOM_MODE,
                "Whoever opens Zoom's desk can draw and ask for control, so nobody can only watch there.",
            ),
            E::NoSuchColleague => Self::field("/to", "There is no such colleague, or they may not sign in any more."),
            E::Forbidden => Self::Forbidden(Refusal::Role),
            E::ChangedMeanwhile => Self::ChangedMeanwhile,
            E::Busy => Self::Unavailable { retry_after: BUSY },
            E::Refused(refused) => refused.into(),
            E::Store(error) => error.into(),
        }
    }
}

impl From<At<identity::Error>> for Error {
    fn from(At(error, now): At<identity::Error>) -> Self {
        use identity::Error as E;
        match error {
            E::TooManyAttempts { until } => Self::wait_until(until, now),
            other => other.into(),
        }
    }
}

impl From<sites::Error> for Error {
    fn from(error: sites::Error) -> Self {
        use sites::Error as E;
        match error {
            E::NoSuchSite(_) => Self::NotFound,
            E::Taken(_) => Self::field("/slug", "Another site has this slug."),
            E::OriginTaken { .. } | E::NoOrigin | E::TooManyOrigins | E::OwnOrigin(_) => {
                Self::field("/origins", error.to_string())
            }
            E::NothingToOpen => Self::field("/unmaskCssSelectors", error.to_string()),
            E::ChangedMeanwhile(_) => Self::Unavailable { retry_after: 1 },
            E::Store(error) => error.into(),
        }
    }
}

impl From<webhooks::Error> for Error {
    fn from(error: webhooks::Error) -> Self {
        use webhooks::Error as E;
        match error {
            E::NoSuchWebhook | E::NoSuchDelivery => Self::NotFound,
            E::NotAnAddress | E::Unfit(_) | E::TooMany => Self::field("/url", sentence(&error.to_string())),
            E::DescriptionTooLong => Self::field("/description", sentence(&error.to_string())),
            E::Disabled => Self::field("/id", sentence(&error.to_string())),
            E::ChangedMeanwhile => Self::Unavailable { retry_after: 1 },
            E::Store(error) => error.into(),
        }
    }
}

/// Capital letter, full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

impl From<identity::Error> for Error {
    fn from(error: identity::Error) -> Self {
        use identity::Error as E;
        match error {
            E::WrongCredentials | E::PasswordsOff => Self::NotSignedIn,
            E::TooManyAttempts { .. } => Self::TooManyAttempts { retry_after: 60 },
            E::Password(why) => Self::field("/password", why.to_string()),
            E::Key(why) => Self::field("/key", why.to_string()),
            E::Skill(why) => Self::field("/skills", why.to_string()),
            E::InvalidLogin => Self::field("/login", "Use 2 to 64 letters, digits, dots, hyphens, underscores or @."),
            E::LoginTaken => Self::field("/login", "Somebody has this login already."),
            E::LinkInvalid => Self::Forbidden(Refusal::SetupLink),
            E::PasswordLinkInvalid => Self::Forbidden(Refusal::PasswordLink),
            E::NoSuchPerson => Self::NotFound,
            E::LastAdmin => Self::Forbidden(Refusal::LastAdmin),
            E::Store(error) => error.into(),
        }
    }
}
