//! The waiting list: who waits on sites that allow it, and taking one of them without a PIN.

use super::{Broker, Desk, Error, step};
use crate::bus::Notice;
use crate::domain::role::Action;
use crate::domain::{Event, HostSite, Refused, Session, SessionId, Time, waiting};
use crate::identity::Caller;
use crate::store::Which;
use std::sync::Arc;

/// Sessions on a waiting list at most; the longest waits count.
const MOST: usize = 200;

/// A session that somebody may take.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// As it stands now.
    pub session: Session,
    pub since: Time,
    pub site: Arc<HostSite>,
}

impl Broker {
    /// Who waits for this person, the longest wait first.
    pub async fn waiting(&self, caller: &Caller) -> Result<Vec<Waiting>, Error> {
        if !caller.role().may(Action::TakeFromWaitingList) {
            return Ok(Vec::new());
        }
        let sites = self.0.sites.with_waiting_list().iter().map(|site| site.id.clone()).collect();
        // some of them are for others
        let sessions = self.0.store.waiting_sessions(sites, 5 * MOST as u32).await?;
        let mut list = Vec::new();
        for session in sessions {
            if list.len() == MOST {
                break;
            }
            list.extend(self.offered(caller, &session).await?);
        }
        list.sort_by_key(|waiting| (waiting.since, waiting.session.id));
        Ok(list)
    }

    /// The sites whose waiting sessions may be taken.
    pub fn sites_with_waiting_list(&self) -> Vec<Arc<HostSite>> {
        self.0.sites.with_waiting_list()
    }

    /// A session as it is on this person's waiting list, if it is. Who was refused by the customer is not offered it again,
    /// and nobody a session whose PIN another one holds.
    pub async fn offered(&self, caller: &Caller, session: &Session) -> Result<Option<Waiting>, Error> {
        let Some(site) = session.site.as_ref().and_then(|id| self.0.sites.open(id)) else { return Ok(None) };
        let (now, windows) = (self.now(), self.windows());
        let Some(since) = waiting::offered(session, &site.desk, &caller.agent.skills, now, &windows) else {
            return Ok(None);
        };
        if caller.was_in(session) && self.was_refused(caller.agent.id, session).await? {
            return Ok(None);
        }
        let seen = self.seen_one(session).await?;
        Ok((!seen.contested).then_some(Waiting { session: seen.session, since, site }))
    }

    /// Lets somebody into a session of their waiting list, by the rules of a PIN that is right. Of two who take one, the
    /// first gets it.
    ///
    /// # Errors
    /// [`Error::NoSuchSession`] if it is not on their list; [`Refused::Taken`]; [`Refused::Over`];
    /// [`Error::TooManyAttempts`] as for PINs.
    pub async fn take(&self, caller: &Caller, id: SessionId, tells_presence: bool) -> Result<Desk, Error> {
        if !caller.role().may(Action::TakeFromWaitingList) {
            return Err(Error::Forbidden);
        }
        let attempt = self.count_pin_attempt(caller.agent.id.to_string(), caller.ip).await?;
        let taken = self.take_counted(caller, id, tells_presence).await;
        // a list that is a moment old is nobody's fault
        if matches!(taken, Ok(_) | Err(Error::Refused(Refused::Taken | Refused::Over))) {
            self.forgive(attempt).await;
        }
        let desk = taken?;
        let agent_name = caller.agent.name.as_str().to_owned();
        self.0.bus.publish(Notice::AgentAdmitted { session: desk.session.id, agent_name });
        metrics::counter!("cobroker_connects_total").increment(1);
        Ok(desk)
    }

    async fn take_counted(&self, caller: &Caller, id: SessionId, tells_presence: bool) -> Result<Desk, Error> {
        let session = self.0.store.session(id).await?.ok_or(Error::NoSuchSession)?;
        let site = session.site.as_ref().and_then(|id| self.0.sites.open(id)).ok_or(Error::NoSuchSession)?;
        if caller.was_in(&session) && self.was_refused(caller.agent.id, &session).await? {
            return Err(Error::NoSuchSession);
        }
        let which = match &session.pin {
            Some(held) => Which::IdAndHoldersOf(id, held.pin.clone()),
            None => Which::Id(id),
        };
        let newcomer = self.newcomer(caller, tells_presence);
        let admission = newcomer.id;
        let (make, signed) = self.making(newcomer);
        let (now, windows, skills) = (self.now(), self.windows(), caller.agent.skills.clone());
        let (actor, ip) = (caller.actor(), caller.ip);
        let decide = move |sessions: Vec<Session>| {
            let (session, others) = sessions.split_first().ok_or(Refused::NoSuchSession)?;
            let theirs = waiting::is_for(session, &site.desk, &skills);
            if !theirs || others.iter().any(|other| other.settled(now, &windows).is_live()) {
                return Err(Refused::NoSuchSession);
            }
            step(session, Event::TakenFromList(make(session)), actor, ip, now, &windows)
        };
        let session = match self.change(which, decide).await {
            Ok(mut saved) => saved.pop().ok_or(Error::NoSuchSession)?,
            Err(Error::Refused(refused @ (Refused::Taken | Refused::Over))) => return Err(refused.into()),
            Err(Error::Refused(_)) => return Err(Error::NoSuchSession),
            Err(other) => return Err(other),
        };
        let token = signed.get().cloned().expect("an admission that was saved has its token");
        Ok(self.desk(session, admission, token))
    }
}
