//! Host sites: the websites that embed us. Where their pages are, how much of them is masked, what the button there
//! looks like, and who vouches for their customers.

mod address;
mod assertion;
mod branding;
mod coverage;
mod desk;
mod key;
mod mask;
#[cfg(test)]
pub(crate) mod samples;

pub use address::InvalidAddress;
pub use assertion::{
    Assertion, AssertionClaims, IDENTITY_TYPE, LONGEST_ASSERTION, NotAccepted, SKEW, UsedAssertion, user_id_of,
};
pub use branding::{Accent, Branding, InvalidBranding, Language, Line, Position};
pub use coverage::Covers;
pub use desk::{DeskOptions, RecordUrl, TicketUrl};
pub use key::{IdentityAlgorithm, IdentityKey, InvalidKey, SHORTEST_SECRET};
pub use mask::{AttributeList, InvalidMask, MaskDefaults, MaskType, SelectorList};

use crate::domain::origin::Origin;
use crate::domain::{DisplayName, Time};
use serde::Serialize;
use std::{fmt, str::FromStr};

/// Origins one site may have.
pub const MOST_ORIGINS: usize = 20;

/// A website that embeds us.
#[derive(Debug, Clone, PartialEq)]
pub struct HostSite {
    pub id: SiteId,
    /// One more at every save; two changes that race meet here.
    pub version: i64,
    /// For the people who run us; customers do not see it.
    pub name: DisplayName,
    /// 1 to [`MOST_ORIGINS`], in the order they were given. Each is no other site's.
    pub origins: Vec<Origin>,
    pub mask: MaskDefaults,
    pub branding: Branding,
    pub desk: DeskOptions,
    /// What checks the assertions of the site's back end. Without one all its customers are anonymous.
    pub identity_key: Option<IdentityKey>,
    pub created_at: Time,
    /// Since when its pages are refused.
    pub disabled_at: Option<Time>,
}

impl HostSite {
    pub fn is_open(&self) -> bool {
        self.disabled_at.is_none()
    }

    /// The names of what differs from `before`, for the audit trail.
    pub fn differences(&self, before: &Self) -> Vec<&'static str> {
        let pairs = [
            ("name", self.name != before.name),
            ("origins", self.origins != before.origins),
            ("mask", self.mask != before.mask),
            ("branding", self.branding != before.branding),
            ("desk", self.desk != before.desk),
            ("identityKey", self.identity_key != before.identity_key),
        ];
        pairs.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
    }
}

/// The name of a host site in addresses, commands and assertions (`iss`): 1 to 40 lower-case letters, digits and
/// hyphens, the first no hyphen. It never changes.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SiteId(String);

/// The text is no site's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Use 1 to 40 lower-case letters, digits and hyphens, and begin with a letter or a digit.")]
pub struct InvalidSiteId;

impl SiteId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SiteId {
    type Err = InvalidSiteId;

    fn from_str(text: &str) -> Result<Self, InvalidSiteId> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidSiteId) }
    }
}

impl fmt::Display for SiteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SiteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SiteId({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_a_slug() {
        for good in ["a", "7", "shop", "shop-eu-2", &"x".repeat(40)] {
            assert_eq!(good.parse::<SiteId>().unwrap().as_str(), good);
        }
        for bad in ["", "-shop", "Shop", "shop.example", "shop eu", "sh\u{f6}p", "shop/", &"x".repeat(41)] {
            assert_eq!(bad.parse::<SiteId>(), Err(InvalidSiteId), "{bad:?}");
        }
    }

    #[test]
    fn a_change_is_told_by_the_names_of_what_changed() {
        let before = samples::site("shop", &["https://shop.example"]);
        assert!(before.differences(&before).is_empty());
        let after = HostSite {
            name: "Another".parse().unwrap(),
            branding: Branding { language: Some("de".parse().unwrap()), ..Branding::default() },
            ..before.clone()
        };
        assert_eq!(after.differences(&before), ["name", "branding"]);
    }
}
