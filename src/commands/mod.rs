//! The command line: `cobroker`, `cobroker demo`, and what operators do from the shell. Each command declares its own
//! arguments.

mod demo;
mod doctor;
mod house;
mod logging;
mod people;
mod serve;
mod settings;
mod sites;
mod subjects;
mod upkeep;
mod webhooks;
mod zoom;

use clap::{Parser, Subcommand};
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
    Demo(demo::DemoArguments),
    /// Say what is wrong with this installation, or with a page that is to be shared
    Doctor(doctor::DoctorArguments),
    /// Bring the database up to date
    Migrate,
    /// Write a consistent copy of the database, also while the service runs
    Backup {
        /// Where to; an earlier copy of that name is replaced by the finished new one
        file: PathBuf,
    },
    /// Manage people
    #[command(subcommand)]
    Agent(people::AgentCommand),
    /// Manage API keys
    #[command(subcommand)]
    ApiKey(people::ApiKeyCommand),
    /// Manage host sites: the websites that embed cobroker
    #[command(subcommand)]
    Site(sites::SiteCommand),
    /// Endpoints that are told of events
    #[command(subcommand)]
    Webhook(webhooks::WebhookCommand),
    /// Look at the audit trail
    #[command(subcommand)]
    Audit(upkeep::AuditCommand),
    /// What is held about a customer: find it, hand it out, erase it
    #[command(subcommand)]
    Subject(subjects::SubjectCommand),
    /// Ask Zoom's REST API
    #[command(subcommand)]
    Zoom(zoom::ZoomCommand),
    /// Print every setting with its default, as .env.example has it
    Settings(settings::SettingsArguments),
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
        Command::Webhook(command) => webhooks::webhook(command),
        Command::Audit(upkeep::AuditCommand::Verify { head }) => upkeep::verify(head.as_deref()),
        Command::Subject(command) => subjects::subject(command),
        Command::Zoom(command) => zoom::zoom(command),
        Command::Settings(arguments) => settings::print(&arguments),
        Command::Doctor(_) => Ok(()),
    }
    .map(|()| ExitCode::SUCCESS)
}
