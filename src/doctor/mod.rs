//! The runbook of the Zoom reference §13.4 as a program: what is wrong with this installation, or with a page that is to be
//! shared, why it matters, and what to do.
//!
//! Each check is a pure function over facts ([`credentials`], [`token`], [`windows`], [`clock`], [`installation`],
//! [`network`], [`page`]); the facts are gathered here, at the edge, by whoever has them: the program at the shell, or the
//! running server for its admin page ([`local`], [`addresses`], [`vendor`], [`look`]). Every finding there can be stands in
//! [`catalogue`].

mod addresses;
mod ask;
pub mod catalogue;
mod clock;
mod credentials;
mod files;
mod finding;
mod installation;
mod local;
mod look;
pub mod network;
pub mod page;
pub mod print;
mod token;
mod vendor;
mod windows;
pub mod word;

pub use finding::{FieldVerdict, Finding, Kind, Report, Seen, Severity};

use crate::clock::Clock;
use crate::config::Config;
use crate::domain::{HostSite, Origin};
use crate::engine_keys::EngineKeys;
use crate::outgoing::{Client, Url};
use crate::random::Random;
use crate::store::Store;
use crate::tokens::Tokens;
use ask::Asker;
use std::sync::Arc;

/// What doctor looks at, and with what.
pub struct Doctor<'a> {
    /// The environment as it stands.
    pub lookup: credentials::Lookup<'a>,
    pub config: Config,
    /// What [`Config::examine`] complained about.
    pub complaints: Vec<String>,
    /// [`Config::warnings`].
    pub warnings: Vec<String>,
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

/// Bytes that should be free on the disk, unless somebody says otherwise: 512 MiB.
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
        clocks(&mut report, &asker);
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

    /// What signs tokens here; keys are never made by looking.
    fn signer(&self) -> Option<Tokens> {
        if let Some(pair) = &self.config.engine.credentials {
            return Some(Tokens::new(pair.key.clone(), &pair.secret, false));
        }
        let keys = EngineKeys::load(&self.config.data.dir).ok().flatten()?;
        Some(Tokens::new(keys.sdk_key, &keys.sdk_secret, false))
    }

    fn engine_base(&self) -> Origin {
        self.config.engine.base_url.clone().unwrap_or_else(|| self.public.clone())
    }
}

/// Sites that are known in the database; a store that cannot tell has said so already.
async fn sites_of(store: Option<&Arc<dyn Store>>) -> Vec<HostSite> {
    match store {
        Some(store) => store.sites().await.unwrap_or_default(),
        None => Vec::new(),
    }
}

fn clocks(report: &mut Report, asker: &Asker<'_>) {
    let told = asker.told();
    match told.is_empty() {
        true => report.skip("the clock", "nobody who was asked told the time"),
        false => report.check("the clock agrees with others", clock::check(&told)),
    }
}
