use super::{Broker, Error, step};
use crate::domain::role::{Action, Whose};
use crate::domain::timeline::Kind;
use crate::domain::{EndReason, Event, Refused, Session, SessionId};
use crate::identity::Caller;
use crate::store::Which;

impl Broker {
    /// Ends a session everywhere. Ending it twice is no mistake.
    ///
    /// `note` is what the person typed as a reason; it stands in the timeline.
    pub async fn revoke(&self, caller: &Caller, id: SessionId, note: Option<String>) -> Result<Session, Error> {
        let session = self.session_for(caller, id, Action::EndSession).await?;
        let is_in = session.helping().any(|seat| seat.agent == Some(caller.agent.id));
        let reason = if is_in { EndReason::AgentEnded } else { EndReason::Revoked };
        let (now, windows) = (self.now(), self.windows());
        let (actor, ip) = (caller.actor(), caller.ip);
        let decide = move |sessions: Vec<Session>| {
            let session = sessions.into_iter().next().ok_or(Refused::NoSuchSession)?;
            let mut changes = step(&session, Event::End(reason), actor, ip, now, &windows)?;
            if let (Some(note), Some(entry)) =
                (note, changes.entries.iter_mut().find(|entry| entry.kind == Kind::SessionEnded))
            {
                entry.data.insert("note".into(), note.into());
            }
            Ok(changes)
        };
        self.change(Which::Id(id), decide).await?.pop().ok_or(Error::NoSuchSession)
    }

    /// The session as it stands now, if this person may do `what` with it. To others it does not exist.
    pub(super) async fn session_for(
        &self,
        caller: &Caller,
        id: SessionId,
        what: impl Fn(Whose) -> Action,
    ) -> Result<Session, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let whose = if caller.was_in(&session) { Whose::Own } else { Whose::Anyones };
        if !caller.role().may(what(whose)) {
            return Err(Error::NoSuchSession);
        }
        Ok(session.settled(self.now(), &self.windows()))
    }
}
