//! What may happen to a session, and what it makes of it.

use super::{Admission, Customer, DeskPresence, EndReason, HeldPin, Mode, NewInvite, ResumeToken, Session, State, Via};
use crate::domain::{AdmissionId, AgentId, InviteId, Pin, SecretHash, SiteId, Time, Windows};

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
    /// The customer came into a session that an agent opened.
    CustomerArrived(Arrival),
    /// The customer's page has the resume token that it was given.
    ResumeKept(SecretHash),
    /// Any other sign of the customer's page.
    CustomerSeen,
    /// The customer's page went away, perhaps to come back.
    CustomerLost,
    /// An agent asks to be let in.
    AgentAdmitted(NewAdmission),
    /// An agent takes the session from the waiting list, without the PIN.
    TakenFromList(NewAdmission),
    /// An agent who was in, and gave up the seat, asks to be let in again; no PIN is needed (hardening §1).
    AgentReturned(NewAdmission),
    /// An agent who is inside asks a colleague in.
    ColleagueInvited(NewInvite),
    /// The colleague comes; no PIN is needed.
    InviteAccepted(InviteId, NewAdmission),
    InviteDeclined {
        invite: InviteId,
        by: AgentId,
        word: Option<String>,
    },
    /// Whoever holds this seat takes an invite back.
    InviteWithdrawn(InviteId, AdmissionId),
    /// A supervisor asks to watch. Whether the role allows it is the broker's to know.
    WatcherAdmitted(NewAdmission),
    /// A supervisor who watches begins to help.
    BargedIn(AdmissionId),
    /// The desk of an admission was asked for again; the new token replaces the old one.
    DeskReopened(AdmissionId, SecretHash),
    /// Whoever showed what opens the desk gets something else for it: a ticket for a token, a seat's secret for a ticket.
    DeskKeyChanged {
        admission: AdmissionId,
        presented: SecretHash,
        next: SecretHash,
        desk_is_there: bool,
    },
    /// The desk page is there, until it is gone.
    DeskSeen(AdmissionId),
    /// The page around a desk said that it is there; it will say so again, or the seat is given up.
    DeskHeard(AdmissionId),
    /// The desk page is gone, perhaps to come back.
    DeskGone(AdmissionId),
    /// The customer agreed, the agent sees the page.
    AgentJoined(AdmissionId),
    AgentLeft(AdmissionId),
    /// The customer's page says that the desk left. Whoever has just opened it again has the usual time to show that it stays.
    SaidToLeave(AdmissionId),
    End(EndReason),
}

/// What the broker learns when a customer comes into a session that an agent opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub customer: Customer,
    pub origin: Option<String>,
    pub site: Option<SiteId>,
    pub token_expires_at: Time,
}

