use super::*;
use crate::domain::history::of_change;
use crate::domain::session::Session;
use crate::domain::session::samples::{NOON, admission as newcomer, pin, seconds, starting};
use crate::domain::timeline::Actor;
use crate::domain::{EndReason, Event, Windows};
use crate::random::SeededRandom;
use proptest::prelude::*;
use std::collections::HashMap;

fn who(number: u64) -> AdmissionId {
    AdmissionId::new(NOON, &SeededRandom::new(number))
}

/// What happened second by second, to the first admission.
fn story(kinds: &[Kind]) -> Vec<Span> {
    told(kinds.iter().map(|kind| (who(1), *kind, false)))
}

fn told(happened: impl IntoIterator<Item = (AdmissionId, Kind, bool)>) -> Vec<Span> {
    spans(happened.into_iter().enumerate().map(|(n, (admission, kind, by_customer))| Moment {
        seq: Some(n as i64 + 1),
        at: NOON + seconds(n as i64),
        kind,
        admission: Some(admission),
        by_customer,
    }))
}

/// Seconds of question, answer, beginning and end.
fn times(span: &Span) -> [Option<i64>; 4] {
    [span.asked_at, span.replied_at, span.from, span.until].map(|at| at.map(|at| (at - NOON).num_seconds()))
}

type Shown = (Right, Option<Reply>, [Option<i64>; 4], Standing);

fn shown(spans: &[Span]) -> Vec<Shown> {
    spans.iter().map(|span| (span.right, span.reply, times(span), span.standing)).collect()
}

use Kind::*;

#[test]
fn an_agent_is_asked_for_and_sees_the_page_until_leaving() {
    let asked = story(&[AgentAdmitted, ConsentAsked]);
    assert_eq!(shown(&asked), [(Right::See, None, [Some(1), None, None, None], Standing::Asking)]);
    let yes = Some(Reply::Allowed);
    let sees = story(&[AgentAdmitted, ConsentAsked, ConsentGiven, AgentJoined]);
    assert_eq!(shown(&sees), [(Right::See, yes, [Some(1), Some(2), Some(3), None], Standing::Lasting)]);
    let left = story(&[AgentAdmitted, ConsentAsked, ConsentGiven, AgentJoined, AgentLeft]);
    let over = Standing::Over(Ending::Left);
    assert_eq!(shown(&left), [(Right::See, yes, [Some(1), Some(2), Some(3), Some(4)], over)]);
    assert_eq!(left[0].entries, [2, 3, 4, 5]);
    let handed = story(&[ConsentAsked, ConsentGiven, AgentJoined, HandedOver]);
    assert_eq!(handed[0].standing, Standing::Over(Ending::HandedOver));
}

#[test]
fn a_no_is_a_no_and_who_leaves_first_has_no_answer() {
    let refused = story(&[ConsentAsked, ConsentDenied, AgentLeft]);
    assert_eq!(
        shown(&refused),
        [(Right::See, Some(Reply::Denied), [Some(0), Some(1), None, Some(1)], Standing::Denied)]
    );
    let left = story(&[ConsentAsked, AgentLeft]);
    assert_eq!(shown(&left), [(Right::See, None, [Some(0), None, None, Some(1)], Standing::Unanswered)]);
}

#[test]
fn nobody_is_said_to_have_agreed_who_was_not_asked() {
    let builtin = story(&[ConsentGiven, AgentJoined]);
    assert_eq!(builtin[0].reply, Some(Reply::NotAsked));
    let zoom = story(&[AgentAdmitted, AgentJoined]);
    assert_eq!((zoom[0].reply, zoom[0].asked_at), (None, None), "Zoom asks, and does not tell");
    let late = story(&[ConsentGiven, AgentJoined, ConsentAsked]);
    assert_eq!((late.len(), late[0].reply), (1, Some(Reply::Allowed)), "the question was written down late");
    let late = story(&[WatchAsked, ConsentGiven, WatchStarted, ConsentAsked, BargedIn, ConsentAsked]);
    assert_eq!(late.len(), 2, "{late:?}");
    assert_eq!(late[0].entries, [1, 2, 3, 4, 5, 6]);
    assert_eq!(story(&[AssistStarted])[0].reply, Some(Reply::NotAsked), "the page lets scroll without a question");
}

