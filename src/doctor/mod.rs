//! The runbook of the Zoom reference §13.4 as a program: what is wrong with this installation, or with a page that is to be
//! shared, why it matters, and what to do.
//!
//! Each check is a pure function over facts ([`credentials`], [`token`], [`windows`], [`clock`], [`installation`],
//! [`network`], [`page`]); the facts are gathered here, at the edge, by whoever has them: the program at the shell, or the
//! running server for its admin page. Every finding there can be stands in [`catalogue`].

mod ask;
pub mod catalogue;
mod clock;
mod credentials;
mod files;
mod finding;
mod installation;
pub mod network;
pub mod page;
pub mod print;
mod token;
mod windows;
pub mod word;

pub use finding::{FieldVerdict, Finding, Kind, Report, Seen, Severity};

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Engine;
use crate::engine_keys::EngineKeys;
use crate::http::extract::Origin;
use crate::outgoing::{Client, Url};
use crate::random::Random;
use crate::store::Store;
use crate::store::sqlite::{Access, Inspection, SqliteStore, Uninspected, inspect};
use crate::tokens::Tokens;
use crate::webhooks::keyed_hash;
use ask::Asker;
use page::Wanted;
use std::sync::Arc;

/// What doctor looks at, and with what.
pub struct Doctor<'a> {
    /// The environment as it stands.
    pub lookup: credentials::Lookup<'a>,
    pub config: Config,
    /// What [`Config::examine`] complained about.
    pub complaints: Vec<String>,
    /// Where people and host sites find us.
    pub public: Origin,
    /// Where agents' views of pages are.
    pub viewer: Origin,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    /// For our own addresses and those that the operator set: its reach is anywhere.
    pub client: Client,
    /// For pages. The shell reaches where its person reaches; the admin page does not.
    pub page_client: Client,
    /// The open store of a running server. At the shell doctor opens the file itself.
    pub store: Option<Arc<dyn Store>>,
    /// `sha384-…` of `/embed.js`, if there is one.
    pub embed_integrity: Option<String>,
}

/// What to look at besides.
#[derive(Debug, Clone, Default)]
pub struct Questions {
    /// A page of a host site.
    pub page: Option<Url>,
    /// Selectors that the site masks, besides those of its snippet.
    pub mask_selectors: Option<String>,
    /// A token that another server made.
    pub token: Option<String>,
    /// Bytes that should be free on the disk.
    pub least_free: u64,
}

/// 512 MiB.
pub const LEAST_FREE: u64 = 512 * 1024 * 1024;

