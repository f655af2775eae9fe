//! How a connection comes to its end: what the peer is told last, and with which code it is closed.

use super::control::{self, ToBoth};
use super::events::{Denied, DeskGone};
use super::frame::Frame;
use crate::domain::EndReason;
use bytes::Bytes;

/// Why a connection is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Over {
    /// The peer closed, or the line broke.
    Gone,
    /// Two pings were not answered.
    Silent,
    /// The peer said that it goes: `leave` of a desk, `leaving` of a page.
    Left,
    Ended(EndReason),
    /// A newer connection of the same party took its place.
    Replaced,
    /// The customer said no to this agent.
    ConsentDenied,
    /// This agent handed over; the frame says to whom.
    Relieved(Bytes),
    /// The broker said no.
    Refused(Denied),
    /// The broker took the permission back.
    Revoked,
    /// A rule of `docs/wire.md` was broken.
    Policy,
    TooBig,
    TooSlow,
    TooMany,
    HelloLate,
    Restart,
}

impl Over {
    /// No room for another session on this node; the customer may try again.
    pub fn no_memory() -> Self {
        Self::Refused(Denied { code: 9999, message: "The service is busy. Please try again.".into(), close: 1013 })
    }

    /// The peer speaks another version (1011 in Zoom's list: "bad SDK version").
    pub fn wrong_version() -> Self {
        Self::Refused(Denied { code: 1011, message: "This page is out of date. Reload it.".into(), close: 1008 })
    }

    /// The close code of `docs/wire.md`; `None` where nobody listens any more.
    pub fn code(&self) -> Option<u16> {
        Some(match self {
            Self::Gone | Self::Silent => return None,
            Self::Left => 1000,
            Self::Policy => 1008,
            Self::TooBig => 1009,
            Self::Restart => 1012,
            Self::TooSlow => 1013,
            Self::Revoked => 4401,
            Self::ConsentDenied | Self::Relieved(_) => 4403,
            Self::HelloLate => 4408,
            Self::Replaced => 4409,
            Self::Ended(_) => 4410,
            Self::TooMany => 4429,
            Self::Refused(denied) => denied.close,
        })
    }

    /// The control frame before the close.
    pub fn last_frame(&self) -> Option<Bytes> {
        match self {
            Self::Ended(reason) => Some(control::session_ended(*reason)),
            Self::Relieved(frame) => Some(frame.clone()),
            Self::ConsentDenied => Some(Frame::control(&ToBoth::Denied)),
            Self::Refused(Denied { code, message, .. }) => {
                Some(Frame::control(&ToBoth::Error { code: *code, error_msg: message }))
            }
            _ => None,
        }
    }

    /// What this means for the desk's seat.
    pub fn desk_gone(&self) -> DeskGone {
        match self {
            Self::ConsentDenied => DeskGone::Denied,
            // whoever may not come back gives up the seat now
            Self::Left | Self::Revoked | Self::Relieved(_) => DeskGone::Left,
            _ => DeskGone::Lost,
        }
    }
}
