//! The built-in engine's half of the broker: answers what the relay asks, takes note of what it saw.

use super::report::Rivals;
use super::site::is_same_site;
use super::ticket::joined;
use super::together::{self, By};
use super::{Broker, Error, InviteSeen, Wish, step};
use crate::domain::claims::{Claims, TokenRole};
use crate::domain::role::Action;
use crate::domain::secret::{RESUME_PREFIX, SEAT_PREFIX, Secret};
use crate::domain::session::Mode;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{
    AdmissionId, EndReason, Event, InviteId, Pin, Refused, Role, SecretHash, Session, SessionId, Windows,
};
use crate::relay::Whence;
use crate::relay::control::{Asked, Reason};
use crate::relay::events::{
    Consented, CustomerGrant, CustomerHello, Denied, DeskGone, DeskGrant, DeskHello, InviteView, InvitedBy, Noted,
    Person, SessionEvents,
};
use crate::store::Which;
use async_trait::async_trait;
use serde_json::json;
use std::net::IpAddr;

/// How often a PIN that another live session holds is drawn again before we give up. With a million PINs and ten
/// thousand live sessions, twenty in a row happen once in 10^40 starts.
const DRAWS: usize = 20;

#[async_trait]
impl SessionEvents for Broker {
    async fn customer_hello(
        &self,
        hello: CustomerHello,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied> {
        match hello {
            CustomerHello::Start { token, custom_pin } => self.customer_starts(&token, custom_pin, from, page).await,
            CustomerHello::Resume { session, resume_token } => {
                self.customer_resumes(session, &resume_token, &from.origin).await
            }
        }
    }

    async fn customer_kept(&self, session: SessionId, resume_token: &str) {
        self.note(session, Event::ResumeKept(SecretHash::of(resume_token)), Actor::Customer).await;
    }

    async fn customer_seen(&self, session: SessionId) {
        self.note(session, Event::CustomerSeen, Actor::Customer).await;
    }

    async fn customer_lost(&self, session: SessionId) {
        self.note(session, Event::CustomerLost, Actor::System).await;
    }

    async fn customer_ended(&self, session: SessionId) {
        self.note(session, Event::End(EndReason::CustomerEnded), Actor::Customer).await;
    }

    async fn desk_hello(&self, hello: DeskHello, ip: Option<IpAddr>) -> Result<DeskGrant, Denied> {
        match hello {
            DeskHello::Token { token, pincode } => {
                let claims = self.0.tokens.check(&token, TokenRole::Agent, self.now()).map_err(|_| token_refused())?;
                match claims.sid {
                    Some(id) => self.registered_desk(id, &claims, &token).await,
                    None => self.open_desk(&claims, pincode.as_deref(), ip).await,
                }
            }
            DeskHello::Seat(shown) => {
                let found = self.shown_seat(&shown).await.map_err(|error| denied(&error))?;
                self.desk_grant(&found.session, found.admission, Some(found.seat))
            }
        }
    }

    async fn consent_asked(&self, session: SessionId, admission: AdmissionId) {
        let actor = self.actor_of(session, admission).await.unwrap_or(Actor::System);
        self.write_down(session, Some(admission), Kind::ConsentAsked, actor).await;
    }

    async fn consent_answered(
        &self,
        session: SessionId,
        admission: AdmissionId,
        allowed: bool,
    ) -> Result<Consented, Denied> {
        let before = self.live_session(session).await;
        let seat = before.as_ref().ok().and_then(|session| session.admission(admission));
        let mode = seat.map_or(Mode::Helping, |seat| seat.mode);
        let watches = mode == Mode::Watching && seat.is_some_and(|seat| seat.joined_at.is_some());
        if !allowed {
            if !watches {
                self.write_down(session, Some(admission), Kind::ConsentDenied, Actor::Customer).await;
            }
            return Ok(Consented { mode, handed_over: Vec::new() });
        }
        let before = before?;
        let (now, windows) = (self.now(), self.windows());
        let agent = self.actor_of(session, admission).await.unwrap_or(Actor::System);
        let decide = move |sessions: Vec<Session>| {
            let loaded = sessions.into_iter().next().ok_or(Refused::NoSuchSession)?;
            let given = about(session, Some(admission), Kind::ConsentGiven, Actor::Customer, now);
            let event = if watches { Event::BargedIn(admission) } else { Event::AgentJoined(admission) };
            let mut changes = step(&loaded, event, agent, None, now, &windows)?;
            changes.entries.insert(0, given);
            Ok(changes)
        };
        let changed = self.change(Which::Id(session), decide).await.map_err(|error| denied(&error))?;
        let after = changed.first().ok_or_else(|| denied(&Error::NoSuchSession))?;
        let handed_over = before.handing_over_to(admission);
        Ok(Consented { mode: after.admission(admission).map_or(Mode::Helping, |seat| seat.mode), handed_over })
    }

    async fn desk_gone(&self, session: SessionId, admission: AdmissionId, how: DeskGone) {
        let event = match how {
            DeskGone::Left | DeskGone::Denied => Event::AgentLeft(admission),
            DeskGone::Lost => Event::DeskGone(admission),
        };
        let actor = self.actor_of(session, admission).await.unwrap_or(Actor::System);
        self.note(session, event, actor).await;
    }

    async fn noted(&self, session: SessionId, note: Noted) {
        let entry = together::entry(note);
        let actor = match (entry.by, entry.admission) {
            (By::Customer, _) => Actor::Customer,
            (By::Agent, Some(admission)) => self.actor_of(session, admission).await.unwrap_or(Actor::System),
            _ => Actor::System,
        };
        self.write_down(session, entry.admission, entry.kind, actor).await;
    }

    async fn agent_ended(&self, session: SessionId, admission: AdmissionId) {
        let actor = self.actor_of(session, admission).await.unwrap_or(Actor::System);
        self.note(session, Event::End(EndReason::AgentEnded), actor).await;
    }

    async fn colleagues(&self, session: SessionId, admission: AdmissionId, text: &str) -> Vec<Person> {
        let Some(Actor::Person(id, _)) = self.actor_of(session, admission).await else { return Vec::new() };
        let found = Broker::colleagues(self, id, text).await.unwrap_or_default();
        found.into_iter().map(|colleague| Person { id: colleague.id, name: colleague.name }).collect()
    }

    async fn invite(&self, session: SessionId, admission: AdmissionId, asked: Asked) -> Result<InviteId, Reason> {
        let Some(actor @ Actor::Person(..)) = self.actor_of(session, admission).await else { return Err(Reason::Off) };
        let session = self.live_session(session).await.map_err(|_| Reason::Off)?;
        let text = asked.text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let wish = Wish { to: asked.to, text, hand_over: asked.hand_over };
        let sent = self.invite_from(&session, admission, wish, actor, None).await;
        sent.map(|seen| seen.invite.id).map_err(|error| match error {
            Error::Refused(Refused::InvitedAlready) => Reason::AlreadyOpen,
            Error::Refused(Refused::InsideAlready) => Reason::Inside,
            Error::Refused(Refused::TooManyInvites) => Reason::Full,
            Error::Refused(Refused::CustomerSaidNo) => Reason::Denied,
            _ => Reason::Off,
        })
    }

    async fn invite_withdrawn(&self, session: SessionId, admission: AdmissionId, invite: InviteId) {
        let actor = self.actor_of(session, admission).await.unwrap_or(Actor::System);
        let withdrawn = self.apply(session, Event::InviteWithdrawn(invite, admission), actor, None).await;
        if let Err(error) = withdrawn {
            tracing::debug!(session.id = %session, %error, "session {session}: an invite was not taken back: {error}");
        }
    }

    async fn desk_still_allowed(&self, session: SessionId, admission: AdmissionId) -> bool {
        match self.live_session(session).await {
            Ok(session) => self.agent_is_active(&session, admission).await,
            Err(_) => false,
        }
    }
}

impl Broker {
    /// A desk with the token of `connect`.
    async fn registered_desk(&self, id: SessionId, claims: &Claims, token: &str) -> Result<DeskGrant, Denied> {
        let session = self.live_session(id).await?;
        let admission = session
            .seated()
            .find(|seat| seat.user_id == claims.user_id && seat.token == Some(SecretHash::of(token)))
            .ok_or_else(token_refused)?
            .id;
        if !self.agent_is_active(&session, admission).await {
            return Err(token_refused());
        }
        self.desk_seen(id, admission).await?;
        self.desk_grant(&session, admission, None)
    }

