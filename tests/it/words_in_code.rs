//! Code says nothing of its own: words for people stand in `locales/` (ADR 40). Found are the strings of the scripts and
//! of the pages' handlers and views that look like words.

use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Files with English of their own, and why.
const ENGLISH: &[(&str, &str)] = &[
    ("static/src/pages/demo/", "the demo company's website plays somebody else's"),
    ("static/src/viewer/sanitise/corpus.ts", "attacks that the sanitiser is tried with"),
    ("static/src/viewer/sanitise/tags.ts", "names of HTML"),
    ("static/src/viewer/sanitise/names.ts", "names of HTML"),
    ("static/src/shared/drawing/styles.ts", "a style sheet"),
    ("src/http/pages/docs.rs", "the description of the API is English"),
    ("src/http/pages/views/samples/", "what people typed, for looking at pages"),
    ("src/http/pages/views/tests.rs", "tests"),
];

/// Strings that look like words and are none, and why.
const NO_WORDS: &[(&str, &str)] = &[
    ("Escape Enter Tab Home End Delete Digit Alt Alt+ Alt+1 PageUp PageDown", "keys of the keyboard"),
    ("ArrowUp ArrowDown ArrowLeft ArrowRight", "keys of the keyboard"),
    ("Red Orange Green Blue Violet Pink", "parts of keys of messages"),
    ("Notification BackCompat", "names of the browser's"),
    ("Edge Opera Firefox Chrome Safari Android Windows Linux", "what everybody calls them"),
    ("Edg/ OPR/ Firefox/ Chrome/ Safari/", "marks in a browser's name"),
];
const NO_SENTENCES: &[(&str, &str)] = &[
    ("Exception in mutation", "what rrweb writes into the log"),
    ("Mac OS X", "a mark in a browser's name"),
    ("allow-scripts allow-same-origin", "an attribute"),
];

/// Where a string is for programs, or for whoever reads the log.
const FOR_PROGRAMS: [&str; 12] = [
    "Error(",
    "console.",
    ".expect(",
    "tracing::",
    "debug_struct(",
    "#[",
    "querySelector",
    ".closest(",
    ".matches(",
    "className",
    "make(",
    "panic!(",
];

/// A string of a file, with the line it stands in.
#[derive(Debug, PartialEq, Eq)]
struct Literal {
    number: usize,
    line: String,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tongue {
    Rust,
    TypeScript,
}

/// Reads code as far as it takes to tell strings from comments, patterns and lifetimes.
struct Reader<'a> {
    code: &'a [u8],
    tongue: Tongue,
    at: usize,
    /// What stood before, blanks left out: a slash after a value divides.
    before: u8,
    found: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn literals(code: &str, tongue: Tongue) -> Vec<Literal> {
        let mut reader = Reader { code: code.as_bytes(), tongue, at: 0, before: b'(', found: vec![] };
        reader.read_code(None);
        let lines: Vec<&str> = code.lines().collect();
        let number = |at: usize| code.as_bytes()[..at].iter().filter(|b| **b == b'\n').count();
        let whole = |(at, text)| Literal { number: number(at) + 1, line: lines[number(at)].trim().to_owned(), text };
        reader.found.into_iter().map(whole).collect()
    }

    fn rest(&self) -> &[u8] {
        &self.code[self.at..]
    }

    fn skip_past(&mut self, end: &[u8]) {
        let found = self.rest().windows(end.len()).position(|piece| piece == end);
        self.at = found.map_or(self.code.len(), |place| self.at + place + end.len());
    }

    /// Up to the brace that closes a `${`, or to the end.
    fn read_code(&mut self, mut depth: Option<usize>) {
        while let Some(&byte) = self.code.get(self.at) {
            match byte {
                _ if self.rest().starts_with(b"//") => self.skip_past(b"\n"),
                _ if self.rest().starts_with(b"/*") => self.skip_past(b"*/"),
                b'"' => self.read_string(b'"'),
                b'\'' | b'`' if self.tongue == Tongue::TypeScript => self.read_string(byte),
                b'\'' => self.skip_letter(),
                b'/' if self.tongue == Tongue::TypeScript && b"(,=:[!&|?{};+\n".contains(&self.before) => {
                    self.skip_pattern()
                }
                b'}' if depth == Some(0) => return,
                other => {
                    depth = depth.map(|open| open + usize::from(other == b'{') - usize::from(other == b'}'));
                    if !other.is_ascii_whitespace() {
                        self.before = other;
                    }
                    self.at += 1;
                }
            }
        }
    }

    fn read_string(&mut self, quote: u8) {
        let begin = self.at;
        let mut text = vec![];
        self.at += 1;
        while let Some(&byte) = self.code.get(self.at).filter(|byte| **byte != quote) {
            if quote == b'`' && self.rest().starts_with(b"${") {
                self.at += 2;
                self.read_code(Some(0));
                text.push(1);
            } else if byte == b'\\' {
                self.at += 1;
            } else {
                text.push(byte);
            }
            self.at += 1;
        }
        self.at += 1;
        self.before = b'"';
        self.found.push((begin, String::from_utf8_lossy(&text).into_owned()));
    }

    /// `'a'`, `'\n'` and `'"'`; a lifetime has no second mark.
    fn skip_letter(&mut self) {
        let is_escaped = self.code.get(self.at + 1) == Some(&b'\\');
        let ascii_end = self.at + if is_escaped { 3 } else { 2 };
        self.at = if self.code.get(ascii_end) == Some(&b'\'') { ascii_end + 1 } else { self.at + 1 };
    }

