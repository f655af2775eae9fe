//! How JavaScript reads and writes numbers, as far as the auth sample's answers show it (ECMA-262, `parseInt`,
//! `Number::toString`, `Array.prototype.toString`).

use serde_json::Value;

/// At most so many characters of a request are repeated in an answer (hardening §12).
const LONGEST_ECHO: usize = 64;

/// `parseInt(text)`: the number that the text begins with, in tens or after `0x` in sixteens. `None` is `NaN`.
pub fn parse_int(text: &str) -> Option<f64> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (radix, text) = hexadecimal.map_or((10, text), |rest| (16, rest));
    let digits: Vec<u32> = text.chars().map_while(|c| c.to_digit(radix)).collect();
    if digits.is_empty() {
        return None;
    }
    let number = digits.iter().fold(0.0, |number, digit| number * f64::from(radix) + f64::from(*digit));
    Some(if negative { -number } else { number })
}

/// `String(number)`.
pub fn number_text(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        "0".into()
    } else if (1e-6..1e21).contains(&size) {
        number.to_string()
    } else {
        // Rust writes 1e21 where JavaScript writes 1e+21
        let text = format!("{number:e}");
        if text.contains("e-") { text } else { text.replace('e', "e+") }
    }
}

/// `String(value)`, cut to 64 characters.
pub fn text_of(value: &Value) -> String {
    let whole = match value {
        Value::Null => "null".into(),
        Value::Array(items) => items.iter().map(item_text).collect::<Vec<_>>().join(","),
        other => item_text(other),
    };
    whole.chars().take(LONGEST_ECHO).collect()
}

/// Inside a list, nothing is an empty text.
fn item_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => yes.to_string(),
        Value::Number(number) => number.as_f64().map(number_text).unwrap_or_default(),
        Value::String(text) => text.clone(),
        Value::Array(_) => text_of(value),
        Value::Object(_) => "[object Object]".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_number_is_read_from_the_beginning_of_a_text() {
        for (text, number) in [
            ("1", 1.0),
            (" \t\n7", 7.0),
            ("-0", 0.0),
            ("+5x", 5.0),
            ("1.9", 1.0),
            ("1e3", 1.0),
            ("0x1F", 31.0),
            ("08", 8.0),
        ] {
            assert_eq!(parse_int(text), Some(number), "{text:?}");
        }
        for text in ["", " ", "x1", "-", "0x", "٣", "NaN", ".5"] {
            assert_eq!(parse_int(text), None, "{text:?}");
        }
    }

    #[test]
    fn numbers_and_lists_are_written_as_browsers_write_them() {
        for (number, text) in
            [(1.0, "1"), (-1.5, "-1.5"), (1e21, "1e+21"), (1e-7, "1e-7"), (1e20, "100000000000000000000"), (-0.0, "0")]
        {
            assert_eq!(number_text(number), text);
        }
        assert_eq!(text_of(&json!([1, null, "x", [2, [3]]])), "1,,x,2,3");
        assert_eq!(text_of(&json!({ "a": 1 })), "[object Object]");
        assert_eq!(text_of(&json!(["x".repeat(100)])).len(), 64);
    }

    proptest! {
        #[test]
        fn a_whole_number_comes_back_from_its_text(number in -9_007_199_254_740_991_i64..9_007_199_254_740_991, tail in "([ a-wyz.,].{0,5})?") {
            prop_assert_eq!(parse_int(&format!("{number}{tail}")), Some(number as f64));
            prop_assert_eq!(number_text(number as f64), number.to_string());
        }
    }
}
