//! What Zoom told, and which of ours it was about.

use super::rows::{Columns, all, execute, first, in_list, millis, millis_option};
use super::{sessions, timeline};
use crate::domain::timeline::NewEntry;
use crate::domain::zoom::drift::Drift;
use crate::domain::zoom::heard::{ZoomEvent, ZoomUser};
use crate::domain::{Session, SessionId, Time};
use crate::store::{
    KnownDrift, ReceivedEvent, Result, ZoomAsk, ZoomChanges, ZoomDecide, ZoomLoaded, ZoomMatch, ZoomSession,
};
use rusqlite::{Connection, Row, params, params_from_iter};

const SESSION: &str = "z.zoom_id, z.heard_at, z.started_at, z.start_url, z.user_id, z.user_name, z.ended_at, \
     z.end_reason, z.session_id, z.matched_by, z.matched_at, z.former_session_id";
const EVENT: &str = "e.id, e.event, e.zoom_id, e.connection_id, e.event_ts, e.received_at, e.user_id, e.user_name, \
     e.party, e.moment, e.start_url, e.reason";

/// More that began at about the same time than these are too many to guess among.
const MOST_LIKELY: usize = 200;

/// Keeps the event, lets `decide` look, saves. `None`: it was heard before.
pub(super) fn change(connection: &Connection, ask: &ZoomAsk, decide: ZoomDecide) -> Result<Option<sessions::Changed>> {
    let before = events_of(connection, &ask.zoom_id)?;
    if let Some(event) = &ask.event
        && !keep(connection, event)?
    {
        return Ok(None);
    }
    let loaded = load(connection, ask, before)?;
    let ours = loaded.ours.clone();
    let ZoomChanges { zoom, sessions, entries } = decide(loaded);
    for session in &zoom {
        save(connection, session)?;
    }
    let changed = sessions::save_all(connection, &ours, sessions)?;
    timeline::append(connection, &entries)?;
    Ok(Some(changed))
}

fn load(connection: &Connection, ask: &ZoomAsk, before: Vec<ZoomEvent>) -> Result<ZoomLoaded> {
    let zoom = by_id(connection, &ask.zoom_id)?;
    let events = match &ask.event {
        Some(_) => events_of(connection, &ask.zoom_id)?,
        None => before.clone(),
    };
    let ours = candidates(connection, ask, zoom.as_ref(), &events)?;
    let holders = holders(connection, &ours, &ask.zoom_id)?;
    Ok(ZoomLoaded { zoom, before, events, ours, holders })
}

/// Those of ours that it may be, each once, in the order of their ids.
fn candidates(
    connection: &Connection,
    ask: &ZoomAsk,
    zoom: Option<&ZoomSession>,
    events: &[ZoomEvent],
) -> Result<Vec<Session>> {
    let matched = zoom.and_then(|zoom| zoom.matched).map(|matched| matched.session);
    let mut ids: Vec<String> = matched.iter().chain(&ask.session).map(ToString::to_string).collect();
    let named = events.iter().filter_map(|event| Some(event.user.as_ref()?.id.as_str()));
    let users: Vec<&str> = named.chain(ask.users.iter().map(String::as_str)).collect();
    if !users.is_empty() {
        let (places, values) = in_list(1, &users);
        let sql = format!("SELECT id FROM sessions WHERE state <> 'ended' AND user_id IN ({places}) LIMIT 20");
        ids.extend(all(connection, &sql, params_from_iter(values), |row| Ok(row.get(0)?))?);
    }
    if let Some(pin) = &ask.pin {
        let sql = "SELECT id FROM sessions WHERE pin = $1 LIMIT 20";
        ids.extend(all(connection, sql, params![pin.as_str()], |row| Ok(row.get(0)?))?);
    }
    if let Some(start) = started(zoom, events) {
        ids.extend(around(connection, ask, start)?);
    }
    ids.sort_unstable();
    ids.dedup();
    let (places, values) = in_list(1, &ids);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("SELECT {} FROM sessions AS s WHERE s.id IN ({places}) ORDER BY s.id", sessions::COLUMNS);
    let found = all(connection, &sql, params_from_iter(values), sessions::read)?;
    sessions::whole(connection, found)
}

fn started(zoom: Option<&ZoomSession>, events: &[ZoomEvent]) -> Option<Time> {
    use crate::domain::zoom::heard::Heard;
    Heard::of(events).started_at.or_else(|| zoom?.started_at)
}

