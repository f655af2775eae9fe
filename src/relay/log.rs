//! What a room remembers: the last snapshot and every increment since, shared by all its desks.
//!
//! A desk has no queue of its own, only a [`Cursor`]: late join is a cursor at the start, a slow desk is a cursor that
//! lags. A new snapshot starts a new generation, and every cursor jumps to it (ADR 12).

use super::limits::{BATCH, FRAME_OVERHEAD, KIB, LAG_BYTES, LAG_FRAMES, LOG, LOG_FRAMES, LOG_SMALL, SNAPSHOT};
use super::memory::{Memory, Share};
use super::over::Over;
use bytes::Bytes;

/// A place in a [`Log`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor {
    generation: u64,
    /// The next frame to read.
    next: usize,
    /// Frames before this one were there already when the cursor was; having them to read is not lagging.
    found: usize,
}

#[derive(Debug)]
struct Entry {
    frame: Bytes,
    /// Bytes of the log up to and including this frame.
    end: usize,
}

/// A snapshot whose last chunk has not come.
#[derive(Debug)]
struct Unfinished {
    chunks: Vec<Bytes>,
    bytes: usize,
    /// Increments that overtook the last chunk; they belong behind it.
    behind: Vec<Bytes>,
    share: Share,
}

/// One room's frames.
#[derive(Debug)]
pub(super) struct Log {
    generation: u64,
    /// The chunks of the snapshot, then the increments. Empty before the first snapshot.
    entries: Vec<Entry>,
    chunks: usize,
    unfinished: Option<Unfinished>,
    memory: Memory,
    share: Share,
}

impl Log {
    pub fn new(memory: &Memory) -> Self {
        Self {
            generation: 0,
            entries: Vec::new(),
            chunks: 0,
            unfinished: None,
            memory: memory.clone(),
            share: memory.share(),
        }
    }

    /// Takes a chunk; true if it completed a snapshot, which now is the whole log.
    ///
    /// # Errors
    /// [`Over::TooBig`] if the snapshot grows beyond its limit.
    pub fn chunk(&mut self, frame: Bytes, first: bool, last: bool) -> Result<bool, Over> {
        if first {
            let share = self.memory.share();
            self.unfinished = Some(Unfinished { chunks: Vec::new(), bytes: 0, behind: Vec::new(), share });
        }
        // a chunk whose beginning fell into a time when nobody watched is of no use
        let Some(unfinished) = &mut self.unfinished else { return Ok(false) };
        unfinished.bytes += frame.len();
        if unfinished.bytes > SNAPSHOT {
            return Err(Over::TooBig);
        }
        unfinished.share.add(frame.len() + FRAME_OVERHEAD);
        unfinished.chunks.push(frame);
        if last && let Some(finished) = self.unfinished.take() {
            self.replace(finished);
        }
        Ok(last)
    }

    /// Takes an increment; true if there is something new to read.
    ///
    /// # Errors
    /// [`Over::TooBig`] if the log grows beyond its limit.
    pub fn append(&mut self, frame: Bytes) -> Result<bool, Over> {
        let cost = frame.len() + FRAME_OVERHEAD;
        let pending = self.unfinished.as_ref().map_or(0, |unfinished| unfinished.share.held());
        if self.share.held() + pending + cost > LOG {
            return Err(Over::TooBig);
        }
        if let Some(unfinished) = &mut self.unfinished {
            unfinished.share.add(cost);
            unfinished.behind.push(frame);
            return Ok(false);
        }
        // without a snapshot to apply it to, an increment means nothing
        if self.entries.is_empty() {
            return Ok(false);
        }
        self.share.add(cost);
        self.push(frame);
        Ok(true)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.generation += 1;
        self.entries = Vec::new();
        self.chunks = 0;
        self.unfinished = None;
        self.share.give_back_all();
    }

    /// Gives up a snapshot whose sender is gone.
    pub fn drop_unfinished(&mut self) {
        self.unfinished = None;
    }

