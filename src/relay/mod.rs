//! The built-in engine's live half: frames, rooms, and the sockets of customers and desks.
//!
//! Knows no HTTP and no SQL. It asks and tells [`SessionEvents`], and is told of ends by [`Registry::end`].

pub mod events;

pub use events::SessionEvents;
