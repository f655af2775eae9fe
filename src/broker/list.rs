//! What agents and supervisors see of sessions.

use super::{Broker, Error};
use crate::domain::role::{Action, Whose};
use crate::domain::{AgentId, Pin, Session, SessionId, Time};
use crate::identity::Caller;
use crate::store::{SessionFilter, StoredState};

/// A session as a person may see it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// As it stands now.
    pub session: Session,
    /// Another live session holds the same PIN, so neither can be joined by it.
    pub contested: bool,
}

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub states: Vec<StoredState>,
    pub text: Option<String>,
    pub agent: Option<AgentId>,
    pub from: Option<Time>,
    pub to: Option<Time>,
    pub before: Option<SessionId>,
    /// 1 to 200.
    pub limit: u32,
}

/// One page of a list, newest first.
#[derive(Debug, Clone)]
pub struct Page {
    pub sessions: Vec<Seen>,
    /// Pass it as `before` for the next page. `None` on the last.
    pub next: Option<SessionId>,
}

impl Broker {
    /// Sessions, newest first: everyone's for supervisors, their own for agents.
    pub async fn list(&self, caller: &Caller, query: Query) -> Result<Page, Error> {
        let everyones = caller.role().may(Action::ListSessions(Whose::Anyones));
        let agent = if everyones { query.agent } else { Some(caller.agent.id) };
        let filter = SessionFilter {
            states: query.states,
            text: query.text,
            agent,
            from: query.from,
            to: query.to,
            before: query.before,
            limit: query.limit + 1,
        };
        let mut sessions = self.0.store.sessions(&filter).await?;
        let more = sessions.len() > query.limit as usize;
        sessions.truncate(query.limit as usize);
        let next = if more { sessions.last().map(|session| session.id) } else { None };
        Ok(Page { sessions: self.seen(sessions).await?, next })
    }

    /// One session, if this person may see it.
    pub async fn see(&self, caller: &Caller, id: SessionId) -> Result<Seen, Error> {
        let session = self.session_for(caller, id, Action::SeeSession).await?;
        Ok(self.seen(vec![session]).await?.remove(0))
    }

    /// Whether this person may hear of this session.
    pub fn may_see(&self, caller: &Caller, session: &Session) -> bool {
        let whose = if caller.was_in(session) { Whose::Own } else { Whose::Anyones };
        caller.role().may(Action::SeeSession(whose))
    }

    /// A session someone was just told of, as it stands now.
    pub async fn seen_one(&self, session: &Session) -> Result<Seen, Error> {
        Ok(self.seen(vec![session.clone()]).await?.remove(0))
    }

    async fn seen(&self, sessions: Vec<Session>) -> Result<Vec<Seen>, Error> {
        let (now, windows) = (self.now(), self.windows());
        let settled: Vec<_> = sessions.iter().map(|session| session.settled(now, &windows)).collect();
        let pins: Vec<Pin> = settled.iter().filter_map(|s| s.pin.as_ref().map(|held| held.pin.clone())).collect();
        let contested = if pins.is_empty() { Vec::new() } else { self.0.store.contested(pins).await? };
        let is_contested = |session: &Session| session.pin.as_ref().is_some_and(|held| contested.contains(&held.pin));
        Ok(settled.into_iter().map(|session| Seen { contested: is_contested(&session), session }).collect())
    }
}
