//! What the console's lists do: live sessions, the history and taking it away, views that people keep.

use super::{Broker, Error};
use crate::domain::role::{Action, Whose};
use crate::domain::timeline::{Kind, NewEntry};
use crate::domain::{SavedViewId, Session};
use crate::identity::Caller;
use crate::store::{HistoryFilter, HistoryPage, LiveSession, SavedView, ViewedList};
use serde_json::{Map, Value, json};

/// Sessions on their way out, as a file. Who stops reading has to say [`Exporting::ended`], too.
pub struct Exporting {
    broker: Broker,
    caller: Caller,
    filter: Option<HistoryFilter>,
    sessions: u64,
}

/// Sessions in one read of the database: few enough that nobody waits behind it.
const BATCH: u32 = 500;

impl Broker {
    /// Every live session, the newest first, in few words. For whoever may list everyone's.
    pub async fn live_list(&self) -> Result<Vec<LiveSession>, Error> {
        Ok(self.0.store.live_list().await?)
    }

    /// Ended sessions: everyone's for supervisors, their own for agents.
    pub async fn history(&self, caller: &Caller, mut filter: HistoryFilter) -> Result<HistoryPage, Error> {
        if !caller.role().may(Action::ListSessions(Whose::Anyones)) {
            filter.agent = Some(caller.agent.id);
        }
        Ok(self.0.store.history(&filter).await?)
    }

    /// Begins to take sessions away, which is written down before the first leaves.
    pub async fn export(&self, caller: &Caller, filter: HistoryFilter, format: &str) -> Result<Exporting, Error> {
        let data = json!({ "format": format, "by": narrowed_by(&filter) });
        self.0.store.append(vec![self.list_entry(caller, Kind::ExportStarted, data)]).await?;
        let filter = HistoryFilter { limit: BATCH, after: None, ..filter };
        Ok(Exporting { broker: self.clone(), caller: caller.clone(), filter: Some(filter), sessions: 0 })
    }

    /// Somebody's own views.
    pub async fn views(&self, caller: &Caller) -> Result<Vec<SavedView>, Error> {
        Ok(self.0.store.views_of(caller.agent.id).await?)
    }

    /// Keeps a view. One of the same name is replaced.
    pub async fn save_view(
        &self,
        caller: &Caller,
        list: ViewedList,
        name: String,
        query: String,
    ) -> Result<Vec<SavedView>, Error> {
        let (now, agent) = (self.now(), caller.agent.id);
        let id = SavedViewId::new(now, &*self.0.random);
        let entry = self.list_entry(caller, Kind::ViewSaved, json!({ "list": list.as_str() }));
        self.0.store.put_view(SavedView { id, agent, list, name, query, created_at: now }, entry).await?;
        self.views(caller).await
    }

    /// `false`: this person has no such view.
    pub async fn delete_view(&self, caller: &Caller, id: SavedViewId) -> Result<bool, Error> {
        let entry = self.list_entry(caller, Kind::ViewDeleted, json!({}));
        Ok(self.0.store.delete_view(caller.agent.id, id, entry).await?)
    }

    fn list_entry(&self, caller: &Caller, kind: Kind, data: Value) -> NewEntry {
        let data = match data {
            Value::Object(data) => data,
            _ => Map::new(),
        };
        NewEntry { session: None, at: self.now(), kind, actor: caller.actor(), data, ip: caller.ip }
    }
}

impl Exporting {
    /// The next sessions; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Session>, Error> {
        while let Some(filter) = &self.filter {
            let page = self.broker.history(&self.caller, filter.clone()).await?;
            self.filter = page.next.map(|next| HistoryFilter { after: Some(next), ..filter.clone() });
            self.sessions += page.sessions.len() as u64;
            if !page.sessions.is_empty() {
                return Ok(page.sessions);
            }
        }
        Ok(Vec::new())
    }

    /// How many left so far.
    pub fn sessions(&self) -> u64 {
        self.sessions
    }

    /// Writes down how many left, and whether those were all.
    pub async fn ended(self, complete: bool) -> Result<(), Error> {
        let data = json!({ "sessions": self.sessions, "complete": complete });
        let entry = self.broker.list_entry(&self.caller, Kind::ExportEnded, data);
        Ok(self.broker.0.store.append(vec![entry]).await?)
    }
}

/// What narrows the list, by name: the values may be names of customers, which the trail never holds.
fn narrowed_by(filter: &HistoryFilter) -> Vec<&'static str> {
    let parts = [
        ("text", filter.text.is_some()),
        ("customer", filter.customer.is_some()),
        ("agent", filter.agent.is_some()),
        ("site", filter.site.is_some()),
        ("reason", !filter.reasons.is_empty()),
        ("ticket", filter.ticket.is_some()),
        ("outcome", filter.outcome.is_some()),
        ("from", filter.from.is_some()),
        ("to", filter.to.is_some()),
    ];
    parts.into_iter().filter_map(|(name, given)| given.then_some(name)).collect()
}
