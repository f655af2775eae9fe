//! Failures in Zoom's shape: `{"code": …, "message": …}` (Zoom reference §§6.2, 9.2).

use crate::broker;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not answered.
#[derive(Debug)]
pub enum RestError {
    /// 401: no token, or one that is not good.
    Unauthorized,
    /// 300: every parameter that is wrong.
    Validation(Vec<FieldError>),
    /// 30101: the page token is another request's, too old, or none of ours.
    PageToken,
    /// 30300. The id as it was asked for.
    NoSuchSession(String),
    /// 429, in the words of the limit that was hit.
    TooMany(&'static str),
    /// The database does not answer.
    Unavailable,
    /// A bug; logged where it was found.
    Internal,
}

/// The body of a failure.
#[derive(Debug, Serialize, ToSchema)]
pub struct Failure {
    /// 300, 401, 429, 30101, 30300, 500 or 503.
    code: u32,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
}

/// One wrong parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    pub field: &'static str,
    pub message: &'static str,
}

/// Characters of an id that are repeated in a message.
const SHOWN: usize = 64;

impl RestError {
    fn words(&self) -> (StatusCode, u32, String) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, 401, "Invalid access token.".into()),
            Self::Validation(_) => (StatusCode::BAD_REQUEST, 300, "Validation failed.".into()),
            Self::PageToken => {
                (StatusCode::BAD_REQUEST, 30101, "The next page token is either invalid or has expired.".into())
            }
            Self::NoSuchSession(id) => {
                let shown: String = id.chars().take(SHOWN).collect();
                (StatusCode::NOT_FOUND, 30300, format!("Session {shown} does not exist."))
            }
            Self::TooMany(message) => (StatusCode::TOO_MANY_REQUESTS, 429, (*message).into()),
            Self::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, 503, "This cannot be done right now. Try again in a moment.".into())
            }
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, 500, "Something went wrong here.".into()),
        }
    }
}

impl From<broker::Error> for RestError {
    fn from(error: broker::Error) -> Self {
        tracing::error!(%error, "the REST mirror cannot answer: {error}");
        match error {
            broker::Error::Store(crate::store::StoreError::Unavailable(_)) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

impl IntoResponse for RestError {
    fn into_response(self) -> Response {
        let (status, code, message) = self.words();
        let errors = if let Self::Validation(errors) = &self { errors.clone() } else { Vec::new() };
        let body = Json(Failure { code, message, errors });
        match self {
            Self::Unauthorized => (status, [(WWW_AUTHENTICATE, "Bearer")], body).into_response(),
            Self::Unavailable => (status, [(RETRY_AFTER, "5")], body).into_response(),
            _ => (status, body).into_response(),
        }
    }
}
