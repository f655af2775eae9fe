//! Open proposals: at most one of each agent. Pure.

use crate::domain::AdmissionId;
use crate::relay::control::Reason;
use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    id: u64,
    /// The desk's own number.
    n: u64,
}

/// The proposals of one room that the customer has not answered.
#[derive(Debug, Default)]
pub struct Proposals {
    open: BTreeMap<AdmissionId, Open>,
    /// The last id given; none is given twice, so that a late answer meets nothing.
    last_id: u64,
}

impl Proposals {
    /// Opens a proposal and returns its id.
    ///
    /// # Errors
    /// [`Reason::AlreadyOpen`] if this agent has one.
    pub fn open(&mut self, who: AdmissionId, n: u64) -> Result<u64, Reason> {
        if self.open.contains_key(&who) {
            return Err(Reason::AlreadyOpen);
        }
        self.last_id += 1;
        self.open.insert(who, Open { id: self.last_id, n });
        Ok(self.last_id)
    }

    /// The customer answered; whose proposal that was and its number, if it was open.
    pub fn answer(&mut self, id: u64) -> Option<(AdmissionId, u64)> {
        let (who, open) = self.open.iter().find(|(_, open)| open.id == id).map(|(who, open)| (*who, *open))?;
        self.open.remove(&who);
        Some((who, open.n))
    }

    /// The agent takes its proposal back; its id, if it was open.
    pub fn withdraw(&mut self, who: AdmissionId, n: u64) -> Option<u64> {
        self.open.get(&who).filter(|open| open.n == n)?;
        self.leave(who)
    }

    /// The agent is gone; the id of what was open.
    pub fn leave(&mut self, who: AdmissionId) -> Option<u64> {
        self.open.remove(&who).map(|open| open.id)
    }

    /// The customer's page is gone, and every question with it.
    pub fn page_gone(&mut self) -> Vec<(AdmissionId, u64)> {
        std::mem::take(&mut self.open).into_iter().map(|(who, open)| (who, open.n)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Time;
    use crate::random::SeededRandom;

    fn agents() -> [AdmissionId; 2] {
        [1, 2].map(|seed| AdmissionId::new(Time::UNIX_EPOCH, &SeededRandom::new(seed)))
    }

    #[test]
    fn an_agent_has_one_proposal_open_at_a_time_and_each_is_answered_once() {
        let ([ada, bob], mut proposals) = (agents(), Proposals::default());
        let first = proposals.open(ada, 7).expect("the first");
        assert_eq!(proposals.open(ada, 8), Err(Reason::AlreadyOpen));
        let other = proposals.open(bob, 7).expect("another agent's");
        assert_eq!(proposals.answer(first), Some((ada, 7)));
        assert_eq!(proposals.answer(first), None);
        let second = proposals.open(ada, 8).expect("the first is answered");
        assert!(first != other && second > first.max(other), "an id is never used again");
        assert_eq!(proposals.page_gone().len(), 2);
        assert_eq!(proposals.answer(second), None);
    }

    #[test]
    fn only_what_is_open_can_be_taken_back() {
        let ([ada, bob], mut proposals) = (agents(), Proposals::default());
        let id = proposals.open(ada, 7).expect("the first");
        assert_eq!((proposals.withdraw(ada, 6), proposals.withdraw(bob, 7)), (None, None));
        assert_eq!(proposals.withdraw(ada, 7), Some(id));
        assert_eq!((proposals.leave(ada), proposals.answer(id)), (None, None));
    }
}
