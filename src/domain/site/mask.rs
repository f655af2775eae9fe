//! What a host site masks unless its page says otherwise: the settings of `docs/masking.md`.

use super::coverage::Covers;
use crate::domain::names::is_invisible;
use serde::Serialize;
use std::{fmt, str::FromStr};

/// A floor: a page may mask more, never less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaskDefaults {
    pub mask_type: MaskType,
    pub css_selectors: Option<SelectorList>,
    pub html_attributes: Option<AttributeList>,
    /// Everything is masked but [`Self::unmask_css_selectors`].
    pub private_by_default: bool,
    /// What alone may be seen of a site that is private by default; `None` on others.
    pub unmask_css_selectors: Option<SelectorList>,
}

/// `piiMask.maskType` of the SDK (Zoom reference §8.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MaskType {
    /// What the lists match.
    #[default]
    CustomInput,
    /// Also everything one can type into or choose from.
    AllInput,
}

impl MaskType {
    pub const ALL: [Self; 2] = [Self::CustomInput, Self::AllInput];

    /// The name in the SDK, the database and the command.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CustomInput => "custom_input",
            Self::AllInput => "all_input",
        }
    }
}

impl FromStr for MaskType {
    type Err = InvalidMask;

    fn from_str(name: &str) -> Result<Self, InvalidMask> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or(InvalidMask::Type)
    }
}

/// What is wrong with a masking setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMask {
    #[error("A mask type is custom_input or all_input.")]
    Type,
    #[error("Give one list of CSS selectors of at most 2000 characters, such as \".account, #diagnosis\".")]
    Selectors,
    #[error(
        "Give HTML attributes as name=value or name, separated by commas, such as \"data-hush, data-kind=secret\"."
    )]
    Attributes,
}

/// Characters of a list at most.
const LONGEST_LIST: usize = 2_000;

/// One CSS selector list. Only a browser understands all of CSS; this is checked for what would break any list: quotes
/// and brackets that do not close, empty items, and the braces and semicolons of rules. An invalid one fails the SDK's
/// `init`, which names it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SelectorList(String);

impl SelectorList {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it names, one by one.
    pub fn covers(&self) -> Vec<Covers<'_>> {
        items(&self.0).unwrap_or_default().into_iter().map(Covers::of_selector).collect()
    }
}

impl FromStr for SelectorList {
    type Err = InvalidMask;

    fn from_str(text: &str) -> Result<Self, InvalidMask> {
        let list = text.trim();
        let fits = list.chars().count() <= LONGEST_LIST && !list.chars().any(is_invisible);
        if fits && items(list).is_some() { Ok(Self(list.to_owned())) } else { Err(InvalidMask::Selectors) }
    }
}

/// The items of a list, trimmed; `None` where one is empty, or something does not close.
fn items(list: &str) -> Option<Vec<&str>> {
    let (mut open, mut quote, mut begin, mut items) = (Vec::new(), None, 0, Vec::new());
    let mut chars = list.char_indices();
    while let Some((at, c)) = chars.next() {
        match (quote, c) {
            // whatever follows a backslash is that character and nothing else
            (_, '\\') => drop(chars.next()?),
            (Some(end), c) if c == end => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return None,
            (None, '{' | '}' | ';' | '<' | '@') => return None,
            (None, ',') if open.is_empty() => {
                items.push(list[begin..at].trim());
                begin = at + c.len_utf8();
            }
            _ => {}
        }
    }
    items.push(list[begin..].trim());
    let whole = open.is_empty() && quote.is_none() && !items.contains(&"");
    whole.then_some(items)
}

/// Attributes as `name=value` or `name`, comma separated, as `maskHTMLAttributes` takes them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AttributeList(String);

impl AttributeList {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it names, one by one.
    pub fn covers(&self) -> Vec<Covers<'_>> {
        self.0.split(',').map(Covers::of_attribute).collect()
    }
}

impl FromStr for AttributeList {
    type Err = InvalidMask;

    fn from_str(text: &str) -> Result<Self, InvalidMask> {
        let list = text.trim();
        let fits = list.chars().count() <= LONGEST_LIST && !list.chars().any(is_invisible);
        let well_formed = list.split(',').all(|item| is_attribute(item.trim()));
        if fits && well_formed { Ok(Self(list.to_owned())) } else { Err(InvalidMask::Attributes) }
    }
}

/// The SDK's own rule (`sdk/settings.ts`).
fn is_attribute(item: &str) -> bool {
    let name = item.split_once('=').map_or(item, |(name, _)| name).trim();
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    begins && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

impl fmt::Debug for SelectorList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SelectorList({:?})", self.0)
    }
}

impl fmt::Debug for AttributeList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AttributeList({:?})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn selector_lists_are_taken_as_they_are() {
        for list in [
            ".account-number, #diagnosis",
            "input[name=\"a,b\"], :is(h1, h2) > span",
            "[data-x='}']",
            r#"[title="say \"hi\""]"#,
            r".a\:b, .c\,d",
            "*",
        ] {
            assert_eq!(list.parse::<SelectorList>().unwrap().as_str(), list);
        }
    }

    #[test]
    fn what_cannot_be_a_selector_list_is_refused() {
        for list in [
            "",
            " ",
            ",",
            "a,",
            ",a",
            "a,,b",
            "[x",
            "x]",
            "(a]",
            "\"",
            "a{}",
            "a;b",
            "</style>",
            "a\\",
            "a\u{200b}",
            "@media",
        ] {
            assert_eq!(list.parse::<SelectorList>(), Err(InvalidMask::Selectors), "{list:?}");
        }
        assert!("x".repeat(2_001).parse::<SelectorList>().is_err());
    }

    #[test]
    fn a_list_has_items() {
        let covered = |list: &str| format!("{:?}", list.parse::<SelectorList>().unwrap().covers());
        assert_eq!(covered(" .account ,#diagnosis"), r#"[Class("account"), Id("diagnosis")]"#);
        assert_eq!(
            covered("[data-x=\"a,b\"], :is(h1, h2)"),
            r#"[AttributeValue("data-x", "a,b"), Other(":is(h1, h2)")]"#
        );
        let attributes: AttributeList = "data-hush, data-kind = \"secret\"".parse().unwrap();
        assert_eq!(
            attributes.covers(),
            [Covers::Attribute("data-hush"), Covers::AttributeValue("data-kind", "secret")]
        );
    }

    #[test]
    fn attributes_are_names_with_or_without_values() {
        for list in ["data-sensitive=true, data-hush", "x", "_a = \"b\"", "xlink:href"] {
            assert!(list.parse::<AttributeList>().is_ok(), "{list:?}");
        }
        for list in ["", "a,", "1a", "=b", "a b", "[data-x]", "a\nb"] {
            assert_eq!(list.parse::<AttributeList>(), Err(InvalidMask::Attributes), "{list:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_reads_back(text in "[a-z\\[\\]\\(\\)\"'\\\\,;:. {}]{0,24}") {
            if let Ok(list) = text.parse::<SelectorList>() {
                prop_assert_eq!(list.as_str().parse(), Ok(list.clone()));
            }
        }
    }
}