#[test]
fn a_supervisor_watches_asks_to_help_and_helps() {
    let watch = [WatchAsked, ConsentAsked, ConsentGiven, WatchStarted];
    let refused = [BargeInAsked, BargeInDenied];
    let helps = [BargeInAsked, ConsentGiven, BargedIn, AgentLeft];
    let all = story(&[&watch[..], &refused, &helps].concat());
    let yes = Some(Reply::Allowed);
    assert_eq!(
        shown(&all),
        [
            (Right::Watch, yes, [Some(0), Some(2), Some(3), Some(8)], Standing::Over(Ending::BargedIn)),
            (Right::Help, Some(Reply::Denied), [Some(4), Some(5), None, Some(5)], Standing::Denied),
            (Right::Help, yes, [Some(6), Some(7), Some(8), Some(9)], Standing::Over(Ending::Left)),
        ]
    );
    let unasked = story(&[WatchAsked, ConsentGiven, WatchStarted, ConsentGiven, BargedIn]);
    assert_eq!((unasked[1].right, unasked[1].reply), (Right::Help, Some(Reply::NotAsked)));
    let lost = story(&[&watch[..], &[BargeInAsked, BargeInWithdrawn, WatchEnded]].concat());
    assert_eq!((lost[1].right, lost[1].standing, times(&lost[1])[3]), (Right::Help, Standing::Unanswered, Some(5)));
    assert_eq!(lost[0].standing, Standing::Over(Ending::Left));
}

#[test]
fn scrolling_says_who_stopped_it() {
    let start = [AssistAsked, AssistAllowed, AssistStarted];
    let stop = |kind, by_customer| {
        let happened = start.map(|kind| (who(1), kind, false)).into_iter().chain([(who(1), kind, by_customer)]);
        told(happened).pop().expect("one").standing
    };
    assert_eq!(stop(AssistStopped, true), Standing::Over(Ending::CustomerStopped));
    assert_eq!(stop(AssistStopped, false), Standing::Over(Ending::AgentStopped));
    assert_eq!(stop(AssistEnded, false), Standing::Over(Ending::PageGone));
    assert_eq!(stop(SessionEnded, true), Standing::Over(Ending::SessionEnded));
    assert_eq!(story(&[AssistAsked, AssistWithdrawn])[0].standing, Standing::Unanswered);
    let late = story(&[AssistAsked, AssistAllowed, AssistStarted, AgentLeft, AssistEnded]);
    assert_eq!((late.len(), late[0].entries.len()), (1, 5), "a note that came late makes nothing of its own");
}

#[test]
fn the_end_of_the_session_is_why_everybody_leaves_at_that_moment() {
    let moment = |seq, second, kind| Moment {
        seq: Some(seq),
        at: NOON + seconds(second),
        kind,
        admission: Some(who(1)),
        by_customer: true,
    };
    let read = spans([moment(1, 0, AgentJoined), moment(2, 9, AgentLeft), moment(3, 9, SessionEnded)]);
    assert_eq!(read[0].standing, Standing::Over(Ending::SessionEnded));
    assert_eq!(times(&read[0])[3], Some(9));
}

#[test]
fn what_time_did_counts_from_when_it_was_so() {
    let moment = |seq, second, kind| Moment {
        seq: Some(seq),
        at: NOON + seconds(second),
        kind,
        admission: Some(who(1)),
        by_customer: false,
    };
    let read = spans([
        moment(1, 0, AgentJoined),
        moment(2, 40, AssistStarted),
        // the seat was given up at 30, and that was written down later
        moment(3, 30, AgentLeft),
        moment(4, 35, SessionEnded),
    ]);
    assert_eq!(times(&read[0])[3], Some(30));
    assert_eq!(times(&read[1])[2..], [Some(35), Some(35)], "nothing begins after the end");
}

fn event(session: &Session, n: u64, what: u8) -> Event {
    let nth = |n: u8| session.admissions.get(usize::from(n)).map_or_else(|| newcomer(99).id, |admission| admission.id);
    let someone = nth(what / 9 % 6);
    match what % 9 {
        _ if what == 255 => Event::PinReported(pin("123456")),
        0 => Event::AgentAdmitted(newcomer(n)),
        1 => Event::WatcherAdmitted(newcomer(n)),
        2 | 3 => Event::AgentJoined(someone),
        4 => Event::BargedIn(someone),
        5 => Event::AgentLeft(someone),
        6 => Event::DeskGone(someone),
        7 if what > 240 => Event::End(EndReason::CustomerEnded),
        _ => Event::CustomerSeen,
    }
}

/// A life by the rules of sessions, and what its timeline says.
fn lived(steps: &[(i64, u8)]) -> (Session, Vec<Moment>) {
    let windows = Windows::default();
    let (mut session, mut now, mut moments) = (starting(1), NOON, Vec::new());
    let opening = (0, 255);
    for (n, (after, what)) in std::iter::once(&opening).chain(steps).enumerate() {
        now += seconds(*after);
        let settled = session.settled(now, &windows);
        let mut entries = of_change(&session, &settled, Actor::System, now);
        let event = event(&settled, n as u64, *what);
        let next = settled.apply(event, now, &windows).unwrap_or_else(|_| settled.clone());
        entries.extend(of_change(&settled, &next, Actor::Customer, now));
        moments.extend(entries.iter().map(Moment::to_come));
        session = next;
    }
    (session, moments)
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        AgentAdmitted,
        ConsentAsked,
        ConsentGiven,
        ConsentDenied,
        AgentJoined,
        AgentLeft,
        HandedOver,
        WatchAsked,
        WatchStarted,
        WatchEnded,
        BargeInAsked,
        BargeInDenied,
        BargeInWithdrawn,
        BargedIn,
        AssistAsked,
        AssistAllowed,
        AssistDenied,
        AssistWithdrawn,
        AssistStarted,
        AssistStopped,
        AssistEnded,
        CustomerLost,
        CustomerBack,
    ])
}

