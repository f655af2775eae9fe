//! Live changes of sessions, for the desk and the session list.

use super::sessions::summary;
use crate::broker::Broker;
use crate::bus::Notice;
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use crate::identity::Caller;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// How often a stream says something, if only that it is there. Pages that have to say that they are there, too, do it upon
/// this: browsers slow the timers of hidden pages down to one a minute, and never the messages.
const BEAT: Duration = Duration::from_secs(10);

/// Watch sessions
///
/// Server-sent events: `session` with a session as in the list, at every change of one the caller may see; `resync`
/// when changes were missed and the list should be read again; `beat` after ten seconds without either. The stream closes when the caller's rights change.
#[utoipa::path(get, path = "/api/sessions/stream", tag = "sessions", security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, content_type = "text/event-stream", body = String),
    (status = 401, description = "`not-signed-in`"),
))]
pub async fn stream(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let watcher = Watcher { notices: broker.notices(), broker, ops, caller };
    let events = stream::unfold(watcher, |mut watcher| async move {
        let event = watcher.next().await?;
        Some((Ok(event), watcher))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(BEAT).event(Event::default().event("beat").data("{}")))
}

struct Watcher {
    notices: Receiver<Notice>,
    broker: Broker,
    ops: Ops,
    caller: Caller,
}

impl Watcher {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let notice = tokio::select! {
                () = self.ops.stopping.cancelled() => return None,
                notice = self.notices.recv() => notice,
            };
            match notice {
                Ok(Notice::Session(session)) if self.broker.may_see(&self.caller, &session) => {
                    let Ok(seen) = self.broker.seen_one(&session).await else { return None };
                    let summary = serde_json::to_string(&summary(&self.broker, &seen)).ok()?;
                    return Some(Event::default().event("session").data(summary));
                }
                Ok(Notice::PersonChanged(id)) if id == self.caller.agent.id => return None,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(Event::default().event("resync").data("{}")),
                Err(RecvError::Closed) => return None,
            }
        }
    }
}
