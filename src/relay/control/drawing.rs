//! Strokes on the wire. What they mean for the room is in `room/drawing.rs`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// `x` and `y`: fractions of the element's border box, or CSS pixels of the document. Four bytes each are exact to a
/// pixel up to 16 million.
pub type Point = [f32; 2];

/// How far from its anchor a point may lie, in fractions or pixels. Browsers end pages at some 33 million pixels.
const FAR: f32 = 1e8;
/// A number that JavaScript counts to exactly.
const MAX_NUMBER: u64 = (1 << 53) - 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    Pen,
    /// Goes four seconds after it is finished.
    Vanishing,
    /// Two points, its corners.
    Rectangle,
}

/// `#rrggbb`, and nothing else that CSS would take for a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u32);

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        value.map(Self).ok_or_else(|| serde::de::Error::custom("a colour is #rrggbb"))
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("#{:06x}", self.0))
    }
}

/// Names a stroke: its author, and the author's number for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StrokeRef {
    pub by: String,
    pub n: u64,
}

/// One step of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Op {
    Begin { n: u64, tool: Tool, colour: Colour, node: u32, points: Vec<Point> },
    Extend { n: u64, points: Vec<Point> },
    Finish { n: u64 },
    Hide { strokes: Vec<StrokeRef> },
    Show { strokes: Vec<StrokeRef> },
}

impl Op {
    /// Whether it keeps to the form of `docs/wire.md`; parsing cannot see all of it.
    pub fn is_well_formed(&self) -> bool {
        let all_near = |points: &[Point]| !points.is_empty() && points.iter().flatten().all(|at| at.abs() <= FAR);
        match self {
            Self::Begin { n, tool, points, .. } => {
                let shaped = *tool != Tool::Rectangle || points.len() == 2;
                *n <= MAX_NUMBER && shaped && all_near(points)
            }
            Self::Extend { n, points } => *n <= MAX_NUMBER && all_near(points),
            Self::Finish { n } => *n <= MAX_NUMBER,
            Self::Hide { .. } | Self::Show { .. } => true,
        }
    }
}

/// A stroke as `drawing` tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StrokeView<'a> {
    pub by: &'a str,
    pub by_name: &'a str,
    pub n: u64,
    pub tool: Tool,
    pub colour: Colour,
    pub node: u32,
    pub points: &'a [Point],
    pub hidden: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn read(op: Value) -> Option<Op> {
        serde_json::from_value(op).ok().filter(Op::is_well_formed)
    }

    fn begin(change: &str, to: Value) -> Option<Op> {
        let mut op =
            json!({"op": "begin", "n": 1, "tool": "pen", "colour": "#c0ffee", "node": 7, "points": [[0.5, -0.25]]});
        op[change] = to;
        read(op)
    }

    #[test]
    fn an_op_is_written_as_it_was_read() {
        for op in [
            json!({"op": "begin", "n": 1, "tool": "pen", "colour": "#00ff0a", "node": 7, "points": [[0.1, -0.25]]}),
            json!({"op": "begin", "n": 2, "tool": "rectangle", "colour": "#ffffff", "node": 0, "points": [[1.0, 2.0], [3.0, 4.5]]}),
            json!({"op": "extend", "n": 1, "points": [[0.2, 0.3]]}),
            json!({"op": "finish", "n": 1}),
            json!({"op": "hide", "strokes": [{"by": "customer", "n": 3}]}),
            json!({"op": "show", "strokes": []}),
        ] {
            let read = read(op.clone()).expect("an op");
            assert_eq!(serde_json::to_string(&read).ok().and_then(|text| serde_json::from_str(&text).ok()), Some(read));
        }
        let text =
            serde_json::to_string(&read(json!({"op": "extend", "n": 1, "points": [[0.1, 12345.67]]}))).expect("data");
        assert_eq!(text, r##"{"op":"extend","n":1,"points":[[0.1,12345.67]]}"##, "short numbers stay short");
    }

    #[test]
    fn what_is_no_stroke_does_not_read() {
        assert!(begin("n", json!(1)).is_some());
        for colour in [json!("red"), json!("#fff"), json!("#ggffaa"), json!("#+ffaab"), json!("url(#a)"), json!(0)] {
            assert_eq!(begin("colour", colour.clone()), None, "{colour}");
        }
        for points in
            [json!([]), json!([[1]]), json!([[1, 2, 3]]), json!([[1e39, 0]]), json!([[0, -2e8]]), json!([["1", 0]])]
        {
            assert_eq!(begin("points", points.clone()), None, "{points}");
        }
        assert_eq!(begin("tool", json!("laser")), None);
        assert_eq!(begin("tool", json!("rectangle")), None, "one corner makes none");
        assert_eq!(begin("node", json!(-1)), None);
        assert_eq!(begin("n", json!(1_u64 << 53)), None);
        assert_eq!(read(json!({"op": "extend", "n": 1, "points": []})), None);
        assert_eq!(read(json!({"op": "wipe"})), None);
    }
}
