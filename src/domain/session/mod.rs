//! One support session: who is in it, what state it is in, and what may happen next.
//!
//! ```text
//!             report PIN            agent joins                customer lost
//!  Starting ─────────────▶ Waiting ◀──────────▶ Active ─────────────┐
//!     │                       │      last agent leaves │            ▼
//!     │ start window          │ PIN window             │       Recovering ──▶ (back to Waiting or Active)
//!     ▼                       ▼                        ▼            │ 120 s
//!   Ended(never_started)   Ended(no_agent)    Ended(customer_ended | agent_ended | revoked | too_long)   Ended(customer_lost)
//! ```
//!
//! Where the PIN is known in advance, agents may be admitted in Starting. They wait 180 s; then Ended(no_customer).
//!
//! [`Session::apply`] is the only way from one state to the next. Time never moves a session by itself:
//! [`Session::settled`] says what the passing of time has made of it, and every reader and writer asks it first.

mod admission;
#[cfg(test)]
mod agent_first;
mod apply;
mod deadline;
mod end_reason;
mod invite;
#[cfg(test)]
mod properties;
mod resume;
#[cfg(test)]
pub(crate) mod samples;

pub use admission::{Admission, DeskPresence, Mode, Via};
pub use apply::{Arrival, Event, NewAdmission, Refused, sole_holder};
pub use end_reason::EndReason;
pub use invite::{Answer, Answered, Invite, InviteState, NewInvite};
pub use resume::{ResumeToken, Shown};

use crate::domain::case_file::Case;
use crate::domain::{DisplayName, Pin, SecretHash, SessionId, SiteId, SkillTag, Time, Windows};

/// The person who shares a page. What it says was claimed by a browser, unless [`Self::identified`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Unique within the session, at most 35 UTF-16 units (Zoom reference §0.1).
    pub user_id: String,
    pub name: DisplayName,
    /// The host site vouched for this customer. Otherwise the name is only what somebody typed.
    pub identified: bool,
}

/// Where a session stands. Each state carries what is known only in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The customer has a token, and no PIN yet. An agent who knows the PIN in advance may be there first, and waits.
    Starting,
    /// The customer has a PIN; no agent is in.
    Waiting,
    /// At least one agent is in.
    Active,
    /// The customer's page went away and may come back.
    Recovering { since: Time },
    /// Over. Nothing leaves this state.
    Ended { at: Time, reason: EndReason },
}

/// The Support PIN a session holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPin {
    pub pin: Pin,
    /// When this PIN was first reported. Repeating it does not move this.
    pub since: Time,
    /// Somebody came in by it.
    pub used: bool,
}

/// One support session, from the customer's start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// One more at every save; two requests that race meet here.
    pub version: i64,
    pub customer: Customer,
    /// An agent opened this session: nobody knows yet who the customer will be.
    pub customer_expected: bool,
    pub state: State,
    pub created_at: Time,
    /// The session never lasts beyond this: the longest session, or the end of the customer's token.
    pub latest_end: Time,
    /// The last sign of the customer's page.
    pub customer_seen_at: Time,
    /// `None` before the first report and after the end.
    pub pin: Option<HeldPin>,
    /// How many different PINs were reported.
    pub pins_reported: u8,
    /// The PIN that was agreed on before: made by the broker, or brought by who began. Then no other is accepted.
    pub custom_pin: Option<Pin>,
    /// In order of being let in, those who left included.
    pub admissions: Vec<Admission>,
    /// In order of being sent, those that were answered included.
    pub invites: Vec<Invite>,
    /// Whoever holds this may report on the session.
    pub report_token: SecretHash,
    /// Whoever holds this may come back as the customer. `None` before the engine's first connection, and in zoom mode.
    pub resume_token: Option<ResumeToken>,
    /// The page it began on, without query and fragment.
    pub start_url: Option<String>,
    /// The origin of that page; the customer's later requests must come from there.
    pub origin: Option<String>,
    /// The host site it belongs to, if that is a row.
    pub site: Option<SiteId>,
    /// What the host site noted about it: a JSON object of texts.
    pub metadata: Option<String>,
    /// What it is about: only people with this tag are offered it on the waiting list.
    pub skill: Option<SkillTag>,
    /// What agents noted about it. Events leave it alone, it has a life of its own.
    pub case: Case,
    /// Who the customer was is forgotten: name and id are none, notes and ticket are gone.
    pub forgotten: bool,
}

