//! Tells one endpoint what is in the outbox for it, in whatever shape its [`Route`] has.

use super::PAUSE;
use crate::clock::Clock;
use crate::domain::{SessionId, Time};
use crate::store::StoreError;
use async_trait::async_trait;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Requests under way to one endpoint.
const AT_ONCE: usize = 4;
/// Deliveries looked at together; more are due than can be under way when a session has several.
const LOOKED_AT: u32 = 64;
/// How often the time is looked at. The database is asked only when something is due, or there is news.
const TICK: Duration = Duration::from_millis(250);

/// What is told one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    Session(SessionId),
    /// It stands for itself.
    Alone(i64),
}

/// Whether an endpoint may be told now.
#[derive(Debug, Clone, Copy)]
pub struct Door {
    pub is_open: bool,
    /// When to ask again, whatever is due.
    pub next_look: Option<Time>,
}

/// One way to tell one endpoint.
#[async_trait]
pub trait Route: Send + Sync + 'static {
    type Item: Send + 'static;

    /// Items of one lane go one after the other, in order.
    fn lane(&self, item: &Self::Item) -> Lane;

    async fn door(&self, now: Time) -> Result<Door, StoreError>;

    /// What is due, in order.
    async fn due(&self, now: Time, limit: u32) -> Result<Vec<Self::Item>, StoreError>;

    /// When the next one is due.
    async fn next(&self) -> Result<Option<Time>, StoreError>;

    /// One attempt, and what becomes of it.
    async fn deliver(&self, item: Self::Item);
}

/// Carries what is due along one route.
pub struct Courier<R> {
    route: Arc<R>,
    clock: Arc<dyn Clock>,
    under_way: JoinSet<Lane>,
    busy: HashSet<Lane>,
}

impl<R: Route> Courier<R> {
    pub fn new(route: R, clock: Arc<dyn Clock>) -> Self {
        Self { route: Arc::new(route), clock, under_way: JoinSet::new(), busy: HashSet::new() }
    }

    /// Runs until it is dropped. What is under way then stays in the outbox.
    pub async fn run(mut self, mut news: watch::Receiver<()>) {
        loop {
            // before looking, so that what comes meanwhile is looked at again
            news.mark_unchanged();
            let due = match self.work().await {
                Ok(due) => due,
                Err(error) => {
                    tracing::warn!(%error, "webhooks cannot be read from the database, they are tried again: {error}");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            tokio::select! {
                Ok(()) = news.changed() => {}
                () = reached(&*self.clock, due) => {}
                Some(done) = self.under_way.join_next() => self.free(done),
            }
            while let Some(done) = self.under_way.try_join_next() {
                self.free(done);
            }
        }
    }

    /// Does what is due; when something is due next.
    async fn work(&mut self) -> Result<Option<Time>, StoreError> {
        let now = self.clock.now();
        let door = self.route.door(now).await?;
        if !door.is_open {
            return Ok(door.next_look);
        }
        for item in self.route.due(now, LOOKED_AT).await? {
            let lane = self.route.lane(&item);
            if self.under_way.len() < AT_ONCE && self.busy.insert(lane) {
                let route = self.route.clone();
                self.under_way.spawn(async move {
                    route.deliver(item).await;
                    lane
                });
            }
        }
        let next = if self.under_way.is_empty() { self.route.next().await? } else { None };
        Ok(next.into_iter().chain(door.next_look).min())
    }

    fn free(&mut self, done: Result<Lane, tokio::task::JoinError>) {
        match done {
            Ok(lane) => drop(self.busy.remove(&lane)),
            // a bug: whose it was is not known, so all are looked at again once the others are through
            Err(error) => {
                tracing::error!(%error, "a webhook's delivery broke: {error}");
                if self.under_way.is_empty() {
                    self.busy.clear();
                }
            }
        }
    }
}

/// Waits for a moment of the clock; for nothing if there is none.
async fn reached(clock: &dyn Clock, due: Option<Time>) {
    let Some(due) = due else { return std::future::pending().await };
    loop {
        tokio::time::sleep(TICK).await;
        if clock.now() >= due {
            return;
        }
    }
}
