//! What somebody is good at: tags by which waiting customers find the right agent.

use crate::domain::names::is_invisible;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// A skill: 1 to 32 letters and digits of any script, and `-`, `_`, `.`, `+`, `#`; in small letters. `c++`, `billing`, `français`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SkillTag(String);

/// Tags one person may have.
pub const MOST_SKILLS: usize = 20;

/// The text is no tag, or there are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSkill {
    #[error("A skill is 1 to 32 letters, digits, hyphens, dots, underscores, + or #.")]
    Tag,
    #[error("Use at most {MOST_SKILLS} skills.")]
    TooMany,
}

impl SkillTag {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tags as people type them, between commas or line breaks; sorted, each once.
    ///
    /// # Errors
    /// [`InvalidSkill`], of the first that is none, or if there are more than [`MOST_SKILLS`].
    pub fn list(typed: &str) -> Result<Vec<Self>, InvalidSkill> {
        let parts = typed.split([',', '\n', '\u{060c}', '\u{3001}']).map(str::trim).filter(|part| !part.is_empty());
        let mut tags = parts.map(str::parse).collect::<Result<Vec<Self>, _>>()?;
        tags.sort();
        tags.dedup();
        if tags.len() > MOST_SKILLS { Err(InvalidSkill::TooMany) } else { Ok(tags) }
    }
}

impl FromStr for SkillTag {
    type Err = InvalidSkill;

    /// Spaces between words become hyphens, capitals small letters.
    fn from_str(typed: &str) -> Result<Self, InvalidSkill> {
        let words: Vec<_> = typed.split_whitespace().collect();
        let tag = words.join("-").to_lowercase();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '#');
        let fits = (1..=32).contains(&tag.chars().count()) && tag.chars().all(|c| plain(c) && !is_invisible(c));
        if fits { Ok(Self(tag)) } else { Err(InvalidSkill::Tag) }
    }
}

impl fmt::Display for SkillTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SkillTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SkillTag({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_has_one_spelling() {
        for (typed, tag) in
            [(" Billing ", "billing"), ("Home Insurance", "home-insurance"), ("C++", "c++"), ("日本語", "日本語")]
        {
            assert_eq!(typed.parse::<SkillTag>().unwrap().as_str(), tag);
        }
        for bad in ["", " ", "a,b", "<b>", "a\u{202e}b", "a\"b", &"x".repeat(33)] {
            assert_eq!(bad.parse::<SkillTag>(), Err(InvalidSkill::Tag), "{bad:?}");
        }
    }

    #[test]
    fn a_list_is_sorted_and_has_each_once() {
        let tags = SkillTag::list("Tax, billing\nBilling,, tax").unwrap();
        assert_eq!(tags.iter().map(SkillTag::as_str).collect::<Vec<_>>(), ["billing", "tax"]);
        assert_eq!(SkillTag::list(" , "), Ok(vec![]));
        let many: Vec<_> = (0..=MOST_SKILLS).map(|n| format!("s{n}")).collect();
        assert_eq!(SkillTag::list(&many.join(",")), Err(InvalidSkill::TooMany));
    }
}
