//! The commands of the book and of README.md, run as a reader would run them.
//!
//! Each shell block says in its first line what becomes of it: `sh run` runs here; `sh run background` is a program that
//! stays, in a terminal of its own; `sh not run: reason` cannot run here. A page is one shell in an empty folder that
//! looks like a clone of the repository, with the program and a free port in place of 8080. A block `text output` after
//! a block that runs is what it prints; `…` stands for anything.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Of one page, in seconds; a program that hangs is ended then.
const LIMIT: &str = "120";

/// A fenced block: where it begins, what its first line says, what is in it.
#[derive(Debug, Clone)]
struct Block {
    line: usize,
    info: String,
    text: String,
}

impl Block {
    fn is_shell(&self) -> bool {
        matches!(self.info.split(' ').next(), Some("sh" | "bash" | "shell" | "console"))
    }

    fn is_run(&self) -> bool {
        self.info == "sh run" || self.is_background()
    }

    fn is_background(&self) -> bool {
        self.info == "sh run background"
    }

    /// Why it is not run; a reason has at least two words.
    fn reason(&self) -> Option<&str> {
        self.info.strip_prefix("sh not run: ").filter(|reason| reason.trim().contains(' '))
    }
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(info) if !open => {
                blocks.push(Block { line: index + 1, info: info.trim().to_owned(), text: String::new() });
                open = true;
            }
            Some(_) => open = false,
            None if open => writeln!(blocks.last_mut().expect("one is open").text, "{line}").expect("a String"),
            None => {}
        }
    }
    blocks
}

/// README.md and every page the book names.
fn pages() -> Vec<PathBuf> {
    let summary = std::fs::read_to_string(Path::new(ROOT).join("docs/SUMMARY.md")).expect("the book has a summary");
    let links = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.is_empty());
    let pages: Vec<_> = links.map(|link| Path::new("docs").join(link)).collect();
    [vec!["README.md".into()], pages].concat()
}

fn read(page: &Path) -> Vec<Block> {
    let text =
        std::fs::read_to_string(Path::new(ROOT).join(page)).unwrap_or_else(|why| panic!("{}: {why}", page.display()));
    blocks(&text)
}

#[test]
fn every_command_of_readme_and_book_runs_or_says_why_not() {
    for page in pages() {
        for block in read(&page).iter().filter(|block| block.is_shell()) {
            let fits = block.is_run() || block.reason().is_some();
            assert!(
                fits,
                "{}:{}: say `sh run` or `sh not run: reason`, not `{}`",
                page.display(),
                block.line,
                block.info
            );
        }
    }
}

