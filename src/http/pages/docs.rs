//! The API for people, drawn from the same description that programs read.

use super::views::{Assets, DocsPage, Operation, OperationGroup, Parameter, ResponseRow, Section};
use super::{compressed, layout, render};
use crate::http::error::Error;
use crate::http::extract::CurrentBrowser;
use crate::http::security::Policy;
use crate::http::state::{AppState, Site};
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::{Map, Value};
use std::sync::Arc;
use utoipa::openapi::OpenApi;

/// The description of the API, in both forms. Made once.
pub struct Docs {
    json: String,
    version: String,
    groups: Vec<OperationGroup>,
}

impl Docs {
    pub fn new(api: &OpenApi) -> Self {
        let value = serde_json::to_value(api).expect("a description is plain JSON");
        let json = serde_json::to_string_pretty(&value).expect("a description is plain JSON");
        Self { json, version: text(&value["info"]["version"]), groups: groups(&value) }
    }
}

/// The description of the API.
pub fn docs_routes() -> Router<AppState> {
    Router::new().route("/docs", get(docs)).route("/api/openapi.json", get(openapi)).layer(compressed())
}

/// `GET /docs`
async fn docs(
    State(site): State<Arc<Site>>,
    State(assets): State<Arc<Assets>>,
    State(docs): State<Arc<Docs>>,
    browser: Option<CurrentBrowser>,
) -> Result<impl IntoResponse, Error> {
    let agent = browser.as_ref().map(|CurrentBrowser(signed_in)| &signed_in.agent);
    let page = DocsPage {
        layout: layout(&assets, &site, agent, Section::Docs),
        version: docs.version.clone(),
        openapi_url: "/api/openapi.json".into(),
        groups: docs.groups.clone(),
    };
    Ok((Policy::Page, render(&page)?))
}

/// `GET /api/openapi.json`
async fn openapi(State(docs): State<Arc<Docs>>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], docs.json.clone())
}

fn groups(api: &Value) -> Vec<OperationGroup> {
    let tags = api["tags"].as_array().cloned().unwrap_or_default();
    let group = |tag: &Value| {
        let name = text(&tag["name"]);
        OperationGroup {
            slug: name.clone(),
            title: capitalised(&name),
            description: text(&tag["description"]),
            operations: operations(api, &name),
        }
    };
    tags.iter().map(group).filter(|group| !group.operations.is_empty()).collect()
}

fn operations(api: &Value, tag: &str) -> Vec<Operation> {
    let none = Map::new();
    let paths = api["paths"].as_object().unwrap_or(&none);
    let all = paths.iter().flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    all.filter(|(_, _, operation)| operation["tags"][0] == tag)
        .map(|(path, method, details)| operation(api, path, method, details))
        .collect()
}

fn operation(api: &Value, path: &str, method: &str, details: &Value) -> Operation {
    let body = |content: &Value| {
        let media = content.as_object().and_then(|content| content.values().next())?;
        let schema = resolved(api, &media["schema"], 0);
        (!schema.is_null()).then(|| format!("{schema:#}"))
    };
    let responses = details["responses"].as_object().cloned().unwrap_or_default();
    let good = responses.iter().find(|(status, _)| status.starts_with('2'));
    Operation {
        slug: text(&details["operationId"]),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        summary: text(&details["summary"]),
        description: plain(&details["description"])
            .split("\n\n")
            .filter(|p| !p.is_empty())
            .map(str::to_owned)
            .collect(),
        who: who(&details["security"]),
        parameters: details["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        request: body(&details["requestBody"]["content"]),
        response: good.and_then(|(_, response)| body(&response["content"])),
        responses: responses.iter().map(|(status, response)| row(status, response)).collect(),
    }
}

fn who(security: &Value) -> String {
    let ways = security.as_array().into_iter().flatten().filter_map(|way| way.as_object()?.iter().next());
    let words = ways.map(|(name, needs)| match (name.as_str(), needs[0].as_str()) {
        ("cookie", _) => "a signed-in person".to_owned(),
        ("apiKey", Some(scope)) => format!("a machine with an API key for {scope}"),
        ("apiKey", None) => "a machine with an API key".to_owned(),
        ("reportToken", _) => "the customer's page, with its report token".to_owned(),
        ("restToken", _) => "a program with a token of the REST API key".to_owned(),
        (other, _) => other.to_owned(),
    });
    capitalised(&words.collect::<Vec<_>>().join(", or "))
}

fn parameter(parameter: &Value) -> Parameter {
    Parameter {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        kind: match &parameter["schema"]["type"] {
            Value::Array(kinds) => {
                kinds.iter().map(text).filter(|kind| kind != "null").collect::<Vec<_>>().join(" or ")
            }
            kind => text(kind),
        },
        required: parameter["required"] == Value::Bool(true),
        description: text(&parameter["description"]),
    }
}

fn row(status: &str, response: &Value) -> ResponseRow {
    ResponseRow { status: status.to_owned(), description: plain(&response["description"]) }
}

/// The schema with its references put in place, as an example of what goes there.
fn resolved(api: &Value, schema: &Value, depth: usize) -> Value {
    if depth > 6 {
        return Value::Null;
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        return resolved(api, &api["components"]["schemas"][name], depth + 1);
    }
    if let Some(fields) = schema["properties"].as_object() {
        let fields = fields.iter().map(|(name, field)| (name.clone(), resolved(api, field, depth + 1)));
        return Value::Object(fields.collect());
    }
    if schema["items"].is_object() {
        return Value::Array(vec![resolved(api, &schema["items"], depth + 1)]);
    }
    if let Some(first) = schema["oneOf"].as_array().and_then(|some| some.iter().find(|one| one["type"] != "null")) {
        return resolved(api, first, depth + 1);
    }
    let described = plain(&schema["description"]);
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        Value::String(kind) => kind.clone(),
        _ => return Value::Null,
    };
    Value::String(if described.is_empty() { kind } else { format!("{kind}: {described}") })
}

/// The text without the marks for code: the page shows words.
fn plain(value: &Value) -> String {
    text(value).replace('`', "")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
