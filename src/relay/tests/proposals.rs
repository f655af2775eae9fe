//! Proposals: an agent says what could be done, the customer's yes does it.

use super::support::*;
use serde_json::{Value, json};

fn propose(n: u64, action: &Value) -> Value {
    json!({"type": "propose", "n": n, "node": 7, "action": action})
}

fn refused(n: u64, reason: &str) -> Value {
    json!({"type": "refused", "what": "propose", "n": n, "reason": reason})
}

fn click() -> Value {
    json!({"kind": "click"})
}

async fn room(house: &House, change: Value) -> (Client, Client) {
    let mut customer = house.able_customer(change).await;
    let desk = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    (customer, desk)
}

#[tokio::test(start_paused = true)]
async fn a_proposal_is_shown_and_its_answer_comes_back() {
    let house = House::new();
    let (mut customer, mut ada) = room(&house, json!({})).await;
    let value = json!({"kind": "value", "value": "Zoë 🦊"});
    ada.control(propose(5, &value)).await;
    let shown = customer.expect("proposal").await;
    let id = shown["proposalId"].clone();
    assert_eq!(
        shown,
        json!({"type": "proposal", "proposalId": id, "userId": "id-ada", "agentName": "ada", "node": 7, "action": value})
    );
    ada.control(propose(6, &click())).await;
    assert_eq!(ada.expect("refused").await, refused(6, "already_open"));
    customer.control(json!({"type": "proposal_answer", "proposalId": id, "answer": "yes"})).await;
    assert_eq!(ada.expect("proposal_answered").await, json!({"type": "proposal_answered", "n": 5, "answer": "yes"}));
    customer.control(json!({"type": "proposal_answer", "proposalId": id, "answer": "no"})).await;
    ada.hears_nothing().await;

    ada.control(propose(7, &click())).await;
    assert_ne!(customer.expect("proposal").await["proposalId"], id);
    house.broker.told("proposal ada Made(Click)").await;
    assert_eq!(
        house.broker.noted(),
        ["proposal ada Made(Value)", "proposal ada Answered(Yes)", "proposal ada Made(Click)"],
        "never the value"
    );
    drop((customer, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_proposal_ends_with_whoever_goes() {
    let house = House::new();
    let (mut customer, mut ada) = room(&house, json!({})).await;
    ada.control(propose(1, &click())).await;
    let id = customer.expect("proposal").await["proposalId"].clone();
    ada.control(json!({"type": "proposal_withdraw", "n": 2})).await;
    ada.control(json!({"type": "proposal_withdraw", "n": 1})).await;
    assert_eq!(customer.expect("proposal_withdrawn").await, json!({"type": "proposal_withdrawn", "proposalId": id}));
    ada.control(propose(2, &click())).await;
    customer.expect("proposal").await;
    let mut next = house.able_again("page-2", "tab-1", json!({})).await;
    next.expect("welcome").await;
    next.expect("record").await;
    assert_eq!(ada.expect("proposal_answered").await, json!({"type": "proposal_answered", "n": 2, "answer": "gone"}));
    ada.expect("customer_back").await;

    ada.control(propose(3, &click())).await;
    next.expect("proposal").await;
    drop(ada);
    next.expect("proposal_withdrawn").await;
    house.broker.told("desk_gone ada Lost").await;
    next.finds("rest").await;
    next.hears_nothing().await;
    let dropped = house.broker.noted().iter().filter(|line| line.ends_with("Dropped")).count();
    assert_eq!(dropped, 3);
    drop((customer, next));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_proposed_where_that_is_off_or_nobody_is_there() {
    let house = House::new();
    let (mut customer, mut ada) = room(&house, json!({"proposals": false})).await;
    ada.control(propose(1, &click())).await;
    assert_eq!(ada.expect("refused").await, refused(1, "off"));
    customer.hears_nothing().await;
    let mut able = house.able_again("page-1", "tab-1", json!({})).await;
    able.expect("welcome").await;
    drop((customer, able));
    ada.finds("customer_lost").await;
    ada.control(propose(2, &click())).await;
    assert_eq!(ada.expect("refused").await, refused(2, "no_customer"));
    assert_eq!(house.broker.noted(), [""; 0]);
    drop(ada);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn an_action_that_is_not_in_the_list_closes_the_desk() {
    for action in [
        json!({"kind": "submit"}),
        json!({"kind": "value"}),
        json!({"kind": "value", "value": "x".repeat(1_001)}),
        json!("click"),
    ] {
        let house = House::new();
        let (customer, ada) = room(&house, json!({})).await;
        ada.control(propose(1, &action)).await;
        ada.ends_with(1008).await;
        drop(customer);
        house.ends_empty().await;
    }
}
