//! How durations are spread: exact to the second, whatever their number.

/// Whole seconds, and how many took so long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spread(Vec<(u64, u64)>);

/// Durations from `from` up to, and without, `to` seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    pub from: u64,
    /// `None`: without end.
    pub to: Option<u64>,
    pub count: u64,
}

impl Spread {
    /// In any order; what comes twice is added.
    pub fn of(counts: impl IntoIterator<Item = (u64, u64)>) -> Self {
        let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        counts.sort_unstable();
        counts.dedup_by(|after, before| {
            let same = after.0 == before.0;
            before.1 += if same { after.1 } else { 0 };
            same
        });
        Self(counts)
    }

    pub fn count(&self) -> u64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// The shortest time within which `percent` of them were done (nearest rank). `None` of nothing.
    pub fn percentile(&self, percent: u64) -> Option<u64> {
        let rank = (self.count() * percent).div_ceil(100).max(1);
        let mut before = 0;
        self.0.iter().find_map(|(seconds, count)| {
            before += count;
            (before >= rank).then_some(*seconds)
        })
    }

    pub fn median(&self) -> Option<u64> {
        self.percentile(50)
    }

    /// Counted between `edges`, which grow and begin after 0: one more bin than edges.
    pub fn bins(&self, edges: &[u64]) -> Vec<Bin> {
        let starts = std::iter::once(0).chain(edges.iter().copied());
        let ends = edges.iter().copied().map(Some).chain([None]);
        let within = |from: u64, to: Option<u64>| {
            let inside = |seconds: u64| seconds >= from && to.is_none_or(|to| seconds < to);
            self.0.iter().filter(|(seconds, _)| inside(*seconds)).map(|(_, count)| count).sum()
        };
        starts.zip(ends).map(|(from, to)| Bin { from, to, count: within(from, to) }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percentiles_are_those_of_the_nearest_rank() {
        let spread = Spread::of([(9, 1), (1, 1), (5, 1), (5, 1)]);
        assert_eq!((spread.median(), spread.percentile(95), spread.percentile(0)), (Some(5), Some(9), Some(1)));
        assert_eq!(Spread::default().median(), None);
        assert_eq!(Spread::of([(7, 0)]).percentile(95), None);
    }

    proptest! {
        #[test]
        fn a_percentile_is_what_counting_one_by_one_says(values in prop::collection::vec(0_u64..50, 1..80), percent in 1_u64..=100) {
            let spread = Spread::of(values.iter().map(|value| (*value, 1)));
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let rank = (values.len() * percent as usize).div_ceil(100);
            prop_assert_eq!(spread.percentile(percent), Some(sorted[rank - 1]));
        }

        #[test]
        fn every_duration_is_in_one_bin(values in prop::collection::vec((0_u64..5_000, 1_u64..5), 0..80)) {
            let spread = Spread::of(values);
            let bins = spread.bins(&[10, 20, 30, 60, 120, 300, 600]);
            prop_assert_eq!(bins.len(), 8);
            prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<u64>(), spread.count());
        }
    }
}
