use super::*;
use crate::http::error::not_found;
use crate::http::extract::Json;
use crate::random::SeededRandom;
use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::routing::{get, post};
use futures_util::stream;
use std::convert::Infallible;
use std::future::pending;
use tower::ServiceExt;

fn app(limits: RequestLimits) -> Router {
    let routes = Router::new()
        .route("/api/echo", post(async |Json(value): Json<serde_json::Value>| Json(value)))
        .route("/api/sessions/{id}/pin", post(async || "ok"))
        .route("/api/panic", get(async || -> &'static str { panic!("secret") }))
        .route("/api/never", get(async || pending::<&'static str>().await))
        .route("/api/who", get(async |client: ClientIp| client.0.to_string()))
        .fallback(not_found);
    wrap(
        routes,
        Stack {
            random: Arc::new(SeededRandom::new(5)),
            proxies: TrustedProxies::new(vec!["10.0.0.0/8".parse().unwrap()]),
            security: SecurityHeaders { https: false },
            error_page: ErrorPage::default(),
            limits,
        },
    )
}

async fn ask(app: &Router, method: &str, path: &str, body: Body) -> (StatusCode, String) {
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
    let response = app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
    assert!(response.headers().contains_key("content-security-policy"), "every answer is protected: {path}");
    assert_eq!(response.headers()["x-request-id"].len(), 32);
    let status = response.status();
    (status, String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap())
}

#[tokio::test]
async fn an_ordinary_request_goes_through() {
    let app = app(RequestLimits::default());
    assert_eq!(ask(&app, "POST", "/api/echo", Body::from("[1]")).await, (StatusCode::OK, "[1]".into()));
}

#[tokio::test]
async fn bodies_and_addresses_have_an_end() {
    let app = app(RequestLimits::default());
    let exactly = format!("\"{}\"", "x".repeat(BODY_LIMIT - 2));
    assert_eq!(ask(&app, "POST", "/api/echo", Body::from(exactly.clone())).await.0, StatusCode::OK);
    assert_eq!(ask(&app, "POST", "/api/echo", Body::from(exactly + " ")).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(ask(&app, "POST", "/api/sessions/1/pin", Body::from(vec![b' '; 1024])).await.0, StatusCode::OK);
    assert_eq!(
        ask(&app, "POST", "/api/sessions/1/pin", Body::from(vec![b' '; 1025])).await.0,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        ask(&app, "GET", &format!("/api/who?{}", "x".repeat(4096)), Body::empty()).await.0,
        StatusCode::URI_TOO_LONG
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let app = app(RequestLimits::default());
    let begun = Instant::now();
    let silent = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    assert_eq!(ask(&app, "POST", "/api/echo", silent).await.0, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(begun.elapsed().as_secs(), 5);

    let begun = Instant::now();
    let dripping = Body::from_stream(stream::unfold((), async |()| {
        tokio::time::sleep(Duration::from_secs(4)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    }));
    assert_eq!(ask(&app, "POST", "/api/echo", dripping).await.0, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(begun.elapsed().as_secs(), 15);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_hangs_is_given_up() {
    let (status, body) = ask(&app(RequestLimits::default()), "GET", "/api/never", Body::empty()).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains("/problems/unavailable"));
}

#[tokio::test(start_paused = true)]
async fn one_request_too_many_is_told_to_come_back() {
    let app = app(RequestLimits { in_flight: 1, ..RequestLimits::default() });
    let (first, second) = tokio::join!(ask(&app, "GET", "/api/never", Body::empty()), async {
        let begun = Instant::now();
        let answer = ask(&app, "POST", "/api/echo", Body::from("1")).await;
        (answer.0, begun.elapsed())
    });
    assert_eq!((first.0, second), (StatusCode::SERVICE_UNAVAILABLE, (StatusCode::SERVICE_UNAVAILABLE, Duration::ZERO)));
    assert_eq!(ask(&app, "POST", "/api/echo", Body::from("1")).await.0, StatusCode::OK, "the place is free again");
}

#[tokio::test]
async fn a_panic_is_an_internal_problem_without_its_text() {
    let (status, body) = ask(&app(RequestLimits::default()), "GET", "/api/panic", Body::empty()).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(body.contains("/problems/internal") && !body.contains("secret"), "{body}");
}

#[tokio::test]
async fn the_id_in_the_header_is_the_one_in_the_problem() {
    let app = app(RequestLimits::default());
    let request = Request::builder().uri("/api/nothing").header("x-request-id", "forged").body(Body::empty()).unwrap();
    let response = app.oneshot(request).await.unwrap();
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let body = String::from_utf8(to_bytes(response.into_body(), 1 << 16).await.unwrap().to_vec()).unwrap();
    assert!(id != "forged" && body.contains(&format!("\"requestId\":\"{id}\"")), "{body}");
}

#[tokio::test]
async fn handlers_learn_the_client_behind_a_trusted_proxy() {
    let mut request =
        Request::builder().uri("/api/who").header("x-forwarded-for", "203.0.113.7").body(Body::empty()).unwrap();
    request.extensions_mut().insert(PeerAddr("10.0.0.1:9".parse().unwrap()));
    let response = app(RequestLimits::default()).oneshot(request).await.unwrap();
    assert_eq!(to_bytes(response.into_body(), 100).await.unwrap(), "203.0.113.7");
}
