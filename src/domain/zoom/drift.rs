//! Where Zoom's live sessions and ours differ, and what to do about it (ADR 35).
//!
//! Pure: what both sides have, what was seen to differ before, and the time. Whoever calls it has a whole and fresh
//! answer of Zoom's in hand; without one there is nothing to decide.

use crate::domain::session::{Session, State};
use crate::domain::{Pin, SessionId, Time};
use chrono::TimeDelta;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;
use std::time::Duration;

/// So long both sides may differ before something is done: news need their time. Who compares more often wants to know
/// sooner, so it is never more than one interval ([`grace`]).
pub const GRACE: TimeDelta = TimeDelta::seconds(60);
/// So long a customer's page has to end at Zoom what ended here.
pub const SETTLE: TimeDelta = TimeDelta::seconds(15);

/// How the two sides differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DriftKind {
    /// Live here, and not there.
    GoneThere,
    /// Ended here, and live there.
    StillThere,
    /// Live there, and none of ours.
    Foreign,
}

impl DriftKind {
    pub const ALL: [Self; 3] = [Self::GoneThere, Self::StillThere, Self::Foreign];

    /// The name in the database, the timeline and the metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GoneThere => "gone_there",
            Self::StillThere => "still_there",
            Self::Foreign => "foreign",
        }
    }
}

impl FromStr for DriftKind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Drift {
    pub kind: DriftKind,
    pub session: Option<SessionId>,
    /// Zoom's id of it.
    pub zoom: Option<String>,
}

/// One of ours: live, or ended while Zoom's had not.
#[derive(Debug, Clone, Copy)]
pub struct Ours<'a> {
    pub session: &'a Session,
    /// Zoom's session it is matched with.
    pub zoom: Option<&'a str>,
}

/// A session that Zoom says is live.
#[derive(Debug, Clone, Copy)]
pub struct Theirs<'a> {
    pub id: &'a str,
    pub pin: Option<&'a Pin>,
    pub started_at: Time,
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The PIN says that these two are the same.
    Link { session: SessionId, zoom: String },
    /// The two sides differ from now on.
    Mark(Drift),
    /// They do not differ any more.
    Clear(Drift),
    /// Ask Zoom whether this one really ended; if so, ours ends too.
    Confirm { session: SessionId, zoom: String },
    /// Tell the customer's page again that its session is over.
    TellAgain(SessionId),
}

/// How long both sides may differ where they are compared `every` so often.
pub fn grace(every: Duration) -> TimeDelta {
    TimeDelta::from_std(every).map_or(GRACE, |every| every.min(GRACE))
}

/// What to do at `now`. `open` are the differences that are known, each with its beginning.
pub fn decide(
    ours: &[Ours<'_>],
    theirs: &[Theirs<'_>],
    open: &[(Drift, Time)],
    grace: TimeDelta,
    now: Time,
) -> Vec<Step> {
    let (here, there) = (Here::of(ours), There::of(theirs));
    let mut steps: Vec<Step> = theirs.iter().filter_map(|theirs| here.link(theirs)).collect();
    let of_ours = ours.iter().filter_map(|ours| difference(ours, &there, grace, now));
    let differ: BTreeSet<Drift> =
        of_ours.chain(theirs.iter().filter_map(|theirs| here.foreign(theirs, grace, now))).collect();
    let known: HashMap<&Drift, Time> = open.iter().map(|(drift, since)| (drift, *since)).collect();
    for drift in &differ {
        match known.get(drift) {
            None => steps.push(Step::Mark(drift.clone())),
            Some(since) => steps.extend(heal(drift, *since, grace, now)),
        }
    }
    let over = open.iter().filter(|(known, _)| !differ.contains(known));
    steps.extend(over.map(|(known, _)| Step::Clear(known.clone())));
    steps
}

/// Ours, found by what Zoom's have: ten thousand on each side are compared in one look at each.
struct Here<'a> {
    /// Zoom's sessions that are matched.
    matched: HashSet<&'a str>,
    /// The live ones of ours by the PIN they hold.
    holders: HashMap<&'a Pin, Vec<&'a Ours<'a>>>,
}

impl<'a> Here<'a> {
    fn of(ours: &'a [Ours<'a>]) -> Self {
        let mut holders: HashMap<_, Vec<_>> = HashMap::new();
        for one in ours {
            if let Some(held) = &one.session.pin {
                holders.entry(&held.pin).or_default().push(one);
            }
        }
        Self { matched: ours.iter().filter_map(|ours| ours.zoom).collect(), holders }
    }

    fn holders(&self, theirs: &Theirs<'_>) -> &[&Ours<'a>] {
        theirs.pin.and_then(|pin| self.holders.get(pin)).map_or(&[], Vec::as_slice)
    }

    fn link(&self, theirs: &Theirs<'_>) -> Option<Step> {
        match self.holders(theirs) {
            [only] if !self.matched.contains(theirs.id) && only.zoom.is_none() => {
                Some(Step::Link { session: only.session.id, zoom: theirs.id.to_owned() })
            }
            _ => None,
        }
    }

    fn foreign(&self, theirs: &Theirs<'_>, grace: TimeDelta, now: Time) -> Option<Drift> {
        let known = self.matched.contains(theirs.id) || !self.holders(theirs).is_empty();
        let foreign = !known && theirs.started_at + grace <= now;
        foreign.then(|| Drift { kind: DriftKind::Foreign, session: None, zoom: Some(theirs.id.to_owned()) })
    }
}

