//! Logs go to standard error: standard output belongs to what a command prints.

use crate::config::{LogConfig, LogFormat};
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

pub(super) fn start(config: &LogConfig) {
    let filter = EnvFilter::new(&config.filter);
    // a reader of the log that went away must not take the service along: complaining about it would panic
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // colours are for eyes: a file or a journal would keep their codes
        .with_ansi(std::io::stderr().is_terminal())
        .log_internal_errors(false);
    match config.format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
}
