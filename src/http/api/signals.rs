//! What the customer's page hears while its session lives.

use crate::broker::Broker;
use crate::bus::Notice;
use crate::domain::Session;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::Reporting;
use crate::http::state::Ops;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;

/// Hear of what concerns the customer
///
/// Server-sent events: `agent_admitted` `{agentName}` when an agent typed the PIN; `revoked` `{reason}` when the session
/// was ended by somebody else, upon which the page calls `session.end()`. The stream closes after `revoked`.
#[utoipa::path(get, path = "/api/sessions/{id}/signals", tag = "customer",
    params(("id" = String, Path, description = "The session")), security(("reportToken" = [])), responses(
    (status = 200, content_type = "text/event-stream", body = String),
    (status = 401, description = "`token-invalid`"),
))]
pub async fn signals(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    page: Reporting,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    // subscribe first: what happens between the look and the subscription would be lost
    let notices = broker.notices();
    let session = broker.reporting_session(page.session, &page.token).await;
    let session = session.map_err(|error| At(error, ops.clock.now()))?;
    let listener = Listener { broker, notices, page, ops, known: Some(session), over: false };
    let events = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

struct Listener {
    broker: Broker,
    notices: tokio::sync::broadcast::Receiver<Notice>,
    page: Reporting,
    ops: Ops,
    /// As it stood when the stream was opened, or when notices were missed.
    known: Option<Session>,
    over: bool,
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        while !self.over {
            if let Some(event) = self.known.take().and_then(|session| self.ending(&session)) {
                return Some(event);
            }
            let notice = tokio::select! {
                () = self.ops.stopping.cancelled() => return None,
                notice = self.notices.recv() => notice,
            };
            match notice {
                Ok(Notice::AgentAdmitted { session, agent_name }) if session == self.page.session => {
                    return Some(event("agent_admitted", &serde_json::json!({ "agentName": agent_name })));
                }
                Ok(Notice::Session(session)) if session.id == self.page.session => {
                    if let Some(event) = self.ending(&session) {
                        return Some(event);
                    }
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => {
                    self.known = self.broker.reporting_session(self.page.session, &self.page.token).await.ok();
                }
                Err(RecvError::Closed) => return None,
            }
        }
        None
    }

    fn ending(&mut self, session: &Session) -> Option<Event> {
        let reason = session.end_reason()?;
        self.over = true;
        Some(event("revoked", &serde_json::json!({ "reason": reason.as_str() })))
    }
}

fn event(name: &str, data: &serde_json::Value) -> Event {
    Event::default().event(name).data(data.to_string())
}
