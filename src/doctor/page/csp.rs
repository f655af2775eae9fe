//! Content security policies of a page: what they block of what the SDK needs, and the policy that would not
//! (Zoom reference §12).

use crate::doctor::catalogue::*;
use crate::doctor::finding::Finding;
use crate::outgoing::Url;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// One policy. A page may have several; then all of them apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub report_only: bool,
    /// `header` or `meta`.
    pub from: &'static str,
    /// Names in lower case with their sources, in order. The first of a name counts.
    directives: Vec<(String, Vec<String>)>,
}

/// Something the SDK loads or connects to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    pub directive: &'static str,
    /// The source to add: `https://support.example`, `wss://*.zoom.us`, `data:`, `'unsafe-inline'`.
    pub source: String,
}

impl Need {
    pub fn new(directive: &'static str, source: impl Into<String>) -> Self {
        Self { directive, source: source.into() }
    }
}

/// A script in the text of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    pub text: String,
    pub nonce: Option<String>,
}

/// Policies of one header, which may hold several, separated by commas.
pub fn policies(text: &str, from: &'static str, report_only: bool) -> Vec<Policy> {
    let all = text.split(',').map(|one| Policy { report_only, from, directives: directives(one) });
    all.filter(|policy| !policy.directives.is_empty()).collect()
}

fn directives(text: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for directive in text.split(';') {
        let mut words = directive.split_ascii_whitespace();
        let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, words.map(str::to_owned).collect()));
        }
    }
    found
}

impl Policy {
    fn sources(&self, name: &str) -> Option<&[String]> {
        self.directives.iter().find(|(known, _)| known == name).map(|(_, sources)| sources.as_slice())
    }

    /// The list that governs a directive, and its name: its own, one it falls back to, or `default-src`.
    fn governing(&self, directive: &str) -> Option<(&'static str, &[String])> {
        let chain: &[&'static str] = match directive {
            "script-src" => &["script-src-elem", "script-src", "default-src"],
            "style-src" => &["style-src-elem", "style-src", "default-src"],
            "frame-src" => &["frame-src", "child-src", "default-src"],
            "worker-src" => &["worker-src", "child-src", "script-src", "default-src"],
            "connect-src" => &["connect-src", "default-src"],
            "img-src" => &["img-src", "default-src"],
            "font-src" => &["font-src", "default-src"],
            _ => &[],
        };
        chain.iter().find_map(|name| Some((*name, self.sources(name)?)))
    }

    /// Whether the need is met on a page of this address.
    pub fn allows(&self, need: &Need, page: &Url) -> bool {
        let Some((_, sources)) = self.governing(need.directive) else { return true };
        let is_script = need.directive == "script-src";
        if need.source == "'unsafe-inline'" {
            return inline_allowed(sources);
        }
        // with 'strict-dynamic' hosts count for nothing: what a trusted script loads is trusted
        (is_script && has(sources, "'strict-dynamic'"))
            || sources.iter().any(|source| covers(source, &need.source, page))
    }

    /// Whether an inline script runs.
    pub fn runs(&self, script: &Inline) -> bool {
        let Some((_, sources)) = self.governing("script-src") else { return true };
        let nonce = script.nonce.as_deref().filter(|nonce| !nonce.is_empty());
        let by_nonce = nonce.is_some_and(|nonce| has_exactly(sources, &format!("'nonce-{nonce}'")));
        by_nonce || has_exactly(sources, &hash(&script.text)) || inline_allowed(sources)
    }

    /// The same policy with these needs met.
    fn with(&self, needs: &[&Need]) -> Self {
        let mut policy = self.clone();
        for need in needs {
            let (name, inherited) = match self.governing(need.directive) {
                // what only falls back gets a list of its own, so that nothing else is opened
                Some(("default-src", sources)) => (need.directive, sources.to_vec()),
                Some((name, _)) => (name, Vec::new()),
                None => continue,
            };
            policy.add(name, inherited, &need.source);
        }
        policy
    }

    fn add(&mut self, name: &str, inherited: Vec<String>, source: &str) {
        if self.sources(name).is_none() {
            self.directives.push((name.to_owned(), inherited));
        }
        for (_, sources) in self.directives.iter_mut().filter(|(known, _)| known == name) {
            sources.retain(|source| !source.eq_ignore_ascii_case("'none'"));
            if !sources.iter().any(|known| known == source) {
                sources.push(source.to_owned());
            }
        }
    }

