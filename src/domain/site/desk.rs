//! What a site's sessions are like for the agents who take them.

use crate::domain::case_file::Ticket;
use crate::domain::{Origin, SkillTag};
use serde::Serialize;
use std::str::FromStr;

/// How agents find a site's sessions, and what they note about them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskOptions {
    /// Agents may take its waiting sessions from a list, without a PIN. Off by default: the PIN is the way in.
    pub waiting_list: bool,
    /// The tag of its sessions, unless a start names another.
    pub skill: Option<SkillTag>,
    /// Where its tickets are read.
    pub ticket_url: Option<TicketUrl>,
}

/// An https address with `{ticket}` where the reference of a ticket goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TicketUrl(String);

/// What is wrong with it, in words for the person who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTicketUrl {
    #[error("Give an address that begins with https:// and a host name.")]
    NotHttps,
    #[error("Put {{ticket}} once, behind the host name: it stands for the ticket's reference.")]
    NoPlace,
    #[error("Use at most 500 characters, without spaces, quotation marks and brackets.")]
    Characters,
}

/// Where the ticket goes.
const PLACE: &str = "{ticket}";

impl TicketUrl {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of one ticket. Whatever its reference says stays within its place.
    pub fn of(&self, ticket: &Ticket) -> String {
        let mut escaped = String::new();
        for byte in ticket.as_str().bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => escaped.push(byte.into()),
                // a lone dot would be a step in a path
                _ => escaped.push_str(&format!("%{byte:02X}")),
            }
        }
        self.0.replace(PLACE, &escaped)
    }
}

impl FromStr for TicketUrl {
    type Err = InvalidTicketUrl;

    fn from_str(text: &str) -> Result<Self, InvalidTicketUrl> {
        use InvalidTicketUrl::*;
        let text = text.trim();
        let rest = text.strip_prefix("https://").ok_or(NotHttps)?;
        let (host, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if host.contains(['@', '{', '}']) || format!("https://{host}").parse::<Origin>().is_err() {
            return Err(NotHttps);
        }
        if tail.matches(PLACE).count() != 1 {
            return Err(NoPlace);
        }
        let plain =
            |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '^' | '`' | '|' | '{' | '}');
        if text.len() > 500 || !tail.replacen(PLACE, "", 1).chars().all(plain) {
            return Err(Characters);
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<TicketUrl, InvalidTicketUrl> {
        text.parse()
    }

    #[test]
    fn a_template_is_an_https_address_with_one_place() {
        for good in [
            "https://desk.example/t/{ticket}",
            "https://desk.example:8443/?id={ticket}&x=1",
            "https://d.example#{ticket}",
        ] {
            assert_eq!(url(good).unwrap().as_str(), good);
        }
        for bad in [
            "http://desk.example/{ticket}",
            "javascript:alert({ticket})",
            "https://{ticket}.example/",
            "https://a@b.example/{ticket}",
            "https:///{ticket}",
            "",
            "https://",
        ] {
            assert_eq!(url(bad), Err(InvalidTicketUrl::NotHttps), "{bad}");
        }
        for bad in ["https://desk.example/", "https://desk.example/{ticket}/{ticket}", "https://desk.example/{id}"] {
            assert_eq!(url(bad), Err(InvalidTicketUrl::NoPlace), "{bad}");
        }
        for bad in [
            "https://desk.example/a b/{ticket}",
            "https://desk.example/\"{ticket}",
            "https://desk.example/{x}{ticket}",
            "https://desk.example/\u{e9}{ticket}",
        ] {
            assert_eq!(url(bad), Err(InvalidTicketUrl::Characters), "{bad}");
        }
        assert_eq!(
            url(&format!("https://desk.example/{{ticket}}{}", "x".repeat(500))),
            Err(InvalidTicketUrl::Characters)
        );
    }

    #[test]
    fn a_reference_stays_within_its_place() {
        let template = url("https://desk.example/t/{ticket}?v=1").unwrap();
        let link = |ticket: &str| template.of(&ticket.parse().unwrap());
        assert_eq!(link("HELP-42"), "https://desk.example/t/HELP-42?v=1");
        assert_eq!(link("../x?a=b#c"), "https://desk.example/t/%2E%2E%2Fx%3Fa%3Db%23c?v=1");
        assert_eq!(link("\u{e9}"), "https://desk.example/t/%C3%A9?v=1");
        assert_eq!(link("{ticket}"), "https://desk.example/t/%7Bticket%7D?v=1");
    }
}
