//! Where a request goes.

use axum::http::Uri;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// An absolute address: `https://crm.example/hooks/cobrowse`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Url {
    pub secure: bool,
    /// A name, or the address of a machine; IPv6 addresses without brackets.
    pub host: String,
    pub port: u16,
    /// As a `Host` header has it.
    pub authority: String,
    /// Path and query.
    pub target: String,
}

/// The text is no address that begins with `https://` or `http://`, or has a user's name or a fragment in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address such as https://www.example.com/page")]
pub struct InvalidUrl;

impl FromStr for Url {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, InvalidUrl> {
        let uri: Uri = text.parse().map_err(|_| InvalidUrl)?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(InvalidUrl),
        };
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@')).ok_or(InvalidUrl)?;
        let host = authority.host().trim_matches(['[', ']']).to_ascii_lowercase();
        if host.is_empty() || text.contains('#') {
            return Err(InvalidUrl);
        }
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        // what follows the host may be a query at once
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let target = format!("{}{query}", uri.path());
        Ok(Self { secure, host, port, authority: authority.as_str().to_ascii_lowercase(), target })
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme(), self.authority, self.target)
    }
}

impl Url {
    pub fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// Whether its name can only be this machine.
    pub fn is_local(&self) -> bool {
        let is_loopback = |address: IpAddr| address.is_loopback();
        self.host == "localhost" || self.host.ends_with(".localhost") || self.host.parse().is_ok_and(is_loopback)
    }

    /// Whether scheme, host and port are the same.
    pub fn same_origin(&self, other: &Self) -> bool {
        (self.secure, &self.host, self.port) == (other.secure, &other.host, other.port)
    }

    /// Where a reference on this page leads, as in `Location` (RFC 3986 §5.2). Its fragment is left out. `None` where it
    /// leads to something that is not fetched.
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        let reference = reference.split('#').next().unwrap_or_default().trim();
        if let Some(rest) = reference.strip_prefix("//") {
            return format!("{}://{rest}", self.scheme()).parse().ok().map(Self::tidied);
        }
        if has_scheme(reference) {
            return reference.parse().ok().map(Self::tidied);
        }
        let path = self.target.split('?').next().unwrap_or_default();
        let target = match reference.as_bytes().first() {
            None => self.target.clone(),
            Some(b'/') => reference.to_owned(),
            Some(b'?') => format!("{path}{reference}"),
            Some(_) => format!("{}{reference}", &path[..=path.rfind('/').unwrap_or_default()]),
        };
        format!("{}://{}{target}", self.scheme(), self.authority).parse().ok().map(Self::tidied)
    }

    /// Without `.` and `..` in its path.
    fn tidied(self) -> Self {
        let (path, query) = match self.target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (self.target.as_str(), None),
        };
        let mut target = without_dots(path);
        if let Some(query) = query {
            target.push('?');
            target.push_str(query);
        }
        Self { target, ..self }
    }
}

/// `mailto:…` as well as `https://…`; a colon after the first slash is part of a path.
fn has_scheme(reference: &str) -> bool {
    let before = reference.find(['/', '?']).map_or(reference, |end| &reference[..end]);
    before.contains(':')
}

fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for segment in &segments {
        match *segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    // the last one names a folder
    if matches!(segments.last(), Some(&("." | ".."))) {
        kept.push("");
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_without_a_host_or_with_more_than_a_place_is_refused() {
        for text in ["", "/page", "ftp://a.example/", "https://", "https://me@a.example/", "https://a.example/#top"] {
            assert_eq!(text.parse::<Url>(), Err(InvalidUrl), "{text}");
        }
        let written = url("HTTPS://A.example:8443?x=1");
        assert_eq!((written.port, written.to_string().as_str()), (8443, "https://a.example:8443/?x=1"));
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert!(url("https://a.example/x").same_origin(&url("https://A.example:443/y")));
        for other in ["http://a.example/", "https://a.example:8443/", "https://b.example/"] {
            assert!(!url("https://a.example/").same_origin(&url(other)), "{other}");
        }
    }

    #[test]
    fn a_reference_leads_where_a_browser_would_go() {
        let page = url("https://a.example/shop/list?q=1");
        for (reference, leads_to) in [
            ("", "https://a.example/shop/list?q=1"),
            ("#top", "https://a.example/shop/list?q=1"),
            ("item", "https://a.example/shop/item"),
            ("./item#x", "https://a.example/shop/item"),
            ("../", "https://a.example/"),
            ("../../../up", "https://a.example/up"),
            ("sub/..", "https://a.example/shop/"),
            ("?q=2", "https://a.example/shop/list?q=2"),
            ("/a/../b?c=/../d", "https://a.example/b?c=/../d"),
            ("/time/12:30", "https://a.example/time/12:30"),
            ("//b.example", "https://b.example/"),
            ("http://b.example/x/./y", "http://b.example/x/y"),
        ] {
            assert_eq!(page.resolve(reference).map(|url| url.to_string()).as_deref(), Some(leads_to), "{reference}");
        }
        for nowhere in ["mailto:me@a.example", "javascript:alert(1)", "ftp://a.example/", "https://me@b.example/", "//"]
        {
            assert_eq!(page.resolve(nowhere), None, "{nowhere}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_reference_says_it_leads_to_a_plain_address_or_nowhere(reference in "[a-z0-9./:?#@\\\\ \\[\\]%-]{0,24}|\\PC{0,16}") {
            if let Some(found) = url("https://a.example/x/y?z").resolve(&reference) {
                prop_assert!(found.target.starts_with('/') && !found.target.contains('#'), "{found}");
                let path = found.target.split('?').next().unwrap();
                prop_assert!(!path.split('/').any(|segment| segment == "." || segment == ".."), "{found}");
                prop_assert_eq!(found.to_string().parse(), Ok(found));
            }
        }
    }
}
