use crate::domain::site::MOST_ORIGINS;
use crate::domain::{Origin, SiteId};
use crate::store::StoreError;

/// Why something about host sites did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is a site with the id {0} already")]
    Taken(SiteId),
    #[error("the origin {origin} belongs to the site {site} already")]
    OriginTaken { origin: Origin, site: SiteId },
    #[error("a site needs an origin, such as https://www.example.com")]
    NoOrigin,
    #[error("a site has {MOST_ORIGINS} origins at most")]
    TooManyOrigins,
    /// Its pages are listened to anyway.
    #[error("the origin {0} is the address of this service itself")]
    OwnOrigin(Origin),
    #[error("what may be seen (--unmask-css) is only for a site that is private by default")]
    NothingToOpen,
    #[error("there is no site with the id {0}")]
    NoSuchSite(SiteId),
    /// Nothing was changed.
    #[error("somebody else changed the site {0} at the same time; look at it and try again")]
    ChangedMeanwhile(SiteId),
    #[error(transparent)]
    Store(#[from] StoreError),
}
