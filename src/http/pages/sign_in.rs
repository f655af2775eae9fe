//! Signing in and out, and making the first admin. These forms work without scripts.

use super::views::{Assets, LoginPage, PasswordPage, Section, SetupPage};
use super::{layout, percent, render, wrong};
use crate::domain::{DisplayName, Role};
use crate::http::cookies;
use crate::http::error::Error;
use crate::http::extract::{ClientIp, CurrentBrowser};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::{AppState, Site};
use crate::identity::{self, People, SignIn};
use crate::store::{Agent, Via};
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::{HeaderName, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct LoginQuery {
    next: Option<String>,
    /// Somebody has just signed out who had come from the provider.
    out: Option<String>,
}

/// `GET /login`
pub async fn login_page(
    State(state): State<AppState>,
    browser: Option<CurrentBrowser>,
    Query(query): Query<LoginQuery>,
) -> Result<Response, Error> {
    if let Some(CurrentBrowser(signed_in)) = browser {
        return Ok(Redirect::to(&destination(query.next.as_deref(), signed_in.agent.role)).into_response());
    }
    let next = query.next.filter(|next| is_own_path(next));
    let page = LoginPage {
        back: back_to_login(next.as_deref()),
        next,
        signed_out: query.out.as_deref() == Some("provider") && state.sign_on.is_some(),
        ..login_view(&state)
    };
    Ok((state.site.sign_in_policy(), render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct LoginForm {
    login: String,
    password: String,
    next: Option<String>,
}

/// `POST /login`
pub async fn sign_in(
    State(state): State<AppState>,
    ClientIp(ip): ClientIp,
    headers: HeaderMap,
    Form(form): Form<LoginForm>,
) -> Result<Response, Error> {
    let login = form.login.trim().to_owned();
    let request = SignIn {
        login: login.clone(),
        password: form.password,
        ip: Some(ip),
        user_agent: user_agent(&headers),
        device: CookieJar::from_headers(&headers).get(cookies::DEVICE).map(|cookie| cookie.value().to_owned()),
    };
    let (failed, sentence) = match state.people.sign_in(request).await {
        Ok(entered) => {
            let to = destination(form.next.as_deref(), entered.agent.role);
            let device = entered.device.map(|device| cookies::device(&state.site, device.expose()));
            return Ok(
                (cookies::signed_in(&state.site, entered.secret.expose()), device, Redirect::to(&to)).into_response()
            );
        }
        Err(identity::Error::WrongCredentials) => {
            (Error::NotSignedIn.problem(), words().say("sign-in-wrong").to_string())
        }
        Err(identity::Error::PasswordsOff) => {
            (Error::NotSignedIn.problem(), words().say("sign-on-passwords-off").to_string())
        }
        Err(identity::Error::TooManyAttempts { until }) => {
            let problem = Error::wait_until(until, state.ops.clock.now()).problem();
            let minutes = problem.retry_after.unwrap_or_default().div_ceil(60);
            let sentence = words().say("sign-on-wait").with("minutes", minutes).to_string();
            (problem, sentence)
        }
        Err(other) => return Err(other.into()),
    };
    let next = form.next.filter(|next| is_own_path(next));
    let page =
        LoginPage { login, back: back_to_login(next.as_deref()), next, error: Some(sentence), ..login_view(&state) };
    let mut response = (failed.status(), (state.site.sign_in_policy(), render(&page)?)).into_response();
    if let Some(seconds) = failed.retry_after {
        response.headers_mut().insert(axum::http::header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// The sign-in page that says what went wrong at the provider.
pub(super) fn page_with(state: &AppState, status: StatusCode, sentence: String) -> Result<Response, Error> {
    let page = LoginPage { error: Some(sentence), ..login_view(state) };
    Ok((status, (state.site.sign_in_policy(), render(&page)?)).into_response())
}

fn login_view(state: &AppState) -> LoginPage {
    LoginPage {
        layout: layout(&state.assets, &state.site, None, Section::None),
        login: String::new(),
        next: None,
        error: None,
        provider: state.sign_on.as_ref().map(|sign_on| sign_on.label().to_owned()),
        signed_out: false,
        back: back_to_login(None),
    }
}

fn back_to_login(next: Option<&str>) -> String {
    next.map_or_else(|| "/login".to_owned(), |next| format!("/login?next={}", percent(next)))
}

pub(super) fn user_agent(headers: &HeaderMap) -> String {
    headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// `POST /logout`. Who came from the provider is shown the way out there, too.
pub async fn sign_out(
    State(state): State<AppState>,
    ClientIp(ip): ClientIp,
    browser: Option<CurrentBrowser>,
) -> Result<Response, Error> {
    let mut to = "/login";
    if let Some(CurrentBrowser(signed_in)) = browser {
        state.people.sign_out(&signed_in, Some(ip)).await?;
        if signed_in.session.via == Via::Provider {
            to = "/login?out=provider";
        }
    }
    let forget = [(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""))];
    Ok((cookies::signed_out(&state.site), forget, Redirect::to(to)).into_response())
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

/// `GET /password?token=…`: somebody chooses a password by a link.
pub async fn password_page(State(state): State<AppState>, Query(query): Query<SetupQuery>) -> Result<Response, Error> {
    let agent = state.people.password_link_of(&query.token).await?.ok_or(identity::Error::PasswordLinkInvalid)?;
    Ok((Policy::Page, render(&password_view(&state, &agent, query.token))?).into_response())
}

#[derive(Deserialize)]
pub struct PasswordForm {
    token: String,
    password: String,
    password_again: String,
}

/// `POST /password`
pub async fn choose_password(
    State(state): State<AppState>,
    ClientIp(ip): ClientIp,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Error> {
    let agent = state.people.password_link_of(&form.token).await?.ok_or(identity::Error::PasswordLinkInvalid)?;
    let wrong = if form.password != form.password_again {
        wrong::repetition()
    } else {
        match state.people.choose_password(&form.token, &form.password, Some(ip)).await {
            Ok(_) => return Ok(Redirect::to("/login").into_response()),
            Err(identity::Error::Password(why)) => wrong::password(why),
            Err(other) => return Err(other.into()),
        }
    };
    let page = PasswordPage { password_error: Some(wrong), ..password_view(&state, &agent, form.token) };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

fn password_view(state: &AppState, agent: &Agent, token: String) -> PasswordPage {
    PasswordPage {
        layout: layout(&state.assets, &state.site, None, Section::None),
        back: format!("/password?token={}", percent(&token)),
        token,
        name: agent.name.as_str().to_owned(),
        login: agent.login.clone(),
        password_min: 8,
        password_error: None,
    }
}

fn setup_view(assets: &Arc<Assets>, site: &Site, token: String) -> SetupPage {
    SetupPage {
        layout: layout(assets, site, None, Section::None),
        back: format!("/setup?token={}", percent(&token)),
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

/// Where somebody goes after signing in: where they wanted to, or where their role works.
pub(super) fn destination(next: Option<&str>, role: Role) -> String {
    match (next.filter(|next| is_own_path(next)), role) {
        (Some(next), _) => next.to_owned(),
        (None, Role::Agent) => "/agent".into(),
        (None, Role::Supervisor | Role::Admin) => "/admin".into(),
    }
}

/// A path of this site. `//host` and `/\host` would lead elsewhere.
pub(super) fn is_own_path(next: &str) -> bool {
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
