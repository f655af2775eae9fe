//! Exact web origins: scheme, host and port, nothing looser.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::{fmt, str::FromStr};

/// A tuple origin as browsers send it (RFC 6454): `https://shop.example`, `http://localhost:8080`.
///
/// Lower-case ASCII (international names in punycode), default ports left out, so that equal origins are equal texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    secure: bool,
    host: String,
    port: Option<u16>,
}

/// The text is no origin of the form `https://host[:port]` or `http://host[:port]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an origin such as https://www.example.com")]
pub struct InvalidOrigin;

impl Origin {
    /// `http://{host}:{port}`, for an address that was just bound.
    pub fn http(host: &str, port: u16) -> Result<Self, InvalidOrigin> {
        format!("http://{host}:{port}").parse()
    }

    /// Served over TLS.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Without port; IPv6 addresses in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port in effect, whether written or not.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.secure { 443 } else { 80 })
    }

    /// Host and port as a `Host` header has them.
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// The same place for WebSockets: `wss://host` or `ws://host`. CSP's `'self'` does not cover them in every browser.
    pub fn websocket(&self) -> String {
        format!("{}://{}", if self.secure { "wss" } else { "ws" }, self.authority())
    }

    /// Names this machine only, where browsers treat plain http as trustworthy.
    pub fn is_loopback(&self) -> bool {
        let host = self.host.as_str();
        host == "localhost"
            || host.ends_with(".localhost")
            || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            || host.trim_matches(['[', ']']).parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let text = text.to_ascii_lowercase();
        let (secure, authority) = match text.split_once("://") {
            Some(("https", rest)) => (true, rest),
            Some(("http", rest)) => (false, rest),
            _ => return Err(InvalidOrigin),
        };
        let (host, port) = split_port(authority)?;
        let host = written(host)?;
        let default = if secure { 443 } else { 80 };
        Ok(Self { secure, host, port: port.filter(|port| *port != default) })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.authority())
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), InvalidOrigin> {
    // the colons inside an IPv6 literal come before its closing bracket
    let end_of_host = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    match authority[end_of_host..].split_once(':') {
        None => Ok((authority, None)),
        Some((before, port)) if port.bytes().all(|b| b.is_ascii_digit()) => {
            let port = port.parse().ok().filter(|port| *port != 0).ok_or(InvalidOrigin)?;
            Ok((&authority[..end_of_host + before.len()], Some(port)))
        }
        Some(_) => Err(InvalidOrigin),
    }
}

/// The host as browsers write it, if it is one (WHATWG URL §3.5).
fn written(host: &str) -> Result<String, InvalidOrigin> {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse().map(|address| format!("[{}]", hexadecimal(address))).map_err(|_| InvalidOrigin);
    }
    let labels = host.split('.').all(|label| !label.is_empty() && label.len() <= 63);
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let fits = labels && plain && host.len() <= 253 && (!is_number(host) || host.parse::<Ipv4Addr>().is_ok());
    if fits { Ok(host.to_owned()) } else { Err(InvalidOrigin) }
}

/// Browsers take a name whose last label is a number for an IPv4 address, in one of many spellings. Only the usual one
/// is an origin.
fn is_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let digits = last.strip_prefix("0x").unwrap_or(last);
    let hexadecimal = last.starts_with("0x") && digits.bytes().all(|b| b.is_ascii_hexdigit());
    hexadecimal || (!last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
}

