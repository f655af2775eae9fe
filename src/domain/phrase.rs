//! The two words that customer and agent both see before the first picture: proof that they talk to each other.

use crate::random::{self, Random};

const COLOURS: [&str; 32] = [
    "amber", "azure", "beige", "black", "blue", "bronze", "brown", "coral", "cream", "crimson", "cyan", "emerald",
    "gold", "green", "grey", "indigo", "ivory", "jade", "lemon", "lilac", "maroon", "mint", "navy", "olive", "orange",
    "pearl", "pink", "plum", "purple", "ruby", "silver", "white",
];

const THINGS: [&str; 64] = [
    "anchor", "apple", "arrow", "badge", "basket", "beacon", "bell", "bench", "bridge", "brush", "bucket", "button",
    "cable", "candle", "castle", "chair", "circle", "cloud", "coin", "compass", "crown", "cup", "desert", "drum",
    "engine", "feather", "field", "flag", "forest", "garden", "glove", "hammer", "harbor", "helmet", "island",
    "jacket", "kettle", "ladder", "lamp", "leaf", "lemonade", "letter", "magnet", "map", "meadow", "mirror",
    "mountain", "needle", "ocean", "paddle", "pencil", "piano", "planet", "pocket", "ribbon", "river", "rocket",
    "saddle", "shell", "spoon", "table", "tower", "valley", "window",
];

/// Two words such as `amber river`: 2,048 phrases, each easy to say on the telephone.
pub fn generate(random: &dyn Random) -> String {
    let pick = |words: &'static [&str]| words[random::below(random, words.len() as u32) as usize];
    format!("{} {}", pick(&COLOURS), pick(&THINGS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;
    use std::collections::HashSet;

    #[test]
    fn phrases_are_two_words_and_vary() {
        let random = SeededRandom::new(3);
        let phrases: HashSet<_> = (0..500).map(|_| generate(&random)).collect();
        assert!(phrases.iter().all(|phrase| phrase.split(' ').count() == 2));
        assert!(phrases.len() > 400);
    }

    #[test]
    fn no_word_is_listed_twice() {
        assert_eq!(COLOURS.iter().collect::<HashSet<_>>().len(), COLOURS.len());
        assert_eq!(THINGS.iter().collect::<HashSet<_>>().len(), THINGS.len());
    }
}
