//! Who may do what: people, their passwords, their signed-in browsers, and the API keys of machines.
//!
//! Web sessions live in a table of our own (ADR 9). Everything that guards a password is counted in the database.

mod api_keys;
mod caller;
mod error;
mod password;
mod password_link;
mod people;
mod setup;
mod sign_in;
pub mod sign_on;
mod watch;
mod web_session;

pub use api_keys::{InvalidKey, KeyHolder, MOST_KEYS, NewApiKey};
pub use caller::Caller;
pub use error::Error;
pub use password::{InvalidPassword, Passwords};
pub use password_link::PASSWORD_LINK_LIFE;
pub use setup::SETUP_LINK_LIFE;
pub use sign_in::{Entered, SignIn};
pub use web_session::SignedIn;

use crate::bus::Bus;
use crate::clock::Clock;
use crate::config::PasswordsOf;
use crate::domain::throttle::LoginLimits;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{AgentId, Time};
use crate::random::Random;
use crate::store::Store;
use serde_json::{Map, Value};
use std::net::IpAddr;
use std::sync::Arc;

/// People and their credentials. Cheap to clone.
#[derive(Clone)]
pub struct People {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    bus: Arc<dyn Bus>,
    passwords: Passwords,
    limits: LoginLimits,
    passwords_of: PasswordsOf,
}

impl People {
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        bus: Arc<dyn Bus>,
        limits: LoginLimits,
    ) -> Self {
        let passwords = Passwords::new(random.clone());
        Self { store, clock, random, bus, passwords, limits, passwords_of: PasswordsOf::Everyone }
    }

    /// Whose passwords sign in: everybody's, unless it is said.
    #[must_use]
    pub fn with_passwords_of(self, passwords_of: PasswordsOf) -> Self {
        Self { passwords_of, ..self }
    }

    fn now(&self) -> Time {
        self.clock.now()
    }

    fn entry(&self, kind: Kind, actor: Actor, ip: Option<IpAddr>, about: Option<AgentId>) -> NewEntry {
        let data = match about {
            Some(id) => Map::from_iter([("agentId".to_owned(), Value::from(id.to_string()))]),
            None => Map::new(),
        };
        NewEntry { session: None, at: self.now(), kind, actor, data, ip }
    }
}

/// Who asks for a change of people or sites: somebody signed in, or the shell of the server.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "there is one for each request, never many in a row")]
pub enum By {
    Person(Caller),
    Shell,
}

impl By {
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Person(caller) => caller.actor(),
            Self::Shell => Actor::System,
        }
    }

    pub(crate) fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Person(caller) => caller.ip,
            Self::Shell => None,
        }
    }
}
