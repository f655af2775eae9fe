//! Answers as Zoom writes them (Zoom reference §9.3, \[DZ-REST\]): what it promises has to be there, what we do not know is
//! passed over. Nothing of an answer's content stands in a complaint about it: there are names in it.

use crate::domain::presence::Party;
use crate::domain::{Pin, Time};
use crate::zoom::webhook::{is_id, visible};
use crate::zoom::{ApiError, ApiSession, ApiUser, SessionKind};
use chrono::DateTime;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A page of a list, and the token of the next one.
#[derive(Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// `None` on the last page; Zoom writes an empty one \[DZ-PAGE\].
    pub next: Option<String>,
}

#[derive(Deserialize)]
struct Sessions {
    next_page_token: Option<String>,
    sessions: Vec<Session>,
}

#[derive(Deserialize)]
struct Users {
    next_page_token: Option<String>,
    users: Vec<User>,
}

#[derive(Deserialize)]
struct Session {
    session_id: String,
    start_time: String,
    end_time: Option<String>,
    session_pin: Option<String>,
    users: Option<Vec<User>>,
}

#[derive(Deserialize)]
struct User {
    user_connection_id: Option<String>,
    user_id: String,
    user_name: String,
    role_type: String,
    join_time: Option<String>,
    leave_time: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    code: Option<i64>,
    message: Option<String>,
}

pub fn live_sessions(body: &[u8]) -> Result<Page<ApiSession>, ApiError> {
    sessions(body, SessionKind::Live)
}

pub fn past_sessions(body: &[u8]) -> Result<Page<ApiSession>, ApiError> {
    sessions(body, SessionKind::Past)
}

pub fn session(body: &[u8], kind: SessionKind) -> Result<ApiSession, ApiError> {
    read::<Session>(body)?.checked(kind)
}

pub fn users(body: &[u8]) -> Result<Page<ApiUser>, ApiError> {
    let page: Users = read(body)?;
    let items = page.users.into_iter().map(User::checked).collect::<Result<_, _>>()?;
    Ok(Page { items, next: told(page.next_page_token) })
}

/// `code` and `message` of a failure, where they are there.
pub fn failure(body: &[u8]) -> (Option<i64>, Option<String>) {
    serde_json::from_slice::<Failure>(body).map_or((None, None), |failure| (failure.code, failure.message))
}

fn sessions(body: &[u8], kind: SessionKind) -> Result<Page<ApiSession>, ApiError> {
    let page: Sessions = read(body)?;
    let items = page.sessions.into_iter().map(|session| session.checked(kind)).collect::<Result<_, _>>()?;
    Ok(Page { items, next: told(page.next_page_token) })
}

impl Session {
    fn checked(self, kind: SessionKind) -> Result<ApiSession, ApiError> {
        let ended_at = told(self.end_time).map(|text| time("end_time", &text)).transpose()?;
        if kind == SessionKind::Past && ended_at.is_none() {
            return Err(nonsense("a session that is past has no end_time"));
        }
        Ok(ApiSession {
            id: Some(self.session_id)
                .filter(|id| is_id(id))
                .ok_or_else(|| nonsense("session_id is empty, or no id"))?,
            started_at: time("start_time", &self.start_time)?,
            ended_at,
            // it is optional, and one that is no PIN is not worth losing the session for
            pin: told(self.session_pin).and_then(|pin| pin.parse::<Pin>().ok()),
            users: self.users.unwrap_or_default().into_iter().map(User::checked).collect::<Result<_, _>>()?,
        })
    }
}

