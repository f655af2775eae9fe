//! Which engine serves the pages, and its credentials.

use super::reader::Reader;
use super::setting::{Section, Setting, section};
use crate::domain::Engine;
use crate::engine_keys::RestKeys;
use crate::http::extract::Origin;
use secrecy::SecretString;

section! { "Engine",
    ENGINE = Setting::one("COBROKER_ENGINE", "zoom or builtin",
        "zoom or builtin; without it, zoom where ZOOM_SDK_KEY and ZOOM_SDK_SECRET are set, else builtin.");
    BASE_URL = Setting::one("COBROWSE_BASE_URL", "an address such as https://us01-zcb.zoom.us, without a path",
        "Where SDK and desk come from; without it, https://us01-zcb.zoom.us with zoom, this service with builtin.");
    SDK_KEY = Setting::one("ZOOM_SDK_KEY", "at most 128 letters, digits, dots, hyphens and underscores",
        "SDK key of the Zoom app; it is public.").also(&["SDK_KEY"]);
    SDK_SECRET = Setting::secret("ZOOM_SDK_SECRET",
        "SDK secret of the Zoom app; it signs the tokens of customers and agents.").also(&["SDK_SECRET"]);
    SDK_VERSION = Setting::one("ZOOM_SDK_VERSION", "a version such as 2.13.0",
        "A fixed version of the SDK; without it, the current one.");
    API_KEY = Setting::one("ZOOM_API_KEY", "the key of the API, not of the SDK",
        "Key of Zoom's REST API; another pair than the SDK's. With builtin, what opens the mirror of that API at /v2; \
         without it the service makes a pair, which `cobroker api-key rest` shows.");
    API_SECRET = Setting::secret("ZOOM_API_SECRET", "Secret of Zoom's REST API.");
    WEBHOOK_SECRET = Setting::secret("ZOOM_WEBHOOK_SECRET", "Checks the signature of Zoom's webhooks.")
        .also(&["ZOOM_WEBHOOK_SECRET_TOKEN", "WEBHOOK_SECRET_TOKEN"]);
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
    /// A fixed SDK version in the loader URL. `None`: the current one.
    pub sdk_version: Option<String>,
    /// The customer is asked before an agent sees the page. Default yes.
    pub consent: bool,
    /// Tokens that were made elsewhere with the same SDK key and secret are good, too. Default no.
    pub open_tokens: bool,
    /// The pair of Zoom's REST API; with the built-in engine the one that opens our mirror of it, which makes its own
    /// at the first start if there is none.
    pub api_credentials: Option<RestKeys>,
    /// Checks the signature of Zoom's webhooks.
    pub webhook_secret: Option<SecretString>,
}

/// Zoom's production endpoint (Zoom reference §4).
pub const ZOOM_BASE_URL: &str = "https://us01-zcb.zoom.us";
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
            sdk_version: sdk_version(reader),
            consent: reader.flag(&CONSENT),
            open_tokens: open_tokens(reader, engine),
            api_credentials: api_credentials(reader),
            webhook_secret: reader.secret(&WEBHOOK_SECRET),
        }
    }
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

fn sdk_version(reader: &Reader) -> Option<String> {
    let version = reader.text(&SDK_VERSION)?;
    let fits = version.len() <= 20 && version.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    if !fits {
        reader.complain(format!("ZOOM_SDK_VERSION must be {}.", SDK_VERSION.wanted()));
    }
    Some(version)
}

fn api_credentials(reader: &Reader) -> Option<RestKeys> {
    let key = reader.text(&API_KEY);
    let secret = reader.secret(&API_SECRET);
    if key.is_some() != secret.is_some() {
        reader.complain("ZOOM_API_KEY and ZOOM_API_SECRET belong together; set both or neither.");
    }
    Some(RestKeys { api_key: key?, api_secret: secret? })
}
