//! The Content-Security-Policy of each kind of page: the table of hardening §5.

use crate::domain::Origin;
use crate::random::{self, Random};
use axum::response::IntoResponseParts;
use axum::response::{IntoResponse, Response, ResponseParts};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::convert::Infallible;
use std::fmt;

/// 128 bits that mark the scripts of one response as ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nonce(String);

impl Nonce {
    pub fn generate(random: &dyn Random) -> Self {
        Self(STANDARD.encode(random::bytes::<16>(random)))
    }
}

impl fmt::Display for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a response may do in a browser. Put one beside the body, as in `(Policy::Page, Html(…))`; a response
/// without one gets [`Policy::Data`], which allows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Policy {
    /// JSON, assets, anything that is not a page.
    #[default]
    Data,
    /// Sign-in, admin, errors, documentation: our own scripts and styles, nobody may frame it.
    Page,
    /// The agent's page when the vendor serves the desk.
    ZoomAgent { vendor: Vendor },
    /// The agent's page with our own desk in a frame; `own` is the public origin.
    BuiltinAgent { viewer: Origin, own: Origin },
    /// A page of ours that sites may show in a frame: its own policy, and who they are.
    Embedded { page: Box<Policy>, embedders: Vec<Origin> },
    /// The desk at the engine's URL, framed by our agent page and by `embedders`.
    EngineDesk { viewer: Origin, own: Origin, embedders: Vec<Origin> },
    /// The customer's page as the agent sees it, on the viewer origin: hostile content. Every ancestor is checked, so
    /// `ancestors` are the desk's origin and those that frame the desk.
    Viewer { nonce: Nonce, site_assets: Vec<Origin>, ancestors: Vec<Origin> },
    /// The demo company's website with the vendor's SDK.
    ZoomCustomer { nonce: Nonce, vendor: Vendor },
    /// The demo company's website with our SDK.
    BuiltinCustomer { own: Origin },
}

/// What a page needs to know of the vendor. Zoom's list of hosts is not known in full (hardening §5, Zoom reference §12),
/// so it is one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Where the SDK and the desk come from.
    pub base: Origin,
    /// Host patterns that the SDK talks to beside it, such as `*.zoom.us` \[SEED\].
    pub hosts: Vec<String>,
    /// Features of the browser that the desk's frame is given, such as `camera`.
    pub features: Vec<String>,
}

impl Vendor {
    /// The base and the hosts, by https.
    fn pages(&self) -> String {
        let hosts: Vec<_> = self.hosts.iter().map(|host| format!("https://{host}")).collect();
        format!("{} {}", self.base, hosts.join(" "))
    }

    /// The same for sockets.
    fn sockets(&self) -> String {
        let hosts: Vec<_> = self.hosts.iter().map(|host| format!("wss://{host}")).collect();
        format!("{} {}", self.base.websocket(), hosts.join(" "))
    }
}

const OURS: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'";
const SEALED: &str = "form-action 'self'; base-uri 'none'; object-src 'none'";
const TYPED: &str = "require-trusted-types-for 'script'; trusted-types 'none'; report-uri /csp-report";

impl Policy {
    /// The text of the `Content-Security-Policy` header.
    pub fn header(&self) -> String {
        match self {
            Self::Data => {
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox".into()
            }
            Self::Page => format!("{OURS}; connect-src 'self'; {SEALED}; frame-ancestors 'none'; {TYPED}"),
            Self::ZoomAgent { vendor } => {
                let base = &vendor.base;
                format!("{OURS}; connect-src 'self'; frame-src {base}; {SEALED}; frame-ancestors 'none'; {TYPED}")
            }
            Self::BuiltinAgent { viewer, own } => {
                format!("{OURS}; {}; {SEALED}; frame-ancestors 'none'; {TYPED}", desk_sources(viewer, own))
            }
            Self::Embedded { page, embedders } => {
                let ancestors = sources("frame-ancestors 'self'", embedders);
                page.header().replace("frame-ancestors 'none'", &ancestors)
            }
            Self::EngineDesk { viewer, own, embedders } => {
                let ancestors = sources("'self'", embedders);
                format!("{OURS}; {}; {SEALED}; frame-ancestors {ancestors}; {TYPED}", desk_sources(viewer, own))
            }
            Self::Viewer { nonce, site_assets, ancestors } => viewer(nonce, site_assets, ancestors),
            Self::ZoomCustomer { nonce, vendor } => zoom_customer(nonce, vendor),
            Self::BuiltinCustomer { own } => format!(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' {}; \
                 base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
                own.websocket()
            ),
        }
    }

