use super::*;
use crate::domain::session::samples::{NOON, pin, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event};
use crate::domain::zoom::heard::{Visitor, Whereabouts};
use proptest::prelude::*;

fn named(id: &str, name: Option<&str>, party: Option<Party>) -> ZoomUser {
    ZoomUser { id: id.into(), name: name.map(str::to_owned), party }
}

/// A session of Zoom's that a customer began.
fn begun(second: i64, user: ZoomUser, page: Option<&str>) -> Heard {
    Heard {
        started_at: Some(NOON + seconds(second)),
        start_url: page.map(str::to_owned),
        first: Some(user),
        ..Heard::default()
    }
}

fn free(sessions: &[Session]) -> Vec<Candidate<'_>> {
    sessions.iter().map(|session| Candidate { session, holder: None }).collect()
}

fn chosen(heard: &Heard, pin: Option<&Pin>, sessions: &[Session]) -> Option<Match> {
    choose(heard, pin, &free(sessions), &Windows::default())
}

const PAGE: &str = "https://shop.example/basket";

#[test]
fn the_user_of_our_token_is_certain() {
    let sessions = [waiting(1, "100001"), waiting(2, "100002")];
    let heard = begun(200, named("cust-2", Some("Somebody else"), Some(Party::Customer)), None);
    assert_eq!(chosen(&heard, None, &sessions), Some(Match { session: sessions[1].id, by: MatchedBy::User }));
    let without_start = Heard { started_at: None, ..heard.clone() };
    assert!(chosen(&without_start, None, &sessions).is_some(), "a leave may come before the start");
    let agent = begun(200, named("cust-2", None, Some(Party::Agent)), None);
    assert_eq!(chosen(&agent, None, &sessions), None);
    // the user outranks a PIN, which a rogue page may have reported
    let rogue = chosen(&heard, Some(&pin("100001")), &sessions);
    assert_eq!(rogue.unwrap().by, MatchedBy::User);
}

#[test]
fn a_pin_counts_if_one_holds_it() {
    let sessions = [waiting(1, "100001"), waiting(2, "100002"), waiting(3, "100002")];
    let heard = begun(4_000, named("z", None, None), None);
    let by_pin = Match { session: sessions[0].id, by: MatchedBy::Pin };
    assert_eq!(chosen(&heard, Some(&pin("100001")), &sessions), Some(by_pin));
    assert_eq!(chosen(&heard, Some(&pin("100002")), &sessions), None, "contested");
    assert_eq!(chosen(&heard, Some(&pin("100003")), &sessions), None);
}

#[test]
fn page_name_and_start_are_enough_where_they_fit_one() {
    let sessions = [starting(1)];
    let user = || named("z", Some("Customer"), Some(Party::Customer));
    let likely = Some(Match { session: sessions[0].id, by: MatchedBy::Likely });
    assert_eq!(chosen(&begun(10, user(), Some(PAGE)), None, &sessions), likely);
    assert_eq!(chosen(&begun(10, user(), Some("https://shop.example/basket/")), None, &sessions), likely);
    assert_eq!(chosen(&begun(10, named("z", None, None), Some(PAGE)), None, &sessions), likely);
    assert_eq!(chosen(&begun(250, named("z", None, None), Some(PAGE)), None, &sessions), None, "weak");
    assert_eq!(chosen(&begun(10, user(), Some("https://other.example/basket")), None, &sessions), None);
    assert_eq!(chosen(&begun(10, user(), Some("https://shop.example.evil.example/")), None, &sessions), None);
    let other = named("z", Some("Somebody"), Some(Party::Customer));
    assert_eq!(chosen(&begun(10, other, Some(PAGE)), None, &sessions), None);
    assert_eq!(chosen(&begun(-90, user(), Some(PAGE)), None, &sessions), None, "before ours");
    assert_eq!(chosen(&begun(400, user(), Some(PAGE)), None, &sessions), None, "after the start window");
}

