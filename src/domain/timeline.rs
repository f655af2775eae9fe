//! Entries of the audit trail: what happened, when, to which session, by whom.

use crate::domain::{AgentId, Role, SecretHash, SessionId, Time};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::str::FromStr;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind { $($(#[$doc])* $name),+ }

        impl Kind {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in the database and the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

kinds! {
    SessionCreated = "session_created",
    /// An agent opened a session and waits for its customer.
    SessionExpected = "session_expected",
    PinReported = "pin_reported",
    /// Two live sessions hold the same PIN.
    PinContested = "pin_contested",
    /// A typed PIN was not accepted; `class` says why, the PIN is not kept.
    PinRefused = "pin_refused",
    AgentAdmitted = "agent_admitted",
    DeskReopened = "desk_reopened",
    ConsentAsked = "consent_asked",
    ConsentGiven = "consent_given",
    ConsentDenied = "consent_denied",
    AgentJoined = "agent_joined",
    AgentLeft = "agent_left",
    /// An agent asks a colleague in, or to take over (`handOver`).
    InviteSent = "invite_sent",
    InviteAccepted = "invite_accepted",
    InviteDeclined = "invite_declined",
    /// Whoever asked took it back.
    InviteWithdrawn = "invite_withdrawn",
    /// The colleague (`to`) is in, and whoever handed over left with that.
    HandedOver = "handed_over",
    /// A supervisor asks to watch.
    WatchAsked = "watch_asked",
    WatchStarted = "watch_started",
    WatchEnded = "watch_ended",
    /// The customer is asked to let a supervisor who watches help.
    BargeInAsked = "barge_in_asked",
    BargeInDenied = "barge_in_denied",
    /// The question went before an answer, with a page or a desk.
    BargeInWithdrawn = "barge_in_withdrawn",
    /// A supervisor who watched helps now.
    BargedIn = "barged_in",
    CustomerLost = "customer_lost",
    CustomerBack = "customer_back",
    /// The customer came into a session that an agent opened.
    CustomerArrived = "customer_arrived",
    /// The customer went on in another tab.
    CustomerTransferred = "customer_transferred",
    /// The customer is asked to let an agent scroll.
    AssistAsked = "assist_asked",
    AssistAllowed = "assist_allowed",
    AssistDenied = "assist_denied",
    /// The question was taken back, or went with a page or a desk, before an answer.
    AssistWithdrawn = "assist_withdrawn",
    /// The agent may scroll from now on.
    AssistStarted = "assist_started",
    /// By whoever is the actor.
    AssistStopped = "assist_stopped",
    /// A page went away, or one came that allows no scrolling.
    AssistEnded = "assist_ended",
    ClickProposed = "click_proposed",
    /// The value itself is kept nowhere.
    ValueProposed = "value_proposed",
    ProposalAccepted = "proposal_accepted",
    ProposalDeclined = "proposal_declined",
    /// The customer's page could not do it: the element is gone, or not one for this.
    ProposalImpossible = "proposal_impossible",
    /// Taken back, or a page went away before an answer.
    ProposalDropped = "proposal_dropped",
    SessionEnded = "session_ended",
    /// An agent wrote notes; `length` says how many characters, their text is not kept here.
    NoteSaved = "note_saved",
    /// The reference of a ticket was noted, and is not kept here.
    TicketSet = "ticket_set",
    TicketRemoved = "ticket_removed",
    /// `outcome` and `rating` say what it is now.
    OutcomeSet = "outcome_set",
    /// Which of Zoom's sessions this one is; `by` says how that is known.
    ZoomMatched = "zoom_matched",
    /// It is another one of Zoom's after all.
    ZoomUnmatched = "zoom_unmatched",
    /// Zoom's list and ours differ; `drift` says how.
    ZoomDrifted = "zoom_drifted",
    /// They differ no more.
    ZoomHealed = "zoom_healed",
    LoginSucceeded = "login_succeeded",
    LoginFailed = "login_failed",
    LoginThrottled = "login_throttled",
    LoggedOut = "logged_out",
    WebSessionRevoked = "web_session_revoked",
    /// Signed out of all browsers, or of all others.
    WebSessionsEnded = "web_sessions_ended",
    /// The provider vouched for somebody who may not come in; `class` says why.
    SignOnRefused = "sign_on_refused",
    /// An account here belongs to an identity at the provider from now on.
    SignOnLinked = "sign_on_linked",
    SignOnUnlinked = "sign_on_unlinked",
    /// A link was made with which somebody chooses a password.
    PasswordLinkMade = "password_link_made",
    PersonAdded = "person_added",
    PersonDisabled = "person_disabled",
    PersonEnabled = "person_enabled",
    RoleChanged = "role_changed",
    SkillsChanged = "skills_changed",
    LanguageChosen = "language_chosen",
    PasswordChanged = "password_changed",
    PasswordReset = "password_reset",
    ApiKeyAdded = "api_key_added",
    ApiKeyRevoked = "api_key_revoked",
    SiteAdded = "site_added",
    /// `fields` names what was changed.
    SiteChanged = "site_changed",
    SiteDisabled = "site_disabled",
    SiteEnabled = "site_enabled",
    /// Somebody keeps a view of a list.
    ViewSaved = "view_saved",
    ViewDeleted = "view_deleted",
    /// Sessions are about to leave as a file; `by` names what narrows them.
    ExportStarted = "export_started",
    /// `sessions` says how many left; not `complete`: whoever asked hung up, or the database did.
    ExportEnded = "export_ended",
    /// `what` was taken out as a file: `audit` (`by` names what narrowed it), `subject` and so on.
    Exported = "exported",
    /// Who a customer was is forgotten; `sessions` says how many sessions they had, and nothing says who it was.
    SubjectErased = "subject_erased",
    /// `fields` names what was changed.
    SettingsChanged = "settings_changed",
    WebhookAdded = "webhook_added",
    /// `fields` names what was changed.
    WebhookChanged = "webhook_changed",
    WebhookRotated = "webhook_rotated",
    /// `why`: `by_hand` or `failing`.
    WebhookDisabled = "webhook_disabled",
    WebhookEnabled = "webhook_enabled",
    WebhookRemoved = "webhook_removed",
    WebhookTested = "webhook_tested",
    /// Events after the number `after` were told again.
    WebhookReplayed = "webhook_replayed",
    /// Somebody had one delivery tried again, `delivery`.
    WebhookRetried = "webhook_retried",
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name).ok_or(())
    }
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    Customer,
    /// A signed-in person, or their API key.
    Person(AgentId, Role),
    /// An agent without an account here, who came with a token that was made elsewhere. Which one stands in the
    /// admission, and as a digest in the entry's data.
    TokenAgent,
    /// Somebody who is not signed in.
    Stranger,
    /// Time, or the server itself.
    System,
}

impl Actor {
    /// The name in the database and the API.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Person(_, role) => role.as_str(),
            Self::TokenAgent => Role::Agent.as_str(),
            Self::Stranger => "stranger",
            Self::System => "system",
        }
    }

    pub fn id(self) -> Option<AgentId> {
        match self {
            Self::Person(id, _) => Some(id),
            _ => None,
        }
    }
}

