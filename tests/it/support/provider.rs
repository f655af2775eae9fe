//! Somebody in an OpenID provider's place: a real HTTP server on loopback that does as it should, unless a test says
//! otherwise. A well-known one, started by npm, is asked in `tests/e2e/pages/sign-on.test.mjs`.

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use cobroker::clock::{Clock, ManualClock};
use jsonwebtoken::{Algorithm, EncodingKey};
use p256::pkcs8::DecodePrivateKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const P256: &str = include_str!("../../fixtures/identity/p256.private.pem");
const ED25519: &str = include_str!("../../fixtures/identity/ed25519.private.pem");
pub const CLIENT: &str = "cobroker";
pub const SECRET: &str = "fW3kqZ81mTnx50vRbJpA";

/// Changes what a token says, its header first.
type Twist = Arc<dyn Fn(&mut Value, &mut Value) + Send + Sync>;

/// Makes the signature of a token's signed part.
pub type Signer = Arc<dyn Fn(&str) -> String + Send + Sync>;

/// What the provider does.
#[derive(Clone)]
pub struct Manners {
    /// The name of the key it signs with: `p256` or `ed25519`.
    pub key: &'static str,
    /// What stands in its key set.
    pub published: Vec<&'static str>,
    pub twist: Twist,
    /// Signs in another way than it should.
    pub sign: Option<Signer>,
    /// Says in each redirect who it is.
    pub names_itself: bool,
    /// Puts groups into userinfo instead of the token.
    pub userinfo: Option<Value>,
    /// Answers nothing.
    pub silent: bool,
    /// Answers everything with this.
    pub status: Option<u16>,
    /// Does not look at the verifier.
    pub careless: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            key: "p256",
            published: vec!["p256"],
            twist: Arc::new(|_, _| {}),
            sign: None,
            names_itself: true,
            userinfo: None,
            silent: false,
            status: None,
            careless: false,
        }
    }
}

/// Somebody who has an account at the provider.
#[derive(Clone)]
pub struct Account {
    pub sub: &'static str,
    pub groups: Vec<&'static str>,
    pub more: Value,
}

struct Ticket {
    account: Account,
    nonce: String,
    challenge: String,
    redirect_uri: String,
}

struct Shared {
    issuer: String,
    clock: ManualClock,
    manners: Mutex<Manners>,
    tickets: Mutex<HashMap<String, Ticket>>,
    asked: Mutex<HashMap<&'static str, u32>>,
}

pub struct ProviderStandIn(Arc<Shared>);

impl ProviderStandIn {
    pub async fn start(clock: ManualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://127.0.0.1:{}", listener.local_addr().expect("an address").port());
        let shared = Arc::new(Shared {
            issuer,
            clock,
            manners: Mutex::default(),
            tickets: Mutex::default(),
            asked: Mutex::default(),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/me", get(userinfo))
            .with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self(shared)
    }

    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    pub fn behaves(&self, change: impl FnOnce(&mut Manners)) {
        change(&mut self.0.manners.lock().expect("no holder panics"));
    }

    pub fn asked(&self, what: &'static str) -> u32 {
        self.0.asked.lock().expect("no holder panics").get(what).copied().unwrap_or_default()
    }

    /// Somebody signs in there: where the browser is sent back to, as path and query.
    pub fn authorize(&self, location: &str, account: &Account) -> String {
        let query = query(location);
        assert_eq!(query["response_type"], "code");
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["client_id"], CLIENT);
        assert!(query["scope"].split(' ').any(|scope| scope == "openid"));
        let ticket = Ticket {
            account: account.clone(),
            nonce: query["nonce"].clone(),
            challenge: query["code_challenge"].clone(),
            redirect_uri: query["redirect_uri"].clone(),
        };
        let mut tickets = self.0.tickets.lock().expect("no holder panics");
        let code = format!(
            "code-{}",
            *self.0.asked.lock().expect("no holder panics").entry("authorize").and_modify(|n| *n += 1).or_insert(1)
        );
        tickets.insert(code.clone(), ticket);
        let iss = if self.0.manners.lock().expect("no holder panics").names_itself {
            format!("&iss={}", percent(&self.0.issuer))
        } else {
            String::new()
        };
        let path = query["redirect_uri"].splitn(4, '/').nth(3).expect("a path").to_owned();
        format!("/{path}?code={code}&state={}{iss}", query["state"])
    }
}

/// The parameters of an address.
pub fn query(address: &str) -> HashMap<String, String> {
    let url = reqwest::Url::parse(address).expect("an address");
    url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

pub fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

impl Shared {
    async fn met(&self, what: &'static str) -> Option<Response> {
        *self.asked.lock().expect("no holder panics").entry(what).or_default() += 1;
        let manners = self.manners.lock().expect("no holder panics").clone();
        if manners.silent {
            std::future::pending::<()>().await;
        }
        manners.status.map(|status| StatusCode::from_u16(status).expect("a status").into_response())
    }
}

async fn discovery(State(shared): State<Arc<Shared>>) -> Response {
    if let Some(other) = shared.met("discovery").await {
        return other;
    }
    let issuer = &shared.issuer;
    let names_itself = shared.manners.lock().expect("no holder panics").names_itself;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "end_session_endpoint": format!("{issuer}/out"),
        "authorization_response_iss_parameter_supported": names_itself,
    }))
    .into_response()
}

