//! Webhooks.

use super::{at, layout, render, said};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let list = || WebhooksPage {
        layout: layout(Some(Role::Admin), Section::Webhooks),
        webhooks: vec![row(true, false), row(false, true)],
        types: types(),
        form: WebhookForm::default(),
        secret: None,
    };
    let empty = WebhooksPage { webhooks: vec![], ..list() };
    let wrong = WebhookForm {
        url: "http://crm.example/".into(),
        url_error: Some(said("webhooks-wrong-unsafe")),
        ..WebhookForm::default()
    };
    let added = WebhooksPage { secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()), ..list() };
    let good = Tested { status: Some(204), millis: 41, failure: None };
    let bad = Tested { status: None, millis: 5_002, failure: Some("webhooks-failure-slow") };
    let rotated = WebhookPage { secret: Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()), ..one() };
    vec![
        ("webhooks", render(&list())),
        ("webhooks-empty", render(&empty)),
        ("webhooks-added", render(&added)),
        ("webhooks-wrong", render(&WebhooksPage { form: wrong, ..list() })),
        ("webhook", render(&one())),
        ("webhook-rotated", render(&rotated)),
        ("webhook-test-good", render(&WebhookPage { tested: Some(good), ..one() })),
        ("webhook-test-bad", render(&WebhookPage { tested: Some(bad), attempts: vec![], more: None, ..one() })),
        ("webhook-given-up", render(&WebhookPage { webhook: row(false, true), ..one() })),
    ]
}

fn types() -> Vec<TypeChoice> {
    let kinds = crate::domain::event::EventType::numbered().map(|kind| kind.as_str());
    kinds.map(|name| TypeChoice { name, chosen: name == "session.ended" }).collect()
}

fn row(enabled: bool, given_up: bool) -> WebhookRow {
    WebhookRow {
        id: "01a2197c-12f6-771c-8b7f-4e938cca943c".into(),
        url: "https://crm.harbor-and-pine.example/hooks/cobroker?tenant=harbor-and-pine-emea".into(),
        description: if enabled { "CRM, <b>EMEA</b>".into() } else { String::new() },
        types: if enabled { vec!["session.ended"] } else { vec![] },
        enabled,
        given_up,
        succeeded_at: Some(at(-90)),
        failing_since: given_up.then(|| at(-60)),
        old_secret_until: enabled.then(|| at(600)),
        waiting: 3,
        parked: if given_up { 1_204 } else { 0 },
    }
}

fn one() -> WebhookPage {
    let attempt = |sequence, status, failure: Option<&'static str>, parked: bool| AttemptRow {
        at: at(-5),
        kind: "session.ended",
        sequence,
        status,
        millis: 37,
        failure,
        next_at: (failure.is_some() && !parked).then(|| at(3)),
        delivery: sequence,
        parked,
    };
    WebhookPage {
        layout: layout(Some(Role::Admin), Section::Webhooks),
        webhook: row(true, false),
        types: types(),
        form: WebhookForm { url: "https://crm.example/hooks".into(), ..WebhookForm::default() },
        secret: None,
        tested: None,
        which: "all",
        attempts: vec![
            attempt(Some(10_423), Some(503), Some("webhooks-failure-status"), false),
            attempt(Some(10_422), Some(200), None, false),
            attempt(Some(10_421), None, Some("webhooks-failure-tls"), true),
            attempt(None, Some(302), Some("webhooks-failure-redirect"), false),
        ],
        more: Some("/admin/webhooks/01a2197c-12f6-771c-8b7f-4e938cca943c?which=all&before=4".into()),
        newest: 10_423,
    }
}
