//! The trail as somebody with the file in hand sees it: rows to change at will, written past every rule of the tables.

use super::Sqlite;
use crate::domain::Time;
use crate::domain::timeline::{CHAIN_START, chain_hash};
use rusqlite::{Connection, params};
use std::collections::HashSet;
use std::ops::Range;

/// The columns that the chain covers, and its hash.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) seq: i64,
    pub(super) session: Option<String>,
    pub(super) at: i64,
    pub(super) kind: String,
    pub(super) actor_kind: String,
    pub(super) actor: Option<String>,
    pub(super) data: String,
    pub(super) hash: [u8; 32],
}

/// Every row, and the noted head.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawTrail {
    pub(super) rows: Vec<Row>,
    pub(super) head: Option<String>,
}

impl RawTrail {
    /// A connection on which no trigger and no check of the tables holds.
    pub(super) fn unlocked(sqlite: &Sqlite) -> Connection {
        let raw = sqlite.raw();
        let open = "DROP TRIGGER timeline_numbers_grow; DROP TRIGGER timeline_keeps_rows;
                    DROP TRIGGER timeline_keeps_values; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF";
        raw.execute_batch(open).expect("the owner of a file may do everything");
        raw
    }

    pub(super) fn read(raw: &Connection) -> Self {
        let sql = "SELECT seq, session_id, at, kind, actor_kind, actor_id, data, hash FROM timeline ORDER BY seq";
        let mut statement = raw.prepare(sql).expect("a good statement");
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Row {
                seq: row.get(0)?,
                session: row.get(1)?,
                at: row.get(2)?,
                kind: row.get(3)?,
                actor_kind: row.get(4)?,
                actor: row.get(5)?,
                data: row.get(6)?,
                hash: row.get(7)?,
            })
        };
        let rows = statement.query_map([], row).expect("it runs").map(|row| row.expect("a row")).collect();
        let head = raw.query_row("SELECT value FROM settings WHERE name = 'audit_head'", [], |row| row.get(0)).ok();
        Self { rows, head }
    }

    /// Whether it fits the table at all: no number twice.
    pub(super) fn can_be_written(&self) -> bool {
        let mut seen = HashSet::new();
        self.rows.iter().all(|row| seen.insert(row.seq))
    }

    /// In place of what is there.
    pub(super) fn write(&self, raw: &Connection) {
        raw.execute_batch("BEGIN; DELETE FROM timeline; DELETE FROM settings WHERE name = 'audit_head'")
            .expect("it runs");
        let sql = "INSERT INTO timeline (seq, session_id, at, kind, actor_kind, actor_id, data, hash)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let mut insert = raw.prepare_cached(sql).expect("a good statement");
        for row in &self.rows {
            let Row { seq, session, at, kind, actor_kind, actor, data, hash } = row;
            insert.execute(params![seq, session, at, kind, actor_kind, actor, data, hash]).expect("it is written");
        }
        if let Some(head) = &self.head {
            raw.execute("INSERT INTO settings (name, value) VALUES ('audit_head', $1)", [head]).expect("it is written");
        }
        raw.execute_batch("COMMIT").expect("it runs");
    }

    /// 1, 2, 3, … in the order of the rows.
    pub(super) fn renumber(&mut self) {
        (1..).zip(&mut self.rows).for_each(|(seq, row)| row.seq = seq);
    }

    /// Both keep their numbers and get what the other says, hash included.
    pub(super) fn swap_content(&mut self, one: usize, other: usize) {
        let (first, second) = (self.rows[one].seq, self.rows[other].seq);
        self.rows.swap(one, other);
        (self.rows[one].seq, self.rows[other].seq) = (first, second);
    }

    /// Hashes that follow the rows before them, for those whose ids can be read.
    pub(super) fn rehash(&mut self, rows: Range<usize>) {
        for at in rows {
            let previous = at.checked_sub(1).map_or(CHAIN_START, |before| self.rows[before].hash);
            self.rows[at].rehash(&previous);
        }
    }

    pub(super) fn append_with_a_good_hash(&mut self) {
        let last = self.rows.last().expect("there are some").clone();
        let mut added = Row { seq: last.seq + 1, ..last.clone() };
        added.rehash(&last.hash);
        self.rows.push(added);
    }
}

impl Row {
    fn rehash(&mut self, previous: &[u8; 32]) {
        let Some(at) = Time::from_timestamp_millis(self.at) else { return };
        let session = self.session.as_ref().and_then(|id| id.parse().ok());
        let actor = self.actor.as_ref().and_then(|id| id.parse().ok());
        self.hash = chain_hash(previous, self.seq, session, at, &self.kind, &self.actor_kind, actor, &self.data);
    }
}
