//! Whose word it is: finds the site that may have signed an assertion, and checks it.

use super::Sites;
use crate::domain::site::{Assertion, NotAccepted};
use crate::domain::{HostSite, Origin};
use crate::tokens::{check_identity, claimed_issuer};
use std::sync::Arc;

/// Starts of servers that say nothing of a site.
const NO_SITE: &str = "no site";

impl Sites {
    /// Whom `token` vouches for. The site is the one that `origin` belongs to, and `iss` has to agree; a request
    /// without an origin comes from a server, and `iss` alone names the site. That it was not used before is left to
    /// the transaction that starts the session.
    ///
    /// # Errors
    /// Why not, in words for whoever made the token.
    pub fn vouch(&self, token: &str, origin: Option<&Origin>) -> Result<Assertion, NotAccepted> {
        let site = self.signer(token, origin)?;
        let key = site.identity_key.as_ref().ok_or_else(|| NotAccepted::NoKey(site.id.clone()))?;
        check_identity(token, &site.id, key, &self.0.own, self.0.clock.now())
    }

    /// What a start is counted by: its site, else its origin. A server's start counts for the site it says it is from;
    /// nothing is proved yet, as nothing is of an `Origin` header.
    pub fn start_counted_as(&self, origin: Option<&Origin>, token: Option<&str>) -> String {
        match (origin, token) {
            (Some(origin), _) => self.counted_as(&origin.to_string()),
            (None, Some(token)) => {
                self.signer(token, None).map_or_else(|_| NO_SITE.to_owned(), |site| format!("site {}", site.id))
            }
            (None, None) => NO_SITE.to_owned(),
        }
    }

    fn signer(&self, token: &str, origin: Option<&Origin>) -> Result<Arc<HostSite>, NotAccepted> {
        match origin {
            Some(origin) => self.at(origin).ok_or(NotAccepted::NoSite),
            None => self.open(&claimed_issuer(token)?).ok_or(NotAccepted::UnknownIssuer),
        }
    }
}
