//! Where data lies, and for how long.

use super::reader::{Reader, shortened};
use super::setting::{Section, Setting, section};
use std::path::PathBuf;

section! { "Data",
    DIR = Setting::usually("COBROKER_DATA_DIR", "./data", "the path of a folder",
        "Folder for the database and the keys the built-in engine makes.");
    DATABASE = Setting::one("DATABASE_URL", "sqlite: and the path of a file, without options",
        "sqlite: and the path of the database; without it, cobroker.db in the data folder.");
    RETENTION_DAYS = Setting::number("COBROKER_RETENTION_DAYS", (1, 3_650), 30,
        "Personal data of ended sessions is erased after so many days.");
}

/// Settings of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataConfig {
    /// Default `./data`.
    pub dir: PathBuf,
    /// The SQLite file. Default `cobroker.db` in [`Self::dir`].
    pub database: PathBuf,
    /// Personal data of ended sessions is erased after so many days. Default 30.
    pub retention_days: u32,
    /// The environment says so; otherwise it may be changed while we run.
    pub retention_fixed: bool,
}

impl DataConfig {
    pub fn read(reader: &Reader) -> Self {
        let dir = PathBuf::from(reader.text_or_default(&DIR));
        let database = reader.text(&DATABASE).and_then(|url| sqlite_path(reader, &url));
        Self {
            database: database.unwrap_or_else(|| dir.join("cobroker.db")),
            dir,
            retention_days: reader.number(&RETENTION_DAYS),
            retention_fixed: reader.text(&RETENTION_DAYS).is_some(),
        }
    }
}

/// `sqlite:relative.db`, `sqlite://relative.db` or `sqlite:///absolute.db`.
fn sqlite_path(reader: &Reader, url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    match path.filter(|path| !path.is_empty() && !path.contains('?')) {
        Some(path) => Some(path.into()),
        None => {
            // of another kind of URL only the scheme: the rest may hold a password
            let given = shortened(url.split(':').next().unwrap_or_default());
            reader.complain(format!("DATABASE_URL must be {}; it begins with {given}.", DATABASE.wanted()));
            None
        }
    }
}
