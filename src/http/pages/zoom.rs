//! What Zoom tells, for supervisors.

use super::sessions::state;
use super::views::{
    Assets, Flash, OursOption, Section, ZoomDriftRow, ZoomEventRow, ZoomMatchedBy, ZoomPage, ZoomSessionRow,
};
use super::{layout, render};
use crate::broker::{Broker, NotReconciled, Query as ListQuery, Reconciler, ZoomSeen};
use crate::domain::SessionId;
use crate::domain::zoom::heard::{ZoomEventKind, ZoomUser};
use crate::domain::zoom::matching::MatchedBy;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::{Ops, Site};
use crate::identity::Caller;
use crate::store::{KnownDrift, ReceivedEvent, StoredState, ZoomSession};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;

/// Rows of each table.
const ROWS: u32 = 50;
/// Sessions to choose from.
const CHOICE: u32 = 50;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /admin/zoom`
#[expect(clippy::too_many_arguments, reason = "each names its part of the state")]
pub async fn show(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(reconciler): State<Option<Arc<Reconciler>>>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Query(query): Query<Done>,
) -> Result<impl IntoResponse, Error> {
    let caller = Caller { agent: me.agent.clone(), ip: Some(ip) };
    let failed = |error| At(error, ops.clock.now());
    let seen = broker.see_zoom(&caller, ROWS).await.map_err(failed)?;
    let ours = choice(&broker, &caller, &seen).await.map_err(failed)?;
    let mut view = page(seen, ours);
    view.layout = layout(&assets, &site, Some(&me.agent), Section::Zoom);
    view.layout.flash = query.done.as_deref().and_then(flash);
    view.has_secret = site.config.engine.webhook_secret.is_some();
    view.has_credentials = reconciler.is_some();
    view.webhook_url = format!("{}/webhooks/zoom", site.public);
    view.every_seconds = site.config.engine.reconcile_every.as_secs();
    if let Some(last) = reconciler.and_then(|reconciler| reconciler.last_round()) {
        (view.compared_at, view.failure) = (Some(last.at), last.failure);
    }
    Ok((Policy::Page, render(&view)?))
}

fn flash(done: &str) -> Option<Flash> {
    match done {
        "compared" => Some(Flash::Done(words().say("zoom-done-compared").to_string())),
        "not-compared" => Some(Flash::Failed(words().say("zoom-not-compared").to_string())),
        "matched" => Some(Flash::Done(words().say("zoom-done-matched").to_string())),
        _ => None,
    }
}

/// `POST /admin/zoom/check`
pub async fn check(
    State(reconciler): State<Option<Arc<Reconciler>>>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
) -> Result<Redirect, Error> {
    let reconciler =
        reconciler.ok_or(Error::NotSetUp("Zoom can be asked once ZOOM_API_KEY and ZOOM_API_SECRET are set."))?;
    let caller = Caller { agent: me.agent, ip: Some(ip) };
    match reconciler.round_for(&caller).await {
        Ok(()) => Ok(Redirect::to("/admin/zoom?done=compared")),
        Err(NotReconciled::Zoom(_)) => Ok(Redirect::to("/admin/zoom?done=not-compared")),
        Err(NotReconciled::Broker(error)) => Err(At(error, ops.clock.now()).into()),
    }
}

#[derive(Deserialize)]
pub struct MatchForm {
    zoom: String,
    session: String,
}

/// `POST /admin/zoom/match`
pub async fn match_by_hand(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Form(form): Form<MatchForm>,
) -> Result<Redirect, Error> {
    let caller = Caller { agent: me.agent, ip: Some(ip) };
    let session: SessionId = form.session.parse().map_err(|_| Error::no_such_choice("/session"))?;
    let matched = broker.match_zoom(&caller, &form.zoom, session).await;
    matched.map_err(|error| At(error, ops.clock.now()))?;
    Ok(Redirect::to("/admin/zoom?done=matched"))
}

/// Ours that no session of Zoom's is matched with, the latest first.
async fn choice(broker: &Broker, caller: &Caller, seen: &ZoomSeen) -> Result<Vec<OursOption>, crate::broker::Error> {
    if seen.sessions.iter().all(|zoom| zoom.matched.is_some()) {
        return Ok(Vec::new());
    }
    let query = ListQuery { limit: CHOICE, ..ListQuery::default() };
    let page = broker.list(caller, query).await?;
    let taken: Vec<_> = seen.sessions.iter().filter_map(|zoom| Some(zoom.matched?.session)).collect();
    let free = page.sessions.into_iter().filter(|ours| !taken.contains(&ours.session.id));
    Ok(free
        .map(|ours| {
            let session = &ours.session;
            let state = words().say(state(StoredState::of(session)).key());
            let start = words().date_time(&session.created_at);
            // what tells two that are alike apart comes first: a narrow field cuts the end off
            let pin = session.pin.as_ref().map(|held| format!("PIN {} · ", held.pin.as_str())).unwrap_or_default();
            OursOption {
                id: session.id.to_string(),
                label: format!("{pin}{} · {state} · {start}", session.customer.name.as_str()),
            }
        })
        .collect())
}

/// The tables; the rest is filled in by whoever knows it.
fn page(seen: ZoomSeen, ours: Vec<OursOption>) -> ZoomPage {
    let matches: HashMap<_, _> =
        seen.sessions.iter().filter_map(|zoom| Some((zoom.id.clone(), zoom.matched?.session.to_string()))).collect();
    let (matched, unmatched) = seen.sessions.into_iter().map(row).partition(|row| row.ours.is_some());
    ZoomPage {
        layout: super::views::Layout::default(),
        has_secret: false,
        has_credentials: false,
        webhook_url: String::new(),
        last_heard: seen.events.first().map(|event| event.received_at),
        compared_at: None,
        failure: None,
        every_seconds: 0,
        unmatched,
        matched,
        ours,
        drifts: seen.drifts.into_iter().map(drift).collect(),
        events: seen.events.into_iter().map(|event| event_row(event, &matches)).collect(),
    }
}

fn row(zoom: ZoomSession) -> ZoomSessionRow {
    ZoomSessionRow {
        user: zoom.user.map(shown_name),
        page: zoom.start_url,
        started_at: zoom.started_at,
        ended_at: zoom.ended_at,
        end_reason: zoom.end_reason,
        ours: zoom.matched.map(|matched| (matched.session.to_string(), matched_by(matched.by))),
        replaced_in: zoom.former.map(|former| former.to_string()),
        id: zoom.id,
    }
}

fn shown_name(user: ZoomUser) -> String {
    user.name.unwrap_or(user.id)
}

pub(super) fn matched_by(by: MatchedBy) -> ZoomMatchedBy {
    match by {
        MatchedBy::Likely => ZoomMatchedBy::Likely,
        MatchedBy::Pin => ZoomMatchedBy::Pin,
        MatchedBy::User => ZoomMatchedBy::User,
        MatchedBy::Hand => ZoomMatchedBy::Hand,
    }
}

fn drift(known: KnownDrift) -> ZoomDriftRow {
    ZoomDriftRow {
        kind: known.drift.kind.as_str(),
        zoom_id: known.drift.zoom,
        session_id: known.drift.session.map(|session| session.to_string()),
        since: known.since,
        over_at: known.over_at,
    }
}

fn event_row(event: ReceivedEvent, matches: &HashMap<String, String>) -> ZoomEventRow {
    ZoomEventRow {
        known: event.name.parse::<ZoomEventKind>().is_ok(),
        session_id: matches.get(&event.zoom_id).cloned(),
        name: event.name,
        zoom_id: event.zoom_id,
        user: event.user.map(shown_name),
        reason: event.reason,
        at: event.at,
        received_at: event.received_at,
    }
}
