use super::{InvalidKey, InvalidPassword};
use crate::domain::Time;
use crate::domain::skill::InvalidSkill;
use crate::store::StoreError;

/// Why something about people did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Unknown login, wrong password and disabled account are one answer.
    #[error("login and password do not fit")]
    WrongCredentials,
    /// The password is right, and people like them sign in at the provider.
    #[error("this account signs in at the provider")]
    PasswordsOff,
    #[error("too many attempts, wait until {until}")]
    TooManyAttempts { until: Time },
    #[error(transparent)]
    Key(InvalidKey),
    #[error(transparent)]
    Skill(#[from] InvalidSkill),
    #[error(transparent)]
    Password(#[from] InvalidPassword),
    #[error("a login is 2 to 64 letters, digits, dots, hyphens, underscores or @")]
    InvalidLogin,
    #[error("that login is taken")]
    LoginTaken,
    /// It was used, has expired, or never was.
    #[error("the link is not valid any more")]
    LinkInvalid,
    /// The same of a link for a password.
    #[error("the link for a password is not valid any more")]
    PasswordLinkInvalid,
    #[error("there is no such person")]
    NoSuchPerson,
    /// Somebody must remain who can manage people.
    #[error("the last admin cannot be disabled or made less")]
    LastAdmin,
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken => Self::LoginTaken,
            other => Self::Store(other),
        }
    }
}
