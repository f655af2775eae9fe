//! One `POST`: the name is looked up here, every address of it is checked, and the connection goes to an address that was
//! checked. Redirects are not followed, proxies of the environment not used.

use super::Endpoint;
use super::address::may_be_told;
use axum::http::{HeaderValue, Request, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};
use tokio_util::task::AbortOnDropHandle;

/// From the look-up of the name to the end of the answer (Zoom reference §10.7).
const PATIENCE: Duration = Duration::from_secs(3);
/// Bytes of an answer that are read (hardening §8), and of its head.
const ANSWER: usize = 64 * 1024;
/// As Zoom's, because some receivers ask for it (Zoom reference §10.5).
const USER_AGENT: &str = "Zoom Marketplace/1.0a";

/// Sends to endpoints.
pub struct Client {
    allow_local: bool,
    tls: TlsConnector,
}

/// What an endpoint answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// At most 64 KiB; empty if there was more.
    pub body: Bytes,
}

/// Why there is no answer. Nothing of it names more than the endpoint itself.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("no answer within three seconds")]
    Slow,
    #[error("its name leads to {0}, which is not a public address")]
    Inside(IpAddr),
    #[error("its name leads nowhere")]
    Nowhere,
    #[error("the connection failed: {0}")]
    Connection(#[from] io::Error),
    #[error("it does not speak HTTP: {0}")]
    Http(#[from] hyper::Error),
}

impl Client {
    pub fn new(allow_local: bool) -> Self {
        Self::trusting(RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()), allow_local)
    }

    fn trusting(roots: RootCertStore, allow_local: bool) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { allow_local, tls: TlsConnector::from(Arc::new(config)) }
    }

    /// # Errors
    /// [`Trouble`], if there is no answer in time.
    pub async fn post(
        &self,
        endpoint: &Endpoint,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<Answer, Trouble> {
        let asking = async {
            let stream = self.connect(endpoint).await?;
            if !endpoint.secure {
                return exchange(stream, endpoint, headers, body).await;
            }
            let name = ServerName::try_from(endpoint.host.clone()).map_err(|_| Trouble::Nowhere)?;
            let stream = self.tls.connect(name, stream).await?;
            exchange(stream, endpoint, headers, body).await
        };
        tokio::time::timeout(PATIENCE, asking).await.map_err(|_| Trouble::Slow)?
    }

    async fn connect(&self, endpoint: &Endpoint) -> Result<TcpStream, Trouble> {
        let found = tokio::net::lookup_host((endpoint.host.as_str(), endpoint.port)).await;
        let addresses: Vec<SocketAddr> = found.map_err(|_| Trouble::Nowhere)?.collect();
        // one that leads inside is not trusted with its other addresses either
        if let Some(inside) = addresses.iter().find(|address| !may_be_told(address.ip(), self.allow_local)) {
            return Err(Trouble::Inside(inside.ip()));
        }
        let mut last = Trouble::Nowhere;
        for address in addresses {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error.into(),
            }
        }
        Err(last)
    }
}

async fn exchange<S>(
    stream: S,
    endpoint: &Endpoint,
    headers: &[(&'static str, String)],
    body: String,
) -> Result<Answer, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        http1::Builder::new().max_buf_size(ANSWER).handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await?;
    // ends with this exchange, however that ends
    let _driver = AbortOnDropHandle::new(tokio::spawn(connection));
    let answer = sender.send_request(request(endpoint, headers, body)?).await?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), ANSWER).collect().await;
    Ok(Answer { status, body: body.map(|body| body.to_bytes()).unwrap_or_default() })
}

fn request(
    endpoint: &Endpoint,
    headers: &[(&'static str, String)],
    body: String,
) -> Result<Request<Full<Bytes>>, Trouble> {
    let fixed = [
        (header::HOST.as_str(), endpoint.authority.as_str()),
        (header::CONTENT_TYPE.as_str(), "application/json; charset=utf-8"),
        (header::USER_AGENT.as_str(), USER_AGENT),
        (header::CONNECTION.as_str(), "close"),
    ];
    let mut request = Request::post(&endpoint.target);
    for (name, value) in fixed.into_iter().chain(headers.iter().map(|(name, value)| (*name, value.as_str()))) {
        request = request.header(name, HeaderValue::from_str(value).map_err(io::Error::other)?);
    }
    Ok(request.body(Full::from(body)).map_err(io::Error::other)?)
}

#[cfg(test)]
mod tests;
