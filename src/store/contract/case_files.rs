//! What agents note about sessions, and who waits.

use super::samples::{Db, apply, insert, load, note as entry_of};
use crate::domain::case_file::{Outcome, Rating};
use crate::domain::session::samples::{NOON, admission, seconds, starting, waiting};
use crate::domain::site::samples::site;
use crate::domain::{AgentId, EndReason, Event, Session, SiteId};
use crate::random::SeededRandom;
use crate::store::{CaseChange, Note};

fn agent(seed: u64) -> AgentId {
    AgentId::new(NOON, &SeededRandom::new(seed))
}

fn note(session: &Session, agent: AgentId, text: &str, version: i64) -> Note {
    Note { session: session.id, agent, text: text.parse().unwrap(), version, saved_at: NOON + seconds(version) }
}

pub(crate) async fn a_note_is_saved_over_the_version_before(store: Db) {
    let session = waiting(1, "100001");
    insert(&store, &session).await;
    let before = store.entries_after(0, 100).await.unwrap().len();
    let (ada, ben) = (agent(1), agent(2));
    let save = async |note: Note| store.save_note(note, entry_of()).await.unwrap();
    assert!(!save(note(&session, ada, "from nowhere", 2)).await);
    assert!(save(note(&session, ada, "one", 1)).await);
    assert!(!save(note(&session, ada, "another window", 1)).await, "somebody was faster");
    assert!(save(note(&session, ada, "two\nlines", 2)).await);
    assert!(save(note(&session, ben, "", 1)).await);
    assert!(!save(note(&waiting(9, "9"), ada, "no such session", 1)).await);
    let (first, second) = (note(&session, ben, "", 1), note(&session, ada, "two\nlines", 2));
    assert_eq!(store.notes(session.id).await.unwrap(), [first, second]);
    let entries = store.entries_after(0, 100).await.unwrap().len() - before;
    assert_eq!(entries, 3, "what was not saved left no trace");
}

pub(crate) async fn ticket_and_outcome_stay_when_the_session_goes_on(store: Db) {
    let session = waiting(1, "100001");
    insert(&store, &session).await;
    let rating = Rating::try_from(4).ok();
    let outcome = CaseChange::Outcome { outcome: Outcome::FollowUp, rating, by: agent(1), at: NOON };
    let ticket = Some("HELP-42".parse().unwrap());
    for change in [CaseChange::Ticket(ticket.clone()), outcome] {
        assert!(store.change_case(session.id, change, entry_of()).await.unwrap());
    }
    let ended = apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON).await;
    let case = load(&store, ended.id).await.case;
    assert_eq!((case.ticket, case.outcome, case.rating), (ticket, Some(Outcome::FollowUp), rating));
    assert!(store.change_case(session.id, CaseChange::Ticket(None), entry_of()).await.unwrap());
    assert_eq!(load(&store, ended.id).await.case.ticket, None);
    assert!(!store.change_case(waiting(9, "9").id, CaseChange::Ticket(None), entry_of()).await.unwrap());
}

pub(crate) async fn notes_and_ticket_are_forgotten_with_the_customer(store: Db) {
    let session = waiting(1, "100001");
    insert(&store, &session).await;
    store.save_note(note(&session, agent(1), "Grace lives in Oslo", 1), entry_of()).await.unwrap();
    let ticket = CaseChange::Ticket(Some("GRACE-1".parse().unwrap()));
    store.change_case(session.id, ticket.clone(), entry_of()).await.unwrap();
    let outcome = CaseChange::Outcome { outcome: Outcome::Solved, rating: None, by: agent(1), at: NOON };
    store.change_case(session.id, outcome, entry_of()).await.unwrap();
    apply(&store, session.id, Event::End(EndReason::CustomerEnded), NOON).await;

    while store.erase(NOON + seconds(1), NOON - seconds(86_400)).await.unwrap() > 0 {}

    assert_eq!(store.notes(session.id).await.unwrap(), []);
    let case = load(&store, session.id).await.case;
    assert_eq!((case.ticket, case.outcome), (None, Some(Outcome::Solved)), "figures are nobody's name");
    assert!(!store.change_case(session.id, ticket, entry_of()).await.unwrap(), "nothing comes back");
    assert!(!store.save_note(note(&session, agent(1), "again", 1), entry_of()).await.unwrap());
}

pub(crate) async fn those_who_wait_come_by_their_pins_age(store: Db) {
    let ids: Vec<SiteId> = ["shop", "blog", "bank"].map(|id| id.parse().unwrap()).to_vec();
    for id in &ids {
        store.insert_site(site(id.as_str(), &[&format!("https://{id}.example")]), entry_of()).await.unwrap();
    }
    let at = |seed: u64, pin: &str, site: usize, after: i64| {
        let session = Session { site: Some(ids[site].clone()), ..waiting(seed, pin) };
        let held =
            session.pin.clone().map(|held| crate::domain::session::HeldPin { since: NOON + seconds(after), ..held });
        Session { pin: held, skill: Some("billing".parse().unwrap()), ..session }
    };
    let (late, early, other) = (at(1, "1", 0, 9), at(2, "2", 1, 3), at(3, "3", 2, 1));
    let nowhere = waiting(4, "4");
    let unborn = Session { site: Some(ids[0].clone()), ..starting(5) };
    for session in [&late, &early, &other, &nowhere, &unborn] {
        insert(&store, session).await;
    }
    let of = async |sites: &[SiteId], limit| store.waiting_sessions(sites.to_vec(), limit).await.unwrap();
    assert_eq!(of(&ids[..2], 10).await, [early.clone(), late.clone()]);
    assert_eq!(of(&ids, 1).await, [other]);
    assert_eq!(of(&[], 10).await, []);
    apply(&store, early.id, Event::TakenFromList(admission(1)), NOON + seconds(3)).await;
    let seat = load(&store, early.id).await.admissions.pop().unwrap();
    assert_eq!(seat.via, crate::domain::session::Via::WaitingList);
}