/// An entry before it has its place in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry {
    pub session: Option<SessionId>,
    pub at: Time,
    pub kind: Kind,
    pub actor: Actor,
    /// Never a PIN, a token, a name or page content.
    pub data: Map<String, Value>,
    /// Outside the hash chain, because it is shortened after some days (hardening §9).
    pub ip: Option<IpAddr>,
}

/// An entry as it stands in the trail. The fields are kept as text, as they were hashed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// 1, 2, 3, … without gaps.
    pub seq: i64,
    pub session: Option<SessionId>,
    pub at: Time,
    pub kind: String,
    pub actor_kind: String,
    pub actor_id: Option<AgentId>,
    /// A JSON object, to the byte as it was hashed.
    pub data: String,
    /// From where, as it stands in the row; outside the chain, and forgotten after some days.
    pub ip: Option<String>,
    pub hash: [u8; 32],
}

/// The hash that the first entry follows.
pub const CHAIN_START: [u8; 32] = [0; 32];

/// The hash of an entry: SHA-256 over the hash before it and every field but the address, each with its length,
/// so that no two different entries read alike.
#[expect(clippy::too_many_arguments, reason = "these are the columns of a row")]
pub fn chain_hash(
    previous: &[u8; 32],
    seq: i64,
    session: Option<SessionId>,
    at: Time,
    kind: &str,
    actor_kind: &str,
    actor_id: Option<AgentId>,
    data: &str,
) -> [u8; 32] {
    let text = |id: Option<String>| id.unwrap_or_default();
    let fields = [
        seq.to_string(),
        text(session.map(|id| id.to_string())),
        at.timestamp_millis().to_string(),
        kind.to_owned(),
        actor_kind.to_owned(),
        text(actor_id.map(|id| id.to_string())),
        data.to_owned(),
    ];
    let mut hasher = Sha256::new_with_prefix(previous);
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().into()
}

impl Entry {
    /// Whether this entry follows one with hash `previous` and number `seq - 1`.
    pub fn follows(&self, previous: &[u8; 32], seq: i64) -> bool {
        let expected = chain_hash(
            previous,
            self.seq,
            self.session,
            self.at,
            &self.kind,
            &self.actor_kind,
            self.actor_id,
            &self.data,
        );
        self.seq == seq && SecretHash::from_bytes(expected) == SecretHash::from_bytes(self.hash)
    }
}
