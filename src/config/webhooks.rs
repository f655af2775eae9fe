//! Who is told of joins and ends, and how.

use super::reader::{Reader, shortened};
use super::setting::{Section, Setting, section};
use crate::outgoing::Url;
use crate::webhooks::{Unfit, check_address};
use secrecy::SecretString;

section! { "Webhooks that cobroker sends: its own to endpoints that admins add, and Zoom's four to those named here",
    URL = Setting::several("COBROKER_WEBHOOK_URL", "addresses such as https://crm.example/hooks",
        "Addresses that are told who joins and leaves, https on port 443 or 8443, at most five, separated by commas.")
        .telling();
    SECRET = Setting::secret("COBROKER_WEBHOOK_SECRET",
        "Signs what they are told; each address proves at the start that it knows it.");
    ACCOUNT_ID = Setting::usually("COBROKER_WEBHOOK_ACCOUNT_ID", "cobroker", "text", "account_id in what they are told.");
    ALLOW_LOCAL = Setting::flag("COBROKER_WEBHOOK_ALLOW_LOCAL", false,
        "Addresses on this machine may be told, also by plain http. For trying things out.");
    LOG_DAYS = Setting::number("COBROKER_WEBHOOK_LOG_DAYS", (1, 90), 14,
        "Days for which attempts to tell endpoints of events are kept.");
}

/// Settings of the webhooks that the built-in engine sends.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    /// At most [`MOST_ENDPOINTS`]. Empty: nobody is told.
    pub endpoints: Vec<Url>,
    /// Set where there are endpoints.
    pub secret: Option<SecretString>,
    /// `account_id` of every event. Default `cobroker`.
    pub account_id: String,
    /// This machine may be told, also by plain http. For tests and demonstrations.
    pub allow_local: bool,
    /// Days for which attempts are kept. Default 14.
    pub log_days: u32,
}

/// More would make each join cost more rows than it is worth.
const MOST_ENDPOINTS: usize = 5;

impl WebhookConfig {
    pub fn read(reader: &Reader) -> Self {
        let config = Self {
            endpoints: reader.list(&URL),
            secret: reader.secret(&SECRET),
            account_id: reader.text_or_default(&ACCOUNT_ID),
            allow_local: reader.flag(&ALLOW_LOCAL),
            log_days: reader.number(&LOG_DAYS),
        };
        config.endpoints.iter().for_each(|endpoint| config.check(reader, endpoint));
        if config.endpoints.len() > MOST_ENDPOINTS {
            reader.complain(format!("COBROKER_WEBHOOK_URL must name at most {MOST_ENDPOINTS} addresses."));
        }
        if !config.endpoints.is_empty() && config.secret.is_none() {
            reader.complain("COBROKER_WEBHOOK_URL needs COBROKER_WEBHOOK_SECRET, which signs what is sent there.");
        }
        config
    }

    fn check(&self, reader: &Reader, endpoint: &Url) {
        // without the query: it may hold a token
        let shown = shortened(endpoint.to_string().split('?').next().unwrap_or_default());
        match check_address(endpoint, self.allow_local) {
            Ok(()) => {}
            Err(Unfit::Local) => reader.complain(format!(
                "COBROKER_WEBHOOK_URL names this machine, {shown}; set COBROKER_WEBHOOK_ALLOW_LOCAL=true to try that."
            )),
            Err(Unfit::NotSafe) => {
                reader.complain(format!("COBROKER_WEBHOOK_URL must be https on port 443 or 8443, not {shown}."));
            }
            Err(Unfit::NoName) => {
                reader.complain(format!("COBROKER_WEBHOOK_URL must have a host name, not an address: {shown}."));
            }
        }
    }
}
