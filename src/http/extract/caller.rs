//! Who asks: a person's browser by its cookie, or a machine by its API key.

use crate::domain::Scopes;
use crate::http::error::Error;
use crate::http::extract::ClientIp;
use crate::http::language::speak;
use crate::http::scopes::RouteScopes;
use crate::http::shields::Shields;
use crate::identity::{Caller, KeyHolder, People, SignedIn};
use crate::store::Agent;
use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use std::convert::Infallible;
use std::sync::Arc;

/// The cookie of a signed-in browser. `__Host-`: only this host, only this path, never without `Secure`.
pub const COOKIE: &str = "__Host-cb_sid";

/// A signed-in person, or a machine with the API key of one. A handler that takes it is a protected one. Of a key it asks
/// for the scope that the route's description names: `security(("cookie" = []), ("apiKey" = ["sessions:read"]))` (ADR 41).
pub struct CurrentAgent(pub Caller);

/// A signed-in person at a browser. For what a machine has no business with.
pub struct CurrentBrowser(pub SignedIn);

/// The text after `Bearer `, if there is any.
pub struct Bearer(pub Option<String>);

impl<S> FromRequestParts<S> for CurrentAgent
where
    S: Send + Sync,
    People: FromRef<S>,
    Arc<Shields>: FromRef<S>,
    Arc<RouteScopes>: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let ip = parts.extensions.get::<ClientIp>().map(|ip| ip.0);
        let people = People::from_ref(state);
        let agent = match bearer(parts) {
            Some(key) => match people.by_api_key(&key).await? {
                Some(holder) => Some(within_scope(holder, &Arc::<RouteScopes>::from_ref(state), parts)?),
                None => None,
            },
            None => browser(parts, &people).await?.map(|signed_in| signed_in.agent),
        };
        let agent = agent.ok_or(Error::NotSignedIn)?;
        Arc::<Shields>::from_ref(state).agent_call(agent.id).map_err(Error::wait)?;
        Ok(Self(Caller { agent, ip }))
    }
}

impl<S> FromRequestParts<S> for CurrentBrowser
where
    S: Send + Sync,
    People: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        browser(parts, &People::from_ref(state)).await?.map(Self).ok_or(Error::NotSignedIn)
    }
}

impl<S> OptionalFromRequestParts<S> for CurrentBrowser
where
    S: Send + Sync,
    People: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Error> {
        Ok(browser(parts, &People::from_ref(state)).await?.map(Self))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Bearer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(bearer(parts)))
    }
}

fn within_scope(holder: KeyHolder, routes: &RouteScopes, parts: &Parts) -> Result<Agent, Error> {
    let needed = routes.needed(parts);
    let allowed = match needed {
        Some(scope) => holder.scopes.allow(scope),
        None => holder.scopes == Scopes::All,
    };
    if allowed { Ok(holder.agent) } else { Err(Error::ScopeMissing(needed)) }
}

fn bearer(parts: &Parts) -> Option<String> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

async fn browser(parts: &Parts, people: &People) -> Result<Option<SignedIn>, Error> {
    let jar = CookieJar::from_headers(&parts.headers);
    match jar.get(COOKIE) {
        Some(cookie) => {
            let signed_in = people.by_cookie(cookie.value()).await?;
            if let Some(language) = signed_in.as_ref().and_then(|signed_in| signed_in.agent.language) {
                speak(language);
            }
            Ok(signed_in)
        }
        None => Ok(None),
    }
}
