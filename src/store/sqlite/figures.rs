//! Counting for the figures: one pass over an index for sessions, one for agents, each in one statement.

use super::rows::{Columns, all, millis};
use crate::domain::SiteId;
use crate::domain::figures::{Fate, Fates, SLOT_SECONDS, Slot, Spread};
use crate::store::{AgentLoad, Counts, FiguresAsk, Result};
use chrono::TimeDelta;
use rusqlite::{Connection, Row, params};

/// SQLite numbers `$n` as they appear, so they appear in order.
///
/// `seen` is made once and counted in five ways. `joined` is the first agent who was in; with `came` somebody had a seat.
const SESSIONS: &str = "
    WITH seen AS MATERIALIZED (
        SELECT s.created_at, s.site_id, s.state, s.end_reason, s.ended_at, s.pins_reported, s.outcome,
               (SELECT min(a.joined_at) FROM admissions AS a WHERE a.session_id = s.id) AS joined,
               EXISTS (SELECT 1 FROM admissions AS a WHERE a.session_id = s.id) AS came
        FROM sessions AS s
        WHERE s.created_at >= $1 AND s.created_at < $2 AND ($3 IS NULL OR s.site_id = $3)
    ), told AS (
        SELECT *, CASE WHEN joined IS NOT NULL THEN 'helped'
                       WHEN state <> 'ended' THEN 'open'
                       WHEN came THEN 'declined'
                       WHEN pins_reported > 0 THEN 'abandoned'
                       ELSE 'noPin' END AS fate
        FROM seen
    )
    SELECT 'slot' AS kind, created_at / $4 AS number, fate AS name, NULL AS site, count(*) AS n
        FROM told GROUP BY 2, 3
    UNION ALL SELECT 'site', NULL, fate, site_id, count(*) FROM told GROUP BY 3, 4
    UNION ALL SELECT 'end', NULL, end_reason, NULL, count(*) FROM seen WHERE end_reason IS NOT NULL GROUP BY 3
    UNION ALL SELECT 'outcome', NULL, outcome, NULL, count(*) FROM seen WHERE outcome IS NOT NULL GROUP BY 3
    UNION ALL SELECT 'wait', max(joined - created_at, 0) / 1000, NULL, NULL, count(*)
        FROM seen WHERE joined IS NOT NULL GROUP BY 2
    UNION ALL SELECT 'length', max(ended_at - joined, 0) / 1000, NULL, NULL, count(*)
        FROM seen WHERE joined IS NOT NULL AND ended_at IS NOT NULL GROUP BY 2";

const AGENTS: &str = "
    WITH seat AS MATERIALIZED (
        SELECT coalesce(a.agent_id, 'named ' || a.agent_name) AS who, a.agent_id, a.agent_name, a.session_id,
               a.admitted_at AS came, max(coalesce(a.left_at, $1), a.admitted_at) AS went
        FROM admissions AS a
        WHERE a.admitted_at >= $2 AND a.admitted_at < $3
          AND ($4 IS NULL OR EXISTS (SELECT 1 FROM sessions AS s WHERE s.id = a.session_id AND s.site_id = $4))
    ), move AS (
        SELECT who, came AS at, 1 AS step FROM seat UNION ALL SELECT who, went, -1 FROM seat
    ), busy AS (
        SELECT who, sum(step) OVER (PARTITION BY who ORDER BY at, step) AS seats FROM move
    ), most AS (
        SELECT who, max(seats, 1) AS seats FROM (SELECT who, max(seats) AS seats FROM busy GROUP BY who)
    ), load AS (
        SELECT who, max(agent_id) AS agent_id, max(agent_name) AS agent_name,
               count(DISTINCT session_id) AS sessions, sum(went - came) AS seated
        FROM seat GROUP BY who
    )
    SELECT load.agent_id, coalesce(p.name, load.agent_name) AS name, load.sessions, load.seated, most.seats
    FROM load JOIN most USING (who) LEFT JOIN agents AS p ON p.id = load.agent_id
    ORDER BY load.sessions DESC, name, load.who";

pub(super) fn count(connection: &Connection, ask: &FiguresAsk) -> Result<Counts> {
    let site = ask.site.as_ref().map(SiteId::as_str);
    let (from, to) = (millis(ask.from), millis(ask.to));
    let groups = all(connection, SESSIONS, params![from, to, site, SLOT_SECONDS * 1000], group)?;
    let agents = all(connection, AGENTS, params![millis(ask.now), from, to, site], load)?;
    let mut counts = Counts { agents, ..Counts::default() };
    let (mut waits, mut lengths) = (Vec::new(), Vec::new());
    for group in groups {
        match group {
            Group::Slot(slot) => counts.slots.push(slot),
            Group::Site(site, fate, count) => of_site(&mut counts.sites, site).add(fate, count),
            Group::End(reason, count) => counts.ends.push((reason, count)),
            Group::Outcome(outcome, count) => counts.outcomes.push((outcome, count)),
            Group::Wait(seconds, count) => waits.push((seconds, count)),
            Group::Length(seconds, count) => lengths.push((seconds, count)),
        }
    }
    for named in [&mut counts.ends, &mut counts.outcomes] {
        named.sort_by(|(one, ones), (other, others)| others.cmp(ones).then(one.cmp(other)));
    }
    counts.sites.sort_by(|(one, _), (other, _)| (one.is_none(), one).cmp(&(other.is_none(), other)));
    Ok(Counts { waits: Spread::of(waits), lengths: Spread::of(lengths), ..counts })
}

fn of_site(sites: &mut Vec<(Option<SiteId>, Fates)>, site: Option<SiteId>) -> &mut Fates {
    let known = sites.iter().position(|(id, _)| *id == site);
    let at = known.unwrap_or_else(|| {
        sites.push((site, Fates::default()));
        sites.len() - 1
    });
    &mut sites[at].1
}

/// A line of the answer.
enum Group {
    Slot(Slot),
    Site(Option<SiteId>, Fate, u64),
    End(String, u64),
    Outcome(String, u64),
    Wait(u64, u64),
    Length(u64, u64),
}

fn group(row: &Row<'_>) -> Result<Group> {
    let columns = Columns::of("sessions", "number", row);
    let count = columns.get::<i64>("n")?.unsigned_abs();
    let number = || Ok::<_, crate::store::StoreError>(columns.get::<i64>("number")?.unsigned_abs());
    Ok(match columns.get::<String>("kind")?.as_str() {
        "slot" => {
            let seconds = columns.get::<i64>("number")?.saturating_mul(SLOT_SECONDS);
            let start = chrono::DateTime::from_timestamp(seconds, 0).ok_or_else(|| columns.corrupt("created_at"))?;
            Group::Slot(Slot { start, fate: columns.parse("name")?, count })
        }
        "site" => Group::Site(columns.parse_option("site")?, columns.parse("name")?, count),
        "end" => Group::End(columns.get("name")?, count),
        "outcome" => Group::Outcome(columns.get("name")?, count),
        "wait" => Group::Wait(number()?, count),
        _ => Group::Length(number()?, count),
    })
}

fn load(row: &Row<'_>) -> Result<AgentLoad> {
    let columns = Columns::of("admissions", "agent_id", row);
    let number = |column| Ok::<_, crate::store::StoreError>(columns.get::<i64>(column)?.unsigned_abs());
    Ok(AgentLoad {
        agent: columns.parse_option("agent_id")?,
        name: columns.get("name")?,
        sessions: number("sessions")?,
        most_seats: number("seats")?,
        seated: TimeDelta::milliseconds(columns.get("seated")?),
    })
}