/// What the broker knows when it lets an agent in.
#[derive(Debug, Clone)]
pub struct NewAdmission {
    pub id: AdmissionId,
    /// `None` for an agent without an account here.
    pub agent: Option<AgentId>,
    pub agent_name: String,
    pub user_id: String,
    pub phrase: String,
    pub via: Via,
    pub token: SecretHash,
    /// Whether its absence can free the seat. Only where our engine sees the desk may an agent be there before the customer.
    pub presence: DeskPresence,
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
    #[error("somebody else took the session from the waiting list, or came in by PIN")]
    Taken,
    #[error("the session is over")]
    Over,
    #[error("too many different PINs, or too quickly")]
    TooManyPins,
    #[error("the session's PIN was made by the broker and is another")]
    OtherPin,
    #[error("a customer is connected already, or the resume token is not good any more")]
    CustomerTaken,
    #[error("somebody with this user_id is in the session already")]
    DuplicateUser,
    #[error("no such admission holds a seat")]
    NoSuchAdmission,
    #[error("the desk was re-opened too often")]
    TooManyReopenings,
    #[error("no such invite is for this person")]
    NoSuchInvite,
    #[error("the invite was answered, taken back or is too old")]
    InviteClosed,
    #[error("this person has an open invite already")]
    InvitedAlready,
    #[error("this person is in the session already")]
    InsideAlready,
    #[error("too many invites")]
    TooManyInvites,
    #[error("nobody shares a page yet")]
    NothingToWatch,
    #[error("all places for watching are taken")]
    TooManyWatchers,
    #[error("the customer said no to this person")]
    CustomerSaidNo,
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
            Event::CustomerArrived(arrival) => session.welcome_customer(arrival, now, windows)?,
            Event::ResumeKept(token) => session.resume_token.iter_mut().for_each(|held| held.keep(token)),
            Event::CustomerSeen => session.see_customer(now),
            Event::CustomerLost => session.lose_customer(now),
            Event::AgentAdmitted(new) => session.admit(new, now, windows)?,
            Event::TakenFromList(new) => session.take(new, now, windows)?,
            Event::AgentReturned(new) => session.readmit(new, now)?,
            Event::ColleagueInvited(new) => session.ask_in(new, now)?,
            Event::InviteAccepted(id, new) => session.accept(id, new, now)?,
            Event::InviteDeclined { invite, by, word } => session.decline(invite, by, word, now)?,
            Event::InviteWithdrawn(id, by) => session.withdraw(id, by, now)?,
            Event::WatcherAdmitted(new) => session.admit_watcher(new, now)?,
            Event::BargedIn(id) => session.barge_in(id)?,
            Event::DeskReopened(id, token) => session.reopen(id, token, now)?,
            Event::DeskKeyChanged { admission, presented, next, desk_is_there } => {
                let gone_since = if desk_is_there { None } else { Some(now) };
                session.change_key(admission, presented, next, gone_since)?;
            }
            Event::DeskSeen(id) => session.seat(id)?.gone_since = None,
            // not heard of again, it is gone since this moment
            Event::DeskHeard(id) | Event::DeskGone(id) => session.seat(id)?.gone_since = Some(now),
            Event::AgentJoined(id) => session.join(id, now)?,
            Event::AgentLeft(id) => session.leave(id, now)?,
            Event::SaidToLeave(id) => session.said_to_leave(id, now)?,
            Event::End(reason) => session.end(reason, now),
        }
        Ok(session)
    }

    /// Ending twice is no mistake; anything else comes too late.
    fn after_the_end(self, event: &Event) -> Result<Self, Refused> {
        match event {
            Event::End(_) | Event::CustomerLost | Event::DeskGone(_) | Event::AgentLeft(_) | Event::SaidToLeave(_) => {
                Ok(self)
            }
            Event::AgentAdmitted(_) => Err(Refused::NoSuchPin),
            Event::PinReported(_)
            | Event::CustomerConnected { .. }
            | Event::CustomerArrived(_)
            | Event::DeskKeyChanged { .. }
            | Event::ResumeKept(_)
            | Event::CustomerSeen
            | Event::TakenFromList(_)
            | Event::AgentReturned(_)
            | Event::ColleagueInvited(_)
            | Event::InviteAccepted(..)
            | Event::InviteDeclined { .. }
            | Event::InviteWithdrawn(..)
            | Event::WatcherAdmitted(_)
            | Event::BargedIn(_)
            | Event::DeskReopened(..)
            | Event::DeskSeen(_)
            | Event::DeskHeard(_)
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
        let used = self.admissions.iter().any(|admission| matches!(admission.via, Via::Pin | Via::WaitingList));
        self.pin = Some(HeldPin { pin, since: now, used: used && self.pin.is_none() });
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

    fn welcome_customer(&mut self, arrival: Arrival, now: Time, windows: &Windows) -> Result<(), Refused> {
        if !self.customer_expected {
            return Err(Refused::CustomerTaken);
        }
        if self.seated().any(|seat| seat.user_id == arrival.customer.user_id) {
            return Err(Refused::DuplicateUser);
        }
        self.customer_expected = false;
        self.customer = arrival.customer;
        self.origin = arrival.origin;
        self.site = arrival.site;
        self.latest_end = (self.created_at + windows.longest).min(arrival.token_expires_at);
        self.customer_seen_at = now;
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
            Via::Pin => self.check_pin(&new, now, windows)?,
            // these have events of their own
            Via::Invite | Via::Role | Via::WaitingList => return Err(Refused::NoSuchInvite),
        }
        let may_wait = new.via == Via::Pin && matches!(self.state, State::Starting);
        if !may_wait {
            self.check_customer_is_there(now)?;
        }
        self.take_place(&new, Mode::Helping, now)?;
        if let (Via::Pin, Some(held)) = (new.via, &mut self.pin) {
            held.used = true;
        }
        self.push(new, Mode::Helping, Vec::new(), now);
        Ok(())
    }

    /// Whoever watches takes no seat, and no agent has to be there: the customer is asked all the same.
    fn admit_watcher(&mut self, new: NewAdmission, now: Time) -> Result<(), Refused> {
        if matches!(self.state, State::Starting) {
            return Err(Refused::NothingToWatch);
        }
        if new.agent.is_none() || self.seated().any(|seat| seat.agent == new.agent) {
            return Err(Refused::InsideAlready);
        }
        self.check_customer_is_there(now)?;
        self.take_place(&new, Mode::Watching, now)?;
        self.push(NewAdmission { via: Via::Role, ..new }, Mode::Watching, Vec::new(), now);
        Ok(())
    }

    /// Twice is no mistake. Who the customer has not agreed to yet watches nothing, and cannot help either.
    fn barge_in(&mut self, id: AdmissionId) -> Result<(), Refused> {
        let seats = self.helping().count();
        let admission = self.seat(id)?;
        if admission.mode == Mode::Helping {
            return Ok(());
        }
        if admission.joined_at.is_none() {
            return Err(Refused::NoSuchAdmission);
        }
        if seats >= Windows::SEATS {
            return Err(Refused::Full);
        }
        admission.mode = Mode::Helping;
        if matches!(self.state, State::Waiting) {
            self.state = State::Active;
        }
        Ok(())
    }

    /// The PIN counts as used.
    fn take(&mut self, new: NewAdmission, now: Time, windows: &Windows) -> Result<(), Refused> {
        self.may_be_taken(now, windows)?;
        self.take_place(&new, Mode::Helping, now)?;
        self.pin.iter_mut().for_each(|held| held.used = true);
        self.push(NewAdmission { via: Via::WaitingList, ..new }, Mode::Helping, Vec::new(), now);
        Ok(())
    }

    /// Since when the session waits for an agent, if one may take it without the PIN: the customer shares a page and is
    /// there, nobody is in, and the PIN would admit somebody.
    ///
    /// # Errors
    /// [`Refused::Taken`] if somebody is in; otherwise which rule of a PIN forbids it.
    pub fn may_be_taken(&self, now: Time, windows: &Windows) -> Result<Time, Refused> {
        if self.helping().next().is_some() {
            return Err(Refused::Taken);
        }
        match self.state {
            State::Waiting | State::Active => {}
            State::Starting => return Err(Refused::NoSuchPin),
            State::Recovering { .. } => return Err(Refused::CustomerAbsent),
            State::Ended { .. } => return Err(Refused::Over),
        }
        let held = self.check_held_pin(now, windows)?;
        self.check_customer_is_there(now)?;
        let helped = self.admissions.iter().filter(|admission| admission.mode == Mode::Helping);
        let left = helped.filter_map(|admission| admission.left_at).max();
        Ok(left.map_or(held.since, |left| left.max(held.since)))
    }

    /// As re-opening a desk: at most five times in ten minutes, over all the seats this agent had here.
    fn readmit(&mut self, new: NewAdmission, now: Time) -> Result<(), Refused> {
        let is_mine = |seat: &&Admission| seat.agent.is_some() && seat.agent == new.agent;
        // who only watched asks to watch again
        let former = || self.admissions.iter().filter(|seat| seat.mode == Mode::Helping).filter(is_mine);
        let via = former().next_back().ok_or(Refused::NoSuchAdmission)?.via;
        let mut reopened_at: Vec<Time> = former().flat_map(|seat| seat.reopened_at.iter().copied()).collect();
        reopened_at.sort_unstable();
        reopened_at.dedup();
        note_reopening(&mut reopened_at, now)?;
        self.check_customer_is_there(now)?;
        self.take_place(&new, Mode::Helping, now)?;
        self.push(NewAdmission { via, ..new }, Mode::Helping, reopened_at, now);
        Ok(())
    }

    pub(super) fn check_customer_is_there(&self, now: Time) -> Result<(), Refused> {
        let absent = now - self.customer_seen_at > Windows::SEEN_TO_JOIN;
        if absent { Err(Refused::CustomerAbsent) } else { Ok(()) }
    }

    pub(super) fn take_place(&mut self, new: &NewAdmission, mode: Mode, now: Time) -> Result<(), Refused> {
        self.check_user(&new.user_id, now)?;
        let is_full = self.seated().filter(|seat| seat.mode == mode).count() >= mode.places();
        match mode {
            _ if !is_full => Ok(()),
            Mode::Helping => Err(Refused::Full),
            Mode::Watching => Err(Refused::TooManyWatchers),
        }
    }

    pub(super) fn push(&mut self, new: NewAdmission, mode: Mode, reopened_at: Vec<Time>, now: Time) {
        self.admissions.push(Admission {
            id: new.id,
            agent: new.agent,
            agent_name: new.agent_name,
            user_id: new.user_id,
            phrase: new.phrase,
            via: new.via,
            mode,
            token: Some(new.token),
            admitted_at: now,
            joined_at: None,
            gone_since: (new.presence != DeskPresence::Unknown).then_some(now),
            left_at: None,
            reopened_at,
        });
    }

    /// Two users of one session never share a `user_id`. Who is back before the seat was given up gets a new one for it.
    fn check_user(&mut self, user_id: &str, now: Time) -> Result<(), Refused> {
        if !self.customer_expected && self.customer.user_id == user_id {
            return Err(Refused::DuplicateUser);
        }
        let same = self.seated().find(|seat| seat.user_id == user_id).map(|seat| (seat.id, seat.gone_since));
        match same {
            None => Ok(()),
            Some((_, None)) => Err(Refused::DuplicateUser),
            Some((id, Some(_))) => {
                self.vacate(id, now);
                Ok(())
            }
        }
    }

    fn check_pin(&self, new: &NewAdmission, now: Time, windows: &Windows) -> Result<(), Refused> {
        if matches!(self.state, State::Starting) {
            return self.check_agreed_pin(new, windows);
        }
        self.check_held_pin(now, windows).map(drop)
    }

    fn check_held_pin(&self, now: Time, windows: &Windows) -> Result<&HeldPin, Refused> {
        let held = self.pin.as_ref().ok_or(Refused::NoSuchPin)?;
        if windows.pin_single_use && held.used {
            return Err(Refused::PinUsed);
        }
        if now >= held.since + windows.pin {
            return Err(Refused::PinExpired);
        }
        Ok(held)
    }

    /// Before the customer's page is there, only a PIN that both sides know in advance admits.
    fn check_agreed_pin(&self, new: &NewAdmission, windows: &Windows) -> Result<(), Refused> {
        let used = self.admissions.iter().any(|admission| admission.via == Via::Pin);
        match self.custom_pin {
            Some(_) if windows.pin_single_use && used => Err(Refused::PinUsed),
            Some(_) if new.presence == DeskPresence::Seen => Ok(()),
            _ => Err(Refused::NoSuchPin),
        }
    }

    fn change_key(
        &mut self,
        id: AdmissionId,
        presented: SecretHash,
        next: SecretHash,
        gone_since: Option<Time>,
    ) -> Result<(), Refused> {
        let admission = self.seat(id)?;
        if admission.token != Some(presented) {
            return Err(Refused::NoSuchAdmission);
        }
        admission.token = Some(next);
        admission.gone_since = gone_since;
        Ok(())
    }

    fn reopen(&mut self, id: AdmissionId, token: SecretHash, now: Time) -> Result<(), Refused> {
        let admission = self.seat(id)?;
        note_reopening(&mut admission.reopened_at, now)?;
        admission.token = Some(token);
        // the page has the usual time to appear
        admission.gone_since = admission.gone_since.map(|_| now);
        Ok(())
    }

    fn join(&mut self, id: AdmissionId, now: Time) -> Result<(), Refused> {
        let admission = self.seat(id)?;
        admission.joined_at.get_or_insert(now);
        // a sign of the desk, and not one that it stays
        admission.gone_since = admission.gone_since.map(|_| now);
        let helps = admission.mode == Mode::Helping;
        if helps && matches!(self.state, State::Waiting) {
            self.state = State::Active;
        }
        self.handing_over_to(id).into_iter().for_each(|from| self.vacate(from, now));
        Ok(())
    }

    /// Leaving twice is no mistake, as long as there was somebody to leave.
    fn leave(&mut self, id: AdmissionId, now: Time) -> Result<(), Refused> {
        self.admission(id).ok_or(Refused::NoSuchAdmission)?;
        self.vacate(id, now);
        Ok(())
    }

    fn said_to_leave(&mut self, id: AdmissionId, now: Time) -> Result<(), Refused> {
        match self.seat(id) {
            Ok(seat) if seat.is_just_reopened(now) => seat.gone_since = Some(now),
            _ => self.leave(id, now)?,
        }
        Ok(())
    }

    fn seat(&mut self, id: AdmissionId) -> Result<&mut Admission, Refused> {
        let found = self.admissions.iter_mut().find(|admission| admission.id == id && admission.left_at.is_none());
        found.ok_or(Refused::NoSuchAdmission)
    }
}

