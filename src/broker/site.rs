//! Which pages belong to one website: a session that began on one of them may go on at another.

/// Whether `origin` is `started` itself or a sibling of it: same scheme, same port, and host names that end in the same
/// two labels, as `shop.example`, `www.shop.example` and `pay.eu.shop.example` do.
///
/// Two labels are not always one owner (`co.uk`). This is only the second lock: both origins are on the operator's list
/// of sites, and the resume token reaches a sibling by a cookie, which browsers keep to one owner.
pub fn is_same_site(started: &str, origin: &str) -> bool {
    started == origin || parts(started).zip(parts(origin)).is_some_and(|(one, other)| one == other)
}

/// Scheme, port, and the last two labels of the host; `None` where there are no two, or where they are of an address.
fn parts(origin: &str) -> Option<(&str, Option<&str>, [&str; 2])> {
    let (scheme, rest) = origin.split_once("://")?;
    let (host, port) = rest.rsplit_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let mut labels = host.rsplit('.');
    let (last, before) = (labels.next()?, labels.next()?);
    let is_name = last.bytes().any(|byte| byte.is_ascii_alphabetic()) && !host.contains(['[', ']']);
    (is_name && !before.is_empty()).then_some((scheme, port, [before, last]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_share_scheme_port_and_the_end_of_their_names() {
        let started = "https://www.shop.example:8443";
        for same in ["https://www.shop.example:8443", "https://shop.example:8443", "https://a.b.shop.example:8443"] {
            assert!(is_same_site(started, same), "{same}");
        }
        for other in [
            "http://www.shop.example:8443",
            "https://www.shop.example",
            "https://myshop.example:8443",
            "https://shop.example.evil.example:8443",
            "https://example:8443",
            "null",
            "",
        ] {
            assert!(!is_same_site(started, other), "{other}");
        }
    }

    #[test]
    fn addresses_and_single_names_have_no_siblings() {
        assert!(!is_same_site("http://10.0.0.1", "http://10.9.0.1"));
        assert!(!is_same_site("http://[::1]:80", "http://[1::1]:80"));
        assert!(!is_same_site("http://localhost:3000", "http://localhost:3001"));
        assert!(is_same_site("http://a.shop.localhost:3000", "http://b.shop.localhost:3000"));
    }
}
