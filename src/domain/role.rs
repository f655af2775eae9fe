//! What each role may see and do: one table, asked by every route.

use std::str::FromStr;

/// What a signed-in person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Joins sessions by PIN, sees and ends the sessions they were in.
    Agent,
    /// Also sees and ends everyone's sessions.
    Supervisor,
    /// Also manages people and settings.
    Admin,
}

/// Something a signed-in person may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Type a PIN and come in.
    Connect,
    /// See who waits, and come in without a PIN where a site allows it.
    TakeFromWaitingList,
    /// Write notes, a ticket's reference and the outcome.
    NoteSession(Whose),
    /// See a session, its people and its timeline.
    SeeSession(Whose),
    /// List and watch sessions.
    ListSessions(Whose),
    EndSession(Whose),
    /// Take sessions away as a file.
    ExportSessions,
    /// Ask a colleague into a session one is in.
    Invite,
    /// Ask to watch a session, and then to help in it.
    WatchSession,
    ManagePeople,
    /// See how many sessions there were, and who did the work.
    SeeFigures,
    /// See the host sites and how they are set up.
    SeeSites,
    /// Add host sites, and close them.
    ManageSites,
    /// See and change who is told of events, and have them told again.
    ManageWebhooks,
    /// Read the log of events.
    ReadEvents,
    /// Verify and read the audit trail as a whole.
    ReadAudit,
    /// Look at the settings in force, and change those that may change.
    ManageSettings,
    /// Look up what is held about a customer, hand it out, erase it.
    ManagePrivacy,
    /// Have the installation or a website looked at.
    RunDoctor,
    /// Own password, own signed-in browsers.
    ManageOwnAccount,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One this person was let into.
    Own,
    Anyones,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Agent, Self::Supervisor, Self::Admin];

    /// The permission table.
    pub fn may(self, action: Action) -> bool {
        use Action::*;
        match action {
            Connect | Invite | ManageOwnAccount | TakeFromWaitingList | NoteSession(Whose::Own) => true,
            // whoever was not in it has nothing to note
            NoteSession(Whose::Anyones) => false,
            SeeSession(Whose::Own) | ListSessions(Whose::Own) | EndSession(Whose::Own) => true,
            SeeSession(Whose::Anyones) | ListSessions(Whose::Anyones) | EndSession(Whose::Anyones) => {
                self >= Self::Supervisor
            }
            RunDoctor | SeeSites | ExportSessions | SeeFigures | ReadAudit | WatchSession => self >= Self::Supervisor,
            ManagePeople | ManageSites | ManageWebhooks | ReadEvents | ManageSettings | ManagePrivacy => {
                self == Self::Admin
            }
        }
    }

    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.as_str() == name).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_do_exactly_this() {
        use Action::*;
        let table = [
            (Connect, [true, true, true]),
            (Invite, [true, true, true]),
            (WatchSession, [false, true, true]),
            (TakeFromWaitingList, [true, true, true]),
            (NoteSession(Whose::Own), [true, true, true]),
            (NoteSession(Whose::Anyones), [false, false, false]),
            (ManageOwnAccount, [true, true, true]),
            (SeeSession(Whose::Own), [true, true, true]),
            (ListSessions(Whose::Own), [true, true, true]),
            (EndSession(Whose::Own), [true, true, true]),
            (SeeSession(Whose::Anyones), [false, true, true]),
            (ListSessions(Whose::Anyones), [false, true, true]),
            (EndSession(Whose::Anyones), [false, true, true]),
            (ExportSessions, [false, true, true]),
            (SeeFigures, [false, true, true]),
            (SeeSites, [false, true, true]),
            (ManagePeople, [false, false, true]),
            (ManageSites, [false, false, true]),
            (ManageSettings, [false, false, true]),
            (ManagePrivacy, [false, false, true]),
            (ManageWebhooks, [false, false, true]),
            (ReadEvents, [false, false, true]),
            (ReadAudit, [false, true, true]),
            (RunDoctor, [false, true, true]),
        ];
        for (action, expected) in table {
            assert_eq!(Role::ALL.map(|role| role.may(action)), expected, "{action:?}");
        }
    }
}
