//! A thousand random tamperings with the trail, by somebody who has the file and may write anything into it but a whole
//! new chain with a new head: each is found.

use super::Sqlite;
use super::raw_trail::{RawTrail, Row};
use crate::domain::Role;
use crate::domain::timeline::{Actor, Kind, NewEntry};
use crate::random::{Random, SeededRandom, SystemRandom, below, bytes};
use crate::store::Store;
use crate::store::audit::{Verdict, verify};
use crate::store::contract::Backend;
use serde_json::{Map, json};

const TAMPERINGS: usize = 1_000;
const ENTRIES: usize = 24;
/// Set it to the seed that a failure printed.
const SEED: &str = "TAMPER_SEED";

type Id = crate::domain::SessionId;

fn entries(random: &dyn Random) -> Vec<NewEntry> {
    let noon = crate::domain::session::samples::NOON;
    let (session, other) = (Id::new(noon, random), Id::new(noon, random));
    let person = Actor::Person(crate::domain::AgentId::new(noon, random), Role::Admin);
    let entry = |n: usize| NewEntry {
        session: [Some(session), Some(other), None][n % 3],
        at: noon + chrono::TimeDelta::milliseconds(n as i64 * 37),
        kind: Kind::ALL[n % Kind::ALL.len()],
        actor: [Actor::Customer, person, Actor::System, Actor::Stranger][n % 4],
        data: Map::from_iter([("number".to_owned(), json!(n)), ("text".to_owned(), json!("ä \"b\""))]),
        ip: n.is_multiple_of(2).then(|| "192.0.2.7".parse().expect("an address")),
    };
    (0..ENTRIES).map(entry).collect()
}

/// One thing done to the trail; it may happen to change nothing, and says what it was.
fn tamper(trail: &mut RawTrail, random: &dyn Random) -> &'static str {
    let some = |bound: usize| below(random, bound as u32) as usize;
    let (one, other) = (some(trail.rows.len()), some(trail.rows.len()));
    match some(14) {
        0..4 => return change_a_column(&mut trail.rows, one, random),
        4 => drop(trail.rows.remove(one)),
        5 => {
            trail.rows.remove(one);
            trail.renumber();
        }
        6 => {
            trail.rows.truncate(one);
            return "the tail cut off";
        }
        7 => {
            trail.swap_content(one, other);
            return "two entries swapped";
        }
        8 => {
            let (from, to) = (trail.rows[one].seq, trail.rows[other].seq);
            (trail.rows[one].seq, trail.rows[other].seq) = (to, from);
            return "two numbers swapped";
        }
        9 => {
            trail.rows.insert(one, trail.rows[other].clone());
            trail.renumber();
            return "an entry put in";
        }
        10 => {
            trail.append_with_a_good_hash();
            return "an entry added at the end, with a hash that follows";
        }
        11 => {
            change_a_column(&mut trail.rows, one, random);
            trail.rehash(one..one + 1);
            return "an entry changed, with a hash that follows";
        }
        12 => {
            change_a_column(&mut trail.rows, one, random);
            trail.rehash(one..trail.rows.len());
            return "an entry changed, and the chain written anew from there";
        }
        _ => return change_the_head(trail, random),
    }
    "an entry removed"
}

fn change_a_column(rows: &mut [Row], one: usize, random: &dyn Random) -> &'static str {
    let donor = rows[below(random, rows.len() as u32) as usize].clone();
    let id = Some(Id::new(crate::domain::session::samples::NOON, random).to_string());
    let row = &mut rows[one];
    match below(random, 18) {
        0 => row.seq += i64::from(below(random, 90)) - 45,
        1 => row.session = None,
        2 => row.session = id,
        3 => row.session = row.session.take().map(|text| text.to_uppercase()),
        4 => row.session = donor.session,
        5 => row.at += i64::from(below(random, 2_000)) - 1_000,
        6 => row.at = i64::from_le_bytes(bytes(random)),
        7 => row.kind = Kind::ALL[below(random, Kind::ALL.len() as u32) as usize].as_str().to_owned(),
        8 => flip_text(&mut row.kind, random),
        9 => row.actor_kind = donor.actor_kind,
        10 => flip_text(&mut row.actor_kind, random),
        11 => row.actor = id,
        12 => row.actor = donor.actor,
        13 => flip_text(&mut row.data, random),
        14 => row.data = format!("{} ", row.data),
        15 => row.data = donor.data,
        16 => row.hash[below(random, 32) as usize] ^= 1 << below(random, 8),
        _ => row.hash = donor.hash,
    }
    "a column changed"
}

/// Another sign in place of one.
fn flip_text(text: &mut String, random: &dyn Random) {
    let mut signs: Vec<char> = text.chars().collect();
    let at = below(random, signs.len() as u32) as usize;
    signs[at] = char::from(b'!' + below(random, 90) as u8);
    *text = signs.into_iter().collect();
}

fn change_the_head(trail: &mut RawTrail, random: &dyn Random) -> &'static str {
    let head = trail.head.clone().unwrap_or_default();
    let (number, hash) = head.split_once(' ').expect("a number and a hash");
    let fewer = below(random, ENTRIES as u32);
    trail.head = match below(random, 7) {
        0 => None,
        1 => Some(String::new()),
        2 => Some(format!("{fewer} {hash}")),
        3 => Some(format!("+{number} {hash}")),
        4 => Some(format!("0{number} {hash}")),
        5 => Some(format!("{number} {}", hash.to_uppercase())),
        _ => {
            let mut head = head.clone();
            flip_text(&mut head, random);
            Some(head)
        }
    };
    "the noted head changed"
}

#[tokio::test]
async fn a_thousand_random_tamperings_are_all_found() {
    let given = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| u64::from_le_bytes(bytes(&SystemRandom)));
    println!("{SEED}={seed}");
    let random = SeededRandom::new(seed);
    let sqlite = Sqlite::fresh();
    sqlite.store.append(entries(&random)).await.unwrap();
    let raw = RawTrail::unlocked(&sqlite);
    let written = RawTrail::read(&raw);
    assert!(
        matches!(verify(&*sqlite.store).await.unwrap(), Verdict::Whole { entries, .. } if entries == ENTRIES as u64)
    );

    let mut found = std::collections::BTreeMap::<_, usize>::new();
    while found.values().sum::<usize>() < TAMPERINGS {
        let mut trail = written.clone();
        let what = tamper(&mut trail, &random);
        if trail == written || !trail.can_be_written() {
            continue;
        }
        trail.write(&raw);
        let verdict = verify(&*sqlite.store).await.unwrap();
        assert!(matches!(verdict, Verdict::Broken { .. }), "{SEED}={seed}: {what} was not found: {trail:#?}");
        *found.entry(what).or_default() += 1;
    }
    println!("{found:#?}");
    written.write(&raw);
    assert!(matches!(verify(&*sqlite.store).await.unwrap(), Verdict::Whole { .. }), "untouched, it is whole again");
}
