//! What is held about a customer, for admins: found, handed out as a file, erased.

use super::manager::{Manager, Task};
use super::sessions::site_names;
use super::views::{Flash, Section, SubjectPage, SubjectRow, SubjectSession, SubjectsPage, percent};
use super::{layout, render};
use crate::domain::role::Action;
use crate::domain::{SiteId, Time};
use crate::http::error::{Error, Refusal};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::oversight::MOST_FOUND;
use crate::store::{Erasure, Held, Subject, SubjectData};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::Value;

/// Answering customers who ask about their data.
pub struct ManagePrivacy;

impl Task for ManagePrivacy {
    const ACTION: Action = Action::ManagePrivacy;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

type Admin = Manager<ManagePrivacy>;

/// Sessions shown of somebody; the file has them all.
const SESSIONS_SHOWN: usize = 20;

#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    /// So many sessions were just made nobody's.
    erased: Option<u64>,
}

/// `GET /admin/subjects`
pub async fn find(State(state): State<AppState>, admin: Admin, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let text: String = asked.q.trim().chars().take(200).collect();
    let found = state.oversight.find_subjects(&text).await?;
    let sites = site_names(&state.ops).await?;
    let mut page = SubjectsPage {
        layout: layout(&state.assets, &state.site, Some(&admin.me.agent), Section::Subjects),
        more: found.len() >= MOST_FOUND as usize,
        found: found.into_iter().map(|held| row(held, &sites)).collect(),
        text,
    };
    page.layout.flash = asked.erased.map(|sessions| {
        let count = words().number(i64::try_from(sessions).unwrap_or(i64::MAX));
        Flash::Done(words().say("subjects-erased").with("sessions", count).to_string())
    });
    Ok((Policy::Page, render(&page)?).into_response())
}

/// Whose data it is, as an address or a form says it.
#[derive(Debug, Deserialize)]
pub struct Who {
    #[serde(default)]
    site: String,
    id: String,
    #[serde(default)]
    typed: String,
}

impl Who {
    /// # Errors
    /// There is no such site.
    fn subject(&self) -> Result<Subject, Error> {
        let site = match self.site.as_str() {
            "" => None,
            slug => Some(slug.parse::<SiteId>().map_err(|_| Error::NotFound)?),
        };
        Ok(Subject { site, user_id: self.id.clone() })
    }
}

/// `GET /admin/subjects/one`
pub async fn show(State(state): State<AppState>, admin: Admin, Query(who): Query<Who>) -> Result<Response, Error> {
    let page = page(&state, &admin, &who).await?;
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `GET /admin/subjects/export`: the same as `cobroker subject export`.
pub async fn export(State(state): State<AppState>, admin: Admin, Query(who): Query<Who>) -> Result<Response, Error> {
    let export = state.oversight.export_subject(&admin.by, &who.subject()?).await?.ok_or(Error::NotFound)?;
    // the name of the file says nothing of whose data it is
    let file = format!("attachment; filename=\"customer-{}.json\"", state.oversight.now().format("%Y-%m-%d-%H%M"));
    let headers = [
        (CONTENT_TYPE, "application/json".to_owned()),
        (CONTENT_DISPOSITION, file),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, format!("{export:#}\n")).into_response())
}

/// `POST /admin/subjects/erase`
pub async fn erase(State(state): State<AppState>, admin: Admin, Form(who): Form<Who>) -> Result<Response, Error> {
    if who.typed.trim() != who.id.trim() {
        let mut page = page(&state, &admin, &who).await?;
        page.typed_error = Some(words().say("subjects-typed-wrong").to_string());
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response());
    }
    match state.oversight.erase_subject(&admin.by, &who.subject()?).await? {
        Erasure::Done { sessions } => Ok(Redirect::to(&format!("/admin/subjects?erased={sessions}")).into_response()),
        // somebody of them asked for help meanwhile: the page says so
        Erasure::Live(_) => {
            let page = page(&state, &admin, &who).await?;
            Ok((StatusCode::CONFLICT, (Policy::Page, render(&page)?)).into_response())
        }
        Erasure::Nobody => Err(Error::NotFound),
    }
}