    fn text(&self) -> String {
        let one = |(name, sources): &(String, Vec<String>)| {
            std::iter::once(name.as_str()).chain(sources.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
        };
        self.directives.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    fn line(&self) -> String {
        match self.from {
            "meta" => format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", self.text()),
            _ if self.report_only => format!("Content-Security-Policy-Report-Only: {}", self.text()),
            _ => format!("Content-Security-Policy: {}", self.text()),
        }
    }
}

fn has(sources: &[String], wanted: &str) -> bool {
    sources.iter().any(|source| source.eq_ignore_ascii_case(wanted))
}

/// Nonces and hashes count letter by letter.
fn has_exactly(sources: &[String], wanted: &str) -> bool {
    sources.iter().any(|source| source == wanted)
}

/// `'unsafe-inline'` counts for nothing beside a nonce or a hash.
fn inline_allowed(sources: &[String]) -> bool {
    let strict = |source: &String| {
        let source = source.to_ascii_lowercase();
        ["'nonce-", "'sha256-", "'sha384-", "'sha512-", "'strict-dynamic'"]
            .iter()
            .any(|start| source.starts_with(start))
    };
    has(sources, "'unsafe-inline'") && !sources.iter().any(strict)
}

/// The source that lets exactly this inline script run.
pub fn hash(script: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes())))
}

/// Whether everything that `wanted` stands for is covered by `source`.
fn covers(source: &str, wanted: &str, page: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    if source == wanted {
        return true;
    }
    if source.starts_with('\'') {
        return source == "'self'" && Place::read(wanted).is_some_and(|wanted| is_self(&wanted, page));
    }
    let Some(wanted) = Place::read(wanted) else { return false };
    if source == "*" {
        return matches!(wanted.scheme.as_str(), "http" | "https" | "ws" | "wss") || wanted.scheme == page.scheme();
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return scheme_covers(scheme, &wanted.scheme);
    }
    let with_scheme = if source.contains("://") { source } else { format!("{}://{source}", page.scheme()) };
    Place::read(&with_scheme).is_some_and(|source| source.covers(&wanted))
}

/// A scheme, a host perhaps with `*.` before it, and a port.
struct Place {
    scheme: String,
    host: String,
    port: Option<String>,
    has_path: bool,
}

impl Place {
    fn read(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let end = authority.rfind(']').map_or(0, |at| at + 1);
        let (host, port) = match authority[end..].rfind(':') {
            Some(colon) => (&authority[..end + colon], Some(authority[end + colon + 1..].to_owned())),
            None => (authority, None),
        };
        Some(Self { scheme: scheme.into(), host: host.into(), port, has_path: !path.is_empty() })
    }

    fn covers(&self, wanted: &Self) -> bool {
        let host = match self.host.strip_prefix('*') {
            Some(suffix) => wanted.host.ends_with(suffix) && (suffix.is_empty() || wanted.host.len() > suffix.len()),
            None => self.host == wanted.host,
        };
        // what has a path covers one folder or file; the SDK comes from several
        host && !self.has_path && scheme_covers(&self.scheme, &wanted.scheme) && self.port_covers(wanted)
    }

    fn port_covers(&self, wanted: &Self) -> bool {
        match self.port.as_deref() {
            Some("*") => true,
            _ => {
                self.effective_port() == wanted.effective_port()
                    || (self.effective_port() == "80" && wanted.effective_port() == "443")
            }
        }
    }

    fn effective_port(&self) -> &str {
        let usual = if matches!(self.scheme.as_str(), "https" | "wss") { "443" } else { "80" };
        self.port.as_deref().unwrap_or(usual)
    }
}

/// A scheme covers itself, its secure form, and sockets of the same kind.
fn scheme_covers(source: &str, wanted: &str) -> bool {
    source == wanted || matches!((source, wanted), ("http", "https" | "ws" | "wss") | ("https" | "ws", "wss"))
}

fn is_self(wanted: &Place, page: &Url) -> bool {
    Place::read(&super::origin_text(page)).is_some_and(|page| page.covers(wanted))
}

