//! Failures on their way out: the one place that knows statuses. Inner modules say what happened in their own words.

mod cures;
mod explain;
mod kind;
mod problem;
mod refusal;

pub use cures::Cure;
pub use explain::{ErrorPage, answers_in_json, explain, not_found};
pub use kind::Kind;
pub use problem::{FieldError, Problem};
pub use refusal::Refusal;

use crate::domain::Scope;
use crate::domain::site::NotAccepted;
use crate::words::Words;
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;
use std::error::Error as StdError;

/// Why a handler did not do what it was asked (design §4).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the body is not JSON")]
    NotJson,
    /// JSON that is not what it should be; the text says why.
    #[error("the body makes no sense: {0}")]
    Unreadable(&'static str),
    #[error("{} wrong fields", .0.len())]
    Fields(Vec<FieldError>),
    /// The same on `/api/token`, with the status of Zoom's auth sample (ADR 37).
    #[error("{} wrong properties", .0.len())]
    Properties(Vec<FieldError>),
    #[error("not a PIN")]
    PinMalformed,
    /// Unknown, expired, ended, used, contested or foreign: nobody learns which.
    #[error("the PIN admits nobody")]
    PinNotAccepted,
    /// What a host site's back end has to do otherwise.
    #[error("the identity is not accepted: {0}")]
    IdentityNotAccepted(NotAccepted),
    #[error("not signed in")]
    NotSignedIn,
    #[error("the token is not valid")]
    TokenInvalid,
    /// The sender did not sign it, or too long ago.
    #[error("the signature is not valid")]
    SignatureInvalid,
    #[error("forbidden: {0:?}")]
    Forbidden(Refusal),
    /// The API key is not meant for this; the scope it lacks, where one is enough.
    #[error("the key lacks {}", .0.map_or("every scope", Scope::as_str))]
    ScopeMissing(Option<Scope>),
    #[error("the origin is not allowed")]
    OriginNotAllowed,
    #[error("not found")]
    NotFound,
    #[error("method not allowed")]
    MethodNotAllowed,
    #[error("the request came too slowly")]
    RequestTimeout,
    #[error("all seats are taken")]
    SessionFull,
    /// This user is in the session already.
    #[error("this user is in the session already")]
    DuplicateUser,
    /// Taken from the waiting list by somebody else, or joined by PIN.
    #[error("somebody else took the session")]
    SessionTaken,
    /// Saved by somebody since it was read.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    #[error("the session is over")]
    SessionOver,
    /// The session or an invite stands otherwise than the request needs it. With a sentence for the person who tried.
    #[error("not as things stand: {}", .0.slug)]
    NotNow(Kind, &'static str),
    /// `limit` in bytes.
    #[error("the body is over {limit} bytes")]
    TooLarge { limit: usize },
    #[error("the URI is too long")]
    UriTooLong,
    #[error("not application/json")]
    UnsupportedMediaType,
    /// `retry_after` in seconds, at least 1.
    #[error("too many attempts")]
    TooManyAttempts { retry_after: u64 },
    /// Logged with its causes; the sender sees one sentence.
    #[error("internal")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
    /// `retry_after` in seconds.
    #[error("unavailable")]
    Unavailable { retry_after: u64 },
    /// The text names the setting that is missing.
    #[error("not set up: {0}")]
    NotSetUp(&'static str),
}

impl Error {
    /// Something that should not happen. Takes any error, or a text.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// One wrong field: `pointer` as in [`FieldError`].
    pub fn field(pointer: impl Into<String>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Fields(vec![FieldError::new(pointer, detail)])
    }

    /// A value that the form or the description does not offer.
    pub fn no_such_choice(pointer: impl Into<String>) -> Self {
        Self::field(pointer, "Choose one of those that are offered.")
    }

    /// The problem its sender is told.
    pub fn problem(self) -> Problem {
        let (kind, detail) = self.words();
        let mut problem = Problem::new(kind, detail);
        match self {
            Self::Fields(errors) | Self::Properties(errors) => problem.errors = errors,
            Self::Forbidden(refusal) => problem.refusal = Some(refusal),
            Self::TooManyAttempts { retry_after } | Self::Unavailable { retry_after } => {
                problem.retry_after = Some(retry_after.max(1));
            }
            _ => {}
        }
        problem
    }

    fn words(&self) -> (Kind, Cow<'static, str>) {
        let (kind, detail) = match self {
            Self::NotJson => (Kind::NOT_JSON, "The body is not valid JSON."),
            Self::Unreadable(why) => return (Kind::NOT_JSON, format!("The body makes no sense: {why}.").into()),
            Self::Fields(errors) => return (Kind::FIELDS, summary(errors)),
            Self::Properties(errors) => return (Kind::PROPERTIES, summary(errors)),
            Self::PinMalformed => {
                (Kind::PIN_MALFORMED, "A Support PIN has 1 to 10 letters or digits. Ask the customer to read it again.")
            }
            Self::PinNotAccepted => (
                Kind::PIN_NOT_ACCEPTED,
                "That code isn't active. Ask the customer to read it again, or to start a new one.",
            ),
            Self::IdentityNotAccepted(why) => return (Kind::IDENTITY_NOT_ACCEPTED, why.to_string().into()),
            Self::NotSignedIn => (Kind::NOT_SIGNED_IN, "Sign in, or send an API key, and try again."),
            Self::TokenInvalid => (Kind::TOKEN_INVALID, "The token is unknown, expired or meant for something else."),
            Self::SignatureInvalid => (
                Kind::SIGNATURE_INVALID,
                "The signature or its time is not right. Compare the secret on both sides, and both clocks.",
            ),
            Self::Forbidden(refusal) => return (Kind::FORBIDDEN, refusal.sentence(Words::default()).into()),
            Self::ScopeMissing(Some(scope)) => {
                let detail = format!("This API key does not have the scope {}, which this takes.", scope.as_str());
                return (Kind::SCOPE_MISSING, detail.into());
            }
            Self::ScopeMissing(None) => (Kind::SCOPE_MISSING, "Only an API key without limits may do this."),
            Self::OriginNotAllowed => (
                Kind::ORIGIN_NOT_ALLOWED,
                "Requests from this website are not accepted. Its origin is not among the allowed ones.",
            ),
            Self::NotFound => (Kind::NOT_FOUND, "Nothing was found under this address."),
            Self::MethodNotAllowed => {
                (Kind::METHOD_NOT_ALLOWED, "The Allow header names the methods this address takes.")
            }
            Self::RequestTimeout => (Kind::REQUEST_TIMEOUT, "The body of the request did not arrive in time."),
            Self::DuplicateUser => {
                (Kind::DUPLICATE_USER, "Somebody with this user_id is in the session. Close the other desk first.")
            }
            Self::SessionFull => (Kind::SESSION_FULL, "All five seats of this session are taken."),
            Self::SessionTaken => {
                (Kind::SESSION_TAKEN, "Somebody else took this session. The list goes on with the next one.")
            }
            Self::ChangedMeanwhile => {
                (Kind::CHANGED_MEANWHILE, "This was saved in another window meanwhile. Read it again, then save.")
            }
            Self::SessionOver => (Kind::SESSION_OVER, "This session has ended. Ask the customer to start a new one."),
            Self::TooLarge { limit } => return (Kind::TOO_LARGE, format!("Send at most {limit} bytes.").into()),
            Self::NotNow(kind, sentence) => (*kind, *sentence),
            Self::UriTooLong => (Kind::URI_TOO_LONG, "The address has more than 4096 characters."),
            Self::UnsupportedMediaType => {
                (Kind::UNSUPPORTED_MEDIA_TYPE, "Send JSON, with the header Content-Type: application/json.")
            }
            Self::TooManyAttempts { retry_after } => {
                return (
                    Kind::TOO_MANY_ATTEMPTS,
                    format!("Too many attempts. Try again in {}.", wait(*retry_after)).into(),
                );
            }
            Self::Internal(_) => (Kind::INTERNAL, "Something went wrong here. The request id helps to find out what."),
            Self::NotSetUp(missing) => (Kind::NOT_SET_UP, *missing),
            Self::Unavailable { .. } => (Kind::UNAVAILABLE, "This cannot be done right now. Try again in a moment."),
        };
        (kind, detail.into())
    }
}

/// A single wrong field speaks for the whole request.
fn summary(errors: &[FieldError]) -> Cow<'static, str> {
    match errors {
        [only] => only.detail.clone(),
        several => format!("{} fields need another look.", several.len()).into(),
    }
}

/// `40 seconds`, `1 minute`, `3 minutes`; minutes are rounded up, so that nobody comes back too early.
fn wait(seconds: u64) -> String {
    match seconds.max(1) {
        1 => "1 second".into(),
        few @ 2..=59 => format!("{few} seconds"),
        60 => "1 minute".into(),
        more => format!("{} minutes", more.div_ceil(60)),
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let text = self.to_string();
        let cause = if let Self::Internal(cause) = &self { Some(chain(cause.as_ref())) } else { None };
        let problem = self.problem();
        if let Some(cause) = cause {
            tracing::error!(request.id = %problem.request_id, "request {} failed: {cause}", problem.request_id);
        } else {
            tracing::debug!(request.id = %problem.request_id, "request {} refused: {text}", problem.request_id);
        }
        problem.into_response()
    }
}

/// The error and its causes, outermost first.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests;
