//! What customer and agents do together on a shared page, as the timeline has it.

use crate::domain::AdmissionId;
use crate::domain::timeline::Kind;
use crate::relay::events::{Answer, AssistNote, BargeInNote, Noted, ProposalNote, Proposed, Stopper};

/// Whose deed it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Customer,
    /// The agent of the entry's admission.
    Agent,
    Nobody,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Deed {
    pub kind: Kind,
    pub by: By,
    pub admission: Option<AdmissionId>,
}

pub(super) fn entry(note: Noted) -> Deed {
    let (kind, by, admission) = match note {
        Noted::Transferred => (Kind::CustomerTransferred, By::Customer, None),
        Noted::Assist(admission, note) => {
            let (kind, by) = assist(note);
            (kind, by, Some(admission))
        }
        Noted::Proposal(admission, note) => {
            let (kind, by) = proposal(note);
            (kind, by, Some(admission))
        }
        Noted::BargeIn(admission, BargeInNote::Asked) => (Kind::BargeInAsked, By::Agent, Some(admission)),
        Noted::BargeIn(admission, BargeInNote::Denied) => (Kind::BargeInDenied, By::Customer, Some(admission)),
        Noted::BargeIn(admission, BargeInNote::Withdrawn) => (Kind::BargeInWithdrawn, By::Nobody, Some(admission)),
    };
    Deed { kind, by, admission }
}

fn assist(note: AssistNote) -> (Kind, By) {
    match note {
        AssistNote::Asked => (Kind::AssistAsked, By::Agent),
        AssistNote::Allowed => (Kind::AssistAllowed, By::Customer),
        AssistNote::Denied => (Kind::AssistDenied, By::Customer),
        AssistNote::Withdrawn => (Kind::AssistWithdrawn, By::Nobody),
        AssistNote::Started => (Kind::AssistStarted, By::Agent),
        AssistNote::Stopped(Stopper::Agent) => (Kind::AssistStopped, By::Agent),
        AssistNote::Stopped(Stopper::Customer) => (Kind::AssistStopped, By::Customer),
        AssistNote::Stopped(Stopper::Gone) => (Kind::AssistEnded, By::Nobody),
    }
}

fn proposal(note: ProposalNote) -> (Kind, By) {
    match note {
        ProposalNote::Made(Proposed::Click) => (Kind::ClickProposed, By::Agent),
        ProposalNote::Made(Proposed::Value) => (Kind::ValueProposed, By::Agent),
        ProposalNote::Answered(Answer::Yes) => (Kind::ProposalAccepted, By::Customer),
        ProposalNote::Answered(Answer::No) => (Kind::ProposalDeclined, By::Customer),
        ProposalNote::Answered(Answer::Impossible) => (Kind::ProposalImpossible, By::Nobody),
        ProposalNote::Dropped => (Kind::ProposalDropped, By::Nobody),
    }
}