    /// A desk with a token that was made elsewhere, and a PIN.
    async fn open_desk(&self, claims: &Claims, typed: Option<&str>, ip: Option<IpAddr>) -> Result<DeskGrant, Denied> {
        let admitted = self.admit_token_agent(claims, typed, ip, SEAT_PREFIX).await;
        let admitted = admitted.map_err(|error| match error {
            Error::TooManyAttempts { until } => too_many((until - self.now()).num_seconds() + 1),
            other => denied(&other),
        })?;
        self.desk_seen(admitted.session.id, admitted.admission).await?;
        let seat = joined(admitted.session.id, &admitted.key);
        self.desk_grant(&admitted.session, admitted.admission, Some(seat))
    }

    async fn desk_seen(&self, session: SessionId, admission: AdmissionId) -> Result<(), Denied> {
        let seen = self.apply(session, Event::DeskSeen(admission), Actor::System, None).await;
        seen.map(drop).map_err(|error| match error {
            // the seat was given up since we looked
            Error::Refused(Refused::NoSuchAdmission) => token_refused(),
            other => denied(&other),
        })
    }

    fn desk_grant(&self, session: &Session, admission: AdmissionId, seat: Option<String>) -> Result<DeskGrant, Denied> {
        let admission = session.admission(admission).ok_or_else(token_refused)?;
        let waits = session.agents_wait_since().map(|since| (since + Windows::AGENT_WAITS - self.now()).num_seconds());
        Ok(DeskGrant {
            session: session.id,
            admission: admission.id,
            agent: admission.agent,
            seat,
            customer_seconds: waits,
            user_id: admission.user_id.clone(),
            user_name: admission.agent_name.clone(),
            customer_name: session.customer.name.as_str().to_owned(),
            customer_identified: session.customer.identified,
            phrase: admission.phrase.clone(),
            mode: admission.mode,
            invited: invited_by(session, admission.id),
            invites: self.invite_views(session),
            consented: admission.joined_at.is_some(),
            consent_needed: self.0.settings.ask_consent,
        })
    }

