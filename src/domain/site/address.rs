//! Addresses with a place in them, for links into systems of a host site's own.

use crate::domain::Origin;
use std::fmt::Write;

/// An https address with one place, such as `{ticket}`, behind the host name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AddressTemplate {
    text: String,
    place: &'static str,
}

/// What is wrong with it, in words for the person who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAddress {
    #[error("Give an address that begins with https:// and a host name.")]
    NotHttps,
    #[error("Put {place} once, behind the host name: it stands for {meaning}.")]
    NoPlace { place: &'static str, meaning: &'static str },
    #[error("Use at most 500 characters, without spaces, quotation marks and brackets.")]
    Characters,
}

impl AddressTemplate {
    pub fn parse(text: &str, place: &'static str, meaning: &'static str) -> Result<Self, InvalidAddress> {
        use InvalidAddress::*;
        let text = text.trim();
        let rest = text.strip_prefix("https://").ok_or(NotHttps)?;
        let (host, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if host.contains(['@', '{', '}']) || format!("https://{host}").parse::<Origin>().is_err() {
            return Err(NotHttps);
        }
        if tail.matches(place).count() != 1 {
            return Err(NoPlace { place, meaning });
        }
        let plain =
            |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '|' | '{' | '}');
        if text.len() > 500 || !tail.replacen(place, "", 1).chars().all(plain) {
            return Err(Characters);
        }
        Ok(Self { text: text.to_owned(), place })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address with `value` in its place. Whatever it says stays there.
    pub fn with(&self, value: &str) -> String {
        let mut escaped = String::new();
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => escaped.push(byte.into()),
                // a lone dot would be a step in a path
                _ => write!(escaped, "%{byte:02X}").expect("a string takes everything"),
            }
        }
        self.text.replace(self.place, &escaped)
    }
}
