//! `cobroker site`: host sites, from the shell of the server. The service may be running beside it.

mod options;
mod view;

use super::house::{config, open, runtime};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::secret::Secret;
use crate::domain::{Origin, SiteId};
use crate::http::assets::{embed_tag, pinned_embed_tag};
use crate::identity::By;
use crate::sites::Sites;
use crate::store::sqlite::Access;
use anyhow::Context;
use clap::Subcommand;
use options::SiteOptions;
use std::sync::Arc;
use view::{list, origins, show};

#[derive(Debug, Subcommand)]
pub(super) enum SiteCommand {
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

pub(super) fn site(command: SiteCommand) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let config = config()?;
        let own = config.network.public_origin(config.network.listen);
        let sites = sites(&config, own.clone())?;
        match command {
            SiteCommand::Add { slug, options } => add(&sites, id(&slug)?, *options).await,
            SiteCommand::List => list(&sites).await,
            SiteCommand::Show { slug } => show(&sites.show(&id(&slug)?).await?),
            SiteCommand::Update { slug, options, no_identity_key } => {
                update(&sites, id(&slug)?, *options, no_identity_key).await
            }
            SiteCommand::Disable { slug } => {
                sites.disable(&By::Shell, &id(&slug)?).await?;
                say(format_args!("{slug} is closed: its pages are refused."))
            }
            SiteCommand::Enable { slug } => {
                sites.enable(&By::Shell, &id(&slug)?).await?;
                say(format_args!("{slug} is open again."))
            }
            SiteCommand::Snippet { slug, pinned } => {
                sites.show(&id(&slug)?).await?;
                let tag = if pinned { pinned_embed_tag } else { embed_tag };
                say(format_args!("{}", tag(&own.to_string())))
            }
        }
    })
}

fn sites(config: &Config, own: Origin) -> anyhow::Result<Sites> {
    let store = Arc::new(open(config, Access::Shared)?);
    Ok(Sites::new(store, Arc::new(SystemClock), own, config.network.allowed_origins.clone()))
}

fn id(slug: &str) -> anyhow::Result<SiteId> {
    slug.parse().with_context(|| format!("{slug:?} is no site's slug"))
}

fn say(sentence: std::fmt::Arguments<'_>) -> anyhow::Result<()> {
    println!("{sentence}");
    Ok(())
}

async fn add(sites: &Sites, id: SiteId, options: SiteOptions) -> anyhow::Result<()> {
    let name = options.name.as_deref().unwrap_or(id.as_str()).parse().context("--name")?;
    let (change, made) = options.change(false)?;
    let site = sites.add(&By::Shell, id, name, change).await?;
    println!("Added {} with {}. `cobroker site snippet {}` prints its script tag.", site.name, origins(&site), site.id);
    tell(made.as_ref());
    Ok(())
}

async fn update(sites: &Sites, id: SiteId, options: SiteOptions, no_identity_key: bool) -> anyhow::Result<()> {
    let (change, made) = options.change(no_identity_key)?;
    let site = sites.update(&By::Shell, &id, change).await?;
    println!("{} is up to date.", site.id);
    tell(made.as_ref());
    Ok(())
}

fn tell(made: Option<&Secret>) {
    if let Some(secret) = made {
        println!("The secret for HS256, shown this once; its text is the key, as it is: {}", secret.expose());
    }
}
