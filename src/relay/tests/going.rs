//! Leaving, coming back, being replaced, and ends.

use super::support::*;
use crate::domain::EndReason;
use serde_json::json;
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test(start_paused = true)]
async fn a_customer_who_comes_back_shows_a_new_picture() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.snapshot("A").await;
    customer.increment("last").await;
    desk.sees("S:A").await;
    desk.sees("I:last").await;
    drop(customer);
    assert_eq!(desk.expect("customer_lost").await, json!({"type": "customer_lost", "deadlineSeconds": 120}));
    house.broker.told("customer_lost").await;

    let mut customer = house.customer_socket();
    customer.control(resume(house.broker.session, "resume-1")).await;
    let welcome = customer.expect("welcome").await;
    assert_eq!((&welcome["resumed"], &welcome["resumeToken"]), (&json!(true), &json!("resume-2")));
    assert_eq!(welcome["agents"], json!([{"userId": "id-ada", "userName": "ada"}]));
    customer.expect("record").await;
    desk.expect("customer_back").await;
    customer.increment("of an unknown page").await;
    customer.snapshot("B").await;
    desk.sees("S:B").await;
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_page_that_says_it_leaves_is_gone_at_once() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.control(json!({"type": "leaving"})).await;
    customer.ends_with(1000).await;
    desk.expect("customer_lost").await;
    house.broker.told("customer_lost").await;
    drop(desk);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_new_relay_takes_a_session_up_where_the_old_one_died() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    house.registry.shutdown();
    customer.ends_with(1012).await;
    desk.next().await;
    assert_eq!(desk.ends().await, Some(1012));
    let late = house.customer_socket();
    late.ends_with(1012).await;

    let registry = crate::relay::Registry::new(house.broker.clone(), crate::relay::Limits::default());
    let house = House { registry, broker: house.broker };
    let mut desk = house.desk_socket(100);
    let welcome = desk.hello("ada").await;
    assert_eq!((&welcome["consented"], &welcome["customerPresent"]), (&json!(true), &json!(false)));
    desk.expect("joined").await;
    let mut customer = house.customer_again().await;
    customer.expect("record").await;
    desk.expect("customer_back").await;
    customer.snapshot("A").await;
    desk.sees("S:A").await;
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_newer_page_takes_the_place_of_the_older() {
    let house = House::new();
    let mut older = house.customer().await;
    let mut desk = house.joined(&mut older, "ada").await;
    older.expect("record").await;
    older.snapshot("A").await;
    desk.sees("S:A").await;
    let mut newer = house.customer_again().await;
    newer.expect("record").await;
    older.snapshot("stale").await;
    older.ends_with(4409).await;
    desk.expect("customer_back").await;
    newer.snapshot("B").await;
    desk.sees("S:B").await;
    assert_eq!(house.broker.count("customer_lost"), 0);
    drop((newer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_reconnects_keeps_its_consent_and_its_picture() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut older = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.snapshot("A").await;
    older.sees("S:A").await;
    let mut newer = house.desk_socket(100);
    assert_eq!(newer.hello("ada").await["consented"], true);
    newer.expect("joined").await;
    newer.sees("S:A").await;
    older.ends_with(4409).await;
    customer.hears_nothing().await;
    assert_eq!(house.broker.count("desk_gone ada Lost"), 0);

    drop(newer);
    customer.expect("agent_left").await;
    customer.expect("rest").await;
    house.broker.told("desk_gone ada Lost").await;
    let mut again = house.desk("ada").await;
    again.expect("joined").await;
    customer.expect("agent_joined").await;
    customer.expect("record").await;
    drop((customer, again));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_loss_that_is_written_late_is_not_the_last_word() {
    let house = House::new();
    house.broker.hold_losses.send_replace(true);
    let mut customer = house.customer().await;
    let desk = house.joined(&mut customer, "ada").await;
    drop((customer, desk));
    house.broker.told("customer_lost").await;
    house.broker.told("desk_gone ada Lost").await;
    let mut customer = house.customer_again().await;
    let mut desk = house.desk("ada").await;
    desk.expect("joined").await;
    customer.expect("agent_joined").await;
    assert_eq!(house.broker.count("customer_seen"), 0);

    house.broker.hold_losses.send_replace(false);
    house.broker.told("customer_seen").await;
    // its next hello tells the broker that it is there
    desk.ends_with(1013).await;
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn who_joins_while_the_customer_is_gone_sees_nothing_old() {
    let house = House::new();
    house.broker.ask_nobody();
    let mut customer = house.customer().await;
    let mut ada = house.desk("ada").await;
    ada.expect("joined").await;
    customer.snapshot("A").await;
    ada.sees("S:A").await;
    drop(customer);
    ada.expect("customer_lost").await;
    let mut bob = house.desk("bob").await;
    bob.expect("joined").await;
    bob.hears_nothing().await;
    customer = house.customer_again().await;
    customer.snapshot("B").await;
    bob.expect("customer_back").await;
    bob.sees("S:B").await;
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn an_end_reaches_everybody_with_its_reason() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.desk("bob").await;
    bob.expect("asking").await;
    customer.expect("consent_request").await;
    house.registry.end(house.broker.session, EndReason::Revoked);
    house.registry.end(house.broker.session, EndReason::TooLong);
    let ended = json!({"type": "session_ended", "reason": "revoked", "endReason": "The session ended"});
    for client in [&mut customer, &mut ada, &mut bob] {
        assert_eq!(client.expect("session_ended").await, ended);
    }
    for client in [customer, ada, bob] {
        client.ends_with(4410).await;
    }
    assert_eq!(house.registry.counts().rooms, 0);
    let journal = house.broker.journal();
    assert!(!journal.iter().any(|line| line.contains("gone") || line.contains("lost")), "{journal:?}");
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_hello_that_the_end_overtook_opens_nothing() {
    let house = House::new();
    house.registry.end(house.broker.session, EndReason::CustomerLost);
    let mut customer = house.customer_socket();
    customer.control(start("good")).await;
    assert_eq!(customer.expect("session_ended").await["endReason"], "Network connection error");
    customer.ends_with(4410).await;
    let mut desk = house.desk_socket(8);
    desk.control(json!({"type": "hello", "version": 1, "token": "ada"})).await;
    desk.expect("session_ended").await;
    desk.ends_with(4410).await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_customer_and_any_agent_who_is_in_may_end_it() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.control(json!({"type": "end"})).await;
    assert_eq!(desk.expect("session_ended").await["reason"], "customer_ended");
    customer.expect("session_ended").await;
    customer.ends_with(4410).await;
    desk.ends_with(4410).await;
    assert_eq!(house.broker.count("customer_ended"), 1);
    house.ends_empty().await;

    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    desk.control(json!({"type": "end"})).await;
    assert_eq!(customer.expect("session_ended").await["reason"], "agent_ended");
    desk.expect("session_ended").await;
    desk.ends_with(4410).await;
    customer.ends_with(4410).await;
    assert_eq!(house.broker.count("agent_ended ada"), 1);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_misses_two_pings_is_given_up() {
    let house = House::new();
    let mut customer = house.customer().await;
    customer.answers_pings = false;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    let before = Instant::now();
    desk.expect("customer_lost").await;
    assert_eq!(before.elapsed(), Duration::from_secs(60));
    assert_eq!(house.broker.count("customer_seen"), 3);
    assert_eq!(customer.ends().await, None);

    desk.answers_pings = false;
    assert_eq!(desk.next().await, Got::Nothing);
    house.broker.told("desk_gone ada Lost").await;
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_is_checked_every_minute_and_when_people_change() {
    let house = House::new();
    let mut customer = house.customer().await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut ada = tokio::spawn(async move {
        let mut ada = ada;
        let end = ada.next().await;
        (ada, end)
    });
    let customer = customer.collect();
    let bob = house.desk("bob").await.collect();
    sleep(Duration::from_millis(60_100)).await;
    assert_eq!(house.broker.count("desk_still_allowed ada"), 1);
    assert_eq!(house.broker.count("desk_still_allowed bob"), 1);

    house.broker.take_permission("ada");
    house.registry.recheck(house.broker.agent("ada"));
    let (_, end) = (&mut ada).await.expect("no panic");
    assert_eq!(end, Got::Close(4401));
    assert_eq!(house.broker.count("desk_still_allowed bob"), 1);
    house.broker.told("desk_gone ada Left").await;

    house.registry.revoke_admission(house.broker.session, house.broker.admission("bob"));
    bob.await.expect("no panic");
    house.broker.told("desk_gone bob Left").await;
    house.registry.shutdown();
    customer.await.expect("no panic");
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn who_watches_is_told_that_the_customer_looks_away() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.desk("bob").await;
    bob.expect("asking").await;
    customer.control(json!({"type": "away", "hidden": true})).await;
    assert_eq!(ada.expect("away").await["hidden"], true);
    bob.hears_nothing().await;
    customer.expect("consent_request").await;
    customer.answer(house.broker.admission("bob"), true).await;
    bob.expect("joined").await;
    bob.expect("away").await;
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_new_pin_reaches_the_page() {
    let house = House::new();
    let mut customer = house.customer().await;
    house.registry.pincode_updated(house.broker.session, "017345");
    assert_eq!(customer.expect("pincode_updated").await["pincode"], "017345");
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_task_that_is_dropped_leaves_nothing_behind() {
    let house = House::new();
    let mut customer = house.customer().await;
    let desk = house.joined(&mut customer, "ada").await;
    desk.abort();
    customer.expect("record").await;
    customer.expect("agent_left").await;
    customer.expect("rest").await;
    customer.abort();
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_page_has_its_resume_token_once_it_says_something() {
    let house = House::new();
    let customer = house.customer().await;
    assert_eq!(house.broker.count("customer_kept resume-1"), 0, "a welcome may be lost on its way");
    customer.control(json!({"type": "away", "hidden": false})).await;
    customer.control(json!({"type": "away", "hidden": true})).await;
    house.broker.told("customer_kept resume-1").await;
    let broker = house.broker.clone();
    drop(customer);
    house.ends_empty().await;
    assert_eq!(broker.count("customer_kept resume-1"), 1);
}
