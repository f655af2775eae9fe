//! Whoever calls: a list of headers, and requests that carry them.

use super::{Answer, Place, Stream};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method};
use serde_json::Value;

/// Somebody who sends requests. Cheap to clone.
#[derive(Clone)]
pub struct Caller {
    http: Client,
    base: String,
    headers: HeaderMap,
}

impl Caller {
    /// Somebody without any headers, at this server.
    pub fn of(place: &impl Place) -> Self {
        let http = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .resolve("localhost", place.address());
        Self { http: http.build().expect("a client"), base: place.origin(), headers: HeaderMap::new() }
    }

    /// The same caller, with a header in all requests.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.insert(header_name(name), HeaderValue::from_str(value).expect("a header's value"));
        self
    }

    /// The same caller, never sending a header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// The same caller at another of the server's names.
    pub fn at(mut self, base: &str) -> Self {
        base.clone_into(&mut self.base);
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn get(&self, path: &str) -> Request {
        self.request("GET", path)
    }

    pub fn post(&self, path: &str) -> Request {
        self.request("POST", path)
    }

    pub fn request(&self, method: &str, path: &str) -> Request {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        Request { caller: self.clone(), method, path: path.to_owned(), body: Vec::new() }
    }

    /// `POST` of a JSON body.
    pub async fn send(&self, path: &str, body: Value) -> Answer {
        self.post(path).json(&body).send().await
    }

    /// `GET`.
    pub async fn read(&self, path: &str) -> Answer {
        self.get(path).send().await
    }

    /// `POST` of a form.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(path).form(fields).send().await
    }

    /// Types a PIN.
    pub async fn connect(&self, pin: &str) -> Answer {
        self.send("/api/agent/connect", serde_json::json!({ "pincode": pin })).await
    }
}

/// A request that is being put together.
#[derive(Clone)]
pub struct Request {
    caller: Caller,
    method: Method,
    path: String,
    body: Vec<u8>,
}

impl Request {
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.caller = self.caller.with(name, value);
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.raw("application/json", body.to_string())
    }

    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        self.raw("application/x-www-form-urlencoded", form(fields))
    }

    pub fn raw(self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..self.header(CONTENT_TYPE.as_str(), kind) }
    }

    pub async fn send(self) -> Answer {
        Answer::of(self.response().await).await
    }

    /// The answer as a stream of events.
    pub async fn events(self) -> Stream {
        let response = self.response().await;
        assert_eq!(response.status().as_u16(), 200, "{}", response.text().await.unwrap_or_default());
        Stream::new(response)
    }

    /// The status alone, of an answer that may never end.
    pub async fn head(self) -> u16 {
        self.response().await.status().as_u16()
    }

    async fn response(self) -> reqwest::Response {
        let url = format!("{}{}", self.caller.base, self.path);
        let request = self.caller.http.request(self.method, url).headers(self.caller.headers).body(self.body);
        request.send().await.expect("the server answers")
    }
}

/// Fields as a browser's form sends them.
fn form(fields: &[(&str, &str)]) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let encoded = |text: &str| -> String {
        text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

fn header_name(name: &str) -> HeaderName {
    HeaderName::from_bytes(name.as_bytes()).expect("a header's name")
}
