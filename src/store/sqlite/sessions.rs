//! Sessions as rows: reading them with their admissions, and saving them.

use super::admissions;
use super::case_files;
use super::host_sites;
use super::invites;
use super::presence;
use super::rows::{Columns, all, execute, first, in_list, millis, millis_option};
use super::timeline;
use crate::domain::session::{HeldPin, ResumeToken, Shown};
use crate::domain::site::UsedAssertion;
use crate::domain::timeline::NewEntry;
use crate::domain::{Customer, Pin, Refused, Session, SessionId, SiteId, SkillTag, State};
use crate::store::{Changes, Decide, Result, SavedSession, StoreError, StoredState, Which};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

/// The columns [`read`] needs, of `sessions AS s`.
pub(super) const COLUMNS: &str = "s.id, s.version, s.user_id, s.customer_name, s.identified, s.customer_expected, s.state, \
     s.recovering_since, s.ended_at, s.end_reason, s.created_at, s.latest_end, s.customer_seen_at, s.pin, \
     s.pin_since, s.pin_used, s.pins_reported, s.custom_pin, s.report_token, s.resume_token, s.resume_shown, s.resume_kept, s.start_url, s.origin, \
     s.site_id, s.metadata, s.skill, s.ticket, s.outcome, s.rating, s.erased";

/// A session without its admissions and invites.
pub(super) fn read(row: &Row<'_>) -> Result<Session> {
    let columns = Columns::of("sessions", "id", row);
    Ok(Session {
        id: columns.parse("id")?,
        version: columns.get("version")?,
        customer: Customer {
            user_id: columns.get("user_id")?,
            name: columns.parse("customer_name")?,
            identified: columns.get("identified")?,
        },
        customer_expected: columns.get("customer_expected")?,
        state: state(&columns)?,
        created_at: columns.time("created_at")?,
        latest_end: columns.time("latest_end")?,
        customer_seen_at: columns.time("customer_seen_at")?,
        pin: held_pin(&columns)?,
        pins_reported: columns.get("pins_reported")?,
        custom_pin: columns.parse_option("custom_pin")?,
        admissions: Vec::new(),
        invites: Vec::new(),
        report_token: columns.hash("report_token")?,
        resume_token: resume_token(&columns)?,
        start_url: columns.get("start_url")?,
        origin: columns.get("origin")?,
        site: columns.parse_option("site_id")?,
        metadata: columns.get("metadata")?,
        skill: columns.parse_option("skill")?,
        case: case_files::of_session(&columns)?,
        forgotten: columns.get("erased")?,
    })
}

fn state(columns: &Columns<'_>) -> Result<State> {
    Ok(match columns.parse("state")? {
        StoredState::Starting => State::Starting,
        StoredState::Waiting => State::Waiting,
        StoredState::Active => State::Active,
        StoredState::Recovering => State::Recovering { since: columns.time("recovering_since")? },
        StoredState::Ended => State::Ended { at: columns.time("ended_at")?, reason: columns.parse("end_reason")? },
    })
}

fn held_pin(columns: &Columns<'_>) -> Result<Option<HeldPin>> {
    let Some(pin) = columns.parse_option("pin")? else { return Ok(None) };
    Ok(Some(HeldPin { pin, since: columns.time("pin_since")?, used: columns.get("pin_used")? }))
}

fn resume_token(columns: &Columns<'_>) -> Result<Option<ResumeToken>> {
    let Some(newest) = columns.hash_option("resume_token")? else { return Ok(None) };
    let shown = match (columns.get("resume_kept")?, columns.hash_option("resume_shown")?) {
        (true, _) => Shown::Spent,
        (false, Some(token)) => Shown::Token(token),
        (false, None) => Shown::Start,
    };
    Ok(Some(ResumeToken { newest, shown }))
}

/// The columns `resume_token`, `resume_shown` and `resume_kept`.
fn resume_columns(session: &Session) -> (Option<Vec<u8>>, Option<Vec<u8>>, bool) {
    let Some(ResumeToken { newest, shown }) = session.resume_token else { return (None, None, true) };
    let before = match shown {
        Shown::Token(token) => Some(token.as_bytes().to_vec()),
        Shown::Spent | Shown::Start => None,
    };
    (Some(newest.as_bytes().to_vec()), before, shown == Shown::Spent)
}

pub(super) fn by_id(connection: &Connection, id: SessionId) -> Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM sessions AS s WHERE s.id = $1");
    let found = first(connection, &sql, params![id.to_string()], read)?;
    Ok(whole(connection, Vec::from_iter(found))?.pop())
}

/// Sessions as decisions see them, with all that belongs to them.
pub(super) fn whole(connection: &Connection, found: Vec<Session>) -> Result<Vec<Session>> {
    invites::join(connection, admissions::join(connection, found)?)
}

