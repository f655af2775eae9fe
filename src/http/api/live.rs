//! Every live session at once, small enough for ten thousand of them.

use crate::broker::Broker;
use crate::domain::role::{Action, Whose};
use crate::http::error::{Error, Refusal};
use crate::http::error_from::At;
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use crate::store::{LiveSession, StoredState};
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// Live sessions, each as a row of values.
#[derive(Debug, Serialize, ToSchema)]
pub struct LiveShape {
    /// When this was so. What the stream says later counts.
    at: DateTime<Utc>,
    /// Sites, by the number that rows say.
    sites: Vec<String>,
    /// Agents' names, by the number that rows say.
    agents: Vec<String>,
    /// The newest first. Each: id (its 16 bytes in base64url), state (0 starting, 1 waiting, 2 active, 3 recovering), milliseconds
    /// since 1970 of its start, customer's name, customer's id where a site vouched for it or "", flags (1: vouched for, 2: PIN
    /// contested), PIN or "", site or -1, then for each agent twice its number, and one more if present.
    #[schema(value_type = Vec<Vec<Object>>)]
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row(String, u8, i64, String, String, u8, String, i32, Vec<usize>);

/// Numbers for texts that repeat.
#[derive(Default)]
struct Numbers {
    known: HashMap<String, usize>,
    texts: Vec<String>,
}

impl Numbers {
    fn of(&mut self, text: &str) -> usize {
        if let Some(number) = self.known.get(text) {
            return *number;
        }
        let number = self.texts.len();
        self.known.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

impl LiveShape {
    fn of(at: DateTime<Utc>, sessions: Vec<LiveSession>) -> Self {
        let (mut sites, mut agents) = (Numbers::default(), Numbers::default());
        let rows = sessions.into_iter().map(|session| row(session, &mut sites, &mut agents)).collect();
        Self { at, sites: sites.texts, agents: agents.texts, rows }
    }
}

fn row(session: LiveSession, sites: &mut Numbers, agents: &mut Numbers) -> Row {
    let state = StoredState::ALL.iter().position(|state| *state == session.state).unwrap_or_default();
    let site = session.site.map_or(-1, |site| i32::try_from(sites.of(site.as_str())).unwrap_or(-1));
    Row(
        session.id.short(),
        u8::try_from(state).unwrap_or_default(),
        session.created_at.timestamp_millis(),
        session.customer_name,
        if session.identified { session.user_id } else { String::new() },
        u8::from(session.identified) | u8::from(session.contested) << 1,
        session.pin.unwrap_or_default(),
        site,
        session.agents.iter().map(|agent| agents.of(&agent.name) * 2 + usize::from(agent.present)).collect(),
    )
}

/// List all live sessions
///
/// In one answer, each as a row of values, for lists that follow the stream. For supervisors and admins.
#[utoipa::path(get, path = "/api/sessions/live", tag = "sessions", security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = LiveShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: agents see their own sessions only"),
))]
pub async fn live(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
) -> Result<axum::Json<LiveShape>, Error> {
    if !caller.role().may(Action::ListSessions(Whose::Anyones)) {
        return Err(Error::Forbidden(Refusal::ForSupervisors));
    }
    let now = ops.clock.now();
    let sessions = broker.live_list().await.map_err(|error| At(error, now))?;
    Ok(axum::Json(LiveShape::of(now, sessions)))
}
