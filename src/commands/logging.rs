//! Logs go to standard error: standard output belongs to what a command prints.

use crate::config::{LogConfig, LogFormat};
use tracing_subscriber::EnvFilter;

pub(super) fn start(config: &LogConfig) {
    let filter = EnvFilter::new(&config.filter);
    // a reader of the log that went away must not take the service along: complaining about it would panic
    let logs =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    match config.format {
        LogFormat::Text => logs.init(),
        LogFormat::Json => logs.json().init(),
    }
}
