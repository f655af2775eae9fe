//! What agents note about a session: who may read it, who may write it and until when.

use super::{Broker, Error};
use crate::domain::case_file::{Case, NoteText, Outcome, Rating, Ticket, may_write, writable_until};
use crate::domain::role::Action;
use crate::domain::timeline::{Kind, NewEntry};
use crate::domain::{AgentId, Session, SessionId, Time};
use crate::identity::Caller;
use crate::store::{CaseChange, Note};
use serde_json::{Map, Value, json};

/// Everything that is noted about a session.
#[derive(Debug, Clone)]
pub struct CaseFile {
    pub case: Case,
    /// Where the ticket is read, if its site says so.
    pub ticket_link: Option<String>,
    /// Where the site's own record of the customer is read, if it says so and vouched for them.
    pub record_link: Option<String>,
    pub notes: Vec<NoteSeen>,
    /// The caller may write: was in the session, and it did not end too long ago.
    pub writable: bool,
    /// Until then, once it ended.
    pub writable_until: Option<Time>,
}

/// A note, and who wrote it.
#[derive(Debug, Clone)]
pub struct NoteSeen {
    pub note: Note,
    /// As the author was called in the session.
    pub author: String,
    /// The caller's own.
    pub own: bool,
}

impl Broker {
    /// What is noted about a session, for whoever may see it.
    pub async fn case_file(&self, caller: &Caller, id: SessionId) -> Result<CaseFile, Error> {
        let session = self.session_for(caller, id, Action::SeeSession).await?;
        let notes = self
            .0
            .store
            .notes(id)
            .await?
            .into_iter()
            .filter(|note| !note.text.is_empty() || note.agent == caller.agent.id);
        let seen =
            |note: Note| NoteSeen { author: name_of(&session, note.agent), own: note.agent == caller.agent.id, note };
        Ok(CaseFile {
            ticket_link: self.ticket_link(&session),
            record_link: self.record_link(&session),
            notes: notes.map(seen).collect(),
            writable: caller.was_in(&session) && may_write(&session, self.now()).is_ok(),
            writable_until: writable_until(&session),
            case: session.case,
        })
    }

    /// Where the ticket of a session is read, if one is noted and its site says so.
    pub fn ticket_link(&self, session: &Session) -> Option<String> {
        let site = self.0.sites.known(session.site.as_ref()?)?;
        Some(site.desk.ticket_url.as_ref()?.of(session.case.ticket.as_ref()?))
    }

    /// Where the record of a session's customer is read, if its site says so and vouched for who it is.
    pub fn record_link(&self, session: &Session) -> Option<String> {
        let site = self.0.sites.known(session.site.as_ref()?).filter(|_| !session.forgotten)?;
        site.desk.record_url.as_ref()?.of(&session.customer)
    }

    /// Saves the caller's own note over the version they saw last; 0 for the first. The same text makes no new version.
    ///
    /// # Errors
    /// [`Error::ChangedMeanwhile`] if it was saved since, in another window.
    pub async fn save_note(&self, caller: &Caller, id: SessionId, text: NoteText, seen: i64) -> Result<Note, Error> {
        let session = self.writable(caller, id).await?;
        let before = self.0.store.notes(id).await?.into_iter().find(|note| note.agent == caller.agent.id);
        if let Some(same) = before.as_ref().filter(|note| note.text == text) {
            return Ok(same.clone());
        }
        let known = before.as_ref().map_or(0, |note| note.version);
        if known != seen {
            return Err(Error::ChangedMeanwhile);
        }
        let entry = self.noted(caller, &session, Kind::NoteSaved, json!({ "length": text.chars() }));
        let note = Note { session: id, agent: caller.agent.id, text, version: known + 1, saved_at: self.now() };
        if !self.0.store.save_note(note.clone(), entry).await? {
            return Err(Error::ChangedMeanwhile);
        }
        self.tell_again(id).await;
        Ok(note)
    }

    /// Notes a ticket, or takes it away.
    pub async fn set_ticket(&self, caller: &Caller, id: SessionId, ticket: Option<Ticket>) -> Result<CaseFile, Error> {
        let session = self.writable(caller, id).await?;
        if session.case.ticket != ticket {
            let kind = if ticket.is_some() { Kind::TicketSet } else { Kind::TicketRemoved };
            let entry = self.noted(caller, &session, kind, json!({}));
            self.change_case(id, CaseChange::Ticket(ticket), entry).await?;
        }
        self.case_file(caller, id).await
    }

    /// Says how the session came out; the last word counts.
    pub async fn set_outcome(
        &self,
        caller: &Caller,
        id: SessionId,
        outcome: Outcome,
        rating: Option<Rating>,
    ) -> Result<CaseFile, Error> {
        let session = self.writable(caller, id).await?;
        if (session.case.outcome, session.case.rating) != (Some(outcome), rating) {
            let data = json!({ "outcome": outcome.as_str(), "rating": rating });
            let entry = self.noted(caller, &session, Kind::OutcomeSet, data);
            let change = CaseChange::Outcome { outcome, rating, by: caller.agent.id, at: self.now() };
            self.change_case(id, change, entry).await?;
        }
        self.case_file(caller, id).await
    }

    async fn change_case(&self, id: SessionId, change: CaseChange, entry: NewEntry) -> Result<(), Error> {
        if !self.0.store.change_case(id, change, entry).await? {
            return Err(Error::NoSuchSession);
        }
        self.tell_again(id).await;
        Ok(())
    }

    async fn writable(&self, caller: &Caller, id: SessionId) -> Result<Session, Error> {
        let session = self.session_for(caller, id, Action::NoteSession).await?;
        may_write(&session, self.now())?;
        Ok(session)
    }

    fn noted(&self, caller: &Caller, session: &Session, kind: Kind, data: Value) -> NewEntry {
        let data = match data {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        NewEntry { session: Some(session.id), at: self.now(), kind, actor: caller.actor(), data, ip: caller.ip }
    }
}

fn name_of(session: &Session, agent: AgentId) -> String {
    let mut theirs = session.admissions.iter().filter(|seat| seat.agent == Some(agent));
    theirs.next_back().map(|seat| seat.agent_name.clone()).unwrap_or_default()
}
