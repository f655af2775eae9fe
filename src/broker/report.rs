//! What the customer's page reports: its PIN, and what the SDK told it.

use super::{Broker, Engine, Error, saved, step};
use crate::domain::session::Admission;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{AdmissionId, EndReason, Event, Pin, Refused, SecretHash, Session, SessionId, Time, Windows};
use crate::store::Which;
use std::net::IpAddr;

/// Something the SDK told the customer's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerEvent {
    pub kind: CustomerEventKind,
    /// Names this event, so that one that is repeated can be told from a new one.
    pub event_id: Option<String>,
    /// `user_id` of the agent, where the SDK says it.
    pub user_id: Option<String>,
}

/// The kinds of [`CustomerEvent`] (Zoom reference §5.5), and our heartbeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerEventKind {
    SessionStarted,
    AgentJoined,
    AgentLeft,
    SessionReconnecting,
    SessionEnded,
    Heartbeat,
}

impl Broker {
    /// The session, if `token` may report on it.
    ///
    /// # Errors
    /// [`Error::TokenInvalid`] for a wrong token and for an unknown session alike.
    pub async fn reporting_session(&self, id: SessionId, token: &str) -> Result<Session, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::TokenInvalid)?;
        if session.report_token != SecretHash::of(token) {
            return Err(Error::TokenInvalid);
        }
        Ok(session.settled(self.now(), &self.windows()))
    }

    /// Records the PIN of `pincode_updated`. The answer tells a rogue reporter nothing: a PIN that another live
    /// session holds is taken like any other, and then admits to neither.
    pub async fn report_pin(&self, id: SessionId, token: &str, pin: Pin, ip: Option<IpAddr>) -> Result<Session, Error> {
        self.reporting_session(id, token).await?;
        match self.hold_pin(id, pin, Actor::Customer, ip, Rivals::Contest).await {
            Err(Error::Refused(Refused::TooManyPins)) => {
                Err(Error::TooManyAttempts { until: self.now() + Windows::BETWEEN_PINS })
            }
            other => other,
        }
    }

    /// Gives the session a PIN, in one transaction with a look at who else holds it.
    pub(super) async fn hold_pin(
        &self,
        id: SessionId,
        pin: Pin,
        actor: Actor,
        ip: Option<IpAddr>,
        rivals: Rivals,
    ) -> Result<Session, Error> {
        let (now, windows) = (self.now(), self.windows());
        let reported = pin.clone();
        let decide = move |mut sessions: Vec<Session>| {
            if sessions.first().is_none_or(|session| session.id != id) {
                return Err(Refused::NoSuchSession);
            }
            let session = sessions.remove(0);
            sessions.retain(|rival| claims_pin(&rival.settled(now, &windows)));
            let held_before = session.pin.as_ref().is_some_and(|held| held.pin == reported);
            let mut changes = step(&session, Event::PinReported(reported), actor, ip, now, &windows)?;
            match rivals {
                _ if held_before || sessions.is_empty() => {}
                Rivals::Refuse => return Err(Refused::Contested),
                Rivals::Contest => {
                    changes.entries.push(contested(id, now));
                    changes.entries.extend(sessions.iter().map(|rival| contested(rival.id, now)));
                    // saved unchanged, so that whoever watches them hears of it
                    changes.sessions.extend(sessions.into_iter().map(|rival| saved(rival, &windows)));
                    metrics::counter!("cobroker_pins_contested_total").increment(1);
                }
            }
            Ok(changes)
        };
        let changed = self.change(Which::IdAndHoldersOf(id, pin), decide).await?;
        changed.into_iter().find(|session| session.id == id).ok_or(Error::NoSuchSession)
    }

    /// Takes note of what the SDK told the customer's page. Hearing of it twice changes nothing.
    pub async fn customer_event(&self, id: SessionId, token: &str, event: CustomerEvent) -> Result<(), Error> {
        let session = self.reporting_session(id, token).await?;
        if event.event_id.as_ref().is_some_and(|event| self.0.heard.knows(id, event)) {
            return Ok(());
        }
        if let Some(meaning) = self.meaning_of(&session, &event) {
            match self.apply(id, meaning, Actor::Customer, None).await {
                Ok(_) | Err(Error::Refused(Refused::NoSuchAdmission)) => {}
                Err(error) => return Err(error),
            }
        }
        if let Some(event) = &event.event_id {
            self.0.heard.remember(id, event);
        }
        Ok(())
    }

    /// Our own engine sees agents itself; only in zoom mode the page is the one to say who is in.
    fn meaning_of(&self, session: &Session, event: &CustomerEvent) -> Option<Event> {
        let from_page = self.0.settings.engine == Engine::Zoom;
        match event.kind {
            CustomerEventKind::SessionStarted | CustomerEventKind::Heartbeat => Some(Event::CustomerSeen),
            CustomerEventKind::SessionReconnecting => Some(Event::CustomerLost),
            CustomerEventKind::SessionEnded => Some(Event::End(EndReason::CustomerEnded)),
            CustomerEventKind::AgentJoined if from_page => {
                named(session, event, |a| a.joined_at.is_none()).map(Event::AgentJoined)
            }
            CustomerEventKind::AgentLeft if from_page => {
                named(session, event, |a| a.joined_at.is_some()).map(Event::SaidToLeave)
            }
            CustomerEventKind::AgentJoined | CustomerEventKind::AgentLeft => None,
        }
    }
}

/// Whether others come in by the PIN: a page is shared under it, or agents wait for one.
fn claims_pin(session: &Session) -> bool {
    session.is_live() && (session.pin.is_some() || session.agents_wait_since().is_some())
}

/// What a second holder of the same PIN means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rivals {
    /// The PIN was reported: take it, and let neither be joined.
    Contest,
    /// We make the PIN: take another.
    Refuse,
}

/// The admission the event names; where Zoom names nobody, the first that fits.
fn named(session: &Session, event: &CustomerEvent, fits: impl Fn(&Admission) -> bool) -> Option<AdmissionId> {
    let by_user = |admission: &&Admission| event.user_id.as_ref().is_none_or(|user| *user == admission.user_id);
    let named = session.seated().find(|admission| event.user_id.is_some() && by_user(admission));
    named.or_else(|| session.seated().find(|admission| fits(admission))).map(|admission| admission.id)
}

fn contested(session: SessionId, at: Time) -> NewEntry {
    NewEntry {
        session: Some(session),
        at,
        kind: Kind::PinContested,
        actor: Actor::System,
        data: serde_json::Map::new(),
        ip: None,
    }
}
