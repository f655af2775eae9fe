//! The life of a desk's connection.

use super::asking;
use super::bucket::Bucket;
use super::connection::{Inbox, Reader, Writer, say_goodbye};
use super::control::{self, FromDesk, Reason, ToDesk, VERSION};
use super::customer::decide;
use super::events::{DeskGrant, DeskHello};
use super::frame::Frame;
use super::limits::{CONTROL_MESSAGE, DESK_OUTBOX, RECHECK_EVERY};
use super::notes;
use super::over::Over;
use super::peer::{ConnectionId, Peer};
use super::registry::Registry;
use super::room::{Entered, Manners, NOT_MEASURED, Room};
use super::seat::Seat;
use super::socket::{Incoming, Outgoing, Socket, SocketError};
use crate::domain::{AdmissionId, EndReason};
use futures_util::{Sink, Stream, StreamExt};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::time::{Instant, interval_at};

/// Serves the socket of a desk to its end. `ip` is for the throttles. Returns the close code, if the peer was still there to be told.
pub async fn serve_desk(registry: &Registry, socket: impl Socket, ip: Option<IpAddr>) -> Option<u16> {
    let _open = registry.open();
    let (mut sink, stream) = socket.split();
    let messages = Bucket::full(registry.limits().desk_messages, Instant::now());
    let mut inbox = Inbox::new(stream, messages, None, CONTROL_MESSAGE);
    match greet(registry, &mut inbox, ip).await {
        Ok(grant) => attend(registry, &grant, inbox, &mut sink).await,
        Err(over) => say_goodbye(&mut sink, &over).await,
    }
}

/// Takes the hello to the broker.
async fn greet<R>(registry: &Registry, inbox: &mut Inbox<R>, ip: Option<IpAddr>) -> Result<DeskGrant, Over>
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
{
    let (frame, _) = inbox.first(registry).await?;
    match control_of(frame) {
        Some(FromDesk::Hello { version, .. }) if version != VERSION => Err(Over::wrong_version()),
        Some(FromDesk::Hello { token, pincode, seat, .. }) => {
            let hello = shown(token, pincode, seat)?;
            registry.events().desk_hello(hello, ip).await.map_err(Over::Refused)
        }
        _ => Err(Over::Policy),
    }
}

fn shown(token: Option<String>, pincode: Option<String>, seat: Option<String>) -> Result<DeskHello, Over> {
    match (token, pincode, seat) {
        (Some(token), pincode, None) => Ok(DeskHello::Token { token, pincode }),
        (None, None, Some(seat)) => Ok(DeskHello::Seat(seat)),
        _ => Err(Over::Policy),
    }
}

/// Tells a desk how long the ways are: from here to it and back, and from here to the customer and back.
fn tells_pulse(room: Arc<Room>, peer: Peer) -> impl Fn(u32) + Send + 'static {
    move |desk_ms| {
        let customer = room.pulse.load(Ordering::Relaxed);
        let customer_ms = (customer != NOT_MEASURED).then_some(customer);
        // one that is slow already has worse worries
        let _ = peer.offer(Frame::control(&ToDesk::Pulse { desk_ms, customer_ms }));
    }
}

/// From the welcome to the end.
async fn attend<R, W>(registry: &Registry, grant: &DeskGrant, mut inbox: Inbox<R>, sink: &mut W) -> Option<u16>
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
    W: Sink<Outgoing, Error = SocketError> + Unpin,
{
    let (peer, outbox) = Peer::new(registry.next_connection(), DESK_OUTBOX);
    let (seat, entered) = match registry.enter_desk(peer.clone(), grant) {
        Ok(entered) => entered,
        Err(over) => return say_goodbye(sink, &over).await,
    };
    if entered.decide {
        decide(registry, &seat.room, grant.admission, true);
    }
    let pulse = inbox.pulse();
    inbox.measure(tells_pulse(seat.room.clone(), peer.clone()));
    let mut writer = Writer::new(sink, outbox, Reader::desk(seat.room.clone(), peer.clone()));
    let over = tokio::select! {
        biased;
        over = registry.shut_down() => over,
        over = peer.closed() => over,
        over = pulse.beat(&peer) => over,
        over = check(registry, grant, &entered) => over,
        over = listen(registry, &seat, peer.id, grant, inbox) => over,
        over = writer.run() => over,
    };
    let left = seat.leave();
    let (code, ()) = tokio::join!(writer.goodbye(&over), async {
        if left {
            gone(registry, grant, &over).await;
        }
    });
    drop(seat);
    code
}

