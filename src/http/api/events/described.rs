//! Events in the API's description: the schemas, and the `webhooks` that tell of them.

use super::shapes::{SCHEMAS, schemas};
use crate::domain::event::EventType;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, Paths};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{Discriminator, OneOfBuilder, Schema};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, PathItem, Ref, RefOr, Required, ResponseBuilder, Type};

/// Describes every type of events, as it is told and as it is read.
pub fn describe(api: &mut OpenApi) {
    let all = &mut api.components.get_or_insert_default().schemas;
    all.extend(schemas());
    all.insert("Event".into(), RefOr::T(event()));
    let mut told = Paths::new();
    for kind in EventType::ALL {
        told.paths.insert(kind.as_str().to_owned(), PathItem::new(HttpMethod::Post, operation(*kind)));
    }
    api.webhooks = Some(told);
}

fn schema_of(kind: &str) -> &'static str {
    SCHEMAS.iter().find(|(known, _)| *known == kind).map_or("Event", |(_, schema)| schema)
}

/// One of those that happen.
fn event() -> Schema {
    let mut discriminator = Discriminator::new("type");
    let mut one_of = OneOfBuilder::new().description(Some("Something that happened; `type` says what."));
    for kind in EventType::numbered().map(EventType::as_str) {
        let schema = schema_of(kind);
        discriminator.mapping.insert(kind.to_owned(), format!("#/components/schemas/{schema}"));
        one_of = one_of.item(Ref::from_schema_name(schema));
    }
    one_of.discriminator(Some(discriminator)).into()
}

fn operation(kind: EventType) -> utoipa::openapi::path::Operation {
    let name = kind.as_str().replace(['.', '_'], " ");
    let body = ContentBuilder::new().schema(Some(Ref::from_schema_name(schema_of(kind.as_str())))).build();
    let taken = ResponseBuilder::new().description(
        "Any 2xx within five seconds: it was taken. Anything else, a redirect as well, is tried again five times within an hour.",
    );
    OperationBuilder::new()
        .operation_id(Some(format!("on_{}", name.replace(' ', "_"))))
        .summary(Some(kind.as_str()))
        .description(Some(kind.about()))
        .tag("events")
        .parameters(Some(headers()))
        .request_body(Some(
            RequestBodyBuilder::new().content("application/json", body).required(Some(Required::True)).build(),
        ))
        .response("2XX", taken)
        .build()
}

fn headers() -> Vec<Parameter> {
    let header = |name: &str, about: &str, kind: Type| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(about))
            .schema(Some(ObjectBuilder::new().schema_type(kind)))
            .build()
    };
    vec![
        header("webhook-id", "The event's `id`, the same at every attempt.", Type::String),
        header(
            "webhook-timestamp",
            "Seconds since 1970 at this attempt; refuse what is more than five minutes away.",
            Type::Integer,
        ),
        header(
            "webhook-signature",
            "One or, while a secret is changed, two signatures with a space between: `v1,` and the base64 of the HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`.",
            Type::String,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_schema() {
        let described: Vec<_> = SCHEMAS.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(described, EventType::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
        let api = crate::http::description();
        let api = serde_json::to_value(api).unwrap();
        for (kind, schema) in SCHEMAS {
            let schema = &api["components"]["schemas"][schema];
            assert_eq!(schema["properties"]["type"]["enum"], serde_json::json!([kind]), "{schema}");
            assert_eq!(schema["required"].as_array().unwrap().len(), 6, "{schema}");
        }
        assert_eq!(api["webhooks"].as_object().unwrap().len(), SCHEMAS.len());
        assert_eq!(api["components"]["schemas"]["Event"]["oneOf"].as_array().unwrap().len(), SCHEMAS.len() - 1);
    }
}
