//! `cobroker doctor`: the report at the shell.

use super::house::runtime;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::doctor::{Doctor, Questions, Report, print};
use crate::http::assets;
use crate::outgoing::{Client, Reach};
use crate::random::SystemRandom;
use anyhow::Context;
use clap::Args;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing wrong (notes at most), 1 warnings, 2 errors, 3 doctor itself could not run."
)]
pub(super) struct DoctorArguments {
    /// A page of a website that is to be shared, such as https://shop.example/cart; it may be an internal one
    url: Option<String>,
    /// Print one JSON object, for scripts
    #[arg(long)]
    json: bool,
    /// Selectors the website masks, besides those that stand in the page's snippet
    #[arg(long, value_name = "SELECTORS")]
    mask_selectors: Option<String>,
    /// A file with a token that another server made, to be checked against Zoom's rules; - reads standard input
    #[arg(long, value_name = "FILE")]
    token: Option<PathBuf>,
    /// MiB that should be free on the disk
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    min_free: u64,
}

/// Doctor itself could not run: warnings and errors have 1 and 2.
const CANNOT: u8 = 3;

pub(super) fn doctor(arguments: DoctorArguments) -> ExitCode {
    let json = arguments.json;
    match examine(arguments) {
        Ok(report) => {
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            if json {
                println!("{}", print::json(&report))
            } else {
                print!("{}", print::text(&report, colour))
            }
            ExitCode::from(report.exit_status())
        }
        Err(error) => {
            eprintln!("cobroker doctor: {error:#}");
            ExitCode::from(CANNOT)
        }
    }
}

fn examine(arguments: DoctorArguments) -> anyhow::Result<Report> {
    let page =
        arguments.url.map(|url| url.parse().with_context(|| format!("{url:?} cannot be looked at"))).transpose()?;
    let token = arguments.token.as_deref().map(read_token).transpose()?;
    let least_free = arguments.min_free.saturating_mul(1024 * 1024);
    let questions = Questions { page, mask_selectors: arguments.mask_selectors, token, least_free };
    let lookup = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let (config, complaints) = Config::examine(lookup);
    let doctor = Doctor {
        lookup: &lookup,
        public: config.network.public_origin(config.network.listen),
        viewer: config.network.viewer_origin(config.network.listen),
        warnings: config.warnings_from_env(),
        config,
        complaints,
        clock: Arc::new(SystemClock),
        random: Arc::new(SystemRandom),
        client: Client::new(Reach::Anywhere),
        page_client: Client::new(Reach::Anywhere),
        store: None,
        embed_integrity: Some(assets::pinned().integrity.clone()),
    };
    Ok(runtime()?.block_on(doctor.examine(&questions)))
}

/// Not an argument: arguments are seen by everybody on the machine.
fn read_token(file: &Path) -> anyhow::Result<String> {
    let mut token = String::new();
    match file.to_str() {
        Some("-") => std::io::stdin().read_to_string(&mut token).map(|_| token),
        _ => std::fs::read_to_string(file),
    }
    .with_context(|| format!("the token in {} cannot be read", file.display()))
}
