//! `/admin/doctor`: doctor inside the running server. Looking takes requests of its own, so it waits to be asked.

use super::manager::{Manager, Task};
use super::views::{Assets, DoctorPage, DoctorReport, FieldRow, FindingGroup, FindingRow, Section};
use super::{layout, render};
use crate::doctor::{Doctor, FieldVerdict, LEAST_FREE, Questions, Report, Seen, Severity, page};
use crate::domain::role::Action;
use crate::http::assets;
use crate::http::error::{Error, Refusal};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::shields::Shields;
use crate::http::state::{AppState, Ops, Site};
use crate::identity::SignedIn;
use crate::outgoing::{Client, Reach, Url};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Having things looked at.
pub struct RunDoctor;

impl Task for RunDoctor {
    const ACTION: Action = Action::RunDoctor;
    const REFUSAL: Refusal = Refusal::ForSupervisors;
}

/// `GET /admin/doctor`
pub async fn show(
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    Manager { me, .. }: Manager<RunDoctor>,
) -> Result<Response, Error> {
    Ok((Policy::Page, render(&view(&site, &assets, &me))?).into_response())
}

/// `POST /admin/doctor`: looks at the installation.
pub async fn examine(
    State(state): State<AppState>,
    State(shields): State<Arc<Shields>>,
    Manager { me, .. }: Manager<RunDoctor>,
) -> Result<Response, Error> {
    shields.doctor_run(me.agent.id).map_err(Error::wait)?;
    let lookup = environment;
    let questions = Questions { least_free: LEAST_FREE, ..Questions::default() };
    let report = doctor(&state.site, &state.ops, &lookup).examine(&questions).await;
    let page = DoctorPage { report: Some(shown(&report)), ..view(&state.site, &state.assets, &me) };
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct PageForm {
    url: String,
    #[serde(default)]
    mask_selectors: String,
}

/// `POST /admin/doctor/page`: looks at a page of a website, on public addresses only (in a demo also on this machine).
pub async fn examine_page(
    State(state): State<AppState>,
    State(shields): State<Arc<Shields>>,
    Manager { me, .. }: Manager<RunDoctor>,
    Form(form): Form<PageForm>,
) -> Result<Response, Error> {
    shields.doctor_run(me.agent.id).map_err(Error::wait)?;
    let PageForm { url, mask_selectors } = form;
    let mut page = DoctorPage { url, mask_selectors, ..view(&state.site, &state.assets, &me) };
    let Ok(address) = page.url.trim().parse::<Url>() else {
        page.url_error = Some(words().say("doctor-address-wrong").to_string());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response());
    };
    let lookup = environment;
    let selectors = Some(page.mask_selectors.trim().to_owned()).filter(|text| !text.is_empty());
    let report = doctor(&state.site, &state.ops, &lookup).examine_page(&address, selectors).await;
    page.report = Some(shown(&report));
    page.about = page::origin_of(&address).map(|origin| origin.to_string());
    Ok((Policy::Page, render(&page)?).into_response())
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

fn doctor<'a>(site: &Site, ops: &Ops, lookup: &'a (dyn Fn(&str) -> Option<String> + Sync)) -> Doctor<'a> {
    Doctor {
        lookup,
        config: site.config.clone(),
        complaints: Vec::new(),
        warnings: site.config.warnings_from_env(),
        public: site.public.clone(),
        viewer: site.viewer.clone(),
        clock: ops.clock.clone(),
        random: ops.random.clone(),
        client: Client::new(Reach::Anywhere),
        page_client: Client::new(page_reach(site.demo.is_some())),
        store: Some(ops.store.clone()),
        embed_integrity: Some(assets::pinned().integrity.clone()),
    }
}

/// Whoever is signed in must not make us ask what only this machine's network reaches.
fn page_reach(is_demo: bool) -> Reach {
    if is_demo { Reach::PublicAndLoopback } else { Reach::Public }
}

fn view(site: &Site, assets: &Arc<Assets>, me: &SignedIn) -> DoctorPage {
    DoctorPage {
        layout: layout(assets, site, Some(&me.agent), Section::Doctor),
        report: None,
        about: None,
        url: String::new(),
        mask_selectors: String::new(),
        url_error: None,
        only_public: site.demo.is_none(),
    }
}

fn shown(report: &Report) -> DoctorReport {
    let mut number = 0;
    let mut group = |severity: Severity| {
        let findings = report.of(severity).map(|finding| {
            number += 1;
            FindingRow {
                number,
                slug: finding.kind.slug.to_owned(),
                title: finding.kind.title.to_owned(),
                saw: finding.saw.clone(),
                why: finding.kind.why.to_owned(),
                cure: finding.kind.cure.to_owned(),
                paste: finding.paste.clone(),
            }
        });
        FindingGroup { findings: findings.collect(), severity: severity.as_str() }
    };
    let mut groups = Severity::WORST_FIRST.map(&mut group).to_vec();
    groups.retain(|group| !group.findings.is_empty());
    DoctorReport {
        counts: counts(report),
        groups,
        fields: report.fields.iter().map(field).collect(),
        passed: report.passed.clone(),
        unchecked: report.unchecked.clone(),
    }
}

fn count_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "doctor-count-errors",
        Severity::Warning => "doctor-count-warnings",
        Severity::Note => "doctor-count-notes",
    }
}

/// "2 errors", "1 warning", "9 in order", "3 not looked at"
fn counts(report: &Report) -> Vec<String> {
    let say = |key: &'static str, count: usize| words().say(key).with("count", count).to_string();
    let wrong = Severity::WORST_FIRST.map(|severity| (count_key(severity), report.of(severity).count()));
    let mut counts: Vec<_> =
        wrong.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| say(key, count)).collect();
    if counts.is_empty() {
        counts.push(words().say("doctor-nothing-wrong").to_string());
    }
    counts.push(say("doctor-count-passed", report.passed.len()));
    counts.push(say("doctor-count-unchecked", report.unchecked.len()));
    counts
}

fn field(verdict: &FieldVerdict) -> FieldRow {
    let seen = match verdict.seen {
        Seen::AlwaysMasked => "always-masked",
        Seen::MaskedBySettings => "masked-by-settings",
        Seen::Visible => "visible",
    };
    FieldRow {
        field: verdict.field.clone(),
        label: verdict.label.clone().unwrap_or_default(),
        seen: seen.to_owned(),
        may_hold: verdict.may_hold.clone().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_looked_at_in_a_demo_only() {
        let loopback = "127.0.0.1".parse().unwrap();
        assert!(page_reach(true).admits(loopback) && !page_reach(false).admits(loopback));
        assert!(!page_reach(true).admits("10.0.0.1".parse().unwrap()));
    }
}
