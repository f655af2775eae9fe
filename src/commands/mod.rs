//! The command line: `cobroker`, `cobroker demo`, and what operators do from the shell.

mod demo;
mod doctor;
mod house;
mod logging;
mod people;
mod serve;
mod settings;
mod sites;
mod upkeep;
mod zoom;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Session broker with a PIN registry for co-browsing support.
#[derive(Debug, Parser)]
#[command(
    name = "cobroker",
    version,
    about,
    after_help = "Without a command, cobroker serves. Settings come from the environment and from .env: see .env.example."
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the service
    Serve,
    /// Run everything on this machine, with a demo company's website and people to sign in as
    Demo(DemoArguments),
    /// Say what is wrong with this installation, or with a page that is to be shared
    Doctor(DoctorArguments),
    /// Bring the database up to date
    Migrate,
    /// Write a consistent copy of the database, also while the service runs
    Backup {
        /// Where to; an earlier copy of that name is replaced by the finished new one
        file: PathBuf,
    },
    /// Manage people
    #[command(subcommand)]
    Agent(AgentCommand),
    /// Manage API keys
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// Manage host sites: the websites that embed cobroker
    #[command(subcommand)]
    Site(SiteCommand),
    /// Look at the audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Ask Zoom's REST API
    #[command(subcommand)]
    Zoom(zoom::ZoomCommand),
    /// Print every setting with its default, as .env.example has it
    Settings(SettingsArguments),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Keep the data in this folder instead of a temporary one
    #[arg(long)]
    data: Option<PathBuf>,
    /// Print one line of JSON when ready, for scripts
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 nothing wrong (notes at most), 1 warnings, 2 errors, 3 doctor itself could not run."
)]
pub(crate) struct DoctorArguments {
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

#[derive(Debug, Args)]
struct SettingsArguments {
    /// As the configuration reference has it
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// For machines
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum AgentCommand {
    /// Add somebody; prints their password once
    Add {
        /// 2 to 64 letters, digits, dots, hyphens, underscores or @
        login: String,
        /// What customers see; the login if left out
        #[arg(long)]
        name: Option<String>,
        /// agent, supervisor or admin
        #[arg(long, default_value = "agent")]
        role: String,
    },
    /// List everybody
    List,
    /// Sign somebody out everywhere and keep them out
    Disable { login: String },
    /// Let somebody in again
    Enable { login: String },
    /// Give somebody a new password; prints it once
    ResetPassword { login: String },
}

#[derive(Debug, Subcommand)]
enum ApiKeyCommand {
    /// Add a key for a machine that acts as this person; prints it once
    Add {
        login: String,
        /// What it is for
        #[arg(long, default_value = "API key")]
        name: String,
    },
    /// List keys
    List,
    /// Revoke a key
    Revoke { id: String },
    /// Show the key and the secret that open the mirror of Zoom's REST API at /v2
    Rest,
}

#[derive(Debug, Subcommand)]
enum SiteCommand {
    /// Add a website
    Add {
        /// 1 to 40 lower-case letters, digits and hyphens; it never changes
        slug: String,
        #[command(flatten)]
        options: Box<SiteOptions>,
    },
    /// List websites
    List,
    /// Show everything about a website but a secret
    Show { slug: String },
    /// Change what is given, and leave the rest; an empty text takes a value away
    Update {
        slug: String,
        #[command(flatten)]
        options: Box<SiteOptions>,
        /// All its customers are anonymous from now on
        #[arg(long, conflicts_with_all = ["identity_key", "make_identity_secret"])]
        no_identity_key: bool,
    },
    /// Refuse a website's pages
    Disable { slug: String },
    /// Listen to a website's pages again
    Enable { slug: String },
    /// Print the script tag for a website's pages
    Snippet {
        slug: String,
        /// Of this very build, with its hash; it has to be changed with every upgrade
        #[arg(long)]
        pinned: bool,
    },
}

/// What a website can have.
#[derive(Debug, Args)]
pub(crate) struct SiteOptions {
    /// What supervisors see; the slug if left out
    #[arg(long)]
    name: Option<String>,
    /// Scheme, host and port of its pages, such as https://www.example.com; once for each. Replaces those it has
    #[arg(long)]
    origin: Vec<String>,
    /// custom_input or all_input
    #[arg(long)]
    mask: Option<String>,
    /// CSS selectors of what is masked, as one list
    #[arg(long)]
    mask_css: Option<String>,
    /// HTML attributes of what is masked: name=value or name, separated by commas
    #[arg(long)]
    mask_attributes: Option<String>,
    /// Mask everything but what --unmask-css names
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    private_by_default: Option<bool>,
    /// CSS selectors of what alone may be seen of a site that is private by default, as one list
    #[arg(long)]
    unmask_css: Option<String>,
    /// Colour of the button, such as #0a5c36
    #[arg(long)]
    accent: Option<String>,
    /// Words over the panel
    #[arg(long)]
    heading: Option<String>,
    /// Words on the button
    #[arg(long)]
    button: Option<String>,
    /// Words under the Support PIN, such as the telephone number to call
    #[arg(long)]
    hint: Option<String>,
    /// Language of the panel, such as en or pt-BR; the browser's if left out
    #[arg(long)]
    language: Option<String>,
    /// bottom-end, bottom-start, top-end, top-start, or with right and left
    #[arg(long)]
    position: Option<String>,
    /// File with the public key (Ed25519 or P-256, PEM) or the shared secret that signs its customers' identities
    #[arg(long, conflicts_with = "make_identity_secret")]
    identity_key: Option<PathBuf>,
    /// Make a shared secret for its customers' identities; prints it once
    #[arg(long)]
    make_identity_secret: bool,
}

#[derive(Debug, Subcommand)]
enum AuditCommand {
    /// Check that no entry of the trail was changed, removed or put in between
    Verify,
}

/// Does what the arguments ask for; says the exit status.
///
/// # Errors
/// With a sentence for the person at the shell.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if let Some(Command::Doctor(arguments)) = arguments.command {
        return Ok(doctor::doctor(arguments));
    }
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(),
        Command::Demo(arguments) => demo::demo(arguments),
        Command::Migrate => upkeep::migrate(),
        Command::Backup { file } => upkeep::backup(&file),
        Command::Agent(command) => people::agent(command),
        Command::ApiKey(command) => people::api_key(command),
        Command::Site(command) => sites::site(command),
        Command::Audit(AuditCommand::Verify) => upkeep::verify(),
        Command::Zoom(command) => zoom::zoom(command),
        Command::Settings(arguments) => settings::print(&arguments),
        Command::Doctor(_) => Ok(()),
    }
    .map(|()| ExitCode::SUCCESS)
}
