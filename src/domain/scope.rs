//! What an API key is good for. A key acts as its person and never may more than they; its scopes make it less.

use crate::domain::Role;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// One sort of thing a key may do. Each route that takes a key names the one it needs, in its description (ADR 41).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// See sessions, their people and what happened in them; hear of changes.
    SessionsRead,
    /// Come into sessions, with a PIN or otherwise, and leave them; get desks and agent tokens.
    SessionsConnect,
    /// Note something about sessions: tickets, notes, outcomes.
    SessionsWrite,
    SessionsEnd,
    /// Take history and figures away as files.
    ExportRead,
    AuditRead,
    /// Read the log of events.
    EventsRead,
    /// See and change who is told of events.
    WebhooksManage,
    /// See people, keep them out and let them in.
    PeopleManage,
}

impl Scope {
    pub const ALL: [Self; 9] = [
        Self::SessionsRead,
        Self::SessionsConnect,
        Self::SessionsWrite,
        Self::SessionsEnd,
        Self::ExportRead,
        Self::AuditRead,
        Self::EventsRead,
        Self::WebhooksManage,
        Self::PeopleManage,
    ];

    /// The name in the database, the API and the command.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SessionsRead => "sessions:read",
            Self::SessionsConnect => "sessions:connect",
            Self::SessionsWrite => "sessions:write",
            Self::SessionsEnd => "sessions:end",
            Self::ExportRead => "export:read",
            Self::AuditRead => "audit:read",
            Self::EventsRead => "events:read",
            Self::WebhooksManage => "webhooks:manage",
            Self::PeopleManage => "people:manage",
        }
    }

    /// Whose keys can make use of it. With a lesser role the scope is offered to nobody; the routes refuse it besides.
    pub fn least_role(self) -> Role {
        match self {
            Self::SessionsRead | Self::SessionsConnect | Self::SessionsWrite | Self::SessionsEnd => Role::Agent,
            Self::ExportRead | Self::AuditRead => Role::Supervisor,
            Self::EventsRead | Self::WebhooksManage | Self::PeopleManage => Role::Admin,
        }
    }

    /// Those of which a person with this role can give keys.
    pub fn within(role: Role) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |scope| scope.least_role() <= role)
    }
}

/// The text is no scope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a scope")]
pub struct UnknownScope(String);

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(name: &str) -> Result<Self, UnknownScope> {
        let shown = || name.chars().filter(|c| !c.is_control()).take(40).collect();
        Self::ALL.into_iter().find(|scope| scope.as_str() == name).ok_or_else(|| UnknownScope(shown()))
    }
}

/// What one key is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scopes {
    /// Whatever its person may, now and later.
    All,
    /// These, at least one.
    Only(BTreeSet<Scope>),
}

impl Scopes {
    pub fn allow(&self, scope: Scope) -> bool {
        match self {
            Self::All => true,
            Self::Only(scopes) => scopes.contains(&scope),
        }
    }

    /// The names, in the order of the table; `None` of a key without limits.
    pub fn names(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::All => None,
            Self::Only(scopes) => Some(scopes.iter().map(|scope| scope.as_str()).collect()),
        }
    }

    /// One that this role has no use for.
    pub fn beyond(&self, role: Role) -> Option<Scope> {
        match self {
            Self::All => None,
            Self::Only(scopes) => scopes.iter().copied().find(|scope| scope.least_role() > role),
        }
    }
}

/// `*`, or names separated by spaces: as the database keeps it.
impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().map_or_else(|| "*".to_owned(), |names| names.join(" ")))
    }
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        if text == "*" {
            return Ok(Self::All);
        }
        let scopes: BTreeSet<Scope> = text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        if scopes.is_empty() { Err(UnknownScope("nothing".into())) } else { Ok(Self::Only(scopes)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_read_back_as_they_were_written() {
        for text in ["*", "sessions:read", "sessions:read sessions:end audit:read"] {
            assert_eq!(text.parse::<Scopes>().unwrap().to_string(), text);
        }
        for bad in ["", "  ", "sessions", "sessions:read,audit:read", "* sessions:read", "SESSIONS:READ"] {
            assert!(bad.parse::<Scopes>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_key_is_good_for_what_it_names_and_an_old_one_for_everything() {
        let one: Scopes = "sessions:read".parse().unwrap();
        for scope in Scope::ALL {
            assert!(Scopes::All.allow(scope));
            assert_eq!(one.allow(scope), scope == Scope::SessionsRead, "{scope:?}");
        }
    }

    #[test]
    fn nobody_gives_a_key_what_they_may_not() {
        let some: Scopes = "sessions:read export:read".parse().unwrap();
        assert_eq!(some.beyond(Role::Agent), Some(Scope::ExportRead));
        assert_eq!(some.beyond(Role::Supervisor), None);
        assert_eq!(Scope::within(Role::Agent).count(), 4);
        assert_eq!(Scope::within(Role::Admin).count(), Scope::ALL.len());
    }
}
