use crate::broker::{Broker, Engine};
use crate::domain::site::{Accent, AttributeList, Language, Line, Position, SelectorList};
use crate::domain::{DisplayName, HostSite, Pin, SiteId, Windows};
use crate::http::extract::RequestOrigin;
use crate::http::state::Site;
use crate::sites::Sites;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What a page may know about this service. Flags, no secrets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfigShape {
    /// `builtin` or `zoom`.
    engine: &'static str,
    /// Where the SDK and the desk are loaded from.
    base_url: String,
    /// Public.
    sdk_key: String,
    /// A version to put at the end of the SDK's address.
    sdk_version: Option<String>,
    /// `auto`: the engine makes the PIN. `custom`: the broker does.
    pin_mode: &'static str,
    /// Whether customers are asked before an agent sees their page. Built-in engine only.
    asks_consent: bool,
    has_sdk_secret: bool,
    has_api_credentials: bool,
    has_webhook_secret: bool,
    /// The host site whose page asks; `null` for pages of no site that was added, for our own, and for servers.
    site: Option<SiteShape>,
    limits: LimitsShape,
}

/// How one host site set up its customers' pages. Whatever is left out is the page's to choose.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SiteShape {
    #[schema(value_type = String)]
    id: SiteId,
    #[schema(value_type = String)]
    name: DisplayName,
    mask: MaskShape,
    branding: BrandingShape,
    /// Whether a start may bring an `identity`.
    takes_identity: bool,
}

/// Settings of `piiMask` for the SDK's `init`. A floor: a page may mask more, never less.
#[derive(Debug, Serialize, ToSchema)]
struct MaskShape {
    /// `custom_input` or `all_input`.
    #[serde(rename = "maskType")]
    mask_type: &'static str,
    #[serde(rename = "maskCssSelectors", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    css_selectors: Option<SelectorList>,
    #[serde(rename = "maskHTMLAttributes", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    html_attributes: Option<AttributeList>,
    #[serde(rename = "privateByDefault")]
    private_by_default: bool,
    /// What alone may be seen of a site that is private by default.
    #[serde(rename = "unmaskCssSelectors", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    unmask_css_selectors: Option<SelectorList>,
}

/// Looks and words of the button and its panel.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BrandingShape {
    /// `#rrggbb`
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    accent: Option<Accent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    heading: Option<Line<80>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    button_text: Option<Line<40>>,
    /// Such as the telephone number to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    hint: Option<Line<160>>,
    /// A BCP 47 tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    /// `bottom-end`, `bottom-start`, `top-end`, `top-start`, or with `right` and `left`.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<&'static str>,
}

impl SiteShape {
    fn of(site: &HostSite) -> Self {
        let (mask, branding) = (site.mask.clone(), site.branding.clone());
        Self {
            id: site.id.clone(),
            name: site.name.clone(),
            mask: MaskShape {
                mask_type: mask.mask_type.as_str(),
                css_selectors: mask.css_selectors,
                html_attributes: mask.html_attributes,
                private_by_default: mask.private_by_default,
                unmask_css_selectors: mask.unmask_css_selectors,
            },
            branding: BrandingShape {
                accent: branding.accent,
                heading: branding.heading,
                button_text: branding.button_text,
                hint: branding.hint,
                language: branding.language,
                position: branding.position.map(Position::as_str),
            },
            takes_identity: site.identity_key.is_some(),
        }
    }
}

/// Limits a page may want to explain.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LimitsShape {
    /// Digits of an automatic PIN.
    pin_digits: usize,
    /// Characters of any PIN.
    pin_max_length: usize,
    pin_window_seconds: i64,
    recovery_window_seconds: i64,
    max_session_seconds: i64,
    agents_per_session: usize,
}

/// What is set up here
///
/// For pages that load the SDK, and for a first look at a new installation. `site` depends on the page's origin.
#[utoipa::path(get, path = "/api/config", tag = "service", responses((status = 200, body = ConfigShape)))]
pub async fn config(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(sites): State<Sites>,
    headers: HeaderMap,
) -> Json<ConfigShape> {
    let host_site = match RequestOrigin::of(&headers) {
        RequestOrigin::Known(origin) => sites.at(&origin),
        _ => None,
    };
    let settings = broker.settings();
    Json(ConfigShape {
        engine: settings.engine.as_str(),
        base_url: settings.base_url.clone(),
        sdk_key: broker.sdk_key().to_owned(),
        sdk_version: site.config.engine.sdk_version.as_ref().map(|version| version.as_str().to_owned()),
        pin_mode: settings.pin_mode.as_str(),
        asks_consent: settings.engine == Engine::Builtin && settings.ask_consent,
        // the built-in engine makes its own; without one the service does not start
        has_sdk_secret: true,
        has_api_credentials: site.config.engine.api_credentials.is_some(),
        has_webhook_secret: site.config.engine.webhook_secret.is_some(),
        site: host_site.map(|host_site| SiteShape::of(&host_site)),
        limits: LimitsShape {
            pin_digits: settings.pin_digits,
            pin_max_length: Pin::MAX_LENGTH,
            pin_window_seconds: settings.windows.pin.num_seconds(),
            recovery_window_seconds: Windows::RECOVERY.num_seconds(),
            max_session_seconds: settings.windows.longest.num_seconds(),
            agents_per_session: Windows::SEATS,
        },
    })
}