#[test]
fn the_commands_of_the_book_do_what_it_says() {
    let pages: Vec<_> = pages().into_iter().map(|page| (read(&page), page)).collect();
    let ran: Vec<_> = pages.iter().filter(|(blocks, _)| blocks.iter().any(Block::is_run)).collect();
    assert!(ran.len() >= 4, "the marks are read wrongly: {} pages", ran.len());
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let tries: Vec<_> = ran.iter().map(|(blocks, page)| scope.spawn(move || try_page(page, blocks))).collect();
        tries.into_iter().filter_map(|tried| tried.join().expect("no try panics")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let all: Vec<_> = pages.iter().flat_map(|(blocks, _)| blocks).collect();
    let (run, not) = (all.iter().filter(|b| b.is_run()).count(), all.iter().filter(|b| b.reason().is_some()).count());
    println!("{run} blocks on {} pages ran as they say; {not} say why they cannot", ran.len());
}

/// What went wrong, with everything the page's shell printed.
fn try_page(page: &Path, blocks: &[Block]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    look_like_a_clone(folder.path());
    let port = free_port();
    let here = |text: &str| text.replace("8080", &port.to_string());
    let script: String = PRELUDE.to_owned()
        + &blocks.iter().filter(|block| block.is_run()).map(|one| step(one, &here)).collect::<String>();
    std::fs::write(folder.path().join(".page.sh"), script).expect("the script can be written");
    let programs = folder.path().join(".programs");
    let output = Command::new("timeout")
        .args(["--kill-after=5", LIMIT, "bash", ".page.sh"])
        .current_dir(folder.path())
        .env_clear()
        .env("PATH", format!("{}:{}", programs.display(), std::env::var("PATH").expect("a path")))
        .env("HOME", folder.path())
        .env("PORT", port.to_string())
        .env("COBROKER_LISTEN", format!("127.0.0.1:{port}"))
        .output()
        .expect("bash runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = || format!("{printed}\n{}", String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Some(format!("{}: {}\n{}", page.display(), output.status, told()));
    }
    let differs = |(block, expected): (&Block, &Block)| {
        let got = printed.split(&mark(block.line)).nth(1)?.split(MARK).next()?.trim();
        let wanted = here(expected.text.trim());
        (!is_like(got, &wanted)).then(|| format!("{}:{}: wanted\n{wanted}\ngot\n{got}", page.display(), block.line))
    };
    let pairs = blocks.iter().zip(blocks.iter().skip(1));
    pairs.filter(|(block, next)| block.is_run() && next.info == "text output").find_map(differs)
}

const MARK: &str = "@@ block of line ";
/// Programs that stay are ended with the shell; `make demo` runs the program that was built already.
const PRELUDE: &str = r#"set -euo pipefail
set -m   # each program that stays is a group of its own, which ends with the shell
trap 'for group in $(jobs -p); do kill -9 -- "-$group"; done 2>/dev/null || true' EXIT
make() {
  case "$1" in
    demo) exec cobroker demo --port "$PORT" ;;
    *) echo "make $1 is not for this test" >&2; return 1 ;;
  esac
}
"#;

fn mark(line: usize) -> String {
    format!("{MARK}{line}\n")
}

/// One block in the page's shell; of a program that stays, everything until it has printed something and gone quiet.
fn step(block: &Block, here: &impl Fn(&str) -> String) -> String {
    let (line, text) = (block.line, here(&block.text));
    if !block.is_background() {
        return format!("echo '{MARK}{line}'\n{text}");
    }
    format!(
        "echo '{MARK}{line}'\n( {text} ) > .output.{line} 2> .errors.{line} &\n\
         until curl -sf -o /dev/null \"http://localhost:$PORT/readyz\"; do kill -0 $!; sleep 0.05; done\ncat .output.{line}\n"
    )
}

/// Links to everything a clone has, but to nothing that a run leaves behind.
fn look_like_a_clone(folder: &Path) {
    for name in ["docs", "examples", "static", "scripts", "src", ".env.example", "README.md"] {
        let real = Path::new(ROOT).join(name);
        if real.exists() {
            std::os::unix::fs::symlink(real, folder.join(name)).expect("a link can be made");
        }
    }
    std::fs::create_dir(folder.join(".programs")).expect("a folder can be made");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_cobroker"), folder.join(".programs/cobroker"))
        .expect("a link can be made");
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it is bound").port()
}

/// Whether `got` is `wanted`, where each `…` stands for anything.
fn is_like(got: &str, wanted: &str) -> bool {
    let Some((first, others)) = wanted.split_once('…') else { return got == wanted };
    let Some(mut rest) = got.strip_prefix(first) else { return false };
    let (middle, last) = others.rsplit_once('…').unwrap_or(("", others));
    for part in middle.split('…') {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn an_output_is_compared_to_the_letter_but_for_the_dots() {
    for (got, wanted) in
        [("a", "a"), ("abc", "a…c"), ("a\nb\nc", "a\n…c"), ("abc", "…"), ("axbyc", "a…b…c"), ("abcabc", "…abc")]
    {
        assert!(is_like(got, wanted), "{got} {wanted}");
    }
    for (got, wanted) in [("ab", "a"), ("ba", "a"), ("abc", "a…d"), ("abcd", "a…c"), ("", "a")] {
        assert!(!is_like(got, wanted), "{got} {wanted}");
    }
}
