//! Pictures, fonts and styles that agents would not get: theirs is another origin, and the built-in viewer loads from
//! listed sites only (docs/fidelity.md, ADR 19, ADR 24).

use super::document::Document;
use super::{Wanted, origin_of, origin_text};
use crate::doctor::catalogue::*;
use crate::doctor::finding::Finding;
use crate::domain::Origin;
use crate::outgoing::Url;
use std::collections::BTreeSet;

/// What a file is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Picture,
    Font,
    /// `readable`: the page asks for it in a way that lets it read the rules.
    Style {
        readable: bool,
    },
}

/// A file the page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub url: Url,
    pub kind: Kind,
}

/// What its server says about who may have it.
#[derive(Debug, Clone, Default)]
pub struct Shared {
    /// `Access-Control-Allow-Origin`
    pub allow_origin: Option<String>,
    /// `Cross-Origin-Resource-Policy`
    pub resource_policy: Option<String>,
}

/// Files of a page, and fonts of a style sheet, that are taken note of.
pub const MOST: usize = 500;

/// Files the page's elements name, each once, in order.
pub fn named(document: &Document, base: &Url) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for at in document.named(&["img", "link"]) {
        let element = &document.elements[at];
        let is = |word: &str| {
            element
                .attribute("rel")
                .is_some_and(|rel| rel.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
        };
        let (kind, reference) = match element.name.as_str() {
            "img" => (Kind::Picture, element.filled("src")),
            _ if is("stylesheet") => {
                (Kind::Style { readable: element.attribute("crossorigin").is_some() }, element.filled("href"))
            }
            _ if is("preload") && element.attribute("as") == Some("font") => (Kind::Font, element.filled("href")),
            _ => continue,
        };
        if let Some(url) = reference.and_then(|reference| base.resolve(reference))
            && !found.iter().any(|known| known.url == url)
            && found.len() < MOST
        {
            found.push(Named { url, kind });
        }
    }
    found
}

/// Fonts that a style sheet names.
pub fn fonts(css: &str, base: &Url) -> Vec<Named> {
    let faces = css.split("@font-face").skip(1).filter_map(|rest| rest.split('}').next());
    let references = faces.flat_map(|face| face.split("url(").skip(1)).filter_map(|rest| rest.split(')').next());
    let urls = references.filter_map(|reference| base.resolve(reference.trim().trim_matches(['"', '\''])));
    urls.take(MOST).map(|url| Named { url, kind: Kind::Font }).collect()
}

/// Those of other origins, for the built-in engine: the customer's page sends its own by itself. Zoom's viewer fetches all.
pub fn concerns(named: &Named, page: &Url, is_zoom: bool) -> bool {
    is_zoom || !named.url.same_origin(page)
}

/// What agents would not get. `files` were asked for; `None` where nobody answered, which says nothing.
pub fn check(files: &[(Named, Option<Shared>)], wanted: &Wanted) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !wanted.is_zoom {
        findings.extend(unlisted(files, wanted));
        findings.extend(list(&STYLE_UNREADABLE, files, unreadable));
    }
    findings.extend(list(&ASSET_REFUSED, files, |named, shared| refuses(named, shared, wanted)));
    findings
}

/// One finding for all files of a kind of trouble: a page may have hundreds.
fn list(
    kind: &'static crate::doctor::finding::Kind,
    files: &[(Named, Option<Shared>)],
    is_one: impl Fn(&Named, &Shared) -> bool,
) -> Option<Finding> {
    let ones: Vec<_> = files
        .iter()
        .filter(|(named, shared)| shared.as_ref().is_some_and(|shared| is_one(named, shared)))
        .map(|(named, _)| format!("{}{}", origin_text(&named.url), super::path_of(&named.url)))
        .collect();
    let more = ones.len().saturating_sub(3);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let first = ones.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    (!ones.is_empty()).then(|| kind.saw(format!("{first}{rest}.")))
}

fn unlisted(files: &[(Named, Option<Shared>)], wanted: &Wanted) -> Option<Finding> {
    let loads = |named: &Named| matches!(named.kind, Kind::Picture | Kind::Font);
    let origins: BTreeSet<Origin> =
        files.iter().filter(|(named, _)| loads(named)).filter_map(|(named, _)| origin_of(&named.url)).collect();
    let missing: Vec<_> = origins.iter().filter(|origin| !wanted.site_assets.contains(origin)).collect();
    let text = |origins: &[&Origin]| origins.iter().map(ToString::to_string).collect::<Vec<_>>();
    let all: Vec<_> = wanted.site_assets.iter().chain(missing.iter().copied()).collect();
    (!missing.is_empty()).then(|| {
        ASSET_NOT_LISTED
            .saw(format!("{} not listed.", text(&missing).join(", ") + if missing.len() == 1 { " is" } else { " are" }))
            .paste(format!("COBROKER_SITE_ASSETS={}", text(&all).join(",")))
    })
}

