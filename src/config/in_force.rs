//! What this process runs with, for those who may look: every declared setting, its value, and where that came from. Of a
//! secret only whether there is one.

use super::SECTIONS;
use super::setting::{Setting, in_file};

/// The settings of one concern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// As in the reference.
    pub title: &'static str,
    pub settings: Vec<Standing>,
}

/// One setting, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub name: &'static str,
    /// What it decides.
    pub about: &'static str,
    pub value: Value,
    pub source: Source,
}

/// What may be shown of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// There is one, and it stays where it is.
    Secret,
    None,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The environment, `.env` included, under this name.
    Environment(String),
    Default,
}

/// Every setting, as `lookup` has it, in the order of the reference.
pub(super) fn read(lookup: &dyn Fn(&str) -> Option<String>) -> Vec<InForce> {
    let of = |setting: &Setting| one(lookup, setting);
    SECTIONS
        .iter()
        .map(|section| InForce { title: section.title, settings: section.settings.iter().map(of).collect() })
        .collect()
}

fn one(lookup: &dyn Fn(&str) -> Option<String>, setting: &Setting) -> Standing {
    let given = |name: &str| lookup(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let places = setting.names().flat_map(|name| [Some(name.to_owned()), setting.is_secret().then(|| in_file(name))]);
    let found = places.flatten().find_map(|name| given(&name).map(|value| (name, value)));
    let (value, source) = match found {
        Some((name, _)) if setting.is_secret() => (Value::Secret, Source::Environment(name)),
        Some((name, value)) => (Value::Text(shown(setting, &value)), Source::Environment(name)),
        None if setting.default().is_empty() => (Value::None, Source::Default),
        None => (Value::Text(setting.default()), Source::Default),
    };
    Standing { name: setting.name, about: setting.about, value, source }
}

/// Addresses without what may be a password in them.
fn shown(setting: &Setting, value: &str) -> String {
    let items = value.split(',').map(|item| without_secrets(item.trim(), setting.tells));
    items.collect::<Vec<_>>().join(", ")
}

fn without_secrets(item: &str, tells: bool) -> String {
    let Some((scheme, rest)) = item.split_once("://") else { return item.to_owned() };
    let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let tail = match tail {
        "" | "/" => tail,
        _ if tells => "/…",
        tail => tail.split(['?', '#']).next().unwrap_or_default(),
    };
    format!("{scheme}://{host}{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn with(settings: &[(&str, &str)]) -> Vec<Standing> {
        let all: HashMap<_, _> = settings.iter().copied().collect();
        let lookup = |name: &str| all.get(name).map(|value| (*value).to_owned());
        read(&lookup).into_iter().flat_map(|group| group.settings).collect()
    }

    fn of(settings: &[Standing], name: &str) -> (Value, Source) {
        let found = settings.iter().find(|setting| setting.name == name).expect("it is declared");
        (found.value.clone(), found.source.clone())
    }

    #[test]
    fn every_setting_says_where_its_value_came_from() {
        let settings = with(&[("COBROKER_RETENTION_DAYS", " 90 "), ("SDK_KEY", "abc"), ("COBROKER_LOG", "")]);
        let environment = |name: &str| Source::Environment(name.to_owned());
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(of(&settings, "COBROKER_RETENTION_DAYS"), (text("90"), environment("COBROKER_RETENTION_DAYS")));
        assert_eq!(of(&settings, "ZOOM_SDK_KEY"), (text("abc"), environment("SDK_KEY")), "by another name");
        assert_eq!(of(&settings, "COBROKER_LOG"), (text("info"), Source::Default), "empty counts as none");
        assert_eq!(of(&settings, "COBROKER_PUBLIC_URL"), (Value::None, Source::Default));
    }

    /// Whatever somebody put into a secret, none of it is in what is shown.
    #[test]
    fn of_a_secret_nothing_is_shown() {
        let word = "kanari-in-a-coal-mine-4711";
        let secrets: Vec<_> = SECTIONS.iter().flat_map(|section| section.settings).filter(|s| s.is_secret()).collect();
        assert!(secrets.len() >= 6);
        for secret in secrets {
            for name in secret.names().flat_map(|name| [name.to_owned(), in_file(name)]) {
                let settings = with(&[(&name, word)]);
                assert_eq!(of(&settings, secret.name), (Value::Secret, Source::Environment(name.clone())));
                assert!(!format!("{settings:?}").contains(word), "{name}");
            }
        }
    }

    #[test]
    fn an_address_is_shown_without_what_may_be_a_password() {
        let table = [
            (
                "COBROKER_OIDC_ISSUER",
                "https://kim:word@login.example/realms/staff",
                "https://login.example/realms/staff",
            ),
            ("COBROKER_OIDC_ISSUER", "https://login.example?token=word", "https://login.example"),
            (
                "COBROKER_WEBHOOK_URL",
                "https://hooks.example/services/word/word, https://crm.example/",
                "https://hooks.example/…, https://crm.example/",
            ),
            ("COBROKER_ALLOWED_ORIGINS", "https://a.example,https://b.example", "https://a.example, https://b.example"),
            ("COBROKER_TRUSTED_PROXIES", "10.0.0.0/8", "10.0.0.0/8"),
        ];
        for (name, given, expected) in table {
            assert_eq!(of(&with(&[(name, given)]), name).0, Value::Text(expected.to_owned()));
        }
    }
}
