//! Which entries are asked for.

use crate::domain::timeline::Kind;
use crate::domain::zone::Zone;
use crate::domain::{AgentId, SessionId, SiteId, Time};
use crate::http::api::parameters::Reading;
use crate::http::error::Error;
use crate::store::{EntryFilter, EntryOrder};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// What to look for. Every field narrows what is found.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditParams {
    /// What happened, such as `site_changed`.
    pub kind: Option<String>,
    /// The id of whoever did it.
    pub person: Option<String>,
    /// A site, by its slug: entries of its sessions, and about the site itself.
    pub site: Option<String>,
    /// A session's id.
    pub session: Option<String>,
    /// At or after: a date, or a time in RFC 3339.
    pub from: Option<String>,
    /// Before: a date (that day included), or a time in RFC 3339.
    pub to: Option<String>,
    /// The time zone that dates are of, such as `Europe/Berlin`; `UTC` if left out.
    pub zone: Option<String>,
    /// Below this number: `next` of the page before.
    pub before: Option<String>,
    /// 1 to 200; 50 if left out.
    pub limit: Option<u32>,
}

/// What the parameters ask for.
///
/// # Errors
/// Every parameter that cannot be read, at once.
pub fn asked(params: &AuditParams) -> Result<EntryFilter, Error> {
    const DATE: &str = "Use a date such as 2026-11-30.";
    let mut reading = Reading::default();
    let zone =
        reading.read(&params.zone, "/zone", "Use the name of a time zone, such as Europe/Berlin.", parsed::<Zone>);
    let zone = zone.unwrap_or(Zone::UTC);
    let before = reading.read(&params.before, "/before", "Use next of the page before.", parsed::<i64>);
    let filter = EntryFilter {
        kind: reading.read(&params.kind, "/kind", "Nothing of this name is written down.", parsed::<Kind>),
        actor: reading.read(&params.person, "/person", "This is not a person's id.", parsed::<AgentId>),
        site: reading.read(&params.site, "/site", "This is not a site's slug.", parsed::<SiteId>),
        session: reading.read(&params.session, "/session", "This is not a session's id.", parsed::<SessionId>),
        from: reading.read(&params.from, "/from", DATE, |text| moment(text, zone, false)),
        to: reading.read(&params.to, "/to", DATE, |text| moment(text, zone, true)),
        order: before.map_or_else(EntryOrder::default, EntryOrder::Before),
        limit: reading.limit(params.limit),
    };
    reading.finish(filter)
}

fn parsed<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// A time, or the begin of a date there, or of the one after it.
fn moment(text: &str, zone: Zone, after: bool) -> Option<Time> {
    let begin = |date: NaiveDate| Some(zone.first_of(if after { date.succ_opt()? } else { date }));
    match text.parse() {
        Ok(date) => begin(date),
        Err(_) => chrono::DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn all_wrong_parameters_are_told_at_once() {
        let params = AuditParams {
            kind: text("coffee_made"),
            person: text("ada"),
            site: text("No Site"),
            session: text("1"),
            from: text("soon"),
            to: text("later"),
            zone: text("Mars"),
            before: text("x"),
            limit: Some(0),
        };
        match asked(&params) {
            Err(Error::Fields(errors)) => assert_eq!(errors.len(), 9, "{errors:?}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn days_are_those_of_the_zone_and_the_last_one_is_included() {
        let day = AuditParams {
            from: text("2026-10-25"),
            to: text("2026-10-25"),
            zone: text("Europe/Berlin"),
            ..AuditParams::default()
        };
        let filter = asked(&day).unwrap();
        // the day on which the clocks go back has 25 hours
        assert_eq!(filter.from, "2026-10-24T22:00:00Z".parse().ok());
        assert_eq!(filter.to, "2026-10-25T23:00:00Z".parse().ok());
        let exact = AuditParams { from: text("2026-10-25T12:00:00+02:00"), zone: text(" "), ..AuditParams::default() };
        assert_eq!(asked(&exact).unwrap().from, "2026-10-25T10:00:00Z".parse().ok());
        assert_eq!(asked(&AuditParams::default()).unwrap(), EntryFilter { limit: 50, ..EntryFilter::default() });
    }
}
