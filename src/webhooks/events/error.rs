use crate::domain::webhook::{LONGEST_DESCRIPTION, LONGEST_URL, MOST_ENDPOINTS};
use crate::store::StoreError;
use crate::webhooks::Unfit;

/// Why something about webhooks did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such webhook")]
    NoSuchWebhook,
    /// It is another endpoint's, or its event is forgotten.
    #[error("this webhook has no such delivery")]
    NoSuchDelivery,
    #[error("this is not an address such as https://crm.example/hooks, of at most {LONGEST_URL} characters")]
    NotAnAddress,
    #[error("this address cannot be told: {0}")]
    Unfit(#[from] Unfit),
    #[error("use at most {LONGEST_DESCRIPTION} characters")]
    DescriptionTooLong,
    #[error("there are {MOST_ENDPOINTS} webhooks already; remove one that is not used")]
    TooMany,
    /// Nothing is put into the outbox of an endpoint that is told nothing.
    #[error("this webhook is disabled; enable it first")]
    Disabled,
    /// Nothing was changed.
    #[error("somebody else changed this webhook at the same time; look at it and try again")]
    ChangedMeanwhile,
    #[error(transparent)]
    Store(#[from] StoreError),
}
