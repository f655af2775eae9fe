//! An agent who is inside asks a colleague in, to help as well or to take over.

use super::{NewAdmission, Refused, Session};
use crate::domain::{AdmissionId, AgentId, InviteId, Time, Windows};
use std::str::FromStr;

/// One invite, for one person, good once and for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    pub id: InviteId,
    /// The seat of whoever asks.
    pub by: AdmissionId,
    pub to: AgentId,
    /// The colleague's display name at that time.
    pub to_name: String,
    /// What the colleague is told: a line, or the note of a hand-over. Forgotten with the customer.
    pub text: Option<String>,
    /// The seat of whoever asks is freed once the colleague is in.
    pub hand_over: bool,
    pub created_at: Time,
    pub expires_at: Time,
    pub answer: Option<Answer>,
}

/// What became of an invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub at: Time,
    pub how: Answered,
    /// What the colleague said to it. Forgotten with the customer.
    pub word: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// By taking this seat.
    Accepted(AdmissionId),
    Declined,
    /// Whoever asked took it back.
    Withdrawn,
}

/// How an invite stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteState {
    Open,
    Accepted,
    Declined,
    Withdrawn,
    /// Nobody answered in time, or before the session ended.
    Expired,
}

impl InviteState {
    const ALL: [Self; 5] = [Self::Open, Self::Accepted, Self::Declined, Self::Withdrawn, Self::Expired];

    /// The name in the API and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }
}

impl FromStr for InviteState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == name).ok_or(())
    }
}

/// What the broker knows when an agent asks a colleague in.
#[derive(Debug, Clone)]
pub struct NewInvite {
    pub id: InviteId,
    pub by: AdmissionId,
    pub to: AgentId,
    pub to_name: String,
    pub text: Option<String>,
    pub hand_over: bool,
    /// Only somebody the customer agreed to may ask. Not where only another engine knows who is in.
    pub must_be_in: bool,
}

impl Session {
    /// How the invite stands at `now`; of a session that is over, none is open.
    pub fn invite_state(&self, invite: &Invite, now: Time) -> InviteState {
        match invite.answer.as_ref().map(|answer| answer.how) {
            Some(Answered::Accepted(_)) => InviteState::Accepted,
            Some(Answered::Declined) => InviteState::Declined,
            Some(Answered::Withdrawn) => InviteState::Withdrawn,
            None if self.is_live() && now < invite.expires_at => InviteState::Open,
            None => InviteState::Expired,
        }
    }

    /// When the invite was answered or taken back, or when nobody can answer it any more.
    pub fn invite_closes_at(&self, invite: &Invite) -> Time {
        let ended_at = match self.state {
            super::State::Ended { at, .. } => at,
            _ => invite.expires_at,
        };
        invite.answer.as_ref().map_or(invite.expires_at.min(ended_at), |answer| answer.at)
    }

    pub fn invite(&self, id: InviteId) -> Option<&Invite> {
        self.invites.iter().find(|invite| invite.id == id)
    }

    /// The invite by which this seat was taken.
    pub fn invite_of(&self, admission: AdmissionId) -> Option<&Invite> {
        let took =
            |invite: &&Invite| invite.answer.as_ref().is_some_and(|answer| answer.how == Answered::Accepted(admission));
        self.invites.iter().find(took)
    }

    pub(super) fn ask_in(&mut self, new: NewInvite, now: Time) -> Result<(), Refused> {
        let by = self.helping().find(|seat| seat.id == new.by).ok_or(Refused::NoSuchAdmission)?;
        if new.must_be_in && by.joined_at.is_none() {
            return Err(Refused::NoSuchAdmission);
        }
        if self.seated().any(|seat| seat.agent == Some(new.to)) {
            return Err(Refused::InsideAlready);
        }
        let mut open = self.invites.iter().filter(|invite| self.invite_state(invite, now) == InviteState::Open);
        if open.clone().any(|invite| invite.to == new.to) {
            return Err(Refused::InvitedAlready);
        }
        if open.nth(Windows::OPEN_INVITES - 1).is_some() || self.invites.len() >= Windows::INVITES {
            return Err(Refused::TooManyInvites);
        }
        self.invites.push(Invite {
            id: new.id,
            by: new.by,
            to: new.to,
            to_name: new.to_name,
            text: new.text,
            hand_over: new.hand_over,
            created_at: now,
            expires_at: (now + Windows::INVITE).min(self.latest_end),
            answer: None,
        });
        Ok(())
    }

    /// As a PIN admits, and without one: the customer is there, a seat is free.
    pub(super) fn accept(&mut self, id: InviteId, new: NewAdmission, now: Time) -> Result<(), Refused> {
        let agent = new.agent.ok_or(Refused::NoSuchInvite)?;
        self.open_invite(id, agent, now)?;
        self.check_customer_is_there(now)?;
        self.take_place(&new, super::Mode::Helping, now)?;
        let how = Answered::Accepted(new.id);
        self.push(NewAdmission { via: super::Via::Invite, ..new }, super::Mode::Helping, Vec::new(), now);
        self.answer(id, Answer { at: now, how, word: None });
        Ok(())
    }

    pub(super) fn decline(
        &mut self,
        id: InviteId,
        agent: AgentId,
        word: Option<String>,
        now: Time,
    ) -> Result<(), Refused> {
        self.open_invite(id, agent, now)?;
        self.answer(id, Answer { at: now, how: Answered::Declined, word });
        Ok(())
    }

    /// Only whoever asked takes it back. That it was answered already is no mistake.
    pub(super) fn withdraw(&mut self, id: InviteId, by: AdmissionId, now: Time) -> Result<(), Refused> {
        let invite =
            self.invite(id).filter(|invite| self.is_same_person(invite.by, by)).ok_or(Refused::NoSuchInvite)?;
        if self.invite_state(invite, now) == InviteState::Open {
            self.answer(id, Answer { at: now, how: Answered::Withdrawn, word: None });
        }
        Ok(())
    }

    /// The seats that are freed once this one, which was handed over to, is in: all that whoever handed over has.
    pub fn handing_over_to(&self, admission: AdmissionId) -> Vec<AdmissionId> {
        let Some(invite) = self.invite_of(admission).filter(|invite| invite.hand_over) else { return Vec::new() };
        self.helping().map(|seat| seat.id).filter(|seat| self.is_same_person(invite.by, *seat)).collect()
    }

    fn is_same_person(&self, one: AdmissionId, other: AdmissionId) -> bool {
        let agent = |id| self.admission(id).and_then(|seat| seat.agent);
        one == other || agent(one).is_some_and(|account| agent(other) == Some(account))
    }

    fn open_invite(&self, id: InviteId, to: AgentId, now: Time) -> Result<(), Refused> {
        let invite = self.invite(id).filter(|invite| invite.to == to).ok_or(Refused::NoSuchInvite)?;
        if self.invite_state(invite, now) == InviteState::Open { Ok(()) } else { Err(Refused::InviteClosed) }
    }

    fn answer(&mut self, id: InviteId, answer: Answer) {
        if let Some(invite) = self.invites.iter_mut().find(|invite| invite.id == id) {
            invite.answer = Some(answer);
        }
    }
}