    /// The invites of a session as its desks show them.
    pub fn invite_views(&self, session: &Session) -> Vec<InviteView> {
        let now = self.now();
        let view = |seen: InviteSeen| InviteView {
            invite_id: seen.invite.id,
            by_name: seen.by_name,
            to_name: seen.invite.to_name,
            hand_over: seen.invite.hand_over,
            state: seen.state,
            seconds: (seen.invite.expires_at - now).num_seconds().max(0),
            word: seen.invite.answer.and_then(|answer| answer.word),
        };
        self.invites_in(session).into_iter().map(view).collect()
    }

    async fn customer_starts(
        &self,
        token: &str,
        custom_pin: Option<String>,
        from: &Whence,
        page: Option<&str>,
    ) -> Result<CustomerGrant, Denied> {
        let claims = self.0.tokens.check(token, TokenRole::Customer, self.now()).map_err(|_| token_refused())?;
        let Some(id) = claims.sid else {
            if !self.0.settings.open_tokens {
                return Err(token_refused());
            }
            let brought = brought_pin(&claims, custom_pin.as_deref())?;
            return self.open_customer_starts(&claims, brought, from, page).await;
        };
        let session = self.live_session(id).await?;
        same_origin(&session, &from.origin)?;
        self.same_host_site(&session, &from.origin)?;
        let brought = brought_pin(&claims, custom_pin.as_deref())?;
        if brought.is_some() && session.custom_pin.is_some() && brought != session.custom_pin {
            return Err(refusal(1001, "That is not the code of this session."));
        }
        let connected = self.connect_customer(id, None, page).await;
        let (session, resume_token) = connected.map_err(|error| customer_grant_error(&error))?;
        let session = match brought {
            Some(pin) => self.hold_pin(id, pin, Actor::Customer, None, Rivals::Refuse).await,
            // a page whose first welcome was lost starts again, and the PIN is there already
            None if session.pin.is_some() => Ok(session),
            None => self.make_pin(id).await,
        };
        let session = session.map_err(|error| customer_grant_error(&error))?;
        Ok(self.customer_grant(session, resume_token, false))
    }

