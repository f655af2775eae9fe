use super::*;
use crate::domain::Time;
use crate::random::SeededRandom;
use proptest::prelude::*;
use std::collections::BTreeSet;

const ASK: Terms = Terms { allowed: true, consent: true };
const GRANT: Terms = Terms { allowed: true, consent: false };
const OFF: Terms = Terms { allowed: false, consent: true };

fn agent(number: u64) -> AdmissionId {
    AdmissionId::new(Time::UNIX_EPOCH, &SeededRandom::new(number))
}

fn queue(assist: &Assist) -> Vec<AdmissionId> {
    assist.queue().collect()
}

#[test]
fn the_customer_is_asked_about_one_after_the_other() {
    let (mut assist, [ada, bob, eve]) = (Assist::default(), [1, 2, 3].map(agent));
    assist.page(ASK);
    assert_eq!(assist.request(ada), Ok(vec![Happened::Asked(ada, 1)]));
    assert_eq!((assist.request(bob), assist.request(eve)), (Ok(vec![]), Ok(vec![])));
    assert_eq!(queue(&assist), [bob, eve]);
    assert_eq!(assist.request(bob), Err(Reason::AlreadyOpen));
    assert_eq!(assist.answer(7, true), [], "no such question");
    assert_eq!(assist.answer(1, false), [Happened::Denied(ada), Happened::Asked(bob, 2)]);
    assert_eq!(assist.answer(1, true), [], "answered already");
    assert_eq!(assist.answer(2, true), [Happened::Allowed(bob), Happened::Started(bob)]);
    assert_eq!(assist.request(bob), Err(Reason::AlreadyOpen));
    assert_eq!(assist.stop(bob, Stopper::Agent), [Happened::Stopped(bob, Stopper::Agent), Happened::Asked(eve, 3)]);
    assert_eq!(assist.stop(eve, Stopper::Gone), [Happened::Withdrawn(eve, 3)]);
    assert!(assist.is_idle());
}

#[test]
fn where_nobody_is_asked_the_next_one_has_control_at_once() {
    let (mut assist, [ada, bob]) = (Assist::default(), [1, 2].map(agent));
    assist.page(GRANT);
    assert_eq!(assist.request(ada), Ok(vec![Happened::Started(ada)]));
    assist.request(bob).expect("it may wait");
    assert_eq!(assist.stop(ada, Stopper::Agent), [Happened::Stopped(ada, Stopper::Agent), Happened::Started(bob)]);
    assert_eq!(assist.turn(), Turn::Control(bob, 2));
}

#[test]
fn the_customers_stop_sends_everybody_away() {
    let (mut assist, [ada, bob]) = (Assist::default(), [1, 2].map(agent));
    assist.page(GRANT);
    assist.request(ada).expect("nobody has control");
    assist.request(bob).expect("it may wait");
    assert_eq!(assist.customer_stops(), [Happened::Stopped(ada, Stopper::Customer)]);
    assert!(assist.is_idle());
    assert_eq!(assist.customer_stops(), []);
}

#[test]
fn control_ends_with_the_page_and_those_who_waited_are_asked_for_again() {
    let (mut assist, [ada, bob]) = (Assist::default(), [1, 2].map(agent));
    assert_eq!(assist.request(ada), Err(Reason::NoCustomer));
    assist.page(ASK);
    assist.request(ada).expect("nobody has control");
    assist.request(bob).expect("it may wait");
    assist.answer(1, true);
    assert_eq!(assist.page_gone(), [Happened::Stopped(ada, Stopper::Gone)]);
    assert_eq!((assist.turn(), queue(&assist)), (Turn::Nobody, vec![bob]));
    assert_eq!(assist.page(ASK), [Happened::Asked(bob, 2)]);
    assert_eq!(
        assist.page(ASK),
        [Happened::Withdrawn(bob, 2), Happened::Asked(bob, 3)],
        "the dialog went with the page"
    );
    assert_eq!(assist.page(OFF), [Happened::Withdrawn(bob, 3), Happened::SwitchedOff(bob)]);
    assert_eq!(assist.request(ada), Err(Reason::Off));
}

#[derive(Debug, Clone)]
enum Input {
    Request(u64),
    Answer(u64, bool),
    Stop(u64),
    Leave(u64),
    CustomerStops,
    PageGone,
    Page(Terms),
}

fn any_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        4 => (0..5_u64).prop_map(Input::Request),
        // how far back the answered grant lies
        4 => (0..3_u64, any::<bool>()).prop_map(|(back, allow)| Input::Answer(back, allow)),
        1 => (0..5_u64).prop_map(Input::Stop),
        1 => (0..5_u64).prop_map(Input::Leave),
        1 => Just(Input::CustomerStops),
        1 => Just(Input::PageGone),
        2 => prop_oneof![Just(ASK), Just(GRANT), Just(OFF)].prop_map(Input::Page),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn one_has_control_and_nobody_waits_for_ever(inputs in prop::collection::vec(any_input(), 1..60)) {
        let mut assist = Assist::default();
        let (mut controller, mut question) = (None, None);
        let mut asked = BTreeSet::new();
        for input in inputs {
            let happened = match input {
                Input::Request(who) => assist.request(agent(who)).unwrap_or_default(),
                Input::Answer(back, allow) => assist.answer(assist.last_grant.saturating_sub(back), allow),
                Input::Stop(who) => assist.stop(agent(who), Stopper::Agent),
                Input::Leave(who) => assist.stop(agent(who), Stopper::Gone),
                Input::CustomerStops => assist.customer_stops(),
                Input::PageGone => assist.page_gone(),
                Input::Page(terms) => assist.page(terms),
            };
            // what the others are told is a story that holds together
            for step in happened {
                match step {
                    Happened::Asked(who, grant) => {
                        prop_assert!(controller.is_none() && question.is_none(), "one at a time");
                        prop_assert!(asked.insert(grant), "a grant is given once");
                        question = Some((who, grant));
                    }
                    Happened::Withdrawn(who, grant) => prop_assert_eq!(question.take(), Some((who, grant))),
                    Happened::Allowed(who) | Happened::Denied(who) => {
                        prop_assert_eq!(question.take().map(|(who, _)| who), Some(who));
                    }
                    Happened::Started(who) => prop_assert!(controller.replace(who).is_none(), "never two"),
                    Happened::Stopped(who, _) => prop_assert_eq!(controller.take(), Some(who)),
                    Happened::SwitchedOff(_) => {}
                }
            }
            let waiting = queue(&assist);
            let holder = match assist.turn() {
                Turn::Nobody => None,
                Turn::Asking(who, grant) => {
                    prop_assert_eq!(question, Some((who, grant)));
                    Some(who)
                }
                Turn::Control(who, _) => {
                    prop_assert_eq!(controller, Some(who));
                    Some(who)
                }
            };
            let everybody: Vec<_> = waiting.iter().chain(&holder).collect();
            prop_assert_eq!(everybody.iter().collect::<BTreeSet<_>>().len(), everybody.len(), "each at most once");
            match assist.terms {
                None => prop_assert!(holder.is_none(), "nobody controls a page that is away"),
                Some(Terms { allowed: false, .. }) => prop_assert!(assist.is_idle()),
                Some(_) => prop_assert!(holder.is_some() || waiting.is_empty(), "nobody waits for nobody"),
            }
        }
    }
}
