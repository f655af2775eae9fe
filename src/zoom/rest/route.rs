//! What is asked of Zoom, and what it costs (Zoom reference §9.2, \[DZ-REST, SK-REST\]).

use crate::domain::{Pin, Time, zoom};
use crate::outgoing::Url;
use crate::zoom::SessionKind;
use chrono::{SubsecRound, TimeDelta};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is left as it is. A dot is not: an id of dots would climb in the path.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');

/// By what Zoom counts requests \[DZ-RATE\].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Light,
    ResourceIntensive,
}

/// The four reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    LiveSessions,
    PastSessions,
    Session,
    Users,
}

impl Route {
    /// \[DZ-REST\]
    pub fn label(self) -> Label {
        match self {
            Self::PastSessions => Label::ResourceIntensive,
            Self::LiveSessions | Self::Session | Self::Users => Label::Light,
        }
    }

    /// In metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::LiveSessions => "live_sessions",
            Self::PastSessions => "past_sessions",
            Self::Session => "session",
            Self::Users => "users",
        }
    }
}

/// One read with its parameters, without the page token.
#[derive(Clone, PartialEq, Eq)]
pub struct Question {
    pub route: Route,
    /// Below the base address.
    path: String,
    params: Vec<(&'static str, String)>,
}

impl Question {
    /// By `session_pin`; the changelog's `pin_code` is not in the description \[DZ-REST, CL-APR25\].
    pub fn live_sessions(pin: Option<&Pin>) -> Self {
        let pin = pin.map(|pin| ("session_pin", pin.as_str().to_owned()));
        Self::list(Route::LiveSessions, "/cobrowsesdk/live_sessions".into(), pin)
    }

    /// By their start, both times included, in whole seconds \[DZ-REST\].
    pub fn past_sessions(from: Time, to: Time) -> Self {
        let last = if to.trunc_subsecs(0) == to { to } else { to + TimeDelta::seconds(1) };
        let params = [("time_type", "start_time".into()), ("from", zoom::time(from)), ("to", zoom::time(last))];
        Self::list(Route::PastSessions, "/cobrowsesdk/past_sessions".into(), params)
    }

    pub fn session(id: &str, kind: SessionKind) -> Self {
        let kind = match kind {
            SessionKind::Live => "live",
            SessionKind::Past => "past",
        };
        let path = format!("/cobrowsesdk/sessions/{}", encoded(id));
        Self { route: Route::Session, path, params: vec![("session_type", kind.into())] }
    }

    pub fn users(id: &str) -> Self {
        Self::list(Route::Users, format!("/cobrowsesdk/sessions/{}/users", encoded(id)), None)
    }

    fn list(route: Route, path: String, params: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self { route, path, params: params.into_iter().collect() }
    }

    /// Where this is asked, for the page that `token` leads to. All parameters are repeated with it \[DZ-PAGE\].
    /// `page_size` is 30 to 300 \[DZ-REST\].
    pub fn url(&self, base: &Url, page_size: u32, token: Option<&str>) -> Url {
        let size = (self.route != Route::Session).then(|| page_size.to_string());
        let params = self.params.iter().map(|(name, value)| (*name, value.as_str()));
        let pairs: Vec<String> = params
            .chain(size.as_deref().map(|size| ("page_size", size)))
            .chain(token.map(|token| ("next_page_token", token)))
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        let target = format!("{}{}?{}", base.target.trim_end_matches('/'), self.path, pairs.join("&"));
        Url { target, ..base.clone() }
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn url(question: &Question, token: Option<&str>) -> String {
        let base: Url = "https://api.zoom.us/v2".parse().unwrap();
        question.url(&base, 300, token).to_string()
    }

    #[test]
    fn each_question_has_its_address() {
        let pin: Pin = "987536".parse().unwrap();
        let at = |millis: i64| Time::from_timestamp_millis(1_743_510_146_000 + millis).unwrap();
        for (question, token, address) in [
            (Question::live_sessions(None), None, "live_sessions?page_size=300"),
            (
                Question::live_sessions(Some(&pin)),
                Some("a+/=="),
                "live_sessions?session_pin=987536&page_size=300&next_page_token=a%2B%2F%3D%3D",
            ),
            (
                Question::past_sessions(at(0), at(1)),
                None,
                "past_sessions?time_type=start_time&from=2025-04-01T12%3A22%3A26Z&to=2025-04-01T12%3A22%3A27Z&page_size=300",
            ),
            (Question::session("ab/c+d==", SessionKind::Past), None, "sessions/ab%2Fc%2Bd%3D%3D?session_type=past"),
            (Question::session("..", SessionKind::Live), None, "sessions/%2E%2E?session_type=live"),
            (Question::users("K2?x#y"), None, "sessions/K2%3Fx%23y/users?page_size=300"),
        ] {
            assert_eq!(url(&question, token), format!("https://api.zoom.us/v2/cobrowsesdk/{address}"));
        }
    }

    proptest! {
        #[test]
        fn an_id_stays_one_segment_of_the_path(id in "\\PC{1,30}") {
            let url: Url = url(&Question::users(&id), Some(&id)).parse().unwrap();
            let path = url.target.split('?').next().unwrap();
            prop_assert_eq!(path.split('/').count(), 6);
            let segment = percent_encoding::percent_decode_str(path.split('/').nth(4).unwrap());
            prop_assert_eq!(segment.decode_utf8().unwrap(), id);
        }
    }
}
