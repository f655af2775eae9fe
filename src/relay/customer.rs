//! The life of a customer's connection.

use super::bucket::Bucket;
use super::connection::{Inbox, Reader, Writer, say_goodbye};
use super::control::{self, FromCustomer, HelloCustomer, Reason, VERSION};
use super::events::{BargeInNote, CustomerGrant, CustomerHello, Noted, Whence};
use super::frame::Frame;
use super::limits::{CONTROL_MESSAGE, CUSTOMER_MESSAGE, CUSTOMER_OUTBOX, SEEN_EVERY};
use super::notes;
use super::over::Over;
use super::peer::Peer;
use super::registry::Registry;
use super::room::{Arrival, Document, Room};
use super::socket::{Incoming, Outgoing, Socket, SocketError};
use crate::domain::{AdmissionId, EndReason, SessionId};
use bytes::Bytes;
use futures_util::{Sink, Stream, StreamExt};
use metrics::counter;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, interval_at};

/// A page's address is kept up to this many bytes; the rest is of no use in a timeline.
const PAGE_URL: usize = 2_048;

/// Serves the socket of a customer's page to its end.
/// Returns the close code, if the peer was still there to be told.
pub async fn serve_customer(registry: &Registry, socket: impl Socket, from: Whence) -> Option<u16> {
    let _open = registry.open();
    let (mut sink, stream) = socket.split();
    let (limits, now) = (registry.limits(), Instant::now());
    let messages = Bucket::full(limits.customer_messages, now);
    let bytes = Bucket::full(limits.customer_bytes, now);
    let mut inbox = Inbox::new(stream, messages, Some(bytes), CUSTOMER_MESSAGE);
    match greet(registry, &mut inbox, &from).await {
        Ok((grant, arrival)) => attend(registry, &grant, arrival, inbox, &mut sink).await,
        Err(over) => say_goodbye(&mut sink, &over).await,
    }
}

/// Takes the hello to the broker.
async fn greet<R>(registry: &Registry, inbox: &mut Inbox<R>, from: &Whence) -> Result<(CustomerGrant, Arrival), Over>
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
{
    let (frame, message) = inbox.first(registry).await?;
    let Some(FromCustomer::Hello(hello)) = control_of(frame, &message)? else { return Err(Over::Policy) };
    if hello.version != VERSION {
        return Err(Over::wrong_version());
    }
    let page = hello.page.as_ref().map(|page| without_query(&page.url));
    let page = page.map(str::to_owned);
    let arrival = arrives(&hello);
    let asks = asks_for(*hello)?;
    if matches!(asks, CustomerHello::Start { .. }) && !registry.has_memory() {
        return Err(Over::no_memory());
    }
    let grant = registry.events().customer_hello(asks, from, page.as_deref()).await.map_err(Over::Refused)?;
    Ok((grant, arrival))
}

/// From the welcome to the end.
async fn attend<R, W>(
    registry: &Registry,
    grant: &CustomerGrant,
    arrival: Arrival,
    mut inbox: Inbox<R>,
    sink: &mut W,
) -> Option<u16>
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
    W: Sink<Outgoing, Error = SocketError> + Unpin,
{
    let (peer, outbox) = Peer::new(registry.next_connection(), CUSTOMER_OUTBOX);
    let (seat, asked) = match registry.enter_customer(peer.clone(), grant, arrival) {
        Ok(entered) => entered,
        Err(over) => return say_goodbye(sink, &over).await,
    };
    let pulse = inbox.pulse();
    let room = seat.room.clone();
    inbox.measure(move |milliseconds| room.pulse.store(milliseconds, Ordering::Relaxed));
    let mut writer = Writer::new(sink, outbox, Reader::customer(seat.room.clone(), peer.clone()));
    let over = tokio::select! {
        biased;
        over = registry.shut_down() => over,
        over = peer.closed() => over,
        over = pulse.beat(&peer) => over,
        over = report(registry, grant.session, asked) => over,
        over = listen(registry, grant, &seat.room, &peer, inbox) => over,
        over = writer.run() => over,
    };
    let left = seat.leave();
    let (code, ()) = tokio::join!(writer.goodbye(&over), async {
        if left {
            lost(registry, grant.session).await;
        }
    });
    drop(seat);
    code
}

/// Tells the broker what it should know of a page that is simply there.
async fn report(registry: &Registry, session: SessionId, asked: Vec<AdmissionId>) -> Over {
    for admission in asked {
        registry.events().consent_asked(session, admission).await;
    }
    let mut ticks = interval_at(Instant::now() + SEEN_EVERY, SEEN_EVERY);
    loop {
        ticks.tick().await;
        registry.events().customer_seen(session).await;
    }
}

async fn listen<R>(
    registry: &Registry,
    grant: &CustomerGrant,
    room: &Arc<Room>,
    peer: &Peer,
    mut inbox: Inbox<R>,
) -> Over
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
{
    let mut is_kept = false;
    loop {
        let next = inbox.next().await;
        if next.is_ok() && !std::mem::replace(&mut is_kept, true) {
            keep(registry, grant);
        }
        let heard = match next {
            Ok((frame, message)) => hear(registry, room, peer, frame, message),
            Err(over) => Err(over),
        };
        if let Err(over) = heard {
            return over;
        }
    }
}

