//! The audit trail: whole, broken, being looked at, filtered, paged, empty, and asked for wrongly.

use super::{LANGUAGE, at, layout, render};
use crate::http::pages::views::*;
use crate::words::Words;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let whole = page();
    let filtered = AuditForm {
        kind: "site_changed".into(),
        from: "2026-11-01".into(),
        to: "2026-11-26".into(),
        zone: "Europe/Berlin".into(),
        ..AuditForm::default()
    };
    let wrong = AuditForm {
        session: "a&b=\"c".into(),
        session_error: Some(words().say("audit-wrong-session").to_string()),
        dates_error: Some(words().say("audit-wrong-dates").to_string()),
        ..filtered.clone()
    };
    let second = AuditForm { before: "1284".into(), ..AuditForm::default() };
    let verdict = TrailVerdict::Unknown;
    let unknown = TrailState { verdict, at: None, running: None, failed: true };
    let verifying = TrailState { running: Some((64_000, 128_904)), ..whole.trail.clone() };
    let none = AuditPage { rows: vec![], next: None, ..whole.clone() };
    vec![
        ("audit", render(&whole)),
        ("audit-broken", render(&broken())),
        ("audit-verifying", render(&AuditPage { trail: verifying, ..whole.clone() })),
        ("audit-older", render(&AuditPage { filter: second, next: None, ..whole.clone() })),
        ("audit-empty", render(&AuditPage { trail: unknown, ..none.clone() })),
        ("audit-no-match", render(&AuditPage { filter: filtered, ..none.clone() })),
        ("audit-wrong", render(&AuditPage { filter: wrong, ..none })),
    ]
}

fn words() -> Words {
    Words::new(LANGUAGE.get())
}

fn page() -> AuditPage {
    let filter = AuditForm::default();
    AuditPage {
        layout: layout(Some(Role::Supervisor), Section::Audit),
        next: Some(filter.page(1_284)),
        filter,
        people: vec![("a-1".into(), "Ada Lindqvist".into()), ("a-2".into(), "Ben Okafor".into())],
        sites: vec![("harbor".into(), "Harbor & Pine".into())],
        rows: rows(),
        trail: TrailState {
            verdict: TrailVerdict::Whole {
                entries: 1_291,
                seq: 1_291,
                hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            },
            at: Some(at(-21)),
            running: None,
            failed: false,
        },
    }
}

fn broken() -> AuditPage {
    let mut page = page();
    let verdict = TrailVerdict::Broken { seq: 1_287, why: "audit-why-changed" };
    page.trail = TrailState { verdict, at: Some(at(-1)), running: None, failed: false };
    for row in &mut page.rows {
        row.broken = row.seq == 1_287;
    }
    page.rows[5].entry = None;
    page
}

fn rows() -> Vec<AuditRow> {
    let session = || Some("01890a5d-ac96-774b-bcce-b302099a8057".to_owned());
    let entry = |minutes, kind: &str, who: &str, role| AuditEntry {
        at: at(minutes),
        what: kind_words(words(), kind),
        who: who.into(),
        role,
        session: None,
        about: vec![],
        address: Some("192.0.2.7".into()),
        data: String::new(),
    };
    let system = actor_name(words(), "system", None);
    let entries = [
        AuditEntry {
            about: vec!["Harbor & Pine".into()],
            data: "{\n  \"fields\": [\n    \"origins\"\n  ],\n  \"site\": \"harbor\"\n}".into(),
            ..entry(-3, "site_changed", "Ada Lindqvist", Some(Role::Admin))
        },
        AuditEntry {
            session: session(),
            address: None,
            data: "{\n  \"reason\": \"customer_ended\"\n}".into(),
            ..entry(-12, "session_ended", &actor_name(words(), "customer", None), None)
        },
        AuditEntry {
            session: session(),
            about: vec!["<b>Ben</b> Okafor".into()],
            data: "{\n  \"handOver\": true\n}".into(),
            ..entry(-14, "invite_sent", "Ada Lindqvist", Some(Role::Supervisor))
        },
        entry(-20, "login_failed", &actor_name(words(), "stranger", None), None),
        AuditEntry {
            about: vec!["Ben Okafor".into()],
            address: Some("2001:db8:85a3:8d3:1319:8a2e:370:7348".into()),
            ..entry(-31, "role_changed", "Somebody whose name is rather longer than most names are", Some(Role::Admin))
        },
        AuditEntry { address: None, session: session(), ..entry(-60, "coffee_made", &system, None) },
    ];
    (0..).zip(entries).map(|(n, entry)| AuditRow { seq: 1_289 - n, entry: Some(entry), broken: false }).collect()
}
