//! Figures, for supervisors: what was asked for how often, when, and how long it took.

mod pictures;

pub(super) use pictures::{facts, pictures};

use super::manager::{Manager, Task};
use super::views::{Assets, FiguresForm, FiguresPage, Section};
use super::{layout, render};
use crate::domain::figures::Period;
use crate::domain::role::Action;
use crate::domain::zone::Zone;
use crate::http::api::{FiguresParams, figures_asked};
use crate::http::error::{Error, Refusal};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::Site;
use crate::oversight::Oversight;
use crate::sites::Sites;
use crate::words::Words;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Looking at figures.
pub struct SeeFigures;

impl Task for SeeFigures {
    const ACTION: Action = Action::SeeFigures;
    const REFUSAL: Refusal = Refusal::ForSupervisors;
}

/// `GET /admin/figures`
pub async fn show(
    State(oversight): State<Oversight>,
    State(sites): State<Sites>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    manager: Manager<SeeFigures>,
    Query(mut params): Query<FiguresParams>,
) -> Result<Response, Error> {
    let live = oversight.live_settings().await?;
    if params.zone.as_deref().unwrap_or_default().trim().is_empty() {
        params.zone = live.time_zone.map(|zone| zone.to_string());
    }
    let mut page = FiguresPage {
        layout: layout(&assets, &site, Some(&manager.me.agent), Section::Figures),
        asked: form(&params),
        zones: Zone::names().collect(),
        sites: sites.list().await?.into_iter().map(|site| site.id.to_string()).collect(),
        period: None,
        facts: vec![],
        pictures: vec![],
        csv: String::new(),
    };
    match figures_asked(&params, oversight.now()) {
        Ok(query) => {
            let figures = oversight.figures(query).await?;
            page.csv = csv(&figures.query.period, &page.asked.site);
            page.period = Some(in_words(&figures.query.period, words()));
            page.facts = facts(&figures, words());
            page.pictures = pictures(&figures, words());
            Ok((Policy::Page, render(&page)?).into_response())
        }
        Err(Error::Fields(errors)) => {
            let wrong = |pointers: &[&str], key: &'static str| {
                let named = errors.iter().any(|error| pointers.contains(&error.pointer.as_ref()));
                named.then(|| words().say(key).to_string())
            };
            page.asked.dates_error = wrong(&["/from", "/to", "/period"], "figures-wrong-dates");
            page.asked.zone_error = wrong(&["/zone"], "figures-wrong-zone");
            page.asked.site_error = wrong(&["/site"], "figures-wrong-site");
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
        }
        Err(other) => Err(other),
    }
}

fn form(params: &FiguresParams) -> FiguresForm {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let own = !text(&params.from).is_empty() || !text(&params.to).is_empty();
    FiguresForm {
        period: params.period.clone().unwrap_or_else(|| if own { "own" } else { "7d" }.to_owned()),
        from: text(&params.from),
        to: text(&params.to),
        zone: params.zone.clone().unwrap_or_else(|| Zone::UTC.to_string()),
        site: text(&params.site),
        ..FiguresForm::default()
    }
}

fn csv(period: &Period, site: &str) -> String {
    let (first, last) = (period.first, period.last);
    let zone =
        percent_encoding::utf8_percent_encode(&period.zone.to_string(), percent_encoding::NON_ALPHANUMERIC).to_string();
    let site = if site.is_empty() { String::new() } else { format!("&site={site}") };
    format!("/api/figures/csv?period=own&from={first}&to={last}&zone={zone}{site}")
}

pub(super) fn in_words(period: &Period, words: Words) -> String {
    let date = |date: chrono::NaiveDate| words.date(&date.and_time(chrono::NaiveTime::MIN).and_utc());
    let shown = words.say("figures-period-shown").with("first", date(period.first)).with("last", date(period.last));
    shown.with("zone", period.zone.to_string()).to_string()
}
