//! The audit trail as it is read: by filter, page by page, and handed out as a file.

use super::Oversight;
use crate::domain::timeline::{Entry, Kind, NewEntry};
use crate::domain::{AgentId, Time};
use crate::identity::By;
use crate::store::{EntryFilter, EntryOrder, StoreError};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Entries read at once for a file.
const AT_ONCE: u32 = 500;

/// A row of the trail.
#[derive(Debug, Clone, PartialEq)]
pub enum TrailRow {
    Entry(Entry),
    /// Somebody wrote into the database what is no entry; the verification names the first of these.
    Unreadable(i64),
}

impl TrailRow {
    /// Its number.
    pub fn seq(&self) -> i64 {
        match self {
            Self::Entry(entry) => entry.seq,
            Self::Unreadable(seq) => *seq,
        }
    }
}

/// Rows of the trail, the latest first.
#[derive(Debug, Clone, PartialEq)]
pub struct TrailPage {
    pub rows: Vec<TrailRow>,
    /// Older rows are below this number; `None`: there are none.
    pub next: Option<i64>,
}

impl Oversight {
    /// A page of the trail. What cannot be read hides nothing of what can.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn trail(&self, filter: &EntryFilter) -> Result<TrailPage, StoreError> {
        let limit = filter.limit as usize;
        // one more than is shown says whether there is another page
        let mut rows = self.rows(&EntryFilter { limit: filter.limit + 1, ..filter.clone() }).await?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(TrailPage { next: rows.last().map(TrailRow::seq).filter(|_| more), rows })
    }

    async fn rows(&self, filter: &EntryFilter) -> Result<Vec<TrailRow>, StoreError> {
        match self.0.store.entries(filter).await {
            Err(StoreError::Corrupt { table: "timeline", .. }) => self.rows_one_by_one(filter).await,
            entries => Ok(entries?.into_iter().map(TrailRow::Entry).collect()),
        }
    }

    async fn rows_one_by_one(&self, filter: &EntryFilter) -> Result<Vec<TrailRow>, StoreError> {
        let mut rows = Vec::new();
        let mut order = filter.order;
        while rows.len() < filter.limit as usize {
            let Some(row) = self.row(&EntryFilter { order, limit: 1, ..filter.clone() }).await? else { break };
            order = match order {
                EntryOrder::Before(_) => EntryOrder::Before(row.seq()),
                EntryOrder::After(_) => EntryOrder::After(row.seq()),
            };
            rows.push(row);
        }
        Ok(rows)
    }

    async fn row(&self, filter: &EntryFilter) -> Result<Option<TrailRow>, StoreError> {
        match self.0.store.entries(filter).await {
            Ok(mut entries) => Ok(entries.pop().map(TrailRow::Entry)),
            Err(error) => unreadable(&error).map(|seq| Some(TrailRow::Unreadable(seq))).ok_or(error),
        }
    }

    /// The names of everybody who may have done something, by their id.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn names(&self) -> Result<HashMap<AgentId, String>, StoreError> {
        let people = self.0.store.agents().await?;
        Ok(people.into_iter().map(|agent| (agent.id, agent.name.as_str().to_owned())).collect())
    }

    /// Begins to hand the trail out, up to its present end; that is written down before the first row leaves.
    ///
    /// # Errors
    /// The database did not answer; then nothing is handed out.
    pub async fn export_trail(&self, by: &By, filter: EntryFilter, format: &str) -> Result<TrailExport, StoreError> {
        let through = self.0.store.last_entry().await?;
        let more = [("format", json!(format)), ("by", json!(narrowed_by(&filter))), ("through", json!(through))];
        self.note_export(by, "audit", more).await?;
        let filter = EntryFilter { order: EntryOrder::After(0), limit: AT_ONCE, ..filter };
        Ok(TrailExport { oversight: self.clone(), names: self.names().await?, filter, through, rows: 0 })
    }

    /// Notes that something is taken out as a file, before it is.
    pub(super) async fn note_export(
        &self,
        by: &By,
        what: &'static str,
        more: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Result<(), StoreError> {
        let mut data = Map::from_iter([("what".to_owned(), json!(what))]);
        data.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self.0.store.append(vec![self.entry(by, Kind::Exported, data)]).await
    }

    pub(super) fn entry(&self, by: &By, kind: Kind, data: Map<String, Value>) -> NewEntry {
        let at: Time = self.now();
        NewEntry { session: None, at, kind, actor: by.actor(), data, ip: by.ip() }
    }
}

/// The trail on its way out, the oldest row first.
pub struct TrailExport {
    oversight: Oversight,
    names: HashMap<AgentId, String>,
    filter: EntryFilter,
    /// The last row there was when it began: what is written meanwhile is for the next file.
    through: i64,
    rows: u64,
}

impl TrailExport {
    /// The next rows; none at the end.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn next(&mut self) -> Result<Vec<TrailRow>, StoreError> {
        let mut rows = self.oversight.rows(&self.filter).await?;
        rows.retain(|row| row.seq() <= self.through);
        if let Some(last) = rows.last() {
            self.filter.order = EntryOrder::After(last.seq());
        }
        self.rows += rows.len() as u64;
        Ok(rows)
    }

    /// How many left so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The name of whoever did it, if they have an account.
    pub fn name_of(&self, entry: &Entry) -> Option<&str> {
        self.names.get(entry.actor_id.as_ref()?).map(String::as_str)
    }
}

/// The number of a row that cannot be read, if that is what is wrong.
fn unreadable(error: &StoreError) -> Option<i64> {
    match error {
        StoreError::Corrupt { table: "timeline", row, .. } => row.parse().ok(),
        _ => None,
    }
}

/// What narrows the rows, by name.
fn narrowed_by(filter: &EntryFilter) -> Vec<&'static str> {
    let parts = [
        ("kind", filter.kind.is_some()),
        ("person", filter.actor.is_some()),
        ("site", filter.site.is_some()),
        ("session", filter.session.is_some()),
        ("from", filter.from.is_some()),
        ("to", filter.to.is_some()),
    ];
    parts.into_iter().filter_map(|(name, given)| given.then_some(name)).collect()
}
