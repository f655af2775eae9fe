//! Figures as pictures with their numbers, in the reader's language.

use crate::domain::figures::{Bucket, Fate, Fates, Grain, Period, Spread};
use crate::http::pages::views::{Chart, ChartKind, Picture};
use crate::oversight::Figures;
use crate::words::Words;

/// Where the bars of durations begin and end, in seconds.
const WAITS: [u64; 7] = [10, 20, 30, 60, 120, 300, 600];
const LENGTHS: [u64; 6] = [60, 300, 600, 1_200, 1_800, 3_600];
/// Bars of names at most; the table has all of them.
const MOST_BARS: usize = 12;

/// What matters most.
pub fn facts(figures: &Figures, words: Words) -> Vec<(String, String)> {
    let number = |count: u64| words.number(i64::try_from(count).unwrap_or(i64::MAX));
    let time = |seconds: Option<u64>| seconds.map_or_else(|| "–".to_owned(), clock);
    let (waits, lengths) = (&figures.counts.waits, &figures.counts.lengths);
    let facts = [
        ("figures-sessions", number(figures.fates.all())),
        ("figures-fate-helped", number(figures.fates.of(Fate::Helped))),
        ("figures-fate-abandoned", number(figures.fates.of(Fate::Abandoned))),
        ("figures-wait-median", time(waits.median())),
        ("figures-wait-p95", time(waits.percentile(95))),
        ("figures-length-median", time(lengths.median())),
    ];
    facts.into_iter().map(|(key, value)| (words.say(key).to_string(), value)).collect()
}

/// Every picture there is something to see in.
pub fn pictures(figures: &Figures, words: Words) -> Vec<Picture> {
    let draw = Draw { figures, words };
    let all = [
        draw.sessions(),
        draw.hours_of_day(),
        draw.spread("wait", &figures.counts.waits, &WAITS),
        draw.spread("length", &figures.counts.lengths, &LENGTHS),
        draw.ends(),
        draw.sites(),
        draw.agents(),
    ];
    all.into_iter().filter(|picture| !picture.chart.is_empty()).collect()
}

struct Draw<'a> {
    figures: &'a Figures,
    words: Words,
}

