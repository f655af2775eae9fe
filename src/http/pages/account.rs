//! One's own password and browsers.

use super::views::{AccountPage, AccountSignOn, Flash, Section, WebSessionRow};
use super::{keys, layout, provider, render, view_role, wrong};
use crate::http::cookies;
use crate::http::error::{Error, Refusal};
use crate::http::extract::{ClientIp, CurrentBrowser, path_id};
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::identity::sign_on::Purpose;
use crate::identity::{self, By, Caller, SignedIn};
use crate::store::WebSession;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::net::IpAddr;

#[derive(Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// `GET /account`
pub async fn account(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    Query(query): Query<Done>,
) -> Result<Response, Error> {
    let mut page = view(&state, &me).await?;
    let done = |key: &'static str| Some(Flash::Done(words().say(key).to_string()));
    page.layout.flash = match query.done.as_deref() {
        Some("password") => done("account-password-changed"),
        Some("revoked") => done("account-browser-signed-out"),
        Some("language") => done("account-language-chosen"),
        Some("others") => done("link-others-done"),
        Some("key") => done("keys-revoked-done"),
        Some("linked") => done("link-linked-done"),
        Some("unlinked") => done("link-unlinked-done"),
        _ => None,
    };
    Ok((Policy::Page, render(&page)?).into_response())
}

#[derive(Deserialize)]
pub struct LanguageForm {
    /// A tag; empty leaves it to the browser.
    language: String,
}

/// `POST /account/language`
pub async fn choose_language(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Form(form): Form<LanguageForm>,
) -> Result<Response, Error> {
    let language = match form.language.as_str() {
        "" => None,
        tag => Some(tag.parse().map_err(|_| Error::no_such_choice("/language"))?),
    };
    state.people.choose_language(&me, language, Some(ip)).await?;
    // the choice of this browser would speak before it
    Ok((cookies::language(&state.site, language), Redirect::to("/account?done=language")).into_response())
}

#[derive(Deserialize)]
pub struct PasswordForm {
    current_password: String,
    password: String,
    password_again: String,
}

