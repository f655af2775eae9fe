//! Control frames that the relay reads.

use super::drawing::Op;
use crate::domain::{AdmissionId, AgentId, InviteId, SessionId};
use serde::{Deserialize, Serialize};

/// Most ops in one `draw`.
pub const OPS: usize = 64;
/// Most items in one `omitted`.
pub const OMITTED: usize = 32;
/// Most addresses in one `want_assets`.
pub const WANTED: usize = 32;
/// Bytes of one wanted address.
pub const WANTED_URL: usize = 2_048;
/// Pixels that one `scroll` may ask for, either way.
pub const SCROLL: i32 = 10_000;
/// UTF-16 units (a browser's characters) of a proposed value.
pub const VALUE: usize = 1_000;
/// Characters of what is said with an invite.
pub const INVITE_TEXT: usize = 500;
/// Bytes of a search for colleagues.
const SEARCH: usize = 200;
/// Bytes of a page's or a tab's id.
pub const PAGE_ID: usize = 36;
/// Bytes of a word in `omitted`.
const WORD: usize = 64;

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FromCustomer {
    Hello(Box<HelloCustomer>),
    Consent { admission_id: AdmissionId, allow: bool },
    Away { hidden: bool },
    Leaving,
    End,
    Draw { ops: Vec<Op> },
    AssistAnswer { grant_id: String, allow: bool },
    AssistStop,
    ProposalAnswer { proposal_id: String, answer: Answer },
    Omitted { items: Vec<Omission> },
}

impl FromCustomer {
    /// Whether it keeps to the limits of form.
    pub(super) fn is_well_formed(&self) -> bool {
        match self {
            Self::Hello(hello) => hello.page.as_ref().is_none_or(Page::is_well_formed),
            Self::Draw { ops } => are_well_formed(ops),
            Self::Omitted { items } => items.len() <= OMITTED && items.iter().all(Omission::is_well_formed),
            _ => true,
        }
    }
}

/// The first frame of a customer. The SDK key it also names is in the token, where it is signed.
#[derive(Deserialize)]
pub struct HelloCustomer {
    pub version: u32,
    pub page: Option<Page>,
    #[serde(default)]
    pub abilities: Abilities,
    pub start: Option<Start>,
    pub resume: Option<Resume>,
}

#[derive(Clone, Deserialize)]
pub struct Page {
    pub url: String,
    /// New for each document. Empty if the page does not say: then it counts as a new one.
    #[serde(default)]
    pub id: String,
    /// The same for all documents of a tab.
    #[serde(default)]
    pub tab: String,
}

impl Page {
    fn is_well_formed(&self) -> bool {
        self.id.len() <= PAGE_ID && self.tab.len() <= PAGE_ID
    }
}

/// What the customer's page lets the two sides do together. The relay holds both to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Abilities {
    pub agent_annotation: bool,
    pub customer_annotation: bool,
    pub remote_assist: bool,
    /// The customer is asked before an agent may scroll.
    pub assist_consent: bool,
    /// The desk asks back before it gives control up.
    pub stop_confirmation: bool,
    pub proposals: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Start {
    pub token: String,
    pub custom_pin_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Resume {
    pub session_id: SessionId,
    pub resume_token: String,
}

/// Something of the page that is not shared, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Omission {
    pub kind: String,
    pub reason: String,
    pub count: u32,
}

impl Omission {
    fn is_well_formed(&self) -> bool {
        self.kind.len() <= WORD && self.reason.len() <= WORD
    }
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Yes,
    No,
    /// The element is gone, or is none that this can be done to.
    Impossible,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FromDesk {
    Hello {
        version: u32,
        token: Option<String>,
        pincode: Option<String>,
        seat: Option<String>,
    },
    Leave,
    End,
    Draw {
        ops: Vec<Op>,
    },
    Pointer(Pointer),
    Highlight {
        node: Option<u32>,
    },
    AssistRequest,
    AssistStop,
    Scroll(Scroll),
    Propose {
        n: u64,
        node: u32,
        action: Action,
    },
    ProposalWithdraw {
        n: u64,
    },
    WantAssets {
        urls: Vec<String>,
    },
    Colleagues {
        n: u64,
        text: String,
    },
    Invite {
        n: u64,
        #[serde(flatten)]
        asked: Asked,
    },
    InviteWithdraw {
        invite_id: InviteId,
    },
    BargeIn,
}

/// Whom an agent asks in, and how.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    pub to: AgentId,
    pub text: Option<String>,
    #[serde(default)]
    pub hand_over: bool,
}

impl Asked {
    /// A hand-over has a note.
    fn is_well_formed(&self) -> bool {
        let length = self.text.as_deref().map_or(0, |text| text.trim().chars().count());
        length <= INVITE_TEXT && (length > 0 || !self.hand_over)
    }
}

impl FromDesk {
    /// Whether it keeps to the limits of form.
    pub(super) fn is_well_formed(&self) -> bool {
        match self {
            Self::Draw { ops } => are_well_formed(ops),
            Self::Pointer(pointer) => pointer.is_well_formed(),
            Self::Scroll(scroll) => scroll.dx.abs().max(scroll.dy.abs()) <= SCROLL,
            Self::Propose { action: Action::Value { value }, .. } => value.encode_utf16().count() <= VALUE,
            Self::WantAssets { urls } => urls.len() <= WANTED && urls.iter().all(|url| url.len() <= WANTED_URL),
            Self::Colleagues { text, .. } => text.len() <= SEARCH,
            Self::Invite { asked, .. } => asked.is_well_formed(),
            _ => true,
        }
    }
}

/// Where an agent points: a place on an element, or nowhere any more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Pointer {
    Gone { gone: bool },
    At { node: u32, x: f32, y: f32 },
}

impl Pointer {
    fn is_well_formed(&self) -> bool {
        match self {
            Self::Gone { gone } => *gone,
            Self::At { x, y, .. } => x.is_finite() && y.is_finite(),
        }
    }
}

/// Scrolls an element of the customer's page, or the page itself, by CSS pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scroll {
    pub grant_id: String,
    pub node: u32,
    pub dx: i32,
    pub dy: i32,
}

/// What an agent proposes to do on the customer's page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    Click,
    Value { value: String },
}

// a value may be the customer's own data
impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Click => "Click",
            Self::Value { .. } => "Value(******)",
        })
    }
}

fn are_well_formed(ops: &[Op]) -> bool {
    ops.len() <= OPS && ops.iter().all(Op::is_well_formed)
}
