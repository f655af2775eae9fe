//! What a site's sessions are like for the agents who take them.

use super::address::{AddressTemplate, InvalidAddress};
use super::assertion::may_be_digest;
use crate::domain::case_file::Ticket;
use crate::domain::{Customer, SkillTag};
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
    /// Where its records of customers are read.
    pub record_url: Option<RecordUrl>,
}

/// An https address with `{ticket}` where the reference of a ticket goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketUrl(AddressTemplate);

impl TicketUrl {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of one ticket. Whatever its reference says stays within its place.
    pub fn of(&self, ticket: &Ticket) -> String {
        self.0.with(ticket.as_str())
    }
}

impl FromStr for TicketUrl {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        AddressTemplate::parse(text, "{ticket}", "the ticket's reference").map(Self)
    }
}

/// An https address with `{user}` where the customer's id at the site goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordUrl(AddressTemplate);

impl RecordUrl {
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address of one customer's record. `None` unless the site vouched for who it is and its id is known in whole:
    /// what a browser claimed must open nobody's record.
    pub fn of(&self, customer: &Customer) -> Option<String> {
        let is_known = customer.identified && !may_be_digest(&customer.user_id);
        is_known.then(|| self.0.with(&customer.user_id))
    }
}

impl FromStr for RecordUrl {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        AddressTemplate::parse(text, "{user}", "the customer's id at the site").map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Result<TicketUrl, InvalidAddress> {
        text.parse()
    }

    fn no_place() -> InvalidAddress {
        InvalidAddress::NoPlace { place: "{ticket}", meaning: "the ticket's reference" }
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
            assert_eq!(url(bad), Err(InvalidAddress::NotHttps), "{bad}");
        }
        for bad in ["https://desk.example/", "https://desk.example/{ticket}/{ticket}", "https://desk.example/{id}"] {
            assert_eq!(url(bad), Err(no_place()), "{bad}");
        }
        for bad in [
            "https://desk.example/a b/{ticket}",
            "https://desk.example/\"{ticket}",
            "https://desk.example/{x}{ticket}",
            "https://desk.example/\u{e9}{ticket}",
        ] {
            assert_eq!(url(bad), Err(InvalidAddress::Characters), "{bad}");
        }
        assert_eq!(
            url(&format!("https://desk.example/{{ticket}}{}", "x".repeat(500))),
            Err(InvalidAddress::Characters)
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

    #[test]
    fn a_record_is_linked_only_for_whom_the_site_vouched() {
        let template: RecordUrl = "https://crm.example/people?id={user}".parse().unwrap();
        let customer = |user_id: &str, identified| Customer {
            user_id: user_id.to_owned(),
            name: "Ada".parse().unwrap(),
            identified,
        };
        let link = |user_id: &str| template.of(&customer(user_id, true));
        assert_eq!(link("4711").as_deref(), Some("https://crm.example/people?id=4711"));
        assert_eq!(link("a&b=../#c").as_deref(), Some("https://crm.example/people?id=a%26b%3D%2E%2E%2F%23c"));
        assert_eq!(template.of(&customer("4711", false)), None, "anybody may say so");
        let long = crate::domain::site::user_id_of(&"shop".parse().unwrap(), &"x".repeat(40));
        assert_eq!(link(&long), None, "a digest is nobody's id at the site");
        assert!("https://crm.example/{ticket}".parse::<RecordUrl>().is_err());
    }
}
