//! Figures as lines of a table.

use crate::domain::figures::{Fate, Spread};
use crate::domain::zone::Zone;
use crate::domain::{SiteId, Time};
use crate::oversight::Figures;
use std::fmt::Write;

const HEAD: &str = "figure,from,to,name,count,seconds\r\n";

/// Every number, one a line. Times are local ones of the zone, with their distance from UTC.
pub(super) fn lines(figures: &Figures) -> String {
    let mut table = Table { text: HEAD.to_owned(), zone: figures.query.period.zone };
    let (from, to) = (figures.query.period.from, figures.query.period.to);
    for bucket in &figures.buckets {
        for fate in Fate::ALL {
            table.line(figures.grain.as_str(), (bucket.start, bucket.end), fate.as_str(), bucket.fates.of(fate), None);
        }
    }
    for (hour, count) in figures.hours_of_day.iter().enumerate() {
        table.line("hourOfDay", (from, to), &format!("{hour:02}:00"), *count, None);
    }
    table.spread("timeToJoin", (from, to), &figures.counts.waits);
    table.spread("length", (from, to), &figures.counts.lengths);
    for (reason, count) in &figures.counts.ends {
        table.line("endReason", (from, to), reason, *count, None);
    }
    for (outcome, count) in &figures.counts.outcomes {
        table.line("outcome", (from, to), outcome, *count, None);
    }
    for (site, fates) in &figures.counts.sites {
        table.line("site", (from, to), site.as_ref().map_or("", SiteId::as_str), fates.all(), None);
    }
    for load in &figures.counts.agents {
        let seated = load.seated.num_seconds().unsigned_abs();
        table.line("agentSessions", (from, to), &load.name, load.sessions, Some(seated));
        table.line("agentMostSeats", (from, to), &load.name, load.most_seats, None);
    }
    table.text
}

struct Table {
    text: String,
    zone: Zone,
}

impl Table {
    fn line(&mut self, figure: &str, (from, to): (Time, Time), name: &str, count: u64, seconds: Option<u64>) {
        let at = |moment: Time| self.zone.local(moment).to_rfc3339();
        let seconds = seconds.map(|seconds| seconds.to_string()).unwrap_or_default();
        let (from, to, name) = (at(from), at(to), field(name));
        write!(self.text, "{figure},{from},{to},{name},{count},{seconds}\r\n").expect("a String takes everything");
    }

    fn spread(&mut self, figure: &str, period: (Time, Time), spread: &Spread) {
        for (name, percent) in [("median", 50), ("p95", 95), ("longest", 100)] {
            self.line(figure, period, name, spread.count(), spread.percentile(percent));
        }
    }
}

/// One value. What a spreadsheet would take for a formula is text there (OWASP, CSV injection).
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_and_nothing_else() {
        assert_eq!(field("Ada"), "Ada");
        assert_eq!(field("Ada, \"Countess\""), "\"Ada, \"\"Countess\"\"\"");
        assert_eq!(field("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    }
}
