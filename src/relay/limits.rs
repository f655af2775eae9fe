//! Every number the relay holds itself to (hardening §7, design §6), each with its reason.

use super::bucket::Rate;
use std::time::Duration;

pub(super) const KIB: usize = 1024;
pub(super) const MIB: usize = 1024 * KIB;

/// A peer says who it is within this time; a silent socket costs us a task.
pub const HELLO_WITHIN: Duration = Duration::from_secs(5);
/// One message of a customer: a chunk of 240 KiB and its head, with room to spare.
pub const CUSTOMER_MESSAGE: usize = 256 * KIB;
/// One message of a desk, and one control frame of anybody: they are a few fields of JSON.
pub const CONTROL_MESSAGE: usize = 16 * KIB;
/// One ephemeral frame, so that [`DESK_OUTBOX`] of them are 4 MiB at most. A bigger one is dropped.
pub const EPHEMERAL: usize = 16 * KIB;
/// All chunks of one snapshot together, on the wire.
pub const SNAPSHOT: usize = 8 * MIB;
/// A room's log, snapshot included. A customer who passes this ignores our wish for a new snapshot, and is closed.
pub const LOG: usize = 32 * MIB;
/// One asset: a picture or a font of 2 MiB, with its head and what its frames cost. A bigger one is passed over.
pub const ASSET: usize = 2 * MIB + 16 * KIB;
/// A room's assets, four of the biggest; the oldest go first.
pub const ASSETS: usize = 4 * ASSET;
/// Addresses that agents' browsers could not load, asked of one page. What comes after stays unasked.
pub const ASSETS_WANTED: usize = 512;
/// All logs, assets and drawings of this node; beyond it new sessions are refused, running ones go on.
pub const MEMORY: usize = 1024 * MIB;
/// What one kept frame costs beside its bytes, so that a flood of tiny ones is counted too.
pub const FRAME_OVERHEAD: usize = 64;

/// Control and pointer frames waiting for one desk. The last half takes no pointers ([`OFFER_LEAVES`]), the last quarter
/// no strokes ([`SKETCH_LEAVES`]), so that what others do with pointer and pen never closes a slow reader; a control
/// frame that finds no place does. DOM frames never queue here, they stay in the log.
pub const DESK_OUTBOX: usize = 256;
/// The same for one customer. Five agents who draw and point with all they may send 150 frames a second.
pub const CUSTOMER_OUTBOX: usize = 256;
/// Places of an outbox that pointers and scrolling leave free, of [`DESK_OUTBOX`]. They are dropped first: the next
/// one says all there is to say.
pub const OFFER_LEAVES: usize = 128;
/// Places that strokes leave free. A reader without room for a stroke gets none until its outbox is empty, and then the
/// whole drawing, once.
pub const SKETCH_LEAVES: usize = 64;
/// Frames handed to a socket before one flush; more would hold back control frames for a slow desk.
pub const BATCH: usize = 256 * KIB;
/// A batch that is not written by then belongs to a stuck reader.
pub const WRITE_STUCK: Duration = Duration::from_secs(10);
/// The last words to a peer that may not read any more.
pub const FAREWELL_WITHIN: Duration = Duration::from_secs(2);

/// When the way to a peer is measured first. The rest comes with the pings.
pub const FIRST_PING: Duration = Duration::from_secs(2);
pub const PING_EVERY: Duration = Duration::from_secs(20);
/// Unanswered pings after which a peer is given up.
pub const PINGS_MISSED: u32 = 2;
/// How often a connected customer is reported as seen; the broker calls it lost after 45 s.
pub const SEEN_EVERY: Duration = Duration::from_secs(15);
/// How often a desk's right to be there is asked again.
pub const RECHECK_EVERY: Duration = Duration::from_secs(60);

/// A desk this many increments behind the newest would rather have a new snapshot.
pub const LAG_FRAMES: usize = 256;
/// The same in bytes.
pub const LAG_BYTES: usize = 4 * MIB;
/// Between two snapshots asked for because a desk lags.
pub const RESYNC_EVERY: Duration = Duration::from_secs(2);
/// A log shorter than this, or than twice its snapshot, is kept as it is: a snapshot costs the customer's page
/// up to a second (engine §3).
pub const LOG_SMALL: usize = MIB;
/// A log of more increments than this is worth a new snapshot, however small they are.
pub const LOG_FRAMES: usize = 5_000;
/// Between two snapshots asked for because the log is long.
pub const CHECKOUT_EVERY: Duration = Duration::from_secs(30);

/// An ended session's id is remembered this long, so that a hello answered just before the end finds it ended.
pub const ENDED_KEPT: Duration = Duration::from_secs(60);

/// Pointers of one desk; those above are dropped. A desk sends at most 20 a second, but its clock is not ours.
pub const POINTERS: Rate = Rate { per_second: 20.0, burst: 20.0 };
/// What a desk asks of the customer (control, a proposal): each is a question on a screen and lines of the timeline.
pub const ASKS: Rate = Rate { per_second: 1.0, burst: 10.0 };

/// Searches for colleagues: one for each letter that is typed.
pub const SEARCHES: Rate = Rate { per_second: 5.0, burst: 20.0 };

/// The limits that a deployment or a load test may set; the defaults are those of hardening §7.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of all logs, assets and drawings, [`MEMORY`].
    pub memory: usize,
    /// Messages of one customer: 60 a second, burst 240.
    pub customer_messages: Rate,
    /// Bytes of one customer: 1 MiB a second, burst 8 MiB.
    pub customer_bytes: Rate,
    /// Messages of one desk: 30 a second, burst 60.
    pub desk_messages: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: MEMORY,
            customer_messages: Rate { per_second: 60.0, burst: 240.0 },
            customer_bytes: Rate { per_second: MIB as f64, burst: 8.0 * MIB as f64 },
            desk_messages: Rate { per_second: 30.0, burst: 60.0 },
        }
    }
}
