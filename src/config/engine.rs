//! Which engine serves the pages, and its credentials.

use super::reader::Reader;
use crate::domain::Engine;
use crate::engine_keys::RestKeys;
use crate::http::extract::Origin;
use secrecy::SecretString;
use std::time::Duration;

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
    /// From one comparison of Zoom's live sessions with ours to the next. Default 60 s.
    pub reconcile_every: Duration,
}

/// Zoom's production endpoint (Zoom reference §4).
pub const ZOOM_BASE_URL: &str = "https://us01-zcb.zoom.us";
const CREDENTIALS: &str = "ZOOM_SDK_KEY and ZOOM_SDK_SECRET";

impl EngineConfig {
    pub fn read(reader: &Reader) -> Self {
        let credentials = credentials(reader);
        let usual = if credentials.is_some() { Engine::Zoom } else { Engine::Builtin };
        let engine = reader.parse("COBROKER_ENGINE", "zoom or builtin").unwrap_or(usual);
        if engine == Engine::Zoom && credentials.is_none() {
            reader.complain(format!("COBROKER_ENGINE=zoom needs {CREDENTIALS}."));
        }
        Self {
            engine,
            base_url: base_url(reader, engine),
            credentials,
            sdk_version: sdk_version(reader),
            consent: reader.flag("COBROKER_CONSENT", true),
            open_tokens: open_tokens(reader, engine),
            api_credentials: api_credentials(reader),
            webhook_secret: reader.secret(&[
                "ZOOM_WEBHOOK_SECRET",
                "ZOOM_WEBHOOK_SECRET_TOKEN",
                "WEBHOOK_SECRET_TOKEN",
            ]),
            reconcile_every: Duration::from_secs(reader.number("COBROKER_ZOOM_RECONCILE_SECONDS", 10..=3_600, 60)),
        }
    }
}

fn credentials(reader: &Reader) -> Option<SdkCredentials> {
    let key = reader.first_text(&["ZOOM_SDK_KEY", "SDK_KEY"]);
    let secret = reader.secret(&["ZOOM_SDK_SECRET", "SDK_SECRET"]);
    match (key, secret) {
        (Some(key), Some(secret)) => {
            if !key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) || key.len() > 128 {
                reader.complain("ZOOM_SDK_KEY must be at most 128 letters, digits, dots, hyphens and underscores.");
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
    let open = reader.flag("COBROKER_ENGINE_OPEN_TOKENS", false);
    if open && engine == Engine::Zoom {
        reader.complain("COBROKER_ENGINE_OPEN_TOKENS=true is for COBROKER_ENGINE=builtin only.");
    }
    open
}

fn base_url(reader: &Reader, engine: Engine) -> Option<Origin> {
    let given: Option<Origin> =
        reader.parse("COBROWSE_BASE_URL", "an address such as https://us01-zcb.zoom.us, without a path");
    if let Some(origin) = given.as_ref().filter(|origin| !origin.is_secure() && !origin.is_loopback()) {
        reader.complain(format!("COBROWSE_BASE_URL must begin with https://, not {origin}."));
    }
    let zoom = || ZOOM_BASE_URL.parse().expect("the constant is an origin");
    given.or_else(|| (engine == Engine::Zoom).then(zoom))
}

fn sdk_version(reader: &Reader) -> Option<String> {
    let version = reader.text("ZOOM_SDK_VERSION")?;
    let fits = version.len() <= 20 && version.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    if !fits {
        reader.complain("ZOOM_SDK_VERSION must be a version such as 2.13.0.");
    }
    Some(version)
}

fn api_credentials(reader: &Reader) -> Option<RestKeys> {
    let key = reader.text("ZOOM_API_KEY");
    let secret = reader.secret(&["ZOOM_API_SECRET"]);
    if key.is_some() != secret.is_some() {
        reader.complain("ZOOM_API_KEY and ZOOM_API_SECRET belong together; set both or neither.");
    }
    Some(RestKeys { api_key: key?, api_secret: secret? })
}
