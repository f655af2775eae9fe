//! Which events an endpoint is told of.

use crate::domain::event::EventType;
use std::fmt;
use std::str::FromStr;

/// Some types, or all of them, those of later versions as well.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics(Option<Vec<EventType>>);

/// Something in the list is no type of events that happen, or there is nothing in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a type of events")]
pub struct InvalidTopics(pub String);

impl Topics {
    pub fn all() -> Self {
        Self(None)
    }

    /// `None`: all.
    pub fn chosen(&self) -> Option<&[EventType]> {
        self.0.as_deref()
    }

    pub fn includes(&self, kind: EventType) -> bool {
        self.0.as_ref().is_none_or(|some| some.contains(&kind))
    }

    /// These, each once, in the order of the table.
    ///
    /// # Errors
    /// The first name that is none, or an empty text if there is none at all.
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidTopics> {
        let mut chosen = Vec::new();
        for name in names {
            let kind = name.trim().parse().ok().filter(|kind| *kind != EventType::Ping);
            chosen.push(kind.ok_or_else(|| InvalidTopics(name.chars().take(40).collect()))?);
        }
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.is_empty() { Err(InvalidTopics(String::new())) } else { Ok(Self(Some(chosen))) }
    }
}

/// Comma-separated, `all` for all.
impl fmt::Display for Topics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => f.write_str("all"),
            Some(some) => f.write_str(&some.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(",")),
        }
    }
}

impl FromStr for Topics {
    type Err = InvalidTopics;

    fn from_str(text: &str) -> Result<Self, InvalidTopics> {
        if text.trim() == "all" { Ok(Self::all()) } else { Self::of(text.split(',')) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_back_in_the_order_of_the_table() {
        let topics: Topics = "session.ended, session.started,session.ended".parse().unwrap();
        assert_eq!(topics.to_string(), "session.started,session.ended");
        assert!(topics.includes(EventType::SessionEnded) && !topics.includes(EventType::AuditHead));
        assert_eq!("all".parse(), Ok(Topics::all()));
        assert!(Topics::all().includes(EventType::AuditHead));
        for bad in ["", "session.ended,", "session.nothing", "endpoint.ping"] {
            bad.parse::<Topics>().unwrap_err();
        }
    }
}
