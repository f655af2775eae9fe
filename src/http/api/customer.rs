//! A customer asks for help.

use crate::broker::{Broker, StartRequest};
use crate::domain::site::Assertion;
use crate::domain::{DisplayName, Origin, Pin, SessionId, SkillTag, address_key};
use crate::http::error::{Error, FieldError};
use crate::http::error_from::At;
use crate::http::extract::{ClientIp, Json, allowed_origin};
use crate::http::shields::Shields;
use crate::http::state::Ops;
use crate::sites::Sites;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::ToSchema;

/// A customer asks for help.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartBody {
    /// What agents see; 1 to 80 characters. It counts as a claim; with an identity it is not looked at.
    user_name: Option<String>,
    /// 1 to 35 characters; random if left out. With an identity it is not looked at.
    user_id: Option<String>,
    /// 1 to 10 letters or digits; only where PINs are the broker's to make.
    custom_pin: Option<String>,
    /// An assertion of the website's back end that says who the customer is: a compact JWS, good once (`docs/sites.md`).
    identity: Option<String>,
    /// Notes for agents and supervisors, such as an order number: at most 20 texts of at most 200 characters.
    metadata: Option<BTreeMap<String, String>>,
    /// What it is about, such as `billing`: 1 to 32 letters, digits, hyphens, dots, underscores, `+` or `#`. Only agents
    /// with this tag are offered the session on the waiting list. Left out, it is the site's tag.
    skill: Option<String>,
}

/// A session that was started. In automatic mode the PIN comes from the SDK's event `pincode_updated`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartedShape {
    #[schema(value_type = String, format = Uuid)]
    session_id: SessionId,
    /// For `session.start({sdkToken})`.
    token: String,
    /// Bearer token for reporting on this session.
    report_token: String,
    sdk_key: String,
    base_url: String,
    expires_at: DateTime<Utc>,
    /// For `session.start({customPinCode})`, where the broker makes the PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_pin_code: Option<String>,
}

/// Start a session
///
/// Creates the session and the customer's token. The answer has no PIN in automatic mode: the only PIN anybody should
/// see is the one from the SDK's event `pincode_updated`.
#[utoipa::path(post, path = "/api/customer/start", tag = "customer", request_body = StartBody, responses(
    (status = 201, body = StartedShape, description = "The session waits for its PIN."),
    (status = 403, description = "`origin-not-allowed`: the website is not on the list of host sites."),
    (status = 422, description = "`invalid-request`: all wrong fields at once; `identity-not-accepted`: nothing was started."),
    (status = 429, description = "`too-many-attempts`, with `Retry-After`."),
    (status = 503, description = "`unavailable`: too many sessions are live."),
))]
pub async fn start(
    State(broker): State<Broker>,
    State(shields): State<Arc<Shields>>,
    State(sites): State<Sites>,
    State(ops): State<Ops>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    Json(body): Json<StartBody>,
) -> Result<(StatusCode, axum::Json<StartedShape>), Error> {
    let origin = allowed_origin(&sites, &headers)?;
    let identity = body.identity.clone();
    let counted_as = sites.start_counted_as(origin.as_ref(), identity.as_deref());
    shields.start(Some(address_key(ip)), &counted_as).map_err(Error::wait)?;
    let mut request = body.checked()?;
    request.identity = identity.map(|token| vouched(&sites, &token, origin.as_ref())).transpose()?;
    request.ip = Some(ip);
    request.start_url = start_url(&headers, origin.as_ref());
    request.origin = origin.map(|origin| origin.to_string());
    let started = broker.start(request).await.map_err(|error| At(error, ops.clock.now()))?;
    let shape = StartedShape {
        session_id: started.session,
        token: started.token,
        report_token: started.report_token.expose().to_owned(),
        sdk_key: broker.sdk_key().to_owned(),
        base_url: broker.settings().base_url.clone(),
        expires_at: started.expires_at,
        custom_pin_code: started.custom_pin.map(|pin| pin.as_str().to_owned()),
    };
    Ok((StatusCode::CREATED, axum::Json(shape)))
}

impl StartBody {
    /// Every wrong field at once.
    fn checked(self) -> Result<StartRequest, Error> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, detail: String| errors.push(FieldError::new(pointer, detail));
        let user_name = parsed::<DisplayName>(self.user_name).unwrap_or_else(|why| {
            wrong("/userName", why.to_string());
            None
        });
        let custom_pin = parsed::<Pin>(self.custom_pin).unwrap_or_else(|_| {
            wrong("/customPin", "Use 1 to 10 letters or digits.".into());
            None
        });
        if self.user_id.as_deref().is_some_and(|id| !is_user_id(id)) {
            wrong("/userId", "Use 1 to 35 characters, none of them invisible.".into());
        }
        if self.metadata.as_ref().is_some_and(|notes| !are_short(notes)) {
            wrong("/metadata", "Use at most 20 names of at most 40 characters, with texts of at most 200.".into());
        }
        let skill = parsed::<SkillTag>(self.skill).unwrap_or_else(|why| {
            errors.push(FieldError::new("/skill", why.to_string()));
            None
        });
        let metadata = self.metadata.and_then(|notes| serde_json::to_string(&notes).ok());
        if errors.is_empty() {
            Ok(StartRequest {
                metadata,
                skill,
                user_name,
                user_id: self.user_id,
                custom_pin,
                ..StartRequest::default()
            })
        } else {
            Err(Error::Fields(errors))
        }
    }
}

fn vouched(sites: &Sites, token: &str, origin: Option<&Origin>) -> Result<Assertion, Error> {
    sites.vouch(token, origin).map_err(|why| {
        metrics::counter!("cobroker_identities_refused_total").increment(1);
        Error::IdentityNotAccepted(why)
    })
}

fn parsed<T: std::str::FromStr>(text: Option<String>) -> Result<Option<T>, T::Err> {
    text.map(|text| text.parse()).transpose()
}

fn are_short(notes: &BTreeMap<String, String>) -> bool {
    let fits = |(name, text): (&String, &String)| name.chars().count() <= 40 && text.chars().count() <= 200;
    notes.len() <= 20 && notes.iter().all(fits)
}

/// The official sample takes at most 35 UTF-16 units (Zoom reference §0.1).
pub(super) fn is_user_id(id: &str) -> bool {
    (1..=35).contains(&id.encode_utf16().count()) && !id.chars().any(crate::domain::names::is_invisible)
}

/// The page the customer is on, without query and fragment. Browsers send the whole address to their own origin only.
fn start_url(headers: &HeaderMap, origin: Option<&Origin>) -> Option<String> {
    let referer = headers.get(header::REFERER)?.to_str().ok()?;
    let page = referer.split(['?', '#']).next().unwrap_or_default();
    let from_site = origin.is_none_or(|origin| page.starts_with(&format!("{origin}/")));
    (from_site && page.len() <= 500).then(|| page.to_owned())
}
