//! An agent types the PIN a customer read out.

use super::{Broker, Engine, Error};
use crate::bus::Notice;
use crate::domain::claims::TokenRole;
use crate::domain::session::{Admission, DeskPresence, NewAdmission, Via};
use crate::domain::timeline::Kind;
use crate::domain::zoom::{effects::has_left, heard::Heard};
use crate::domain::{
    AdmissionId, AgentId, DisplayName, Event, Pin, Refused, SecretHash, Session, SessionId, Time, phrase, user_id,
};
use crate::identity::Caller;
use crate::tokens::{Signed, Subject};
use std::sync::{Arc, OnceLock};

/// A desk that may be opened now.
pub struct Desk {
    pub session: Session,
    pub admission: AdmissionId,
    pub token: String,
    /// The desk's address, the token in it. For the agent's own page only.
    pub url: String,
    /// The desk is ours, and its address may say more; Zoom's takes what Zoom says.
    pub is_ours: bool,
    pub expires_at: Time,
}

/// What a successful connect gives.
pub type Connected = Desk;

/// Who is to be admitted; everything but the session is known before the PIN is looked up.
pub(super) struct Newcomer {
    pub id: AdmissionId,
    agent: AgentId,
    pub name: DisplayName,
    pub user_id: String,
    phrase: String,
    presence: DeskPresence,
}

impl Newcomer {
    pub(super) fn admission(self, token: SecretHash) -> NewAdmission {
        NewAdmission {
            id: self.id,
            agent: Some(self.agent),
            agent_name: self.name.as_str().to_owned(),
            user_id: self.user_id,
            phrase: self.phrase,
            via: Via::Pin,
            token,
            presence: self.presence,
        }
    }
}

impl Broker {
    /// Checks a typed PIN and lets the agent in: counted first, then decided in one transaction with the look-up.
    ///
    /// # Errors
    /// [`Error::PinNotAccepted`] for every PIN that admits nobody, whatever the reason; [`Refused::Full`] if the PIN
    /// was right and no seat is free.
    /// `tells_presence`: the page that will show the desk says again and again that it is there ([`Self::desk_heard`]).
    pub async fn connect(&self, caller: &Caller, typed: &str, tells_presence: bool) -> Result<Connected, Error> {
        let pin: Pin = typed.parse().map_err(|_| Error::PinMalformed)?;
        let attempt = self.count_pin_attempt(caller.agent.id.to_string(), caller.ip).await?;
        let (admitted, refusal) = match self.admit(caller, pin, tells_presence).await {
            Ok(desk) => (Some(desk), None),
            Err(Error::Refused(refused)) => (None, Some(refused)),
            Err(other) => return Err(other),
        };
        if refusal.is_none_or(|refused| refused == Refused::Full) {
            self.forgive(attempt).await;
        }
        if let Some(refused) = refusal {
            return Err(self.pin_refused(caller.actor(), caller.ip, refused, None).await?);
        }
        let desk = admitted.expect("there is a desk where nothing was refused");
        self.0.bus.publish(Notice::AgentAdmitted {
            session: desk.session.id,
            agent_name: caller.agent.name.as_str().to_owned(),
        });
        metrics::counter!("cobroker_connects_total").increment(1);
        Ok(desk)
    }

    async fn admit(&self, caller: &Caller, pin: Pin, tells_presence: bool) -> Result<Desk, Error> {
        let newcomer = self.newcomer(caller, tells_presence);
        let id = newcomer.id;
        let (make, signed) = self.making(newcomer);
        let session = self.admit_by_pin(pin, caller.actor(), caller.ip, make).await?;
        let token = signed.get().cloned().expect("an admission that was saved has its token");
        Ok(self.desk(session, id, token))
    }

    /// Makes the admission inside a transaction; its token leaves only if that is committed.
    pub(super) fn making(
        &self,
        newcomer: Newcomer,
    ) -> (impl FnOnce(&Session) -> NewAdmission + Send + use<>, Arc<OnceLock<Signed>>) {
        let (broker, now, signed) = (self.clone(), self.now(), Arc::new(OnceLock::new()));
        let keep = signed.clone();
        let make = move |session: &Session| {
            let token = broker.agent_token(session, &newcomer.user_id, &newcomer.name, now);
            let admission = newcomer.admission(SecretHash::of(&token.token));
            // it leaves only if the transaction is committed
            let _ = keep.set(token);
            admission
        };
        (make, signed)
    }

