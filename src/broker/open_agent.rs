//! Agents with tokens that were made elsewhere (ADR 25): they have no account here, and their PIN is checked here.

use super::{Broker, Error, saved};
use crate::bus::Notice;
use crate::domain::claims::{Claims, token_user};
use crate::domain::secret::Secret;
use crate::domain::session::{Customer, DeskPresence, NewAdmission, NewSession, Via};
use crate::domain::timeline::Actor;
use crate::domain::{
    AdmissionId, DisplayName, EndReason, Event, Pin, Refused, Session, SessionId, Time, history, phrase, user_id,
};
use crate::store::{Changes, Which};
use std::net::IpAddr;
use std::sync::Arc;

/// Starts by agents are counted like those of one website.
const SITE: &str = "agents";

/// An agent who was let in, and what opens the desk.
pub(super) struct Admitted {
    pub session: Session,
    pub admission: AdmissionId,
    pub key: Secret,
}

impl Broker {
    /// Checks a PIN for an agent whose token names no session, and takes a seat that a secret with `prefix` opens.
    /// Where the token says that PINs are agreed on in advance, an unknown one opens a session that waits for its
    /// customer; the try stays counted, because it found nobody.
    ///
    /// # Errors
    /// [`Error::TokenInvalid`] where such tokens are not taken; else as [`Broker::connect`], and
    /// [`Refused::DuplicateUser`] if this user is in already.
    pub(super) async fn admit_token_agent(
        &self,
        claims: &Claims,
        typed: Option<&str>,
        ip: Option<IpAddr>,
        prefix: &str,
    ) -> Result<Admitted, Error> {
        if !self.0.settings.open_tokens {
            return Err(Error::TokenInvalid);
        }
        let pin: Pin = typed.unwrap_or_default().parse().map_err(|_| Error::PinMalformed)?;
        let user = token_user(&claims.user_id);
        let attempt = self.count_pin_attempt(format!("token:{user}"), ip).await?;
        let refused = match self.take_seat_by_pin(claims, &pin, ip, prefix).await {
            Ok(admitted) => {
                self.forgive(attempt).await;
                return Ok(admitted);
            }
            Err(Error::Refused(Refused::NoSuchPin)) if claims.brings_pin() => {
                return self.take_seat_or_expect(claims, pin, ip, prefix).await;
            }
            Err(Error::Refused(refused)) => refused,
            Err(other) => return Err(other),
        };
        if matches!(refused, Refused::Full | Refused::DuplicateUser) {
            self.forgive(attempt).await;
        }
        Err(self.pin_refused(Actor::TokenAgent, ip, refused, Some(user)).await?)
    }

    async fn take_seat_by_pin(
        &self,
        claims: &Claims,
        pin: &Pin,
        ip: Option<IpAddr>,
        prefix: &str,
    ) -> Result<Admitted, Error> {
        let (new, key) = self.token_agent(claims, prefix);
        let (admission, agent_name) = (new.id, new.agent_name.clone());
        let session = self.admit_by_pin(pin.clone(), Actor::TokenAgent, ip, move |_| new).await?;
        self.0.bus.publish(Notice::AgentAdmitted { session: session.id, agent_name });
        metrics::counter!("cobroker_connects_total").increment(1);
        Ok(Admitted { session, admission, key })
    }

    /// One at a time on this node: who opened a session under this PIN a moment ago is joined there.
    async fn take_seat_or_expect(
        &self,
        claims: &Claims,
        pin: Pin,
        ip: Option<IpAddr>,
        prefix: &str,
    ) -> Result<Admitted, Error> {
        let _one_at_a_time = self.0.opening.lock().await;
        match self.take_seat_by_pin(claims, &pin, ip, prefix).await {
            Err(Error::Refused(Refused::NoSuchPin)) => self.expect_customer(claims, pin, ip, prefix).await,
            other => other,
        }
    }

    /// Opens a session under a PIN that both sides know in advance, with this agent in it.
    async fn expect_customer(
        &self,
        claims: &Claims,
        pin: Pin,
        ip: Option<IpAddr>,
        prefix: &str,
    ) -> Result<Admitted, Error> {
        self.0.gate.start(ip, SITE).map_err(Error::TooManyStarts)?;
        if self.0.store.live_sessions().await? >= self.0.settings.most_live_sessions {
            return Err(Error::Busy);
        }
        let (new, key) = self.token_agent(claims, prefix);
        let admission = new.id;
        let (now, windows) = (self.now(), self.windows());
        let empty = Session::start(self.expected(claims, &pin), now, &windows);
        let session = empty.apply(Event::AgentAdmitted(new), now, &windows)?;
        let mut entries = vec![history::of_creation(&empty, ip)];
        entries.extend(history::of_change(&empty, &session, Actor::TokenAgent, now));
        self.0.store.insert_session(saved(session.clone(), &windows), entries).await?;
        if self.yields(session.id, pin.clone()).await? {
            return self.take_seat_by_pin(claims, &pin, ip, prefix).await;
        }
        self.0.bus.publish(Notice::Session(Arc::new(session.clone())));
        Ok(Admitted { session, admission, key })
    }

    /// Two agents who open a session under the same PIN on two nodes at the same time mean the same customer: whoever finds that
    /// another was there ends the own session. Decided in the store's transactions, so exactly one of them stays.
    async fn yields(&self, id: SessionId, pin: Pin) -> Result<bool, Error> {
        let (now, windows) = (self.now(), self.windows());
        let decide = move |claims: Vec<Session>| {
            let is_other = |session: &&Session| session.id != id && session.settled(now, &windows).is_live();
            let others = claims.iter().filter(is_other).count();
            match claims.iter().find(|session| session.id == id) {
                Some(own) if others > 0 => {
                    super::step(own, Event::End(EndReason::NoCustomer), Actor::System, None, now, &windows)
                }
                _ => Ok(Changes::default()),
            }
        };
        Ok(!self.change(Which::HoldersOf(pin), decide).await?.is_empty())
    }

    fn expected(&self, claims: &Claims, pin: &Pin) -> NewSession {
        let report_token = Secret::generate(crate::domain::secret::REPORT_PREFIX, &*self.0.random);
        NewSession {
            id: SessionId::new(self.now(), &*self.0.random),
            customer: Customer {
                user_id: user_id::draw(user_id::CUSTOMER, &*self.0.random),
                name: "Customer".parse().expect("a plain word is a name"),
                identified: false,
            },
            customer_expected: true,
            // nobody gets it: the engine sees everything itself
            report_token: report_token.hash(),
            custom_pin: Some(pin.clone()),
            origin: None,
            site: None,
            start_url: None,
            metadata: None,
            skill: None,
            token_expires_at: expiry(claims, self.now()),
        }
    }

    fn token_agent(&self, claims: &Claims, prefix: &str) -> (NewAdmission, Secret) {
        let key = Secret::generate(prefix, &*self.0.random);
        let new = NewAdmission {
            id: AdmissionId::new(self.now(), &*self.0.random),
            agent: None,
            agent_name: DisplayName::of_token(&claims.user_name, "Agent").as_str().to_owned(),
            user_id: claims.user_id.clone(),
            phrase: phrase::generate(&*self.0.random),
            via: Via::Pin,
            token: key.hash(),
            presence: DeskPresence::Seen,
        };
        (new, key)
    }
}

/// When a token's session ends at the latest.
pub(super) fn expiry(claims: &Claims, now: Time) -> Time {
    Time::from_timestamp(claims.exp, 0).unwrap_or(now)
}
