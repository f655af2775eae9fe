//! What the rows say, in memory: asked by every request of a customer's page.

use super::{Error, Sites};
use crate::domain::{HostSite, Origin, SiteId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How soon what the shell did to a site holds here.
const EVERY: Duration = Duration::from_secs(1);

/// Every site, and which origin is whose.
#[derive(Default)]
pub(super) struct Live {
    sites: Vec<Arc<HostSite>>,
    by_origin: HashMap<Origin, Arc<HostSite>>,
}

impl Live {
    fn of(sites: Vec<HostSite>) -> Self {
        let sites: Vec<_> = sites.into_iter().map(Arc::new).collect();
        let places = |site: &Arc<HostSite>| {
            let site = site.clone();
            site.origins.clone().into_iter().map(move |origin| (origin, site.clone())).collect::<Vec<_>>()
        };
        Self { by_origin: sites.iter().flat_map(places).collect(), sites }
    }

    fn by_id(&self, id: &SiteId) -> Option<&Arc<HostSite>> {
        self.sites.iter().find(|site| site.id == *id)
    }
}

impl Sites {
    /// Whether pages of `origin` are listened to: our own, those of open sites, and those of the settings that no row
    /// closes.
    pub fn admits(&self, origin: &Origin) -> bool {
        if *origin == self.0.own {
            return true;
        }
        match self.live().by_origin.get(origin) {
            Some(site) => site.is_open(),
            None => self.0.listed.contains(origin),
        }
    }

    /// The open site that `origin` belongs to.
    pub fn at(&self, origin: &Origin) -> Option<Arc<HostSite>> {
        if *origin == self.0.own {
            return None;
        }
        self.live().by_origin.get(origin).filter(|site| site.is_open()).cloned()
    }

    /// The same, of an origin as sessions keep it.
    pub fn id_at(&self, origin: &str) -> Option<SiteId> {
        self.at(&origin.parse().ok()?).map(|site| site.id.clone())
    }

    /// The open site of this id.
    pub fn open(&self, id: &SiteId) -> Option<Arc<HostSite>> {
        self.live().by_id(id).filter(|site| site.is_open()).cloned()
    }

    /// What a site is called; its id where it is not open any more.
    pub fn name_of(&self, id: &SiteId) -> String {
        self.open(id).map_or_else(|| id.to_string(), |site| site.name.as_str().to_owned())
    }

    /// The open sites whose waiting sessions agents may take from a list.
    pub fn with_waiting_list(&self) -> Vec<Arc<HostSite>> {
        self.live().sites.iter().filter(|site| site.is_open() && site.desk.waiting_list).cloned().collect()
    }

    /// The site of this id, open or not.
    pub fn known(&self, id: &SiteId) -> Option<Arc<HostSite>> {
        self.live().by_id(id).cloned()
    }

    /// What starts from `origin` are counted by: a site's origins together, others one by one.
    pub fn counted_as(&self, origin: &str) -> String {
        self.id_at(origin).map_or_else(|| origin.to_owned(), |site| format!("site {site}"))
    }

    /// Looks at the rows now.
    ///
    /// # Errors
    /// The database did not answer; what was known before goes on to hold.
    pub async fn refresh(&self) -> Result<(), Error> {
        let _looking = self.0.looking.lock().await;
        let live = Live::of(self.0.store.sites().await?);
        let before = std::mem::replace(&mut *self.0.live.write().expect("no holder panics"), Arc::new(live));
        let now = self.live();
        if !before.sites.iter().eq(now.sites.iter()) {
            let open = now.sites.iter().filter(|site| site.is_open()).count();
            tracing::info!(open, "the host sites are known: {open} of {} are open", now.sites.len());
        }
        Ok(())
    }

    /// Looks every second, until `stop`.
    pub async fn watch_until(self, stop: CancellationToken) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        while stop.run_until_cancelled(ticks.tick()).await.is_some() {
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "host sites were not looked at and are again in a second: {error}");
            }
        }
    }
}
