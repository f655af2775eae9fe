//! `docs/api.md`, from the description that `/api/openapi.json` gives.

use super::keep_up_to_date;
use serde_json::Value;
use std::fmt::Write;

/// Operations in the order of the page, each with an example that `tests/it/docs.rs` runs against the demo.
const EXAMPLES: &str = include_str!("api-examples.md");

#[test]
fn the_api_reference_is_what_the_service_says_of_itself() {
    let api = serde_json::to_value(cobroker::http::description()).expect("a description is JSON");
    keep_up_to_date("docs/api.md", &page(&api));
}

#[test]
fn every_operation_has_an_example() {
    let api = serde_json::to_value(cobroker::http::description()).expect("a description is JSON");
    let mut described: Vec<_> = operations(&api).into_iter().map(|operation| operation.id).collect();
    let mut shown: Vec<_> = examples().into_iter().map(|(id, _)| id.to_owned()).collect();
    described.sort();
    shown.sort();
    assert_eq!(described, shown);
}

struct Operation<'a> {
    id: String,
    method: String,
    path: &'a str,
    details: &'a Value,
}

fn operations<'a>(api: &'a Value) -> Vec<Operation<'a>> {
    let paths = api["paths"].as_object().expect("paths");
    let of = |(path, item): (&'a String, &'a Value)| {
        let methods = item.as_object().expect("methods");
        methods.iter().map(move |(method, details)| Operation {
            id: text(&details["operationId"]),
            method: method.to_uppercase(),
            path,
            details,
        })
    };
    paths.iter().flat_map(of).collect()
}

fn examples() -> Vec<(&'static str, &'static str)> {
    let sections = EXAMPLES.split("\n## ").skip(1);
    sections.map(|section| section.split_once('\n').expect("a heading and an example")).collect()
}

fn page(api: &Value) -> String {
    let mut page = EXAMPLES.split("\n## ").next().expect("an introduction").trim_end().to_owned() + "\n";
    let operations = operations(api);
    for tag in api["tags"].as_array().expect("tags") {
        write!(page, "\n## {}\n\n{}\n", capitalised(&text(&tag["name"])), text(&tag["description"])).expect("a String");
        for (id, example) in examples() {
            let found = operations.iter().find(|one| one.id == id && one.details["tags"][0] == tag["name"]);
            page += &found.map(|operation| section(api, operation, example)).unwrap_or_default();
        }
    }
    page
}

fn section(api: &Value, operation: &Operation, example: &str) -> String {
    let Operation { method, path, details, .. } = operation;
    let mut text = format!("\n### {method} {path}\n\n{}.\n", self::text(&details["summary"]).trim_end_matches('.'));
    if let Some(description) = details["description"].as_str() {
        text += &format!("{description}\n");
    }
    text += &format!("\n**Who:** {}\n", who(&details["security"]));
    text += &parameters(details);
    text += &fields(api, "Body", &details["requestBody"]["content"]);
    let responses = details["responses"].as_object().expect("responses");
    for (status, response) in responses.iter().filter(|(status, _)| status.starts_with('2')) {
        text += &answer(api, status, response);
    }
    text += "\n**Failures**\n\n";
    for (status, response) in responses.iter().filter(|(status, _)| !status.starts_with('2')) {
        let status = if status == "default" { "else" } else { status };
        text += &format!("- `{status}` {}\n", one_line(&self::text(&response["description"])));
    }
    if responses.keys().all(|status| status.starts_with('2')) {
        text += "- none of its own\n";
    }
    text + "\n**Example**\n\n" + example.trim() + "\n"
}

fn answer(api: &Value, status: &str, response: &Value) -> String {
    let about = one_line(&text(&response["description"]));
    let about = if about.is_empty() { String::new() } else { format!(" {about}") };
    match &response["content"] {
        Value::Null => format!("\n**Answer** `{status}`{about}\n"),
        content if content.get("text/event-stream").is_some() => {
            format!("\n**Answer** `{status}`: a stream of server-sent events, which does not end by itself{about}\n")
        }
        content => fields(api, &format!("Answer** `{status}`{about}"), content),
    }
}

