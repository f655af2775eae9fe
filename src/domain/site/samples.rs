//! Host sites and keys for tests.

use super::*;
use crate::domain::session::samples::NOON;

/// The public halves of the keys in `tests/fixtures/identity`.
pub(crate) const ED25519: &str = include_str!("../../../tests/fixtures/identity/ed25519.public.pem");
pub(crate) const P256: &str = include_str!("../../../tests/fixtures/identity/p256.public.pem");

pub(crate) const SECRET: &str = "a-shared-secret-of-forty-characters-0123";

pub(crate) fn site(id: &str, origins: &[&str]) -> HostSite {
    HostSite {
        id: id.parse().expect("a sample id is well-formed"),
        version: 1,
        name: format!("Site {id}").parse().expect("a sample name is well-formed"),
        origins: origins.iter().map(|origin| origin.parse().expect("a sample origin is well-formed")).collect(),
        mask: MaskDefaults::default(),
        branding: Branding::default(),
        desk: DeskOptions::default(),
        identity_key: None,
        created_at: NOON,
        disabled_at: None,
    }
}

/// With everything a site can have.
pub(crate) fn full_site(id: &str, origins: &[&str]) -> HostSite {
    HostSite {
        mask: MaskDefaults {
            mask_type: MaskType::AllInput,
            css_selectors: Some(".account, [data-x=\"a,b\"]".parse().expect("a selector list")),
            html_attributes: Some("data-hush, data-kind=secret".parse().expect("an attribute list")),
            private_by_default: true,
            unmask_css_selectors: Some("main, nav".parse().expect("a selector list")),
        },
        branding: Branding {
            accent: Some("#0A5".parse().expect("a colour")),
            heading: Some("Need a hand?".parse().expect("a line")),
            button_text: Some("Get help".parse().expect("a line")),
            hint: Some("Or call +49 30 1234567".parse().expect("a line")),
            language: Some("pt-BR".parse().expect("a language")),
            position: Some(Position::BottomStart),
        },
        desk: DeskOptions {
            waiting_list: true,
            skill: Some("billing".parse().expect("a tag")),
            ticket_url: Some("https://tickets.example/{ticket}".parse().expect("a template")),
            record_url: Some("https://crm.example/people/{user}".parse().expect("a template")),
        },
        identity_key: Some(SECRET.parse().expect("a key")),
        ..site(id, origins)
    }
}
