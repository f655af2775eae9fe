//! Passwords: how they are judged, hashed and compared (hardening §3).

use crate::random::{self, Random};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// Passwords that are tried first by everybody who guesses; eight characters and longer.
const COMMON: &str = include_str!("common-passwords.txt");

/// What is wrong with a password, in words for the person who chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPassword {
    #[error("Use at least 8 characters; 15 or more are better.")]
    TooShort,
    #[error("Use at most 128 characters.")]
    TooLong,
    #[error("This password is one of the first that anybody would try. Choose another.")]
    Common,
}

/// Hashes and compares passwords with Argon2id (19,456 KiB, 2 passes, 1 lane), off the async threads and at most one
/// on each core at a time, so that a flood of logins cannot starve the live sessions.
#[derive(Clone)]
pub struct Passwords {
    random: Arc<dyn Random>,
    running: Arc<Semaphore>,
    /// Compared against where there is no account, so that an unknown login takes as long as a wrong password.
    decoy: Arc<OnceLock<String>>,
}

impl Passwords {
    pub fn new(random: Arc<dyn Random>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { random, running: Arc::new(Semaphore::new(cores)), decoy: Arc::default() }
    }

    /// Whether a person may choose this password.
    pub fn judge(password: &str) -> Result<(), InvalidPassword> {
        match password.chars().count() {
            ..8 => Err(InvalidPassword::TooShort),
            129.. => Err(InvalidPassword::TooLong),
            _ if COMMON.lines().any(|common| common.eq_ignore_ascii_case(password)) => Err(InvalidPassword::Common),
            _ => Ok(()),
        }
    }

    /// A password of 20 random characters, for somebody to hand over and replace.
    pub fn generate(&self) -> String {
        URL_SAFE_NO_PAD.encode(random::bytes::<15>(&*self.random))
    }

    /// The password's hash in PHC form.
    pub async fn hash(&self, password: &str) -> String {
        let (password, salt) = (password.to_owned(), random::bytes::<16>(&*self.random));
        self.blocking(move || hash_with(&password, &salt)).await
    }

    /// Whether `password` fits `hash`; without a hash it does not, and takes as long to say so.
    pub async fn fits(&self, password: &str, hash: Option<&str>) -> bool {
        let salt = random::bytes::<16>(&*self.random);
        let (password, hash, decoy) = (password.to_owned(), hash.map(str::to_owned), self.decoy.clone());
        self.blocking(move || match hash {
            Some(hash) => verify(&password, &hash),
            None => {
                verify(&password, decoy.get_or_init(|| hash_with("nobody has this one", &salt)));
                false
            }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let _slot = self.running.acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(19_456, 2, 1, None).expect("these parameters are within Argon2's ranges");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_with(password: &str, salt: &[u8]) -> String {
    let hashed = argon2().hash_password_with_salt(password.as_bytes(), salt);
    hashed.expect("Argon2 hashes any password of ours").to_string()
}

fn verify(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    fn passwords() -> Passwords {
        Passwords::new(Arc::new(SeededRandom::new(5)))
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let passwords = passwords();
        let hash = passwords.hash("correct horse battery").await;
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.fits("correct horse battery", Some(&hash)).await);
        assert!(!passwords.fits("correct horse batterx", Some(&hash)).await);
        assert!(!passwords.fits("nobody has this one", None).await);
    }

    #[test]
    fn short_long_and_common_passwords_are_refused() {
        assert_eq!(Passwords::judge("1234567"), Err(InvalidPassword::TooShort));
        assert_eq!(Passwords::judge(&"x".repeat(129)), Err(InvalidPassword::TooLong));
        assert_eq!(Passwords::judge("Password1"), Err(InvalidPassword::Common));
        assert_eq!(Passwords::judge("a quiet afternoon"), Ok(()));
    }

    #[test]
    fn made_passwords_differ_and_are_long() {
        let passwords = passwords();
        let (one, other) = (passwords.generate(), passwords.generate());
        assert!(one != other && one.len() == 20 && Passwords::judge(&one).is_ok());
    }
}
