//! The references of the book that are written from the code, the API's and the errors', and one that is held against
//! it, that of the metrics.
//!
//! `make generated` runs these tests with `WRITE_REFERENCES` set; then they write the pages they otherwise compare.

mod api;
mod errors;
mod metrics;

use std::path::Path;

/// Compares a page with what the code says, or writes it.
fn keep_up_to_date(page: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    if std::env::var_os("WRITE_REFERENCES").is_some() {
        std::fs::write(&path, wanted).expect("the page can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{page} is not what the code says: run `make generated` and commit what changed");
}
