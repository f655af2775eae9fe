//! Every page with believable data, for the tests and for looking at pages without a server.

mod audit;
mod demo;
mod desk;
mod doctor;
mod figures;
mod people;
mod public;
mod session;
mod sessions;
mod settings;
mod sites;
mod subjects;
mod webhooks;
mod zoom;

use super::{Assets, Layout, Person, Role, Section};
use crate::words::{Language, Words};
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use std::cell::Cell;
use std::sync::Arc;

thread_local! {
    /// What the samples of this thread speak.
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::En) };
}

/// Every sample: file name and rendered page.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let rooms = [
        public::pages(),
        desk::pages(),
        sessions::pages(),
        session::pages(),
        zoom::pages(),
        figures::pages(),
        audit::pages(),
        sites::pages(),
        webhooks::pages(),
        settings::pages(),
        people::pages(),
        subjects::pages(),
        doctor::pages(),
        demo::pages(),
    ];
    rooms.concat()
}

/// The same in another language.
pub(super) fn all_in(language: Language) -> Vec<(&'static str, String)> {
    LANGUAGE.set(language);
    let pages = all();
    LANGUAGE.set(Language::En);
    pages
}

fn render(page: &impl Template) -> String {
    page.render().expect("writing to a string cannot fail")
}

/// In the language of the sample.
fn said(key: &'static str) -> String {
    Words::new(LANGUAGE.get()).say(key).to_string()
}

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_435_200, 0).expect("a time in range")
}

fn at(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

fn assets() -> Arc<Assets> {
    Arc::new(Assets {
        app_css: "/assets/app.css".into(),
        demo_css: "/assets/demo.css".into(),
        agent_js: "/assets/agent.js".into(),
        admin_js: "/assets/admin.js".into(),
        forms_js: "/assets/forms.js".into(),
        customer_js: "/assets/customer.js".into(),
        page_words_js: Language::ALL.map(|language| format!("/assets/page-words-{}.js", language.tag())),
    })
}

fn layout(role: Option<Role>, section: Section) -> Layout {
    let person = role.map(|role| Person { name: "Ada Lindqvist".into(), role });
    Layout {
        words: Words::new(LANGUAGE.get()),
        assets: assets(),
        person,
        section,
        flash: None,
        demo: true,
        zoom: section == Section::Zoom,
    }
}
