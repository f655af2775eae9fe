//! The first admin: made through a link that is printed at the first start, works once and for half an hour.

use super::{By, Error, Passwords, People};
use crate::domain::secret::{SETUP_PREFIX, Secret, SecretHash};
use crate::domain::{DisplayName, Role, Time};
use crate::store::Agent;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;

/// How long the link works.
pub const SETUP_LINK_LIFE: TimeDelta = TimeDelta::minutes(30);

const SETTING: &str = "setup_link";

impl People {
    /// A new link's secret, if there is nobody yet who could manage people. An older link stops working.
    pub async fn setup_secret(&self) -> Result<Option<Secret>, Error> {
        if self.has_admin().await? {
            return Ok(None);
        }
        let secret = Secret::generate(SETUP_PREFIX, &*self.random);
        let value = setting_value(&secret.hash(), self.now() + SETUP_LINK_LIFE);
        self.store.put_setting(SETTING, &value).await?;
        Ok(Some(secret))
    }

    /// Whether this link works now.
    pub async fn setup_link_is_good(&self, secret: &str) -> Result<bool, Error> {
        Ok(self.matching_setting(secret).await?.is_some())
    }

    /// Makes the first admin. Of two who use the link at once, one succeeds.
    pub async fn set_up(&self, secret: &str, login: &str, name: DisplayName, password: &str) -> Result<Agent, Error> {
        Passwords::judge(password)?;
        super::people::well_formed_login(login)?;
        let value = self.matching_setting(secret).await?.ok_or(Error::LinkInvalid)?;
        if !self.store.take_setting(SETTING, &value).await? {
            return Err(Error::LinkInvalid);
        }
        let made = self.insert(&By::Shell, login, name, Role::Admin, Some(password)).await;
        if made.is_err() {
            // nobody was made, so the link still has its work to do
            self.store.put_setting(SETTING, &value).await?;
        }
        made
    }

    async fn has_admin(&self) -> Result<bool, Error> {
        let everybody = self.store.agents().await?;
        Ok(everybody.iter().any(|agent| agent.role == Role::Admin && agent.disabled_at.is_none()))
    }

    /// The stored setting, if `secret` belongs to it and it has not expired.
    async fn matching_setting(&self, secret: &str) -> Result<Option<String>, Error> {
        let Some(value) = self.store.setting(SETTING).await? else { return Ok(None) };
        let Some((hash, until)) = value.split_once(' ') else { return Ok(None) };
        let expected = URL_SAFE_NO_PAD.encode(SecretHash::of(secret).as_bytes());
        let until = until.parse().ok().and_then(Time::from_timestamp_millis);
        let good = SecretHash::of(&expected) == SecretHash::of(hash) && until.is_some_and(|until| self.now() < until);
        Ok(good.then_some(value))
    }
}

fn setting_value(hash: &SecretHash, until: Time) -> String {
    format!("{} {}", URL_SAFE_NO_PAD.encode(hash.as_bytes()), until.timestamp_millis())
}
