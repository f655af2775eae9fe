//! `/admin/settings`: what may change while we run, and what we run with.

use super::values::iso;
use super::{Flash, Layout, Section};
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/settings`, and the answers to a `POST` that failed or has to be confirmed. For admins.
///
/// Form: `POST /admin/settings` (`timeZone`, `timeZoneWas`, `retentionDays`, `retentionDaysWas`, `confirmed`).
#[derive(Debug, Clone, Template)]
#[template(path = "pages/settings.html")]
pub struct SettingsPage {
    /// The frame.
    pub layout: Layout,
    pub form: SettingsForm,
    /// Time zones to choose from.
    pub zones: Vec<&'static str>,
    /// Days that hold where none are set.
    pub usual_days: u32,
    /// The environment sets the days, and nobody else may.
    pub days_fixed: bool,
    /// Days that hold now.
    pub days_in_force: i64,
    /// When something was forgotten last because of its age, and how many rows.
    pub last_erasure: Option<(DateTime<Utc>, u64)>,
    /// What this process runs with.
    pub groups: Vec<ConfigGroup>,
}

/// The form, as it was typed, and as it stood when it was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsForm {
    pub time_zone: String,
    pub time_zone_was: String,
    pub time_zone_error: Option<String>,
    pub retention_days: String,
    pub retention_days_was: String,
    pub retention_days_error: Option<String>,
    /// Something that has to be meant.
    pub shortened: Option<Shortened>,
}

/// A shorter period, and what it forgets at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortened {
    pub days: u32,
    pub sessions: u64,
}

/// Settings of one concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigGroup {
    /// In English, as in the reference.
    pub title: &'static str,
    pub rows: Vec<ConfigRow>,
}

/// One setting as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigRow {
    pub name: &'static str,
    /// In English, as in the reference.
    pub about: &'static str,
    pub value: ConfigValue,
    pub source: ConfigSource,
}

/// What is shown of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigValue {
    Text(String),
    /// There is a secret.
    Secret,
    None,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigSource {
    Environment,
    /// The environment, under this other name.
    Alias(String),
    Default,
}

impl ConfigGroup {
    /// How many of its settings the environment sets.
    #[must_use]
    pub fn given(&self) -> usize {
        self.rows.iter().filter(|row| row.source != ConfigSource::Default).count()
    }
}
