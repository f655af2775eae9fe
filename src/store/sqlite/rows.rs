//! Rows become domain values here; a value our types do not allow is reported by table, column and row.

use crate::domain::{SecretHash, Time};
use crate::store::{Result, StoreError};
use rusqlite::types::{FromSql, Value};
use rusqlite::{Connection, Params, Row};
use std::str::FromStr;

/// One row of a known table.
pub(super) struct Columns<'r> {
    table: &'static str,
    /// The column that names the row in an error.
    key: &'static str,
    row: &'r Row<'r>,
}

impl<'r> Columns<'r> {
    pub(super) fn of(table: &'static str, key: &'static str, row: &'r Row<'r>) -> Self {
        Self { table, key, row }
    }

    pub(super) fn get<T: FromSql>(&self, column: &'static str) -> Result<T> {
        self.row.get(column).map_err(|error| match error {
            rusqlite::Error::InvalidColumnName(_) | rusqlite::Error::InvalidColumnIndex(_) => error.into(),
            _ => self.corrupt(column),
        })
    }

    /// A text that has to be read as a `T`.
    pub(super) fn parse<T: FromStr>(&self, column: &'static str) -> Result<T> {
        self.get::<String>(column)?.parse().map_err(|_| self.corrupt(column))
    }

    pub(super) fn parse_option<T: FromStr>(&self, column: &'static str) -> Result<Option<T>> {
        self.get::<Option<String>>(column)?.map(|text| text.parse().map_err(|_| self.corrupt(column))).transpose()
    }

    pub(super) fn time(&self, column: &'static str) -> Result<Time> {
        self.time_option(column)?.ok_or_else(|| self.corrupt(column))
    }

    pub(super) fn time_option(&self, column: &'static str) -> Result<Option<Time>> {
        let millis = self.get::<Option<i64>>(column)?;
        millis.map(|millis| Time::from_timestamp_millis(millis).ok_or_else(|| self.corrupt(column))).transpose()
    }

    pub(super) fn hash(&self, column: &'static str) -> Result<SecretHash> {
        self.get(column).map(SecretHash::from_bytes)
    }

    pub(super) fn hash_option(&self, column: &'static str) -> Result<Option<SecretHash>> {
        Ok(self.get::<Option<[u8; 32]>>(column)?.map(SecretHash::from_bytes))
    }

    /// The error for a value that says nothing to us.
    pub(super) fn corrupt(&self, column: &'static str) -> StoreError {
        let row = match self.row.get::<_, Value>(self.key) {
            Ok(Value::Text(text)) => text,
            Ok(Value::Integer(number)) => number.to_string(),
            _ => "?".into(),
        };
        StoreError::Corrupt { table: self.table, column, row }
    }
}

/// Milliseconds since 1970, as the tables keep times.
pub(super) fn millis(time: Time) -> i64 {
    time.timestamp_millis()
}

pub(super) fn millis_option(time: Option<Time>) -> Option<i64> {
    time.map(millis)
}

pub(super) fn bytes_option(hash: &Option<SecretHash>) -> Option<&[u8; 32]> {
    hash.as_ref().map(SecretHash::as_bytes)
}

/// Every row of the answer. The statement is kept prepared.
pub(super) fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl Fn(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// The first row of the answer, if there is one.
pub(super) fn first<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// Runs a statement that gives no rows; how many it touched.
pub(super) fn execute(connection: &Connection, sql: &str, params: impl Params) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(params)?)
}

/// A list of placeholders that starts with `$first`, and the values for them. The length is rounded up to a power of
/// two by repeating the last value, so that a few prepared statements serve every length.
pub(super) fn in_list<T: Clone>(first: usize, values: &[T]) -> (String, Vec<T>) {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), last.clone());
    }
    let places: Vec<String> = (first..first + padded.len()).map(|place| format!("${place}")).collect();
    (places.join(", "), padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_padded_to_a_power_of_two() {
        assert_eq!(in_list(3, &["a", "b", "c"]), ("$3, $4, $5, $6".into(), vec!["a", "b", "c", "c"]));
        assert_eq!(in_list(1, &["a"]), ("$1".into(), vec!["a"]));
        assert_eq!(in_list::<&str>(1, &[]), (String::new(), vec![]));
    }
}
