//! What is counted for the figures.

use super::samples::{Db, apply, insert, insert_agent, note};
use crate::domain::figures::{Fate, Slot, Spread};
use crate::domain::session::samples::{NOON, admission, seconds, starting, waiting};
use crate::domain::session::{EndReason, Event, NewAdmission, Session};
use crate::domain::site::samples::site;
use crate::domain::{AgentId, Time};
use crate::store::{Counts, FiguresAsk};

fn ask() -> FiguresAsk {
    FiguresAsk { from: NOON - seconds(1), to: NOON + seconds(100_000), site: None, now: NOON + seconds(100_000) }
}

async fn counted(store: &Db, ask: FiguresAsk) -> Counts {
    store.figures(&ask).await.expect("the database answers")
}

/// A session that was started so many seconds after noon, saved as it is.
async fn started(store: &Db, session: Session, second: i64) -> Session {
    let session = Session { created_at: NOON + seconds(second), ..session };
    insert(store, &session).await;
    session
}

/// An agent is in from `second` on.
async fn helped(store: &Db, session: &Session, admission: NewAdmission, second: i64) {
    let id = admission.id;
    apply(store, session.id, Event::AgentAdmitted(admission), NOON + seconds(second)).await;
    apply(store, session.id, Event::AgentJoined(id), NOON + seconds(second)).await;
}

async fn ended(store: &Db, session: &Session, reason: EndReason, second: i64) {
    apply(store, session.id, Event::End(reason), NOON + seconds(second)).await;
}

pub(crate) async fn nothing_is_counted_of_nothing(store: Db) {
    assert_eq!(counted(&store, ask()).await, Counts::default());
}

pub(crate) async fn every_session_has_one_fate(store: Db) {
    let pins = ["100001", "100002", "100003", "100004", "100005"];
    for (seed, pin) in (1..).zip(pins) {
        started(&store, waiting(seed, pin), 0).await;
    }
    let never = started(&store, starting(6), 1_000).await;
    helped(&store, &waiting(1, pins[0]), admission(1), 5).await;
    ended(&store, &waiting(1, pins[0]), EndReason::AgentEnded, 65).await;
    apply(&store, waiting(2, pins[1]).id, Event::AgentAdmitted(admission(2)), NOON + seconds(5)).await;
    ended(&store, &waiting(2, pins[1]), EndReason::CustomerEnded, 6).await;
    ended(&store, &waiting(3, pins[2]), EndReason::NoAgent, 30).await;
    ended(&store, &waiting(4, pins[3]), EndReason::NoAgent, 30).await;
    ended(&store, &never, EndReason::NeverStarted, 1_030).await;

    let counts = counted(&store, ask()).await;
    let first = NOON.timestamp() - NOON.timestamp().rem_euclid(900);
    let slot = |second: i64, fate, count| Slot { start: Time::from_timestamp(second, 0).unwrap(), fate, count };
    let mut slots = counts.slots.clone();
    slots.sort_by_key(|slot| (slot.start, slot.fate));
    let later = NOON.timestamp() + 1_000;
    let expected = [
        slot(first, Fate::Helped, 1),
        slot(first, Fate::Declined, 1),
        slot(first, Fate::Abandoned, 2),
        slot(first, Fate::Open, 1),
        slot(later - later.rem_euclid(900), Fate::NoPin, 1),
    ];
    assert_eq!(slots, expected);
    let ends = [("no_agent", 2), ("agent_ended", 1), ("customer_ended", 1), ("never_started", 1)];
    assert_eq!(counts.ends, ends.map(|(reason, count)| (reason.to_owned(), count)));
    assert_eq!(counts.sites.len(), 1);
    assert_eq!(counts.sites[0].1.all(), 6);
    // from is in it, to is not
    let at_noon = FiguresAsk { from: NOON, to: NOON + seconds(1_000), ..ask() };
    assert_eq!(counted(&store, at_noon).await.sites[0].1.all(), 5);
}

pub(crate) async fn waits_and_lengths_are_of_those_who_were_helped(store: Db) {
    for (seed, pin, wait, length) in [(1, "100001", 7, 60), (2, "100002", 7, 61), (3, "100003", 90, 3)] {
        let session = started(&store, waiting(seed, pin), 0).await;
        helped(&store, &session, admission(seed), wait).await;
        // who comes later does not count
        helped(&store, &session, admission(seed + 10), wait + 1).await;
        ended(&store, &session, EndReason::AgentEnded, wait + length).await;
    }
    started(&store, waiting(4, "100004"), 0).await;
    let counts = counted(&store, ask()).await;
    assert_eq!(counts.waits, Spread::of([(7, 2), (90, 1)]));
    assert_eq!(counts.lengths, Spread::of([(60, 1), (61, 1), (3, 1)]));
}

pub(crate) async fn figures_can_be_of_one_site(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    let of_shop = started(&store, Session { site: Some(shop.id.clone()), ..waiting(1, "100001") }, 0).await;
    let other = started(&store, waiting(2, "100002"), 0).await;
    helped(&store, &of_shop, admission(1), 5).await;
    helped(&store, &other, admission(2), 6).await;

    let all = counted(&store, ask()).await;
    assert_eq!(
        all.sites.iter().map(|(id, fates)| (id.clone(), fates.all())).collect::<Vec<_>>(),
        [(Some(shop.id.clone()), 1), (None, 1)]
    );
    let shops = counted(&store, FiguresAsk { site: Some(shop.id), ..ask() }).await;
    assert_eq!((shops.waits.count(), shops.agents.len(), shops.sites.len()), (1, 1, 1));
    assert_eq!(shops.agents[0].name, "Agent 1");
}

pub(crate) async fn an_agents_seats_are_counted_together(store: Db) {
    let ada = insert_agent(&store, 7, "ada").await;
    let by =
        |seed, agent: Option<AgentId>, name: &str| NewAdmission { agent, agent_name: name.into(), ..admission(seed) };
    for (seed, pin, from, to) in [(1, "100001", 0, 25), (2, "100002", 20, 28), (3, "100003", 25, 29)] {
        let session = started(&store, waiting(seed, pin), 0).await;
        helped(&store, &session, by(seed, Some(ada.id), "as she was called then"), from).await;
        helped(&store, &session, by(seed + 10, None, "Token Tom"), from).await;
        ended(&store, &session, EndReason::AgentEnded, to).await;
    }
    let agents = counted(&store, ask()).await.agents;
    let seen: Vec<_> = agents
        .iter()
        .map(|load| (load.agent, load.name.as_str(), load.sessions, load.most_seats, load.seated.num_seconds()))
        .collect();
    assert_eq!(seen, [(Some(ada.id), "Person ada", 3, 2, 37), (None, "Token Tom", 3, 2, 37)]);
}
