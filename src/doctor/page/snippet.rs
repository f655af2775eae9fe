//! The script element that brings cobroker to a page: is it there, is it ours, is it whole.

use super::csp::Inline;
use super::document::{Document, Element};
use super::{Wanted, origin_text, path_of};
use crate::doctor::catalogue::*;
use crate::doctor::finding::Finding;
use crate::outgoing::Url;

/// How a page loads the SDK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Snippet {
    /// `<script src="https://support.example/embed.js">`, or one build of it in `/embed/`.
    Embed { url: Url, integrity: Option<String>, crossorigin: bool },
    /// The loader at Zoom's address, by a script element or by a snippet that makes one (Zoom reference §3).
    Loader { url: Url, key: String },
    /// A script in the page that calls the SDK, with an address that it works out.
    Call,
}

/// What was found in a page.
#[derive(Debug, Default)]
pub struct Found {
    pub snippets: Vec<Snippet>,
    /// The inline script that speaks of the SDK, if there is one.
    pub inline: Option<Inline>,
}

/// Scripts that are told of, and characters of what stands in one.
const MOST: usize = 20;
const LONGEST_ECHO: usize = 200;

const LOADER: &str = "/static/resource/sdk/";

/// Looks at every script element, and runs none.
pub fn find(document: &Document, base: &Url) -> Found {
    let mut found = Found::default();
    for at in document.named(&["script"]) {
        let script = &document.elements[at];
        match script.filled("src") {
            Some(src) => found.snippets.extend(base.resolve(src).and_then(|url| by_address(url, script))),
            None if script.text.contains("ZoomCobrowseSDK") || script.text.contains(LOADER) => {
                found.snippets.push(in_text(&script.text).unwrap_or(Snippet::Call));
                let nonce = script.attribute("nonce").map(str::to_owned);
                found.inline.get_or_insert(Inline { text: script.text.clone(), nonce });
            }
            None => {}
        }
    }
    found
}

fn by_address(url: Url, script: &Element) -> Option<Snippet> {
    let path = path_of(&url);
    let is_embed =
        path.ends_with("/embed.js") || path.rsplit_once('/').is_some_and(|(folder, _)| folder.ends_with("/embed"));
    if is_embed {
        let integrity = script.filled("integrity").map(str::to_owned);
        return Some(Snippet::Embed { url, integrity, crossorigin: script.attribute("crossorigin").is_some() });
    }
    loader(url)
}

fn loader(url: Url) -> Option<Snippet> {
    let key = path_of(&url).split_once(LOADER)?.1.split('/').next()?.to_owned();
    (!key.is_empty()).then_some(Snippet::Loader { url, key })
}

/// An address of the loader that stands whole in a script.
fn in_text(text: &str) -> Option<Snippet> {
    let middle = text.find(LOADER)?;
    let start = text[..middle].rfind(['"', '\'', '`'])? + 1;
    let rest = &text[start..];
    let end = rest.find(['"', '\'', '`', ' ', '\n', '+'])?;
    let address = &rest[..end];
    // an address with a hole in it is made when the script runs
    (!address.contains("${")).then(|| loader(address.parse().ok()?)).flatten()
}

/// Everything that is wrong with how the page loads the SDK.
pub fn check(found: &Found, document: &Document, wanted: &Wanted) -> Vec<Finding> {
    let mut findings: Vec<_> = found.snippets.iter().filter_map(|snippet| wrong(snippet, wanted)).take(MOST).collect();
    if found.snippets.is_empty() {
        findings.push(SNIPPET_MISSING.saw("No script of the page is /embed.js or the SDK.").paste(wanted.tag()));
    }
    findings.extend(document.named(&["script"]).find_map(|at| bundler(&document.elements[at])));
    findings
}

fn wrong(snippet: &Snippet, wanted: &Wanted) -> Option<Finding> {
    match snippet {
        Snippet::Embed { url, .. } if !is_at(url, &wanted.public) => {
            Some(SNIPPET_OTHER_BROKER.saw(format!("It loads {}.", without_query(url))).paste(wanted.tag()))
        }
        Snippet::Embed { integrity: Some(given), crossorigin, .. } => integrity(given, *crossorigin, wanted),
        Snippet::Loader { url, .. } if !is_at(url, &wanted.engine_base) => {
            Some(SNIPPET_OTHER_BROKER.saw(format!("It loads the SDK from {}.", origin_text(url))))
        }
        Snippet::Loader { key, .. } if wanted.sdk_key.as_ref().is_some_and(|ours| ours != key) => {
            Some(SNIPPET_OTHER_KEY.saw(format!("It loads the SDK with the key {key}.")))
        }
        _ => None,
    }
}

