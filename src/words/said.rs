//! A message about to be said.

use super::{Arg, Language, texts};
use askama::filters::HtmlSafe;
use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;
use std::fmt;

/// A message with its arguments. It is said when it is written out; templates escape it like any text.
#[derive(Debug)]
pub struct Said {
    language: Language,
    key: Cow<'static, str>,
    args: FluentArgs<'static>,
}

impl Said {
    pub(super) fn new(language: Language, key: Cow<'static, str>) -> Self {
        Self { language, key, args: FluentArgs::new() }
    }

    /// Fills `{ $name }`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Arg) -> Self {
        self.args.set(name, value.value());
        self
    }

    /// For a message that has `<em>`, `<strong>`, `<code>`, `<kbd>` or `<a>` in it. Arguments are escaped all the same.
    #[must_use]
    pub fn rich(self) -> Rich {
        Rich { said: self, links: vec![] }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&texts::format(self.language, &self.key, &self.args))
    }
}

/// A message with markup of its own: the few tags that `locales/` may hold.
#[derive(Debug)]
pub struct Rich {
    said: Said,
    links: Vec<String>,
}

impl Rich {
    /// Where the next `<a>` of the message leads.
    #[must_use]
    pub fn link(mut self, href: impl fmt::Display) -> Self {
        self.links.push(href.to_string());
        self
    }
}

/// The text is ours, from `locales/`, and whatever was put into it is escaped.
impl HtmlSafe for Rich {}

impl fmt::Display for Rich {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut args = FluentArgs::new();
        for (name, value) in self.said.args.iter() {
            let value = match value {
                FluentValue::String(text) => FluentValue::String(escaped(text).into()),
                other => other.clone(),
            };
            args.set(name.to_owned(), value);
        }
        let text = texts::format(self.said.language, &self.said.key, &args);
        let mut links = self.links.iter();
        for (index, piece) in text.split("<a>").enumerate() {
            if index > 0 {
                let href = links.next().map(String::as_str).unwrap_or_default();
                write!(f, "<a href=\"{}\">", escaped(href))?;
            }
            f.write_str(piece)?;
        }
        Ok(())
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
