//! Which scope a key needs at which route (ADR 41). The description of the API says it, and is what is asked: a route
//! that names none there takes no key with scopes, so a new route cannot be forgotten.

use crate::domain::Scope;
use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use serde_json::Value;
use std::collections::HashMap;
use utoipa::openapi::OpenApi;

/// The scope of each route that takes keys.
#[derive(Debug)]
pub struct RouteScopes(HashMap<(String, String), Scope>);

impl RouteScopes {
    /// # Panics
    /// If a route names something that is no scope: a slip in its description.
    pub fn of(api: &OpenApi) -> Self {
        let described = serde_json::to_value(api).expect("a description is plain JSON");
        let paths = described["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let item = item.as_object().into_iter().flatten();
            item.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
        });
        let scoped = operations.filter_map(|(method, path, operation)| {
            named(operation).map(|scope| ((method, path), scope.parse().unwrap_or_else(|why| panic!("{why}"))))
        });
        Self(scoped.collect())
    }

    /// What a key needs for this request; `None`: nobody said, so only a key for everything will do.
    pub fn needed(&self, parts: &Parts) -> Option<Scope> {
        let path = parts.extensions.get::<MatchedPath>()?.as_str().to_owned();
        let method = if parts.method == Method::HEAD { Method::GET } else { parts.method.clone() };
        self.0.get(&(method.to_string(), path)).copied()
    }

    /// Every route that takes keys: method, path, scope.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str, Scope)> {
        self.0.iter().map(|((method, path), scope)| (method.as_str(), path.as_str(), *scope))
    }
}

fn named(operation: &Value) -> Option<&str> {
    let ways = operation["security"].as_array()?;
    ways.iter().find_map(|way| way["apiKey"].get(0)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_that_takes_keys_names_one_scope() {
        let api = serde_json::to_value(crate::http::description()).unwrap();
        for (path, item) in api["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let ways = operation["security"].as_array().cloned().unwrap_or_default();
                for key in ways.iter().filter_map(|way| way.get("apiKey")) {
                    assert_eq!(
                        key.as_array().map(Vec::len),
                        Some(1),
                        "{method} {path}: (\"apiKey\" = [\"the:scope\"])"
                    );
                }
            }
        }
        let scopes = RouteScopes::of(&crate::http::description());
        assert!(scopes.all().count() > 8);
    }
}
