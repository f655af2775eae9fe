//! The list of live sessions.

use super::views::{
    AgentInSession, Assets, EndReason, Section, SessionFilter, SessionRow, SessionState, SessionsPage, ViewLink,
};
use super::{layout, render};
use crate::broker::{Broker, Query, Seen};
use crate::domain::role::{Action, Whose};
use crate::domain::session::{Admission, State as Life};
use crate::domain::{self, Windows};
use crate::http::api::{ListParams, query_of};
use crate::http::error::{Error, Refusal};
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::{Ops, Site};
use crate::identity::Caller;
use crate::store::{Agent, SavedView, StoredState, ViewedList};
use axum::extract::{Query as Params, State};
use axum::response::IntoResponse;
use std::sync::Arc;

/// Up to this many live sessions six digits keep a rogue agent's chance of a hit below one in a thousand an hour (hardening §1).
const LIVE_FOR_SIX_DIGITS: u64 = 100;

/// `GET /admin`
pub async fn list(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Params(params): Params<ListParams>,
) -> Result<impl IntoResponse, Error> {
    if !me.agent.role.may(Action::ListSessions(Whose::Anyones)) {
        return Err(Error::Forbidden(Refusal::OthersSessions));
    }
    let caller = Caller { agent: me.agent.clone(), ip: Some(ip) };
    let at = |error| At(error, ops.clock.now());
    let page = broker.list(&caller, live_only(query_of(&params)?)).await.map_err(at)?;
    let text = |part: &Option<String>| part.clone().unwrap_or_default();
    let views = broker.views(&caller).await.map_err(at)?;
    let view = SessionsPage {
        layout: layout(&assets, &site, Some(&me.agent), Section::Sessions),
        filter: SessionFilter { state: text(&params.state).replace("live", ""), q: text(&params.q) },
        total: ops.store.live_sessions().await?,
        rows: page.sessions.iter().map(row).collect(),
        next_cursor: page.next.map(|id| id.to_string()),
        warning: warning(&broker, &ops).await?,
        zoom: site.is_zoom(),
        may_watch: may_watch(&site, &me.agent),
        sites: site_names(&ops).await?,
        agents: ops.store.agents().await?.into_iter().map(|agent| agent.name.as_str().to_owned()).collect(),
        views: view_links(views, ViewedList::Live, "/admin"),
    };
    Ok((Policy::Page, render(&view)?))
}

/// The list is of live sessions; the others are in the history.
fn live_only(mut query: Query) -> Query {
    query.states.retain(|state| *state != StoredState::Ended);
    if query.states.is_empty() {
        query.states.extend(StoredState::ALL.into_iter().filter(|state| *state != StoredState::Ended));
    }
    query
}

/// Whether somebody may ask to watch. In Zoom's desk nobody can be held to watching.
pub(super) fn may_watch(site: &Site, who: &Agent) -> bool {
    !site.is_zoom() && who.role.may(Action::WatchSession)
}

/// Slug and name of every site.
pub(super) async fn site_names(ops: &Ops) -> Result<Vec<(String, String)>, Error> {
    let sites = ops.store.sites().await?;
    Ok(sites.into_iter().map(|site| (site.id.to_string(), site.name.as_str().to_owned())).collect())
}

pub(super) fn view_links(views: Vec<SavedView>, list: ViewedList, path: &str) -> Vec<ViewLink> {
    let link = |view: SavedView| ViewLink {
        id: view.id.to_string(),
        name: view.name,
        href: if view.query.is_empty() { path.to_owned() } else { format!("{path}?{}", view.query) },
    };
    views.into_iter().filter(|view| view.list == list).map(link).collect()
}

async fn warning(broker: &Broker, ops: &Ops) -> Result<Option<String>, Error> {
    let live = ops.store.live_sessions().await?;
    let outgrown = live > LIVE_FOR_SIX_DIGITS && broker.settings().pin_digits == 6;
    Ok(outgrown
        .then(|| words().say("lists-pins-outgrown").with("live", live).with("most", LIVE_FOR_SIX_DIGITS).to_string()))
}

pub(super) fn row(seen: &Seen) -> SessionRow {
    let session = &seen.session;
    SessionRow {
        session_id: session.id.to_string(),
        state: state(StoredState::of(session)),
        end_reason: session.end_reason().map(end_reason),
        customer_name: session.customer.name.as_str().to_owned(),
        identified: session.customer.identified,
        pin: session.pin.as_ref().map(|held| held.pin.as_str().to_owned()),
        contested: seen.contested,
        started_at: session.created_at,
        ended_at: match session.state {
            Life::Ended { at, .. } => Some(at),
            _ => None,
        },
        agents: session.admissions.iter().map(agent).collect(),
        seats_taken: session.helping().count() as u32,
        seats_total: Windows::SEATS as u32,
    }
}

fn agent(admission: &Admission) -> AgentInSession {
    AgentInSession { name: admission.agent_name.clone(), present: admission.left_at.is_none() }
}

pub(super) fn state(state: StoredState) -> SessionState {
    match state {
        StoredState::Starting => SessionState::Starting,
        StoredState::Waiting => SessionState::Waiting,
        StoredState::Active => SessionState::Active,
        StoredState::Recovering => SessionState::Recovering,
        StoredState::Ended => SessionState::Ended,
    }
}

fn end_reason(reason: domain::EndReason) -> EndReason {
    use domain::EndReason as E;
    match reason {
        E::NeverStarted => EndReason::NeverStarted,
        E::NoAgent => EndReason::NoAgent,
        E::NoCustomer => EndReason::NoCustomer,
        E::CustomerEnded => EndReason::CustomerEnded,
        E::AgentEnded => EndReason::AgentEnded,
        E::Revoked => EndReason::Revoked,
        E::TooLong => EndReason::TooLong,
        E::CustomerLost => EndReason::CustomerLost,
    }
}
