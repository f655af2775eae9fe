//! The waiting list: which sessions an agent may take without a PIN.

use crate::domain::site::DeskOptions;
use crate::domain::{Session, SkillTag, Time, Windows};

/// Since when a session waits for somebody with these skills, if it is on their list: its site allows that, its tag is
/// one of theirs or it has none, and [`Session::may_be_taken`].
pub fn offered(
    session: &Session,
    site: &DeskOptions,
    skills: &[SkillTag],
    now: Time,
    windows: &Windows,
) -> Option<Time> {
    if !is_for(session, site, skills) {
        return None;
    }
    session.settled(now, windows).may_be_taken(now, windows).ok()
}

/// Whether a session would be on the list of somebody with these skills, as long as it waits.
pub fn is_for(session: &Session, site: &DeskOptions, skills: &[SkillTag]) -> bool {
    site.waiting_list && session.skill.as_ref().is_none_or(|tag| skills.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, admission, seconds, starting, waiting};
    use crate::domain::{Event, Refused};

    fn listed() -> DeskOptions {
        DeskOptions { waiting_list: true, ..DeskOptions::default() }
    }

    fn tag(text: &str) -> SkillTag {
        text.parse().unwrap()
    }

    #[test]
    fn a_site_has_no_list_unless_it_says_so() {
        let windows = Windows::default();
        assert_eq!(offered(&waiting(1, "1"), &DeskOptions::default(), &[], NOON, &windows), None);
        assert_eq!(offered(&waiting(1, "1"), &listed(), &[], NOON, &windows), Some(NOON));
    }

    #[test]
    fn a_tagged_session_is_for_those_who_have_the_tag() {
        let session = Session { skill: Some(tag("billing")), ..waiting(1, "1") };
        let windows = Windows::default();
        let seen = |skills: &[SkillTag]| offered(&session, &listed(), skills, NOON, &windows).is_some();
        assert!(!seen(&[]));
        assert!(!seen(&[tag("de")]));
        assert!(seen(&[tag("de"), tag("billing")]));
    }

    #[test]
    fn nobody_waits_before_the_pin_nor_after_its_window_nor_with_somebody_in_it() {
        let windows = Windows::default();
        assert_eq!(offered(&starting(1), &listed(), &[], NOON, &windows), None);
        let mut session = waiting(1, "1");
        session.customer_seen_at = NOON + windows.pin;
        assert!(offered(&session, &listed(), &[], NOON + windows.pin - seconds(1), &windows).is_some());
        assert_eq!(offered(&session, &listed(), &[], NOON + windows.pin, &windows), None);
        let taken = waiting(1, "1").apply(Event::AgentAdmitted(admission(1)), NOON, &windows).unwrap();
        assert_eq!(offered(&taken, &listed(), &[], NOON, &windows), None);
    }

    #[test]
    fn who_is_left_alone_waits_anew() {
        let windows = Windows::default();
        let new = admission(1);
        let taken = waiting(1, "1").apply(Event::AgentAdmitted(new.clone()), NOON, &windows).unwrap();
        let left = taken.apply(Event::AgentLeft(new.id), NOON + seconds(9), &windows).unwrap();
        assert_eq!(offered(&left, &listed(), &[], NOON + seconds(9), &windows), Some(NOON + seconds(9)));
    }

    #[test]
    fn who_only_watches_keeps_nobody_off_the_list() {
        let windows = Windows::default();
        let watched = waiting(1, "1").apply(Event::WatcherAdmitted(admission(1)), NOON, &windows).unwrap();
        let watched = watched.apply(Event::AgentJoined(admission(1).id), NOON, &windows).unwrap();
        assert_eq!(offered(&watched, &listed(), &[], NOON + seconds(9), &windows), Some(NOON));
        let left = watched.apply(Event::AgentLeft(admission(1).id), NOON + seconds(9), &windows).unwrap();
        assert_eq!(offered(&left, &listed(), &[], NOON + seconds(9), &windows), Some(NOON), "nor makes it wait anew");
        let taken = watched.apply(Event::TakenFromList(admission(2)), NOON + seconds(9), &windows).unwrap();
        assert_eq!(taken.helping().count(), 1);
    }

    #[test]
    fn of_two_who_take_one_the_second_is_told() {
        let windows = Windows::default();
        let take = |seed| Event::TakenFromList(admission(seed));
        let taken = waiting(1, "1").apply(take(1), NOON, &windows).unwrap();
        assert_eq!(taken.apply(take(2), NOON, &windows), Err(Refused::Taken));
    }
}
