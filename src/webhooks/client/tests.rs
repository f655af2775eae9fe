use super::*;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Answers each connection with these bytes, over TLS; says what was asked.
async fn tls_server(answer: &'static [u8]) -> (u16, CertificateDer<'static>, tokio::sync::mpsc::Receiver<String>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = tokio::sync::mpsc::channel(8);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut asked = vec![0; 4096];
            let read = stream.read(&mut asked).await.unwrap_or(0);
            tell.send(String::from_utf8_lossy(&asked[..read]).into_owned()).await.unwrap();
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (port, cert.der().clone(), told)
}

fn endpoint(url: &str) -> Endpoint {
    url.parse().expect("an endpoint")
}

fn trusting(certificate: CertificateDer<'static>) -> Client {
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    Client::trusting(roots, true)
}

#[tokio::test]
async fn a_trusted_endpoint_is_told_over_tls_and_a_redirect_is_an_answer() {
    let answer = b"HTTP/1.1 307 Temporary Redirect\r\nlocation: http://169.254.169.254/\r\ncontent-length: 2\r\n\r\nok";
    let (port, certificate, mut asked) = tls_server(answer).await;
    let url = endpoint(&format!("https://localhost:{port}/hook?tenant=1"));
    let answer = trusting(certificate).post(&url, &[("x-zm-signature", "v0=1".into())], "{}".into()).await.unwrap();
    assert_eq!((answer.status, &answer.body[..]), (307, &b"ok"[..]));
    let asked = asked.recv().await.unwrap().to_ascii_lowercase();
    assert!(asked.starts_with("post /hook?tenant=1 http/1.1\r\n"), "{asked}");
    for line in [&format!("host: localhost:{port}"), "x-zm-signature: v0=1", "user-agent: zoom marketplace/1.0a"] {
        assert!(asked.contains(line), "{line}: {asked}");
    }
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_before_anything_is_said() {
    let (port, _, mut asked) = tls_server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let url = endpoint(&format!("https://localhost:{port}/"));
    let refused = Client::new(true).post(&url, &[], "{}".into()).await;
    assert!(matches!(refused, Err(Trouble::Connection(_))), "{refused:?}");
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for url in [format!("http://localhost:{port}/"), format!("http://127.0.0.1:{port}/")] {
        let refused = Client::new(false).post(&endpoint(&url), &[], "{}".into()).await;
        assert!(matches!(refused, Err(Trouble::Inside(address)) if address.is_loopback()), "{refused:?}");
    }
    for url in ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fd00::1]/", "http://0.0.0.0/"] {
        let refused = Client::new(true).post(&endpoint(url), &[], "{}".into()).await;
        assert!(matches!(refused, Err(Trouble::Inside(_))), "{url}: {refused:?}");
    }
    let untouched = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(untouched.is_err(), "nobody came");
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_not_read_to_its_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = endpoint(&format!("http://localhost:{}/", listener.local_addr().unwrap().port()));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n").await;
        // until the other side has had enough
        while stream.write_all(&[b'x'; 65_536]).await.is_ok() {}
    });
    let answer = Client::new(true).post(&url, &[], "{}".into()).await.unwrap();
    assert_eq!((answer.status, answer.body.len()), (200, 0));
}

#[tokio::test]
async fn a_silent_endpoint_is_given_three_seconds() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = endpoint(&format!("http://localhost:{}/", listener.local_addr().unwrap().port()));
    let silent = Client::new(true).post(&url, &[], "{}".into()).await;
    assert!(matches!(silent, Err(Trouble::Slow)), "{silent:?}");
}
