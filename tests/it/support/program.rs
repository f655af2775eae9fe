//! The built program.

use super::{PATIENCE, Place, text};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cobroker");

/// A command that knows nothing but its arguments and these settings.
fn command(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().envs(settings.iter().copied()).current_dir(folder);
    command
}

/// Runs a command to its end, with its data in `folder`.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_with(folder, arguments, &[])
}

/// The same with these settings.
pub fn run_with(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let data = folder.to_str().expect("a readable name");
    command(folder, arguments, settings).env("COBROKER_DATA_DIR", data).output().expect("the program runs")
}

/// What a command prints that ends well.
#[track_caller]
pub fn printed(folder: &Path, arguments: &[&str]) -> String {
    printed_with(folder, arguments, &[])
}

/// The same with these settings.
#[track_caller]
pub fn printed_with(folder: &Path, arguments: &[&str], settings: &[(&str, &str)]) -> String {
    let output = run_with(folder, arguments, settings);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("text")
}

/// What a command says that is refused.
#[track_caller]
pub fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).expect("text")
}

/// A running `cobroker demo`, from outside.
pub struct Demo {
    pub program: Program,
    /// The line of JSON that scripts read.
    pub ready: Value,
    sdk_key: String,
    port: u16,
}

impl Demo {
    /// With its data in the folder `data` of the program's own folder.
    pub fn spawn(settings: &[(&str, &str)]) -> Self {
        Self::spawn_on("data", settings)
    }

    /// With its data in this folder, which may have been used before.
    pub fn spawn_on(data: &str, settings: &[(&str, &str)]) -> Self {
        let program = Program::spawn(&["demo", "--port", "0", "--json", "--data", data], settings);
        let ready = program.ready();
        let port = text(&ready["baseUrl"]).rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        Self { program, sdk_key: text(&ready["sdkKey"]), ready, port }
    }
}

impl Place for Demo {
    fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    fn origin(&self) -> String {
        text(&self.ready["baseUrl"])
    }

    fn sdk_key(&self) -> &str {
        &self.sdk_key
    }
}

/// The service as it is installed. It is killed if a test fails.
pub struct Program {
    child: Child,
    output: mpsc::Receiver<String>,
    log: mpsc::Receiver<String>,
    deafen: mpsc::Sender<()>,
    pub folder: TempDir,
}

impl Program {
    pub fn spawn(arguments: &[&str], settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = command(folder.path(), arguments, settings)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, output) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().expect("standard output")).lines();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let (sender, log) = mpsc::channel();
        let mut errors = child.stderr.take().expect("standard error");
        let (deafen, deaf) = mpsc::channel::<()>();
        thread::spawn(move || {
            let mut text = Vec::new();
            let mut piece = [0; 4096];
            while let (Err(mpsc::TryRecvError::Empty), Ok(read @ 1..)) = (deaf.try_recv(), errors.read(&mut piece)) {
                text.extend_from_slice(&piece[..read]);
            }
            sender.send(String::from_utf8_lossy(&text).into_owned())
        });
        Self { child, output, log, deafen, folder }
    }

    /// From its next words on nobody reads its log: the pipe breaks.
    pub fn stop_listening(&self) {
        self.deafen.send(()).expect("somebody reads the log until now");
    }

    /// Asks it to stop, as an init system does, and waits until `limit` for its end.
    pub fn end_within(&mut self, limit: Duration) -> Option<ExitStatus> {
        self.ask_to_stop();
        let pause = Duration::from_millis(10);
        for _ in 0..limit.as_millis() / pause.as_millis() {
            if let Some(ended) = self.child.try_wait().expect("it can be waited for") {
                return Some(ended);
            }
            thread::sleep(pause);
        }
        None
    }

    fn ask_to_stop(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.expect("kill runs").success());
    }

    /// The next line it prints.
    pub fn line(&self) -> String {
        self.output.recv_timeout(PATIENCE).expect("the program prints a line")
    }

    /// What `demo --json` prints when it is ready.
    pub fn ready(&self) -> Value {
        serde_json::from_str(&self.line()).expect("one line of JSON")
    }

    /// What it logged before it gave up by itself.
    pub fn failed(&mut self, limit: Duration) -> String {
        let log = self.log.recv_timeout(limit).expect("the program gives up");
        assert!(!self.child.wait().expect("it can be waited for").success(), "{log}");
        log
    }

    /// Asks it to stop, as an init system does: how it ended within `limit`, and everything it logged.
    pub fn terminate(&mut self, limit: Duration) -> (ExitStatus, String) {
        self.ask_to_stop();
        // the log ends with the process
        let log = self.log.recv_timeout(limit).expect("the program stops in time");
        (self.child.wait().expect("it can be waited for"), log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
