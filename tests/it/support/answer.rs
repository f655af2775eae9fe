//! An answer, read to its end.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use serde_json::Value;

#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("the answer comes to its end") }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON, {}: {}", self.status, self.text()))
    }

    /// The JSON of an answer that has to be a success.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!((200..300).contains(&self.status), "{}: {}", self.status, self.text());
        self.json()
    }

    /// Status and slug of a problem: `(422, "pin-malformed")`.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}: {}", self.status, self.text());
        let slug = super::text(&self.json()["type"]);
        (self.status, slug.strip_prefix("/problems/").expect("problem types have one root").to_owned())
    }

    /// The pointers of all wrong fields, sorted.
    #[track_caller]
    pub fn pointers(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors in {problem}"));
        let mut pointers: Vec<_> = errors.iter().map(|error| super::text(&error["pointer"])).collect();
        pointers.sort();
        pointers
    }

    /// Empty if there is none.
    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned()).unwrap_or_default()
    }

    /// The body with everything that names this one request taken out.
    pub fn without_request_id(&self) -> String {
        match self.json()["requestId"].as_str() {
            Some(id) => self.text().replace(id, "-"),
            None => self.text(),
        }
    }
}
