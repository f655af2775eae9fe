//! Hellos, and the limits of what a peer may send.

use super::support::*;
use crate::relay::Limits;
use crate::relay::frame::Dom;
use crate::relay::limits::{CONTROL_MESSAGE, CUSTOMER_MESSAGE};
use crate::relay::socket::{Incoming, SocketError};
use bytes::Bytes;
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn a_hello_that_does_not_come_in_time_is_not_waited_for() {
    let house = House::new();
    let before = Instant::now();
    for client in [house.customer_socket(), house.desk_socket(8)] {
        client.send(Incoming::Ping).await;
        client.ends_with(4408).await;
    }
    assert_eq!(before.elapsed(), Duration::from_secs(5));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_first_frame_is_a_hello_of_its_role() {
    let house = House::new();
    for first in [json!({"type": "leaving"}), json!({"type": "hello", "version": 1}), json!({"type": "made_up"})] {
        let client = house.customer_socket();
        client.control(first).await;
        client.ends_with(1008).await;
    }
    let both = json!({"type": "hello", "version": 1, "start": {"token": "good"}, "resume":
        {"sessionId": house.broker.session, "resumeToken": "resume-0"}});
    let client = house.customer_socket();
    client.control(both).await;
    client.ends_with(1008).await;
    let client = house.customer_socket();
    client.snapshot("A").await;
    client.ends_with(1008).await;
    let client = house.desk_socket(8);
    client.control(start("good")).await;
    client.ends_with(1008).await;
    assert!(house.broker.journal().is_empty());
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn another_version_is_told_so() {
    let house = House::new();
    let mut desk = house.desk_socket(8);
    desk.control(json!({"type": "hello", "version": 2, "token": "ada"})).await;
    assert_eq!(desk.expect("error").await["code"], 1011);
    desk.ends_with(1008).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_broker_gets_origin_and_page_without_query() {
    let house = House::new();
    let mut customer = house.customer_socket();
    customer.control(start("good")).await;
    let welcome = customer.expect("welcome").await;
    assert_eq!(
        welcome,
        json!({"type": "welcome", "sessionId": house.broker.session, "resumeToken": "resume-1", "pincode": "482913",
            "resumed": false, "agents": [], "recoverySeconds": 120, "assets": []})
    );
    assert_eq!(house.broker.journal(), ["customer_hello https://shop.example https://shop.example/form"]);
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_closed_with_the_brokers_code() {
    let house = House::new();
    let mut customer = house.customer_socket();
    customer.control(start("bad")).await;
    assert_eq!(customer.expect("error").await, json!({"type": "error", "code": 2001, "errorMsg": "No."}));
    customer.ends_with(4401).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_sixth_desk_is_told_that_the_room_is_full() {
    let house = House::new();
    let mut desks = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        desks.push(house.desk(name).await);
    }
    let mut sixth = house.desk_socket(8);
    sixth.control(json!({"type": "hello", "version": 1, "token": "f"})).await;
    assert_eq!(sixth.expect("error").await["code"], 1013);
    sixth.ends_with(4403).await;
    assert_eq!(house.registry.counts().desks, 5);
    drop(desks);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn text_and_unknown_types_and_a_second_hello_break_the_rules() {
    let house = House::new();
    for message in [
        Incoming::Text,
        Incoming::Binary(Bytes::from_static(b"X")),
        Incoming::Binary(Bytes::from_static(b"C{\"type\":\"made_up\"}")),
        Incoming::Binary(Bytes::from_static(b"C{\"type\":\"hello\",\"version\":1,\"token\":\"ada\"}")),
    ] {
        let customer = house.customer_socket();
        customer.control(start("good")).await;
        let desk = house.desk("ada").await;
        for mut client in [customer, desk] {
            client.send(message.clone()).await;
            while !matches!(client.next().await, Got::Close(1008)) {}
            assert_eq!(client.ends().await, Some(1008));
        }
    }
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_has_nothing_to_show_and_nothing_to_end_before_it_is_in() {
    let house = House::new();
    let desk = house.desk("ada").await;
    desk.snapshot("A").await;
    desk.ends_with(1008).await;
    let desk = house.desk("ada").await;
    desk.control(json!({"type": "end"})).await;
    desk.ends_with(1008).await;
    assert_eq!(house.broker.count("agent_ended ada"), 0);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_message_may_be_as_big_as_its_limit_and_no_bigger() {
    let house = House::new();
    let increment = Dom::Increment { deflated: false };
    let customer = house.customer().await;
    customer.dom(increment, &vec![0; CUSTOMER_MESSAGE - 2]).await;
    customer.dom(increment, &vec![0; CUSTOMER_MESSAGE - 1]).await;
    customer.ends_with(1009).await;

    let customer = house.customer_again().await;
    let padding = "x".repeat(CONTROL_MESSAGE);
    customer.control(json!({"type": "away", "hidden": true, "padding": padding})).await;
    customer.ends_with(1009).await;

    let desk = house.desk("ada").await;
    desk.control(json!({"type": "leave", "padding": padding})).await;
    desk.ends_with(1009).await;

    let desk = house.desk("ada").await;
    desk.fail(SocketError::TooBig).await;
    desk.ends_with(1009).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_customer_may_send_240_messages_at_once_and_60_a_second() {
    let house = House::new();
    let customer = house.customer().await;
    // the hello was one of them
    for _ in 0..239 {
        customer.increment("x").await;
    }
    sleep(Duration::from_secs(1)).await;
    for _ in 0..60 {
        customer.increment("x").await;
    }
    sleep(Duration::from_millis(1)).await;
    assert_eq!(house.registry.counts().customers, 1);
    customer.increment("x").await;
    customer.ends_with(4429).await;
    house.broker.told("customer_lost").await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_customer_may_send_8_mib_at_once() {
    let house = House::new();
    let customer = house.customer().await;
    for _ in 0..34 {
        customer.dom(Dom::Increment { deflated: false }, &vec![0; 240 * 1024]).await;
    }
    sleep(Duration::from_millis(1)).await;
    assert_eq!(house.registry.counts().customers, 1);
    customer.dom(Dom::Increment { deflated: false }, &vec![0; 240 * 1024]).await;
    customer.ends_with(4429).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_may_send_60_messages_at_once() {
    let house = House::new();
    let desk = house.desk("ada").await;
    for _ in 0..60 {
        desk.send(Incoming::Ping).await;
    }
    desk.ends_with(4429).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_node_without_memory_starts_nothing_new_and_keeps_what_runs() {
    let house = House::with(Limits { memory: 100, ..Limits::default() });
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.snapshot(&"A".repeat(100)).await;
    assert!(matches!(desk.next().await, Got::Dom(_)));

    let mut another = house.customer_socket();
    another.control(start("good")).await;
    assert_eq!(another.expect("error").await["code"], 9999);
    another.ends_with(1013).await;

    let mut again = house.customer_again().await;
    again.expect("record").await;
    customer.ends_with(4409).await;
    drop((again, desk));
    house.ends_empty().await;
}