/// Ids begin with the time they were made, so the time is looked for by the primary key.
fn around(connection: &Connection, ask: &ZoomAsk, start: Time) -> Result<Vec<String>> {
    let id = |time: Time| {
        let millis = millis(time).max(0);
        format!("{:08x}-{:04x}", millis >> 16, millis & 0xffff)
    };
    let found = all(
        connection,
        "SELECT id FROM sessions WHERE id >= $1 AND id < $2 AND (state <> 'ended' OR ended_at > $3) LIMIT $4",
        params![id(start - ask.around.0), id(start + ask.around.1), millis(ask.ended_after), MOST_LIKELY as i64 + 1],
        |row| Ok(row.get(0)?),
    )?;
    Ok(if found.len() > MOST_LIKELY { Vec::new() } else { found })
}

fn holders(connection: &Connection, ours: &[Session], zoom_id: &str) -> Result<Vec<ZoomSession>> {
    if ours.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ours.iter().map(|session| session.id.to_string()).collect();
    let (places, values) = in_list(2, &ids);
    let sql = format!("SELECT {SESSION} FROM zoom_sessions AS z WHERE z.zoom_id <> $1 AND z.session_id IN ({places})");
    let values = std::iter::once(zoom_id.to_owned()).chain(values);
    all(connection, &sql, params_from_iter(values), read)
}

/// Whether it is new.
fn keep(connection: &Connection, event: &ReceivedEvent) -> Result<bool> {
    let user = event.user.as_ref();
    let kept = execute(
        connection,
        "INSERT INTO zoom_events (event, zoom_id, connection_id, event_ts, received_at, user_id, user_name, party,
             moment, start_url, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (event, zoom_id, connection_id, event_ts) DO NOTHING",
        params![
            event.name,
            event.zoom_id,
            event.connection,
            millis(event.at),
            millis(event.received_at),
            user.map(|user| &user.id),
            user.and_then(|user| user.name.as_ref()),
            user.and_then(|user| user.party).map(|party| party.as_str()),
            millis_option(event.moment),
            event.start_url,
            event.reason,
        ],
    )?;
    Ok(kept == 1)
}

fn save(connection: &Connection, session: &ZoomSession) -> Result<()> {
    let user = session.user.as_ref();
    let matched = session.matched;
    execute(
        connection,
        "INSERT INTO zoom_sessions (zoom_id, heard_at, started_at, start_url, user_id, user_name, ended_at, end_reason,
             session_id, matched_by, matched_at, former_session_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (zoom_id) DO UPDATE SET
             heard_at = excluded.heard_at, started_at = excluded.started_at, start_url = excluded.start_url,
             user_id = excluded.user_id, user_name = excluded.user_name, ended_at = excluded.ended_at,
             end_reason = excluded.end_reason, session_id = excluded.session_id, matched_by = excluded.matched_by,
             matched_at = excluded.matched_at, former_session_id = excluded.former_session_id, erased = 0",
        params![
            session.id,
            millis(session.heard_at),
            millis_option(session.started_at),
            session.start_url,
            user.map(|user| &user.id),
            user.and_then(|user| user.name.as_ref()),
            millis_option(session.ended_at),
            session.end_reason,
            matched.map(|matched| matched.session.to_string()),
            matched.map(|matched| matched.by.as_str()),
            matched.map(|matched| millis(matched.at)),
            session.former.map(|former| former.to_string()),
        ],
    )
    .map(|_| ())
}

fn read(row: &Row<'_>) -> Result<ZoomSession> {
    let columns = Columns::of("zoom_sessions", "zoom_id", row);
    let matched = match columns.parse_option("session_id")? {
        Some(session) => Some(ZoomMatch { session, by: columns.parse("matched_by")?, at: columns.time("matched_at")? }),
        None => None,
    };
    let name = columns.get("user_name")?;
    Ok(ZoomSession {
        id: columns.get("zoom_id")?,
        heard_at: columns.time("heard_at")?,
        started_at: columns.time_option("started_at")?,
        start_url: columns.get("start_url")?,
        user: columns.get::<Option<String>>("user_id")?.map(|id| ZoomUser { id, name, party: None }),
        ended_at: columns.time_option("ended_at")?,
        end_reason: columns.get("end_reason")?,
        matched,
        former: columns.parse_option("former_session_id")?,
    })
}

