//! People and their accounts.

use super::{at, layout, render};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    vec![("people", render(&people_page())), ("account", render(&account_page()))]
}

fn people_page() -> AgentsPage {
    let person = |id: &str, name: &str, login: &str, role, disabled, seen: Option<i64>| PersonRow {
        id: id.into(),
        name: name.into(),
        login: login.into(),
        role,
        disabled,
        last_seen: seen.map(at),
        is_self: id == "1",
    };
    let mut layout = layout(Some(Role::Admin), Section::People);
    layout.flash = Some(Flash::Done("Ben Okafor was added.".into()));
    AgentsPage {
        layout,
        people: vec![
            person("1", "Ada Lindqvist", "ada", Role::Admin, false, Some(-1)),
            person("2", "Ben Okafor", "ben", Role::Agent, false, None),
            person("3", "Sol Marchetti", "sol", Role::Supervisor, true, Some(-9000)),
        ],
        new_password: Some(NewPassword {
            name: "Ben Okafor".into(),
            login: "ben".into(),
            password: "tulip-gravel-9-onset".into(),
        }),
        name: String::new(),
        login: "ada".into(),
        role: Role::Agent,
        name_error: None,
        login_error: Some("Somebody has this login name already.".into()),
    }
}

fn account_page() -> AccountPage {
    let browser = |id: &str, browser: &str, address: &str, is_current| WebSessionRow {
        id: id.into(),
        browser: browser.into(),
        address: address.into(),
        signed_in_at: at(-3000),
        last_seen: at(-5),
        is_current,
    };
    let mut layout = layout(Some(Role::Agent), Section::Account);
    layout.flash = Some(Flash::Failed("The password was not changed.".into()));
    AccountPage {
        language: Some(crate::words::Language::En),
        layout,
        name: "Ada Lindqvist".into(),
        login: "ada".into(),
        role: Role::Agent,
        password_min: 12,
        current_password_error: Some("This is not your present password.".into()),
        password_error: None,
        web_sessions: vec![
            browser("w1", "Firefox on Linux", "192.0.2.7", true),
            browser("w2", "Safari on iPhone", "198.51.100.20", false),
        ],
    }
}
