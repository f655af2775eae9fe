//! An agent types the PIN a customer read out.

use super::{Broker, Engine, Error};
use crate::bus::Notice;
use crate::domain::claims::TokenRole;
use crate::domain::session::{Admission, NewAdmission, Via};
use crate::domain::{AdmissionId, DisplayName, Event, Pin, Refused, Session, SessionId, Time, phrase};
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
    pub expires_at: Time,
}

/// What a successful connect gives.
pub type Connected = Desk;

/// Who is to be admitted; everything but the session is known before the PIN is looked up.
struct Newcomer {
    id: AdmissionId,
    name: DisplayName,
    user_id: String,
    phrase: String,
}

impl Broker {
    /// Checks a typed PIN and lets the agent in: counted first, then decided in one transaction with the look-up.
    ///
    /// # Errors
    /// [`Error::PinNotAccepted`] for every PIN that admits nobody, whatever the reason; [`Refused::Full`] if the PIN
    /// was right and no seat is free.
    pub async fn connect(&self, caller: &Caller, typed: &str) -> Result<Connected, Error> {
        let pin: Pin = typed.parse().map_err(|_| Error::PinMalformed)?;
        let attempt = self.count_pin_attempt(caller.agent.id.to_string(), caller.ip).await?;
        let (admitted, refusal) = match self.admit(caller, pin).await {
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

    async fn admit(&self, caller: &Caller, pin: Pin) -> Result<Desk, Error> {
        let newcomer = self.newcomer(caller);
        let id = newcomer.id;
        let (broker, agent, now) = (self.clone(), caller.agent.id, self.now());
        let signed = Arc::new(OnceLock::new());
        let keep = signed.clone();
        let make = move |session: &Session| {
            let token = broker.agent_token(session, &newcomer.user_id, &newcomer.name, now);
            let admission = NewAdmission {
                id: newcomer.id,
                agent: Some(agent),
                agent_name: newcomer.name.as_str().to_owned(),
                user_id: newcomer.user_id,
                phrase: newcomer.phrase,
                via: Via::Pin,
                token: crate::domain::SecretHash::of(&token.token),
                presence_known: broker.0.settings.engine == Engine::Builtin,
            };
            // it leaves only if the transaction is committed
            let _ = keep.set(token);
            admission
        };
        let session = self.admit_by_pin(pin, caller.actor(), caller.ip, make).await?;
        let token = signed.get().cloned().expect("an admission that was saved has its token");
        Ok(self.desk(session, id, token))
    }

    /// Opens the desk again for an admission that still holds its seat; no PIN is needed.
    ///
    /// # Errors
    /// [`Refused::NoSuchAdmission`] if this person holds no seat there, [`Refused::TooManyReopenings`] after five in ten minutes.
    pub async fn reopen_desk(&self, caller: &Caller, id: SessionId) -> Result<Desk, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let now = self.now();
        let session = session.settled(now, &self.windows());
        if !session.is_live() {
            return Err(Refused::Over.into());
        }
        let mine = session.seated().filter(|seat| seat.agent == Some(caller.agent.id)).last().cloned();
        let admission = mine.ok_or(Refused::NoSuchAdmission)?;
        let token = self.agent_token(&session, &admission.user_id, &caller.agent.name, now);
        let event = Event::DeskReopened(admission.id, crate::domain::SecretHash::of(&token.token));
        let session = self.apply(id, event, caller.actor(), caller.ip).await?;
        Ok(self.desk(session, admission.id, token))
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

    fn newcomer(&self, caller: &Caller) -> Newcomer {
        Newcomer {
            id: AdmissionId::new(self.now(), &*self.0.random),
            name: caller.agent.name.clone(),
            user_id: self.new_user_id("a"),
            phrase: phrase::generate(&*self.0.random),
        }
    }

    fn agent_token(&self, session: &Session, user_id: &str, user_name: &DisplayName, now: Time) -> Signed {
        let subject = Subject {
            role: TokenRole::Agent,
            session: session.id,
            user_id,
            user_name,
            brings_pin: session.custom_pin.is_some(),
        };
        self.0.tokens.sign(subject, self.0.settings.agent_token_life, now)
    }

    fn desk(&self, session: Session, admission: AdmissionId, signed: Signed) -> Desk {
        let base = &self.0.settings.base_url;
        let url = format!("{base}/sdkapi/zcb/frame-templates/desk?access_token={}", signed.token);
        Desk { session, admission, token: signed.token, url, expires_at: signed.expires_at }
    }
}