    /// Opens the desk again for somebody who was let in before; no PIN is needed (hardening §1). Who lost the seat meanwhile
    /// takes another, if one is free.
    ///
    /// # Errors
    /// [`Refused::NoSuchAdmission`] if this person was never let in, or the customer said no;
    /// [`Refused::TooManyReopenings`] after five in ten minutes; [`Refused::Full`] if the seat was given up and no other is
    /// free.
    pub async fn reopen_desk(&self, caller: &Caller, id: SessionId, tells_presence: bool) -> Result<Desk, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let now = self.now();
        let session = session.settled(now, &self.windows());
        if !session.is_live() {
            return Err(Refused::Over.into());
        }
        let mine = session.seated().filter(|seat| seat.agent == Some(caller.agent.id)).last().cloned();
        let Some(admission) = mine else { return self.return_to(caller, session, tells_presence).await };
        let token = self.agent_token(&session, &admission.user_id, &caller.agent.name, now);
        let event = Event::DeskReopened(admission.id, SecretHash::of(&token.token));
        match self.apply(id, event, caller.actor(), caller.ip).await {
            // a reload of Zoom's desk is told as leaving, perhaps just now
            Err(Error::Refused(Refused::NoSuchAdmission)) => self.return_to(caller, session, tells_presence).await,
            reopened => Ok(self.desk(reopened?, admission.id, token)),
        }
    }

    async fn return_to(&self, caller: &Caller, session: Session, tells_presence: bool) -> Result<Desk, Error> {
        if self.was_refused(caller.agent.id, &session).await? {
            return Err(Refused::NoSuchAdmission.into());
        }
        let newcomer = self.newcomer(caller, tells_presence);
        let token = self.agent_token(&session, &newcomer.user_id, &newcomer.name, self.now());
        let admission = newcomer.id;
        let event = Event::AgentReturned(newcomer.admission(SecretHash::of(&token.token)));
        let session = self.apply(session.id, event, caller.actor(), caller.ip).await?;
        self.0
            .bus
            .publish(Notice::AgentAdmitted { session: session.id, agent_name: caller.agent.name.as_str().to_owned() });
        Ok(self.desk(session, admission, token))
    }

    /// Whether the customer's last word to this person was no. Then nobody asks again without another word of the customer's:
    /// the PIN.
    pub(super) async fn was_refused(&self, agent: AgentId, session: &Session) -> Result<bool, Error> {
        let mine = session.admissions.iter().filter(|seat| seat.agent == Some(agent));
        let mine: Vec<String> = mine.map(|seat| seat.id.to_string()).collect();
        let (yes, no) = (Kind::ConsentGiven.as_str(), Kind::ConsentDenied.as_str());
        let entries = self.0.store.timeline(session.id).await?;
        let answers = entries.iter().filter(|entry| entry.kind == yes || entry.kind == no);
        let mut to_me = answers.filter(|entry| mine.iter().any(|id| entry.data.contains(id)));
        Ok(to_me.next_back().is_some_and(|entry| entry.kind == no))
    }

    /// The page around a desk of Zoom's is there, or is about to go: Zoom tells nobody (Zoom reference §4.2). Our own
    /// engine sees its desks itself. Without `admission`, the newest seat of this person is meant. Once Zoom's webhooks
    /// said that this agent left, the page has no say: joining there or opening the desk again does it.
    ///
    /// # Errors
    /// [`Refused::NoSuchAdmission`] if this person does not hold that seat, or not any more; [`Refused::Over`].
    pub async fn desk_heard(
        &self,
        caller: &Caller,
        id: SessionId,
        admission: Option<AdmissionId>,
        going: bool,
    ) -> Result<(), Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let session = session.settled(self.now(), &self.windows());
        let named = |seat: &&Admission| admission.is_none_or(|id| seat.id == id);
        let mut known = session.admissions.iter().filter(|seat| seat.agent == Some(caller.agent.id)).filter(named);
        let seat = known.next_back().ok_or(Refused::NoSuchAdmission)?;
        if self.0.settings.engine == Engine::Builtin || self.has_left_zoom(&session, seat).await? {
            return Ok(());
        }
        let event = if going { Event::DeskGone(seat.id) } else { Event::DeskHeard(seat.id) };
        self.apply(id, event, caller.actor(), caller.ip).await.map(drop)
    }

    /// A seat that was given up is not asked about: its page is told.
    async fn has_left_zoom(&self, session: &Session, seat: &Admission) -> Result<bool, Error> {
        if seat.left_at.is_some() {
            return Ok(false);
        }
        Ok(has_left(&Heard::of(&self.0.store.zoom_told(session.id).await?), seat, session))
    }

    /// The agent leaves: every seat of this person in the session is freed.
    pub async fn leave(&self, caller: &Caller, id: SessionId) -> Result<(), Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let mine: Vec<Admission> =
            session.seated().filter(|seat| seat.agent == Some(caller.agent.id)).cloned().collect();
        for seat in mine {
            self.apply(id, Event::AgentLeft(seat.id), caller.actor(), caller.ip).await?;
        }
        Ok(())
    }

    pub(super) fn newcomer(&self, caller: &Caller, tells_presence: bool) -> Newcomer {
        Newcomer {
            id: AdmissionId::new(self.now(), &*self.0.random),
            agent: caller.agent.id,
            presence: match self.0.settings.engine {
                Engine::Builtin => DeskPresence::Seen,
                Engine::Zoom if tells_presence => DeskPresence::Told,
                Engine::Zoom => DeskPresence::Unknown,
            },
            name: caller.agent.name.clone(),
            user_id: user_id::draw(user_id::AGENT, &*self.0.random),
            phrase: phrase::generate(&*self.0.random),
        }
    }

    pub(super) fn agent_token(&self, session: &Session, user_id: &str, user_name: &DisplayName, now: Time) -> Signed {
        let subject = Subject {
            role: TokenRole::Agent,
            session: session.id,
            user_id,
            user_name,
            brings_pin: session.custom_pin.is_some(),
        };
        self.0.tokens.sign(subject, self.0.settings.agent_token_life, now)
    }

    pub(super) fn desk(&self, session: Session, admission: AdmissionId, signed: Signed) -> Desk {
        let base = &self.0.settings.base_url;
        let url = format!("{base}/sdkapi/zcb/frame-templates/desk?access_token={}", signed.token);
        Desk {
            session,
            admission,
            token: signed.token,
            url,
            is_ours: self.0.settings.engine == Engine::Builtin,
            expires_at: signed.expires_at,
        }
    }
}
