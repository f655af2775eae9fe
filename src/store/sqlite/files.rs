//! The files beside a database, and who may touch them.

use super::error::OpenError;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Held by the one process that serves a database. Released when it is dropped, or with the process.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "the lock lasts as long as the open file")] File);

impl Lock {
    /// Takes the lock on `<database>.lock`. The file stays: deleting it would let two processes lock two files of one name.
    pub(super) fn take(database: &Path) -> Result<Self, OpenError> {
        let path = beside(database, ".lock");
        let file = private(OpenOptions::new().write(true).create(true).truncate(false))
            .open(&path)
            .map_err(|why| OpenError::File { file: path.clone(), why })?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse { database: database.into(), lock: path }),
            Err(TryLockError::Error(why)) => Err(OpenError::File { file: path, why }),
        }
    }
}

/// `database` with something added to its name.
pub(super) fn beside(database: &Path, suffix: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Makes the folder and the file where they are missing, readable by their owner only. SQLite gives `-wal` and `-shm`
/// the mode of the database.
pub(super) fn prepare(database: &Path) -> Result<(), OpenError> {
    make_folder(database)?;
    let opened = private(OpenOptions::new().write(true).create(true).truncate(false)).open(database);
    opened.and_then(|file| restrict(&file)).map_err(|why| OpenError::File { file: database.into(), why })
}

fn make_folder(database: &Path) -> Result<(), OpenError> {
    match database.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.exists() => {
            let mut builder = DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder).map_err(|why| OpenError::File { file: folder.into(), why })
        }
        _ => Ok(()),
    }
}

/// A file that is made by these options belongs to its owner alone.
pub(super) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

fn restrict(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    Ok(())
}

/// Makes a renamed file outlive a loss of power: the folder is what remembers names.
pub(super) fn sync_folder_of(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}
