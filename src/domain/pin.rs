//! The Support PIN: what the customer reads out and the agent types.

use crate::random::{self, Random};
use std::{fmt, str::FromStr};

/// The letters and digits of a PIN we make for "bring your own PIN": 30 symbols nobody mistakes for each other.
const CUSTOM_ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The length of a PIN made from [`CUSTOM_ALPHABET`]: 30^8 of them, too many to guess at any throttle.
const CUSTOM_LENGTH: usize = 8;

/// A Support PIN in its one spelling: 1 to 10 ASCII digits and capital letters (Zoom reference §7, \[DZ-BYOP\]).
///
/// `Debug` hides it; `as_str` is for the database, the customer's and the agent's own page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Pin(String);

/// Not a PIN: empty, too long, or with other characters than ASCII letters and digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a PIN is 1 to 10 letters or digits")]
pub struct InvalidPin;

impl Pin {
    /// The longest PIN Zoom and we accept.
    pub const MAX_LENGTH: usize = 10;

    /// A PIN of `digits` random digits, leading zeros included.
    pub fn generate(digits: usize, random: &dyn Random) -> Self {
        Self((0..digits).map(|_| char::from(b'0' + random::below(random, 10) as u8)).collect())
    }

    /// A PIN of eight letters and digits, for sessions whose PIN the broker makes itself.
    pub fn generate_custom(random: &dyn Random) -> Self {
        let symbol = |_| char::from(CUSTOM_ALPHABET[random::below(random, CUSTOM_ALPHABET.len() as u32) as usize]);
        Self((0..CUSTOM_LENGTH).map(symbol).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Pin {
    type Err = InvalidPin;

    /// Accepts what people type: spaces and hyphens are dropped, small letters made capital.
    fn from_str(typed: &str) -> Result<Self, InvalidPin> {
        let pin: String = typed.chars().filter(|c| !matches!(c, ' ' | '-')).map(|c| c.to_ascii_uppercase()).collect();
        let fits = (1..=Self::MAX_LENGTH).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_alphanumeric());
        if fits { Ok(Self(pin)) } else { Err(InvalidPin) }
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(******)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use proptest::prelude::*;

    #[test]
    fn spaces_hyphens_and_case_do_not_matter() {
        for typed in ["482913", "482 913", " 4-8-2-9-1-3 ", "482-913"] {
            assert_eq!(typed.parse::<Pin>().unwrap().as_str(), "482913");
        }
        assert_eq!("ab3d".parse::<Pin>().unwrap().as_str(), "AB3D");
    }

    #[test]
    fn other_characters_and_lengths_are_refused() {
        for typed in ["", " - ", "12345678901", "12.34", "４８２９１３", "48291é", "482\u{200b}913"] {
            assert_eq!(typed.parse::<Pin>(), Err(InvalidPin), "{typed:?}");
        }
    }

    #[test]
    fn debug_output_hides_the_pin() {
        assert!(!format!("{:?}", "482913".parse::<Pin>().unwrap()).contains("482913"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn normalising_twice_changes_nothing(typed in "[ 0-9A-Za-z-]{0,14}") {
            if let Ok(pin) = typed.parse::<Pin>() {
                prop_assert_eq!(pin.as_str().parse::<Pin>(), Ok(pin.clone()));
            }
        }

        #[test]
        fn made_pins_have_their_length_and_read_back(seed: u64, digits in 6_usize..=10) {
            let random = SeededRandom::new(seed);
            let pin = Pin::generate(digits, &random);
            prop_assert!(pin.as_str().len() == digits && pin.as_str().bytes().all(|b| b.is_ascii_digit()));
            let custom = Pin::generate_custom(&random);
            prop_assert_eq!(custom.as_str().parse::<Pin>(), Ok(custom.clone()));
        }
    }
}