impl Doctor<'_> {
    /// Looks at the installation, and at the page if one is named.
    pub async fn examine(&self, questions: &Questions) -> Report {
        let mut report = Report::default();
        self.settings(&mut report);
        self.tokens(&mut report, questions.token.as_deref());
        let inspected = self.data(&mut report, questions.least_free).await;
        let asker = Asker::new(&self.client, self.clock.clone());
        self.addresses(&mut report, &asker, &inspected).await;
        self.vendor(&mut report, &asker).await;
        let told = asker.told();
        match told.is_empty() {
            true => report.skip("the clock", "nobody who was asked told the time"),
            false => report.check("the clock agrees with others", clock::check(&told)),
        }
        if let Some(page) = &questions.page {
            self.page(&mut report, page, questions.mask_selectors.clone()).await;
        }
        report
    }

    /// Looks at a page alone.
    pub async fn examine_page(&self, page: &Url, mask_selectors: Option<String>) -> Report {
        let mut report = Report::default();
        self.page(&mut report, page, mask_selectors).await;
        report
    }

    fn settings(&self, report: &mut Report) {
        let credentials = credentials::check(self.lookup, self.config.engine.engine);
        let complaints = installation::settings(&self.complaints, &credentials);
        report.check("the settings make sense", complaints);
        report.check("the credentials have the shape of credentials", credentials);
        report.check("the windows of a session agree", windows::check(&self.config.sessions));
        report.check("websites may start sessions", installation::sites(&self.config.network, &[]));
        let version = self.config.engine.sdk_version.as_deref();
        report.check("the SDK's version has a documented form", installation::sdk_version(version));
    }

    fn tokens(&self, report: &mut Report, given: Option<&str>) {
        let Some(tokens) = self.signer() else {
            report.skip("tokens", "there are no keys yet; the first start of the built-in engine makes them");
            return;
        };
        let sessions = &self.config.sessions;
        let lives = [sessions.customer_token, sessions.agent_token];
        let own = token::check_own(&tokens, lives, self.clock.now(), &*self.random);
        report.check("tokens of both roles follow Zoom's rules", own);
        if let Some(given) = given {
            report.check("the given token follows Zoom's rules", token::examine(given, &tokens, self.clock.now()));
        }
    }

    /// What signs tokens here; keys are never made by looking.
    fn signer(&self) -> Option<Tokens> {
        if let Some(pair) = &self.config.engine.credentials {
            return Some(Tokens::new(pair.key.clone(), &pair.secret, false));
        }
        let keys = EngineKeys::load(&self.config.data.dir).ok().flatten()?;
        Some(Tokens::new(keys.sdk_key, &keys.sdk_secret, false))
    }

    async fn data(&self, report: &mut Report, least_free: u64) -> Result<Inspection, Uninspected> {
        let data = &self.config.data;
        report.check("the data is its owner's alone", installation::permissions(&files::modes(data)));
        match files::free(&data.dir) {
            Ok(free) => report.check("the disk has room", installation::disk(free, least_free)),
            Err(error) => report.skip("the disk", error),
        }
        let database = data.database.clone();
        let inspected = tokio::task::spawn_blocking(move || inspect(&database)).await;
        let inspected = inspected.unwrap_or_else(|error| Err(Uninspected::Unreadable(error.to_string())));
        match &inspected {
            Err(Uninspected::Missing) => report.skip("the database", "there is none yet; the first start makes it"),
            _ => report.check("the database is whole, up to date and writable", installation::database(&inspected)),
        }
        if let Ok(seen) = &inspected {
            let newest = clock::check_database(seen.newest_entry, self.clock.now());
            report.check("the database has no entries from the future", newest);
            self.pins(report, seen.live_sessions);
        }
        inspected
    }

    fn pins(&self, report: &mut Report, live: Option<u64>) {
        let ours =
            self.config.engine.engine == Engine::Zoom || self.config.sessions.pin_mode == crate::domain::PinMode::Auto;
        if let Some(live) = live.filter(|_| ours) {
            // Zoom's automatic PINs have six digits (Zoom reference §7, \[DZ-FEAT\])
            let digits = if self.config.engine.engine == Engine::Zoom { 6 } else { self.config.sessions.pin_digits };
            report.check("PINs are long enough for the live sessions", installation::pins(live, digits));
        }
    }

    fn engine_base(&self) -> Origin {
        self.config.engine.base_url.clone().unwrap_or_else(|| self.public.clone())
    }

    async fn addresses(&self, report: &mut Report, asker: &Asker<'_>, inspected: &Result<Inspection, Uninspected>) {
        let public = &self.public;
        let alive = asker.get(&format!("{public}/healthz")).await;
        if let (Err(why), None) = (&alive, &self.config.network.public_url) {
            report.skip("our own addresses", format!("the service does not run here ({why})"));
            return;
        }
        if let Err(why) = alive {
            report.check("the public address answers", network::public(&Err(why), ""));
            return;
        }
        match self.word(inspected).await {
            Ok((store, word)) => {
                self.ask_ourselves(report, asker, &word).await;
                if let Err(error) = word::take(&*store, &word).await {
                    tracing::warn!("doctor's word stays in the database for two minutes: {error}");
                }
                if self.store.is_none() {
                    store.close().await;
                }
            }
            Err(why) => report.skip("whether the public address leads here", why),
        }
        if self.config.engine.engine == Engine::Builtin {
            let viewer = asker.get(&format!("{}/viewer", self.viewer)).await;
            report.check("the viewer has its address", network::viewer(&viewer, &public.to_string()));
        }
    }

    /// Leaves a word in a database that is fit for it.
    async fn word(&self, inspected: &Result<Inspection, Uninspected>) -> Result<(Arc<dyn Store>, String), String> {
        let store = match (&self.store, inspected) {
            (Some(store), _) => store.clone(),
            (None, Ok(seen))
                if seen.missing_steps.is_empty() && seen.unwritable.is_none() && seen.damage.is_empty() =>
            {
                let opened = SqliteStore::open(&self.config.data.database, Access::Shared);
                Arc::new(opened.map_err(|error| error.to_string())?) as Arc<dyn Store>
            }
            (None, _) => return Err("the database cannot take the word that would tell".into()),
        };
        let word = word::leave(&*store, &*self.random, self.clock.now()).await.map_err(|error| error.to_string())?;
        Ok((store, word))
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

    /// Whoever serves the SDK, its REST API, and the webhooks that come from there.
    async fn vendor(&self, report: &mut Report, asker: &Asker<'_>) {
        let engine = &self.config.engine;
        if let (Some(base), Some(key)) = (&engine.base_url, self.signer().map(|tokens| tokens.sdk_key().to_owned())) {
            let loader = format!("{base}/static/resource/sdk/{key}/js");
            let plain = asker.get(&loader).await;
            let versioned = match &engine.sdk_version {
                Some(version) => Some(asker.get(&format!("{loader}/{version}")).await),
                None => None,
            };
            report.check("the engine has the SDK for this key", network::engine(&plain, versioned.as_ref()));
        }
        if engine.engine == Engine::Zoom {
            self.webhooks(report, asker).await;
        }
    }

    async fn webhooks(&self, report: &mut Report, asker: &Asker<'_>) {
        let Some(secret) = &self.config.engine.webhook_secret else {
            let saw = "ZOOM_WEBHOOK_SECRET is not set.";
            report.check("webhooks are taken", vec![catalogue::WEBHOOK_SECRET_MISSING.saw(saw)]);
            return;
        };
        let plain: String =
            crate::random::bytes::<11>(&*self.random).iter().map(|byte| format!("{byte:02x}")).collect();
        let now = self.clock.now();
        let body = crate::webhooks::question(&plain, now);
        let signature = crate::webhooks::sign(secret, now.timestamp(), &body);
        let headers = [("x-zm-signature", signature), ("x-zm-request-timestamp", now.timestamp().to_string())];
        let answer = asker.post(&format!("{}/webhooks/zoom", self.public), body, &headers).await;
        let found = network::webhook(&answer, &plain, &keyed_hash(secret, &plain));
        report.check("the webhook address passes Zoom's validation", found);
    }

    async fn page(&self, report: &mut Report, page: &Url, mask_selectors: Option<String>) {
        let wanted = self.wanted(mask_selectors);
        let facts = page::look_at(&self.page_client, page.clone(), &wanted).await;
        page::check(&facts, &wanted, report);
    }

    fn wanted(&self, mask_selectors: Option<String>) -> Wanted {
        Wanted {
            is_zoom: self.config.engine.engine == Engine::Zoom,
            public: self.public.to_string(),
            engine_base: self.engine_base().to_string(),
            viewer: self.viewer.to_string(),
            sdk_key: self.signer().map(|tokens| tokens.sdk_key().to_owned()),
            allowed: self.config.network.allowed_origins.clone(),
            site_assets: self.config.network.site_assets.clone(),
            embed_integrity: self.embed_integrity.clone(),
            mask_selectors,
        }
    }
}
