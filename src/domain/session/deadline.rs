//! What the passing of time makes of a session.

use super::{EndReason, Mode, Session, State};
use crate::domain::{AdmissionId, Time, Windows};

/// The next thing that time will do to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    End(EndReason),
    LoseCustomer,
    GiveUpSeat(AdmissionId),
}

impl Session {
    /// When time next changes this session. `None` once it ended.
    pub fn deadline(&self, windows: &Windows) -> Option<Time> {
        self.next_due(windows).map(|(at, _)| at)
    }

    /// When the session ends by itself if the customer stays and nothing else happens. `None` once it ended.
    pub fn ends_at(&self, windows: &Windows) -> Option<Time> {
        let dues = self.own_dues(windows).into_iter().flatten().filter(|_| self.is_live());
        dues.filter(|(_, due)| matches!(due, Due::End(_))).map(|(at, _)| at).min()
    }

    /// The session as it stands at `now`: every deadline that has passed took effect at its own time.
    pub fn settled(&self, now: Time, windows: &Windows) -> Self {
        let mut session = self.clone();
        while let Some((at, due)) = session.next_due(windows).filter(|(at, _)| *at <= now) {
            session.take_effect(due, at);
        }
        session
    }

    /// The session after each deadline that has passed at `now`, in order. The last one is [`Self::settled`].
    pub fn aging(&self, now: Time, windows: &Windows) -> Vec<Self> {
        let mut stages: Vec<Self> = Vec::new();
        loop {
            let last = stages.last().unwrap_or(self);
            let Some((at, due)) = last.next_due(windows).filter(|(at, _)| *at <= now) else { return stages };
            let mut next = last.clone();
            next.take_effect(due, at);
            stages.push(next);
        }
    }

    fn next_due(&self, windows: &Windows) -> Option<(Time, Due)> {
        if !self.is_live() {
            return None;
        }
        let seats = self.seated().filter_map(|seat| Some((seat.seat_deadline()?, Due::GiveUpSeat(seat.id))));
        self.own_dues(windows).into_iter().flatten().chain(seats).min_by_key(|(at, _)| *at)
    }

    fn own_dues(&self, windows: &Windows) -> [Option<(Time, Due)>; 3] {
        let too_long = Some((self.latest_end, Due::End(EndReason::TooLong)));
        let unused_pin = self
            .pin
            .as_ref()
            .filter(|held| !held.used && !self.admissions.iter().any(|admission| admission.mode == Mode::Helping))
            .map(|held| (held.since + windows.pin, Due::End(EndReason::NoAgent)));
        let own = match self.state {
            State::Starting => Some(self.start_due(windows)),
            State::Waiting | State::Active => Some((self.customer_seen_at + Windows::HEARTBEAT, Due::LoseCustomer)),
            State::Recovering { since } => Some((since + Windows::RECOVERY, Due::End(EndReason::CustomerLost))),
            State::Ended { .. } => None,
        };
        [own, unused_pin, too_long]
    }

    /// Agents who wait have their time, counted from the first of those who are there. With none left it is the start window again,
    /// or nothing at all where an agent began and nobody else knows of the session.
    fn start_due(&self, windows: &Windows) -> (Time, Due) {
        if let Some(since) = self.agents_wait_since() {
            return (since + Windows::AGENT_WAITS, Due::End(EndReason::NoCustomer));
        }
        let last_left = self.admissions.iter().filter_map(|admission| admission.left_at).max();
        match last_left {
            Some(left) if self.customer_expected => (left, Due::End(EndReason::NoCustomer)),
            _ => {
                let window = self.created_at + windows.start;
                (last_left.map_or(window, |left| left.max(window)), Due::End(EndReason::NeverStarted))
            }
        }
    }

    fn take_effect(&mut self, due: Due, at: Time) {
        match due {
            Due::End(reason) => self.end(reason, at),
            Due::LoseCustomer => self.state = State::Recovering { since: at },
            Due::GiveUpSeat(id) => self.vacate(id, at),
        }
    }

    /// Ends it: the PIN is forgotten, every seat given up.
    pub(super) fn end(&mut self, reason: EndReason, at: Time) {
        self.state = State::Ended { at, reason };
        self.pin = None;
        self.custom_pin = None;
        self.resume_token = None;
        for admission in self.admissions.iter_mut().filter(|admission| admission.left_at.is_none()) {
            admission.leave(at);
        }
    }

    /// Frees one seat; with the last agent gone the session waits again.
    pub(super) fn vacate(&mut self, id: AdmissionId, at: Time) {
        if let Some(admission) = self.admissions.iter_mut().find(|a| a.id == id && a.left_at.is_none()) {
            admission.leave(at);
        }
        if matches!(self.state, State::Active) {
            self.state = self.present_state();
        }
    }
}
