//! A handle to one connection, for everybody who is not that connection.

use super::limits::{OFFER_LEAVES, SKETCH_LEAVES};
use super::over::Over;
use bytes::Bytes;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Tells two connections of the same party apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ConnectionId(pub u64);

/// What waits to be written to a peer. DOM frames are not here: they wait in the log.
#[derive(Debug)]
pub(super) enum Outbound {
    Control(Bytes),
    /// May be late: it is written behind what else there is.
    Ephemeral(Bytes),
    Ping,
    /// Nothing to write: the writer is to look whether the peer has missed strokes.
    Nudge,
}

/// One connection's outbox and the switch that closes it. Nothing here ever waits.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub id: ConnectionId,
    outbox: mpsc::Sender<Outbound>,
    /// The peer was too slow for some strokes, and gets no more before it got the whole drawing.
    behind: Arc<AtomicBool>,
    over: Arc<OnceLock<Over>>,
    closing: CancellationToken,
}

impl Peer {
    /// A peer, and the queue its connection writes from.
    pub fn new(id: ConnectionId, outbox: usize) -> (Self, mpsc::Receiver<Outbound>) {
        let (sender, receiver) = mpsc::channel(outbox);
        (
            Self {
                id,
                outbox: sender,
                behind: Arc::default(),
                over: Arc::default(),
                closing: CancellationToken::new(),
            },
            receiver,
        )
    }

    /// Queues a control frame. It must arrive, so a peer without room for it is closed as too slow.
    pub fn tell(&self, frame: Bytes) {
        self.put(Outbound::Control(frame));
    }

    pub fn ping(&self) {
        self.put(Outbound::Ping);
    }

    /// Queues a frame that a slow peer does not get. False if it did not.
    pub fn offer(&self, frame: Bytes) -> bool {
        self.outbox.capacity() > OFFER_LEAVES && self.outbox.try_send(Outbound::Ephemeral(frame)).is_ok()
    }

    /// Queues a part of the drawing. A slow peer does not get it, nor any that follow, until
    /// [`Room::catch_up`](super::room::Room::catch_up) gave it the whole.
    pub fn sketch(&self, frame: Bytes) {
        self.sketch_as(Outbound::Control(frame));
    }

    /// The same for what has to come behind frames that were offered before.
    pub fn sketch_behind(&self, frame: Bytes) {
        self.sketch_as(Outbound::Ephemeral(frame));
    }

    fn sketch_as(&self, outbound: Outbound) {
        if self.is_behind() {
            return;
        }
        if self.outbox.capacity() > SKETCH_LEAVES {
            self.put(outbound);
        } else {
            self.behind.store(true, Ordering::SeqCst);
            // should the writer have emptied the outbox a moment ago; if this finds no place, it has not
            let _ = self.outbox.try_send(Outbound::Nudge);
        }
    }

    pub fn is_behind(&self) -> bool {
        self.behind.load(Ordering::SeqCst)
    }

    /// Queues the whole drawing for a peer that missed parts of it, once it has room again. Parts that follow are
    /// queued behind it, because whoever draws holds the room's lock.
    pub fn caught_up(&self, whole: impl FnOnce() -> Vec<Bytes>) {
        if self.is_behind() && self.outbox.capacity() > OFFER_LEAVES {
            self.behind.store(false, Ordering::SeqCst);
            whole().into_iter().for_each(|frame| self.tell(frame));
        }
    }

    /// Ends the connection. The first reason counts.
    pub fn close(&self, over: Over) {
        let _ = self.over.set(over);
        self.closing.cancel();
    }

    /// Waits for [`Self::close`].
    pub async fn closed(&self) -> Over {
        self.closing.cancelled().await;
        self.over.get().cloned().unwrap_or(Over::Gone)
    }

    fn put(&self, outbound: Outbound) {
        if let Err(mpsc::error::TrySendError::Full(_)) = self.outbox.try_send(outbound) {
            self.close(Over::TooSlow);
        }
    }
}
