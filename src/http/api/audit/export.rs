//! The audit trail as a file.

use super::shapes::AuditRowShape;
use super::{AuditParams, allowed, asked, csv};
use crate::http::api::export::FormatParam;
use crate::http::api::file::{self, Format, Pieces};
use crate::http::error::Error;
use crate::http::extract::CurrentAgent;
use crate::identity::By;
use crate::oversight::{Oversight, TrailExport, TrailRow};
use axum::extract::{Query, State};
use axum::response::Response;
use serde_json::json;

/// Export the audit trail
///
/// With the filters of `GET /api/audit`, the oldest entry first, up to the last one there was; `before` and `limit` say nothing
/// here. CSV, JSON and NDJSON are as in the export of sessions. A number at which the database holds something that is no entry
/// comes as `unreadable`. That it was exported, by whom and by which filters, is an entry of the trail itself.
/// For supervisors and admins.
#[utoipa::path(get, path = "/api/audit/export", tag = "oversight", params(FormatParam, AuditParams),
    security(("cookie" = []), ("apiKey" = ["audit:read"])), responses(
    (status = 200, content((String = "text/csv"), (String = "application/json"), (String = "application/x-ndjson"))),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: an agent"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn export_audit(
    State(oversight): State<Oversight>,
    CurrentAgent(caller): CurrentAgent,
    Query(format): Query<FormatParam>,
    Query(params): Query<AuditParams>,
) -> Result<Response, Error> {
    allowed(&caller)?;
    let format = format.read()?;
    let filter = asked(&AuditParams { before: None, limit: None, ..params })?;
    let exporting = oversight.export_trail(&By::Person(caller), filter, format.names().0).await?;
    let (answer, pieces) = file::answer("audit", format, oversight.now());
    tokio::spawn(pour(exporting, format, pieces));
    Ok(answer)
}

async fn pour(mut exporting: TrailExport, format: Format, pieces: Pieces) {
    let mut there = pieces.send(format.head("entries", csv::head)).await;
    let mut first = true;
    while there {
        let rows = match exporting.next().await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::error!(%error, "an export broke off: {error}");
                return pieces.break_off().await;
            }
        };
        if rows.is_empty() {
            pieces.send(format.tail(exporting.rows())).await;
            return;
        }
        there = pieces.send(written(&exporting, format, rows, &mut first)).await;
    }
}

fn written(exporting: &TrailExport, format: Format, rows: Vec<TrailRow>, first: &mut bool) -> String {
    let one = |row: TrailRow| {
        let is_first = std::mem::take(first);
        match (format, row) {
            (Format::Csv, TrailRow::Entry(entry)) => csv::line(&entry, exporting.name_of(&entry)),
            (Format::Csv, TrailRow::Unreadable(seq)) => csv::unreadable(seq),
            (json, TrailRow::Entry(entry)) => {
                let name = exporting.name_of(&entry).map(str::to_owned);
                json.json(&AuditRowShape::of(entry, name), is_first)
            }
            (json, TrailRow::Unreadable(seq)) => json.json(&json!({ "seq": seq, "unreadable": true }), is_first),
        }
    };
    rows.into_iter().map(one).collect()
}
