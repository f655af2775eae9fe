//! A page of a host site, looked at from outside: what it would keep from being shared, and what it would share.
//! Its scripts are never run, so what they would add or change is not seen.

mod assets;
pub mod csp;
mod document;
mod fetch;
mod fields;
mod origin;
mod selector;
mod snippet;

pub use fetch::look_at;
pub use fields::MaskSettings;

use super::catalogue::{FRAME_WITHOUT_SNIPPET, PAGE_UNREACHABLE};
use super::finding::{Finding, Report};
use crate::domain::Origin;
use crate::outgoing::Url;
use csp::{Need, Policy};
use document::Document;

/// What a page of this installation should be like.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub is_zoom: bool,
    /// Where we are known, as an origin's text.
    pub public: String,
    /// Where the SDK comes from, as an origin's text.
    pub engine_base: String,
    pub viewer: String,
    /// Host patterns that Zoom's SDK talks to besides, such as `*.zoom.us` \[SEED\].
    pub vendor_hosts: Vec<String>,
    /// `None` where it is not known here.
    pub sdk_key: Option<String>,
    pub allowed: Vec<Origin>,
    pub site_assets: Vec<Origin>,
    /// `sha384-…` of `/embed.js`. `None` where it is not known here.
    pub embed_integrity: Option<String>,
    /// Mask defaults of the host sites.
    pub masks: Vec<(Origin, MaskSettings)>,
    /// Mask settings that the operator names, besides those of the site and of the snippet.
    pub mask_selectors: Option<String>,
}

impl Wanted {
    /// The script element that belongs into the page.
    pub fn tag(&self) -> String {
        format!("<script async src=\"{}/embed.js\"></script>", self.public)
    }

    /// What masks on a page: the help button's own list, its site's, the page's, and what the operator named.
    fn mask(&self, page: &Url, found: &snippet::Found) -> MaskSettings {
        let by_button = found.snippets.iter().any(|snippet| matches!(snippet, snippet::Snippet::Embed { .. }));
        let button = if by_button { MaskSettings::of_the_button() } else { MaskSettings::default() };
        let origin = origin_of(page);
        let site = self.masks.iter().find(|(known, _)| Some(known) == origin.as_ref()).map(|(_, mask)| mask.clone());
        let inline = found.inline.as_ref().map(|script| MaskSettings::from_script(&script.text));
        let named = MaskSettings { selectors: self.mask_selectors.clone(), ..MaskSettings::default() };
        button.and(site.unwrap_or_default()).and(inline.unwrap_or_default()).and(named)
    }

    /// What a page's policy has to allow (Zoom reference §12; the lists of `http/security/policy.rs`).
    fn needs(&self) -> Vec<Need> {
        let socket = |origin: &str| origin.replacen("http", "ws", 1);
        let mut needs =
            vec![Need::new("script-src", self.public.as_str()), Need::new("connect-src", self.public.as_str())];
        if self.is_zoom {
            needs.extend([
                Need::new("script-src", self.engine_base.as_str()),
                Need::new("connect-src", self.engine_base.as_str()),
                Need::new("connect-src", socket(&self.engine_base)),
                Need::new("style-src", "'unsafe-inline'"),
                Need::new("img-src", "data:"),
                Need::new("img-src", "blob:"),
                Need::new("font-src", "data:"),
                Need::new("worker-src", "blob:"),
            ]);
            for host in &self.vendor_hosts {
                needs.push(Need::new("connect-src", format!("https://{host}")));
                needs.push(Need::new("connect-src", format!("wss://{host}")));
                needs.push(Need::new("frame-src", format!("https://{host}")));
                needs.push(Need::new("img-src", format!("https://{host}")));
            }
        } else {
            needs.push(Need::new("connect-src", socket(&self.public)));
        }
        needs
    }
}

/// A frame of another origin in the page.
#[derive(Debug)]
pub struct Frame {
    pub url: Url,
    /// Its page, or why there is none.
    pub page: Result<Document, String>,
}

/// A page and everything around it that was fetched.
#[derive(Debug)]
pub struct Facts {
    pub asked: Url,
    pub arrived: Url,
    /// Why there is no page, as a sentence.
    pub trouble: Option<String>,
    pub policies: Vec<Policy>,
    pub document: Document,
    pub frames: Vec<Frame>,
    files: Vec<(assets::Named, Option<assets::Shared>)>,
    /// What was left out because there was too much of it.
    pub left_out: Vec<String>,
}

/// Everything there is to say about a page.
pub fn check(facts: &Facts, wanted: &Wanted, report: &mut Report) {
    if let Some(trouble) = &facts.trouble {
        report.check("the page answers", vec![PAGE_UNREACHABLE.saw(trouble.clone())]);
        return;
    }
    if let (Some(asked), Some(arrived)) = (origin_of(&facts.asked), origin_of(&facts.arrived)) {
        report.check("the page's origin may start sessions", origin::check(&origin::Way { asked, arrived }, wanted));
    }
    let found = snippet::find(&facts.document, &facts.arrived);
    report.check("the page loads cobroker", snippet::check(&found, &facts.document, wanted));
    let needs = wanted.needs();
    let blocked = csp::check(&facts.policies, &needs, found.inline.as_ref(), &facts.arrived, wanted.is_zoom);
    report.check("the page's policy lets the SDK work", blocked);
    let framed = frames(&facts.frames, facts, &mut report.unchecked);
    report.check("frames of other origins have the snippet", framed);
    report.check("agents get pictures, fonts and styles", assets::check(&facts.files, wanted));
    let (fields, findings) = fields::check(&facts.document, &wanted.mask(&facts.arrived, &found));
    report.check("fields that may be private are masked", findings);
    report.fields = fields;
    match fields::left_out(&facts.document) {
        0 => {}
        more => report.unchecked.push(format!("{more} more fields: there are too many")),
    }
    facts.left_out.iter().for_each(|what| report.unchecked.push(what.clone()));
    report
        .skip("what scripts add to the page", "doctor runs none; look at it with Show what they see in the SDK's bar");
}