fn integrity(given: &str, crossorigin: bool, wanted: &Wanted) -> Option<Finding> {
    if !crossorigin {
        return Some(SNIPPET_INTEGRITY.saw("It has an integrity and no crossorigin.").paste(wanted.tag()));
    }
    let ours = wanted.embed_integrity.as_ref()?;
    let matches = given.split_ascii_whitespace().any(|one| one == ours);
    let shown: String = given.chars().take(LONGEST_ECHO).collect();
    (!matches).then(|| SNIPPET_INTEGRITY.saw(format!("It has {shown}; the file has {ours}.")).paste(wanted.tag()))
}

fn is_at(url: &Url, origin: &str) -> bool {
    origin_text(url) == origin
}

fn without_query(url: &Url) -> String {
    format!("{}{}", origin_text(url), path_of(url))
}

/// "Plain HTML breaks" of the runbook (\[SK-COMMON\]).
fn bundler(script: &Element) -> Option<Finding> {
    let text = &script.text;
    let about_us = text.contains("ZoomCobrowse") || text.contains("@zoom/cobrowsesdk");
    let bundled = text.contains("import.meta.env") || text.contains("from \"@zoom/") || text.contains("from '@zoom/");
    (about_us && bundled).then(|| SNIPPET_BUNDLER.saw("An inline script has import.meta.env or a bare import."))
}

#[cfg(test)]
mod tests {
    use super::super::tests::wanted;
    use super::*;

    fn slugs(html: &str) -> Vec<&'static str> {
        let document = Document::parse(html);
        let found = find(&document, &"https://shop.example/".parse().unwrap());
        check(&found, &document, &wanted()).into_iter().map(|finding| finding.kind.slug).collect()
    }

    #[test]
    fn our_own_script_and_our_own_loader_are_fine() {
        assert!(slugs("<script src='https://help.example/embed.js' defer></script>").is_empty());
        assert!(
            slugs("<script src='https://help.example/embed/abc.js' integrity='sha384-ours' crossorigin></script>")
                .is_empty()
        );
        assert!(slugs("<script src='https://help.example/static/resource/sdk/KEY/js/2.13.x'></script>").is_empty());
        assert!(
            slugs("<script>x('https://help.example/static/resource/sdk/KEY/js');ZoomCobrowseSDK.init({})</script>")
                .is_empty()
        );
        assert!(slugs("<script>ZoomCobrowseSDK.init({}, f)</script>").is_empty());
        assert!(slugs("<script>const u = `${base}/static/resource/sdk/${key}/js`</script>").is_empty());
    }

    #[test]
    fn each_way_to_get_it_wrong_is_named() {
        assert_eq!(slugs("<p>Hello"), ["snippet-missing"]);
        assert_eq!(slugs("<script src=/embed.js></script>"), ["snippet-other-broker"]);
        assert_eq!(
            slugs("<script src='https://us01-zcb.zoom.us/static/resource/sdk/KEY/js'></script>"),
            ["snippet-other-broker"]
        );
        assert_eq!(
            slugs("<script src='https://help.example/static/resource/sdk/API/js'></script>"),
            ["snippet-other-key"]
        );
        for attributes in ["integrity='sha384-old' crossorigin", "integrity='sha384-ours'"] {
            let html = format!("<script src='https://help.example/embed.js' {attributes}></script>");
            assert_eq!(slugs(&html), ["snippet-integrity"], "{attributes}");
        }
        let bundled = "<script type=module>const k = import.meta.env.VITE_KEY; ZoomCobrowseSDK.init({})</script>";
        assert_eq!(slugs(bundled), ["snippet-bundler"]);
    }

    #[test]
    fn the_inline_snippet_is_kept_with_its_nonce() {
        let document = Document::parse("<script nonce=abc>ZoomCobrowseSDK.init()</script>");
        let found = find(&document, &"https://shop.example/".parse().unwrap());
        let inline = found.inline.unwrap();
        assert_eq!((inline.text.as_str(), inline.nonce.as_deref()), ("ZoomCobrowseSDK.init()", Some("abc")));
    }
}
