//! Settings, for admins: the few that change while it runs, and what it runs with.

use super::manager::{Manager, Task};
use super::views::{
    ConfigGroup, ConfigRow, ConfigSource, ConfigValue, Flash, Section, SettingsForm, SettingsPage, Shortened,
};
use super::{layout, render};
use crate::config::in_force::{InForce, Source, Standing, Value};
use crate::domain::live::{LiveSetting, LiveSettings, RETENTION_DAYS};
use crate::domain::role::Action;
use crate::domain::zone::Zone;
use crate::http::error::{Error, Refusal};
use crate::http::error_from::At;
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::oversight::SettingsSaved;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

/// Looking at settings and changing some.
pub struct ManageSettings;

impl Task for ManageSettings {
    const ACTION: Action = Action::ManageSettings;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

type Admin = Manager<ManageSettings>;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/settings`
pub async fn show(State(state): State<AppState>, admin: Admin, Query(query): Query<Done>) -> Result<Response, Error> {
    let live = state.oversight.live_settings().await?;
    let mut page = view(&state, &admin, &live).await?;
    page.layout.flash =
        query.done.filter(|done| done == "saved").map(|_| Flash::Done(words().say("settings-done-saved").to_string()));
    Ok((Policy::Page, render(&page)?).into_response())
}

/// What was typed, and what was set when the form was looked at. A setting that the environment sets is not sent.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Typed {
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    time_zone_was: String,
    retention_days: Option<String>,
    #[serde(default)]
    retention_days_was: String,
    /// The number of days that somebody was asked about and means.
    confirmed: Option<String>,
}

impl Typed {
    /// As the form was looked at.
    fn seen(&self) -> LiveSettings {
        let mut seen = LiveSettings::default();
        for (setting, text) in
            [(LiveSetting::TimeZone, &self.time_zone_was), (LiveSetting::RetentionDays, &self.retention_days_was)]
        {
            // what was no value then is none now: it was left out of what is stored
            let _ = seen.set(setting, text);
        }
        seen
    }

    fn form(&self) -> SettingsForm {
        SettingsForm {
            time_zone: self.time_zone.clone(),
            time_zone_was: self.time_zone_was.clone(),
            retention_days: self.retention_days.clone().unwrap_or_default(),
            retention_days_was: self.retention_days_was.clone(),
            ..SettingsForm::default()
        }
    }

    /// What is asked for, or what is wrong with it.
    fn wanted(&self, seen: &LiveSettings) -> Result<LiveSettings, Box<SettingsForm>> {
        let mut wanted = seen.clone();
        let zone = wanted.set(LiveSetting::TimeZone, &self.time_zone);
        let days = self.retention_days.as_deref().map_or(Ok(()), |days| wanted.set(LiveSetting::RetentionDays, days));
        if zone.is_ok() && days.is_ok() {
            return Ok(wanted);
        }
        let wrong_days = || {
            let said = words().say("settings-wrong-days").with("from", *RETENTION_DAYS.start());
            said.with("to", *RETENTION_DAYS.end()).to_string()
        };
        Err(Box::new(SettingsForm {
            time_zone_error: zone.err().map(|_| words().say("settings-wrong-zone").to_string()),
            retention_days_error: days.err().map(|_| wrong_days()),
            ..self.form()
        }))
    }
}

/// `POST /admin/settings`
pub async fn save(State(state): State<AppState>, admin: Admin, Form(typed): Form<Typed>) -> Result<Response, Error> {
    let seen = typed.seen();
    let wanted = match typed.wanted(&seen) {
        Ok(wanted) => wanted,
        Err(form) => return again(&state, &admin, StatusCode::UNPROCESSABLE_ENTITY, *form, None).await,
    };
    if state.site.config.data.retention_fixed && wanted.retention_days != seen.retention_days {
        return Err(Error::no_such_choice("/retentionDays"));
    }
    if let Some(shortened) = shortened(&state, &seen, &wanted).await?
        && typed.confirmed.as_deref() != Some(shortened.days.to_string().as_str())
    {
        let form = SettingsForm { shortened: Some(shortened), ..typed.form() };
        return again(&state, &admin, StatusCode::PRECONDITION_REQUIRED, form, None).await;
    }
    match state.oversight.change_settings(&admin.by, &seen, &wanted).await? {
        SettingsSaved::Saved => Ok(Redirect::to("/admin/settings?done=saved").into_response()),
        SettingsSaved::ChangedMeanwhile => {
            let said = words().say("settings-changed-meanwhile").to_string();
            again(&state, &admin, StatusCode::CONFLICT, typed.form(), Some(Flash::Failed(said))).await
        }
    }
}

/// What a shorter period would forget at once: it is asked about before, because nobody can bring it back.
async fn shortened(state: &AppState, seen: &LiveSettings, wanted: &LiveSettings) -> Result<Option<Shortened>, Error> {
    let usual = state.site.config.data.retention_days;
    let (before, days) = (seen.retention_days.unwrap_or(usual), wanted.retention_days.unwrap_or(usual));
    if days >= before {
        return Ok(None);
    }
    let sessions = state.oversight.would_be_forgotten(days).await?;
    Ok((sessions > 0).then_some(Shortened { days, sessions }))
}

/// The form once more, with everything typed. If somebody else set something meanwhile, that stands in the fields.
async fn again(
    state: &AppState,
    admin: &Admin,
    status: StatusCode,
    form: SettingsForm,
    flash: Option<Flash>,
) -> Result<Response, Error> {
    let live = state.oversight.live_settings().await?;
    let mut page = view(state, admin, &live).await?;
    if status != StatusCode::CONFLICT {
        page.form = form;
    }
    page.layout.flash = flash;
    Ok((status, (Policy::Page, render(&page)?)).into_response())
}

async fn view(state: &AppState, admin: &Admin, live: &LiveSettings) -> Result<SettingsPage, Error> {
    let text = |setting| live.text(setting).unwrap_or_default();
    let (time_zone, retention_days) = (text(LiveSetting::TimeZone), text(LiveSetting::RetentionDays));
    let data = &state.site.config.data;
    let failed = |error| At(error, state.ops.clock.now());
    Ok(SettingsPage {
        layout: layout(&state.assets, &state.site, Some(&admin.me.agent), Section::Settings),
        form: SettingsForm {
            time_zone_was: time_zone.clone(),
            time_zone,
            retention_days_was: retention_days.clone(),
            retention_days,
            ..SettingsForm::default()
        },
        zones: Zone::names().collect(),
        usual_days: data.retention_days,
        days_fixed: data.retention_fixed,
        days_in_force: state.broker.retention().await.map_err(failed)?.num_days(),
        last_erasure: state.broker.last_erasure().await.map_err(failed)?,
        groups: state.site.config.in_force.iter().map(group).collect(),
    })
}

fn group(group: &InForce) -> ConfigGroup {
    ConfigGroup { title: group.title, rows: group.settings.iter().map(row).collect() }
}

fn row(setting: &Standing) -> ConfigRow {
    ConfigRow {
        name: setting.name,
        about: setting.about,
        value: match &setting.value {
            Value::Text(text) => ConfigValue::Text(text.clone()),
            Value::Secret => ConfigValue::Secret,
            Value::None => ConfigValue::None,
        },
        source: match &setting.source {
            Source::Environment(name) if name == setting.name => ConfigSource::Environment,
            Source::Environment(name) => ConfigSource::Alias(name.clone()),
            Source::Default => ConfigSource::Default,
        },
    }
}
