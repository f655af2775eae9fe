//! The built-in engine's keys: one pair signs the tokens of both roles, another opens the REST mirror. Made at the first
//! start, kept in the data directory, readable by their owner only.

use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

const SDK_FILE: &str = "engine-keys.json";
const REST_FILE: &str = "rest-keys.json";

/// A pair that signs the tokens of both roles.
pub struct EngineKeys {
    /// Public: it is in the SDK's address.
    pub sdk_key: String,
    pub sdk_secret: SecretString,
}

/// The pair that opens the REST mirror, another one than the SDK's (Zoom reference §9.1).
#[derive(Debug, Clone)]
pub struct RestKeys {
    /// `iss` of the token. Not secret by itself.
    pub api_key: String,
    pub api_secret: SecretString,
}

#[derive(Serialize, Deserialize)]
struct StoredSdk {
    sdk_key: String,
    sdk_secret: String,
}

#[derive(Serialize, Deserialize)]
struct StoredRest {
    api_key: String,
    api_secret: String,
}

impl EngineKeys {
    /// The pair in `data_dir`, made now if there is none.
    ///
    /// # Errors
    /// If the file cannot be read, written or understood.
    pub fn load_or_make(data_dir: &Path, random: &dyn Random) -> io::Result<Self> {
        let make = || StoredSdk { sdk_key: key(random), sdk_secret: secret(random) };
        let stored = load_or_keep(&data_dir.join(SDK_FILE), make)?;
        Ok(Self { sdk_key: stored.sdk_key, sdk_secret: SecretString::from(stored.sdk_secret) })
    }
}

impl EngineKeys {
    /// The pair in `data_dir`; `None` if none was made yet.
    ///
    /// # Errors
    /// If there is a file and it cannot be read or understood.
    pub fn load(data_dir: &Path) -> io::Result<Option<Self>> {
        match File::open(data_dir.join(SDK_FILE)) {
            Ok(file) => {
                let stored: StoredSdk = serde_json::from_reader(file).map_err(io::Error::other)?;
                Ok(Some(Self { sdk_key: stored.sdk_key, sdk_secret: SecretString::from(stored.sdk_secret) }))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// Names of the files in the data folder that hold keys.
pub const KEY_FILES: [&str; 2] = [SDK_FILE, REST_FILE];

impl RestKeys {
    /// The pair in `data_dir`, made now if there is none.
    ///
    /// # Errors
    /// If the file cannot be read, written or understood.
    pub fn load_or_make(data_dir: &Path, random: &dyn Random) -> io::Result<Self> {
        let make = || StoredRest { api_key: key(random), api_secret: secret(random) };
        let stored = load_or_keep(&data_dir.join(REST_FILE), make)?;
        Ok(Self { api_key: stored.api_key, api_secret: SecretString::from(stored.api_secret) })
    }
}

fn key(random: &dyn Random) -> String {
    URL_SAFE_NO_PAD.encode(random::bytes::<16>(random))
}

fn secret(random: &dyn Random) -> String {
    URL_SAFE_NO_PAD.encode(random::bytes::<32>(random))
}

fn load_or_keep<T: Serialize + DeserializeOwned>(path: &Path, make: impl FnOnce() -> T) -> io::Result<T> {
    match File::open(path) {
        Ok(file) => serde_json::from_reader(file).map_err(io::Error::other),
        Err(error) if error.kind() == io::ErrorKind::NotFound => keep(path, make()),
        Err(error) => Err(error),
    }
}

fn keep<T: Serialize>(path: &Path, keys: T) -> io::Result<T> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(serde_json::to_string_pretty(&keys)?.as_bytes())?;
    file.sync_all()?;
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;
    use secrecy::ExposeSecret;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn each_pair_is_made_once_and_kept_to_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let first = EngineKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        let again = EngineKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        assert_eq!(
            (first.sdk_key, first.sdk_secret.expose_secret()),
            (again.sdk_key, again.sdk_secret.expose_secret())
        );
        let rest = RestKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        let rest_again = RestKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        assert_eq!(
            (&rest.api_key, rest.api_secret.expose_secret()),
            (&rest_again.api_key, rest_again.api_secret.expose_secret())
        );
        for file in [SDK_FILE, REST_FILE] {
            let mode = dir.path().join(file).metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
}