    /// A cursor that reads all there is.
    pub fn start(&self) -> Cursor {
        Cursor { generation: self.generation, next: 0, found: self.entries.len() }
    }

    /// A cursor that reads only what comes.
    pub fn end(&self) -> Cursor {
        Cursor { next: self.entries.len(), ..self.start() }
    }

    /// Moves the next frames into `batch`, at least one if there is one, and about [`BATCH`] bytes at most.
    pub fn read(&self, cursor: &mut Cursor, batch: &mut Vec<Bytes>) {
        if cursor.generation != self.generation {
            *cursor = Cursor { generation: self.generation, next: 0, found: self.chunks };
        }
        let enough = self.before(cursor.next) + BATCH;
        for entry in &self.entries[cursor.next..] {
            batch.push(entry.frame.clone());
            cursor.next += 1;
            if entry.end >= enough {
                break;
            }
        }
    }

    /// Whether the cursor is past the snapshot, so that a pointer would point at something.
    pub fn shows(&self, cursor: &Cursor) -> bool {
        !self.entries.is_empty() && cursor.generation == self.generation && cursor.next >= self.chunks
    }

    /// Whether so much came since the cursor's place that a new snapshot would be quicker.
    pub fn lags(&self, cursor: &Cursor) -> bool {
        let from = cursor.next.max(cursor.found);
        self.entries.len() - from > LAG_FRAMES || self.bytes() - self.before(from) > LAG_BYTES
    }

    /// Whether a new snapshot would be much shorter.
    pub fn is_long(&self) -> bool {
        let enough = LOG_SMALL.max(2 * self.snapshot_bytes());
        self.entries.len() - self.chunks > LOG_FRAMES || self.bytes() - self.snapshot_bytes() > enough
    }

    /// Whether the log is on its way to the limit that closes the customer.
    pub fn is_half_full(&self) -> bool {
        self.share.held() > LOG / 2
    }

    /// Bytes of the snapshot on the wire, 0 if there is none.
    pub fn snapshot_bytes(&self) -> usize {
        self.before(self.chunks)
    }

    fn bytes(&self) -> usize {
        self.before(self.entries.len())
    }

    /// Bytes of the first `count` frames.
    fn before(&self, count: usize) -> usize {
        count.checked_sub(1).map_or(0, |last| self.entries[last].end)
    }

    fn push(&mut self, frame: Bytes) {
        let end = self.bytes() + frame.len();
        self.entries.push(Entry { frame, end });
    }

    fn replace(&mut self, snapshot: Unfinished) {
        self.clear();
        self.share.take_over(snapshot.share);
        self.chunks = snapshot.chunks.len();
        for frame in snapshot.chunks.into_iter().chain(snapshot.behind) {
            self.push(frame);
        }
    }
}

