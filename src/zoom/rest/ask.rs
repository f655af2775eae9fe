//! One page of one question: in its turn, and again as long as that is worth it.

use super::errand::Errand;
use super::route::{Label, Question};
use super::verdict::{Verdict, verdict};
use super::{ZoomRest, backoff};
use crate::outgoing::Request;
use crate::zoom::ApiError;
use axum::http::{HeaderValue, header};
use bytes::Bytes;
use chrono::TimeDelta;
use metrics::counter;
use std::time::Duration;

/// Attempts at one page.
const ATTEMPTS: u32 = 4;
/// No wait is longer: a limit of a minute is waited for, one of a day is not.
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(65);
/// A page of 300 sessions with all their users has a tenth of it.
const MOST: usize = 4 * 1024 * 1024;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A question under way.
pub struct Asking<'a> {
    rest: &'a ZoomRest,
    question: &'a Question,
    errand: Errand,
}

/// Why there is no page.
#[derive(Debug)]
pub enum Stopped {
    PageExpired,
    Api(ApiError),
}

impl From<ApiError> for Stopped {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

/// Only what was begun with a token has one that expires.
impl From<Stopped> for ApiError {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Api(error) => error,
            Stopped::PageExpired => Self::Nonsense("a page token is said to have expired, and there was none".into()),
        }
    }
}

/// Everything together; a list of many pages has to wait for its turns.
fn most_time(label: Label) -> TimeDelta {
    match label {
        Label::Light => TimeDelta::minutes(2),
        Label::ResourceIntensive => TimeDelta::minutes(10),
    }
}

impl<'a> Asking<'a> {
    pub fn new(rest: &'a ZoomRest, question: &'a Question) -> Self {
        let errand = Errand::new(most_time(question.route.label()), rest.clock.now());
        Self { rest, question, errand }
    }

    /// The page that `token` leads to; the first one without.
    pub async fn ask(&mut self, token: Option<&str>) -> Result<Bytes, Stopped> {
        let mut failed = 0;
        loop {
            self.wait_for_turn().await?;
            let verdict = self.attempt(token).await;
            failed += 1;
            let (error, wait) = match verdict {
                Verdict::Good(body) => return Ok(body),
                Verdict::PageExpired if token.is_some() => return Err(Stopped::PageExpired),
                Verdict::PageExpired => return Err(ApiError::from(Stopped::PageExpired).into()),
                Verdict::Final(error) => return Err(error.into()),
                Verdict::Limited(wait) => {
                    self.shut(wait);
                    // the turn comes after it
                    (ApiError::Limited(positive(wait)), TimeDelta::zero())
                }
                Verdict::Failed { why, not_before } => {
                    let jittered = TimeDelta::from_std(backoff::wait(failed, &*self.rest.random)).unwrap_or_default();
                    (ApiError::Unavailable(why), jittered.max(not_before))
                }
            };
            if failed == ATTEMPTS || !self.sleep(wait, "again").await {
                return Err(error.into());
            }
        }
    }

    async fn attempt(&self, token: Option<&str>) -> Verdict {
        let now = self.rest.clock.now();
        let patience = self.rest.patience.min(positive(self.errand.left(now)));
        let request = Request::get(self.question.url(&self.rest.settings.base_url, self.rest.page_size, token))
            .with(header::AUTHORIZATION, self.rest.bearer.header(now))
            .with(header::ACCEPT, JSON)
            .within(patience)
            .at_most(MOST);
        let answer = self.rest.client.send(&request).await;
        let verdict = verdict(answer, self.question.route.label(), self.rest.clock.now());
        let (route, outcome) = (self.question.route.name(), verdict.name());
        counter!("cobroker_zoom_api_requests_total", "route" => route, "outcome" => outcome).increment(1);
        verdict
    }

    async fn wait_for_turn(&mut self) -> Result<(), ApiError> {
        let booked = self.budget().book(self.rest.clock.now(), LONGEST_WAIT);
        match booked {
            Ok(wait) if self.sleep(wait, "turn").await => Ok(()),
            Ok(wait) | Err(wait) => Err(ApiError::Limited(positive(wait))),
        }
    }

    fn shut(&self, wait: TimeDelta) {
        self.budget().shut(self.rest.clock.now() + wait);
    }

    fn budget(&self) -> std::sync::MutexGuard<'_, super::Budget> {
        self.rest.budgets[self.question.route.label() as usize].lock().expect("no holder panics")
    }

    /// Whether there was time for it.
    async fn sleep(&mut self, wait: TimeDelta, why: &'static str) -> bool {
        if wait.is_zero() {
            return true;
        }
        let fits = wait <= LONGEST_WAIT && self.errand.wait(wait, self.rest.clock.now());
        if fits {
            counter!("cobroker_zoom_api_waits_total", "why" => why).increment(1);
            self.rest.sleep.sleep(positive(wait)).await;
        }
        fits
    }
}

fn positive(wait: TimeDelta) -> Duration {
    wait.to_std().unwrap_or_default()
}
