//! The four reads of Zoom's REST API as the broker sees them (Zoom reference §9.2, \[DZ-REST\]). `rest` asks Zoom; tests
//! may answer themselves.

use crate::domain::presence::Party;
use crate::domain::{Pin, Time};
use async_trait::async_trait;
use std::time::Duration;

/// A session as Zoom lists it. Times are whole seconds \[DZ-REST\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSession {
    /// Opaque: 22 or 24 characters in Zoom's examples \[DZ-REST, DZ-EVT\].
    pub id: String,
    pub started_at: Time,
    /// `None` while it is live.
    pub ended_at: Option<Time>,
    pub pin: Option<Pin>,
    /// Empty where the answer names nobody.
    pub users: Vec<ApiUser>,
}

/// Somebody who joined, once for each joining where the users of one session are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUser {
    /// Another one for each joining; only the users route tells it \[DZ-REST\].
    pub connection_id: Option<String>,
    /// Perhaps not the `user_id` of the token: Zoom does not say (Zoom reference §9.3) \[DZ-REST\].
    pub id: String,
    pub name: String,
    pub party: Party,
    pub joined_at: Option<Time>,
    pub left_at: Option<Time>,
}

/// `session_type` of one session \[DZ-REST\].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    Live,
    Past,
}

/// Why Zoom did not answer the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// 401: key or secret is wrong, or the clock is.
    #[error("Zoom refuses the API key")]
    Unauthorized,
    /// 404, code 30300 \[DZ-REST\].
    #[error("Zoom knows no such session")]
    NoSuchSession,
    /// 429, after the patience of the client; ask again after this long.
    #[error("Zoom's rate limit is reached, for another {} s", .0.as_secs())]
    Limited(Duration),
    /// 5xx, no answer, or a broken connection, after the client tried again.
    #[error("Zoom does not answer: {0}")]
    Unavailable(String),
    /// An answer that is not what the reference describes.
    #[error("Zoom's answer makes no sense: {0}")]
    Nonsense(String),
}

/// Reads sessions from Zoom; nothing can be changed there (Zoom reference §0) \[DZ-REST\]. Lists are whole: the client turns
/// the pages.
#[async_trait]
pub trait ZoomApi: Send + Sync + 'static {
    /// Live sessions, or those with this PIN.
    async fn live_sessions(&self, pin: Option<&Pin>) -> Result<Vec<ApiSession>, ApiError>;

    /// Sessions that ended, by their start: from the first time to the second, at most one month within the last six
    /// \[DZ-REST\].
    async fn past_sessions(&self, from: Time, to: Time) -> Result<Vec<ApiSession>, ApiError>;

    /// One session. `users` is empty: [`Self::users`] names them.
    async fn session(&self, id: &str, kind: SessionKind) -> Result<ApiSession, ApiError>;

    /// Every joining of one session, the first one first.
    async fn users(&self, id: &str) -> Result<Vec<ApiUser>, ApiError>;
}
