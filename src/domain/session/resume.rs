//! What a customer's page comes back with. Each token is for one use; but an answer can be lost on its way, so what the
//! page showed last stays good until the page surely has what it got for it.

use crate::domain::SecretHash;

/// The token given out last, and what was shown for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResumeToken {
    pub newest: SecretHash,
    pub shown: Shown,
}

/// What a page showed to get the newest token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Nothing that is worth anything: the page has the newest token, or has shown it.
    Spent,
    /// Its start token; good until the page has the resume token.
    Start,
    /// The resume token before; good as long.
    Token(SecretHash),
}

impl ResumeToken {
    /// The next token, for a page that showed `presented` (`None`: its start token), or `None` if that is not good.
    pub(super) fn next(held: Option<Self>, presented: Option<SecretHash>, next: SecretHash) -> Option<Self> {
        let is_good = held.map_or(presented.is_none(), |held| held.admits(presented));
        is_good.then_some(Self { newest: next, shown: presented.map_or(Shown::Start, Shown::Token) })
    }

    fn admits(&self, presented: Option<SecretHash>) -> bool {
        match presented {
            None => self.shown == Shown::Start,
            Some(token) => token == self.newest || self.shown == Shown::Token(token),
        }
    }

    /// The page has `token`. Word about an older one says nothing about the newest.
    pub(super) fn keep(&mut self, token: SecretHash) {
        if token == self.newest {
            self.shown = Shown::Spent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(n: usize) -> SecretHash {
        SecretHash::of(&format!("resume-{n}"))
    }

    /// One connection: whether its welcome reaches the page, and whether the page's word about that reaches us.
    fn connections() -> impl Strategy<Value = Vec<(bool, bool)>> {
        prop::collection::vec(any::<(bool, bool)>(), 1..20)
    }

    proptest! {
        #[test]
        fn a_lost_welcome_locks_nobody_out_and_what_the_page_has_left_behind_admits_nobody(connections in connections()) {
            let (mut held, mut page) = (None, None);
            for (n, (arrives, is_kept)) in connections.into_iter().enumerate() {
                let after = ResumeToken::next(held, page, token(n));
                prop_assert!(after.is_some(), "the page comes back with the last token it got");
                held = after;
                if !arrives {
                    continue;
                }
                page = Some(token(n));
                if is_kept {
                    held.as_mut().expect("just given out").keep(token(n));
                    prop_assert!(ResumeToken::next(held, None, token(99)).is_none(), "the start token is spent");
                    for older in 0..n {
                        prop_assert!(ResumeToken::next(held, Some(token(older)), token(99)).is_none());
                    }
                }
            }
        }

        #[test]
        fn at_most_two_things_admit_a_page_at_any_time(shown in prop::collection::vec(0_usize..12, 1..30)) {
            let mut held = None;
            for (n, number) in shown.into_iter().enumerate() {
                let presented = (number < n).then(|| token(number));
                if let Some(after) = ResumeToken::next(held, presented, token(n)) {
                    held = Some(after);
                }
                let good = (0..=n).filter(|one| ResumeToken::next(held, Some(token(*one)), token(99)).is_some()).count();
                let start = usize::from(ResumeToken::next(held, None, token(99)).is_some());
                prop_assert!(good + start <= 2);
            }
        }
    }

    #[test]
    fn word_about_an_older_token_spends_nothing() {
        let mut held = ResumeToken { newest: token(2), shown: Shown::Token(token(1)) };
        held.keep(token(1));
        assert_eq!(held.shown, Shown::Token(token(1)));
        held.keep(token(2));
        assert_eq!(held.shown, Shown::Spent);
    }
}
