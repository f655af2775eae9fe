//! Configuration: read once from the environment, argued with once, then only values that make sense.
//!
//! Each variable is declared beside the struct it fills ([`setting`]); [`reference`] writes `.env.example` and the
//! configuration reference from that.

mod data;
mod desk_frame;
mod engine;
pub mod in_force;
mod limits;
mod log;
mod network;
mod reader;
pub mod reference;
mod sessions;
mod setting;
mod sign_on;
mod unknown;
mod vendor;
mod webhooks;

pub use data::DataConfig;
pub use desk_frame::{DeskFrame, FrameAllow, FrameSandbox};
pub use engine::{EngineConfig, SdkCredentials, ZOOM_API_BASE_URL, ZOOM_BASE_URL};
pub use limits::{LimitConfig, StartLimits};
pub use log::{LogConfig, LogFormat};
pub use network::NetworkConfig;
pub use reader::{SHORTEST_SECRET, is_sample};
pub use sessions::SessionConfig;
pub use sign_on::{PasswordsOf, SignOnConfig};
pub use vendor::{HostPattern, SdkVersion};
pub use webhooks::WebhookConfig;

use crate::serve;
use in_force::InForce;
use reader::Reader;
use setting::Section;

/// Every setting, in the order of the reference.
const SECTIONS: &[Section] = &[
    engine::SECTION,
    desk_frame::SECTION,
    webhooks::SECTION,
    network::SECTION,
    sign_on::SECTION,
    data::SECTION,
    sessions::SECTION,
    limits::SECTION,
    log::SECTION,
];

/// Everything the environment decides.
#[derive(Debug, Clone)]
pub struct Config {
    pub engine: EngineConfig,
    pub network: NetworkConfig,
    pub data: DataConfig,
    pub sessions: SessionConfig,
    pub limits: LimitConfig,
    pub webhooks: WebhookConfig,
    pub log: LogConfig,
    /// An OpenID provider, where there is one.
    pub sign_on: Option<SignOnConfig>,
    /// Whose passwords sign in.
    pub passwords: PasswordsOf,
    /// Where each of all that came from, for those who may look.
    pub in_force: Vec<InForce>,
}

/// Every complaint about the environment, each a sentence that names the variable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct InvalidConfig(pub Vec<String>);

impl Config {
    /// # Errors
    /// If any variable has a value that makes no sense, or a setting is unsafe: all complaints at once.
    pub fn from_env() -> Result<Self, InvalidConfig> {
        // a value that is not UTF-8 is wrong as it stands, and is complained about like any other
        Self::from_lookup(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// # Errors
    /// See [`Self::from_env`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, InvalidConfig> {
        match Self::examine(lookup) {
            (config, complaints) if complaints.is_empty() => Ok(config),
            (_, complaints) => Err(InvalidConfig(complaints)),
        }
    }

    /// What the settings come to, and every complaint about them. Where there are complaints nothing may be served with
    /// it: what was refused is left out or has its default. For `cobroker doctor`, which goes on looking.
    pub fn examine(lookup: impl Fn(&str) -> Option<String>) -> (Self, Vec<String>) {
        let reader = Reader::new(&lookup);
        let engine = EngineConfig::read(&reader);
        let sign_on = SignOnConfig::read(&reader);
        let config = Self {
            network: NetworkConfig::read(&reader, engine.engine),
            data: DataConfig::read(&reader),
            sessions: SessionConfig::read(&reader),
            limits: LimitConfig::read(&reader),
            webhooks: WebhookConfig::read(&reader),
            log: LogConfig::read(&reader),
            passwords: PasswordsOf::read(&reader, sign_on.as_ref()),
            sign_on,
            engine,
            in_force: in_force::read(&lookup),
        };
        config.check_purposes(&reader);
        (config, reader.complaints())
    }

    /// What is allowed and perhaps not meant, each a sentence that names the variable, where the environment has these
    /// `names`. Told at the start.
    pub fn warnings(&self, names: impl IntoIterator<Item = String>) -> Vec<String> {
        let mut unknown: Vec<String> = names.into_iter().filter_map(|name| unknown::complaint(&name)).collect();
        unknown.sort();
        [self.engine.warnings(), unknown].concat()
    }

    /// [`Self::warnings`] about the environment of this process.
    pub fn warnings_from_env(&self) -> Vec<String> {
        self.warnings(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
    }

    /// Limits of the accept loop.
    pub fn serve_limits(&self) -> serve::Limits {
        serve::Limits {
            connections: self.limits.connections,
            per_address: self.limits.connections_per_ip,
            proxies: self.network.trusted_proxies.clone(),
            ..serve::Limits::default()
        }
    }

    /// One key, one purpose (hardening §4).
    fn check_purposes(&self, reader: &Reader) {
        let secrets = [
            ("ZOOM_SDK_SECRET", self.engine.credentials.as_ref().map(|credentials| &credentials.secret)),
            ("ZOOM_API_SECRET", self.engine.api_credentials.as_ref().map(|credentials| &credentials.api_secret)),
            ("ZOOM_WEBHOOK_SECRET", self.engine.webhook_secret.as_ref()),
            ("COBROKER_WEBHOOK_SECRET", self.webhooks.secret.as_ref()),
            ("COBROKER_METRICS_TOKEN", self.network.metrics_token.as_ref()),
            ("COBROKER_OIDC_CLIENT_SECRET", self.sign_on.as_ref().and_then(|sign_on| sign_on.client_secret.as_ref())),
        ];
        for (index, (name, secret)) in secrets.iter().enumerate() {
            for (other_name, other) in &secrets[index + 1..] {
                if reader::same(*secret, *other) {
                    reader.complain(format!("{name} and {other_name} must be two different secrets."));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
