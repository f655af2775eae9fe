//! What doctor says: findings of a known kind, what was found in order, and what could not be looked at.

use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Works, and will hurt somebody.
    Warning,
    /// Does not work, or is not safe.
    Error,
}

impl Severity {
    /// Worst first, as reports show them.
    pub const WORST_FIRST: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that can be wrong, and what to do about it. All of them stand in [`super::catalogue`].
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// Stable: what scripts match on.
    pub slug: &'static str,
    pub severity: Severity,
    pub title: &'static str,
    /// Why it matters, one sentence.
    pub why: &'static str,
    /// What to do, one or two sentences.
    pub cure: &'static str,
}

/// One thing that is wrong here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub kind: &'static Kind,
    /// What was seen, one sentence. Never a secret.
    pub saw: String,
    /// Text to copy and paste, if there is any.
    pub paste: Option<String>,
}

impl Kind {
    /// A finding of this kind.
    pub fn saw(&'static self, saw: impl Into<String>) -> Finding {
        Finding { kind: self, saw: saw.into(), paste: None }
    }
}

impl Finding {
    /// With something to copy.
    #[must_use]
    pub fn paste(self, text: impl Into<String>) -> Self {
        Self { paste: Some(text.into()), ..self }
    }
}

/// Whether agents see a field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldVerdict {
    /// The field as a person would point at it: `input name=email`.
    pub field: String,
    /// Its label, or what stands in its place.
    pub label: Option<String>,
    pub seen: Seen,
    /// What it may hold, by name, label, type and `autocomplete`: a guess.
    pub may_hold: Option<String>,
}

/// What happens to the value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Masked on every page, whatever is set.
    AlwaysMasked,
    /// Masked by the settings of this site.
    MaskedBySettings,
    /// Agents see what is typed.
    Visible,
}

/// Everything one run found out.
#[derive(Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    /// What was looked at and is in order.
    pub passed: Vec<String>,
    /// What could not be looked at, and why.
    pub unchecked: Vec<String>,
    /// The fields of the page's forms, if a page was looked at.
    pub fields: Vec<FieldVerdict>,
}

impl Report {
    /// Notes the outcome of one check: its findings, or that all is well.
    pub fn check(&mut self, what: impl Into<String>, findings: Vec<Finding>) {
        if findings.is_empty() {
            self.passed.push(what.into());
        }
        self.findings.extend(findings);
    }

    /// Notes that something was not looked at.
    pub fn skip(&mut self, what: &str, why: impl std::fmt::Display) {
        self.unchecked.push(format!("{what}: {why}"));
    }

    /// The worst finding.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.kind.severity).max()
    }

    /// Findings of one severity, in the order they were made.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.kind.severity == severity)
    }

    /// The exit status: 0 fine (there may be notes), 1 warnings, 2 errors.
    pub fn exit_status(&self) -> u8 {
        match self.worst() {
            None | Some(Severity::Note) => 0,
            Some(Severity::Warning) => 1,
            Some(Severity::Error) => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::catalogue;

    #[test]
    fn the_worst_finding_is_the_exit_status() {
        let mut report = Report::default();
        assert_eq!(report.exit_status(), 0);
        report.check("a", vec![catalogue::WEBHOOK_SECRET_MISSING.saw("none")]);
        assert_eq!(report.exit_status(), 0, "notes are no reason to fail a pipeline");
        report.check("b", vec![catalogue::DATABASE_OUTDATED.saw("two steps")]);
        assert_eq!(report.exit_status(), 1);
        report.check("c", vec![catalogue::DATABASE_CORRUPT.saw("row 3")]);
        assert_eq!(report.exit_status(), 2);
        report.check("d", vec![]);
        assert_eq!(report.passed, ["d"]);
        assert_eq!(report.of(Severity::Warning).count(), 1);
    }
}
