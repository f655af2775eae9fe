//! People, their browsers and keys, and named values.

use super::samples::{Db, agent, api_key, insert_agent, note, web_session};
use crate::domain::session::samples::{NOON, seconds};
use crate::domain::{AgentId, DeviceId, Role, SecretHash, SkillTag};
use crate::random::SeededRandom;
use crate::store::{Agent, AgentChange, KnownDevice, PasswordLink, ProviderIdentity, StoreError, WebSession};
use chrono::TimeDelta;

async fn entries(store: &Db) -> usize {
    store.entries_after(0, 1_000).await.expect("the database answers").len()
}

fn skills() -> Vec<SkillTag> {
    SkillTag::list("billing, home insurance").expect("two tags")
}

async fn sign_in(store: &Db, seed: u64, agent: AgentId) -> WebSession {
    let session = web_session(seed, agent);
    store.insert_web_session(session.clone(), note()).await.expect("a new browser is signed in");
    session
}

pub(crate) async fn a_person_reads_back(store: Db) {
    let full = Agent {
        role: Role::Admin,
        disabled_at: Some(NOON + seconds(1)),
        last_seen_at: Some(NOON + seconds(2)),
        skills: skills(),
        ..agent(1, "Ada@example.com")
    };
    store.insert_agent(full.clone(), note()).await.unwrap();
    assert_eq!(store.agent(full.id).await.unwrap(), Some(full.clone()));
    assert_eq!(store.agent_by_login("aDA@EXAMPLE.com").await.unwrap(), Some(full));
    assert_eq!(store.agent(agent(2, "x").id).await.unwrap(), None);
    assert_eq!(store.agent_by_login("nobody").await.unwrap(), None);
    assert_eq!(entries(&store).await, 1);
}

pub(crate) async fn a_login_is_taken_whatever_its_case(store: Db) {
    insert_agent(&store, 1, "ada").await;
    let again = store.insert_agent(agent(2, "ADA"), note()).await;
    assert!(matches!(again, Err(StoreError::Taken)), "{again:?}");
    assert_eq!(entries(&store).await, 1, "what did not happen is not in the trail");
}

pub(crate) async fn people_are_listed_by_name(store: Db) {
    for (seed, login) in [(1, "carol"), (2, "Alice"), (3, "bob")] {
        insert_agent(&store, seed, login).await;
    }
    let logins: Vec<_> = store.agents().await.unwrap().into_iter().map(|agent| agent.login).collect();
    assert_eq!(logins, ["Alice", "bob", "carol"]);
}

pub(crate) async fn changes_end_the_web_sessions_they_should(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let grace = insert_agent(&store, 2, "grace").await;
    sign_in(&store, 99, grace.id).await;
    let kept = web_session(1, ada.id).id;
    let hash = || "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$new".to_owned();
    let cases = [
        (AgentChange::Disable(NOON), vec![]),
        (AgentChange::Enable, vec![1, 2]),
        (AgentChange::Skills(skills()), vec![1, 2]),
        (AgentChange::Role(Role::Supervisor), vec![]),
        (AgentChange::Password { hash: hash(), keep: Some(kept) }, vec![1]),
        (AgentChange::Password { hash: hash(), keep: None }, vec![]),
    ];
    for (change, left) in cases {
        for seed in [1, 2] {
            // where it was left over from the case before it is there already
            let _ = store.insert_web_session(web_session(seed, ada.id), note()).await;
        }
        assert!(store.change_agent(ada.id, change.clone(), note()).await.unwrap());
        let mut ids: Vec<_> = store.web_sessions_of(ada.id).await.unwrap().into_iter().map(|found| found.id).collect();
        ids.sort();
        let mut expected: Vec<_> = left.into_iter().map(|seed| web_session(seed, ada.id).id).collect();
        expected.sort();
        assert_eq!(ids, expected, "{change:?}");
    }
    let ada = store.agent(ada.id).await.unwrap().unwrap();
    assert_eq!((ada.role, ada.disabled_at, ada.password), (Role::Supervisor, None, Some(hash())));
    assert_eq!(ada.skills, skills());
    assert_eq!(store.web_sessions_of(grace.id).await.unwrap().len(), 1, "other people's stay");
    assert_eq!(store.agent(grace.id).await.unwrap().unwrap().role, Role::Agent);
}

