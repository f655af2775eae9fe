//! The command line: `cobroker`, `cobroker demo`, and what operators do from the shell.

mod demo;
mod house;
mod logging;
mod people;
mod serve;
mod settings;
mod upkeep;

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

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
    /// Look at the audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
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
enum AuditCommand {
    /// Check that no entry of the trail was changed, removed or put in between
    Verify,
}

/// Does what the arguments ask for.
///
/// # Errors
/// With a sentence for the person at the shell.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::serve(),
        Command::Demo(arguments) => demo::demo(arguments),
        Command::Migrate => upkeep::migrate(),
        Command::Backup { file } => upkeep::backup(&file),
        Command::Agent(command) => people::agent(command),
        Command::ApiKey(command) => people::api_key(command),
        Command::Audit(AuditCommand::Verify) => upkeep::verify(),
        Command::Settings(arguments) => settings::print(&arguments),
    }
}
