//! Lists of sessions, and one session.

use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let sessions = SessionsPage {
        layout: layout(Some(Role::Supervisor), Section::Sessions),
        filter: SessionFilter::default(),
        rows: rows(),
        next_cursor: Some("bmV4dA==".into()),
        warning: None,
        zoom: false,
        may_watch: true,
        total: 5,
        sites: vec![("harbor".into(), "Harbor & Pine".into())],
        agents: vec!["Ada Lindqvist".into(), "Ben Okafor".into()],
        views: vec![ViewLink {
            id: "v-1".into(),
            name: "<Waiting> long".into(),
            href: "/admin?sort=wait&wait=5".into(),
        }],
    };
    let empty = SessionsPage { rows: vec![], next_cursor: None, ..sessions.clone() };
    let filter = SessionFilter { state: "waiting".into(), q: "a&b=\"c".into() };
    let no_match = SessionsPage { filter, warning: Some("Live sessions outgrow six digits.".into()), ..empty.clone() };
    vec![
        ("sessions", render(&sessions)),
        ("sessions-empty", render(&empty)),
        ("sessions-no-match", render(&no_match)),
        ("sessions-zoom", render(&SessionsPage { zoom: true, may_watch: false, ..sessions.clone() })),
        ("history", render(&history_page())),
        ("history-empty", render(&HistoryPage { rows: vec![], next: None, ..history_page() })),
        ("history-agent", render(&own_history_page())),
    ]
}

pub(super) fn rows() -> Vec<SessionRow> {
    let ada = AgentInSession { name: "Ada Lindqvist".into(), present: true };
    let ben = AgentInSession { name: "Ben Okafor".into(), present: false };
    let row = |id: &str, state, name: &str, minutes| SessionRow {
        session_id: id.into(),
        state,
        end_reason: None,
        customer_name: name.into(),
        identified: false,
        pin: None,
        contested: false,
        started_at: at(minutes),
        ended_at: None,
        agents: vec![],
        seats_taken: 0,
        seats_total: 5,
    };
    vec![
        row("s-6", SessionState::Starting, "Website visitor", -1),
        SessionRow { pin: Some("482913".into()), ..row("s-5", SessionState::Waiting, "Marit Solheim", -3) },
        SessionRow {
            pin: Some("730255".into()),
            agents: vec![ada.clone(), ben.clone()],
            seats_taken: 1,
            identified: true,
            ..row("s-4", SessionState::Active, "Jonas Weber", -12)
        },
        SessionRow {
            pin: Some("119004".into()),
            agents: vec![ada],
            ..row("s-3", SessionState::Recovering, "Website visitor", -25)
        },
        SessionRow {
            pin: Some("119004".into()),
            contested: true,
            ..row("s-2", SessionState::Waiting, "<b>O'Neil</b> & Sons", -31)
        },
        SessionRow {
            end_reason: Some(EndReason::NoAgent),
            ended_at: Some(at(-50)),
            ..row("s-1", SessionState::Ended, "A customer whose name is rather longer than most names are", -60)
        },
        SessionRow {
            end_reason: Some(EndReason::CustomerEnded),
            ended_at: Some(at(-500)),
            agents: vec![ben],
            ..row("s-0", SessionState::Ended, "Ines Duarte", -540)
        },
    ]
}

fn history_page() -> HistoryPage {
    let filter = HistoryForm { q: "a&b=\"c".into(), sort: "length".into(), ..HistoryForm::default() };
    let ended = rows().into_iter().filter(|row| row.ended_at.is_some());
    let row = |session: SessionRow| HistoryRow {
        session,
        customer_id: "crm-88410".into(),
        site: Some("Harbor & Pine".into()),
        outcome: HistoryForm::outcome_key("solved"),
        ticket: Some("HELP-42".into()),
    };
    HistoryPage {
        layout: layout(Some(Role::Supervisor), Section::History),
        next: Some(filter.page("0_s-0")),
        filter,
        rows: ended.map(row).collect(),
        sites: vec![("harbor".into(), "Harbor & Pine".into())],
        agents: vec![("a-1".into(), "Ada Lindqvist".into())],
        may_export: true,
        views: vec![ViewLink {
            id: "v-1".into(),
            name: "No agent came".into(),
            href: "/admin/history?reason=no_agent".into(),
        }],
    }
}

fn own_history_page() -> HistoryPage {
    let filter = HistoryForm::default();
    let layout = layout(Some(Role::Agent), Section::History);
    HistoryPage { layout, filter, agents: vec![], may_export: false, views: vec![], next: None, ..history_page() }
}
