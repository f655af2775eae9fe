//! Permission bits and free space where the data lies.

use crate::config::DataConfig;
use crate::engine_keys::KEY_FILES;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The folder and the files in it that nobody else may read, as far as they exist, with their modes.
pub fn modes(data: &DataConfig) -> Vec<(PathBuf, u32)> {
    let beside = |suffix: &str| PathBuf::from(format!("{}{suffix}", data.database.display()));
    let files = [data.database.clone(), beside("-wal"), beside("-shm")];
    let keys = KEY_FILES.iter().map(|name| data.dir.join(name));
    let all = std::iter::once(data.dir.clone()).chain(files).chain(keys);
    all.filter_map(|path| Some((path.clone(), std::fs::metadata(&path).ok()?.permissions().mode()))).collect()
}

/// The nearest folder above this file that exists, if nothing can be made there.
pub fn barred(file: &Path) -> Option<PathBuf> {
    use rustix::fs::{Access, access};
    let absolute = std::path::absolute(file).ok()?;
    let there = absolute.ancestors().skip(1).find(|path| path.exists())?;
    let can = there.is_dir() && access(there, Access::WRITE_OK | Access::EXEC_OK).is_ok();
    (!can).then(|| there.to_owned())
}

/// Bytes free for us on the disk of this folder, or of the nearest one above it that exists.
///
/// # Errors
/// What the system says.
pub fn free(folder: &Path) -> std::io::Result<u64> {
    let absolute = std::path::absolute(folder)?;
    let there = absolute.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    let disk = rustix::fs::statvfs(there)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