pub(crate) async fn a_change_of_nobody_is_false(store: Db) {
    assert!(!store.change_agent(agent(1, "ada").id, AgentChange::Enable, note()).await.unwrap());
    assert!(!store.delete_web_session(web_session(1, agent(1, "a").id).id, note()).await.unwrap());
    assert!(!store.revoke_api_key(api_key(1, agent(1, "a").id).id, NOON, note()).await.unwrap());
    assert_eq!(entries(&store).await, 0);
}

pub(crate) async fn a_web_session_lives_until_it_is_deleted(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let session = sign_in(&store, 1, ada.id).await;
    let (found, person) = store.web_session(session.token).await.unwrap().expect("it is there");
    assert_eq!(found, session);
    assert_eq!(person, Agent { last_seen_at: Some(NOON), ..ada });
    assert_eq!(store.web_session(SecretHash::of("another")).await.unwrap(), None);
    assert!(store.delete_web_session(session.id, note()).await.unwrap());
    assert_eq!(store.web_session(session.token).await.unwrap(), None);
    assert!(!store.delete_web_session(session.id, note()).await.unwrap());
    assert_eq!(entries(&store).await, 3, "added, in and out");
}

pub(crate) async fn a_token_is_taken_once(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let session = sign_in(&store, 1, ada.id).await;
    let other = WebSession { token: session.token, ..web_session(2, ada.id) };
    assert!(matches!(store.insert_web_session(other, note()).await, Err(StoreError::Taken)));
    let nobodys = web_session(3, agent(9, "nobody").id);
    assert!(matches!(store.insert_web_session(nobodys, note()).await, Err(StoreError::Failed(_))));
}

pub(crate) async fn a_touch_moves_forward_only(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let session = sign_in(&store, 1, ada.id).await;
    for (touch, expected) in [(20, 20), (10, 20), (30, 30)] {
        store.touch_web_session(session.id, NOON + seconds(touch)).await.unwrap();
        let (found, person) = store.web_session(session.token).await.unwrap().unwrap();
        assert_eq!((found.seen_at, person.last_seen_at), (NOON + seconds(expected), Some(NOON + seconds(expected))));
    }
}

pub(crate) async fn stale_web_sessions_go(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let (idle, expiring) = (sign_in(&store, 1, ada.id).await, sign_in(&store, 2, ada.id).await);
    store.touch_web_session(expiring.id, expiring.expires_at - seconds(1)).await.unwrap();
    let idle_end = idle.seen_at + TimeDelta::seconds(idle.idle_seconds);
    let stale = async |now| store.delete_stale_web_sessions(now).await.unwrap();
    assert_eq!(stale(idle_end - TimeDelta::milliseconds(1)).await, 0);
    assert_eq!(stale(idle_end).await, 1);
    assert_eq!(stale(expiring.expires_at - TimeDelta::milliseconds(1)).await, 0);
    assert_eq!(stale(expiring.expires_at).await, 1);
    assert!(store.web_sessions_of(ada.id).await.unwrap().is_empty());
}

pub(crate) async fn an_api_key_is_good_until_it_is_revoked(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let scopes = "sessions:read audit:read".parse().unwrap();
    let key = crate::store::ApiKey { scopes, expires_at: Some(NOON + seconds(90)), ..api_key(1, ada.id) };
    store.insert_api_key(key.clone(), note()).await.unwrap();
    assert_eq!(store.api_key(key.token).await.unwrap(), Some((key.clone(), ada.clone())));
    assert_eq!(store.api_key(SecretHash::of("another")).await.unwrap(), None);
    let again = crate::store::ApiKey { token: key.token, ..api_key(2, ada.id) };
    assert!(matches!(store.insert_api_key(again, note()).await, Err(StoreError::Taken)));

    for (used, known) in [(2, 2), (1, 2), (3, 3)] {
        store.touch_api_key(key.id, NOON + seconds(used)).await.unwrap();
        let found = store.api_key(key.token).await.unwrap().unwrap().0;
        assert_eq!(found, crate::store::ApiKey { last_used_at: Some(NOON + seconds(known)), ..key.clone() });
    }

    assert!(store.revoke_api_key(key.id, NOON + seconds(5), note()).await.unwrap());
    assert!(!store.revoke_api_key(key.id, NOON + seconds(6), note()).await.unwrap());
    assert_eq!(store.api_key(key.token).await.unwrap(), None);
    let used = Some(NOON + seconds(3));
    let revoked = crate::store::ApiKey { last_used_at: used, revoked_at: Some(NOON + seconds(5)), ..key };
    assert_eq!(store.api_keys().await.unwrap(), [(revoked, ada)]);
}

