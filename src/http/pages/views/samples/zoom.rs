//! What Zoom told.

use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    vec![("zoom", render(&zoom_page())), ("zoom-off", render(&zoom_page_off()))]
}

fn zoom_session(id: &str, minutes: i64) -> ZoomSessionRow {
    ZoomSessionRow {
        id: id.into(),
        user: Some("Marit Solheim".into()),
        page: Some("https://www.harbor-and-pine.example/customer/quote".into()),
        started_at: Some(at(minutes)),
        ended_at: None,
        end_reason: None,
        ours: None,
        replaced_in: None,
    }
}

fn zoom_page() -> ZoomPage {
    let ours = |by| Some(("s-4".to_owned(), by));
    let drift = |kind, zoom: Option<&str>, session: Option<&str>, over_at| ZoomDriftRow {
        kind,
        zoom_id: zoom.map(str::to_owned),
        session_id: session.map(str::to_owned),
        since: at(-6),
        over_at,
    };
    let event = |name: &str, known, reason: Option<&str>, session: Option<&str>| ZoomEventRow {
        name: name.into(),
        known,
        zoom_id: "4UpzGNpvTomBVm9fXlPuCA==".into(),
        user: Some("<b>Jonas</b> Weber".into()),
        reason: reason.map(str::to_owned),
        at: at(-3),
        received_at: at(-2),
        session_id: session.map(str::to_owned),
    };
    let mut layout = layout(Some(Role::Supervisor), Section::Zoom);
    layout.flash = Some(Flash::Done("Both lists were compared.".into()));
    ZoomPage {
        layout,
        has_secret: true,
        has_credentials: true,
        webhook_url: "https://help.example/webhooks/zoom".into(),
        last_heard: Some(at(-2)),
        compared_at: Some(at(-1)),
        failure: Some("Zoom's rate limit is reached, for another 20 s".into()),
        every_seconds: 60,
        unmatched: vec![
            zoom_session("kq0PZs3xQ1m9dN4v7yTbHw==", -4),
            ZoomSessionRow { user: None, page: None, started_at: None, ..zoom_session("Zb2N7hQvR0yJ5wXk1mTfLg==", 0) },
            ZoomSessionRow { replaced_in: Some("s-4".into()), ..zoom_session("pT8sV3nWQ6uA1cYe9dKrMg==", -30) },
        ],
        matched: vec![
            ZoomSessionRow { ours: ours(ZoomMatchedBy::User), ..zoom_session("4UpzGNpvTomBVm9fXlPuCA==", -12) },
            ZoomSessionRow {
                ours: ours(ZoomMatchedBy::Likely),
                ended_at: Some(at(-20)),
                end_reason: Some("Network connection error".into()),
                ..zoom_session("Xe6L2fGpS9iB4rUo8vJzCw==", -60)
            },
        ],
        ours: vec![
            OursOption { id: "s-5".into(), label: "PIN 482913, Marit Solheim, waiting, 24 Nov, 11:57:00 UTC".into() },
            OursOption { id: "s-6".into(), label: "Website visitor, starting, 24 Nov, 11:59:00 UTC".into() },
        ],
        drifts: vec![
            drift("gone_there", Some("4UpzGNpvTomBVm9fXlPuCA=="), Some("s-4"), None),
            drift("gone_there", None, Some("s-3"), None),
            drift("still_there", Some("Xe6L2fGpS9iB4rUo8vJzCw=="), Some("s-1"), Some(at(-1))),
            drift("foreign", Some("Zb2N7hQvR0yJ5wXk1mTfLg=="), None, None),
        ],
        events: vec![
            event("cobrowse.session_user_left", true, Some("Got disconnected from the session"), Some("s-4")),
            event("cobrowse.session_user_joined", true, None, Some("s-4")),
            event("cobrowse.session_started", true, None, None),
            event("cobrowse.session_paused", false, None, None),
        ],
    }
}

fn zoom_page_off() -> ZoomPage {
    ZoomPage {
        layout: layout(Some(Role::Supervisor), Section::Zoom),
        has_secret: false,
        has_credentials: false,
        last_heard: None,
        compared_at: None,
        failure: None,
        unmatched: vec![],
        matched: vec![],
        ours: vec![],
        drifts: vec![],
        events: vec![],
        ..zoom_page()
    }
}