fn any_moments() -> impl Strategy<Value = Vec<Moment>> {
    let one = (any_kind(), 0_u64..3, -3_i64..20, any::<bool>());
    (prop::collection::vec(one, 0..50), prop::option::of(0_usize..50)).prop_map(|(happened, ends)| {
        let mut at = NOON;
        let mut moments = Vec::new();
        for (n, (kind, admission, after, by_customer)) in happened.into_iter().enumerate() {
            at += seconds(after);
            let kind = if ends == Some(n) { SessionEnded } else { kind };
            let admission = Some(who(admission));
            moments.push(Moment { seq: Some(n as i64 + 1), at, kind, admission, by_customer });
        }
        moments
    })
}

fn begins(span: &Span) -> Option<Time> {
    span.asked_at.or(span.replied_at).or(span.from).or(span.until)
}

proptest! {
    #[test]
    fn spans_of_one_agent_and_right_follow_each_other(moments in any_moments()) {
        let mut last: HashMap<(AdmissionId, Right), Span> = HashMap::new();
        for span in spans(moments) {
            if let Some(before) = last.insert((span.admission, span.right), span.clone()) {
                prop_assert!(!before.standing.is_open(), "{before:?} is open, and {span:?} is another");
                prop_assert!(before.until <= begins(&span), "{before:?} {span:?}");
            }
        }
    }

    #[test]
    fn a_span_goes_forward_and_ends_with_the_session(moments in any_moments()) {
        let ended = moments.iter().filter(|moment| moment.kind == SessionEnded).map(|moment| moment.at).min();
        for span in spans(moments) {
            let times: Vec<Time> = [span.asked_at, span.replied_at, span.from, span.until].into_iter().flatten().collect();
            prop_assert!(times.is_sorted(), "{span:?}");
            prop_assert_eq!(span.until.is_none(), span.standing.is_open(), "{:?}", span);
            prop_assert_eq!(span.standing == Standing::Denied, span.reply == Some(Reply::Denied), "{:?}", span);
            if let Some(ended) = ended {
                prop_assert!(!span.standing.is_open() && times.iter().all(|at| *at <= ended), "{span:?}");
            }
        }
    }

    #[test]
    fn no_entry_is_lost_and_none_is_told_twice(moments in any_moments()) {
        let told: Vec<i64> = spans(moments.clone()).into_iter().flat_map(|span| span.entries).collect();
        for moment in moments {
            let count = told.iter().filter(|seq| Some(**seq) == moment.seq).count();
            match moment.kind {
                // these end whatever is open
                SessionEnded | AgentLeft | WatchEnded | HandedOver => {}
                BargedIn => prop_assert!((1..=2).contains(&count), "it ends watching and begins helping"),
                AgentAdmitted | CustomerLost | CustomerBack => prop_assert_eq!(count, 0),
                _ => prop_assert_eq!(count, 1, "{:?}", moment),
            }
        }
    }

    #[test]
    fn what_is_over_stays_as_it_was(moments in any_moments(), cut in 0_usize..50) {
        let mut moments = moments;
        moments.sort_by_key(|moment| moment.at);
        // what is written down after the end is read as well as it can be
        let end = moments.iter().position(|moment| moment.kind == SessionEnded).unwrap_or(moments.len());
        moments.truncate(end + 1);
        // what is written down together is read together
        let last = moments.get(cut).map(|moment| moment.at);
        let before = spans(moments.iter().filter(|moment| last.is_none_or(|last| moment.at <= last)).copied());
        let after = spans(moments);
        for (was, is) in before.iter().zip(&after).filter(|(was, _)| !was.standing.is_open()) {
            prop_assert_eq!((was.right, was.admission, times(was), was.standing), (is.right, is.admission, times(is), is.standing));
        }
    }

    #[test]
    fn it_says_what_the_session_says(steps in prop::collection::vec((0_i64..40, any::<u8>()), 1..40)) {
        let (session, moments) = lived(&steps);
        let read = spans(moments);
        for admission in &session.admissions {
            let theirs = || read.iter().filter(|span| span.admission == admission.id);
            let first = theirs().filter(|span| matches!(span.right, Right::See | Right::Watch)).find_map(|span| span.from);
            prop_assert_eq!(first, admission.joined_at, "{:?}", admission);
            let last = theirs().rfind(|span| span.from.is_some());
            if let Some(last) = last {
                prop_assert_eq!(last.until, admission.left_at, "{:?}", last);
            }
            prop_assert_eq!(theirs().filter(|span| span.standing.is_open()).count() > 0, admission.left_at.is_none() && theirs().next().is_some());
        }
    }
}
