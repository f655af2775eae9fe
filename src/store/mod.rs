//! What must survive: sessions, the audit trail, people and their credentials, counted attempts.
//!
//! [`Store`] is the seam: one implementation for each database, and one contract suite (`contract`) that tells the
//! same story to each. Rules are not here: a change of sessions is a [`Decide`] function handed in by the broker,
//! run inside one write transaction over the sessions it is about, so what it saw is still true when it is saved.

pub mod audit;
#[cfg(test)]
pub(crate) mod contract;
mod figures;
mod lists;
mod records;
mod shared;
pub mod sqlite;
mod subjects;
mod trail;
mod webhooks;
mod zoom;

pub use figures::*;
pub use lists::*;
pub use records::*;
pub use shared::*;
pub use subjects::*;
pub use trail::*;
pub use webhooks::*;
pub use zoom::*;

use crate::domain::site::UsedAssertion;
use crate::domain::throttle::Attempts;
use crate::domain::timeline::{Entry, NewEntry};
use crate::domain::webhook::{Endpoint, Topics};
use crate::domain::zoom::drift::Drift;
use crate::domain::zoom::heard::ZoomEvent;
use crate::domain::{
    AgentId, ApiKeyId, HostSite, InviteId, JoinId, Pin, Refused, SavedViewId, SecretHash, Session, SessionId, SiteId,
    Time, WebSessionId, WebhookId,
};
use async_trait::async_trait;

/// Why the database could not answer. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It is locked, full, read-only or gone. Trying again later may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A row says something our types do not allow.
    #[error("{table}.{column} holds an unknown value in row {row}")]
    Corrupt { table: &'static str, column: &'static str, row: String },
    /// A login, name or token that has to be unique is taken.
    #[error("it exists already")]
    Taken,
    /// The statement failed for another reason; this is a bug.
    #[error("the database refused a statement: {0}")]
    Failed(String),
}

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Which sessions a decision is about.
#[derive(Debug, Clone)]
pub enum Which {
    /// This one; none if there is no such session.
    Id(SessionId),
    /// Every live session that holds this PIN, or agreed on it in advance and holds none yet. An index look-up whose cost does not depend on the answer.
    HoldersOf(Pin),
    /// This one first, then every other live session that holds this PIN.
    IdAndHoldersOf(SessionId, Pin),
    /// At most this many live sessions whose deadline has passed.
    Overdue { now: Time, limit: u32 },
}

/// What a decision wants saved.
#[derive(Debug, Default)]
pub struct Changes {
    pub sessions: Vec<SavedSession>,
    /// Audit entries that belong to the change. Written with it or not at all.
    pub entries: Vec<NewEntry>,
    /// Who came and went by the change, and who is told of it.
    pub presence: Presence,
}

/// A session to save, and when time next changes it.
#[derive(Debug)]
pub struct SavedSession {
    pub session: Session,
    /// [`Session::deadline`]; the sweeper looks for it.
    pub deadline: Option<Time>,
}

/// Decides, inside the write transaction, what becomes of the sessions that were asked for.
pub type Decide = Box<dyn FnOnce(Vec<Session>) -> std::result::Result<Changes, Refused> + Send>;

/// Says until when somebody has to wait, from what was tried before. `None`: the attempt is counted and may go on.
pub type Judge = Box<dyn FnOnce(&Attempts) -> Option<Time> + Send>;

