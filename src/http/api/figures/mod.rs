//! Figures: what was asked for how often, when, and how long it took.

mod csv;
mod query;
mod shapes;

pub use query::{FiguresParams, asked};
pub use shapes::FiguresShape;

use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::extract::CurrentAgent;
use crate::identity::Caller;
use crate::oversight::{Figures, Oversight};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// See the figures of a period
///
/// For supervisors and admins. Days and hours are those of `zone`, those included on which the clocks change.
#[utoipa::path(get, path = "/api/figures", tag = "oversight", params(FiguresParams),
    security(("cookie" = []), ("apiKey" = ["export:read"])), responses(
    (status = 200, body = FiguresShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: an agent"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn figures(
    State(oversight): State<Oversight>,
    CurrentAgent(caller): CurrentAgent,
    Query(params): Query<FiguresParams>,
) -> Result<axum::Json<FiguresShape>, Error> {
    Ok(axum::Json(FiguresShape::of(&counted(&oversight, &caller, &params).await?)))
}

/// The figures of a period as a table
///
/// Comma-separated, one line for each number: `figure`, `from`, `to`, `name`, `count`, `seconds`.
#[utoipa::path(get, path = "/api/figures/csv", tag = "oversight", params(FiguresParams),
    security(("cookie" = []), ("apiKey" = ["export:read"])), responses(
    (status = 200, content_type = "text/csv", body = String),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: an agent"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn figures_csv(
    State(oversight): State<Oversight>,
    CurrentAgent(caller): CurrentAgent,
    Query(params): Query<FiguresParams>,
) -> Result<Response, Error> {
    let figures = counted(&oversight, &caller, &params).await?;
    let period = figures.query.period;
    let name = format!("attachment; filename=\"figures-{}-{}.csv\"", period.first, period.last);
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, csv::lines(&figures)).into_response())
}

async fn counted(oversight: &Oversight, caller: &Caller, params: &FiguresParams) -> Result<Figures, Error> {
    if !caller.role().may(Action::SeeFigures) {
        return Err(Error::Forbidden(Refusal::ForSupervisors));
    }
    Ok(oversight.figures(asked(params, oversight.now())?).await?)
}
