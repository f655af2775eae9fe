//! The functions of `examples/identity`, each run for real: what they sign is accepted once, by this service, from
//! their own site, and for as long as they say.

use crate::support::{Answer, Caller, Place, SHOP, TestApp, claims, run, text};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const OTHER: &str = "https://other.example";
const NAME: &str = "Grâce Höpper";

#[tokio::test]
async fn what_node_signs_is_accepted_once() {
    walk(&["node", "examples/identity/node/identity.mjs"], Kind::Ed25519).await;
}

#[tokio::test]
async fn what_python_signs_is_accepted_once() {
    walk(&["python3", "examples/identity/python/identity.py"], Kind::Secret).await;
}

#[tokio::test]
async fn what_go_signs_is_accepted_once() {
    walk(&["go", "run", "examples/identity/go/identity.go"], Kind::Ed25519).await;
}

#[tokio::test]
async fn what_php_signs_is_accepted_once() {
    walk(&["php", "examples/identity/php/identity.php"], Kind::Ed25519).await;
}

#[tokio::test]
async fn what_ruby_signs_is_accepted_once() {
    walk(&["ruby", "examples/identity/ruby/identity.rb"], Kind::Ed25519).await;
}

#[tokio::test]
async fn what_rust_signs_is_accepted_once() {
    // `cargo test` has built it; a cargo inside of cargo would build everything anew
    let built = Path::new(env!("CARGO_BIN_EXE_cobroker")).with_file_name("examples").join("identity");
    assert!(built.exists(), "missing: cargo build --locked --example identity");
    walk(&[name(&built)], Kind::Ed25519).await;
}

/// The whole life of two assertions that `command` prints.
async fn walk(command: &[&str], kind: Kind) {
    let mut app = TestApp::spawn().await;
    let keys = Keys::make(kind);
    add_sites(&mut app, &keys).await;
    let (shop, other) = (app.customer(), app.stranger().with("origin", OTHER));

    let first = assertion(command, &app, &keys);
    // the snippet's clock is the machine's, ours stands still where we put it
    app.advance((claims(&first)["iat"].as_i64().expect("seconds") - app.now().timestamp()) as f64);
    for part in 0..3 {
        refused(&start(&shop, &with_one_byte_changed(&first, part)).await, "");
    }
    refused(&start(&other, &first).await, "`iss` must be \"other\"");
    let session = text(&start(&shop, &first).await.ok()["sessionId"]);
    let customer = &app.see(&session).await["customer"];
    assert_eq!(customer, &json!({ "userId": "c-1001", "userName": NAME, "identified": true }));
    refused(&start(&shop, &first).await, "used already");

    let second = assertion(command, &app, &keys);
    let life = claims(&second)["exp"].as_i64().expect("seconds") - app.now().timestamp();
    app.advance((life + 30) as f64);
    refused(&start(&shop, &second).await, "expired");
}

#[derive(Clone, Copy)]
enum Kind {
    /// Made by `openssl`, as the README says.
    Ed25519,
    Secret,
}

/// What the site's back end signs with, and what the service checks with.
struct Keys {
    _folder: TempDir,
    signing: PathBuf,
    checking: PathBuf,
}

impl Keys {
    fn make(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (signing, checking) = (folder.path().join("identity.pem"), folder.path().join("identity.pub"));
        match kind {
            Kind::Ed25519 => {
                openssl(&["genpkey", "-algorithm", "ed25519", "-out"], &signing);
                openssl(&["pkey", "-in", name(&signing), "-pubout", "-out"], &checking);
                Self { _folder: folder, signing, checking }
            }
            Kind::Secret => {
                openssl(&["rand", "-base64", "-out", name(&signing), "48"], Path::new(""));
                Self { _folder: folder, checking: signing.clone(), signing }
            }
        }
    }
}

fn openssl(arguments: &[&str], file: &Path) {
    let all = arguments.iter().copied().chain([name(file)]).filter(|argument| !argument.is_empty());
    successful("openssl", Command::new("openssl").args(all).output());
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a readable name")
}

/// Two sites with one key, so that only `iss` and origin tell them apart.
async fn add_sites(app: &mut TestApp, keys: &Keys) {
    app.stop();
    for (id, origin) in [("shop", SHOP), ("other", OTHER)] {
        let arguments = ["site", "add", id, "--name", id, "--origin", origin, "--identity-key", name(&keys.checking)];
        let output = run(app.folder(), &arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    app.restart().await;
}

/// Runs the snippet and gives what it printed.
fn assertion(command: &[&str], app: &TestApp, keys: &Keys) -> String {
    let mut snippet = Command::new(command[0]);
    snippet.args(&command[1..]).current_dir(env!("CARGO_MANIFEST_DIR"));
    snippet.envs([("SITE", "shop"), ("SUBJECT", "c-1001"), ("NAME", NAME), ("KEY_FILE", name(&keys.signing))]);
    let output = successful(command[0], snippet.env("AUDIENCE", app.origin()).output());
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

#[track_caller]
fn successful(program: &str, result: std::io::Result<Output>) -> Output {
    let output = result.unwrap_or_else(|error| panic!("{program}: {error}; scripts/install-test-tools installs it"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Another character in the middle of one of its three parts.
fn with_one_byte_changed(assertion: &str, part: usize) -> String {
    let mut parts: Vec<String> = assertion.split('.').map(str::to_owned).collect();
    let middle = parts[part].len() / 2;
    let other = if parts[part].as_bytes()[middle] == b'A' { "B" } else { "A" };
    parts[part].replace_range(middle..=middle, other);
    parts.join(".")
}

async fn start(page: &Caller, assertion: &str) -> Answer {
    page.send("/api/customer/start", json!({ "identity": assertion })).await
}

#[track_caller]
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.problem(), (422, "identity-not-accepted".to_owned()));
    let detail = text(&answer.json()["detail"]);
    assert!(detail.contains(why), "{detail}");
}
