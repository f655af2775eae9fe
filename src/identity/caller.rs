use crate::domain::timeline::Actor;
use crate::domain::{Role, Session};
use crate::store::Agent;
use std::net::IpAddr;

/// The signed-in person, or the machine acting for one, who asks for something.
#[derive(Debug, Clone)]
pub struct Caller {
    pub agent: Agent,
    pub ip: Option<IpAddr>,
}

impl Caller {
    pub fn role(&self) -> Role {
        self.agent.role
    }

    /// As the audit trail names them.
    pub fn actor(&self) -> Actor {
        Actor::Person(self.agent.id, self.agent.role)
    }

    /// Whether this person was let into the session.
    pub fn was_in(&self, session: &Session) -> bool {
        session.admissions.iter().any(|admission| admission.agent == Some(self.agent.id))
    }
}
