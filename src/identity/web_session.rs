use super::{Error, People};
use crate::domain::timeline::{Actor, Kind};
use crate::domain::{SecretHash, Time, WebSessionId};
use crate::store::{Agent, WebSession};
use chrono::TimeDelta;
use std::net::IpAddr;

/// A person, and the browser they are signed in with.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub agent: Agent,
    pub session: WebSession,
}

/// Being seen is written down at most this often.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(60);

impl People {
    /// The person behind a cookie, if it is good now.
    pub async fn by_cookie(&self, secret: &str) -> Result<Option<SignedIn>, Error> {
        let Some((session, agent)) = self.store.web_session(SecretHash::of(secret)).await? else { return Ok(None) };
        let now = self.now();
        if !is_good(&session, &agent, now) {
            return Ok(None);
        }
        if now - session.seen_at >= TOUCH_EVERY {
            self.store.touch_web_session(session.id, now).await?;
        }
        Ok(Some(SignedIn { agent, session }))
    }

    pub async fn sign_out(&self, signed_in: &SignedIn, ip: Option<IpAddr>) -> Result<(), Error> {
        let actor = Actor::Person(signed_in.agent.id, signed_in.agent.role);
        let entry = self.entry(Kind::LoggedOut, actor, ip, None);
        self.store.delete_web_session(signed_in.session.id, entry).await?;
        self.tell_changed(signed_in.agent.id);
        Ok(())
    }

    /// The browsers a person is signed in with, those that are good now.
    pub async fn browsers_of(&self, agent: &Agent) -> Result<Vec<WebSession>, Error> {
        let now = self.now();
        let mut sessions = self.store.web_sessions_of(agent.id).await?;
        sessions.retain(|session| is_good(session, agent, now));
        Ok(sessions)
    }

    /// Signs one of a person's own browsers out.
    pub async fn revoke_browser(&self, by: &SignedIn, id: WebSessionId, ip: Option<IpAddr>) -> Result<(), Error> {
        let own = self.store.web_sessions_of(by.agent.id).await?;
        if own.iter().any(|session| session.id == id) {
            let actor = Actor::Person(by.agent.id, by.agent.role);
            let entry = self.entry(Kind::WebSessionRevoked, actor, ip, None);
            self.store.delete_web_session(id, entry).await?;
            self.tell_changed(by.agent.id);
        }
        Ok(())
    }
}

fn is_good(session: &WebSession, agent: &Agent, now: Time) -> bool {
    let idle_until = session.seen_at + TimeDelta::seconds(session.idle_seconds);
    agent.disabled_at.is_none() && now < session.expires_at && now < idle_until
}
