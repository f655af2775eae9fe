//! Which engine serves the pages, and its credentials.

use super::desk_frame::DeskFrame;
use super::reader::Reader;
use super::setting::{Section, Setting, section};
use super::vendor::{HostPattern, SdkVersion};
use crate::domain::{Engine, Origin};
use crate::engine_keys::RestKeys;
use crate::outgoing::Url;
use crate::zoom::rest;
use secrecy::SecretString;
use std::time::Duration;

section! { "Engine",
    ENGINE = Setting::one("COBROKER_ENGINE", "zoom or builtin",
        "zoom or builtin; without it, zoom where ZOOM_SDK_KEY and ZOOM_SDK_SECRET are set, else builtin.");
    BASE_URL = Setting::one("COBROWSE_BASE_URL", "an address such as https://us01-zcb.zoom.us, without a path",
        "Where SDK and desk come from; without it, https://us01-zcb.zoom.us with zoom, this service with builtin.");
    SDK_KEY = Setting::one("ZOOM_SDK_KEY", "at most 128 letters, digits, dots, hyphens and underscores",
        "SDK key of the Zoom app; it is public.").also(&["SDK_KEY"]);
    SDK_SECRET = Setting::secret("ZOOM_SDK_SECRET",
        "SDK secret of the Zoom app; it signs the tokens of customers and agents.").also(&["SDK_SECRET"]);
    SDK_VERSION = Setting::one("ZOOM_SDK_VERSION", "a version such as 2.13.2, or 2.13.x for its newest patch",
        "A version of the SDK, such as 2.13.2, or 2.13.x for its newest patch; without it, whatever the engine serves.");
    ZOOM_HOSTS = Setting::several("COBROKER_ZOOM_HOSTS", "hosts such as *.zoom.us, without https://",
        "Hosts that Zoom's SDK talks to beside COBROWSE_BASE_URL; * stands for any name under the rest. Without it, \
         *.zoom.us.");
    API_KEY = Setting::one("ZOOM_API_KEY", "the key of the API, not of the SDK",
        "Key of Zoom's REST API; another pair than the SDK's. With builtin, what opens the mirror of that API at /v2; \
         without it the service makes a pair, which `cobroker api-key rest` shows.");
    API_SECRET = Setting::secret("ZOOM_API_SECRET", "Secret of Zoom's REST API.");
    API_BASE_URL = Setting::usually("ZOOM_API_BASE_URL", ZOOM_API_BASE_URL, "an address such as https://api.zoom.us/v2",
        "Where Zoom's REST API is asked: https, or an address of this machine.");
    API_PLAN = Setting::usually("ZOOM_API_PLAN", "business", "free, pro or business",
        "The plan of the account, by Zoom's table of rate limits; we use half of what it allows. Universal Credit counts \
         as business.");
    WEBHOOK_SECRET = Setting::secret("ZOOM_WEBHOOK_SECRET", "Checks the signature of Zoom's webhooks.")
        .also(&["ZOOM_WEBHOOK_SECRET_TOKEN", "WEBHOOK_SECRET_TOKEN"]);
    RECONCILE = Setting::number("COBROKER_ZOOM_RECONCILE_SECONDS", (10, 3_600), 60,
        "With zoom and a key of the REST API: seconds between two comparisons of Zoom's live sessions with ours.");
    CONSENT = Setting::flag("COBROKER_CONSENT", true,
        "The built-in engine asks the customer before an agent sees the page.");
    OPEN_TOKENS = Setting::flag("COBROKER_ENGINE_OPEN_TOKENS", false,
        "The built-in engine also takes tokens that another server made with the same SDK key and secret.");
}

/// The key pair that signs tokens of both roles.
#[derive(Debug, Clone)]
pub struct SdkCredentials {
    /// Public: it stands in every page.
    pub key: String,
    pub secret: SecretString,
}

/// Settings of the engine.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    pub engine: Engine,
    /// Where SDK and desk come from. `None`: our own public origin.
    pub base_url: Option<Origin>,
    /// `None` only with the built-in engine, which then makes its own at the first start.
    pub credentials: Option<SdkCredentials>,
    /// The version at the end of the loader's address. `None`: whatever the engine serves.
    pub sdk_version: Option<SdkVersion>,
    /// The frame around the vendor's desk.
    pub desk_frame: DeskFrame,
    /// Hosts that the vendor's pages and SDK talk to beside the base URL. Default `*.zoom.us`.
    pub vendor_hosts: Vec<HostPattern>,
    /// The customer is asked before an agent sees the page. Default yes.
    pub consent: bool,
    /// Tokens that were made elsewhere with the same SDK key and secret are good, too. Default no.
    pub open_tokens: bool,
    /// The pair of Zoom's REST API; with the built-in engine the one that opens our mirror of it, which makes its own
    /// at the first start if there is none.
    pub api_credentials: Option<RestKeys>,
    /// Where Zoom's REST API is asked, and how much. By default Zoom itself, by the limits of business plans.
    pub api: rest::Settings,
    /// Checks the signature of Zoom's webhooks.
    pub webhook_secret: Option<SecretString>,
    /// From one comparison of Zoom's live sessions with ours to the next. Default 60 s.
    pub reconcile_every: Duration,
}

