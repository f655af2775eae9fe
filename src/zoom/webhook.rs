//! Zoom's webhooks as they reach us: is it Zoom, is it fresh, and what does it say (Zoom reference §10).
//!
//! The signature proves the sender. What it says is checked all the same: for sizes, for times, for characters.

use crate::domain::names::is_invisible;
use crate::domain::presence::Party;
use crate::domain::zoom::heard::{ZoomEventKind, ZoomUser};
use crate::domain::{Pin, Time};
use crate::store::ReceivedEvent;
use crate::webhooks::signature::{keyed_hash, sign};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use subtle::ConstantTimeEq;

/// A message may be so old, or so far ahead, before it counts as replayed (Zoom reference §10.5, hardening §8).
pub const REPLAY_WINDOW: TimeDelta = TimeDelta::seconds(300);
/// Characters of an id; Zoom's examples have 22 and 24 (Zoom reference §9.3).
const LONGEST_ID: usize = 200;
/// Characters of what else is kept of an event.
const LONGEST_TEXT: usize = 200;
const LONGEST_URL: usize = 2_000;
/// Zoom has sent these webhooks since May 2025 \[CL-MAY25\]; nothing is older than this.
const EARLIEST: Time = match Time::from_timestamp(1_577_836_800, 0) {
    Some(time) => time,
    None => Time::UNIX_EPOCH,
};
const AHEAD: TimeDelta = TimeDelta::days(1);

/// Why a message is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Untrusted {
    #[error("the signature is missing or wrong")]
    Signature,
    #[error("the timestamp is missing, too old, or ahead of our clock")]
    Stale,
}

/// What is wrong with a message that Zoom signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message makes no sense: {0}")]
pub struct Nonsense(pub &'static str);

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// Zoom asks whether we know the secret.
    Challenge(Proof),
    /// Something happened. The PIN, which only an end tells, is not kept with it.
    Event(ReceivedEvent, Option<Pin>),
}

/// The answer to `endpoint.url_validation` (Zoom reference §10.6, \[DZ-WH\]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    plain_token: String,
    encrypted_token: String,
}

/// Whether Zoom sent these very bytes, within [`REPLAY_WINDOW`] of `now`. `timestamp` and `signature` are the headers
/// `x-zm-request-timestamp` and `x-zm-signature` \[DZ-WH\].
///
/// # Errors
/// [`Untrusted`] says which of the two is wrong, for the log; the sender is told no more than that one is.
pub fn verify(
    secret: &SecretString,
    timestamp: Option<&str>,
    signature: Option<&str>,
    body: &[u8],
    now: Time,
) -> Result<(), Untrusted> {
    let timestamp = timestamp.ok_or(Untrusted::Stale)?;
    let expected = sign(secret, timestamp, body);
    let signature = signature.ok_or(Untrusted::Signature)?;
    if !bool::from(expected.as_bytes().ct_eq(signature.as_bytes())) {
        return Err(Untrusted::Signature);
    }
    let sent = timestamp.parse().ok().and_then(|seconds| Time::from_timestamp(seconds, 0)).ok_or(Untrusted::Stale)?;
    if (now - sent).abs() > REPLAY_WINDOW { Err(Untrusted::Stale) } else { Ok(()) }
}

#[derive(Deserialize)]
struct Envelope {
    event: String,
    event_ts: i64,
    #[serde(default)]
    payload: Payload,
}

#[derive(Default, Deserialize)]
struct Payload {
    #[serde(rename = "plainToken")]
    plain_token: Option<String>,
    #[serde(default)]
    object: Value,
}

/// Reads a message that was [verified](verify).
///
/// # Errors
/// [`Nonsense`]: it is none of Zoom's, whoever signed it.
pub fn read(secret: &SecretString, body: &[u8], now: Time) -> Result<Message, Nonsense> {
    let envelope: Envelope = serde_json::from_slice(body).map_err(|_| Nonsense("event and event_ts are missing"))?;
    if envelope.event == "endpoint.url_validation" {
        let plain_token = envelope.payload.plain_token.filter(|token| !token.is_empty() && token.len() <= 1_000);
        let plain_token = plain_token.ok_or(Nonsense("plainToken is missing"))?;
        let encrypted_token = keyed_hash(secret, &plain_token);
        return Ok(Message::Challenge(Proof { plain_token, encrypted_token }));
    }
    event(envelope, now)
}

