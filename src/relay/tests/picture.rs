//! What desks see, in which order, whenever they come.

use super::support::*;
use serde_json::json;
use std::time::Duration;
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{sleep, timeout};

#[tokio::test(start_paused = true)]
async fn a_late_joiner_gets_snapshot_and_increments_without_any_work_of_the_page() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.chunk("A1", true, false).await;
    customer.chunk("A2", false, true).await;
    customer.increment("x").await;
    for frame in ["S:A1", "S:A2", "I:x"] {
        ada.sees(frame).await;
    }
    customer.pointer("p").await;
    ada.sees("E:p").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    assert_eq!(ada.expect("agent_joined").await["agentCount"], 2);
    customer.increment("y").await;
    for frame in ["S:A1", "S:A2", "I:x", "I:y"] {
        bob.sees(frame).await;
    }
    customer.hears_nothing().await;
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_snapshot_in_chunks_replaces_the_log_in_one_step() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.snapshot("A").await;
    customer.increment("x").await;
    ada.sees("S:A").await;
    ada.sees("I:x").await;
    customer.chunk("B1", true, false).await;
    ada.hears_nothing().await;
    let mut bob = house.joined(&mut customer, "bob").await;
    ada.expect("agent_joined").await;
    bob.sees("S:A").await;
    bob.sees("I:x").await;
    customer.chunk("B2", false, true).await;
    customer.increment("y").await;
    for desk in [&mut ada, &mut bob] {
        for frame in ["S:B1", "S:B2", "I:y"] {
            desk.sees(frame).await;
        }
    }
    let mut eve = house.joined(&mut customer, "eve").await;
    for frame in ["S:B1", "S:B2", "I:y"] {
        eve.sees(frame).await;
    }
    drop((customer, ada, bob, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_pointer_is_shown_on_a_picture_or_not_at_all() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.pointer("early").await;
    customer.snapshot("A").await;
    desk.sees("S:A").await;
    customer.pointer(&"p".repeat(20_000)).await;
    customer.pointer("p").await;
    desk.sees("E:p").await;
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn when_the_last_desk_leaves_the_page_rests_and_nothing_is_kept() {
    let house = House::new();
    let mut customer = house.customer().await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    customer.snapshot("A").await;
    bob.sees("S:A").await;
    ada.control(json!({"type": "leave"})).await;
    assert_eq!(
        customer.expect("agent_left").await,
        json!({"type": "agent_left", "userId": "id-ada", "userName": "ada", "agentCount": 1})
    );
    assert_eq!(bob.expect("agent_left").await["agentCount"], 1);
    house.broker.told("desk_gone ada Left").await;
    assert!(house.registry.counts().log_bytes > 0);

    bob.control(json!({"type": "leave"})).await;
    customer.expect("agent_left").await;
    customer.expect("rest").await;
    customer.increment("x").await;
    sleep(Duration::from_millis(10)).await;
    assert_eq!(house.registry.counts().log_bytes, 0);

    let mut eve = house.joined(&mut customer, "eve").await;
    customer.expect("record").await;
    customer.increment("of the recording that rests").await;
    customer.snapshot("B").await;
    eve.sees("S:B").await;
    drop((customer, ada, bob, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_long_log_is_replaced_at_most_every_30_seconds() {
    let house = House::with(unlimited());
    let mut customer = house.customer().await;
    let desk = house.joined(&mut customer, "ada").await.collect();
    customer.expect("record").await;
    customer.snapshot("A").await;
    for _ in 0..5_001 {
        customer.increment("x").await;
    }
    customer.hears_nothing().await;
    sleep(Duration::from_secs(30)).await;
    customer.increment("x").await;
    customer.expect("record").await;
    customer.increment("x").await;
    customer.hears_nothing().await;
    customer.snapshot("B").await;
    sleep(Duration::from_secs(30)).await;
    customer.increment("x").await;
    customer.hears_nothing().await;
    drop(customer);
    house.registry.shutdown();
    assert_eq!(desk.await.expect("no panic").len(), 1 + 5_003 + 1 + 1);
    house.ends_empty().await;
}

/// Desks that come in one by one while `frames` flow; what each of them saw.
async fn flood(house: &House, customer: &mut Client, frames: usize, snapshot_every: usize) -> Vec<Vec<String>> {
    let last = format!("I:{}", frames - 1);
    let mut desks: Vec<JoinHandle<Vec<String>>> = Vec::new();
    for frame in 0..frames {
        if frame % snapshot_every == 0 {
            customer.chunk(&frame.to_string(), true, false).await;
            customer.chunk(&frame.to_string(), false, true).await;
        }
        customer.increment(&frame.to_string()).await;
        if frame % (frames / 5) == frames / 10 {
            desks.push(house.desk(&format!("desk {}", desks.len())).await.collect_until(last.clone()));
        }
        if frame % 7 == 0 {
            yield_now().await;
        }
    }
    let mut seen = Vec::new();
    for desk in desks {
        seen.push(desk.await.expect("no panic"));
    }
    seen
}

/// Checks that a snapshot comes first, and that after each snapshot every frame comes exactly once and in order.
/// A snapshot's payload is the number of the frame after it.
fn check(seen: &[String], frames: usize) {
    let mut next = None;
    let mut chunks = 0;
    for frame in seen {
        let (kind, number) = frame.split_once(':').expect("kind and payload");
        let number: usize = number.parse().expect("a number");
        match kind {
            "S" => {
                chunks += 1;
                assert!(next.is_none_or(|next| number >= next), "{number} was shown already");
                next = Some(number);
            }
            _ => {
                assert_eq!((Some(number), chunks % 2), (next, 0), "a frame twice, lost, or amid a snapshot");
                next = Some(number + 1);
            }
        }
    }
    assert_eq!(next, Some(frames), "the last frame came");
}

#[tokio::test(start_paused = true)]
async fn a_joiner_amid_a_flood_sees_each_frame_once_from_its_snapshot_on() {
    for snapshot_every in [3_000, 97, 3] {
        let house = House::with(unlimited());
        house.broker.ask_nobody();
        let mut customer = house.customer().await;
        // somebody watches from the start, so that the first snapshot is kept
        let mut first = house.desk("desk 0").await;
        first.expect("joined").await;
        let seen = flood(&house, &mut customer, 3_000, snapshot_every).await;
        assert_eq!(seen.len(), 5);
        seen.iter().for_each(|seen| check(seen, 3_000));
        drop((customer, first));
        house.ends_empty().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_joiner_amid_a_flood_sees_each_frame_once_on_several_threads_too() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let mut customer = house.customer().await;
    // somebody watches from the start, so that the first snapshot is kept
    let mut first = house.desk("desk 0").await;
    first.expect("joined").await;
    let flood = flood(&house, &mut customer, 20_000, 20_000);
    let seen = timeout(Duration::from_secs(60), flood).await.expect("every desk sees the last frame");
    seen.iter().for_each(|seen| check(seen, 20_000));
    drop((customer, first));
    house.ends_empty().await;
}
