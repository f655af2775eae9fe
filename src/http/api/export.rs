//! Ended sessions as a file.

mod csv;

use super::file::{self, Format, Pieces};
use super::history::{HistoryParams, filter_of};
use super::sessions::summary;
use crate::broker::{Broker, Exporting, Seen};
use crate::domain::Session;
use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::error_from::At;
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use axum::extract::{Query as Params, State};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

/// In which form.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatParam {
    /// `csv`, `json` or `ndjson`.
    pub(super) format: Option<String>,
}

impl FormatParam {
    /// # Errors
    /// There is no such form.
    pub(super) fn read(&self) -> Result<Format, Error> {
        let name = self.format.as_deref().map(str::trim);
        Format::of(name).ok_or_else(|| Error::field("/format", "Use csv, json or ndjson."))
    }
}

/// Export ended sessions
///
/// With the filters and the order of the history; `cursor` and `limit` say nothing here. CSV is RFC 4180 in UTF-8 with a byte
/// order mark, and a cell that a spreadsheet would take for a formula begins with an apostrophe. JSON and NDJSON end with a
/// `count`. A file that was not sent whole ends without the last chunk of HTTP, which clients report as an error.
/// Who exported how many is in the audit trail. For supervisors and admins.
#[utoipa::path(get, path = "/api/sessions/export", tag = "sessions", params(FormatParam, HistoryParams),
    security(("cookie" = []), ("apiKey" = ["export:read"])), responses(
    (status = 200, content((String = "text/csv"), (String = "application/json"), (String = "application/x-ndjson"))),
    (status = 401, description = "`not-signed-in`"),
    (status = 403, description = "`forbidden`: for supervisors and admins"),
    (status = 422, description = "`invalid-request`: all wrong parameters at once"),
))]
pub async fn export(
    State(broker): State<Broker>,
    State(ops): State<Ops>,
    CurrentAgent(caller): CurrentAgent,
    Params(format): Params<FormatParam>,
    Params(params): Params<HistoryParams>,
) -> Result<Response, Error> {
    if !caller.role().may(Action::ExportSessions) {
        return Err(Error::Forbidden(Refusal::ForSupervisors));
    }
    let format = format.read()?;
    let filter = filter_of(&HistoryParams { cursor: None, limit: None, ..params })?;
    let now = ops.clock.now();
    let exporting = broker.export(&caller, filter, format.names().0).await.map_err(|error| At(error, now))?;
    let (answer, pieces) = file::answer("sessions", format, now);
    tokio::spawn(write(broker, exporting, format, pieces));
    Ok(answer)
}

async fn write(broker: Broker, mut exporting: Exporting, format: Format, pieces: Pieces) {
    let complete = pour(&broker, &mut exporting, format, &pieces).await;
    if let Err(error) = exporting.ended(complete).await {
        tracing::error!(error = %error, "the end of an export could not be written down");
    }
}

async fn pour(broker: &Broker, exporting: &mut Exporting, format: Format, pieces: &Pieces) -> bool {
    let mut there = pieces.send(format.head("sessions", csv::head)).await;
    let mut first = true;
    while there {
        let sessions = match exporting.next().await {
            Ok(sessions) => sessions,
            Err(error) => {
                tracing::error!(error = %error, "an export broke off");
                pieces.break_off().await;
                return false;
            }
        };
        if sessions.is_empty() {
            return pieces.send(format.tail(exporting.sessions())).await;
        }
        there = pieces.send(written(broker, format, sessions, &mut first)).await;
    }
    false
}

fn written(broker: &Broker, format: Format, sessions: Vec<Session>, first: &mut bool) -> String {
    let mut text = String::new();
    for session in sessions {
        let summary = summary(broker, &Seen { session, contested: false });
        text.push_str(&match format {
            Format::Csv => csv::line(&summary),
            json => json.json(&summary, std::mem::take(first)),
        });
    }
    text
}
