//! Where a request says it comes from.

use axum::http::HeaderMap;
use axum::http::header::ORIGIN;

use crate::domain::Origin;

/// What a request's `Origin` header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestOrigin {
    /// No header: not a cross-origin browser request.
    Absent,
    /// `null`: a sandboxed frame, a file, or a form of a page with `Referrer-Policy: no-referrer`.
    Null,
    Known(Origin),
    /// Something no browser sends, or more than one header.
    Malformed,
}

impl RequestOrigin {
    pub fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(ORIGIN).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) if value == "null" => Self::Null,
            (Some(value), None) => {
                value.to_str().ok().and_then(|text| text.parse().ok()).map_or(Self::Malformed, Self::Known)
            }
            _ => Self::Malformed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn two_origin_headers_are_malformed() {
        let mut headers = HeaderMap::new();
        assert_eq!(RequestOrigin::of(&headers), RequestOrigin::Absent);
        headers.append(ORIGIN, HeaderValue::from_static("https://a.example"));
        assert_eq!(RequestOrigin::of(&headers), RequestOrigin::Known("https://a.example".parse().unwrap()));
        headers.append(ORIGIN, HeaderValue::from_static("https://b.example"));
        assert_eq!(RequestOrigin::of(&headers), RequestOrigin::Malformed);
    }
}
