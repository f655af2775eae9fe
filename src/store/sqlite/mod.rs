//! SQLite, through one writer thread and a few readers (ADR 11).
//!
//! [`writer`] owns the only connection that writes and commits in groups; [`readers`] see what was committed. Each
//! table has its module of plain functions over a connection; they run inside a transaction of one or the other.

mod admissions;
mod agents;
mod api_keys;
mod attempts;
mod backup;
mod case_files;
mod checkpoint;
mod connection;
mod erasure;
mod error;
mod files;
mod host_sites;
mod inspect;
mod invites;
mod joins;
mod listing;
mod migrations;
mod outbox;
mod presence;
mod readers;
mod rows;
mod sessions;
mod settings;
#[cfg(test)]
mod tests;
mod timeline;
mod web_sessions;
mod writer;
mod zoom;

pub use error::OpenError;
pub use inspect::{Inspection, Uninspected, inspect};

use super::*;
use files::Lock;
use readers::Readers;
use std::path::{Path, PathBuf};
use writer::Writer;

/// Who else may have the database open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// No second process that says so, too: for the service.
    Exclusive,
    /// Beside the service: for a command that does one thing.
    Shared,
}

/// A database in one file. Dropping it waits for what was asked for and closes the file, as [`Store::close`] does.
pub struct SqliteStore {
    database: PathBuf,
    readers: Readers,
    writer: Writer,
}

impl SqliteStore {
    /// Opens the database, makes it where it is missing, and brings it up to date. Blocks for as long as that takes.
    ///
    /// # Errors
    /// Each [`OpenError`] names the file and what is wrong with it.
    pub fn open(database: &Path, access: Access) -> Result<Self, OpenError> {
        connection::check_library()?;
        files::prepare(database)?;
        let lock = match access {
            Access::Exclusive => Some(Lock::take(database)?),
            Access::Shared => None,
        };
        let mut connection = connection::writer(database)?;
        migrations::migrate(&mut connection, database, migrations::MIGRATIONS)?;
        if access == Access::Exclusive {
            // a process that was killed may have left a PIN in the log
            checkpoint::empty_log(&connection)?;
        }
        let writer = Writer::start(connection, lock)?;
        Ok(Self { database: database.into(), readers: Readers::of(database.into()), writer })
    }

    /// Only brings the database up to date; the names of the steps that were missing. Blocks.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn migrate(database: &Path) -> Result<Vec<&'static str>, OpenError> {
        connection::check_library()?;
        files::prepare(database)?;
        let mut connection = connection::writer(database)?;
        migrations::migrate(&mut connection, database, migrations::MIGRATIONS)
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn insert_session(&self, session: SavedSession, entries: Vec<NewEntry>) -> Result<()> {
        self.writer.run(move |connection| sessions::insert(connection, &session, &entries)).await
    }

    async fn insert_identified(
        &self,
        session: SavedSession,
        entries: Vec<NewEntry>,
        used: UsedAssertion,
    ) -> Result<bool> {
        self.writer.run(move |connection| sessions::insert_identified(connection, &session, &entries, &used)).await
    }

    async fn change(&self, which: Which, decide: Decide) -> Result<Result<Vec<Session>, Refused>> {
        let changed = self.writer.run(move |connection| sessions::change(connection, &which, decide)).await?;
        Ok(changed.map(|changed| {
            if changed.forgot_pin {
                self.writer.erase_soon();
            }
            changed.sessions
        }))
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>> {
        self.readers.run(move |connection| sessions::by_id(connection, id)).await
    }

    async fn invited(&self, agent: AgentId, now: Time) -> Result<Vec<SessionId>> {
        self.readers.run(move |connection| invites::open_to(connection, agent, now)).await
    }

    async fn invite_session(&self, id: InviteId) -> Result<Option<SessionId>> {
        self.readers.run(move |connection| invites::session_of(connection, id)).await
    }

    async fn sessions(&self, filter: &SessionFilter) -> Result<Vec<Session>> {
        let filter = filter.clone();
        self.readers.run(move |connection| listing::find(connection, &filter)).await
    }

    async fn live_sessions(&self) -> Result<u64> {
        self.readers.run(sessions::live).await
    }

    async fn contested(&self, pins: Vec<Pin>) -> Result<Vec<Pin>> {
        self.readers.run(move |connection| sessions::contested(connection, &pins)).await
    }

    async fn waiting_sessions(&self, sites: Vec<SiteId>, limit: u32) -> Result<Vec<Session>> {
        self.readers.run(move |connection| sessions::waiting(connection, &sites, limit)).await
    }

    async fn notes(&self, session: SessionId) -> Result<Vec<Note>> {
        self.readers.run(move |connection| case_files::notes(connection, session)).await
    }

    async fn save_note(&self, note: Note, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| case_files::save_note(connection, &note, &entry)).await
    }