/// What a page's policies block.
pub fn check(policies: &[Policy], needs: &[Need], inline: Option<&Inline>, page: &Url, is_zoom: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in policies {
        findings.extend(blocked(policy, needs, page));
        if policy.report_only {
            continue;
        }
        if let Some(script) = inline.filter(|script| !policy.runs(script)) {
            let saw = format!("The {} lets no inline script run, and the snippet is one.", named(policy));
            findings.push(CSP_INLINE.saw(saw).paste(hash(&script.text)));
        }
        findings.extend(trusted_types(policy, inline.is_some() || is_zoom));
        findings.extend(is_zoom.then(|| ancestors(policy, page)).flatten());
    }
    findings
}

fn named(policy: &Policy) -> &'static str {
    if policy.from == "meta" { "policy in the page's meta element" } else { "policy in the page's header" }
}

/// `/embed.js` keeps to Trusted Types, by a policy of its own; a snippet, and Zoom's SDK, may not.
fn trusted_types(policy: &Policy, by_snippet: bool) -> Option<Finding> {
    policy.sources("require-trusted-types-for")?;
    if by_snippet {
        return Some(CSP_TRUSTED_TYPES.saw(format!("The {} has require-trusted-types-for.", named(policy))));
    }
    let names = policy.sources("trusted-types")?;
    let is_named = names.iter().any(|name| name == "cobroker" || name == "*");
    (!is_named).then(|| CSP_TRUSTED_TYPES.saw(format!("The {} has trusted-types without cobroker.", named(policy))))
}

fn blocked(policy: &Policy, needs: &[Need], page: &Url) -> Option<Finding> {
    let blocked: Vec<_> = needs.iter().filter(|need| !policy.allows(need, page)).collect();
    let list = blocked.iter().map(|need| format!("{} {}", need.directive, need.source)).collect::<Vec<_>>().join(", ");
    let kind = if policy.report_only { &CSP_REPORT_ONLY } else { &CSP_BLOCKS };
    let saw = format!("The {} does not allow {list}.", named(policy));
    (!blocked.is_empty()).then(|| kind.saw(saw).paste(policy.with(&blocked).line()))
}

