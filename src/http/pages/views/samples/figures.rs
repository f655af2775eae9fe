//! Figures of a week, of one day, of nothing, and of a question that was wrong.

use super::{LANGUAGE, layout, noon, render};
use crate::domain::figures::{Fate, Fates, Period, Slot, Span, Spread};
use crate::domain::zone::Zone;
use crate::http::pages::figures::{facts, in_words, pictures};
use crate::http::pages::views::*;
use crate::oversight::{Figures, FiguresQuery};
use crate::store::{AgentLoad, Counts};
use crate::words::Words;
use chrono::TimeDelta;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let wrong = FiguresForm {
        zone: "Mars/Olympus".into(),
        zone_error: Some(Words::new(LANGUAGE.get()).say("figures-wrong-zone").to_string()),
        ..FiguresForm::default()
    };
    vec![
        ("figures", render(&page(Span::Month, counts(30)))),
        ("figures-day", render(&page(Span::Today, counts(1)))),
        ("figures-empty", render(&page(Span::Week, Counts::default()))),
        (
            "figures-wrong",
            render(&FiguresPage {
                asked: wrong,
                period: None,
                facts: vec![],
                pictures: vec![],
                ..page(Span::Week, Counts::default())
            }),
        ),
    ]
}

fn page(span: Span, counts: Counts) -> FiguresPage {
    let words = Words::new(LANGUAGE.get());
    let zone: Zone = "Europe/Berlin".parse().expect("a zone");
    let period = Period::of(span, zone, noon()).expect("a period");
    let figures = Figures::of(counts, FiguresQuery { period, site: None });
    FiguresPage {
        layout: layout(Some(Role::Supervisor), Section::Figures),
        asked: FiguresForm { period: span.as_str().into(), zone: zone.to_string(), ..FiguresForm::default() },
        zones: vec!["America/New_York", "Asia/Tokyo", "Europe/Berlin", "UTC"],
        sites: vec!["harbor".into(), "claims".into()],
        period: Some(in_words(&figures.query.period, words)),
        facts: facts(&figures, words),
        pictures: pictures(&figures, words),
        csv: "/api/figures/csv?period=own".into(),
    }
}

/// Office hours, more at noon; numbers that come out the same every time.
fn counts(days: i64) -> Counts {
    let mut slots = Vec::new();
    let mut fates = Fates::default();
    for quarter in 0..days * 96 {
        let start = noon() - TimeDelta::minutes(quarter * 15);
        let busy = (quarter * 7 + 3) % 11;
        for (fate, share) in Fate::ALL.into_iter().zip([9, 1, 3, 1, 0]) {
            let count = u64::try_from((busy * share / 10) % 7).unwrap_or_default();
            if count > 0 {
                slots.push(Slot { start, fate, count });
                fates.add(fate, count);
            }
        }
    }
    let load = |name: &str, sessions, most_seats, minutes| AgentLoad {
        agent: None,
        name: name.into(),
        sessions,
        most_seats,
        seated: TimeDelta::minutes(minutes),
    };
    Counts {
        slots,
        outcomes: vec![("solved".into(), 400), ("follow_up".into(), 32)],
        ends: vec![
            ("agent_ended".into(), 310),
            ("customer_ended".into(), 205),
            ("no_agent".into(), 44),
            ("revoked".into(), 3),
        ],
        waits: Spread::of((0..200).map(|n| (n * n % 431, 1 + n % 3))),
        lengths: Spread::of((0..200).map(|n| (n * 37 % 2_700, 1 + n % 2))),
        sites: vec![(Some("harbor".parse().expect("an id")), fates), (None, Fates::default())],
        agents: vec![
            load("Ada Lindqvist", 212, 3, 1_830),
            load("<b>Bob</b> O'Neil-Fitzgerald the Younger", 140, 2, 900),
            load("山田 花子", 12, 1, 44),
        ],
    }
}
