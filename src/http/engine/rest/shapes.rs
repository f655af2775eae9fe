//! Answers as Zoom writes them (Zoom reference §9.3). Times are in UTC and whole seconds.

use crate::domain::presence::User;
use crate::domain::zoom;
use crate::store::{Join, SharedSession};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of sessions that are going on.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiveSessions {
    /// How many a page may have.
    pub page_size: u32,
    /// Empty on the last page; good for 15 minutes, with the other parameters unchanged.
    pub next_page_token: String,
    pub sessions: Vec<LiveSession>,
}

/// A session that is going on.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiveSession {
    pub session_id: String,
    /// When the first user joined.
    pub start_time: String,
    /// The Support PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_pin: Option<String>,
    pub user_count: usize,
    pub users: Vec<SessionUser>,
}

/// A page of sessions that are over.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastSessions {
    /// The first day, `yyyy-mm-dd`.
    pub from: String,
    /// The last day, `yyyy-mm-dd`.
    pub to: String,
    /// How many a page may have.
    pub page_size: u32,
    /// Empty on the last page; good for 15 minutes, with the other parameters unchanged.
    pub next_page_token: String,
    pub sessions: Vec<PastSession>,
}

/// A session that is over. Its PIN was forgotten with its end.
#[derive(Debug, Serialize, ToSchema)]
pub struct PastSession {
    pub session_id: String,
    pub start_time: String,
    pub end_time: String,
    /// `hh:mm:ss`
    pub duration: String,
    pub user_count: usize,
    pub users: Vec<SessionUser>,
}

/// One session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionDetail {
    pub session_id: String,
    pub start_time: String,
    /// Only of a past session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// Only of a past session: `hh:mm:ss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
    /// The Support PIN, only of a live session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_pin: Option<String>,
    pub user_count: usize,
}

/// Somebody who joined.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionUser {
    /// `user_id` of the token.
    pub user_id: String,
    pub user_name: String,
    /// `customer` or `agent`.
    pub role_type: &'static str,
}

/// A page of the joins of one session.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionUsers {
    /// How many a page may have.
    pub page_size: u32,
    /// Empty on the last page; good for 15 minutes.
    pub next_page_token: String,
    pub users: Vec<UserConnection>,
}

/// One joining: whoever came back is there again.
#[derive(Debug, Serialize, ToSchema)]
pub struct UserConnection {
    /// Another one for each joining.
    pub user_connection_id: String,
    pub user_id: String,
    pub user_name: String,
    /// `customer` or `agent`.
    pub role_type: &'static str,
    pub join_time: String,
    /// Absent while the user is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave_time: Option<String>,
    /// Absent while the user is in: `hh:mm:ss`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

impl LiveSession {
    pub fn of(session: SharedSession) -> Self {
        Self {
            session_id: session.id.short(),
            start_time: zoom::time(session.started_at),
            session_pin: session.pin.map(|pin| pin.as_str().to_owned()),
            user_count: session.users.len(),
            users: session.users.into_iter().map(SessionUser::of).collect(),
        }
    }
}

impl PastSession {
    pub fn of(session: SharedSession) -> Self {
        let ended_at = session.ended_at.unwrap_or(session.started_at);
        Self {
            session_id: session.id.short(),
            start_time: zoom::time(session.started_at),
            end_time: zoom::time(ended_at),
            duration: zoom::duration(ended_at - session.started_at),
            user_count: session.users.len(),
            users: session.users.into_iter().map(SessionUser::of).collect(),
        }
    }
}

impl SessionDetail {
    pub fn of(session: SharedSession) -> Self {
        Self {
            session_id: session.id.short(),
            start_time: zoom::time(session.started_at),
            end_time: session.ended_at.map(zoom::time),
            duration: session.ended_at.map(|ended| zoom::duration(ended - session.started_at)),
            session_pin: session.pin.map(|pin| pin.as_str().to_owned()),
            user_count: session.users.len(),
        }
    }
}

impl SessionUser {
    fn of(user: User) -> Self {
        Self { user_id: user.id, user_name: user.name, role_type: user.party.as_str() }
    }
}

impl UserConnection {
    pub fn of(join: Join) -> Self {
        Self {
            user_connection_id: join.id.short(),
            user_id: join.user.id,
            user_name: join.user.name,
            role_type: join.user.party.as_str(),
            join_time: zoom::time(join.joined_at),
            leave_time: join.left_at.map(zoom::time),
            duration: join.left_at.map(|left| zoom::duration(left - join.joined_at)),
        }
    }
}
