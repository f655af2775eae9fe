//! The languages there are, and which of them somebody asked for.

use std::str::FromStr;

/// A language of desk and console, as of the help button (ADR 33).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English
    #[default]
    En,
    /// Spanish
    Es,
    /// German
    De,
    /// French
    Fr,
    /// Japanese
    Ja,
    /// Arabic
    Ar,
}

impl Language {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 6] = [Self::En, Self::Es, Self::De, Self::Fr, Self::Ja, Self::Ar];

    /// The tag in `lang` attributes, file names and the database.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Ja => "ja",
            Self::Ar => "ar",
        }
    }

    /// Its name in itself, as its speakers look for it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Ja => "日本語",
            Self::Ar => "العربية",
        }
    }

    /// The value of `dir`.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }

    /// The one that `Accept-Language` likes best, if it likes one of ours at all. Of `de-CH` the language counts.
    #[must_use]
    pub fn asked_for(accept_language: &str) -> Option<Self> {
        let ranges = accept_language.split(',').take(MOST_RANGES).filter_map(weighed);
        // of equals the first, as browsers send them
        ranges.min_by(|(_, one), (_, other)| other.total_cmp(one)).map(|(language, _)| language)
    }
}

/// More than any browser sends.
const MOST_RANGES: usize = 32;

fn weighed(range: &str) -> Option<(Language, f32)> {
    let mut parts = range.split(';').map(str::trim);
    let language = parts.next()?.parse().ok()?;
    let weight = match parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="))) {
        Some(weight) => weight.parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?,
        None => 1.0,
    };
    (weight > 0.0).then_some((language, weight))
}

/// The tag is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no language of ours")]
pub struct NoSuchLanguage;

impl FromStr for Language {
    type Err = NoSuchLanguage;

    /// Takes a tag by its language: `es`, `es-MX`, `ES_mx`.
    fn from_str(tag: &str) -> Result<Self, NoSuchLanguage> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| known.tag().eq_ignore_ascii_case(language)).ok_or(NoSuchLanguage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_taken_by_its_language() {
        assert_eq!("es-MX".parse(), Ok(Language::Es));
        assert_eq!("JA".parse(), Ok(Language::Ja));
        for other in ["", "*", "eng", "nl", "e", "-en"] {
            assert_eq!(other.parse::<Language>(), Err(NoSuchLanguage), "{other}");
        }
    }

    #[test]
    fn browsers_get_the_language_they_like_best() {
        for (header, language) in [
            ("de-CH,de;q=0.9,en;q=0.8", Some(Language::De)),
            ("nl,fr;q=0.4,ar;q=0.7", Some(Language::Ar)),
            ("en;q=0.5, ja ; q=0.5", Some(Language::En)),
            ("en;q=0,es;q=0.1", Some(Language::Es)),
            ("nl, *;q=0.1", None),
            ("de;q=nonsense,fr;q=0.2", Some(Language::Fr)),
            ("de;q=7,fr;q=NaN", None),
            ("", None),
        ] {
            assert_eq!(Language::asked_for(header), language, "{header}");
        }
    }
}
