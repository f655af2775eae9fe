//! Adding and changing host sites. Each change is an entry of the audit trail.

use super::{Error, SiteChange, Sites};
use crate::domain::site::{Branding, DeskOptions, MOST_ORIGINS, MaskDefaults};
use crate::domain::timeline::{Kind, NewEntry};
use crate::domain::{DisplayName, HostSite, SiteId};
use crate::identity::By;
use crate::store::StoreError;
use serde_json::{Map, json};

/// What becomes of the sessions of a site that is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveSessions {
    /// Until their connection ends.
    GoOn,
    End,
}

impl Sites {
    /// Adds a site; `rest` says what is not as usual, its origins included.
    pub async fn add(&self, by: &By, id: SiteId, name: DisplayName, rest: SiteChange) -> Result<HostSite, Error> {
        let bare = HostSite {
            id,
            version: 1,
            name,
            origins: Vec::new(),
            mask: MaskDefaults::default(),
            branding: Branding::default(),
            desk: DeskOptions::default(),
            identity_key: None,
            created_at: self.0.clock.now(),
            disabled_at: None,
        };
        let site = self.checked(rest.applied_to(bare)).await?;
        if self.0.store.site(&site.id).await?.is_some() {
            return Err(Error::Taken(site.id));
        }
        let entry = self.entry(by, Kind::SiteAdded, &site.id, &[]);
        let id = site.id.clone();
        // somebody who adds the same at the same moment is the only one left to collide with
        self.0.store.insert_site(site.clone(), entry).await.map_err(|error| taken(error, &id))?;
        self.look_again().await;
        Ok(site)
    }

    /// Every site, by its id.
    pub async fn list(&self) -> Result<Vec<HostSite>, Error> {
        Ok(self.0.store.sites().await?)
    }

    pub async fn show(&self, id: &SiteId) -> Result<HostSite, Error> {
        self.0.store.site(id).await?.ok_or_else(|| Error::NoSuchSite(id.clone()))
    }

    /// Changes what `change` names. What is the same already makes no entry.
    pub async fn update(&self, by: &By, id: &SiteId, change: SiteChange) -> Result<HostSite, Error> {
        let before = self.show(id).await?;
        self.update_over(by, before, change).await
    }

    /// The same for somebody who looked at `version` of it: what others did since is not overwritten.
    ///
    /// # Errors
    /// [`Error::ChangedMeanwhile`], if there is another version by now.
    pub async fn update_seen(&self, by: &By, id: &SiteId, version: i64, change: SiteChange) -> Result<HostSite, Error> {
        let before = self.show(id).await?;
        if before.version != version {
            return Err(Error::ChangedMeanwhile(id.clone()));
        }
        self.update_over(by, before, change).await
    }

    async fn update_over(&self, by: &By, before: HostSite, change: SiteChange) -> Result<HostSite, Error> {
        let after = self.checked(change.applied_to(before.clone())).await?;
        let fields = after.differences(&before);
        if !fields.is_empty() {
            self.save(after.clone(), self.entry(by, Kind::SiteChanged, &after.id, &fields)).await?;
        }
        Ok(after)
    }

    /// Its pages are refused from now on.
    pub async fn disable(&self, by: &By, id: &SiteId) -> Result<(), Error> {
        self.disable_and(by, id, LiveSessions::GoOn).await
    }

    /// The same; the entry says what becomes of the sessions that live there. Ending them is the broker's.
    pub async fn disable_and(&self, by: &By, id: &SiteId, live: LiveSessions) -> Result<(), Error> {
        let site = self.show(id).await?;
        if !site.is_open() {
            return Ok(());
        }
        let disabled = HostSite { disabled_at: Some(self.0.clock.now()), ..site };
        let mut entry = self.entry(by, Kind::SiteDisabled, id, &[]);
        if live == LiveSessions::End {
            entry.data.insert("liveSessions".to_owned(), json!("ended"));
        }
        self.save(disabled, entry).await
    }

    pub async fn enable(&self, by: &By, id: &SiteId) -> Result<(), Error> {
        let site = self.show(id).await?;
        if site.is_open() {
            return Ok(());
        }
        self.save(HostSite { disabled_at: None, ..site }, self.entry(by, Kind::SiteEnabled, id, &[])).await
    }

    async fn save(&self, site: HostSite, entry: NewEntry) -> Result<(), Error> {
        let id = site.id.clone();
        if !self.0.store.save_site(site, entry).await.map_err(|error| taken(error, &id))? {
            return Err(Error::ChangedMeanwhile(id));
        }
        self.look_again().await;
        Ok(())
    }

    /// What was saved is saved; if it cannot be read at once, it is within a second.
    async fn look_again(&self) {
        if let Err(error) = self.refresh().await {
            tracing::warn!(%error, "a changed host site is not read yet, and is again in a second: {error}");
        }
    }

    async fn checked(&self, site: HostSite) -> Result<HostSite, Error> {
        if site.mask.unmask_css_selectors.is_some() && !site.mask.private_by_default {
            return Err(Error::NothingToOpen);
        }
        self.with_good_origins(site).await
    }

    /// Each once, and none that is ours or another site's.
    async fn with_good_origins(&self, mut site: HostSite) -> Result<HostSite, Error> {
        let mut seen = std::collections::HashSet::new();
        site.origins.retain(|origin| seen.insert(origin.clone()));
        match site.origins.len() {
            0 => return Err(Error::NoOrigin),
            count if count > MOST_ORIGINS => return Err(Error::TooManyOrigins),
            _ => {}
        }
        if seen.contains(&self.0.own) {
            return Err(Error::OwnOrigin(self.0.own.clone()));
        }
        let others = self.0.store.sites().await?.into_iter().filter(|other| other.id != site.id);
        for other in others {
            if let Some(origin) = other.origins.iter().find(|origin| seen.contains(*origin)) {
                return Err(Error::OriginTaken { origin: origin.clone(), site: other.id });
            }
        }
        Ok(site)
    }

    fn entry(&self, by: &By, kind: Kind, id: &SiteId, fields: &[&str]) -> NewEntry {
        let mut data = Map::from_iter([("site".to_owned(), json!(id))]);
        if !fields.is_empty() {
            data.insert("fields".to_owned(), json!(fields));
        }
        NewEntry { session: None, at: self.0.clock.now(), kind, actor: by.actor(), data, ip: by.ip() }
    }
}

fn taken(error: StoreError, id: &SiteId) -> Error {
    match error {
        StoreError::Taken => Error::ChangedMeanwhile(id.clone()),
        other => other.into(),
    }
}
