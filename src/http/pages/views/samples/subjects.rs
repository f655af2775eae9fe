//! Customers whose data is held: nothing asked, nobody found, some found, one of them, and what became of an erasure.

use super::{LANGUAGE, at, layout, render};
use crate::http::pages::views::*;
use crate::words::Words;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let nothing = SubjectsPage {
        layout: layout(Some(Role::Admin), Section::Subjects),
        text: String::new(),
        found: vec![],
        more: false,
    };
    let none = SubjectsPage { text: "a&b=\"c".into(), ..nothing.clone() };
    let found = SubjectsPage { text: "weber".into(), found: vec![row(0), other()], more: true, ..nothing.clone() };
    let words = Words::new(LANGUAGE.get());
    let mut erased = nothing.clone();
    erased.layout.flash = Some(Flash::Done(words.say("subjects-erased").with("sessions", "12").to_string()));
    let mistyped = SubjectPage {
        typed: "crm-88401".into(),
        typed_error: Some(words.say("subjects-typed-wrong").to_string()),
        ..one(0)
    };
    vec![
        ("subjects", render(&nothing)),
        ("subjects-none", render(&none)),
        ("subjects-found", render(&found)),
        ("subjects-erased", render(&erased)),
        ("subject", render(&one(0))),
        ("subject-mistyped", render(&mistyped)),
        ("subject-live", render(&one(1))),
    ]
}

fn row(live: u64) -> SubjectRow {
    SubjectRow {
        href: "/admin/subjects/one?site=harbor&id=crm-88410".into(),
        user_id: "crm-88410".into(),
        site: Some("Harbor & Pine".into()),
        name: "Jonas Weber".into(),
        identified: true,
        sessions: 12,
        live,
        first: at(-40_000),
        latest: at(-12),
    }
}

fn other() -> SubjectRow {
    SubjectRow {
        href: "/admin/subjects/one?site=&id=visitor".into(),
        user_id: "visitor-5c3f8a1e-9b1d-4c61-8f0e-2a9f5f1d7c11".into(),
        site: None,
        name: "<b>Weber</b> & Sons".into(),
        identified: false,
        live: 1,
        ..row(0)
    }
}

fn one(live: u64) -> SubjectPage {
    let session =
        |n: i64| SubjectSession { id: format!("s-{n}"), started: at(-12 - n * 4_000), live: live > 0 && n == 0 };
    SubjectPage {
        layout: layout(Some(Role::Admin), Section::Subjects),
        row: row(live),
        site: "harbor".into(),
        sessions: (0..5).map(session).collect(),
        counts: vec![
            ("subjects-held-sessions", 12),
            ("subjects-held-notes", 3),
            ("subjects-held-invites", 1),
            ("subjects-held-audit", 148),
        ],
        export: "/admin/subjects/export?site=harbor&id=crm-88410".into(),
        typed: String::new(),
        typed_error: None,
    }
}
