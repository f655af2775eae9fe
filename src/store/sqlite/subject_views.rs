//! Views of lists that people kept and that name one customer: the customer's id stands in their query.

use super::rows::{Columns, all, execute};
use crate::domain::SiteId;
use crate::store::{Result, Subject};
use percent_encoding::percent_decode_str;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

/// The views that name the customer, by `read`.
pub(super) fn rows(
    connection: &Connection,
    subject: &Subject,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<Value>,
) -> Result<Vec<Value>> {
    let mut found = Vec::new();
    for id in naming(connection, subject)? {
        found.extend(all(connection, "SELECT * FROM saved_views WHERE id = $1", params![id], |row| Ok(read(row)?))?);
    }
    Ok(found)
}

pub(super) fn delete(connection: &Connection, subject: &Subject) -> Result<()> {
    for id in naming(connection, subject)? {
        execute(connection, "DELETE FROM saved_views WHERE id = $1", params![id])?;
    }
    Ok(())
}

/// Ids of the views that name the customer. A person keeps a handful, so all of them are read.
fn naming(connection: &Connection, subject: &Subject) -> Result<Vec<String>> {
    let view = |row: &Row<'_>| {
        let columns = Columns::of("saved_views", "id", row);
        Ok((columns.get::<String>("id")?, columns.get::<String>("query")?))
    };
    let views = all(connection, "SELECT id, query FROM saved_views WHERE query <> '' ORDER BY id", [], view)?;
    Ok(views.into_iter().filter(|(_, query)| names(query, subject)).map(|(id, _)| id).collect())
}

/// Whether a query looks for this customer, at their site or at any.
fn names(query: &str, subject: &Subject) -> bool {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let parts: Vec<(&str, String)> =
        query.split('&').filter_map(|part| part.split_once('=')).map(|(name, value)| (name, decoded(value))).collect();
    let elsewhere =
        |name: &str, value: &str| name == "site" && Some(value) != subject.site.as_ref().map(SiteId::as_str);
    let theirs = |name: &str, value: &str| matches!(name, "customer" | "q") && value.trim() == subject.user_id;
    parts.iter().any(|(name, value)| theirs(name, value))
        && !parts.iter().any(|(name, value)| !value.is_empty() && elsewhere(name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_names_whom_its_query_looks_for() {
        let kim = Subject { site: Some("shop".parse().unwrap()), user_id: "kim & co/4711".into() };
        for query in [
            "customer=kim+%26+co%2F4711",
            "sort=ended&customer=kim%20%26%20co%2f4711&site=shop",
            "q=%20kim%20%26%20co%2F4711",
            "site=&q=kim+%26+co%2F4711",
        ] {
            assert!(names(query, &kim), "{query}");
        }
        for query in
            ["", "customer=kim", "agent=kim+%26+co%2F4711", "customer=kim+%26+co%2F4711&site=other", "customer"]
        {
            assert!(!names(query, &kim), "{query}");
        }
        let nowhere = Subject { site: None, user_id: "kim".into() };
        assert!(names("customer=kim", &nowhere) && !names("customer=kim&site=shop", &nowhere));
    }
}