    fn skip_pattern(&mut self) {
        let mut in_class = false;
        self.at += 1;
        while let Some(&byte) = self.code.get(self.at).filter(|byte| **byte != b'\n') {
            match byte {
                b'/' if !in_class => break,
                b'\\' => self.at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                _ => {}
            }
            self.at += 1;
        }
        self.at += 1;
        self.before = b'"';
    }
}

/// A capital at the beginning or a mark at the end makes a sentence or a label; so do words that are read out.
fn looks_like_words(Literal { text, line, .. }: &Literal) -> bool {
    const CODE: [char; 13] = ['[', ']', '<', '>', ';', '=', '#', '/', '@', '_', '&', '*', '%'];
    // what is put in may be anything
    let text = text.replace('\u{1}', " ");
    let text = without_holes(text.trim());
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).count();
    if words == 0 || text.contains(CODE) {
        return false;
    }
    let begins = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == ' ');
    let ends = text.ends_with(['.', '!', '?', '…']) && words > 1;
    let is_read_out = ["textContent", "aria-label", "title =", "placeholder", "announce(", "setText("]
        .iter()
        .any(|mark| line.contains(mark));
    begins || ends || (is_read_out && text.contains(' ') && words > 1)
}

/// Without the `{name}` of Rust.
fn without_holes(text: &str) -> String {
    text.split('{')
        .enumerate()
        .map(|(n, piece)| if n == 0 { piece } else { piece.split_once('}').map_or(piece, |(_, rest)| rest) })
        .collect()
}

fn is_known(literal: &Literal) -> bool {
    let is_word =
        NO_WORDS.iter().any(|(words, _)| words.split(' ').any(|word| word == literal.text.trim_end_matches('\u{1}')));
    let is_sentence = NO_SENTENCES.iter().any(|(sentence, _)| *sentence == literal.text);
    is_word || is_sentence || FOR_PROGRAMS.iter().any(|mark| literal.line.contains(mark))
}

fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut paths = vec![Path::new(ROOT).join(folder)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(std::fs::read_dir(&path).expect("it is here").map(|entry| entry.expect("one").path()));
        } else if path.to_string_lossy().ends_with(ending) && !path.to_string_lossy().ends_with(".test.ts") {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "{folder} has files");
    found.sort();
    found
}

/// What a file says, but for its own tests.
fn said_in(path: &Path, tongue: Tongue) -> Vec<String> {
    let code = std::fs::read_to_string(path).expect("readable");
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let literals = Reader::literals(code, tongue);
    let said = literals.iter().filter(|literal| looks_like_words(literal) && !is_known(literal));
    said.map(|literal| format!("line {}: {:?}", literal.number, literal.text)).collect()
}

fn assert_says_nothing(folder: &str, ending: &str, tongue: Tongue) {
    let mut faults = vec![];
    for path in files_under(folder, ending) {
        let name = path.strip_prefix(ROOT).expect("it is in there").to_string_lossy().into_owned();
        let said = said_in(&path, tongue);
        if !said.is_empty() && !ENGLISH.iter().any(|(known, _)| name.starts_with(known)) {
            faults.push(format!("{name}: {}", said.join(", ")));
        }
    }
    assert!(faults.is_empty(), "these say words that locales/ does not have:\n{}", faults.join("\n"));
}

#[test]
fn scripts_say_nothing_of_their_own() {
    for folder in ["static/src/pages", "static/src/desk", "static/src/viewer", "static/src/shared", "static/src/words"]
    {
        assert_says_nothing(folder, ".ts", Tongue::TypeScript);
    }
}

#[test]
fn pages_say_nothing_of_their_own() {
    assert_says_nothing("src/http/pages", ".rs", Tongue::Rust);
}

#[test]
fn the_list_of_english_files_names_files_that_are_there() {
    for (name, why) in ENGLISH {
        assert!(Path::new(ROOT).join(name).exists(), "{name} ({why}) is not there");
    }
}

#[test]
fn words_are_told_from_code() {
    let found = |code: &str, tongue| -> Vec<String> {
        let literals = Reader::literals(code, tongue).into_iter();
        literals.filter(|literal| looks_like_words(literal) && !is_known(literal)).map(|literal| literal.text).collect()
    };
    let script = r#"
        // "A comment is none."
        label.textContent = `Data of ${entry ? "Nested words" : `${n}`} here`;
        const said = on ? 'Press it again' : "no";
        if (/["'`]/.test(text) && key === "Escape") throw new Error("The page is broken.");
        a = b / c; title.textContent = "two words";
        make("p", "muted small-text");
        document.querySelector("Input, Textarea"); const path = "/Admin/x y"; say("desk-title");
    "#;
    let words = ["Nested words", "Data of \u{1} here", "Press it again", "two words"];
    assert_eq!(found(script, Tongue::TypeScript), words);
    let rust = r#"
        fn f<'a>(c: char) -> &'a str { if c == '"' { "Choose a role." } else { "sites-title" } }
        let x = format!("{shown} is not an origin.");
        let y = row.expect("Every row has one");
        let other = '\''; const REFUSAL: &str = "Webhooks are for admins";
    "#;
    let words = ["Choose a role.", "{shown} is not an origin.", "Webhooks are for admins"];
    assert_eq!(found(rust, Tongue::Rust), words);
}
