//! `/agent`: PIN entry and the desk's frame.

use super::{Flash, Layout, Section};
use askama::Template;

/// What a PIN looks like in this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinEntry {
    /// That many digits (6 to 10), shown as boxes, sent as soon as they are complete.
    Digits(u8),
    /// 1 to 10 letters or digits, a plain field sent by Enter.
    Custom,
}

/// `GET /agent`. Everything else comes from the API by `agent.js`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/agent.html")]
pub struct AgentPage {
    /// The frame.
    pub layout: Layout,
    /// Own id, by which the list of recent sessions leaves out those of others.
    pub agent_id: String,
    /// How PINs are typed.
    pub pin: PinEntry,
    /// `builtin` or `zoom`. In zoom mode the PIN is shown beside the frame, because Zoom's desk asks for it again.
    pub engine: String,
    /// Origin of the desk: messages from any other are ignored.
    pub desk_origin: String,
    /// The frame's `allow` attribute.
    pub frame_allow: String,
    /// The frame's `sandbox` attribute; none for no sandbox.
    pub frame_sandbox: Option<String>,
}

impl AgentPage {
    /// Digits of a PIN; 0 where PINs are custom.
    fn digits(&self) -> u8 {
        match self.pin {
            PinEntry::Digits(digits) => digits,
            PinEntry::Custom => 0,
        }
    }

    /// How a session may come out, with the message for each.
    fn outcomes(&self) -> [(&'static str, &'static str); 5] {
        [
            ("solved", "outcome-solved"),
            ("not_solved", "outcome-not-solved"),
            ("follow_up", "outcome-follow-up"),
            ("no_show", "outcome-no-show"),
            ("other", "outcome-other"),
        ]
    }

    /// What may be told by a sound or a notification, with the message for each.
    fn alerts(&self) -> [(&'static str, &'static str); 6] {
        [
            ("waiting", "agent-about-waiting"),
            ("consent", "agent-about-consent"),
            ("away", "agent-about-away"),
            ("back", "agent-about-back"),
            ("ended", "agent-about-ended"),
            ("invite", "agent-about-invite"),
        ]
    }

    /// Box numbers before and after the gap: the first group is the longer one.
    fn box_groups(&self) -> [std::ops::Range<u8>; 2] {
        let first = self.digits().div_ceil(2);
        [0..first, first..self.digits()]
    }
}
