//! Fetches a page and what it names, within bounds.

use super::assets::{self, Kind, Named, Shared};
use super::csp::{Policy, policies};
use super::document::Document;
use super::{Facts, Frame, Wanted};
use crate::outgoing::{Answer, Client, End, Request, Url};
use axum::http::{HeaderValue, Method, header};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use std::time::Duration;
use tokio::time::Instant;

/// Redirects that are followed.
const REDIRECTS: usize = 5;
/// Bytes of a page or a style sheet that are read.
const PAGE: usize = 2 * 1024 * 1024;
/// Frames of other origins whose pages are fetched.
const FRAMES: usize = 8;
/// Style sheets that are searched for fonts.
const SHEETS: usize = 8;
/// Files whose servers are asked who may have them.
const FILES: usize = 40;
/// At the same time.
const AT_ONCE: usize = 6;
/// For each file.
const PATIENCE: Duration = Duration::from_secs(5);
/// For reading one page.
const READING: Duration = Duration::from_secs(2);
/// Policies in elements of the page, and bytes of one.
const META_POLICIES: (usize, usize) = (8, 16 * 1024);

/// Everything there is to know about a page without running it.
pub async fn look_at(client: &Client, asked: Url, wanted: &Wanted) -> Facts {
    let followed = client.follow(&page_request(&asked), REDIRECTS).await;
    let mut facts = Facts {
        asked,
        arrived: followed.at,
        trouble: None,
        policies: vec![],
        document: Document::default(),
        frames: vec![],
        files: vec![],
        left_out: vec![],
    };
    match followed.end {
        Err(trouble) => facts.trouble = Some(format!("{} does not answer: {trouble}.", shown(&facts.arrived))),
        Ok(answer) if !(200..300).contains(&answer.status) => {
            facts.trouble = Some(format!("{} answers {}.", shown(&facts.arrived), answer.status));
        }
        Ok(answer) => fill(&mut facts, client, &answer, wanted).await,
    }
    facts
}

fn page_request(url: &Url) -> Request {
    Request::get(url.clone()).with(header::ACCEPT, HeaderValue::from_static("text/html,*/*;q=0.1")).at_most(PAGE)
}

fn shown(url: &Url) -> String {
    format!("{}{}", super::origin_text(url), super::path_of(url))
}

async fn fill(facts: &mut Facts, client: &Client, answer: &Answer, wanted: &Wanted) {
    facts.document = parsed(answer.body.clone()).await;
    if facts.document.is_cut || answer.end != End::Whole {
        facts.left_out.push("the rest of the page: it is too large, or takes too long to read".into());
    }
    facts.policies = all_policies(answer, &facts.document);
    let base = base(&facts.document, &facts.arrived);
    let frames = frame_addresses(&facts.document, &base);
    let files = files(client, facts, &base, wanted.is_zoom).await;
    note_left_out(facts, "frames", frames.len(), FRAMES);
    note_left_out(facts, "pictures, fonts and styles", files.len(), FILES);
    facts.frames = at_once(frames.into_iter().take(FRAMES), |url| frame(client, url)).await;
    let page = super::origin_text(&facts.arrived);
    facts.files = at_once(files.into_iter().take(FILES), |named| file(client, named, &page, &wanted.viewer)).await;
}

/// Away from everything else that waits for its turn: a page may be made to keep a parser busy.
async fn parsed(body: Bytes) -> Document {
    let until = Instant::now() + READING;
    let parse = move || Document::parse_while(&String::from_utf8_lossy(&body), || Instant::now() < until);
    tokio::task::spawn_blocking(parse).await.expect("the parser takes any text")
}

async fn at_once<T, O, F: Future<Output = O>>(all: impl Iterator<Item = T>, ask: impl Fn(T) -> F) -> Vec<O> {
    stream::iter(all.map(ask).collect::<Vec<_>>()).buffered(AT_ONCE).collect().await
}

fn note_left_out(facts: &mut Facts, what: &str, there: usize, most: usize) {
    if there > most {
        facts.left_out.push(format!("{what}: {} of {there} were not looked at", there - most));
    }
}

