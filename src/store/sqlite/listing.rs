//! Finding sessions for a list: only what was asked for becomes part of the statement.

use super::{admissions, rows, sessions};
use crate::domain::{Pin, Session};
use crate::store::{Result, SessionFilter, StoredState};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// Sessions in one page at most.
const LONGEST_PAGE: u32 = 200;

pub(super) fn find(connection: &Connection, filter: &SessionFilter) -> Result<Vec<Session>> {
    let Question { conditions, mut values } = Question::of(filter);
    let limit = filter.limit.clamp(1, LONGEST_PAGE);
    values.push(Value::Integer(limit.into()));
    let sql = format!(
        "SELECT {} FROM sessions AS s {} {} ORDER BY s.id DESC LIMIT ${}",
        sessions::COLUMNS,
        if conditions.is_empty() { "" } else { "WHERE" },
        conditions.join(" AND "),
        values.len()
    );
    let found = rows::all(connection, &sql, params_from_iter(values), sessions::read)?;
    admissions::join(connection, found)
}

/// Conditions, and the values of their placeholders in order.
#[derive(Default)]
struct Question {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Question {
    fn of(filter: &SessionFilter) -> Self {
        let mut question = Self::default();
        question.states(&filter.states);
        if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            question.text(text);
        }
        if let Some(agent) = filter.agent {
            let agent = question.place(agent.to_string());
            question.add(format!("s.id IN (SELECT session_id FROM admissions WHERE agent_id = {agent})"));
        }
        if let Some(from) = filter.from {
            let from = question.place(rows::millis(from));
            question.add(format!("s.created_at >= {from}"));
        }
        if let Some(to) = filter.to {
            let to = question.place(rows::millis(to));
            question.add(format!("s.created_at < {to}"));
        }
        if let Some(before) = filter.before {
            let before = question.place(before.to_string());
            question.add(format!("s.id < {before}"));
        }
        question
    }

    fn states(&mut self, states: &[StoredState]) {
        if states.is_empty() {
            return;
        }
        if !states.contains(&StoredState::Ended) {
            // in these words, so that the index of live sessions is used
            self.add("s.state <> 'ended'".into());
        }
        let places: Vec<String> = states.iter().map(|state| self.place(state.as_str().to_owned())).collect();
        self.add(format!("s.state IN ({})", places.join(", ")));
    }

    fn text(&mut self, text: &str) {
        let part = self.place(format!("%{}%", escaped(&text.to_ascii_lowercase())));
        let mut one_of = vec![
            format!("lower(s.customer_name) LIKE {part} ESCAPE '\\'"),
            format!(
                "EXISTS (SELECT 1 FROM admissions AS a
                         WHERE a.session_id = s.id AND lower(a.agent_name) LIKE {part} ESCAPE '\\')"
            ),
        ];
        if let Ok(pin) = text.parse::<Pin>() {
            // an ended session holds none
            one_of.push(format!("s.pin = {}", self.place(pin.as_str().to_owned())));
        }
        self.add(format!("({})", one_of.join(" OR ")));
    }

    fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn add(&mut self, condition: String) {
        self.conditions.push(condition);
    }
}

/// `text` with no sign that means something to LIKE.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_has_no_wildcards() {
        assert_eq!(escaped(r"100%_\x"), r"100\%\_\\x");
    }
}
