//! `/admin/audit`: the audit trail, and whether it is whole.

use super::history::percent;
use super::values::iso;
use super::{Flash, Layout, Role, Section};
use crate::domain::timeline::Kind;
use crate::words::Words;
use askama::Template;
use chrono::{DateTime, Utc};

/// `GET /admin/audit`
///
/// Forms: `GET /admin/audit` (the filter), `POST /admin/audit/verify`.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/audit.html")]
pub struct AuditPage {
    /// The frame.
    pub layout: Layout,
    /// What is looked for, from the query.
    pub filter: AuditForm,
    /// People to choose from: id and name.
    pub people: Vec<(String, String)>,
    /// Sites to choose from: slug and name.
    pub sites: Vec<(String, String)>,
    /// The entries found; the latest first.
    pub rows: Vec<AuditRow>,
    /// The address of the next page.
    pub next: Option<String>,
    pub trail: TrailState,
}

impl AuditPage {
    fn is_broken(&self) -> bool {
        matches!(self.trail.verdict, TrailVerdict::Broken { .. })
    }

    /// What compares a head with the trail, at the shell; filled with the present one.
    fn command(&self) -> String {
        match &self.trail.verdict {
            TrailVerdict::Whole { seq, hash, .. } => format!("cobroker audit verify --head {seq} {hash}"),
            _ => String::new(),
        }
    }

    /// What may have happened: a heading's message, and names with their words in the order of the reader's letters.
    fn kinds(&self) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
        let words = self.layout.words;
        let of = |group: &'static str| {
            let fitting = Kind::ALL.iter().filter(|kind| group_of(**kind) == group);
            let mut named: Vec<_> = fitting.map(|kind| (kind.as_str(), kind_words(words, kind.as_str()))).collect();
            named.sort_by_cached_key(|(_, words)| words.to_lowercase());
            (group, named)
        };
        GROUPS.map(of).to_vec()
    }
}

const GROUPS: [&str; 5] =
    ["audit-group-sessions", "audit-group-people", "audit-group-house", "audit-group-webhooks", "audit-group-zoom"];

fn group_of(kind: Kind) -> &'static str {
    let begins = |beginnings: &[&str]| beginnings.iter().any(|beginning| kind.as_str().starts_with(beginning));
    match kind {
        _ if begins(&["zoom_"]) => GROUPS[4],
        _ if begins(&["webhook_"]) => GROUPS[3],
        _ if begins(&["site_", "settings_", "view_", "export", "subject_"]) => GROUPS[2],
        _ if begins(&["login_", "logged_", "web_session", "sign_on_", "person_", "password_", "role_", "skills_"]) => {
            GROUPS[1]
        }
        _ if begins(&["language_", "api_key_"]) => GROUPS[1],
        _ => GROUPS[0],
    }
}

/// What happened, in words: the message `audit-kind-KIND`, or the name of the kind where there is none yet.
#[must_use]
pub fn kind_words(words: Words, kind: &str) -> String {
    let said = words.find(&format!("audit-kind-{}", kind.replace('_', "-")));
    said.map_or_else(|| kind.replace('_', " "), |said| said.to_string())
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub seq: i64,
    /// `None`: what stands in the database is no entry.
    pub entry: Option<AuditEntry>,
    /// The chain is whole up to the one before, and no further.
    pub broken: bool,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub at: DateTime<Utc>,
    /// In words.
    pub what: String,
    pub who: String,
    /// The role they had, where they are known by name.
    pub role: Option<Role>,
    pub session: Option<String>,
    /// Whom or what it is about besides: a person, a site.
    pub about: Vec<String>,
    /// From where, as long as it is kept.
    pub address: Option<String>,
    /// Details as JSON; empty for none.
    pub data: String,
}

impl AuditEntry {
    /// The end of a session's id: beginnings are alike, for they are the time.
    fn session_end(&self) -> &str {
        let id = self.session.as_deref().unwrap_or_default();
        id.get(id.len().saturating_sub(8)..).unwrap_or(id)
    }
}

