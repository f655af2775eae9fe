//! One session, in each state.

use super::sessions::rows;
use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("session", render(&live())),
        ("session-waiting", render(&waiting())),
        ("session-ended", render(&ended())),
        ("session-nobody", render(&nobody())),
        ("session-forgotten", render(&forgotten())),
        ("session-zoom", render(&zoom())),
    ]
}

fn entry(seq: i64, minutes: i64, kind: &str, actor_kind: &str, actor: Option<&str>, data: &str) -> TimelineRow {
    TimelineRow {
        key: seq.to_string(),
        at: at(minutes),
        kind: kind.into(),
        actor_kind: actor_kind.into(),
        actor_name: actor.map(str::to_owned),
        data: data.into(),
    }
}

fn admission(name: &str, mode: &'static str, via: &'static str, minutes: [Option<i64>; 3]) -> AdmissionRow {
    let [admitted, joined, left] = minutes.map(|minutes| minutes.map(at));
    AdmissionRow {
        agent_id: name.to_lowercase(),
        name: name.into(),
        mode,
        via,
        admitted_at: admitted.unwrap_or_else(|| at(0)),
        joined_at: joined,
        left_at: left,
    }
}

/// `minutes`: asked, from, until.
fn span(
    name: &str,
    right: &'static str,
    reply: Option<&'static str>,
    minutes: [Option<i64>; 3],
    standing: &'static str,
) -> SpanRow {
    let [asked_at, from, until] = minutes.map(|minutes| minutes.map(at));
    SpanRow { right, name: name.into(), asked_at, reply, from, until, standing }
}

fn invite(id: &str, to: &str, state: &'static str, hand_over: bool, closed: Option<i64>) -> InviteRow {
    InviteRow {
        id: id.into(),
        by: "Ada Lindqvist".into(),
        to: to.into(),
        state,
        hand_over,
        at: at(-9),
        closed_at: closed.map(at),
        word: (state == "declined").then(|| "In a call, sorry".into()),
    }
}

fn live() -> SessionPage {
    let ada = "Ada Lindqvist";
    SessionPage {
        layout: layout(Some(Role::Supervisor), Section::Sessions),
        session: rows().swap_remove(2),
        forgotten: false,
        customer_id: Some("crm-88410".into()),
        record_link: Some("https://crm.example/people/crm-88410".into()),
        engine: "builtin".into(),
        start_url: Some("https://www.harbor-and-pine.example/customer/quote".into()),
        site: Some("Harbor & Pine".into()),
        notes: vec![("order".into(), "4711".into()), ("<b>language</b>".into(), "Deutsch".into())],
        valid_until: Some(at(-2)),
        deadline: Some(at(220)),
        zoom: vec![],
        may_watch: true,
        me: "sol".into(),
        admissions: vec![
            admission(ada, "helping", "pin", [Some(-10), Some(-9), None]),
            admission("Ben Okafor", "helping", "invite", [Some(-8), Some(-8), Some(-6)]),
            admission("Sol Marchetti", "watching", "role", [Some(-5), Some(-4), None]),
            admission("Mira Tanaka", "helping", "role", [Some(-7), Some(-7), Some(-5)]),
        ],
        invites: vec![
            invite("i-1", "Ben Okafor", "accepted", false, Some(-8)),
            invite("i-2", "Noor Haddad", "declined", false, Some(-7)),
            invite("i-3", "Yuki Sato", "expired", true, Some(-3)),
            invite("i-4", "Carla Ruiz", "open", false, None),
        ],
        consent: vec![
            span(ada, "see", Some("allowed"), [Some(-10), Some(-9), None], "lasting"),
            span("Ben Okafor", "see", Some("allowed"), [Some(-8), Some(-8), Some(-6)], "left"),
            span("Mira Tanaka", "watch", Some("allowed"), [Some(-7), Some(-7), Some(-6)], "barged_in"),
            span("Mira Tanaka", "help", Some("allowed"), [Some(-6), Some(-6), Some(-5)], "left"),
            span("Sol Marchetti", "watch", Some("allowed"), [Some(-5), Some(-4), None], "lasting"),
            span(ada, "scroll", Some("allowed"), [Some(-4), Some(-4), Some(-3)], "customer_stopped"),
            span(ada, "scroll", Some("denied"), [Some(-2), None, Some(-2)], "denied"),
            span("Sol Marchetti", "help", None, [Some(-1), None, None], "asking"),
        ],
        case: CaseView {
            ticket: Some("HELP-4711".into()),
            ticket_link: Some("https://tickets.example/HELP-4711".into()),
            outcome: None,
            rating: None,
            notes: vec![NoteRow {
                author: ada.into(),
                text: "Asks about the roof.\n<b>Wants</b> a call back.".into(),
                saved_at: at(-3),
            }],
        },
        timeline: vec![
            entry(1, -12, "session_created", "customer", None, "{\n  \"identified\": true\n}"),
            entry(2, -12, "pin_reported", "engine", None, ""),
            entry(3, -10, "agent_admitted", "agent", Some(ada), "{\n  \"via\": \"pin\"\n}"),
            entry(4, -10, "consent_asked", "agent", Some(ada), ""),
            entry(5, -9, "consent_given", "customer", None, ""),
            entry(6, -9, "agent_joined", "agent", Some(ada), ""),
            TimelineRow { key: "i-3".into(), ..entry(0, -3, "invite_expired", "agent", Some("Yuki Sato"), "") },
        ],
    }
}

