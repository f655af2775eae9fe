//! Brings a database up to date, step by step. A step that was applied is never changed: the next one changes the tables.

use super::error::OpenError;
use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::path::Path;

/// One numbered step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    pub(super) number: i64,
    pub(super) name: &'static str,
    pub(super) sql: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal),+ $(,)?) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
        }),+]
    };
}

/// Every step, in order.
pub(super) const MIGRATIONS: &[Migration] = migrations![
    1 "0001_sessions",
    2 "0002_timeline",
    3 "0003_people",
    4 "0004_attempts",
    5 "0005_settings",
    6 "0006_joins",
    7 "0007_resume_shown",
    8 "0008_agents_without_account",
    9 "0009_sites",
    10 "0010_zoom",
    11 "0011_identity",
    12 "0012_desk",
    13 "0013_together",
    14 "0014_lists",
    15 "0015_figures",
    16 "0016_events",
    17 "0017_languages",
    18 "0018_records",
];

const JOURNAL: &str = "
    -- The steps that were applied. sha256 is of the step's text, which must not change afterwards.
    CREATE TABLE IF NOT EXISTS schema_migrations (
        number     INTEGER NOT NULL PRIMARY KEY,
        name       TEXT    NOT NULL,
        sha256     BLOB    NOT NULL CHECK (length(sha256) = 32),
        applied_at INTEGER NOT NULL
    ) STRICT;
";

/// Applies the steps that are missing, all or none; says which.
pub(super) fn migrate(
    connection: &mut Connection,
    database: &Path,
    steps: &[Migration],
) -> Result<Vec<&'static str>, OpenError> {
    // a step may make a table anew that others refer to; off, nothing follows the old one out (a transaction cannot do this)
    connection.execute_batch("PRAGMA foreign_keys = OFF")?;
    let done = apply(connection, database, steps);
    connection.execute_batch("PRAGMA foreign_keys = ON")?;
    done
}

fn apply(connection: &mut Connection, database: &Path, steps: &[Migration]) -> Result<Vec<&'static str>, OpenError> {
    // two processes that start at once do it one after the other
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(JOURNAL)?;
    let applied = applied(&transaction)?;
    check(&applied, database, steps)?;
    let mut done = Vec::new();
    for step in steps.iter().skip(applied.len()) {
        transaction.execute_batch(step.sql)?;
        transaction.execute(
            "INSERT INTO schema_migrations (number, name, sha256, applied_at)
             VALUES ($1, $2, $3, CAST(unixepoch('subsec') * 1000 AS INTEGER))",
            params![step.number, step.name, digest(step.sql)],
        )?;
        done.push(step.name);
    }
    if !done.is_empty() && !references_hold(&transaction)? {
        return Err(OpenError::BrokenReferences { database: database.into() });
    }
    transaction.commit()?;
    Ok(done)
}

/// Names of the steps a database lacks; nothing is changed.
pub(super) fn missing(connection: &Connection, database: &Path) -> Result<Vec<&'static str>, OpenError> {
    let steps = MIGRATIONS;
    let has_journal = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'")?.exists([])?;
    let applied = if has_journal { applied(connection)? } else { Vec::new() };
    check(&applied, database, steps)?;
    Ok(steps.iter().skip(applied.len()).map(|step| step.name).collect())
}

fn references_hold(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(!connection.prepare("PRAGMA foreign_key_check")?.exists([])?)
}

fn applied(connection: &Connection) -> rusqlite::Result<Vec<(i64, [u8; 32])>> {
    let mut statement = connection.prepare("SELECT number, sha256 FROM schema_migrations ORDER BY number")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// What was applied has to be the beginning of what we know.
fn check(applied: &[(i64, [u8; 32])], database: &Path, steps: &[Migration]) -> Result<(), OpenError> {
    let known = steps.last().map_or(0, |step| step.number);
    if let Some((found, _)) = applied.last().filter(|(number, _)| *number > known) {
        return Err(OpenError::NewerSchema { database: database.into(), found: *found, known });
    }
    for ((number, sha256), step) in applied.iter().zip(steps) {
        if *number != step.number || *sha256 != digest(step.sql) {
            let (number, name) = (step.number, step.name.to_owned());
            return Err(OpenError::ChangedMigration { database: database.into(), number, name });
        }
    }
    Ok(())
}

fn digest(sql: &str) -> [u8; 32] {
    Sha256::digest(sql.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration = Migration { number: 1, name: "0001_a", sql: "CREATE TABLE a (x INTEGER) STRICT;" };
    const SECOND: Migration = Migration { number: 2, name: "0002_b", sql: "CREATE TABLE b (x INTEGER) STRICT;" };

    fn run(connection: &mut Connection, steps: &[Migration]) -> Result<Vec<&'static str>, OpenError> {
        migrate(connection, Path::new("a.db"), steps)
    }

    #[test]
    fn every_file_is_a_step_and_the_numbers_grow() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap().replace(".sql", ""))
            .collect();
        files.sort();
        assert_eq!(files, MIGRATIONS.iter().map(|step| step.name).collect::<Vec<_>>());
        assert!(MIGRATIONS.is_sorted_by(|one, next| one.number < next.number));
        for step in MIGRATIONS {
            assert!(step.name.starts_with(&format!("{:04}_", step.number)));
        }
    }

    #[test]
    fn only_the_missing_steps_are_applied() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(run(&mut connection, &[FIRST]).unwrap(), ["0001_a"]);
        assert_eq!(run(&mut connection, &[FIRST, SECOND]).unwrap(), ["0002_b"]);
        assert!(run(&mut connection, &[FIRST, SECOND]).unwrap().is_empty());
    }

    #[test]
    fn a_step_that_was_changed_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &[FIRST]).unwrap();
        let changed = Migration { sql: "CREATE TABLE a (y INTEGER) STRICT;", ..FIRST };
        let error = run(&mut connection, &[changed, SECOND]).unwrap_err();
        assert!(matches!(error, OpenError::ChangedMigration { number: 1, .. }), "{error}");
        assert!(connection.prepare("SELECT * FROM b").is_err(), "nothing was applied");
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection, &[FIRST, SECOND]).unwrap();
        let error = run(&mut connection, &[FIRST]).unwrap_err();
        assert!(matches!(error, OpenError::NewerSchema { found: 2, known: 1, .. }), "{error}");
    }

    #[test]
    fn a_step_that_fails_leaves_nothing_behind() {
        let mut connection = Connection::open_in_memory().unwrap();
        let broken = Migration { sql: "CREATE TABLE b (x INTEGER) STRICT; CREATE TABLE a (x INTEGER);", ..SECOND };
        assert!(run(&mut connection, &[FIRST, broken]).is_err());
        assert!(connection.prepare("SELECT * FROM a").is_err());
        assert_eq!(run(&mut connection, &[FIRST, SECOND]).unwrap(), ["0001_a", "0002_b"]);
    }
}
