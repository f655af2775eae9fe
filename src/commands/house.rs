//! What commands share: the configuration, the runtime, the store.

use crate::bus::LocalBus;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::identity::People;
use crate::random::SystemRandom;
use crate::store::sqlite::{Access, SqliteStore};
use anyhow::Context;
use std::sync::Arc;

/// Reads the environment; complaints are printed as they are.
pub(super) fn config() -> anyhow::Result<Config> {
    Config::from_env().map_err(|invalid| anyhow::anyhow!("the settings do not work:\n{invalid}"))
}

pub(super) fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")
}

/// Opens the database; `Exclusive` for the service, `Shared` for everything else.
pub(super) fn open(config: &Config, access: Access) -> anyhow::Result<SqliteStore> {
    let file = &config.data.database;
    SqliteStore::open(file, access).with_context(|| format!("cannot open the database {}", file.display()))
}

/// People, from the shell: the service may be running beside it.
pub(super) fn people(config: &Config) -> anyhow::Result<People> {
    let store = Arc::new(open(config, Access::Shared)?);
    let bus = Arc::new(LocalBus::default());
    Ok(People::new(store, Arc::new(SystemClock), Arc::new(SystemRandom), bus, config.limits.login))
}
