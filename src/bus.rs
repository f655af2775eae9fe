//! How the rooms tell the rest of the server, and one day other nodes, what changed.

use crate::domain::{AdmissionId, AgentId, Session, SessionId};
use std::sync::Arc;
use tokio::sync::broadcast;

/// Something others may want to know.
#[derive(Debug, Clone)]
pub enum Notice {
    /// A session was saved, or something was written down about it; this is how it stands.
    Session(Arc<Session>),
    /// An agent was let in and will ask the customer now. For the customer's page.
    AgentAdmitted { session: SessionId, agent_name: String },
    /// A supervisor who watches asks to help. For the room that has the desk.
    BargeInAsked { session: SessionId, admission: AdmissionId },
    /// A person was disabled, signed out everywhere or got another role: what they have open must be checked again.
    PersonChanged(AgentId),
}

/// Carries notices: within this process, or between nodes.
pub trait Bus: Send + Sync + 'static {
    fn publish(&self, notice: Notice);
    /// Hears every notice from now on. Who falls too far behind is told so and reads the database again.
    fn subscribe(&self) -> broadcast::Receiver<Notice>;
}

/// Notices within one process.
pub struct LocalBus(broadcast::Sender<Notice>);

/// Notices a listener may lie behind: some seconds of a busy node.
const BACKLOG: usize = 4_096;

impl Default for LocalBus {
    fn default() -> Self {
        Self(broadcast::channel(BACKLOG).0)
    }
}

impl Bus for LocalBus {
    fn publish(&self, notice: Notice) {
        // nobody listening is no failure
        let _ = self.0.send(notice);
    }

    fn subscribe(&self) -> broadcast::Receiver<Notice> {
        self.0.subscribe()
    }
}
