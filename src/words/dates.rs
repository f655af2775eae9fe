//! Days and times as each language writes them, in UTC. Scripts show the reader's own time beside them.

use super::Language;
use chrono::{DateTime, Datelike, Utc};

const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
const ES: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];
const DE: [&str; 12] = ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
const FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const AR: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

pub(super) fn date(language: Language, at: &DateTime<Utc>) -> String {
    let (day, year) = (day(language, at), at.year());
    match language {
        Language::Ja => format!("{year}年{day}"),
        _ => format!("{day} {year}"),
    }
}

/// Without the year.
pub(super) fn day(language: Language, at: &DateTime<Utc>) -> String {
    let (day, month) = (at.day(), at.month0() as usize);
    match language {
        Language::En => format!("{day} {}", EN[month]),
        Language::Es => format!("{day} {}", ES[month]),
        Language::De => format!("{day}. {}", DE[month]),
        Language::Fr => format!("{day} {}", FR[month]),
        Language::Ja => format!("{}月{day}日", month + 1),
        Language::Ar => format!("{day} {}", AR[month]),
    }
}

pub(super) fn date_time(language: Language, at: &DateTime<Utc>) -> String {
    let comma = match language {
        Language::Ja => " ",
        Language::Ar => "، ",
        _ => ", ",
    };
    format!("{}{comma}{} UTC", date(language, at), at.format("%H:%M:%S"))
}
