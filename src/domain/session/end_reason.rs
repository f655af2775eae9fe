use std::str::FromStr;

/// Why a session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// No PIN was reported within the start window.
    NeverStarted,
    /// No agent came within the PIN window.
    NoAgent,
    /// An agent was there first, and no customer came within the time agents wait.
    NoCustomer,
    CustomerEnded,
    AgentEnded,
    /// Somebody who was not in it ended it: a supervisor, or a machine.
    Revoked,
    /// The longest session, or the customer's token, ran out.
    TooLong,
    /// The customer did not come back within the recovery window.
    CustomerLost,
}

impl EndReason {
    pub const ALL: [Self; 8] = [
        Self::NeverStarted,
        Self::NoAgent,
        Self::NoCustomer,
        Self::CustomerEnded,
        Self::AgentEnded,
        Self::Revoked,
        Self::TooLong,
        Self::CustomerLost,
    ];

    /// The name in the database, the API and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeverStarted => "never_started",
            Self::NoAgent => "no_agent",
            Self::NoCustomer => "no_customer",
            Self::CustomerEnded => "customer_ended",
            Self::AgentEnded => "agent_ended",
            Self::Revoked => "revoked",
            Self::TooLong => "too_long",
            Self::CustomerLost => "customer_lost",
        }
    }

    /// Zoom's word for it (Zoom reference §10.4, \[DZ-EVT\]).
    pub fn zoom_text(self) -> &'static str {
        match self {
            Self::CustomerLost => "Network connection error",
            Self::CustomerEnded
            | Self::AgentEnded
            | Self::Revoked
            | Self::TooLong
            | Self::NoAgent
            | Self::NoCustomer => "The session ended",
            Self::NeverStarted => "Unknown reason",
        }
    }
}

impl FromStr for EndReason {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == name).ok_or(())
    }
}
