//! The figures of a period: counted by the database, put into hours and days of the person's time zone here.

use super::Oversight;
use crate::domain::SiteId;
use crate::domain::figures::{Bucket, Fates, Grain, Period, by_bucket, by_hour_of_day};
use crate::store::{Counts, FiguresAsk, StoreError};

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresQuery {
    pub period: Period,
    /// Only of this site.
    pub site: Option<SiteId>,
}

/// What was counted, in the shape of pictures.
#[derive(Debug, Clone)]
pub struct Figures {
    pub query: FiguresQuery,
    pub grain: Grain,
    /// Every hour or day of the period, empty ones included.
    pub buckets: Vec<Bucket>,
    /// By the hour that the clocks showed, all days together.
    pub hours_of_day: [u64; 24],
    /// All of the period together.
    pub fates: Fates,
    pub counts: Counts,
}

impl Oversight {
    /// # Errors
    /// The database did not answer.
    pub async fn figures(&self, query: FiguresQuery) -> Result<Figures, StoreError> {
        let FiguresQuery { period, site } = &query;
        let ask = FiguresAsk { from: period.from, to: period.to, site: site.clone(), now: self.now() };
        Ok(Figures::of(self.0.store.figures(&ask).await?, query))
    }
}

impl Figures {
    /// The pictures of what was counted.
    pub fn of(counts: Counts, query: FiguresQuery) -> Self {
        let grain = Grain::of(&query.period);
        let mut fates = Fates::default();
        counts.slots.iter().for_each(|slot| fates.add(slot.fate, slot.count));
        Self {
            grain,
            buckets: by_bucket(&counts.slots, &query.period, grain),
            hours_of_day: by_hour_of_day(&counts.slots, query.period.zone),
            fates,
            counts,
            query,
        }
    }
}
