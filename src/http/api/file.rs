//! What leaves as a file: its form, its headers, and pieces that are sent as they are made. Memory does not grow with its
//! length, and a file that breaks off is seen to be broken.

use crate::domain::Time;
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Serialize;
use tokio::sync::mpsc;

/// Pieces on their way to whoever reads slowly; the database is not asked for more before.
const AHEAD: usize = 2;

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Json,
    Ndjson,
}

impl Format {
    pub(super) fn of(name: Option<&str>) -> Option<Self> {
        match name {
            None | Some("" | "csv") => Some(Self::Csv),
            Some("json") => Some(Self::Json),
            Some("ndjson") => Some(Self::Ndjson),
            Some(_) => None,
        }
    }

    /// Its name, which is also the file's ending, and the media type.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8; header=present"),
            Self::Json => ("json", "application/json"),
            Self::Ndjson => ("ndjson", "application/x-ndjson"),
        }
    }

    /// What comes before the first of the things called `what`.
    pub(super) fn head(self, what: &str, csv: fn() -> String) -> String {
        match self {
            Self::Csv => csv(),
            Self::Json => format!("{{\"{what}\":["),
            Self::Ndjson => String::new(),
        }
    }

    /// Says how many came, so that a reader knows that they are all. CSV has no place for it.
    pub(super) fn tail(self, count: u64) -> String {
        match self {
            Self::Csv => String::new(),
            Self::Json => format!("\n],\"count\":{count}}}\n"),
            Self::Ndjson => format!("{{\"count\":{count}}}\n"),
        }
    }

    /// One thing as JSON, with what has to stand around it.
    pub(super) fn json(self, thing: &impl Serialize, is_first: bool) -> String {
        let text = serde_json::to_string(thing).unwrap_or_else(|_| "null".to_owned());
        match (self, is_first) {
            (Self::Json, true) => format!("\n{text}"),
            (Self::Json, false) => format!(",\n{text}"),
            _ => format!("{text}\n"),
        }
    }
}

/// The answer that holds the file, and the end to put its pieces into.
pub(super) fn answer(what: &str, format: Format, now: Time) -> (Response, Pieces) {
    let (pieces, mut sent) = mpsc::channel(AHEAD);
    let body = Body::from_stream(stream::poll_fn(move |context| sent.poll_recv(context)));
    let (name, media) = format.names();
    let file = format!("attachment; filename=\"{what}-{}.{name}\"", now.format("%Y-%m-%d-%H%M"));
    let headers =
        [(CONTENT_TYPE, media.to_owned()), (CONTENT_DISPOSITION, file), (CACHE_CONTROL, "no-store".to_owned())];
    ((headers, body).into_response(), Pieces(pieces))
}

/// Where the pieces of a file go.
pub(super) struct Pieces(mpsc::Sender<Result<Bytes, std::io::Error>>);

impl Pieces {
    /// Whether whoever reads is still there.
    pub(super) async fn send(&self, text: String) -> bool {
        text.is_empty() || self.0.send(Ok(text.into())).await.is_ok()
    }

    /// The connection is cut here: without an error the file would look whole.
    pub(super) async fn break_off(&self) {
        let _ = self.0.send(Err(std::io::Error::other("the export broke off"))).await;
    }
}
