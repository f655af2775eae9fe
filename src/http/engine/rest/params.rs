//! Query parameters: everything that is wrong is told at once; what Zoom does not know is passed over.

use super::error::FieldError;
use super::{RestError, window::Window, window::window};
use crate::domain::Time;
use axum::extract::Query;
use axum::http::Uri;
use std::collections::HashMap;

/// Rows in a page (Zoom reference §9.2).
const PAGE_SIZES: std::ops::RangeInclusive<u32> = 30..=300;
const USUAL_PAGE: u32 = 30;

/// The parameters of one request, and what was found wrong with them.
pub struct Params {
    given: HashMap<String, String>,
    wrong: Vec<FieldError>,
}

impl Params {
    /// # Errors
    /// 300, if the query is no query at all.
    pub fn of(uri: &Uri) -> Result<Self, RestError> {
        let wrong = FieldError { field: "query", message: "It cannot be read." };
        let given = Query::<HashMap<String, String>>::try_from_uri(uri);
        let Query(given) = given.map_err(|_| RestError::Validation(vec![wrong]))?;
        Ok(Self { given, wrong: Vec::new() })
    }

    /// An empty value is none.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub fn page_size(&mut self) -> u32 {
        let size = self.text("page_size").map_or(Ok(USUAL_PAGE), str::parse);
        match size {
            Ok(size) if PAGE_SIZES.contains(&size) => size,
            _ => {
                self.wrong.push(FieldError { field: "page_size", message: "Use a number from 30 to 300." });
                USUAL_PAGE
            }
        }
    }

    /// The first of `choices` unless another is given.
    pub fn choice(&mut self, field: &'static str, message: &'static str, choices: [&'static str; 2]) -> &'static str {
        let given = self.text(field).unwrap_or(choices[0]);
        match choices.into_iter().find(|choice| *choice == given) {
            Some(choice) => choice,
            None => {
                self.wrong.push(FieldError { field, message });
                choices[0]
            }
        }
    }

    /// `from` and `to`, as they are meant at `now`.
    pub fn window(&mut self, now: Time) -> Option<Window> {
        let window = window(self.text("from"), self.text("to"), now);
        window.map_err(|wrong| self.wrong.extend(wrong)).ok()
    }

    /// # Errors
    /// 300, if anything was wrong.
    pub fn check(&self) -> Result<(), RestError> {
        if self.wrong.is_empty() { Ok(()) } else { Err(RestError::Validation(self.wrong.clone())) }
    }
}
