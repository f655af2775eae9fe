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
mod credentials;
mod erasure;
mod error;
mod events;
mod figures;
mod files;
mod host_sites;
mod inspect;
mod invites;
mod joins;
mod listing;
mod live;
mod migrations;
mod outbox;
mod past;
mod presence;
mod readers;
mod rows;
mod saved_views;
mod sessions;
mod settings;
mod subject_views;
mod subjects;
mod tellings;
#[cfg(test)]
mod tests;
mod timeline;
mod web_sessions;
mod webhooks;
mod writer;
mod zoom;

pub use error::OpenError;
pub use inspect::{Inspection, Uninspected, inspect};

use super::*;
use files::Lock;
use readers::Readers;
use std::path::{Path, PathBuf};
use writer::Writer;

/// Rows of one kind that are forgotten in one transaction, so that nobody waits long behind it.
const FORGOTTEN_AT_ONCE: u32 = 500;

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

    async fn live_list(&self) -> Result<Vec<LiveSession>> {
        self.readers.run(live::every).await
    }

    async fn history(&self, filter: &HistoryFilter) -> Result<HistoryPage> {
        let filter = filter.clone();
        self.readers.run(move |connection| past::page(connection, &filter)).await
    }

    async fn put_view(&self, view: SavedView, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| saved_views::put(connection, &view, &entry)).await
    }

    async fn views_of(&self, agent: AgentId) -> Result<Vec<SavedView>> {
        self.readers.run(move |connection| saved_views::of(connection, agent)).await
    }

    async fn delete_view(&self, agent: AgentId, id: SavedViewId, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| saved_views::delete(connection, agent, id, &entry)).await
    }

    async fn contested(&self, pins: Vec<Pin>) -> Result<Vec<Pin>> {
        self.readers.run(move |connection| sessions::contested(connection, &pins)).await
    }

    async fn figures(&self, ask: &FiguresAsk) -> Result<Counts> {
        let ask = ask.clone();
        self.readers.run(move |connection| figures::count(connection, &ask)).await
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

    async fn events(&self, filter: &EventFilter) -> Result<Vec<StoredEvent>> {
        let filter = filter.clone();
        self.readers.run(move |connection| events::after(connection, &filter)).await
    }

    async fn event_range(&self) -> Result<EventRange> {
        self.readers.run(events::range).await
    }

    async fn note_audit_head(&self, now: Time, every: chrono::TimeDelta) -> Result<Option<audit::Head>> {
        self.writer.run(move |connection| events::note_audit_head(connection, now, every)).await
    }

    async fn forget_events(&self, events: Time, log: Time) -> Result<u64> {
        self.writer.run(move |connection| events::forget(connection, events, log, FORGOTTEN_AT_ONCE)).await
    }

    async fn insert_webhook(&self, endpoint: Endpoint, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| webhooks::insert(connection, &endpoint, &entry)).await
    }

    async fn save_webhook(&self, endpoint: Endpoint, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| webhooks::save(connection, &endpoint, &entry)).await
    }

    async fn remove_webhook(&self, id: WebhookId, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| webhooks::remove(connection, id, &entry)).await
    }

    async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>> {
        self.readers.run(move |connection| webhooks::by_id(connection, id)).await
    }

    async fn webhooks(&self) -> Result<Vec<Webhook>> {
        self.readers.run(webhooks::every).await
    }

    async fn due_tellings(&self, endpoint: WebhookId, now: Time, limit: u32) -> Result<Vec<Telling>> {
        self.readers.run(move |connection| tellings::due(connection, endpoint, now, limit)).await
    }

    async fn next_telling(&self, endpoint: WebhookId) -> Result<Option<Time>> {
        self.readers.run(move |connection| tellings::next(connection, endpoint)).await
    }

    async fn told(&self, endpoint: WebhookId, told: Told, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| tellings::told(connection, endpoint, &told, &entry)).await
    }

    async fn replay(
        &self,
        endpoint: WebhookId,
        topics: Topics,
        after: i64,
        now: Time,
        entry: NewEntry,
    ) -> Result<Replayed> {
        self.writer.run(move |connection| tellings::replay(connection, endpoint, &topics, after, now, &entry)).await
    }

    async fn tell_again(&self, endpoint: WebhookId, id: TellingId, now: Time, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| tellings::again(connection, endpoint, id, now, &entry)).await
    }

    async fn attempts(&self, filter: &AttemptFilter) -> Result<Vec<LoggedAttempt>> {
        let filter = filter.clone();
        self.readers.run(move |connection| tellings::attempts(connection, &filter)).await
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

    async fn entries(&self, filter: &EntryFilter) -> Result<Vec<Entry>> {
        let filter = filter.clone();
        self.readers.run(move |connection| timeline::find(connection, &filter)).await
    }

    async fn last_entry(&self) -> Result<i64> {
        self.readers.run(timeline::last).await
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

    async fn not_erased(&self, ended_before: Time) -> Result<u64> {
        self.readers.run(move |connection| erasure::left(connection, ended_before)).await
    }

    async fn subjects(&self, text: &str, limit: u32) -> Result<Vec<Held>> {
        let text = text.to_owned();
        self.readers.run(move |connection| subjects::find(connection, &text, limit)).await
    }

    async fn subject(&self, subject: &Subject) -> Result<Option<SubjectData>> {
        let subject = subject.clone();
        self.readers.run(move |connection| subjects::data(connection, &subject)).await
    }

    async fn erase_subject(&self, subject: &Subject, entry: NewEntry) -> Result<Erasure> {
        let subject = subject.clone();
        let erasure = self.writer.run(move |connection| subjects::erase(connection, &subject, entry)).await?;
        if matches!(erasure, Erasure::Done { .. }) {
            self.writer.erase_soon();
        }
        Ok(erasure)
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

    async fn agent_by_identity(&self, identity: &ProviderIdentity) -> Result<Option<Agent>> {
        let identity = identity.clone();
        self.readers.run(move |connection| agents::by_identity(connection, &identity)).await
    }

    async fn put_known_device(&self, device: KnownDevice) -> Result<()> {
        self.writer.run(move |connection| credentials::put_device(connection, &device)).await
    }

    async fn known_device(&self, token: SecretHash) -> Result<Option<(KnownDevice, Agent)>> {
        self.readers.run(move |connection| credentials::device(connection, &token)).await
    }

    async fn put_password_link(&self, link: PasswordLink, entry: NewEntry) -> Result<()> {
        self.writer.run(move |connection| credentials::put_link(connection, &link, &entry)).await
    }

    async fn password_link(&self, token: SecretHash) -> Result<Option<(PasswordLink, Agent)>> {
        self.readers.run(move |connection| credentials::link(connection, &token)).await
    }

    async fn use_sign_on(&self, token: SecretHash, now: Time, until: Time) -> Result<bool> {
        self.writer.run(move |connection| credentials::use_sign_on(connection, &token, now, until)).await
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

    async fn change_settings(&self, changes: Vec<SettingChange>, entry: NewEntry) -> Result<bool> {
        self.writer.run(move |connection| settings::change(connection, &changes, &entry)).await
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
