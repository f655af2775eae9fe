//! The windows and limits of a session's life, in one place.

use chrono::TimeDelta;

/// How long each part of a session may last. Design §3 says where each number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Windows {
    /// From the customer's start to the first PIN. Default 300 s.
    pub start: TimeDelta,
    /// A PIN admits agents for this long after its first report. Default 600 s (ASVS 6.5.5).
    pub pin: TimeDelta,
    /// A session never lasts longer. Default 4 h.
    pub longest: TimeDelta,
    /// Only the first agent comes in by the PIN. Default no.
    pub pin_single_use: bool,
}

impl Windows {
    /// A customer who is gone has this long to come back. Fixed (Zoom reference §7, \[DZ-FEAT\]).
    pub const RECOVERY: TimeDelta = TimeDelta::seconds(120);
    /// Without a sign of the customer for this long, the session is Recovering. Fixed; the page reports every 15 s.
    pub const HEARTBEAT: TimeDelta = TimeDelta::seconds(45);
    /// A PIN admits nobody if the customer was last seen longer ago. Fixed (hardening §1).
    pub const SEEN_TO_JOIN: TimeDelta = TimeDelta::seconds(120);
    /// A desk page that has been gone for this long gives up its seat. Fixed.
    pub const SEAT: TimeDelta = TimeDelta::seconds(30);
    /// Agents who came before the customer's page wait for it this long. Fixed (Zoom reference §7, \[DZ-FEAT\]).
    pub const AGENT_WAITS: TimeDelta = TimeDelta::seconds(180);
    /// Agents in one session at a time (Zoom reference §7, \[SEED\]).
    pub const SEATS: usize = 5;
    /// Supervisors who watch one session at a time, beside the seats (ADR 44).
    pub const WATCHERS: usize = 2;
    /// An invite is open for this long (ADR 44).
    pub const INVITE: TimeDelta = TimeDelta::minutes(10);
    /// Invites open in one session at a time: nobody is to wake the whole company.
    pub const OPEN_INVITES: usize = 10;
    /// Invites one session keeps in all.
    pub const INVITES: usize = 50;
    /// Different PINs one session may report (hardening §1).
    pub const PINS: u8 = 5;
    /// Time between two different PINs of one session (hardening §1).
    pub const BETWEEN_PINS: TimeDelta = TimeDelta::seconds(2);
    /// Desk re-openings of one admission within [`Self::REOPEN_WITHIN`] (hardening §1).
    pub const REOPENINGS: usize = 5;
    /// See [`Self::REOPENINGS`].
    pub const REOPEN_WITHIN: TimeDelta = TimeDelta::minutes(10);
    /// The customer's page hears of a desk that went by way of Zoom; within this time after a re-opening it may be about the
    /// desk before it.
    pub const LATE_WORD: TimeDelta = TimeDelta::seconds(5);
    /// What counts where nothing is set.
    pub const USUAL: Self = Self {
        start: TimeDelta::seconds(300),
        pin: TimeDelta::seconds(600),
        longest: TimeDelta::hours(4),
        pin_single_use: false,
    };
}

impl Default for Windows {
    fn default() -> Self {
        Self::USUAL
    }
}
