//! What our own addresses say, asked from here as others ask them.

use super::ask::Asker;
use super::local::Opened;
use super::{Doctor, Report, catalogue, network, word};
use crate::domain::Engine;

impl Doctor<'_> {
    pub(super) async fn addresses(&self, report: &mut Report, asker: &Asker<'_>, store: &Opened) {
        let public = &self.public;
        let alive = asker.get(&format!("{public}/healthz")).await;
        if let (Err(why), None) = (&alive, &self.config.network.public_url) {
            report.skip("our own addresses", format!("the service does not run here ({why})"));
            return;
        }
        if alive.is_err() {
            report.check("the public address answers", network::public(&alive, ""));
            return;
        }
        match self.with_word(report, asker, store).await {
            Ok(()) => {}
            Err(why) => report.skip("whether the public address leads here", why),
        }
        if self.config.engine.engine == Engine::Builtin {
            let viewer = asker.get(&format!("{}/viewer", self.viewer)).await;
            report.check("the viewer has its address", network::viewer(&viewer, &public.to_string()));
        }
    }

    async fn with_word(&self, report: &mut Report, asker: &Asker<'_>, store: &Opened) -> Result<(), String> {
        let store = store.as_ref().map_err(Clone::clone)?;
        let left = word::leave(&**store, &*self.random, self.clock.now()).await;
        let word = left.map_err(|error| error.to_string())?;
        self.ask_ourselves(report, asker, &word).await;
        word::take(&**store, &word).await.map_err(|error| error.to_string())
    }

    async fn ask_ourselves(&self, report: &mut Report, asker: &Asker<'_>, word: &str) {
        let public = &self.public;
        let here = format!("{public}/api/doctor/{word}");
        let found = network::public(&asker.get(&here).await, &public.authority());
        let leads_here = !found.iter().any(|finding| finding.kind == &catalogue::PUBLIC_ELSEWHERE);
        report.check("the public address leads to this service", found);
        if leads_here {
            report
                .check("WebSockets come through", network::websocket(&asker.upgrade(&format!("{here}/socket")).await));
            report.check("events come through", network::stream(&asker.first_event(&format!("{here}/events")).await));
        }
    }
}
