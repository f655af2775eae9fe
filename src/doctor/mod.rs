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
use crate::domain::site::HostSite;
use crate::engine_keys::EngineKeys;
use crate::http::extract::Origin;
use crate::outgoing::{Client, Url};
use crate::random::Random;
use crate::store::Store;
use crate::store::sqlite::{Access, Inspection, SqliteStore, Uninspected, inspect};
use crate::tokens::{RestSigner, Tokens};
use crate::webhooks::keyed_hash;
use ask::Asker;
use chrono::TimeDelta;
use page::{MaskSettings, Wanted};
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

/// The store of the installation, or why there is none to be used.
type Opened = Result<Arc<dyn Store>, String>;

/// Life of the token for one call of the REST API; Zoom suggests an hour or less \[DZ-APIREQ\].
const REST_TOKEN: TimeDelta = TimeDelta::minutes(5);

/// Sites that are known in the database; a store that cannot tell has said so already.
async fn sites_of(store: Option<&Arc<dyn Store>>) -> Vec<HostSite> {
    match store {
        Some(store) => store.sites().await.unwrap_or_default(),
        None => Vec::new(),
    }
}

/// 512 MiB.
pub const LEAST_FREE: u64 = 512 * 1024 * 1024;

impl Doctor<'_> {
    /// Looks at the installation, and at the page if one is named.
    pub async fn examine(&self, questions: &Questions) -> Report {
        let mut report = Report::default();
        self.settings(&mut report);
        self.tokens(&mut report, questions.token.as_deref());
        let store = self.data(&mut report, questions.least_free).await;
        let sites = sites_of(store.as_ref().ok()).await;
        report.check("websites may start sessions", installation::sites(&self.config.network, &sites));
        let asker = Asker::new(&self.client, self.clock.clone());
        self.addresses(&mut report, &asker, &store).await;
        self.vendor(&mut report, &asker).await;
        let told = asker.told();
        match told.is_empty() {
            true => report.skip("the clock", "nobody who was asked told the time"),
            false => report.check("the clock agrees with others", clock::check(&told)),
        }
        if let Some(page) = &questions.page {
            self.page(&mut report, page, questions.mask_selectors.clone(), &sites).await;
        }
        if let (None, Ok(store)) = (&self.store, store) {
            store.close().await;
        }
        report
    }

    /// Looks at a page alone.
    pub async fn examine_page(&self, page: &Url, mask_selectors: Option<String>) -> Report {
        let mut report = Report::default();
        let sites = sites_of(self.store.as_ref()).await;
        self.page(&mut report, page, mask_selectors, &sites).await;
        report
    }

    fn settings(&self, report: &mut Report) {
        let credentials = credentials::check(self.lookup, self.config.engine.engine);
        let complaints = installation::settings(&self.complaints, &credentials);
        report.check("the settings make sense", complaints);
        report.check("the credentials have the shape of credentials", credentials);
        report.check("the windows of a session agree", windows::check(&self.config.sessions));
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

    /// The files and the database; gives the store, if there is one to be used.
    async fn data(&self, report: &mut Report, least_free: u64) -> Opened {
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
            Err(Uninspected::Missing) => match installation::unmade(files::barred(&data.database)) {
                barred if barred.is_empty() => {
                    report.skip("the database", "there is none yet; the first start makes it")
                }
                barred => report.check("the database can be made", barred),
            },
            _ => report.check("the database is whole, up to date and writable", installation::database(&inspected)),
        }
        if let Ok(seen) = &inspected {
            let newest = clock::check_database(seen.newest_entry, self.clock.now());
            report.check("the database has no entries from the future", newest);
            self.pins(report, seen.live_sessions);
        }
        self.opened(&inspected)
    }

    /// A database that is fit for it is opened: one that is not would be changed by that.
    fn opened(&self, inspected: &Result<Inspection, Uninspected>) -> Opened {
        let is_fit = |seen: &Inspection| {
            seen.missing_steps.is_empty()
                && seen.other_version.is_none()
                && seen.unwritable.is_none()
                && seen.damage.is_empty()
        };
        match (&self.store, inspected) {
            (Some(store), _) => Ok(store.clone()),
            (None, Ok(seen)) if is_fit(seen) => SqliteStore::open(&self.config.data.database, Access::Shared)
                .map(|store| Arc::new(store) as Arc<dyn Store>)
                .map_err(|error| error.to_string()),
            (None, _) => Err("the database cannot take the word that would tell".into()),
        }
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

    async fn addresses(&self, report: &mut Report, asker: &Asker<'_>, store: &Opened) {
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

    /// Whoever serves the SDK, its REST API, and the webhooks that come from there.
    async fn vendor(&self, report: &mut Report, asker: &Asker<'_>) {
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
        let plain: String =
            crate::random::bytes::<11>(&*self.random).iter().map(|byte| format!("{byte:02x}")).collect();
        let now = self.clock.now();
        let body = crate::webhooks::question(&plain, now);
        let signature = crate::webhooks::sign(secret, now.timestamp(), body.as_bytes());
        let headers = [("x-zm-signature", signature), ("x-zm-request-timestamp", now.timestamp().to_string())];
        let answer = asker.post(&format!("{}/webhooks/zoom", self.public), body, &headers).await;
        let found = network::webhook(&answer, &plain, &keyed_hash(secret, &plain));
        report.check("the webhook address passes Zoom's validation", found);
    }

    async fn page(&self, report: &mut Report, page: &Url, mask_selectors: Option<String>, sites: &[HostSite]) {
        let wanted = self.wanted(mask_selectors, sites);
        let facts = page::look_at(&self.page_client, page.clone(), &wanted).await;
        page::check(&facts, &wanted, report);
    }

    fn wanted(&self, mask_selectors: Option<String>, sites: &[HostSite]) -> Wanted {
        let open = sites.iter().filter(|site| site.is_open());
        let each = open.flat_map(|site| site.origins.iter().map(move |origin| (origin.clone(), site)));
        let masks: Vec<_> = each.map(|(origin, site)| (origin, MaskSettings::of_site(&site.mask))).collect();
        let listed = self.config.network.allowed_origins.iter().cloned();
        Wanted {
            allowed: listed.chain(masks.iter().map(|(origin, _)| origin.clone())).collect(),
            masks,
            is_zoom: self.config.engine.engine == Engine::Zoom,
            public: self.public.to_string(),
            engine_base: self.engine_base().to_string(),
            viewer: self.viewer.to_string(),
            vendor_hosts: self.config.engine.vendor_hosts.iter().map(ToString::to_string).collect(),
            sdk_key: self.signer().map(|tokens| tokens.sdk_key().to_owned()),
            site_assets: self.config.network.site_assets.clone(),
            embed_integrity: self.embed_integrity.clone(),
            mask_selectors,
        }
    }
}
