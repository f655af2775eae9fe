//! Pictures of what happened: how many sessions there were and when, how long people waited, who did the work. The
//! database counts in quarters of an hour of UTC; here the counts become hours and days of somebody's time zone.

mod buckets;
mod period;
mod spread;

pub use buckets::{Bucket, Grain, SLOT_SECONDS, by_bucket, by_hour_of_day};
pub use period::{LONGEST_DAYS, NotAPeriod, Period, Span};
pub use spread::{Bin, Spread};

use crate::domain::Time;

/// What became of a session, from the side of the customer who asked for help. Each session has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// An agent was in it.
    Helped,
    /// An agent came by the PIN, and the customer said no or left before the answer.
    Declined,
    /// A PIN was shown, and nobody came by it.
    Abandoned,
    /// It ended before there was a PIN.
    NoPin,
    /// It is not over, and nobody is in yet.
    Open,
}

impl Fate {
    pub const ALL: [Self; 5] = [Self::Helped, Self::Declined, Self::Abandoned, Self::NoPin, Self::Open];

    /// The name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Helped => "helped",
            Self::Declined => "declined",
            Self::Abandoned => "abandoned",
            Self::NoPin => "noPin",
            Self::Open => "open",
        }
    }
}

impl std::str::FromStr for Fate {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|fate| fate.as_str() == name).ok_or(())
    }
}

/// How many sessions met each fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fates([u64; Fate::ALL.len()]);

impl Fates {
    pub fn of(&self, fate: Fate) -> u64 {
        self.0[fate as usize]
    }

    pub fn add(&mut self, fate: Fate, count: u64) {
        self.0[fate as usize] += count;
    }

    pub fn all(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// Sessions that began in one slot of [`SLOT_SECONDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub start: Time,
    pub fate: Fate,
    pub count: u64,
}
