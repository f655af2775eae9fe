//! Sessions as lines of CSV (RFC 4180), safe to open in a spreadsheet.

use crate::http::api::Summary;
use std::borrow::Cow;

/// Excel reads UTF-8 only after it.
const BYTE_ORDER_MARK: char = '\u{feff}';

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
    format!("{BYTE_ORDER_MARK}{}\r\n", HEAD.join(","))
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
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\r\n"
}

/// A cell. What a spreadsheet would run begins with an apostrophe; what would end the cell is in quotes.
fn quoted(text: &str) -> String {
    let risky = text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let text = if risky || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n', ';', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_never_a_formula() {
        for risky in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\u{ff1d}1"] {
            assert!(quoted(risky).trim_start_matches('"').starts_with('\''), "{risky:?}");
        }
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    }

    #[test]
    fn what_would_end_a_cell_is_in_quotes() {
        assert_eq!(quoted("Ada"), "Ada");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(quoted("a\r\nb"), "\"a\r\nb\"");
        assert_eq!(quoted("2026-11-26"), "2026-11-26");
    }
}
