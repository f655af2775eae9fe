//! What may happen to a session, and what it makes of it.

use super::{Admission, EndReason, HeldPin, ResumeToken, Session, State, Via};
use crate::domain::{AdmissionId, AgentId, Pin, SecretHash, Time, Windows};

/// Something that happened to a session.
#[derive(Debug, Clone)]
pub enum Event {
    /// The customer's page reported the PIN of `pincode_updated`, or our engine made one.
    PinReported(Pin),
    /// The engine connected the customer's page, for the first time or again; it must show the token it got last.
    CustomerConnected {
        presented: Option<SecretHash>,
        next: SecretHash,
        /// The page's address, without query and fragment.
        page: Option<String>,
    },
    /// The customer's page has the resume token that it was given.
    ResumeKept(SecretHash),
    /// Any other sign of the customer's page.
    CustomerSeen,
    /// The customer's page went away, perhaps to come back.
    CustomerLost,
    /// An agent asks to be let in.
    AgentAdmitted(NewAdmission),
    /// The desk of an admission was asked for again; the new token replaces the old one.
    DeskReopened(AdmissionId, SecretHash),
    /// The desk page is there.
    DeskSeen(AdmissionId),
    /// The desk page is gone, perhaps to come back.
    DeskGone(AdmissionId),
    /// The customer agreed, the agent sees the page.
    AgentJoined(AdmissionId),
    AgentLeft(AdmissionId),
    End(EndReason),
}

/// What the broker knows when it lets an agent in.
#[derive(Debug, Clone)]
pub struct NewAdmission {
    pub id: AdmissionId,
    pub agent: AgentId,
    pub agent_name: String,
    pub user_id: String,
    pub phrase: String,
    pub via: Via,
    pub token: SecretHash,
    /// Whether presence of the desk page is told to us, so that its absence can free the seat.
    pub presence_known: bool,
}

/// Why something may not happen. The session stays as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no such session")]
    NoSuchSession,
    #[error("no session holds that PIN")]
    NoSuchPin,
    #[error("two live sessions hold that PIN")]
    Contested,
    #[error("the PIN's window has passed")]
    PinExpired,
    #[error("the PIN was used and admits only one")]
    PinUsed,
    #[error("the customer has not been seen for too long")]
    CustomerAbsent,
    #[error("all seats are taken")]
    Full,
    #[error("the session is over")]
    Over,
    #[error("too many different PINs, or too quickly")]
    TooManyPins,
    #[error("the session's PIN was made by the broker and is another")]
    OtherPin,
    #[error("a customer is connected already, or the resume token is not good any more")]
    CustomerTaken,
    #[error("no such admission holds a seat")]
    NoSuchAdmission,
    #[error("the desk was re-opened too often")]
    TooManyReopenings,
}

impl Session {
    /// The session after `event` at time `now`.
    ///
    /// # Errors
    /// [`Refused`] says which rule forbids it; the session stays as it was.
    pub fn apply(&self, event: Event, now: Time, windows: &Windows) -> Result<Self, Refused> {
        let mut session = self.settled(now, windows);
        if let State::Ended { .. } = session.state {
            return session.after_the_end(&event);
        }
        match event {
            Event::PinReported(pin) => session.hold(pin, now)?,
            Event::CustomerConnected { presented, next, page } => {
                session.connect_customer(presented, next, now)?;
                session.start_url = session.start_url.or(page);
            }
            Event::ResumeKept(token) => session.resume_token.iter_mut().for_each(|held| held.keep(token)),
            Event::CustomerSeen => session.see_customer(now),
            Event::CustomerLost => session.lose_customer(now),
            Event::AgentAdmitted(new) => session.admit(new, now, windows)?,
            Event::DeskReopened(id, token) => session.reopen(id, token, now)?,
            Event::DeskSeen(id) => session.seat(id)?.gone_since = None,
            Event::DeskGone(id) => session.seat(id)?.gone_since = Some(now),
            Event::AgentJoined(id) => session.join(id, now)?,
            Event::AgentLeft(id) => session.leave(id, now)?,
            Event::End(reason) => session.end(reason, now),
        }
        Ok(session)
    }

    /// Ending twice is no mistake; anything else comes too late.
    fn after_the_end(self, event: &Event) -> Result<Self, Refused> {
        match event {
            Event::End(_) | Event::CustomerLost | Event::DeskGone(_) | Event::AgentLeft(_) => Ok(self),
            Event::AgentAdmitted(NewAdmission { via: Via::Pin, .. }) => Err(Refused::NoSuchPin),
            Event::PinReported(_)
            | Event::CustomerConnected { .. }
            | Event::ResumeKept(_)
            | Event::CustomerSeen
            | Event::AgentAdmitted(_)
            | Event::DeskReopened(..)
            | Event::DeskSeen(_)
            | Event::AgentJoined(_) => Err(Refused::Over),
        }
    }

