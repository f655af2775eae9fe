//! How "Get help" looks on a host site. Everything is optional: what is left out is the widget's own.

use crate::domain::names::is_invisible;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// Colours and words of one site's button and panel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branding {
    pub accent: Option<Accent>,
    /// Over the panel.
    pub heading: Option<Line<80>>,
    /// On the button.
    pub button_text: Option<Line<40>>,
    /// Under the Support PIN, such as the telephone number to call.
    pub hint: Option<Line<160>>,
    /// The customer's browser decides where there is none.
    pub language: Option<Language>,
    pub position: Option<Position>,
}

/// What is wrong with a part of the branding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBranding {
    #[error("A colour is # and six hexadecimal digits, such as #0a5c36.")]
    Accent,
    #[error("Use 1 to {0} characters in one line, none of them invisible.")]
    Line(usize),
    #[error("A language is a tag such as en, de or pt-BR.")]
    Language,
    #[error("A position is bottom or top, a hyphen, and end, start, right or left: bottom-end.")]
    Position,
}

/// An opaque colour of sRGB, `#rrggbb` in lower case. `#rgb` is taken and written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Accent(String);

impl Accent {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Accent {
    type Err = InvalidBranding;

    fn from_str(text: &str) -> Result<Self, InvalidBranding> {
        let digits = text.trim().strip_prefix('#').ok_or(InvalidBranding::Accent)?.to_ascii_lowercase();
        let hexadecimal = digits.bytes().all(|b| b.is_ascii_hexdigit());
        match digits.len() {
            6 if hexadecimal => Ok(Self(format!("#{digits}"))),
            3 if hexadecimal => Ok(Self(format!("#{}", digits.chars().flat_map(|c| [c, c]).collect::<String>()))),
            _ => Err(InvalidBranding::Accent),
        }
    }
}

/// One line of visible text of 1 to `MOST` characters.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Line<const MOST: usize>(String);

impl<const MOST: usize> Line<MOST> {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> FromStr for Line<MOST> {
    type Err = InvalidBranding;

    fn from_str(text: &str) -> Result<Self, InvalidBranding> {
        let line = text.trim();
        let fits = (1..=MOST).contains(&line.chars().count()) && !line.chars().any(is_invisible);
        if fits { Ok(Self(line.to_owned())) } else { Err(InvalidBranding::Line(MOST)) }
    }
}

impl<const MOST: usize> fmt::Debug for Line<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line({:?})", self.0)
    }
}

/// A language tag (BCP 47) in its usual form: letters, then subtags of 1 to 8 letters or digits; at most 35 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = InvalidBranding;

    fn from_str(text: &str) -> Result<Self, InvalidBranding> {
        let tag = text.trim();
        let mut parts = tag.split('-');
        let primary = parts
            .next()
            .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        if primary && tag.len() <= 35 && parts.all(subtag) {
            Ok(Self(tag.to_owned()))
        } else {
            Err(InvalidBranding::Language)
        }
    }
}

/// The corner of the window in which the button floats. `start` and `end` follow the direction of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    BottomEnd,
    BottomStart,
    TopEnd,
    TopStart,
    BottomRight,
    BottomLeft,
    TopRight,
    TopLeft,
}

impl Position {
    pub const ALL: [Self; 8] = [
        Self::BottomEnd,
        Self::BottomStart,
        Self::TopEnd,
        Self::TopStart,
        Self::BottomRight,
        Self::BottomLeft,
        Self::TopRight,
        Self::TopLeft,
    ];

    /// The name in the API, the database and the command.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BottomEnd => "bottom-end",
            Self::BottomStart => "bottom-start",
            Self::TopEnd => "top-end",
            Self::TopStart => "top-start",
            Self::BottomRight => "bottom-right",
            Self::BottomLeft => "bottom-left",
            Self::TopRight => "top-right",
            Self::TopLeft => "top-left",
        }
    }
}

impl FromStr for Position {
    type Err = InvalidBranding;

    fn from_str(name: &str) -> Result<Self, InvalidBranding> {
        Self::ALL.into_iter().find(|position| position.as_str() == name).ok_or(InvalidBranding::Position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_one_spelling() {
        let accent = |text: &str| text.parse::<Accent>().map(|accent| accent.as_str().to_owned());
        assert_eq!(accent("#0A5C36"), Ok("#0a5c36".into()));
        assert_eq!(accent(" #0a5 "), Ok("#00aa55".into()));
        for text in ["", "0a5c36", "#0a5c3", "#0a5c36ff", "#0a5c3g", "red", "#\u{e4}\u{e4}\u{e4}", "var(--x)"] {
            assert_eq!(accent(text), Err(InvalidBranding::Accent), "{text:?}");
        }
    }

    #[test]
    fn words_fit_on_one_line() {
        assert_eq!(" Hilfe \u{1f44b} ".parse::<Line<40>>().unwrap().as_str(), "Hilfe \u{1f44b}");
        for text in ["", "  ", "a\nb", "a\u{202e}b", "12345678901"] {
            assert_eq!(text.parse::<Line<10>>(), Err(InvalidBranding::Line(10)), "{text:?}");
        }
    }

    #[test]
    fn languages_are_tags() {
        for tag in ["en", "pt-BR", "zh-Hant-TW", "de-CH-1996", "gsw"] {
            assert!(tag.parse::<Language>().is_ok(), "{tag}");
        }
        for tag in ["", "e", "english", "en_US", "en-", "-en", "en US", "12"] {
            assert_eq!(tag.parse::<Language>(), Err(InvalidBranding::Language), "{tag:?}");
        }
    }
}
