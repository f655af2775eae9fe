//! One request and its answer over a connection that is there.

use super::{Request, Trouble};
use axum::http::{self, HeaderMap, HeaderValue, header};
use bytes::{Bytes, BytesMut};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::io;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::task::AbortOnDropHandle;

/// Bytes of an answer's head (hardening §8).
const HEAD: usize = 64 * 1024;
const USER_AGENT: &str = concat!("cobroker/", env!("CARGO_PKG_VERSION"));

/// What was answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// At most as much as the request asked for; what came until then, if it has another end.
    pub body: Bytes,
    pub end: End,
}

/// How a body ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Whole,
    /// There was more than the request asked for.
    TooLong,
    /// The connection broke in the middle.
    Broken,
}

impl Answer {
    /// The body, if all of it is there.
    pub fn whole(&self) -> Option<&Bytes> {
        (self.end == End::Whole).then_some(&self.body)
    }

    /// The first header of this name, if it is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

pub(super) async fn exchange<S>(stream: S, request: &Request) -> Result<Answer, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let handshake = http1::Builder::new().max_buf_size(HEAD).handshake::<_, Full<Bytes>>(TokioIo::new(stream));
    let (mut sender, connection) = handshake.await?;
    // ends with this exchange, however that ends
    let _driver = AbortOnDropHandle::new(tokio::spawn(connection));
    let (head, body) = sender.send_request(written(request)?).await?.into_parts();
    let (body, end) = read(body, request.most).await;
    Ok(Answer { status: head.status.as_u16(), headers: head.headers, body, end })
}

fn written(request: &Request) -> Result<http::Request<Full<Bytes>>, Trouble> {
    let mut written = http::Request::new(Full::from(request.body.clone()));
    *written.method_mut() = request.method.clone();
    *written.uri_mut() = request.url.target.parse().map_err(io::Error::other)?;
    let headers = written.headers_mut();
    headers.insert(header::USER_AGENT, HeaderValue::from_static(USER_AGENT));
    for name in request.headers.keys() {
        headers.remove(name);
    }
    headers.extend(request.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
    headers.insert(header::HOST, HeaderValue::from_str(&request.url.authority).map_err(io::Error::other)?);
    // whether a WebSocket would come through can only be asked by asking for one
    let connection = if headers.contains_key(header::UPGRADE) { "upgrade" } else { "close" };
    headers.insert(header::CONNECTION, HeaderValue::from_static(connection));
    Ok(written)
}

async fn read(mut body: Incoming, most: usize) -> (Bytes, End) {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return (read.freeze(), End::Broken) };
        let Some(data) = frame.data_ref() else { continue };
        let room = most - read.len();
        read.extend_from_slice(&data[..data.len().min(room)]);
        if data.len() > room {
            return (read.freeze(), End::TooLong);
        }
    }
    (read.freeze(), End::Whole)
}
