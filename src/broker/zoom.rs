//! Zoom's engine tells what happens in its sessions: kept, matched with ours, and done to ours, in one transaction.

use super::{Broker, Error, saved};
use crate::domain::presence::Party;
use crate::domain::role::{Action, Whose};
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::domain::zoom::effects::{Effect, effects};
use crate::domain::zoom::heard::{Heard, ZoomUser};
use crate::domain::zoom::matching::{Candidate, Holder, Match, MatchedBy, SKEW, choose};
use crate::domain::{EndReason, Event, Pin, Session, SessionId, Time, Windows, history};
use crate::identity::Caller;
use crate::store::{ReceivedEvent, ZoomAsk, ZoomChanges, ZoomLoaded, ZoomMatch, ZoomSession};
use chrono::TimeDelta;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ours that ended longer ago are none that Zoom speaks of: its last try comes after 85 minutes (Zoom reference §10.7).
const ENDED_LATELY: TimeDelta = TimeDelta::hours(2);

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It was heard before.
    Again,
    /// It is kept, and it is about one of ours.
    Matched,
    /// It is kept.
    Unmatched,
}

/// What a supervisor sees of Zoom: sessions, unmatched ones first, and events, the latest first.
#[derive(Debug, Clone)]
pub struct ZoomSeen {
    pub sessions: Vec<ZoomSession>,
    pub events: Vec<ReceivedEvent>,
    pub drifts: Vec<crate::store::KnownDrift>,
}

/// Where news come from, for the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Webhook,
    Rest,
    Hand,
}

impl Source {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "zoom_webhook",
            Self::Rest => "zoom_rest",
            Self::Hand => "zoom_by_hand",
        }
    }
}

/// Something new about a session of Zoom's.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub(super) zoom_id: String,
    pub(super) event: Option<ReceivedEvent>,
    pub(super) pin: Option<Pin>,
    /// Who is in it, as the REST API tells it.
    pub(super) users: Vec<ZoomUser>,
    /// Its start, likewise.
    pub(super) started_at: Option<Time>,
    /// REST says that it ended then.
    pub(super) ended_at: Option<Time>,
    /// Somebody says that it is this one of ours, and who that is.
    pub(super) by_hand: Option<(SessionId, Actor)>,
    /// One of ours that it may be.
    pub(super) about: Option<SessionId>,
    pub(super) source: Source,
}

impl News {
    pub(super) fn of(zoom_id: &str, source: Source) -> Self {
        Self {
            zoom_id: zoom_id.to_owned(),
            event: None,
            pin: None,
            users: Vec::new(),
            started_at: None,
            ended_at: None,
            by_hand: None,
            about: None,
            source,
        }
    }
}

impl Broker {
    /// Takes note of an event of Zoom's, with what it means for ours. `pin` is what an end tells.
    pub async fn zoom_event(&self, event: ReceivedEvent, pin: Option<Pin>) -> Result<Told, Error> {
        let news = News { pin, event: Some(event.clone()), ..News::of(&event.zoom_id, Source::Webhook) };
        self.zoom_news(news).await
    }

    /// A supervisor says which of ours a session of Zoom's is.
    ///
    /// # Errors
    /// [`Error::NoSuchSession`] if there is no such session, here or there; [`Error::Forbidden`] for agents.
    pub async fn match_zoom(&self, caller: &Caller, zoom_id: &str, session: SessionId) -> Result<(), Error> {
        may_look(caller)?;
        self.0.store.zoom_session(zoom_id).await?.ok_or(Error::NoSuchSession)?;
        self.0.store.session(session).await?.ok_or(Error::NoSuchSession)?;
        let news =
            News { by_hand: Some((session, caller.actor())), about: Some(session), ..News::of(zoom_id, Source::Hand) };
        self.zoom_news(news).await.map(drop)
    }