/// \[BYOP-T\]
fn ancestors(policy: &Policy, page: &Url) -> Option<Finding> {
    let sources = policy.sources("frame-ancestors")?;
    if sources.iter().any(|source| covers(source, "https://*.zoom.us", page)) {
        return None;
    }
    let mut with = policy.clone();
    with.add("frame-ancestors", Vec::new(), "https://*.zoom.us");
    Some(CSP_FRAME_ANCESTORS.saw(format!("frame-ancestors is {}.", sources.join(" "))).paste(with.line()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Url {
        "https://shop.example/cart".parse().unwrap()
    }

    fn needs() -> Vec<Need> {
        vec![
            Need::new("script-src", "https://help.example"),
            Need::new("connect-src", "https://help.example"),
            Need::new("connect-src", "wss://help.example"),
        ]
    }

    fn zoom_needs() -> Vec<Need> {
        vec![
            Need::new("script-src", "https://us01-zcb.zoom.us"),
            Need::new("connect-src", "https://*.zoom.us"),
            Need::new("connect-src", "wss://*.zoom.us"),
        ]
    }

    fn found(header: &str, needs: &[Need]) -> Vec<Finding> {
        check(&policies(header, "header", false), needs, None, &page(), false)
    }

    #[test]
    fn a_policy_that_allows_all_is_fine() {
        for header in [
            "img-src 'none'",
            "default-src *",
            "script-src https:; connect-src https: wss:",
            "default-src 'self'; script-src 'self' https://help.example; connect-src https://help.example wss://help.example",
            "default-src 'self'; script-src help.example; connect-src help.example",
            "script-src 'nonce-abc' 'strict-dynamic'; connect-src https://*.example",
            "default-src https://*:*",
        ] {
            assert!(found(header, &needs()).is_empty(), "{header}: {:?}", found(header, &needs()));
        }
        assert!(found("script-src https://*.zoom.us; connect-src https://*.zoom.us", &zoom_needs()).is_empty());
    }

    #[test]
    fn the_line_to_paste_keeps_what_there_is_and_adds_what_is_missing() {
        let found = found("default-src 'self'; img-src *", &needs());
        assert_eq!(
            found[0].paste.as_deref(),
            Some(
                "Content-Security-Policy: default-src 'self'; img-src *; script-src 'self' https://help.example; \
                 connect-src 'self' https://help.example wss://help.example"
            )
        );
        let from_nothing = &super::tests::found("script-src 'none'", &needs()[..1])[0];
        assert_eq!(from_nothing.paste.as_deref(), Some("Content-Security-Policy: script-src https://help.example"));
    }

    #[test]
    fn what_is_added_is_then_allowed() {
        for header in
            ["default-src 'none'", "script-src-elem 'self'; connect-src 'self'", "default-src https://a.example/x/"]
        {
            let fixed = found(header, &zoom_needs())[0].paste.clone().unwrap();
            let fixed = fixed.strip_prefix("Content-Security-Policy: ").unwrap();
            assert!(found(fixed, &zoom_needs()).is_empty(), "{header} became {fixed}");
        }
    }

    #[test]
    fn all_policies_apply_and_reports_block_nothing() {
        let mut all = policies("default-src *, script-src 'self'", "header", false);
        all.extend(policies("connect-src 'self'", "header", true));
        all.extend(policies("connect-src 'none'", "meta", false));
        let kinds: Vec<_> = check(&all, &needs(), None, &page(), false).iter().map(|f| f.kind.slug).collect();
        assert_eq!(kinds, ["csp-blocks", "csp-report-only", "csp-blocks"]);
    }

    #[test]
    fn an_inline_snippet_needs_a_nonce_or_its_hash() {
        let script = Inline { text: "go()".into(), nonce: Some("abc".into()) };
        let runs = |header: &str| policies(header, "header", false)[0].runs(&script);
        assert!(runs("script-src 'nonce-abc'") && runs("script-src 'unsafe-inline'") && runs("img-src *"));
        assert!(runs(&format!("script-src {}", hash("go()"))));
        assert!(!runs("script-src 'self'") && !runs("script-src 'nonce-ABC'") && !runs("default-src https:"));
        assert!(!runs("script-src 'unsafe-inline' 'nonce-other'"), "beside a nonce it counts for nothing");
        let found = check(&policies("script-src *", "header", false), &[], Some(&script), &page(), false);
        assert_eq!(found[0].kind.slug, "csp-inline");
        assert_eq!(found[0].paste, Some(hash("go()")));
    }

    #[test]
    fn trusted_types_and_ancestors_are_seen() {
        let slugs = |header: &str, is_zoom| {
            let found = check(&policies(header, "header", false), &[], None, &page(), is_zoom);
            found.iter().map(|finding| finding.kind.slug).collect::<Vec<_>>()
        };
        assert_eq!(slugs("require-trusted-types-for 'script'", true), ["csp-trusted-types"]);
        assert_eq!(slugs("require-trusted-types-for 'script'; trusted-types shop", false), ["csp-trusted-types"]);
        for kept in ["", "; trusted-types cobroker shop", "; trusted-types *"] {
            let header = format!("require-trusted-types-for 'script'{kept}");
            assert!(slugs(&header, false).is_empty(), "{header}: /embed.js keeps to it");
        }
        assert_eq!(slugs("frame-ancestors 'self'", true), ["csp-frame-ancestors"]);
        assert!(slugs("frame-ancestors 'self'", false).is_empty(), "our viewer frames nothing of the page");
        assert!(slugs("frame-ancestors https://*.zoom.us", true).is_empty());
    }

    #[test]
    fn wildcards_ports_and_paths_are_read_as_browsers_do() {
        for (source, wanted, expected) in [
            ("https://*.example", "https://a.example", true),
            ("https://*.example", "https://example", false),
            ("https://a.example:8443", "https://a.example", false),
            ("https://a.example:*", "https://a.example:8443", true),
            ("http://a.example", "https://a.example", true),
            ("https://a.example", "http://a.example", false),
            ("https://a.example/js/", "https://a.example", false),
            ("'self'", "https://shop.example", true),
            ("'self'", "wss://shop.example", true),
            ("'self'", "https://other.example", false),
            ("data:", "data:", true),
            ("*", "data:", false),
        ] {
            assert_eq!(covers(source, wanted, &page()), expected, "{source} {wanted}");
        }
    }
}