/// The filter, each part as it stands in the query; empty for none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditForm {
    pub kind: String,
    pub person: String,
    pub site: String,
    pub session: String,
    pub from: String,
    pub to: String,
    /// Of the dates.
    pub zone: String,
    /// Not on the first page.
    pub before: String,
    pub session_error: Option<String>,
    pub dates_error: Option<String>,
}

impl AuditForm {
    fn parts(&self) -> [(&'static str, &str); 7] {
        [
            ("kind", &self.kind),
            ("person", &self.person),
            ("site", &self.site),
            ("session", &self.session),
            ("from", &self.from),
            ("to", &self.to),
            ("zone", &self.zone),
        ]
    }

    /// Whether anything narrows the list.
    fn is_set(&self) -> bool {
        self.parts()[..6].iter().any(|(_, part)| !part.is_empty())
    }

    /// Whether it looks for days, which are those of a zone.
    fn has_days(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }

    fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let parts = self.parts();
        let given = parts.iter().chain(more).filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }

    /// The address of the page below `before`.
    #[must_use]
    pub fn page(&self, before: i64) -> String {
        self.address("/admin/audit", &[("before", &before.to_string())])
    }

    /// Where *Verify now* goes.
    fn verify(&self) -> String {
        self.address("/admin/audit/verify", &[("before", &self.before)])
    }

    /// Where one comes back to from there.
    #[must_use]
    pub fn verified(&self) -> String {
        format!("{}#verification", self.address("/admin/audit", &[("before", &self.before)]))
    }

    /// Where an entry is on top, whatever was looked for.
    fn around(&self, seq: i64) -> String {
        format!("/admin/audit?before={}#entry-{seq}", seq.saturating_add(1))
    }

    fn newest(&self) -> String {
        self.address("/admin/audit", &[])
    }

    fn export(&self, format: &str) -> String {
        self.address("/api/audit/export", &[("format", format)])
    }
}

/// What is known about the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailState {
    pub verdict: TrailVerdict,
    /// When that was found.
    pub at: Option<DateTime<Utc>>,
    /// Of a look that is under way: entries read, of how many.
    pub running: Option<(i64, i64)>,
    /// The last look came to nothing.
    pub failed: bool,
}

/// The end of the last look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrailVerdict {
    /// Nobody looked to the end since the start.
    Unknown,
    Whole {
        entries: u64,
        seq: i64,
        hash: String,
    },
    /// `why` is a message.
    Broken {
        seq: i64,
        why: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn every_kind_has_words_in_every_language() {
        for language in Language::ALL {
            for kind in Kind::ALL {
                let key = format!("audit-kind-{}", kind.as_str().replace('_', "-"));
                assert!(Words::new(language).find(&key).is_some(), "{key} in {}", language.tag());
            }
        }
        assert_eq!(kind_words(Words::default(), "coffee_made"), "coffee made", "a new kind is readable at once");
    }

    #[test]
    fn every_kind_can_be_chosen_once() {
        let grouped = GROUPS.map(|group| Kind::ALL.iter().filter(|kind| group_of(**kind) == group).count());
        assert_eq!(grouped.iter().sum::<usize>(), Kind::ALL.len());
        assert!(grouped.iter().all(|count| *count > 2), "{grouped:?}");
        assert_eq!((group_of(Kind::SignOnLinked), group_of(Kind::SubjectErased)), (GROUPS[1], GROUPS[2]));
    }

    #[test]
    fn addresses_hold_what_is_looked_for() {
        let form = AuditForm { kind: "site_changed".into(), zone: "Europe/Berlin".into(), ..AuditForm::default() };
        assert_eq!(form.page(7), "/admin/audit?kind=site_changed&zone=Europe%2FBerlin&before=7");
        assert_eq!(form.export("csv"), "/api/audit/export?kind=site_changed&zone=Europe%2FBerlin&format=csv");
        assert_eq!(AuditForm::default().newest(), "/admin/audit");
    }
}
