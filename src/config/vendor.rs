//! What is said of the vendor's SDK and its hosts.

use crate::domain::Origin;
use std::str::FromStr;

/// A version in the loader's address (Zoom reference §3.1): `2.13.2` is that build \[SEED, SK-START, DZ-BYOP\], `2.13.x` the
/// newest patch of 2.13 \[SK-START\]. A floating major, or a word such as `latest`, is documented nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkVersion(String);

impl SdkVersion {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SdkVersion {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<_> = text.split('.').collect();
        let is_number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        match parts.as_slice() {
            [major, minor, patch] if is_number(major) && is_number(minor) && (is_number(patch) || *patch == "x") => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(()),
        }
    }
}

/// A host in a Content-Security-Policy: `files.example.com`, or `*.zoom.us` for every name under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPattern(String);

impl FromStr for HostPattern {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let host = text.strip_prefix("*.").unwrap_or(text);
        let origin: Origin = format!("https://{host}").parse().map_err(|_| ())?;
        // a whole top-level domain is more than any vendor's
        let fits = origin.authority() == host.to_ascii_lowercase() && (host.contains('.') || origin.is_loopback());
        if fits { Ok(Self(text.to_ascii_lowercase())) } else { Err(()) }
    }
}

impl std::fmt::Display for HostPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
