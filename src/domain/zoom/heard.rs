//! What Zoom's webhooks say of one of its sessions, whatever the order in which they came (Zoom reference §10.2).

use crate::domain::Time;
use crate::domain::presence::Party;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The four events, in the order in which they happen at one moment \[DZ-EVT\].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ZoomEventKind {
    SessionStarted,
    UserJoined,
    UserLeft,
    SessionEnded,
}

impl ZoomEventKind {
    pub const ALL: [Self; 4] = [Self::SessionStarted, Self::UserJoined, Self::UserLeft, Self::SessionEnded];

    /// The name in `event` \[DZ-EVT\], and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SessionStarted => "cobrowse.session_started",
            Self::UserJoined => "cobrowse.session_user_joined",
            Self::UserLeft => "cobrowse.session_user_left",
            Self::SessionEnded => "cobrowse.session_ended",
        }
    }
}

impl FromStr for ZoomEventKind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// Somebody in a session of Zoom's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZoomUser {
    /// Zoom does not promise that it is the `user_id` of the token (Zoom reference §9.3) \[DZ-REST\].
    pub id: String,
    pub name: Option<String>,
    pub party: Option<Party>,
}

/// One event of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomEvent {
    pub kind: ZoomEventKind,
    /// `event_ts`: when Zoom made the event.
    pub at: Time,
    /// `user_connection_id`, another one for each joining; empty where the event has none \[DZ-EVT\].
    pub connection: String,
    pub user: Option<ZoomUser>,
    /// `start_time`, `join_time`, `leave_time` or `end_time`.
    pub moment: Option<Time>,
    /// `start_url`, without query and fragment.
    pub start_url: Option<String>,
    /// `leave_reason` or `end_reason` (Zoom reference §§10.3, 10.4).
    pub reason: Option<String>,
}

/// Whether somebody is in, as far as was heard. Of two words about one person the greater one counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whereabouts {
    #[default]
    Unknown,
    Out,
    In,
}

/// Somebody who joined or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    pub user: ZoomUser,
    pub whereabouts: Whereabouts,
    /// When they last joined or left, by the clock that stamps events.
    pub since: Time,
}

/// The end of a session, as told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoomEnd {
    pub at: Time,
    /// Who ended it. `None`: nobody in particular, everybody had left.
    pub by: Option<ZoomUser>,
    pub reason: Option<String>,
}

/// Everything that was heard of one session. The same events give the same in any order and however often they come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// The earliest moment that is known of it, once its start was told.
    pub started_at: Option<Time>,
    pub start_url: Option<String>,
    /// Whoever was there first.
    pub first: Option<ZoomUser>,
    /// Everybody who joined or left, by id, the first one first.
    pub users: BTreeMap<String, Visitor>,
    pub ended: Option<ZoomEnd>,
}

impl Heard {
    pub fn of(events: &[ZoomEvent]) -> Self {
        let mut in_order: Vec<_> = events.iter().collect();
        in_order.sort_by(|one, other| key(one).cmp(&key(other)));
        let mut heard = Self::default();
        for event in &in_order {
            heard.take_note(event);
        }
        let open = connections(&in_order);
        for visitor in heard.users.values_mut() {
            let is_in = open.get(visitor.user.id.as_str()).is_some_and(|open| *open);
            visitor.whereabouts = if is_in { Whereabouts::In } else { Whereabouts::Out };
        }
        heard
    }

    fn take_note(&mut self, event: &ZoomEvent) {
        match event.kind {
            ZoomEventKind::SessionStarted => {
                let at = event.moment.unwrap_or(event.at);
                self.started_at.get_or_insert(at);
                if self.start_url.is_none() {
                    self.start_url.clone_from(&event.start_url);
                }
                if self.first.is_none() {
                    self.first.clone_from(&event.user);
                }
            }
            ZoomEventKind::UserJoined | ZoomEventKind::UserLeft => {
                if let Some(user) = &event.user {
                    let visitor = Visitor { user: user.clone(), whereabouts: Whereabouts::Unknown, since: event.at };
                    let known = self.users.entry(user.id.clone()).or_insert(visitor);
                    known.since = event.at;
                    known.user.party = known.user.party.or(user.party);
                    if known.user.name.is_none() {
                        known.user.name.clone_from(&user.name);
                    }
                }
            }
            ZoomEventKind::SessionEnded => {
                let at = event.moment.unwrap_or(event.at);
                let end = ZoomEnd { at, by: event.user.clone(), reason: event.reason.clone() };
                self.ended.get_or_insert(end);
            }
        }
    }

