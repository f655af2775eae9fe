//! What the API says about the audit trail.

use crate::domain::timeline::Entry;
use crate::domain::{AgentId, SessionId};
use crate::hex::hex;
use crate::http::api::EntryShape;
use crate::oversight::{TrailPage, TrailRow, Verification};
use crate::store::audit::{Break, Verdict};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A page of the audit trail, the latest entry first.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPageShape {
    pub entries: Vec<AuditRowShape>,
    /// Numbers on this page at which the database holds something that is no entry: somebody wrote into it.
    pub unreadable: Vec<i64>,
    /// Pass it as `before` for the next page.
    pub next: Option<i64>,
}

/// One entry of the audit trail, with its place in the chain.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditRowShape {
    #[serde(flatten)]
    pub entry: EntryShape,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub session_id: Option<SessionId>,
    /// From where; forgotten after a week.
    pub address: Option<String>,
    /// SHA-256 over the hash before it and every field but the address, in hexadecimal.
    pub hash: String,
}

impl AuditPageShape {
    pub fn of(page: TrailPage, names: &HashMap<AgentId, String>) -> Self {
        let (mut entries, mut unreadable) = (Vec::new(), Vec::new());
        for row in page.rows {
            match row {
                TrailRow::Entry(entry) => {
                    let name = entry.actor_id.and_then(|id| names.get(&id).cloned());
                    entries.push(AuditRowShape::of(entry, name));
                }
                TrailRow::Unreadable(seq) => unreadable.push(seq),
            }
        }
        Self { entries, unreadable, next: page.next }
    }
}

impl AuditRowShape {
    pub fn of(entry: Entry, name: Option<String>) -> Self {
        Self {
            session_id: entry.session,
            address: entry.ip.clone(),
            hash: hex(&entry.hash),
            entry: EntryShape::of(entry, name),
        }
    }
}

/// Whether the audit trail is whole.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerificationShape {
    /// `whole`, `broken`, or `unknown` before the first look came to its end.
    pub verdict: &'static str,
    /// When that was found.
    pub verified_at: Option<DateTime<Utc>>,
    /// Of a whole trail: how many entries were verified.
    pub entries: Option<u64>,
    /// Of a whole trail: its last entry.
    pub head: Option<HeadShape>,
    /// Of a broken trail: where.
    pub broken: Option<BreakShape>,
    /// Of a look that is under way.
    pub running: Option<RunningShape>,
    /// When the last look came to nothing, because the database did not answer.
    pub failed_at: Option<DateTime<Utc>>,
}

/// The last entry of the trail.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeadShape {
    /// Its number; 0 for an empty trail.
    pub seq: i64,
    /// In hexadecimal.
    pub hash: String,
}

/// The first number at which the trail is not what was written.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct BreakShape {
    pub seq: i64,
    /// `gap`: an entry is missing. `changed`: it does not read as it was written. `head`: the trail does not end at its noted
    /// head. `known`: it is not the trail whose head was kept elsewhere.
    pub reason: &'static str,
}

/// How far a look is.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RunningShape {
    /// Entries read.
    pub read: i64,
    /// Of so many.
    pub of: i64,
}

impl VerificationShape {
    pub fn of(known: &Verification) -> Self {
        let verdict = known.last.map(|last| last.verdict);
        let (name, entries, head, broken) = match verdict {
            None => ("unknown", None, None, None),
            Some(Verdict::Whole { entries, head }) => {
                ("whole", Some(entries), Some(HeadShape { seq: head.seq, hash: hex(&head.hash) }), None)
            }
            Some(Verdict::Broken { seq, why }) => ("broken", None, None, Some(BreakShape { seq, reason: reason(why) })),
        };
        Self {
            verdict: name,
            verified_at: known.last.map(|last| last.at),
            entries,
            head,
            broken,
            running: known.running.map(|(read, of)| RunningShape { read, of }),
            failed_at: known.failed_at,
        }
    }
}

fn reason(why: Break) -> &'static str {
    match why {
        Break::Gap => "gap",
        Break::Changed => "changed",
        Break::Head => "head",
        Break::Known => "known",
    }
}
