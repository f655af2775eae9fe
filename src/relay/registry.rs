//! All rooms of this node, and what the rest of the house may do to them.

use super::desk;
use super::events::{CustomerGrant, DeskGrant, InviteView, SessionEvents};
use super::limits::{ENDED_KEPT, Limits};
use super::memory::Memory;
use super::notes;
use super::over::Over;
use super::peer::{ConnectionId, Peer};
use super::room::{Arrival, Entered, Room};
use super::seat::Seat;
use crate::domain::{AdmissionId, AgentId, EndReason, SessionId};
use metrics::gauge;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The rooms of this node. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Registry(Arc<Shared>);

struct Shared {
    events: Arc<dyn SessionEvents>,
    limits: Limits,
    memory: Memory,
    rooms: Mutex<Rooms>,
    connections: AtomicUsize,
    last_connection: AtomicU64,
    shutdown: CancellationToken,
}

#[derive(Default)]
struct Rooms {
    live: HashMap<SessionId, Arc<Room>>,
    /// Sessions that ended a moment ago: a hello that was answered before the end must not open them again.
    ended: HashMap<SessionId, (EndReason, Instant)>,
}

/// What a registry holds right now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub rooms: usize,
    pub customers: usize,
    pub desks: usize,
    /// Sockets, those without a hello yet included.
    pub connections: usize,
    /// Bytes of all logs, assets and drawings.
    pub log_bytes: usize,
}

/// Counts a socket from its first moment to its last.
pub(super) struct Open(Registry);

impl Registry {
    pub fn new(events: Arc<dyn SessionEvents>, limits: Limits) -> Self {
        Self(Arc::new(Shared {
            events,
            limits,
            memory: Memory::default(),
            rooms: Mutex::default(),
            connections: AtomicUsize::new(0),
            last_connection: AtomicU64::new(0),
            shutdown: CancellationToken::new(),
        }))
    }

    /// Ends a session's live half: everybody gets `session_ended`, then close 4410. Ending twice, or a session that
    /// nobody is connected to, is no mistake.
    pub fn end(&self, session: SessionId, reason: EndReason) {
        let now = Instant::now();
        let mut rooms = self.rooms();
        rooms.ended.retain(|_, (_, at)| now.duration_since(*at) < ENDED_KEPT);
        rooms.ended.entry(session).or_insert((reason, now));
        let room = rooms.live.remove(&session);
        gauge!("relay_rooms").set(rooms.live.len() as f64);
        drop(rooms);
        if let Some(room) = room {
            room.end(reason);
        }
    }

    /// Asks again, now, whether this agent's desks may go on.
    pub fn recheck(&self, agent: AgentId) {
        let rooms: Vec<_> = self.rooms().live.values().cloned().collect();
        rooms.iter().for_each(|room| room.recheck(agent));
    }

    /// Closes the desk of one admission with 4401.
    pub fn revoke_admission(&self, session: SessionId, admission: AdmissionId) {
        if let Some(room) = self.room(session) {
            room.close_desk(admission, Over::Revoked);
        }
    }

    /// How the invites of a session stand. Agents inside are told what is new.
    pub fn told(&self, session: SessionId, invites: Vec<InviteView>) {
        if let Some(room) = self.room(session) {
            room.invites_stand(invites);
        }
    }

    /// A supervisor who watches asks to help, by another way than their desk.
    pub fn barge_in(&self, session: SessionId, admission: AdmissionId) {
        if let Some(room) = self.room(session) {
            desk::barge_in(self, &room, admission);
        }
    }

    /// Tells the customer's page its new PIN.
    pub fn pincode_updated(&self, session: SessionId, pincode: &str) {
        if let Some(room) = self.room(session) {
            room.pincode_updated(pincode);
        }
    }

    /// Closes every socket, and every one that comes after, with 1012.
    pub fn shutdown(&self) {
        self.0.shutdown.cancel();
    }

    pub fn counts(&self) -> Counts {
        let rooms: Vec<_> = self.rooms().live.values().cloned().collect();
        let (customers, desks) =
            rooms.iter().map(|room| room.count()).fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        Counts {
            rooms: rooms.len(),
            customers,
            desks,
            connections: self.0.connections.load(Ordering::Relaxed),
            log_bytes: self.0.memory.held(),
        }
    }

    pub(super) fn events(&self) -> &Arc<dyn SessionEvents> {
        &self.0.events
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(super) async fn shut_down(&self) -> Over {
        self.0.shutdown.cancelled().await;
        Over::Restart
    }

    pub(super) fn has_memory(&self) -> bool {
        self.0.memory.held() < self.0.limits.memory
    }

    pub(super) fn next_connection(&self) -> ConnectionId {
        ConnectionId(self.0.last_connection.fetch_add(1, Ordering::Relaxed))
    }

    pub(super) fn open(&self) -> Open {
        self.0.connections.fetch_add(1, Ordering::Relaxed);
        gauge!("relay_connections").increment(1);
        Open(self.clone())
    }

    /// Seats a customer's page. Also returns the admissions it was asked about for the first time.
    ///
    /// # Errors
    /// [`Over::Ended`] if the session ended while the broker answered the hello.
    pub(super) fn enter_customer(
        &self,
        peer: Peer,
        grant: &CustomerGrant,
        arrival: Arrival,
    ) -> Result<(Seat, Vec<AdmissionId>), Over> {
        let mut rooms = self.rooms();
        let room = self.room_for(&mut rooms, grant.session)?;
        let id = peer.id;
        let asked = room.enter_customer(peer, grant, arrival);
        notes::tell(&room, self.events());
        Ok((Seat::customer(self.clone(), room, id), asked))
    }

    /// Seats a desk.
    ///
    /// # Errors
    /// [`Over::Ended`] if the session ended while the broker answered the hello.
    pub(super) fn enter_desk(&self, peer: Peer, grant: &DeskGrant) -> Result<(Seat, Entered), Over> {
        let mut rooms = self.rooms();
        let room = self.room_for(&mut rooms, grant.session)?;
        let id = peer.id;
        let entered = room.enter_desk(peer, grant);
        notes::tell(&room, self.events());
        Ok((Seat::desk(self.clone(), room, id, grant.admission), entered))
    }

    /// Runs `leave` and forgets the room if that left nobody and nothing in it.
    pub(super) fn leave(&self, room: &Arc<Room>, leave: impl FnOnce(&Room) -> bool) -> bool {
        let mut rooms = self.rooms();
        let left = leave(room);
        if left && room.is_forgotten() {
            rooms.live.remove(&room.session);
            gauge!("relay_rooms").set(rooms.live.len() as f64);
        }
        drop(rooms);
        notes::tell(room, self.events());
        left
    }

    pub(super) fn room(&self, session: SessionId) -> Option<Arc<Room>> {
        self.rooms().live.get(&session).cloned()
    }

    fn room_for(&self, rooms: &mut Rooms, session: SessionId) -> Result<Arc<Room>, Over> {
        if let Some((reason, _)) = rooms.ended.get(&session) {
            return Err(Over::Ended(*reason));
        }
        let room = rooms.live.entry(session).or_insert_with(|| Arc::new(Room::new(session, &self.0.memory))).clone();
        gauge!("relay_rooms").set(rooms.live.len() as f64);
        Ok(room)
    }

    fn rooms(&self) -> MutexGuard<'_, Rooms> {
        self.0.rooms.lock().expect("no holder panics")
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.0.connections.fetch_sub(1, Ordering::Relaxed);
        gauge!("relay_connections").decrement(1);
    }
}