/// `POST /account/password`
pub async fn change_password(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Form(form): Form<PasswordForm>,
) -> Result<Response, Error> {
    let mut page = view(&state, &me).await?;
    if form.password != form.password_again {
        page.password_error = Some(wrong::repetition());
    } else {
        match state.people.change_own_password(&me, &form.current_password, &form.password, Some(ip)).await {
            Ok(()) => return Ok(Redirect::to("/account?done=password").into_response()),
            Err(identity::Error::WrongCredentials) => {
                page.current_password_error = Some(words().say("account-password-wrong").to_string())
            }
            Err(identity::Error::Password(why)) => page.password_error = Some(wrong::password(why)),
            Err(other) => return Err(other.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
}

/// `POST /account/sessions/revoke-others`
pub async fn revoke_others(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
) -> Result<Redirect, Error> {
    state.people.end_other_browsers(&by(&me, ip), &me).await?;
    Ok(Redirect::to("/account?done=others"))
}

/// `POST /account/keys`. The answer shows the new key, once.
pub async fn add_key(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Form(fields): Form<keys::Fields>,
) -> Result<Response, Error> {
    let made = keys::make(&state, &by(&me, ip), me.agent.id, &fields).await?;
    let mut page = view(&state, &me).await?;
    let status = keys::fill(&mut page.form, &fields, made);
    Ok((status, (Policy::Page, render(&page)?)).into_response())
}

/// `POST /account/keys/{id}/revoke`
pub async fn revoke_key(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    state.people.revoke_own_api_key(&by(&me, ip), me.agent.id, path_id(&id)?).await?;
    Ok(Redirect::to("/account?done=key"))
}

/// `POST /account/provider`: one wants to sign in at the provider from now on. The answer has a link there: `form-action`
/// would hold a redirect back.
pub async fn link(State(state): State<AppState>, CurrentBrowser(me): CurrentBrowser) -> Result<Response, Error> {
    match provider::sign_on(&state)?.begin(Purpose::Link(me.agent.id), None).await {
        Ok(begun) => {
            let mut page = view(&state, &me).await?;
            if let Some(sign_on) = &mut page.sign_on {
                sign_on.go_on = Some(begun.location);
            }
            Ok((cookies::intent(&begun.cookie), (Policy::Page, render(&page)?)).into_response())
        }
        Err(refusal) => provider::refused(&state, &refusal),
    }
}

/// `POST /account/provider/unlink`. Who has no password would be locked out.
pub async fn unlink(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
) -> Result<Redirect, Error> {
    if me.agent.password.is_none() {
        return Err(Error::Forbidden(Refusal::NoPassword));
    }
    state.people.unlink(&by(&me, ip), me.agent.id).await?;
    Ok(Redirect::to("/account?done=unlinked"))
}

fn by(me: &SignedIn, ip: IpAddr) -> By {
    By::Person(Caller { agent: me.agent.clone(), ip: Some(ip) })
}

/// `POST /account/sessions/{id}/revoke`
pub async fn revoke(
    State(state): State<AppState>,
    CurrentBrowser(me): CurrentBrowser,
    ClientIp(ip): ClientIp,
    Path(id): Path<String>,
) -> Result<Redirect, Error> {
    state.people.revoke_browser(&me, path_id(&id)?, Some(ip)).await?;
    Ok(Redirect::to("/account?done=revoked"))
}

async fn view(state: &AppState, me: &SignedIn) -> Result<AccountPage, Error> {
    let now = state.ops.clock.now();
    let own_keys = state.people.api_keys().await?.into_iter().filter(|(key, _)| key.agent == me.agent.id);
    let mut browsers = state.people.browsers_of(&me.agent).await?;
    browsers.sort_by_key(|browser| (browser.id != me.session.id, std::cmp::Reverse(browser.seen_at)));
    Ok(AccountPage {
        layout: layout(&state.assets, &state.site, Some(&me.agent), Section::Account),
        name: me.agent.name.as_str().to_owned(),
        login: me.agent.login.clone(),
        role: view_role(me.agent.role),
        language: me.agent.language,
        password_min: 8,
        current_password_error: None,
        password_error: None,
        has_password: me.agent.password.is_some(),
        sign_on: state.sign_on.as_ref().map(|sign_on| AccountSignOn {
            label: sign_on.label().to_owned(),
            linked: me.agent.identity.is_some(),
            go_on: None,
        }),
        keys: own_keys.map(|key| keys::row(key, now, "/account/keys")).collect(),
        form: keys::form("/account/keys", me.agent.role, Vec::new()),
        web_sessions: browsers.into_iter().map(|browser| row(browser, me)).collect(),
    })
}

pub(super) fn row(browser: WebSession, me: &SignedIn) -> WebSessionRow {
    WebSessionRow {
        id: browser.id.to_string(),
        browser: in_words(&browser.user_agent),
        address: browser.ip.map_or_else(|| words().say("account-address-unknown").to_string(), |ip| ip.to_string()),
        signed_in_at: browser.created_at,
        last_seen: browser.seen_at,
        is_current: browser.id == me.session.id,
    }
}

/// `Firefox on Linux`. Edge and Opera call themselves Chrome as well, and everything calls itself Safari.
fn in_words(user_agent: &str) -> String {
    let first = |names: &[(&str, &str)]| {
        names.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, name)| (*name).to_owned())
    };
    let browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    match (first(&browsers), first(&systems)) {
        (Some(browser), Some(system)) => {
            words().say("account-browser-on").with("browser", browser).with("system", system).to_string()
        }
        (Some(browser), None) => browser,
        (None, _) => words().say("account-browser-other").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0";
        assert_eq!(in_words(edge), "Edge on Windows");
        assert_eq!(
            in_words("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "Firefox on Linux"
        );
        assert_eq!(in_words("curl/8"), "Another program");
    }
}
