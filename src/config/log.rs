//! What is logged, and how it looks.

use super::reader::{Reader, shortened};
use std::str::FromStr;
use tracing_subscriber::EnvFilter;

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
        let filter = reader.text("COBROKER_LOG").unwrap_or_else(|| "info".into());
        if let Err(error) = filter.parse::<EnvFilter>() {
            reader.complain(format!(
                "COBROKER_LOG must be a filter such as info or cobroker=debug, not {}: {error}.",
                shortened(&filter)
            ));
        }
        Self { filter, format: reader.parse("COBROKER_LOG_FORMAT", "text or json").unwrap_or(LogFormat::Text) }
    }
}