/// The sessions a decision is about.
fn load(connection: &Connection, which: &Which) -> Result<Vec<Session>> {
    match which {
        Which::Id(id) => Ok(Vec::from_iter(by_id(connection, *id)?)),
        Which::HoldersOf(pin) => holders(connection, pin),
        Which::IdAndHoldersOf(id, pin) => {
            let others = holders(connection, pin)?.into_iter().filter(|other| other.id != *id);
            Ok(by_id(connection, *id)?.into_iter().chain(others).collect())
        }
        Which::Overdue { now, limit } => {
            let sql = format!(
                "SELECT {COLUMNS} FROM sessions AS s WHERE s.state <> 'ended' AND s.deadline <= $1
                 ORDER BY s.deadline LIMIT $2"
            );
            let found = all(connection, &sql, params![millis(*now), limit], read)?;
            whole(connection, found)
        }
    }
}

/// Whoever shows the PIN, and whoever agreed on it and has no PIN yet. Costs the same index look-ups whether somebody
/// holds the PIN or nobody does.
fn holders(connection: &Connection, pin: &Pin) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions AS s WHERE s.pin = $1
         UNION ALL
         SELECT {COLUMNS} FROM sessions AS s WHERE s.custom_pin = $1 AND s.pin IS NULL
         ORDER BY 1"
    );
    let found = all(connection, &sql, params![pin.as_str()], read)?;
    whole(connection, found)
}

/// What became of a change.
pub(super) struct Changed {
    /// With their new versions.
    pub(super) sessions: Vec<Session>,
    /// A PIN left its row; it is still in the log file.
    pub(super) forgot_pin: bool,
}

/// Loads, decides, saves. A refusal writes nothing.
pub(super) fn change(connection: &Connection, which: &Which, decide: Decide) -> Result<Result<Changed, Refused>> {
    let before = load(connection, which)?;
    let Changes { sessions, entries, presence } = match decide(before.clone()) {
        Ok(changes) => changes,
        Err(refused) => return Ok(Err(refused)),
    };
    let changed = save_all(connection, &before, sessions)?;
    presence::save(connection, &presence)?;
    timeline::append(connection, &entries)?;
    Ok(Ok(changed))
}

/// Saves sessions that were loaded as they stand in `before`.
pub(super) fn save_all(connection: &Connection, before: &[Session], sessions: Vec<SavedSession>) -> Result<Changed> {
    let mut changed = Changed { sessions: Vec::with_capacity(sessions.len()), forgot_pin: false };
    for saved in sessions {
        let known = before.iter().find(|session| session.id == saved.session.id);
        changed.forgot_pin |= known.is_some_and(|known| forgets_pin(known, &saved.session));
        changed.sessions.push(update(connection, known, saved)?);
    }
    Ok(changed)
}

fn forgets_pin(before: &Session, after: &Session) -> bool {
    let held = |session: &Session| session.pin.as_ref().map(|held| held.pin.clone());
    (before.pin.is_some() && held(before) != held(after))
        || (before.custom_pin.is_some() && before.custom_pin != after.custom_pin)
}

pub(super) fn insert(connection: &Connection, saved: &SavedSession, entries: &[NewEntry]) -> Result<()> {
    let session = &saved.session;
    let resume = resume_columns(session);
    execute(
        connection,
        "INSERT INTO sessions (id, version, user_id, customer_name, identified, customer_expected, state,
             recovering_since, ended_at, end_reason, created_at, latest_end, customer_seen_at, deadline, pin,
             pin_since, pin_used, pins_reported, custom_pin, report_token, resume_token, resume_shown, resume_kept,
             start_url, origin, metadata, site_id, skill)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
             $24, $25, $26, $27, $28)",
        params![
            session.id.to_string(),
            session.version,
            session.customer.user_id,
            session.customer.name.as_str(),
            session.customer.identified,
            session.customer_expected,
            StoredState::of(session).as_str(),
            recovering_since(session),
            ended(session).0,
            ended(session).1,
            millis(session.created_at),
            millis(session.latest_end),
            millis(session.customer_seen_at),
            millis_option(saved.deadline),
            session.pin.as_ref().map(|held| held.pin.as_str()),
            session.pin.as_ref().map(|held| millis(held.since)),
            session.pin.as_ref().is_some_and(|held| held.used),
            session.pins_reported,
            session.custom_pin.as_ref().map(Pin::as_str),
            session.report_token.as_bytes(),
            resume.0,
            resume.1,
            resume.2,
            session.start_url,
            session.origin,
            session.metadata,
            session.site.as_ref().map(SiteId::as_str),
            session.skill.as_ref().map(SkillTag::as_str),
        ],
    )?;
    admissions::save(connection, session, None)?;
    invites::save(connection, session, None)?;
    timeline::append(connection, entries)
}

