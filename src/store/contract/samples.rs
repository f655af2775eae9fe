//! Rows for tests, and the shortest way to save and change them.

use crate::domain::presence::{Happening, LeaveReason, Party, User};
use crate::domain::session::samples::NOON;
use crate::domain::session::samples::seconds;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::{
    AgentId, ApiKeyId, Event, Pin, Refused, Role, SecretHash, Session, SessionId, Time, WebSessionId, Windows,
};
use crate::domain::{JoinId, Scopes};
use crate::random::SeededRandom;
use crate::store::*;
use serde_json::{Map, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) type Db = Arc<dyn Store>;

pub(crate) fn to_save(session: &Session) -> SavedSession {
    SavedSession { deadline: session.deadline(&Windows::default()), session: session.clone() }
}

pub(crate) async fn insert(store: &Db, session: &Session) {
    store.insert_session(to_save(session), vec![]).await.expect("a new session is saved");
}

pub(crate) async fn load(store: &Db, id: SessionId) -> Session {
    store.session(id).await.expect("the database answers").expect("the session is there")
}

/// A decision that applies one event to the first session.
pub(crate) fn applying(event: Event, now: Time) -> Decide {
    applying_in(event, now, Windows::default())
}

pub(crate) fn applying_in(event: Event, now: Time, windows: Windows) -> Decide {
    Box::new(move |sessions| {
        let session = sessions.first().ok_or(Refused::NoSuchSession)?.apply(event, now, &windows)?;
        Ok(Changes { sessions: vec![to_save(&session)], ..Changes::default() })
    })
}

/// A decision that saves exactly this.
pub(crate) fn saving(session: &Session) -> Decide {
    let saved = to_save(session);
    Box::new(move |_| Ok(Changes { sessions: vec![saved], ..Changes::default() }))
}

/// Applies one event and gives back what was saved.
pub(crate) async fn apply(store: &Db, id: SessionId, event: Event, now: Time) -> Session {
    let changed = store.change(Which::Id(id), applying(event, now)).await.expect("the database answers");
    changed.expect("the event is allowed").pop().expect("one session was saved")
}

/// The sessions a decision would be about.
pub(crate) async fn seen_by_a_decision(store: &Db, which: Which) -> Vec<SessionId> {
    let (tell, told) = std::sync::mpsc::channel();
    let decide: Decide = Box::new(move |sessions| {
        tell.send(sessions.iter().map(|session| session.id).collect()).expect("the test listens");
        Ok(Changes::default())
    });
    store.change(which, decide).await.expect("the database answers").expect("it refuses nothing");
    told.recv().expect("the decision was asked")
}

/// Saves the session as it is, with what happened in it; `endpoints` are told.
pub(crate) async fn happen(store: &Db, id: SessionId, happened: Vec<Happening>, endpoints: &[&str]) {
    let happenings = happened.into_iter().map(|happening| (id, happening)).collect();
    let presence = Presence { happenings, endpoints: endpoints.iter().map(|url| (*url).to_owned()).collect() };
    let decide: Decide = Box::new(move |sessions| {
        let session = sessions.first().ok_or(Refused::NoSuchSession)?;
        Ok(Changes { sessions: vec![to_save(session)], presence, ..Changes::default() })
    });
    store.change(Which::Id(id), decide).await.expect("the database answers").expect("it refuses nothing");
}

pub(crate) fn user(party: Party, id: &str) -> User {
    User { party, id: id.into(), name: format!("Name of {id}") }
}

/// With an id of its own, which sorts by the second.
pub(crate) fn joins(party: Party, id: &str, second: i64) -> Happening {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let at = NOON + seconds(second);
    let join = JoinId::new(at, &SeededRandom::new(SEED.fetch_add(1, Ordering::Relaxed)));
    Happening::Joined { join, user: user(party, id), at }
}

pub(crate) fn leaves(party: Party, id: &str, second: i64) -> Happening {
    Happening::Left { party, user_id: id.into(), at: NOON + seconds(second), reason: LeaveReason::Left }
}

pub(crate) fn entry(session: Option<SessionId>) -> NewEntry {
    NewEntry {
        session,
        at: NOON,
        kind: Kind::SessionCreated,
        actor: Actor::System,
        data: Map::from_iter([("number".to_owned(), json!(1))]),
        ip: Some("192.0.2.7".parse().expect("an address")),
    }
}

/// The class of entries that say something about people.
pub(crate) fn note() -> NewEntry {
    NewEntry { kind: Kind::PersonAdded, ..entry(None) }
}

pub(crate) fn pin(text: &str) -> Pin {
    text.parse().expect("a sample PIN is well-formed")
}

pub(crate) fn agent(seed: u64, login: &str) -> Agent {
    Agent {
        id: AgentId::new(NOON, &SeededRandom::new(seed)),
        login: login.into(),
        name: format!("Person {login}").parse().expect("a sample name is well-formed"),
        role: Role::Agent,
        password: Some(format!("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$hash{seed}")),
        skills: vec![],
        identity: None,
        language: None,
        created_at: NOON,
        disabled_at: None,
        last_seen_at: None,
    }
}

pub(crate) async fn insert_agent(store: &Db, seed: u64, login: &str) -> Agent {
    let agent = agent(seed, login);
    store.insert_agent(agent.clone(), note()).await.expect("a new person is saved");
    agent
}

pub(crate) fn web_session(seed: u64, agent: AgentId) -> WebSession {
    WebSession {
        id: WebSessionId::new(NOON, &SeededRandom::new(seed)),
        agent,
        token: SecretHash::of(&format!("cookie-{seed}")),
        created_at: NOON,
        seen_at: NOON,
        expires_at: NOON + chrono::TimeDelta::hours(12),
        idle_seconds: 3_600,
        user_agent: "Browser/1.0".into(),
        ip: Some("2001:db8::7".parse().expect("an address")),
        via: Via::Provider,
    }
}

pub(crate) fn api_key(seed: u64, agent: AgentId) -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(NOON, &SeededRandom::new(seed)),
        agent,
        name: format!("key {seed}"),
        token: SecretHash::of(&format!("key-{seed}")),
        scopes: Scopes::All,
        created_at: NOON,
        expires_at: None,
        last_used_at: None,
        revoked_at: None,
    }
}
