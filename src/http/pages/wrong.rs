//! What is wrong with a field or a request, in the reader's language.

use crate::domain::names::InvalidName;
use crate::domain::skill::{InvalidSkill, MOST_SKILLS};
use crate::http::error::Problem;
use crate::http::language::words;
use crate::identity::{self, InvalidPassword};
use crate::words::{Said, Words};

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
    match error {
        identity::Error::InvalidLogin => words().say("field-login-invalid").to_string(),
        identity::Error::LoginTaken => words().say("field-login-taken").to_string(),
        other => other.to_string(),
    }
}

/// Title and sentence of a problem, by its slug. A sentence that was written in English for that very request is not
/// said: it is for programs.
pub fn of_problem(words: Words, problem: &Problem) -> (String, String) {
    let wait = problem.retry_after.map(|seconds| self::wait(words, seconds));
    match self::problem(words, problem.kind.slug) {
        Some((title, text)) => (title, text.with("wait", wait.unwrap_or_default()).to_string()),
        None => (problem.kind.title.to_owned(), problem.detail.clone().into_owned()),
    }
}

/// The title of a problem, and what it says, which may take `wait`.
pub fn problem(words: Words, slug: &str) -> Option<(String, Said)> {
    let title = words.find(&format!("problem-{slug}"))?;
    Some((title.to_string(), words.find(&format!("problem-{slug}-text"))?))
}

/// Minutes are rounded up, so that nobody comes back too early.
fn wait(words: Words, seconds: u64) -> String {
    match seconds.max(1) {
        few @ 1..=59 => words.say("wait-seconds").with("count", few).to_string(),
        more => words.say("wait-minutes").with("count", more.div_ceil(60)).to_string(),
    }
}
