//! Host sites.

use super::{layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let empty = SitesPage { sites: vec![], listed: vec![], form: SiteForm::default(), ..sites_page(Role::Admin) };
    vec![
        ("sites", render(&sites_page(Role::Admin))),
        ("sites-seen", render(&sites_page(Role::Supervisor))),
        ("sites-empty", render(&empty)),
    ]
}

fn sites_page(role: Role) -> SitesPage {
    let row = |slug: &str, name: &str, origins: &[&str], identity, masking, disabled| SiteRow {
        slug: slug.into(),
        name: name.into(),
        origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
        identity,
        masking,
        disabled,
    };
    let two = ["https://www.harbor-and-pine.example", "https://my.harbor-and-pine.example"];
    let long = ["https://a-host-name-that-is-rather-longer-than-most.customers.harbor-and-pine.example:8443"];
    SitesPage {
        layout: layout(Some(role), Section::Sites),
        sites: vec![
            row("harbor", "Harbor & Pine", &two, Some("EdDSA"), "All inputs", false),
            row("claims", "<b>Claims</b> portal", &long, Some("HS256"), "Private by default", false),
            row("old-shop", "The old shop", &["http://shop.example"], None, "What is listed", true),
        ],
        listed: vec!["http://localhost:3000".into()],
        snippet: "<script async src=\"https://support.example/embed.js\"></script>".into(),
        pinned_snippet: "<script async src=\"https://support.example/embed/0123456789ab.js\" integrity=\"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC\" crossorigin=\"anonymous\"></script>".into(),
        may_manage: role == Role::Admin,
        form: SiteForm {
            slug: "harbor".into(),
            name: "Harbor".into(),
            origins: "https://harbor.example/".into(),
            slug_error: Some("There is a site with the id harbor already.".into()),
            name_error: None,
            origins_error: Some("https://harbor.example/ is not an origin such as https://www.example.com, without a path.".into()),
        },
    }
}
