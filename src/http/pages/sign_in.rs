//! Signing in and out, and making the first admin. These forms work without scripts.

use super::views::{Assets, LoginPage, Section, SetupPage};
use super::{layout, render, wrong};
use crate::domain::{DisplayName, Role};
use crate::http::error::Error;
use crate::http::extract::{COOKIE, ClientIp, CurrentBrowser};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::{Ops, Site};
use crate::identity::{self, People, SignIn};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct LoginQuery {
    next: Option<String>,
}

/// `GET /login`
pub async fn login_page(
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    browser: Option<CurrentBrowser>,
    Query(query): Query<LoginQuery>,
) -> Result<Response, Error> {
    if let Some(CurrentBrowser(signed_in)) = browser {
        return Ok(Redirect::to(&destination(query.next.as_deref(), signed_in.agent.role)).into_response());
    }
    let page = LoginPage {
        layout: layout(&assets, &site, None, Section::None),
        login: String::new(),
        next: query.next.filter(|next| is_own_path(next)),
        error: None,
    };
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct LoginForm {
    login: String,
    password: String,
    next: Option<String>,
}

/// `POST /login`
pub async fn sign_in(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(ops): State<Ops>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    Form(form): Form<LoginForm>,
) -> Result<Response, Error> {
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let login = form.login.trim().to_owned();
    let request = SignIn { login: login.clone(), password: form.password, ip: Some(ip), user_agent };
    let failed = match people.sign_in(request).await {
        Ok((secret, agent)) => {
            let to = destination(form.next.as_deref(), agent.role);
            return Ok((cookie(secret.expose()), Redirect::to(&to)).into_response());
        }
        Err(identity::Error::WrongCredentials) => Error::NotSignedIn,
        Err(identity::Error::TooManyAttempts { until }) => Error::wait_until(until, ops.clock.now()),
        Err(other) => return Err(other.into()),
    };
    let problem = failed.problem();
    let sentence = match problem.status() {
        StatusCode::UNAUTHORIZED => words().say("sign-in-wrong").to_string(),
        _ => wrong::of_problem(words(), &problem).1,
    };
    let page = LoginPage {
        layout: layout(&assets, &site, None, Section::None),
        login,
        next: form.next.filter(|next| is_own_path(next)),
        error: Some(sentence),
    };
    let mut response = (problem.status(), (Policy::Page, render(&page)?)).into_response();
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// `POST /logout`
pub async fn sign_out(
    State(people): State<People>,
    ClientIp(ip): ClientIp,
    browser: Option<CurrentBrowser>,
) -> Result<Response, Error> {
    if let Some(CurrentBrowser(signed_in)) = browser {
        people.sign_out(&signed_in, Some(ip)).await?;
    }
    let gone = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    let headers = [
        (SET_COOKIE, HeaderValue::from_str(&gone).map_err(Error::internal)?),
        (axum::http::HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\"")),
    ];
    Ok((headers, Redirect::to("/login")).into_response())
}

#[derive(Deserialize)]
pub struct SetupQuery {
    token: String,
}

/// `GET /setup?token=…`
pub async fn setup_page(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    Query(query): Query<SetupQuery>,
) -> Result<Response, Error> {
    if !people.setup_link_is_good(&query.token).await? {
        return Err(identity::Error::LinkInvalid.into());
    }
    Ok((Policy::Page, render(&setup_view(&assets, &site, query.token))?).into_response())
}

#[derive(Deserialize)]
pub struct SetupForm {
    token: String,
    name: String,
    login: String,
    password: String,
    password_again: String,
}

/// `POST /setup`
pub async fn set_up(
    State(people): State<People>,
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    Form(form): Form<SetupForm>,
) -> Result<Response, Error> {
    let mut page = SetupPage {
        name: form.name.clone(),
        login: form.login.clone(),
        ..setup_view(&assets, &site, form.token.clone())
    };
    let name: Result<DisplayName, _> = form.name.parse();
    page.name_error = name.as_ref().err().copied().map(wrong::name);
    if form.password != form.password_again {
        page.password_error = Some(wrong::repetition());
    }
    if let (Ok(name), None) = (name, &page.password_error) {
        match people.set_up(&form.token, &form.login, name, &form.password).await {
            Ok(_) => return Ok(Redirect::to("/login?next=/admin").into_response()),
            Err(identity::Error::Password(why)) => page.password_error = Some(wrong::password(why)),
            Err(why @ (identity::Error::InvalidLogin | identity::Error::LoginTaken)) => {
                page.login_error = Some(wrong::login(&why));
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

fn setup_view(assets: &Arc<Assets>, site: &Site, token: String) -> SetupPage {
    SetupPage {
        layout: layout(assets, site, None, Section::None),
        token,
        name: String::new(),
        login: String::new(),
        password_min: 8,
        error: None,
        name_error: None,
        login_error: None,
        password_error: None,
    }
}

fn cookie(secret: &str) -> [(axum::http::HeaderName, String); 1] {
    [(SET_COOKIE, format!("{COOKIE}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax"))]
}

/// Where somebody goes after signing in: where they wanted to, or where their role works.
fn destination(next: Option<&str>, role: Role) -> String {
    match (next.filter(|next| is_own_path(next)), role) {
        (Some(next), _) => next.to_owned(),
        (None, Role::Agent) => "/agent".into(),
        (None, Role::Supervisor | Role::Admin) => "/admin".into(),
    }
}

/// A path of this site. `//host` and `/\host` would lead elsewhere.
fn is_own_path(next: &str) -> bool {
    let rest = next.strip_prefix('/');
    rest.is_some_and(|rest| !rest.starts_with(['/', '\\']) && !next.contains(|c: char| c.is_control() || c == '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for evil in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "evil",
            "",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
        ] {
            assert_eq!(destination(Some(evil), Role::Agent), "/agent", "{evil:?}");
        }
        assert_eq!(destination(Some("/admin?state=live"), Role::Agent), "/admin?state=live");
    }
}