#[test]
fn a_tie_stays_unmatched_and_an_agent_of_ours_decides_it() {
    let windows = Windows::default();
    let mut sessions = [waiting(1, "100001"), waiting(2, "100002")];
    let mut heard = begun(10, named("z", Some("Customer"), Some(Party::Customer)), Some(PAGE));
    assert_eq!(chosen(&heard, None, &sessions), None);
    let admitted = Event::AgentAdmitted(crate::domain::session::samples::admission(7));
    sessions[1] = sessions[1].apply(admitted, NOON, &windows).unwrap();
    let agent = named("agent-7", None, Some(Party::Agent));
    let visitor = Visitor { user: agent, whereabouts: Whereabouts::In, since: NOON };
    heard.users.insert(visitor.user.id.clone(), visitor);
    assert_eq!(chosen(&heard, None, &sessions).map(|found| found.session), Some(sessions[1].id));
}

#[test]
fn a_session_is_matched_once_and_a_later_start_replaces_an_earlier() {
    let session = waiting(1, "100001");
    let heard = begun(100, named("cust-1", None, None), None);
    let try_with = |started: i64, by, over| {
        let holder = Holder { started_at: Some(NOON + seconds(started)), by, over };
        let candidates = [Candidate { session: &session, holder: Some(&holder) }];
        choose(&heard, None, &candidates, &Windows::default()).is_some()
    };
    assert!(try_with(50, MatchedBy::User, true), "the customer began again");
    assert!(try_with(50, MatchedBy::User, false), "and Zoom has not noticed yet");
    assert!(!try_with(150, MatchedBy::User, false), "this is the earlier one, told late");
    assert!(try_with(150, MatchedBy::Likely, false), "what was likely gives way");
    assert!(!try_with(50, MatchedBy::Hand, false), "somebody said so");
    let likely = begun(10, named("z", Some("Customer"), Some(Party::Customer)), Some(PAGE));
    let holder = Holder { started_at: None, by: MatchedBy::Likely, over: true };
    let candidates = [Candidate { session: &session, holder: Some(&holder) }];
    assert_eq!(choose(&likely, None, &candidates, &Windows::default()), None, "a guess takes nothing from anybody");
}

#[test]
fn one_that_ended_lately_may_still_be_the_one() {
    let windows = Windows::default();
    let ended = waiting(1, "100001").apply(Event::End(EndReason::CustomerEnded), NOON + seconds(30), &windows).unwrap();
    let user = || named("cust-1", None, None);
    assert!(chosen(&begun(20, user(), None), None, std::slice::from_ref(&ended)).is_some());
    assert!(chosen(&begun(200, user(), None), None, std::slice::from_ref(&ended)).is_none(), "it began after the end");
}

fn any_heard() -> impl Strategy<Value = Heard> {
    let user = (0_u64..4, prop::option::of(0_u8..2), prop::option::of(any::<bool>()));
    (user, -200_i64..900, prop::option::of(0_u8..2)).prop_map(|((id, name, customer), second, page)| {
        let name = name.map(|name| if name == 0 { "Customer" } else { "Other" });
        let party = customer.map(|customer| if customer { Party::Customer } else { Party::Agent });
        let page = page.map(|page| if page == 0 { PAGE } else { "https://shop.example/other" });
        begun(second, named(&format!("cust-{id}"), name, party), page)
    })
}

proptest! {
    #[test]
    fn the_order_of_candidates_does_not_matter(
        heard in any_heard(),
        (sessions, shuffled) in prop::collection::vec(1_u64..5, 0..5).prop_flat_map(|seeds| {
            let mut seeds = seeds;
            seeds.sort_unstable();
            seeds.dedup();
            let sessions: Vec<_> = seeds.into_iter().map(|seed| waiting(seed, &format!("10000{seed}"))).collect();
            (Just(sessions.clone()), Just(sessions).prop_shuffle())
        }),
        held in prop::option::of(1_u64..5),
    ) {
        let held = held.map(|held| pin(&format!("10000{held}")));
        prop_assert_eq!(chosen(&heard, held.as_ref(), &sessions), chosen(&heard, held.as_ref(), &shuffled));
    }

    #[test]
    fn another_that_fits_no_better_never_changes_who_it_is_but_only_whether_it_is_known(
        heard in any_heard(), seed in 1_u64..5, other in 5_u64..9,
    ) {
        let (one, other) = (waiting(seed, "100001"), waiting(other, "100002"));
        let alone = chosen(&heard, None, std::slice::from_ref(&one));
        let both = chosen(&heard, None, &[one.clone(), other]);
        prop_assert!(both.is_none() || both == alone || both.unwrap().session != one.id);
        if alone.is_some_and(|found| found.by == MatchedBy::User) {
            prop_assert_eq!(both, alone);
        }
    }
}
