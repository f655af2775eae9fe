//! Server-sent events.

use super::PATIENCE;
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::Value;
use tokio::time::timeout;

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub name: String,
    pub data: Value,
}

pub struct Stream {
    chunks: BoxStream<'static, reqwest::Result<bytes::Bytes>>,
    unread: String,
}

impl Stream {
    pub fn new(response: reqwest::Response) -> Self {
        Self { chunks: response.bytes_stream().boxed(), unread: String::new() }
    }

    /// The next event; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Event> {
        timeout(PATIENCE, self.read()).await.expect("an event, or the end of the stream")
    }

    async fn read(&mut self) -> Option<Event> {
        loop {
            while let Some((block, rest)) = self.unread.split_once("\n\n") {
                let (event, rest) = (parsed(block), rest.to_owned());
                self.unread = rest;
                if event.is_some() {
                    return event;
                }
            }
            let chunk = self.chunks.next().await?.ok()?;
            self.unread.push_str(std::str::from_utf8(&chunk).expect("events are UTF-8"));
        }
    }
}

/// Comments keep the connection alive and say nothing.
fn parsed(block: &str) -> Option<Event> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let data = serde_json::from_str(field("data:")?).expect("data is JSON");
    Some(Event { name: field("event:")?.to_owned(), data })
}
