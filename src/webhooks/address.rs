//! Which addresses may be told anything (hardening §8). What their names lead to is checked at every attempt.

use crate::outgoing::Url;
use std::net::IpAddr;

/// Ports of endpoints elsewhere.
const PORTS: [u16; 2] = [443, 8443];

/// Why an address is not told anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("it names this machine; COBROKER_WEBHOOK_ALLOW_LOCAL=true allows that, for trying things out")]
    Local,
    #[error("it must be https on port 443 or 8443")]
    NotSafe,
    #[error("it must have a host name, not the address of a machine")]
    NoName,
}

/// `allow_local`: this machine may be told, also by plain http.
///
/// # Errors
/// [`Unfit`], in words that follow the address.
pub fn check_address(url: &Url, allow_local: bool) -> Result<(), Unfit> {
    if url.is_local() {
        return if allow_local { Ok(()) } else { Err(Unfit::Local) };
    }
    if !url.secure || !PORTS.contains(&url.port) {
        return Err(Unfit::NotSafe);
    }
    if url.host.parse::<IpAddr>().is_ok() {
        return Err(Unfit::NoName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_by_https_are_told_and_this_machine_where_it_is_allowed() {
        let check = |url: &str, allow_local| check_address(&url.parse().unwrap(), allow_local);
        for good in ["https://crm.example/hooks?x=1", "https://crm.example:8443/"] {
            assert_eq!(check(good, false), Ok(()), "{good}");
        }
        for (url, why) in [
            ("http://crm.example/", Unfit::NotSafe),
            ("https://crm.example:8080/", Unfit::NotSafe),
            ("https://10.0.0.1/", Unfit::NoName),
            ("https://[2a00::1]/", Unfit::NoName),
            ("http://localhost:9/", Unfit::Local),
            ("https://127.0.0.1/", Unfit::Local),
        ] {
            assert_eq!(check(url, false), Err(why), "{url}");
        }
        assert_eq!(check("http://localhost:9/", true), Ok(()));
        assert_eq!(check("http://10.0.0.1/", true), Err(Unfit::NotSafe), "only this machine");
    }
}
