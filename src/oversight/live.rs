//! Settings that change while we run, in the database (ADR 48).

use super::Oversight;
use crate::domain::live::{LiveSetting, LiveSettings};
use crate::domain::timeline::Kind;
use crate::identity::By;
use crate::store::{SettingChange, Store, StoreError};
use chrono::TimeDelta;
use serde_json::{Map, json};

impl Oversight {
    /// What is set now.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn live_settings(&self) -> Result<LiveSettings, StoreError> {
        read(&*self.0.store).await
    }

    /// Sets what differs from what somebody looked at. What is the same already makes no entry; the entry says what was set
    /// before, and what is now.
    ///
    /// # Errors
    /// The database did not answer; nothing was changed.
    pub async fn change_settings(
        &self,
        by: &By,
        seen: &LiveSettings,
        after: &LiveSettings,
    ) -> Result<SettingsSaved, StoreError> {
        let changed = after.differences(seen);
        if changed.is_empty() {
            return Ok(SettingsSaved::Saved);
        }
        let (was, becomes) = (|setting| seen.text(setting), |setting| after.text(setting));
        let change = |setting: &LiveSetting| SettingChange {
            name: setting.row(),
            was: was(*setting),
            becomes: becomes(*setting),
        };
        let said = |setting: &LiveSetting| {
            (setting.as_str().to_owned(), json!({ "was": was(*setting), "is": becomes(*setting) }))
        };
        let data = Map::from_iter([("settings".to_owned(), json!(changed.iter().map(said).collect::<Map<_, _>>()))]);
        let entry = self.entry(by, Kind::SettingsChanged, data);
        let saved = self.0.store.change_settings(changed.iter().map(change).collect(), entry).await?;
        Ok(if saved { SettingsSaved::Saved } else { SettingsSaved::ChangedMeanwhile })
    }

    /// How many customers of ended sessions would be forgotten, if they were kept for so many days.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn would_be_forgotten(&self, days: u32) -> Result<u64, StoreError> {
        self.0.store.not_erased(self.now() - TimeDelta::days(days.into())).await
    }
}

/// What became of a change of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsSaved {
    Saved,
    /// Somebody else set something since; nothing was written.
    ChangedMeanwhile,
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
