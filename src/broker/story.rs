//! What happened in a session, and what it comes to.

use super::{Broker, Error, InviteSeen};
use crate::domain::consent_history::{Moment, Span, spans};
use crate::domain::role::Action;
use crate::domain::timeline::{Actor, Entry};
use crate::domain::{AgentId, Session, SessionId, history};
use crate::identity::Caller;
use std::collections::HashMap;

/// The timeline of a session, and what can be read out of it.
#[derive(Debug, Clone)]
pub struct Story {
    /// Oldest first, each with the name of whoever did it.
    pub entries: Vec<(Entry, Option<String>)>,
    /// Who was allowed to see and do what.
    pub consent: Vec<SpanSeen>,
    /// Every invite, those nobody answered included.
    pub invites: Vec<InviteSeen>,
}

/// A span, and whose it was.
#[derive(Debug, Clone)]
pub struct SpanSeen {
    pub span: Span,
    pub agent: Option<AgentId>,
    pub name: String,
}

impl Broker {
    /// What happened in a session, for whoever may see it.
    pub async fn story(&self, caller: &Caller, id: SessionId) -> Result<Story, Error> {
        let session = self.session_for(caller, id, Action::SeeSession).await?;
        let entries = self.0.store.timeline(id).await?;
        let consent = self.consent(&session, &entries).await?;
        let names = self.names_in(&entries).await?;
        let name = |entry: &Entry| match entry.actor_id {
            Some(id) => names.get(&id).cloned(),
            None => name_in_session(&session, entry),
        };
        let invites = self.invites_in(&session);
        Ok(Story {
            entries: entries.into_iter().map(|entry| (entry.clone(), name(&entry))).collect(),
            consent,
            invites,
        })
    }

    /// `settled` is the session as it stands; what time did to it may not be in the timeline yet.
    async fn consent(&self, settled: &Session, entries: &[Entry]) -> Result<Vec<SpanSeen>, Error> {
        let saved = self.0.store.session(settled.id).await?.ok_or(Error::NoSuchSession)?;
        let to_come = match saved.version == settled.version {
            true => history::of_change(&saved, settled, Actor::System, self.now()),
            // somebody saved it meanwhile, and wrote that down
            false => Vec::new(),
        };
        let moments = entries.iter().filter_map(Moment::of).chain(to_come.iter().map(Moment::to_come));
        let seen = |span: Span| {
            let admission = settled.admission(span.admission);
            SpanSeen {
                agent: admission.and_then(|admission| admission.agent),
                name: admission.map(|admission| admission.agent_name.clone()).unwrap_or_default(),
                span,
            }
        };
        Ok(spans(moments).into_iter().map(seen).collect())
    }

    async fn names_in(&self, entries: &[Entry]) -> Result<HashMap<AgentId, String>, Error> {
        let mut names = HashMap::new();
        for agent in entries.iter().filter_map(|entry| entry.actor_id) {
            if !names.contains_key(&agent)
                && let Some(found) = self.0.store.agent(agent).await?
            {
                names.insert(agent, found.name.as_str().to_owned());
            }
        }
        Ok(names)
    }
}

/// An agent without an account has a name in the admission only; what nobody did, and Zoom told, Zoom did.
fn name_in_session(session: &Session, entry: &Entry) -> Option<String> {
    let data: serde_json::Value = serde_json::from_str(&entry.data).ok()?;
    match entry.actor_kind.as_str() {
        "agent" => {}
        "system" if data.get("source").is_some() => return Some("Zoom".to_owned()),
        _ => return None,
    }
    let admission = session.admission(data.get("admissionId")?.as_str()?.parse().ok()?)?;
    Some(admission.agent_name.clone())
}