/// Asks whether this desk may go on, every minute and when told to.
async fn check(registry: &Registry, grant: &DeskGrant, entered: &Entered) -> Over {
    let events = registry.events();
    if entered.asked {
        events.consent_asked(grant.session, grant.admission).await;
    }
    let mut ticks = interval_at(Instant::now() + RECHECK_EVERY, RECHECK_EVERY);
    loop {
        tokio::select! {
            biased;
            () = entered.recheck.notified() => {}
            _ = ticks.tick() => {}
        }
        if !events.desk_still_allowed(grant.session, grant.admission).await {
            return Over::Revoked;
        }
    }
}

async fn listen<R>(registry: &Registry, seat: &Seat, id: ConnectionId, grant: &DeskGrant, mut inbox: Inbox<R>) -> Over
where
    R: Stream<Item = Result<Incoming, SocketError>> + Unpin,
{
    let mut manners = Manners::new(Instant::now());
    loop {
        let frame = match inbox.next().await {
            Ok((frame, _)) => frame,
            Err(over) => return over,
        };
        match control_of(frame) {
            Some(FromDesk::Leave) => return Over::Left,
            // only who is in may end it for everybody
            Some(FromDesk::End) if seat.room.is_joined(grant.admission, id) => {
                end(registry, grant);
            }
            Some(FromDesk::Colleagues { n, text }) => {
                if manners.searches.take(1.0, Instant::now()) && seat.room.is_helping(grant.admission, id) {
                    asking::search(registry, seat, id, grant.admission, n, text);
                }
            }
            Some(FromDesk::Invite { n, asked }) if seat.room.is_helping(grant.admission, id) => {
                match manners.asks.take(1.0, Instant::now()) {
                    true => asking::invite(registry, seat, id, grant.admission, n, asked),
                    false => asking::refuse(&seat.room, grant.admission, id, n, Reason::Full),
                }
            }
            Some(FromDesk::InviteWithdraw { invite_id }) => {
                if seat.room.is_helping(grant.admission, id) {
                    asking::withdraw(registry, seat.room.session, grant.admission, invite_id);
                }
            }
            Some(FromDesk::BargeIn) => {
                if manners.asks.take(1.0, Instant::now()) && seat.room.is_joined(grant.admission, id) {
                    barge_in(registry, &seat.room, grant.admission);
                }
            }
            // of who watches: `desk_says` refuses it; of who is not in: dropped
            Some(said @ FromDesk::Invite { .. }) if seat.room.is_joined(grant.admission, id) => {
                seat.room.desk_says(grant.admission, id, said, &mut manners);
            }
            Some(FromDesk::Invite { .. }) => {}
            Some(said) => {
                if !seat.room.desk_says(grant.admission, id, said, &mut manners) {
                    return Over::Policy;
                }
                notes::tell(&seat.room, registry.events());
            }
            None => return Over::Policy,
        }
    }
}

/// A supervisor who watches asks to help.
pub(super) fn barge_in(registry: &Registry, room: &Arc<Room>, admission: AdmissionId) {
    if room.asks_to_help(admission) {
        decide(registry, room, admission, true);
    }
    notes::tell(room, registry.events());
}

/// Ends the session for everybody. In a task of its own, because the end closes the connection that asked for it.
fn end(registry: &Registry, grant: &DeskGrant) {
    let (registry, session, admission) = (registry.clone(), grant.session, grant.admission);
    tokio::spawn(async move {
        registry.events().agent_ended(session, admission).await;
        registry.end(session, EndReason::AgentEnded);
    });
}

/// Reports that the desk went. If its next connection came while the broker wrote, the broker may now take that for
/// gone too; it is sent away to come again, and then said hello for after this.
async fn gone(registry: &Registry, grant: &DeskGrant, over: &Over) {
    registry.events().desk_gone(grant.session, grant.admission, over.desk_gone()).await;
    if let Some(room) = registry.room(grant.session) {
        room.close_desk(grant.admission, Over::TooSlow);
    }
}

fn control_of(frame: Frame) -> Option<FromDesk> {
    match frame {
        Frame::Control(fields) => control::read_desk(fields),
        Frame::Dom(_) => None,
    }
}
