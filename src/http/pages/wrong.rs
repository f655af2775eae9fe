//! What is wrong with a field or a request, in the reader's language.

use crate::domain::names::InvalidName;
use crate::domain::site::{InvalidAddress, InvalidBranding, InvalidKey, InvalidMask, InvalidSiteId, MOST_ORIGINS};
use crate::domain::skill::{InvalidSkill, MOST_SKILLS};
use crate::domain::{Origin, SiteId};
use crate::http::error::Problem;
use crate::http::language::words;
use crate::identity::{self, InvalidPassword};
use crate::sites;
use crate::words::{Said, Words};

/// Says what is wrong, in the reader's language.
pub trait Explain {
    fn explain(&self) -> String;
}

fn said(key: &'static str) -> String {
    words().say(key).to_string()
}

impl Explain for InvalidName {
    fn explain(&self) -> String {
        name(*self)
    }
}

impl Explain for InvalidSkill {
    fn explain(&self) -> String {
        skill(*self)
    }
}

impl Explain for InvalidSiteId {
    fn explain(&self) -> String {
        said("sites-wrong-slug")
    }
}

impl Explain for InvalidMask {
    fn explain(&self) -> String {
        said(match self {
            Self::Type => "sites-wrong-choice",
            Self::Selectors => "sites-wrong-selectors",
            Self::Attributes => "sites-wrong-attributes",
        })
    }
}

impl Explain for InvalidBranding {
    fn explain(&self) -> String {
        match self {
            Self::Accent => said("sites-wrong-accent"),
            Self::Line(most) => words().say("sites-wrong-line").with("count", *most).to_string(),
            Self::Language => said("sites-wrong-language"),
            Self::Position => said("sites-wrong-choice"),
        }
    }
}

impl Explain for InvalidAddress {
    fn explain(&self) -> String {
        said(match self {
            Self::NotHttps => "sites-wrong-address-https",
            Self::NoPlace { place: "{user}", .. } => "sites-wrong-record-place",
            Self::NoPlace { .. } => "sites-wrong-ticket-place",
            Self::Characters => "sites-wrong-address-characters",
        })
    }
}

impl Explain for InvalidKey {
    fn explain(&self) -> String {
        said(match self {
            Self::Private => "sites-wrong-key-private",
            Self::NoPublicKey => "sites-wrong-key-public",
            Self::WeakSecret => "sites-wrong-key-weak",
        })
    }
}

/// The origins of a site as people type them: one a line, or with commas or spaces between.
pub fn site_origins(typed: &str) -> Result<Vec<Origin>, String> {
    let lines = typed.split([',', '\n', ' ', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let origin = |line: &str| {
        let shown: String = line.chars().take(60).collect();
        line.parse().map_err(|_| words().say("sites-wrong-origin").with("origin", shown).to_string())
    };
    lines.map(origin).collect()
}

/// What the other sites have against one, and the field that it is about. `None`: it is about no field.
pub fn site(error: &sites::Error) -> Option<(&'static str, String)> {
    use sites::Error as E;
    let of_origin = |key: &'static str, origin: &Origin| words().say(key).with("origin", origin.to_string());
    Some(match error {
        E::Taken(id) => ("slug", words().say("sites-wrong-slug-taken").with("site", id.to_string()).to_string()),
        E::OriginTaken { origin, site } => {
            let said = of_origin("sites-wrong-origin-taken", origin).with("site", SiteId::to_string(site));
            ("origins", said.to_string())
        }
        E::NoOrigin => ("origins", said("sites-wrong-no-origin")),
        E::TooManyOrigins => {
            ("origins", words().say("sites-wrong-many-origins").with("count", MOST_ORIGINS).to_string())
        }
        E::OwnOrigin(origin) => ("origins", of_origin("sites-wrong-own-origin", origin).to_string()),
        E::NothingToOpen => ("unmask-css-selectors", said("sites-wrong-nothing-to-open")),
        E::NoSuchSite(_) | E::ChangedMeanwhile(_) | E::Store(_) => return None,
    })
}

/// Of a display name.
pub fn name(error: InvalidName) -> String {
    let key = match error {
        InvalidName::Empty => "field-name-missing",
        InvalidName::TooLong => "field-name-too-long",
        InvalidName::Invisible => "field-name-odd",
    };
    words().say(key).to_string()
}

/// Of a new password.
pub fn password(error: InvalidPassword) -> String {
    let key = match error {
        InvalidPassword::TooShort => "field-password-too-short",
        InvalidPassword::TooLong => "field-password-too-long",
        InvalidPassword::Common => "field-password-common",
    };
    words().say(key).to_string()
}

/// Of somebody's skills.
pub fn skill(error: InvalidSkill) -> String {
    match error {
        InvalidSkill::Tag => words().say("person-skill-wrong").to_string(),
        InvalidSkill::TooMany => words().say("person-skills-too-many").with("count", MOST_SKILLS).to_string(),
    }
}

/// Both fields of a new password.
pub fn repetition() -> String {
    words().say("field-passwords-differ").to_string()
}

/// Of a login name.
pub fn login(error: &identity::Error) -> String {
    let key = match error {
        identity::Error::LoginTaken => "field-login-taken",
        _ => "field-login-invalid",
    };
    words().say(key).to_string()
}

/// Title and sentence of a problem: the sentence is that of its refusal, else of its slug. What was written in English
/// for that very request is not said: it is for programs.
pub fn of_problem(words: Words, problem: &Problem) -> (String, String) {
    let wait = wait(words, problem.retry_after.unwrap_or(1));
    let (title, text) = self::problem(words, problem.kind.slug);
    let sentence = problem.refusal.map(|refusal| refusal.sentence(words));
    (title, sentence.unwrap_or_else(|| text.with("wait", wait).to_string()))
}

/// The title of a problem, and what it says, which may take `wait`.
fn problem(words: Words, slug: &str) -> (String, Said) {
    (words.say(format!("problem-{slug}")).to_string(), words.say(format!("problem-{slug}-text")))
}

/// The title of a problem, and what a person does about it at some other time.
pub fn cure(words: Words, slug: &str) -> (String, String) {
    let (title, text) = problem(words, slug);
    (title, words.find(&format!("problem-{slug}-cure")).unwrap_or(text).to_string())
}

/// Minutes are rounded up, so that nobody comes back too early.
fn wait(words: Words, seconds: u64) -> String {
    match seconds.max(1) {
        few @ 1..=59 => words.say("wait-seconds").with("count", few).to_string(),
        more => words.say("wait-minutes").with("count", more.div_ceil(60)).to_string(),
    }
}
