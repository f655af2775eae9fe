//! Our own back end of plotters: it writes elements with classes and patterns where others write colours.

use super::{Chart, MOST_SERIES};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::fmt::Write;

/// Colours that mean a class, not a colour.
pub(super) mod ink {
    use plotters::style::RGBColor;

    pub(in super::super) const GRID: RGBColor = RGBColor(1, 0, 0);
    pub(in super::super) const AXIS: RGBColor = RGBColor(2, 0, 0);
    pub(in super::super) const TEXT: RGBColor = RGBColor(3, 0, 0);

    pub(in super::super) const fn series(index: usize) -> RGBColor {
        RGBColor(4, index as u8, 0)
    }
}

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// Writes elements into a text.
pub(super) struct Svg<'a> {
    text: &'a mut String,
    id: &'static str,
    size: (u32, u32),
}

impl<'a> Svg<'a> {
    pub(super) fn new(text: &'a mut String, id: &'static str, size: (u32, u32)) -> Self {
        Self { text, id, size }
    }

    fn write(&mut self, element: std::fmt::Arguments<'_>) -> Done {
        self.text.write_fmt(element).expect("a String takes everything");
        Ok(())
    }
}

/// The class of a line or a text.
fn class(color: BackendColor) -> &'static str {
    match color.rgb.0 {
        1 => "chart-grid",
        2 => "chart-axis",
        _ => "chart-text",
    }
}

fn is_seen(color: BackendColor) -> bool {
    color.alpha > 0.0
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Done {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        if !is_seen(style.color()) {
            return Ok(());
        }
        let class = class(style.color());
        let ((x1, y1), (x2, y2)) = (from, to);
        self.write(format_args!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>"))
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        let color = style.color();
        if !fill || !is_seen(color) || color.rgb.0 != 4 {
            return Ok(());
        }
        let (x, y) = (from.0.min(to.0), from.1.min(to.1));
        // a thin one is still seen
        let (width, height) = ((to.0 - from.0).abs().max(1), (to.1 - from.1).abs().max(1));
        let (id, pattern) = (self.id, color.rgb.1 + 1);
        self.write(format_args!(
            "<rect class=\"chart-bar\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"url(#{id}-p{pattern})\"/>"
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        if !is_seen(style.color()) {
            return Ok(());
        }
        let class = class(style.color());
        let points: Vec<String> = path.into_iter().map(|(x, y)| format!("{x} {y}")).collect();
        self.write(format_args!("<path class=\"{class}\" d=\"M{}\"/>", points.join("L")))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Done {
        if text.is_empty() {
            return Ok(());
        }
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let drop = match style.anchor().v_pos {
            VPos::Top => "0.76em",
            VPos::Center => "0.35em",
            VPos::Bottom => "-0.2em",
        };
        let (x, y) = at;
        let (size, text) = (style.size(), escaped(&shortened(text)));
        self.write(format_args!(
            "<text class=\"chart-text\" x=\"{x}\" y=\"{y}\" dy=\"{drop}\" text-anchor=\"{anchor}\" font-size=\"{size}\">{text}</text>"
        ))
    }

    /// About as wide as sans serif letters are.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let letters = text.chars().count() as f64;
        Ok(((letters * style.size() * 0.55).ceil() as u32, style.size().ceil() as u32))
    }
}

/// A label longer than its place is cut; the table has it whole.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 30;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    format!("{cut}…")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The picture with its name and its patterns around what was drawn.
pub(super) fn framed(chart: &Chart, (width, height): (u32, u32), drawn: &str) -> String {
    let (id, title, description) = (chart.id, escaped(&chart.title), escaped(&chart.description));
    let patterns: String = (1..=chart.series.len().min(MOST_SERIES)).map(|number| pattern(id, number)).collect();
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{description}</desc>\
         <defs>{patterns}</defs>{drawn}</svg>"
    )
}

/// A ground and a drawing on it, so that series differ without their colours.
fn pattern(id: &str, number: usize) -> String {
    let drawing = match number {
        2 => "<path class=\"chart-hatch\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/>",
        3 => "<circle class=\"chart-dot\" cx=\"4\" cy=\"4\" r=\"1.6\"/>",
        4 => "<path class=\"chart-hatch\" d=\"M0 4h8M4 0v8\"/>",
        5 => "<path class=\"chart-hatch\" d=\"M0 2h8M0 6h8\"/>",
        _ => "",
    };
    format!(
        "<pattern id=\"{id}-p{number}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <rect class=\"chart-ground-{number}\" width=\"8\" height=\"8\"/>{drawing}</pattern>"
    )
}
