//! What customers and agents say to each other through a room, each kind to its part of it.

use super::annotating::refusal;
use super::{Room, ToBoth};
use crate::domain::AdmissionId;
use crate::domain::session::Mode;
use crate::relay::bucket::Bucket;
use crate::relay::control::{FromCustomer, FromDesk, Pointer, Reason, What};
use crate::relay::frame::Frame;
use crate::relay::limits::{ASKS, POINTERS, SEARCHES};
use crate::relay::peer::ConnectionId;
use tokio::time::Instant;

/// How often one desk may do what others see at once.
pub(in crate::relay) struct Manners {
    pointers: Bucket,
    pub asks: Bucket,
    pub searches: Bucket,
}

impl Manners {
    pub fn new(now: Instant) -> Self {
        Self {
            pointers: Bucket::full(POINTERS, now),
            asks: Bucket::full(ASKS, now),
            searches: Bucket::full(SEARCHES, now),
        }
    }
}

/// What would act on the page, or ask the customer for it, and the desk's own number of it.
fn what_hands_do(message: &FromDesk) -> Option<(What, Option<u64>)> {
    match message {
        FromDesk::Draw { .. } => Some((What::Draw, None)),
        FromDesk::Pointer(_) => Some((What::Pointer, None)),
        FromDesk::Highlight { .. } => Some((What::Highlight, None)),
        FromDesk::AssistRequest | FromDesk::AssistStop => Some((What::Assist, None)),
        FromDesk::Scroll(_) => Some((What::Scroll, None)),
        FromDesk::Propose { n, .. } => Some((What::Propose, Some(*n))),
        FromDesk::ProposalWithdraw { n } => Some((What::Propose, Some(*n))),
        FromDesk::Invite { n, .. } => Some((What::Invite, Some(*n))),
        FromDesk::Hello { .. }
        | FromDesk::Leave
        | FromDesk::End
        | FromDesk::WantAssets { .. }
        | FromDesk::Colleagues { .. }
        | FromDesk::InviteWithdraw { .. }
        | FromDesk::BargeIn => None,
    }
}

impl Room {
    /// Does what a desk says. Nothing, if that agent has not joined by this connection. False if this is not for a
    /// room to do.
    pub fn desk_says(
        &self,
        admission: AdmissionId,
        connection: ConnectionId,
        message: FromDesk,
        manners: &mut Manners,
    ) -> bool {
        let now = Instant::now();
        let refused = what_hands_do(&message).filter(|_| self.only_watches(admission, connection));
        if let Some((what, n)) = refused {
            let refused = ToBoth::Refused { what, n, reason: Reason::Watching };
            self.tell_seeing(admission, connection, || Frame::control(&refused));
            return true;
        }
        match message {
            FromDesk::Draw { ops } => self.agent_draws(admission, connection, ops, now),
            FromDesk::Pointer(pointer) => {
                // the last word about a pointer always counts
                if matches!(pointer, Pointer::Gone { .. }) || manners.pointers.take(1.0, now) {
                    self.points(admission, connection, &pointer);
                }
            }
            FromDesk::Highlight { node } => self.highlights(admission, connection, node),
            FromDesk::AssistRequest if !manners.asks.take(1.0, now) => {
                self.tell_desk(admission, connection, || refusal(What::Assist, Reason::Full));
            }
            FromDesk::AssistRequest => self.assist_requested(admission, connection),
            FromDesk::AssistStop => self.assist_given_up(admission, connection),
            FromDesk::Scroll(scroll) => self.scrolls(admission, connection, &scroll),
            FromDesk::Propose { n, .. } if !manners.asks.take(1.0, now) => {
                let refused = ToBoth::Refused { what: What::Propose, n: Some(n), reason: Reason::Full };
                self.tell_desk(admission, connection, || Frame::control(&refused));
            }
            FromDesk::Propose { n, node, action } => self.proposes(admission, connection, n, node, &action),
            FromDesk::ProposalWithdraw { n } => self.proposal_withdrawn(admission, connection, n),
            FromDesk::WantAssets { urls } => {
                if self.is_joined(admission, connection) {
                    self.feed.want(urls);
                }
            }
            FromDesk::Hello { .. }
            | FromDesk::Leave
            | FromDesk::End
            | FromDesk::Colleagues { .. }
            | FromDesk::Invite { .. }
            | FromDesk::InviteWithdraw { .. }
            | FromDesk::BargeIn => return false,
        }
        true
    }

    fn only_watches(&self, admission: AdmissionId, connection: ConnectionId) -> bool {
        self.lock().seeing(admission, connection).is_some_and(|desk| desk.shown.mode == Mode::Watching)
    }

    /// Does what a customer's page says. False if this is not for a room to do.
    pub fn customer_says(&self, connection: ConnectionId, message: FromCustomer) -> bool {
        match message {
            FromCustomer::Away { hidden } => self.away(connection, hidden),
            FromCustomer::Draw { ops } => self.customer_draws(connection, ops, Instant::now()),
            FromCustomer::AssistAnswer { grant_id, allow } => self.assist_answered(connection, &grant_id, allow),
            FromCustomer::AssistStop => self.assist_stopped(connection),
            FromCustomer::ProposalAnswer { proposal_id, answer } => {
                self.proposal_answered(connection, &proposal_id, answer);
            }
            FromCustomer::Omitted { items } => self.omitted(connection, items),
            FromCustomer::Hello(_) | FromCustomer::Consent { .. } | FromCustomer::Leaving | FromCustomer::End => {
                return false;
            }
        }
        true
    }
}
