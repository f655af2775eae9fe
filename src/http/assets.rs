//! The browser code inside the binary: bundled by `build.rs`, found by its manifest, sent as small as the browser takes it.

use crate::hex::hex;
use crate::http::error::Error;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::STANDARD};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha384};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "$COBROKER_WEB"]
struct Web;

/// Logical names, such as `app.css`, to the files that carry a hash of their content in the name.
static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let manifest = Web::get("manifest.json").expect("build.rs bundles a manifest");
    serde_json::from_slice(&manifest.data).expect("the manifest is an object of names")
});

/// The help button's loader, in the manifest.
const EMBED: &str = "embed.js";

static PINNED: LazyLock<PinnedEmbed> = LazyLock::new(|| {
    let script = Web::get(EMBED).expect("build.rs bundles the help button");
    PinnedEmbed {
        file: format!("{}.js", hex(&script.metadata.sha256_hash()[..6])),
        integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(&script.data))),
    }
});

/// A file with its hash in the name never changes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// A file that keeps its name may be five minutes old.
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// Smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The path of an asset by its logical name: `app.css` or `demo/logo.svg`.
///
/// # Panics
/// In debug builds, if there is no such asset.
pub fn asset_path(name: &str) -> String {
    let file = MANIFEST.get(name).map_or(name, String::as_str);
    debug_assert!(Web::get(file).is_some(), "no asset {name}");
    format!("/assets/{file}")
}

/// `GET /assets/{*file}`.
///
/// # Errors
/// 404 for a name that is none of ours.
pub async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    if !is_public(&file) {
        return Err(Error::NotFound);
    }
    let cache = if has_hash(&file) { FOREVER } else { FIVE_MINUTES };
    let mut response = respond(&file, &headers, cache)?;
    if file.starts_with("demo/") {
        // the agent's view of the demo company's site is on another origin
        response.headers_mut().insert(CORP, HeaderValue::from_static("cross-origin"));
    }
    if file.starts_with("sdk-") || file.starts_with("embed") {
        // what the loaders of SDK and help button bring, from any website
        share(&mut response);
    }
    Ok(response)
}

/// The loader of the customer SDK, for any website that wants it.
///
/// # Errors
/// Never in a binary that was built with its bundle.
pub fn sdk_response(headers: &HeaderMap) -> Result<Response, Error> {
    shared_script("sdk.js", headers)
}

/// A script with a name that stays, for any website: `name` as in the manifest.
///
/// # Errors
/// 404 if the bundle has no such script.
pub fn shared_script(name: &str, headers: &HeaderMap) -> Result<Response, Error> {
    let file = MANIFEST.get(name).ok_or(Error::NotFound)?;
    let mut response = respond(file, headers, FIVE_MINUTES)?;
    share(&mut response);
    Ok(response)
}

/// `GET /embed.js`: the help button, as it is now.
///
/// # Errors
/// Never in a binary that was built with its bundle.
pub async fn embed(headers: HeaderMap) -> Result<Response, Error> {
    shared_script(EMBED, &headers)
}

/// `GET /embed/{hash}.js`: the help button of one build, for pages that pin it. Of other builds nothing is known here.
///
/// # Errors
/// 404 for any other build's.
pub async fn pinned_embed(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, Error> {
    if file != PINNED.file {
        return Err(Error::NotFound);
    }
    let mut response = respond(EMBED, &headers, FOREVER)?;
    share(&mut response);
    Ok(response)
}

/// `GET /embed.d.ts`: the types of the help button's API.
///
/// # Errors
/// Never in a binary that was built with its bundle.
pub async fn embed_types(headers: HeaderMap) -> Result<Response, Error> {
    shared_script("embed.d.ts", &headers)
}

/// `GET /embed.json`: how to name this build of the help button in a page.
pub async fn embed_facts() -> Response {
    let facts = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "src": "/embed.js",
        "pinnedSrc": format!("/embed/{}", PINNED.file),
        "integrity": PINNED.integrity,
    });
    let mut response = axum::Json(facts).into_response();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    share(&mut response);
    response
}

/// The help button of this build as a page pins it: an address that never changes its content, and its hash.
#[derive(Debug)]
pub struct PinnedEmbed {
    /// The end of its address, such as `0123456789ab.js`; it follows `/embed/`.
    pub file: String,
    /// The value of the attribute `integrity`: `sha384-` and base64.
    pub integrity: String,
}

/// The help button of this build.
#[must_use]
pub fn pinned() -> &'static PinnedEmbed {
    &PINNED
}

/// The script tag that puts the help button of the broker at `base` into a page and follows its updates.
#[must_use]
pub fn embed_tag(base: &str) -> String {
    format!("<script async src=\"{base}/embed.js\"></script>")
}

/// The script tag that takes this very build and no other. After an upgrade of the broker it loads nothing until it is
/// changed (ADR 33).
#[must_use]
pub fn pinned_embed_tag(base: &str) -> String {
    let PinnedEmbed { file, integrity } = pinned();
    format!("<script async src=\"{base}/embed/{file}\" integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>")
}

/// Lets any website load it.
fn share(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
}

/// Everything but the manifest and the compressed siblings, which only [`respond`] picks.
fn is_public(file: &str) -> bool {
    file != "manifest.json" && !ENCODINGS.iter().any(|(_, suffix)| file.ends_with(suffix))
}

fn has_hash(file: &str) -> bool {
    MANIFEST.iter().any(|(name, hashed)| hashed == file && name != hashed)
}

