//! Who may scroll the customer's page: one agent at a time, the others in a queue. Pure.

use crate::domain::AdmissionId;
use crate::relay::control::Reason;
use crate::relay::events::Stopper;
use std::collections::VecDeque;

/// What the page that is there allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    pub allowed: bool,
    /// The customer is asked first.
    pub consent: bool,
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Nobody,
    /// The customer is asked about this agent.
    Asking(AdmissionId, u64),
    Control(AdmissionId, u64),
}

/// What a step brought about, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// The customer is to be asked.
    Asked(AdmissionId, u64),
    /// The question is not open any more, and was not answered.
    Withdrawn(AdmissionId, u64),
    Allowed(AdmissionId),
    Denied(AdmissionId),
    Started(AdmissionId),
    Stopped(AdmissionId, Stopper),
    /// The page does not allow it any more, and this agent waited.
    SwitchedOff(AdmissionId),
}

/// Turn and queue of one room.
#[derive(Debug, Default)]
pub struct Assist {
    /// `None` while the customer's page is away.
    terms: Option<Terms>,
    turn: Option<(AdmissionId, u64)>,
    in_control: bool,
    queue: VecDeque<AdmissionId>,
    /// The last grant given. They count up and are never given twice, so that a late answer or scroll meets nothing.
    last_grant: u64,
}

impl Assist {
    pub fn turn(&self) -> Turn {
        match self.turn {
            None => Turn::Nobody,
            Some((who, grant)) if self.in_control => Turn::Control(who, grant),
            Some((who, grant)) => Turn::Asking(who, grant),
        }
    }

    /// Those who wait, the next one first; not the one whose turn it is.
    pub fn queue(&self) -> impl Iterator<Item = AdmissionId> {
        self.queue.iter().copied()
    }

    pub fn is_idle(&self) -> bool {
        self.turn.is_none() && self.queue.is_empty()
    }

    /// An agent asks for control.
    ///
    /// # Errors
    /// Why it is not even in the queue now.
    pub fn request(&mut self, who: AdmissionId) -> Result<Vec<Happened>, Reason> {
        let terms = self.terms.ok_or(Reason::NoCustomer)?;
        if !terms.allowed {
            return Err(Reason::Off);
        }
        if self.turn.is_some_and(|(holder, _)| holder == who) || self.queue.contains(&who) {
            return Err(Reason::AlreadyOpen);
        }
        self.queue.push_back(who);
        Ok(self.proceed())
    }

    /// The customer answers; an answer to a question that is not open changes nothing.
    pub fn answer(&mut self, grant: u64, allow: bool) -> Vec<Happened> {
        let Turn::Asking(who, open) = self.turn() else { return Vec::new() };
        if open != grant {
            return Vec::new();
        }
        if allow {
            self.in_control = true;
            return vec![Happened::Allowed(who), Happened::Started(who)];
        }
        self.turn = None;
        self.and_proceed(vec![Happened::Denied(who)])
    }

    /// An agent gives up control or its place, or is gone.
    pub fn stop(&mut self, who: AdmissionId, by: Stopper) -> Vec<Happened> {
        self.queue.retain(|waiting| *waiting != who);
        if self.turn.is_none_or(|(holder, _)| holder != who) {
            return Vec::new();
        }
        let ended = self.end_turn(by);
        self.and_proceed(ended)
    }

    /// The customer takes control back, and has enough of it.
    pub fn customer_stops(&mut self) -> Vec<Happened> {
        self.queue.clear();
        self.end_turn(Stopper::Customer)
    }

    /// The customer's page is gone. Whoever had control has it no more; those who waited wait for the next page.
    pub fn page_gone(&mut self) -> Vec<Happened> {
        self.terms = None;
        if let Turn::Asking(who, _) = self.turn() {
            self.queue.push_front(who);
        }
        self.end_turn(Stopper::Gone)
    }

    /// A page is there, in place of the one before if that was not gone.
    pub fn page(&mut self, terms: Terms) -> Vec<Happened> {
        let mut happened = self.page_gone();
        self.terms = Some(terms);
        if !terms.allowed {
            happened.extend(self.queue.drain(..).map(Happened::SwitchedOff));
        }
        self.and_proceed(happened)
    }

    fn end_turn(&mut self, by: Stopper) -> Vec<Happened> {
        let ended = match self.turn() {
            Turn::Nobody => Vec::new(),
            Turn::Asking(who, grant) => vec![Happened::Withdrawn(who, grant)],
            Turn::Control(who, _) => vec![Happened::Stopped(who, by)],
        };
        self.turn = None;
        self.in_control = false;
        ended
    }

    fn and_proceed(&mut self, mut happened: Vec<Happened>) -> Vec<Happened> {
        happened.extend(self.proceed());
        happened
    }

    /// If it is nobody's turn, it is the next one's.
    fn proceed(&mut self) -> Vec<Happened> {
        let (None, Some(terms)) = (self.turn, self.terms) else { return Vec::new() };
        let Some(who) = self.queue.pop_front() else { return Vec::new() };
        self.last_grant += 1;
        self.turn = Some((who, self.last_grant));
        self.in_control = !terms.consent;
        vec![if terms.consent { Happened::Asked(who, self.last_grant) } else { Happened::Started(who) }]
    }
}

#[cfg(test)]
#[path = "assist_tests.rs"]
mod tests;
