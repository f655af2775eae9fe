//! Customers with tokens that were made elsewhere (ADR 25): the engine creates their session, within the limits of any
//! anonymous start.

use super::engine::{customer_grant_error, refusal};
use super::open_agent::expiry;
use super::report::Rivals;
use super::{Broker, Error, saved, step};
use crate::bus::Notice;
use crate::domain::claims::Claims;
use crate::domain::secret::{REPORT_PREFIX, Secret};
use crate::domain::session::{Arrival, Customer, NewSession};
use crate::domain::timeline::Actor;
use crate::domain::{DisplayName, EndReason, Event, Pin, Refused, Session, SessionId, history};
use crate::relay::Whence;
use crate::relay::events::{CustomerGrant, Denied};
use crate::store::Which;
use std::sync::Arc;

/// An agent may open a session under the same PIN while the customer's is being made; then the customer goes there.
const TRIES: usize = 2;

impl Broker {
    /// `start` with a token that names no session. `pin` is what the customer brings, if the token says so.
    pub(super) async fn open_customer_starts(
        &self,
        claims: &Claims,
        pin: Option<Pin>,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied> {
        self.0.gate.start(from.ip, &self.0.sites.counted_as(&from.origin)).map_err(|wait| {
            let seconds = wait.as_secs_f64().ceil();
            refusal(1001, &format!("Too many sessions were started from here. Try again in {seconds} seconds."))
        })?;
        let mut refused = Error::Busy;
        for _ in 0..TRIES {
            match self.begin(claims, pin.clone(), from, page).await {
                Ok(grant) => return Ok(grant),
                Err(error @ Error::Refused(Refused::Contested)) => refused = error,
                Err(other) => return Err(customer_grant_error(&other)),
            }
        }
        Err(customer_grant_error(&refused))
    }

    async fn begin(
        &self,
        claims: &Claims,
        pin: Option<Pin>,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Error> {
        let (id, created) = match self.arrive(claims, pin.as_ref(), from).await? {
            Some(waiting) => (waiting, false),
            None => (self.create(claims, pin.clone(), from).await?, true),
        };
        let (_, resume_token) = self.connect_customer(id, None, page).await?;
        let session = match pin {
            Some(pin) => self.hold_pin(id, pin, Actor::Customer, None, Rivals::Refuse).await,
            None => self.make_pin(id).await,
        };
        if created && session.is_err() {
            // nobody else knows of it
            self.note(id, Event::End(EndReason::NeverStarted), Actor::System).await;
        }
        Ok(self.customer_grant(session?, resume_token, false))
    }

    /// Comes into the session in which an agent waits under this PIN, if there is one.
    ///
    /// # Errors
    /// [`Refused::Contested`] if the PIN is another customer's; [`Refused::DuplicateUser`].
    async fn arrive(&self, claims: &Claims, pin: Option<&Pin>, from: &Whence) -> Result<Option<SessionId>, Error> {
        let Some(pin) = pin else { return Ok(None) };
        let (now, windows) = (self.now(), self.windows());
        let arrival = Arrival {
            customer: customer(claims),
            origin: Some(from.origin.clone()),
            site: self.0.sites.id_at(&from.origin),
            token_expires_at: expiry(claims, now),
        };
        let ip = from.ip;
        let decide = move |claims: Vec<Session>| {
            let live: Vec<_> = claims.iter().map(|claim| claim.settled(now, &windows)).collect();
            let taken = |claim: &Session| {
                claim.pin.is_some() || (claim.agents_wait_since().is_some() && !claim.customer_expected)
            };
            if live.iter().any(|claim| claim.is_live() && taken(claim)) {
                return Err(Refused::Contested);
            }
            let waiting = live.iter().find(|claim| claim.is_live() && claim.customer_expected);
            let waiting = waiting.ok_or(Refused::NoSuchPin)?;
            step(waiting, Event::CustomerArrived(arrival), Actor::Customer, ip, now, &windows)
        };
        match self.change(Which::HoldersOf(pin.clone()), decide).await {
            Ok(sessions) => Ok(sessions.first().map(|session| session.id)),
            Err(Error::Refused(Refused::NoSuchPin)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    async fn create(&self, claims: &Claims, pin: Option<Pin>, from: &Whence) -> Result<SessionId, Error> {
        if self.0.store.live_sessions().await? >= self.0.settings.most_live_sessions {
            return Err(Error::Busy);
        }
        let (now, windows) = (self.now(), self.windows());
        let new = NewSession {
            id: SessionId::new(now, &*self.0.random),
            customer: customer(claims),
            customer_expected: false,
            // nobody gets it: the engine sees everything itself
            report_token: Secret::generate(REPORT_PREFIX, &*self.0.random).hash(),
            custom_pin: pin,
            origin: Some(from.origin.clone()),
            site: self.0.sites.id_at(&from.origin),
            start_url: None,
            metadata: None,
            skill: None,
            token_expires_at: expiry(claims, now),
        };
        let session = Session::start(new, now, &windows);
        let entry = history::of_creation(&session, from.ip);
        self.0.store.insert_session(saved(session.clone(), &windows), vec![entry]).await?;
        self.0.bus.publish(Notice::Session(Arc::new(session.clone())));
        metrics::counter!("cobroker_sessions_started_total").increment(1);
        Ok(session.id)
    }
}

/// The site signed the name, but mostly it is what somebody typed there: it does not count as identified.
fn customer(claims: &Claims) -> Customer {
    let name = DisplayName::of_token(&claims.user_name, "Customer");
    Customer { user_id: claims.user_id.clone(), name, identified: false }
}
