//! What a room has to tell the broker, written down one after the other.
//!
//! Rooms act under a lock and never wait, the broker's writes do. A note is queued under the lock, so the order is that
//! of what happened; one task for each room then tells the broker, and is there only while there is something to tell.

use super::events::{Noted, SessionEvents};
use super::room::Room;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::runtime::Handle;

/// Notes that wait while the database is slow. Desks are held to one noteworthy request a second
/// ([`ASKS`](super::limits::ASKS)), so these are minutes.
const WAITING: usize = 1_024;

#[derive(Debug, Default)]
pub(super) struct Notes(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    notes: VecDeque<Noted>,
    /// A task is telling the broker.
    telling: bool,
}

impl Notes {
    pub fn add(&self, note: Noted) {
        let mut waiting = self.lock();
        if waiting.notes.len() < WAITING {
            waiting.notes.push_back(note);
        } else {
            tracing::error!(?note, "a note for the timeline is lost, the database is too slow");
        }
    }

    /// The next note to tell; `None` ends the task.
    fn next(&self) -> Option<Noted> {
        let mut waiting = self.lock();
        let next = waiting.notes.pop_front();
        waiting.telling = next.is_some();
        next
    }

    /// True if there is something to tell and nobody does.
    fn begin(&self) -> bool {
        let mut waiting = self.lock();
        let begin = !waiting.telling && !waiting.notes.is_empty();
        waiting.telling |= begin;
        begin
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().expect("no holder panics")
    }
}

/// Sees to it that all notes of `room` reach the broker. Called after whatever may have made one, without any lock.
pub(super) fn tell(room: &Arc<Room>, events: &Arc<dyn SessionEvents>) {
    // a connection dropped with its runtime tells nobody any more
    let Ok(runtime) = Handle::try_current() else { return };
    if room.notes.begin() {
        let (room, events) = (room.clone(), events.clone());
        runtime.spawn(async move {
            while let Some(note) = room.notes.next() {
                events.noted(room.session, note).await;
            }
        });
    }
}