impl User {
    fn checked(self) -> Result<ApiUser, ApiError> {
        let moment = |field, text| told(text).map(|text| time(field, &text)).transpose();
        let party = self.role_type.to_ascii_lowercase().parse::<Party>();
        Ok(ApiUser {
            connection_id: told(self.user_connection_id),
            // an integrator chose the one, a person the other
            id: visible(&self.user_id),
            name: visible(&self.user_name),
            party: party.map_err(|()| nonsense("role_type is neither customer nor agent"))?,
            joined_at: moment("join_time", self.join_time)?,
            left_at: moment("leave_time", self.leave_time)?,
        })
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let json = &mut serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(json).map_err(|error| match error.path().to_string() {
        _ if !error.inner().is_data() => nonsense("it is not JSON"),
        path if path == "." => nonsense("it lacks something that belongs there"),
        path => nonsense(&format!("{path} is not what it should be, or something in it is missing")),
    })
}

/// ISO 8601; Zoom writes UTC and whole seconds \[DZ-REST\].
fn time(field: &str, text: &str) -> Result<Time, ApiError> {
    let time = DateTime::parse_from_rfc3339(text).map_err(|_| nonsense(&format!("{field} is no time")))?;
    Ok(time.to_utc())
}

/// An empty text says nothing.
fn told(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn nonsense(why: &str) -> ApiError {
    ApiError::Nonsense(why.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn live() -> Value {
        json!({ "next_page_token": "", "page_size": 30, "sessions": [{
            "session_id": "Q3jiuzT9TkGpNhZ5HbvK7A==", "start_time": "2025-04-01T12:22:26Z", "session_pin": "987536",
            "users": [{ "user_id": "u1", "user_name": "Grace", "role_type": "customer", "mood": "good" }], "new": {},
        }] })
    }

    fn complaint(answer: &Value) -> String {
        live_sessions(answer.to_string().as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_live_session_is_read_and_what_is_new_is_passed_over() {
        let page = live_sessions(live().to_string().as_bytes()).unwrap();
        let [session] = &page.items[..] else { panic!("one session") };
        assert_eq!((session.id.as_str(), page.next.as_deref()), ("Q3jiuzT9TkGpNhZ5HbvK7A==", None));
        assert_eq!((session.started_at.timestamp(), session.ended_at), (1_743_510_146, None));
        assert_eq!(session.pin.as_ref().map(Pin::as_str), Some("987536"));
        let [user] = &session.users[..] else { panic!("one user") };
        assert_eq!((user.name.as_str(), user.party, user.joined_at), ("Grace", Party::Customer, None));
    }

    #[test]
    fn what_may_be_missing_may_be_missing() {
        let bare =
            json!({ "sessions": [{ "session_id": "x", "start_time": "2025-04-01T12:22:26Z", "session_pin": "" }] });
        let page = live_sessions(bare.to_string().as_bytes()).unwrap();
        assert_eq!((page.next, &page.items[0].pin, page.items[0].users.len()), (None, &None, 0));
        let user = json!({ "users": [{ "user_id": "", "user_name": "", "role_type": "Agent", "leave_time": null }] });
        let page = users(user.to_string().as_bytes()).unwrap();
        assert_eq!((page.items[0].party, page.items[0].left_at), (Party::Agent, None));
    }

    #[test]
    fn what_somebody_chose_is_neither_long_nor_invisible() {
        let mut answer = live();
        let user = answer.pointer_mut("/sessions/0/users/0").unwrap();
        (user["user_id"], user["user_name"]) = (json!("u\u{1b}[2J1"), json!(format!("\u{202e}{}", "G".repeat(5_000))));
        let page = live_sessions(answer.to_string().as_bytes()).unwrap();
        let user = &page.items[0].users[0];
        assert_eq!((user.id.as_str(), user.name.as_str()), ("u[2J1", "G".repeat(200).as_str()));
    }

    #[test]
    fn a_past_session_has_an_end() {
        let ended =
            json!({ "session_id": "x", "start_time": "2025-04-01T12:22:26Z", "end_time": "2025-04-01T12:30:00Z" });
        let read = |value: &Value| session(value.to_string().as_bytes(), SessionKind::Past);
        assert_eq!(read(&ended).unwrap().ended_at.unwrap().timestamp(), 1_743_510_600);
        let mut open = ended.clone();
        open.as_object_mut().unwrap().remove("end_time");
        assert!(read(&open).unwrap_err().to_string().contains("no end_time"));
    }

    #[test]
    fn a_complaint_says_what_is_wrong_and_repeats_nothing() {
        for (pointer, value, words) in [
            ("/sessions", json!("Grace"), "sessions is not"),
            ("/sessions/0/users/0/user_name", json!(7), "sessions[0].users[0].user_name is not"),
            ("/sessions/0/users/0/role_type", json!("Grace"), "neither customer nor agent"),
            ("/sessions/0/start_time", json!("Grace"), "start_time is no time"),
            ("/sessions/0/session_id", json!(""), "session_id is empty"),
            ("/sessions/0/session_id", json!("Grace\n"), "session_id is empty, or no id"),
            ("/sessions/0/session_id", json!("x".repeat(201)), "session_id is empty, or no id"),
            ("/sessions/0/session_pin", json!(987_536), "session_pin is not"),
        ] {
            let mut answer = live();
            *answer.pointer_mut(pointer).unwrap() = value;
            let complaint = complaint(&answer);
            assert!(
                complaint.contains(words) && !complaint.contains("Grace") && !complaint.contains("987536"),
                "{complaint}"
            );
        }
        assert!(complaint(&json!({})).contains("lacks"));
        assert!(live_sessions(b"<html>Grace</html>").unwrap_err().to_string().contains("not JSON"));
        assert!(live_sessions(&live().to_string().as_bytes()[..40]).unwrap_err().to_string().contains("not JSON"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(body: Vec<u8>) {
            let _ = (live_sessions(&body), past_sessions(&body), users(&body), failure(&body));
            let _ = session(&body, SessionKind::Live);
        }
    }
}