    fn hold(&mut self, pin: Pin, now: Time) -> Result<(), Refused> {
        if self.custom_pin.as_ref().is_some_and(|ours| *ours != pin) {
            return Err(Refused::OtherPin);
        }
        self.see_customer(now);
        if self.pin.as_ref().is_some_and(|held| held.pin == pin) {
            return Ok(());
        }
        let too_soon = self.pin.as_ref().is_some_and(|held| now - held.since < Windows::BETWEEN_PINS);
        if too_soon || self.pins_reported >= Windows::PINS {
            return Err(Refused::TooManyPins);
        }
        self.pin = Some(HeldPin { pin, since: now, used: false });
        self.pins_reported += 1;
        if matches!(self.state, State::Starting) {
            self.state = self.present_state();
        }
        Ok(())
    }

    fn connect_customer(&mut self, presented: Option<SecretHash>, next: SecretHash, now: Time) -> Result<(), Refused> {
        let token = ResumeToken::next(self.resume_token, presented, next).ok_or(Refused::CustomerTaken)?;
        self.resume_token = Some(token);
        self.see_customer(now);
        Ok(())
    }

    fn see_customer(&mut self, now: Time) {
        self.customer_seen_at = now;
        if matches!(self.state, State::Recovering { .. }) {
            self.state = self.present_state();
        }
    }

    fn lose_customer(&mut self, now: Time) {
        match self.state {
            State::Waiting | State::Active => self.state = State::Recovering { since: now },
            // the start window runs already; a second loss does not lengthen the first
            State::Starting | State::Recovering { .. } | State::Ended { .. } => {}
        }
    }

    fn admit(&mut self, new: NewAdmission, now: Time, windows: &Windows) -> Result<(), Refused> {
        match new.via {
            Via::Pin => self.check_pin(now, windows)?,
            Via::Invite => {}
        }
        if now - self.customer_seen_at > Windows::SEEN_TO_JOIN {
            return Err(Refused::CustomerAbsent);
        }
        if self.seated().count() >= Windows::SEATS {
            return Err(Refused::Full);
        }
        if let (Via::Pin, Some(held)) = (new.via, &mut self.pin) {
            held.used = true;
        }
        self.admissions.push(Admission {
            id: new.id,
            agent: new.agent,
            agent_name: new.agent_name,
            user_id: new.user_id,
            phrase: new.phrase,
            via: new.via,
            token: Some(new.token),
            admitted_at: now,
            joined_at: None,
            gone_since: new.presence_known.then_some(now),
            left_at: None,
            reopened_at: Vec::new(),
        });
        Ok(())
    }

    fn check_pin(&self, now: Time, windows: &Windows) -> Result<(), Refused> {
        let held = self.pin.as_ref().ok_or(Refused::NoSuchPin)?;
        if windows.pin_single_use && held.used {
            return Err(Refused::PinUsed);
        }
        if now >= held.since + windows.pin {
            return Err(Refused::PinExpired);
        }
        Ok(())
    }

    fn reopen(&mut self, id: AdmissionId, token: SecretHash, now: Time) -> Result<(), Refused> {
        let admission = self.seat(id)?;
        admission.reopened_at.retain(|at| now - *at < Windows::REOPEN_WITHIN);
        if admission.reopened_at.len() >= Windows::REOPENINGS {
            return Err(Refused::TooManyReopenings);
        }
        admission.reopened_at.push(now);
        admission.token = Some(token);
        // the page has the usual time to appear
        admission.gone_since = admission.gone_since.map(|_| now);
        Ok(())
    }

    fn join(&mut self, id: AdmissionId, now: Time) -> Result<(), Refused> {
        let admission = self.seat(id)?;
        admission.joined_at.get_or_insert(now);
        admission.gone_since = None;
        if matches!(self.state, State::Waiting) {
            self.state = State::Active;
        }
        Ok(())
    }

    /// Leaving twice is no mistake, as long as there was somebody to leave.
    fn leave(&mut self, id: AdmissionId, now: Time) -> Result<(), Refused> {
        self.admission(id).ok_or(Refused::NoSuchAdmission)?;
        self.vacate(id, now);
        Ok(())
    }

    fn seat(&mut self, id: AdmissionId) -> Result<&mut Admission, Refused> {
        let found = self.admissions.iter_mut().find(|admission| admission.id == id && admission.left_at.is_none());
        found.ok_or(Refused::NoSuchAdmission)
    }
}

/// The one live session among `holders` of a PIN, as it stands at `now`.
///
/// # Errors
/// [`Refused::NoSuchPin`] if none is live, [`Refused::Contested`] if several are: the newest claim never wins (hardening §1).
pub fn sole_holder(holders: &[Session], now: Time, windows: &Windows) -> Result<Session, Refused> {
    let mut live = holders.iter().map(|session| session.settled(now, windows)).filter(Session::is_live);
    match (live.next(), live.next()) {
        (Some(session), None) => Ok(session),
        (Some(_), Some(_)) => Err(Refused::Contested),
        (None, _) => Err(Refused::NoSuchPin),
    }
}