/// Zoom's live sessions, found by what ours have.
struct There<'a> {
    ids: HashSet<&'a str>,
    pins: HashSet<&'a Pin>,
}

impl<'a> There<'a> {
    fn of(theirs: &[Theirs<'a>]) -> Self {
        let ids = theirs.iter().map(|theirs| theirs.id).collect();
        Self { ids, pins: theirs.iter().filter_map(|theirs| theirs.pin).collect() }
    }

    fn has(&self, ours: &Ours<'_>) -> bool {
        let by_pin = || ours.session.pin.as_ref().is_some_and(|held| self.pins.contains(&held.pin));
        ours.zoom.is_some_and(|id| self.ids.contains(id)) || by_pin()
    }
}

fn difference(ours: &Ours<'_>, there: &There<'_>, grace: TimeDelta, now: Time) -> Option<Drift> {
    let is_there = there.has(ours);
    let kind = match ours.session.state {
        State::Ended { at, .. } => (is_there && at + SETTLE <= now).then_some(DriftKind::StillThere),
        // the customer's page has not begun at Zoom yet
        State::Starting => None,
        State::Waiting | State::Active | State::Recovering { .. } => {
            let since = ours.session.pin.as_ref().map(|held| held.since);
            let known = since.is_none_or(|since| since + grace <= now);
            (!is_there && known).then_some(DriftKind::GoneThere)
        }
    }?;
    Some(Drift { kind, session: Some(ours.session.id), zoom: ours.zoom.map(str::to_owned) })
}

fn heal(drift: &Drift, since: Time, grace: TimeDelta, now: Time) -> Option<Step> {
    match (drift.kind, drift.session, &drift.zoom) {
        (DriftKind::GoneThere, Some(session), Some(zoom)) if since + grace <= now => {
            Some(Step::Confirm { session, zoom: zoom.clone() })
        }
        (DriftKind::StillThere, Some(session), _) => Some(Step::TellAgain(session)),
        // without Zoom's id nobody can say that it ended: its windows end it
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decide as decide_with, *};
    use crate::domain::session::samples::{NOON, pin, seconds, waiting};
    use crate::domain::session::{EndReason, Event};
    use crate::domain::{Session, Windows};
    use proptest::prelude::*;

    fn decide(ours: &[Ours<'_>], theirs: &[Theirs<'_>], open: &[(Drift, Time)], now: Time) -> Vec<Step> {
        decide_with(ours, theirs, open, GRACE, now)
    }

    fn theirs<'a>(id: &'a str, pin: Option<&'a Pin>) -> Theirs<'a> {
        Theirs { id, pin, started_at: NOON }
    }

    fn drift(kind: DriftKind, session: Option<&Session>, zoom: Option<&str>) -> Drift {
        Drift { kind, session: session.map(|session| session.id), zoom: zoom.map(str::to_owned) }
    }

    #[test]
    fn a_session_gone_there_is_marked_and_after_a_while_asked_about() {
        let session = waiting(1, "482913");
        let ours = [Ours { session: &session, zoom: Some("z1") }];
        assert!(decide(&ours, &[], &[], NOON + seconds(59)).is_empty(), "Zoom's list may lag behind");
        let gone = drift(DriftKind::GoneThere, Some(&session), Some("z1"));
        let marked = NOON + seconds(60);
        assert_eq!(decide(&ours, &[], &[], marked), [Step::Mark(gone.clone())]);
        let open = [(gone.clone(), marked)];
        assert!(decide(&ours, &[], &open, marked + seconds(59)).is_empty());
        let confirm = Step::Confirm { session: session.id, zoom: "z1".into() };
        assert_eq!(decide(&ours, &[], &open, marked + seconds(60)), [confirm]);
        assert_eq!(decide(&ours, &[theirs("z1", None)], &open, marked + seconds(60)), [Step::Clear(gone)]);
    }

    #[test]
    fn who_compares_more_often_than_every_minute_knows_sooner() {
        assert_eq!(grace(Duration::from_secs(3_600)), GRACE);
        assert_eq!(grace(Duration::MAX), GRACE);
        let grace = grace(Duration::from_secs(10));
        let session = waiting(1, "482913");
        let ours = [Ours { session: &session, zoom: Some("z1") }];
        let gone = drift(DriftKind::GoneThere, Some(&session), Some("z1"));
        assert!(decide_with(&ours, &[], &[], grace, NOON + seconds(9)).is_empty());
        assert_eq!(decide_with(&ours, &[], &[], grace, NOON + seconds(10)), [Step::Mark(gone.clone())]);
        let open = [(gone, NOON + seconds(10))];
        let confirm = Step::Confirm { session: session.id, zoom: "z1".into() };
        assert_eq!(decide_with(&ours, &[], &open, grace, NOON + seconds(20)), [confirm]);
    }

    #[test]
    fn without_zooms_id_a_missing_session_is_only_shown() {
        let session = waiting(1, "482913");
        let ours = [Ours { session: &session, zoom: None }];
        let gone = drift(DriftKind::GoneThere, Some(&session), None);
        assert!(decide(&ours, &[], &[(gone, NOON)], NOON + seconds(999)).is_empty());
    }

    #[test]
    fn a_pin_links_the_one_session_that_holds_it() {
        let (one, other) = (waiting(1, "482913"), waiting(2, "482913"));
        let held = pin("482913");
        let there = [theirs("z1", Some(&held))];
        let link = Step::Link { session: one.id, zoom: "z1".into() };
        assert_eq!(decide(&[Ours { session: &one, zoom: None }], &there, &[], NOON), [link]);
        let both = [Ours { session: &one, zoom: None }, Ours { session: &other, zoom: None }];
        assert!(decide(&both, &there, &[], NOON + seconds(300)).is_empty(), "contested, and not foreign");
    }

    #[test]
    fn what_ended_here_and_lives_there_is_told_again_until_it_is_gone() {
        let windows = Windows::default();
        let ended = waiting(1, "482913").apply(Event::End(EndReason::Revoked), NOON, &windows).unwrap();
        let ours = [Ours { session: &ended, zoom: Some("z1") }];
        let there = [theirs("z1", None)];
        let still = drift(DriftKind::StillThere, Some(&ended), Some("z1"));
        assert!(decide(&ours, &there, &[], NOON + seconds(14)).is_empty());
        assert_eq!(decide(&ours, &there, &[], NOON + seconds(15)), [Step::Mark(still.clone())]);
        let open = [(still.clone(), NOON + seconds(15))];
        assert_eq!(decide(&ours, &there, &open, NOON + seconds(75)), [Step::TellAgain(ended.id)]);
        assert_eq!(decide(&ours, &[], &open, NOON + seconds(75)), [Step::Clear(still)]);
    }

    #[test]
    fn what_nobody_here_knows_is_foreign() {
        let foreign = drift(DriftKind::Foreign, None, Some("z9"));
        assert!(decide(&[], &[theirs("z9", None)], &[], NOON + seconds(59)).is_empty());
        assert_eq!(decide(&[], &[theirs("z9", None)], &[], NOON + seconds(60)), [Step::Mark(foreign)]);
    }

    /// Sessions by number: how ours stands, whether it is matched, whether Zoom lists it, and with its PIN.
    type Side = (bool, bool, bool, bool);

    struct World {
        sessions: Vec<Session>,
        ids: Vec<String>,
        matched: Vec<bool>,
        there: Vec<bool>,
        pins: Vec<Option<Pin>>,
        open: Vec<(Drift, Time)>,
    }

    impl World {
        fn new(sides: &[Side]) -> Self {
            let number = |n: usize| format!("{}", 100_000 + n);
            let session = |(n, (live, ..)): (usize, &Side)| {
                let session = waiting(n as u64 + 1, &number(n));
                let end = Event::End(EndReason::Revoked);
                if *live { session } else { session.apply(end, NOON, &Windows::default()).unwrap() }
            };
            Self {
                sessions: sides.iter().enumerate().map(session).collect(),
                ids: (0..sides.len()).map(|n| format!("z{n}")).collect(),
                matched: sides.iter().map(|side| side.1).collect(),
                there: sides.iter().map(|side| side.2).collect(),
                pins: sides.iter().enumerate().map(|(n, side)| side.3.then(|| pin(&number(n)))).collect(),
                open: Vec::new(),
            }
        }

        fn steps(&self, now: Time) -> Vec<Step> {
            let ours: Vec<_> = (0..self.sessions.len())
                .map(|n| Ours { session: &self.sessions[n], zoom: self.matched[n].then_some(self.ids[n].as_str()) })
                .collect();
            let listed = (0..self.ids.len()).filter(|n| self.there[*n]);
            let theirs: Vec<_> = listed.map(|n| theirs(&self.ids[n], self.pins[n].as_ref())).collect();
            decide(&ours, &theirs, &self.open, now)
        }

        /// Zoom answers truly, and pages end what they are told to end.
        fn take(&mut self, step: Step, now: Time) {
            let place = |session: SessionId| self.sessions.iter().position(|ours| ours.id == session).unwrap();
            match step {
                Step::Link { session, .. } => {
                    let n = place(session);
                    self.matched[n] = true;
                }
                Step::Mark(drift) => self.open.push((drift, now)),
                Step::Clear(drift) => self.open.retain(|(known, _)| *known != drift),
                Step::Confirm { session, .. } => {
                    let n = place(session);
                    assert!(!self.there[n], "Zoom says that it is live");
                    let end = Event::End(EndReason::CustomerLost);
                    self.sessions[n] = self.sessions[n].apply(end, now, &Windows::default()).unwrap();
                }
                Step::TellAgain(session) => {
                    let n = place(session);
                    self.there[n] = false;
                }
            }
        }
    }

    proptest! {
        #[test]
        fn healing_converges_and_ends_nothing_that_zoom_says_is_live(
            sides in prop::collection::vec(any::<Side>(), 0..6),
            gaps in prop::collection::vec(20_i64..90, 12),
        ) {
            let (mut world, mut now) = (World::new(&sides), NOON);
            let lived: Vec<_> = world.sessions.iter().zip(&world.there).map(|(s, there)| s.is_live() && *there).collect();
            for gap in gaps {
                now += seconds(gap);
                for step in world.steps(now) {
                    world.take(step, now);
                }
            }
            prop_assert_eq!(world.steps(now), vec![], "nothing is left to do");
            for (n, lived) in lived.into_iter().enumerate() {
                prop_assert!(!lived || world.sessions[n].is_live());
            }
            for (known, _) in &world.open {
                // only what nobody but its windows or a person can heal stays
                prop_assert!(known.kind == DriftKind::Foreign || known.zoom.is_none());
            }
        }
    }
}
