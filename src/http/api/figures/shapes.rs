//! What the API says about figures.

use crate::domain::figures::{Fate, Fates, Spread};
use crate::oversight::Figures;
use crate::store::AgentLoad;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// The figures of a period.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FiguresShape {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, included.
    pub last: NaiveDate,
    pub from: DateTime<Utc>,
    /// Not in it any more.
    pub to: DateTime<Utc>,
    /// The time zone that days and hours are of.
    pub zone: String,
    pub site: Option<String>,
    /// `hour` or `day`: what `buckets` are.
    pub grain: &'static str,
    /// All sessions of the period.
    pub sessions: FatesShape,
    /// By hour or day, empty ones included; their sum is `sessions`.
    pub buckets: Vec<BucketShape>,
    /// How many began at each hour of the day, 0 to 23, all days together.
    #[schema(value_type = Vec<u64>)]
    pub hours_of_day: [u64; 24],
    /// Seconds from the start to the first agent who was in.
    pub time_to_join: SpreadShape,
    /// Seconds from the first agent who was in to the end.
    pub length: SpreadShape,
    /// Why sessions ended, the most frequent first.
    pub end_reasons: Vec<ReasonShape>,
    /// What agents said came of sessions, the most frequent first.
    pub outcomes: Vec<OutcomeShape>,
    pub sites: Vec<SiteFatesShape>,
    /// What each agent did, the most sessions first.
    pub agents: Vec<AgentLoadShape>,
}

/// What became of sessions. Each has one fate.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FatesShape {
    pub all: u64,
    /// An agent was in.
    pub helped: u64,
    /// An agent came by the PIN and was not let in.
    pub declined: u64,
    /// A PIN was shown, and nobody came by it.
    pub abandoned: u64,
    /// Ended before there was a PIN.
    pub no_pin: u64,
    /// Not over, and nobody is in yet.
    pub open: u64,
}

/// Sessions that began in one hour or day.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BucketShape {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub sessions: FatesShape,
}

/// How durations are spread, in seconds; null where there were none.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpreadShape {
    pub count: u64,
    pub median: Option<u64>,
    pub p95: Option<u64>,
    pub longest: Option<u64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReasonShape {
    pub reason: String,
    pub count: u64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeShape {
    pub outcome: String,
    pub count: u64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SiteFatesShape {
    /// Null: of no site.
    pub site: Option<String>,
    pub sessions: FatesShape,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgentLoadShape {
    /// Null for an agent without an account here.
    pub agent_id: Option<String>,
    pub name: String,
    /// Sessions they were let into.
    pub sessions: u64,
    /// Seats they had at the same time, at most.
    pub most_seats: u64,
    /// All their seats together.
    pub seated_seconds: i64,
}

impl FiguresShape {
    pub fn of(figures: &Figures) -> Self {
        let (period, counts) = (&figures.query.period, &figures.counts);
        let bucket = |bucket: &crate::domain::figures::Bucket| BucketShape {
            from: bucket.start,
            to: bucket.end,
            sessions: FatesShape::of(&bucket.fates),
        };
        let site = |id: &Option<crate::domain::SiteId>| id.as_ref().map(ToString::to_string);
        Self {
            first: period.first,
            last: period.last,
            from: period.from,
            to: period.to,
            zone: period.zone.to_string(),
            site: site(&figures.query.site),
            grain: figures.grain.as_str(),
            sessions: FatesShape::of(&figures.fates),
            buckets: figures.buckets.iter().map(bucket).collect(),
            hours_of_day: figures.hours_of_day,
            time_to_join: SpreadShape::of(&counts.waits),
            length: SpreadShape::of(&counts.lengths),
            end_reasons: counts
                .ends
                .iter()
                .map(|(reason, count)| ReasonShape { reason: reason.clone(), count: *count })
                .collect(),
            outcomes: counts
                .outcomes
                .iter()
                .map(|(outcome, count)| OutcomeShape { outcome: outcome.clone(), count: *count })
                .collect(),
            sites: counts
                .sites
                .iter()
                .map(|(id, fates)| SiteFatesShape { site: site(id), sessions: FatesShape::of(fates) })
                .collect(),
            agents: counts.agents.iter().map(AgentLoadShape::of).collect(),
        }
    }
}

impl FatesShape {
    fn of(fates: &Fates) -> Self {
        Self {
            all: fates.all(),
            helped: fates.of(Fate::Helped),
            declined: fates.of(Fate::Declined),
            abandoned: fates.of(Fate::Abandoned),
            no_pin: fates.of(Fate::NoPin),
            open: fates.of(Fate::Open),
        }
    }
}

impl SpreadShape {
    fn of(spread: &Spread) -> Self {
        Self {
            count: spread.count(),
            median: spread.median(),
            p95: spread.percentile(95),
            longest: spread.percentile(100),
        }
    }
}

impl AgentLoadShape {
    fn of(load: &AgentLoad) -> Self {
        Self {
            agent_id: load.agent.map(|id| id.to_string()),
            name: load.name.clone(),
            sessions: load.sessions,
            most_seats: load.most_seats,
            seated_seconds: load.seated.num_seconds(),
        }
    }
}
