//! `cobroker subject`: what is held about a customer, found, handed out and erased.

use super::house::{config, open, runtime};
use crate::clock::SystemClock;
use crate::domain::SiteId;
use crate::identity::By;
use crate::oversight::Oversight;
use crate::store::sqlite::Access;
use crate::store::{Erasure, Store, Subject};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub(super) enum SubjectCommand {
    /// List customers by their id, the id of one of their sessions, or a part of their name
    Find { text: String },
    /// Print everything that is held about somebody as JSON, without tokens and PINs
    Export(Who),
    /// Forget who somebody was, everywhere; the audit trail says that it was done, not of whom
    Erase(Who),
}

/// Whose data it is.
#[derive(Debug, Args)]
pub(super) struct Who {
    /// The customer's id, as the website gave it
    user_id: String,
    /// The site whose customer it is; left out: of no site
    #[arg(long)]
    site: Option<SiteId>,
}

impl From<Who> for Subject {
    fn from(who: Who) -> Self {
        Self { site: who.site, user_id: who.user_id }
    }
}

pub(super) fn subject(command: SubjectCommand) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let store: Arc<dyn Store> = Arc::new(open(&config()?, Access::Shared)?);
        let done = run(&Oversight::new(store.clone(), Arc::new(SystemClock)), command).await;
        // closing takes what was erased out of the log file as well
        store.close().await;
        done
    })
}

async fn run(oversight: &Oversight, command: SubjectCommand) -> anyhow::Result<()> {
    match command {
        SubjectCommand::Find { text } => find(oversight, &text).await,
        SubjectCommand::Export(who) => {
            let export = oversight.export_subject(&By::Shell, &who.into()).await?;
            let document = export.context("nothing is held about this customer")?;
            println!("{}", serde_json::to_string_pretty(&document)?);
            Ok(())
        }
        SubjectCommand::Erase(who) => match oversight.erase_subject(&By::Shell, &who.into()).await? {
            Erasure::Done { sessions } => {
                println!("Erased from {sessions} sessions.");
                Ok(())
            }
            Erasure::Live(live) => bail!("{live} of the sessions are live: end them first; nothing was erased"),
            Erasure::Nobody => bail!("nothing is held about this customer"),
        },
    }
}

async fn find(oversight: &Oversight, text: &str) -> anyhow::Result<()> {
    for held in oversight.find_subjects(text).await? {
        let site = held.subject.site.as_ref().map_or("-", SiteId::as_str);
        println!("{}\t{site}\t{}\t{} sessions, {} live", held.subject.user_id, held.name, held.sessions, held.live);
    }
    Ok(())
}
