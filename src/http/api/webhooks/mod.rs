//! Endpoints that are told of events: setting them up, trying them, telling them again.

mod routes;
mod shapes;

pub use routes::*;

use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::extract::CurrentAgent;
use crate::http::scopes::RouteScopes;
use crate::http::shields::Shields;
use crate::identity::{Caller, People};
use crate::webhooks::events::Who;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use std::sync::Arc;

/// Somebody who may set up webhooks.
pub struct WebhookManager(pub Who);

/// Somebody who may read the log of events.
pub struct EventReader;

impl<S: Send + Sync> FromRequestParts<S> for WebhookManager
where
    People: FromRef<S>,
    Arc<Shields>: FromRef<S>,
    Arc<RouteScopes>: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let caller = allowed(parts, state, Action::ManageWebhooks).await?;
        Ok(Self(Who { actor: caller.actor(), ip: caller.ip }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for EventReader
where
    People: FromRef<S>,
    Arc<Shields>: FromRef<S>,
    Arc<RouteScopes>: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        allowed(parts, state, Action::ReadEvents).await.map(|_| Self)
    }
}

async fn allowed<S: Send + Sync>(parts: &mut Parts, state: &S, action: Action) -> Result<Caller, Error>
where
    People: FromRef<S>,
    Arc<Shields>: FromRef<S>,
    Arc<RouteScopes>: FromRef<S>,
{
    let CurrentAgent(caller) = CurrentAgent::from_request_parts(parts, state).await?;
    if caller.role().may(action) { Ok(caller) } else { Err(Error::Forbidden(Refusal::ForAdmins)) }
}
