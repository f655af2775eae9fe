//! Sessions as lines of CSV.

use crate::http::api::{Summary, cells};
use std::borrow::Cow;

const HEAD: [&str; 15] = [
    "session_id",
    "started_at",
    "ended_at",
    "length_seconds",
    "end_reason",
    "customer_name",
    "customer_id",
    "customer_identified",
    "site",
    "start_url",
    "agents",
    "engine",
    "ticket",
    "outcome",
    "rating",
];

pub(super) fn head() -> String {
    cells::head(&HEAD)
}

pub(super) fn line(session: &Summary) -> String {
    let ended = session.ended_at.unwrap_or(session.started_at);
    let agents: Vec<&str> = session.agents.iter().map(|agent| agent.name.as_str()).collect();
    let cells: [Cow<'_, str>; HEAD.len()] = [
        session.session_id.to_string().into(),
        session.started_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true).into(),
        ended.to_rfc3339_opts(chrono::SecondsFormat::Millis, true).into(),
        (ended - session.started_at).num_seconds().to_string().into(),
        session.end_reason.unwrap_or_default().into(),
        session.customer.user_name.as_str().into(),
        session.customer.user_id.as_str().into(),
        if session.customer.identified { "yes" } else { "no" }.into(),
        session.site.as_deref().unwrap_or_default().into(),
        session.start_url.as_deref().unwrap_or_default().into(),
        agents.join("; ").into(),
        session.engine.into(),
        session.ticket.as_deref().unwrap_or_default().into(),
        session.outcome.unwrap_or_default().into(),
        session.rating.map(|rating| rating.to_string()).unwrap_or_default().into(),
    ];
    cells::line(&cells)
}