async fn keys(State(shared): State<Arc<Shared>>) -> Response {
    if let Some(other) = shared.met("keys").await {
        return other;
    }
    let published = shared.manners.lock().expect("no holder panics").published.clone();
    Json(json!({ "keys": published.into_iter().map(public).collect::<Vec<_>>() })).into_response()
}

async fn userinfo(State(shared): State<Arc<Shared>>) -> Response {
    if let Some(other) = shared.met("userinfo").await {
        return other;
    }
    let told = shared.manners.lock().expect("no holder panics").userinfo.clone();
    told.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |told| Json(told).into_response())
}

async fn token(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    if let Some(other) = shared.met("token").await {
        return other;
    }
    let refused = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    if headers.get("authorization").is_none_or(|value| value != basic.as_str()) {
        return refused("invalid_client");
    }
    let Some(ticket) = shared.tickets.lock().expect("no holder panics").remove(&form["code"]) else {
        return refused("invalid_grant");
    };
    let manners = shared.manners.lock().expect("no holder panics").clone();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"]));
    if !manners.careless && (challenge != ticket.challenge || form["redirect_uri"] != ticket.redirect_uri) {
        return refused("invalid_grant");
    }
    Json(json!({ "token_type": "Bearer", "access_token": "for-userinfo", "id_token": id_token(&shared, &manners, &ticket) }))
        .into_response()
}

fn id_token(shared: &Shared, manners: &Manners, ticket: &Ticket) -> String {
    let now = shared.clock.now().timestamp();
    let mut claims = json!({
        "iss": shared.issuer, "aud": CLIENT, "sub": ticket.account.sub, "nonce": ticket.nonce, "iat": now, "exp": now + 300,
    });
    if manners.userinfo.is_none() {
        claims["groups"] = json!(ticket.account.groups);
    }
    for (name, value) in ticket.account.more.as_object().into_iter().flatten() {
        claims[name] = value.clone();
    }
    let (algorithm, signing) = private(manners.key);
    let mut header = json!({ "alg": format!("{algorithm:?}"), "kid": manners.key });
    (manners.twist)(&mut header, &mut claims);
    let message =
        format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()));
    match &manners.sign {
        Some(sign) => format!("{message}.{}", sign(&message)),
        None => {
            let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &signing, algorithm).expect("it signs");
            format!("{message}.{signature}")
        }
    }
}

fn private(key: &str) -> (Algorithm, EncodingKey) {
    let der = |pem: &str| {
        let lines: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
        STANDARD.decode(lines).expect("base64")
    };
    match key {
        "p256" => (Algorithm::ES256, EncodingKey::from_ec_der(&der(P256))),
        _ => (Algorithm::EdDSA, EncodingKey::from_ed_der(&der(ED25519))),
    }
}

/// The public half, as a key set has it.
pub fn public(key: &str) -> Value {
    if key == "p256" {
        let point = p256::EncodedPoint::from(p256::SecretKey::from_pkcs8_pem(P256).expect("a key").public_key());
        let part = |bytes: Option<&p256::FieldBytes>| URL_SAFE_NO_PAD.encode(bytes.expect("a point"));
        return json!({ "kty": "EC", "crv": "P-256", "kid": key, "use": "sig", "x": part(point.x()), "y": part(point.y()) });
    }
    let signing = ed25519_dalek::SigningKey::from_pkcs8_pem(ED25519).expect("a key");
    let x = URL_SAFE_NO_PAD.encode(signing.verifying_key().as_bytes());
    json!({ "kty": "OKP", "crv": "Ed25519", "kid": key, "use": "sig", "x": x })
}
