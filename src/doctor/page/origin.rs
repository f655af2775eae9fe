//! The page's address: is it secure, where does it end up, may its origin start sessions.

use super::Wanted;
use crate::doctor::catalogue::*;
use crate::doctor::finding::Finding;
use crate::domain::Origin;

/// Where a look at a page began and ended.
#[derive(Debug, Clone)]
pub struct Way {
    pub asked: Origin,
    pub arrived: Origin,
}

/// What is wrong with the address.
pub fn check(way: &Way, wanted: &Wanted) -> Vec<Finding> {
    let Way { asked, arrived } = way;
    let mut findings = Vec::new();
    if !arrived.is_secure() && !arrived.is_loopback() {
        findings.push(PAGE_HTTP.saw(format!("It is served from {arrived}.")));
    }
    if asked != arrived {
        let saw = format!("{asked} leads to {arrived}.");
        findings.push(PAGE_REDIRECTS.saw(saw).paste(arrived.to_string()));
    }
    let is_ours = arrived.to_string() == wanted.public;
    if !is_ours && !wanted.allowed.contains(arrived) {
        findings.push(refused(arrived, &wanted.allowed));
    }
    findings
}

/// With the allowed origin that is nearly the same, because that is the mistake.
fn refused(origin: &Origin, allowed: &[Origin]) -> Finding {
    let near = allowed.iter().find_map(|other| Some((other, difference(origin, other)?)));
    let saw = match near {
        Some((other, what)) => format!("{origin} is not {other}, which is allowed: {what}."),
        None => format!("{origin} is none of the {} allowed origins.", allowed.len()),
    };
    let list = allowed.iter().chain([origin]).map(ToString::to_string).collect::<Vec<_>>().join(",");
    PAGE_ORIGIN_REFUSED.saw(saw).paste(format!("COBROKER_ALLOWED_ORIGINS={list}"))
}

fn difference(one: &Origin, other: &Origin) -> Option<&'static str> {
    let bare = |origin: &Origin| origin.host().strip_prefix("www.").unwrap_or(origin.host()).to_owned();
    if bare(one) != bare(other) {
        return None;
    }
    if one.host() != other.host() {
        return Some("with www and without are two origins");
    }
    if one.is_secure() != other.is_secure() { Some("http and https are two origins") } else { Some("the port differs") }
}

#[cfg(test)]
mod tests {
    use super::super::tests::wanted;
    use super::*;

    fn found(asked: &str, arrived: &str) -> Vec<(&'static str, String)> {
        let way = Way { asked: asked.parse().unwrap(), arrived: arrived.parse().unwrap() };
        check(&way, &wanted()).into_iter().map(|finding| (finding.kind.slug, finding.saw)).collect()
    }

    #[test]
    fn an_allowed_origin_and_our_own_are_fine() {
        assert!(found("https://shop.example", "https://shop.example").is_empty());
        assert!(found("https://help.example", "https://help.example").is_empty());
    }

    #[test]
    fn near_misses_are_explained() {
        for (origin, why) in [
            ("https://www.shop.example", "with www and without"),
            ("https://shop.example:8443", "the port differs"),
            ("https://blog.example", "none of the 1 allowed"),
        ] {
            let found = found(origin, origin);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].0 == "page-origin-refused" && found[0].1.contains(why), "{found:?}");
        }
        let plain = found("http://shop.example", "http://shop.example");
        assert_eq!(plain.iter().map(|one| one.0).collect::<Vec<_>>(), ["page-http", "page-origin-refused"]);
        assert!(plain[1].1.contains("http and https are two origins"));
    }

    #[test]
    fn a_redirect_elsewhere_is_told() {
        assert_eq!(found("https://old.example", "https://shop.example")[0].0, "page-redirects");
    }
}
