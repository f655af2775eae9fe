use super::{By, Error, People};
use crate::domain::secret::{API_KEY_PREFIX, Secret};
use crate::domain::timeline::Kind;
use crate::domain::{AgentId, ApiKeyId, SecretHash};
use crate::store::{Agent, ApiKey};

impl People {
    /// A new key for a machine that acts as `agent`. The secret is shown once.
    pub async fn add_api_key(&self, by: &By, agent: AgentId, name: &str) -> Result<Secret, Error> {
        let (now, secret) = (self.now(), Secret::generate(API_KEY_PREFIX, &*self.random));
        let key = ApiKey {
            id: ApiKeyId::new(now, &*self.random),
            agent,
            name: name.to_owned(),
            token: secret.hash(),
            created_at: now,
            revoked_at: None,
        };
        let entry = self.entry(Kind::ApiKeyAdded, by.actor(), by.ip(), Some(agent));
        self.store.insert_api_key(key, entry).await?;
        Ok(secret)
    }

    pub async fn api_keys(&self) -> Result<Vec<(ApiKey, Agent)>, Error> {
        Ok(self.store.api_keys().await?)
    }

    /// `false` if there is no such key, or it was revoked before.
    pub async fn revoke_api_key(&self, by: &By, id: ApiKeyId) -> Result<bool, Error> {
        let entry = self.entry(Kind::ApiKeyRevoked, by.actor(), by.ip(), None);
        Ok(self.store.revoke_api_key(id, self.now(), entry).await?)
    }

    /// The person behind an API key, if it is good now.
    pub async fn by_api_key(&self, secret: &str) -> Result<Option<Agent>, Error> {
        let found = self.store.api_key(SecretHash::of(secret)).await?;
        let good = found.filter(|(key, agent)| key.revoked_at.is_none() && agent.disabled_at.is_none());
        Ok(good.map(|(_, agent)| agent))
    }
}
