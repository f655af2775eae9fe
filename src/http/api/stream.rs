//! Live changes of sessions, for the desk and the session list.

use super::invites::InviteShape;
use super::sessions::summary;
use super::waiting::WaitingShape;
use crate::broker::{Broker, InviteSeen};
use crate::bus::Notice;
use crate::domain::session::InviteState;
use crate::domain::{InviteId, Session, SessionId};
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use crate::identity::Caller;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use serde_json::json;
use std::collections::{HashSet, VecDeque};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};

/// How often a stream says something, if only that it is there. Pages that have to say that they are there, too, do it upon
/// this: browsers slow the timers of hidden pages down to one a minute, and never the messages.
const BEAT: Duration = Duration::from_secs(10);

/// Watch sessions
///
/// Server-sent events: `session` with a session as in the list, at every change of one the caller may see and when something
/// is written into its timeline or case file; `invite` with an invite as in `GET /api/invites`, to the caller or sent by
/// them, when it is new and when it is answered or closed; `waiting` with a session that is on the caller's waiting list from
/// now on, `waiting_gone` with the `sessionId` of one that is not any more; `resync` when changes were missed and the lists
/// should be read again; `beat` after ten seconds without either. The stream closes when the caller's rights change.
#[utoipa::path(get, path = "/api/sessions/stream", tag = "sessions", security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, content_type = "text/event-stream", body = String),
    (status = 401, description = "`not-signed-in`"),
))]
pub async fn stream(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let notices = broker.notices();
    let open = broker.invites(&caller).await.unwrap_or_default().into_iter().map(|seen| seen.invite.id).collect();
    let listed = broker.waiting(&caller).await.unwrap_or_default();
    let listed = listed.iter().map(|waiting| waiting.session.id).collect();
    let watcher = Watcher { notices, broker, ops, caller, open, listed, next: VecDeque::new() };
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
    /// Invites that were told as open, or were so when the stream began.
    open: HashSet<InviteId>,
    /// Those on the waiting list, as far as was told or could be read when the stream began.
    listed: HashSet<SessionId>,
    /// What is still to be told.
    next: VecDeque<Event>,
}

impl Watcher {
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.next.pop_front() {
                return Some(event);
            }
            let notice = tokio::select! {
                () = self.ops.stopping.cancelled() => return None,
                notice = self.notices.recv() => notice,
            };
            match notice {
                Ok(Notice::Session(session)) => self.heard(&session).await?,
                Ok(Notice::PersonChanged(id)) if id == self.caller.agent.id => return None,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Some(Event::default().event("resync").data("{}")),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    /// What the caller is told of a changed session. `None`: the database does not answer.
    async fn heard(&mut self, session: &Session) -> Option<()> {
        if self.broker.may_see(&self.caller, session) {
            let seen = self.broker.seen_one(session).await.ok()?;
            self.tell("session", serde_json::to_string(&summary(&self.broker, &seen)).ok()?);
        }
        let offered = self.broker.offered(&self.caller, session).await.ok()?;
        match offered {
            Some(waiting) if self.listed.insert(session.id) => {
                self.tell("waiting", serde_json::to_string(&WaitingShape::of(&waiting)).ok()?);
            }
            None if self.listed.remove(&session.id) => {
                self.tell("waiting_gone", json!({ "sessionId": session.id }).to_string());
            }
            _ => {}
        }
        for seen in self.broker.invites_in(session) {
            self.heard_of_invite(seen)?;
        }
        Some(())
    }

    fn heard_of_invite(&mut self, seen: InviteSeen) -> Option<()> {
        let me = self.caller.agent.id;
        if seen.invite.to != me && seen.by_agent != Some(me) {
            return Some(());
        }
        let is_news = match seen.state {
            InviteState::Open => self.open.insert(seen.invite.id),
            _ => self.open.remove(&seen.invite.id),
        };
        if is_news {
            self.tell("invite", serde_json::to_string(&InviteShape::of(seen)).ok()?);
        }
        Some(())
    }

    fn tell(&mut self, name: &str, data: String) {
        self.next.push_back(Event::default().event(name).data(data));
    }
}
