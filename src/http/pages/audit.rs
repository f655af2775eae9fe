//! The audit trail, for supervisors: what happened, and whether what is written down is what was written.

use super::manager::{Manager, Task};
use super::sessions::site_names;
use super::views::{
    Assets, AuditEntry, AuditForm, AuditPage, AuditRow, Section, TrailState, TrailVerdict, actor_name, kind_words,
};
use super::{layout, render, view_role};
use crate::domain::role::Action;
use crate::domain::timeline::Entry;
use crate::domain::zone::Zone;
use crate::domain::{AgentId, Role};
use crate::hex::hex;
use crate::http::api::{AuditParams, audit_asked};
use crate::http::error::Error;
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::shields::Shields;
use crate::http::state::{Ops, Site};
use crate::oversight::{Oversight, TrailRow, Verification};
use crate::store::audit::{Break, Verdict};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// Reading the audit trail.
pub struct ReadAudit;

impl Task for ReadAudit {
    const ACTION: Action = Action::ReadAudit;
    const REFUSAL: &'static str = "The audit trail is for supervisors.";
}

/// A short trail is read by then, so that whoever asked sees the result at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// `GET /admin/audit`
pub async fn show(
    State(oversight): State<Oversight>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(ops): State<Ops>,
    reader: Manager<ReadAudit>,
    Query(params): Query<AuditParams>,
) -> Result<Response, Error> {
    let params = with_a_zone(params);
    let names = Names { people: oversight.names().await?, sites: site_names(&ops).await? };
    let known = oversight.verification();
    let mut page = AuditPage {
        layout: layout(&assets, &site, Some(&reader.me.agent), Section::Audit),
        filter: form(&params),
        people: names.people_by_name(),
        sites: names.sites.clone(),
        rows: vec![],
        next: None,
        trail: state(&known),
    };
    match audit_asked(&params) {
        Ok(filter) => {
            let found = oversight.trail(&filter).await?;
            page.next = found.next.map(|next| page.filter.page(next));
            page.rows = found.rows.into_iter().map(|row| names.row(row, &known)).collect();
            Ok((Policy::Page, render(&page)?).into_response())
        }
        Err(Error::Fields(errors)) => {
            let wrong = |pointer: &str| errors.iter().any(|error| error.pointer == pointer);
            let say = |key: &'static str| Some(words().say(key).to_string());
            page.filter.session_error = wrong("/session").then(|| say("audit-wrong-session")).flatten();
            page.filter.dates_error = (wrong("/from") || wrong("/to")).then(|| say("audit-wrong-dates")).flatten();
            if page.filter.session_error.is_none() && page.filter.dates_error.is_none() {
                return Err(Error::Fields(errors));
            }
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
        }
        Err(other) => Err(other),
    }
}

/// `POST /admin/audit/verify`: looks at the whole trail, unless somebody does already, and comes back to where one was.
pub async fn verify(
    State(oversight): State<Oversight>,
    State(shields): State<Arc<Shields>>,
    reader: Manager<ReadAudit>,
    Query(params): Query<AuditParams>,
) -> Result<Redirect, Error> {
    shields.trail_look(reader.me.agent.id).map_err(Error::wait)?;
    oversight.begin_verification();
    oversight.verification_within(PATIENCE).await;
    Ok(Redirect::to(&form(&params).verified()))
}

/// The browser names its zone; one that is not known here is UTC.
fn with_a_zone(params: AuditParams) -> AuditParams {
    let zone = params.zone.filter(|zone| zone.parse::<Zone>().is_ok());
    AuditParams { zone, limit: None, ..params }
}

fn form(params: &AuditParams) -> AuditForm {
    let text = |part: &Option<String>| part.as_deref().unwrap_or_default().trim().to_owned();
    AuditForm {
        kind: text(&params.kind),
        person: text(&params.person),
        site: text(&params.site),
        session: text(&params.session),
        from: text(&params.from),
        to: text(&params.to),
        zone: text(&params.zone),
        before: text(&params.before),
        ..AuditForm::default()
    }
}

fn state(known: &Verification) -> TrailState {
    let verdict = match known.last.map(|last| last.verdict) {
        None => TrailVerdict::Unknown,
        Some(Verdict::Whole { entries, head }) => TrailVerdict::Whole { entries, seq: head.seq, hash: hex(&head.hash) },
        Some(Verdict::Broken { seq, why }) => TrailVerdict::Broken { seq, why: why_key(why) },
    };
    TrailState {
        verdict,
        at: known.last.map(|last| last.at),
        running: known.running,
        failed: known.failed_at.is_some(),
    }
}

fn why_key(why: Break) -> &'static str {
    match why {
        Break::Gap => "audit-why-gap",
        Break::Changed => "audit-why-changed",
        Break::Head => "audit-why-head",
        Break::Known => "audit-why-known",
    }
}

/// What ids stand for.
struct Names {
    people: HashMap<AgentId, String>,
    /// Slug and name.
    sites: Vec<(String, String)>,
}

impl Names {
    fn people_by_name(&self) -> Vec<(String, String)> {
        let mut people: Vec<_> = self.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
        people.sort_by_cached_key(|(id, name)| (name.to_lowercase(), id.clone()));
        people
    }

    fn row(&self, row: TrailRow, known: &Verification) -> AuditRow {
        let broken_at = match known.last.map(|last| last.verdict) {
            Some(Verdict::Broken { seq, .. }) => Some(seq),
            _ => None,
        };
        let seq = row.seq();
        let entry = match row {
            TrailRow::Entry(entry) => Some(self.entry(entry)),
            TrailRow::Unreadable(_) => None,
        };
        AuditRow { seq, broken: broken_at == Some(seq), entry }
    }

    fn entry(&self, entry: Entry) -> AuditEntry {
        let data: Value = serde_json::from_str(&entry.data).unwrap_or_default();
        let empty = data.as_object().is_some_and(serde_json::Map::is_empty);
        let name = entry.actor_id.and_then(|id| self.people.get(&id)).map(String::as_str);
        AuditEntry {
            at: entry.at,
            what: kind_words(words(), &entry.kind),
            who: actor_name(words(), &entry.actor_kind, name),
            role: name.and_then(|_| entry.actor_kind.parse::<Role>().ok()).map(view_role),
            session: entry.session.map(|id| id.to_string()),
            about: self.about(&data, entry.actor_id),
            address: entry.ip,
            data: if empty { String::new() } else { format!("{data:#}") },
        }
    }

    /// A person other than whoever did it, and a site.
    fn about(&self, data: &Value, actor: Option<AgentId>) -> Vec<String> {
        let person = data["agentId"].as_str().and_then(|id| id.parse::<AgentId>().ok());
        let person = person.filter(|id| Some(*id) != actor).and_then(|id| self.people.get(&id).cloned());
        let named = |slug: &str| self.sites.iter().find(|(known, _)| known == slug).map(|(_, name)| name.clone());
        let site = data["site"].as_str().map(|slug| named(slug).unwrap_or_else(|| slug.to_owned()));
        person.into_iter().chain(site).collect()
    }
}
