//! What is drawn: axes, a quiet grid, columns or bars.

use super::svg::{Svg, ink};
use super::{Chart, ChartKind, MOST_SERIES};
use plotters::coord::Shift;
use plotters::prelude::*;
use std::convert::Infallible;

type Outcome = Result<(), DrawingAreaErrorKind<Infallible>>;
type Area<'a> = DrawingArea<Svg<'a>, Shift>;

const WIDTH: u32 = 720;
const COLUMNS_HEIGHT: u32 = 260;
/// Of one lying bar, and of what is around all of them.
const BAR_HEIGHT: u32 = 30;
const AROUND_BARS: u32 = 44;
/// Labels under columns at most, so that none lies on another.
const MOST_LABELS: usize = 12;
/// Letters in a row under the columns.
const LETTERS_ACROSS: usize = 100;
const FONT: (&str, i32) = ("sans-serif", 12);

pub(super) fn draw(chart: &Chart) -> Result<String, DrawingAreaErrorKind<Infallible>> {
    let height = match chart.kind {
        ChartKind::Columns => COLUMNS_HEIGHT,
        ChartKind::Bars => AROUND_BARS + BAR_HEIGHT * u32::try_from(chart.labels.len().max(1)).unwrap_or(1),
    };
    let mut text = String::new();
    if !chart.labels.is_empty() {
        let area = Svg::new(&mut text, chart.id, (WIDTH, height)).into_drawing_area();
        match chart.kind {
            ChartKind::Columns => columns(&area, chart)?,
            ChartKind::Bars => bars(&area, chart)?,
        }
        area.present()?;
    }
    Ok(super::svg::framed(chart, (WIDTH, height), &text))
}

/// A little more than the largest, and never nothing. Half numbers of sessions are no marks.
fn top(chart: &Chart) -> f64 {
    let most = chart.totals().into_iter().max().unwrap_or_default();
    (most as f64 * 1.08).max(4.0)
}

fn whole(chart: &Chart, value: f64) -> String {
    chart.words.number(value.round() as i64)
}

/// As many as have room beside each other.
fn most_labels(chart: &Chart) -> usize {
    let longest = chart.labels.iter().map(|label| label.chars().count()).max().unwrap_or_default().max(1);
    (LETTERS_ACROSS / (longest + 2)).clamp(2, MOST_LABELS)
}

fn label(chart: &Chart, place: &SegmentValue<i32>) -> String {
    let at = match place {
        SegmentValue::CenterOf(at) | SegmentValue::Exact(at) => usize::try_from(*at).ok(),
        SegmentValue::Last => None,
    };
    at.and_then(|at| chart.labels.get(at)).cloned().unwrap_or_default()
}

fn places(chart: &Chart) -> std::ops::Range<i32> {
    0..i32::try_from(chart.labels.len()).unwrap_or(i32::MAX).max(1) - 1
}

fn columns(area: &Area<'_>, chart: &Chart) -> Outcome {
    let across = places(chart);
    let mut plot = ChartBuilder::on(area)
        .margin(8)
        .x_label_area_size(26)
        .y_label_area_size(44)
        .build_cartesian_2d((across.start..across.end).into_segmented(), 0.0..top(chart))?;
    plot.configure_mesh()
        .disable_x_mesh()
        .bold_line_style(ink::GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(ink::AXIS)
        .label_style(FONT.into_font().color(&ink::TEXT))
        .x_labels(chart.labels.len().min(most_labels(chart)))
        .y_labels(5)
        .x_label_formatter(&|place| label(chart, place))
        .y_label_formatter(&|value| whole(chart, *value))
        .draw()?;
    for (place, from, to, ink) in pieces(chart) {
        let corners = [(SegmentValue::Exact(place), from), (SegmentValue::Exact(place + 1), to)];
        let mut piece = Rectangle::new(corners, ink.filled());
        let gap = if chart.labels.len() > 60 { 0 } else { 2 };
        piece.set_margin(0, 0, gap, gap);
        plot.draw_series([piece])?;
    }
    Ok(())
}

fn bars(area: &Area<'_>, chart: &Chart) -> Outcome {
    let chart = &upside_down(chart);
    let down = places(chart);
    let mut plot = ChartBuilder::on(area)
        .margin(8)
        .margin_right(24)
        .x_label_area_size(24)
        .y_label_area_size(200)
        .build_cartesian_2d(0.0..top(chart), (down.start..down.end).into_segmented())?;
    plot.configure_mesh()
        .disable_y_mesh()
        .bold_line_style(ink::GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(ink::AXIS)
        .label_style(FONT.into_font().color(&ink::TEXT))
        .x_labels(6)
        .y_labels(chart.labels.len())
        .x_label_formatter(&|value| whole(chart, *value))
        .y_label_formatter(&|place| label(chart, place))
        .draw()?;
    for (place, from, to, ink) in pieces(chart) {
        let corners = [(from, SegmentValue::Exact(place)), (to, SegmentValue::Exact(place + 1))];
        let mut piece = Rectangle::new(corners, ink.filled());
        piece.set_margin(4, 4, 0, 0);
        plot.draw_series([piece])?;
    }
    Ok(())
}

/// plotters counts upwards; names are read downwards.
fn upside_down(chart: &Chart) -> Chart {
    let mut chart = chart.clone();
    chart.labels.reverse();
    let labels = chart.labels.len();
    for series in &mut chart.series {
        series.resize(labels, 0);
        series.reverse();
    }
    chart
}

/// Where each piece stands: its label, from, to, and its ink. Those of nothing are left out.
fn pieces(chart: &Chart) -> Vec<(i32, f64, f64, RGBColor)> {
    let mut pieces = Vec::new();
    for place in 0..chart.labels.len() {
        let mut from = 0;
        for (series, counts) in chart.series.iter().take(MOST_SERIES).enumerate() {
            let count = counts.get(place).copied().unwrap_or_default();
            if count > 0 {
                let at = i32::try_from(place).unwrap_or(i32::MAX - 1);
                pieces.push((at, from as f64, (from + count) as f64, ink::series(series)));
            }
            from += count;
        }
    }
    pieces
}
