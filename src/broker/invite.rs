//! An agent who is inside asks a colleague in, to help as well or to take over (ADR 44).

use super::{Broker, Desk, Engine, Error};
use crate::bus::Notice;
use crate::domain::session::{Invite, InviteState, NewInvite};
use crate::domain::timeline::Actor;
use crate::domain::{AdmissionId, AgentId, Event, InviteId, Refused, SecretHash, Session, SessionId};
use crate::identity::Caller;
use crate::store::Agent;
use std::net::IpAddr;

/// Characters of a line or a note.
pub const TEXT: usize = 500;
/// Characters of the word of somebody who declines.
pub const WORD: usize = 200;
/// People in one answer to a search.
const FOUND: usize = 20;

/// Whom an agent asks in, and how.
#[derive(Debug, Clone)]
pub struct Wish {
    pub to: AgentId,
    /// A line for the colleague; of a hand-over the note, without which there is none.
    pub text: Option<String>,
    pub hand_over: bool,
}

/// Somebody who may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub id: AgentId,
    pub name: String,
}

/// An invite as those two see it whom it is about.
#[derive(Debug, Clone)]
pub struct InviteSeen {
    pub session: Session,
    pub invite: Invite,
    pub state: InviteState,
    pub by_agent: Option<AgentId>,
    pub by_name: String,
    /// What the host site is called, if it is a row.
    pub site: Option<String>,
}

impl Broker {
    /// People who may be asked in by `caller`: enabled, with `text` in name or login, by name.
    pub async fn colleagues(&self, caller: AgentId, text: &str) -> Result<Vec<Colleague>, Error> {
        let text = text.trim().to_lowercase();
        let fits = |agent: &Agent| {
            let is_found =
                agent.name.as_str().to_lowercase().contains(&text) || agent.login.to_lowercase().contains(&text);
            agent.id != caller && agent.disabled_at.is_none() && is_found
        };
        let everybody = self.0.store.agents().await?;
        let found = everybody.into_iter().filter(fits).take(FOUND);
        Ok(found.map(|agent| Colleague { id: agent.id, name: agent.name.as_str().to_owned() }).collect())
    }

