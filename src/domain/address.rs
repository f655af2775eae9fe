//! An address on the internet as that of one customer line, for whoever counts.

use std::net::{IpAddr, Ipv6Addr};

/// IPv4 as it is; IPv6 by its /64, because a single customer line has a whole one to choose from.
pub fn address_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ipv6_line_is_one_key() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(address_key(ip("2001:db8:1:2:3:4:5:6")), ip("2001:db8:1:2::"));
        assert_ne!(address_key(ip("2001:db8:1:3::1")), address_key(ip("2001:db8:1:2::1")));
        assert_eq!(address_key(ip("::ffff:203.0.113.7")), ip("203.0.113.7"));
    }
}
