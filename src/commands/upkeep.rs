//! Care for the database.

use super::house::{config, open, runtime};
use crate::store::Store;
use crate::store::audit::{self, Verdict};
use crate::store::sqlite::{Access, SqliteStore};
use anyhow::{Context, bail};
use clap::Subcommand;
use std::path::Path;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Check that no entry of the trail was changed, removed or put in between
    Verify {
        /// A head that was kept elsewhere, such as in the log: the trail has to contain it
        #[arg(long, num_args = 2, value_names = ["NUMBER", "HASH"])]
        head: Option<Vec<String>>,
    },
}

pub(super) fn migrate() -> anyhow::Result<()> {
    let database = config()?.data.database;
    let steps = SqliteStore::migrate(&database).with_context(|| format!("cannot migrate {}", database.display()))?;
    for step in &steps {
        println!("applied {step}");
    }
    println!("{} is up to date.", database.display());
    Ok(())
}

pub(super) fn backup(file: &Path) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let store = open(&config()?, Access::Shared)?;
        store.backup(file).await.with_context(|| format!("cannot back up to {}", file.display()))?;
        store.close().await;
        println!("Written and checked: {}", file.display());
        Ok(())
    })
}

pub(super) fn verify(head: Option<&[String]>) -> anyhow::Result<()> {
    let known = head.map(|parts| parts.join(" ").parse::<audit::Head>()).transpose()?;
    runtime()?.block_on(async {
        let store = open(&config()?, Access::Shared)?;
        let verdict = audit::verify_telling(&store, known, |_| {}).await?;
        store.close().await;
        match verdict {
            Verdict::Whole { entries, head } => println!("The audit trail is whole: {entries} entries, head {head}."),
            Verdict::Broken { seq, why } => bail!("the audit trail is broken at entry {seq}: {why}"),
        }
        Ok(())
    })
}
