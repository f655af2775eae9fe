//! JSON bodies: read once, and every complaint is a problem a person or a program can act on.

use super::unique_keys::{first_duplicate, pointer_step};
use crate::http::error::{Error, FieldError};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// A JSON body, in or out.
///
/// # Errors
/// 415 without `Content-Type: application/json` (which also keeps HTML forms of other sites out), 400 if it is not
/// JSON, 422 with the field's pointer if it is JSON of another shape or names something twice. 408 and 413 come
/// from the layer that reads bodies ([`crate::http::stack`]).
#[derive(Debug, Clone, Copy, Default)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let body = json_body(request, state).await?.ok_or(Error::UnsupportedMediaType)?;
        read(&body).map(Self)
    }
}

/// A JSON body that may be left out, and then says nothing special.
///
/// # Errors
/// As [`Json`], if there is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct OptionalJson<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalJson<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        if !request.headers().contains_key(CONTENT_TYPE) {
            return Ok(Self::default());
        }
        Json::from_request(request, state).await.map(|Json(body)| Self(body))
    }
}

/// The bytes of a body that is called JSON; `None` of any other.
///
/// # Errors
/// 413 if it is too large.
pub async fn json_body<S: Send + Sync>(request: Request, state: &S) -> Result<Option<Bytes>, Error> {
    if !is_json(request.headers()) {
        return Ok(None);
    }
    let body = Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: crate::http::stack::BODY_LIMIT },
        _ => Error::NotJson,
    })?;
    Ok(Some(body))
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(Ok(value)) = headers.get(CONTENT_TYPE).map(|value| value.to_str()) else { return false };
    value.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    if let Some(pointer) = first_duplicate(body) {
        return Err(Error::field(pointer, "This is given twice."));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        if error.inner().is_data() { wrong_shape(error.path(), &error.inner().to_string()) } else { Error::NotJson }
    })?;
    reader.end().map_err(|_| Error::NotJson)?;
    Ok(value)
}

/// serde's message may quote the value it did not like, so only what it expected is passed on.
fn wrong_shape(path: &Path, message: &str) -> Error {
    let here: String = path.iter().map(step).collect();
    let quoted = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        let there = pointer_step(quoted);
        // the name may or may not have been counted as part of the path already
        let pointer = if here.ends_with(&there) { here } else { here + &there };
        return Error::field(pointer, "There is no such field.");
    }
    if message.starts_with("missing field") {
        return Error::field(here + &pointer_step(quoted), "This is missing.");
    }
    let wanted =
        message.rsplit_once(", expected ").map(|(_, wanted)| wanted.split(" at line ").next().unwrap_or(wanted));
    let detail = wanted.map_or("This has the wrong form.".into(), |wanted| format!("This must be {wanted}."));
    Error::field(here, detail)
}

fn step(segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => pointer_step(key),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    }
}

/// Gathers what is wrong with the fields of one request, so that all of it is told at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// Notes that a field is wrong. `pointer` such as `/userName`.
    pub fn wrong(&mut self, pointer: &str, detail: impl Into<Cow<'static, str>>) {
        self.0.push(FieldError::new(pointer, detail));
    }

    /// Parses a field; a failure is noted in the words of its error, and gives `None`.
    pub fn parse<T>(&mut self, pointer: &str, text: &str) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        text.parse().map_err(|error: T::Err| self.wrong(pointer, error.to_string())).ok()
    }

    /// # Errors
    /// If anything was wrong: 422 with all of it.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Fields(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Start {
        user_name: String,
        #[serde(default)]
        seats: Vec<u8>,
        #[serde(default)]
        metadata: BTreeMap<String, String>,
    }

    async fn receive(content_type: Option<&str>, body: &str) -> Result<Start, Error> {
        let mut request = Request::builder().method("POST");
        if let Some(value) = content_type {
            request = request.header(CONTENT_TYPE, value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        Json::from_request(request, &()).await.map(|Json(start)| start)
    }

    async fn complaint(body: &str) -> (u16, Vec<(String, String)>) {
        let problem = receive(Some("application/json"), body).await.unwrap_err().problem();
        let errors = problem.errors.iter().map(|error| (error.pointer.clone(), error.detail.to_string())).collect();
        (problem.status().as_u16(), errors)
    }

    fn one(pointer: &str, detail: &str) -> (u16, Vec<(String, String)>) {
        (422, vec![(pointer.to_owned(), detail.to_owned())])
    }

    #[tokio::test]
    async fn only_json_is_read() {
        let body = r#"{"userName":"Ada"}"#;
        for good in ["application/json", "Application/JSON; charset=utf-8"] {
            assert_eq!(receive(Some(good), body).await.unwrap().user_name, "Ada");
        }
        for bad in [None, Some("text/plain"), Some("application/jsonx"), Some("application/x-www-form-urlencoded")] {
            assert!(matches!(receive(bad, body).await, Err(Error::UnsupportedMediaType)), "{bad:?}");
        }
    }

    #[tokio::test]
    async fn what_is_not_json_is_a_bad_request() {
        for body in ["", "{", r#"{"userName":"Ada"} x"#, "{'userName':1}", "\u{feff}{}"] {
            assert_eq!(complaint(body).await, (400, vec![]), "{body}");
        }
    }

    #[tokio::test]
    async fn a_wrong_field_is_named_without_repeating_its_value() {
        assert_eq!(complaint(r#"{"userName":77}"#).await, one("/userName", "This must be a string."));
        assert_eq!(complaint(r#"{"userName":"a","seats":[1,"secret"]}"#).await, one("/seats/1", "This must be u8."));
        assert_eq!(complaint("{}").await, one("/userName", "This is missing."));
        assert_eq!(complaint(r#"{"userName":"a","admin":true}"#).await, one("/admin", "There is no such field."));
        assert_eq!(complaint(r#"["a",1]"#).await.0, 422);
    }

    #[tokio::test]
    async fn a_name_given_twice_is_refused_even_in_a_map() {
        assert_eq!(complaint(r#"{"userName":"a","userName":"b"}"#).await, one("/userName", "This is given twice."));
        assert_eq!(
            complaint(r#"{"userName":"a","metadata":{"x":"1","x":"2"}}"#).await,
            one("/metadata/x", "This is given twice.")
        );
    }

    #[test]
    fn all_wrong_fields_are_gathered() {
        let mut fields = Fields::default();
        assert_eq!(fields.parse::<u8>("/a", "7"), Some(7));
        assert_eq!(fields.parse::<u8>("/b", "x"), None);
        fields.wrong("/c", "Leave it out.");
        let Err(Error::Fields(errors)) = fields.finish() else { panic!("two fields are wrong") };
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/b", "/c"]);
        assert!(Fields::default().finish().is_ok());
    }
}
