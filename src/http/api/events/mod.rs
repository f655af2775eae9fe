//! The log of events, read from any number.

mod described;
mod shapes;

pub use described::describe;
pub use shapes::EventPage;

use super::webhooks::EventReader;
use crate::domain::webhook::Topics;
use crate::domain::{SessionId, webhook};
use crate::http::error::{Error, FieldError};
use crate::store::EventFilter;
use crate::webhooks::{Webhooks, events::message};
use axum::extract::{Query as Params, State};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which events to read.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventParams {
    /// Events with a higher number than this; from the first one if left out.
    #[param(minimum = 0)]
    after: Option<i64>,
    /// 1 to 1000; 100 if left out.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
    /// Types of events, comma-separated; all if left out.
    types: Option<String>,
    /// Of this session only.
    #[param(format = Uuid)]
    session: Option<String>,
}

impl EventParams {
    fn filter(&self) -> Result<EventFilter, Error> {
        let mut errors = Vec::new();
        let after = self.after.unwrap_or_default();
        if after < 0 {
            errors.push(FieldError::new("/after", "Use a number of an event, or 0."));
        }
        let limit = self.limit.unwrap_or(100);
        if !(1..=1_000).contains(&limit) {
            errors.push(FieldError::new("/limit", "Use 1 to 1000."));
        }
        let topics = match self.types.as_deref().filter(|types| !types.is_empty()).map(str::parse::<Topics>) {
            None => Topics::all(),
            Some(Ok(topics)) => topics,
            Some(Err(webhook::InvalidTopics(name))) => {
                errors.push(FieldError::new("/types", format!("{name:?} is not a type of events.")));
                Topics::all()
            }
        };
        let session = self.session.as_deref().map(|text| {
            text.parse::<SessionId>()
                .map_err(|_| errors.push(FieldError::new("/session", "This is not a session's id.")))
        });
        let session = session.and_then(Result::ok);
        if errors.is_empty() { Ok(EventFilter { after, topics, session, limit }) } else { Err(Error::Fields(errors)) }
    }
}

/// Read the log of events
///
/// In the order of their numbers, which have no gaps. Start with `after=0`, then pass `next`; a page that is empty means
/// that nothing more happened. Events are kept for the retention period: if `oldest` is above what comes next after the
/// number you know, some are gone.
#[utoipa::path(get, path = "/api/events", operation_id = "read_events", tag = "events", params(EventParams),
    security(("cookie" = []), ("apiKey" = ["events:read"])), responses(
    (status = 200, description = "A page of events", body = EventPage),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: the log is for admins"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn read(
    State(webhooks): State<Webhooks>,
    _: EventReader,
    Params(params): Params<EventParams>,
) -> Result<axum::Json<EventPage>, Error> {
    let filter = params.filter()?;
    let range = webhooks.range().await?;
    let events = webhooks.events(&filter).await?;
    Ok(axum::Json(EventPage {
        next: events.last().map_or(filter.after, |event| event.seq),
        oldest: range.oldest,
        newest: range.newest,
        events: events.iter().map(|event| message(event, None)).collect(),
    }))
}
