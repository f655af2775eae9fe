//! What is held about a customer: found, handed out, erased. Each is an entry of the audit trail that does not say who it was.

use super::Oversight;
use crate::domain::timeline::Kind;
use crate::identity::By;
use crate::store::{Erasure, Held, StoreError, Subject, SubjectData};
use serde_json::{Map, Value, json};

/// Customers found at once.
pub const MOST_FOUND: u32 = 50;

impl Oversight {
    /// Customers by their id, the id of one of their sessions, or a part of their name.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn find_subjects(&self, text: &str) -> Result<Vec<Held>, StoreError> {
        match text.trim() {
            "" => Ok(Vec::new()),
            text => self.0.store.subjects(text, MOST_FOUND).await,
        }
    }

    /// Everything that is held about somebody, to be looked at. `None`: nothing.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn subject(&self, subject: &Subject) -> Result<Option<SubjectData>, StoreError> {
        self.0.store.subject(subject).await
    }

    /// The same as one document, to be handed out. `None`: nothing is held.
    ///
    /// # Errors
    /// The database did not answer.
    pub async fn export_subject(&self, by: &By, subject: &Subject) -> Result<Option<Value>, StoreError> {
        let Some(data) = self.0.store.subject(subject).await? else { return Ok(None) };
        self.note_export(by, "subject", []).await?;
        let tables: Map<_, _> = data.tables.into_iter().map(|(name, rows)| (name.to_owned(), json!(rows))).collect();
        Ok(Some(json!({
            "subject": { "site": subject.site, "userId": subject.user_id },
            "exportedAt": self.now(),
            "tables": tables,
        })))
    }

    /// Forgets who somebody was, everywhere, if none of their sessions is live.
    ///
    /// # Errors
    /// The database did not answer; nothing was erased.
    pub async fn erase_subject(&self, by: &By, subject: &Subject) -> Result<Erasure, StoreError> {
        let data = subject.site.iter().map(|site| ("site".to_owned(), json!(site))).collect();
        let entry = self.entry(by, Kind::SubjectErased, data);
        self.0.store.erase_subject(subject, entry).await
    }
}
