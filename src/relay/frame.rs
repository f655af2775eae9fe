//! Frames of `docs/wire.md`, the Rust half. `static/src/shared/frame.ts` is the other; both read
//! `tests/fixtures/frames`.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

const CONTROL: u8 = b'C';
const SNAPSHOT: u8 = b'S';
const INCREMENT: u8 = b'I';
const EPHEMERAL: u8 = b'E';
const ASSET: u8 = b'B';

const FIRST: u8 = 1;
const LAST: u8 = 2;
const DEFLATED: u8 = 4;

/// What a message holds. The relay passes DOM frames on as they came and never looks at their payload.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// A JSON object with a `type`.
    Control(Map<String, Value>),
    Dom(Dom),
}

/// The head of a frame about the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dom {
    /// A slice of a snapshot. `first` and `last` are both set if it is the only one.
    Snapshot {
        first: bool,
        last: bool,
        deflated: bool,
    },
    Increment {
        deflated: bool,
    },
    Ephemeral {
        deflated: bool,
    },
    /// A slice of a picture or font of the page. Compressed already, or not worth it.
    Asset {
        first: bool,
        last: bool,
    },
}

/// The bytes are no frame of version 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a frame")]
pub struct NotAFrame;

impl Frame {
    /// Bytes before the payload of a DOM frame.
    pub const HEAD: usize = 2;

    /// Reads one message.
    ///
    /// # Errors
    /// [`NotAFrame`] for an unknown kind, unknown flags, a missing head, or JSON that is no object with a `type`.
    pub fn decode(message: &[u8]) -> Result<Self, NotAFrame> {
        match *message {
            [CONTROL, ref json @ ..] => control(json),
            [SNAPSHOT, flags, ..] if flags & !(FIRST | LAST | DEFLATED) == 0 => Ok(Self::Dom(Dom::Snapshot {
                first: flags & FIRST != 0,
                last: flags & LAST != 0,
                deflated: flags & DEFLATED != 0,
            })),
            [INCREMENT, flags, ..] if flags & !DEFLATED == 0 => {
                Ok(Self::Dom(Dom::Increment { deflated: flags & DEFLATED != 0 }))
            }
            [EPHEMERAL, flags, ..] if flags & !DEFLATED == 0 => {
                Ok(Self::Dom(Dom::Ephemeral { deflated: flags & DEFLATED != 0 }))
            }
            [ASSET, flags, ..] if flags & !(FIRST | LAST) == 0 => {
                Ok(Self::Dom(Dom::Asset { first: flags & FIRST != 0, last: flags & LAST != 0 }))
            }
            _ => Err(NotAFrame),
        }
    }

    /// A control frame of anything that serialises to an object with a `type`.
    pub fn control(message: &impl Serialize) -> Bytes {
        let mut bytes = vec![CONTROL];
        serde_json::to_writer(&mut bytes, message).expect("our own messages are plain data");
        bytes.into()
    }
}

impl Dom {
    /// The kind's name, for metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snapshot { .. } => "snapshot",
            Self::Increment { .. } => "increment",
            Self::Ephemeral { .. } => "ephemeral",
            Self::Asset { .. } => "asset",
        }
    }

    /// A whole frame. The relay makes none itself; clients written in Rust (tests, load) do.
    pub fn encode(self, payload: &[u8]) -> Bytes {
        let bit = |set: bool, bit: u8| if set { bit } else { 0 };
        let head = match self {
            Self::Snapshot { first, last, deflated } => {
                [SNAPSHOT, bit(first, FIRST) | bit(last, LAST) | bit(deflated, DEFLATED)]
            }
            Self::Increment { deflated } => [INCREMENT, bit(deflated, DEFLATED)],
            Self::Ephemeral { deflated } => [EPHEMERAL, bit(deflated, DEFLATED)],
            Self::Asset { first, last } => [ASSET, bit(first, FIRST) | bit(last, LAST)],
        };
        [&head, payload].concat().into()
    }
}

fn control(json: &[u8]) -> Result<Frame, NotAFrame> {
    let message: Map<String, Value> = serde_json::from_slice(json).map_err(|_| NotAFrame)?;
    if message.get("type").is_some_and(Value::is_string) { Ok(Frame::Control(message)) } else { Err(NotAFrame) }
}
