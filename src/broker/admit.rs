//! What every typed PIN goes through, whoever types it: counted, looked up and decided in one transaction, written down.

use super::{Broker, Error, step};
use crate::domain::session::{NewAdmission, sole_holder};
use crate::domain::throttle;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{Event, Pin, Refused, Session};
use crate::store::{AttemptId, AttemptKind, NewAttempt, Which};
use chrono::TimeDelta;
use serde_json::{Map, json};
use std::net::IpAddr;

impl Broker {
    /// Counts a try as a failure before it is made. `account` says who tries: an agent's id, or a token's user.
    pub(super) async fn count_pin_attempt(&self, account: String, ip: Option<IpAddr>) -> Result<AttemptId, Error> {
        let (now, limits) = (self.now(), self.0.settings.pin_limits);
        let attempt = NewAttempt { kind: AttemptKind::Pin, account, ip, at: now, ip_window: TimeDelta::hours(1) };
        let judge = Box::new(move |attempts: &throttle::Attempts| {
            if throttle::deployment_alarm(attempts, &limits) {
                metrics::counter!("cobroker_pin_alarm_total").increment(1);
            }
            throttle::pin_wait(attempts, now, &limits)
        });
        let counted = self.0.store.count_attempt(attempt, judge).await?;
        counted.map_err(|until| Error::TooManyAttempts { until })
    }

    /// The PIN was right. If that cannot be written down the try stays counted, and the seat is taken all the same.
    pub(super) async fn forgive(&self, attempt: AttemptId) {
        if let Err(error) = self.0.store.attempt_succeeded(attempt).await {
            tracing::warn!(%error, "a right PIN stays counted as a wrong one: {error}");
        }
    }

    /// Lets somebody into the one session that holds the PIN. `make` is called inside the transaction.
    pub(super) async fn admit_by_pin(
        &self,
        pin: Pin,
        actor: Actor,
        ip: Option<IpAddr>,
        make: impl FnOnce(&Session) -> NewAdmission + Send + 'static,
    ) -> Result<Session, Error> {
        let (now, windows) = (self.now(), self.windows());
        let decide = move |holders: Vec<Session>| {
            let session = sole_holder(&holders, now, &windows)?;
            let admission = make(&session);
            step(&session, Event::AgentAdmitted(admission), actor, ip, now, &windows)
        };
        Ok(self.change(Which::HoldersOf(pin), decide).await?.pop().ok_or(Refused::NoSuchPin)?)
    }

    /// Writes down why, and says as little as possible outside. `token_user` names an agent without an account.
    pub(super) async fn pin_refused(
        &self,
        actor: Actor,
        ip: Option<IpAddr>,
        refused: Refused,
        token_user: Option<String>,
    ) -> Result<Error, Error> {
        let class = match refused {
            Refused::Full => "full",
            Refused::Taken => "taken",
            Refused::DuplicateUser => "duplicate",
            Refused::Contested => "contested",
            Refused::PinExpired => "expired",
            Refused::PinUsed => "used",
            Refused::CustomerAbsent => "customer_absent",
            _ => "unknown",
        };
        let mut data = Map::from_iter([("class".to_owned(), json!(class))]);
        data.extend(token_user.map(|user| ("tokenUser".to_owned(), json!(user))));
        let entry = NewEntry { session: None, at: self.now(), kind: Kind::PinRefused, actor, data, ip };
        self.0.store.append(vec![entry]).await?;
        metrics::counter!("cobroker_pins_refused_total").increment(1);
        let tells = matches!(refused, Refused::Full | Refused::Taken | Refused::DuplicateUser);
        Ok(if tells { refused.into() } else { Error::PinNotAccepted })
    }
}
