//! What can be said about a website at the shell, and the change of its row that it asks for.

use crate::domain::Origin;
use crate::domain::secret::{IDENTITY_PREFIX, Secret};
use crate::domain::site::IdentityKey;
use crate::random::SystemRandom;
use crate::sites::SiteChange;
use anyhow::{Context, anyhow};
use clap::Args;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What a website can have.
#[derive(Debug, Args)]
pub(in crate::commands) struct SiteOptions {
    /// What supervisors see; the slug if left out
    #[arg(long)]
    pub(super) name: Option<String>,
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
    /// Agents may take its waiting sessions from a list, without a PIN
    #[arg(long, num_args = 0..=1, default_missing_value = "true")]
    waiting_list: Option<bool>,
    /// What its sessions are about, such as billing: only agents with that tag are offered them on the list
    #[arg(long)]
    skill: Option<String>,
    /// Where its tickets are read, such as https://desk.example/t/{ticket}
    #[arg(long)]
    ticket_url: Option<String>,
    /// Where its records of customers are read, such as https://crm.example/people/{user}
    #[arg(long)]
    record_url: Option<String>,
    /// File with the public key (Ed25519 or P-256, PEM) or the shared secret that signs its customers' identities
    #[arg(long, conflicts_with = "make_identity_secret")]
    identity_key: Option<PathBuf>,
    /// Make a shared secret for its customers' identities; prints it once
    #[arg(long)]
    make_identity_secret: bool,
}

impl SiteOptions {
    /// What is asked for, and the secret that was made for it.
    pub(super) fn change(self, no_identity_key: bool) -> anyhow::Result<(SiteChange, Option<Secret>)> {
        let made = self.make_identity_secret.then(|| Secret::generate(IDENTITY_PREFIX, &SystemRandom));
        let given = self.identity_key.as_deref().map(key_in).transpose()?;
        let key = match &made {
            Some(secret) => Some(secret.expose().parse()?),
            None => given,
        };
        let wanted_origins = self.origin.iter().map(|text| origin(text)).collect::<anyhow::Result<Vec<_>>>()?;
        let change = SiteChange {
            name: self.name.map(|name| name.parse().context("--name")).transpose()?,
            origins: (!wanted_origins.is_empty()).then_some(wanted_origins),
            mask_type: self.mask.map(|mask| mask.parse().context("--mask")).transpose()?,
            css_selectors: optional("--mask-css", self.mask_css)?,
            html_attributes: optional("--mask-attributes", self.mask_attributes)?,
            private_by_default: self.private_by_default,
            unmask_css_selectors: optional("--unmask-css", self.unmask_css)?,
            accent: optional("--accent", self.accent)?,
            heading: optional("--heading", self.heading)?,
            button_text: optional("--button", self.button)?,
            hint: optional("--hint", self.hint)?,
            language: optional("--language", self.language)?,
            position: optional("--position", self.position)?,
            waiting_list: self.waiting_list,
            skill: optional("--skill", self.skill)?,
            ticket_url: optional("--ticket-url", self.ticket_url)?,
            record_url: optional("--record-url", self.record_url)?,
            identity_key: if no_identity_key { Some(None) } else { key.map(Some) },
        };
        Ok((change, made))
    }
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
