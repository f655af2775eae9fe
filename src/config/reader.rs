//! Reads variables and gathers every complaint, so that they are argued about once.

use super::setting::{Setting, Values, in_file};
use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use std::cell::RefCell;
use std::str::FromStr;

/// Looks variables up by their declaration, so that none is read which the reference does not know. An empty value
/// counts as none.
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

    fn given(&self, name: &str) -> Option<String> {
        (self.lookup)(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// What is given under the first of the setting's names that is set, and that name.
    fn first_given(&self, setting: &Setting) -> Option<(&'static str, String)> {
        let given: Vec<_> = setting.names().filter_map(|name| Some((name, self.given(name)?))).collect();
        given.into_iter().next()
    }

    pub fn text(&self, setting: &Setting) -> Option<String> {
        self.first_given(setting).map(|(_, text)| text)
    }

    /// The default where nothing is given.
    pub fn text_or_default(&self, setting: &Setting) -> String {
        self.text(setting).unwrap_or_else(|| setting.default())
    }

    pub fn parse<T: FromStr>(&self, setting: &Setting) -> Option<T> {
        self.first_given(setting).and_then(|(name, given)| self.parsed(name, setting, &given))
    }

    /// The default where nothing is given, and where what is given is complained about.
    pub fn parse_or_default<T: FromStr>(&self, setting: &Setting) -> T {
        let default = || setting.default().parse().ok().expect("a default is one of its setting's values");
        self.parse(setting).unwrap_or_else(default)
    }

    /// Several, separated by commas.
    pub fn list<T: FromStr>(&self, setting: &Setting) -> Vec<T> {
        let Some((name, given)) = self.first_given(setting) else { return Vec::new() };
        let items = given.split(',').map(str::trim).filter(|item| !item.is_empty());
        items.filter_map(|item| self.parsed(name, setting, item)).collect()
    }

    /// # Panics
    /// If the setting is not a number, or its range does not fit `T`: a slip in the declaration, which every start shows.
    pub fn number<T: TryFrom<i64>>(&self, setting: &Setting) -> T {
        let Values::Number { from, to, default } = setting.values else {
            panic!("{} is not declared as a number", setting.name)
        };
        let number = match self.parse(setting) {
            Some(number) if (from..=to).contains(&number) => number,
            Some(number) => {
                self.complain(format!("{} must be {}, not {number}.", setting.name, setting.wanted()));
                default
            }
            None => default,
        };
        T::try_from(number).ok().expect("a setting's range fits what it is read into")
    }

    pub fn seconds(&self, setting: &Setting) -> TimeDelta {
        TimeDelta::seconds(self.number(setting))
    }

    /// # Panics
    /// If the setting is not declared as a flag.
    pub fn flag(&self, setting: &Setting) -> bool {
        let Values::Flag { default } = setting.values else { panic!("{} is not declared as a flag", setting.name) };
        match self.text(setting).map(|given| given.to_ascii_lowercase()).as_deref() {
            None => default,
            Some("true" | "yes" | "on" | "1") => true,
            Some("false" | "no" | "off" | "0") => false,
            Some(other) => {
                self.complain(format!("{} must be true or false, not {}.", setting.name, shortened(other)));
                default
            }
        }
    }

    /// A secret under the first of the setting's names that is set, given itself or, with `_FILE` after the name, as
    /// the path of a file that holds it.
    pub fn secret(&self, setting: &Setting) -> Option<SecretString> {
        let found: Vec<_> = setting.names().filter_map(|name| self.one_secret(name)).collect();
        found.into_iter().next()
    }

    fn one_secret(&self, name: &str) -> Option<SecretString> {
        let in_file = in_file(name);
        let (given, secret) = match (self.given(name), self.given(&in_file)) {
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

    fn parsed<T: FromStr>(&self, name: &str, setting: &Setting, given: &str) -> Option<T> {
        let wrong = |_| self.complain(format!("{name} must be {}, not {}.", setting.wanted(), shortened(given)));
        given.parse().map_err(wrong).ok()
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
