//! The messages of `locales/`: each language has all of them, each is used, and each that is used is there (ADR 40).

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, Pattern, PatternElement};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const OTHERS: [&str; 5] = ["es", "de", "fr", "ja", "ar"];
const TAGS: [&str; 10] =
    ["<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>", "<kbd>", "</kbd>", "<a>", "</a>"];

/// What a message takes, and the tags in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Shape {
    arguments: BTreeSet<String>,
    tags: BTreeSet<String>,
}

fn files_under(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut paths = vec![Path::new(ROOT).join(folder)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(&path).expect("it is here").map(|entry| entry.expect("one").path()));
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("readable")
}

/// Keys with their shapes, by file name.
fn messages_of(language: &str) -> BTreeMap<String, BTreeMap<String, Shape>> {
    let files = files_under(&format!("locales/{language}"), &[".ftl"]);
    let named = files.iter().map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), path));
    named.map(|(name, path)| (name, messages_in(path))).collect()
}

fn messages_in(path: &Path) -> BTreeMap<String, Shape> {
    let parsed = fluent_syntax::parser::parse(read(path))
        .unwrap_or_else(|(_, errors)| panic!("{} has mistakes: {errors:?}", path.display()));
    let mut messages = BTreeMap::new();
    for entry in parsed.body {
        if let Entry::Message(ast::Message { id, value: Some(value), .. }) = entry {
            let mut shape = Shape::default();
            walk(&value, &mut shape);
            let again = messages.insert(id.name.clone(), shape);
            assert!(again.is_none(), "{} has {} twice", path.display(), id.name);
        }
    }
    messages
}

fn walk(pattern: &Pattern<String>, shape: &mut Shape) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                shape.tags.extend(value.split('<').skip(1).map(|rest| match rest.split_once('>') {
                    Some((tag, _)) => format!("<{tag}>"),
                    None => format!("<{rest}"),
                }));
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                walk_inline(selector, shape);
                variants.iter().for_each(|variant| walk(&variant.value, shape));
            }
            PatternElement::Placeable { expression: Expression::Inline(inline) } => walk_inline(inline, shape),
        }
    }
}

fn walk_inline(inline: &InlineExpression<String>, shape: &mut Shape) {
    if let InlineExpression::VariableReference { id } = inline {
        shape.arguments.insert(id.name.clone());
    }
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let english = messages_of("en");
    for language in OTHERS {
        let other = messages_of(language);
        let names = |of: &BTreeMap<String, _>| of.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&other), names(&english), "files of {language}");
        for (file, messages) in &english {
            let mine: BTreeSet<_> = messages.keys().collect();
            let its: BTreeSet<_> = other[file].keys().collect();
            let missing: Vec<_> = mine.difference(&its).collect();
            let besides: Vec<_> = its.difference(&mine).collect();
            assert!(
                missing.is_empty() && besides.is_empty(),
                "{language}/{file} lacks {missing:?} and has besides {besides:?}"
            );
            for (key, shape) in messages {
                assert_eq!(&other[file][key], shape, "{key} in {language}/{file}");
            }
        }
    }
}

#[test]
fn a_key_stands_in_one_file_and_begins_with_its_area() {
    let mut seen = BTreeSet::new();
    for (file, messages) in messages_of("en") {
        for (key, shape) in messages {
            assert!(key.contains('-') && key == key.to_ascii_lowercase(), "{key} in {file}");
            assert!(seen.insert(key.clone()), "{key} stands in two files");
            let odd: Vec<_> = shape.tags.iter().filter(|tag| !TAGS.contains(&tag.as_str())).collect();
            assert!(odd.is_empty(), "{key} has {odd:?}");
        }
    }
}

/// Everything that may say something, as text.
fn sources() -> Vec<(PathBuf, String)> {
    let rust = files_under("src", &[".rs"]);
    let templates = files_under("templates", &[".html"]);
    let scripts =
        files_under("static/src", &[".ts"]).into_iter().filter(|path| !path.to_string_lossy().ends_with(".test.ts"));
    let all = rust.into_iter().chain(templates).chain(scripts);
    all.map(|path| (path.clone(), read(&path))).collect()
}

/// What follows each `mark` up to the next `end`.
fn between<'a>(text: &'a str, mark: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).filter_map(move |rest| rest.split_once(end).map(|(found, _)| found))
}

