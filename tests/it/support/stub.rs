//! Somebody else's server on loopback, that answers what a test wrote down.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// An answer, written down.
#[derive(Clone, Default)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Reply {
    pub fn status(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub fn html(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::status(200) }.with("content-type", "text/html")
    }

    pub fn script() -> Self {
        Self::status(200).with("content-type", "text/javascript")
    }

    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("location", to)
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.status_mut() = StatusCode::from_u16(self.status).expect("a status");
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value).expect("a value");
            response.headers_mut().append(HeaderName::from_static(name), value);
        }
        response
    }
}

/// Answers by path, 404 for others. It stops when it is dropped.
pub struct Stub {
    pub port: u16,
    task: JoinHandle<()>,
}

impl Stub {
    pub async fn serve(replies: Vec<(&str, Reply)>) -> Self {
        let known: HashMap<String, Reply> = replies.into_iter().map(|(path, reply)| (path.to_owned(), reply)).collect();
        let answer = |State(known): State<Arc<HashMap<String, Reply>>>, request: Request| async move {
            known.get(request.uri().path()).map_or_else(|| StatusCode::NOT_FOUND.into_response(), Reply::response)
        };
        Self::of(Router::new().fallback(answer).with_state(Arc::new(known))).await
    }

    pub async fn of(routes: Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let task = tokio::spawn(async move { axum::serve(listener, routes).await.expect("it serves") });
        Self { port, task }
    }

    /// By the name `localhost`.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// By its address, which is another origin.
    pub fn other_origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}
