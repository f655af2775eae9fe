//! Host sites.

use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let empty = SitesPage { sites: vec![], listed: vec![], form: SiteForm::default(), ..sites_page(Role::Admin) };
    vec![
        ("sites", render(&sites_page(Role::Admin))),
        ("sites-seen", render(&sites_page(Role::Supervisor))),
        ("sites-empty", render(&empty)),
        ("site", render(&site_page(Role::Admin))),
        ("site-seen", render(&site_page(Role::Supervisor))),
        ("site-wrong", render(&wrong())),
        ("site-changed-meanwhile", render(&changed_meanwhile())),
        ("site-secret", render(&SitePage { secret: Some("cbh_kS0mQ7x2T9vNwJ4rB8yZ1cD6fG3hL5pA0eU7iO2tXyE".into()), key: Some(shared()), ..site_page(Role::Admin) })),
        ("site-key-wrong", render(&SitePage { key: None, key_error: Some("This is a private key. Keep it on the website’s server, and consider it seen; give its public half here.".into()), ..site_page(Role::Admin) })),
        ("site-disabled", render(&SitePage { disabled_at: Some(at(-90)), ..site_page(Role::Admin) })),
        ("site-bare", render(&SitePage { parts: parts(false), masked: vec![], opened: vec![], masking: "sites-masking-listed", key: None, live: 0, ..site_page(Role::Admin) })),
    ]
}

fn wrong() -> SitePage {
    let mut page = SitePage { ..site_page(Role::Admin) };
    let mut about = |name: &str, value: &str, problem: &str| {
        let field = page.parts.iter_mut().flat_map(|part| &mut part.fields).find(|field| field.name == name);
        let field = field.expect("a field of the form");
        (field.value, field.problem) = (value.into(), Some(problem.into()));
    };
    about(
        "css-selectors",
        ".account, [data-x",
        "This is no list of CSS selectors: look for brackets and quotation marks that do not close, empty items, and more than 2000 characters. Right is .account, #diagnosis",
    );
    about(
        "origins",
        "https://www.harbor-and-pine.example/help",
        "https://www.harbor-and-pine.example/help is not an origin such as https://www.example.com, without a path.",
    );
    about("accent", "green", "A colour is # and six hexadecimal digits, such as #0a5c36.");
    page.layout.flash = Some(Flash::Failed(page.layout.say("sites-not-saved").with("count", 3).to_string()));
    page
}

fn changed_meanwhile() -> SitePage {
    let mut page = site_page(Role::Admin);
    for field in page.parts.iter_mut().flat_map(|part| &mut part.fields) {
        field.now = match field.name {
            "css-selectors" => Some(".account, .iban".into()),
            "hint" => Some(String::new()),
            "waiting-list" => Some("yes".into()),
            _ => None,
        };
    }
    page.layout.flash = Some(Flash::Failed(page.layout.say("sites-changed-meanwhile").to_string()));
    page
}

fn public() -> SiteKey {
    SiteKey {
        algorithm: "EdDSA",
        fingerprint: Some("3e:0a:9c:51:77:b2:04:fd:6e:18:c3:4a:90:2d:ee:7b:15:8f:60:a1:d9:33:4c:02:be:57:81:6d:f4:29:0e:c8".into()),
        pem: Some("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----".into()),
    }
}

fn shared() -> SiteKey {
    SiteKey { algorithm: "HS256", fingerprint: None, pem: None }
}

fn parts(filled: bool) -> Vec<SitePart> {
    let field = |name, kind, value: &str| SiteField {
        name,
        kind,
        value: if filled || name == "name" || name == "origins" { value.into() } else { String::new() },
        problem: None,
        focus: false,
        now: None,
    };
    let line = |name, value: &str| field(name, SiteFieldKind::Line { most: 160 }, value);
    let code = |name, value: &str| field(name, SiteFieldKind::Code { most: 500 }, value);
    let lines = |name, value: &str| field(name, SiteFieldKind::Lines { rows: 3 }, value);
    let flag = |name, value: &str| field(name, SiteFieldKind::Flag, value);
    let choice =
        |name, values: &'static [&'static str], value: &str| field(name, SiteFieldKind::Choice { values }, value);
    vec![
        SitePart {
            key: "sites-part-pages",
            fields: vec![
                line("name", "Harbor & Pine"),
                lines("origins", "https://www.harbor-and-pine.example\nhttps://my.harbor-and-pine.example\n"),
            ],
        },
        SitePart {
            key: "sites-part-masking",
            fields: vec![
                choice("mask-type", &["custom_input", "all_input"], "all_input"),
                lines("css-selectors", ".account, #diagnosis, [data-kind=secret], .claims > li:nth-child(2)"),
                lines("html-attributes", "data-hush"),
                flag("private-by-default", "yes"),
                lines("unmask-css-selectors", "main, nav"),
            ],
        },
        SitePart {
            key: "sites-part-looks",
            fields: vec![
                code("accent", "#0a5c36"),
                line("heading", "Need a hand?"),
                line("button-text", "Get help"),
                line("hint", "Or call 030 1234567"),
                code("language", "de"),
                choice("position", &["", "bottom-end", "bottom-start"], "bottom-start"),
            ],
        },
        SitePart {
            key: "sites-part-desk",
            fields: vec![
                flag("waiting-list", "yes"),
                line("skill", "billing"),
                code("ticket-url", "https://tickets.example/t/{ticket}"),
                code("record-url", "https://crm.example/people/{user}"),
            ],
        },
    ]
}

fn site_page(role: Role) -> SitePage {
    let covered = |key, name: &str, value: &str| Covered { key, name: name.into(), value: value.into() };
    let list = sites_page(role);
    SitePage {
        layout: layout(Some(role), Section::Sites),
        slug: "harbor".into(),
        name: "Harbor & Pine".into(),
        version: 7,
        may_manage: role == Role::Admin,
        disabled_at: None,
        created_at: at(-60 * 24 * 40),
        masking: "sites-masking-private",
        masked: vec![
            covered("sites-covers-class", "account", ""),
            covered("sites-covers-id", "diagnosis", ""),
            covered("sites-covers-value", "data-kind", "secret"),
            covered("sites-covers-other", ".claims > li:nth-child(2)", ""),
            covered("sites-covers-attribute", "data-hush", ""),
        ],
        opened: vec![covered("sites-covers-element", "main", ""), covered("sites-covers-element", "nav", "")],
        parts: parts(true),
        key: Some(public()),
        key_error: None,
        secret: None,
        live: 3,
        snippet: list.snippet,
        pinned_snippet: list.pinned_snippet,
    }
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
            row("harbor", "Harbor & Pine", &two, Some("EdDSA"), "sites-masking-inputs", false),
            row("claims", "<b>Claims</b> portal", &long, Some("HS256"), "sites-masking-private", false),
            row("old-shop", "The old shop", &["http://shop.example"], None, "sites-masking-listed", true),
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
