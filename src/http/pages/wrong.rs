//! What is wrong with a field, in the reader's language.

use crate::domain::names::InvalidName;
use crate::http::language::words;
use crate::identity::{self, InvalidPassword};

/// Of a display name.
pub fn name(error: InvalidName) -> String {
    let key = match error {
        InvalidName::Empty => "field-name-missing",
        InvalidName::TooLong => "field-name-too-long",
        InvalidName::Invisible => "field-name-odd",
    };
    words().say(key).to_string()
}

/// Of a new password.
pub fn password(error: InvalidPassword) -> String {
    let key = match error {
        InvalidPassword::TooShort => "field-password-too-short",
        InvalidPassword::TooLong => "field-password-too-long",
        InvalidPassword::Common => "field-password-common",
    };
    words().say(key).to_string()
}

/// Both fields of a new password.
pub fn repetition() -> String {
    words().say("field-passwords-differ").to_string()
}

/// Of a login name.
pub fn login(error: &identity::Error) -> String {
    match error {
        identity::Error::InvalidLogin => words().say("field-login-invalid").to_string(),
        identity::Error::LoginTaken => words().say("field-login-taken").to_string(),
        other => other.to_string(),
    }
}
