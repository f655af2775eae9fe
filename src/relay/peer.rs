//! A handle to one connection, for everybody who is not that connection.

use super::over::Over;
use bytes::Bytes;
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
    /// May be dropped.
    Ephemeral(Bytes),
    Ping,
}

/// One connection's outbox and the switch that closes it. Nothing here ever waits.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub id: ConnectionId,
    outbox: mpsc::Sender<Outbound>,
    over: Arc<OnceLock<Over>>,
    closing: CancellationToken,
}

impl Peer {
    /// A peer, and the queue its connection writes from.
    pub fn new(id: ConnectionId, outbox: usize) -> (Self, mpsc::Receiver<Outbound>) {
        let (sender, receiver) = mpsc::channel(outbox);
        (Self { id, outbox: sender, over: Arc::default(), closing: CancellationToken::new() }, receiver)
    }

    /// Queues a control frame. It must arrive, so a peer without room for it is closed as too slow.
    pub fn tell(&self, frame: Bytes) {
        self.put(Outbound::Control(frame));
    }

    pub fn ping(&self) {
        self.put(Outbound::Ping);
    }

    /// Queues a frame that a slow peer does not get.
    pub fn offer(&self, frame: Bytes) {
        // a full queue is what ephemeral frames are dropped for
        let _ = self.outbox.try_send(Outbound::Ephemeral(frame));
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
