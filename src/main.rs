//! Arguments, then the command.

use clap::Parser;
use cobroker::commands::{self, Arguments};
use std::process::ExitCode;

fn main() -> ExitCode {
    // a missing .env is usual; an unreadable one would be ignored silently if we did not say so
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        eprintln!("cobroker: .env cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    match commands::run(Arguments::parse()) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("cobroker: {error:#}");
            ExitCode::FAILURE
        }
    }
}
