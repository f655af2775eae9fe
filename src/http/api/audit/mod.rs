//! The audit trail: read page by page, taken away as a file, and whether it is whole.

mod csv;
mod export;
mod query;
mod shapes;

pub use export::*;
pub use query::{AuditParams, asked};
pub use shapes::{AuditPageShape, VerificationShape};

use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::extract::CurrentAgent;
use crate::identity::Caller;
use crate::oversight::Oversight;
use axum::extract::{Query, State};

/// Read the audit trail
///
/// The latest first. For supervisors and admins.
#[utoipa::path(get, path = "/api/audit", tag = "oversight", params(AuditParams),
    security(("cookie" = []), ("apiKey" = ["audit:read"])), responses(
    (status = 200, body = AuditPageShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: an agent"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn audit(
    State(oversight): State<Oversight>,
    CurrentAgent(caller): CurrentAgent,
    Query(params): Query<AuditParams>,
) -> Result<axum::Json<AuditPageShape>, Error> {
    allowed(&caller)?;
    let page = oversight.trail(&asked(&params)?).await?;
    Ok(axum::Json(AuditPageShape::of(page, &oversight.names().await?)))
}

/// Hear whether the audit trail is whole
///
/// The end of the last look, and how far one is that is under way. The trail is looked at when the service starts, every
/// hour, and when somebody presses *Verify now* in the console. Keep `head` somewhere else:
/// `cobroker audit verify --head SEQ HASH` holds the trail against it.
#[utoipa::path(get, path = "/api/audit/verification", tag = "oversight",
    security(("cookie" = []), ("apiKey" = ["audit:read"])), responses(
    (status = 200, body = VerificationShape),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: an agent"),
))]
pub async fn audit_verification(
    State(oversight): State<Oversight>,
    CurrentAgent(caller): CurrentAgent,
) -> Result<axum::Json<VerificationShape>, Error> {
    allowed(&caller)?;
    Ok(axum::Json(VerificationShape::of(&oversight.verification())))
}

fn allowed(caller: &Caller) -> Result<(), Error> {
    match caller.role().may(Action::ReadAudit) {
        true => Ok(()),
        false => Err(Error::Forbidden(Refusal::ForSupervisors)),
    }
}
