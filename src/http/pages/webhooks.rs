//! Webhooks, for admins: who is told of events, how that goes, telling them again.

use super::manager::{Manager, Task};
use super::views::{
    AttemptRow, Flash, Section, Tested, TypeChoice, WebhookForm, WebhookPage, WebhookRow, WebhooksPage,
};
use super::{layout, render};
use crate::domain::event::EventType;
use crate::domain::role::Action;
use crate::domain::webhook::{DisabledWhy, Failure, Topics};
use crate::domain::{Time, WebhookId};
use crate::http::error::{Error, Refusal};
use crate::http::extract::path_id;
use crate::http::language::words;
use crate::http::security::Policy;
use crate::http::state::AppState;
use crate::identity::SignedIn;
use crate::store::{AttemptFilter, LoggedAttempt, Replayed, TellingId, TellingState, Webhook, WhichAttempts};
use crate::webhooks::events::{self, EndpointChange, Who};
use axum::extract::{Path, Query, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use std::collections::HashSet;

/// Setting up webhooks.
pub struct ManageWebhooks;

impl Task for ManageWebhooks {
    const ACTION: Action = Action::ManageWebhooks;
    const REFUSAL: Refusal = Refusal::ForAdmins;
}

type Admin = Manager<ManageWebhooks>;

fn who(admin: &Admin) -> Who {
    Who { actor: admin.by.actor(), ip: admin.by.ip() }
}

/// What handlers of these pages share.
struct Desk<'a> {
    state: &'a AppState,
    me: &'a SignedIn,
}

#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    done: Option<String>,
    which: Option<String>,
    before: Option<i64>,
    /// What a replay put into the outbox, and up to which number.
    count: Option<u64>,
    through: Option<i64>,
}

impl Asked {
    fn done(what: &str) -> Self {
        Self { done: Some(what.to_owned()), ..Self::default() }
    }

    /// What the last action did.
    fn flash(&self) -> Option<Flash> {
        let words = words();
        let said = match (self.done.as_deref()?, self.count, self.through) {
            ("replayed", Some(0), _) => words.say("webhooks-done-replayed-none").to_string(),
            ("replayed", Some(count), Some(through)) => {
                let count = words.number(i64::try_from(count).unwrap_or(i64::MAX));
                let through = words.number(through);
                words.say("webhooks-done-replayed").with("count", count).with("through", through).to_string()
            }
            (done, ..) => words.say(done_key(done)?).to_string(),
        };
        Some(Flash::Done(said))
    }
}

/// `GET /admin/webhooks`
pub async fn list(State(state): State<AppState>, admin: Admin, Query(asked): Query<Asked>) -> Result<Response, Error> {
    let desk = Desk { state: &state, me: &admin.me };
    let page = desk.list(&asked, WebhookForm::default(), Topics::all(), None).await?;
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `POST /admin/webhooks`
pub async fn add(State(state): State<AppState>, admin: Admin, RawForm(body): RawForm) -> Result<Response, Error> {
    let desk = Desk { state: &state, me: &admin.me };
    let (form, topics) = read_form(&body)?;
    match state.webhooks.add(&who(&admin), change(&form, &topics)).await {
        Ok(endpoint) => {
            let secret = Some(endpoint.secret.expose().to_owned());
            let page = desk.list(&Asked::done("added"), WebhookForm::default(), Topics::all(), secret).await?;
            Ok((StatusCode::CREATED, (Policy::Page, render(&page)?)).into_response())
        }
        Err(error) => {
            let page = desk.list(&Asked::default(), refused(form, error)?, topics, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
        }
    }
}

/// `GET /admin/webhooks/{id}`
pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let desk = Desk { state: &state, me: &admin.me };
    let page = desk.one(path_id(&id)?, &asked).await?;
    Ok((Policy::Page, render(&page)?).into_response())
}

/// `POST /admin/webhooks/{id}`
pub async fn save(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    RawForm(body): RawForm,
) -> Result<Response, Error> {
    let desk = Desk { state: &state, me: &admin.me };
    let (id, (form, topics)) = (path_id(&id)?, read_form(&body)?);
    match state.webhooks.update(&who(&admin), id, change(&form, &topics)).await {
        Ok(_) => Ok(back(id, "saved").into_response()),
        Err(error) => {
            let mut page = desk.one(id, &Asked::default()).await?;
            page.form = refused(form, error)?;
            page.types = choices(&topics);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, (Policy::Page, render(&page)?)).into_response())
        }
    }
}

