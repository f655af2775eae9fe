//! An agent types the PIN a customer read out.

use super::{Broker, Engine, Error, step};
use crate::bus::Notice;
use crate::domain::claims::TokenRole;
use crate::domain::session::{Admission, NewAdmission, Via, sole_holder};
use crate::domain::throttle;
use crate::domain::timeline::{Kind, NewEntry};
use crate::domain::{AdmissionId, DisplayName, Event, Pin, Refused, Session, SessionId, Time, phrase};
use crate::identity::Caller;
use crate::store::{AttemptKind, NewAttempt, Which};
use crate::tokens::{Signed, Subject};
use chrono::TimeDelta;
use serde_json::{Map, json};
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
        let attempt = self.count_pin_attempt(caller).await?;
        let (admitted, refusal) = match self.admit(caller, pin).await {
            Ok(desk) => (Some(desk), None),
            Err(Error::Refused(refused)) => (None, Some(refused)),
            Err(other) => return Err(other),
        };
        if refusal.is_none_or(|refused| refused == Refused::Full) {
            self.forgive(attempt).await;
        }
        if let Some(refused) = refusal {
            return Err(self.pin_refused(caller, refused).await?);
        }
        let desk = admitted.expect("there is a desk where nothing was refused");
        self.0.bus.publish(Notice::AgentAdmitted {
            session: desk.session.id,
            agent_name: caller.agent.name.as_str().to_owned(),
        });
        metrics::counter!("cobroker_connects_total").increment(1);
        Ok(desk)
    }

    async fn count_pin_attempt(&self, caller: &Caller) -> Result<crate::store::AttemptId, Error> {
        let (now, limits) = (self.now(), self.0.settings.pin_limits);
        let attempt = NewAttempt {
            kind: AttemptKind::Pin,
            account: caller.agent.id.to_string(),
            ip: caller.ip,
            at: now,
            ip_window: TimeDelta::hours(1),
        };
        let judge = Box::new(move |attempts: &throttle::Attempts| {
            if throttle::deployment_alarm(attempts, &limits) {
                metrics::counter!("cobroker_pin_alarm_total").increment(1);
            }
            throttle::pin_wait(attempts, now, &limits)
        });
        let counted = self.0.store.count_attempt(attempt, judge).await?;
        counted.map_err(|until| Error::TooManyAttempts { until })
    }

    /// The PIN was right. If that cannot be written down the try stays counted, and the seat is taken all the same.
    async fn forgive(&self, attempt: crate::store::AttemptId) {
        if let Err(error) = self.0.store.attempt_succeeded(attempt).await {
            tracing::warn!(%error, "a right PIN stays counted as a wrong one: {error}");
        }
    }

    async fn admit(&self, caller: &Caller, pin: Pin) -> Result<Desk, Error> {
        let newcomer = self.newcomer(caller);
        let id = newcomer.id;
        let (now, windows) = (self.now(), self.windows());
        let (broker, agent, actor, ip) = (self.clone(), caller.agent.id, caller.actor(), caller.ip);
        let signed = Arc::new(OnceLock::new());
        let keep = signed.clone();
        let decide = move |holders: Vec<Session>| {
            let session = sole_holder(&holders, now, &windows)?;
            let token = broker.agent_token(&session, &newcomer.user_id, &newcomer.name, now);
            let admission = NewAdmission {
                id: newcomer.id,
                agent,
                agent_name: newcomer.name.as_str().to_owned(),
                user_id: newcomer.user_id,
                phrase: newcomer.phrase,
                via: Via::Pin,
                token: crate::domain::SecretHash::of(&token.token),
                presence_known: broker.0.settings.engine == Engine::Builtin,
            };
            let changes = step(&session, Event::AgentAdmitted(admission), actor, ip, now, &windows)?;
            // nothing of this leaves unless the transaction is committed
            let _ = keep.set(token);
            Ok(changes)
        };
        let session = self.change(Which::HoldersOf(pin), decide).await?.pop().ok_or(Refused::NoSuchPin)?;
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
        let mine = session.seated().filter(|seat| seat.agent == caller.agent.id).last().cloned();
        let admission = mine.ok_or(Refused::NoSuchAdmission)?;
        let token = self.agent_token(&session, &admission.user_id, &caller.agent.name, now);
        let event = Event::DeskReopened(admission.id, crate::domain::SecretHash::of(&token.token));
        let session = self.apply(id, event, caller.actor(), caller.ip).await?;
        Ok(self.desk(session, admission.id, token))
    }

    /// The agent leaves: every seat of this person in the session is freed.
    pub async fn leave(&self, caller: &Caller, id: SessionId) -> Result<(), Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let mine: Vec<Admission> = session.seated().filter(|seat| seat.agent == caller.agent.id).cloned().collect();
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

    /// Writes down why, and says as little as possible outside.
    async fn pin_refused(&self, caller: &Caller, refused: Refused) -> Result<Error, Error> {
        let class = match refused {
            Refused::Full => "full",
            Refused::Contested => "contested",
            Refused::PinExpired => "expired",
            Refused::PinUsed => "used",
            Refused::CustomerAbsent => "customer_absent",
            _ => "unknown",
        };
        let data = Map::from_iter([("class".to_owned(), json!(class))]);
        self.0
            .store
            .append(vec![NewEntry {
                session: None,
                at: self.now(),
                kind: Kind::PinRefused,
                actor: caller.actor(),
                data,
                ip: caller.ip,
            }])
            .await?;
        metrics::counter!("cobroker_pins_refused_total").increment(1);
        Ok(if refused == Refused::Full { refused.into() } else { Error::PinNotAccepted })
    }
}
