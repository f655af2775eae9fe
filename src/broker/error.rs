use crate::domain::{Refused, Time};
use crate::store::StoreError;

/// Why a use case did not happen. `http::error` gives each its status and slug.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the PIN is not well-formed")]
    PinMalformed,
    /// The typed PIN admits nobody. Unknown, expired, used, contested and ended look the same outside (hardening §1).
    #[error("the PIN was not accepted")]
    PinNotAccepted,
    /// Too many sessions were started from there.
    #[error("too many starts, wait {0:?}")]
    TooManyStarts(std::time::Duration),
    /// Wait until then before the next try.
    #[error("too many attempts, wait until {until}")]
    TooManyAttempts { until: Time },
    #[error("there is no such session")]
    NoSuchSession,
    /// Not this session's report token, or no agent token that opens a desk.
    #[error("the token is not valid")]
    TokenInvalid,
    /// The site's word about the customer started another session already.
    #[error("the assertion was used before")]
    IdentityUsed,
    /// Zoom's desk has nothing like it.
    #[error("not with Zoom's engine")]
    NotInZoomMode,
    /// The colleague is nobody, or may not sign in any more.
    #[error("there is no such colleague")]
    NoSuchColleague,
    #[error("this person may not do that")]
    Forbidden,
    /// Somebody saved it since it was read; nothing was changed.
    #[error("it was changed meanwhile")]
    ChangedMeanwhile,
    #[error("too many sessions are live")]
    Busy,
    /// A rule of the session's life forbids it.
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Store(#[from] StoreError),
}
