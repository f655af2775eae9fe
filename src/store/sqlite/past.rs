//! Ended sessions, page by page. Each order and each exact search has an index; what has none, a part of a name, is looked
//! for in so many rows and no more, and the page says where to go on: no request costs more than that, among a million.

use super::listing::escaped;
use super::rows::{all, in_list, millis};
use super::{admissions, sessions};
use crate::domain::{Session, SessionId, Time};
use crate::store::{HistoryFilter, HistoryMark, HistoryPage, HistorySort, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;

/// Rows that one page looks at.
pub(super) const BUDGET: usize = 50_000;
const LONGEST_PAGE: u32 = 500;

pub(super) fn page(connection: &Connection, filter: &HistoryFilter) -> Result<HistoryPage> {
    page_within(connection, filter, BUDGET)
}

pub(super) fn page_within(connection: &Connection, filter: &HistoryFilter, budget: usize) -> Result<HistoryPage> {
    let wanted = filter.limit.clamp(1, LONGEST_PAGE) as usize;
    let (sql, values) = statement(filter);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let (mut marks, mut scanned, mut last, mut more) = (Vec::<HistoryMark>::new(), 0, None, false);
    while let Some(row) = rows.next()? {
        if marks.len() == wanted || scanned == budget {
            more = true;
            break;
        }
        scanned += 1;
        let id: String = row.get(0)?;
        let mark = HistoryMark { key: row.get(1)?, id: id.parse().map_err(|_| rusqlite::Error::InvalidQuery)? };
        // somebody who came twice has two rows
        if row.get::<_, Option<bool>>(2)? == Some(true) && last != Some(mark) {
            marks.push(mark);
        }
        last = Some(mark);
    }
    drop(rows);
    let sessions = load(connection, &marks)?;
    Ok(HistoryPage { sessions, next: if more { last } else { None } })
}

/// The sessions, in the order of the marks.
fn load(connection: &Connection, marks: &[HistoryMark]) -> Result<Vec<Session>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = marks.iter().map(|mark| mark.id.to_string()).collect();
    let (places, values) = in_list(1, &ids);
    let sql = format!("SELECT {} FROM sessions AS s WHERE s.id IN ({places})", sessions::COLUMNS);
    let found = admissions::join(connection, all(connection, &sql, params_from_iter(values), sessions::read)?)?;
    let mut by_id: HashMap<SessionId, Session> = found.into_iter().map(|session| (session.id, session)).collect();
    Ok(marks.iter().filter_map(|mark| by_id.remove(&mark.id)).collect())
}

/// Gives id, key and whether the row is meant, in order.
pub(super) fn statement(filter: &HistoryFilter) -> (String, Vec<Value>) {
    let mut question = Question { path: vec!["s.state = 'ended'".into()], rest: Vec::new(), values: Vec::new() };
    let by_start = filter.sort == HistorySort::Started;
    let through_agent = by_start && filter.customer.is_none() && filter.agent.is_some();
    question.ways_in(filter, by_start, through_agent);
    question.place_in_order(filter);
    question.days(filter, by_start);
    if let Some(text) = &filter.text {
        question.text(text);
    }
    if !filter.reasons.is_empty() {
        let places: Vec<_> = filter.reasons.iter().map(|reason| question.place(reason.as_str().to_owned())).collect();
        question.rest.push(format!("s.end_reason IN ({})", places.join(", ")));
    }
    let source = match through_agent {
        true => "admissions AS a CROSS JOIN sessions AS s ON s.id = a.session_id",
        false => "sessions AS s",
    };
    let (direction, hit) = (if filter.ascending { "ASC" } else { "DESC" }, question.rest.join(" AND "));
    let order = match (through_agent, filter.sort) {
        (true, _) => format!("a.session_id {direction}"),
        (false, HistorySort::Started) => format!("s.id {direction}"),
        (false, sort) => format!("{} {direction}, s.id {direction}", key(sort)),
    };
    let sql = format!(
        "SELECT s.id, {}, {} FROM {source} WHERE {} ORDER BY {order}",
        key(filter.sort),
        if hit.is_empty() { "1" } else { &hit },
        question.path.join(" AND ")
    );
    (sql, question.values)
}

