//! Names people give themselves and each other.

use serde::Serialize;
use std::{fmt, str::FromStr};

/// A display name: 1 to 80 UTF-16 units after trimming (Zoom reference §2.2, \[DZ-AUTH\]), without characters
/// that could make it look like another one on an agent's screen.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct DisplayName(String);

/// What is wrong with a name, in words for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidName {
    #[error("Give a name.")]
    Empty,
    #[error("Use at most 80 characters.")]
    TooLong,
    #[error("Leave out control characters and invisible ones.")]
    Invisible,
}

impl DisplayName {
    /// In UTF-16 units, because that is what JavaScript's `length` and Zoom count.
    pub const MAX_UNITS: usize = 80;

    /// The name a signed token gives, with whatever makes it no name left out; `otherwise` if nothing is left.
    ///
    /// # Panics
    /// If `otherwise` is no name.
    pub fn of_token(given: &str, otherwise: &str) -> Self {
        let visible: String = given.chars().filter(|c| !is_invisible(*c)).collect();
        visible.parse().unwrap_or_else(|_| otherwise.parse().expect("a plain word is a name"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DisplayName {
    type Err = InvalidName;

    fn from_str(given: &str) -> Result<Self, InvalidName> {
        let name = given.trim();
        match name {
            "" => Err(InvalidName::Empty),
            _ if name.encode_utf16().count() > Self::MAX_UNITS => Err(InvalidName::TooLong),
            _ if name.chars().any(is_invisible) => Err(InvalidName::Invisible),
            _ => Ok(Self(name.to_owned())),
        }
    }
}

/// Control characters, bidirectional overrides and zero-width characters (hardening §12).
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}' | '\u{061c}')
}

impl fmt::Display for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DisplayName({:?})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_counted_in_utf16_units() {
        assert_eq!(" Ada ".parse::<DisplayName>().unwrap().as_str(), "Ada");
        assert!("😀".repeat(40).parse::<DisplayName>().is_ok());
        assert_eq!("😀".repeat(41).parse::<DisplayName>(), Err(InvalidName::TooLong));
    }

    #[test]
    fn a_name_cannot_hide_what_it_says() {
        for name in ["a\u{202e}b", "a\u{200b}b", "a\nb", "a\u{feff}b"] {
            assert_eq!(name.parse::<DisplayName>(), Err(InvalidName::Invisible), "{name:?}");
        }
        assert_eq!("  ".parse::<DisplayName>(), Err(InvalidName::Empty));
    }
}
