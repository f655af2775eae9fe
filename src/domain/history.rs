//! What a change of a session means for its timeline: derived from the difference, so no change can go unrecorded.

use crate::domain::Time;
use crate::domain::claims::token_user;
use crate::domain::session::{Admission, Answered, Invite, Mode, Session, State};
use crate::domain::timeline::{Actor, Kind, NewEntry};
use serde_json::{Map, Value, json};
use std::net::IpAddr;

/// The entries for a session that was just created.
pub fn of_creation(session: &Session, ip: Option<IpAddr>) -> NewEntry {
    let (kind, actor) = match session.customer_expected {
        true => (Kind::SessionExpected, Actor::TokenAgent),
        false => (Kind::SessionCreated, Actor::Customer),
    };
    let mut data = json!({ "identified": session.customer.identified });
    if let Some(site) = &session.site {
        data["site"] = json!(site);
    }
    if let Some(skill) = &session.skill {
        data["skill"] = json!(skill);
    }
    NewEntry { ip, ..entry(session, session.created_at, kind, actor, data) }
}

/// The entries for what differs between `before` and `after`, in the order in which it happened.
pub fn of_change(before: &Session, after: &Session, actor: Actor, now: Time) -> Vec<NewEntry> {
    let mut entries = Vec::new();
    entries.extend(arrival_entry(before, after, actor, now));
    entries.extend(pin_entry(before, after, actor));
    entries.extend(state_entry(before, after, actor, now));
    for admission in &after.admissions {
        entries.extend(admission_entries(before, admission, after, actor, now));
    }
    for invite in &after.invites {
        entries.extend(invite_entries(before.invite(invite.id), invite, after, actor));
    }
    entries.extend(end_entry(before, after, actor));
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn arrival_entry(before: &Session, after: &Session, actor: Actor, now: Time) -> Option<NewEntry> {
    let arrived = before.customer_expected && !after.customer_expected;
    arrived.then(|| entry(after, now, Kind::CustomerArrived, actor, json!({ "identified": after.customer.identified })))
}

fn pin_entry(before: &Session, after: &Session, actor: Actor) -> Option<NewEntry> {
    let held = after.pin.as_ref()?;
    let same = before.pin.as_ref().is_some_and(|old| old.pin == held.pin);
    (!same).then(|| entry(after, held.since, Kind::PinReported, actor, json!({ "number": after.pins_reported })))
}

fn state_entry(before: &Session, after: &Session, actor: Actor, now: Time) -> Option<NewEntry> {
    match (before.state, after.state) {
        (State::Recovering { .. }, State::Recovering { .. }) => None,
        (_, State::Recovering { since }) => Some(entry(after, since, Kind::CustomerLost, actor, json!({}))),
        (State::Recovering { .. }, State::Waiting | State::Active) => {
            Some(entry(after, now, Kind::CustomerBack, actor, json!({})))
        }
        _ => None,
    }
}

fn end_entry(before: &Session, after: &Session, actor: Actor) -> Option<NewEntry> {
    match (before.state, after.state) {
        (State::Ended { .. }, _) => None,
        (_, State::Ended { at, reason }) => {
            Some(entry(after, at, Kind::SessionEnded, actor, json!({ "reason": reason.as_str() })))
        }
        _ => None,
    }
}

fn admission_entries(whole: &Session, after: &Admission, session: &Session, actor: Actor, now: Time) -> Vec<NewEntry> {
    let before = whole.admission(after.id);
    let details = || details(after);
    let mut entries = Vec::new();
    let mut add = |at, kind, data| entries.push(entry(session, at, kind, actor, data));
    let did_watch = before.map_or(after.mode, |old| old.mode) == Mode::Watching;
    if before.is_none() {
        let mut data = details();
        data["via"] = after.via.as_str().into();
        add(after.admitted_at, if did_watch { Kind::WatchAsked } else { Kind::AgentAdmitted }, data);
    }
    let new_at = |old: Option<Time>, new: Option<Time>| if old.is_none() { new } else { None };
    if let Some(at) = new_at(before.and_then(|old| old.joined_at), after.joined_at) {
        add(at, if did_watch { Kind::WatchStarted } else { Kind::AgentJoined }, details());
    }
    if did_watch && after.mode == Mode::Helping {
        add(now, Kind::BargedIn, details());
    }
    let reopened = before.and_then(|old| old.reopened_at.last().copied());
    if let Some(at) = after.reopened_at.last().copied().filter(|at| reopened != Some(*at)) {
        add(at, Kind::DeskReopened, details());
    }
    if let Some(at) = new_at(before.and_then(|old| old.left_at), after.left_at) {
        let mut data = details();
        let kind = match (after.mode, took_over(whole, session, after)) {
            (Mode::Watching, _) => Kind::WatchEnded,
            (Mode::Helping, None) => Kind::AgentLeft,
            (Mode::Helping, Some(to)) => {
                data["to"] = json!({ "admissionId": to.id, "agentId": to.agent });
                Kind::HandedOver
            }
        };
        add(at, kind, data);
    }
    entries
}

/// Who came in by this very change, and took over from `left`.
fn took_over<'a>(before: &Session, after: &'a Session, left: &Admission) -> Option<&'a Admission> {
    let was_in = |id| before.admission(id).is_some_and(|old| old.joined_at.is_some());
    let is_new = |seat: &&Admission| seat.joined_at.is_some() && !was_in(seat.id);
    after.present().filter(is_new).find(|seat| before.handing_over_to(seat.id).contains(&left.id))
}

fn invite_entries(before: Option<&Invite>, after: &Invite, session: &Session, actor: Actor) -> Vec<NewEntry> {
    let data = || json!({ "inviteId": after.id, "admissionId": after.by, "to": after.to, "handOver": after.hand_over });
    let sent = before.is_none().then(|| entry(session, after.created_at, Kind::InviteSent, actor, data()));
    let answer = after.answer.as_ref().filter(|_| before.is_none_or(|old| old.answer.is_none()));
    let answered = answer.map(|answer| {
        let kind = match answer.how {
            Answered::Accepted(_) => Kind::InviteAccepted,
            Answered::Declined => Kind::InviteDeclined,
            Answered::Withdrawn => Kind::InviteWithdrawn,
        };
        entry(session, answer.at, kind, actor, data())
    });
    sent.into_iter().chain(answered).collect()
}

/// Who it is about. Of an agent without an account, a digest of the `user_id` says whether two entries mean the same one.
fn details(admission: &Admission) -> Value {
    match admission.agent {
        Some(agent) => json!({ "admissionId": admission.id, "agentId": agent }),
        None => json!({ "admissionId": admission.id, "tokenUser": token_user(&admission.user_id) }),
    }
}

fn entry(session: &Session, at: Time, kind: Kind, actor: Actor, data: Value) -> NewEntry {
    let data = match data {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    NewEntry { session: Some(session.id), at, kind, actor, data, ip: None }
}
