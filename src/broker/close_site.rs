//! Closing a site for good: nothing begins there any more, and what lives there ends, if somebody asks for that.

use super::{Broker, Error};
use crate::domain::{SessionId, SiteId};
use crate::identity::Caller;
use futures_util::{StreamExt, TryStreamExt, stream};

/// Ended at the same time; the writer commits them in groups.
const AT_ONCE: usize = 16;

/// Looks for what began while the last look was under way. Its pages are refused by then, so one more finds nothing.
const MOST_LOOKS: usize = 5;

impl Broker {
    /// How many sessions of this site are live.
    pub async fn live_at(&self, site: &SiteId) -> Result<usize, Error> {
        Ok(self.sessions_at(site).await?.len())
    }

    /// Ends every live session of this site, each as by [`Broker::revoke`], with an entry of its own; says how many.
    ///
    /// # Errors
    /// One could not be ended; some may have been.
    pub async fn end_sessions_at(&self, caller: &Caller, site: &SiteId) -> Result<usize, Error> {
        let mut ended = 0;
        for _ in 0..MOST_LOOKS {
            let live = self.sessions_at(site).await?;
            if live.is_empty() {
                break;
            }
            ended += live.len();
            let end = |id| async move { self.revoke(caller, id, None).await.map(drop) };
            stream::iter(live).map(end).buffer_unordered(AT_ONCE).try_collect::<()>().await?;
        }
        Ok(ended)
    }

    async fn sessions_at(&self, site: &SiteId) -> Result<Vec<SessionId>, Error> {
        let live = self.0.store.live_list().await?;
        Ok(live.into_iter().filter(|session| session.site.as_ref() == Some(site)).map(|session| session.id).collect())
    }
}