/// Browsers never write the IPv4 address in an IPv6 one with dots.
fn hexadecimal(address: Ipv6Addr) -> String {
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => format!("::ffff:{high:x}:{low:x}"),
        _ => address.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn origin(text: &str) -> Origin {
        text.parse().unwrap()
    }

    #[test]
    fn default_ports_and_case_make_no_difference() {
        assert_eq!(origin("https://Shop.Example:443"), origin("https://shop.example"));
        assert_eq!(origin("http://shop.example:80").to_string(), "http://shop.example");
        assert_eq!(origin("http://[::1]:8080").to_string(), "http://[::1]:8080");
        assert_eq!(origin("http://[0:0:0::1]"), origin("http://[::1]"));
        assert_eq!(origin("http://[2001:DB8::0:1]").to_string(), "http://[2001:db8::1]");
        assert_eq!(origin("http://[::ffff:10.0.0.1]").to_string(), "http://[::ffff:a00:1]");
    }

    #[test]
    fn scheme_host_and_port_all_count() {
        let shop = origin("https://shop.example");
        for other in [
            "http://shop.example",
            "https://shop.example:8443",
            "https://www.shop.example",
            "https://shop.example.evil.test",
        ] {
            assert_ne!(origin(other), shop);
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for text in [
            "",
            "null",
            "*",
            "shop.example",
            "ftp://shop.example",
            "https://",
            "https://shop.example/",
            "https://shop.example/a",
            "https://user@shop.example",
            "https://shop.example?x",
            "https://shop.example:",
            "https://shop.example:0",
            "https://shop.example:65536",
            "https://shop.example:+80",
            "https://*.example",
            "https://a..b",
            "https://[::1",
            "https://[1.2.3.4]",
            "https://bücher.example",
            "https://a b",
            "https://[::1]x:80",
            "https://[fe80::1%25eth0]",
            "http://127.1",
            "http://10.0.0.256",
            "http://010.0.0.1",
            "http://0x7f.0.0.1",
            "http://shop.0x1f",
            "http://2130706433",
            "https://shop.example.",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(InvalidOrigin), "{text:?}");
        }
    }

    #[test]
    fn the_socket_of_an_origin_has_its_scheme_and_port() {
        assert_eq!(origin("https://desk.example").websocket(), "wss://desk.example");
        assert_eq!(origin("http://localhost:8080").websocket(), "ws://localhost:8080");
    }

    #[test]
    fn loopback_is_known_by_name_and_by_number() {
        for text in
            ["http://localhost:1", "http://a.localhost", "http://127.0.0.1", "http://127.8.0.1:99", "http://[::1]"]
        {
            assert!(origin(text).is_loopback(), "{text}");
        }
        for text in ["http://localhost.example", "http://10.0.0.1", "http://[::2]", "http://127.0.0.1.example"] {
            assert!(!origin(text).is_loopback(), "{text}");
        }
    }

    proptest! {
        /// What a browser would send for this place is what we compare with.
        #[test]
        fn an_origin_is_written_as_browsers_write_it(
            text in "https?://([a-zA-Z0-9_-]{1,8}\\.){0,3}[a-zA-Z0-9]{1,6}(:[0-9]{1,5})?"
        ) {
            prop_assume!(!text.to_ascii_lowercase().contains("xn--"));
            match (text.parse::<Origin>(), reqwest::Url::parse(&text)) {
                (Ok(ours), Ok(url)) => prop_assert_eq!(ours.to_string(), url.origin().ascii_serialization()),
                (Ok(ours), Err(why)) => prop_assert!(false, "{} is no address: {}", ours, why),
                // a browser takes what it can turn into something; people have to write it as it will be sent
                (Err(_), _) => {}
            }
        }

        #[test]
        fn an_address_has_one_spelling(segments: [u16; 8], port in 1u16..) {
            let address = Ipv6Addr::from(segments);
            let long: Vec<_> = segments.iter().map(|segment| format!("{segment:04X}")).collect();
            let long = format!("http://[{}]:{port}", long.join(":"));
            let short = format!("http://[{address}]:{port}");
            let browsers = reqwest::Url::parse(&short).expect("an address").origin().ascii_serialization();
            prop_assert_eq!(long.parse::<Origin>().map(|origin| origin.to_string()), Ok(browsers.clone()));
            prop_assert_eq!(short.parse::<Origin>().map(|origin| origin.to_string()), Ok(browsers));
        }

        #[test]
        fn any_text_is_refused_or_reads_back(text in "(https?://)?[a-z0-9.:\\[\\]/@_-]{0,30}") {
            if let Ok(parsed) = text.parse::<Origin>() {
                prop_assert_eq!(parsed.to_string().parse(), Ok(parsed));
            }
        }
    }
}
