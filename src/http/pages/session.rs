//! The page of one session.

use super::sessions::{may_watch, row};
use super::views::{
    AdmissionRow, Assets, CaseView, InviteRow, NoteRow, Section, SessionPage, SpanRow, TimelineRow, ZoomFact,
};
use super::{layout, render, zoom::matched_by};
use crate::broker::{Broker, CaseFile, InviteSeen, NoteSeen, Seen, SpanSeen, Story};
use crate::domain::case_file::{Outcome, Rating};
use crate::domain::consent_history::Reply;
use crate::domain::session::{Admission, InviteState};
use crate::domain::timeline::Entry;
use crate::domain::{Session, SessionId, SiteId};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentBrowser, path_id};
use crate::http::security::Policy;
use crate::http::state::{Ops, Site};
use crate::identity::{Caller, SignedIn};
use crate::sites::Sites;
use crate::store::ZoomSession;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// `GET /admin/sessions/{id}`
#[expect(clippy::too_many_arguments, reason = "each names its part of the state")]
pub async fn show(
    State(broker): State<Broker>,
    State(sites): State<Sites>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Error> {
    let caller = Caller { agent: me.agent.clone(), ip: Some(ip) };
    let id = path_id(&id)?;
    let known = read(&broker, &caller, id).await.map_err(|error| At(error, ops.clock.now()))?;
    let section = if known.seen.session.is_live() { Section::Sessions } else { Section::History };
    let mut view = page(&broker, &sites, known);
    view.layout = layout(&assets, &site, Some(&me.agent), section);
    (view.may_watch, view.me) = (may_watch(&site, &me.agent), account_of(&me));
    Ok((Policy::Page, render(&view)?))
}

/// Everything that the page shows.
struct Known {
    seen: Seen,
    story: Story,
    file: CaseFile,
    zoom: Vec<ZoomSession>,
}

async fn read(broker: &Broker, caller: &Caller, id: SessionId) -> Result<Known, crate::broker::Error> {
    Ok(Known {
        seen: broker.see(caller, id).await?,
        story: broker.story(caller, id).await?,
        file: broker.case_file(caller, id).await?,
        zoom: broker.zoom_sessions_of(id).await?,
    })
}

fn account_of(me: &SignedIn) -> String {
    me.agent.id.to_string()
}

/// The page, but for what depends on the reader.
fn page(broker: &Broker, sites: &Sites, known: Known) -> SessionPage {
    let Known { seen, story, file, zoom } = known;
    let (session, windows) = (&seen.session, &broker.settings().windows);
    let unanswered = story.invites.iter().filter(|seen| seen.state == InviteState::Expired).map(nobody_answered);
    let entries = story.entries.into_iter().map(|(entry, name)| event(session, entry, name));
    let mut timeline: Vec<TimelineRow> = entries.chain(unanswered).collect();
    timeline.sort_by_key(|row| row.at);
    SessionPage {
        layout: super::views::Layout::default(),
        may_watch: false,
        me: String::new(),
        session: row(&seen),
        forgotten: session.forgotten,
        customer_id: (!session.forgotten).then(|| session.customer.user_id.clone()),
        record_link: file.record_link.clone(),
        engine: broker.settings().engine.as_str().to_owned(),
        start_url: session.start_url.clone(),
        site: session.site.as_ref().map(|id| site_name(sites, id)),
        notes: session.metadata.as_deref().map(notes).unwrap_or_default(),
        valid_until: session.pin_valid_until(windows),
        deadline: session.ends_at(windows),
        zoom: zoom.into_iter().map(|zoom| zoom_fact(zoom, session.id)).collect(),
        admissions: session.admissions.iter().map(admission).collect(),
        invites: story.invites.into_iter().map(invite).collect(),
        consent: story.consent.into_iter().map(span).collect(),
        case: case(file),
        timeline,
    }
}

/// Also of a site that is closed.
fn site_name(sites: &Sites, id: &SiteId) -> String {
    sites.known(id).map_or_else(|| id.to_string(), |site| site.name.as_str().to_owned())
}

fn zoom_fact(zoom: ZoomSession, ours: SessionId) -> ZoomFact {
    let current = zoom.matched.filter(|matched| matched.session == ours);
    ZoomFact { id: zoom.id, by: current.map(|matched| matched_by(matched.by)) }
}

/// What the host site noted, by name.
fn notes(metadata: &str) -> Vec<(String, String)> {
    let noted: BTreeMap<String, String> = serde_json::from_str(metadata).unwrap_or_default();
    noted.into_iter().collect()
}

fn admission(admission: &Admission) -> AdmissionRow {
    AdmissionRow {
        agent_id: admission.agent.map(|agent| agent.to_string()).unwrap_or_default(),
        name: admission.agent_name.clone(),
        mode: admission.mode.as_str(),
        via: admission.via.as_str(),
        admitted_at: admission.admitted_at,
        joined_at: admission.joined_at,
        left_at: admission.left_at,
    }
}

fn invite(seen: InviteSeen) -> InviteRow {
    InviteRow {
        id: seen.invite.id.to_string(),
        state: seen.state.as_str(),
        hand_over: seen.invite.hand_over,
        at: seen.invite.created_at,
        closed_at: (seen.state != InviteState::Open).then(|| seen.session.invite_closes_at(&seen.invite)),
        by: seen.by_name,
        to: seen.invite.to_name,
        word: seen.invite.answer.and_then(|answer| answer.word),
    }
}

fn span(seen: SpanSeen) -> SpanRow {
    SpanRow {
        right: seen.span.right.as_str(),
        name: seen.name,
        asked_at: seen.span.asked_at,
        reply: seen.span.reply.map(Reply::as_str),
        from: seen.span.from,
        until: seen.span.until,
        standing: seen.span.standing.as_str(),
    }
}

fn case(file: CaseFile) -> CaseView {
    let written = |seen: &NoteSeen| !seen.note.text.is_empty();
    let note = |seen: NoteSeen| NoteRow {
        author: seen.author,
        text: seen.note.text.as_str().to_owned(),
        saved_at: seen.note.saved_at,
    };
    CaseView {
        ticket: file.case.ticket.as_ref().map(|ticket| ticket.as_str().to_owned()),
        ticket_link: file.ticket_link,
        outcome: file.case.outcome.map(Outcome::as_str),
        rating: file.case.rating.map(Rating::get),
        notes: file.notes.into_iter().filter(written).map(note).collect(),
    }
}

fn event(session: &Session, entry: Entry, name: Option<String>) -> TimelineRow {
    let data: serde_json::Value = serde_json::from_str(&entry.data).unwrap_or_default();
    let name = who_left(session, &entry.kind, &data).or(name);
    let empty = data.as_object().is_none_or(serde_json::Map::is_empty);
    TimelineRow {
        key: entry.seq.to_string(),
        at: entry.at,
        kind: entry.kind,
        actor_kind: entry.actor_kind,
        actor_name: name,
        data: if empty { String::new() } else { format!("{data:#}") },
    }
}

/// Whoever ends a session makes everybody leave. The sentence is about who leaves.
fn who_left(session: &Session, kind: &str, data: &serde_json::Value) -> Option<String> {
    let id = data.get("admissionId").filter(|_| matches!(kind, "agent_left" | "watch_ended"))?;
    Some(session.admission(id.as_str()?.parse().ok()?)?.agent_name.clone())
}

/// That nobody answers is no deed, so no entry says it.
fn nobody_answered(seen: &InviteSeen) -> TimelineRow {
    TimelineRow {
        key: seen.invite.id.to_string(),
        at: seen.session.invite_closes_at(&seen.invite),
        kind: "invite_expired".to_owned(),
        actor_kind: "agent".to_owned(),
        actor_name: Some(seen.invite.to_name.clone()),
        data: String::new(),
    }
}
