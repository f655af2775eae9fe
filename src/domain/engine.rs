//! Who renders the shared page, and who makes its PINs.

use std::str::FromStr;

/// Who renders the shared page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Zoom's SDK and hosted desk.
    Zoom,
    /// Our own SDK, relay and desk.
    Builtin,
}

impl Engine {
    /// The name in the API and the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zoom => "zoom",
            Self::Builtin => "builtin",
        }
    }
}

impl FromStr for Engine {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Zoom, Self::Builtin].into_iter().find(|engine| engine.as_str() == text).ok_or(())
    }
}

/// Who makes the PINs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinMode {
    /// The engine: digits.
    Auto,
    /// The broker: letters and digits, passed to the SDK as `customPinCode` (BYOP). The safer choice.
    Custom,
}

impl PinMode {
    /// The name in the API and the configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Custom => "custom",
        }
    }
}

impl FromStr for PinMode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Auto, Self::Custom].into_iter().find(|mode| mode.as_str() == text).ok_or(())
    }
}
