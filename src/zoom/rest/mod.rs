//! Asks Zoom's REST API (Zoom reference §9): the four reads, lists whole, within the account's limits.
//!
//! [`ask`] brings one page: it books a moment in the [`budget`], asks, and asks again what is worth it. What an answer
//! means ([`verdict`]), how long to wait ([`backoff`], [`limited`]) and how pages become a list ([`pages`]) are pure.

mod ask;
mod backoff;
mod bearer;
mod budget;
mod errand;
mod limited;
mod pages;
mod plan;
mod route;
mod shapes;
mod sleep;
mod standing;
mod verdict;

pub use plan::{Limit, Plan};
pub use route::Label;
pub use sleep::{RealSleep, Sleep};
pub use standing::Standing;

use super::{ApiError, ApiSession, ApiUser, SessionKind, ZoomApi};
use crate::clock::Clock;
use crate::domain::{Pin, Time};
use crate::engine_keys::RestKeys;
use crate::outgoing::{Client, Reach, Url};
use crate::random::Random;
use ask::{Asking, Stopped};
use async_trait::async_trait;
use bearer::Bearer;
use budget::Budget;
use pages::Pages;
use route::Question;
use shapes::Page;
use standing::Remembered;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where Zoom is asked, and how much.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Without a query: https, or this machine.
    pub base_url: Url,
    pub plan: Plan,
}

/// Rows in a page: as many as there may be \[DZ-REST\].
const PAGE_SIZE: u32 = 300;
/// From the look-up of Zoom's name to the end of one answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Zoom's REST API, asked with one pair of keys. One for the process: the budget is in it.
pub struct ZoomRest {
    settings: Settings,
    client: Client,
    bearer: Bearer,
    /// Light, resource-intensive.
    budgets: [Mutex<Budget>; 2],
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    sleep: Arc<dyn Sleep>,
    patience: Duration,
    page_size: u32,
    standing: Remembered,
}

impl ZoomRest {
    pub fn new(settings: Settings, keys: &RestKeys, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        let reach = if settings.base_url.is_local() { Reach::PublicAndLoopback } else { Reach::Public };
        let budget = |label| Mutex::new(Budget::new(settings.plan.budget(label)));
        Self {
            client: Client::new(reach),
            bearer: Bearer::new(keys),
            budgets: [budget(Label::Light), budget(Label::ResourceIntensive)],
            clock,
            random,
            sleep: Arc::new(RealSleep),
            patience: PATIENCE,
            page_size: PAGE_SIZE,
            standing: Remembered::default(),
            settings,
        }
    }

    /// Waits in another way: for tests.
    #[must_use]
    pub fn sleeping(self, sleep: Arc<dyn Sleep>) -> Self {
        Self { sleep, ..self }
    }

    /// Gives each answer this long instead of ten seconds.
    #[must_use]
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Asks for pages of so many rows, 30 to 300, instead of 300.
    #[must_use]
    pub fn paging_by(self, page_size: u32) -> Self {
        Self { page_size, ..self }
    }

    /// What the last question came to.
    pub fn standing(&self) -> Standing {
        self.standing.get()
    }

    /// Turns the pages of a list. A token that expired on the way begins it anew, once.
    async fn list<T>(
        &self,
        question: &Question,
        read: fn(&[u8]) -> Result<Page<T>, ApiError>,
        key: fn(&T) -> String,
    ) -> Result<Vec<T>, ApiError> {
        self.noting(async {
            let mut asking = Asking::new(self, question);
            for _ in 0..2 {
                match whole(&mut asking, read, Pages::new(key)).await {
                    Ok(items) => return Ok(items),
                    Err(Stopped::PageExpired) => {}
                    Err(Stopped::Api(error)) => return Err(error),
                }
            }
            Err(ApiError::Unavailable("its page tokens expire before they are used".into()))
        })
        .await
    }

    async fn noting<T>(&self, asking: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        let outcome = asking.await;
        self.standing.note(outcome.as_ref().map(|_| ()), self.clock.now());
        if let Err(ApiError::Unauthorized) = outcome {
            // the clock may be put right until the next question
            self.bearer.forget();
        }
        outcome
    }
}

async fn whole<T>(
    asking: &mut Asking<'_>,
    read: fn(&[u8]) -> Result<Page<T>, ApiError>,
    mut pages: Pages<T>,
) -> Result<Vec<T>, Stopped> {
    let mut token = None;
    loop {
        let body = asking.ask(token.as_deref()).await?;
        token = pages.add(read(&body)?)?;
        if token.is_none() {
            return Ok(pages.into_items());
        }
    }
}

#[async_trait]
impl ZoomApi for ZoomRest {
    async fn live_sessions(&self, pin: Option<&Pin>) -> Result<Vec<ApiSession>, ApiError> {
        self.list(&Question::live_sessions(pin), shapes::live_sessions, by_id).await
    }

    async fn past_sessions(&self, from: Time, to: Time) -> Result<Vec<ApiSession>, ApiError> {
        self.list(&Question::past_sessions(from, to), shapes::past_sessions, by_id).await
    }

    async fn session(&self, id: &str, kind: SessionKind) -> Result<ApiSession, ApiError> {
        if id.is_empty() {
            return Err(ApiError::NoSuchSession);
        }
        let question = Question::session(id, kind);
        self.noting(async {
            let body = Asking::new(self, &question).ask(None).await?;
            shapes::session(&body, kind)
        })
        .await
    }

    async fn users(&self, id: &str) -> Result<Vec<ApiUser>, ApiError> {
        if id.is_empty() {
            return Err(ApiError::NoSuchSession);
        }
        let mut users = self.list(&Question::users(id), shapes::users, by_connection).await?;
        users.sort_by_key(|user| user.joined_at.unwrap_or(Time::MAX_UTC));
        Ok(users)
    }
}

fn by_id(session: &ApiSession) -> String {
    session.id.clone()
}

fn by_connection(user: &ApiUser) -> String {
    user.connection_id.clone().unwrap_or_else(|| format!("{} at {:?}", user.id, user.joined_at))
}
