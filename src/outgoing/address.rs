//! Which addresses may be connected to, so that nobody reaches what is inside by naming it (hardening §8).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks of version 4 that are not public: IANA's special-purpose registry, multicast, and what is reserved.
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // link-local; clouds keep their metadata here
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 52, 193, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // multicast and everything above it
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// Networks inside `2000::/3` that are not public or lead to addresses of version 4 that need not be.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// How far a client reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// For addresses that others may have a say in.
    Public,
    /// This machine as well: for trying things out.
    PublicAndLoopback,
    /// For what the person at the shell names, who reaches it anyway.
    Anywhere,
}

impl Reach {
    /// Whether this address may be connected to.
    pub fn admits(self, address: IpAddr) -> bool {
        match self {
            Self::Public => is_public(address),
            Self::PublicAndLoopback => is_public(address) || address.is_loopback(),
            Self::Anywhere => true,
        }
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|(net, bits)| same_bits(address.to_bits(), net.to_bits(), *bits)),
        // mapped, translated, unique local, link-local, multicast: all of them are outside
        IpAddr::V6(address) => {
            let within = |net: &Ipv6Addr, bits: u32| (address.to_bits() ^ net.to_bits()) >> (128 - bits) == 0;
            within(&Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)
                && !SPECIAL_V6.iter().any(|(net, bits)| within(net, *bits))
        }
    }
}

fn same_bits(one: u32, other: u32, bits: u32) -> bool {
    (one ^ other) >> (32 - bits) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_inside_is_refused_in_every_spelling() {
        for inside in [
            "127.0.0.1",
            "127.9.9.9",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.19.255.255",
            "::",
            "::1",
            "::ffff:8.8.8.8",
            "::ffff:127.0.0.1",
            "::8.8.8.8",
            "64:ff9b::808:808",
            "64:ff9b:1::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
        ] {
            assert!(!Reach::Public.admits(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"] {
            assert!(Reach::Public.admits(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn only_this_machine_is_allowed_for_trying_things_out() {
        for (address, expected) in [("127.0.0.1", true), ("::1", true), ("10.0.0.1", false), ("169.254.169.254", false)]
        {
            let address = address.parse().unwrap();
            assert_eq!(Reach::PublicAndLoopback.admits(address), expected, "{address}");
            assert!(Reach::Anywhere.admits(address), "{address}");
        }
    }

    proptest! {
        #[test]
        fn nothing_the_standard_library_calls_special_is_public(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let special = address.is_private() || address.is_loopback() || address.is_link_local()
                || address.is_multicast() || address.is_broadcast() || address.is_documentation() || address.is_unspecified();
            prop_assert!(!(special && is_public(address.into())));
            prop_assert!(!is_public(address.to_ipv6_mapped().into()));
        }
    }
}