async fn page(state: &AppState, admin: &Admin, who: &Who) -> Result<SubjectPage, Error> {
    let subject = who.subject()?;
    let data = state.oversight.subject(&subject).await?.ok_or(Error::NotFound)?;
    let held = held(subject, &data).ok_or(Error::NotFound)?;
    Ok(SubjectPage {
        layout: layout(&state.assets, &state.site, Some(&admin.me.agent), Section::Subjects),
        row: row(held, &site_names(&state.ops).await?),
        site: who.site.clone(),
        sessions: sessions(&data),
        counts: data.tables.iter().filter_map(|(table, rows)| count(table, rows.len())).collect(),
        export: address("/admin/subjects/export", &who.site, &who.id),
        typed: who.typed.clone(),
        typed_error: None,
    })
}

fn address(path: &str, site: &str, id: &str) -> String {
    format!("{path}?site={}&id={}", percent(site), percent(id))
}

fn row(held: Held, sites: &[(String, String)]) -> SubjectRow {
    let slug = held.subject.site.as_ref().map(ToString::to_string);
    let named = |slug: &String| sites.iter().find(|(known, _)| known == slug).map_or(slug, |(_, name)| name).clone();
    SubjectRow {
        href: address("/admin/subjects/one", slug.as_deref().unwrap_or_default(), &held.subject.user_id),
        site: slug.as_ref().map(named),
        user_id: held.subject.user_id,
        name: held.name,
        identified: held.identified,
        sessions: held.sessions,
        live: held.live,
        first: held.first,
        latest: held.latest,
    }
}

/// The rows of somebody's sessions.
fn session_rows(data: &SubjectData) -> &[Value] {
    data.tables.iter().find(|(table, _)| *table == "sessions").map_or(&[], |(_, rows)| rows)
}

fn started(row: &Value) -> Option<Time> {
    row["created_at"].as_i64().and_then(Time::from_timestamp_millis)
}

fn is_live(row: &Value) -> bool {
    row["state"] != "ended"
}

/// The same in few words, from the rows.
fn held(subject: Subject, data: &SubjectData) -> Option<Held> {
    let rows = session_rows(data);
    let latest = rows.iter().max_by_key(|row| started(row))?;
    Some(Held {
        subject,
        name: latest["customer_name"].as_str().unwrap_or_default().to_owned(),
        identified: rows.iter().all(|row| row["identified"] == 1),
        sessions: data.sessions.len() as u64,
        live: data.live.len() as u64,
        first: rows.iter().filter_map(started).min()?,
        latest: started(latest)?,
    })
}

/// The latest first.
fn sessions(data: &SubjectData) -> Vec<SubjectSession> {
    let session = |row: &Value| {
        let id = row["id"].as_str()?.to_owned();
        Some(SubjectSession { id, started: started(row)?, live: is_live(row) })
    };
    let mut sessions: Vec<_> = session_rows(data).iter().filter_map(session).collect();
    sessions.sort_by_key(|session| std::cmp::Reverse(session.started));
    sessions.truncate(SESSIONS_SHOWN);
    sessions
}

/// The message for a sort of thing, where there is any of it.
fn count(table: &str, rows: usize) -> Option<(&'static str, u64)> {
    let key = match table {
        "sessions" => "subjects-held-sessions",
        "notes" => "subjects-held-notes",
        "invites" => "subjects-held-invites",
        "admissions" => "subjects-held-admissions",
        "joins" => "subjects-held-joins",
        "webhooksToTell" => "subjects-held-webhooks",
        "events" => "subjects-held-events",
        "zoomSessions" | "zoomEvents" => "subjects-held-zoom",
        "auditTrail" => "subjects-held-audit",
        "savedViews" => "subjects-held-views",
        _ => return None,
    };
    (rows > 0).then_some((key, rows as u64))
}
