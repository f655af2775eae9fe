//! Numbers as each language writes them. Arabic pages keep to European digits, as PINs and clocks do.

use super::Language;

/// `decimal` such as `-1234.5`, with the language's signs. Spanish groups from five digits on.
pub(super) fn grouped(language: Language, decimal: &str) -> String {
    let (separator, point, least) = signs(language);
    let (minus, number) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("-", rest));
    let (whole, rest) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    // a bare minus would go to the wrong side of the number
    let mark = if language.dir() == "rtl" && !minus.is_empty() { "\u{200e}" } else { "" };
    let mut text = format!("{mark}{minus}");
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len() >= least && (whole.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push(point);
        text.push_str(rest);
    }
    text
}

fn signs(language: Language) -> (char, char, usize) {
    match language {
        Language::En | Language::Ja | Language::Ar => (',', '.', 4),
        Language::De => ('.', ',', 4),
        Language::Es => ('.', ',', 5),
        Language::Fr => ('\u{202f}', ',', 4),
    }
}