    async fn change_case(&self, session: SessionId, change: CaseChange, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| case_files::change(connection, session, &change, &entry)).await
    }

    async fn shared_session(&self, id: SessionId) -> Result<Option<SharedSession>> {
        self.readers.run(move |connection| joins::session(connection, id)).await
    }

    async fn shared_sessions(&self, filter: &SharedFilter) -> Result<Vec<SharedSession>> {
        let filter = filter.clone();
        self.readers.run(move |connection| joins::sessions(connection, &filter)).await
    }

    async fn joins(&self, session: SessionId, after: Option<JoinId>, limit: u32) -> Result<Vec<Join>> {
        self.readers.run(move |connection| joins::of_session(connection, session, after, limit)).await
    }

    async fn due_deliveries(&self, endpoint: &str, now: Time, limit: u32) -> Result<Vec<Delivery>> {
        let endpoint = endpoint.to_owned();
        self.readers.run(move |connection| outbox::due(connection, &endpoint, now, limit)).await
    }

    async fn next_delivery(&self, endpoint: &str) -> Result<Option<Time>> {
        let endpoint = endpoint.to_owned();
        self.readers.run(move |connection| outbox::next(connection, &endpoint)).await
    }

    async fn delivered(&self, id: DeliveryId) -> Result<()> {
        self.writer.run(move |connection| outbox::delivered(connection, id)).await
    }

    async fn delivery_failed(&self, id: DeliveryId, failed: Failed) -> Result<()> {
        self.writer.run(move |connection| outbox::failed(connection, id, failed)).await
    }

    async fn parked_deliveries(&self) -> Result<u64> {
        self.readers.run(outbox::parked).await
    }

    async fn change_zoom(&self, ask: ZoomAsk, decide: ZoomDecide) -> Result<Option<Vec<Session>>> {
        let changed = self.writer.run(move |connection| zoom::change(connection, &ask, decide)).await?;
        Ok(changed.map(|changed| {
            if changed.forgot_pin {
                self.writer.erase_soon();
            }
            changed.sessions
        }))
    }

    async fn zoom_session(&self, id: &str) -> Result<Option<ZoomSession>> {
        let id = id.to_owned();
        self.readers.run(move |connection| zoom::by_id(connection, &id)).await
    }

    async fn zoom_sessions_of(&self, session: SessionId) -> Result<Vec<ZoomSession>> {
        self.readers.run(move |connection| zoom::of_session(connection, session)).await
    }

    async fn zoom_told(&self, session: SessionId) -> Result<Vec<ZoomEvent>> {
        self.readers.run(move |connection| zoom::told(connection, session)).await
    }

    async fn zoom_sessions(&self, limit: u32) -> Result<Vec<ZoomSession>> {
        self.readers.run(move |connection| zoom::latest(connection, limit)).await
    }

    async fn zoom_unmatched(&self) -> Result<u64> {
        self.readers.run(zoom::unmatched).await
    }

    async fn zoom_matches(&self, heard_after: Time) -> Result<Vec<(Session, ZoomSession)>> {
        self.readers.run(move |connection| zoom::matches(connection, heard_after)).await
    }

    async fn zoom_events(&self, limit: u32) -> Result<Vec<ReceivedEvent>> {
        self.readers.run(move |connection| zoom::latest_events(connection, limit)).await
    }

    async fn mark_drift(&self, drift: Drift, at: Time, entries: Vec<NewEntry>) -> Result<()> {
        self.writer.run(move |connection| zoom::mark(connection, &drift, at, &entries)).await
    }

    async fn clear_drift(&self, drift: Drift, at: Time, entries: Vec<NewEntry>) -> Result<()> {
        self.writer.run(move |connection| zoom::clear(connection, &drift, at, &entries)).await
    }

    async fn drifts(&self, limit: u32) -> Result<Vec<KnownDrift>> {
        self.readers.run(move |connection| zoom::drifts(connection, limit)).await
    }

    async fn append(&self, entries: Vec<NewEntry>) -> Result<()> {
        self.writer.run(move |connection| timeline::append(connection, &entries)).await
    }

    async fn timeline(&self, session: SessionId) -> Result<Vec<Entry>> {
        self.readers.run(move |connection| timeline::of_session(connection, session)).await
    }

    async fn entries_after(&self, after: i64, limit: u32) -> Result<Vec<Entry>> {
        self.readers.run(move |connection| timeline::after(connection, after, limit)).await
    }

    async fn count_attempt(&self, attempt: NewAttempt, judge: Judge) -> Result<Result<AttemptId, Time>> {
        self.writer.run(move |connection| attempts::count(connection, &attempt, judge)).await
    }

    async fn attempt_succeeded(&self, attempt: AttemptId) -> Result<()> {
        self.writer.run(move |connection| attempts::succeeded(connection, attempt)).await
    }

    async fn insert_agent(&self, agent: Agent, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| agents::insert(connection, &agent, &entry)).await
    }

    async fn agent(&self, id: AgentId) -> Result<Option<Agent>> {
        self.readers.run(move |connection| agents::by_id(connection, id)).await
    }

    async fn agent_by_login(&self, login: &str) -> Result<Option<Agent>> {
        let login = login.to_owned();
        self.readers.run(move |connection| agents::by_login(connection, &login)).await
    }

    async fn agents(&self) -> Result<Vec<Agent>> {
        self.readers.run(agents::every).await
    }

    async fn change_agent(&self, id: AgentId, change: AgentChange, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| agents::change(connection, id, &change, &entry)).await
    }

    async fn insert_site(&self, site: HostSite, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| host_sites::insert(connection, &site, &entry)).await
    }

    async fn save_site(&self, site: HostSite, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| host_sites::save(connection, &site, &entry)).await
    }

    async fn site(&self, id: &SiteId) -> Result<Option<HostSite>> {
        let id = id.clone();
        self.readers.run(move |connection| host_sites::by_id(connection, &id)).await
    }

    async fn sites(&self) -> Result<Vec<HostSite>> {
        self.readers.run(host_sites::every).await
    }

    async fn insert_web_session(&self, session: WebSession, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| web_sessions::insert(connection, &session, &entry)).await
    }

    async fn web_session(&self, token: SecretHash) -> Result<Option<(WebSession, Agent)>> {
        self.readers.run(move |connection| web_sessions::by_token(connection, &token)).await
    }

    async fn web_sessions_of(&self, agent: AgentId) -> Result<Vec<WebSession>> {
        self.readers.run(move |connection| web_sessions::of_agent(connection, agent)).await
    }

    async fn touch_web_session(&self, id: WebSessionId, seen_at: Time) -> Result<()> {
        self.writer.run(move |connection| web_sessions::touch(connection, id, seen_at)).await
    }

    async fn delete_web_session(&self, id: WebSessionId, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| web_sessions::delete(connection, id, &entry)).await
    }

    async fn delete_stale_web_sessions(&self, now: Time) -> Result<u64> {
        self.writer.run(move |connection| web_sessions::delete_stale(connection, now)).await
    }

    async fn erase(&self, ended_before: Time, entered_before: Time) -> Result<u64> {
        self.writer.run(move |connection| erasure::erase(connection, ended_before, entered_before)).await
    }

    async fn insert_api_key(&self, key: ApiKey, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| api_keys::insert(connection, &key, &entry)).await
    }

    async fn api_key(&self, token: SecretHash) -> Result<Option<(ApiKey, Agent)>> {
        self.readers.run(move |connection| api_keys::by_token(connection, &token)).await
    }

    async fn api_keys(&self) -> Result<Vec<(ApiKey, Agent)>> {
        self.readers.run(api_keys::every).await
    }

    async fn touch_api_key(&self, id: ApiKeyId, used_at: Time) -> Result<()> {
        self.writer.run(move |connection| api_keys::touch(connection, id, used_at)).await
    }

    async fn revoke_api_key(&self, id: ApiKeyId, now: Time, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| api_keys::revoke(connection, id, now, &entry)).await
    }

    async fn setting(&self, name: &str) -> Result<Option<String>> {
        let name = name.to_owned();
        self.readers.run(move |connection| settings::get(connection, &name)).await
    }

    async fn put_setting(&self, name: &str, value: &str) -> Result<()> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.writer.run(move |connection| settings::put(connection, &name, &value)).await
    }

    async fn take_setting(&self, name: &str, value: &str) -> Result<bool> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.writer.run(move |connection| settings::take(connection, &name, &value)).await
    }

    async fn probe(&self) -> Result<()> {
        self.writer.run(|connection| settings::put(connection, "probe", "a write works")).await
    }

    async fn backup(&self, file: &Path) -> Result<()> {
        let (database, file) = (self.database.clone(), file.to_owned());
        let copying = tokio::task::spawn_blocking(move || backup::copy(&database, &file));
        copying.await.map_err(|error| StoreError::Failed(error.to_string()))?
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