    async fn customer_resumes(&self, id: SessionId, presented: &str, origin: &str) -> Result<CustomerGrant, Denied> {
        let session = self.live_session(id).await?;
        if session.origin.as_deref().is_some_and(|started| !is_same_site(started, origin)) {
            return Err(token_refused());
        }
        self.same_host_site(&session, origin)?;
        let resumed = self.connect_customer(id, Some(SecretHash::of(presented)), None).await;
        let (session, resume_token) = resumed.map_err(|error| denied(&error))?;
        Ok(self.customer_grant(session, resume_token, true))
    }

    /// A session of a host site is carried on by pages of that site only, also where a server started it or two sites
    /// are neighbours by name.
    fn same_host_site(&self, session: &Session, origin: &str) -> Result<(), Denied> {
        let is_elsewhere = session.site.is_some() && session.site != self.0.sites.id_at(origin);
        if is_elsewhere { Err(token_refused()) } else { Ok(()) }
    }

    pub(super) async fn connect_customer(
        &self,
        id: SessionId,
        presented: Option<SecretHash>,
        page: Option<&str>,
    ) -> Result<(Session, Secret), Error> {
        let next = Secret::generate(RESUME_PREFIX, &*self.0.random);
        let event = Event::CustomerConnected { presented, next: next.hash(), page: page.map(str::to_owned) };
        self.apply(id, event, Actor::Customer, None).await.map(|session| (session, next))
    }

    /// Draws PINs until one is free among the live sessions; the draw and the look are one transaction each.
    pub(super) async fn make_pin(&self, id: SessionId) -> Result<Session, Error> {
        for _ in 0..DRAWS {
            let pin = Pin::generate(self.0.settings.pin_digits, &*self.0.random);
            match self.hold_pin(id, pin, Actor::System, None, Rivals::Refuse).await {
                Err(Error::Refused(Refused::Contested)) => {}
                other => return other,
            }
        }
        Err(Error::Busy)
    }

    pub(super) fn customer_grant(&self, session: Session, resume_token: Secret, resumed: bool) -> CustomerGrant {
        let valid = session.pin_valid_until(&self.windows()).is_some_and(|until| self.now() < until);
        let pincode = session.pin.as_ref().filter(|_| valid).map(|held| held.pin.as_str().to_owned());
        CustomerGrant {
            session: session.id,
            resume_token: resume_token.expose().to_owned(),
            pincode,
            resumed,
            customer_name: session.customer.name.as_str().to_owned(),
            customer_identified: session.customer.identified,
        }
    }

    async fn live_session(&self, id: SessionId) -> Result<Session, Denied> {
        let session = self.0.store.session(id).await.map_err(|error| denied(&error.into()))?;
        let session = session.ok_or_else(|| refusal(1011, "This session is not known here."))?;
        let session = session.settled(self.now(), &self.windows());
        if session.is_live() { Ok(session) } else { Err(denied(&Refused::Over.into())) }
    }

    /// Whether whoever has this seat may use it: an account that is not disabled, or none where none is needed.
    pub(super) async fn agent_is_active(&self, session: &Session, admission: AdmissionId) -> bool {
        let Some(seat) = session.seated().find(|seat| seat.id == admission) else { return false };
        let Some(agent) = seat.agent else { return self.0.settings.open_tokens };
        let may = |role: Role| seat.mode == Mode::Helping || role.may(Action::WatchSession);
        let agent = self.0.store.agent(agent).await;
        matches!(agent, Ok(Some(agent)) if agent.disabled_at.is_none() && may(agent.role))
    }

    async fn actor_of(&self, session: SessionId, admission: AdmissionId) -> Option<Actor> {
        let session = self.0.store.session(session).await.ok()??;
        let seat = session.admission(admission)?;
        let Some(id) = seat.agent else { return Some(Actor::TokenAgent) };
        let agent = self.0.store.agent(id).await.ok()?;
        Some(Actor::Person(id, agent.map_or(Role::Agent, |agent| agent.role)))
    }

    /// Takes note of something the relay saw and nobody can refuse any more.
    pub(super) async fn note(&self, session: SessionId, event: Event, actor: Actor) {
        match self.apply(session, event, actor, None).await {
            Ok(_) | Err(Error::Refused(Refused::Over | Refused::NoSuchAdmission | Refused::NoSuchSession)) => {}
            Err(error) => tracing::error!(session.id = %session, %error, "session {session}: not noted: {error}"),
        }
    }