    /// Everybody who was named, the first one included.
    pub fn everybody(&self) -> impl Iterator<Item = &ZoomUser> {
        let known = self.users.values().map(|visitor| &visitor.user);
        let by = self.ended.as_ref().and_then(|end| end.by.as_ref());
        known.chain(&self.first).chain(by)
    }
}

/// The order in which events happened. More than their time takes part, so that no two orders of arrival differ.
fn key(event: &ZoomEvent) -> impl Ord + '_ {
    (event.at, event.kind, &event.connection, event.moment, &event.user, &event.start_url, &event.reason)
}

/// Whether each user has a connection that is open: who comes back has another one, and its leave may have come first.
fn connections<'a>(in_order: &[&'a ZoomEvent]) -> BTreeMap<&'a str, bool> {
    let mut open: BTreeMap<(&str, &str), bool> = BTreeMap::new();
    for event in in_order {
        let Some(user) = &event.user else { continue };
        let place = (user.id.as_str(), event.connection.as_str());
        match event.kind {
            // a connection that was left is never joined again: another joining has another id
            ZoomEventKind::UserJoined => _ = open.entry(place).or_insert(true),
            ZoomEventKind::UserLeft => _ = open.insert(place, false),
            ZoomEventKind::SessionStarted | ZoomEventKind::SessionEnded => {}
        }
    }
    let mut users: BTreeMap<&str, bool> = BTreeMap::new();
    for ((user, _), is_open) in open {
        *users.entry(user).or_default() |= is_open;
    }
    users
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};
    use proptest::prelude::*;

    fn event(kind: ZoomEventKind, second: i64, connection: &str, user: &str) -> ZoomEvent {
        ZoomEvent {
            kind,
            at: NOON + seconds(second),
            connection: connection.into(),
            user: Some(ZoomUser { id: user.into(), name: None, party: None }),
            moment: None,
            start_url: None,
            reason: None,
        }
    }

    fn whereabouts(events: &[ZoomEvent], user: &str) -> Whereabouts {
        Heard::of(events).users.get(user).map_or(Whereabouts::Unknown, |visitor| visitor.whereabouts)
    }

    #[test]
    fn a_leave_that_came_before_its_joining_is_a_leave_all_the_same() {
        use ZoomEventKind::{UserJoined, UserLeft};
        let left = event(UserLeft, 5, "c1", "u");
        assert_eq!(whereabouts(std::slice::from_ref(&left), "u"), Whereabouts::Out);
        let joined = event(UserJoined, 1, "c1", "u");
        assert_eq!(whereabouts(&[left.clone(), joined.clone()], "u"), Whereabouts::Out);
        let again = event(UserJoined, 4, "c2", "u");
        assert_eq!(whereabouts(&[again, left, joined], "u"), Whereabouts::In, "back before the leave was noticed");
    }

    #[test]
    fn the_start_is_the_first_that_was_told() {
        let (first, late) =
            (event(ZoomEventKind::SessionStarted, 1, "", "a"), event(ZoomEventKind::SessionStarted, 9, "", "b"));
        let heard = Heard::of(&[late, first]);
        assert_eq!(heard.started_at, Some(NOON + seconds(1)));
        assert_eq!(heard.first.unwrap().id, "a");
    }

    fn any_event() -> impl Strategy<Value = ZoomEvent> {
        let kind = prop::sample::select(ZoomEventKind::ALL.to_vec());
        (kind, 0_i64..6, 0_u8..3, 0_u8..3).prop_map(|(kind, second, connection, user)| {
            event(kind, second, &format!("c{connection}"), &format!("u{user}"))
        })
    }

    proptest! {
        #[test]
        fn order_and_repetition_change_nothing(
            events in prop::collection::vec(any_event(), 0..12),
            (shuffled, again) in prop::collection::vec(any_event(), 0..12).prop_flat_map(|events| {
                let events = Just(events);
                (events.clone().prop_shuffle(), events)
            }),
        ) {
            prop_assert_eq!(Heard::of(&shuffled), Heard::of(&again));
            let twice: Vec<_> = events.iter().chain(events.iter().rev()).cloned().collect();
            prop_assert_eq!(Heard::of(&twice), Heard::of(&events));
        }
    }
}
