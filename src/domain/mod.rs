//! What is true, whatever stores it and whoever asks: PINs, sessions and their life, claims, roles, limits.
//!
//! Everything here is a value or a pure function. Time and randomness come in as arguments, so a rule can be
//! read, and tested in microseconds, without a socket or a table. Nothing here knows axum, rusqlite or tokio.

pub mod address;
pub mod case_file;
pub mod claims;
pub mod consent_history;
pub mod engine;
pub mod event;
pub mod figures;
pub mod history;
pub mod id;
pub mod live;
pub mod names;
pub mod origin;
pub mod phrase;
pub mod pin;
pub mod presence;
pub mod role;
pub mod scope;
pub mod secret;
pub mod session;
pub mod sign_on;
pub mod site;
pub mod skill;
pub mod throttle;
pub mod timeline;
pub mod user_id;
pub mod waiting;
pub mod webhook;
pub mod windows;
pub mod zone;
pub mod zoom;

pub use address::address_key;
pub use engine::{Engine, PinMode};
pub use id::{
    AdmissionId, AgentId, ApiKeyId, DeviceId, InviteId, JoinId, SavedViewId, SessionId, WebSessionId, WebhookId,
};
pub use names::DisplayName;
pub use origin::Origin;
pub use pin::Pin;
pub use role::Role;
pub use scope::{Scope, Scopes};
pub use secret::{Secret, SecretHash};
pub use session::{Admission, Customer, EndReason, Event, Refused, Session, State};
pub use site::{HostSite, SiteId};
pub use skill::SkillTag;
pub use windows::Windows;

use chrono::{DateTime, Utc};

/// A moment, UTC, in whole milliseconds.
pub type Time = DateTime<Utc>;
