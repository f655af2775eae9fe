use super::{By, Error, People};
use crate::domain::secret::{API_KEY_PREFIX, Secret};
use crate::domain::timeline::Kind;
use crate::domain::{AgentId, ApiKeyId, Scopes, SecretHash, Time};
use crate::store::{Agent, ApiKey};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Being used is written down at most this often.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(60);
/// Keys of one person that are good at once.
pub const MOST_KEYS: usize = 50;

/// A key somebody asks for.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// What it is for: 1 to 80 characters.
    pub name: String,
    pub scopes: Scopes,
    /// In the future.
    pub expires_at: Option<Time>,
}

impl NewApiKey {
    /// One that may whatever its person may, and stays good.
    pub fn unlimited(name: &str) -> Self {
        Self { name: name.to_owned(), scopes: Scopes::All, expires_at: None }
    }
}

/// A key that is good now, and whose it is.
#[derive(Debug, Clone)]
pub struct KeyHolder {
    pub agent: Agent,
    pub scopes: Scopes,
}

impl People {
    /// A new key for a machine that acts as `agent`. The secret is shown once.
    ///
    /// # Errors
    /// [`Error::Key`] if the name, the scopes or the end make no sense for this person.
    pub async fn add_api_key(&self, by: &By, agent: AgentId, wanted: NewApiKey) -> Result<Secret, Error> {
        let (now, secret) = (self.now(), Secret::generate(API_KEY_PREFIX, &*self.random));
        let owner = self.store.agent(agent).await?.ok_or(Error::NoSuchPerson)?;
        let name = well_formed_name(&wanted.name)?;
        self.judge(&owner, &wanted).await?;
        let mut entry = self.entry(Kind::ApiKeyAdded, by.actor(), by.ip(), Some(agent));
        entry.data.insert("scopes".into(), wanted.scopes.names().map_or(Value::from("*"), |names| json!(names)));
        let key = ApiKey {
            id: ApiKeyId::new(now, &*self.random),
            agent,
            name,
            token: secret.hash(),
            scopes: wanted.scopes,
            created_at: now,
            expires_at: wanted.expires_at,
            last_used_at: None,
            revoked_at: None,
        };
        entry.data.insert("keyId".into(), key.id.to_string().into());
        self.store.insert_api_key(key, entry).await?;
        Ok(secret)
    }

    async fn judge(&self, owner: &Agent, wanted: &NewApiKey) -> Result<(), Error> {
        let now = self.now();
        if let Some(scope) = wanted.scopes.beyond(owner.role) {
            return Err(Error::Key(InvalidKey::Beyond(scope.as_str())));
        }
        if wanted.expires_at.is_some_and(|until| until <= now) {
            return Err(Error::Key(InvalidKey::Past));
        }
        let is_good = |(key, _): &(ApiKey, Agent)| key.agent == owner.id && key.is_good(now);
        if self.api_keys().await?.iter().filter(|row| is_good(row)).count() >= MOST_KEYS {
            return Err(Error::Key(InvalidKey::TooMany));
        }
        Ok(())
    }

    pub async fn api_keys(&self) -> Result<Vec<(ApiKey, Agent)>, Error> {
        Ok(self.store.api_keys().await?)
    }

    /// `false` if there is no such key, or it was revoked before.
    pub async fn revoke_api_key(&self, by: &By, id: ApiKeyId) -> Result<bool, Error> {
        let known = self.api_keys().await?.into_iter().find(|(key, _)| key.id == id);
        let Some((key, _)) = known else { return Ok(false) };
        let mut entry = self.entry(Kind::ApiKeyRevoked, by.actor(), by.ip(), Some(key.agent));
        entry.data.insert("keyId".into(), id.to_string().into());
        let revoked = self.store.revoke_api_key(id, self.now(), entry).await?;
        if revoked {
            // what it holds open ends with it
            self.tell_changed(key.agent);
        }
        Ok(revoked)
    }

    /// One of somebody's own; anybody else's is none.
    pub async fn revoke_own_api_key(&self, by: &By, owner: AgentId, id: ApiKeyId) -> Result<bool, Error> {
        let own = self.api_keys().await?.iter().any(|(key, _)| key.id == id && key.agent == owner);
        if own { self.revoke_api_key(by, id).await } else { Ok(false) }
    }

    /// The person behind an API key and what the key may, if it is good now.
    pub async fn by_api_key(&self, secret: &str) -> Result<Option<KeyHolder>, Error> {
        let now = self.now();
        let found = self.store.api_key(SecretHash::of(secret)).await?;
        let good = found.filter(|(key, agent)| key.is_good(now) && agent.disabled_at.is_none());
        let Some((key, agent)) = good else { return Ok(None) };
        if key.last_used_at.is_none_or(|used| now - used >= TOUCH_EVERY) {
            self.store.touch_api_key(key.id, now).await?;
        }
        Ok(Some(KeyHolder { agent, scopes: key.scopes }))
    }
}

/// Why there is no such key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    #[error("Say in 1 to 80 characters what the key is for.")]
    Name,
    #[error("The person of this key may not do what {0} stands for.")]
    Beyond(&'static str),
    #[error("The key would have expired already.")]
    Past,
    #[error("One person has at most {MOST_KEYS} keys. Revoke one first.")]
    TooMany,
}

fn well_formed_name(name: &str) -> Result<String, Error> {
    let name: crate::domain::DisplayName = name.parse().map_err(|_| Error::Key(InvalidKey::Name))?;
    Ok(name.as_str().to_owned())
}
