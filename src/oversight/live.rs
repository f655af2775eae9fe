//! Settings that change while we run, in the database (ADR 48).

use super::Oversight;
use crate::domain::live::{LiveSetting, LiveSettings};
use crate::domain::timeline::Kind;
use crate::identity::By;
use crate::store::{Store, StoreError};
use serde_json::{Map, json};

impl Oversight {
    /// What is set now.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn live_settings(&self) -> Result<LiveSettings, StoreError> {
        read(&*self.0.store).await
    }

    /// Sets what differs; says which. What is the same already makes no entry.
    ///
    /// # Errors
    /// The database did not answer; nothing was changed.
    pub async fn change_settings(&self, by: &By, after: LiveSettings) -> Result<Vec<LiveSetting>, StoreError> {
        let changed = after.differences(&self.live_settings().await?);
        if changed.is_empty() {
            return Ok(changed);
        }
        let values = changed.iter().map(|setting| (setting.row(), after.text(*setting))).collect();
        let said = |setting: &LiveSetting| (setting.as_str().to_owned(), json!(after.text(*setting)));
        let data = Map::from_iter([("settings".to_owned(), json!(changed.iter().map(said).collect::<Map<_, _>>()))]);
        self.0.store.change_settings(values, self.entry(by, Kind::SettingsChanged, data)).await?;
        Ok(changed)
    }
}

/// What is set in the database. A row that reads as nothing counts as nothing.
///
/// # Errors
/// The database did not answer.
pub async fn read(store: &dyn Store) -> Result<LiveSettings, StoreError> {
    let mut live = LiveSettings::default();
    for setting in LiveSetting::ALL {
        let text = store.setting(&setting.row()).await?.unwrap_or_default();
        if live.set(setting, &text).is_err() {
            tracing::warn!("the setting {} in the database is not understood, and left out", setting.as_str());
        }
    }
    Ok(live)
}
