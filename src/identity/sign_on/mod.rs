//! Single sign-on (ADR 42): the authorization code flow of OpenID Connect with PKCE, state and nonce, as a confidential
//! or a public client.
//!
//! `intent` is what the browser remembers of a sign-in under way, `provider` what we know of the other side and ask of
//! it, `account` who somebody is here. What tokens have to say is `domain::sign_on`, their signatures are `tokens`'.

mod account;
mod intent;
mod metadata;
mod provider;
mod refusal;

pub use intent::{INTENT_LIFE, Purpose};
pub use refusal::Refusal;

use crate::clock::Clock;
use crate::config::SignOnConfig;
use crate::domain::sign_on::{self, Disbelief, Expected};
use crate::domain::{Origin, Role};
use crate::identity::{Entered, People};
use crate::random::{self, Random};
use crate::store::ProviderIdentity;
use intent::{Intent, Sealer};
use provider::{Grant, Provider};
use serde_json::Value;
use std::net::IpAddr;
use std::sync::Arc;

/// Where the provider sends people back to.
pub const CALLBACK: &str = "/login/provider/callback";

/// Signs people in at the provider. One for the service.
pub struct SignOn {
    people: People,
    provider: Provider,
    config: SignOnConfig,
    own: Origin,
    sealer: Sealer,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

/// A sign-in that begins: where the browser goes, and what it remembers.
#[derive(Debug)]
pub struct Begun {
    pub location: String,
    pub cookie: String,
}

/// What the provider's redirect carries, unchecked.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Returned {
    pub code: Option<String>,
    pub state: Option<String>,
    pub iss: Option<String>,
    pub error: Option<String>,
}

/// The browser that comes back.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    pub cookie: Option<String>,
    pub ip: Option<IpAddr>,
    pub user_agent: String,
    /// Who is signed in with it already.
    pub signed_in: Option<crate::identity::SignedIn>,
}

/// A sign-in that came to a good end.
#[derive(Debug)]
pub struct Arrived {
    pub entered: Entered,
    /// Where they wanted to go: a path of ours.
    pub next: Option<String>,
    pub linked: bool,
}

/// Somebody whom the provider vouches for, and what it says of them.
pub(super) struct Vouched {
    pub identity: ProviderIdentity,
    pub claims: Value,
    pub role: Role,
}

impl SignOn {
    pub fn new(
        people: People,
        config: SignOnConfig,
        own: Origin,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Self {
        let provider = Provider::new(config.clone(), format!("{own}{CALLBACK}"), clock.clone());
        let sealer = Sealer::new(random::bytes(&*random));
        Self { people, provider, config, own, sealer, clock, random }
    }

    /// What the sign-in page calls the provider.
    pub fn label(&self) -> &str {
        &self.config.label
    }

    /// Sends a browser to the provider. `next` is a path of ours, checked by the caller.
    ///
    /// # Errors
    /// [`Refusal::Unreachable`].
    pub async fn begin(&self, purpose: Purpose, next: Option<String>) -> Result<Begun, Refusal> {
        let metadata = self.provider.metadata().await?;
        let intent = Intent::new(purpose, next, self.clock.now(), &*self.random);
        let location = self.provider.authorization(&metadata, &intent.state(), &intent.nonce(), &intent.challenge());
        Ok(Begun { location, cookie: self.sealer.seal(&intent) })
    }

    /// Where a browser signs out at the provider as well, if the provider has a place for that.
    pub async fn way_out(&self) -> Option<String> {
        let metadata = self.provider.metadata().await.ok()?;
        self.provider.end_session(&metadata, &format!("{}/login", self.own))
    }

    /// Somebody comes back. Whatever the end, the intent is used up.
    ///
    /// # Errors
    /// [`Refusal`]; where the provider vouched for somebody, it stands in the audit trail.
    pub async fn finish(&self, returned: Returned, visitor: Visitor) -> Result<Arrived, Refusal> {
        let now = self.clock.now();
        let intent =
            visitor.cookie.as_deref().and_then(|cookie| self.sealer.open(cookie, now)).ok_or(Refusal::Stale)?;
        if !intent.is_answered_by(returned.state.as_deref()) {
            return Err(Refusal::Stale);
        }
        if !self.people.use_sign_on(intent.hash(), now + INTENT_LIFE).await? {
            return Err(Refusal::Stale);
        }
        let metadata = self.provider.metadata().await?;
        // a code of another provider must not get to ours (RFC 9207)
        match &returned.iss {
            Some(issuer) if *issuer != self.config.issuer => return Err(Disbelief::Issuer.into()),
            None if metadata.names_itself => return Err(Disbelief::Issuer.into()),
            _ => {}
        }
        if let Some(error) = &returned.error {
            return Err(Refusal::of_provider(error));
        }
        let code = returned.code.filter(|code| !code.is_empty()).ok_or(Disbelief::Shape)?;
        let attempt = self.people.count_sign_on(visitor.ip).await?;
        let vouched = self.vouched(&metadata, &code, &intent, visitor.ip).await?;
        self.people.attempt_succeeded(attempt).await?;
        self.people.arrive(vouched, intent, visitor).await
    }

    async fn vouched(
        &self,
        metadata: &metadata::Metadata,
        code: &str,
        intent: &Intent,
        ip: Option<IpAddr>,
    ) -> Result<Vouched, Refusal> {
        let grant = self.provider.redeem(metadata, code, &intent.verifier()).await?;
        let mut claims = self.provider.claims(metadata, &grant.id_token).await?;
        let (issuer, client_id, nonce) = (&*self.config.issuer, &*self.config.client_id, &*intent.nonce());
        let subject = Expected { issuer, client_id, nonce, now: self.clock.now() }.subject_of(&claims)?;
        let groups = self.groups(metadata, &grant, &mut claims, &subject).await?;
        let identity = ProviderIdentity { issuer: self.config.issuer.clone(), subject };
        match self.config.roles.role_of(&groups) {
            Some(role) => Ok(Vouched { identity, claims, role }),
            None => {
                self.people.has_no_role(&identity, ip).await?;
                let left_out = sign_on::groups_left_out(&claims, &self.config.groups_claim);
                Err(if left_out { Refusal::GroupsLeftOut } else { Refusal::NoRole })
            }
        }
    }

    /// From the token, or else from where the provider tells more; what it tells there joins the claims.
    async fn groups(
        &self,
        metadata: &metadata::Metadata,
        grant: &Grant,
        claims: &mut Value,
        subject: &str,
    ) -> Result<Vec<String>, Refusal> {
        let claim = &self.config.groups_claim;
        let known = |claims: &Value| sign_on::texts_of(claims, claim);
        if let Some(groups) = known(claims) {
            return Ok(groups);
        }
        let Some(more) = self.provider.userinfo(metadata, grant).await? else { return Ok(Vec::new()) };
        if more["sub"] != subject {
            return Err(Disbelief::Subject.into());
        }
        if let (Value::Object(claims), Value::Object(more)) = (claims, more.clone()) {
            for (name, value) in more {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(known(&more).unwrap_or_default())
    }
}