impl Draw<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(key.to_owned()).to_string()
    }

    fn number(&self, count: u64) -> String {
        self.words.number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn period(&self) -> &Period {
        &self.figures.query.period
    }

    fn heads(&self, first: &str, rest: &[&str]) -> Vec<(String, &'static str)> {
        let rest = rest.iter().map(|key| (self.say(key), "num"));
        std::iter::once((self.say(first), "")).chain(rest).collect()
    }

    fn sessions(&self) -> Picture {
        let (key, description, first) = match self.figures.grain {
            Grain::Hour => ("figures-by-hour", "figures-by-hour-hint", "figures-hour"),
            Grain::Day => ("figures-by-day", "figures-by-day-hint", "figures-day"),
        };
        let fates = Fate::ALL.map(fate_key);
        let rows = self.figures.buckets.iter().map(|bucket| self.fates_row(self.moment(bucket), &bucket.fates));
        Picture {
            chart: Chart {
                id: "sessions",
                title: self.say(key),
                description: self.say(description),
                kind: ChartKind::Columns,
                labels: self.figures.buckets.iter().map(|bucket| self.short(bucket)).collect(),
                series: by_fate(self.figures.buckets.iter().map(|bucket| &bucket.fates)),
                words: self.words,
            },
            legend: fates.iter().map(|key| self.say(key)).collect(),
            heads: self.heads(first, &[&["figures-sessions"], &fates[..]].concat()),
            rows: rows.collect(),
        }
    }

    fn fates_row(&self, first: String, fates: &Fates) -> Vec<String> {
        let counts = std::iter::once(fates.all()).chain(Fate::ALL.map(|fate| fates.of(fate)));
        std::iter::once(first).chain(counts.map(|count| self.number(count))).collect()
    }

    /// Under a column: as short as can be.
    fn short(&self, bucket: &Bucket) -> String {
        let local = self.period().zone.local(bucket.start);
        let one_day = self.period().first == self.period().last;
        let day = self.words.day(&local.naive_local().and_utc());
        match self.figures.grain {
            Grain::Hour if one_day => local.format("%H:%M").to_string(),
            Grain::Hour => format!("{day} {}", local.format("%H:%M")),
            Grain::Day => day,
        }
    }

    /// In the table: whole, and with the distance from UTC, because an hour may come twice.
    fn moment(&self, bucket: &Bucket) -> String {
        let local = self.period().zone.local(bucket.start);
        let date = self.words.date(&local.naive_local().and_utc());
        match self.figures.grain {
            Grain::Hour => format!("{date}, {}", local.format("%H:%M %:z")),
            Grain::Day => date,
        }
    }

    fn hours_of_day(&self) -> Picture {
        let hours = self.figures.hours_of_day;
        let labels: Vec<String> = (0..24).map(|hour| format!("{hour:02}:00")).collect();
        let rows = labels.iter().zip(hours).map(|(label, count)| vec![label.clone(), self.number(count)]).collect();
        Picture {
            chart: Chart {
                id: "hours",
                title: self.say("figures-hours-of-day"),
                description: self.say("figures-hours-of-day-hint"),
                kind: ChartKind::Columns,
                labels,
                series: vec![hours.to_vec()],
                words: self.words,
            },
            legend: vec![],
            heads: self.heads("figures-hour", &["figures-sessions"]),
            rows,
        }
    }

    fn spread(&self, what: &'static str, spread: &Spread, edges: &[u64]) -> Picture {
        let bins = spread.bins(edges);
        let label = |bin: &crate::domain::figures::Bin| match bin.to {
            Some(to) => format!("{}–{}", clock(bin.from), clock(to)),
            None => format!("≥ {}", clock(bin.from)),
        };
        let labels: Vec<String> = bins.iter().map(label).collect();
        let counts: Vec<u64> = bins.iter().map(|bin| bin.count).collect();
        let mut rows: Vec<Vec<String>> =
            labels.iter().zip(&counts).map(|(label, count)| vec![label.clone(), self.number(*count)]).collect();
        for (key, percent) in [("figures-median", 50), ("figures-p95", 95), ("figures-longest", 100)] {
            rows.push(vec![self.say(key), spread.percentile(percent).map_or_else(|| "–".to_owned(), clock)]);
        }
        let (title, hint) = match what {
            "wait" => ("figures-wait", "figures-wait-hint"),
            _ => ("figures-length", "figures-length-hint"),
        };
        Picture {
            chart: Chart {
                id: what,
                title: self.say(title),
                description: self.say(hint),
                kind: ChartKind::Columns,
                labels,
                series: vec![counts],
                words: self.words,
            },
            legend: vec![],
            heads: self.heads("figures-time", &["figures-sessions"]),
            rows,
        }
    }

    fn ends(&self) -> Picture {
        let name = |reason: &str| {
            let known = self.words.find(&format!("end-reason-{}", reason.replace('_', "-")));
            known.map_or_else(|| reason.to_owned(), |said| said.to_string())
        };
        let named = self.figures.counts.ends.iter().map(|(reason, count)| (name(reason), *count)).collect();
        self.named("ends", ["figures-ends", "figures-ends-hint", "figures-reason"], named)
    }

    fn named(&self, id: &'static str, [title, hint, first]: [&str; 3], named: Vec<(String, u64)>) -> Picture {
        Picture {
            chart: Chart {
                id,
                title: self.say(title),
                description: self.say(hint),
                kind: ChartKind::Bars,
                labels: named.iter().take(MOST_BARS).map(|(name, _)| name.clone()).collect(),
                series: vec![named.iter().take(MOST_BARS).map(|(_, count)| *count).collect()],
                words: self.words,
            },
            legend: vec![],
            heads: self.heads(first, &["figures-sessions"]),
            rows: named.into_iter().map(|(name, count)| vec![name, self.number(count)]).collect(),
        }
    }

    fn sites(&self) -> Picture {
        let sites = &self.figures.counts.sites;
        let name = |site: &Option<crate::domain::SiteId>| {
            site.as_ref().map_or_else(|| self.say("figures-no-site"), ToString::to_string)
        };
        let fates = Fate::ALL.map(fate_key);
        let shown = || sites.iter().take(MOST_BARS);
        Picture {
            chart: Chart {
                series: by_fate(shown().map(|(_, fates)| fates)),
                labels: shown().map(|(site, _)| name(site)).collect(),
                ..self.named("sites", ["figures-sites", "figures-sites-hint", "figures-site"], vec![]).chart
            },
            legend: fates.iter().map(|key| self.say(key)).collect(),
            heads: self.heads("figures-site", &[&["figures-sessions"], &fates[..]].concat()),
            rows: sites.iter().map(|(site, fates)| self.fates_row(name(site), fates)).collect(),
        }
    }

    fn agents(&self) -> Picture {
        let agents = &self.figures.counts.agents;
        let named = agents.iter().map(|load| (load.name.clone(), load.sessions)).collect();
        let row = |load: &crate::store::AgentLoad| {
            let seated = clock(load.seated.num_seconds().unsigned_abs());
            vec![load.name.clone(), self.number(load.sessions), self.number(load.most_seats), seated]
        };
        Picture {
            heads: self.heads("figures-agent", &["figures-sessions", "figures-most-seats", "figures-seated"]),
            rows: agents.iter().map(row).collect(),
            ..self.named("agents", ["figures-agents", "figures-agents-hint", "figures-agent"], named)
        }
    }
}

fn fate_key(fate: Fate) -> &'static str {
    match fate {
        Fate::Helped => "figures-fate-helped",
        Fate::Declined => "figures-fate-declined",
        Fate::Abandoned => "figures-fate-abandoned",
        Fate::NoPin => "figures-fate-no-pin",
        Fate::Open => "figures-fate-open",
    }
}

fn by_fate<'a>(fates: impl Iterator<Item = &'a Fates>) -> Vec<Vec<u64>> {
    let fates: Vec<_> = fates.collect();
    Fate::ALL.map(|fate| fates.iter().map(|fates| fates.of(fate)).collect()).to_vec()
}

/// `0:07`, `12:05`, `1:02:03`: the same in every language.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn durations_read_as_on_a_clock() {
        assert_eq!([7, 65, 3_723].map(clock), ["0:07", "1:05", "1:02:03"]);
    }
}
