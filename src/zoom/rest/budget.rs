//! Keeps us under the account's limits before Zoom has to: whoever wants to ask books a moment for it. Pure; time comes in.

use super::plan::Limit;
use crate::domain::Time;
use chrono::TimeDelta;
use std::collections::VecDeque;

/// What is booked under one label.
#[derive(Debug)]
pub struct Budget {
    windows: Vec<Window>,
    /// Zoom said so.
    shut_until: Time,
}

#[derive(Debug)]
struct Window {
    limit: Limit,
    /// The last `limit.most` bookings.
    booked: VecDeque<Time>,
}

/// Nothing Zoom limits takes longer than a day; what is said to be over later comes from a clock that was set back.
const LONGEST_SHUT: TimeDelta = TimeDelta::hours(25);

impl Budget {
    pub fn new(limits: Vec<Limit>) -> Self {
        let windows = limits.into_iter().map(|limit| Window { limit, booked: VecDeque::new() }).collect();
        Self { windows, shut_until: Time::UNIX_EPOCH }
    }

    /// Books the next free moment: how long until then.
    ///
    /// # Errors
    /// The time until that moment, if it is longer than `longest`; then nothing is booked. `longest` is the same at every
    /// call.
    pub fn book(&mut self, now: Time, longest: TimeDelta) -> Result<TimeDelta, TimeDelta> {
        self.forget_the_future(now, longest);
        let free = self.windows.iter().filter_map(Window::free_at).fold(now.max(self.shut_until), Time::max);
        let wait = free - now;
        if wait > longest {
            return Err(wait);
        }
        self.windows.iter_mut().for_each(|window| window.book(free));
        Ok(wait)
    }

    /// Nobody asks before then.
    pub fn shut(&mut self, until: Time) {
        self.shut_until = self.shut_until.max(until);
    }

    /// Nobody books further ahead than `longest`: a later booking was made before the clock was set back.
    fn forget_the_future(&mut self, now: Time, longest: TimeDelta) {
        for window in &mut self.windows {
            if window.booked.back().is_some_and(|last| *last > now + longest) {
                window.booked.clear();
            }
        }
        if self.shut_until > now + LONGEST_SHUT {
            self.shut_until = now;
        }
    }
}

impl Window {
    /// `None`: whenever it is wanted.
    fn free_at(&self) -> Option<Time> {
        let last = self.booked.back().copied();
        let full = self.booked.len() == self.limit.most as usize;
        let first = self.booked.front().filter(|_| full).map(|first| *first + self.limit.within);
        // in order, so that nobody is overtaken
        first.max(last)
    }

    fn book(&mut self, at: Time) {
        if self.booked.len() == self.limit.most as usize {
            self.booked.pop_front();
        }
        self.booked.push_back(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONGEST: TimeDelta = TimeDelta::seconds(65);

    fn at(millis: i64) -> Time {
        Time::from_timestamp_millis(1_790_000_000_000 + millis).unwrap()
    }

    fn limit(most: u32, millis: i64) -> Limit {
        Limit { most, within: TimeDelta::milliseconds(millis) }
    }

    /// Milliseconds until the next place.
    fn book(budget: &mut Budget, now: i64) -> Result<i64, i64> {
        let wait = budget.book(at(now), LONGEST);
        wait.map(|wait| wait.num_milliseconds()).map_err(|wait| wait.num_milliseconds())
    }

    #[test]
    fn what_fits_goes_at_once_and_the_rest_waits_its_turn() {
        let mut budget = Budget::new(vec![limit(2, 1_000)]);
        assert_eq!([0, 300, 400, 400, 1_400].map(|now| book(&mut budget, now)), [0, 0, 600, 900, 600].map(Ok));
        let mut slow = Budget::new(vec![limit(1, 60_000)]);
        assert_eq!([0, 0, 0].map(|now| book(&mut slow, now)), [Ok(0), Ok(60_000), Err(120_000)]);
        assert_eq!(book(&mut slow, 60_000), Ok(60_000), "who did not wait took nothing");
    }

    #[test]
    fn after_zooms_no_nobody_asks_until_it_is_over() {
        let mut budget = Budget::new(vec![limit(2, 1_000)]);
        budget.shut(at(5_000));
        budget.shut(at(2_000));
        assert_eq!(book(&mut budget, 0), Ok(5_000));
        budget.shut(at(3_600_000));
        assert_eq!(book(&mut budget, 10_000), Err(3_590_000));
        assert_eq!(book(&mut budget, 3_600_000), Ok(0));
    }

    #[test]
    fn a_clock_that_was_set_back_locks_nobody_out() {
        let mut budget = Budget::new(vec![limit(1, 1_000)]);
        assert_eq!(book(&mut budget, 100 * 86_400_000), Ok(0));
        budget.shut(at(100 * 86_400_000));
        assert_eq!(book(&mut budget, 0), Ok(0));
    }

    proptest! {
        #[test]
        fn no_stretch_of_time_has_more_than_the_limit_and_nobody_waits_without_need(
            pauses in proptest::collection::vec(0_i64..1_500, 1..120),
            short in 1_u32..6,
            long in 4_u32..20,
        ) {
            let limits = [limit(short, 1_000), limit(long, 20_000)];
            let mut budget = Budget::new(limits.to_vec());
            let (mut now, mut asked) = (0, Vec::<i64>::new());
            for pause in pauses {
                now += pause;
                let Ok(wait) = book(&mut budget, now) else { continue };
                asked.push(now + wait);
            }
            for limit in limits {
                let (most, within) = (limit.most as usize, limit.within.num_milliseconds());
                prop_assert!(asked.windows(most + 1).all(|run| run[most] - run[0] >= within));
            }
            prop_assert!(asked.is_sorted());
        }
    }
}
