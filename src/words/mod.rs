//! What people read, in their own language (ADR 40): messages from the Fluent files in `locales/`, dates and numbers.
//!
//! [`Words`] is a language one can speak with. A message that a language lacks is said in English; a test holds that
//! none is lacking.

mod arg;
mod dates;
mod language;
mod numbers;
mod said;
mod texts;

pub use arg::Arg;
pub use language::Language;
pub use said::{Rich, Said};

use chrono::{DateTime, Utc};
use std::borrow::Cow;

/// A language to speak with. Cheap to copy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// Speaks `language`.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language it speaks.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    /// The message `key`; arguments follow by [`Said::with`].
    #[must_use]
    pub fn say(self, key: impl Into<Cow<'static, str>>) -> Said {
        Said::new(self.language, key.into())
    }

    /// The message `key`, if there is one: for keys made of what others named.
    #[must_use]
    pub fn find(self, key: &str) -> Option<Said> {
        texts::has(key).then(|| self.say(key.to_owned()))
    }

    /// `1,234` as the language writes it.
    #[must_use]
    pub fn number(self, number: i64) -> String {
        numbers::grouped(self.language, &number.to_string())
    }

    /// `22 Nov 2026, 14:03:09 UTC` as the language writes it.
    #[must_use]
    pub fn date_time(self, at: &DateTime<Utc>) -> String {
        dates::date_time(self.language, at)
    }

    /// `22 Nov` as the language writes it, in UTC.
    #[must_use]
    pub fn day(self, at: &DateTime<Utc>) -> String {
        dates::day(self.language, at)
    }

    /// `22 Nov 2026` as the language writes it, in UTC.
    #[must_use]
    pub fn date(self, at: &DateTime<Utc>) -> String {
        dates::date(self.language, at)
    }
}

#[cfg(test)]
mod tests;
