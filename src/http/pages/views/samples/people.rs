//! People and their accounts.

use super::{at, layout, render, said};
use crate::http::pages::views::*;

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let keys = KeysPage {
        layout: layout(Some(Role::Admin), Section::Keys),
        keys: key_rows(),
        form: key_form("/admin/keys", vec![("1".into(), "Ada Lindqvist (ada)".into())]),
    };
    let made = NewKey { name: "Wallboard".into(), secret: "cbk_0Zt5nJv1Yw3kQpR7sXc9LmB2dFgHaTuE4iOoNyKjVq8".into() };
    let keys_made = KeysPage { form: KeyForm { made: Some(made), ..keys.form.clone() }, ..keys.clone() };
    let wrong = KeyForm { error: Some(said("keys-choose")), ..keys.form.clone() };
    let keys_none = KeysPage { keys: vec![], form: wrong, ..keys.clone() };
    let people = people_page();
    let nobody = AgentsPage { people: vec![], new_link: None, text: "zoe".into(), ..people.clone() };
    let person = person_page();
    let vouched = PersonPage {
        at_provider: true,
        has_password: false,
        browsers: vec![],
        keys: vec![],
        new_link: None,
        skills_error: Some(said("person-skill-wrong")),
        ..person.clone()
    };
    let account = account_page();
    let go_on = Some("https://id.example/authorize".to_owned());
    let sign_on = AccountSignOn { label: "Acme sign-on".into(), linked: false, go_on };
    let linked = AccountSignOn { linked: true, go_on: None, ..sign_on.clone() };
    let account_link = AccountPage { sign_on: Some(sign_on), ..account.clone() };
    let account_linked = AccountPage { sign_on: Some(linked), has_password: false, keys: vec![], ..account.clone() };
    vec![
        ("people", render(&people)),
        ("people-none", render(&nobody)),
        ("person", render(&person)),
        ("person-provider", render(&vouched)),
        ("keys", render(&keys)),
        ("keys-made", render(&keys_made)),
        ("keys-none", render(&keys_none)),
        ("account", render(&account)),
        ("account-link", render(&account_link)),
        ("account-linked", render(&account_linked)),
    ]
}

fn key_rows() -> Vec<KeyRow> {
    let key = |name: &str, scopes: &[&'static str], used: Option<i64>, days: Option<i64>, state| KeyRow {
        revoke: format!("/admin/keys/{}/revoke", name.to_lowercase().replace(' ', "-")),
        name: name.into(),
        owner: "Ada Lindqvist".into(),
        scopes: scopes.to_vec(),
        created: at(-90_000),
        last_used: used.map(at),
        expires: days.map(|days| at(days * 1_440)),
        state,
    };
    vec![
        key("CRM", &["sessions:read", "sessions:connect"], Some(-3), Some(60), KeyState::Good),
        key("Old script", &[], None, None, KeyState::Good),
        key("Report", &["export:read"], Some(-50_000), Some(-3), KeyState::Expired),
    ]
}

fn key_form(action: &'static str, owners: Vec<(String, String)>) -> KeyForm {
    let choice = |name| ScopeChoice { name, chosen: name == "sessions:read" };
    KeyForm {
        action,
        owners,
        owner: "1".into(),
        name: String::new(),
        everything: false,
        scopes: crate::domain::Scope::ALL.map(|scope| choice(scope.as_str())).to_vec(),
        days: vec![30, 90, 365],
        error: None,
        made: None,
    }
}

fn person_page() -> PersonPage {
    PersonPage {
        layout: layout(Some(Role::Admin), Section::People),
        id: "2".into(),
        name: "Ben Okafor".into(),
        login: "ben".into(),
        role: Role::Agent,
        disabled: false,
        is_self: false,
        created: at(-200_000),
        last_seen: Some(at(-4)),
        provider: Some("Acme sign-on".into()),
        at_provider: false,
        has_password: true,
        skills: "billing, home-insurance".into(),
        skills_error: None,
        browsers: account_page().web_sessions,
        keys: key_rows(),
        new_link: Some(new_link()),
    }
}

fn new_link() -> NewLink {
    let link = "https://support.example/password?token=cbp_tulip-gravel-9-onset".into();
    NewLink { name: "Ben Okafor".into(), link }
}

fn people_page() -> AgentsPage {
    let person = |id: &str, name: &str, login: &str, role, disabled, seen: Option<i64>| PersonRow {
        id: id.into(),
        name: name.into(),
        login: login.into(),
        role,
        skills: if id == "1" { vec![] } else { vec!["billing".into(), "home-insurance".into()] },
        at_provider: id == "3",
        has_password: id != "2",
        disabled,
        last_seen: seen.map(at),
        is_self: id == "1",
    };
    let mut layout = layout(Some(Role::Admin), Section::People);
    layout.flash = Some(Flash::Done(said("person-done-enabled")));
    AgentsPage {
        layout,
        people: vec![
            person("1", "Ada Lindqvist", "ada", Role::Admin, false, Some(-1)),
            person("2", "Ben Okafor", "ben", Role::Agent, false, None),
            person("3", "Sol Marchetti", "sol", Role::Supervisor, true, Some(-9000)),
        ],
        new_link: Some(new_link()),
        text: String::new(),
        provider: Some("Acme sign-on".into()),
        name: String::new(),
        login: "ada".into(),
        role: Role::Agent,
        name_error: None,
        login_error: Some(said("field-login-taken")),
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
    layout.flash = Some(Flash::Failed(said("problem-unknown")));
    AccountPage {
        language: Some(crate::words::Language::En),
        layout,
        name: "Ada Lindqvist".into(),
        login: "ada".into(),
        role: Role::Agent,
        password_min: 12,
        current_password_error: Some(said("account-password-wrong")),
        password_error: None,
        web_sessions: vec![
            browser("w1", "Firefox on Linux", "192.0.2.7", true),
            browser("w2", "Safari on iPhone", "198.51.100.20", false),
        ],
        has_password: true,
        sign_on: Some(AccountSignOn { label: "Acme sign-on".into(), linked: false, go_on: None }),
        keys: key_rows(),
        form: key_form("/account/keys", vec![]),
    }
}
