//! Variables that look like ours and are none: a name with a slip in it would pass silently, and its default would count.

use super::SECTIONS;
use super::setting::in_file;

const PREFIX: &str = "COBROKER_";
/// Read when cobroker is built, not when it runs.
const OF_THE_BUILD: [&str; 2] = ["COBROKER_WEB", "COBROKER_WEB_DIST"];
/// From here on a name is close enough to another to have been meant; 1 is the same.
const ALIKE: f64 = 0.9;

/// The sentence about a variable with this name, if it should be one of ours and is not.
pub fn complaint(name: &str) -> Option<String> {
    if !name.starts_with(PREFIX) || OF_THE_BUILD.contains(&name) || known().any(|known| known == name) {
        return None;
    }
    let likeness = |known: &String| strsim::jaro_winkler(&known[PREFIX.len()..], &name[PREFIX.len()..]);
    let ours = known().filter(|known| known.starts_with(PREFIX));
    let closest = ours.max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    Some(match closest.filter(|known| likeness(known) >= ALIKE) {
        Some(meant) => format!("{name} is set, and there is no such setting; {meant} may be meant."),
        None => format!("{name} is set, and there is no such setting; `cobroker settings` prints all."),
    })
}

fn known() -> impl Iterator<Item = String> {
    let settings = SECTIONS.iter().flat_map(|section| section.settings);
    settings.flat_map(|setting| {
        let file = |name: &'static str| setting.is_secret().then(|| in_file(name));
        setting.names().flat_map(move |name| [Some(name.to_owned()), file(name)]).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        for (name, meant) in [
            ("COBROKER_TRUSTED_PROXY", "COBROKER_TRUSTED_PROXIES"),
            ("COBROKER_PUBLIC_URI", "COBROKER_PUBLIC_URL"),
            ("COBROKER_ALLOWED_ORIGIN", "COBROKER_ALLOWED_ORIGINS"),
        ] {
            assert!(complaint(name).unwrap().contains(&format!("{meant} may be meant")), "{name}");
        }
        assert!(complaint("COBROKER_COFFEE").unwrap().contains("cobroker settings"));
    }

    #[test]
    fn what_is_ours_or_somebody_elses_is_no_slip() {
        for name in known() {
            assert_eq!(complaint(&name), None, "{name}");
        }
        for name in ["PATH", "COBROKER", "cobroker_listen", "COBROKER_WEB_DIST", "ZOOM_SDK_KEYS"] {
            assert_eq!(complaint(name), None, "{name}");
        }
    }
}
