use super::{Error, People};
use crate::domain::secret::{Secret, WEB_SESSION_PREFIX};
use crate::domain::throttle::{self, Attempts, LoginLimits};
use crate::domain::timeline::{Actor, Kind};
use crate::domain::{Role, WebSessionId};
use crate::store::{Agent, AttemptId, AttemptKind, NewAttempt, WebSession};
use chrono::TimeDelta;
use std::net::IpAddr;

/// Somebody asks to be signed in.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub login: String,
    pub password: String,
    pub ip: Option<IpAddr>,
    pub user_agent: String,
}

impl People {
    /// Signs somebody in on one browser; the secret goes into its cookie.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] with the same work for an unknown login, a wrong password and a disabled account.
    pub async fn sign_in(&self, request: SignIn) -> Result<(Secret, Agent), Error> {
        let attempt = self.count_password(&request.login, request.ip).await?;
        let found = self.store.agent_by_login(&request.login).await?;
        let active = found.filter(|agent| agent.disabled_at.is_none());
        let fits =
            self.passwords.fits(&request.password, active.as_ref().and_then(|agent| agent.password.as_deref())).await;
        let Some(agent) = active.filter(|_| fits) else {
            let failed = self.entry(Kind::LoginFailed, Actor::Stranger, request.ip, None);
            self.store.append(vec![failed]).await?;
            return Err(Error::WrongCredentials);
        };
        self.store.attempt_succeeded(attempt).await?;
        let secret = self.open_web_session(&agent, request.ip, &request.user_agent).await?;
        Ok((secret, agent))
    }

    /// Counts a try of this account's password before it is compared, wherever it is asked for.
    pub(super) async fn count_password(&self, login: &str, ip: Option<IpAddr>) -> Result<AttemptId, Error> {
        let (now, limits) = (self.now(), self.limits);
        let attempt = NewAttempt {
            kind: AttemptKind::Login,
            account: login.to_ascii_lowercase(),
            ip,
            at: now,
            ip_window: LoginLimits::IP_WINDOW,
        };
        let judge = Box::new(move |attempts: &Attempts| throttle::login_wait(attempts, now, &limits));
        match self.store.count_attempt(attempt, judge).await? {
            Ok(attempt) => Ok(attempt),
            Err(until) => {
                let throttled = self.entry(Kind::LoginThrottled, Actor::Stranger, ip, None);
                self.store.append(vec![throttled]).await?;
                Err(Error::TooManyAttempts { until })
            }
        }
    }

    pub(super) async fn open_web_session(
        &self,
        agent: &Agent,
        ip: Option<IpAddr>,
        user_agent: &str,
    ) -> Result<Secret, Error> {
        let (now, secret) = (self.now(), Secret::generate(WEB_SESSION_PREFIX, &*self.random));
        let (idle, absolute) = lifetimes(agent.role);
        let session = WebSession {
            id: WebSessionId::new(now, &*self.random),
            agent: agent.id,
            token: secret.hash(),
            created_at: now,
            seen_at: now,
            expires_at: now + absolute,
            idle_seconds: idle.num_seconds(),
            user_agent: user_agent.chars().filter(|c| !c.is_control()).take(200).collect(),
            ip,
        };
        let entry = self.entry(Kind::LoginSucceeded, Actor::Person(agent.id, agent.role), ip, None);
        self.store.insert_web_session(session, entry).await?;
        Ok(secret)
    }
}

/// Idle and absolute life of a signed-in browser (hardening §3): shorter for those who can do more.
fn lifetimes(role: Role) -> (TimeDelta, TimeDelta) {
    match role {
        Role::Agent | Role::Supervisor => (TimeDelta::minutes(30), TimeDelta::hours(12)),
        Role::Admin => (TimeDelta::minutes(15), TimeDelta::hours(8)),
    }
}
