//! The map of the rooms in `docs/architecture.md`, held against what each room uses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// These serve every room, and use none but each other.
const EVERYBODYS: [&str; 4] = ["clock", "engine_keys", "hex", "random"];

/// The rooms in the order of the arrows; those of a pair of braces together.
fn map() -> Vec<Vec<String>> {
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).expect("the page is here");
    let map = page.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the page has the map");
    let rooms = |step: &str| step.split(',').map(|room| room.trim_matches([' ', '\n', '{', '}']).to_owned()).collect();
    map.split("<-").map(rooms).collect()
}

/// The room's files, without those that only hold tests.
fn files_of(room: &str) -> Vec<PathBuf> {
    let mut files = vec![];
    let mut paths = vec![Path::new(ROOT).join("src").join(room), Path::new(ROOT).join(format!("src/{room}.rs"))];
    while let Some(path) = paths.pop() {
        let is_tests = path.file_stem().is_some_and(|name| name == "tests");
        if path.is_dir() && !is_tests {
            paths.extend(std::fs::read_dir(&path).expect("the source is here").map(|entry| entry.expect("one").path()));
        } else if path.extension().is_some_and(|kind| kind == "rs") && path.exists() && !is_tests {
            files.push(path);
        }
    }
    files
}

/// Rooms that a file names, but in its tests.
fn used_by(file: &Path) -> BTreeSet<String> {
    let source = std::fs::read_to_string(file).expect("readable");
    let code = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let named = |line: &str| line.split("crate::").skip(1).map(first_word).collect::<Vec<_>>();
    code.flat_map(named).collect()
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

#[test]
fn the_map_names_every_room() {
    let mapped: BTreeSet<_> = map().into_iter().flatten().chain(EVERYBODYS.map(str::to_owned)).collect();
    let crate_doc = std::fs::read_to_string(Path::new(ROOT).join("src/lib.rs")).expect("readable");
    let rooms = crate_doc.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    assert_eq!(mapped, rooms.map(str::to_owned).collect());
    let page = std::fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).expect("the page is here");
    let drawn = page.split("```text\n").nth(1).and_then(|rest| rest.split("\n```").next()).expect("the map");
    assert!(drawn.lines().all(|line| crate_doc.contains(&format!("//! {line}\n"))), "src/lib.rs has another map");
}

#[test]
fn every_arrow_points_to_the_left() {
    let mut known: BTreeSet<String> = EVERYBODYS.map(str::to_owned).into();
    let steps = std::iter::once(EVERYBODYS.map(str::to_owned).to_vec()).chain(map());
    for step in steps {
        for room in &step {
            let files = files_of(room);
            assert!(!files.is_empty(), "there is no room {room}");
            for file in files {
                let mut used = used_by(&file);
                used.remove(room);
                let wrong: Vec<_> = used.difference(&known).collect();
                assert!(wrong.is_empty(), "{} uses {wrong:?}, which {room} may not know", file.display());
            }
        }
        known.extend(step);
    }
}
