//! What is logged, and how it looks.

use super::reader::{Reader, shortened};
use super::setting::{Section, Setting, section};
use std::str::FromStr;
use tracing_subscriber::EnvFilter;

section! { "Log",
    FILTER = Setting::usually("COBROKER_LOG", "info", "a filter such as info or cobroker=debug",
        "A level (error, warn, info, debug, trace) or a filter such as info,cobroker=debug.");
    FORMAT = Setting::usually("COBROKER_LOG_FORMAT", "text", "text or json", "text for people, json for machines.");
}

/// One line a record, either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

/// Settings of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogConfig {
    /// In the syntax of `tracing_subscriber::EnvFilter`. Default `info`.
    pub filter: String,
    /// Default text.
    pub format: LogFormat,
}

impl LogConfig {
    pub fn read(reader: &Reader) -> Self {
        let filter = reader.text_or_default(&FILTER);
        if let Err(error) = filter.parse::<EnvFilter>() {
            reader.complain(format!("COBROKER_LOG must be {}, not {}: {error}.", FILTER.wanted(), shortened(&filter)));
        }
        Self { filter, format: reader.parse_or_default(&FORMAT) }
    }
}