/// Nobody was let in yet, and nothing was noted.
fn waiting() -> SessionPage {
    let mut page = live();
    page.session = rows().swap_remove(1);
    (page.customer_id, page.record_link) = (Some("anon-1".into()), None);
    page.valid_until = Some(at(7));
    (page.admissions, page.invites, page.consent) = (vec![], vec![], vec![]);
    page.case = CaseView::default();
    page.timeline.truncate(2);
    page
}

fn ended() -> SessionPage {
    let mut page = live();
    page.layout = layout(Some(Role::Supervisor), Section::History);
    page.session = SessionRow { customer_name: "Jonas Weber".into(), identified: true, ..rows().swap_remove(6) };
    (page.valid_until, page.deadline) = (None, None);
    page.invites.truncate(3);
    for row in page.admissions.iter_mut().filter(|row| row.left_at.is_none()) {
        row.left_at = Some(at(0));
    }
    for row in page.consent.iter_mut().filter(|row| row.until.is_none()) {
        row.standing = if row.from.is_some() { "session_ended" } else { "unanswered" };
        row.until = Some(at(0));
    }
    (page.case.outcome, page.case.rating) = (Some("follow_up"), Some(4));
    page.timeline.push(entry(7, 0, "session_ended", "customer", None, "{\n  \"reason\": \"customer_ended\"\n}"));
    page
}

/// It ended before anybody came.
fn nobody() -> SessionPage {
    let mut page = waiting();
    page.layout = layout(Some(Role::Supervisor), Section::History);
    page.session = rows().swap_remove(5);
    (page.valid_until, page.deadline) = (None, None);
    page.timeline.push(entry(3, 10, "session_ended", "system", None, "{\n  \"reason\": \"no_agent\"\n}"));
    page
}

fn forgotten() -> SessionPage {
    let mut page = ended();
    page.forgotten = true;
    page.session.customer_name = "Erased".into();
    (page.customer_id, page.record_link, page.start_url) = (None, None, None);
    page.notes.clear();
    (page.case.ticket, page.case.ticket_link) = (None, None);
    page.case.notes.clear();
    page.invites.iter_mut().for_each(|row| row.word = None);
    page
}

fn zoom() -> SessionPage {
    let fact = |id: &str, by| ZoomFact { id: id.into(), by };
    let mut page = live();
    page.layout.zoom = true;
    page.engine = "zoom".into();
    page.may_watch = false;
    page.admissions.truncate(2);
    page.invites.truncate(1);
    page.consent = vec![
        span("Ada Lindqvist", "see", None, [None, Some(-9), None], "lasting"),
        span("Ben Okafor", "see", None, [None, Some(-8), Some(-6)], "left"),
    ];
    page.zoom =
        vec![fact("4UpzGNpvTomBVm9fXlPuCA==", Some(ZoomMatchedBy::Likely)), fact("kq0PZs3xQ1m9dN4v7yTbHw==", None)];
    page
}
