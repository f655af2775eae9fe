//! Signing in at the OpenID provider: there, back, and out again. All of it are addresses a browser goes to; what
//! happened is told on the sign-in page.

use super::sign_in::{self, destination, is_own_path};
use crate::http::cookies;
use crate::http::error::Error;
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::http::language::words;
use crate::http::state::AppState;
use crate::identity::sign_on::{Purpose, Refusal, Returned, SignOn, Visitor};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct GoQuery {
    next: Option<String>,
}

/// `GET /login/provider?next=…`. Nothing is kept here; the browser remembers.
pub async fn go(State(state): State<AppState>, Query(query): Query<GoQuery>) -> Result<Response, Error> {
    begin(&state, Purpose::SignIn, query.next.filter(|next| is_own_path(next))).await
}

/// `GET /login/provider/callback`
pub async fn come_back(
    State(state): State<AppState>,
    ClientIp(ip): ClientIp,
    browser: Option<CurrentBrowser>,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, Error> {
    let sign_on = sign_on(&state)?;
    let jar = CookieJar::from_headers(&headers);
    let visitor = Visitor {
        cookie: jar.get(cookies::INTENT).map(|cookie| cookie.value().to_owned()),
        ip: Some(ip),
        user_agent: sign_in::user_agent(&headers),
        signed_in: browser.map(|CurrentBrowser(signed_in)| signed_in),
    };
    let mut response = match sign_on.finish(returned, visitor).await {
        Ok(arrived) => {
            let to = match arrived.linked {
                true => "/account?done=linked".to_owned(),
                false => destination(arrived.next.as_deref(), arrived.entered.agent.role),
            };
            let set = cookies::signed_in(&state.site, arrived.entered.secret.expose());
            (set, Redirect::to(&to)).into_response()
        }
        Err(refusal) => refused(&state, &refusal)?,
    };
    response.headers_mut().append(axum::http::header::SET_COOKIE, cookies::no_intent());
    Ok(response)
}

/// `GET /login/provider/out`: on to where the provider signs people out.
pub async fn out(State(state): State<AppState>) -> Result<Redirect, Error> {
    let way = sign_on(&state)?.way_out().await;
    Ok(Redirect::to(way.as_deref().unwrap_or("/login")))
}

pub(super) async fn begin(state: &AppState, purpose: Purpose, next: Option<String>) -> Result<Response, Error> {
    match sign_on(state)?.begin(purpose, next).await {
        Ok(begun) => Ok((cookies::intent(&begun.cookie), Redirect::to(&begun.location)).into_response()),
        Err(refusal) => refused(state, &refusal),
    }
}

pub(super) fn sign_on(state: &AppState) -> Result<&Arc<SignOn>, Error> {
    state.sign_on.as_ref().ok_or(Error::NotFound)
}

/// The sign-in page with a sentence about it. Of what the provider did wrong, the log has more.
pub(super) fn refused(state: &AppState, refusal: &Refusal) -> Result<Response, Error> {
    let class = refusal.class();
    metrics::counter!("cobroker_sign_on_refusals_total", "class" => class).increment(1);
    let status = match refusal {
        Refusal::Misconfigured(_) | Refusal::NotBelieved(_) | Refusal::GroupsLeftOut => {
            tracing::error!(class, "single sign-on: {refusal}");
            StatusCode::BAD_GATEWAY
        }
        Refusal::Unreachable(_) => {
            tracing::warn!(class, "single sign-on: {refusal}");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Refusal::Failed(error) => {
            tracing::error!(class, "single sign-on: {error}");
            StatusCode::INTERNAL_SERVER_ERROR
        }
        Refusal::Stale => StatusCode::BAD_REQUEST,
        Refusal::TooManyAttempts { .. } => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Taken | Refusal::LinkedAlready => StatusCode::CONFLICT,
        Refusal::Declined | Refusal::NoRole | Refusal::Disabled | Refusal::LastAdmin => StatusCode::FORBIDDEN,
    };
    let label = state.sign_on.as_ref().map_or("", |sign_on| sign_on.label()).to_owned();
    let sentence = words().say(format!("sign-on-{class}")).with("label", label).to_string();
    sign_in::page_with(state, status, sentence)
}