/// Counts one more re-opening of a desk.
fn note_reopening(reopened_at: &mut Vec<Time>, now: Time) -> Result<(), Refused> {
    reopened_at.retain(|at| now - *at < Windows::REOPEN_WITHIN);
    if reopened_at.len() >= Windows::REOPENINGS {
        return Err(Refused::TooManyReopenings);
    }
    reopened_at.push(now);
    Ok(())
}

/// The one live session among `holders` of a PIN, as it stands at `now`. A session whose customer has not come yet only
/// counts where no customer shares a page under that PIN.
///
/// # Errors
/// [`Refused::NoSuchPin`] if none is live, [`Refused::Contested`] if several are: the newest claim never wins (hardening §1).
pub fn sole_holder(holders: &[Session], now: Time, windows: &Windows) -> Result<Session, Refused> {
    let live = holders.iter().map(|session| session.settled(now, windows)).filter(Session::is_live);
    let (shared, expected): (Vec<_>, Vec<_>) = live.partition(|session| session.pin.is_some());
    let mut claims = if shared.is_empty() { expected } else { shared }.into_iter();
    match (claims.next(), claims.next()) {
        (Some(session), None) => Ok(session),
        (Some(_), Some(_)) => Err(Refused::Contested),
        (None, _) => Err(Refused::NoSuchPin),
    }
}
