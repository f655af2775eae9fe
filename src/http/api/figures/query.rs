//! Which figures are asked for.

use crate::domain::figures::{Period, Span};
use crate::domain::zone::Zone;
use crate::domain::{SiteId, Time};
use crate::http::error::{Error, FieldError};
use crate::oversight::FiguresQuery;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// Which period, where, and of which site. Everything may be left out.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FiguresParams {
    /// `today`, `7d`, `30d` or `own`; `7d` if left out, `own` where a date is given.
    pub period: Option<String>,
    /// The first day of an own period, such as 2026-11-01.
    pub from: Option<String>,
    /// The last day of an own period, included; `from` if left out. 366 days at most.
    pub to: Option<String>,
    /// The time zone that days and hours are of, such as `Europe/Berlin`; `UTC` if left out.
    pub zone: Option<String>,
    /// A site's id.
    pub site: Option<String>,
}

/// What the parameters ask for.
///
/// # Errors
/// Every parameter that cannot be read, at once.
pub fn asked(params: &FiguresParams, now: Time) -> Result<FiguresQuery, Error> {
    let mut errors = Vec::new();
    let zone = read(&params.zone, "/zone", "Use the name of a time zone, such as Europe/Berlin.", &mut errors);
    let site = read::<SiteId>(&params.site, "/site", "This is not a site's id.", &mut errors);
    let span = span(params, &mut errors);
    let period = span.map(|span| Period::of(span, zone.unwrap_or(Zone::UTC), now));
    match period {
        Some(Err(why)) => errors.push(FieldError::new("/to", why.to_string())),
        Some(Ok(period)) if errors.is_empty() => return Ok(FiguresQuery { period, site }),
        _ => {}
    }
    Err(Error::Fields(errors))
}

fn span(params: &FiguresParams, errors: &mut Vec<FieldError>) -> Option<Span> {
    let dates = given(&params.from).is_some() || given(&params.to).is_some();
    match given(&params.period).unwrap_or(if dates { "own" } else { "7d" }) {
        "today" => Some(Span::Today),
        "7d" => Some(Span::Week),
        "30d" => Some(Span::Month),
        "own" => own(params, errors),
        _ => {
            errors.push(FieldError::new("/period", "Use today, 7d, 30d or own."));
            None
        }
    }
}

fn own(params: &FiguresParams, errors: &mut Vec<FieldError>) -> Option<Span> {
    const ADVICE: &str = "Use a date such as 2026-11-30.";
    let before = errors.len();
    let from = read::<NaiveDate>(&params.from, "/from", ADVICE, errors);
    let to = read::<NaiveDate>(&params.to, "/to", ADVICE, errors);
    if from.is_none() && errors.len() == before {
        errors.push(FieldError::new("/from", "An own period has a first day."));
    }
    (errors.len() == before).then_some(from).flatten().map(|from| Span::Own { from, to: to.unwrap_or(from) })
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

fn read<T: std::str::FromStr>(
    text: &Option<String>,
    pointer: &str,
    advice: &'static str,
    errors: &mut Vec<FieldError>,
) -> Option<T> {
    let parsed = given(text)?.parse().ok();
    if parsed.is_none() {
        errors.push(FieldError::new(pointer, advice));
    }
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn all_wrong_parameters_are_told_at_once() {
        let params =
            FiguresParams { from: text("soon"), to: text("x"), zone: text("Mars"), site: text("No!"), period: None };
        match asked(&params, Time::default()) {
            Err(Error::Fields(errors)) => assert_eq!(errors.len(), 4, "{errors:?}"),
            other => panic!("{other:?}"),
        }
        let refused = |params: FiguresParams| matches!(asked(&params, Time::default()), Err(Error::Fields(_)));
        assert!(refused(FiguresParams { period: text("year"), ..FiguresParams::default() }));
        assert!(refused(FiguresParams { period: text("own"), ..FiguresParams::default() }));
        assert!(refused(FiguresParams {
            from: text("2026-02-02"),
            to: text("2026-02-01"),
            ..FiguresParams::default()
        }));
    }

    #[test]
    fn what_is_left_out_is_a_week_of_utc() {
        let now = "2026-11-26T12:00:00Z".parse().unwrap();
        let query = asked(&FiguresParams { zone: text(" "), ..FiguresParams::default() }, now).unwrap();
        assert_eq!((query.period.first.to_string(), query.period.zone), ("2026-11-20".to_owned(), Zone::UTC));
        let day = asked(&FiguresParams { from: text("2026-11-01"), ..FiguresParams::default() }, now).unwrap();
        assert_eq!(day.period.first, day.period.last);
    }
}
