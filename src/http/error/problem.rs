//! RFC 9457 problem details: what every failed request is answered with.

use super::{Kind, Refusal};
use crate::http::request_id::RequestId;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::borrow::Cow;

/// One wrong field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// JSON pointer into the request's body (RFC 6901), such as `/userName`.
    pub pointer: String,
    /// What to do about it, for the person who filled it in.
    pub detail: Cow<'static, str>,
    /// The field's name alone, where a client of Zoom's auth sample may look for it (ADR 37).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub property: Option<Cow<'static, str>>,
    /// What that sample says about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'static, str>>,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into(), property: None, reason: None }
    }

    /// A field as `/api/token` complains about it: in our words and in those of Zoom's auth sample (ADR 37).
    pub fn of_property(
        property: impl Into<Cow<'static, str>>,
        detail: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        let property = property.into();
        Self {
            pointer: format!("/{property}"),
            detail: detail.into(),
            property: Some(property),
            reason: Some(reason.into()),
        }
    }
}

/// A failed request as its sender sees it. As a response it is `application/problem+json`; the layer
/// [`super::explain`] turns it into a page where people look at it.
#[derive(Debug, Clone)]
pub struct Problem {
    pub kind: Kind,
    /// One sentence a support person understands. Never a secret, never more than 64 characters of input.
    pub detail: Cow<'static, str>,
    /// Names this request in the logs.
    pub request_id: RequestId,
    /// All wrong fields at once.
    pub errors: Vec<FieldError>,
    /// Why it is forbidden, for pages to say in the reader's language.
    pub refusal: Option<Refusal>,
    /// Seconds until another try makes sense.
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem of the request being answered.
    pub fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        let detail = detail.into();
        Self { kind, detail, request_id: RequestId::current(), errors: Vec::new(), refusal: None, retry_after: None }
    }

    pub fn status(&self) -> StatusCode {
        self.kind.status
    }

    fn body(&self) -> Vec<u8> {
        let body = Body {
            r#type: format!("/problems/{}", self.kind.slug),
            title: self.kind.title,
            status: self.kind.status.as_u16(),
            detail: &self.detail,
            instance: format!("/requests/{}", self.request_id),
            request_id: self.request_id.to_string(),
            code: self.kind.code,
            errors: &self.errors,
        };
        serde_json::to_vec(&body).expect("texts and numbers always serialise")
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: &'a str,
    instance: String,
    request_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), self.body()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}
