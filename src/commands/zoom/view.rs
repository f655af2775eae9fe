//! Sessions as scripts read them.

use crate::domain::{Time, zoom};
use crate::zoom::{ApiSession, ApiUser};
use serde_json::{Value, json};

/// `{"sessions": […]}`
pub fn sessions(sessions: &[ApiSession]) -> Value {
    json!({ "sessions": sessions.iter().map(|session| with_users(session, &session.users)).collect::<Vec<_>>() })
}

/// The session, `users` in it.
pub fn session(session: &ApiSession, users: &[ApiUser]) -> Value {
    with_users(session, users)
}

fn with_users(session: &ApiSession, users: &[ApiUser]) -> Value {
    json!({
        "sessionId": session.id,
        "startedAt": zoom::time(session.started_at),
        "endedAt": time(session.ended_at),
        "pin": session.pin.as_ref().map(|pin| pin.as_str()),
        "users": users.iter().map(user).collect::<Vec<_>>(),
    })
}

fn user(user: &ApiUser) -> Value {
    json!({
        "connectionId": user.connection_id,
        "userId": user.id,
        "userName": user.name,
        "role": user.party.as_str(),
        "joinedAt": time(user.joined_at),
        "leftAt": time(user.left_at),
    })
}

fn time(time: Option<Time>) -> Option<String> {
    time.map(zoom::time)
}