    /// Everything a supervisor sees of Zoom.
    pub async fn see_zoom(&self, caller: &Caller, limit: u32) -> Result<ZoomSeen, Error> {
        may_look(caller)?;
        Ok(ZoomSeen {
            sessions: self.0.store.zoom_sessions(limit).await?,
            events: self.0.store.zoom_events(limit).await?,
            drifts: self.0.store.drifts(limit).await?,
        })
    }

    /// The sessions of Zoom's that one of ours is, first, and was.
    pub async fn zoom_sessions_of(&self, session: SessionId) -> Result<Vec<ZoomSession>, Error> {
        Ok(self.0.store.zoom_sessions_of(session).await?)
    }

    pub(super) async fn zoom_news(&self, news: News) -> Result<Told, Error> {
        let (now, windows) = (self.now(), self.windows());
        let ask = ZoomAsk {
            zoom_id: news.zoom_id.clone(),
            event: news.event.clone(),
            pin: news.pin.clone(),
            session: news.about,
            users: news.users.iter().map(|user| user.id.clone()).collect(),
            around: (windows.start + SKEW, SKEW),
            ended_after: now - ENDED_LATELY,
        };
        let matched = Arc::new(AtomicBool::new(false));
        let tell = matched.clone();
        let decide = move |loaded: ZoomLoaded| {
            let changes = digest(loaded, &news, now, &windows);
            let is_matched = changes.zoom.last().is_some_and(|zoom| zoom.matched.is_some());
            tell.store(is_matched, Ordering::Relaxed);
            changes
        };
        let Some(sessions) = self.0.store.change_zoom(ask, Box::new(decide)).await? else { return Ok(Told::Again) };
        self.tell(&sessions);
        Ok(if matched.load(Ordering::Relaxed) { Told::Matched } else { Told::Unmatched })
    }
}

pub(super) fn may_look(caller: &Caller) -> Result<(), Error> {
    if caller.role().may(Action::ListSessions(Whose::Anyones)) { Ok(()) } else { Err(Error::Forbidden) }
}

/// What the news mean: for Zoom's session, for the one of ours that it is, and for others that it turned out not to be.
fn digest(loaded: ZoomLoaded, news: &News, now: Time, windows: &Windows) -> ZoomChanges {
    if news.zoom_id.is_empty() {
        return ZoomChanges::default();
    }
    let known = loaded.zoom.clone().unwrap_or_else(|| ZoomSession::new(&news.zoom_id, now));
    let before = Heard::of(&loaded.before);
    let mut heard = Heard::of(&loaded.events);
    heard.started_at = heard.started_at.or(news.started_at).or(known.started_at);
    let customer = news.users.iter().find(|user| user.party != Some(Party::Agent));
    heard.first = heard.first.or(customer.cloned());
    let found = find(&heard, news, &loaded, windows);
    let matched = stronger(known.matched, found, now);

    let mut changes = ZoomChanges::default();
    let is_new = matched.map(|matched| matched.session) != known.matched.map(|matched| matched.session);
    if let Some(matched) = matched.filter(|_| is_new) {
        replace(&mut changes, &loaded, &known, matched, news, now);
    }
    let zoom = as_heard(known, &heard, news, matched, now);
    changes.zoom.push(zoom);
    let ours = matched.and_then(|matched| loaded.ours.iter().find(|session| session.id == matched.session));
    if let Some(session) = ours {
        let unknown = Heard::default();
        let mut effects = effects(if is_new { &unknown } else { &before }, &heard, session);
        effects.extend(news.ended_at.map(|_| (Event::End(EndReason::CustomerLost), Actor::System)));
        happen(&mut changes, session, effects, news, now, windows);
    }
    changes
}

