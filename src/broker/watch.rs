//! A supervisor watches a session, and may ask to help in it (ADR 44).

use super::{Broker, Desk, Engine, Error};
use crate::bus::Notice;
use crate::domain::role::Action;
use crate::domain::{Event, Refused, SecretHash, SessionId, Windows};
use crate::identity::Caller;

impl Broker {
    /// Lets a supervisor in to watch: the customer is asked, the agents see it, no seat is taken.
    ///
    /// # Errors
    /// [`Error::NotInZoomMode`], because in Zoom's desk nobody can be held to watching; [`Error::Forbidden`] by the role;
    /// [`Refused::CustomerSaidNo`] if the customer refused this person; [`Refused::TooManyWatchers`];
    /// [`Refused::NothingToWatch`]; [`Refused::InsideAlready`].
    pub async fn watch(&self, caller: &Caller, id: SessionId) -> Result<Desk, Error> {
        let session = self.session_for(caller, id, Action::SeeSession).await?;
        if !caller.role().may(Action::WatchSession) {
            return Err(Error::Forbidden);
        }
        if self.0.settings.engine != Engine::Builtin {
            return Err(Error::NotInZoomMode);
        }
        if self.was_refused(caller.agent.id, &session).await? {
            return Err(Refused::CustomerSaidNo.into());
        }
        let newcomer = self.newcomer(caller, false);
        let token = self.agent_token(&session, &newcomer.user_id, &newcomer.name, self.now());
        let admission = newcomer.id;
        let event = Event::WatcherAdmitted(newcomer.admission(SecretHash::of(&token.token)));
        let session = self.apply(id, event, caller.actor(), caller.ip).await?;
        metrics::counter!("cobroker_watches_total").increment(1);
        Ok(self.desk(session, admission, token))
    }

    /// Asks, for a supervisor who watches, to help: the desk's room asks the customer.
    ///
    /// # Errors
    /// [`Refused::NoSuchAdmission`] if this person does not watch there; [`Refused::Full`].
    pub async fn barge_in(&self, caller: &Caller, id: SessionId) -> Result<(), Error> {
        let session = self.session_for(caller, id, Action::SeeSession).await?;
        let mine = |seat: &&crate::domain::Admission| seat.agent == Some(caller.agent.id) && seat.joined_at.is_some();
        let seat = session.watching().filter(mine).last().ok_or(Refused::NoSuchAdmission)?;
        if session.helping().count() >= Windows::SEATS {
            return Err(Refused::Full.into());
        }
        self.0.bus.publish(Notice::BargeInAsked { session: id, admission: seat.id });
        Ok(())
    }
}
