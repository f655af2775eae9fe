//! Adding and changing people.

use super::sign_in::Budget;
use super::{By, Error, Passwords, People, SignedIn};
use crate::bus::Notice;
use crate::domain::secret::Secret;
use crate::domain::timeline::Kind;
use crate::domain::{AgentId, DisplayName, Role, SkillTag};
use crate::store::{Agent, AgentChange};
use crate::words::Language;
use std::net::IpAddr;

impl People {
    /// Adds somebody; the password is shown to whoever adds them, once.
    pub async fn add(&self, by: &By, login: &str, name: DisplayName, role: Role) -> Result<(Agent, String), Error> {
        let password = self.passwords.generate();
        let agent = self.insert(by, login, name, role, Some(&password)).await?;
        Ok((agent, password))
    }

    pub(super) async fn insert(
        &self,
        by: &By,
        login: &str,
        name: DisplayName,
        role: Role,
        password: Option<&str>,
    ) -> Result<Agent, Error> {
        let now = self.now();
        let login = well_formed_login(login)?;
        let password = match password {
            Some(password) => Some(self.passwords.hash(password).await),
            None => None,
        };
        let agent = Agent {
            id: AgentId::new(now, &*self.random),
            login,
            name,
            role,
            password,
            skills: Vec::new(),
            identity: None,
            language: None,
            created_at: now,
            disabled_at: None,
            last_seen_at: None,
        };
        let entry = self.entry(Kind::PersonAdded, by.actor(), by.ip(), Some(agent.id));
        self.store.insert_agent(agent.clone(), entry).await?;
        Ok(agent)
    }

    /// Everybody, by name.
    pub async fn everybody(&self) -> Result<Vec<Agent>, Error> {
        Ok(self.store.agents().await?)
    }

    pub async fn by_id(&self, id: AgentId) -> Result<Option<Agent>, Error> {
        Ok(self.store.agent(id).await?)
    }

    pub async fn by_login(&self, login: &str) -> Result<Option<Agent>, Error> {
        Ok(self.store.agent_by_login(login).await?)
    }

    /// Whatever they have open ends within a second.
    pub async fn disable(&self, by: &By, id: AgentId) -> Result<(), Error> {
        self.keep_an_admin(id).await?;
        self.change(by, id, AgentChange::Disable(self.now()), Kind::PersonDisabled).await
    }

    pub async fn enable(&self, by: &By, id: AgentId) -> Result<(), Error> {
        self.change(by, id, AgentChange::Enable, Kind::PersonEnabled).await
    }

    pub async fn set_role(&self, by: &By, id: AgentId, role: Role) -> Result<(), Error> {
        if role != Role::Admin {
            self.keep_an_admin(id).await?;
        }
        self.change(by, id, AgentChange::Role(role), Kind::RoleChanged).await
    }

    /// What somebody is good at, as tags between commas. It holds at once.
    pub async fn set_skills(&self, by: &By, id: AgentId, typed: &str) -> Result<(), Error> {
        let skills = SkillTag::list(typed)?;
        let mut entry = self.entry(Kind::SkillsChanged, by.actor(), by.ip(), Some(id));
        entry.data.insert("skills".into(), serde_json::json!(skills));
        let known = self.store.change_agent(id, AgentChange::Skills(skills), entry).await?;
        if known { Ok(()) } else { Err(Error::NoSuchPerson) }
    }

    /// Somebody chooses what they read, or leaves it to their browser. It holds from the next page on.
    pub async fn choose_language(
        &self,
        who: &SignedIn,
        language: Option<Language>,
        ip: Option<IpAddr>,
    ) -> Result<(), Error> {
        let by = By::Person(crate::identity::Caller { agent: who.agent.clone(), ip });
        let mut entry = self.entry(Kind::LanguageChosen, by.actor(), by.ip(), Some(who.agent.id));
        entry.data.insert("language".into(), serde_json::json!(language.map(Language::tag)));
        let known = self.store.change_agent(who.agent.id, AgentChange::Language(language), entry).await?;
        if known { Ok(()) } else { Err(Error::NoSuchPerson) }
    }

    /// Gives somebody a new password, shown to whoever asked for it, once. Their browsers are signed out.
    pub async fn reset_password(&self, by: &By, id: AgentId) -> Result<String, Error> {
        let password = self.passwords.generate();
        let change = AgentChange::Password { hash: self.passwords.hash(&password).await, keep: None };
        self.change(by, id, change, Kind::PasswordReset).await?;
        Ok(password)
    }

    /// Somebody changes their own password; their other browsers are signed out.
    pub async fn change_own_password(
        &self,
        who: &SignedIn,
        current: &str,
        new: &str,
        ip: Option<IpAddr>,
    ) -> Result<(), Error> {
        Passwords::judge(new)?;
        let attempt = self.count_password(Budget::Browser(who.session.id), ip).await?;
        if !self.passwords.fits(current, who.agent.password.as_deref()).await {
            return Err(Error::WrongCredentials);
        }
        self.store.attempt_succeeded(attempt).await?;
        let change = AgentChange::Password { hash: self.passwords.hash(new).await, keep: Some(who.session.id) };
        let by = By::Person(crate::identity::Caller { agent: who.agent.clone(), ip });
        self.change(&by, who.agent.id, change, Kind::PasswordChanged).await
    }

    /// Signs somebody out of every browser.
    pub async fn end_browsers(&self, by: &By, id: AgentId) -> Result<(), Error> {
        self.change(by, id, AgentChange::SignOut { keep: None }, Kind::WebSessionsEnded).await
    }

    /// Somebody signs out of every browser but the one they do it with.
    pub async fn end_other_browsers(&self, by: &By, who: &SignedIn) -> Result<(), Error> {
        self.change(by, who.agent.id, AgentChange::SignOut { keep: Some(who.session.id) }, Kind::WebSessionsEnded).await
    }

    /// Somebody new, who chooses a password by the link; its secret is shown to whoever adds them, once.
    pub async fn invite(&self, by: &By, login: &str, name: DisplayName, role: Role) -> Result<(Agent, Secret), Error> {
        let agent = self.insert(by, login, name, role, None).await?;
        let secret = self.password_link(by, agent.id).await?;
        Ok((agent, secret))
    }

    pub(super) async fn change(&self, by: &By, id: AgentId, change: AgentChange, kind: Kind) -> Result<(), Error> {
        let entry = self.entry(kind, by.actor(), by.ip(), Some(id));
        if !self.store.change_agent(id, change, entry).await? {
            return Err(Error::NoSuchPerson);
        }
        self.tell_changed(id);
        Ok(())
    }

    pub(super) fn tell_changed(&self, id: AgentId) {
        self.bus.publish(Notice::PersonChanged(id));
    }

    pub(super) async fn keep_an_admin(&self, without: AgentId) -> Result<(), Error> {
        let is_active_admin = |agent: &&Agent| agent.role == Role::Admin && agent.disabled_at.is_none();
        let everybody = self.store.agents().await?;
        let mut admins = everybody.iter().filter(is_active_admin);
        let is_one = admins.clone().any(|agent| agent.id == without);
        if is_one && admins.all(|agent| agent.id == without) { Err(Error::LastAdmin) } else { Ok(()) }
    }
}

/// 2 to 64 characters that need no explaining on the telephone.
pub(super) fn well_formed_login(login: &str) -> Result<String, Error> {
    let login = login.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    let fits = (2..=64).contains(&login.len()) && login.chars().all(plain);
    if fits { Ok(login.to_owned()) } else { Err(Error::InvalidLogin) }
}
