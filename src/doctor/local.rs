//! What this machine says: the settings, the keys, the files and the database.

use super::{Doctor, Report, clock, credentials, files, installation, token, windows};
use crate::domain::{Engine, PinMode};
use crate::store::Store;
use crate::store::sqlite::{Access, Inspection, SqliteStore, Uninspected, inspect};
use std::sync::Arc;

/// The store of the installation, or why there is none to be used.
pub(super) type Opened = Result<Arc<dyn Store>, String>;

impl Doctor<'_> {
    pub(super) fn settings(&self, report: &mut Report) {
        let credentials = credentials::check(self.lookup, self.config.engine.engine);
        let complaints = installation::settings(&self.complaints, &credentials);
        report.check("the settings make sense", complaints);
        report.check("the settings are meant as they are", installation::doubts(&self.warnings));
        report.check("the credentials have the shape of credentials", credentials);
        report.check("the windows of a session agree", windows::check(&self.config.sessions));
    }

    pub(super) fn tokens(&self, report: &mut Report, given: Option<&str>) {
        let Some(tokens) = self.signer() else {
            report.skip("tokens", "there are no keys yet; the first start of the built-in engine makes them");
            return;
        };
        let sessions = &self.config.sessions;
        let lives = [sessions.customer_token, sessions.agent_token];
        let own = token::check_own(&tokens, lives, self.clock.now(), &*self.random);
        report.check("tokens of both roles follow Zoom's rules", own);
        if let Some(given) = given {
            report.check("the given token follows Zoom's rules", token::examine(given, &tokens, self.clock.now()));
        }
    }

    /// The files and the database; gives the store, if there is one to be used.
    pub(super) async fn data(&self, report: &mut Report, least_free: u64) -> Opened {
        let data = &self.config.data;
        report.check("the data is its owner's alone", installation::permissions(&files::modes(data)));
        match files::free(&data.dir) {
            Ok(free) => report.check("the disk has room", installation::disk(free, least_free)),
            Err(error) => report.skip("the disk", error),
        }
        let database = data.database.clone();
        let inspected = tokio::task::spawn_blocking(move || inspect(&database)).await;
        let inspected = inspected.unwrap_or_else(|error| Err(Uninspected::Unreadable(error.to_string())));
        match &inspected {
            Err(Uninspected::Missing) => match installation::unmade(files::barred(&data.database)) {
                barred if barred.is_empty() => {
                    report.skip("the database", "there is none yet; the first start makes it")
                }
                barred => report.check("the database can be made", barred),
            },
            _ => report.check("the database is whole, up to date and writable", installation::database(&inspected)),
        }
        if let Ok(seen) = &inspected {
            let newest = clock::check_database(seen.newest_entry, self.clock.now());
            report.check("the database has no entries from the future", newest);
            self.pins(report, seen.live_sessions);
        }
        self.opened(&inspected)
    }

    /// A database that is fit for it is opened: one that is not would be changed by that.
    fn opened(&self, inspected: &Result<Inspection, Uninspected>) -> Opened {
        let is_fit = |seen: &Inspection| {
            seen.missing_steps.is_empty()
                && seen.other_version.is_none()
                && seen.unwritable.is_none()
                && seen.damage.is_empty()
        };
        match (&self.store, inspected) {
            (Some(store), _) => Ok(store.clone()),
            (None, Ok(seen)) if is_fit(seen) => SqliteStore::open(&self.config.data.database, Access::Shared)
                .map(|store| Arc::new(store) as Arc<dyn Store>)
                .map_err(|error| error.to_string()),
            (None, _) => Err("the database cannot take the word that would tell".into()),
        }
    }

    fn pins(&self, report: &mut Report, live: Option<u64>) {
        let ours = self.config.engine.engine == Engine::Zoom || self.config.sessions.pin_mode == PinMode::Auto;
        if let Some(live) = live.filter(|_| ours) {
            // Zoom's automatic PINs have six digits (Zoom reference §7, \[DZ-FEAT\])
            let digits = if self.config.engine.engine == Engine::Zoom { 6 } else { self.config.sessions.pin_digits };
            report.check("PINs are long enough for the live sessions", installation::pins(live, digits));
        }
    }
}
