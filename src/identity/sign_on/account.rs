//! Who somebody is here whom the provider vouches for.

use super::intent::Intent;
use super::{Arrived, Purpose, Refusal, Visitor, Vouched};
use crate::domain::sign_on::{display_name, wished_login};
use crate::domain::throttle::{self, Attempts, LoginLimits};
use crate::domain::timeline::{Actor, Kind};
use crate::domain::{AgentId, Role, SecretHash, Time, address_key};
use crate::identity::{By, Entered, Error, People};
use crate::store::{Agent, AgentChange, AttemptId, AttemptKind, NewAttempt, ProviderIdentity, StoreError, Via};
use std::net::IpAddr;

/// Logins that are tried before there is none for somebody new.
const LOGINS_TRIED: u32 = 50;

impl People {
    pub(super) async fn use_sign_on(&self, token: SecretHash, until: Time) -> Result<bool, Error> {
        Ok(self.store.use_sign_on(token, self.now(), until).await?)
    }

    /// Counts a code before it is redeemed, against the address it comes from.
    pub(super) async fn count_sign_on(&self, ip: Option<IpAddr>) -> Result<AttemptId, Error> {
        let (now, limits) = (self.now(), self.limits);
        let account = format!("provider {}", ip.map_or_else(String::new, |ip| address_key(ip).to_string()));
        let attempt = NewAttempt { kind: AttemptKind::Known, account, ip, at: now, ip_window: LoginLimits::IP_WINDOW };
        let judge = Box::new(move |attempts: &Attempts| throttle::login_wait(attempts, now, &limits));
        self.store.count_attempt(attempt, judge).await?.map_err(|until| Error::TooManyAttempts { until })
    }

    pub(super) async fn attempt_succeeded(&self, attempt: AttemptId) -> Result<(), Error> {
        Ok(self.store.attempt_succeeded(attempt).await?)
    }

    /// Their group was taken away: whoever has an account is out of it, at once.
    pub(super) async fn has_no_role(&self, identity: &ProviderIdentity, ip: Option<IpAddr>) -> Result<(), Error> {
        let mut entry = self.entry(Kind::SignOnRefused, Actor::Stranger, ip, None);
        entry.data.insert("class".into(), "no-role".into());
        let Some(agent) = self.store.agent_by_identity(identity).await? else {
            return Ok(self.store.append(vec![entry]).await?);
        };
        entry.data.insert("agentId".into(), agent.id.to_string().into());
        self.store.change_agent(agent.id, AgentChange::SignOut { keep: None }, entry).await?;
        self.tell_changed(agent.id);
        Ok(())
    }

    pub(super) async fn arrive(&self, who: Vouched, intent: Intent, visitor: Visitor) -> Result<Arrived, Refusal> {
        let (agent, linked) = match intent.purpose {
            Purpose::SignIn => (self.known_or_new(&who, visitor.ip).await?, false),
            Purpose::Link(id) => (self.link(id, &who, &visitor).await?, true),
        };
        let secret = self.open_web_session(&agent, Via::Provider, visitor.ip, &visitor.user_agent).await?;
        Ok(Arrived { entered: Entered { agent, secret, device: None }, next: intent.next, linked })
    }

    async fn known_or_new(&self, who: &Vouched, ip: Option<IpAddr>) -> Result<Agent, Refusal> {
        let agent = match self.store.agent_by_identity(&who.identity).await? {
            Some(agent) => agent,
            None => self.add_vouched(who, ip).await?,
        };
        if agent.disabled_at.is_some() {
            let mut entry = self.entry(Kind::SignOnRefused, Actor::Stranger, ip, Some(agent.id));
            entry.data.insert("class".into(), "disabled".into());
            self.store.append(vec![entry]).await?;
            return Err(Refusal::Disabled);
        }
        if agent.role == who.role { Ok(agent) } else { self.take_role(agent, who.role, ip).await }
    }

    /// The provider decides; even the last admin's role, whom the shell can replace.
    async fn take_role(&self, agent: Agent, role: Role, ip: Option<IpAddr>) -> Result<Agent, Refusal> {
        let mut entry = self.entry(Kind::RoleChanged, Actor::System, ip, Some(agent.id));
        entry.data.insert("by".into(), "provider".into());
        entry.data.insert("from".into(), agent.role.as_str().into());
        entry.data.insert("to".into(), role.as_str().into());
        self.store.change_agent(agent.id, AgentChange::Role(role), entry).await?;
        self.tell_changed(agent.id);
        Ok(Agent { role, ..agent })
    }

    /// An account for somebody who comes for the first time. One with the same address or login is somebody else's until
    /// its owner links it.
    async fn add_vouched(&self, who: &Vouched, ip: Option<IpAddr>) -> Result<Agent, Refusal> {
        let wished = wished_login(&who.claims);
        for tried in 1..=LOGINS_TRIED {
            let now = self.now();
            let agent = Agent {
                id: AgentId::new(now, &*self.random),
                login: if tried == 1 { wished.clone() } else { format!("{wished}-{tried}") },
                name: display_name(&who.claims),
                role: who.role,
                password: None,
                skills: Vec::new(),
                language: None,
                identity: Some(who.identity.clone()),
                created_at: now,
                disabled_at: None,
                last_seen_at: None,
            };
            let mut entry = self.entry(Kind::PersonAdded, Actor::System, ip, Some(agent.id));
            entry.data.insert("by".into(), "provider".into());
            entry.data.insert("role".into(), who.role.as_str().into());
            match self.store.insert_agent(agent.clone(), entry).await {
                Ok(()) => return Ok(agent),
                Err(StoreError::Taken) => {}
                Err(other) => return Err(other.into()),
            }
            // it was the identity, not the login: another of their browsers was faster
            if let Some(agent) = self.store.agent_by_identity(&who.identity).await? {
                return Ok(agent);
            }
        }
        Err(Refusal::Failed(Error::LoginTaken))
    }

    /// Somebody who is signed in here wants to sign in there from now on.
    async fn link(&self, id: AgentId, who: &Vouched, visitor: &Visitor) -> Result<Agent, Refusal> {
        let me = visitor.signed_in.as_ref().map(|signed_in| &signed_in.agent).filter(|agent| agent.id == id);
        let me = me.ok_or(Refusal::Stale)?;
        if me.identity.is_some() {
            return Err(Refusal::LinkedAlready);
        }
        if me.role == Role::Admin && who.role != Role::Admin {
            self.keep_an_admin(id).await?;
        }
        let mut entry = self.entry(Kind::SignOnLinked, Actor::Person(id, me.role), visitor.ip, Some(id));
        entry.data.insert("role".into(), who.role.as_str().into());
        match self.store.change_agent(id, AgentChange::Link(who.identity.clone(), who.role), entry).await {
            Ok(true) => {}
            Ok(false) => return Err(Refusal::Stale),
            Err(StoreError::Taken) => return Err(Refusal::Taken),
            Err(other) => return Err(other.into()),
        }
        self.tell_changed(id);
        Ok(Agent { identity: Some(who.identity.clone()), role: who.role, ..me.clone() })
    }

    /// Somebody signs in with a password only from now on. Who has none needs a link for one first.
    pub async fn unlink(&self, by: &By, id: AgentId) -> Result<(), Error> {
        self.change(by, id, AgentChange::Unlink, Kind::SignOnUnlinked).await
    }
}
