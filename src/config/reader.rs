//! Reads variables and gathers every complaint, so that they are argued about once.

use secrecy::{ExposeSecret, SecretString};
use std::cell::RefCell;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Looks variables up by name. An empty value counts as none.
pub struct Reader<'a> {
    lookup: &'a dyn Fn(&str) -> Option<String>,
    complaints: RefCell<Vec<String>>,
}

/// A secret with fewer characters is refused.
pub const SHORTEST_SECRET: usize = 16;
/// Parts of what documentation and samples write where a secret belongs, in lower case.
const SAMPLES: [&str; 9] =
    ["your_", "your-", "yoursdk", "changeme", "change-me", "change_me", "example", "placeholder", "secret_here"];

impl<'a> Reader<'a> {
    pub fn new(lookup: &'a dyn Fn(&str) -> Option<String>) -> Self {
        Self { lookup, complaints: RefCell::default() }
    }

    /// Notes that something is wrong. A sentence that names the variable, what was wanted and what came.
    pub fn complain(&self, sentence: impl Into<String>) {
        self.complaints.borrow_mut().push(sentence.into());
    }

    pub fn complaints(self) -> Vec<String> {
        self.complaints.into_inner()
    }

    pub fn text(&self, name: &str) -> Option<String> {
        (self.lookup)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// The first of several names of the same thing.
    pub fn first_text(&self, names: &[&str]) -> Option<String> {
        let values: Vec<_> = names.iter().filter_map(|name| self.text(name)).collect();
        values.into_iter().next()
    }

    /// `wanted` completes "must be …".
    pub fn parse<T: FromStr>(&self, name: &str, wanted: &str) -> Option<T> {
        self.text(name).and_then(|given| self.parsed(name, wanted, &given))
    }

    /// Several, separated by commas; `wanted` describes one.
    pub fn list<T: FromStr>(&self, name: &str, wanted: &str) -> Vec<T> {
        let given = self.text(name).unwrap_or_default();
        let items = given.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.filter_map(|item| self.parsed(name, &format!("a list, separated by commas, of {wanted}"), item)).collect()
    }

    pub fn number<T>(&self, name: &str, range: RangeInclusive<T>, default: T) -> T
    where
        T: FromStr + PartialOrd + Display + Copy,
    {
        let wanted = format!("{} to {}", range.start(), range.end());
        match self.parse(name, &wanted) {
            Some(number) if range.contains(&number) => number,
            Some(number) => {
                self.complain(format!("{name} must be {wanted}, not {number}."));
                default
            }
            None => default,
        }
    }

    pub fn flag(&self, name: &str, default: bool) -> bool {
        match self.text(name).map(|given| given.to_ascii_lowercase()).as_deref() {
            None => default,
            Some("true" | "yes" | "on" | "1") => true,
            Some("false" | "no" | "off" | "0") => false,
            Some(other) => {
                self.complain(format!("{name} must be true or false, not {}.", shortened(other)));
                default
            }
        }
    }

    /// A secret under the first of `names` that is set, given itself or, with `_FILE` after the name, as the path of a
    /// file that holds it.
    pub fn secret(&self, names: &[&str]) -> Option<SecretString> {
        let found: Vec<_> = names.iter().filter_map(|name| self.one_secret(name)).collect();
        found.into_iter().next()
    }

    fn one_secret(&self, name: &str) -> Option<SecretString> {
        let in_file = format!("{name}_FILE");
        let (given, secret) = match (self.text(name), self.text(&in_file)) {
            (None, None) => return None,
            (Some(_), Some(_)) => {
                self.complain(format!("{name} and {in_file} are both set; set one of them."));
                return None;
            }
            (Some(secret), None) => (name.to_owned(), secret),
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(content) => (in_file, content.trim().to_owned()),
                Err(error) => {
                    self.complain(format!(
                        "{in_file} must name a file that can be read; {}: {error}.",
                        shortened(&path)
                    ));
                    return None;
                }
            },
        };
        if let Some(flaw) = flaw(&secret) {
            // never the value itself: it may be a real one with a slip of the hand
            self.complain(format!("{given} must be a secret of at least {SHORTEST_SECRET} characters, not {flaw}."));
        }
        Some(SecretString::from(secret))
    }

    fn parsed<T: FromStr>(&self, name: &str, wanted: &str, given: &str) -> Option<T> {
        given.parse().map_err(|_| self.complain(format!("{name} must be {wanted}, not {}.", shortened(given)))).ok()
    }
}

/// Whether two secrets are the same one, which no two purposes may share.
pub fn same(one: Option<&SecretString>, other: Option<&SecretString>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one.expose_secret() == other.expose_secret())
}

/// Whether this is what documentation and samples write where a real value belongs.
pub fn is_sample(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    SAMPLES.iter().any(|sample| lower.contains(sample))
}

fn flaw(secret: &str) -> Option<String> {
    let mut different: Vec<_> = secret.chars().collect();
    different.sort_unstable();
    different.dedup();
    match secret.chars().count() {
        few if few < SHORTEST_SECRET => Some(format!("one of {few}")),
        _ if is_sample(secret) => Some("the value of a sample".into()),
        _ if different.len() < 6 => Some("a few characters repeated".into()),
        _ => None,
    }
}

/// What was given, at most 64 characters of it.
pub fn shortened(given: &str) -> String {
    let short: String = given.chars().take(64).collect();
    if short.len() < given.len() { format!("{short:?}…") } else { format!("{short:?}") }
}
