//! The agent's desk.

use super::{layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let desk = AgentPage {
        layout: layout(Some(Role::Agent), Section::Desk),
        agent_id: "a-1".into(),
        pin: PinEntry::Digits(6),
        engine: "builtin".into(),
        desk_origin: "http://localhost:4173".into(),
        frame_allow: "autoplay".into(),
        frame_sandbox: None,
    };
    let zoom = AgentPage {
        engine: "zoom".into(),
        frame_sandbox: Some("allow-scripts allow-same-origin allow-forms allow-popups".into()),
        ..desk.clone()
    };
    let custom = AgentPage { pin: PinEntry::Custom, ..desk.clone() };
    let ten = AgentPage { pin: PinEntry::Digits(10), ..desk.clone() };
    vec![
        ("agent", render(&desk)),
        ("agent-zoom", render(&zoom)),
        ("agent-custom", render(&custom)),
        ("agent-ten", render(&ten)),
    ]
}
