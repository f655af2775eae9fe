//! Nothing of the page reaches an agent before the customer's yes.

use super::support::*;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

#[tokio::test(start_paused = true)]
async fn the_customer_is_asked_by_name_and_phrase() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.desk_socket(100);
    let welcome = desk.hello("ada").await;
    let admission = house.broker.admission("ada");
    assert_eq!(
        welcome,
        json!({"type": "welcome", "sessionId": house.broker.session, "admissionId": admission, "userId": "id-ada",
            "userName": "ada", "customerName": "Grace", "customerIdentified": false, "phrase": "amber fox",
            "customerPresent": true, "consented": false, "agents": []})
    );
    assert_eq!(
        customer.expect("consent_request").await,
        json!({"type": "consent_request", "admissionId": admission, "agentName": "ada", "phrase": "amber fox"})
    );
    house.broker.told("consent_asked ada").await;
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn no_frame_reaches_a_desk_before_the_broker_knows_of_the_yes() {
    let house = House::new();
    house.broker.hold_answers.send_replace(true);
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    customer.snapshot("early").await;
    customer.increment("early").await;
    customer.pointer("early").await;
    desk.hears_nothing().await;

    customer.answer(house.broker.admission("ada"), true).await;
    house.broker.told("consent_answered ada true").await;
    customer.snapshot("early").await;
    customer.increment("early").await;
    desk.hears_nothing().await;
    customer.hears_nothing().await;
    assert_eq!(house.registry.counts().log_bytes, 0, "nothing is kept when nobody watches");

    house.broker.hold_answers.send_replace(false);
    desk.expect("joined").await;
    let joined = json!({"type": "agent_joined", "userId": "id-ada", "userName": "ada", "agentCount": 1});
    assert_eq!(customer.expect("agent_joined").await, joined);
    customer.expect("record").await;
    customer.increment("of an unknown page").await;
    customer.snapshot("A").await;
    customer.increment("x").await;
    desk.sees("S:A").await;
    desk.sees("I:x").await;
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn while_one_agent_watches_another_who_was_not_agreed_to_sees_nothing() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.snapshot("A").await;
    ada.sees("S:A").await;
    let mut bob = house.desk("bob").await;
    bob.expect("asking").await;
    customer.increment("x").await;
    customer.pointer("p").await;
    ada.sees("I:x").await;
    ada.sees("E:p").await;
    bob.hears_nothing().await;
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_no_closes_that_desk() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    customer.answer(house.broker.admission("ada"), false).await;
    desk.expect("denied").await;
    desk.ends_with(4403).await;
    house.broker.told("desk_gone ada Denied").await;
    customer.snapshot("A").await;
    customer.hears_nothing().await;
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_yes_that_the_broker_refuses_lets_nobody_in() {
    let house = House::new();
    house.broker.refuse_joining();
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    customer.answer(house.broker.admission("ada"), true).await;
    assert_eq!(desk.expect("error").await["code"], 1011);
    desk.ends_with(4410).await;
    customer.hears_nothing().await;
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_waits_for_a_customer_to_ask() {
    let house = House::new();
    let mut desk = house.desk_socket(100);
    assert_eq!(desk.hello("ada").await["customerPresent"], false);
    desk.hears_nothing().await;
    let mut customer = house.customer().await;
    desk.expect("customer_back").await;
    house.let_in(&mut customer, &mut desk, "ada").await;
    assert_eq!(house.broker.count("consent_asked ada"), 1);
    drop((customer, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_next_page_is_asked_what_the_last_did_not_answer() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    drop(customer);
    desk.expect("customer_lost").await;

    let mut customer = house.customer_again().await;
    desk.expect("customer_back").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;

    let mut replacement = house.customer_again().await;
    customer.ends_with(4409).await;
    desk.expect("customer_back").await;
    replacement.expect("consent_request").await;
    replacement.answer(house.broker.admission("ada"), true).await;
    desk.expect("joined").await;
    drop((replacement, desk));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_question_is_withdrawn_with_its_desk() {
    let house = House::new();
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    let admission = house.broker.admission("ada");
    drop(desk);
    assert_eq!(
        customer.expect("consent_withdrawn").await,
        json!({"type": "consent_withdrawn", "admissionId": admission})
    );
    house.broker.told("desk_gone ada Lost").await;
    customer.answer(admission, true).await;
    customer.hears_nothing().await;
    assert_eq!(house.broker.count("consent_answered ada true"), 0);
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_goes_while_the_yes_is_written_is_reported_gone_after_it() {
    let house = House::new();
    house.broker.hold_answers.send_replace(true);
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    customer.answer(house.broker.admission("ada"), true).await;
    house.broker.told("consent_answered ada true").await;
    drop(desk);
    house.broker.told("desk_gone ada Lost").await;
    house.broker.hold_answers.send_replace(false);
    sleep(Duration::from_millis(10)).await;
    assert_eq!(house.broker.count("desk_gone ada Lost"), 2);
    customer.hears_nothing().await;
    drop(customer);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_that_reconnects_while_the_yes_is_written_is_let_in_by_it() {
    let house = House::new();
    house.broker.hold_answers.send_replace(true);
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.expect("asking").await;
    customer.expect("consent_request").await;
    customer.answer(house.broker.admission("ada"), true).await;
    house.broker.told("consent_answered ada true").await;
    let mut newer = house.desk("ada").await;
    desk.ends_with(4409).await;
    house.broker.hold_answers.send_replace(false);
    newer.expect("joined").await;
    assert_eq!(house.broker.count("consent_answered ada true"), 1);
    drop((customer, newer));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn where_nobody_is_asked_the_broker_still_knows_first() {
    let house = House::new();
    house.broker.ask_nobody();
    house.broker.hold_answers.send_replace(true);
    let mut customer = house.customer().await;
    let mut desk = house.desk("ada").await;
    desk.hears_nothing().await;
    customer.hears_nothing().await;
    house.broker.hold_answers.send_replace(false);
    desk.expect("joined").await;
    customer.expect("agent_joined").await;
    customer.expect("record").await;
    assert_eq!(house.broker.count("consent_answered ada true"), 1);
    drop((customer, desk));
    house.ends_empty().await;
}
