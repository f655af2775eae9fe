//! Bundles the browser code, so that `cargo build` alone makes a complete binary.
//!
//! Packagers without Node set `COBROKER_WEB_DIST` to a directory made by `node static/build.mjs DIR`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What the bundle is made of. A change here runs this script again.
const SOURCES: [&str; 10] = [
    "locales",
    "static/src",
    "static/css",
    "static/demo",
    "static/img",
    "static/build.mjs",
    "static/words.mjs",
    "static/trim-rrweb.mjs",
    "package.json",
    "package-lock.json",
];

fn main() {
    println!("cargo:rerun-if-env-changed=COBROKER_WEB_DIST");
    let web = match env::var_os("COBROKER_WEB_DIST") {
        Some(given) => prebuilt(Path::new(&given)),
        None => bundle(),
    };
    println!("cargo:rustc-env=COBROKER_WEB={}", web.display());
}

fn prebuilt(given: &Path) -> PathBuf {
    println!("cargo:rerun-if-changed={}", given.display());
    given
        .join("manifest.json")
        .canonicalize()
        .ok()
        .and_then(|manifest| manifest.parent().map(Path::to_owned))
        .unwrap_or_else(|| {
            panic!(
                "COBROKER_WEB_DIST={} has no manifest.json; make it with `node static/build.mjs {}`.",
                given.display(),
                given.display()
            )
        })
}

fn bundle() -> PathBuf {
    // cargo takes a path that does not exist for changed at every build
    for source in SOURCES.iter().filter(|source| Path::new(source).exists()) {
        println!("cargo:rerun-if-changed={source}");
    }
    require_node();
    install_packages();
    let web = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("web");
    run(Command::new("node").arg("static/build.mjs").arg(&web));
    web
}

fn require_node() {
    let found = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(
        found,
        "Install Node.js 20 or newer to bundle the web assets, or set COBROKER_WEB_DIST to a directory of ready-made ones."
    );
}

/// Installs what the lock file names, unless that very lock file was installed last time.
fn install_packages() {
    let stamp = Path::new("node_modules/.cobroker-package-lock.json");
    let lock = fs::read("package-lock.json").expect("package-lock.json is part of the source");
    if fs::read(stamp).is_ok_and(|installed| installed == lock) {
        return;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]));
    fs::write(stamp, lock).expect("node_modules can be written");
}

fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} could not be started: {error}"));
    assert!(
        output.status.success(),
        "{command:?} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
