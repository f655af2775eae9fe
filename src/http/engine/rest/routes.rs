//! The four reads. Each takes its parameters, its page, its rows, in that order.

use super::error::{Failure, RestError};
use super::paging::Position;
use super::params::Params;
use super::shapes::{
    LiveSession, LiveSessions, PastSession, PastSessions, SessionDetail, SessionUsers, UserConnection,
};
use super::window::window;
use super::{Rest, rest_of};
use crate::broker::Broker;
use crate::domain::{JoinId, Pin, SessionId, Time};
use crate::http::state::Ops;
use crate::store::{Shared, SharedFilter, SharedSession};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use std::sync::Arc;

type Keys = State<Option<Arc<Rest>>>;

/// Which page of what is asked for.
struct Asked<'a> {
    rest: &'a Rest,
    /// Everything but the page token.
    request: Vec<&'a str>,
    page_size: u32,
    /// `None` on the first page.
    position: Option<Position>,
    now: Time,
}

impl<'a> Asked<'a> {
    /// # Errors
    /// 30101 for a token that does not lead to a page of this request.
    fn page(
        rest: &'a Rest,
        params: &'a Params,
        request: Vec<&'a str>,
        page_size: u32,
        now: Time,
    ) -> Result<Self, RestError> {
        let read = |token| rest.paging.read(&request, token, now).ok_or(RestError::PageToken);
        let position = params.text("next_page_token").map(read).transpose()?;
        Ok(Self { rest, request, page_size, position, now })
    }

    /// One row more than the page has tells whether there is another page.
    fn limit(&self) -> u32 {
        self.page_size + 1
    }

    /// Takes the row too many away; the token of the page it is on, or no text.
    fn next<T>(&self, rows: &mut Vec<T>, place: impl Fn(&T) -> (Time, [u8; 16])) -> String {
        let size = self.page_size as usize;
        let is_last = rows.len() <= size;
        rows.truncate(size);
        let last = rows.last().filter(|_| !is_last).map(place);
        let asked_at = self.asked_at();
        let position = last.map(|(at, id)| Position { asked_at, at, id });
        position.map(|position| self.rest.paging.token(&self.request, position, self.now)).unwrap_or_default()
    }

    fn asked_at(&self) -> Time {
        self.position.map_or(self.now, |position| position.asked_at)
    }

    fn before(&self) -> Option<(Time, SessionId)> {
        self.position.map(|position| (position.at, SessionId::from_bytes(position.id)))
    }
}

/// Live sessions
///
/// Sessions that somebody joined and that are not over, the latest first.
#[utoipa::path(get, path = "/v2/cobrowsesdk/live_sessions", tag = "zoom", operation_id = "Listlivesessions",
    security(("restToken" = [])),
    params(
        ("page_size" = Option<u32>, Query, minimum = 30, maximum = 300, description = "30 unless given."),
        ("next_page_token" = Option<String>, Query, description = "From the page before."),
        ("session_pin" = Option<String>, Query, description = "The Support PIN; also as `pin_code`."),
    ),
    responses(
        (status = 200, body = LiveSessions),
        (status = 400, body = Failure, description = "30101: the page token is not good. 300: a parameter is not."),
        (status = 401, body = Failure), (status = 429, body = Failure),
    ))]
pub async fn live_sessions(
    State(broker): State<Broker>,
    State(keys): Keys,
    State(ops): State<Ops>,
    uri: Uri,
) -> Result<Json<LiveSessions>, RestError> {
    let mut params = Params::of(&uri)?;
    let page_size = params.page_size();
    params.check()?;
    let size = page_size.to_string();
    let pin = params.text("session_pin").or_else(|| params.text("pin_code"));
    let asked = Asked::page(
        rest_of(&keys)?,
        &params,
        vec!["live_sessions", &size, pin.unwrap_or_default()],
        page_size,
        ops.clock.now(),
    )?;
    let which = Shared::Live;
    let filter = match pin.map(str::parse::<Pin>).transpose() {
        Ok(pin) => Some(SharedFilter { which, pin, session: None, before: asked.before(), limit: asked.limit() }),
        // what is no PIN is nobody's
        Err(_) => None,
    };
    let (sessions, next_page_token) = listed(&broker, &asked, filter).await?;
    let sessions = sessions.into_iter().map(LiveSession::of).collect();
    Ok(Json(LiveSessions { page_size, next_page_token, sessions }))
}

/// Past sessions
///
/// Sessions that somebody joined and that are over, the latest first: those of the last 24 hours unless told otherwise.
#[utoipa::path(get, path = "/v2/cobrowsesdk/past_sessions", tag = "zoom", operation_id = "Listpastsession",
    security(("restToken" = [])),
    params(
        ("page_size" = Option<u32>, Query, minimum = 30, maximum = 300, description = "30 unless given."),
        ("next_page_token" = Option<String>, Query, description = "From the page before."),
        ("session_pin" = Option<String>, Query, description = "PINs are forgotten with the end, so this finds nothing."),
        ("session_id" = Option<String>, Query),
        ("time_type" = Option<String>, Query, description = "`start_time`, unless it is `end_time`."),
        ("from" = Option<String>, Query, description = "`yyyy-mm-dd` or `yyyy-MM-ddTHH:mm:ssZ`, within the last six months."),
        ("to" = Option<String>, Query, description = "Likewise, a month after `from` at most."),
    ),
    responses(
        (status = 200, body = PastSessions),
        (status = 400, body = Failure, description = "30101: the page token is not good. 300: a parameter is not."),
        (status = 401, body = Failure), (status = 429, body = Failure),
    ))]
