//! `cobroker webhook`: endpoints that are told of events, from the shell of the server. The service may be running beside
//! it, and takes what is changed here within a second.

use super::house::{config, open, runtime};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::WebhookId;
use crate::domain::timeline::Actor;
use crate::domain::webhook::{Endpoint, Topics};
use crate::random::SystemRandom;
use crate::store::sqlite::Access;
use crate::webhooks::Webhooks;
use crate::webhooks::events::{EndpointChange, Who};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub(super) enum WebhookCommand {
    /// Add an endpoint; prints its secret once
    Add {
        /// https on port 443 or 8443
        url: String,
        #[command(flatten)]
        options: WebhookOptions,
    },
    /// List endpoints and how they do
    List,
    /// Change what is given, and leave the rest
    Update {
        id: String,
        #[arg(long)]
        url: Option<String>,
        #[command(flatten)]
        options: WebhookOptions,
    },
    /// Tell an endpoint nothing any more
    Disable { id: String },
    /// Tell an endpoint again of what happens
    Enable { id: String },
    /// Remove an endpoint with its outbox and its log
    Remove { id: String },
    /// Give an endpoint a new secret; prints it once, and the one before signs for another day
    Rotate { id: String },
    /// Send a ping now and say how it went
    Test { id: String },
    /// Tell an endpoint everything after a number again
    Replay {
        id: String,
        #[arg(long)]
        after: i64,
    },
}

#[derive(Debug, Default, Args)]
pub(super) struct WebhookOptions {
    /// For those who manage it
    #[arg(long)]
    description: Option<String>,
    /// Types of events, separated by commas, or all
    #[arg(long)]
    types: Option<String>,
    /// Tell who the customer is, and what the host site noted
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    include_customer: Option<bool>,
}

impl WebhookOptions {
    fn change(self, url: Option<String>) -> anyhow::Result<EndpointChange> {
        let topics: Option<Topics> = self.types.as_deref().map(str::parse).transpose().context("--types")?;
        let (description, include_customer) = (self.description, self.include_customer);
        Ok(EndpointChange { url, description, topics, include_customer })
    }
}

/// The shell of the server acts for nobody.
const SHELL: Who = Who { actor: Actor::System, ip: None };

pub(super) fn webhook(command: WebhookCommand) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let webhooks = webhooks(&config()?)?;
        match command {
            WebhookCommand::Add { url, options } => {
                let endpoint = webhooks.add(&SHELL, options.change(Some(url))?).await?;
                println!("Added {} with the id {}.", endpoint.url, endpoint.id);
                tell(&endpoint);
            }
            WebhookCommand::List => list(&webhooks).await?,
            WebhookCommand::Update { id, url, options } => {
                let endpoint = webhooks.update(&SHELL, parsed(&id)?, options.change(url)?).await?;
                println!("{} is up to date.", endpoint.id);
            }
            WebhookCommand::Disable { id } => {
                webhooks.disable(&SHELL, parsed(&id)?).await?;
                println!("It is told nothing any more.");
            }
            WebhookCommand::Enable { id } => {
                webhooks.enable(&SHELL, parsed(&id)?).await?;
                println!("It is told again.");
            }
            WebhookCommand::Remove { id } => {
                webhooks.remove(&SHELL, parsed(&id)?).await?;
                println!("Removed.");
            }
            WebhookCommand::Rotate { id } => {
                tell(&webhooks.rotate(&SHELL, parsed(&id)?).await?);
                println!("The secret before signs as well for 24 hours.");
            }
            WebhookCommand::Test { id } => test(&webhooks, parsed(&id)?).await?,
            WebhookCommand::Replay { id, after } => {
                let replayed = webhooks.replay(&SHELL, parsed(&id)?, after).await?;
                println!("{} events, through number {}, are told again.", replayed.queued, replayed.through);
            }
        }
        Ok(())
    })
}

fn webhooks(config: &Config) -> anyhow::Result<Webhooks> {
    let store = Arc::new(open(config, Access::Shared)?);
    Ok(Webhooks::new(store, Arc::new(SystemClock), Arc::new(SystemRandom), config.webhooks.allow_local))
}

fn parsed(id: &str) -> anyhow::Result<WebhookId> {
    id.parse().context("this is not a webhook's id; `cobroker webhook list` shows them")
}

fn tell(endpoint: &Endpoint) {
    println!("The secret that signs what it is told, shown this once: {}", endpoint.secret.expose());
}

async fn list(webhooks: &Webhooks) -> anyhow::Result<()> {
    for row in webhooks.list().await? {
        let endpoint = &row.endpoint;
        let state = endpoint.disabled.map_or("enabled", |(_, why)| why.as_str());
        println!(
            "{}  {state:<8} {:>5} waiting {:>5} parked  {}  {}",
            endpoint.id, row.waiting, row.parked, endpoint.url, endpoint.topics
        );
    }
    Ok(())
}

async fn test(webhooks: &Webhooks, id: WebhookId) -> anyhow::Result<()> {
    let attempt = webhooks.test(&SHELL, id).await?;
    if attempt.failure.is_some() {
        bail!("{} It took {} ms.", attempt.words, attempt.millis);
    }
    println!("{} It took {} ms.", attempt.words, attempt.millis);
    Ok(())
}
