//! What is held about one customer: found, handed out, erased.

use super::samples::{Db, apply, entry, happen, insert, insert_agent, joins, load, note, to_save};
use crate::domain::SavedViewId;
use crate::domain::presence::Party;
use crate::domain::session::samples::{NOON, admission, invite, seconds, waiting};
use crate::domain::session::{Customer, EndReason, Event, Session};
use crate::domain::site::samples::site;
use crate::random::SeededRandom;
use crate::store::audit::{Verdict, verify};
use crate::store::{Erasure, SavedView, SettingChange, Subject, ViewedList};

fn of(user_id: &str) -> Subject {
    Subject { site: None, user_id: user_id.into() }
}

fn kim(seed: u64, pin: &str) -> Session {
    let customer = Customer { user_id: "kim-4711".into(), name: "Kim Kanari".parse().unwrap(), identified: false };
    Session { customer, metadata: Some(r#"{"order":"kanari"}"#.into()), ..waiting(seed, pin) }
}

async fn ended(store: &Db, session: &Session) {
    apply(store, session.id, Event::End(EndReason::CustomerEnded), NOON + seconds(9)).await;
}

pub(crate) async fn a_customer_is_found_by_id_session_and_name(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    insert(&store, &kim(1, "100001")).await;
    insert(&store, &kim(2, "100002")).await;
    ended(&store, &kim(2, "100002")).await;
    // the same id at another place is somebody else
    insert(&store, &Session { site: Some(shop.id.clone()), ..kim(3, "100003") }).await;
    insert(&store, &waiting(4, "100004")).await;

    let found = store.subjects("kim-4711", 10).await.unwrap();
    assert_eq!(found.len(), 2);
    let here = found.iter().find(|held| held.subject.site.is_none()).unwrap();
    assert_eq!((here.sessions, here.live, here.name.as_str()), (2, 1, "Kim Kanari"));
    assert_eq!(store.subjects("kanari", 10).await.unwrap().len(), 2);
    assert_eq!(store.subjects("kanari", 1).await.unwrap().len(), 1);
    let by_session = store.subjects(&kim(3, "100003").id.to_string(), 10).await.unwrap();
    assert_eq!(by_session[0].subject.site, Some(shop.id));
    assert!(store.subjects("100%", 10).await.unwrap().is_empty());
}

pub(crate) async fn everything_held_is_handed_out_but_secrets(store: Db) {
    store.insert_session(to_save(&kim(1, "100001")), vec![entry(Some(kim(1, "100001").id))]).await.unwrap();
    happen(&store, kim(1, "100001").id, vec![joins(Party::Customer, "kim-4711", 1)], &["https://hook.example"]).await;
    assert!(store.subject(&of("nobody")).await.unwrap().is_none());
    let data = store.subject(&of("kim-4711")).await.unwrap().unwrap();
    assert_eq!((data.sessions.len(), data.live.len()), (1, 1));
    let rows = |name: &str| data.tables.iter().find(|(table, _)| *table == name).unwrap().1.clone();
    assert_eq!(rows("sessions")[0]["customer_name"], "Kim Kanari");
    assert_eq!((rows("joins").len(), rows("auditTrail").len()), (1, 1));
    let text = serde_json::to_string(&rows("sessions")).unwrap();
    assert!(!text.contains("100001") && !text.contains("token"), "{text}");
}

pub(crate) async fn what_agents_said_and_kept_about_a_customer_is_handed_out_and_goes(store: Db) {
    let (session, other) = (kim(1, "100001"), waiting(2, "100002"));
    let ada = insert_agent(&store, 1, "ada").await.id;
    for (seed, session) in [(1, &session), (2, &other)] {
        store.insert_session(to_save(session), vec![entry(Some(session.id))]).await.unwrap();
        apply(&store, session.id, Event::AgentAdmitted(admission(seed)), NOON).await;
        apply(&store, session.id, Event::AgentJoined(admission(seed).id), NOON).await;
    }
    apply(&store, session.id, Event::ColleagueInvited(invite(1, admission(1).id, 2)), NOON).await;
    for (seed, query) in [(1, "customer=kim-4711&sort=ended"), (2, "customer=kim-4711&site=shop"), (3, "sort=ended")] {
        let (id, name) = (SavedViewId::new(NOON, &SeededRandom::new(seed)), format!("View {seed}"));
        let view = SavedView { id, agent: ada, list: ViewedList::History, name, query: query.into(), created_at: NOON };
        store.put_view(view, note()).await.unwrap();
    }
    let data = store.subject(&of("kim-4711")).await.unwrap().unwrap();
    let rows = |name: &str| data.tables.iter().find(|(table, _)| *table == name).unwrap().1.clone();
    assert_eq!(rows("invites")[0]["said"], "About the roof");
    assert_eq!(rows("savedViews").iter().map(|view| view["name"].clone()).collect::<Vec<_>>(), ["View 1"]);
    assert_eq!((rows("events").len(), rows("admissions").len()), (1, 1));

    ended(&store, &session).await;
    assert_eq!(store.erase_subject(&of("kim-4711"), note()).await.unwrap(), Erasure::Done { sessions: 1 });
    let left = load(&store, session.id).await;
    assert_eq!((left.invites.len(), left.invites[0].text.clone()), (1, None), "that a colleague was asked stays");
    let kept = store.views_of(ada).await.unwrap();
    assert_eq!(kept.iter().map(|view| view.name.as_str()).collect::<Vec<_>>(), ["View 2", "View 3"]);
    assert_eq!(load(&store, other.id).await.customer, other.customer);
}

pub(crate) async fn a_customer_with_a_live_session_is_not_erased(store: Db) {
    insert(&store, &kim(1, "100001")).await;
    insert(&store, &kim(2, "100002")).await;
    ended(&store, &kim(2, "100002")).await;
    assert_eq!(store.erase_subject(&of("kim-4711"), note()).await.unwrap(), Erasure::Live(1));
    assert_eq!(load(&store, kim(2, "100002").id).await.customer, kim(2, "1").customer);
    assert!(store.entries_after(0, 9).await.unwrap().is_empty(), "nothing was done, nothing is said");
}

pub(crate) async fn an_erased_customer_is_nobody_and_others_stay(store: Db) {
    let shop = site("shop", &["https://shop.example"]);
    store.insert_site(shop.clone(), note()).await.unwrap();
    let elsewhere = Session { site: Some(shop.id), ..kim(2, "100002") };
    for session in [&kim(1, "100001"), &elsewhere, &waiting(3, "100003")] {
        insert(&store, session).await;
        ended(&store, session).await;
    }
    assert_eq!(store.erase_subject(&of("kim-4711"), note()).await.unwrap(), Erasure::Done { sessions: 1 });
    let forgotten = load(&store, kim(1, "100001").id).await;
    assert_eq!((forgotten.customer.user_id.as_str(), forgotten.customer.name.as_str()), ("erased", "Erased"));
    assert_eq!((forgotten.start_url, forgotten.metadata), (None, None));
    assert_eq!(load(&store, elsewhere.id).await.customer, elsewhere.customer);
    assert_eq!(load(&store, waiting(3, "1").id).await.customer, waiting(3, "1").customer);
    assert_eq!(store.erase_subject(&of("kim-4711"), note()).await.unwrap(), Erasure::Nobody);
    let said = store.entries_after(1, 9).await.unwrap();
    assert_eq!(said.len(), 1);
    assert!(said[0].data.contains(r#""sessions":1"#) && !said[0].data.contains("kim"));
    assert!(matches!(verify(&*store).await.unwrap(), Verdict::Whole { entries: 2, .. }));
}

pub(crate) async fn settings_change_with_their_entry(store: Db) {
    let change = |name: &str, was: Option<&str>, becomes: Option<&str>| SettingChange {
        name: format!("live.{name}"),
        was: was.map(str::to_owned),
        becomes: becomes.map(str::to_owned),
    };
    let both = vec![change("a", None, Some("1")), change("b", None, Some("2"))];
    assert!(store.change_settings(both.clone(), note()).await.unwrap());
    assert!(store.change_settings(vec![change("a", Some("1"), None)], note()).await.unwrap());
    // b is not any more as it was for whoever looked before
    for stale in [both, vec![change("a", None, Some("3")), change("b", Some("1"), None)]] {
        assert!(!store.change_settings(stale, note()).await.unwrap());
    }
    assert_eq!(store.setting("live.a").await.unwrap(), None);
    assert_eq!(store.setting("live.b").await.unwrap(), Some("2".into()));
    assert_eq!(store.last_entry().await.unwrap(), 2, "what changed nothing is no entry");
}

pub(crate) async fn what_is_to_be_forgotten_is_counted(store: Db) {
    for session in [kim(1, "100001"), kim(2, "100002"), waiting(3, "100003")] {
        insert(&store, &session).await;
    }
    ended(&store, &kim(1, "100001")).await;
    ended(&store, &kim(2, "100002")).await;
    let (before, after) = (NOON + seconds(9), NOON + seconds(10));
    assert_eq!(store.not_erased(before).await.unwrap(), 0);
    assert_eq!(store.not_erased(after).await.unwrap(), 2);
    while store.erase(after, before).await.unwrap() > 0 {}
    assert_eq!(store.not_erased(after).await.unwrap(), 0);
}