pub async fn past_sessions(
    State(broker): State<Broker>,
    State(keys): Keys,
    State(ops): State<Ops>,
    uri: Uri,
) -> Result<Json<PastSessions>, RestError> {
    let mut params = Params::of(&uri)?;
    let page_size = params.page_size();
    let time_type = params.choice("time_type", "Use start_time or end_time.", ["start_time", "end_time"]);
    let now = ops.clock.now();
    // only to complain: which time is meant depends on when the first page was asked for
    params.window(now);
    params.check()?;
    let size = page_size.to_string();
    let mut request = vec!["past_sessions", &size, time_type];
    request.extend(
        ["session_pin", "pin_code", "session_id", "from", "to"].map(|name| params.text(name).unwrap_or_default()),
    );
    let asked = Asked::page(rest_of(&keys)?, &params, request, page_size, now)?;
    let window = window(params.text("from"), params.text("to"), asked.asked_at()).map_err(RestError::Validation)?;
    let which = match time_type {
        "end_time" => Shared::Ended(window.from, window.until),
        _ => Shared::Started(window.from, window.until),
    };
    let (sessions, next_page_token) = listed(&broker, &asked, past_filter(&params, &asked, which)).await?;
    Ok(Json(PastSessions {
        from: window.from_day.to_string(),
        to: window.to_day.to_string(),
        page_size,
        next_page_token,
        sessions: sessions.into_iter().map(PastSession::of).collect(),
    }))
}

/// `None` if nothing can fit: no past session has a PIN, and what is no id is nobody's.
fn past_filter(params: &Params, asked: &Asked<'_>, which: Shared) -> Option<SharedFilter> {
    if params.text("session_pin").or_else(|| params.text("pin_code")).is_some() {
        return None;
    }
    let session = params.text("session_id").map(SessionId::from_short).transpose().ok()?;
    Some(SharedFilter { which, pin: None, session, before: asked.before(), limit: asked.limit() })
}

async fn listed(
    broker: &Broker,
    asked: &Asked<'_>,
    filter: Option<SharedFilter>,
) -> Result<(Vec<SharedSession>, String), RestError> {
    let Some(filter) = filter else { return Ok((Vec::new(), String::new())) };
    let mut sessions = broker.shared_sessions(&filter).await?;
    let next = asked.next(&mut sessions, |session| (filter.which.time_of(session), session.id.to_bytes()));
    Ok((sessions, next))
}

/// One session
#[utoipa::path(get, path = "/v2/cobrowsesdk/sessions/{sessionId}", tag = "zoom", operation_id = "Getasession",
    security(("restToken" = [])),
    params(
        ("sessionId" = String, Path, description = "22 characters, as the lists and webhooks give it."),
        ("session_type" = Option<String>, Query, description = "`live`, unless it is `past`."),
    ),
    responses(
        (status = 200, body = SessionDetail),
        (status = 400, body = Failure, description = "300: a parameter is not good."),
        (status = 401, body = Failure),
        (status = 404, body = Failure, description = "30300: there is no such session of this type."),
        (status = 429, body = Failure),
    ))]
pub async fn session(
    State(broker): State<Broker>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Json<SessionDetail>, RestError> {
    let mut params = Params::of(&uri)?;
    let is_past = params.choice("session_type", "Use live or past.", ["live", "past"]) == "past";
    params.check()?;
    let session = known(&broker, &id).await?;
    if session.ended_at.is_some() != is_past {
        return Err(RestError::NoSuchSession(id));
    }
    Ok(Json(SessionDetail::of(session)))
}

/// Who joined a session
///
/// One element for each joining, the first one first: whoever came back is there again.
#[utoipa::path(get, path = "/v2/cobrowsesdk/sessions/{sessionId}/users", tag = "zoom", operation_id = "Listsessionusers",
    security(("restToken" = [])),
    params(
        ("sessionId" = String, Path, description = "22 characters, as the lists and webhooks give it."),
        ("page_size" = Option<u32>, Query, minimum = 30, maximum = 300, description = "30 unless given."),
        ("next_page_token" = Option<String>, Query, description = "From the page before."),
    ),
    responses(
        (status = 200, body = SessionUsers),
        (status = 400, body = Failure, description = "30101: the page token is not good. 300: a parameter is not."),
        (status = 401, body = Failure),
        (status = 404, body = Failure, description = "30300: there is no such session."),
        (status = 429, body = Failure),
    ))]
pub async fn session_users(
    State(broker): State<Broker>,
    State(keys): Keys,
    State(ops): State<Ops>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Json<SessionUsers>, RestError> {
    let mut params = Params::of(&uri)?;
    let page_size = params.page_size();
    params.check()?;
    let session = known(&broker, &id).await?;
    let size = page_size.to_string();
    let asked = Asked::page(rest_of(&keys)?, &params, vec!["users", &size, &id], page_size, ops.clock.now())?;
    let after = asked.position.map(|position| JoinId::from_bytes(position.id));
    let mut joins = broker.joins(session.id, after, asked.limit()).await?;
    let next_page_token = asked.next(&mut joins, |join| (join.joined_at, join.id.to_bytes()));
    let users = joins.into_iter().map(UserConnection::of).collect();
    Ok(Json(SessionUsers { page_size, next_page_token, users }))
}

async fn known(broker: &Broker, id: &str) -> Result<SharedSession, RestError> {
    let missing = || RestError::NoSuchSession(id.to_owned());
    let session = SessionId::from_short(id).map_err(|_| missing())?;
    broker.shared_session(session).await?.ok_or_else(missing)
}
