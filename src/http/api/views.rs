//! Views of lists that people keep.

use crate::broker::Broker;
use crate::http::error::Error;
use crate::http::error_from::At;
use crate::http::extract::{CurrentAgent, Json, path_id};
use crate::http::state::Ops;
use crate::store::{SavedView, ViewedList};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Views one person may keep.
const MOST: usize = 50;

/// A view to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewBody {
    /// `live` or `history`.
    list: String,
    /// 1 to 60 characters. A view of the same name is replaced.
    name: String,
    /// As after the `?` of the list's address; at most 1,000 characters.
    query: String,
}

/// Somebody's own views.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewsShape {
    pub views: Vec<ViewShape>,
}

/// A view of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct ViewShape {
    pub id: String,
    /// `live` or `history`.
    pub list: &'static str,
    pub name: String,
    pub query: String,
}

impl ViewsShape {
    fn of(views: Vec<SavedView>) -> Self {
        let shape = |view: SavedView| ViewShape {
            id: view.id.to_string(),
            list: view.list.as_str(),
            name: view.name,
            query: view.query,
        };
        Self { views: views.into_iter().map(shape).collect() }
    }
}

/// List your saved views
#[utoipa::path(get, path = "/api/views", tag = "sessions", security(("cookie" = []), ("apiKey" = ["sessions:read"])), responses(
    (status = 200, body = ViewsShape),
    (status = 401, description = "`not-signed-in`"),
))]
pub async fn views(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
) -> Result<axum::Json<ViewsShape>, Error> {
    let views = broker.views(&caller).await.map_err(|error| At(error, ops.clock.now()))?;
    Ok(axum::Json(ViewsShape::of(views)))
}

/// Save a view of a list
///
/// For oneself. Others get it as the list's address with this query.
#[utoipa::path(post, path = "/api/views", tag = "sessions", request_body = ViewBody,
    security(("cookie" = []), ("apiKey" = ["sessions:write"])), responses(
    (status = 200, body = ViewsShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 422, description = "`invalid-request`: also the 51st view"),
))]
pub async fn save_view(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Json(body): Json<ViewBody>,
) -> Result<axum::Json<ViewsShape>, Error> {
    let list: ViewedList = body.list.parse().map_err(|()| Error::field("/list", "Use live or history."))?;
    let name = body.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::field("/name", "Use 1 to 60 characters."));
    }
    let plain = body.query.bytes().all(|b| b.is_ascii_graphic() && b != b'#');
    if body.query.len() > 1_000 || !plain {
        return Err(Error::field("/query", "Use the query of the list's address, at most 1,000 characters."));
    }
    let at = |error| At(error, ops.clock.now());
    let known = broker.views(&caller).await.map_err(at)?;
    if known.len() >= MOST && !known.iter().any(|view| view.list == list && view.name == name) {
        return Err(Error::field("/name", "You keep 50 views already. Delete one first."));
    }
    let views = broker.save_view(&caller, list, name, body.query).await.map_err(at)?;
    Ok(axum::Json(ViewsShape::of(views)))
}

/// Delete one of your views
#[utoipa::path(delete, path = "/api/views/{id}", tag = "sessions",
    params(("id" = String, Path, description = "The view")), security(("cookie" = []), ("apiKey" = ["sessions:write"])), responses(
    (status = 204),
    (status = 401, description = "`not-signed-in`"),
    (status = 404, description = "`not-found`: you have no such view"),
))]
pub async fn delete_view(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let gone = broker.delete_view(&caller, path_id(&id)?).await.map_err(|error| At(error, ops.clock.now()))?;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(Error::NotFound) }
}
