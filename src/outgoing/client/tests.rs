use super::*;
use crate::outgoing::{End, Followed, Hop};
use axum::http::{HeaderName, HeaderValue, header};
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

fn get(url: &str) -> Request {
    Request::get(url.parse().expect("an address"))
}

fn local() -> Client {
    Client::new(Reach::PublicAndLoopback)
}

fn trusting(certificate: CertificateDer<'static>) -> Client {
    Client::trusting(Reach::PublicAndLoopback, [certificate])
}

/// Answers connections with these bytes, one after the other, and says what was asked. The last answer is repeated.
async fn server(answers: Vec<String>) -> (String, tokio::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let (tell, told) = tokio::sync::mpsc::channel(32);
    tokio::spawn(async move {
        for turn in 0.. {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            let mut asked = vec![0; 4096];
            let read = stream.read(&mut asked).await.unwrap_or(0);
            tell.send(String::from_utf8_lossy(&asked[..read]).to_ascii_lowercase()).await.unwrap();
            let _ = stream.write_all(answers[turn.min(answers.len() - 1)].as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    (url, told)
}

fn redirect(status: u16, location: &str) -> String {
    format!("HTTP/1.1 {status} Elsewhere\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
}

fn page(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nx-page: yes\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_trusted_server_is_asked_over_tls_and_a_redirect_is_an_answer() {
    let answer = b"HTTP/1.1 307 Temporary Redirect\r\nlocation: http://169.254.169.254/\r\ncontent-length: 2\r\n\r\nok";
    let (port, certificate, mut asked) = tls_server(answer).await;
    let url = format!("https://localhost:{port}/hook?tenant=1").parse().unwrap();
    let request = Request::post(url, "{}")
        .with(HeaderName::from_static("x-zm-signature"), HeaderValue::from_static("v0=1"))
        .with(header::USER_AGENT, HeaderValue::from_static("Zoom Marketplace/1.0a"));
    let answer = trusting(certificate).send(&request).await.unwrap();
    assert_eq!((answer.status, answer.whole().map(|body| &body[..])), (307, Some(&b"ok"[..])));
    assert_eq!(answer.header("location"), Some("http://169.254.169.254/"));
    let asked = asked.recv().await.unwrap().to_ascii_lowercase();
    assert!(asked.starts_with("post /hook?tenant=1 http/1.1\r\n"), "{asked}");
    for line in [&format!("host: localhost:{port}"), "x-zm-signature: v0=1", "user-agent: zoom marketplace/1.0a"] {
        assert!(asked.contains(line), "{line}: {asked}");
    }
    assert_eq!(asked.matches("user-agent").count(), 1, "{asked}");
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_is_refused_before_anything_is_said() {
    let (port, _, mut asked) = tls_server(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let refused = local().send(&get(&format!("https://localhost:{port}/"))).await;
    assert!(matches!(refused, Err(Trouble::Tls(_))), "{refused:?}");
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn a_name_that_leads_inside_is_not_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    for url in [format!("http://localhost:{port}/"), format!("http://127.0.0.1:{port}/")] {
        let refused = Client::new(Reach::Public).send(&get(&url)).await;
        assert!(matches!(refused, Err(Trouble::Inside(address)) if address.is_loopback()), "{refused:?}");
    }
    for url in ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[fd00::1]/", "http://0.0.0.0/"] {
        let refused = local().send(&get(url)).await;
        assert!(matches!(refused, Err(Trouble::Inside(_))), "{url}: {refused:?}");
    }
    let untouched = tokio::time::timeout(Duration::from_millis(1), listener.accept()).await;
    assert!(untouched.is_err(), "nobody came");
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_read_as_far_as_was_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n").await;
        // until the other side has had enough
        while stream.write_all(&[b'x'; 65_536]).await.is_ok() {}
    });
    let answer = local().send(&get(&url).at_most(100_000)).await.unwrap();
    assert_eq!((answer.status, answer.body.len(), answer.end), (200, 100_000, End::TooLong));
    assert_eq!(answer.whole(), None);
}

#[tokio::test]
async fn an_answer_that_breaks_off_says_so_and_one_that_just_fits_is_whole() {
    let (url, _asked) = server(vec!["HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".into(), page("exactly")]).await;
    let broken = local().send(&get(&url)).await.unwrap();
    assert_eq!((&broken.body[..], broken.end), (&b"half"[..], End::Broken));
    let whole = local().send(&get(&url).at_most(7)).await.unwrap();
    assert_eq!((&whole.body[..], whole.end), (&b"exactly"[..], End::Whole));
}

#[tokio::test]
async fn a_silent_server_is_given_as_long_as_the_request_says() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let patience = Duration::from_millis(20);
    let request = get(&format!("http://localhost:{}/", listener.local_addr().unwrap().port())).within(patience);
    let silent = local().send(&request).await;
    assert!(matches!(silent, Err(Trouble::Slow(waited)) if waited == patience), "{silent:?}");
    let followed = local().follow(&request, 3).await;
    assert!(matches!(followed.end, Err(Trouble::Slow(waited)) if waited == patience), "{followed:?}");
}

#[tokio::test]
async fn redirects_are_followed_with_the_same_checks_and_each_is_told() {
    let (other, mut other_asked) = server(vec![page("here")]).await;
    let (url, mut asked) = server(vec![redirect(301, "/next?x=1"), redirect(302, &format!("{other}/end#top"))]).await;
    let secret = HeaderValue::from_static("Bearer s3cret");
    let request = get(&format!("{url}/start"))
        .with(header::AUTHORIZATION, secret)
        .with(header::ACCEPT, HeaderValue::from_static("text/html"));

    let Followed { hops, at, end } = local().follow(&request, 2).await;

    let hop = |path: &str, status| Hop { from: format!("{url}{path}").parse().unwrap(), status };
    assert_eq!(hops, [hop("/start", 301), hop("/next?x=1", 302)]);
    assert_eq!((at.to_string(), &end.unwrap().body[..]), (format!("{other}/end"), &b"here"[..]));
    for path in ["/start", "/next?x=1"] {
        let asked = asked.recv().await.unwrap();
        assert!(asked.starts_with(&format!("get {path} http")) && asked.contains("bearer s3cret"), "{asked}");
    }
    let asked = other_asked.recv().await.unwrap();
    assert!(asked.contains("accept: text/html") && asked.contains("user-agent: cobroker/"), "{asked}");
    assert!(!asked.contains("s3cret"), "what is one origin's stays there: {asked}");
}

#[tokio::test]
async fn a_redirect_that_leads_inside_in_circles_or_nowhere_ends_there() {
    let (inside, _asked) = server(vec![redirect(302, "http://169.254.169.254/latest")]).await;
    let followed = local().follow(&get(&inside), 5).await;
    assert!(matches!(followed.end, Err(Trouble::Inside(_))), "{followed:?}");
    assert_eq!((followed.hops.len(), followed.at.host.as_str()), (1, "169.254.169.254"));

    let (circle, mut asked) = server(vec![redirect(308, "/")]).await;
    let followed = local().follow(&get(&circle), 3).await;
    assert!(matches!(followed.end, Err(Trouble::TooManyRedirects(3))), "{followed:?}");
    let mut times = 0;
    while asked.try_recv().is_ok() {
        times += 1;
    }
    assert_eq!((times, followed.hops.len()), (4, 3));

    for nowhere in [redirect(302, "mailto:me@a.example"), "HTTP/1.1 303 No\r\ncontent-length: 0\r\n\r\n".into()] {
        let (lost, _asked) = server(vec![nowhere]).await;
        let followed = local().follow(&get(&lost), 3).await;
        assert!(matches!(followed.end, Err(Trouble::LostRedirect)), "{followed:?}");
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_a_failed_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://127.0.0.1:{}/", listener.local_addr().unwrap().port());
    drop(listener);
    let refused = local().send(&get(&url)).await;
    assert!(matches!(refused, Err(Trouble::Connection(_))), "{refused:?}");
}

#[test]
fn the_debug_of_a_request_shows_no_secret() {
    let request =
        get("https://a.example/x?token=s3cret").with(header::AUTHORIZATION, HeaderValue::from_static("s3cret"));
    assert_eq!(format!("{request:?}"), "Request(GET https://a.example/x)");
}
