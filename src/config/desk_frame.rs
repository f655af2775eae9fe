//! The frame around the vendor's desk on the agent's page (zoom mode): what it may use, and how it is shut in.

use super::reader::{Reader, shortened};
use super::setting::{Section, Setting, section};
use crate::domain::Origin;
use std::fmt;
use std::str::FromStr;

section! { "Zoom's desk in its frame",
    ALLOW = Setting::one("COBROKER_DESK_FRAME_ALLOW", "features with origins, such as autoplay https://us01-zcb.zoom.us; camera *",
        "What Zoom's desk may use in its frame; without it, sound and full screen. Zoom's samples have \
         autoplay *; camera *; microphone *; display-capture *; geolocation *;");
    SANDBOX = Setting::usually("COBROKER_DESK_FRAME_SANDBOX", "on", "on, off, or words of HTML's sandbox attribute",
        "Shuts that frame in: on, off, or words of HTML's sandbox attribute, such as allow-scripts allow-same-origin \
         allow-forms.");
}

/// Settings of the frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeskFrame {
    /// As given; see [`Self::allow_for`].
    pub allow: Option<FrameAllow>,
    pub sandbox: FrameSandbox,
}

/// An `allow` attribute: features of the browser, each with the origins that may use it.
///
/// Zoom's own sample has `autoplay *; camera *; microphone *; display-capture *; geolocation *;` (Zoom reference §4.1,
/// \[QS, SEED\]); another sample frames the desk without any \[TINY-T\].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameAllow(Vec<(String, Vec<String>)>);

/// A `sandbox` attribute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FrameSandbox {
    /// What our stand-in of Zoom's desk works with (hardening §5).
    #[default]
    On,
    /// No attribute: only a stand-in could be tried, and Zoom's own desk may want more.
    Off,
    Tokens(Vec<String>),
}

const USUAL_SANDBOX: &str = "allow-scripts allow-same-origin allow-forms allow-popups";

/// What a sandbox may be opened by (HTML, "sandboxing flags"), without what would let the frame take the agent's page away.
const SANDBOX_TOKENS: [&str; 9] = [
    "allow-scripts",
    "allow-same-origin",
    "allow-forms",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-modals",
    "allow-downloads",
    "allow-pointer-lock",
    "allow-presentation",
];

impl DeskFrame {
    pub fn read(reader: &Reader) -> Self {
        Self { allow: reader.parse(&ALLOW), sandbox: sandbox(reader).unwrap_or_default() }
    }

    /// The `allow` attribute of a frame that shows `vendor`'s desk. Unless configured: sound and full screen, for that
    /// origin alone. The desk has a full-screen button (\[DZ-FEAT\]), which the documented list leaves out.
    pub fn allow_for(&self, vendor: &Origin) -> String {
        match &self.allow {
            Some(allow) => allow.to_string(),
            None => format!("autoplay {vendor}; fullscreen {vendor}"),
        }
    }

    /// Features that the frame may use beyond those every page of ours leaves on.
    pub fn features(&self) -> Vec<String> {
        self.allow.iter().flat_map(|allow| allow.0.iter().map(|(feature, _)| feature.clone())).collect()
    }

    /// The `sandbox` attribute; none for no sandbox.
    pub fn sandbox(&self) -> Option<String> {
        match &self.sandbox {
            FrameSandbox::On => Some(USUAL_SANDBOX.to_owned()),
            FrameSandbox::Off => None,
            FrameSandbox::Tokens(tokens) => Some(tokens.join(" ")),
        }
    }
}

fn sandbox(reader: &Reader) -> Option<FrameSandbox> {
    let name = SANDBOX.name;
    let given = reader.text(&SANDBOX)?;
    match given.as_str() {
        "on" => return Some(FrameSandbox::On),
        "off" => return Some(FrameSandbox::Off),
        _ => {}
    }
    let tokens: Vec<String> = given.split_whitespace().map(str::to_ascii_lowercase).collect();
    if let Some(odd) = tokens.iter().find(|token| !SANDBOX_TOKENS.contains(&token.as_str())) {
        reader.complain(format!(
            "{name} must be on, off, or some of {}, not {}.",
            SANDBOX_TOKENS.join(" "),
            shortened(odd)
        ));
    } else if !tokens.iter().any(|token| token == "allow-scripts") {
        reader.complain(format!("{name} must have allow-scripts: without it the desk stays empty."));
    }
    Some(FrameSandbox::Tokens(tokens))
}

impl FromStr for FrameAllow {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let directives: Vec<_> = text.split(';').map(str::trim).filter(|directive| !directive.is_empty()).collect();
        directives.into_iter().map(directive).collect::<Option<_>>().map(Self).ok_or(())
    }
}

/// One feature and who may use it; without anybody, the origin of the frame.
fn directive(text: &str) -> Option<(String, Vec<String>)> {
    let mut words = text.split_whitespace();
    let feature = words.next().filter(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))?;
    let allowed = |word: &str| {
        let keyword = matches!(word, "*" | "'self'" | "'src'" | "'none'");
        keyword.then(|| word.to_owned()).or_else(|| word.parse::<Origin>().ok().map(|origin| origin.to_string()))
    };
    Some((feature.to_owned(), words.map(allowed).collect::<Option<_>>()?))
}

impl fmt::Display for FrameAllow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<_> = self.0.iter().map(|(feature, who)| [std::slice::from_ref(feature), who].concat()).collect();
        f.write_str(&texts.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DOCUMENTED: &str = "autoplay *; camera *; microphone *; display-capture *; geolocation *;";

    fn vendor() -> Origin {
        "https://us01-zcb.zoom.us".parse().unwrap()
    }

    #[test]
    fn unless_configured_the_frame_gets_little_and_for_the_vendor_alone() {
        let frame = DeskFrame::default();
        assert_eq!(
            frame.allow_for(&vendor()),
            "autoplay https://us01-zcb.zoom.us; fullscreen https://us01-zcb.zoom.us"
        );
        assert_eq!(frame.sandbox().as_deref(), Some(USUAL_SANDBOX));
        assert!(frame.features().is_empty());
    }

    #[test]
    fn the_documented_list_is_taken_as_it_stands() {
        let frame = DeskFrame { allow: Some(DOCUMENTED.parse().unwrap()), ..DeskFrame::default() };
        assert_eq!(format!("{};", frame.allow_for(&vendor())), DOCUMENTED);
        assert_eq!(frame.features(), ["autoplay", "camera", "microphone", "display-capture", "geolocation"]);
    }

    #[test]
    fn what_is_no_list_of_features_is_refused() {
        for odd in ["camera <b>", "Camera *", "camera \"x\"", "autoplay *; mic$", "camera https://a.example/path"] {
            assert_eq!(odd.parse::<FrameAllow>(), Err(()), "{odd}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_taken_can_leave_its_attribute(text in ".{0,60}") {
            if let Ok(allow) = text.parse::<FrameAllow>() {
                let written = allow.to_string();
                prop_assert!(written.bytes().all(|b| b.is_ascii_graphic() || b == b' '));
                prop_assert!(!written.contains(['"', '<', '>', '&']));
                prop_assert_eq!(written.parse::<FrameAllow>().unwrap(), allow);
            }
        }
    }
}