fn read_event(row: &Row<'_>) -> Result<ReceivedEvent> {
    let columns = Columns::of("zoom_events", "id", row);
    let (name, party) = (columns.get("user_name")?, columns.parse_option("party")?);
    Ok(ReceivedEvent {
        name: columns.get("event")?,
        zoom_id: columns.get("zoom_id")?,
        connection: columns.get("connection_id")?,
        at: columns.time("event_ts")?,
        received_at: columns.time("received_at")?,
        user: columns.get::<Option<String>>("user_id")?.map(|id| ZoomUser { id, name, party }),
        moment: columns.time_option("moment")?,
        start_url: columns.get("start_url")?,
        reason: columns.get("reason")?,
    })
}

pub(super) fn by_id(connection: &Connection, zoom_id: &str) -> Result<Option<ZoomSession>> {
    let sql = format!("SELECT {SESSION} FROM zoom_sessions AS z WHERE z.zoom_id = $1");
    first(connection, &sql, params![zoom_id], read)
}

/// In the order of their own times. The newest of them: who comes and goes without end cannot hide that it ended.
fn events_of(connection: &Connection, zoom_id: &str) -> Result<Vec<ZoomEvent>> {
    let sql = format!(
        "SELECT {EVENT} FROM zoom_events AS e WHERE e.zoom_id = $1 ORDER BY e.event_ts DESC, e.id DESC LIMIT 500"
    );
    let received = all(connection, &sql, params![zoom_id], read_event)?;
    Ok(received.iter().rev().filter_map(ReceivedEvent::known).collect())
}

/// Of the session that this one is there now.
pub(super) fn told(connection: &Connection, session: SessionId) -> Result<Vec<ZoomEvent>> {
    let sql = "SELECT zoom_id FROM zoom_sessions WHERE session_id = $1";
    let zoom_id = first(connection, sql, params![session.to_string()], |row| Ok(row.get::<_, String>(0)?))?;
    zoom_id.map_or_else(|| Ok(Vec::new()), |zoom_id| events_of(connection, &zoom_id))
}

/// The one that is it now, and those that were.
pub(super) fn of_session(connection: &Connection, session: SessionId) -> Result<Vec<ZoomSession>> {
    let sql = format!(
        "SELECT {SESSION} FROM zoom_sessions AS z WHERE z.session_id = $1 OR z.former_session_id = $1
         ORDER BY z.session_id IS NULL, z.heard_at DESC LIMIT 20"
    );
    all(connection, &sql, params![session.to_string()], read)
}

/// Unmatched ones first, then the latest.
pub(super) fn latest(connection: &Connection, limit: u32) -> Result<Vec<ZoomSession>> {
    let sql = format!(
        "SELECT {SESSION} FROM zoom_sessions AS z
         ORDER BY (z.session_id IS NULL AND z.former_session_id IS NULL) DESC, z.heard_at DESC LIMIT $1"
    );
    all(connection, &sql, params![limit], read)
}

/// The latest first.
pub(super) fn latest_events(connection: &Connection, limit: u32) -> Result<Vec<ReceivedEvent>> {
    let sql = format!("SELECT {EVENT} FROM zoom_events AS e ORDER BY e.id DESC LIMIT $1");
    all(connection, &sql, params![limit], read_event)
}

pub(super) fn unmatched(connection: &Connection) -> Result<u64> {
    let count = first(
        connection,
        "SELECT count(*) FROM zoom_sessions WHERE session_id IS NULL AND former_session_id IS NULL AND erased = 0",
        [],
        |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()),
    )?;
    Ok(count.unwrap_or_default())
}

/// Matches that the reconciler looks at: ours lives, or Zoom did not tell the end and it is not long ago.
pub(super) fn matches(connection: &Connection, heard_after: Time) -> Result<Vec<(Session, ZoomSession)>> {
    let sql = format!(
        "SELECT {SESSION} FROM zoom_sessions AS z JOIN sessions AS s ON s.id = z.session_id
         WHERE s.state <> 'ended' OR (z.ended_at IS NULL AND z.heard_at > $1)"
    );
    let zoom = all(connection, &sql, params![millis(heard_after)], read)?;
    let mut matches = Vec::with_capacity(zoom.len());
    for zoom in zoom {
        let Some(matched) = zoom.matched else { continue };
        if let Some(session) = sessions::by_id(connection, matched.session)? {
            matches.push((session, zoom));
        }
    }
    Ok(matches)
}

