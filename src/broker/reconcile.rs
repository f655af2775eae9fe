//! Keeps our live sessions and Zoom's from drifting apart, by Zoom's REST API (ADR 35).
//!
//! Runs beside everything else: no customer and no agent waits for Zoom. Without a whole answer nothing is decided.

use super::zoom::{News, Source, may_look};
use super::{Broker, Error};
use crate::bus::Notice;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::zoom::drift::{Drift, DriftKind, Ours, Step, Theirs, decide, grace};
use crate::domain::zoom::heard::ZoomUser;
use crate::domain::{Pin, Session, SessionId, Time};
use crate::identity::Caller;
use crate::store::{SessionFilter, StoredState};
use crate::zoom::{ApiError, ApiSession, SessionKind, ZoomApi};
use chrono::TimeDelta;
use serde_json::{Map, json};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, MissedTickBehavior};
use tokio_util::sync::CancellationToken;

/// A match whose end Zoom did not tell is looked at for so long: no session lasts longer.
const LOOKED_AT: TimeDelta = TimeDelta::days(1);
/// Differences that are looked at in one round.
const MOST_OPEN: u32 = 2_000;
/// Sessions read at once.
const PAGE: u32 = 200;
/// PINs that Zoom was asked about and that are remembered, so that it is asked once.
const ASKED: usize = 10_000;

/// Why a round was not made, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum NotReconciled {
    #[error(transparent)]
    Zoom(#[from] ApiError),
    #[error(transparent)]
    Broker(#[from] Error),
}

impl From<crate::store::StoreError> for NotReconciled {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Broker(error.into())
    }
}

/// How the last round ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastRound {
    pub at: Time,
    /// What Zoom, or the database, said instead of an answer.
    pub failure: Option<String>,
}

/// Compares, marks and heals.
pub struct Reconciler {
    broker: Broker,
    api: Arc<dyn ZoomApi>,
    every: Duration,
    /// One round at a time.
    round: tokio::sync::Mutex<()>,
    /// Zoom wants to be left alone until then.
    not_before: Mutex<Option<Instant>>,
    asked: Mutex<HashSet<(SessionId, Pin)>>,
    last: Mutex<Option<LastRound>>,
}

impl Reconciler {
    /// `every`: from one round to the next.
    pub fn new(broker: Broker, api: Arc<dyn ZoomApi>, every: Duration) -> Self {
        Self {
            broker,
            api,
            every,
            round: tokio::sync::Mutex::default(),
            not_before: Mutex::default(),
            asked: Mutex::default(),
            last: Mutex::default(),
        }
    }

    /// `None` before the first.
    pub fn last_round(&self) -> Option<LastRound> {
        self.last.lock().expect("no holder panics").clone()
    }

    /// Makes a round at once and then every so often, and asks about a PIN that was just reported, until `stop`.
    pub async fn run_until(self: Arc<Self>, stop: CancellationToken) {
        let mut notices = self.broker.notices();
        let mut ticks = tokio::time::interval(self.every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let notice = tokio::select! {
                () = stop.cancelled() => return,
                _ = ticks.tick() => None,
                notice = notices.recv() => Some(notice),
            };
            // every step is a transaction of its own, so a round can be left anywhere
            let work = async {
                match notice {
                    None => _ = self.round().await,
                    Some(Ok(Notice::Session(session))) => self.ask_about(&session).await,
                    // who missed some has the next round
                    Some(Ok(_) | Err(RecvError::Lagged(_))) => {}
                    Some(Err(RecvError::Closed)) => std::future::pending().await,
                }
            };
            if stop.run_until_cancelled(work).await.is_none() {
                return;
            }
        }
    }

    /// One round, for whoever may see everybody's sessions.
    pub async fn round_for(&self, caller: &Caller) -> Result<(), NotReconciled> {
        may_look(caller)?;
        self.round().await
    }

    /// One round: what both sides have, what differs, what is done about it.
    ///
    /// # Errors
    /// [`NotReconciled`]: what Zoom or the database said instead. What was done until then is done.
    pub async fn round(&self) -> Result<(), NotReconciled> {
        let _one = self.round.lock().await;
        let done = self.compare().await;
        let failure = done.as_ref().err().map(ToString::to_string);
        let result = if failure.is_none() { "done" } else { "failed" };
        metrics::counter!("cobroker_zoom_rounds_total", "result" => result).increment(1);
        if let Some(failure) = &failure {
            tracing::warn!("Zoom's sessions were not compared with ours: {failure}");
        }
        *self.last.lock().expect("no holder panics") = Some(LastRound { at: self.broker.now(), failure });
        done
    }

