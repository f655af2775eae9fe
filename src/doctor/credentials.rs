//! Whether the credentials look like credentials: what the runbook finds behind "Invalid token" and "SDK does not load"
//! (Zoom reference §13.4, names in §11).

use super::catalogue::*;
use super::finding::Finding;
use crate::config::{SHORTEST_SECRET, is_sample};
use crate::domain::Engine;

/// Reads a variable as it stands, with whatever was pasted along.
pub type Lookup<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// Variables that hold a credential, with other names of the same thing, the one that counts first (\[AUTH-S, SK-ENV\]).
const CREDENTIALS: [&[&str]; 5] = [
    &["ZOOM_SDK_KEY", "SDK_KEY"],
    &["ZOOM_SDK_SECRET", "SDK_SECRET"],
    &["ZOOM_API_KEY"],
    &["ZOOM_API_SECRET"],
    &["ZOOM_WEBHOOK_SECRET", "ZOOM_WEBHOOK_SECRET_TOKEN", "WEBHOOK_SECRET_TOKEN"],
];
/// Names under which an early sample put the secret into the front end (\[QS-H\]).
const PUBLISHED: [&str; 3] = ["VITE_ZOOM_COBROWSE_SDK_SECRET", "VITE_ZOOM_SDK_SECRET", "VITE_SDK_SECRET"];
/// A key with fewer characters is not whole. Zoom says nothing about lengths; those of its samples are longer.
const SHORTEST_KEY: usize = 8;

struct Given {
    name: &'static str,
    value: String,
}

impl Given {
    fn is_secret(&self) -> bool {
        self.name.contains("SECRET")
    }
}

/// Everything that is wrong with the shape of the credentials.
pub fn check(lookup: Lookup<'_>, engine: Engine) -> Vec<Finding> {
    let groups = CREDENTIALS.map(|names| names.iter().filter_map(|name| given(lookup, name)).collect::<Vec<_>>());
    let each = groups.iter().flatten();
    let mut findings: Vec<_> = each.filter_map(shape).collect();
    findings.extend(groups.iter().filter_map(|group| twice(group)));
    let [key, secret, api_key, api_secret, _] = groups.each_ref().map(|group| group.first());
    findings.extend(missing(engine, key, secret));
    findings.extend(swapped(key, secret));
    findings.extend(mixed([key, secret], [api_key, api_secret]));
    findings.extend(
        PUBLISHED
            .iter()
            .filter(|name| lookup(name).is_some())
            .map(|name| SECRET_IN_FRONT_END.saw(format!("{name} is set in the environment of this service."))),
    );
    findings
}

fn given(lookup: Lookup<'_>, name: &'static str) -> Option<Given> {
    let in_file = || {
        let path = lookup(&format!("{name}_FILE"))?;
        std::fs::read_to_string(path.trim()).ok().map(|text| text.trim_end_matches(['\n', '\r']).to_owned())
    };
    let value = lookup(name).filter(|value| !value.trim().is_empty()).or_else(in_file)?;
    Some(Given { name, value })
}

/// What is wrong with one of them alone; the first reason is enough.
fn shape(Given { name, value }: &Given) -> Option<Finding> {
    let trimmed = value.trim();
    let is_quote = |c: char| matches!(c, '"' | '\'' | '`' | '“' | '”' | '‘' | '’' | '<' | '>');
    let shortest = if name.contains("SECRET") { SHORTEST_SECRET } else { SHORTEST_KEY };
    let length = trimmed.chars().count();
    if is_sample(trimmed) {
        Some(CREDENTIALS_SAMPLE.saw(format!("{name} has the value of a sample.")))
    } else if trimmed.contains(is_quote) {
        Some(CREDENTIALS_SPOILT.saw(format!("{name} has quotes in its value.")))
    } else if trimmed.contains(char::is_whitespace) {
        Some(CREDENTIALS_SPOILT.saw(format!("{name} has spaces or line breaks in its value.")))
    } else if trimmed.contains(&format!("{name}=")) {
        Some(CREDENTIALS_SPOILT.saw(format!("{name} has its own name in its value.")))
    } else if length < shortest {
        Some(CREDENTIALS_SHORT.saw(format!("{name} has {length} characters; fewer than {shortest} cannot be whole.")))
    } else {
        None
    }
}

fn twice(group: &[Given]) -> Option<Finding> {
    let first = group.first()?;
    let other = group.iter().find(|other| other.value.trim() != first.value.trim())?;
    Some(CREDENTIALS_TWICE.saw(format!("{} and {} differ; {} is used.", first.name, other.name, first.name)))
}

fn missing(engine: Engine, key: Option<&Given>, secret: Option<&Given>) -> Option<Finding> {
    let saw = match (key, secret) {
        (Some(_), Some(_)) => return None,
        (Some(key), None) => format!("{} is set and its secret is not.", key.name),
        (None, Some(secret)) => format!("{} is set and its key is not.", secret.name),
        (None, None) if engine == Engine::Zoom => "COBROKER_ENGINE=zoom, and neither key nor secret is set.".into(),
        (None, None) => return None,
    };
    Some(CREDENTIALS_MISSING.saw(saw))
}

