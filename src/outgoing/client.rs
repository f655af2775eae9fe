//! Looks up, checks, connects, asks.

use super::exchange::exchange;
use super::{Answer, Reach, Request, Url};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

/// Sends requests within its reach.
pub struct Client {
    reach: Reach,
    tls: TlsConnector,
}

/// Why there is no answer. Nothing of it names more than the address that was asked.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    #[error("no answer within {} ms", .0.as_millis())]
    Slow(Duration),
    #[error("its name leads to {0}, which is not a public address")]
    Inside(IpAddr),
    #[error("its name leads nowhere")]
    Nowhere,
    #[error("the connection failed: {0}")]
    Connection(#[from] io::Error),
    /// The certificate most of the time: nobody vouches for it, it is another name's, or it has expired.
    #[error("no safe connection: {0}")]
    Tls(io::Error),
    #[error("it does not speak HTTP: {0}")]
    Http(#[from] hyper::Error),
    /// Only where redirects are followed.
    #[error("it redirects to something that is no address")]
    LostRedirect,
    /// Only where redirects are followed.
    #[error("it redirects more than {0} times")]
    TooManyRedirects(usize),
}

impl Client {
    pub fn new(reach: Reach) -> Self {
        Self::trusting(reach, [])
    }

    /// Trusts these authorities besides Mozilla's.
    ///
    /// # Panics
    /// If one of them is no certificate.
    pub fn trusting(reach: Reach, authorities: impl IntoIterator<Item = CertificateDer<'static>>) -> Self {
        let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for authority in authorities {
            roots.add(authority).expect("an authority is a certificate");
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { reach, tls: TlsConnector::from(Arc::new(config)) }
    }

    /// Asks once. A redirect is an answer.
    ///
    /// # Errors
    /// [`Trouble`], if there is no answer in time.
    pub async fn send(&self, request: &Request) -> Result<Answer, Trouble> {
        let slow = |_| Trouble::Slow(request.patience);
        tokio::time::timeout(request.patience, self.ask(request)).await.map_err(slow)?
    }

    async fn ask(&self, request: &Request) -> Result<Answer, Trouble> {
        let stream = self.connect(&request.url).await?;
        if !request.url.secure {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(request.url.host.clone()).map_err(|_| Trouble::Nowhere)?;
        exchange(self.tls.connect(name, stream).await.map_err(Trouble::Tls)?, request).await
    }

    async fn connect(&self, url: &Url) -> Result<TcpStream, Trouble> {
        let found = tokio::net::lookup_host((url.host.as_str(), url.port)).await;
        let addresses: Vec<SocketAddr> = found.map_err(|_| Trouble::Nowhere)?.collect();
        // one that leads inside is not trusted with its other addresses either
        if let Some(inside) = addresses.iter().find(|address| !self.reach.admits(address.ip())) {
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

#[cfg(test)]
mod tests;