/// `POST /admin/webhooks/{id}/{what}`: `enable`, `disable`, `remove`, `rotate` and `test`.
pub async fn act(
    State(state): State<AppState>,
    admin: Admin,
    Path((id, what)): Path<(String, String)>,
) -> Result<Response, Error> {
    let desk = Desk { state: &state, me: &admin.me };
    let (id, who): (WebhookId, Who) = (path_id(&id)?, who(&admin));
    match what.as_str() {
        "enable" => {
            state.webhooks.enable(&who, id).await.map(|()| back(id, "enabled").into_response()).map_err(Error::from)
        }
        "disable" => {
            state.webhooks.disable(&who, id).await.map(|()| back(id, "disabled").into_response()).map_err(Error::from)
        }
        "remove" => {
            state.webhooks.remove(&who, id).await?;
            Ok(Redirect::to("/admin/webhooks?done=removed").into_response())
        }
        "rotate" => {
            let secret = state.webhooks.rotate(&who, id).await?.secret.expose().to_owned();
            let page = WebhookPage { secret: Some(secret), ..desk.one(id, &Asked::default()).await? };
            Ok((Policy::Page, render(&page)?).into_response())
        }
        "test" => {
            let attempt = state.webhooks.test(&who, id).await?;
            let (status, millis) = (attempt.status, attempt.millis);
            let tested = Tested { status, millis, failure: attempt.failure.map(failure_key) };
            let page = WebhookPage { tested: Some(tested), ..desk.one(id, &Asked::default()).await? };
            Ok((Policy::Page, render(&page)?).into_response())
        }
        _ => Err(Error::NotFound),
    }
}

#[derive(Deserialize)]
pub struct ReplayForm {
    after: i64,
}

/// `POST /admin/webhooks/{id}/replay`
pub async fn replay(
    State(state): State<AppState>,
    admin: Admin,
    Path(id): Path<String>,
    axum::Form(form): axum::Form<ReplayForm>,
) -> Result<Redirect, Error> {
    let id: WebhookId = path_id(&id)?;
    let Replayed { queued, through } = state.webhooks.replay(&who(&admin), id, form.after.max(0)).await?;
    Ok(Redirect::to(&format!("/admin/webhooks/{id}?done=replayed&count={queued}&through={through}")))
}

/// `POST /admin/webhooks/{id}/deliveries/{delivery}/retry`
pub async fn retry(
    State(state): State<AppState>,
    admin: Admin,
    Path((id, delivery)): Path<(String, String)>,
) -> Result<Redirect, Error> {
    let id = path_id(&id)?;
    state.webhooks.tell_again(&who(&admin), id, TellingId(path_id(&delivery)?)).await?;
    Ok(back(id, "retried"))
}

fn back(id: WebhookId, done: &str) -> Redirect {
    Redirect::to(&format!("/admin/webhooks/{id}?done={done}"))
}

/// Attempts on one page.
const SHOWN: u32 = 25;

impl Desk<'_> {
    async fn list(
        &self,
        asked: &Asked,
        form: WebhookForm,
        topics: Topics,
        secret: Option<String>,
    ) -> Result<WebhooksPage, Error> {
        let mut layout = layout(&self.state.assets, &self.state.site, Some(&self.me.agent), Section::Webhooks);
        layout.flash = asked.flash();
        let webhooks = self.state.webhooks.list().await?.into_iter().map(row).collect();
        Ok(WebhooksPage { layout, webhooks, types: choices(&topics), form, secret })
    }

    async fn one(&self, id: WebhookId, asked: &Asked) -> Result<WebhookPage, Error> {
        let webhook = self.state.webhooks.show(id).await?;
        let which: WhichAttempts = asked.which.as_deref().and_then(|which| which.parse().ok()).unwrap_or_default();
        let filter = AttemptFilter { endpoint: id, which, seq: None, before: asked.before, limit: SHOWN };
        let attempts = self.state.webhooks.attempts(&filter).await?;
        let last = attempts.last().map(|attempt| attempt.id).filter(|_| attempts.len() >= SHOWN as usize);
        let mut layout = layout(&self.state.assets, &self.state.site, Some(&self.me.agent), Section::Webhooks);
        layout.flash = asked.flash();
        Ok(WebhookPage {
            layout,
            types: choices(&webhook.endpoint.topics),
            form: WebhookForm {
                url: webhook.endpoint.url.clone(),
                description: webhook.endpoint.description.clone(),
                include_customer: webhook.endpoint.include_customer,
                ..WebhookForm::default()
            },
            webhook: row(webhook),
            secret: None,
            tested: None,
            which: which.as_str(),
            attempts: attempt_rows(attempts, self.state.ops.clock.now()),
            more: last.map(|last| format!("/admin/webhooks/{id}?which={}&before={last}", which.as_str())),
            newest: self.state.webhooks.range().await?.newest,
        })
    }
}

fn done_key(done: &str) -> Option<&'static str> {
    Some(match done {
        "added" => "webhooks-done-added",
        "saved" => "webhooks-done-saved",
        "enabled" => "webhooks-done-enabled",
        "disabled" => "webhooks-done-disabled",
        "removed" => "webhooks-done-removed",
        "retried" => "webhooks-done-retried",
        _ => return None,
    })
}

