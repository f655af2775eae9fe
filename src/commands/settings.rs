//! `cobroker settings`: every variable, from the declarations the service reads by.

use super::SettingsArguments;
use crate::config::reference;
use std::io::Write;

pub(super) fn print(arguments: &SettingsArguments) -> anyhow::Result<()> {
    let text = match (arguments.markdown, arguments.json) {
        (true, _) => reference::markdown(),
        (_, true) => reference::json(),
        _ => reference::env(),
    };
    // not print!: a reader such as head may go before the end
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}
