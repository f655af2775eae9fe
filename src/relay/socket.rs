//! What the relay needs of a socket. Whoever has a real one adapts it; the tests use two channels.

use bytes::Bytes;
use futures_util::{Sink, Stream};

/// A message from a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    Binary(Bytes),
    /// Any text message; the protocol has none, so its content does not matter.
    Text,
    /// Answered by the socket itself, as RFC 6455 §5.5.3 asks.
    Ping,
    Pong,
    Close,
}

/// A message to a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outgoing {
    Binary(Bytes),
    Ping,
    /// A close code of `docs/wire.md`.
    Close(u16),
}

/// Why a socket can read or write no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SocketError {
    /// The peer sent more than the socket was told to take.
    #[error("the message is too big")]
    TooBig,
    #[error("the connection is broken")]
    Broken,
}

/// A connection of either role. Writing may buffer; only a flush has to deliver.
pub trait Socket:
    Stream<Item = Result<Incoming, SocketError>> + Sink<Outgoing, Error = SocketError> + Send + Unpin
{
}

impl<T> Socket for T where
    T: Stream<Item = Result<Incoming, SocketError>> + Sink<Outgoing, Error = SocketError> + Send + Unpin
{
}
