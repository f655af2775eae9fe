//! Charts as SVG inside the page: drawn by plotters, coloured and patterned by our style sheet, so that they follow the
//! colour scheme, print, and need neither script nor inline style (ADR 47). The numbers stand in a table beside each.

mod draw;
mod svg;

use crate::words::Words;
use askama::filters::HtmlSafe;
use std::fmt;

/// Series of one chart at most; each has a colour and a pattern of its own.
pub const MOST_SERIES: usize = 5;

/// One chart. It is drawn when it is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Unique on the page, plain letters.
    pub id: &'static str,
    /// What it shows.
    pub title: String,
    /// What can be seen in it, in a sentence.
    pub description: String,
    pub kind: ChartKind,
    /// Under each column, or before each bar.
    pub labels: Vec<String>,
    /// One number for each label; several series stand on each other.
    pub series: Vec<Vec<u64>>,
    /// How the numbers at the axis are written.
    pub words: Words,
}

/// How it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Standing, side by side, for what follows each other.
    Columns,
    /// Lying, below each other, for names.
    Bars,
}

impl Chart {
    /// Whether there is anything to see.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.series.iter().flatten().all(|count| *count == 0)
    }

    /// The sum of all series at each label.
    fn totals(&self) -> Vec<u64> {
        let at = |index: usize| self.series.iter().filter_map(|series| series.get(index)).sum();
        (0..self.labels.len()).map(at).collect()
    }
}

/// Every text in it is escaped where it is written.
impl HtmlSafe for Chart {}

impl fmt::Display for Chart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&draw::draw(self).map_err(|_| fmt::Error)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn chart(kind: ChartKind, labels: &[&str], series: &[&[u64]]) -> String {
        Chart {
            id: "test",
            title: "<b>Title</b>".into(),
            description: "What \"is\" seen".into(),
            kind,
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            series: series.iter().map(|series| series.to_vec()).collect(),
            words: Words::new(Language::De),
        }
        .to_string()
    }

    #[test]
    fn a_chart_has_a_name_its_columns_and_no_style_of_its_own() {
        for kind in [ChartKind::Columns, ChartKind::Bars] {
            let svg = chart(kind, &["a<b", "two", "three"], &[&[1, 0, 3], &[2, 0, 0]]);
            assert!(svg.contains("role=\"img\" aria-labelledby=\"test-title test-desc\""), "{svg}");
            assert!(svg.contains("<title id=\"test-title\">&lt;b&gt;Title&lt;/b&gt;</title>"), "{svg}");
            assert!(svg.contains("a&lt;b") && !svg.contains("a<b"), "{svg}");
            assert!(!svg.contains("style=") && !svg.contains("rgb("), "{svg}");
            assert_eq!(svg.matches("class=\"chart-bar\"").count(), 3, "empty ones are not drawn: {svg}");
            assert!(svg.contains("fill=\"url(#test-p1)\"") && svg.contains("fill=\"url(#test-p2)\""), "{svg}");
        }
    }

    #[test]
    fn nothing_is_drawn_of_nothing_and_much_of_much() {
        assert!(!chart(ChartKind::Columns, &[], &[]).contains("chart-bar"));
        assert!(!chart(ChartKind::Bars, &["a"], &[&[0]]).contains("chart-bar"));
        let labels: Vec<String> = (0..400).map(|n| n.to_string()).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let svg = chart(ChartKind::Columns, &labels, &[&[u64::from(u32::MAX); 400]]);
        assert_eq!(svg.matches("class=\"chart-bar\"").count(), 400);
        assert!(svg.matches("<text").count() < 30, "labels do not lie on each other");
        let long = "23. Nov. 14:00";
        let svg = chart(ChartKind::Columns, &[long; 60], &[&[2_000; 60]]);
        assert!((2..9).contains(&svg.matches(long).count()), "long ones are fewer: {svg}");
        assert!(svg.contains(">2.000<"), "numbers are the reader's: {svg}");
    }
}
