//! Sessions that are over: everyone's for supervisors, their own for agents.

use super::sessions::{row, site_names, view_links};
use super::views::{Assets, HistoryForm, HistoryPage, HistoryRow, Section};
use super::{layout, render};
use crate::broker::{Broker, Seen};
use crate::domain::role::{Action, Whose};
use crate::http::api::{HistoryParams, filter_of, mark_text};
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::http::security::Policy;
use crate::http::state::{Ops, Site};
use crate::identity::Caller;
use crate::store::ViewedList;
use axum::extract::{Query as Params, State};
use axum::response::IntoResponse;
use std::collections::HashMap;
use std::sync::Arc;

/// `GET /admin/history`
pub async fn list(
    State(broker): State<Broker>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(ops): State<Ops>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Params(params): Params<HistoryParams>,
) -> Result<impl IntoResponse, Error> {
    let caller = Caller { agent: me.agent.clone(), ip: Some(ip) };
    let at = |error| At(error, ops.clock.now());
    let page = broker.history(&caller, filter_of(&params)?).await.map_err(at)?;
    let views = broker.views(&caller).await.map_err(at)?;
    let sites = site_names(&ops).await?;
    let names: HashMap<&str, &str> = sites.iter().map(|(slug, name)| (slug.as_str(), name.as_str())).collect();
    let shown = |session| {
        let seen = Seen { session, contested: false };
        HistoryRow {
            outcome: seen.session.case.outcome.and_then(|outcome| HistoryForm::outcome_key(outcome.as_str())),
            ticket: seen.session.case.ticket.as_ref().map(|ticket| ticket.as_str().to_owned()),
            session: row(&seen),
            customer_id: seen.session.customer.user_id.clone(),
            site: seen
                .session
                .site
                .as_ref()
                .map(|id| names.get(id.as_str()).map_or(id.as_str(), |name| name).to_owned()),
        }
    };
    let everyones = me.agent.role.may(Action::ListSessions(Whose::Anyones));
    let filter = form(&params);
    let view = HistoryPage {
        layout: layout(&assets, &site, Some(&me.agent), Section::History),
        next: page.next.map(|next| filter.page(&mark_text(next))),
        filter,
        rows: page.sessions.into_iter().map(shown).collect(),
        agents: if everyones { agent_names(&ops).await? } else { Vec::new() },
        may_export: me.agent.role.may(Action::ExportSessions),
        views: view_links(views, ViewedList::History, "/admin/history"),
        sites: if everyones { sites } else { Vec::new() },
    };
    Ok((Policy::Page, render(&view)?))
}

fn form(params: &HistoryParams) -> HistoryForm {
    let text = |part: &Option<String>| part.as_deref().unwrap_or_default().trim().to_owned();
    HistoryForm {
        q: text(&params.q),
        customer: text(&params.customer),
        agent: text(&params.agent),
        site: text(&params.site),
        reason: text(&params.reason),
        ticket: text(&params.ticket),
        outcome: text(&params.outcome),
        from: text(&params.from),
        to: text(&params.to),
        sort: text(&params.sort),
        order: text(&params.order),
    }
}

async fn agent_names(ops: &Ops) -> Result<Vec<(String, String)>, Error> {
    let agents = ops.store.agents().await?;
    Ok(agents.into_iter().map(|agent| (agent.id.to_string(), agent.name.as_str().to_owned())).collect())
}
