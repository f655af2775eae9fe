//! Puts the pages of one list together (Zoom reference §9.2, \[DZ-PAGE\]). Pure.

use super::shapes::Page;
use crate::zoom::ApiError;
use std::collections::HashSet;

/// More pages than a list has: 30,000 rows.
const MOST: usize = 100;

/// What came of a list so far. Rows that come and go while the pages are turned may stand on two of them.
pub struct Pages<T> {
    items: Vec<T>,
    key: fn(&T) -> String,
    known: HashSet<String>,
    tokens: HashSet<String>,
}

impl<T> Pages<T> {
    /// `key`: what makes two rows the same one.
    pub fn new(key: fn(&T) -> String) -> Self {
        Self { items: Vec::new(), key, known: HashSet::new(), tokens: HashSet::new() }
    }

    /// Adds a page: the token of the next one, if there is one.
    ///
    /// # Errors
    /// [`ApiError::Nonsense`], if the list goes in circles or does not end.
    pub fn add(&mut self, page: Page<T>) -> Result<Option<String>, ApiError> {
        let Self { key, known, .. } = self;
        self.items.extend(page.items.into_iter().filter(|item| known.insert(key(item))));
        let Some(token) = page.next else { return Ok(None) };
        if !self.tokens.insert(token.clone()) {
            return Err(ApiError::Nonsense("a page leads to one that was there already".into()));
        }
        if self.tokens.len() >= MOST {
            return Err(ApiError::Nonsense(format!("the list has more than {MOST} pages")));
        }
        Ok(Some(token))
    }

    pub fn into_items(self) -> Vec<T> {
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(items: &[u32], next: Option<&str>) -> Page<u32> {
        Page { items: items.to_vec(), next: next.map(str::to_owned) }
    }

    #[test]
    fn a_list_that_goes_in_circles_or_does_not_end_is_given_up() {
        let mut pages = Pages::new(u32::to_string);
        assert_eq!(pages.add(page(&[1, 2], Some("a"))), Ok(Some("a".into())));
        assert_eq!(pages.add(page(&[2, 3], Some("b"))), Ok(Some("b".into())));
        assert!(pages.add(page(&[4], Some("a"))).unwrap_err().to_string().contains("already"));

        let mut pages = Pages::new(u32::to_string);
        let endless = (0..).map(|turn| pages.add(page(&[], Some(&turn.to_string()))).is_ok());
        assert_eq!(endless.take_while(|ok| *ok).count(), 99);
    }

    proptest! {
        #[test]
        fn every_row_is_there_once_in_the_order_of_the_pages(rows in proptest::collection::vec(0_u32..40, 0..60), size in 1_usize..9) {
            let mut pages = Pages::new(u32::to_string);
            let chunks: Vec<_> = rows.chunks(size).collect();
            for (turn, chunk) in chunks.iter().enumerate() {
                let next = (turn + 1 < chunks.len()).then(|| turn.to_string());
                prop_assert_eq!(pages.add(page(chunk, next.as_deref())).unwrap(), next);
            }
            let mut seen = HashSet::new();
            let once: Vec<u32> = rows.into_iter().filter(|row| seen.insert(*row)).collect();
            prop_assert_eq!(pages.into_items(), once);
        }
    }
}
