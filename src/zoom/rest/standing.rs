//! How we stand with Zoom: what operators see of it.

use crate::domain::Time;
use crate::zoom::ApiError;
use metrics::gauge;
use std::sync::Mutex;

/// What the last question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody asked yet.
    Unknown,
    /// Zoom answered, last at this time.
    Good(Time),
    /// Zoom refuses the API key since.
    Refused(Time),
    /// There is no use in Zoom's answers since, and why that was so last.
    Failing(Time, String),
}

pub struct Remembered(Mutex<Standing>);

impl Default for Remembered {
    fn default() -> Self {
        Self(Mutex::new(Standing::Unknown))
    }
}

impl Remembered {
    pub fn get(&self) -> Standing {
        self.0.lock().expect("no holder panics").clone()
    }

    /// Takes note; what changed is logged once.
    pub fn note(&self, outcome: Result<(), &ApiError>, now: Time) {
        let mut standing = self.0.lock().expect("no holder panics");
        let next = standing.after(outcome, now);
        match (&*standing, &next) {
            (Standing::Refused(_), Standing::Refused(_)) | (Standing::Failing(..), Standing::Failing(..)) => {}
            (_, Standing::Refused(_)) => tracing::error!(
                "Zoom's REST API refuses our key: ZOOM_API_KEY and ZOOM_API_SECRET are not a pair it knows, or this machine's clock is wrong"
            ),
            (_, Standing::Failing(_, why)) => tracing::warn!("Zoom's REST API is of no use: {why}"),
            (Standing::Refused(_) | Standing::Failing(..), Standing::Good(_)) => {
                tracing::info!("Zoom's REST API answers again");
            }
            _ => {}
        }
        if next != Standing::Unknown {
            gauge!("cobroker_zoom_api_up").set(if matches!(next, Standing::Good(_)) { 1.0 } else { 0.0 });
        }
        *standing = next;
    }
}

impl Standing {
    fn after(&self, outcome: Result<(), &ApiError>, now: Time) -> Self {
        match (outcome, self) {
            // that is an answer
            (Ok(()) | Err(ApiError::NoSuchSession), _) => Self::Good(now),
            // our own budget may say so, and nobody was asked
            (Err(ApiError::Limited(_)), standing) => standing.clone(),
            (Err(ApiError::Unauthorized), Self::Refused(since)) => Self::Refused(*since),
            (Err(ApiError::Unauthorized), _) => Self::Refused(now),
            (Err(error), Self::Failing(since, _)) => Self::Failing(*since, error.to_string()),
            (Err(error), _) => Self::Failing(now, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn trouble_is_remembered_since_it_began_until_zoom_answers_again() {
        let remembered = Remembered::default();
        let note = |outcome: Result<(), &ApiError>, second| {
            remembered.note(outcome, NOON + seconds(second));
            remembered.get()
        };
        assert_eq!(note(Ok(()), 0), Standing::Good(NOON));
        assert_eq!(note(Err(&ApiError::Unauthorized), 1), Standing::Refused(NOON + seconds(1)));
        assert_eq!(note(Err(&ApiError::Unauthorized), 9), Standing::Refused(NOON + seconds(1)));
        let limited = ApiError::Limited(std::time::Duration::from_secs(1));
        assert_eq!(note(Err(&limited), 9), Standing::Refused(NOON + seconds(1)), "that says nothing about the key");
        let Standing::Failing(since, _) = note(Err(&ApiError::Unavailable("status 500".into())), 10) else { panic!() };
        let last = note(Err(&ApiError::Unavailable("status 502".into())), 11);
        assert_eq!(last, Standing::Failing(since, "Zoom does not answer: status 502".into()));
        assert_eq!(note(Err(&ApiError::NoSuchSession), 12), Standing::Good(NOON + seconds(12)));
    }
}
