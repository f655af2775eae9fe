//! What both roles' connections do alike: read within limits, write in batches, ping, say goodbye.
//!
//! A connection is one task with a few futures that run side by side; none of them waits for another, so a stuck
//! write never stops a ping, and asking the broker never stops a frame.

use super::bucket::Bucket;
use super::frame::Frame;
use super::limits::{FAREWELL_WITHIN, FIRST_PING, HELLO_WITHIN, PING_EVERY, PINGS_MISSED, WRITE_STUCK};
use super::over::Over;
use super::peer::{Outbound, Peer};
use super::registry::Registry;
use super::room::Room;
use super::socket::{Incoming, Outgoing, SocketError};
use bytes::Bytes;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use metrics::counter;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval_at, sleep, timeout};

/// Pings that have not been answered, and when the last one went.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    unanswered: AtomicU32,
    sent: Mutex<Option<Instant>>,
}

impl Pulse {
    /// Pings until the peer has missed too many.
    pub async fn beat(&self, peer: &Peer) -> Over {
        let mut ticks = interval_at(Instant::now() + PING_EVERY, PING_EVERY);
        // only to measure: an agent need not wait for the way to be known
        sleep(FIRST_PING).await;
        self.ping(peer);
        loop {
            ticks.tick().await;
            if self.unanswered.fetch_add(1, Ordering::Relaxed) >= PINGS_MISSED {
                return Over::Silent;
            }
            self.ping(peer);
        }
    }

    fn ping(&self, peer: &Peer) {
        *self.sent.lock().expect("no holder panics") = Some(Instant::now());
        peer.ping();
    }

    fn heard(&self) {
        self.unanswered.store(0, Ordering::Relaxed);
    }

    /// How long the answer took, in milliseconds; `None` for one that nobody waits for.
    fn answered(&self) -> Option<u32> {
        let sent = self.sent.lock().expect("no holder panics").take()?;
        u32::try_from(sent.elapsed().as_millis()).ok()
    }
}

/// The reading half of a connection.
pub(super) struct Inbox<R> {
    stream: R,
    pulse: Arc<Pulse>,
    measured: Option<Box<dyn Fn(u32) + Send>>,
    messages: Bucket,
    /// Only customers send enough for their bytes to be counted.
    bytes: Option<Bucket>,
    biggest: usize,
}

impl<R: Stream<Item = Result<Incoming, SocketError>> + Unpin> Inbox<R> {
    pub fn new(stream: R, messages: Bucket, bytes: Option<Bucket>, biggest: usize) -> Self {
        Self { stream, pulse: Arc::default(), measured: None, messages, bytes, biggest }
    }

    pub fn pulse(&self) -> Arc<Pulse> {
        self.pulse.clone()
    }

    /// Tells of every measured way to the peer and back, in milliseconds.
    pub fn measure(&mut self, told: impl Fn(u32) + Send + 'static) {
        self.measured = Some(Box::new(told));
    }

    /// The first frame, which has to come in time.
    ///
    /// # Errors
    /// As [`Self::next`], and [`Over::HelloLate`] or [`Over::Restart`].
    pub async fn first(&mut self, registry: &Registry) -> Result<(Frame, Bytes), Over> {
        tokio::select! {
            biased;
            over = registry.shut_down() => Err(over),
            first = timeout(HELLO_WITHIN, self.next()) => first.map_err(|_| Over::HelloLate)?,
        }
    }

    /// The next frame, and the message it came in.
    ///
    /// # Errors
    /// How the connection is over: it closed, or broke a limit or a rule.
    pub async fn next(&mut self) -> Result<(Frame, Bytes), Over> {
        loop {
            let message = match self.stream.next().await {
                None | Some(Err(SocketError::Broken) | Ok(Incoming::Close)) => return Err(Over::Gone),
                Some(Err(SocketError::TooBig)) => return Err(Over::TooBig),
                Some(Ok(message)) => message,
            };
            self.pulse.heard();
            self.charge(&message)?;
            if let (Incoming::Pong, Some(told)) = (&message, &self.measured)
                && let Some(milliseconds) = self.pulse.answered()
            {
                told(milliseconds);
            }
            match message {
                Incoming::Binary(bytes) => {
                    let frame = Frame::decode(&bytes).map_err(|_| Over::Policy)?;
                    return Ok((frame, bytes));
                }
                Incoming::Text => return Err(Over::Policy),
                Incoming::Ping | Incoming::Pong | Incoming::Close => {}
            }
        }
    }

    /// Takes the message from what the peer may send.
    fn charge(&mut self, message: &Incoming) -> Result<(), Over> {
        let size = if let Incoming::Binary(bytes) = message { bytes.len() } else { 0 };
        if size > self.biggest {
            return Err(Over::TooBig);
        }
        let now = Instant::now();
        let enough = self.messages.take(1.0, now) && self.bytes.as_mut().is_none_or(|left| left.take(size as f64, now));
        if enough { Ok(()) } else { Err(Over::TooMany) }
    }
}

/// What a peer reads of its room by itself, at its own pace.
pub(super) struct Reader {
    room: Arc<Room>,
    peer: Peer,
    /// Of the feed. `None` for a customer, who gets no DOM frames.
    changes: Option<watch::Receiver<()>>,
}

impl Reader {
    pub fn customer(room: Arc<Room>, peer: Peer) -> Self {
        Self { room, peer, changes: None }
    }

