use super::{Broker, Error, PinMode, saved};
use crate::domain::claims::TokenRole;
use crate::domain::secret::{REPORT_PREFIX, Secret};
use crate::domain::session::{Customer, NewSession};
use crate::domain::site::Assertion;
use crate::domain::timeline::NewEntry;
use crate::domain::{DisplayName, Pin, Session, SessionId, SiteId, SkillTag, Time, history, user_id};
use crate::tokens::Subject;
use chrono::TimeDelta;
use std::net::IpAddr;
use std::sync::Arc;

/// What a host site asks for when a customer presses "Get help".
#[derive(Debug, Clone, Default)]
pub struct StartRequest {
    /// What somebody typed; an [`Self::identity`] says it better.
    pub user_name: Option<DisplayName>,
    pub user_id: Option<String>,
    /// Whom the host site vouches for. Checked already, but for being used once.
    pub identity: Option<Assertion>,
    /// Only where the host site may choose the PIN; the broker makes one otherwise.
    pub custom_pin: Option<Pin>,
    /// The browser's `Origin`, if it sent one.
    pub origin: Option<String>,
    /// The page, without query and fragment.
    pub start_url: Option<String>,
    /// A JSON object of texts.
    pub metadata: Option<String>,
    /// What it is about; the site's tag if `None`.
    pub skill: Option<SkillTag>,
    /// Token life; the configured one if `None`.
    pub life: Option<TimeDelta>,
    pub ip: Option<IpAddr>,
}

/// A session that was started. In automatic mode there is no PIN yet.
pub struct Started {
    pub session: SessionId,
    pub token: String,
    pub expires_at: Time,
    pub report_token: Secret,
    pub custom_pin: Option<Pin>,
}

impl Broker {
    /// Creates a session and the customer's token for it.
    ///
    /// # Errors
    /// [`Error::Busy`] if too many sessions are live; [`Error::IdentityUsed`] if the identity was used before. Then nothing
    /// was started.
    pub async fn start(&self, request: StartRequest) -> Result<Started, Error> {
        if self.0.store.live_sessions().await? >= self.0.settings.most_live_sessions {
            return Err(Error::Busy);
        }
        let now = self.now();
        let id = SessionId::new(now, &*self.0.random);
        let customer = self.customer(&request);
        let custom_pin = self.custom_pin(request.custom_pin);
        let subject = Subject {
            role: TokenRole::Customer,
            session: id,
            user_id: &customer.user_id,
            user_name: &customer.name,
            brings_pin: custom_pin.is_some(),
        };
        let signed = self.0.tokens.sign(subject, request.life.unwrap_or(self.0.settings.customer_token_life), now);
        let report_token = Secret::generate(REPORT_PREFIX, &*self.0.random);
        let site = self.site_of(request.identity.as_ref(), request.origin.as_deref());
        let skill = request.skill.or_else(|| self.0.sites.known(site.as_ref()?)?.desk.skill.clone());
        let new = NewSession {
            id,
            customer,
            customer_expected: false,
            report_token: report_token.hash(),
            custom_pin: custom_pin.clone(),
            site,
            skill,
            origin: request.origin,
            start_url: request.start_url,
            metadata: request.metadata,
            token_expires_at: signed.expires_at,
        };
        let session = Session::start(new, now, &self.windows());
        let entry = history::of_creation(&session, request.ip);
        self.insert(session.clone(), entry, request.identity).await?;
        self.0.bus.publish(crate::bus::Notice::Session(Arc::new(session)));
        metrics::counter!("cobroker_sessions_started_total").increment(1);
        Ok(Started { session: id, token: signed.token, expires_at: signed.expires_at, report_token, custom_pin })
    }

    /// Saves it; an assertion counts as used with it, or neither happens.
    async fn insert(&self, session: Session, entry: NewEntry, identity: Option<Assertion>) -> Result<(), Error> {
        let saved = saved(session, &self.windows());
        let Some(identity) = identity else { return Ok(self.0.store.insert_session(saved, vec![entry]).await?) };
        let first = self.0.store.insert_identified(saved, vec![entry], identity.used).await?;
        if first { Ok(()) } else { Err(Error::IdentityUsed) }
    }

    fn site_of(&self, identity: Option<&Assertion>, origin: Option<&str>) -> Option<SiteId> {
        identity.map(|identity| identity.site.clone()).or_else(|| self.0.sites.id_at(origin?))
    }

    /// Unless the site vouched for this customer, the name is only what was typed.
    fn customer(&self, request: &StartRequest) -> Customer {
        if let Some(Assertion { user_id, name, .. }) = &request.identity {
            return Customer { user_id: user_id.clone(), name: name.clone(), identified: true };
        }
        let user_id = request.user_id.clone().unwrap_or_else(|| user_id::draw(user_id::CUSTOMER, &*self.0.random));
        let name = request.user_name.clone().unwrap_or_else(|| "Customer".parse().expect("a plain word is a name"));
        Customer { user_id, name, identified: false }
    }

    fn custom_pin(&self, given: Option<Pin>) -> Option<Pin> {
        match self.0.settings.pin_mode {
            PinMode::Auto => None,
            PinMode::Custom => Some(given.unwrap_or_else(|| Pin::generate_custom(&*self.0.random))),
        }
    }
}
