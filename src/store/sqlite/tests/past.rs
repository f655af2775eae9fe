//! The history among many rows: indexes serve every order, and a search looks at so many rows and no more.

use super::Sqlite;
use crate::clock::{Clock, SystemClock};
use crate::domain::session::samples::NOON;
use crate::store::contract::Backend;
use crate::store::sqlite::past::{page_within, statement};
use crate::store::{HistoryFilter, HistorySort};
use rusqlite::{Connection, params_from_iter};

fn plan(connection: &Connection, filter: &HistoryFilter) -> String {
    let (sql, values) = statement(filter);
    let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("the statement is sound");
    let lines = explained.query_map(params_from_iter(values), |row| row.get::<_, String>("detail")).unwrap();
    lines.map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

/// Ended sessions, one a second.
fn fill(connection: &Connection, count: u32) {
    connection
        .execute_batch(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
             INSERT INTO sessions (id, version, user_id, customer_name, identified, customer_expected, state, ended_at,
                 end_reason, created_at, latest_end, customer_seen_at, pin_used, pins_reported, report_token, resume_kept)
             SELECT printf('%08x-%04x-7000-8000-%012x', (1795000000000 + i * 1000) >> 16, (1795000000000 + i * 1000) & 65535, i),
                 1, 'crm-' || (i % 5000), 'Customer ' || i, 1, 0, 'ended', 1795000000000 + i * 1000 + i * 7919 % 3600000,
                 'customer_ended', 1795000000000 + i * 1000, 1795000000000 + i * 1000, 1795000000000, 0, 0, zeroblob(32), 1
             FROM n;"
        ))
        .expect("rows go in");
}

#[test]
fn no_order_and_no_exact_search_sorts_or_scans() {
    let db = Sqlite::fresh();
    let raw = db.raw();
    fill(&raw, 2_000);
    raw.execute_batch("ANALYZE").unwrap();
    let after = Some(crate::store::HistoryMark { key: 5, id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap() });
    let agent = Some("01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap());
    for (sort, index) in [
        (HistorySort::Started, "sqlite_autoindex_sessions_1"),
        (HistorySort::Ended, "sessions_by_end"),
        (HistorySort::Length, "sessions_by_length"),
    ] {
        for ascending in [false, true] {
            for after in [None, after] {
                let filter =
                    HistoryFilter { sort, ascending, after, text: Some("x".into()), ..HistoryFilter::default() };
                let plan = plan(&raw, &filter);
                assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{filter:?}\n{plan}");
            }
        }
    }
    for (filter, index) in [
        (HistoryFilter { customer: Some("crm-1".into()), ..HistoryFilter::default() }, "sessions_of_customer"),
        (HistoryFilter { site: Some("shop".parse().unwrap()), ..HistoryFilter::default() }, "sessions_of_site"),
        (HistoryFilter { ticket: Some("HELP-42".into()), ..HistoryFilter::default() }, "sessions_of_ticket"),
        (HistoryFilter { agent, ..HistoryFilter::default() }, "admissions_agent"),
        (HistoryFilter { from: Some(NOON), ..HistoryFilter::default() }, "id>"),
    ] {
        let plan = plan(&raw, &filter);
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{filter:?}\n{plan}");
    }
}

#[test]
fn a_search_looks_at_so_many_rows_and_says_where_to_go_on() {
    let db = Sqlite::fresh();
    let raw = db.raw();
    fill(&raw, 100);
    let mut filter = HistoryFilter { text: Some("customer 7".into()), limit: 50, ..HistoryFilter::default() };
    let (mut found, mut rounds) = (Vec::new(), 0);
    loop {
        let page = page_within(&raw, &filter, 30).unwrap();
        rounds += 1;
        found.extend(page.sessions.into_iter().map(|session| session.customer.name.as_str().to_owned()));
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    assert_eq!(found.len(), 11, "7 and 70 to 79");
    assert_eq!(rounds, 4);
}

/// `cargo test --release a_million -- --ignored --nocapture` prints what pages of a million cost.
#[test]
#[ignore = "takes half a minute; a measurement"]
fn a_million_ended_sessions_do_not_hurt() {
    let db = Sqlite::fresh();
    let raw = db.raw();
    fill(&raw, 1_000_000);
    for (name, filter) in [
        ("newest", HistoryFilter::default()),
        ("longest", HistoryFilter { sort: HistorySort::Length, ..HistoryFilter::default() }),
        ("last ended", HistoryFilter { sort: HistorySort::Ended, ..HistoryFilter::default() }),
        ("one customer", HistoryFilter { customer: Some("crm-77".into()), ..HistoryFilter::default() }),
        ("part of a name", HistoryFilter { text: Some("er 99999".into()), ..HistoryFilter::default() }),
        ("a name that is not there", HistoryFilter { text: Some("nobody".into()), ..HistoryFilter::default() }),
    ] {
        let filter = HistoryFilter { limit: 50, ..filter };
        let started = SystemClock.now();
        let page = page_within(&raw, &filter, crate::store::sqlite::past::BUDGET).unwrap();
        println!("{name}: {}, {} rows", SystemClock.now() - started, page.sessions.len());
    }
}