    /// The `Permissions-Policy` header: nothing, except what the vendor's desk is given on the agent's page. A feature that
    /// a page itself may not use it cannot give to a frame.
    pub fn permissions(&self) -> String {
        if let Self::Embedded { page, .. } = self {
            return page.permissions();
        }
        let given = |feature: &str| match self {
            Self::ZoomAgent { vendor } if vendor.features.iter().any(|name| name == feature) => {
                format!("{feature}=(self \"{}\")", vendor.base)
            }
            _ => format!("{feature}=()"),
        };
        ["camera", "microphone", "geolocation", "display-capture", "usb", "payment"].map(given).join(", ")
    }

    /// Whether another page may frame it, so that `X-Frame-Options`, which knows no list, has to stay away.
    pub fn is_framed(&self) -> bool {
        matches!(self, Self::EngineDesk { .. } | Self::Viewer { .. } | Self::Embedded { .. })
    }
}

/// The agent's page frames the desk (`'self'`), the desk frames the viewer. Safari's `'self'` leaves sockets out.
fn desk_sources(viewer: &Origin, own: &Origin) -> String {
    format!("connect-src 'self' {}; frame-src 'self' {viewer}", own.websocket())
}

fn viewer(nonce: &Nonce, site_assets: &[Origin], ancestors: &[Origin]) -> String {
    let ancestors = if ancestors.is_empty() { "'none'".into() } else { sources("", ancestors) };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src {}; font-src {}; \
         base-uri 'none'; form-action 'none'; frame-src 'none'; object-src 'none'; frame-ancestors {ancestors}",
        sources("data: blob:", site_assets),
        sources("data:", site_assets),
    )
}

