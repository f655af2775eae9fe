//! Who is at the other end: the peer, or the hop a trusted proxy vouches for.

use crate::http::error::Error;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, request::Parts};
use ipnet::IpNet;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The address of the socket a request came over; the accept loop puts it into every request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerAddr(pub SocketAddr);

/// The address a request is counted against. Set by the layers of [`crate::http::stack`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

impl ClientIp {
    /// The key of this client in a throttle: see [`address_key`].
    pub fn key(self) -> IpAddr {
        address_key(self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for ClientIp {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().copied().ok_or_else(|| Error::internal("a request without a client address"))
    }
}

/// Networks whose `X-Forwarded-For` is believed. Empty by default: nobody's is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    pub fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Nobody in front of us is believed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    /// The peer, unless it is a trusted proxy; then the rightmost hop that is not one. What stands left of that hop
    /// was written by the client and says nothing.
    pub fn client_ip(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines: Vec<_> = headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("")).collect();
        for hop in lines.iter().flat_map(|line| line.split(',')).rev() {
            if !self.contains(client) {
                break;
            }
            // a hop that no proxy would write: the nearest one that can be believed stays
            let Some(address) = parse_hop(hop) else { break };
            client = address;
        }
        client
    }
}

/// IPv4 as it is; IPv6 by its /64, because a single customer line has a whole one to choose from.
pub fn address_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

/// `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn client(peer: &str, forwarded: &[&str]) -> IpAddr {
        let trusted = TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
        }
        trusted.client_ip(ip(peer), &headers)
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("203.0.113.9", &["198.51.100.1"]), ip("203.0.113.9"));
    }

    #[test]
    fn behind_proxies_the_rightmost_untrusted_hop_is_the_client() {
        assert_eq!(client("10.0.0.1", &["198.51.100.1, 203.0.113.7, 10.0.0.2"]), ip("203.0.113.7"));
        assert_eq!(client("10.0.0.1", &["198.51.100.1", "203.0.113.7, 10.0.0.2"]), ip("203.0.113.7"));
        assert_eq!(client("fd00::1", &["[2001:db8::7]:4711"]), ip("2001:db8::7"));
        assert_eq!(client("::ffff:10.0.0.1", &["203.0.113.7:80"]), ip("203.0.113.7"));
    }

    #[test]
    fn a_hop_that_is_no_address_ends_the_search() {
        assert_eq!(client("10.0.0.1", &["203.0.113.7, unknown, 10.0.0.2"]), ip("10.0.0.2"));
        assert_eq!(client("10.0.0.1", &["", "garbage"]), ip("10.0.0.1"));
        assert_eq!(client("10.0.0.1", &[]), ip("10.0.0.1"));
    }

    #[test]
    fn one_ipv6_line_is_one_key() {
        assert_eq!(address_key(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
        assert_ne!(address_key(ip("2001:db8:1:3::1")), address_key(ip("2001:db8:1:2::1")));
        assert_eq!(address_key(ip("::ffff:203.0.113.7")), ip("203.0.113.7"));
    }
}
