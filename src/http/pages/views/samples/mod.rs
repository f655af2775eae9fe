//! Every page with believable data, for the tests and for looking at pages without a server.

mod demo;
mod desk;
mod doctor;
mod people;
mod public;
mod sessions;
mod sites;
mod zoom;

use super::{Assets, Layout, Person, Role, Section};
use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// Every sample: file name and rendered page.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let rooms = [
        public::pages(),
        desk::pages(),
        sessions::pages(),
        zoom::pages(),
        sites::pages(),
        people::pages(),
        doctor::pages(),
        demo::pages(),
    ];
    rooms.concat()
}

fn render(page: &impl Template) -> String {
    page.render().expect("writing to a string cannot fail")
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
    })
}

fn layout(role: Option<Role>, section: Section) -> Layout {
    let person = role.map(|role| Person { name: "Ada Lindqvist".into(), role });
    Layout { assets: assets(), person, section, flash: None, demo: true, zoom: section == Section::Zoom }
}
