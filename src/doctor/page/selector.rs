//! Enough of CSS selectors to say which fields a mask covers: names, ids, classes, attributes, descendants and children.
//! What is more than that is refused, not guessed.

use super::document::{Document, Element};

/// Bytes of a list: several times what a site's settings can have.
const LONGEST: usize = 10_000;

/// A selector list, as `maskCssSelectors` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selectors(Vec<Complex>);

/// The compounds from the subject outwards; `true`: the one around it has to be the parent.
type Complex = Vec<(bool, Compound)>;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Compound(Vec<Simple>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Simple {
    Any,
    Name(String),
    Id(String),
    Class(String),
    Attribute { name: String, operator: Option<char>, value: String, any_case: bool },
}

/// Not a selector, or more than we understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl Selectors {
    /// # Errors
    /// [`Unreadable`] if there is any part that is not understood, or no end to it.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LONGEST {
            return Err(Unreadable);
        }
        split(&text.replace(char::is_whitespace, " "), ',')
            .into_iter()
            .map(|one| complex(one.trim()))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether the element at this place, or one around it, is one of those meant.
    pub fn cover(&self, document: &Document, at: usize) -> bool {
        let path = path(document, at);
        self.0.iter().any(|complex| subjects(complex, &path).contains(&true))
    }
}

/// The element at this place and those around it, from the outside in.
fn path(document: &Document, at: usize) -> Vec<&Element> {
    let mut path: Vec<_> = document.around(at).map(|one| &document.elements[one]).collect();
    path.reverse();
    path
}

/// Which elements of a path are meant. One step for each element and compound, whatever the selector: trying out every way in
/// which ancestors may fit takes longer than anybody waits.
fn subjects(complex: &[(bool, Compound)], path: &[&Element]) -> Vec<bool> {
    // how far the selector fits, read from its outermost compound: at the parent, and at any ancestor
    let (mut parent, mut above) = (vec![false; complex.len()], vec![false; complex.len()]);
    let mut found = Vec::with_capacity(path.len());
    for element in path {
        let fits = |place: usize| {
            let (direct, compound) = &complex[place];
            let around = if *direct { &parent } else { &above };
            around.get(place + 1).is_none_or(|fits| *fits) && compound.0.iter().all(|simple| is(simple, element))
        };
        let here: Vec<bool> = (0..complex.len()).map(fits).collect();
        above.iter_mut().zip(&here).for_each(|(above, here)| *above |= here);
        found.push(here[0]);
        parent = here;
    }
    found
}

fn is(simple: &Simple, element: &Element) -> bool {
    match simple {
        Simple::Any => true,
        Simple::Name(name) => element.name == *name,
        Simple::Id(id) => element.attribute("id") == Some(id),
        Simple::Class(class) => {
            element.attribute("class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
        }
        Simple::Attribute { name, operator, value, any_case } => {
            element.attribute(name).is_some_and(|given| compare(given, *operator, value, *any_case))
        }
    }
}

fn compare(given: &str, operator: Option<char>, value: &str, any_case: bool) -> bool {
    let fold = |text: &str| if any_case { text.to_ascii_lowercase() } else { text.to_owned() };
    let (given, value) = (fold(given), fold(value));
    match operator {
        None => true,
        Some('=') => given == value,
        Some('~') => given.split_ascii_whitespace().any(|word| word == value),
        Some('|') => given == value || given.starts_with(&format!("{value}-")),
        // an empty text is part of everything, and CSS says it matches nothing
        Some(_) if value.is_empty() => false,
        Some('^') => given.starts_with(&value),
        Some('$') => given.ends_with(&value),
        Some(_) => given.contains(&value),
    }
}

/// Parts between separators that stand outside of brackets and quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start, mut brackets, mut quote) = (Vec::new(), 0, 0_u32, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('[', None) => brackets += 1,
            (']', None) => brackets = brackets.saturating_sub(1),
            (c, None) if c == separator && brackets == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn complex(text: &str) -> Result<Complex, Unreadable> {
    let mut found: Complex = Vec::new();
    let mut direct = false;
    for part in split(text, ' ').into_iter().flat_map(|part| separated(part)) {
        if part == ">" {
            if found.is_empty() || direct {
                return Err(Unreadable);
            }
            direct = true;
        } else {
            found.push((direct, compound(part)?));
            direct = false;
        }
    }
    if found.is_empty() || direct {
        return Err(Unreadable);
    }
    // how a compound hangs from the one around it belongs to the inner one, which comes first from here on
    found.reverse();
    Ok(found)
}

/// `a>b` without spaces, as its parts. Empty ones come from doubled spaces.
fn separated(part: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for (index, one) in split(part, '>').into_iter().enumerate() {
        if index > 0 {
            parts.push(">");
        }
        if !one.is_empty() {
            parts.push(one);
        }
    }
    parts
}

fn compound(mut text: &str) -> Result<Compound, Unreadable> {
    let mut all = Vec::new();
    while let Some(first) = text.chars().next() {
        let (simple, rest) = match first {
            '*' => (Simple::Any, &text[1..]),
            '#' => word(&text[1..]).map(|(id, rest)| (Simple::Id(id.into()), rest))?,
            '.' => word(&text[1..]).map(|(class, rest)| (Simple::Class(class.into()), rest))?,
            '[' => attribute(text)?,
            _ if all.is_empty() => word(text).map(|(name, rest)| (Simple::Name(name.to_ascii_lowercase()), rest))?,
            _ => return Err(Unreadable),
        };
        all.push(simple);
        text = rest;
    }
    Ok(Compound(all))
}

fn word(text: &str) -> Result<(&str, &str), Unreadable> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    if end == 0 { Err(Unreadable) } else { Ok(text.split_at(end)) }
}

