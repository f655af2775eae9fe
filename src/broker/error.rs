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
    /// Wait until then before the next try.
    #[error("too many attempts, wait until {until}")]
    TooManyAttempts { until: Time },
    #[error("there is no such session")]
    NoSuchSession,
    /// The report token is not this session's.
    #[error("the report token is not valid")]
    TokenInvalid,
    #[error("this person may not do that")]
    Forbidden,
    #[error("too many sessions are live")]
    Busy,
    /// A rule of the session's life forbids it.
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Store(#[from] StoreError),
}
