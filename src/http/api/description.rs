//! What every description of an own route says in the same way, so that no route has to repeat it: how failures look,
//! and which ones any caller or any body can meet.

use crate::http::extract::COOKIE;
use serde::Serialize;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{PartialSchema, ToSchema};

const PROBLEM: &str = "application/problem+json";

/// The body of every failure, as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "described here, written by http/error/problem.rs")]
struct Problem {
    /// `/problems/{slug}`: match on this; it stays. The address explains it.
    r#type: String,
    /// The same for every problem of this kind.
    title: String,
    status: u16,
    /// One sentence for the person who tried.
    detail: String,
    instance: String,
    /// Names this request in the log.
    request_id: String,
    /// Zoom's number for the same thing, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u32>,
    /// All wrong fields at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<WrongField>>,
}

/// One wrong field.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "described here, written by http/error/problem.rs")]
struct WrongField {
    /// JSON pointer into the body, such as `/userName`; of a query, the parameter's name after a slash.
    pointer: String,
    detail: String,
}

/// The ways to show who one is.
pub fn add_security(api: &mut OpenApi) {
    let components = api.components.get_or_insert_default();
    let bearer = |about: &str| {
        let mut http = Http::new(HttpAuthScheme::Bearer);
        http.description = Some(about.to_owned());
        SecurityScheme::Http(http)
    };
    components
        .add_security_scheme("apiKey", bearer("A key of `cobroker api-key add`; whoever has it acts as its person."));
    components.add_security_scheme("reportToken", bearer("The `reportToken` of the answer that started the session."));
    components.add_security_scheme("restToken", bearer("A JWT of the REST API key: HS256, `iss`, `iat`, `exp`."));
    let cookie = ApiKeyValue::with_description(COOKIE, "A signed-in browser, on cobroker's own pages only.");
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
}

/// Completes the routes under `/api`; the mirror of Zoom's API describes its own failures.
pub fn complete(api: &mut OpenApi) {
    let schemas = &mut api.components.get_or_insert_default().schemas;
    schemas.insert("Problem".into(), Problem::schema());
    schemas.insert("WrongField".into(), WrongField::schema());
    let own = api.paths.paths.iter_mut().filter(|(path, _)| path.starts_with("/api/"));
    own.flat_map(|(_, item)| operations(item)).for_each(complete_one);
    api.paths.paths.values_mut().flat_map(operations).for_each(say_something);
}

/// A response has to say something of itself; what is said of the operation is enough where all went well.
fn say_something(operation: &mut Operation) {
    let about = operation.summary.clone().unwrap_or_else(|| "As asked".to_owned());
    let answers = operation.responses.responses.values_mut().filter_map(as_own);
    for response in answers.filter(|response| response.description.is_empty()) {
        response.description.clone_from(&about);
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch]
        .into_iter()
        .filter_map(Option::as_mut)
}

fn complete_one(operation: &mut Operation) {
    for (status, about) in usual(operation) {
        let response = || RefOr::T(ResponseBuilder::new().description(about).build());
        operation.responses.responses.entry(status.into()).or_insert_with(response);
    }
    let failures = operation.responses.responses.iter_mut().filter(|(status, _)| !status.starts_with('2'));
    failures.filter_map(|(_, response)| as_own(response)).for_each(|response| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        response.content.entry(PROBLEM.into()).or_insert(RefOr::T(content));
    });
}

/// What a caller or a body of this kind can always meet.
fn usual(operation: &Operation) -> Vec<(&'static str, &'static str)> {
    let by = |name: &str| {
        let asked = operation.security.iter().flatten();
        asked.filter_map(|one| serde_json::to_value(one).ok()).any(|one| one.get(name).is_some())
    };
    let mut usual = vec![("default", "Any other problem, such as `internal` or `unavailable`")];
    if operation.request_body.is_some() {
        usual.push(("400", "`invalid-request`: not JSON"));
        usual.push(("413", "`too-large`"));
        usual.push(("415", "`unsupported-media-type`"));
        usual.push(("422", "`invalid-request`: all wrong fields at once"));
    }
    if by("apiKey") {
        usual.push(("401", "`not-signed-in`"));
        usual.push((
            "429",
            "`too-many-attempts`: more than 600 requests of one agent in a minute, unless set otherwise",
        ));
    }
    if by("reportToken") {
        usual.push(("401", "`token-invalid`"));
        usual.push((
            "429",
            "`too-many-attempts`: more than 120 requests with one token in a minute, unless set otherwise",
        ));
    }
    usual
}

fn as_own(response: &mut RefOr<Response>) -> Option<&mut Response> {
    match response {
        RefOr::T(response) => Some(response),
        RefOr::Ref(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::http::error::Kind;
    use serde_json::Value;

    fn described() -> Vec<(String, String, Value)> {
        let api = serde_json::to_value(crate::http::description()).unwrap();
        let paths = api["paths"].as_object().unwrap().clone().into_iter().filter(|(path, _)| path.starts_with("/api/"));
        let operations = paths.flat_map(|(path, item)| {
            let item = item.as_object().unwrap().clone();
            item.into_iter().map(move |(method, operation)| (path.clone(), method, operation))
        });
        let answers = operations.flat_map(|(path, method, operation)| {
            let answers = operation["responses"].as_object().unwrap().clone();
            answers.into_iter().map(move |(status, answer)| (format!("{method} {path}"), status, answer))
        });
        answers.collect()
    }

    #[test]
    fn every_failure_has_the_shape_of_a_problem() {
        let failures: Vec<_> = described().into_iter().filter(|(_, status, _)| !status.starts_with('2')).collect();
        assert!(failures.len() > 50, "{}", failures.len());
        for (route, status, answer) in failures {
            let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{route} {status}");
        }
    }

    #[test]
    fn every_answer_says_something_and_operations_have_names_of_their_own() {
        let api = serde_json::to_value(crate::http::description()).unwrap();
        let items = ["paths", "webhooks"].into_iter().flat_map(|part| api[part].as_object().unwrap().values());
        let operations: Vec<_> = items.flat_map(|item| item.as_object().unwrap().values()).collect();
        let names: std::collections::BTreeSet<_> = operations.iter().map(|one| one["operationId"].as_str()).collect();
        assert_eq!(names.len(), operations.len());
        for operation in operations {
            let answers = operation["responses"].as_object().unwrap();
            assert!(!answers.is_empty() && operation["summary"].is_string(), "{operation}");
            for answer in answers.values() {
                assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()), "{operation}");
            }
        }
    }

    #[test]
    fn a_status_names_the_slugs_it_comes_with_and_no_others() {
        let is_slug = |word: &&str| Kind::ALL.iter().any(|kind| kind.slug == *word);
        for (route, status, answer) in
            described().into_iter().filter(|(_, status, _)| status.parse().is_ok_and(|s: u16| s > 399))
        {
            let description = answer["description"].as_str().unwrap();
            let slugs: Vec<_> = description.split('`').filter(is_slug).collect();
            assert!(!slugs.is_empty(), "{route} {status}: {description}");
            for slug in slugs {
                let fits = Kind::ALL.iter().any(|kind| kind.slug == slug && kind.status.as_str() == status);
                assert!(fits, "{route}: {slug} does not come with {status}");
            }
        }
    }
}