/// What the broker knows when a session begins.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub id: SessionId,
    pub customer: Customer,
    /// See [`Session::customer_expected`].
    pub customer_expected: bool,
    pub report_token: SecretHash,
    pub custom_pin: Option<Pin>,
    pub origin: Option<String>,
    pub site: Option<SiteId>,
    pub start_url: Option<String>,
    pub metadata: Option<String>,
    pub skill: Option<SkillTag>,
    pub token_expires_at: Time,
}

impl Session {
    /// A session that has just been started.
    pub fn start(new: NewSession, now: Time, windows: &Windows) -> Self {
        Self {
            id: new.id,
            version: 1,
            customer: new.customer,
            customer_expected: new.customer_expected,
            state: State::Starting,
            created_at: now,
            latest_end: (now + windows.longest).min(new.token_expires_at),
            customer_seen_at: now,
            pin: None,
            pins_reported: 0,
            custom_pin: new.custom_pin,
            admissions: Vec::new(),
            invites: Vec::new(),
            report_token: new.report_token,
            resume_token: None,
            start_url: new.start_url,
            origin: new.origin,
            site: new.site,
            metadata: new.metadata,
            skill: new.skill,
            case: Case::default(),
            forgotten: false,
        }
    }

    pub fn is_live(&self) -> bool {
        !matches!(self.state, State::Ended { .. })
    }

    /// Why it ended, if it did.
    pub fn end_reason(&self) -> Option<EndReason> {
        match self.state {
            State::Ended { reason, .. } => Some(reason),
            _ => None,
        }
    }

    pub fn admission(&self, id: crate::domain::AdmissionId) -> Option<&Admission> {
        self.admissions.iter().find(|admission| admission.id == id)
    }

    /// Admissions that hold a place, of agents who help and supervisors who watch.
    pub fn seated(&self) -> impl Iterator<Item = &Admission> {
        self.admissions.iter().filter(|admission| admission.left_at.is_none())
    }

    /// Admissions that hold one of the [`Windows::SEATS`] seats.
    pub fn helping(&self) -> impl Iterator<Item = &Admission> {
        self.seated().filter(|admission| admission.mode == Mode::Helping)
    }

    /// Admissions that hold one of the [`Windows::WATCHERS`] places beside them.
    pub fn watching(&self) -> impl Iterator<Item = &Admission> {
        self.seated().filter(|admission| admission.mode == Mode::Watching)
    }

    /// Agents who are in: admitted to help, agreed to by the customer, and not gone.
    pub fn present(&self) -> impl Iterator<Item = &Admission> {
        self.helping().filter(|admission| admission.joined_at.is_some())
    }

    /// Until when the PIN admits agents, if it still may.
    pub fn pin_valid_until(&self, windows: &Windows) -> Option<Time> {
        let held = self.pin.as_ref()?;
        let spent = windows.pin_single_use && held.used;
        (self.is_live() && !spent).then_some(held.since + windows.pin)
    }

    /// Since when agents wait for a customer's page that was never there: the longest wait of those who are there.
    pub fn agents_wait_since(&self) -> Option<Time> {
        let waits = matches!(self.state, State::Starting);
        self.helping().map(|seat| seat.admitted_at).min().filter(|_| waits)
    }

    fn present_state(&self) -> State {
        if self.present().next().is_some() { State::Active } else { State::Waiting }
    }
}
