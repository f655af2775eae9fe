//! A connection's place in a room, given up when dropped.

use super::peer::ConnectionId;
use super::registry::Registry;
use super::room::Room;
use crate::domain::AdmissionId;
use std::sync::Arc;

/// Undoes what coming in did, whichever way the connection ends.
pub(super) struct Seat {
    registry: Registry,
    pub room: Arc<Room>,
    connection: ConnectionId,
    /// `None` for the customer.
    admission: Option<AdmissionId>,
}

impl Seat {
    pub fn customer(registry: Registry, room: Arc<Room>, connection: ConnectionId) -> Self {
        Self { registry, room, connection, admission: None }
    }

    pub fn desk(registry: Registry, room: Arc<Room>, connection: ConnectionId, admission: AdmissionId) -> Self {
        Self { registry, room, connection, admission: Some(admission) }
    }

    /// Gives the seat up. False if it was taken by a newer connection or went with the session.
    pub fn leave(&self) -> bool {
        self.registry.leave(&self.room, |room| match self.admission {
            None => room.leave_customer(self.connection),
            Some(admission) => room.leave_desk(admission, self.connection),
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.leave();
    }
}
