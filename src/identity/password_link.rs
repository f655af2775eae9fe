//! Links with which people choose a password: made by an admin for somebody new, or for somebody who forgot.

use super::{By, Error, Passwords, People};
use crate::domain::AgentId;
use crate::domain::secret::{PASSWORD_LINK_PREFIX, Secret, SecretHash};
use crate::domain::timeline::{Actor, Kind};
use crate::store::{Agent, AgentChange, PasswordLink};
use chrono::TimeDelta;
use std::net::IpAddr;

/// How long a link works.
pub const PASSWORD_LINK_LIFE: TimeDelta = TimeDelta::hours(24);

impl People {
    /// A new link's secret, shown to whoever asked for it, once. An older one stops working; the old password works until
    /// the new one is chosen.
    pub async fn password_link(&self, by: &By, agent: AgentId) -> Result<Secret, Error> {
        if self.store.agent(agent).await?.is_none() {
            return Err(Error::NoSuchPerson);
        }
        let secret = Secret::generate(PASSWORD_LINK_PREFIX, &*self.random);
        let link = PasswordLink { agent, token: secret.hash(), expires_at: self.now() + PASSWORD_LINK_LIFE };
        let entry = self.entry(Kind::PasswordLinkMade, by.actor(), by.ip(), Some(agent));
        self.store.put_password_link(link, entry).await?;
        Ok(secret)
    }

    /// Whose link this is, if it works now.
    pub async fn password_link_of(&self, secret: &str) -> Result<Option<Agent>, Error> {
        let found = self.store.password_link(SecretHash::of(secret)).await?;
        let good = found.filter(|(link, agent)| self.now() < link.expires_at && agent.disabled_at.is_none());
        Ok(good.map(|(_, agent)| agent))
    }

    /// Somebody chooses a password by a link; every browser of theirs is signed out. Of two who use it at once one succeeds.
    pub async fn choose_password(&self, secret: &str, password: &str, ip: Option<IpAddr>) -> Result<Agent, Error> {
        Passwords::judge(password)?;
        let agent = self.password_link_of(secret).await?.ok_or(Error::PasswordLinkInvalid)?;
        let change =
            AgentChange::PasswordByLink { hash: self.passwords.hash(password).await, link: SecretHash::of(secret) };
        let actor = Actor::Person(agent.id, agent.role);
        let entry = self.entry(Kind::PasswordChanged, actor, ip, Some(agent.id));
        if !self.store.change_agent(agent.id, change, entry).await? {
            return Err(Error::PasswordLinkInvalid);
        }
        self.tell_changed(agent.id);
        Ok(agent)
    }
}
