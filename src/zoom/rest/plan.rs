//! How much of Zoom's API an account may use, by its plan (Zoom reference §9.4, \[DZ-RATE\]).

use super::route::Label;
use chrono::TimeDelta;
use std::str::FromStr;

/// The column of Zoom's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    Free,
    /// Also pay-as-you-go and annual prepay.
    Pro,
    /// Also Universal Credit, which Build accounts have.
    Business,
}

/// So many requests in any such time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub most: u32,
    pub within: TimeDelta,
}

impl FromStr for Plan {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "free" => Ok(Self::Free),
            "pro" => Ok(Self::Pro),
            "business" => Ok(Self::Business),
            _ => Err(()),
        }
    }
}

impl Plan {
    /// Half of what the account has: Zoom counts all its apps together. Daily limits are named where the others do not
    /// keep them anyway.
    pub fn budget(self, label: Label) -> Vec<Limit> {
        let halved = |most: u32, within| Limit { most: most / 2, within };
        let (second, minute, day) = (TimeDelta::seconds(1), TimeDelta::minutes(1), TimeDelta::days(1));
        match (label, self) {
            (Label::Light, Self::Free) => vec![halved(4, second), halved(6_000, day)],
            (Label::Light, Self::Pro) => vec![halved(30, second)],
            (Label::Light, Self::Business) => vec![halved(80, second)],
            (Label::ResourceIntensive, Self::Free | Self::Pro) => vec![halved(10, minute)],
            (Label::ResourceIntensive, Self::Business) => vec![halved(20, minute)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_keeps_the_limit_of_a_minute_keeps_that_of_a_day() {
        for (plan, daily) in [(Plan::Free, 30_000), (Plan::Pro, 30_000), (Plan::Business, 60_000)] {
            let [limit] = plan.budget(Label::ResourceIntensive)[..] else { panic!("one limit") };
            assert_eq!(limit.within, TimeDelta::minutes(1));
            assert!(limit.most * 24 * 60 <= daily / 2, "{plan:?}");
        }
    }
}
