//! The built-in engine's live half: frames, rooms, and the sockets of customers and desks.
//!
//! Knows no HTTP and no SQL. It asks and tells [`SessionEvents`], and is told of ends by [`Registry::end`].
//!
//! ```text
//!  customer's socket ──▶ Feed (one log per room) ──▶ desks' sockets, each with a cursor
//!        ▲                    ▲ gate: consent               │
//!        └── control ─────── Room ─────── control ──────────┘
//! ```
//!
//! [`serve_customer`] and [`serve_desk`] run one socket each, over anything that is a [`Socket`].

mod asking;
mod assets;
mod bucket;
mod connection;
pub mod control;
mod customer;
mod desk;
pub mod events;
mod feed;
pub mod frame;
pub mod limits;
mod log;
mod memory;
mod notes;
mod over;
mod peer;
mod registry;
mod room;
mod seat;
mod socket;
#[cfg(test)]
mod tests;

pub use bucket::Rate;
pub use customer::serve_customer;
pub use desk::serve_desk;
pub use events::{SessionEvents, Whence};
pub use limits::Limits;
pub use registry::{Counts, Registry};
pub use socket::{Incoming, Outgoing, Socket, SocketError};
