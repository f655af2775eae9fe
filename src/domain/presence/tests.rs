use super::*;
use crate::domain::session::samples::{NOON, admission, seconds, waiting};
use crate::domain::session::{Event, NewAdmission};
use crate::domain::{Role, SecretHash};
use crate::random::SeededRandom;

const WINDOWS: Windows = Windows {
    start: chrono::TimeDelta::seconds(300),
    pin: chrono::TimeDelta::seconds(600),
    longest: chrono::TimeDelta::hours(4),
    pin_single_use: false,
};

/// A session, and the second it is in.
struct Life {
    session: Session,
    told: Vec<String>,
}

impl Life {
    fn begin() -> Self {
        Self { session: waiting(1, "482913"), told: Vec::new() }
    }

    /// Lets something happen, and notes what it meant for who is in.
    fn then(mut self, second: i64, event: Event, actor: Actor) -> Self {
        let now = NOON + seconds(second);
        let after = self.session.apply(event, now, &WINDOWS).expect("a sample life is allowed");
        self.note(after, now, Some(actor))
    }

    /// Lets time pass, and saves what it did.
    fn until(mut self, second: i64) -> Self {
        let now = NOON + seconds(second);
        let after = self.session.settled(now, &WINDOWS);
        self.note(after, now, None)
    }

    fn note(&mut self, after: Session, now: Time, actor: Option<Actor>) -> Self {
        let happened = of_change(&self.session, &after, now, &WINDOWS, actor, &SeededRandom::new(1));
        self.told.extend(happened.iter().map(short));
        Self { session: after, told: std::mem::take(&mut self.told) }
    }
}

fn short(happening: &Happening) -> String {
    let second = |at: &Time| (*at - NOON).num_seconds();
    match happening {
        Happening::Joined { user, at, .. } => format!("{} +{}", user.id, second(at)),
        Happening::Left { user_id, at, reason, .. } => format!("{user_id} -{} {}", second(at), reason.as_str()),
        Happening::Ended { at, reason, by } => {
            let by = by.as_ref().map_or("nobody inside", |(_, id)| id.as_str());
            format!("over at {} {} by {by}", second(at), reason.as_str())
        }
    }
}

fn page(presented: Option<&str>, next: &str) -> Event {
    Event::CustomerConnected { presented: presented.map(SecretHash::of), next: SecretHash::of(next), page: None }
}

fn ada() -> Actor {
    Actor::Person(admission(1).agent.expect("an account"), Role::Agent)
}

/// The customer is connected, Ada admitted and seen.
fn shared() -> Life {
    Life::begin()
        .then(1, page(None, "one"), Actor::Customer)
        .then(2, Event::AgentAdmitted(admission(1)), ada())
        .then(3, Event::DeskSeen(admission(1).id), Actor::System)
        .then(4, Event::AgentJoined(admission(1).id), ada())
}

#[test]
fn each_joins_when_they_are_in_and_not_when_they_are_let_in() {
    assert_eq!(shared().told, ["cust-1 +1", "agent-1 +4"]);
}

#[test]
fn a_reload_is_a_leave_and_another_join() {
    let life = shared().then(5, Event::CustomerLost, Actor::System).then(7, page(Some("one"), "two"), Actor::Customer);
    assert_eq!(life.told[2..], ["cust-1 -5 Got disconnected from the session", "cust-1 +7"]);
    // the next page was there before anybody noticed that the one before was gone
    let life = life.then(9, page(Some("two"), "three"), Actor::Customer);
    assert_eq!(life.told[4..], ["cust-1 -9 Got disconnected from the session", "cust-1 +9"]);
    // that the page has its token is no joining
    assert_eq!(life.then(10, Event::ResumeKept(SecretHash::of("three")), Actor::Customer).told.len(), 6);
}

#[test]
fn a_desk_that_goes_and_comes_back_joins_again_and_one_that_stays_away_left_once() {
    let id = admission(1).id;
    let life = shared().then(5, Event::DeskGone(id), Actor::System).then(6, Event::DeskSeen(id), Actor::System);
    assert_eq!(life.told[2..], ["agent-1 -5 Got disconnected from the session", "agent-1 +6"]);
    let life = life.then(10, Event::DeskGone(id), Actor::System).until(41);
    assert_eq!(life.told[4..], ["agent-1 -10 Got disconnected from the session"]);
    let left = shared().then(5, Event::AgentLeft(id), ada());
    assert_eq!(left.told[2..], ["agent-1 -5 Left the session"]);
}

#[test]
fn an_agent_the_customer_refused_was_never_in() {
    let other = NewAdmission { ..admission(2) };
    let life = shared().then(5, Event::AgentAdmitted(other), ada()).then(6, Event::AgentLeft(admission(2).id), ada());
    assert_eq!(life.told.len(), 2, "{:?}", life.told);
}

#[test]
fn what_time_did_meanwhile_is_told_at_its_own_time() {
    // one save finds that the customer was lost and that the session ended for it
    let life = shared().until(1_000);
    assert_eq!(life.told[2..], ["cust-1 -46 Network connection error", "over at 166 customer_lost by nobody inside"]);
}

#[test]
fn the_end_names_who_ended_it_if_they_were_inside() {
    let by = |actor, reason| shared().then(9, Event::End(reason), actor).told.pop().unwrap();
    assert_eq!(by(Actor::Customer, EndReason::CustomerEnded), "over at 9 customer_ended by cust-1");
    assert_eq!(by(ada(), EndReason::AgentEnded), "over at 9 agent_ended by agent-1");
    let sam = Actor::Person(admission(7).agent.expect("an account"), Role::Supervisor);
    assert_eq!(by(sam, EndReason::Revoked), "over at 9 revoked by nobody inside");
    let again =
        shared().then(9, Event::End(EndReason::Revoked), sam).then(10, Event::End(EndReason::Revoked), Actor::System);
    assert_eq!(again.told.len(), 3, "an end is told once");
}

#[test]
fn a_save_that_changes_nothing_tells_nothing() {
    let session = shared().session;
    // overdue, and saved as it is: what time did is told by the save that makes it so
    let now = NOON + seconds(100);
    assert_eq!(of_change(&session, &session, now, &WINDOWS, None, &SeededRandom::new(1)), []);
}

#[test]
fn whoever_watches_is_told_of_once_they_help() {
    let watcher = Actor::Person(admission(2).agent.unwrap(), Role::Supervisor);
    let life = Life::begin()
        .then(0, page(None, "one"), Actor::Customer)
        .then(1, Event::WatcherAdmitted(admission(2)), watcher)
        .then(2, Event::DeskSeen(admission(2).id), Actor::System)
        .then(3, Event::AgentJoined(admission(2).id), watcher);
    assert_eq!(life.told, ["cust-1 +0"]);
    let life = life.then(4, Event::BargedIn(admission(2).id), watcher);
    assert_eq!(life.told, ["cust-1 +0", "agent-2 +4"]);
}
