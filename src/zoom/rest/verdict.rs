//! What an answer means (Zoom reference §9.2, \[DZ-REST\]). Pure.

use super::route::Label;
use super::{limited, shapes};
use crate::domain::Time;
use crate::outgoing::{Answer, End, Trouble};
use crate::zoom::ApiError;
use bytes::Bytes;
use chrono::TimeDelta;

/// \[DZ-REST\]
const PAGE_EXPIRED: i64 = 30_101;
const NO_SUCH_SESSION: i64 = 30_300;
/// Characters of Zoom's message that are repeated.
const SHOWN: usize = 160;

/// What to do about an attempt.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Good(Bytes),
    /// Worth another try, not before this long.
    Failed {
        why: String,
        not_before: TimeDelta,
    },
    /// Nobody asks for so long.
    Limited(TimeDelta),
    /// The list has to begin anew \[DZ-PAGE\].
    PageExpired,
    /// Another try would end alike.
    Final(ApiError),
}

impl Verdict {
    /// `outcome` in metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Good(_) => "ok",
            Self::Failed { .. } | Self::Final(ApiError::Unavailable(_)) => "failed",
            Self::Limited(_) => "limited",
            Self::PageExpired => "page_expired",
            Self::Final(ApiError::Unauthorized) => "unauthorized",
            Self::Final(ApiError::NoSuchSession) => "no_such_session",
            Self::Final(_) => "nonsense",
        }
    }
}

/// `label` is the route's.
pub fn verdict(answer: Result<Answer, Trouble>, label: Label, now: Time) -> Verdict {
    let answer = match answer {
        Ok(answer) => answer,
        // whoever changes what the name leads to would have to do it again
        Err(trouble @ Trouble::Inside(_)) => return Verdict::Final(ApiError::Unavailable(trouble.to_string())),
        Err(trouble) => return failed(trouble.to_string()),
    };
    let (code, message) = shapes::failure(&answer.body);
    match (answer.status, code) {
        (401, _) => Verdict::Final(ApiError::Unauthorized),
        (429, _) => Verdict::Limited(limited::wait(&answer.headers, label, now)),
        (500.., _) => {
            let not_before = answer.header("retry-after").and_then(|text| limited::retry_after(text, now));
            let not_before = not_before.unwrap_or_default().max(TimeDelta::zero());
            Verdict::Failed { why: format!("status {}", answer.status), not_before }
        }
        _ if answer.end == End::Broken => failed("its answer breaks off".into()),
        _ if answer.end == End::TooLong => nonsense("there is no end to it".into()),
        (200, _) => Verdict::Good(answer.body),
        (400, Some(PAGE_EXPIRED)) => Verdict::PageExpired,
        (404, Some(NO_SUCH_SESSION)) => Verdict::Final(ApiError::NoSuchSession),
        (status, _) => nonsense(unexpected(status, message.as_deref())),
    }
}

fn failed(why: String) -> Verdict {
    Verdict::Failed { why, not_before: TimeDelta::zero() }
}

fn nonsense(why: String) -> Verdict {
    Verdict::Final(ApiError::Nonsense(why))
}

fn unexpected(status: u16, message: Option<&str>) -> String {
    let printable = |c: &char| !c.is_control();
    let shown: String = message.unwrap_or_default().chars().filter(printable).take(SHOWN).collect();
    if shown.is_empty() { format!("status {status}") } else { format!("status {status}, {shown:?}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;

    fn of(status: u16, body: &str) -> Verdict {
        ended(status, body, End::Whole)
    }

    fn ended(status: u16, body: &str, end: End) -> Verdict {
        let body = Bytes::from(body.to_owned());
        verdict(Ok(Answer { status, headers: HeaderMap::new(), body, end }), Label::Light, Time::UNIX_EPOCH)
    }

    fn name(status: u16, body: &str) -> &'static str {
        of(status, body).name()
    }

    #[test]
    fn each_status_and_code_has_its_meaning() {
        assert_eq!(of(200, "{}"), Verdict::Good("{}".into()));
        assert_eq!(of(401, ""), Verdict::Final(ApiError::Unauthorized));
        assert_eq!(of(404, r#"{"code":30300}"#), Verdict::Final(ApiError::NoSuchSession));
        assert_eq!(of(400, r#"{"code":30101}"#), Verdict::PageExpired);
        assert_eq!(of(429, "slow down"), Verdict::Limited(TimeDelta::seconds(1)));
        for status in [500, 502, 503, 599] {
            assert_eq!(name(status, "<html>"), "failed");
        }
        for status in [201, 204, 301, 302, 307, 403, 405, 418] {
            assert_eq!(name(status, r#"{"code":200}"#), "nonsense", "{status}");
        }
        assert_eq!(name(404, "<html>"), "nonsense", "that is no answer of Zoom's: the address is wrong");
        assert_eq!(name(400, r#"{"code":300,"message":"Validation failed."}"#), "nonsense");
    }

    #[test]
    fn an_answer_that_broke_off_is_worth_another_try_and_one_without_end_is_not() {
        assert_eq!(ended(200, "{", End::Broken).name(), "failed");
        assert_eq!(ended(200, "{", End::TooLong).name(), "nonsense");
    }

    #[test]
    fn zooms_message_is_repeated_but_not_all_of_a_long_one() {
        let body = serde_json::json!({ "code": 200, "message": format!("No\u{7}pe{}", "e".repeat(500)) }).to_string();
        let Verdict::Final(error) = of(403, &body) else { panic!("it is final") };
        let error = error.to_string();
        assert!(error.contains("status 403, \"Nope") && error.len() < 240, "{error}");
    }
}
