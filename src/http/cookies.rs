//! Every cookie that we set: `__Host-`, so for this host only, and never without `Secure`.

use super::extract::COOKIE;
use super::state::Site;
use crate::words::Language;
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::response::AppendHeaders;

/// What a browser remembers of a sign-in at the provider that is under way.
pub const INTENT: &str = "__Host-cb_oidc";
/// By which a browser is known that somebody signed in with.
pub const DEVICE: &str = "__Host-cb_device";

/// The language somebody chose before they signed in.
pub const LANGUAGE: &str = "__Host-cb_language";

/// Ten minutes, as long as a sign-in at the provider may take.
const INTENT_SECONDS: u32 = 600;
/// Half a year.
const DEVICE_SECONDS: u32 = 180 * 86_400;
/// A year.
const LANGUAGE_SECONDS: u32 = 365 * 86_400;

type Set = AppendHeaders<[(HeaderName, String); 1]>;

/// The cookie of a signed-in browser.
pub fn signed_in(site: &Site, secret: &str) -> Set {
    AppendHeaders([(SET_COOKIE, format!("{COOKIE}={secret}; Path=/; Secure; HttpOnly; {}", same_site(site)))])
}

/// Nobody is signed in with this browser any more.
pub fn signed_out(site: &Site) -> Set {
    AppendHeaders([(SET_COOKIE, format!("{COOKIE}=; Path=/; Secure; HttpOnly; {}; Max-Age=0", same_site(site)))])
}

/// Comes along where the provider leads back: that is a step from its site to ours, which `Lax` allows.
pub fn intent(sealed: &str) -> Set {
    AppendHeaders([(
        SET_COOKIE,
        format!("{INTENT}={sealed}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={INTENT_SECONDS}"),
    )])
}

/// The sign-in has come to its end.
pub fn no_intent() -> HeaderValue {
    HeaderValue::from_static("__Host-cb_oidc=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
}

pub fn device(site: &Site, secret: &str) -> Set {
    let same_site = same_site(site);
    AppendHeaders([(
        SET_COOKIE,
        format!("{DEVICE}={secret}; Path=/; Secure; HttpOnly; {same_site}; Max-Age={DEVICE_SECONDS}"),
    )])
}

/// `None` forgets the choice.
pub fn language(site: &Site, chosen: Option<Language>) -> Set {
    let (tag, seconds) = chosen.map_or(("", 0), |language| (language.tag(), LANGUAGE_SECONDS));
    let same_site = same_site(site);
    AppendHeaders([(SET_COOKIE, format!("{LANGUAGE}={tag}; Path=/; Secure; HttpOnly; {same_site}; Max-Age={seconds}"))])
}

/// In a frame of another site a cookie comes along only so; there it is the frame's alone (hardening §5).
fn same_site(site: &Site) -> &'static str {
    if site.config.network.embed_origins.is_empty() { "SameSite=Lax" } else { "SameSite=None; Partitioned" }
}
