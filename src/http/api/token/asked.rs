//! What a request to `/api/token` asks for, read as Zoom's auth sample reads it (Zoom reference §2.3, \[AUTH-S\]): unknown
//! fields are ignored, numbers may come as text, and every wrong field is named, in the sample's order.
//!
//! The sample is JavaScript, so its answers follow JavaScript's rules; `javascript` holds those.

use super::javascript::{number_text, parse_int, text_of};
use crate::domain::claims::{LONGEST_LIFE, SHORTEST_LIFE};
use crate::domain::names::is_invisible;
use crate::domain::{DisplayName, claims::TokenRole};
use crate::http::error::FieldError;
use chrono::TimeDelta;
use serde_json::{Map, Value};

/// UTF-16 units of `userId` and `userName` that the sample takes \[AUTH-S\]; Zoom itself takes names of 80 \[DZ-AUTH\].
pub const LONGEST_TEXT: usize = 35;

/// A request that nothing is wrong with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub role: TokenRole,
    /// `None` for an empty one, too: Zoom needs some `user_id` \[DZ-AUTH\].
    pub user_id: Option<String>,
    pub user_name: Option<DisplayName>,
    pub life: Option<TimeDelta>,
    /// The Support PIN, for role 2; ours.
    pub pincode: Option<String>,
}

/// Reads the fields of a body. What is no object has none.
///
/// # Errors
/// Every wrong field, in the sample's order: role, id, name, life.
pub fn asked(body: &Value) -> Result<Asked, Vec<FieldError>> {
    let nothing = Map::new();
    let fields = body.as_object().unwrap_or(&nothing);
    let mut wrong = Vec::new();
    let role = note(&mut wrong, role(fields.get("role")));
    let user_id = note(&mut wrong, short_text("userId", fields.get("userId")));
    let user_name = note(&mut wrong, short_text("userName", fields.get("userName")));
    let life = note(&mut wrong, life(fields.get("expirationSeconds")));
    let (Some(role), Some(user_id), Some(user_name), Some(life)) = (role, user_id, user_name, life) else {
        return Err(wrong);
    };
    let pincode = fields.get("pincode").and_then(Value::as_str).map(str::to_owned);
    Ok(Asked { role, user_id, user_name: user_name.and_then(|name| name.parse().ok()), life, pincode })
}

fn note<T>(wrong: &mut Vec<FieldError>, read: Result<T, FieldError>) -> Option<T> {
    read.map_err(|error| wrong.push(error)).ok()
}

fn role(given: Option<&Value>) -> Result<TokenRole, FieldError> {
    const WANTED: &str = "Use 1 for a customer or 2 for an agent.";
    let complaint = |reason: String| FieldError::of_property("role", WANTED, reason);
    let given = given.ok_or_else(|| complaint("Property required, but not present in request body".into()))?;
    match number(given).map_err(complaint)? {
        1.0 => Ok(TokenRole::Customer),
        2.0 => Ok(TokenRole::Agent),
        other => Err(complaint(format!("Value is not valid. Got {}, expected 1,2", number_text(other)))),
    }
}

fn life(given: Option<&Value>) -> Result<Option<TimeDelta>, FieldError> {
    let complaint = |reason: String| FieldError::of_property("expirationSeconds", "Use 1800 to 172800.", reason);
    let Some(given) = given else { return Ok(None) };
    let seconds = number(given).map_err(complaint)?;
    if !(SHORTEST_LIFE as f64..=LONGEST_LIFE as f64).contains(&seconds) {
        return Err(complaint(format!("Value must in between {SHORTEST_LIFE} and {LONGEST_LIFE}")));
    }
    // a fraction would make an `exp` that is no whole number
    Ok(Some(TimeDelta::seconds(seconds as i64)))
}

/// An id or a name; `None` where none is given, or an empty one.
fn short_text(property: &'static str, given: Option<&Value>) -> Result<Option<String>, FieldError> {
    let complaint = |detail: &'static str, reason: String| FieldError::of_property(property, detail, reason);
    let Some(given) = given else { return Ok(None) };
    let Some(text) = given.as_str() else {
        let reason = format!("Value {} not allowed, must be of type string", text_of(given));
        return Err(complaint("This must be a text.", reason));
    };
    let units = text.encode_utf16().count();
    if units > LONGEST_TEXT {
        let reason = format!("Value exceed max length. Got {units}, expected less than or equal to {LONGEST_TEXT}");
        return Err(complaint("Use at most 35 characters.", reason));
    }
    // the sample takes these; on an agent's screen they could pass for somebody else
    if text.chars().any(is_invisible) {
        let detail = "Leave out control characters and invisible ones.";
        return Err(complaint(detail, detail.into()));
    }
    Ok(Some(text.trim()).filter(|text| !text.is_empty()).map(|_| text.to_owned()))
}

/// The number that a value counts as; a text is read as far as it is one.
fn number(given: &Value) -> Result<f64, String> {
    let read = match given {
        Value::String(text) => parse_int(text),
        other => other.as_f64(),
    };
    let shown = || if given.is_string() { "NaN".into() } else { text_of(given) };
    read.ok_or_else(|| format!("Value {} not allowed, must be of type number", shown()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn properties(body: &Value) -> Vec<String> {
        let errors = asked(body).err().unwrap_or_default();
        errors.into_iter().filter_map(|error| error.property).map(String::from).collect()
    }

    #[test]
    fn a_text_is_a_number_as_far_as_it_is_one() {
        let read = asked(&json!({ "role": " 1st", "expirationSeconds": "1800abc" })).unwrap();
        assert_eq!((read.role, read.life), (TokenRole::Customer, Some(TimeDelta::seconds(1_800))));
    }

    #[test]
    fn every_wrong_field_is_named_in_the_order_of_the_sample() {
        let wrong = json!({ "expirationSeconds": 5, "userName": 7, "userId": "x".repeat(36), "role": [] });
        assert_eq!(properties(&wrong), ["role", "userId", "userName", "expirationSeconds"]);
        assert_eq!(properties(&json!([1])), ["role"]);
    }

    #[test]
    fn an_empty_id_or_name_is_none() {
        let read = asked(&json!({ "role": 2, "userId": "", "userName": "  " })).unwrap();
        assert_eq!((read.role, read.user_id, read.user_name), (TokenRole::Agent, None, None));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".{0,40}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
    }

    proptest! {
        #[test]
        fn whatever_is_taken_fits_a_token(role in any_value(), id in any_value(), name in any_value(), life in any_value()) {
            let body = json!({ "role": role, "userId": id, "userName": name, "expirationSeconds": life });
            match asked(&body) {
                Ok(read) => {
                    prop_assert!(read.user_id.is_none_or(|id| (1..=35).contains(&id.encode_utf16().count())));
                    prop_assert!(read.life.is_none_or(|life| (1_800..=172_800).contains(&life.num_seconds())));
                }
                Err(errors) => prop_assert!(!errors.is_empty() && errors.iter().all(|error| error.reason.is_some())),
            }
        }
    }
}
