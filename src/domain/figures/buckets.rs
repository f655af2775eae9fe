//! Hours and days of a time zone, those included on which the clocks change.

use super::{Fates, Period, Slot};
use crate::domain::Time;
use crate::domain::zone::Zone;
use chrono::{Days, TimeDelta, Timelike};

/// The unit of the database's counts. No clock on earth is off by less from UTC.
pub const SLOT_SECONDS: i64 = 900;

/// Hours are shown up to so many days.
const LONGEST_IN_HOURS: TimeDelta = TimeDelta::days(8);

/// How fine a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    Hour,
    Day,
}

impl Grain {
    /// Fine enough to see something, and not finer than can be seen.
    pub fn of(period: &Period) -> Self {
        if period.to - period.from <= LONGEST_IN_HOURS { Self::Hour } else { Self::Day }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
        }
    }

    /// When the hour, or the day, after `moment` begins.
    fn next(self, moment: Time, zone: Zone) -> Time {
        let local = zone.local(moment);
        match self {
            Self::Hour => {
                let past = TimeDelta::seconds(i64::from(local.minute() * 60 + local.second()));
                moment + (TimeDelta::hours(1) - past)
            }
            Self::Day => {
                let days = (1..4).filter_map(|days| local.date_naive().checked_add_days(Days::new(days)));
                let after = days.map(|date| zone.first_of(date)).find(|start| *start > moment);
                after.unwrap_or(moment + TimeDelta::days(1))
            }
        }
    }
}

/// One hour or day, and the sessions that began in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    pub start: Time,
    /// Not in it any more.
    pub end: Time,
    pub fates: Fates,
}

/// Every hour or day of the period, empty ones included, with what began in it. Each slot is counted once.
pub fn by_bucket(slots: &[Slot], period: &Period, grain: Grain) -> Vec<Bucket> {
    let mut buckets = empty(period, grain);
    for slot in slots {
        let after = buckets.partition_point(|bucket| bucket.start <= slot.start);
        if let Some(bucket) = buckets.get_mut(after.saturating_sub(1)) {
            bucket.fates.add(slot.fate, slot.count);
        }
    }
    buckets
}

fn empty(period: &Period, grain: Grain) -> Vec<Bucket> {
    let mut buckets = Vec::new();
    let mut start = period.from;
    while start < period.to {
        let end = grain.next(start, period.zone).min(period.to);
        buckets.push(Bucket { start, end, fates: Fates::default() });
        start = end;
    }
    buckets
}

/// How many began while the clocks showed 0:00 to 0:59, 1:00 to 1:59, …, on all days together.
pub fn by_hour_of_day(slots: &[Slot], zone: Zone) -> [u64; 24] {
    let mut hours = [0; 24];
    for slot in slots {
        hours[zone.local(slot.start).hour() as usize] += slot.count;
    }
    hours
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figures::{Fate, Span};
    use proptest::prelude::*;

    fn period(zone: &str, from: &str, to: &str) -> Period {
        let zone: Zone = zone.parse().unwrap();
        Period::of(Span::Own { from: from.parse().unwrap(), to: to.parse().unwrap() }, zone, Time::default()).unwrap()
    }

    fn lengths(period: &Period, grain: Grain) -> Vec<i64> {
        by_bucket(&[], period, grain).iter().map(|bucket| (bucket.end - bucket.start).num_minutes()).collect()
    }

    #[test]
    fn a_day_has_as_many_hours_as_the_clocks_make() {
        let hours = |zone: &str, date: &str| lengths(&period(zone, date, date), Grain::Hour);
        assert_eq!(hours("Europe/Berlin", "2026-03-28"), [60; 24]);
        assert_eq!(hours("Europe/Berlin", "2026-03-29"), [60; 23]);
        assert_eq!(hours("Europe/Berlin", "2026-10-25"), [60; 25]);
        assert_eq!(hours("Asia/Kathmandu", "2026-10-25"), [60; 24]);
        // half an hour forward at 2:00, so there is half of an hour from 2:30 on
        assert_eq!(hours("Australia/Lord_Howe", "2026-10-04").iter().sum::<i64>(), 23 * 60 + 30);
        assert_eq!(lengths(&period("Europe/Berlin", "2026-03-28", "2026-03-30"), Grain::Day), [1440, 1380, 1440]);
        assert_eq!(lengths(&period("Europe/Berlin", "2026-10-24", "2026-10-26"), Grain::Day), [1440, 1500, 1440]);
    }

    #[test]
    fn the_hour_that_comes_twice_is_two() {
        let period = period("Europe/Berlin", "2026-10-25", "2026-10-25");
        let at = |text: &str| text.parse::<Time>().unwrap();
        let slot = |start: &str| Slot { start: at(start), fate: Fate::Helped, count: 1 };
        let slots = [slot("2026-10-25T00:15:00Z"), slot("2026-10-25T01:15:00Z")];
        let full: Vec<_> = by_bucket(&slots, &period, Grain::Hour).into_iter().filter(|b| b.fates.all() > 0).collect();
        let shown: Vec<_> = full.iter().map(|bucket| period.zone.local(bucket.start).to_rfc3339()).collect();
        assert_eq!(shown, ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"]);
        assert_eq!(by_hour_of_day(&slots, period.zone)[2], 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn nothing_is_lost_and_nothing_counted_twice(
            zone in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
            day in 0_u64..20_000,
            days in 1_u64..40,
            slots in prop::collection::vec((0.0..1.0_f64, 0_usize..5, 1_u64..9), 0..60),
        ) {
            let zone: Zone = zone.name().parse().unwrap();
            let from = chrono::NaiveDate::from_ymd_opt(1985, 1, 1).unwrap() + Days::new(day);
            let period = Period::of(Span::Own { from, to: from + Days::new(days - 1) }, zone, Time::default()).unwrap();
            let length = (period.to - period.from).num_seconds() as f64;
            let slots: Vec<_> = slots.into_iter().map(|(part, fate, count)| {
                let second = period.from.timestamp() + (part * length) as i64;
                let start = Time::from_timestamp(second - second.rem_euclid(SLOT_SECONDS), 0).unwrap();
                Slot { start, fate: Fate::ALL[fate], count }
            }).collect();
            let sessions: u64 = slots.iter().map(|slot| slot.count).sum();
            for grain in [Grain::Hour, Grain::Day] {
                let buckets = by_bucket(&slots, &period, grain);
                prop_assert_eq!(buckets.iter().map(|bucket| bucket.fates.all()).sum::<u64>(), sessions);
                prop_assert_eq!(buckets.first().unwrap().start, period.from);
                prop_assert_eq!(buckets.last().unwrap().end, period.to);
                prop_assert!(buckets.windows(2).all(|pair| pair[0].end == pair[1].start));
                prop_assert!(buckets.iter().all(|bucket| bucket.start < bucket.end));
            }
            prop_assert_eq!(by_hour_of_day(&slots, zone).iter().sum::<u64>(), sessions);
        }
    }
}
