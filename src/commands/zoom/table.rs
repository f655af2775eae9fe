//! Sessions as a person at the shell reads them.

use crate::domain::{Time, presence::Party, zoom};
use crate::zoom::{ApiSession, ApiUser};

/// One line each, the columns as wide as they have to be.
pub fn sessions(sessions: &[ApiSession]) -> String {
    let head = ["STARTED", "ENDED", "PIN", "SESSION", "WHO"].map(str::to_owned);
    let rows = sessions.iter().map(|session| {
        let users: Vec<String> = session.users.iter().map(named).collect();
        [zoom::time(session.started_at), time(session.ended_at), pin(session), shown(&session.id), users.join(", ")]
    });
    columns(head, rows.collect())
}

/// The session, and a line for each joining.
pub fn session(session: &ApiSession, users: &[ApiUser]) -> String {
    let facts = [
        ("session", shown(&session.id)),
        ("started", zoom::time(session.started_at)),
        ("ended", time(session.ended_at)),
        ("PIN", pin(session)),
    ];
    let facts: String = facts.iter().map(|(name, value)| format!("{name:<9}{value}\n")).collect();
    let head = ["JOINED", "LEFT", "ROLE", "CONNECTION", "WHO"].map(str::to_owned);
    let rows = users.iter().map(|user| {
        let connection = user.connection_id.as_deref().map_or("-".to_owned(), shown);
        [time(user.joined_at), time(user.left_at), user.party.as_str().to_owned(), connection, shown(&user.name)]
    });
    format!("{facts}\n{}", columns(head, rows.collect()))
}

fn named(user: &ApiUser) -> String {
    match user.party {
        Party::Customer => shown(&user.name),
        Party::Agent => format!("{} (agent)", shown(&user.name)),
    }
}

fn pin(session: &ApiSession) -> String {
    session.pin.as_ref().map_or("-".to_owned(), |pin| pin.as_str().to_owned())
}

fn time(time: Option<Time>) -> String {
    time.map_or("-".to_owned(), zoom::time)
}

/// Somebody chose this text: nothing in it may move the cursor of a terminal or turn the direction of writing.
fn shown(text: &str) -> String {
    let harmless = |c: &char| {
        !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(harmless).collect()
}

fn columns<const N: usize>(head: [String; N], rows: Vec<[String; N]>) -> String {
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        format!("{}\n", cells.join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    fn user(name: &str, party: Party) -> ApiUser {
        let (connection_id, joined_at) = (Some("c1".into()), Some(NOON));
        ApiUser { connection_id, id: "7".into(), name: name.into(), party, joined_at, left_at: None }
    }

    fn one() -> ApiSession {
        let users = vec![user("Grace", Party::Customer), user("Ada", Party::Agent)];
        ApiSession { id: "abc==".into(), started_at: NOON, ended_at: None, pin: "482913".parse().ok(), users }
    }

    #[test]
    fn sessions_are_a_table_with_columns_below_each_other() {
        let ended = ApiSession { ended_at: Some(NOON + seconds(60)), pin: None, users: Vec::new(), ..one() };
        let table = sessions(&[one(), ended]);
        let [head, first, second] = &table.lines().collect::<Vec<_>>()[..] else { panic!("{table}") };
        let column = head.find("SESSION").unwrap();
        assert!(first[column..].starts_with("abc==") && second[column..].starts_with("abc=="), "{table}");
        assert!(first.ends_with("482913  abc==    Grace, Ada (agent)"), "{table}");
        assert!(second.contains(&zoom::time(NOON + seconds(60))), "{table}");
    }

    #[test]
    fn a_name_cannot_play_with_the_terminal() {
        let table = session(&one(), &[user("\u{1b}[2JGr\u{202e}ace\r\n", Party::Customer)]);
        assert!(table.ends_with("customer  c1          [2JGrace\n"), "{table:?}");
    }
}