    async fn write_down(&self, session: SessionId, admission: Option<AdmissionId>, kind: Kind, actor: Actor) {
        let entry = about(session, admission, kind, actor, self.now());
        match self.0.store.append(vec![entry]).await {
            Ok(()) => self.tell_again(session).await,
            Err(error) => {
                tracing::error!(session.id = %session, %error, "session {session}: not in the timeline: {error}");
            }
        }
    }
}

/// By whose invite this seat was taken.
fn invited_by(session: &Session, admission: AdmissionId) -> Option<InvitedBy> {
    let invite = session.invite_of(admission)?;
    let name = session.admission(invite.by)?.agent_name.clone();
    Some(InvitedBy { name, text: invite.text.clone(), hand_over: invite.hand_over })
}

fn about(
    session: SessionId,
    admission: Option<AdmissionId>,
    kind: Kind,
    actor: Actor,
    at: crate::domain::Time,
) -> NewEntry {
    let data = admission.map(|admission| ("admissionId".to_owned(), json!(admission))).into_iter().collect();
    NewEntry { session: Some(session), at, kind, actor, data, ip: None }
}

/// The page that shares must be on the site that started the session.
fn same_origin(session: &Session, origin: &str) -> Result<(), Denied> {
    match &session.origin {
        Some(started) if started != origin => Err(token_refused()),
        _ => Ok(()),
    }
}

/// The PIN the customer brings, if the token says that they do; without, a given one is ignored (Zoom reference §6.3).
fn brought_pin(claims: &Claims, given: Option<&str>) -> Result<Option<Pin>, Denied> {
    if !claims.brings_pin() {
        return Ok(None);
    }
    let given = given.filter(|pin| !pin.is_empty()).ok_or_else(|| refusal(1009, "Start again with a code."))?;
    // stricter than what people type: this comes from a program
    let plain = given.bytes().all(|b| b.is_ascii_alphanumeric());
    let pin = given.parse().ok().filter(|_| plain);
    pin.ok_or_else(|| refusal(1008, "A code is 1 to 10 letters or digits.")).map(Some)
}

pub(super) fn refusal(code: u16, message: &str) -> Denied {
    Denied { code, message: message.to_owned(), close: 4403 }
}

fn token_refused() -> Denied {
    Denied { code: 2001, message: "This link is not valid any more.".into(), close: 4401 }
}

fn too_many(seconds: i64) -> Denied {
    refusal(9999, &format!("There were too many wrong codes. Try again in {seconds} s."))
}

/// What the outside hears of a start that was refused.
pub(super) fn customer_grant_error(error: &Error) -> Denied {
    match error {
        Error::Refused(Refused::Contested) => refusal(1010, "That code is in use. Start again with another."),
        Error::Refused(Refused::CustomerTaken) => refusal(1012, "This session has a customer already."),
        Error::Refused(Refused::DuplicateUser) => refusal(1015, "Somebody with this user_id is in the session."),
        other => denied(other),
    }
}

/// What the outside hears of an error.
fn denied(error: &Error) -> Denied {
    let (code, message, close) = match error {
        Error::PinMalformed => (1008, "A Support PIN is 1 to 10 letters or digits.", 4403),
        Error::PinNotAccepted => (1006, "Cobrowse code not found", 4403),
        Error::TokenInvalid => return token_refused(),
        Error::Refused(Refused::DuplicateUser) => (1015, "This agent is in the session already.", 4403),
        Error::TooManyStarts(wait) => return too_many(wait.as_secs() as i64 + 1),
        Error::Refused(Refused::Over) => (1011, "The session is over.", 4410),
        Error::Refused(Refused::Full) => (1013, "Five agents are in this session already.", 4403),
        Error::Refused(Refused::CustomerTaken) => (1011, "This page cannot come back into the session.", 4401),
        Error::Refused(_) | Error::NoSuchSession => (1011, "This session cannot be joined.", 4403),
        Error::Store(_) | Error::Busy => (1016, "The service is busy. Try again in a moment.", 1013),
        _ => (9999, "Something went wrong. Try again.", 1013),
    };
    Denied { code, message: message.into(), close }
}
