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
