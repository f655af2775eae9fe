//! Opening a desk from a page of the agents' own: a ticket for a token and a PIN, a seat for a ticket.

use super::{Broker, Engine, Error};
use crate::domain::claims::TokenRole;
use crate::domain::secret::{SEAT_PREFIX, Secret, TICKET_PREFIX};
use crate::domain::timeline::Actor;
use crate::domain::{AdmissionId, Event, Refused, SecretHash, Session, SessionId, Time, Windows};
use std::net::IpAddr;

/// The address of a desk that is bound to its session, good once and for as long as a seat waits for its desk.
pub struct Ticket {
    pub session: SessionId,
    pub url: String,
    pub expires_at: Time,
}

/// What a desk shows for its seat.
pub(super) struct Shown {
    pub session: Session,
    pub admission: AdmissionId,
    /// What it shows the next time.
    pub seat: String,
}

impl Broker {
    /// Checks an agent token and, if it names no session, a PIN; takes the seat, and gives the desk's address.
    ///
    /// # Errors
    /// [`Error::NoSuchSession`] in zoom mode, where the desk is not ours; [`Error::TokenInvalid`]; else as
    /// [`Broker::connect`] and [`Refused::DuplicateUser`].
    pub async fn ticket(&self, token: &str, typed: Option<&str>, ip: Option<IpAddr>) -> Result<Ticket, Error> {
        if self.0.settings.engine != Engine::Builtin {
            return Err(Error::NoSuchSession);
        }
        let claims = self.0.tokens.check(token, TokenRole::Agent, self.now()).map_err(|_| Error::TokenInvalid)?;
        let (session, ticket) = match claims.sid {
            Some(id) => (id, self.ticket_for_seat(id, token).await?),
            None => {
                let admitted = self.admit_token_agent(&claims, typed, ip, TICKET_PREFIX).await?;
                (admitted.session.id, admitted.key)
            }
        };
        let base = &self.0.settings.base_url;
        let url = format!("{base}/sdkapi/zcb/frame-templates/desk?ticket={}", joined(session, &ticket));
        Ok(Ticket { session, url, expires_at: self.now() + Windows::SEAT })
    }

    /// The token of our own opens the desk no more; the ticket does.
    async fn ticket_for_seat(&self, id: SessionId, token: &str) -> Result<Secret, Error> {
        let presented = SecretHash::of(token);
        let session = self.0.store.session(id).await?.ok_or(Error::TokenInvalid)?.settled(self.now(), &self.windows());
        if !session.is_live() {
            return Err(Refused::Over.into());
        }
        let seat = session.seated().find(|seat| seat.token == Some(presented)).ok_or(Error::TokenInvalid)?;
        if !self.agent_is_active(&session, seat.id).await {
            return Err(Error::TokenInvalid);
        }
        let ticket = Secret::generate(TICKET_PREFIX, &*self.0.random);
        self.change_key(id, seat.id, presented, ticket.hash(), false).await?;
        Ok(ticket)
    }

    /// The seat that `shown` opens: a ticket, good this once, or the secret that an earlier welcome gave.
    pub(super) async fn shown_seat(&self, shown: &str) -> Result<Shown, Error> {
        let (id, secret) = shown.split_once('.').ok_or(Error::TokenInvalid)?;
        let id: SessionId = id.parse().map_err(|_| Error::TokenInvalid)?;
        let presented = SecretHash::of(secret);
        let session = self.0.store.session(id).await?.ok_or(Error::TokenInvalid)?.settled(self.now(), &self.windows());
        if !session.is_live() {
            return Err(Refused::Over.into());
        }
        let seat = session.seated().find(|seat| seat.token == Some(presented)).ok_or(Error::TokenInvalid)?.id;
        if !self.agent_is_active(&session, seat).await {
            return Err(Error::TokenInvalid);
        }
        let next = match secret.starts_with(TICKET_PREFIX) {
            true => {
                let next = Secret::generate(SEAT_PREFIX, &*self.0.random);
                self.change_key(id, seat, presented, next.hash(), true).await?;
                joined(id, &next)
            }
            false => {
                self.change_key(id, seat, presented, presented, true).await?;
                shown.to_owned()
            }
        };
        Ok(Shown { session, admission: seat, seat: next })
    }

    async fn change_key(
        &self,
        id: SessionId,
        admission: AdmissionId,
        presented: SecretHash,
        next: SecretHash,
        desk_is_there: bool,
    ) -> Result<(), Error> {
        let event = Event::DeskKeyChanged { admission, presented, next, desk_is_there };
        match self.apply(id, event, Actor::System, None).await {
            // somebody was faster, or the seat was given up
            Err(Error::Refused(Refused::NoSuchAdmission)) => Err(Error::TokenInvalid),
            other => other.map(drop),
        }
    }
}

/// A secret with the session it belongs to, as desks carry it.
pub(super) fn joined(session: SessionId, secret: &Secret) -> String {
    format!("{session}.{}", secret.expose())
}
