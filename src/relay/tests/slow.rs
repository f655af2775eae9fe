//! A slow desk costs itself, never the others.

use super::support::*;
use crate::relay::frame::Dom;
use crate::relay::limits::DESK_OUTBOX;
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, sleep};

const INCREMENT: Dom = Dom::Increment { deflated: false };

#[tokio::test(start_paused = true)]
async fn a_reader_that_never_reads_is_closed_and_the_others_lose_nothing() {
    let house = House::new();
    house.broker.ask_nobody();
    let customer = house.customer().await;
    let mut stuck = house.desk_socket(2);
    stuck.hello("stuck").await;
    stuck.expect("joined").await;
    let mut fast = Vec::new();
    for name in ["a", "b", "c", "d"] {
        fast.push(house.desk(name).await.collect());
    }
    customer.snapshot("0").await;
    let before = Instant::now();
    for frame in 0..750 {
        customer.increment(&frame.to_string()).await;
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(house.registry.counts().desks, 4);
    assert_eq!(stuck.ends().await, Some(1013));
    assert!(before.elapsed() < Duration::from_secs(16));
    house.broker.told("desk_gone stuck Lost").await;

    house.registry.shutdown();
    for desk in fast {
        let seen = desk.await.expect("no panic");
        let expected: Vec<_> =
            std::iter::once("S:0".to_owned()).chain((0..750).map(|frame| format!("I:{frame}"))).collect();
        assert_eq!(seen, expected);
    }
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_lagging_desk_skips_to_a_fresh_snapshot() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let mut customer = house.customer().await;
    let mut slow = house.desk_socket(4);
    slow.hello("slow").await;
    slow.expect("joined").await;
    let quick = house.desk("quick").await.collect();
    slow.expect("agent_joined").await;
    customer.expect("agent_joined").await;
    customer.expect("record").await;
    customer.expect("agent_joined").await;

    customer.snapshot("A").await;
    for _ in 0..600 {
        customer.dom(INCREMENT, &[b'x'; 4_096]).await;
    }
    // not for as long as a stuck one
    sleep(Duration::from_secs(5)).await;
    let mut seen = 0;
    while house.registry.counts().desks == 2 && seen < 70 {
        assert!(matches!(slow.next().await, Got::Dom(_)));
        seen += 1;
    }
    customer.expect("record").await;
    customer.snapshot("B").await;
    customer.increment("y").await;
    sleep(Duration::from_millis(10)).await;
    while slow.next().await != Got::Dom("S:B".into()) {
        seen += 1;
    }
    slow.sees("I:y").await;
    assert!(seen < 300, "{seen} frames were written before the jump");

    drop(customer);
    house.registry.shutdown();
    assert_eq!(quick.await.expect("no panic").len(), 1 + 600 + 2);
    slow.expect("customer_lost").await;
    slow.ends_with(1012).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_late_joiner_with_much_to_read_does_not_trouble_the_page() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let mut customer = house.customer().await;
    let ada = house.desk("ada").await.collect();
    customer.expect("agent_joined").await;
    customer.expect("record").await;
    customer.snapshot(&"A".repeat(500_000 / 4)).await;
    for _ in 0..700 {
        customer.dom(INCREMENT, &[b'x'; 1_024]).await;
    }
    let mut late = house.desk_socket(1);
    late.hello("late").await;
    late.expect("joined").await;
    for _ in 0..701 {
        assert!(matches!(late.next().await, Got::Dom(_)));
    }
    customer.expect("agent_joined").await;
    customer.hears_nothing().await;
    drop((customer, late));
    house.registry.shutdown();
    assert_eq!(ada.await.expect("no panic").len(), 701);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_full_outbox_drops_pointers() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let customer = house.customer().await;
    let mut desk = house.desk_socket(1);
    desk.hello("ada").await;
    desk.expect("joined").await;
    customer.snapshot("A").await;
    desk.sees("S:A").await;
    for _ in 0..4 * DESK_OUTBOX {
        customer.pointer("p").await;
    }
    customer.increment("x").await;
    sleep(Duration::from_secs(1)).await;
    let desk = desk.collect();
    sleep(Duration::from_secs(1)).await;
    house.registry.shutdown();
    let seen = desk.await.expect("no panic");
    let pointers = seen.iter().filter(|frame| *frame == "E:p").count();
    assert!(pointers <= 2 * DESK_OUTBOX, "one outbox full was on its way, one waited; {pointers} came");
    assert_eq!(seen.len() - pointers, 1, "the increment was not dropped");
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_full_outbox_of_control_frames_closes_the_desk() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let customer = house.customer().await;
    let mut desk = house.desk_socket(1);
    desk.hello("ada").await;
    desk.expect("joined").await;
    for _ in 0..DESK_OUTBOX + 8 {
        customer.control(json!({"type": "away", "hidden": true})).await;
    }
    assert_eq!(desk.ends().await, Some(1013));
    drop(customer);
    house.ends_empty().await;
}