pub(crate) async fn an_identity_is_one_persons(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let grace = insert_agent(&store, 2, "grace").await;
    let identity = ProviderIdentity { issuer: "https://id.example".into(), subject: "4711".into() };
    let link = || AgentChange::Link(identity.clone(), Role::Supervisor);
    sign_in(&store, 1, ada.id).await;
    assert!(store.change_agent(ada.id, link(), note()).await.unwrap());
    assert!(store.web_sessions_of(ada.id).await.unwrap().is_empty());
    let linked = store.agent_by_identity(&identity).await.unwrap().expect("it is hers");
    assert_eq!((linked.id, linked.role, linked.identity), (ada.id, Role::Supervisor, Some(identity.clone())));
    let taken = store.change_agent(grace.id, link(), note()).await;
    assert!(matches!(taken, Err(StoreError::Taken)), "{taken:?}");
    let other = ProviderIdentity { issuer: "https://other.example".into(), ..identity.clone() };
    assert_eq!(store.agent_by_identity(&other).await.unwrap(), None);
    assert!(store.change_agent(ada.id, AgentChange::Unlink, note()).await.unwrap());
    assert_eq!(store.agent_by_identity(&identity).await.unwrap(), None);
    let vouched = Agent { password: None, identity: Some(identity.clone()), ..agent(3, "eve") };
    store.insert_agent(vouched.clone(), note()).await.unwrap();
    assert_eq!(store.agent_by_identity(&identity).await.unwrap(), Some(vouched));
}

pub(crate) async fn a_link_for_a_password_works_once(store: Db) {
    let ada = insert_agent(&store, 1, "ada").await;
    let link = |text: &str| PasswordLink { agent: ada.id, token: SecretHash::of(text), expires_at: NOON + seconds(60) };
    let by_link = |text: &str| AgentChange::PasswordByLink {
        hash: format!("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA${text}"),
        link: SecretHash::of(text),
    };
    store.put_password_link(link("old"), note()).await.unwrap();
    store.put_password_link(link("new"), note()).await.unwrap();
    assert_eq!(store.password_link(SecretHash::of("old")).await.unwrap(), None);
    assert_eq!(store.password_link(SecretHash::of("new")).await.unwrap(), Some((link("new"), ada.clone())));
    let id = DeviceId::new(NOON, &SeededRandom::new(1));
    let device = KnownDevice { id, agent: ada.id, token: SecretHash::of("device"), seen_at: NOON };
    store.put_known_device(device.clone()).await.unwrap();
    store.put_known_device(KnownDevice { seen_at: NOON + seconds(9), ..device.clone() }).await.unwrap();
    let (known, of) = store.known_device(device.token).await.unwrap().expect("it is known");
    assert_eq!((known.seen_at, of.id), (NOON + seconds(9), ada.id));
    assert!(!store.change_agent(ada.id, by_link("old"), note()).await.unwrap());
    assert!(store.change_agent(ada.id, by_link("new"), note()).await.unwrap());
    assert!(!store.change_agent(ada.id, by_link("new"), note()).await.unwrap());
    assert_eq!(store.known_device(device.token).await.unwrap(), None, "a new password, and no browser is known");
}

pub(crate) async fn a_sign_on_comes_back_once(store: Db) {
    let once = async |text: &str, now| {
        store.use_sign_on(SecretHash::of(text), NOON + seconds(now), NOON + seconds(now + 600)).await.unwrap()
    };
    assert!(once("one", 0).await);
    assert!(!once("one", 1).await);
    assert!(once("two", 1).await);
    assert!(!once("one", 599).await);
}

pub(crate) async fn a_setting_is_put_and_taken(store: Db) {
    assert_eq!(store.setting("key").await.unwrap(), None);
    store.put_setting("key", "one").await.unwrap();
    store.put_setting("key", "two").await.unwrap();
    assert_eq!(store.setting("key").await.unwrap().as_deref(), Some("two"));
    assert!(!store.take_setting("key", "one").await.unwrap());
    assert!(store.take_setting("key", "two").await.unwrap());
    assert_eq!(store.setting("key").await.unwrap(), None);
}

pub(crate) async fn a_probe_succeeds_until_it_is_closed(store: Db) {
    store.probe().await.unwrap();
    store.close().await;
    assert!(matches!(store.probe().await, Err(StoreError::Unavailable(_))));
    assert!(matches!(store.setting("key").await, Err(StoreError::Unavailable(_))));
    store.close().await;
}