/// In what Zoom gives out the secret is the longer of the two. Zoom does not promise it: a warning.
fn swapped(key: Option<&Given>, secret: Option<&Given>) -> Option<Finding> {
    let (key, secret) = (key?, secret?);
    let lengths = (key.value.trim().len(), secret.value.trim().len());
    (lengths.0 > lengths.1 && key.name != secret.name).then(|| {
        CREDENTIALS_SWAPPED
            .saw(format!("{} has {} characters and {} only {}.", key.name, lengths.0, secret.name, lengths.1))
    })
}

fn mixed(sdk: [Option<&Given>; 2], api: [Option<&Given>; 2]) -> Vec<Finding> {
    let mut pairs: Vec<(&Given, &Given)> = Vec::new();
    for one in sdk.into_iter().flatten() {
        pairs.extend(api.into_iter().flatten().map(|other| (one, other)));
    }
    if let [Some(key), Some(secret)] = sdk {
        pairs.push((key, secret));
    }
    if let [Some(key), Some(secret)] = api {
        pairs.push((key, secret));
    }
    let same = pairs.into_iter().filter(|(one, other)| one.value.trim() == other.value.trim());
    same.map(|(one, other)| {
        let kind = if one.is_secret() && other.is_secret() { "secret" } else { "value" };
        CREDENTIALS_MIXED.saw(format!("{} and {} have the same {kind}.", one.name, other.name))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "aB3dEfGhIjKlMnOpQrStUv";
    const SECRET: &str = "k7Qz93hFw2LmX8vB4nTyp5Rs71dGj6Kc";
    const API_KEY: &str = "zY9xWvUtSrQpOnMlKjIhGf";
    const API_SECRET: &str = "V0aN9eUip5Rs71dGj6KcV0aN9eUiTTxx";

    fn slugs(variables: &[(&str, &str)], engine: Engine) -> Vec<&'static str> {
        let lookup =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        check(&lookup, engine).into_iter().map(|finding| finding.kind.slug).collect()
    }

    fn zoom(variables: &[(&str, &str)]) -> Vec<&'static str> {
        slugs(variables, Engine::Zoom)
    }

    #[test]
    fn good_pairs_and_no_pairs_are_fine() {
        let good = [
            ("ZOOM_SDK_KEY", KEY),
            ("ZOOM_SDK_SECRET", SECRET),
            ("ZOOM_API_KEY", API_KEY),
            ("ZOOM_API_SECRET", API_SECRET),
        ];
        assert!(zoom(&good).is_empty());
        assert!(slugs(&[], Engine::Builtin).is_empty(), "the built-in engine makes its own");
        assert!(zoom(&[("ZOOM_SDK_KEY", &format!("  {KEY}\n")), ("SDK_SECRET", SECRET)]).is_empty(), "ends are cut");
    }

    #[test]
    fn a_missing_half_and_a_missing_pair_are_found() {
        assert_eq!(zoom(&[]), ["credentials-missing"]);
        assert_eq!(slugs(&[("SDK_KEY", KEY)], Engine::Builtin), ["credentials-missing"]);
        assert_eq!(zoom(&[("ZOOM_SDK_SECRET", SECRET)]), ["credentials-missing"]);
    }

    #[test]
    fn what_was_pasted_along_is_found() {
        let with = |secret: &str| zoom(&[("ZOOM_SDK_KEY", KEY), ("ZOOM_SDK_SECRET", secret)]);
        for spoilt in [
            &format!("\"{SECRET}\""),
            &format!("“{SECRET}”"),
            &format!("{SECRET} {SECRET}"),
            &format!("ZOOM_SDK_SECRET={SECRET}"),
        ] {
            assert_eq!(with(spoilt), ["credentials-spoilt"], "{spoilt}");
        }
        assert_eq!(with("your_sdk_secret_goes_here_x"), ["credentials-sample"]);
        assert_eq!(zoom(&[("ZOOM_SDK_KEY", "abc"), ("ZOOM_SDK_SECRET", SECRET)]), ["credentials-short"]);
    }

    #[test]
    fn mixed_up_credentials_are_found() {
        assert_eq!(zoom(&[("ZOOM_SDK_KEY", SECRET), ("ZOOM_SDK_SECRET", KEY)]), ["credentials-swapped"]);
        let same =
            [("ZOOM_SDK_KEY", KEY), ("ZOOM_SDK_SECRET", SECRET), ("ZOOM_API_KEY", KEY), ("ZOOM_API_SECRET", SECRET)];
        assert_eq!(zoom(&same), ["credentials-mixed", "credentials-mixed"]);
        assert_eq!(zoom(&[("ZOOM_SDK_KEY", SECRET), ("ZOOM_SDK_SECRET", SECRET)]), ["credentials-mixed"]);
        assert_eq!(
            zoom(&[("ZOOM_SDK_KEY", KEY), ("SDK_KEY", API_KEY), ("ZOOM_SDK_SECRET", SECRET)]),
            ["credentials-twice"]
        );
        assert_eq!(slugs(&[("VITE_ZOOM_SDK_SECRET", SECRET)], Engine::Builtin), ["secret-in-front-end"]);
    }

    #[test]
    fn no_finding_shows_a_value() {
        let lookup = |name: &str| CREDENTIALS.concat().contains(&name).then(|| format!("\"{SECRET}"));
        for finding in check(&lookup, Engine::Zoom) {
            assert!(!format!("{finding:?}").contains(SECRET), "{finding:?}");
        }
    }
}