fn who(security: &Value) -> String {
    let ways = security.as_array().into_iter().flatten();
    let words: Vec<_> = ways
        .map(|way| match way.as_object().and_then(|one| one.iter().next()) {
            None => "anyone".to_owned(),
            Some((name, needs)) => match (name.as_str(), needs[0].as_str()) {
                ("cookie", _) => "a signed-in person".to_owned(),
                ("apiKey", Some(scope)) => format!("a machine with an API key for `{scope}`"),
                ("reportToken", _) => "the customer's page, with its report token".to_owned(),
                ("restToken", _) => "a program with a token of the REST API key".to_owned(),
                (other, _) => panic!("say who has {other}"),
            },
        })
        .collect();
    if words.is_empty() { "anyone".into() } else { words.join(", or ") }
}

fn parameters(details: &Value) -> String {
    let Some(parameters) = details["parameters"].as_array().filter(|all| !all.is_empty()) else { return String::new() };
    let mut table = "\n| parameter | in | |\n|---|---|---|\n".to_owned();
    for one in parameters {
        let needed = if one["required"] == true { "" } else { ", optional" };
        let place = text(&one["in"]);
        table += &format!("| `{}` | {place}{needed} | {} |\n", text(&one["name"]), cell(&one["description"]));
    }
    table
}

/// The fields of a body, those of objects inside it after a dot.
fn fields(api: &Value, title: &str, content: &Value) -> String {
    let Some(schema) = content.as_object().and_then(|content| content.values().next()).map(|media| &media["schema"])
    else {
        return String::new();
    };
    let mut rows = String::new();
    add_rows(api, schema, "", 0, &mut rows);
    let title = if title.contains("**") { format!("**{title}") } else { format!("**{title}**") };
    format!("\n{title}\n\n| field | type | |\n|---|---|---|\n{rows}")
}

fn add_rows(api: &Value, schema: &Value, prefix: &str, depth: usize, rows: &mut String) {
    let schema = resolved(api, schema);
    let Some(properties) = schema["properties"].as_object().filter(|_| depth < 5) else { return };
    for (name, property) in properties {
        let needed = schema["required"].as_array().is_some_and(|all| all.iter().any(|one| one == name));
        let kind = kind(api, property) + if needed { "" } else { ", optional" };
        let about = if property["description"].is_string() {
            &property["description"]
        } else {
            &resolved(api, property)["description"]
        };
        rows.push_str(&format!("| `{prefix}{name}` | {kind} | {} |\n", cell(about)));
        let inner = resolved(api, property);
        match inner["items"].as_object() {
            Some(_) => add_rows(api, &inner["items"], &format!("{prefix}{name}[]."), depth + 1, rows),
            None => add_rows(api, inner, &format!("{prefix}{name}."), depth + 1, rows),
        }
    }
}

/// The schema behind a reference, or the one that is not null of two.
fn resolved<'a>(api: &'a Value, schema: &'a Value) -> &'a Value {
    let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array()).into_iter().flatten();
    if let Some(real) = choices.clone().find(|one| one["type"] != "null") {
        return resolved(api, real);
    }
    match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/components/schemas/")) {
        Some(name) => resolved(api, &api["components"]["schemas"][name]),
        None => schema,
    }
}

fn kind(api: &Value, schema: &Value) -> String {
    let schema = resolved(api, schema);
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(|value| format!("`{}`", text(value))).collect::<Vec<_>>().join(" or ");
    }
    let names = match &schema["type"] {
        Value::Array(names) => names.iter().map(text).filter(|name| name != "null").collect::<Vec<_>>().join(" or "),
        name => text(name),
    };
    match schema["format"].as_str() {
        Some("date-time") => "time".into(),
        Some("uuid") => "id".into(),
        _ if names.is_empty() => "any".into(),
        _ => names,
    }
}

fn cell(description: &Value) -> String {
    one_line(&text(description)).replace('|', "\\|")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
