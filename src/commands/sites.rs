//! `cobroker site`: host sites, from the shell of the server. The service may be running beside it.

use super::house::{config, open, runtime};
use super::{SiteCommand, SiteOptions};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::domain::secret::{IDENTITY_PREFIX, Secret};
use crate::domain::site::{Branding, IdentityKey, MaskDefaults, Position};
use crate::domain::{HostSite, Origin, SiteId};
use crate::http::assets::{embed_tag, pinned_embed_tag};
use crate::identity::By;
use crate::random::SystemRandom;
use crate::sites::{SiteChange, Sites};
use crate::store::sqlite::Access;
use anyhow::{Context, anyhow};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

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
    let (change, made) = change(options, false)?;
    let site = sites.add(&By::Shell, id, name, change).await?;
    println!("Added {} with {}. `cobroker site snippet {}` prints its script tag.", site.name, origins(&site), site.id);
    tell(made.as_ref());
    Ok(())
}

async fn update(sites: &Sites, id: SiteId, options: SiteOptions, no_identity_key: bool) -> anyhow::Result<()> {
    let (change, made) = change(options, no_identity_key)?;
    let site = sites.update(&By::Shell, &id, change).await?;
    println!("{} is up to date.", site.id);
    tell(made.as_ref());
    Ok(())
}

async fn list(sites: &Sites) -> anyhow::Result<()> {
    for site in sites.list().await? {
        let state = if site.is_open() { "open" } else { "disabled" };
        println!("{:<20} {state:<8} {:<9} {}  {}", site.id.as_str(), algorithm(&site), site.name, origins(&site));
    }
    Ok(())
}

fn show(site: &HostSite) -> anyhow::Result<()> {
    let HostSite { mask, branding, .. } = site;
    println!("slug         {}", site.id);
    println!("name         {}", site.name);
    println!("state        {}", if site.is_open() { "open" } else { "disabled" });
    println!("origins      {}", origins(site));
    for (name, value) in mask_lines(mask).into_iter().chain(branding_lines(branding)) {
        println!("{name:<12} {value}");
    }
    println!("identity     {}", algorithm(site));
    if let Some(pem) = site.identity_key.as_ref().and_then(IdentityKey::public_pem) {
        println!("{pem}");
    }
    Ok(())
}

fn mask_lines(mask: &MaskDefaults) -> Vec<(&'static str, String)> {
    let lines = [
        ("mask", Some(mask.mask_type.as_str().to_owned())),
        ("  css", mask.css_selectors.as_ref().map(|list| list.as_str().to_owned())),
        ("  attributes", mask.html_attributes.as_ref().map(|list| list.as_str().to_owned())),
        ("  private", mask.private_by_default.then(|| "by default".to_owned())),
        ("  open", mask.unmask_css_selectors.as_ref().map(|list| list.as_str().to_owned())),
    ];
    present(lines)
}

fn branding_lines(branding: &Branding) -> Vec<(&'static str, String)> {
    let lines = [
        ("accent", branding.accent.as_ref().map(|accent| accent.as_str().to_owned())),
        ("heading", branding.heading.as_ref().map(|line| line.as_str().to_owned())),
        ("button", branding.button_text.as_ref().map(|line| line.as_str().to_owned())),
        ("hint", branding.hint.as_ref().map(|line| line.as_str().to_owned())),
        ("language", branding.language.as_ref().map(|tag| tag.as_str().to_owned())),
        ("position", branding.position.map(|position| Position::as_str(position).to_owned())),
    ];
    present(lines)
}

fn present<const N: usize>(lines: [(&'static str, Option<String>); N]) -> Vec<(&'static str, String)> {
    lines.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn origins(site: &HostSite) -> String {
    site.origins.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn algorithm(site: &HostSite) -> &'static str {
    site.identity_key.as_ref().map_or("anonymous", |key| key.algorithm().as_str())
}

/// What the options ask for, and the secret that was made for it.
fn change(options: SiteOptions, no_identity_key: bool) -> anyhow::Result<(SiteChange, Option<Secret>)> {
    let made = options.make_identity_secret.then(|| Secret::generate(IDENTITY_PREFIX, &SystemRandom));
    let given = options.identity_key.as_deref().map(key_in).transpose()?;
    let key = match &made {
        Some(secret) => Some(secret.expose().parse()?),
        None => given,
    };
    let wanted_origins = options.origin.iter().map(|text| origin(text)).collect::<anyhow::Result<Vec<_>>>()?;
    let change = SiteChange {
        name: options.name.map(|name| name.parse().context("--name")).transpose()?,
        origins: (!wanted_origins.is_empty()).then_some(wanted_origins),
        mask_type: options.mask.map(|mask| mask.parse().context("--mask")).transpose()?,
        css_selectors: optional("--mask-css", options.mask_css)?,
        html_attributes: optional("--mask-attributes", options.mask_attributes)?,
        private_by_default: options.private_by_default,
        unmask_css_selectors: optional("--unmask-css", options.unmask_css)?,
        accent: optional("--accent", options.accent)?,
        heading: optional("--heading", options.heading)?,
        button_text: optional("--button", options.button)?,
        hint: optional("--hint", options.hint)?,
        language: optional("--language", options.language)?,
        position: optional("--position", options.position)?,
        identity_key: if no_identity_key { Some(None) } else { key.map(Some) },
    };
    Ok((change, made))
}

fn origin(text: &str) -> anyhow::Result<Origin> {
    text.parse().map_err(|error| anyhow!("--origin {text:?} is {error}: scheme, host and perhaps a port, no path"))
}

/// An empty text takes the value away.
fn optional<T>(option: &'static str, text: Option<String>) -> anyhow::Result<Option<Option<T>>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    match text.as_deref().map(str::trim) {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(text) => Ok(Some(Some(text.parse().context(option)?))),
    }
}

fn key_in(file: &Path) -> anyhow::Result<IdentityKey> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    text.parse().with_context(|| format!("{} has no identity key", file.display()))
}

fn tell(made: Option<&Secret>) {
    if let Some(secret) = made {
        println!("The secret for HS256, shown this once; its text is the key, as it is: {}", secret.expose());
    }
}
