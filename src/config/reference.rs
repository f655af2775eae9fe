//! What is written from the declarations: `.env.example`, the configuration reference, and the same for machines.

use super::SECTIONS;
use super::setting::{Section, Setting, Values, in_file};
use serde::Serialize;
use std::fmt::Write;

const WIDTH: usize = 118;

/// The content of `.env.example`.
pub fn env() -> String {
    let mut text = "# Settings of cobroker, each with its default. Copy this file to .env and take the \"# \" off the lines you change.\n\
                    # A name that ends in _FILE is the path of a file that holds the secret.\n"
        .to_owned();
    for section in SECTIONS {
        let rule = "-".repeat(WIDTH - 7 - section.title.len());
        write!(text, "\n# --- {} {rule}\n\n", section.title).expect("a String takes everything");
        section.settings.iter().for_each(|setting| env_lines(&mut text, setting));
    }
    text
}

fn env_lines(text: &mut String, setting: &Setting) {
    let range = match setting.values {
        Values::Number { .. } => format!(" {}.", setting.wanted()),
        _ => String::new(),
    };
    wrapped(&format!("{}{range}", setting.about)).iter().for_each(|line| *text += &format!("# {line}\n"));
    *text += &env_line(setting, setting.name);
    if !setting.also.is_empty() {
        let other = if setting.also.len() == 1 { "Another name" } else { "Other names" };
        *text += &format!("# {other} for {}.\n", setting.name);
    }
    setting.also.iter().for_each(|name| *text += &env_line(setting, name));
}

fn env_line(setting: &Setting, name: &str) -> String {
    let file = if setting.is_secret() { format!("# {}=\n", in_file(name)) } else { String::new() };
    format!("# {name}={}\n{file}", setting.default())
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("it began with one line");
        match line.len() {
            0 => *line = word.to_owned(),
            used if used + 1 + word.len() <= WIDTH => *line += &format!(" {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The chapter `docs/configuration.md`.
pub fn markdown() -> String {
    let mut text = include_str!("reference.md").to_owned();
    for section in SECTIONS {
        text += &format!("\n## {}\n", section.title);
        section.settings.iter().for_each(|setting| text += &markdown_entry(setting));
    }
    text
}

fn markdown_entry(setting: &Setting) -> String {
    let default = match setting.default() {
        none if none.is_empty() => "none".to_owned(),
        default => format!("`{default}`"),
    };
    let names = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut facts = vec![format!("**Value:** {}", setting.wanted()), format!("**default:** {default}")];
    if setting.is_secret() {
        facts.push(format!("**in a file:** `{}`", in_file(setting.name)));
    }
    if !setting.also.is_empty() {
        let also: Vec<_> = setting.also.iter().map(|name| (*name).to_owned()).collect();
        facts.push(format!("**also:** {}", names(&also)));
    }
    format!("\n### {}\n\n{}\n\n{}\n", setting.name, setting.about, facts.join(" · "))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    name: &'static str,
    also: &'static [&'static str],
    section: &'static str,
    about: &'static str,
    wanted: String,
    default: Option<String>,
    secret: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<(i64, i64)>,
}

/// One array of every setting.
pub fn json() -> String {
    let entries: Vec<_> =
        SECTIONS.iter().flat_map(|section| section.settings.iter().map(|s| entry(section, s))).collect();
    serde_json::to_string_pretty(&entries).expect("plain values become JSON") + "\n"
}

fn entry(section: &Section, setting: &Setting) -> Entry {
    Entry {
        name: setting.name,
        also: setting.also,
        section: section.title,
        about: setting.about,
        wanted: setting.wanted(),
        default: Some(setting.default()).filter(|default| !default.is_empty()),
        secret: setting.is_secret(),
        range: match setting.values {
            Values::Number { from, to, .. } => Some((from, to)),
            _ => None,
        },
    }
}