    async fn compare(&self) -> Result<(), NotReconciled> {
        let theirs = self.live(None).await?;
        self.take_note_of_new_ones(&theirs).await?;
        let (ours, matched) = self.ours().await?;
        let open = self.open().await?;
        let now = self.broker.now();
        let ours: Vec<_> =
            ours.iter().map(|session| Ours { session, zoom: matched.get(&session.id).map(String::as_str) }).collect();
        let listed: Vec<_> = theirs
            .iter()
            .map(|theirs| Theirs { id: &theirs.id, pin: theirs.pin.as_ref(), started_at: theirs.started_at })
            .collect();
        for step in decide(&ours, &listed, &open, grace(self.every), now) {
            self.take(step, &ours, &theirs, now).await?;
        }
        self.count_open().await
    }

    /// Sessions that no webhook told of.
    async fn take_note_of_new_ones(&self, theirs: &[ApiSession]) -> Result<(), NotReconciled> {
        for theirs in theirs {
            if self.broker.0.store.zoom_session(&theirs.id).await?.is_none() {
                self.broker.zoom_news(seen(theirs, None)).await?;
            }
        }
        Ok(())
    }

    /// Our live sessions, those that ended and that Zoom told no end of, and which of Zoom's each is.
    async fn ours(&self) -> Result<(Vec<Session>, HashMap<SessionId, String>), NotReconciled> {
        let (broker, now) = (&self.broker, self.broker.now());
        let states = StoredState::ALL.into_iter().filter(|state| *state != StoredState::Ended).collect();
        let mut filter = SessionFilter { states, limit: PAGE, ..SessionFilter::default() };
        let mut ours = Vec::new();
        loop {
            let page = broker.0.store.sessions(&filter).await?;
            filter.before = page.last().map(|session| session.id);
            let is_last = page.len() < PAGE as usize;
            ours.extend(page);
            if is_last {
                break;
            }
        }
        let matches = broker.0.store.zoom_matches(now - LOOKED_AT).await?;
        let known: HashSet<_> = ours.iter().map(|session| session.id).collect();
        let mut matched = HashMap::new();
        for (session, zoom) in matches {
            matched.insert(session.id, zoom.id);
            if !known.contains(&session.id) {
                ours.push(session);
            }
        }
        let windows = broker.windows();
        Ok((ours.iter().map(|session| session.settled(now, &windows)).collect(), matched))
    }

    async fn open(&self) -> Result<Vec<(Drift, Time)>, NotReconciled> {
        let drifts = self.broker.0.store.drifts(MOST_OPEN).await?;
        let open = drifts.into_iter().filter(|known| known.over_at.is_none());
        Ok(open.map(|known| (known.drift, known.since)).collect())
    }

