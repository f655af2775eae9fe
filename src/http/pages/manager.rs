//! Whoever may do what a page is for, and as whom it is written down.

use crate::domain::role::Action;
use crate::http::error::{Error, Refusal};
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::identity::{By, Caller, People, SignedIn};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use std::marker::PhantomData;

/// What somebody has to be allowed.
pub trait Task {
    const ACTION: Action;
    /// Says whose task it is.
    const REFUSAL: Refusal;
}

/// Somebody who may do `T`. A handler that takes it is for them alone.
pub struct Manager<T> {
    pub(super) me: SignedIn,
    pub(super) by: By,
    task: PhantomData<T>,
}

impl<T> Manager<T> {
    /// The same person, for what the broker does.
    pub(super) fn caller(&self) -> Caller {
        Caller { agent: self.me.agent.clone(), ip: self.by.ip() }
    }
}

impl<S, T: Task> FromRequestParts<S> for Manager<T>
where
    S: Send + Sync,
    People: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let CurrentBrowser(me) = CurrentBrowser::from_request_parts(parts, state).await?;
        if !me.agent.role.may(T::ACTION) {
            return Err(Error::Forbidden(T::REFUSAL));
        }
        let ClientIp(ip) = ClientIp::from_request_parts(parts, state).await?;
        let by = By::Person(Caller { agent: me.agent.clone(), ip: Some(ip) });
        Ok(Self { me, by, task: PhantomData })
    }
}