fn attribute(text: &str) -> Result<(Simple, &str), Unreadable> {
    let mut parts = split_end(text)?;
    let (inside, rest) = (parts.0.trim(), parts.1);
    let (name, after) = word(inside)?;
    let name = name.to_ascii_lowercase();
    parts.0 = after.trim_start();
    if parts.0.is_empty() {
        return Ok((Simple::Attribute { name, operator: None, value: String::new(), any_case: false }, rest));
    }
    let operator = parts.0.chars().next().filter(|c| "=~|^$*".contains(*c)).ok_or(Unreadable)?;
    let value = if operator == '=' { &parts.0[1..] } else { parts.0[1..].strip_prefix('=').ok_or(Unreadable)? };
    let (value, any_case) = value_of(value.trim())?;
    Ok((Simple::Attribute { name, operator: Some(operator), value, any_case }, rest))
}

/// What is inside the brackets, and what follows them.
fn split_end(text: &str) -> Result<(&str, &str), Unreadable> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => quote = Some(c),
            (']', None) => return Ok((&text[1..at], &text[at + 1..])),
            _ => {}
        }
    }
    Err(Unreadable)
}

fn value_of(text: &str) -> Result<(String, bool), Unreadable> {
    let quoted = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, flag) = match quoted {
        Some(quote) => text[1..].split_once(quote).ok_or(Unreadable)?,
        None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    };
    match flag.trim() {
        "" | "s" => Ok((value.to_owned(), false)),
        "i" | "I" => Ok((value.to_owned(), true)),
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    fn matching(selector: &str, html: &str) -> Vec<String> {
        let document = Document::parse(html);
        let selectors = Selectors::parse(selector).expect(selector);
        let is_meant = |&at: &usize| {
            let path = path(&document, at);
            selectors.0.iter().any(|complex| subjects(complex, &path).last() == Some(&true))
        };
        let found = (0..document.elements.len()).filter(is_meant);
        found.map(|at| document.elements[at].attribute("id").unwrap_or("?").to_owned()).collect()
    }

    #[test]
    fn selectors_find_what_browsers_find() {
        let html = r#"<div id=a class="x y"><p id=b><input id=c type=Text name="a,b" data-n="one two"></p></div><input id=d lang=en-GB>"#;
        for (selector, found) in [
            ("#c", vec!["c"]),
            ("input", vec!["c", "d"]),
            ("INPUT#c", vec!["c"]),
            (".y, #d", vec!["a", "d"]),
            ("div input", vec!["c"]),
            ("div > input", vec![]),
            ("div>p>input", vec!["c"]),
            ("#a > p input", vec!["c"]),
            ("body div > p > input", vec!["c"]),
            ("body > p input", vec![]),
            ("input[name='a,b']", vec!["c"]),
            ("[type='text' i]", vec!["c"]),
            ("[type=text]", vec![]),
            ("[data-n~=two]", vec!["c"]),
            ("[data-n*='e t']", vec!["c"]),
            ("[data-n^=one][data-n$=two]", vec!["c"]),
            ("[lang|=en]", vec!["d"]),
            ("[data-n*='']", vec![]),
            (".x.y", vec!["a"]),
        ] {
            assert_eq!(matching(selector, html), found, "{selector}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for text in [
            "",
            " ",
            ",",
            "a,",
            "> a",
            "a >",
            "a >> b",
            "input:not(.x)",
            "a + b",
            "a ~ b",
            "[",
            "[a",
            "[a=",
            "[a!=b]",
            "[a='b]",
            "##a",
            "a:hover",
            "::before",
            ".1:x",
        ] {
            assert_eq!(Selectors::parse(text), Err(Unreadable), "{text}");
        }
    }

    static PAGE: LazyLock<Document> = LazyLock::new(|| Document::parse("<p id=a class=b>"));

    proptest::proptest! {
        #[test]
        fn no_text_is_a_danger(text: String) {
            if let Ok(selectors) = Selectors::parse(&text) {
                selectors.cover(&PAGE, 2);
            }
        }
    }

    /// Trying every way would take longer than the universe has.
    #[test]
    fn no_selector_keeps_us_busy() {
        let deep = Document::parse(&format!("{}<input>", "<div>".repeat(300)));
        let field = deep.elements.len() - 1;
        assert!(!Selectors::parse(&format!("p {}input", "* ".repeat(100))).unwrap().cover(&deep, field));
        assert!(Selectors::parse(&format!("div {}input", "* ".repeat(100))).unwrap().cover(&deep, field));
        assert_eq!(Selectors::parse(&"a,".repeat(LONGEST)), Err(Unreadable));
    }
}