/// Zoom's production endpoint, the only one in public text (Zoom reference §3.1, \[QS, SEED\]).
pub const ZOOM_BASE_URL: &str = "https://us01-zcb.zoom.us";
/// Zoom's REST API (Zoom reference §9, \[DZ-REST\]).
pub const ZOOM_API_BASE_URL: &str = "https://api.zoom.us/v2";
const CREDENTIALS: &str = "ZOOM_SDK_KEY and ZOOM_SDK_SECRET";

impl EngineConfig {
    pub fn read(reader: &Reader) -> Self {
        let credentials = credentials(reader);
        let usual = if credentials.is_some() { Engine::Zoom } else { Engine::Builtin };
        let engine = reader.parse(&ENGINE).unwrap_or(usual);
        if engine == Engine::Zoom && credentials.is_none() {
            reader.complain(format!("COBROKER_ENGINE=zoom needs {CREDENTIALS}."));
        }
        Self {
            engine,
            base_url: base_url(reader, engine),
            credentials,
            sdk_version: reader.parse(&SDK_VERSION),
            desk_frame: DeskFrame::read(reader),
            vendor_hosts: vendor_hosts(reader),
            consent: reader.flag(&CONSENT),
            open_tokens: open_tokens(reader, engine),
            api_credentials: api_credentials(reader),
            api: rest::Settings { base_url: api_base_url(reader), plan: reader.parse_or_default(&API_PLAN) },
            webhook_secret: reader.secret(&WEBHOOK_SECRET),
            reconcile_every: Duration::from_secs(reader.number(&RECONCILE)),
        }
    }

    /// What is allowed and perhaps not meant, each a sentence that names the variable.
    pub fn warnings(&self) -> Vec<String> {
        let elsewhere = self.base_url.as_ref().filter(|base| self.engine == Engine::Zoom && !is_zoom_host(base.host()));
        let elsewhere = elsewhere.map(|base| {
            format!(
                "COBROWSE_BASE_URL is {base}, which is no host of Zoom's (.zoom.us), although the engine is zoom. Pages \
                 load their SDK and desk from there, with tokens that your Zoom account accepts."
            )
        });
        elsewhere.into_iter().collect()
    }
}

/// Zoom's production host is `us01-zcb.zoom.us`; others are not published (Zoom reference §3.1), but are under `zoom.us`.
fn is_zoom_host(host: &str) -> bool {
    host.ends_with(".zoom.us")
}

fn credentials(reader: &Reader) -> Option<SdkCredentials> {
    let key = reader.text(&SDK_KEY);
    let secret = reader.secret(&SDK_SECRET);
    match (key, secret) {
        (Some(key), Some(secret)) => {
            if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) || key.len() > 128 {
                reader.complain(format!("ZOOM_SDK_KEY must be {}.", SDK_KEY.wanted()));
            }
            Some(SdkCredentials { key, secret })
        }
        (None, None) => None,
        (key, _) => {
            let (given, missing) =
                if key.is_some() { ("ZOOM_SDK_KEY", "ZOOM_SDK_SECRET") } else { ("ZOOM_SDK_SECRET", "ZOOM_SDK_KEY") };
            reader.complain(format!("{given} is set and {missing} is not; set both or neither."));
            None
        }
    }
}

/// Zoom checks its tokens itself.
fn open_tokens(reader: &Reader, engine: Engine) -> bool {
    let open = reader.flag(&OPEN_TOKENS);
    if open && engine == Engine::Zoom {
        reader.complain("COBROKER_ENGINE_OPEN_TOKENS=true is for COBROKER_ENGINE=builtin only.");
    }
    open
}

fn base_url(reader: &Reader, engine: Engine) -> Option<Origin> {
    let given: Option<Origin> = reader.parse(&BASE_URL);
    if let Some(origin) = given.as_ref().filter(|origin| !origin.is_secure() && !origin.is_loopback()) {
        reader.complain(format!("COBROWSE_BASE_URL must begin with https://, not {origin}."));
    }
    let zoom = || ZOOM_BASE_URL.parse().expect("the constant is an origin");
    given.or_else(|| (engine == Engine::Zoom).then(zoom))
}

/// The family that both the seed and the other web SDKs name (Zoom reference §12, \[SEED, FORUM-CSP\]); Zoom's exact list for
/// Cobrowse is not known, so it is one value.
fn vendor_hosts(reader: &Reader) -> Vec<HostPattern> {
    let given = reader.list(&ZOOM_HOSTS);
    if given.is_empty() { vec!["*.zoom.us".parse().expect("the constant is a pattern")] } else { given }
}

fn api_base_url(reader: &Reader) -> Url {
    let url: Url = reader.parse_or_default(&API_BASE_URL);
    if !url.secure && !url.is_local() {
        // without path and query: they may hold a token
        let (scheme, host) = (url.scheme(), &url.authority);
        reader.complain(format!("ZOOM_API_BASE_URL must begin with https://, not {scheme}://{host}."));
    }
    if url.target.contains('?') {
        reader.complain("ZOOM_API_BASE_URL must end with its path, without a query.");
    }
    url
}

fn api_credentials(reader: &Reader) -> Option<RestKeys> {
    let key = reader.text(&API_KEY);
    let secret = reader.secret(&API_SECRET);
    if key.is_some() != secret.is_some() {
        reader.complain("ZOOM_API_KEY and ZOOM_API_SECRET belong together; set both or neither.");
    }
    Some(RestKeys { api_key: key?, api_secret: secret? })
}