fn key(sort: HistorySort) -> &'static str {
    match sort {
        HistorySort::Started => "0",
        HistorySort::Ended => "s.ended_at",
        HistorySort::Length => "s.ended_at - s.created_at",
    }
}

#[derive(Default)]
struct Question {
    /// What an index answers.
    path: Vec<String>,
    /// What is looked at row by row.
    rest: Vec<String>,
    values: Vec<Value>,
}

impl Question {
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        // by its number: `$1` would be a name, and count where it is first seen
        format!("?{}", self.values.len())
    }

    fn ways_in(&mut self, filter: &HistoryFilter, by_start: bool, through_agent: bool) {
        if let Some(customer) = &filter.customer {
            let customer = self.place(customer.clone());
            self.path.push(format!("s.user_id = {customer}"));
        }
        if let Some(agent) = filter.agent {
            let agent = self.place(agent.to_string());
            if through_agent {
                self.path.push(format!("a.agent_id = {agent}"));
            } else {
                let was_in = format!(
                    "EXISTS (SELECT 1 FROM admissions AS a WHERE a.agent_id = {agent} AND a.session_id = s.id)"
                );
                self.rest.push(was_in);
            }
        }
        if let Some(ticket) = &filter.ticket {
            let ticket = self.place(ticket.clone());
            let indexed = by_start && filter.customer.is_none() && !through_agent && filter.site.is_none();
            match indexed {
                true => self.path.push(format!("s.ticket = {ticket}")),
                false => self.rest.push(format!("s.ticket IS {ticket}")),
            }
        }
        if let Some(outcome) = filter.outcome {
            let outcome = self.place(outcome.as_str().to_owned());
            self.rest.push(format!("s.outcome IS {outcome}"));
        }
        if let Some(site) = &filter.site {
            let site = self.place(site.as_str().to_owned());
            let indexed = by_start && filter.customer.is_none() && !through_agent;
            if indexed { &mut self.path } else { &mut self.rest }.push(format!("s.site_id = {site}"));
        }
    }

    /// After the mark.
    fn place_in_order(&mut self, filter: &HistoryFilter) {
        let Some(mark) = filter.after else { return };
        let beyond = if filter.ascending { ">" } else { "<" };
        let id = self.place(mark.id.to_string());
        let through_agent = filter.sort == HistorySort::Started && filter.customer.is_none() && filter.agent.is_some();
        let condition = match filter.sort {
            HistorySort::Started if through_agent => format!("a.session_id {beyond} {id}"),
            HistorySort::Started => format!("s.id {beyond} {id}"),
            sort => {
                let at = self.place(mark.key);
                format!("({}, s.id) {beyond} ({at}, {id})", key(sort))
            }
        };
        self.path.push(condition);
    }

    /// Ids sort by time, so that the days bound them, too.
    fn days(&mut self, filter: &HistoryFilter, by_start: bool) {
        for (time, sign) in [(filter.from, ">="), (filter.to, "<")] {
            let Some(time) = time else { continue };
            let at = self.place(millis(time));
            self.rest.push(format!("s.created_at {sign} {at}"));
            if by_start {
                let id = self.place(first_id_of(time));
                self.path.push(format!("s.id {sign} {id}"));
            }
        }
        if let (HistorySort::Ended, Some(from)) = (filter.sort, filter.from) {
            let from = self.place(millis(from));
            self.path.push(format!("s.ended_at >= {from}"));
        }
    }

    fn text(&mut self, text: &str) {
        let part = self.place(format!("%{}%", escaped(text)));
        self.rest.push(format!(
            "(s.customer_name LIKE {part} ESCAPE '\\' OR s.user_id LIKE {part} ESCAPE '\\'
              OR EXISTS (SELECT 1 FROM admissions AS n WHERE n.session_id = s.id AND n.agent_name LIKE {part} ESCAPE '\\'))"
        ));
    }
}

/// No id that was made at `time` or later sorts before it.
fn first_id_of(time: Time) -> String {
    let hex = format!("{:012x}", millis(time).max(0));
    format!("{}-{}-0000-0000-000000000000", &hex[..8], &hex[8..])
}