fn hear(registry: &Registry, room: &Arc<Room>, peer: &Peer, frame: Frame, message: Bytes) -> Result<(), Over> {
    if let Frame::Dom(dom) = frame {
        counter!("relay_frames_total", "direction" => "in", "kind" => dom.name()).increment(1);
        counter!("relay_bytes_total", "direction" => "in", "kind" => dom.name()).increment(message.len() as u64);
        return room.feed.push(peer.id, dom, message);
    }
    match control_of(frame, &message)? {
        Some(FromCustomer::Consent { admission_id, allow }) => {
            if room.answered(peer.id, admission_id) {
                decide(registry, room, admission_id, allow);
            }
        }
        Some(FromCustomer::Leaving) => return Err(Over::Left),
        Some(FromCustomer::End) => {
            // the customer's word holds at once, whatever the broker has to do for it
            room.feed.end();
            end(registry, room.session);
        }
        Some(said) => {
            if !room.customer_says(peer.id, said) {
                return Err(Over::Policy);
            }
            notes::tell(room, registry.events());
        }
        None => return Err(Over::Policy),
    }
    Ok(())
}

/// Whatever a page says after its welcome shows that the welcome came, and with it the resume token. In a task of its
/// own, because nobody waits for it.
fn keep(registry: &Registry, grant: &CustomerGrant) {
    let (events, session, token) = (registry.events().clone(), grant.session, grant.resume_token.clone());
    tokio::spawn(async move { events.customer_kept(session, &token).await });
}

/// Ends the session for the customer. In a task of its own, because the end closes the connection that asked for it.
fn end(registry: &Registry, session: SessionId) {
    let registry = registry.clone();
    tokio::spawn(async move {
        registry.events().customer_ended(session).await;
        registry.end(session, EndReason::CustomerEnded);
    });
}

/// Tells the broker of an answer, and acts on it. In a task of its own: the answer belongs to the admission, whichever
/// connections come and go meanwhile.
pub(super) fn decide(registry: &Registry, room: &Arc<Room>, admission: AdmissionId, allow: bool) {
    let (events, room) = (registry.events().clone(), room.clone());
    tokio::spawn(async move {
        match events.consent_answered(room.session, admission, allow).await {
            // somebody who watches goes on watching
            Ok(_) if !allow && room.goes_on_watching(admission, Reason::Denied) => {
                room.notes.add(Noted::BargeIn(admission, BargeInNote::Denied));
                notes::tell(&room, &events);
            }
            Ok(_) if !allow => room.close_desk(admission, Over::ConsentDenied),
            // the desk went while the broker wrote; it was told so before it knew of the joining
            Ok(consented) if !room.join(admission, consented.mode) => {
                events.desk_gone(room.session, admission, super::events::DeskGone::Lost).await;
            }
            Ok(consented) => {
                room.handed_over(&consented.handed_over, admission);
                notes::tell(&room, &events);
            }
            Err(_) if room.goes_on_watching(admission, Reason::Full) => {}
            Err(denied) => room.close_desk(admission, Over::Refused(denied)),
        }
    });
}

/// Reports the loss. The next page may have come while the broker wrote; then the loss is not the last word.
async fn lost(registry: &Registry, session: SessionId) {
    registry.events().customer_lost(session).await;
    if registry.room(session).is_some_and(|room| room.has_customer()) {
        registry.events().customer_seen(session).await;
    }
}

fn control_of(frame: Frame, message: &Bytes) -> Result<Option<FromCustomer>, Over> {
    match frame {
        Frame::Control(_) if message.len() > CONTROL_MESSAGE => Err(Over::TooBig),
        Frame::Control(fields) => Ok(control::read_customer(fields)),
        Frame::Dom(_) => Ok(None),
    }
}

fn asks_for(hello: HelloCustomer) -> Result<CustomerHello, Over> {
    match (hello.start, hello.resume) {
        (Some(start), None) => Ok(CustomerHello::Start { token: start.token, custom_pin: start.custom_pin_code }),
        (None, Some(resume)) => {
            Ok(CustomerHello::Resume { session: resume.session_id, resume_token: resume.resume_token })
        }
        _ => Err(Over::Policy),
    }
}

fn arrives(hello: &HelloCustomer) -> Arrival {
    let page = hello.page.as_ref();
    let document = Document {
        id: page.map(|page| page.id.clone()).unwrap_or_default(),
        tab: page.map(|page| page.tab.clone()).unwrap_or_default(),
    };
    Arrival { document, abilities: hello.abilities }
}

/// The SDK sends no query; a page that speaks for itself may.
fn without_query(url: &str) -> &str {
    let end = url.find(['?', '#']).unwrap_or(url.len()).min(PAGE_URL);
    &url[..url.floor_char_boundary(end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_known_without_query_and_fragment() {
        assert_eq!(without_query("https://a.example/x?card=1#top"), "https://a.example/x");
        assert_eq!(without_query("https://a.example/#?"), "https://a.example/");
        let long = format!("https://a.example/{}", "ü".repeat(PAGE_URL));
        assert!(without_query(&long).len() <= PAGE_URL);
    }
}
