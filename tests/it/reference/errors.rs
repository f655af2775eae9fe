//! `docs/errors.md`: the problems from the table they are answered from, and every other number the code knows.

use super::keep_up_to_date;
use crate::support::TestApp;
use cobroker::http::error::{Cure, Kind};
use std::collections::BTreeSet;
use std::path::PathBuf;

const HEAD: &str = include_str!("errors-head.md");
const TAIL: &str = include_str!("errors-tail.md");

#[test]
fn the_error_reference_has_every_problem() {
    let problems: String = Cure::ALL.iter().map(entry).collect();
    keep_up_to_date("docs/errors.md", &format!("{HEAD}{problems}\n{TAIL}"));
}

fn entry(Cure { slug, when, cure }: &Cure) -> String {
    let kinds: Vec<_> = Kind::ALL.iter().filter(|kind| kind.slug == *slug).collect();
    let code = kinds.iter().find_map(|kind| kind.code).map(|code| format!(", code {code}")).unwrap_or_default();
    let shown: Vec<_> = kinds.iter().map(|kind| format!("{} “{}”", kind.status.as_u16(), kind.title)).collect();
    format!("\n### {slug}\n\n**{}**{code}\n\n**When:** {when}\n\n**Cure:** {cure}\n", shown.join(", "))
}

/// First cells of the table under a heading, as they are written.
fn first_cells(heading: &str) -> BTreeSet<String> {
    let section = TAIL
        .split("\n## ")
        .map(|section| section.trim_start_matches("## "))
        .find(|section| section.starts_with(heading))
        .expect("the heading is there");
    let rows = section.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| row.split('|').nth(1).unwrap_or_default().trim().to_owned()).collect()
}

fn source(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every number of four or five digits, or of three from 300 on, that stands where one of the marks is.
fn numbers(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let pieces = text.split(before).skip(1).filter_map(|rest| rest.split(after).next());
    pieces.map(str::trim).filter(|piece| piece.len() >= 3 && piece.parse::<u32>().is_ok()).map(str::to_owned).collect()
}

#[test]
fn every_number_of_the_customer_sdk_is_there() {
    assert_eq!(first_cells("Numbers of the customer SDK"), numbers(&source("static/src/sdk/errors.ts"), "\n", ": ["));
}

#[test]
fn every_number_of_the_agent_sdk_is_there() {
    assert_eq!(
        first_cells("Numbers of the agent SDK"),
        numbers(&source("static/src/agent-sdk/errors.ts"), "\n", ": \"")
    );
}

#[test]
fn every_number_of_the_rest_mirror_is_there() {
    let code = source("src/http/engine/rest/error.rs");
    let words =
        code.split("fn words").nth(1).and_then(|rest| rest.split("\n    }\n").next()).expect("the table of words");
    assert_eq!(first_cells("Numbers of the REST mirror"), numbers(&words.replace('\n', " "), ", ", ","));
}

#[test]
fn every_close_code_is_there() {
    let mut known = numbers(&source("src/relay/over.rs"), "=> ", ",");
    known.retain(|code| code.len() == 4);
    assert_eq!(first_cells("Close codes"), known);
}

/// The panel's own words are in one place; a sentence that changes there changes here.
#[test]
fn every_sentence_of_the_help_panel_is_one_it_says() {
    let words = source("static/src/embed/words/en.ts");
    for sentence in first_cells("Sentences of the help panel") {
        assert!(words.contains(&format!("\"{sentence}\"")), "the panel never says: {sentence}");
    }
}

#[tokio::test]
async fn the_type_of_a_problem_leads_to_its_page() {
    let app = TestApp::spawn().await;
    let problem = app.stranger().read("/api/nowhere").await.json();
    assert_eq!(problem["type"], "/problems/not-found");
    for cure in Cure::ALL {
        let answer = app.stranger().read(&format!("/problems/{}", cure.slug)).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (200, "text/html; charset=utf-8".into()),
            "{}",
            cure.slug
        );
        let when = cure.when.split(['`', '\'']).next().expect("a first part").to_owned();
        assert!(answer.text().contains(&when), "{}: {when}", cure.slug);
    }
    assert_eq!(app.stranger().read("/problems/none-of-ours").await.status, 404);
}
