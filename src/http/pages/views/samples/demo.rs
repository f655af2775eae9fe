//! The demo company's website.

use super::{assets, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let layout = |section| DemoLayout { assets: assets(), section };
    vec![
        ("customer-home", render(&CustomerHomePage { layout: layout(DemoSection::Home) })),
        ("customer-quote", render(&CustomerQuotePage { layout: layout(DemoSection::Quote), received: false })),
        ("customer-received", render(&CustomerQuotePage { layout: layout(DemoSection::Quote), received: true })),
        ("customer-policies", render(&CustomerPoliciesPage { layout: layout(DemoSection::Policies) })),
        ("customer-claims", render(&CustomerClaimsPage { layout: layout(DemoSection::Claims) })),
    ]
}