    /// Asks a colleague into a session the caller helps in.
    ///
    /// # Errors
    /// [`Refused::NoSuchAdmission`] if the caller does not help there, or the customer has not agreed yet;
    /// [`Error::NoSuchColleague`]; [`Refused::CustomerSaidNo`] if the customer refused this colleague; else the rules of
    /// [`Event::ColleagueInvited`].
    pub async fn invite(&self, caller: &Caller, id: SessionId, wish: Wish) -> Result<InviteSeen, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let session = session.settled(self.now(), &self.windows());
        if !caller.was_in(&session) {
            return Err(Error::NoSuchSession);
        }
        if !session.is_live() {
            return Err(Refused::Over.into());
        }
        let mine = session.helping().filter(|seat| seat.agent == Some(caller.agent.id)).last();
        let by = mine.ok_or(Refused::NoSuchAdmission)?.id;
        self.invite_from(&session, by, wish, caller.actor(), caller.ip).await
    }

    /// The same from a seat, as its desk asks.
    pub(super) async fn invite_from(
        &self,
        session: &Session,
        by: AdmissionId,
        wish: Wish,
        actor: Actor,
        ip: Option<IpAddr>,
    ) -> Result<InviteSeen, Error> {
        let colleague = self.0.store.agent(wish.to).await?.filter(|agent| agent.disabled_at.is_none());
        let colleague = colleague.ok_or(Error::NoSuchColleague)?;
        if self.was_refused(wish.to, session).await? {
            return Err(Refused::CustomerSaidNo.into());
        }
        let id = InviteId::new(self.now(), &*self.0.random);
        let new = NewInvite {
            id,
            by,
            to: wish.to,
            to_name: colleague.name.as_str().to_owned(),
            text: wish.text,
            hand_over: wish.hand_over,
            must_be_in: self.0.settings.engine == Engine::Builtin,
        };
        let session = self.apply(session.id, Event::ColleagueInvited(new), actor, ip).await?;
        metrics::counter!("cobroker_invites_total").increment(1);
        self.invite_seen(session, id).ok_or(Error::Refused(Refused::NoSuchInvite))
    }

    /// Invites that wait for the caller's answer, the oldest first.
    pub async fn invites(&self, caller: &Caller) -> Result<Vec<InviteSeen>, Error> {
        let mut found = Vec::new();
        for id in self.0.store.invited(caller.agent.id, self.now()).await? {
            let Some(session) = self.0.store.session(id).await? else { continue };
            found.extend(self.invites_in(&session).into_iter().filter(|seen| seen.invite.to == caller.agent.id));
        }
        found.retain(|seen| seen.state == InviteState::Open);
        Ok(found)
    }

    /// All invites of a session as they stand now.
    pub fn invites_in(&self, session: &Session) -> Vec<InviteSeen> {
        let settled = session.settled(self.now(), &self.windows());
        settled.invites.iter().filter_map(|invite| self.invite_seen(settled.clone(), invite.id)).collect()
    }

    /// Comes in by an invite: no PIN, and no try of one.
    ///
    /// # Errors
    /// [`Refused::NoSuchInvite`] if it is somebody else's; [`Refused::InviteClosed`]; [`Refused::Full`];
    /// [`Refused::CustomerAbsent`].
    pub async fn accept_invite(&self, caller: &Caller, id: InviteId, tells_presence: bool) -> Result<Desk, Error> {
        let session = self.invited_session(caller, id).await?;
        if !self.inviter_is_active(&session, id).await? {
            return Err(Refused::InviteClosed.into());
        }
        let newcomer = self.newcomer(caller, tells_presence);
        let token = self.agent_token(&session, &newcomer.user_id, &newcomer.name, self.now());
        let (admission, agent_name) = (newcomer.id, newcomer.name.as_str().to_owned());
        let event = Event::InviteAccepted(id, newcomer.admission(SecretHash::of(&token.token)));
        let session = self.apply(session.id, event, caller.actor(), caller.ip).await?;
        self.0.bus.publish(Notice::AgentAdmitted { session: session.id, agent_name });
        Ok(self.desk(session, admission, token))
    }

    /// Says no, perhaps with a word.
    ///
    /// # Errors
    /// As [`Self::accept_invite`].
    pub async fn decline_invite(&self, caller: &Caller, id: InviteId, word: Option<String>) -> Result<(), Error> {
        let session = self.invited_session(caller, id).await?;
        let event = Event::InviteDeclined { invite: id, by: caller.agent.id, word };
        self.apply(session.id, event, caller.actor(), caller.ip).await.map(drop)
    }

    /// Whoever asked takes it back.
    pub async fn withdraw_invite(&self, caller: &Caller, id: InviteId) -> Result<(), Error> {
        let session = self.0.store.invite_session(id).await?.ok_or(Refused::NoSuchInvite)?;
        let session = self.0.store.session(session).await?.ok_or(Refused::NoSuchInvite)?;
        let mine = session.admissions.iter().find(|seat| {
            seat.agent == Some(caller.agent.id) && session.invite(id).is_some_and(|invite| invite.by == seat.id)
        });
        let by = mine.ok_or(Refused::NoSuchInvite)?.id;
        self.apply(session.id, Event::InviteWithdrawn(id, by), caller.actor(), caller.ip).await.map(drop)
    }

    /// To everybody but the one who is invited, an invite does not exist.
    async fn invited_session(&self, caller: &Caller, id: InviteId) -> Result<Session, Error> {
        let session = self.0.store.invite_session(id).await?.ok_or(Refused::NoSuchInvite)?;
        let session = self.0.store.session(session).await?.ok_or(Refused::NoSuchInvite)?;
        let is_mine = session.invite(id).is_some_and(|invite| invite.to == caller.agent.id);
        if !is_mine {
            return Err(Refused::NoSuchInvite.into());
        }
        let session = session.settled(self.now(), &self.windows());
        if session.is_live() { Ok(session) } else { Err(Refused::InviteClosed.into()) }
    }

    /// The word of somebody who was disabled since opens nothing.
    async fn inviter_is_active(&self, session: &Session, id: InviteId) -> Result<bool, Error> {
        let by = session.invite(id).and_then(|invite| session.admission(invite.by));
        let Some(agent) = by.and_then(|seat| seat.agent) else { return Ok(self.0.settings.open_tokens) };
        Ok(self.0.store.agent(agent).await?.is_some_and(|agent| agent.disabled_at.is_none()))
    }

    fn invite_seen(&self, session: Session, id: InviteId) -> Option<InviteSeen> {
        let invite = session.invite(id)?.clone();
        let by = session.admission(invite.by)?;
        Some(InviteSeen {
            state: session.invite_state(&invite, self.now()),
            by_agent: by.agent,
            by_name: by.agent_name.clone(),
            site: session.site.as_ref().map(|site| self.0.sites.name_of(site)),
            invite,
            session,
        })
    }
}
