//! What an item of a masking list is about, as far as that can be said in words without a page.

/// One item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Covers<'a> {
    /// `#diagnosis`
    Id(&'a str),
    /// `.account`
    Class(&'a str),
    /// `main`
    Element(&'a str),
    /// `[data-hush]`
    Attribute(&'a str),
    /// `[data-kind=secret]`
    AttributeValue(&'a str, &'a str),
    /// `*`
    Everything,
    /// Whatever the selector matches; only a browser knows.
    Other(&'a str),
}

impl<'a> Covers<'a> {
    /// An item of a list of CSS selectors.
    pub(super) fn of_selector(item: &'a str) -> Self {
        let inside = item.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let (id, class) = (item.strip_prefix('#'), item.strip_prefix('.'));
        match (id.filter(|id| is_plain(id)), class.filter(|class| is_plain(class)), inside) {
            (Some(id), ..) => Self::Id(id),
            (_, Some(class), _) => Self::Class(class),
            (.., Some(inside)) => Self::in_brackets(inside).unwrap_or(Self::Other(item)),
            _ if item == "*" => Self::Everything,
            _ if is_plain(item) => Self::Element(item),
            _ => Self::Other(item),
        }
    }

    /// An item of a list of HTML attributes.
    pub(super) fn of_attribute(item: &'a str) -> Self {
        match item.split_once('=') {
            Some((name, value)) => Self::AttributeValue(name.trim(), unquoted(value)),
            None => Self::Attribute(item.trim()),
        }
    }

    fn in_brackets(inside: &'a str) -> Option<Self> {
        let covers = Self::of_attribute(inside);
        let plain = match covers {
            Self::Attribute(name) => is_plain(name),
            // `a~=b` and its like have their sign at the end of the name; another bracket is another condition
            Self::AttributeValue(name, value) => is_plain(name) && !value.contains(['"', '\'', '[', ']', '\\']),
            _ => false,
        };
        plain.then_some(covers)
    }
}

/// The SDK takes a value with or without quotation marks.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    within('"').or_else(|| within('\'')).unwrap_or(value)
}

/// A name of CSS that says what it means: no combinators, no conditions, nothing escaped.
fn is_plain(name: &str) -> bool {
    let begins = |c: char| c.is_alphabetic() || matches!(c, '-' | '_');
    name.starts_with(begins) && name.chars().all(|c| begins(c) || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::Covers::*;
    use super::*;

    #[test]
    fn a_simple_selector_is_said_in_words() {
        let table = [
            ("#diagnosis", Id("diagnosis")),
            (".account-number", Class("account-number")),
            ("main", Element("main")),
            ("[data-hush]", Attribute("data-hush")),
            ("[ data-kind = 'a b' ]", AttributeValue("data-kind", "a b")),
            ("*", Everything),
        ];
        for (item, covers) in table {
            assert_eq!(Covers::of_selector(item), covers, "{item}");
        }
    }

    #[test]
    fn what_has_conditions_is_left_to_the_browser() {
        for item in [
            ".a.b",
            "#a > b",
            "a:hover",
            "[a~=b]",
            "[a=b][c=d]",
            "[a=b i]x",
            r"#a\:b",
            "#",
            ".",
            "#1",
            "[]",
            "[=b]",
            "a b",
        ] {
            assert_eq!(Covers::of_selector(item), Other(item));
        }
    }
}