fn unreadable(named: &Named, shared: &Shared) -> bool {
    matches!(named.kind, Kind::Style { readable } if !readable || shared.allow_origin.is_none())
}

fn refuses(named: &Named, shared: &Shared, wanted: &Wanted) -> bool {
    let policy = shared.resource_policy.as_deref().map(str::trim);
    let kept_in = policy
        .is_some_and(|policy| policy.eq_ignore_ascii_case("same-origin") || policy.eq_ignore_ascii_case("same-site"));
    let open = shared.allow_origin.as_deref().is_some_and(|origin| origin == "*" || origin == wanted.viewer);
    match named.kind {
        Kind::Picture => kept_in,
        Kind::Font => kept_in || !open,
        // the built-in engine's page sends its rules; Zoom's viewer fetches the sheet
        Kind::Style { .. } => wanted.is_zoom && kept_in,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::wanted;
    use super::*;

    const PAGE: &str = "<img src=/own.png><img src=https://cdn.example/a.png><img src=https://cdn.example/a.png>\
        <img src=data:image/gif;base64,AA><link rel=stylesheet href=https://css.example/a.css>\
        <link rel='preload' as=font href=//fonts.example/b.woff2><link rel=icon href=https://x.example/i.ico>";

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    fn files(shared: &Shared) -> Vec<(Named, Option<Shared>)> {
        let page = url("https://shop.example/");
        let named = named(&Document::parse(PAGE), &page);
        assert_eq!(named.len(), 4, "{named:?}");
        let foreign = named.into_iter().filter(|named| concerns(named, &page, false));
        foreign.map(|named| (named, Some(shared.clone()))).collect()
    }

    fn slugs(files: &[(Named, Option<Shared>)], wanted: &Wanted) -> Vec<&'static str> {
        check(files, wanted).into_iter().map(|finding| finding.kind.slug).collect()
    }

    fn open() -> Shared {
        Shared { allow_origin: Some("*".into()), resource_policy: Some("cross-origin".into()) }
    }

    #[test]
    fn listed_sites_that_share_are_fine() {
        let mut wanted = wanted();
        wanted.site_assets = vec!["https://cdn.example".parse().unwrap(), "https://fonts.example".parse().unwrap()];
        let mut files = files(&open());
        assert_eq!(slugs(&files, &wanted), ["style-unreadable"], "the link has no crossorigin");
        files[1].0.kind = Kind::Style { readable: true };
        assert!(slugs(&files, &wanted).is_empty());
    }

    #[test]
    fn what_agents_would_not_get_is_found() {
        let found = check(&files(&Shared::default()), &wanted());
        let paste = found[0].paste.as_deref().unwrap();
        assert_eq!(paste, "COBROKER_SITE_ASSETS=https://cdn.example,https://fonts.example");
        let slugs: Vec<_> = found.iter().map(|finding| finding.kind.slug).collect();
        assert_eq!(slugs, ["asset-not-listed", "style-unreadable", "asset-refused"], "a font needs permission");
        let kept_in = Shared { resource_policy: Some("same-site".into()), ..open() };
        assert!(check(&files(&kept_in), &wanted())[2].saw.contains("cdn.example/a.png"));
    }

    #[test]
    fn zooms_viewer_fetches_everything_and_has_no_list() {
        let zoom = Wanted { is_zoom: true, ..wanted() };
        assert!(slugs(&files(&open()), &zoom).is_empty());
        let kept_in = Shared { resource_policy: Some("same-origin".into()), ..open() };
        assert_eq!(slugs(&files(&kept_in), &zoom), ["asset-refused"]);
        assert!(concerns(&files(&open())[0].0, &url("https://cdn.example/"), true));
    }

    #[test]
    fn fonts_of_a_style_sheet_are_found() {
        let css = "@font-face{font-family:a;src:url( '../f/a.woff2' ) format('woff2'),url(https://x.example/b.ttf)} p{background:url(p.png)}";
        let urls: Vec<_> =
            fonts(css, &url("https://css.example/s/a.css")).iter().map(|one| one.url.to_string()).collect();
        assert_eq!(urls, ["https://css.example/f/a.woff2", "https://x.example/b.ttf"]);
    }
}