/// Opens a difference, if it is not open already.
pub(super) fn mark(connection: &Connection, drift: &Drift, at: Time, entries: &[NewEntry]) -> Result<()> {
    let (session, zoom) = key(drift);
    let marked = execute(
        connection,
        "INSERT INTO zoom_drifts (kind, session_id, zoom_id, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, session_id, zoom_id) WHERE over_at IS NULL DO NOTHING",
        params![drift.kind.as_str(), session, zoom, millis(at)],
    )?;
    if marked == 1 { timeline::append(connection, entries) } else { Ok(()) }
}

/// Closes it, if it is open.
pub(super) fn clear(connection: &Connection, drift: &Drift, at: Time, entries: &[NewEntry]) -> Result<()> {
    let (session, zoom) = key(drift);
    let cleared = execute(
        connection,
        "UPDATE zoom_drifts SET over_at = CASE WHEN since > $1 THEN since ELSE $1 END
         WHERE kind = $2 AND session_id = $3 AND zoom_id = $4 AND over_at IS NULL",
        params![millis(at), drift.kind.as_str(), session, zoom],
    )?;
    if cleared == 1 { timeline::append(connection, entries) } else { Ok(()) }
}

fn key(drift: &Drift) -> (String, &str) {
    (drift.session.map(|id| id.to_string()).unwrap_or_default(), drift.zoom.as_deref().unwrap_or_default())
}

/// Open ones first, then the latest.
pub(super) fn drifts(connection: &Connection, limit: u32) -> Result<Vec<KnownDrift>> {
    all(
        connection,
        "SELECT id, kind, session_id, zoom_id, since, over_at FROM zoom_drifts
         ORDER BY over_at IS NOT NULL, over_at DESC, since DESC LIMIT $1",
        params![limit],
        |row| {
            let columns = Columns::of("zoom_drifts", "id", row);
            let session = columns.get::<String>("session_id")?;
            let session = if session.is_empty() { None } else { Some(columns.parse::<SessionId>("session_id")?) };
            let zoom = Some(columns.get::<String>("zoom_id")?).filter(|id| !id.is_empty());
            let drift = Drift { kind: columns.parse("kind")?, session, zoom };
            Ok(KnownDrift { drift, since: columns.time("since")?, over_at: columns.time_option("over_at")? })
        },
    )
}

/// Forgets who was in sessions of Zoom's whose one of ours is about to be forgotten, and in those of which nothing was
/// heard since `before`; says how many rows changed.
pub(super) fn erase(connection: &Connection, before: Time, limit: u32) -> Result<usize> {
    let with_ours = erase_with_ours(connection, before, limit)?;
    let sessions = execute(
        connection,
        "UPDATE zoom_sessions SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
         WHERE zoom_id IN (SELECT zoom_id FROM zoom_sessions WHERE erased = 0 AND heard_at < $1 ORDER BY heard_at LIMIT $2)",
        params![millis(before), limit],
    )?;
    let events = execute(
        connection,
        "UPDATE zoom_events SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
         WHERE id IN (SELECT id FROM zoom_events WHERE erased = 0 AND received_at < $1 ORDER BY received_at LIMIT $2)",
        params![millis(before), limit],
    )?;
    Ok(with_ours + sessions + events)
}

fn erase_with_ours(connection: &Connection, before: Time, limit: u32) -> Result<usize> {
    let events = execute(
        connection,
        "UPDATE zoom_events SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
         WHERE erased = 0 AND zoom_id IN (
             SELECT zoom_id FROM zoom_sessions WHERE session_id IN (
                 SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
                 ORDER BY ended_at, id LIMIT $2))",
        params![millis(before), limit],
    )?;
    let sessions = execute(
        connection,
        "UPDATE zoom_sessions SET erased = 1, user_id = NULL, user_name = NULL, start_url = NULL
         WHERE erased = 0 AND session_id IN (
             SELECT id FROM sessions WHERE state = 'ended' AND erased = 0 AND ended_at < $1
             ORDER BY ended_at, id LIMIT $2)",
        params![millis(before), limit],
    )?;
    Ok(events + sessions)
}
