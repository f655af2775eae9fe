//! Settings.

use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let wrong = SettingsForm {
        time_zone: "Europe/Berlinn".into(),
        time_zone_error: Some("There is no time zone of this name.".into()),
        retention_days: "0".into(),
        retention_days_error: Some("Use 1 to 3650 days.".into()),
        ..SettingsForm::default()
    };
    let shorter = SettingsForm {
        retention_days: "7".into(),
        shortened: Some(Shortened { days: 7, sessions: 1_204 }),
        ..SettingsForm::default()
    };
    let fixed = SettingsPage { days_fixed: true, last_erasure: None, ..page() };
    vec![
        ("settings", render(&page())),
        ("settings-wrong", render(&SettingsPage { form: wrong, ..page() })),
        ("settings-shorter", render(&SettingsPage { form: shorter, ..page() })),
        ("settings-fixed", render(&fixed)),
    ]
}

fn page() -> SettingsPage {
    let row = |name, about, value, source| ConfigRow { name, about, value, source };
    SettingsPage {
        layout: layout(Some(Role::Admin), Section::Settings),
        form: SettingsForm {
            time_zone: "Europe/Berlin".into(),
            time_zone_was: "Europe/Berlin".into(),
            ..SettingsForm::default()
        },
        zones: vec!["Asia/Tokyo", "Europe/Berlin", "UTC"],
        usual_days: 30,
        days_fixed: false,
        days_in_force: 30,
        last_erasure: Some((at(-7), 41)),
        groups: vec![
            ConfigGroup {
                title: "Engine",
                rows: vec![
                    row(
                        "ZOOM_SDK_KEY",
                        "Key of the SDK.",
                        ConfigValue::Text("kTq3Yb7vT0aR".into()),
                        ConfigSource::Alias("SDK_KEY".into()),
                    ),
                    row("ZOOM_SDK_SECRET", "Signs the tokens.", ConfigValue::Secret, ConfigSource::Environment),
                    row(
                        "COBROKER_CONSENT",
                        "The customer is asked.",
                        ConfigValue::Text("true".into()),
                        ConfigSource::Default,
                    ),
                ],
            },
            ConfigGroup {
                title: "Network",
                rows: vec![row(
                    "COBROKER_PUBLIC_URL",
                    "The origin people use.",
                    ConfigValue::None,
                    ConfigSource::Default,
                )],
            },
        ],
    }
}