    pub fn desk(room: Arc<Room>, peer: Peer) -> Self {
        let changes = Some(room.feed.changes());
        Self { room, peer, changes }
    }

    fn read(&mut self, batch: &mut Vec<Bytes>) {
        if let Some(changes) = &mut self.changes {
            changes.mark_unchanged();
            self.room.feed.read(self.peer.id, batch);
        }
    }

    /// The outbox is empty: if strokes were left out, there is room for the whole drawing now.
    fn catch_up(&self) {
        if self.peer.is_behind() {
            self.room.catch_up(&self.peer);
        }
    }
}

/// The writing half of a connection: everything there is, then one flush (3.5 times the throughput of a flush each).
pub(super) struct Writer<'a, W> {
    sink: &'a mut W,
    outbox: mpsc::Receiver<Outbound>,
    /// `None` once the connection is over.
    frames: Option<Reader>,
    batch: Vec<Bytes>,
    pointers: Vec<Bytes>,
    queue: Vec<Outgoing>,
}

/// Slots of a queue that an idle connection keeps.
const IDLE_QUEUE: usize = 16;

impl<'a, W: Sink<Outgoing, Error = SocketError> + Unpin> Writer<'a, W> {
    pub fn new(sink: &'a mut W, outbox: mpsc::Receiver<Outbound>, frames: Reader) -> Self {
        let frames = Some(frames);
        Self { sink, outbox, frames, batch: Vec::new(), pointers: Vec::new(), queue: Vec::new() }
    }

    /// Writes until the peer is gone or stuck.
    pub async fn run(&mut self) -> Over {
        loop {
            self.gather();
            if self.queue.is_empty() {
                if self.wait().await.is_none() {
                    return Over::Gone;
                }
                continue;
            }
            match timeout(WRITE_STUCK, self.write()).await {
                Err(_) => return Over::TooSlow,
                Ok(Err(_)) => return Over::Gone,
                Ok(Ok(())) => {}
            }
        }
    }

    /// Control frames first, then the page, then pointers. The log is read before the outbox: whatever opened the
    /// gate for a frame is then in the outbox already, and goes ahead of it.
    fn gather(&mut self) {
        if let Some(frames) = &mut self.frames {
            frames.read(&mut self.batch);
        }
        while let Ok(outbound) = self.outbox.try_recv() {
            self.sort(outbound);
        }
        if let Some(frames) = &self.frames {
            frames.catch_up();
        }
        self.batch.append(&mut self.pointers);
        if !self.batch.is_empty() {
            let bytes: usize = self.batch.iter().map(Bytes::len).sum();
            counter!("relay_frames_total", "direction" => "out").increment(self.batch.len() as u64);
            counter!("relay_bytes_total", "direction" => "out").increment(bytes as u64);
        }
        self.queue.extend(self.batch.drain(..).map(Outgoing::Binary));
    }

    /// Waits for something to write; `None` if there will never be anything.
    async fn wait(&mut self) -> Option<()> {
        self.batch.shrink_to(IDLE_QUEUE);
        self.pointers.shrink_to(IDLE_QUEUE);
        self.queue.shrink_to(IDLE_QUEUE);
        let outbound = tokio::select! {
            biased;
            outbound = self.outbox.recv() => outbound?,
            () = changed(self.frames.as_mut()) => return Some(()),
        };
        self.sort(outbound);
        Some(())
    }

    fn sort(&mut self, outbound: Outbound) {
        match outbound {
            Outbound::Control(frame) => self.queue.push(Outgoing::Binary(frame)),
            Outbound::Ping => self.queue.push(Outgoing::Ping),
            Outbound::Ephemeral(frame) => self.pointers.push(frame),
            Outbound::Nudge => {}
        }
    }

    async fn write(&mut self) -> Result<(), SocketError> {
        for message in self.queue.drain(..) {
            self.sink.feed(message).await?;
        }
        self.sink.flush().await
    }

    /// The control frames that still wait (a welcome with its resume token may be among them), then the last words.
    /// Returns the close code.
    pub async fn goodbye(mut self, over: &Over) -> Option<u16> {
        over.code()?;
        self.frames = None;
        self.queue.clear();
        self.gather();
        let all_written = timeout(FAREWELL_WITHIN, self.write()).await.is_ok();
        if all_written { say_goodbye(self.sink, over).await } else { over.code() }
    }
}

async fn changed(frames: Option<&mut Reader>) {
    match frames.and_then(|frames| frames.changes.as_mut()) {
        // the room is held by the reader, so its sender is there
        Some(changes) => changes.changed().await.unwrap_or_else(|_| unreachable!("the room outlives its reader")),
        None => std::future::pending().await,
    }
}

/// Last frame and close code, to a peer that may not read any more. Returns the code.
pub(super) async fn say_goodbye<W>(sink: &mut W, over: &Over) -> Option<u16>
where
    W: Sink<Outgoing, Error = SocketError> + Unpin,
{
    let code = over.code()?;
    let goodbye = async {
        if let Some(frame) = over.last_frame() {
            sink.feed(Outgoing::Binary(frame)).await?;
        }
        sink.send(Outgoing::Close(code)).await
    };
    // whether it arrives or not, the connection is over
    let _ = timeout(FAREWELL_WITHIN, goodbye).await;
    Some(code)
}
