//! The way of DOM frames from a room's customer to its desks, and the gate before it.
//!
//! A desk is a watcher only once the customer's consent was acted upon, and only watchers can read: there is no other
//! way to a frame. While nobody watches, nothing is kept. Has a lock of its own, so frames never wait for a join.

use super::assets::{Assets, Place, Took};
use super::control::ToCustomer;
use super::frame::{Dom, Frame};
use super::limits::{ASSETS_WANTED, BATCH, CHECKOUT_EVERY, EPHEMERAL, MIB, RESYNC_EVERY};
use super::log::{Cursor, Log};
use super::memory::Memory;
use super::over::Over;
use super::peer::{ConnectionId, Peer};
use bytes::Bytes;
use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

pub(super) struct Feed {
    inner: Mutex<Inner>,
    /// Wakes the desks; what is new, each reads from the log at its own cursor.
    changed: watch::Sender<()>,
}

struct Inner {
    log: Log,
    assets: Assets,
    /// What the page that is there was asked to send.
    wanted: HashSet<String>,
    /// The customer's connection; frames of an older one are not taken.
    source: Option<Peer>,
    watchers: Vec<Watcher>,
    /// When a snapshot was last asked for.
    asked_at: Option<Instant>,
}

struct Watcher {
    peer: Peer,
    cursor: Cursor,
    assets: Place,
}

impl Feed {
    pub fn new(memory: &Memory) -> Self {
        let inner = Inner {
            log: Log::new(memory),
            assets: Assets::new(memory),
            wanted: HashSet::new(),
            source: None,
            watchers: Vec::new(),
            asked_at: None,
        };
        Self { inner: Mutex::new(inner), changed: watch::Sender::new(()) }
    }

    /// The customer's page is there. What an earlier page showed is over; if somebody watches, this one records.
    pub fn attach(&self, source: Peer) {
        let mut inner = self.lock();
        inner.log.clear();
        inner.assets.drop_unfinished();
        inner.wanted.clear();
        inner.asked_at = None;
        inner.source = Some(source);
        if !inner.watchers.is_empty() {
            inner.ask(Duration::ZERO);
        }
    }

    /// The customer's page is gone. Those who watch read the rest of it; those who come now see nothing old.
    pub fn detach(&self, source: ConnectionId) {
        let mut inner = self.lock();
        inner.source.take_if(|peer| peer.id == source);
        inner.log.drop_unfinished();
        inner.assets.drop_unfinished();
    }

    /// The hashes of the assets that need not be sent again.
    pub fn assets(&self) -> Vec<String> {
        self.lock().assets.hashes()
    }

    /// Asks the page for what an agent's browser could not load, each address once.
    pub fn want(&self, mut urls: Vec<String>) {
        let mut inner = self.lock();
        let Inner { source: Some(source), wanted, .. } = &mut *inner else { return };
        urls.truncate(ASSETS_WANTED.saturating_sub(wanted.len()));
        urls.retain(|url| !wanted.contains(url));
        // a page that is too slow to be asked now is asked when another desk misses it
        if !urls.is_empty() && source.offer(Frame::control(&ToCustomer::WantAssets { urls: &urls })) {
            wanted.extend(urls);
        }
    }

    /// Lets a desk read from now on, the stored picture first.
    pub fn watch(&self, peer: Peer) {
        let mut inner = self.lock();
        let cursor = if inner.source.is_some() { inner.log.start() } else { inner.log.end() };
        inner.watchers.push(Watcher { peer, cursor, assets: Place::default() });
        if inner.watchers.len() == 1 {
            inner.ask(Duration::ZERO);
        }
        drop(inner);
        self.changed.send_replace(());
    }

    /// Takes the right to read away. After the last one the page rests and nothing is kept.
    pub fn unwatch(&self, desk: ConnectionId) {
        let mut inner = self.lock();
        let before = inner.watchers.len();
        inner.watchers.retain(|watcher| watcher.peer.id != desk);
        if before > 0 && inner.watchers.is_empty() {
            inner.forget();
            if let Some(source) = &inner.source {
                source.tell(Frame::control(&ToCustomer::Rest));
            }
        }
    }

