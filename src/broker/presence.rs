//! Notes with each change who came and went by it, for the REST mirror and the outgoing webhooks.

use super::{Broker, Engine, Error};
use crate::domain::timeline::{Actor, Kind};
use crate::domain::{JoinId, Session, SessionId, Time, presence};
use crate::store::{Changes, Join, Presence, SharedFilter, SharedSession};
use tokio::sync::watch;

impl Broker {
    /// Adds to `changes` what they mean for who is in. `before` are the sessions as they were loaded. In zoom mode
    /// nothing: there Zoom counts. Says whether somebody is to be told.
    pub(super) fn note_presence(&self, before: &[Session], changes: &mut Changes, now: Time) -> bool {
        if self.0.settings.engine != Engine::Builtin {
            return false;
        }
        let (windows, random) = (self.windows(), &*self.0.random);
        let mut happenings = Vec::new();
        for saved in &changes.sessions {
            let after = &saved.session;
            let Some(before) = before.iter().find(|session| session.id == after.id) else { continue };
            let by = ended_by(changes, after.id);
            let happened = presence::of_change(before, after, now, &windows, by, random);
            happenings.extend(happened.into_iter().map(|happening| (after.id, happening)));
        }
        let to_tell = !happenings.is_empty() && !self.0.settings.webhooks.is_empty();
        changes.presence = Presence { happenings, endpoints: self.0.settings.webhooks.clone() };
        to_tell
    }

    /// Sessions that somebody joined by the built-in engine, the latest first.
    pub async fn shared_sessions(&self, filter: &SharedFilter) -> Result<Vec<SharedSession>, Error> {
        Ok(self.0.store.shared_sessions(filter).await?)
    }

    /// One session that somebody joined.
    pub async fn shared_session(&self, id: SessionId) -> Result<Option<SharedSession>, Error> {
        Ok(self.0.store.shared_session(id).await?)
    }

    /// Who joined a session, the first one first; at most 500.
    pub async fn joins(&self, id: SessionId, after: Option<JoinId>, limit: u32) -> Result<Vec<Join>, Error> {
        Ok(self.0.store.joins(id, after, limit).await?)
    }

    /// Changes whenever something was saved that webhooks have to tell.
    pub fn news(&self) -> watch::Receiver<()> {
        self.0.news.subscribe()
    }
}

fn ended_by(changes: &Changes, session: SessionId) -> Option<Actor> {
    let entry = changes.entries.iter().find(|e| e.session == Some(session) && e.kind == Kind::SessionEnded);
    entry.map(|entry| entry.actor)
}