fn frames(frames: &[Frame], facts: &Facts, unchecked: &mut Vec<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Frame { url, page } in frames {
        let shown = format!("{}{}", origin_text(url), path_of(url));
        match page {
            Err(why) => unchecked.push(format!("the frame {shown}: {why}")),
            Ok(document) if snippet::find(document, url).snippets.is_empty() && document.is_cut => {
                unchecked.push(format!("the frame {shown}: it is too large, or takes too long to read"));
            }
            Ok(document) if snippet::find(document, url).snippets.is_empty() => findings.push(
                FRAME_WITHOUT_SNIPPET
                    .saw(format!("{shown} has no snippet."))
                    .paste(format!("frameParents: [\"{}\"]", origin_text(&facts.arrived))),
            ),
            Ok(_) => {}
        }
    }
    findings
}

/// The origin of an address; `None` if its host is none that browsers send.
pub fn origin_of(url: &Url) -> Option<Origin> {
    format!("{}://{}", url.scheme(), url.authority).parse().ok()
}

fn origin_text(url: &Url) -> String {
    origin_of(url).map_or_else(|| format!("{}://{}", url.scheme(), url.authority), |origin| origin.to_string())
}

/// Without the query, which may hold somebody's data.
fn path_of(url: &Url) -> &str {
    url.target.split('?').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn wanted() -> Wanted {
        Wanted {
            is_zoom: false,
            public: "https://help.example".into(),
            engine_base: "https://help.example".into(),
            viewer: "https://view.example".into(),
            vendor_hosts: vec!["*.zoom.us".into()],
            sdk_key: Some("KEY".into()),
            allowed: vec!["https://shop.example".parse().unwrap()],
            site_assets: vec![],
            embed_integrity: Some("sha384-ours".into()),
            masks: vec![],
            mask_selectors: None,
        }
    }

    fn facts(html: &str) -> Facts {
        let url: Url = "https://shop.example/cart".parse().unwrap();
        Facts {
            asked: url.clone(),
            arrived: url,
            trouble: None,
            policies: vec![],
            document: Document::parse(html),
            frames: vec![],
            files: vec![],
            left_out: vec![],
        }
    }

    fn slugs(facts: &Facts) -> Vec<&'static str> {
        let mut report = Report::default();
        check(facts, &wanted(), &mut report);
        report.findings.iter().map(|finding| finding.kind.slug).collect()
    }

    #[test]
    fn a_page_that_does_everything_right_has_no_findings() {
        let good = facts("<script src='https://help.example/embed.js'></script><input type=password>");
        assert!(slugs(&good).is_empty());
    }

    #[test]
    fn the_sites_own_masks_count() {
        let page = facts(
            "<script src='https://help.example/embed.js'></script><input name=email class=pii-mask><input name=phone class=x>",
        );
        assert_eq!(slugs(&page), ["field-visible"]);
        let mask = MaskSettings { selectors: Some(".x".into()), ..MaskSettings::default() };
        let wanted = Wanted { masks: vec![("https://shop.example".parse().unwrap(), mask)], ..wanted() };
        let mut report = Report::default();
        check(&page, &wanted, &mut report);
        assert!(report.findings.is_empty(), "{report:?}");
    }

    #[test]
    fn a_page_that_does_not_answer_has_one_finding() {
        let gone = Facts { trouble: Some("It answers 404.".into()), ..facts("") };
        assert_eq!(slugs(&gone), ["page-unreachable"]);
    }

    #[test]
    fn frames_without_the_snippet_are_found_and_others_are_not() {
        let tag = "<script src='https://help.example/embed.js'></script>";
        let frame = |page| Frame { url: "https://pay.example/f?secret=1".parse().unwrap(), page };
        let mut page = facts(tag);
        page.frames =
            vec![frame(Ok(Document::parse(tag))), frame(Ok(Document::parse("<p>"))), frame(Err("404".into()))];
        let mut report = Report::default();
        check(&page, &wanted(), &mut report);
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].saw, "https://pay.example/f has no snippet.");
        assert!(report.unchecked.iter().any(|line| line.contains("404")));
    }

    #[test]
    fn zooms_needs_are_those_of_our_own_demo_page() {
        let zoom = Wanted { is_zoom: true, engine_base: "https://us01-zcb.zoom.us".into(), ..wanted() };
        let base = "https://us01-zcb.zoom.us".parse().unwrap();
        let vendor = crate::http::security::Vendor { base, hosts: zoom.vendor_hosts.clone(), features: vec![] };
        let nonce = crate::http::security::Nonce::generate(&crate::random::SeededRandom::new(1));
        let header = crate::http::security::Policy::ZoomCustomer { nonce, vendor }.header();
        let ours = csp::policies(&header, "header", false);
        let page = "https://help.example/customer".parse().unwrap();
        for need in zoom.needs() {
            assert!(ours[0].allows(&need, &page), "{need:?} is not allowed by {header}");
        }
    }
}