    /// The session is over: nobody reads, nobody sends.
    pub fn end(&self) {
        let mut inner = self.lock();
        inner.forget();
        inner.watchers.clear();
        inner.source = None;
    }

    /// Takes a frame of the customer.
    ///
    /// # Errors
    /// [`Over::TooBig`] if a limit of the log is passed; the customer is to be closed.
    pub fn push(&self, source: ConnectionId, dom: Dom, frame: Bytes) -> Result<(), Over> {
        let mut inner = self.lock();
        if !inner.takes_from(source) {
            return Ok(());
        }
        let news = match dom {
            Dom::Snapshot { first, last, .. } => inner.log.chunk(frame, first, last)?,
            Dom::Increment { .. } => inner.log.append(frame)?,
            Dom::Ephemeral { .. } => {
                inner.spread(&frame);
                false
            }
            Dom::Asset { first, last } => inner.take_asset(frame, first, last)?,
        };
        if let Some(every) = inner.checkout_every() {
            inner.ask(every);
        }
        drop(inner);
        if news {
            self.changed.send_replace(());
        }
        Ok(())
    }

    /// Moves the next frames for `desk` into `batch`: none unless it is let in.
    pub fn read(&self, desk: ConnectionId, batch: &mut Vec<Bytes>) {
        let mut inner = self.lock();
        let Inner { log, assets, source, watchers, .. } = &mut *inner;
        let Some(watcher) = watchers.iter_mut().find(|watcher| watcher.peer.id == desk) else { return };
        log.read(&mut watcher.cursor, batch);
        if source.is_some() {
            // pictures wait for the page they belong to
            let taken: usize = batch.iter().map(Bytes::len).sum();
            assets.read(&mut watcher.assets, batch, BATCH.saturating_sub(taken));
        }
        if log.lags(&watcher.cursor) {
            let every = resync_every(log.snapshot_bytes());
            inner.ask(every);
        }
    }

    /// Wakes whenever there may be something to read.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("no holder panics")
    }
}

impl Inner {
    fn takes_from(&self, source: ConnectionId) -> bool {
        !self.watchers.is_empty() && self.source.as_ref().is_some_and(|peer| peer.id == source)
    }

    /// Nothing of the page is kept.
    fn forget(&mut self) {
        self.log.clear();
        self.assets.clear();
        self.wanted.clear();
    }

    /// True if there is something new to read.
    fn take_asset(&mut self, frame: Bytes, first: bool, last: bool) -> Result<bool, Over> {
        let took = self.assets.chunk(frame, Frame::HEAD, first, last)?;
        if took == Took::WholeForOthers {
            // those that went may be asked for again
            self.wanted.clear();
        }
        Ok(took != Took::Nothing)
    }

    /// How often to ask for a snapshot because of the log's length, if at all.
    fn checkout_every(&self) -> Option<Duration> {
        if self.log.is_half_full() {
            // better a busy page than one that is closed for its log
            return Some(resync_every(self.log.snapshot_bytes()));
        }
        self.log.is_long().then_some(CHECKOUT_EVERY)
    }

    /// Hands an ephemeral frame to every desk that has a picture to show it on.
    fn spread(&self, frame: &Bytes) {
        if frame.len() > EPHEMERAL {
            return;
        }
        for watcher in self.watchers.iter().filter(|watcher| self.log.shows(&watcher.cursor)) {
            watcher.peer.offer(frame.clone());
        }
    }

    /// Asks the customer's page for a snapshot, unless that was done less than `every` ago.
    fn ask(&mut self, every: Duration) {
        let now = Instant::now();
        let due = self.asked_at.is_none_or(|at| now.duration_since(at) >= every);
        if let (true, Some(source)) = (due, &self.source) {
            source.tell(Frame::control(&ToCustomer::Record));
            self.asked_at = Some(now);
        }
    }
}

/// A slow desk must not make us ask for more than half of the bytes a customer may send.
fn resync_every(snapshot_bytes: usize) -> Duration {
    RESYNC_EVERY.max(Duration::from_secs_f64(2.0 * snapshot_bytes as f64 / MIB as f64))
}