/// Frames are cut at 240 KiB, so a snapshot has few chunks; this only keeps the two limits in step.
const _: () = assert!(SNAPSHOT < LOG && SNAPSHOT / (240 * KIB) < LAG_FRAMES);

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> (Memory, Log) {
        let memory = Memory::default();
        let log = Log::new(&memory);
        (memory, log)
    }

    fn text(batch: &[Bytes]) -> String {
        batch.iter().map(|frame| std::str::from_utf8(frame).expect("test frames are text")).collect()
    }

    fn read(log: &Log, cursor: &mut Cursor) -> String {
        let mut batch = Vec::new();
        log.read(cursor, &mut batch);
        text(&batch)
    }

    fn frame(text: &'static str) -> Bytes {
        Bytes::from_static(text.as_bytes())
    }

    #[test]
    fn a_snapshot_counts_once_its_last_chunk_came() {
        let (_, mut log) = log();
        let mut cursor = log.start();
        assert_eq!(log.chunk(frame("A"), true, false), Ok(false));
        assert_eq!(read(&log, &mut cursor), "");
        assert_eq!(log.append(frame("x")), Ok(false), "it overtook the last chunk");
        assert_eq!(log.chunk(frame("B"), false, true), Ok(true));
        assert_eq!(log.append(frame("y")), Ok(true));
        assert_eq!(read(&log, &mut cursor), "ABxy");
        assert_eq!(read(&log, &mut cursor), "");
    }

    #[test]
    fn increments_before_any_snapshot_and_chunks_without_a_beginning_are_dropped() {
        let (memory, mut log) = log();
        assert_eq!(log.append(frame("x")), Ok(false));
        assert_eq!(log.chunk(frame("B"), false, true), Ok(false));
        assert_eq!(read(&log, &mut log.start()), "");
        assert_eq!(memory.held(), 0);
    }

    #[test]
    fn a_new_generation_moves_every_cursor_to_its_start() {
        let (memory, mut log) = log();
        log.chunk(frame("A"), true, true).expect("small");
        let mut behind = log.start();
        log.append(frame("x")).expect("small");
        let mut ahead = log.end();
        log.chunk(frame("B"), true, true).expect("small");
        assert_eq!((read(&log, &mut behind), read(&log, &mut ahead)), ("B".into(), "B".into()));
        assert_eq!(memory.held(), 1 + FRAME_OVERHEAD);
        log.clear();
        assert_eq!((memory.held(), read(&log, &mut ahead)), (0, String::new()));
    }

    #[test]
    fn what_was_there_before_the_cursor_is_no_lag() {
        let (_, mut log) = log();
        log.chunk(frame("A"), true, true).expect("small");
        for _ in 0..1_000 {
            log.append(frame("x")).expect("small");
        }
        let cursor = log.start();
        assert!(!log.lags(&cursor));
        for _ in 0..LAG_FRAMES {
            log.append(frame("x")).expect("small");
        }
        assert!(!log.lags(&cursor));
        log.append(frame("x")).expect("small");
        assert!(log.lags(&cursor));
    }

    #[test]
    fn a_long_log_wants_a_new_snapshot() {
        let (_, mut log) = log();
        log.chunk(frame("A"), true, true).expect("small");
        for _ in 0..LOG_FRAMES {
            log.append(frame("x")).expect("small");
        }
        assert!(!log.is_long());
        log.append(frame("x")).expect("small");
        assert!(log.is_long());

        log.chunk(Bytes::from(vec![0; LOG_SMALL]), true, true).expect("small");
        log.append(Bytes::from(vec![0; 2 * LOG_SMALL])).expect("fits");
        assert!(!log.is_long());
        log.append(frame("x")).expect("fits");
        assert!(log.is_long());
    }

    #[test]
    fn snapshot_and_log_have_their_limits() {
        let (memory, mut log) = log();
        let half = Bytes::from(vec![0; SNAPSHOT / 2]);
        assert_eq!(log.chunk(half.clone(), true, false), Ok(false));
        assert_eq!(log.chunk(half.clone(), false, true), Ok(true));
        assert_eq!(log.chunk(half.clone(), true, false), Ok(false));
        assert_eq!(log.chunk(half.clone(), false, false), Ok(false));
        assert_eq!(log.chunk(frame("x"), false, true), Err(Over::TooBig));
        log.drop_unfinished();
        let results: Vec<_> = (0..6).map(|_| log.append(half.clone())).collect();
        assert_eq!(results[..5], vec![Ok(true); 5]);
        assert_eq!(results[5], Err(Over::TooBig), "overhead counts");
        drop(log);
        assert_eq!(memory.held(), 0);
    }

    #[test]
    fn a_batch_has_a_bound_and_at_least_one_frame() {
        let (_, mut log) = log();
        log.chunk(Bytes::from(vec![0; 2 * BATCH]), true, true).expect("fits");
        for _ in 0..3 {
            log.append(Bytes::from(vec![0; BATCH / 2])).expect("fits");
        }
        let mut cursor = log.start();
        let sizes: Vec<usize> = std::iter::from_fn(|| {
            let mut batch = Vec::new();
            log.read(&mut cursor, &mut batch);
            (!batch.is_empty()).then_some(batch.len())
        })
        .collect();
        assert_eq!(sizes, [1, 2, 1]);
    }
}