fn find(heard: &Heard, news: &News, loaded: &ZoomLoaded, windows: &Windows) -> Option<Match> {
    if let Some((session, _)) = news.by_hand {
        return Some(Match { session, by: MatchedBy::Hand });
    }
    let holders: Vec<_> = loaded.holders.iter().filter_map(|other| Some((other.matched?, holder(other)?))).collect();
    let held_by = |id| holders.iter().find(|(matched, _)| matched.session == id).map(|(_, holder)| holder);
    let candidates: Vec<_> =
        loaded.ours.iter().map(|session| Candidate { session, holder: held_by(session.id) }).collect();
    choose(heard, news.pin.as_ref(), &candidates, windows)
}

fn holder(zoom: &ZoomSession) -> Option<Holder> {
    Some(Holder { started_at: zoom.started_at, by: zoom.matched?.by, over: zoom.ended_at.is_some() })
}

/// What is surer replaces what was known; nothing else does.
fn stronger(known: Option<ZoomMatch>, found: Option<Match>, now: Time) -> Option<ZoomMatch> {
    match (known, found) {
        (Some(known), Some(found)) if found.by <= known.by && found.by != MatchedBy::Hand => Some(known),
        (_, Some(found)) => Some(ZoomMatch { session: found.session, by: found.by, at: now }),
        (known, None) => known,
    }
}

/// Gives ours to this session of Zoom's: another one that it was loses it, and another one of ours loses this.
fn replace(
    changes: &mut ZoomChanges,
    loaded: &ZoomLoaded,
    known: &ZoomSession,
    matched: ZoomMatch,
    news: &News,
    now: Time,
) {
    let entry = |session, kind, zoom_id: &str, by: MatchedBy| {
        let data = json!({ "zoomSession": zoom_id, "by": by.as_str(), "source": news.source.as_str() });
        let actor = news.by_hand.map_or(Actor::System, |(_, actor)| actor);
        NewEntry { session: Some(session), at: now, kind, actor, data: object(data), ip: None }
    };
    for other in loaded.holders.iter().filter(|other| other.matched.is_some_and(|m| m.session == matched.session)) {
        changes.zoom.push(ZoomSession { matched: None, former: Some(matched.session), ..other.clone() });
    }
    if let Some(wrong) = known.matched {
        changes.entries.push(entry(wrong.session, Kind::ZoomUnmatched, &known.id, wrong.by));
    }
    changes.entries.push(entry(matched.session, Kind::ZoomMatched, &known.id, matched.by));
}

fn as_heard(known: ZoomSession, heard: &Heard, news: &News, matched: Option<ZoomMatch>, now: Time) -> ZoomSession {
    let end = heard.ended.as_ref();
    ZoomSession {
        heard_at: if news.source == Source::Hand { known.heard_at } else { now },
        started_at: heard.started_at.or(known.started_at),
        start_url: heard.start_url.clone().or(known.start_url),
        user: heard.first.clone().or(known.user),
        ended_at: end.map(|end| end.at).or(news.ended_at).or(known.ended_at),
        end_reason: end.and_then(|end| end.reason.clone()).or(known.end_reason),
        former: if matched.is_some() { None } else { known.former },
        matched,
        id: known.id,
    }
}

/// Does to `session` what Zoom tells of it. What the session's rules refuse was known already, or comes too late.
fn happen(
    changes: &mut ZoomChanges,
    session: &Session,
    effects: Vec<Effect>,
    news: &News,
    now: Time,
    windows: &Windows,
) {
    let mut current = session.settled(now, windows);
    let mut entries = history::of_change(session, &current, Actor::System, now);
    for (event, actor) in effects {
        let Ok(after) = current.apply(event, now, windows) else { continue };
        let told = history::of_change(&current, &after, actor, now).into_iter();
        entries.extend(told.map(|mut entry| {
            entry.data.insert("source".into(), news.source.as_str().into());
            entry
        }));
        current = after;
    }
    if current != *session {
        changes.sessions.push(saved(current, windows));
        changes.entries.extend(entries);
    }
}

fn object(data: Value) -> Map<String, Value> {
    match data {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}
