use crate::domain::Time;
use crate::domain::sign_on::Disbelief;
use crate::identity;
use crate::store::StoreError;

/// Why somebody was not signed in by the provider.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Begun in another browser, too long ago, or brought a second time.
    #[error("this sign-in is not under way here")]
    Stale,
    /// The person, or the provider for them, said no.
    #[error("the provider did not let them in")]
    Declined,
    /// The provider says that it was asked wrongly: the settings on one of the two sides are not right.
    #[error("the provider answered with {0}")]
    Misconfigured(String),
    /// It is down, slow, or answers with something else.
    #[error("the provider cannot be asked: {0}")]
    Unreachable(String),
    #[error("what the provider sent is not believed: {0}")]
    NotBelieved(#[from] Disbelief),
    /// In no group that may come in.
    #[error("they are in no group that may come in")]
    NoRole,
    /// The provider did not send all groups.
    #[error("the provider left groups out")]
    GroupsLeftOut,
    #[error("the account is disabled")]
    Disabled,
    /// To be linked: it belongs to another account here.
    #[error("this identity belongs to another account")]
    Taken,
    /// To be linked: the account has one already.
    #[error("the account has an identity already")]
    LinkedAlready,
    /// To be linked: the last admin would be less.
    #[error("nobody would be left who can manage people")]
    LastAdmin,
    #[error("too many attempts, wait until {until}")]
    TooManyAttempts { until: Time },
    #[error(transparent)]
    Failed(identity::Error),
}

impl Refusal {
    /// What `error` of the redirect means (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
    pub(super) fn of_provider(error: &str) -> Self {
        match error {
            "access_denied" | "login_required" | "interaction_required" | "consent_required" => Self::Declined,
            "temporarily_unavailable" | "server_error" => Self::Unreachable(error.to_owned()),
            other => Self::Misconfigured(plain(other)),
        }
    }

    /// One word for the audit trail, the log and the page.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::Declined => "declined",
            Self::Misconfigured(_) => "misconfigured",
            Self::Unreachable(_) => "unreachable",
            Self::NotBelieved(_) => "not-believed",
            Self::NoRole => "no-role",
            Self::GroupsLeftOut => "groups-left-out",
            Self::Disabled => "disabled",
            Self::Taken => "taken",
            Self::LinkedAlready => "linked-already",
            Self::LastAdmin => "last-admin",
            Self::TooManyAttempts { .. } => "too-many-attempts",
            Self::Failed(_) => "failed",
        }
    }
}

/// A word that somebody else sent, as far as it can stand in a log.
pub(super) fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ')).take(60).collect()
}

impl From<identity::Error> for Refusal {
    fn from(error: identity::Error) -> Self {
        match error {
            identity::Error::TooManyAttempts { until } => Self::TooManyAttempts { until },
            identity::Error::LastAdmin => Self::LastAdmin,
            other => Self::Failed(other),
        }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}
