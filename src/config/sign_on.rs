//! Signing in at an OpenID provider (ADR 42).

use super::reader::{Reader, shortened};
use super::setting::{Section, Setting, section};
use crate::domain::sign_on::GroupRoles;
use crate::outgoing::Url;
use secrecy::SecretString;
use std::str::FromStr;

const GROUPS: &str = "names of groups as the provider sends them";

section! { "Single sign-on with an OpenID provider",
    ISSUER = Setting::one("COBROKER_OIDC_ISSUER", "an address such as https://login.example.com/realms/staff",
        "The provider's issuer, to the letter; people may sign in there. Plain http only on this machine, for trying things out.");
    CLIENT_ID = Setting::one("COBROKER_OIDC_CLIENT_ID", "text", "What the provider calls this service.");
    CLIENT_SECRET = Setting::secret("COBROKER_OIDC_CLIENT_SECRET",
        "Proves to the provider that it is this service that asks; without it, it is asked as a public client.");
    SCOPES = Setting::usually("COBROKER_OIDC_SCOPES", "openid profile email", "words separated by spaces, openid among them",
        "What the provider is asked for; some send groups only with a scope of their own.");
    GROUPS_CLAIM = Setting::usually("COBROKER_OIDC_GROUPS_CLAIM", "groups", "a claim's name, or a way to it such as realm_access.roles",
        "Where the provider says which groups somebody is in.");
    ADMIN_GROUPS = Setting::several("COBROKER_OIDC_ADMIN_GROUPS", GROUPS, "Who is in one of these is an admin.");
    SUPERVISOR_GROUPS = Setting::several("COBROKER_OIDC_SUPERVISOR_GROUPS", GROUPS, "Who is in one of these is a supervisor.");
    AGENT_GROUPS = Setting::several("COBROKER_OIDC_AGENT_GROUPS", GROUPS,
        "Who is in one of these is an agent; * is everybody whom the provider lets in. Who is in no group of the three lists is \
         refused.");
    LABEL = Setting::usually("COBROKER_OIDC_LABEL", "single sign-on", "text of at most 40 characters",
        "What the sign-in page calls the provider.");
    PASSWORDS = Setting::usually("COBROKER_PASSWORDS", "everyone", "everyone or admins",
        "Whose passwords sign in. Those of admins always do, so that nobody is locked out by a provider.");
}

/// Where people sign in besides here.
#[derive(Debug, Clone)]
pub struct SignOnConfig {
    /// To the letter, as tokens have it.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: Option<SecretString>,
    pub scopes: String,
    pub groups_claim: String,
    pub roles: GroupRoles,
    pub label: String,
}

/// Whose passwords sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordsOf {
    Everyone,
    Admins,
}

impl FromStr for PasswordsOf {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "everyone" => Ok(Self::Everyone),
            "admins" => Ok(Self::Admins),
            _ => Err(()),
        }
    }
}

impl PasswordsOf {
    pub fn read(reader: &Reader, sign_on: Option<&SignOnConfig>) -> Self {
        let passwords = reader.parse_or_default(&PASSWORDS);
        if passwords == Self::Admins && sign_on.is_none() {
            reader.complain("COBROKER_PASSWORDS=admins needs COBROKER_OIDC_ISSUER, where everybody else signs in.");
        }
        passwords
    }
}

impl SignOnConfig {
    /// `None` where no issuer is set.
    pub fn read(reader: &Reader) -> Option<Self> {
        let groups = |setting: &Setting| reader.list::<String>(setting);
        let roles = GroupRoles {
            admins: groups(&ADMIN_GROUPS),
            supervisors: groups(&SUPERVISOR_GROUPS),
            agents: groups(&AGENT_GROUPS),
        };
        let (client_id, client_secret) = (reader.text(&CLIENT_ID), reader.secret(&CLIENT_SECRET));
        let (scopes, groups_claim) = (reader.text_or_default(&SCOPES), reader.text_or_default(&GROUPS_CLAIM));
        let label = reader.text_or_default(&LABEL);
        let Some(issuer) = reader.text(&ISSUER) else {
            if client_id.is_some() || client_secret.is_some() || !roles.is_empty() {
                reader.complain("COBROKER_OIDC_ISSUER is missing; without it the other COBROKER_OIDC_… do nothing.");
            }
            return None;
        };
        let config = Self {
            issuer,
            client_id: client_id.unwrap_or_default(),
            client_secret,
            scopes,
            groups_claim,
            roles,
            label,
        };
        config.check(reader);
        Some(config)
    }

    fn check(&self, reader: &Reader) {
        let shown = shortened(&self.issuer);
        match self.issuer.parse::<Url>() {
            Ok(url) if url.target.contains('?') => {
                reader.complain(format!("COBROKER_OIDC_ISSUER must be an address without a query, not {shown}."));
            }
            Ok(url) if url.secure || url.is_local() => {}
            _ => reader.complain(format!(
                "COBROKER_OIDC_ISSUER must be an address that begins with https://, such as https://login.example.com/realms/staff, not {shown}."
            )),
        }
        if self.client_id.is_empty() {
            reader
                .complain("COBROKER_OIDC_ISSUER needs COBROKER_OIDC_CLIENT_ID, what the provider calls this service.");
        }
        if self.roles.is_empty() {
            reader.complain(
                "COBROKER_OIDC_ISSUER needs COBROKER_OIDC_ADMIN_GROUPS, _SUPERVISOR_GROUPS or _AGENT_GROUPS: nobody is in a group that may come in.",
            );
        }
        if [&self.roles.admins, &self.roles.supervisors].iter().any(|names| names.iter().any(|name| name == "*")) {
            reader.complain("Only COBROKER_OIDC_AGENT_GROUPS may be *: everybody would be more than an agent.");
        }
        if !self.scopes.split_ascii_whitespace().any(|scope| scope == "openid") {
            reader.complain("COBROKER_OIDC_SCOPES must have openid among its words.");
        }
        if self.label.chars().count() > 40 {
            reader.complain("COBROKER_OIDC_LABEL must be text of at most 40 characters.");
        }
    }

    /// The provider is on this machine: for trying things out.
    pub fn is_local(&self) -> bool {
        self.issuer.parse::<Url>().is_ok_and(|url| url.is_local())
    }
}
