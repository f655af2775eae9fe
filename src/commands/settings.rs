//! `cobroker settings`: every variable, from the declarations the service reads by.

use crate::config::reference;
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct SettingsArguments {
    /// As the configuration reference has it
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// For machines
    #[arg(long)]
    json: bool,
}

pub(super) fn print(arguments: &SettingsArguments) -> anyhow::Result<()> {
    let text = match (arguments.markdown, arguments.json) {
        (true, _) => reference::markdown(),
        (_, true) => reference::json(),
        _ => reference::env(),
    };
    // not print!: a reader such as head may go before the end
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
