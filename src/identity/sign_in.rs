use super::{Error, People};
use crate::config::PasswordsOf;
use crate::domain::secret::{DEVICE_PREFIX, Secret, WEB_SESSION_PREFIX};
use crate::domain::throttle::{self, Attempts, LoginLimits};
use crate::domain::timeline::{Actor, Kind};
use crate::domain::{DeviceId, Role, SecretHash, WebSessionId};
use crate::store::{Agent, AttemptId, AttemptKind, KnownDevice, NewAttempt, Via, WebSession};
use chrono::TimeDelta;
use std::net::IpAddr;

/// Somebody asks to be signed in.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub login: String,
    pub password: String,
    pub ip: Option<IpAddr>,
    pub user_agent: String,
    /// The cookie of a browser that may be known.
    pub device: Option<String>,
}

/// Somebody is signed in.
#[derive(Debug, Clone)]
pub struct Entered {
    pub agent: Agent,
    /// For the cookie of the browser.
    pub secret: Secret,
    /// By which the browser will be known; `None` if it is already.
    pub device: Option<Secret>,
}

/// What a wrong password is counted against.
#[derive(Debug, Clone)]
pub(super) enum Budget {
    /// The account, for browsers that nobody knows.
    Login(String),
    /// A browser that is known for this account: guesses from elsewhere do not touch it.
    Device(DeviceId),
    /// A browser that is signed in.
    Browser(WebSessionId),
}

impl People {
    /// Signs somebody in on one browser; the secret goes into its cookie.
    ///
    /// # Errors
    /// [`Error::WrongCredentials`] with the same work for an unknown login, a wrong password and a disabled account.
    pub async fn sign_in(&self, request: SignIn) -> Result<Entered, Error> {
        let known = self.known_device(&request).await?;
        let budget = match &known {
            Some(device) => Budget::Device(device.id),
            None => Budget::Login(request.login.to_ascii_lowercase()),
        };
        let attempt = self.count_password(budget, request.ip).await?;
        let found = self.store.agent_by_login(&request.login).await?;
        let active = found.filter(|agent| agent.disabled_at.is_none());
        let hash = active.as_ref().and_then(|agent| agent.password.as_deref());
        let fits = self.passwords.fits(&request.password, hash).await;
        let Some(agent) = active.filter(|_| fits) else {
            let failed = self.entry(Kind::LoginFailed, Actor::Stranger, request.ip, None);
            self.store.append(vec![failed]).await?;
            return Err(Error::WrongCredentials);
        };
        self.store.attempt_succeeded(attempt).await?;
        if self.passwords_of == PasswordsOf::Admins && agent.role != Role::Admin {
            return Err(Error::PasswordsOff);
        }
        let secret = self.open_web_session(&agent, Via::Password, request.ip, &request.user_agent).await?;
        let device = self.know_device(&agent, known).await?;
        Ok(Entered { agent, secret, device })
    }

    /// The browser, if it is known for the account that is asked for.
    async fn known_device(&self, request: &SignIn) -> Result<Option<KnownDevice>, Error> {
        let Some(secret) = &request.device else { return Ok(None) };
        let found = self.store.known_device(SecretHash::of(secret)).await?;
        Ok(found.filter(|(_, agent)| agent.login.eq_ignore_ascii_case(&request.login)).map(|(device, _)| device))
    }

    async fn know_device(&self, agent: &Agent, known: Option<KnownDevice>) -> Result<Option<Secret>, Error> {
        let now = self.now();
        if let Some(device) = known {
            self.store.put_known_device(KnownDevice { seen_at: now, ..device }).await?;
            return Ok(None);
        }
        let secret = Secret::generate(DEVICE_PREFIX, &*self.random);
        let id = DeviceId::new(now, &*self.random);
        self.store.put_known_device(KnownDevice { id, agent: agent.id, token: secret.hash(), seen_at: now }).await?;
        Ok(Some(secret))
    }

    /// Counts a try before it is compared, wherever a password is asked for.
    pub(super) async fn count_password(&self, budget: Budget, ip: Option<IpAddr>) -> Result<AttemptId, Error> {
        let (now, limits) = (self.now(), self.limits);
        let (kind, account) = match budget {
            Budget::Login(login) => (AttemptKind::Login, login),
            Budget::Device(device) => (AttemptKind::Known, device.to_string()),
            Budget::Browser(browser) => (AttemptKind::Known, browser.to_string()),
        };
        let attempt = NewAttempt { kind, account, ip, at: now, ip_window: LoginLimits::IP_WINDOW };
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
        via: Via,
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
            via,
        };
        let mut entry = self.entry(Kind::LoginSucceeded, Actor::Person(agent.id, agent.role), ip, None);
        entry.data.insert("via".into(), via.as_str().into());
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