fn event(envelope: Envelope, now: Time) -> Result<Message, Nonsense> {
    let name = is_plain(&envelope.event, 100).then_some(envelope.event).ok_or(Nonsense("event is no name"))?;
    let at = Time::from_timestamp_millis(envelope.event_ts).filter(|at| (EARLIEST..=now + AHEAD).contains(at));
    let at = at.ok_or(Nonsense("event_ts is no time in milliseconds"))?;
    let object = Object(&envelope.payload.object);
    let kind: Option<ZoomEventKind> = name.parse().ok();
    let zoom_id = object.id("session_id")?.or(kind.is_none().then(String::new));
    let zoom_id = zoom_id.ok_or(Nonsense("session_id is missing"))?;
    let received = ReceivedEvent {
        zoom_id,
        connection: object.id("user_connection_id")?.unwrap_or_default(),
        at,
        received_at: now,
        user: object.user()?,
        moment: object.moment(kind),
        start_url: object.page(),
        reason: object.text("leave_reason").or_else(|| object.text("end_reason")),
        name,
    };
    let needs_user = matches!(kind, Some(ZoomEventKind::UserJoined | ZoomEventKind::UserLeft));
    if needs_user && (received.user.is_none() || received.connection.is_empty()) {
        return Err(Nonsense("user_id or user_connection_id is missing"));
    }
    let pin = object.0.get("session_pin").and_then(Value::as_str).and_then(|pin| pin.parse().ok());
    Ok(Message::Event(received, pin))
}

/// `payload.object` \[DZ-EVT\].
struct Object<'a>(&'a Value);

impl Object<'_> {
    /// An opaque id, as it came: it is compared and shown, nothing else.
    fn id(&self, name: &str) -> Result<Option<String>, Nonsense> {
        match self.0.get(name).and_then(Value::as_str) {
            None | Some("") => Ok(None),
            Some(id) if is_id(id) => Ok(Some(id.to_owned())),
            Some(_) => Err(Nonsense("an id is too long, or has characters that ids do not have")),
        }
    }

    fn user(&self) -> Result<Option<ZoomUser>, Nonsense> {
        // an integrator chose the id, so it may be any text
        let Some(id) = self.text("user_id") else { return Ok(None) };
        let party = self.0.get("role_type").and_then(Value::as_str).and_then(|role| role.parse::<Party>().ok());
        Ok(Some(ZoomUser { id, name: self.text("user_name"), party }))
    }

    fn moment(&self, kind: Option<ZoomEventKind>) -> Option<Time> {
        let name = match kind? {
            ZoomEventKind::SessionStarted => "start_time",
            ZoomEventKind::UserJoined => "join_time",
            ZoomEventKind::UserLeft => "leave_time",
            ZoomEventKind::SessionEnded => "end_time",
        };
        let time = DateTime::parse_from_rfc3339(self.0.get(name)?.as_str()?).ok()?.with_timezone(&Utc);
        Time::from_timestamp_millis(time.timestamp_millis()).filter(|time| *time >= EARLIEST)
    }

    /// The page, without query and fragment: they may hold anything.
    fn page(&self) -> Option<String> {
        let page = self.0.get("start_url")?.as_str()?.split(['?', '#']).next()?;
        let is_web = page.starts_with("https://") || page.starts_with("http://");
        (is_web && page.len() <= LONGEST_URL && !page.chars().any(is_invisible)).then(|| page.to_owned())
    }

    /// Visible characters, at most [`LONGEST_TEXT`] of them.
    fn text(&self, name: &str) -> Option<String> {
        let text = visible(self.0.get(name)?.as_str()?);
        (!text.is_empty()).then_some(text)
    }
}

/// The visible characters of a text that somebody chose, at most 200 of them.
pub(super) fn visible(given: &str) -> String {
    let text: String = given.chars().filter(|c| !is_invisible(*c)).take(LONGEST_TEXT).collect();
    text.trim().to_owned()
}

/// An id as Zoom makes them: opaque, 1 to 200 characters.
pub(super) fn is_id(text: &str) -> bool {
    is_plain(text, LONGEST_ID)
}

fn is_plain(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
