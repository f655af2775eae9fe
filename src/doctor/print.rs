//! The report as people and as scripts read it.

use super::finding::{FieldVerdict, Finding, Report, Seen, Severity};
use serde::Serialize;
use std::fmt::Write;

/// The report as text. `colour`: the terminal shows some.
pub fn text(report: &Report, colour: bool) -> String {
    let mut out = String::new();
    for severity in Severity::WORST_FIRST {
        let findings: Vec<_> = report.of(severity).collect();
        if !findings.is_empty() {
            heading(&mut out, &format!("{}s ({})", capital(severity), findings.len()), paint(severity), colour);
            findings.iter().for_each(|finding| block(&mut out, finding));
        }
    }
    fields(&mut out, &report.fields, colour);
    list(&mut out, "In order", &report.passed, colour);
    list(&mut out, "Not looked at", &report.unchecked, colour);
    let _ = writeln!(out, "{}", summary(report));
    // what came from a page must not move the cursor
    out.chars().filter(|c| !c.is_control() || *c == '\n' || (colour && *c == '\u{1b}')).collect()
}

/// "2 errors, 1 warning, 9 in order, 3 not looked at."
pub fn summary(report: &Report) -> String {
    let count = |severity| report.of(severity).count();
    let some =
        |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
    let mut parts: Vec<String> =
        Severity::WORST_FIRST.into_iter().filter_map(|severity| some(count(severity), severity.as_str())).collect();
    if parts.is_empty() {
        parts.push("nothing wrong".into());
    }
    parts.push(format!("{} in order", report.passed.len()));
    parts.push(format!("{} not looked at", report.unchecked.len()));
    let sentence = parts.join(", ");
    format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
}

fn capital(severity: Severity) -> String {
    let word = severity.as_str();
    format!("{}{}", word[..1].to_uppercase(), &word[1..])
}

fn paint(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "31",
        Severity::Warning => "33",
        Severity::Note => "36",
    }
}

fn heading(out: &mut String, text: &str, paint: &str, colour: bool) {
    let _ = if colour { writeln!(out, "\u{1b}[1;{paint}m{text}\u{1b}[0m\n") } else { writeln!(out, "{text}\n") };
}

fn block(out: &mut String, Finding { kind, saw, paste }: &Finding) {
    let saw = plain(saw);
    let _ =
        writeln!(out, "  {} [{}]\n    {saw}\n    Why: {}\n    Cure: {}", kind.title, kind.slug, kind.why, kind.cure);
    if let Some(paste) = paste {
        let indented: Vec<_> = paste.lines().map(|line| format!("      {}", plain(line))).collect();
        let _ = writeln!(out, "\n{}", indented.join("\n"));
    }
    out.push('\n');
}

/// Without control characters: an escape sequence may come from somebody's page.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn fields(out: &mut String, fields: &[FieldVerdict], colour: bool) {
    let lines: Vec<_> = fields.iter().map(field).collect();
    list(out, "Fields", &lines, colour);
}

fn field(verdict: &FieldVerdict) -> String {
    let seen = match verdict.seen {
        Seen::AlwaysMasked => "masked always",
        Seen::MaskedBySettings => "masked by settings",
        Seen::Visible => "visible to agents",
    };
    let label = verdict.label.as_ref().map(|label| format!(" ({})", plain(label))).unwrap_or_default();
    format!("{seen:<19} {}{label}", plain(&verdict.field))
}

fn list(out: &mut String, title: &str, lines: &[String], colour: bool) {
    if lines.is_empty() {
        return;
    }
    heading(out, title, "0", colour);
    for line in lines {
        let _ = writeln!(out, "  {}", plain(line));
    }
    out.push('\n');
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    /// Changes if a field goes or changes its meaning; new ones may come.
    schema: u8,
    status: &'static str,
    findings: Vec<JsonFinding<'a>>,
    passed: &'a [String],
    unchecked: &'a [String],
    fields: &'a [FieldVerdict],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'a> {
    slug: &'static str,
    severity: Severity,
    title: &'static str,
    saw: &'a str,
    why: &'static str,
    cure: &'static str,
    paste: Option<&'a str>,
}

/// The report as one object.
pub fn json(report: &Report) -> String {
    let sorted = Severity::WORST_FIRST.into_iter().flat_map(|severity| report.of(severity));
    let findings = sorted.map(|Finding { kind, saw, paste }| JsonFinding {
        slug: kind.slug,
        severity: kind.severity,
        title: kind.title,
        saw,
        why: kind.why,
        cure: kind.cure,
        paste: paste.as_deref(),
    });
    let status = match report.exit_status() {
        0 => "fine",
        1 => "warnings",
        _ => "errors",
    };
    let (passed, unchecked, fields) = (&report.passed, &report.unchecked, &report.fields);
    let whole = Json { schema: 1, status, findings: findings.collect(), passed, unchecked, fields };
    serde_json::to_string_pretty(&whole).expect("texts and numbers are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::catalogue::*;

    fn report() -> Report {
        let mut report = Report::default();
        report.check("windows agree", vec![]);
        report.check("a", vec![DATABASE_OUTDATED.saw("It lacks 0009.").paste("cobroker migrate")]);
        report.check("b", vec![PAGE_UNREACHABLE.saw("It \u{1b}[31manswers 404.")]);
        report.skip("the clock", "nobody told the time");
        report.fields = vec![FieldVerdict {
            field: "input name=\"q\"".into(),
            label: Some("Search\u{7}".into()),
            seen: Seen::Visible,
            may_hold: None,
        }];
        report
    }

    #[test]
    fn people_read_the_worst_first_and_what_was_not_looked_at() {
        let text = text(&report(), false);
        let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} is not in {text}"));
        assert!(place("Errors (1)") < place("Warnings (1)") && place("Warnings (1)") < place("In order"));
        assert!(text.contains("      cobroker migrate\n") && text.contains("the clock: nobody told the time"));
        assert!(text.contains("visible to agents   input name=\"q\" (Search )"));
        assert!(text.ends_with("1 error, 1 warning, 1 in order, 1 not looked at.\n"), "{text}");
        assert!(!text.contains('\u{1b}'), "a page's text moves no cursor");
    }

    #[test]
    fn colours_are_for_terminals() {
        let text = text(&report(), true);
        assert!(text.contains("\u{1b}[1;31mErrors (1)\u{1b}[0m") && !text.contains("\u{1b}[31manswers"));
    }

    #[test]
    fn scripts_read_an_object() {
        let read: serde_json::Value = serde_json::from_str(&json(&report())).unwrap();
        assert_eq!((&read["schema"], &read["status"]), (&1.into(), &"errors".into()));
        assert_eq!(read["findings"][0]["slug"], "page-unreachable");
        assert_eq!(read["findings"][1]["paste"], "cobroker migrate");
        assert_eq!(read["fields"][0]["seen"], "visible");
        assert_eq!(read["unchecked"][0], "the clock: nobody told the time");
    }

    #[test]
    fn nothing_wrong_is_said_in_words() {
        assert_eq!(summary(&Report::default()), "Nothing wrong, 0 in order, 0 not looked at.");
    }
}
