//! Where a webhook is sent.

use axum::http::Uri;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// The address of a webhook: `https://crm.example/hooks/cobrowse`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    pub secure: bool,
    /// A name, or the address of this machine; IPv6 addresses without brackets.
    pub host: String,
    pub port: u16,
    /// As a `Host` header has it.
    pub authority: String,
    /// Path and query.
    pub target: String,
}

impl FromStr for Endpoint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let uri: Uri = text.parse().map_err(|_| ())?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(()),
        };
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or(())?;
        let host = authority.host().trim_matches(['[', ']']).to_ascii_lowercase();
        if host.is_empty() || text.contains('#') {
            return Err(());
        }
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let target = uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        Ok(Self { secure, host, port, authority: authority.as_str().to_ascii_lowercase(), target })
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.secure { "https" } else { "http" };
        write!(f, "{scheme}://{}{}", self.authority, self.target)
    }
}

impl Endpoint {
    /// Whether its name can only be this machine.
    pub fn is_local(&self) -> bool {
        let is_loopback = |address: IpAddr| address.is_loopback();
        self.host == "localhost" || self.host.ends_with(".localhost") || self.host.parse().is_ok_and(is_loopback)
    }
}
