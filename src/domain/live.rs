//! Settings that may change while we run. What the environment sets, it sets: then these are not asked.

use crate::domain::zone::Zone;
use std::ops::RangeInclusive;

/// Days that personal data may be kept.
pub const RETENTION_DAYS: RangeInclusive<u32> = 1..=3_650;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiveSetting {
    /// The time zone of figures for whoever chose none.
    TimeZone,
    /// Personal data of ended sessions is erased after so many days.
    RetentionDays,
}

impl LiveSetting {
    pub const ALL: [Self; 2] = [Self::TimeZone, Self::RetentionDays];

    /// The name in forms and in the audit trail.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimeZone => "timeZone",
            Self::RetentionDays => "retentionDays",
        }
    }

    /// The name of the row that holds it.
    pub fn row(self) -> String {
        format!("live.{}", self.as_str())
    }
}

/// What somebody set; `None`: as it is without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveSettings {
    pub time_zone: Option<Zone>,
    pub retention_days: Option<u32>,
}

impl LiveSettings {
    /// The value as its row has it.
    pub fn text(&self, setting: LiveSetting) -> Option<String> {
        match setting {
            LiveSetting::TimeZone => self.time_zone.map(|zone| zone.to_string()),
            LiveSetting::RetentionDays => self.retention_days.map(|days| days.to_string()),
        }
    }

    /// Reads what stands in a row, or was typed; nothing is nothing.
    ///
    /// # Errors
    /// The text is no value of this setting; nothing was changed.
    pub fn set(&mut self, setting: LiveSetting, text: &str) -> Result<(), NoValue> {
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        match setting {
            LiveSetting::TimeZone => self.time_zone = text.map(|text| text.parse().map_err(|_| NoValue)).transpose()?,
            LiveSetting::RetentionDays => self.retention_days = text.map(days).transpose()?,
        }
        Ok(())
    }

    /// Which of them differ.
    pub fn differences(&self, before: &Self) -> Vec<LiveSetting> {
        LiveSetting::ALL.into_iter().filter(|setting| self.text(*setting) != before.text(*setting)).collect()
    }
}

/// The text is no value of the setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a value of this setting")]
pub struct NoValue;

fn days(text: &str) -> Result<u32, NoValue> {
    text.parse().ok().filter(|days| RETENTION_DAYS.contains(days)).ok_or(NoValue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reads_back_and_refuses_nonsense() {
        let texts = ["Asia/Tokyo", "90"];
        let mut live = LiveSettings::default();
        for (setting, text) in LiveSetting::ALL.into_iter().zip(texts) {
            live.set(setting, text).unwrap();
            assert_eq!(live.text(setting).as_deref(), Some(text));
        }
        assert_eq!(live.differences(&LiveSettings::default()), LiveSetting::ALL);
        let before = live.clone();
        for (setting, bad) in LiveSetting::ALL.into_iter().zip(["Mars", "0"]) {
            assert_eq!(live.set(setting, bad), Err(NoValue));
        }
        assert_eq!(live, before);
        live.set(LiveSetting::RetentionDays, " ").unwrap();
        assert_eq!(live.retention_days, None);
    }
}