#[test]
fn every_message_that_is_said_exists() {
    let known: BTreeSet<_> = messages_of("en").into_values().flat_map(BTreeMap::into_keys).collect();
    // scripts have types for it
    for (path, text) in sources().into_iter().filter(|(path, _)| !path.to_string_lossy().ends_with(".ts")) {
        for key in between(&text, "say(\"", '"') {
            assert!(known.contains(key), "{} says {key}, which locales/en lacks", path.display());
        }
    }
}

#[test]
fn every_problem_and_every_refusal_has_its_message() {
    let known: BTreeSet<_> = messages_of("en").into_values().flat_map(BTreeMap::into_keys).collect();
    let refusals = read(&Path::new(ROOT).join("src/http/error/refusal.rs"));
    let refusals: Vec<_> = between(&refusals, "\"refusal-", '"').map(|name| format!("refusal-{name}")).collect();
    assert!(refusals.len() > 5, "{refusals:?}");
    let problems = cobroker::http::error::Kind::ALL.iter().map(|kind| kind.slug);
    let problems = problems.flat_map(|slug| [format!("problem-{slug}"), format!("problem-{slug}-text")]);
    let missing: Vec<_> = refusals.into_iter().chain(problems).filter(|key| !known.contains(key)).collect();
    assert!(missing.is_empty(), "locales/en lacks {missing:?}");
}

#[test]
fn no_message_is_left_over() {
    let sources = sources();
    let quoted = |key: &str| sources.iter().any(|(_, text)| text.contains(&format!("\"{key}\"")));
    let beginnings: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| {
            let scripts = text.split('`').filter_map(|piece| piece.split_once("${").map(|(start, _)| start));
            let rust =
                between(text, "format!(\"", '"').filter_map(|piece| piece.split_once('{').map(|(start, _)| start));
            scripts.chain(rust).collect::<Vec<_>>()
        })
        .filter(|start| start.ends_with('-') && start.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .collect();
    let keys = messages_of("en").into_values().flat_map(BTreeMap::into_keys);
    let unused: Vec<_> =
        keys.filter(|key| !quoted(key) && !beginnings.iter().any(|start| key.starts_with(start))).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Templates with English of their own, and why.
const ENGLISH: &[(&str, &str)] = &[
    ("pages/docs.html", "the description of the API is English"),
    ("pages/customer/", "the demo company's website plays somebody else's"),
    ("partials/demo_layout.html", "the demo company's website plays somebody else's"),
    ("partials/ui.html", "its texts are given to it; what looks like one are attributes"),
];

/// Names that are the same everywhere.
const NAMES: [&str; 4] = ["cobroker", "UTC", "Zoom", "code"];

/// What a reader would see of a template: texts and the attributes that are read out.
fn shown(template: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = template;
    for (open, close) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}")] {
        text.clear();
        while let Some((before, after)) = rest.split_once(open) {
            text.push_str(before);
            text.push('\u{1}');
            rest = after.split_once(close).map_or("", |(_, after)| after);
        }
        text.push_str(rest);
        rest = Box::leak(text.clone().into_boxed_str());
    }
    let outside = rest.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, said)| said.to_owned());
    let read_out =
        ["title=\"", "aria-label=\"", "placeholder=\"", "data-label=\"", "data-confirm=\"", "data-pending=\""];
    let attributes = read_out.iter().flat_map(|mark| between(rest, mark, '"')).map(str::to_owned);
    outside.chain(attributes).collect()
}

fn is_english(said: &str) -> bool {
    if said.starts_with("https://") {
        return false;
    }
    let words = said.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
    words.filter(|word| !NAMES.contains(word)).count() > 0
}

#[test]
fn templates_have_no_words_of_their_own() {
    for path in files_under("templates", &[".html"]) {
        let name = path
            .strip_prefix(Path::new(ROOT).join("templates"))
            .expect("it is in there")
            .to_string_lossy()
            .into_owned();
        let known = ENGLISH.iter().any(|(known, _)| name.starts_with(known));
        let template = read(&path);
        let template = template
            .split("<style>")
            .enumerate()
            .map(|(n, piece)| if n == 0 { piece } else { piece.split_once("</style>").map_or("", |(_, rest)| rest) })
            .collect::<String>();
        let own: Vec<_> = shown(&template).into_iter().filter(|said| is_english(said)).collect();
        assert!(known || own.is_empty(), "{name} says {own:?}, which locales/ does not have");
    }
}
