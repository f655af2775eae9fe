//! Why somebody may not do what they asked for. Each reason is a message of `locales/`, so that people read it in their
//! own language; to programs it is said in English.

use crate::words::Words;

/// One reason. What only a role opens says [`Self::ForSupervisors`] or [`Self::ForAdmins`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The role does not allow it.
    Role,
    ForSupervisors,
    ForAdmins,
    /// The list of everybody's sessions; one's own are elsewhere.
    OthersSessions,
    /// The request came from another website, or says nothing about where it comes from.
    Elsewhere,
    /// Nobody locks themselves out by a slip.
    OwnAccount,
    /// The groups at the provider decide about the role.
    RoleFromProvider,
    /// Without single sign-on they could not sign in any more.
    NoPassword,
    SetupLink,
    PasswordLink,
    LastAdmin,
}

impl Refusal {
    /// The message that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Role => "refusal-role",
            Self::ForSupervisors => "refusal-for-supervisors",
            Self::ForAdmins => "refusal-for-admins",
            Self::OthersSessions => "refusal-others-sessions",
            Self::Elsewhere => "refusal-elsewhere",
            Self::OwnAccount => "refusal-own-account",
            Self::RoleFromProvider => "refusal-role-from-provider",
            Self::NoPassword => "refusal-no-password",
            Self::SetupLink => "refusal-setup-link",
            Self::PasswordLink => "refusal-password-link",
            Self::LastAdmin => "refusal-last-admin",
        }
    }

    /// The sentence in the language of `words`.
    pub fn sentence(self, words: Words) -> String {
        words.say(self.key()).to_string()
    }
}
