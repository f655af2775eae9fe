//! The customer's page, reporting on its session: no cookie, a bearer token that is good for one session.

use super::{Bearer, ClientIp, RequestOrigin, path_id};
use crate::domain::{Origin, SessionId};
use crate::http::error::Error;
use crate::http::state::AppState;
use crate::sites::Sites;
use axum::extract::{FromRequestParts, Path};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::net::IpAddr;

/// Which session a page reports on, and its proof that it may. The proof is checked by the broker.
pub struct Reporting {
    pub session: SessionId,
    pub token: String,
    pub ip: IpAddr,
}

impl FromRequestParts<AppState> for Reporting {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        allowed_origin(&state.sites, &parts.headers)?;
        let Path(id): Path<String> = Path::from_request_parts(parts, state).await.map_err(|_| Error::NotFound)?;
        let session = path_id(&id)?;
        state.shields.customer_call(session).map_err(Error::wait)?;
        let ClientIp(ip) = ClientIp::from_request_parts(parts, state).await?;
        let Ok(Bearer(token)) = Bearer::from_request_parts(parts, state).await;
        Ok(Self { session, token: token.ok_or(Error::TokenInvalid)?, ip })
    }
}

/// The website's origin, if its pages are listened to. A request without `Origin` comes from a server, not from a page.
pub fn allowed_origin(sites: &Sites, headers: &HeaderMap) -> Result<Option<Origin>, Error> {
    match RequestOrigin::of(headers) {
        RequestOrigin::Absent => Ok(None),
        RequestOrigin::Known(origin) if sites.admits(&origin) => Ok(Some(origin)),
        RequestOrigin::Known(_) | RequestOrigin::Null | RequestOrigin::Malformed => Err(Error::OriginNotAllowed),
    }
}