/// A database. Every method is atomic, and durable once it returned.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    // sessions

    /// Saves a session that was just created, with the entries that belong to it.
    async fn insert_session(&self, session: SavedSession, entries: Vec<NewEntry>) -> Result<()>;

    /// The same for a customer whom a site vouched for, unless the assertion was used before: then `false`, and nothing
    /// is written. Of many who use one at once, one gets `true`.
    async fn insert_identified(
        &self,
        session: SavedSession,
        entries: Vec<NewEntry>,
        used: UsedAssertion,
    ) -> Result<bool>;

    /// Loads the sessions, lets `decide` look at them, saves what it says, all in one write transaction. The saved
    /// sessions come back with their new version. A refusal changes nothing, except that its own entries may be
    /// appended separately with [`Store::append`].
    async fn change(&self, which: Which, decide: Decide) -> Result<std::result::Result<Vec<Session>, Refused>>;

    /// The session as it was last saved; the caller settles it.
    async fn session(&self, id: SessionId) -> Result<Option<Session>>;

    /// The sessions in which an invite waits for this person's answer at `now`; some may be over.
    async fn invited(&self, agent: AgentId, now: Time) -> Result<Vec<SessionId>>;

    /// The session an invite belongs to.
    async fn invite_session(&self, id: InviteId) -> Result<Option<SessionId>>;

    /// Sessions, newest first, without their invites.
    async fn sessions(&self, filter: &SessionFilter) -> Result<Vec<Session>>;

    /// How many sessions are live. Counted on the index of live sessions.
    async fn live_sessions(&self) -> Result<u64>;

    /// Every live session as lists show them, the newest first, as last saved: the sweeper follows time within seconds.
    async fn live_list(&self) -> Result<Vec<LiveSession>>;

    /// Ended sessions, page by page.
    async fn history(&self, filter: &HistoryFilter) -> Result<HistoryPage>;

    /// Keeps a view. One of the same person, list and name gets its query.
    async fn put_view(&self, view: SavedView, entry: NewEntry) -> Result<()>;
    /// Somebody's views, by list and name.
    async fn views_of(&self, agent: AgentId) -> Result<Vec<SavedView>>;
    /// `false`: there is none, or it is somebody else's.
    async fn delete_view(&self, agent: AgentId, id: SavedViewId, entry: NewEntry) -> Result<bool>;

    /// Which of these PINs are held by more than one live session.
    async fn contested(&self, pins: Vec<Pin>) -> Result<Vec<Pin>>;

    // figures

    /// Counts what happened. Read from indexes, however many sessions there are.
    async fn figures(&self, ask: &FiguresAsk) -> Result<Counts>;

    /// Sessions of these sites in the state `waiting`, the oldest PIN first; the caller asks the rules about each.
    async fn waiting_sessions(&self, sites: Vec<SiteId>, limit: u32) -> Result<Vec<Session>>;

    // what agents note about sessions

    /// The notes about a session, the first one first.
    async fn notes(&self, session: SessionId) -> Result<Vec<Note>>;

    /// Saves somebody's note over the version before `note.version`; 1 is the first. `false`: nothing was written, because
    /// it was saved meanwhile.
    async fn save_note(&self, note: Note, entry: NewEntry) -> Result<bool>;

    /// Notes something about a session that is one for all its agents. `false`: there is no such session, or it was
    /// forgotten who its customer was.
    async fn change_case(&self, session: SessionId, change: CaseChange, entry: NewEntry) -> Result<bool>;

    // who joined, for the REST mirror

    /// A session that somebody joined.
    async fn shared_session(&self, id: SessionId) -> Result<Option<SharedSession>>;

    /// Sessions that somebody joined, the latest first.
    async fn shared_sessions(&self, filter: &SharedFilter) -> Result<Vec<SharedSession>>;

    /// The joins of one session, the first one first, from the one after `after` on; at most `limit`, 1 to 500.
    async fn joins(&self, session: SessionId, after: Option<JoinId>, limit: u32) -> Result<Vec<Join>>;

    // outgoing webhooks

    /// Deliveries to `endpoint` that are due at `now`, in the order of what happened.
    async fn due_deliveries(&self, endpoint: &str, now: Time, limit: u32) -> Result<Vec<Delivery>>;

    /// When the next delivery to `endpoint` is due, if there is one.
    async fn next_delivery(&self, endpoint: &str) -> Result<Option<Time>>;

    /// It was taken and need not be told again.
    async fn delivered(&self, id: DeliveryId) -> Result<()>;

    /// It was not taken.
    async fn delivery_failed(&self, id: DeliveryId, failed: Failed) -> Result<()>;

    /// How many deliveries were given up and are not forgotten yet.
    async fn parked_deliveries(&self) -> Result<u64>;

    // events, and who is told of them (every entry that is told of makes one, in its own transaction)

    /// Events with a number above `filter.after`, in order.
    async fn events(&self, filter: &EventFilter) -> Result<Vec<StoredEvent>>;

    /// What is left of the log.
    async fn event_range(&self) -> Result<EventRange>;

    /// Makes an event of the head of the audit trail, unless that was done within `every`; the head it told.
    async fn note_audit_head(&self, now: Time, every: chrono::TimeDelta) -> Result<Option<audit::Head>>;

    /// Forgets events that happened before `events`, but for the newest, and attempts made before `log`. Does some of it
    /// and says how much.
    async fn forget_events(&self, events: Time, log: Time) -> Result<u64>;

    async fn insert_webhook(&self, endpoint: Endpoint, entry: NewEntry) -> Result<()>;
    /// Saves everything but id and health, which starts anew where it is enabled again. `false`: nothing was written,
    /// because there is no such endpoint, or somebody saved it since.
    async fn save_webhook(&self, endpoint: Endpoint, entry: NewEntry) -> Result<bool>;
    /// With its outbox and its log. `false`: there is no such endpoint.
    async fn remove_webhook(&self, id: WebhookId, entry: NewEntry) -> Result<bool>;
    async fn webhook(&self, id: WebhookId) -> Result<Option<Webhook>>;
    /// Every endpoint, the oldest first.
    async fn webhooks(&self) -> Result<Vec<Webhook>>;

    /// What is due for an endpoint at `now`, in the order of the numbers.
    async fn due_tellings(&self, endpoint: WebhookId, now: Time, limit: u32) -> Result<Vec<Telling>>;
    /// When the next delivery to this endpoint is due, if there is one.
    async fn next_telling(&self, endpoint: WebhookId) -> Result<Option<Time>>;
    /// Notes how an attempt went. `true`: the endpoint is given up by it
    /// ([`crate::domain::webhook::Health::is_hopeless`]), and `entry` was written.
    async fn told(&self, endpoint: WebhookId, told: Told, entry: NewEntry) -> Result<bool>;
    /// Puts every event of `topics` after this number into the endpoint's outbox again, at most 10,000 of them.
    async fn replay(
        &self,
        endpoint: WebhookId,
        topics: Topics,
        after: i64,
        now: Time,
        entry: NewEntry,
    ) -> Result<Replayed>;
    /// One delivery is due again. `false`: this endpoint has no such delivery, and `entry` was not written.
    async fn tell_again(&self, endpoint: WebhookId, id: TellingId, now: Time, entry: NewEntry) -> Result<bool>;
    /// Attempts, the latest first.
    async fn attempts(&self, filter: &AttemptFilter) -> Result<Vec<LoggedAttempt>>;

    // what Zoom tells

    /// Keeps an event of Zoom's, lets `decide` look at everything it may be about, and saves what it says, all in one
    /// write transaction. `None`: the event was heard before, and nothing was done.
    async fn change_zoom(&self, ask: ZoomAsk, decide: ZoomDecide) -> Result<Option<Vec<Session>>>;

    /// A session of Zoom's.
    async fn zoom_session(&self, id: &str) -> Result<Option<ZoomSession>>;

    /// The session of Zoom's that this one is, first, and those that it was; at most 20.
    async fn zoom_sessions_of(&self, session: SessionId) -> Result<Vec<ZoomSession>>;

    /// What Zoom told of the session that this one is there, in order.
    async fn zoom_told(&self, session: SessionId) -> Result<Vec<ZoomEvent>>;

    /// Sessions of Zoom's, unmatched ones first, then the latest.
    async fn zoom_sessions(&self, limit: u32) -> Result<Vec<ZoomSession>>;

    /// How many sessions of Zoom's are none of ours and are not forgotten yet.
    async fn zoom_unmatched(&self) -> Result<u64>;

    /// Ours and Zoom's that are matched, where ours lives, or Zoom told no end and was heard of after `heard_after`.
    async fn zoom_matches(&self, heard_after: Time) -> Result<Vec<(Session, ZoomSession)>>;

    /// Events, the latest first.
    async fn zoom_events(&self, limit: u32) -> Result<Vec<ReceivedEvent>>;

    /// Both sides differ from now on. Marked once; the entries are written with it.
    async fn mark_drift(&self, drift: Drift, at: Time, entries: Vec<NewEntry>) -> Result<()>;

    /// They do not differ any more. Cleared once; the entries are written with it.
    async fn clear_drift(&self, drift: Drift, at: Time, entries: Vec<NewEntry>) -> Result<()>;

    /// Differences, open ones first, then the latest.
    async fn drifts(&self, limit: u32) -> Result<Vec<KnownDrift>>;

    // the audit trail

    /// Adds entries to the trail, and moves the noted head with them ([`audit`]).
    async fn append(&self, entries: Vec<NewEntry>) -> Result<()>;

    /// The entries of one session, oldest first.
    async fn timeline(&self, session: SessionId) -> Result<Vec<Entry>>;

    /// At most `limit` entries with a number above `after`, in order: for verification and export.
    async fn entries_after(&self, after: i64, limit: u32) -> Result<Vec<Entry>>;

    /// At most `filter.limit` entries that fit.
    async fn entries(&self, filter: &EntryFilter) -> Result<Vec<Entry>>;

    /// How many entries there are: the number of the last one.
    async fn last_entry(&self) -> Result<i64>;

    // attempts on PINs and passwords

    /// Counts an attempt as a failure before it is made, unless `judge` says to wait. In a transaction of its own.
    async fn count_attempt(&self, attempt: NewAttempt, judge: Judge) -> Result<std::result::Result<AttemptId, Time>>;

    /// The attempt was right after all.
    async fn attempt_succeeded(&self, attempt: AttemptId) -> Result<()>;

    // people

    async fn insert_agent(&self, agent: Agent, entry: NewEntry) -> Result<()>;
    async fn agent(&self, id: AgentId) -> Result<Option<Agent>>;
    /// `login` is compared without regard to ASCII case.
    async fn agent_by_login(&self, login: &str) -> Result<Option<Agent>>;
    async fn agent_by_identity(&self, identity: &ProviderIdentity) -> Result<Option<Agent>>;
    /// Everybody, by name.
    async fn agents(&self) -> Result<Vec<Agent>>;
    /// Changes one person. Where the change is a reason to sign in again (disabled, password, role, another identity), all
    /// their web sessions end in the same transaction. `false`: no such person, or the link is not good any more.
    /// [`StoreError::Taken`] if the identity is somebody else's.
    async fn change_agent(&self, id: AgentId, change: AgentChange, entry: NewEntry) -> Result<bool>;

    // host sites

    /// [`StoreError::Taken`] if the id, or one of the origins, is another site's.
    async fn insert_site(&self, site: HostSite, entry: NewEntry) -> Result<()>;
    /// Saves everything but the id. `false`: nothing was written, because there is no such site, or somebody saved it since.
    async fn save_site(&self, site: HostSite, entry: NewEntry) -> Result<bool>;
    async fn site(&self, id: &SiteId) -> Result<Option<HostSite>>;
    /// Every site, by its id.
    async fn sites(&self) -> Result<Vec<HostSite>>;

    // signed-in browsers

    async fn insert_web_session(&self, session: WebSession, entry: NewEntry) -> Result<()>;
    /// The session and its person, whatever its age: the caller judges both.
    async fn web_session(&self, token: SecretHash) -> Result<Option<(WebSession, Agent)>>;
    /// The newest first.
    async fn web_sessions_of(&self, agent: AgentId) -> Result<Vec<WebSession>>;
    /// A request came from this browser; its person was seen as well. An earlier time than the known one changes nothing.
    async fn touch_web_session(&self, id: WebSessionId, seen_at: Time) -> Result<()>;
    /// `false`: it was gone already.
    async fn delete_web_session(&self, id: WebSessionId, entry: NewEntry) -> Result<bool>;
    /// Deletes those whose `expires_at` or idle time has passed; says how many.
    async fn delete_stale_web_sessions(&self, now: Time) -> Result<u64>;

    // how people come in

    /// A browser somebody signed in with, new or seen again. Of one person the ten seen last are known.
    async fn put_known_device(&self, device: KnownDevice) -> Result<()>;
    async fn known_device(&self, token: SecretHash) -> Result<Option<(KnownDevice, Agent)>>;
    /// Takes the place of an older one of the same person.
    async fn put_password_link(&self, link: PasswordLink, entry: NewEntry) -> Result<()>;
    /// The link and its person, whatever its age.
    async fn password_link(&self, token: SecretHash) -> Result<Option<(PasswordLink, Agent)>>;
    /// A sign-in at the provider came back. Remembered until `until`; of many who bring one, one gets `true`.
    async fn use_sign_on(&self, token: SecretHash, now: Time, until: Time) -> Result<bool>;

    // forgetting

    /// Forgets who the customers of sessions that ended before `ended_before` were, and from which addresses entries
    /// older than `entered_before` were made. Does some of it and says how much; 0: nothing is left to forget.
    async fn erase(&self, ended_before: Time, entered_before: Time) -> Result<u64>;

    /// How many ended sessions still name their customer, and ended before `ended_before`.
    async fn not_erased(&self, ended_before: Time) -> Result<u64>;

    // customers

    /// Customers whose id, or one of whose sessions, `text` is, or whose name it is a part of; the latest first.
    async fn subjects(&self, text: &str, limit: u32) -> Result<Vec<Held>>;

    /// Everything that is held about somebody. `None`: nothing.
    async fn subject(&self, subject: &Subject) -> Result<Option<SubjectData>>;

    /// Takes away who somebody was, everywhere, if none of their sessions is live. The number of sessions is noted in
    /// `entry`, which is written with it. What was taken away leaves the log file within seconds.
    async fn erase_subject(&self, subject: &Subject, entry: NewEntry) -> Result<Erasure>;

    // API keys

    async fn insert_api_key(&self, key: ApiKey, entry: NewEntry) -> Result<()>;
    /// The key and its person. `None` also for a revoked one.
    async fn api_key(&self, token: SecretHash) -> Result<Option<(ApiKey, Agent)>>;
    /// The newest first, revoked ones included.
    async fn api_keys(&self) -> Result<Vec<(ApiKey, Agent)>>;
    /// A request came with this key. An earlier time than the known one changes nothing.
    async fn touch_api_key(&self, id: ApiKeyId, used_at: Time) -> Result<()>;
    /// `false`: no such key, or revoked before.
    async fn revoke_api_key(&self, id: ApiKeyId, now: Time, entry: NewEntry) -> Result<bool>;

    // settings

    async fn setting(&self, name: &str) -> Result<Option<String>>;
    async fn put_setting(&self, name: &str, value: &str) -> Result<()>;
    /// Several at once, with what is said of it. `false`: one of them is not any more as it was, and nothing was written.
    async fn change_settings(&self, changes: Vec<SettingChange>, entry: NewEntry) -> Result<bool>;
    /// Takes a setting away if it holds exactly `value`: of two who race, one gets `true`.
    async fn take_setting(&self, name: &str, value: &str) -> Result<bool>;

    // the database itself

    /// Proves that a write would work.
    async fn probe(&self) -> Result<()>;
    /// Writes a consistent copy to `file` while the database is in use. `file` appears complete or not at all.
    async fn backup(&self, file: &std::path::Path) -> Result<()>;
    /// Finishes what was asked for and closes the files.
    async fn close(&self);
}
