//! Entries as lines of CSV.

use crate::domain::timeline::Entry;
use crate::hex::hex;
use crate::http::api::cells;
use chrono::SecondsFormat;

const HEAD: [&str; 10] =
    ["seq", "at", "kind", "actor_kind", "actor_id", "actor_name", "session_id", "data", "address", "hash"];

pub(super) fn head() -> String {
    cells::head(&HEAD)
}

/// `data` stands to the byte as it was hashed.
pub(super) fn line(entry: &Entry, name: Option<&str>) -> String {
    let cells: [String; HEAD.len()] = [
        entry.seq.to_string(),
        entry.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        entry.kind.clone(),
        entry.actor_kind.clone(),
        entry.actor_id.map(|id| id.to_string()).unwrap_or_default(),
        name.unwrap_or_default().to_owned(),
        entry.session.map(|id| id.to_string()).unwrap_or_default(),
        entry.data.clone(),
        entry.ip.clone().unwrap_or_default(),
        hex(&entry.hash),
    ];
    cells::line(&cells)
}

/// A number at which there is no entry.
pub(super) fn unreadable(seq: i64) -> String {
    let mut cells = vec![String::new(); HEAD.len()];
    (cells[0], cells[2]) = (seq.to_string(), "unreadable".to_owned());
    cells::line(&cells)
}
