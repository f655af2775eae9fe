//! Ended sessions as a file, streamed: memory does not grow with their number, and a stream that dies is seen to be broken.

mod csv;

use super::history::{HistoryParams, filter_of};
use super::sessions::summary;
use crate::broker::{Broker, Exporting, Seen};
use crate::domain::Session;
use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::error_from::At;
use crate::http::extract::CurrentAgent;
use crate::http::state::Ops;
use axum::body::{Body, Bytes};
use axum::extract::{Query as Params, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::mpsc;
use utoipa::IntoParams;

/// Pieces on their way to whoever reads slowly; the database is not asked for more before.
const AHEAD: usize = 2;

/// In which form.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatParam {
    /// `csv`, `json` or `ndjson`.
    format: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
    Ndjson,
}

impl Format {
    fn of(name: Option<&str>) -> Option<Self> {
        match name {
            None | Some("" | "csv") => Some(Self::Csv),
            Some("json") => Some(Self::Json),
            Some("ndjson") => Some(Self::Ndjson),
            Some(_) => None,
        }
    }

    /// Its name, which is also the file's ending, and the media type.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8; header=present"),
            Self::Json => ("json", "application/json"),
            Self::Ndjson => ("ndjson", "application/x-ndjson"),
        }
    }

    fn head(self) -> String {
        match self {
            Self::Csv => csv::head(),
            Self::Json => "{\"sessions\":[".to_owned(),
            Self::Ndjson => String::new(),
        }
    }

    /// Says how many came, so that a reader knows that they are all. CSV has no place for it.
    fn tail(self, sessions: u64) -> String {
        match self {
            Self::Csv => String::new(),
            Self::Json => format!("\n],\"count\":{sessions}}}\n"),
            Self::Ndjson => format!("{{\"count\":{sessions}}}\n"),
        }
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
    let format = Format::of(format.format.as_deref().map(str::trim))
        .ok_or_else(|| Error::field("/format", "Use csv, json or ndjson."))?;
    let filter = filter_of(&HistoryParams { cursor: None, limit: None, ..params })?;
    let (name, media) = format.names();
    let now = ops.clock.now();
    let exporting = broker.export(&caller, filter, name).await.map_err(|error| At(error, now))?;
    let (pieces, mut sent) = mpsc::channel(AHEAD);
    tokio::spawn(write(broker, exporting, format, pieces));
    let body = Body::from_stream(stream::poll_fn(move |context| sent.poll_recv(context)));
    let file = format!("attachment; filename=\"sessions-{}.{name}\"", now.format("%Y-%m-%d-%H%M"));
    let headers =
        [(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, file), (CACHE_CONTROL, "no-store".to_owned())];
    Ok((headers, body).into_response())
}

type Piece = Result<Bytes, std::io::Error>;

/// Whether whoever reads is still there.
async fn send(pieces: &mpsc::Sender<Piece>, text: String) -> bool {
    text.is_empty() || pieces.send(Ok(text.into())).await.is_ok()
}

async fn write(broker: Broker, mut exporting: Exporting, format: Format, pieces: mpsc::Sender<Piece>) {
    let complete = pour(&broker, &mut exporting, format, &pieces).await;
    if let Err(error) = exporting.ended(complete).await {
        tracing::error!(error = %error, "the end of an export could not be written down");
    }
}

async fn pour(broker: &Broker, exporting: &mut Exporting, format: Format, pieces: &mpsc::Sender<Piece>) -> bool {
    let mut there = send(pieces, format.head()).await;
    let mut first = true;
    while there {
        let sessions = match exporting.next().await {
            Ok(sessions) => sessions,
            Err(error) => {
                tracing::error!(error = %error, "an export broke off");
                // the connection is cut here: without an error the file would look whole
                let _ = pieces.send(Err(std::io::Error::other("the export broke off"))).await;
                return false;
            }
        };
        if sessions.is_empty() {
            return send(pieces, format.tail(exporting.sessions())).await;
        }
        there = send(pieces, written(broker, format, sessions, &mut first)).await;
    }
    false
}

fn written(broker: &Broker, format: Format, sessions: Vec<Session>, first: &mut bool) -> String {
    let mut text = String::new();
    for session in sessions {
        let summary = summary(broker, &Seen { session, contested: false });
        if format == Format::Csv {
            text.push_str(&csv::line(&summary));
            continue;
        }
        if format == Format::Json {
            text.push_str(if *first { "\n" } else { ",\n" });
        }
        *first = false;
        text.push_str(&serde_json::to_string(&summary).unwrap_or_else(|_| "null".to_owned()));
        if format == Format::Ndjson {
            text.push('\n');
        }
    }
    text
}
