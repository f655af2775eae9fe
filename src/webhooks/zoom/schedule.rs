//! What becomes of an attempt (Zoom reference §10.7).

use chrono::TimeDelta;

/// After the first failure, after the second, after the third; each counted from the attempt before.
const WAITS: [TimeDelta; 3] = [TimeDelta::minutes(5), TimeDelta::minutes(20), TimeDelta::minutes(60)];

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Done,
    AgainAfter(TimeDelta),
    GiveUp,
}

/// `failed`: attempts that failed before. `status`: `None` if no answer came in time.
pub fn next(failed: u32, status: Option<u16>) -> Next {
    match status {
        Some(200 | 204) => Next::Done,
        // an attempt that is repeated takes any success
        Some(200..300) if failed > 0 => Next::Done,
        None | Some(500..) => {
            let wait = usize::try_from(failed).ok().and_then(|failed| WAITS.get(failed));
            wait.map_or(Next::GiveUp, |wait| Next::AgainAfter(*wait))
        }
        Some(_) => Next::GiveUp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_the_server_and_of_the_way_there_are_tried_three_times_more() {
        for status in [None, Some(500), Some(503), Some(599)] {
            let minutes = [5, 20, 60].map(|minutes| Next::AgainAfter(TimeDelta::minutes(minutes)));
            assert_eq!([0, 1, 2].map(|failed| next(failed, status)), minutes, "{status:?}");
            assert_eq!((next(3, status), next(u32::MAX, status)), (Next::GiveUp, Next::GiveUp));
        }
    }

    #[test]
    fn a_clear_answer_is_the_last_one() {
        for failed in 0..4 {
            assert!([200, 204].into_iter().all(|status| next(failed, Some(status)) == Next::Done));
            for status in [301, 302, 307, 400, 401, 404, 410, 422, 429] {
                assert_eq!(next(failed, Some(status)), Next::GiveUp, "{status}");
            }
        }
        assert_eq!((next(0, Some(202)), next(1, Some(202))), (Next::GiveUp, Next::Done));
    }
}
