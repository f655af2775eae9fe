//! Sessions for tests.

use super::*;
use crate::domain::{AdmissionId, AgentId, InviteId};
use crate::random::SeededRandom;
use chrono::TimeDelta;

pub(crate) const NOON: Time = match Time::from_timestamp(1_790_000_000, 0) {
    Some(time) => time,
    None => Time::UNIX_EPOCH,
};

pub(crate) fn seconds(seconds: i64) -> TimeDelta {
    TimeDelta::seconds(seconds)
}

pub(crate) fn pin(text: &str) -> Pin {
    text.parse().expect("a sample PIN is well-formed")
}

/// A session that was started at [`NOON`].
pub(crate) fn starting(seed: u64) -> Session {
    let random = SeededRandom::new(seed);
    let new = NewSession {
        id: SessionId::new(NOON, &random),
        customer: Customer {
            user_id: format!("cust-{seed}"),
            name: "Customer".parse().expect("a sample name is well-formed"),
            identified: false,
        },
        customer_expected: false,
        report_token: SecretHash::of(&format!("report-{seed}")),
        custom_pin: None,
        origin: Some("https://shop.example".into()),
        site: None,
        start_url: Some("https://shop.example/basket".into()),
        metadata: Some(r#"{"order":"4711"}"#.into()),
        skill: None,
        token_expires_at: NOON + TimeDelta::hours(2),
    };
    Session::start(new, NOON, &Windows::default())
}

/// A session whose PIN both sides knew at [`NOON`], before the customer's page was there.
pub(crate) fn agreed(seed: u64, text: &str, customer_expected: bool) -> Session {
    Session { custom_pin: Some(pin(text)), customer_expected, ..starting(seed) }
}

/// A session whose customer reported `text` as its PIN at [`NOON`].
pub(crate) fn waiting(seed: u64, text: &str) -> Session {
    starting(seed).apply(Event::PinReported(pin(text)), NOON, &Windows::default()).expect("a first PIN is taken")
}

pub(crate) fn admission(seed: u64) -> NewAdmission {
    let random = SeededRandom::new(1_000 + seed);
    NewAdmission {
        id: AdmissionId::new(NOON, &random),
        agent: Some(AgentId::new(NOON, &random)),
        agent_name: format!("Agent {seed}"),
        user_id: format!("agent-{seed}"),
        phrase: "amber river".into(),
        via: Via::Pin,
        token: SecretHash::of(&format!("agent-token-{seed}")),
        presence: DeskPresence::Seen,
    }
}

/// A person with an account.
pub(crate) fn colleague(seed: u64) -> AgentId {
    AgentId::new(NOON, &SeededRandom::new(5_000 + seed))
}

/// A colleague is asked in by whoever holds this seat.
pub(crate) fn invite(seed: u64, by: AdmissionId, to: u64) -> NewInvite {
    NewInvite {
        id: InviteId::new(NOON, &SeededRandom::new(9_000 + seed)),
        by,
        to: colleague(to),
        to_name: format!("Colleague {to}"),
        text: Some("About the roof".into()),
        hand_over: false,
        must_be_in: true,
    }
}