/// `types` is in the form as often as it is chosen.
///
/// # Errors
/// A type that the form does not offer.
fn read_form(body: &[u8]) -> Result<(WebhookForm, Topics), Error> {
    let text = String::from_utf8_lossy(body);
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let fields: Vec<(String, String)> = text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    let of = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    let types: Vec<&str> = fields.iter().filter(|(name, _)| name == "types").map(|(_, value)| value.as_str()).collect();
    let topics = match types.is_empty() {
        true => Topics::all(),
        false => Topics::of(types).map_err(|_| Error::no_such_choice("/types"))?,
    };
    let form = WebhookForm {
        url: of("url").unwrap_or_default(),
        description: of("description").unwrap_or_default(),
        include_customer: of("includeCustomer").is_some(),
        ..WebhookForm::default()
    };
    Ok((form, topics))
}

fn change(form: &WebhookForm, topics: &Topics) -> EndpointChange {
    EndpointChange {
        url: Some(form.url.clone()),
        description: Some(form.description.clone()),
        topics: Some(topics.clone()),
        include_customer: Some(form.include_customer),
    }
}

/// What is wrong, beside its field.
fn refused(form: WebhookForm, error: events::Error) -> Result<WebhookForm, Error> {
    use crate::webhooks::Unfit;
    use events::Error as E;
    let say = |key: &'static str| Some(words().say(key).to_string());
    Ok(match error {
        E::NotAnAddress => WebhookForm { url_error: say("webhooks-wrong-address"), ..form },
        E::Unfit(Unfit::Local) => WebhookForm { url_error: say("webhooks-wrong-local"), ..form },
        E::Unfit(Unfit::NotSafe | Unfit::NoName) => WebhookForm { url_error: say("webhooks-wrong-unsafe"), ..form },
        E::TooMany => WebhookForm { url_error: say("webhooks-wrong-many"), ..form },
        E::DescriptionTooLong => WebhookForm { description_error: say("webhooks-wrong-long"), ..form },
        other => return Err(other.into()),
    })
}

fn choices(topics: &Topics) -> Vec<TypeChoice> {
    let chosen = |kind| topics.chosen().is_some_and(|some| some.contains(&kind));
    EventType::numbered().map(|kind| TypeChoice { name: kind.as_str(), chosen: chosen(kind) }).collect()
}

fn row(webhook: Webhook) -> WebhookRow {
    let Webhook { endpoint, waiting, parked } = webhook;
    WebhookRow {
        id: endpoint.id.to_string(),
        types: endpoint.topics.chosen().into_iter().flatten().map(|kind| kind.as_str()).collect(),
        enabled: endpoint.is_enabled(),
        given_up: endpoint.disabled.is_some_and(|(_, why)| why == DisabledWhy::Failing),
        succeeded_at: endpoint.health.succeeded_at,
        failing_since: endpoint.health.failing_since,
        old_secret_until: endpoint.old_secret.map(|(_, until)| until),
        url: endpoint.url,
        description: endpoint.description,
        waiting,
        parked,
    }
}

/// Of a delivery that was tried several times, the latest attempt says where it stands.
fn attempt_rows(attempts: Vec<LoggedAttempt>, now: Time) -> Vec<AttemptRow> {
    let mut seen = HashSet::new();
    let is_latest = |attempt: &LoggedAttempt| attempt.told.telling.is_some_and(|id| seen.insert(id));
    let latest: Vec<bool> = attempts.iter().map(is_latest).collect();
    attempts.into_iter().zip(latest).map(|(attempt, latest)| attempt_row(attempt, latest, now)).collect()
}

fn attempt_row(attempt: LoggedAttempt, latest: bool, now: Time) -> AttemptRow {
    let state = attempt.now.filter(|_| latest);
    let told = attempt.told;
    AttemptRow {
        at: told.at,
        kind: told.kind.as_str(),
        sequence: told.seq,
        status: told.status,
        millis: told.millis,
        failure: told.failure.map(failure_key),
        next_at: told.next_at.filter(|at| state == Some(TellingState::Due) && *at > now),
        delivery: told
            .telling
            .filter(|_| matches!(state, Some(TellingState::Due | TellingState::Parked)))
            .map(|id| id.0),
        parked: state == Some(TellingState::Parked),
    }
}

fn failure_key(failure: Failure) -> &'static str {
    match failure {
        Failure::Status => "webhooks-failure-status",
        Failure::Redirect => "webhooks-failure-redirect",
        Failure::Slow => "webhooks-failure-slow",
        Failure::Inside => "webhooks-failure-inside",
        Failure::Nowhere => "webhooks-failure-nowhere",
        Failure::Connection => "webhooks-failure-connection",
        Failure::Tls => "webhooks-failure-tls",
        Failure::Http => "webhooks-failure-http",
    }
}
