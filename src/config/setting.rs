//! What a variable is: its names, its values, its default, and a sentence for people. The code reads by these
//! declarations, and `.env.example` and the configuration reference are written from them (ADR 39).

use super::reader::SHORTEST_SECRET;

/// One variable, declared beside the struct that it fills.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// As in the environment.
    pub name: &'static str,
    /// Other names of the same thing; the first that is set counts, [`Self::name`] before all.
    pub also: &'static [&'static str],
    /// Whole sentences: what it decides, and what happens without it.
    pub about: &'static str,
    pub values: Values,
    /// What stands behind the host names in its addresses may be a password, and is not shown to anybody.
    pub tells: bool,
}

/// What may stand in a variable. An empty default means that there is none.
#[derive(Debug, Clone, Copy)]
pub enum Values {
    /// Completes "must be …".
    One { wanted: &'static str, default: &'static str },
    /// Separated by commas; `wanted` describes them.
    Several { wanted: &'static str },
    /// Both ends included.
    Number { from: i64, to: i64, default: i64 },
    /// `true` or `false`.
    Flag { default: bool },
    /// Also taken from a file, whose path stands in the name with `_FILE` after it.
    Secret,
}

/// The settings of one concern, in the order of the reference.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    pub title: &'static str,
    pub settings: &'static [Setting],
}

impl Setting {
    const fn new(name: &'static str, about: &'static str, values: Values) -> Self {
        Self { name, also: &[], about, values, tells: false }
    }

    /// One value without a default; `wanted` completes "must be …".
    pub const fn one(name: &'static str, wanted: &'static str, about: &'static str) -> Self {
        Self::new(name, about, Values::One { wanted, default: "" })
    }

    /// One value that has a default.
    pub const fn usually(name: &'static str, default: &'static str, wanted: &'static str, about: &'static str) -> Self {
        Self::new(name, about, Values::One { wanted, default })
    }

    /// Several values; `wanted` describes them in the plural.
    pub const fn several(name: &'static str, wanted: &'static str, about: &'static str) -> Self {
        Self::new(name, about, Values::Several { wanted })
    }

    /// A whole number from `range.0` to `range.1`.
    pub const fn number(name: &'static str, range: (i64, i64), default: i64, about: &'static str) -> Self {
        Self::new(name, about, Values::Number { from: range.0, to: range.1, default })
    }

    pub const fn flag(name: &'static str, default: bool, about: &'static str) -> Self {
        Self::new(name, about, Values::Flag { default })
    }

    pub const fn secret(name: &'static str, about: &'static str) -> Self {
        Self::new(name, about, Values::Secret)
    }

    /// The same thing under other names.
    pub const fn also(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Its addresses may hold passwords.
    pub const fn telling(self) -> Self {
        Self { tells: true, ..self }
    }

    /// Every name, the usual one first, without those of files.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.also.iter().copied())
    }

    pub const fn is_secret(&self) -> bool {
        matches!(self.values, Values::Secret)
    }

    /// As it would be written into `.env`; empty if there is none.
    pub fn default(&self) -> String {
        match self.values {
            Values::One { default, .. } => default.to_owned(),
            Values::Number { default, .. } => default.to_string(),
            Values::Flag { default } => default.to_string(),
            Values::Several { .. } | Values::Secret => String::new(),
        }
    }

    /// What completes "must be …".
    pub fn wanted(&self) -> String {
        match self.values {
            Values::One { wanted, .. } => wanted.to_owned(),
            Values::Several { wanted } => format!("a list, separated by commas, of {wanted}"),
            Values::Number { from, to, .. } => format!("{from} to {to}"),
            Values::Flag { .. } => "true or false".to_owned(),
            Values::Secret => format!("a secret of at least {SHORTEST_SECRET} characters"),
        }
    }
}

/// The name under which the path of a file with this secret may be given.
pub fn in_file(name: &str) -> String {
    format!("{name}_FILE")
}

/// Declares the settings of one concern: a constant each to read by, and `SECTION`, which lists them.
macro_rules! section {
    ($title:literal, $($name:ident = $setting:expr;)+) => {
        $(const $name: Setting = $setting;)+

        /// What the reference says about this concern.
        pub const SECTION: Section = Section { title: $title, settings: &[$($name),+] };
    };
}
pub(super) use section;
