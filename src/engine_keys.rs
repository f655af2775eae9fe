//! The built-in engine's SDK key and secret: made at the first start, kept in the data directory, readable by its
//! owner only.

use crate::random::{self, Random};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

const FILE: &str = "engine-keys.json";

/// A pair that signs the tokens of both roles.
pub struct EngineKeys {
    /// Public: it is in the SDK's address.
    pub sdk_key: String,
    pub sdk_secret: SecretString,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    sdk_key: String,
    sdk_secret: String,
}

impl EngineKeys {
    /// The pair in `data_dir`, made now if there is none.
    ///
    /// # Errors
    /// If the file cannot be read, written or understood.
    pub fn load_or_make(data_dir: &Path, random: &dyn Random) -> io::Result<Self> {
        let path = data_dir.join(FILE);
        let stored = match File::open(&path) {
            Ok(file) => serde_json::from_reader(file).map_err(io::Error::other)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&path, random)?,
            Err(error) => return Err(error),
        };
        Ok(Self { sdk_key: stored.sdk_key, sdk_secret: SecretString::from(stored.sdk_secret) })
    }
}

fn make(path: &Path, random: &dyn Random) -> io::Result<Stored> {
    let stored = Stored {
        sdk_key: URL_SAFE_NO_PAD.encode(random::bytes::<16>(random)),
        sdk_secret: URL_SAFE_NO_PAD.encode(random::bytes::<32>(random)),
    };
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(serde_json::to_string_pretty(&stored)?.as_bytes())?;
    file.sync_all()?;
    Ok(stored)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;
    use secrecy::ExposeSecret;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_pair_is_made_once_and_kept_to_its_owner() {
        let dir = tempfile::tempdir().unwrap();
        let first = EngineKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        let again = EngineKeys::load_or_make(dir.path(), &SystemRandom).unwrap();
        assert_eq!(
            (first.sdk_key, first.sdk_secret.expose_secret()),
            (again.sdk_key, again.sdk_secret.expose_secret())
        );
        let mode = dir.path().join(FILE).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