fn respond(file: &str, request: &HeaderMap, cache: HeaderValue) -> Result<Response, Error> {
    let (content, encoding) = smallest(file, request).ok_or(Error::NotFound)?;
    let etag = etag(&content);
    let unchanged = request.get(IF_NONE_MATCH).is_some_and(|given| names(given, &etag));
    let mut response =
        if unchanged { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(bytes(content)).into_response() };
    let headers = response.headers_mut();
    headers.insert(ETAG, HeaderValue::from_str(&etag).expect("hexadecimal digits fit a header"));
    headers.insert(CACHE_CONTROL, cache);
    headers.insert(VARY, HeaderValue::from_name(ACCEPT_ENCODING));
    if !unchanged {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(file)));
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
    }
    Ok(response)
}

fn smallest(file: &str, request: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let plain = Web::get(file)?;
    let compressed = ENCODINGS.iter().filter(|(encoding, _)| accepts(request, encoding));
    let mut found =
        compressed.filter_map(|(encoding, suffix)| Some((Web::get(&format!("{file}{suffix}"))?, Some(*encoding))));
    Some(found.next().unwrap_or((plain, None)))
}

/// Whether `Accept-Encoding` names it, with any weight but zero.
fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    let lines = request.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        named && weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0))
    })
}

/// Each encoding has its own, as strong validators need.
fn etag(content: &EmbeddedFile) -> String {
    format!("\"{}\"", hex(&content.metadata.sha256_hash()[..16]))
}

fn names(if_none_match: &HeaderValue, etag: &str) -> bool {
    let Ok(list) = if_none_match.to_str() else { return false };
    list.split(',').map(str::trim).any(|given| given == "*" || given.strip_prefix("W/").unwrap_or(given) == etag)
}

fn bytes(content: EmbeddedFile) -> Bytes {
    match content.data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    }
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "txt" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    async fn get(file: &str, request: &[(HeaderName, &str)]) -> Response {
        asset(Path(file.to_owned()), headers(request)).await.into_response()
    }

    fn hashed(name: &str) -> String {
        asset_path(name).strip_prefix("/assets/").unwrap().to_owned()
    }

    #[tokio::test]
    async fn every_name_of_the_manifest_is_served_in_every_encoding() {
        for (name, file) in MANIFEST.iter() {
            for (accept, encoding) in [
                ("gzip, deflate, br, zstd", Some("br")),
                ("gzip", Some("gzip")),
                ("br;q=0, gzip;q=0.5", Some("gzip")),
                ("identity", None),
            ] {
                let response = get(file, &[(ACCEPT_ENCODING, accept)]).await;
                let got = response.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned());
                assert_eq!((response.status(), got.as_deref()), (StatusCode::OK, encoding), "{name} {accept}");
                assert_eq!(response.headers()[VARY], "accept-encoding");
            }
        }
    }

    #[tokio::test]
    async fn the_plain_and_the_hashed_name_differ_in_how_long_they_are_kept() {
        assert_ne!(hashed("app.css"), "app.css");
        let kept = |response: &Response| response.headers()[CACHE_CONTROL].to_str().unwrap().to_owned();
        assert_eq!(kept(&get(&hashed("app.css"), &[]).await), "public, max-age=31536000, immutable");
        assert_eq!(kept(&sdk_response(&HeaderMap::new()).unwrap()), "public, max-age=300");
    }

    #[tokio::test]
    async fn what_the_browser_has_is_not_sent_again() {
        let file = hashed("desk.js");
        let first = get(&file, &[(ACCEPT_ENCODING, "br")]).await;
        let etag = first.headers()[ETAG].to_str().unwrap().to_owned();
        let again = get(&file, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &format!("\"x\", W/{etag}"))]).await;
        assert_eq!(
            (again.status(), again.headers()[ETAG].to_str().unwrap()),
            (StatusCode::NOT_MODIFIED, etag.as_str())
        );
        assert!(to_bytes(again.into_body(), 1).await.unwrap().is_empty());
        let other_encoding = get(&file, &[(IF_NONE_MATCH, &etag)]).await;
        assert_eq!(other_encoding.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn nothing_but_assets_can_be_asked_for() {
        let app = hashed("app.css");
        for file in [
            "manifest.json",
            "",
            "nothing.js",
            "../Cargo.toml",
            "/etc/passwd",
            &format!("{app}.br"),
            &format!("{app}.gz"),
            "app.css",
        ] {
            assert_eq!(get(file, &[]).await.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }

    #[tokio::test]
    async fn a_pinned_help_button_is_this_build_and_no_other() {
        let tag = pinned_embed_tag("https://help.example");
        let facts = pinned();
        assert!(tag.contains(&format!("src=\"https://help.example/embed/{}\"", facts.file)), "{tag}");
        assert!(tag.contains(&facts.integrity) && tag.contains("crossorigin=\"anonymous\""), "{tag}");
        assert_eq!(embed_tag("https://help.example"), "<script async src=\"https://help.example/embed.js\"></script>");
        let pinned = pinned_embed(Path(facts.file.clone()), HeaderMap::new()).await.unwrap();
        assert_eq!(pinned.headers()[CACHE_CONTROL], FOREVER);
        for other in ["000000000000.js", "", "embed.js", "../embed.js"] {
            assert!(pinned_embed(Path(other.to_owned()), HeaderMap::new()).await.is_err(), "{other}");
        }
    }

    #[test]
    fn the_sdk_may_be_loaded_by_any_site() {
        let response = sdk_response(&HeaderMap::new()).unwrap();
        assert_eq!(response.headers()[ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(response.headers()["cross-origin-resource-policy"], "cross-origin");
        assert_eq!(response.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
        assert!(matches!(shared_script("nothing.js", &HeaderMap::new()), Err(Error::NotFound)));
    }
}
