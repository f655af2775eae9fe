//! `user_id`s of tokens: those drawn here, which nobody can guess, and those that others choose.

use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Characters after the prefix: 144 random bits. With a prefix of two it is within the 35 that Zoom's sample accepts
/// (Zoom reference §0.1, \[AUTH-S\]).
const DRAWN: usize = 24;
/// What a customer's begins with.
pub const CUSTOMER: &str = "c";
/// What an agent's begins with.
pub const AGENT: &str = "a";

/// One that is nobody else's.
pub fn draw(prefix: &str, random: &dyn Random) -> String {
    format!("{prefix}-{}", URL_SAFE_NO_PAD.encode(random::bytes::<18>(random)))
}

/// Whether a customer's looks like one of ours. What a website or a browser chose may be known to others, or chosen twice.
pub fn is_drawn(user_id: &str) -> bool {
    let drawn = user_id.strip_prefix(CUSTOMER).and_then(|rest| rest.strip_prefix('-'));
    drawn.is_some_and(|drawn| {
        drawn.len() == DRAWN && drawn.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn ours_are_told_from_chosen_ones() {
        let random = SeededRandom::new(1);
        let (one, other) = (draw(CUSTOMER, &random), draw(CUSTOMER, &random));
        assert!(one != other && is_drawn(&one) && one.len() <= 35);
        for chosen in ["4711", "c-4711", "", &draw(AGENT, &random), &format!("{one}x"), &one[1..]] {
            assert!(!is_drawn(chosen), "{chosen}");
        }
    }
}