fn all_policies(answer: &Answer, document: &Document) -> Vec<Policy> {
    let header = |name: &str, report_only| {
        let lines = answer.headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        lines.flat_map(|line| policies(line, "header", report_only)).collect::<Vec<_>>()
    };
    let mut all = header("content-security-policy", false);
    all.extend(header("content-security-policy-report-only", true));
    let (most, longest) = META_POLICIES;
    for at in document.named(&["meta"]) {
        if all.iter().filter(|policy| policy.from == "meta").count() >= most {
            break;
        }
        let meta = &document.elements[at];
        let is_policy =
            meta.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"));
        if let Some(content) = meta.filled("content").filter(|content| is_policy && content.len() <= longest) {
            all.extend(policies(content, "meta", false));
        }
    }
    all
}

fn base(document: &Document, page: &Url) -> Url {
    let given = document.named(&["base"]).find_map(|at| document.elements[at].filled("href"));
    given.and_then(|href| page.resolve(href)).unwrap_or_else(|| page.clone())
}

fn frame_addresses(document: &Document, base: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for at in document.named(&["iframe", "frame"]) {
        let frame = &document.elements[at];
        let address = frame.filled("src").filter(|_| frame.attribute("srcdoc").is_none());
        if let Some(url) = address.and_then(|src| base.resolve(src))
            && !url.same_origin(base)
            && !found.contains(&url)
            && found.len() < assets::MOST
        {
            found.push(url);
        }
    }
    found
}

async fn frame(client: &Client, url: Url) -> Frame {
    let followed = client.follow(&page_request(&url).within(PATIENCE), REDIRECTS).await;
    let page = match followed.end {
        Ok(answer) if answer.status == 200 => Ok(parsed(answer.body).await),
        Ok(answer) => Err(format!("it answers {}", answer.status)),
        Err(trouble) => Err(trouble.to_string()),
    };
    Frame { url: followed.at, page }
}

/// What the page names, with the fonts of its style sheets.
async fn files(client: &Client, facts: &Facts, base: &Url, is_zoom: bool) -> Vec<Named> {
    let mut all = assets::named(&facts.document, base);
    let sheets = all.iter().filter(|named| matches!(named.kind, Kind::Style { .. })).take(SHEETS);
    let sheets: Vec<_> = sheets.map(|named| named.url.clone()).collect();
    for fonts in at_once(sheets.into_iter(), |url| fonts_of(client, url)).await {
        all.extend(fonts);
    }
    let inline = facts.document.named(&["style"]).map(|at| assets::fonts(&facts.document.elements[at].text, base));
    all.extend(inline.flatten());
    let mut each: Vec<Named> = Vec::new();
    for named in all.into_iter().filter(|named| assets::concerns(named, &facts.arrived, is_zoom)) {
        if !each.iter().any(|known| known.url == named.url) {
            each.push(named);
        }
    }
    each
}

async fn fonts_of(client: &Client, url: Url) -> Vec<Named> {
    let request = Request::get(url).within(PATIENCE).at_most(PAGE);
    let followed = client.follow(&request, REDIRECTS).await;
    let css = followed.end.ok().filter(|answer| answer.status == 200);
    css.map(|answer| assets::fonts(&String::from_utf8_lossy(&answer.body), &followed.at)).unwrap_or_default()
}

/// Asks for the head alone: for a style sheet as the page would, for the others as the agent's viewer.
async fn file(client: &Client, named: Named, page: &str, viewer: &str) -> (Named, Option<Shared>) {
    let origin = if matches!(named.kind, Kind::Style { .. }) { page } else { viewer };
    let mut request = Request::get(named.url.clone()).within(PATIENCE).at_most(0);
    request.method = Method::HEAD;
    if let Ok(origin) = HeaderValue::from_str(origin) {
        request = request.with(header::ORIGIN, origin);
    }
    let shared = client.follow(&request, REDIRECTS).await.end.ok().filter(|answer| answer.status < 400).map(|answer| {
        let text = |name: &str| answer.header(name).map(str::to_owned);
        Shared {
            allow_origin: text("access-control-allow-origin"),
            resource_policy: text("cross-origin-resource-policy"),
        }
    });
    (named, shared)
}
