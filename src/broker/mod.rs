//! The use cases: start, report a PIN, connect, hear of events, end, list, sweep. Each loads, decides by the rules of
//! `domain`, saves, and tells whoever listens.

mod admit;
mod case_file;
mod close_site;
mod connect;
mod end;
mod engine;
mod error;
mod gate;
mod heard;
mod invite;
mod list;
mod lists;
mod open_agent;
mod open_customer;
mod presence;
mod reconcile;
mod report;
mod site;
mod start;
mod story;
mod sweep;
mod ticket;
mod together;
mod waiting;
mod watch;
mod zoom;

pub use crate::domain::{Engine, PinMode};
pub use case_file::{CaseFile, NoteSeen};
pub use connect::{Connected, Desk};
pub use error::Error;
pub use gate::StartGate;
pub use invite::{Colleague, InviteSeen, TEXT as INVITE_TEXT, WORD as INVITE_WORD, Wish};
pub use list::{Page, Query, Seen};
pub use lists::Exporting;
pub use reconcile::{LastRound, NotReconciled, Reconciler};
pub use report::{CustomerEvent, CustomerEventKind};
pub use start::{StartRequest, Started};
pub use story::{SpanSeen, Story};
pub use ticket::Ticket;
pub use waiting::Waiting;
pub use zoom::{Told, ZoomSeen};

use crate::bus::{Bus, Notice};
use crate::clock::Clock;
use crate::domain::throttle::PinLimits;
use crate::domain::timeline::{Actor, NewEntry};
use crate::domain::{Event, Refused, Session, SessionId, Time, Windows, history};
use crate::random::Random;
use crate::sites::Sites;
use crate::store::{Changes, SavedSession, Store, Which};
use crate::tokens::Tokens;
use chrono::TimeDelta;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How the broker is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    pub engine: Engine,
    /// Where the SDK and the desk live: our own origin, or Zoom's.
    pub base_url: String,
    pub windows: Windows,
    pub pin_limits: PinLimits,
    /// Digits of the PINs our engine makes, 6 to 10.
    pub pin_digits: usize,
    pub pin_mode: PinMode,
    pub agent_token_life: TimeDelta,
    pub customer_token_life: TimeDelta,
    /// More live sessions than this are refused.
    pub most_live_sessions: u64,
    /// Who the customer of an ended session was is forgotten after this. Default 30 days.
    pub retention: TimeDelta,
    /// The environment says so, and nobody else may.
    pub retention_fixed: bool,
    /// The customer is asked before an agent sees the first picture.
    pub ask_consent: bool,
    /// Tokens that were made elsewhere with our SDK key and secret are good, too.
    pub open_tokens: bool,
    /// Addresses that are told of joins and ends.
    pub webhooks: Arc<[String]>,
}

/// The broker. Cheap to clone.
#[derive(Clone)]
pub struct Broker(Arc<Inner>);

struct Inner {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    tokens: Tokens,
    sites: Sites,
    bus: Arc<dyn Bus>,
    settings: Settings,
    heard: heard::Heard,
    gate: Arc<dyn StartGate>,
    /// Held while an agent opens a session ahead of its customer.
    opening: tokio::sync::Mutex<()>,
    news: tokio::sync::watch::Sender<()>,
}

impl Broker {
    #[expect(clippy::too_many_arguments, reason = "these are the rooms it stands on")]
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        tokens: Tokens,
        sites: Sites,
        bus: Arc<dyn Bus>,
        settings: Settings,
        gate: Arc<dyn StartGate>,
    ) -> Self {
        let opening = tokio::sync::Mutex::new(());
        let (heard, news) = (heard::Heard::default(), tokio::sync::watch::Sender::new(()));
        Self(Arc::new(Inner { store, clock, random, tokens, sites, bus, settings, heard, gate, opening, news }))
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The public SDK key.
    pub fn sdk_key(&self) -> &str {
        self.0.tokens.sdk_key()
    }

    /// Hears of every change from now on.
    pub fn notices(&self) -> tokio::sync::broadcast::Receiver<Notice> {
        self.0.bus.subscribe()
    }

    fn now(&self) -> Time {
        self.0.clock.now()
    }

    fn windows(&self) -> Windows {
        self.0.settings.windows
    }

    /// Lets `event` happen to one session.
    async fn apply(&self, id: SessionId, event: Event, actor: Actor, ip: Option<IpAddr>) -> Result<Session, Error> {
        let (now, windows) = (self.now(), self.windows());
        let decide = move |sessions: Vec<Session>| {
            let session = sessions.into_iter().next().ok_or(Refused::NoSuchSession)?;
            step(&session, event, actor, ip, now, &windows)
        };
        let mut changed = self.change(Which::Id(id), decide).await?;
        changed.pop().ok_or(Error::NoSuchSession)
    }

    /// Decides inside the store's transaction, then tells everyone what was saved.
    async fn change(
        &self,
        which: Which,
        decide: impl FnOnce(Vec<Session>) -> Result<Changes, Refused> + Send + 'static,
    ) -> Result<Vec<Session>, Error> {
        let (broker, now, to_tell) = (self.clone(), self.now(), Arc::new(AtomicBool::new(false)));
        let told = to_tell.clone();
        let decide = move |loaded: Vec<Session>| {
            let before = loaded.clone();
            let mut changes = decide(loaded)?;
            told.store(broker.note_presence(&before, &mut changes, now), Ordering::Relaxed);
            Ok(changes)
        };
        let sessions = self.0.store.change(which, Box::new(decide)).await??;
        self.tell(&sessions);
        if to_tell.load(Ordering::Relaxed) {
            self.0.news.send_replace(());
        }
        Ok(sessions)
    }

    /// Tells of a session about which something was written down. Whoever misses it reads it at the next change.
    async fn tell_again(&self, id: SessionId) {
        match self.0.store.session(id).await {
            Ok(session) => self.tell(session.as_slice()),
            Err(error) => tracing::warn!(session.id = %id, %error, "session {id}: news of it were not told: {error}"),
        }
    }

    fn tell(&self, sessions: &[Session]) {
        for session in sessions {
            self.0.bus.publish(Notice::Session(Arc::new(session.clone())));
        }
    }
}

/// One event on one session, with the audit entries it means: first what time did to it, then what the actor did.
fn step(
    session: &Session,
    event: Event,
    actor: Actor,
    ip: Option<IpAddr>,
    now: Time,
    windows: &Windows,
) -> Result<Changes, Refused> {
    let settled = session.settled(now, windows);
    let after = settled.apply(event, now, windows)?;
    let mut entries = history::of_change(session, &settled, Actor::System, now);
    entries.extend(with_ip(history::of_change(&settled, &after, actor, now), ip));
    Ok(Changes { sessions: vec![saved(after, windows)], entries, ..Changes::default() })
}

fn with_ip(entries: Vec<NewEntry>, ip: Option<IpAddr>) -> impl Iterator<Item = NewEntry> {
    entries.into_iter().map(move |entry| NewEntry { ip, ..entry })
}

fn saved(session: Session, windows: &Windows) -> SavedSession {
    let deadline = session.deadline(windows);
    SavedSession { session, deadline }
}