    async fn take(&self, step: Step, ours: &[Ours<'_>], theirs: &[ApiSession], now: Time) -> Result<(), NotReconciled> {
        let store = &self.broker.0.store;
        match step {
            Step::Link { session, zoom } => {
                if let Some(theirs) = theirs.iter().find(|theirs| theirs.id == zoom) {
                    self.broker.zoom_news(seen(theirs, Some(session))).await?;
                }
            }
            Step::Mark(drift) => {
                let entries = Vec::from_iter(entry(&drift, Kind::ZoomDrifted, now));
                metrics::counter!("cobroker_zoom_drifts_total", "kind" => drift.kind.as_str()).increment(1);
                store.mark_drift(drift, now, entries).await?;
            }
            Step::Clear(drift) => {
                let entries = Vec::from_iter(entry(&drift, Kind::ZoomHealed, now));
                store.clear_drift(drift, now, entries).await?;
            }
            Step::Confirm { session, zoom } => self.confirm(session, &zoom).await?,
            Step::TellAgain(session) => {
                let found = ours.iter().find(|ours| ours.session.id == session);
                self.broker.tell(&found.map(|ours| ours.session.clone()).into_iter().collect::<Vec<_>>());
            }
        }
        Ok(())
    }

    /// Ends ours if Zoom says that its session ended. If it says anything else, nothing happens.
    async fn confirm(&self, session: SessionId, zoom: &str) -> Result<(), NotReconciled> {
        let past = match self.asking(self.api.session(zoom, SessionKind::Past)).await {
            Err(ApiError::NoSuchSession) => return Ok(()),
            other => other?,
        };
        let Some(ended_at) = past.ended_at.filter(|_| past.id == zoom) else { return Ok(()) };
        let news = News { ended_at: Some(ended_at), about: Some(session), ..News::of(zoom, Source::Rest) };
        self.broker.zoom_news(news).await?;
        Ok(())
    }

    /// Asks Zoom once which session has the PIN that was just reported.
    async fn ask_about(&self, session: &Session) {
        let Some(held) = session.pin.as_ref().filter(|_| session.is_live()) else { return };
        if !self.is_new(session.id, &held.pin) || self.has_to_wait().is_some() {
            return;
        }
        if let Err(error) = self.link_by_pin(session.id, &held.pin).await {
            tracing::debug!(session.id = %session.id, "session {}: Zoom was not asked for its PIN: {error}", session.id);
        }
    }

    fn is_new(&self, session: SessionId, pin: &Pin) -> bool {
        let mut asked = self.asked.lock().expect("no holder panics");
        if asked.len() >= ASKED {
            asked.clear();
        }
        asked.insert((session, pin.clone()))
    }

    async fn link_by_pin(&self, session: SessionId, pin: &Pin) -> Result<(), NotReconciled> {
        let known = self.broker.zoom_sessions_of(session).await?;
        if known.first().and_then(|zoom| zoom.matched).is_some_and(|matched| matched.session == session) {
            return Ok(());
        }
        let found = self.live(Some(pin)).await?;
        if let [only] = &found[..]
            && only.pin.as_ref() == Some(pin)
        {
            self.broker.zoom_news(seen(only, Some(session))).await?;
        }
        Ok(())
    }

    async fn live(&self, pin: Option<&Pin>) -> Result<Vec<ApiSession>, ApiError> {
        self.asking(self.api.live_sessions(pin)).await
    }

    /// Asks, unless Zoom wants to be left alone; and hears when it says so.
    async fn asking<T>(&self, question: impl Future<Output = Result<T, ApiError>>) -> Result<T, ApiError> {
        if let Some(wait) = self.has_to_wait() {
            return Err(ApiError::Limited(wait));
        }
        let answer = question.await;
        if let Err(ApiError::Limited(wait)) = &answer {
            *self.not_before.lock().expect("no holder panics") = Some(Instant::now() + *wait);
        }
        answer
    }

    fn has_to_wait(&self) -> Option<Duration> {
        let until = (*self.not_before.lock().expect("no holder panics"))?;
        Some(until.saturating_duration_since(Instant::now())).filter(|wait| !wait.is_zero())
    }

    async fn count_open(&self) -> Result<(), NotReconciled> {
        let open = self.open().await?;
        for kind in DriftKind::ALL {
            let count = open.iter().filter(|(drift, _)| drift.kind == kind).count();
            metrics::gauge!("cobroker_zoom_drift", "kind" => kind.as_str()).set(count as f64);
        }
        metrics::gauge!("cobroker_zoom_unmatched").set(self.broker.0.store.zoom_unmatched().await? as f64);
        Ok(())
    }
}

/// Users of one session that are taken note of; Zoom lets six in.
const MOST_USERS: usize = 100;

/// What Zoom's list says of one of its sessions.
fn seen(theirs: &ApiSession, about: Option<SessionId>) -> News {
    let user = |user: &crate::zoom::ApiUser| ZoomUser {
        id: user.id.clone(),
        name: Some(user.name.clone()).filter(|name| !name.is_empty()),
        party: Some(user.party),
    };
    News {
        pin: theirs.pin.clone(),
        started_at: Some(theirs.started_at),
        users: theirs.users.iter().take(MOST_USERS).map(user).collect(),
        about,
        ..News::of(&theirs.id, Source::Rest)
    }
}

/// For the timeline of ours; a foreign one has none.
fn entry(drift: &Drift, kind: Kind, at: Time) -> Option<NewEntry> {
    let mut data = Map::new();
    data.insert("drift".into(), drift.kind.as_str().into());
    data.insert("source".into(), Source::Rest.as_str().into());
    if let Some(zoom) = &drift.zoom {
        data.insert("zoomSession".into(), json!(zoom));
    }
    Some(NewEntry { session: Some(drift.session?), at, kind, actor: Actor::System, data, ip: None })
}