/// As [`insert`], if the assertion was not used before; `false` says it was, and nothing is written.
pub(super) fn insert_identified(
    connection: &Connection,
    saved: &SavedSession,
    entries: &[NewEntry],
    used: &UsedAssertion,
) -> Result<bool> {
    let first = host_sites::use_assertion(connection, used, saved.session.created_at)?;
    if first {
        insert(connection, saved, entries)?;
    }
    Ok(first)
}

/// Saves what may change in a session; who started it and when stays. `before` is what was loaded.
fn update(connection: &Connection, before: Option<&Session>, saved: SavedSession) -> Result<Session> {
    let SavedSession { mut session, deadline } = saved;
    let resume = resume_columns(&session);
    let version = first(
        connection,
        "UPDATE sessions
         SET version = version + 1, customer_name = $1, identified = $2, state = $3, recovering_since = $4,
             ended_at = $5, end_reason = $6, latest_end = $7, customer_seen_at = $8, deadline = $9, pin = $10,
             pin_since = $11, pin_used = $12, pins_reported = $13, custom_pin = $14, report_token = $15,
             resume_token = $16, resume_shown = $17, resume_kept = $18, start_url = $19, user_id = $20,
             customer_expected = $21, origin = $22, site_id = $23
         WHERE id = $24 AND version = $25
         RETURNING version",
        params![
            session.customer.name.as_str(),
            session.customer.identified,
            StoredState::of(&session).as_str(),
            recovering_since(&session),
            ended(&session).0,
            ended(&session).1,
            millis(session.latest_end),
            millis(session.customer_seen_at),
            millis_option(deadline),
            session.pin.as_ref().map(|held| held.pin.as_str()),
            session.pin.as_ref().map(|held| millis(held.since)),
            session.pin.as_ref().is_some_and(|held| held.used),
            session.pins_reported,
            session.custom_pin.as_ref().map(Pin::as_str),
            session.report_token.as_bytes(),
            resume.0,
            resume.1,
            resume.2,
            session.start_url,
            session.customer.user_id,
            session.customer_expected,
            session.origin,
            session.site.as_ref().map(SiteId::as_str),
            session.id.to_string(),
            session.version,
        ],
        |row| Ok(row.get(0)?),
    )?;
    let stale = || StoreError::Failed(format!("session {} has no version {} to follow", session.id, session.version));
    let version = version.ok_or_else(stale)?;
    admissions::save(connection, &session, before)?;
    invites::save(connection, &session, before)?;
    session.version = version;
    Ok(session)
}

fn recovering_since(session: &Session) -> Option<i64> {
    match session.state {
        State::Recovering { since } => Some(millis(since)),
        _ => None,
    }
}

fn ended(session: &Session) -> (Option<i64>, Option<&'static str>) {
    match session.state {
        State::Ended { at, reason } => (Some(millis(at)), Some(reason.as_str())),
        _ => (None, None),
    }
}

/// Sessions of these sites that wait, the longest wait first.
pub(super) fn waiting(connection: &Connection, sites: &[SiteId], limit: u32) -> Result<Vec<Session>> {
    if sites.is_empty() {
        return Ok(Vec::new());
    }
    let (places, mut values) =
        in_list(1, &sites.iter().map(|id| Value::Text(id.as_str().to_owned())).collect::<Vec<_>>());
    values.push(Value::Integer(limit.into()));
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions AS s WHERE s.state = 'waiting' AND s.site_id IN ({places})
         ORDER BY s.pin_since, s.id LIMIT ${}",
        values.len()
    );
    let found = all(connection, &sql, params_from_iter(values), read)?;
    admissions::join(connection, found)
}

pub(super) fn live(connection: &Connection) -> Result<u64> {
    let count = first(connection, "SELECT count(*) FROM sessions WHERE state <> 'ended'", [], |row| {
        Ok(row.get::<_, i64>(0)?.unsigned_abs())
    })?;
    Ok(count.unwrap_or_default())
}

/// PINs to ask about in one statement.
const PINS_AT_ONCE: usize = 256;

pub(super) fn contested(connection: &Connection, pins: &[Pin]) -> Result<Vec<Pin>> {
    let mut contested = Vec::new();
    for some in pins.chunks(PINS_AT_ONCE) {
        let (places, values) = in_list(1, &some.iter().map(Pin::as_str).collect::<Vec<_>>());
        let sql = format!("SELECT pin FROM sessions WHERE pin IN ({places}) GROUP BY pin HAVING count(*) > 1");
        let found = all(connection, &sql, params_from_iter(values), |row| {
            // the PIN itself stays out of an error
            row.get::<_, String>(0)?.parse().map_err(|_| StoreError::Corrupt {
                table: "sessions",
                column: "pin",
                row: "with a contested PIN".into(),
            })
        })?;
        contested.extend(found);
    }
    Ok(contested)
}
