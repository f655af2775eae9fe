//! A word that only this installation knows: doctor leaves it in the database, asks the public address for it, and takes it
//! away again. Whoever answers shares our database.

use crate::domain::Time;
use crate::hex::hex;
use crate::random::{self, Random};
use crate::store::{Result, Store};
use chrono::TimeDelta;

/// A word that was left behind is good for no longer.
const HOLDS: TimeDelta = TimeDelta::minutes(2);

/// Makes a word and leaves it in the database. 128 random bits. Each run has its own, so two do not disturb each other.
///
/// # Errors
/// If the database cannot be written.
pub async fn leave(store: &dyn Store, random: &dyn Random, now: Time) -> Result<String> {
    let word = hex(&random::bytes::<16>(random));
    store.put_setting(&setting(&word), &now.timestamp().to_string()).await?;
    Ok(word)
}

/// Takes it away again.
///
/// # Errors
/// If the database cannot be written.
pub async fn take(store: &dyn Store, word: &str) -> Result<()> {
    if let Some(left_at) = store.setting(&setting(word)).await? {
        store.take_setting(&setting(word), &left_at).await?;
    }
    Ok(())
}

/// Whether this word was left a moment ago.
///
/// # Errors
/// If the database cannot be read.
pub async fn is_known(store: &dyn Store, word: &str, now: Time) -> Result<bool> {
    let is_word = word.len() == 32 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let left_at = if is_word { store.setting(&setting(word)).await? } else { None };
    Ok(left_at.is_some_and(|left_at| is_fresh(&left_at, now)))
}

fn setting(word: &str) -> String {
    format!("doctor_word_{word}")
}

fn is_fresh(left_at: &str, now: Time) -> bool {
    let left_at = left_at.parse().ok().and_then(|seconds| Time::from_timestamp(seconds, 0));
    left_at.is_some_and(|left_at| (now - left_at).abs() <= HOLDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::samples::{NOON, seconds};

    #[test]
    fn a_word_is_good_for_two_minutes() {
        let left_at = NOON.timestamp().to_string();
        assert!(is_fresh(&left_at, NOON) && is_fresh(&left_at, NOON + seconds(120)));
        assert!(!is_fresh(&left_at, NOON + seconds(121)) && !is_fresh("", NOON) && !is_fresh("soon", NOON));
    }
}
