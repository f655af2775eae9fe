//! Every way to touch a small trail is found, or refused by the tables themselves.

use super::Sqlite;
use crate::domain::session::samples::starting;
use crate::store::Store;
use crate::store::audit::{Break, Verdict, verify};
use crate::store::contract::Backend;
use crate::store::contract::samples::entry;

/// Four entries: two of a session, two of none.
async fn trail() -> Sqlite {
    let sqlite = Sqlite::fresh();
    let session = Some(starting(1).id);
    sqlite.store.append(vec![entry(session), entry(None), entry(session), entry(None)]).await.unwrap();
    sqlite
}

/// What the verifier says after somebody with the file in hand did this.
async fn after(sql: &str) -> Verdict {
    let sqlite = trail().await;
    let raw = sqlite.raw();
    for trigger in ["timeline_numbers_grow", "timeline_keeps_rows", "timeline_keeps_values"] {
        raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    raw.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    raw.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    assert!(raw.changes() > 0, "{sql}");
    verify(&*sqlite.store).await.unwrap()
}

fn broken(seq: i64, why: Break) -> Verdict {
    Verdict::Broken { seq, why }
}

#[tokio::test]
async fn a_changed_field_is_found_at_its_entry() {
    let fields = [
        "session_id = NULL",
        "session_id = '01920000-0000-7000-8000-000000000000'",
        "session_id = 'nonsense'",
        "at = at + 1",
        "at = 9223372036854775807",
        "kind = 'session_ended'",
        "kind = kind || ' '",
        "actor_kind = 'customer'",
        "actor_id = '01920000-0000-7000-8000-000000000000'",
        "actor_id = 'nonsense'",
        "data = '{}'",
        "data = data || ' '",
        "hash = zeroblob(32)",
        "hash = x'00'",
    ];
    for field in fields {
        for seq in [1, 3] {
            assert_eq!(
                after(&format!("UPDATE timeline SET {field} WHERE seq = {seq}")).await,
                broken(seq, Break::Changed),
                "{field}"
            );
        }
    }
}

#[tokio::test]
async fn a_missing_moved_or_added_entry_is_found() {
    let cases = [
        ("DELETE FROM timeline WHERE seq = 1", broken(1, Break::Gap)),
        ("DELETE FROM timeline WHERE seq = 2", broken(2, Break::Gap)),
        ("UPDATE timeline SET seq = 9 WHERE seq = 4", broken(4, Break::Gap)),
        (
            "DELETE FROM timeline WHERE seq = 2; UPDATE timeline SET seq = seq - 1 WHERE seq > 2",
            broken(2, Break::Changed),
        ),
        (
            "INSERT INTO timeline SELECT 5, session_id, at, kind, actor_kind, actor_id, data, ip, hash FROM timeline WHERE seq = 4",
            broken(5, Break::Changed),
        ),
    ];
    for (sql, expected) in cases {
        assert_eq!(after(sql).await, expected, "{sql}");
    }
}

#[tokio::test]
async fn a_trail_that_was_cut_off_misses_its_head() {
    assert_eq!(after("DELETE FROM timeline WHERE seq = 4").await, broken(4, Break::Head));
    assert_eq!(after("DELETE FROM timeline").await, broken(1, Break::Head));
    assert_eq!(after("DELETE FROM settings WHERE name = 'audit_head'").await, broken(1, Break::Head));
    assert_eq!(after("UPDATE settings SET value = 'x' WHERE name = 'audit_head'").await, broken(4, Break::Head));
}

#[tokio::test]
async fn writing_on_does_not_hide_the_cut() {
    let sqlite = trail().await;
    sqlite.raw().execute_batch("DROP TRIGGER timeline_keeps_rows; DELETE FROM timeline WHERE seq >= 3").unwrap();
    sqlite.store.append(vec![entry(None)]).await.unwrap();
    assert_eq!(verify(&*sqlite.store).await.unwrap(), broken(3, Break::Gap));
}

#[tokio::test]
async fn an_address_may_be_shortened() {
    let sqlite = trail().await;
    sqlite.raw().execute_batch("UPDATE timeline SET ip = '192.0.2.0/24'").unwrap();
    assert!(matches!(verify(&*sqlite.store).await.unwrap(), Verdict::Whole { entries: 4, .. }));
}

#[tokio::test]
async fn the_tables_refuse_to_forget() {
    let sqlite = trail().await;
    for sql in [
        "DELETE FROM timeline WHERE seq = 4",
        "UPDATE timeline SET data = '{}' WHERE seq = 4",
        "UPDATE timeline SET hash = zeroblob(32)",
        "UPDATE timeline SET rowid = 9 WHERE seq = 4",
        "REPLACE INTO timeline SELECT seq, session_id, at, kind, actor_kind, actor_id, '{}', ip, hash FROM timeline WHERE seq = 4",
    ] {
        assert!(sqlite.raw().execute_batch(sql).is_err(), "{sql}");
    }
    assert!(matches!(verify(&*sqlite.store).await.unwrap(), Verdict::Whole { entries: 4, .. }));
}