fn zoom_customer(nonce: &Nonce, vendor: &Vendor) -> String {
    let (base, pages, sockets) = (&vendor.base, vendor.pages(), vendor.sockets());
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' {base}; connect-src 'self' {pages} {sockets}; \
         style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {pages}; font-src 'self' data:; \
         frame-src {pages}; worker-src blob:; base-uri 'none'; object-src 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

fn sources(first: &str, origins: &[Origin]) -> String {
    let texts: Vec<_> = origins.iter().map(ToString::to_string).collect();
    [first, &texts.join(" ")].join(" ").trim().to_owned()
}

impl IntoResponseParts for Policy {
    type Error = Infallible;

    fn into_response_parts(self, mut parts: ResponseParts) -> Result<ResponseParts, Infallible> {
        parts.extensions_mut().insert(self);
        Ok(parts)
    }
}

/// An answer with no body that carries the policy.
impl IntoResponse for Policy {
    fn into_response(self) -> Response {
        (self, ()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use std::collections::HashMap;

    fn origin(text: &str) -> Origin {
        text.parse().unwrap()
    }

    fn directives(policy: &Policy) -> HashMap<String, String> {
        let header = policy.header();
        let pairs = header.split("; ").map(|directive| directive.split_once(' ').unwrap_or((directive, "")));
        let map: HashMap<_, _> = pairs.clone().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(map.len(), pairs.count(), "no directive twice: {header}");
        map
    }

    fn zoom() -> Vendor {
        let features = vec!["autoplay".to_owned(), "camera".to_owned()];
        Vendor { base: origin("https://us01-zcb.zoom.us"), hosts: vec!["*.zoom.us".into()], features }
    }

    fn every_policy() -> Vec<Policy> {
        let (viewer, own) = (origin("https://view.example"), origin("https://desk.example"));
        let nonce = Nonce::generate(&SeededRandom::new(1));
        vec![
            Policy::Data,
            Policy::Page,
            Policy::ZoomAgent { vendor: zoom() },
            Policy::BuiltinAgent { viewer: viewer.clone(), own: own.clone() },
            Policy::EngineDesk {
                viewer: viewer.clone(),
                own: own.clone(),
                embedders: vec![origin("https://crm.example")],
            },
            Policy::Viewer {
                nonce: nonce.clone(),
                site_assets: vec![origin("https://cdn.example")],
                ancestors: vec![own.clone()],
            },
            Policy::ZoomCustomer { nonce, vendor: zoom() },
            Policy::BuiltinCustomer { own },
            Policy::Embedded { page: Box::new(Policy::Page), embedders: vec![origin("https://crm.example")] },
        ]
    }

    #[test]
    fn every_policy_starts_from_nothing_and_ends_in_a_header() {
        for policy in every_policy() {
            let directives = directives(&policy);
            assert_eq!(directives["default-src"], "'none'", "{policy:?}");
            assert_eq!(directives["base-uri"], "'none'", "{policy:?}");
            assert!(directives.contains_key("frame-ancestors") && directives.contains_key("form-action"), "{policy:?}");
            assert!(axum::http::HeaderValue::from_str(&policy.header()).is_ok());
        }
    }

    #[test]
    fn only_the_vendors_and_the_viewers_styles_may_be_inline_and_no_script_ever() {
        for policy in every_policy() {
            let directives = directives(&policy);
            let inline = directives.get("style-src").is_some_and(|value| value.contains("unsafe-inline"));
            assert_eq!(inline, matches!(policy, Policy::Viewer { .. } | Policy::ZoomCustomer { .. }), "{policy:?}");
            assert!(!directives.get("script-src").is_some_and(|value| value.contains("unsafe")), "{policy:?}");
        }
    }

    #[test]
    fn who_may_frame_a_page_is_named_or_nobody() {
        for policy in every_policy() {
            assert_eq!(directives(&policy)["frame-ancestors"] != "'none'", policy.is_framed(), "{policy:?}");
        }
        let policies = every_policy();
        assert_eq!(directives(&policies[4])["frame-ancestors"], "'self' https://crm.example");
        assert_eq!(directives(&policies[5])["frame-ancestors"], "https://desk.example");
        assert_eq!(directives(&policies[8])["frame-ancestors"], "'self' https://crm.example");
    }

    #[test]
    fn the_desk_reaches_its_socket_and_its_viewer() {
        let secure = directives(&every_policy()[3]);
        assert_eq!(secure["connect-src"], "'self' wss://desk.example");
        assert_eq!(secure["frame-src"], "'self' https://view.example");
        let plain = Policy::BuiltinCustomer { own: origin("http://localhost:8080") };
        assert_eq!(directives(&plain)["connect-src"], "'self' ws://localhost:8080");
    }

    #[test]
    fn the_vendors_pages_follow_the_base_and_the_list_of_hosts() {
        let base = origin("https://cobrowse.tenant.example");
        let vendor = Vendor { base, hosts: vec!["*.zoom.us".into(), "files.example".into()], features: vec![] };
        let nonce = Nonce::generate(&SeededRandom::new(3));
        let customer = directives(&Policy::ZoomCustomer { nonce, vendor: vendor.clone() });
        assert!(customer["script-src"].ends_with("' https://cobrowse.tenant.example"));
        let pages = "https://cobrowse.tenant.example https://*.zoom.us https://files.example";
        assert_eq!(customer["frame-src"], pages);
        let sockets = "wss://cobrowse.tenant.example wss://*.zoom.us wss://files.example";
        assert_eq!(customer["connect-src"], format!("'self' {pages} {sockets}"));
        let agent = directives(&Policy::ZoomAgent { vendor });
        assert_eq!(agent["frame-src"], "https://cobrowse.tenant.example", "the agent's page frames the desk alone");
    }

    #[test]
    fn only_the_page_around_the_vendors_desk_may_give_it_features() {
        for policy in every_policy() {
            let zoom = matches!(policy, Policy::ZoomAgent { .. });
            let camera = if zoom { "camera=(self \"https://us01-zcb.zoom.us\")" } else { "camera=()" };
            let rest = "microphone=(), geolocation=(), display-capture=(), usb=(), payment=()";
            assert_eq!(policy.permissions(), format!("{camera}, {rest}"), "{policy:?}");
        }
    }

    #[test]
    fn the_viewer_fetches_from_the_named_sites_only() {
        let policies = every_policy();
        let viewer = directives(&policies[5]);
        assert_eq!(viewer["img-src"], "data: blob: https://cdn.example");
        assert_eq!(viewer["font-src"], "data: https://cdn.example");
        assert!(!viewer.contains_key("connect-src"));
        assert!(viewer["script-src"].starts_with("'nonce-") && viewer["script-src"].len() == 8 + 24);
        let bare =
            Policy::Viewer { nonce: Nonce::generate(&SeededRandom::new(2)), site_assets: vec![], ancestors: vec![] };
        assert_eq!(directives(&bare)["frame-ancestors"], "'none'");
    }
}
