//! What whoever serves the SDK says: its loader, its REST API, and what comes of its webhooks.

use super::ask::Asker;
use super::{Doctor, Report, catalogue, network};
use crate::domain::Engine;
use crate::hex::hex;
use crate::random;
use crate::tokens::RestSigner;
use crate::webhooks::{keyed_hash, question, sign};
use chrono::TimeDelta;

/// Life of the token for one call of the REST API; Zoom suggests an hour or less \[DZ-APIREQ\].
const REST_TOKEN: TimeDelta = TimeDelta::minutes(5);

impl Doctor<'_> {
    /// Whoever serves the SDK, its REST API, and the webhooks that come from there.
    pub(super) async fn vendor(&self, report: &mut Report, asker: &Asker<'_>) {
        let engine = &self.config.engine;
        if let (Some(base), Some(key)) = (&engine.base_url, self.signer().map(|tokens| tokens.sdk_key().to_owned())) {
            let loader = format!("{base}/static/resource/sdk/{key}/js");
            let plain = asker.get(&loader).await;
            let versioned = match &engine.sdk_version {
                Some(version) => Some(asker.get(&format!("{loader}/{}", version.as_str())).await),
                None => None,
            };
            report.check("the engine has the SDK for this key", network::engine(&plain, versioned.as_ref()));
        }
        if engine.engine == Engine::Zoom {
            self.rest(report, asker).await;
            self.webhooks(report, asker).await;
        }
    }

    /// One light call (Zoom reference §9.2, \[DZ-REST\]).
    async fn rest(&self, report: &mut Report, asker: &Asker<'_>) {
        let engine = &self.config.engine;
        let Some(keys) = &engine.api_credentials else {
            report.skip(
                "Zoom's REST API",
                "ZOOM_API_KEY and ZOOM_API_SECRET are not set; sessions are not compared with Zoom's",
            );
            return;
        };
        let token = RestSigner::new(keys).sign(REST_TOKEN, self.clock.now()).token;
        let base = engine.api.base_url.to_string();
        let address = format!("{}/cobrowsesdk/live_sessions?page_size=30", base.trim_end_matches('/'));
        report.check("Zoom's REST API takes the API key", network::rest(&asker.get_as(&address, &token).await));
    }

    async fn webhooks(&self, report: &mut Report, asker: &Asker<'_>) {
        let Some(secret) = &self.config.engine.webhook_secret else {
            let saw = "ZOOM_WEBHOOK_SECRET is not set.";
            report.check("webhooks are taken", vec![catalogue::WEBHOOK_SECRET_MISSING.saw(saw)]);
            return;
        };
        let plain = hex(&random::bytes::<11>(&*self.random));
        let now = self.clock.now();
        let body = question(&plain, now);
        let signature = sign(secret, now.timestamp(), body.as_bytes());
        let headers = [("x-zm-signature", signature), ("x-zm-request-timestamp", now.timestamp().to_string())];
        let answer = asker.post(&format!("{}/webhooks/zoom", self.public), body, &headers).await;
        let found = network::webhook(&answer, &plain, &keyed_hash(secret, &plain));
        report.check("the webhook address passes Zoom's validation", found);
    }
}
