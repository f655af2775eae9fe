//! Reports of doctor.

use super::{layout, render, said};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let fine = DoctorReport { groups: vec![], fields: vec![], ..doctor_report() };
    let refused = DoctorPage { url_error: Some(said("doctor-address-wrong")), ..doctor_page(None) };
    vec![
        ("doctor-before", render(&doctor_page(None))),
        ("doctor", render(&doctor_page(Some(doctor_report())))),
        ("doctor-fine", render(&doctor_page(Some(fine)))),
        ("doctor-refused", render(&refused)),
    ]
}

fn doctor_page(report: Option<DoctorReport>) -> DoctorPage {
    DoctorPage {
        layout: layout(Some(Role::Supervisor), Section::Doctor),
        about: Some("https://www.harbor-and-pine.example".into()).filter(|_| report.is_some()),
        report,
        url: "https://www.harbor-and-pine.example/quote?plan=<b>".into(),
        mask_selectors: ".policy-number".into(),
        url_error: None,
        only_public: true,
    }
}

fn doctor_report() -> DoctorReport {
    let finding = |number, slug: &str, title: &str, saw: &str, paste: Option<&str>| FindingRow {
        number,
        slug: slug.into(),
        title: title.into(),
        saw: saw.into(),
        why: "Agents see an empty desk.".into(),
        cure: "Send the host to this service, with its Host header.".into(),
        paste: paste.map(str::to_owned),
    };
    let policy = "Content-Security-Policy: default-src 'self'; script-src 'self' https://help.harbor-and-pine.example; \
                  connect-src 'self' https://help.harbor-and-pine.example wss://help.harbor-and-pine.example";
    DoctorReport {
        counts: vec![said("doctor-errors"), said("doctor-warnings"), said("doctor-in-order")],
        groups: vec![
            FindingGroup {
                severity: "error",
                findings: vec![finding(
                    1,
                    "csp-blocks",
                    "The page's content security policy blocks what the SDK needs",
                    "It does not allow <script>.",
                    Some(policy),
                )],
            },
            FindingGroup {
                severity: "warning",
                findings: vec![finding(
                    2,
                    "viewer-elsewhere",
                    "The viewer's address shows something else",
                    "/viewer answers 404.",
                    None,
                )],
            },
        ],
        fields: vec![
            FieldRow {
                field: "input name=\"email\"".into(),
                label: "Your <e-mail>".into(),
                seen: "visible".into(),
                may_hold: "an e-mail address".into(),
            },
            FieldRow {
                field: "input type=\"password\"".into(),
                label: String::new(),
                seen: "always-masked".into(),
                may_hold: String::new(),
            },
        ],
        passed: vec!["the page loads cobroker".into(), "the page's origin may start sessions".into()],
        unchecked: vec!["what scripts add to the page: doctor runs none".into()],
    }
}
