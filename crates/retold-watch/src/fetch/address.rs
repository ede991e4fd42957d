//! Which addresses may be reached: those of the public internet, and what was allowed by name.
//!
//! The list follows the IANA registries of special-purpose addresses. Of IPv6 only global unicast counts, without what
//! carries an IPv4 address inside (6to4, Teredo, NAT64, mapped): such an address leads where the inner one does.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// Networks of IPv4 that are not the public internet: first address and number of leading bits.
const CLOSED_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),        // this host
    ([10, 0, 0, 0], 8),       // private
    ([100, 64, 0, 0], 10),    // shared by a provider's customers; metadata services of some clouds
    ([127, 0, 0, 0], 8),      // loopback
    ([168, 63, 129, 16], 32), // the host of a virtual machine in one cloud
    ([169, 254, 0, 0], 16),   // link-local; metadata services of most clouds
    ([172, 16, 0, 0], 12),    // private
    ([192, 0, 0, 0], 24),     // protocol assignments; metadata service of one cloud
    ([192, 0, 2, 0], 24),     // documentation
    ([192, 88, 99, 0], 24),   // 6to4 relays
    ([192, 168, 0, 0], 16),   // private
    ([198, 18, 0, 0], 15),    // benchmarks
    ([198, 51, 100, 0], 24),  // documentation
    ([203, 0, 113, 0], 24),   // documentation
    ([224, 0, 0, 0], 4),      // multicast
    ([240, 0, 0, 0], 4),      // reserved, and broadcast
];

/// Parts of IPv6's global unicast that lead elsewhere: first address and number of leading bits.
const CLOSED_V6: &[(u128, u32)] = &[
    (0x2001_0000 << 96, 23), // protocol assignments: Teredo, ORCHID, benchmarks
    (0x2001_0db8 << 96, 32), // documentation
    (0x2002_0000 << 96, 16), // 6to4
    (0x3fff_0000 << 96, 20), // documentation
];

/// Whether an address is one of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !CLOSED_V4.iter().any(|(first, length)| {
        let first = u32::from_be_bytes(*first);
        (bits ^ first).checked_shr(32 - length).unwrap_or(0) == 0
    })
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let bits = address.to_bits();
    // Global unicast is 2000::/3. Outside lie loopback, mapped IPv4, NAT64, unique-local, link-local, multicast.
    bits >> 125 == 1 && !CLOSED_V6.iter().any(|(first, length)| (bits ^ first) >> (128 - length) == 0)
}

/// An address that may be reached though it is not public: `127.0.0.1`, `127.0.0.1:8080`, `[::1]:8080`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Allowance {
    address: IpAddr,
    port: Option<u16>,
}

impl Allowance {
    /// Whether it allows this address and port.
    pub fn covers(&self, place: SocketAddr) -> bool {
        self.address == place.ip() && self.port.is_none_or(|port| port == place.port())
    }

    /// Whether it names this port.
    pub(crate) fn names_port(&self, port: u16) -> bool {
        self.port == Some(port)
    }
}

impl FromStr for Allowance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(place) = text.parse::<SocketAddr>() {
            return Ok(Self { address: place.ip(), port: Some(place.port()) });
        }
        let address = text.parse().map_err(|_| format!("{text:?} is no address; write 10.0.0.7 or 10.0.0.7:8080"))?;
        Ok(Self { address, port: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_public_internet_is_closed() {
        let closed = [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::a00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ];
        for address in closed {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn the_public_internet_is_open() {
        let open = [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.1.1.1",
            "128.0.0.1",
            "168.63.129.15",
            "172.15.1.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:200::1",
            "2003::1",
            "2606:4700::1111",
            "2a00:1450::1",
        ];
        for address in open {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn an_allowance_is_for_one_address() {
        let at = |text: &str| text.parse::<SocketAddr>().expect("a place");
        let one: Allowance = "127.0.0.1:8080".parse().expect("an allowance");
        assert!(
            one.covers(at("127.0.0.1:8080")) && !one.covers(at("127.0.0.1:80")) && !one.covers(at("127.0.0.2:8080"))
        );
        let all: Allowance = "::1".parse().expect("an allowance");
        assert!(all.covers(at("[::1]:9")) && !all.covers(at("127.0.0.1:9")));
        assert!("localhost".parse::<Allowance>().is_err());
    }
}
