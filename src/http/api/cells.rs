//! Lines of CSV (RFC 4180), safe to open in a spreadsheet.

/// Excel reads UTF-8 only after it.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The first line of a file.
pub(super) fn head(names: &[&str]) -> String {
    format!("{BYTE_ORDER_MARK}{}\r\n", names.join(","))
}

pub(super) fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

/// A cell. What a spreadsheet would run begins with an apostrophe; what would end the cell is in quotes.
fn quoted(text: &str) -> String {
    let risky = text.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let text = if risky || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n', ';', '\'']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_cell_is_never_a_formula() {
        for risky in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\u{ff1d}1"] {
            assert!(quoted(risky).trim_start_matches('"').starts_with('\''), "{risky:?}");
        }
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    }

    #[test]
    fn what_would_end_a_cell_is_in_quotes() {
        assert_eq!(quoted("Ada"), "Ada");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(quoted("a\r\nb"), "\"a\r\nb\"");
        assert_eq!(quoted("2026-11-26"), "2026-11-26");
    }
}
