//! Remote assist: one agent scrolls, by the customer's consent, until somebody has enough of it.

use super::support::*;
use serde_json::{Value, json};

fn agent(name: &str) -> Value {
    json!({"userId": format!("id-{name}"), "userName": name})
}

fn stands(controller: Value, asking: Value, queue: Value) -> Value {
    json!({"type": "assist", "controller": controller, "asking": asking, "queue": queue})
}

fn with_grant(name: &str, grant: &str) -> Value {
    json!({"userId": format!("id-{name}"), "userName": name, "grantId": grant})
}

fn scroll(grant: &Value, dy: i64) -> Value {
    json!({"type": "scroll", "grantId": grant, "node": 0, "dx": 0, "dy": dy})
}

fn refused(what: &str, reason: &str) -> Value {
    json!({"type": "refused", "what": what, "reason": reason})
}

/// Ada and Bob, joined.
async fn two_desks(house: &House, customer: &mut Client) -> (Client, Client) {
    let mut ada = house.joined(customer, "ada").await;
    customer.expect("record").await;
    let bob = house.joined(customer, "bob").await;
    ada.expect("agent_joined").await;
    (ada, bob)
}

#[tokio::test(start_paused = true)]
async fn an_agent_scrolls_once_the_customer_said_yes_and_until_the_customer_stops_it() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (mut ada, mut bob) = two_desks(&house, &mut customer).await;
    ada.control(json!({"type": "assist_request"})).await;
    let question = customer.expect("assist_question").await;
    let grant = question["grantId"].clone();
    assert_eq!(
        question,
        json!({"type": "assist_question", "grantId": grant, "userId": "id-ada", "agentName": "ada", "types": ["scroll_page"]})
    );
    for client in [&mut customer, &mut ada, &mut bob] {
        assert_eq!(client.expect("assist").await, stands(Value::Null, agent("ada"), json!([])));
    }
    ada.control(scroll(&grant, 10)).await;
    assert_eq!(ada.expect("refused").await, refused("scroll", "not_controller"));
    bob.control(json!({"type": "assist_request"})).await;
    for client in [&mut customer, &mut ada, &mut bob] {
        assert_eq!(client.expect("assist").await, stands(Value::Null, agent("ada"), json!([agent("bob")])));
    }

    customer.control(json!({"type": "assist_answer", "grantId": grant, "allow": true})).await;
    let known = with_grant("ada", grant.as_str().expect("a text"));
    assert_eq!(customer.expect("assist").await, stands(known.clone(), Value::Null, json!([agent("bob")])));
    assert_eq!(ada.expect("assist").await, stands(known, Value::Null, json!([agent("bob")])));
    assert_eq!(
        bob.expect("assist").await,
        stands(agent("ada"), Value::Null, json!([agent("bob")])),
        "no grant for him"
    );
    ada.control(scroll(&grant, -10_000)).await;
    assert_eq!(customer.expect("scroll").await, scroll(&grant, -10_000));
    bob.control(scroll(&grant, 10)).await;
    assert_eq!(bob.expect("refused").await, refused("scroll", "not_controller"));
    ada.control(scroll(&json!("another"), 10)).await;
    assert_eq!(ada.expect("refused").await, refused("scroll", "not_controller"));

    customer.control(json!({"type": "assist_stop"})).await;
    for client in [&mut customer, &mut ada, &mut bob] {
        assert_eq!(client.expect("assist").await, stands(Value::Null, Value::Null, json!([])));
    }
    ada.control(scroll(&grant, 10)).await;
    ada.expect("refused").await;
    customer.hears_nothing().await;
    assert_eq!(
        house.broker.noted(),
        ["assist ada Asked", "assist ada Allowed", "assist ada Started", "assist ada Stopped(Customer)"]
    );
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_no_goes_to_that_agent_and_the_next_one_is_asked_for() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (mut ada, mut bob) = two_desks(&house, &mut customer).await;
    for desk in [&ada, &bob] {
        desk.control(json!({"type": "assist_request"})).await;
    }
    let first = customer.expect("assist_question").await["grantId"].clone();
    customer.finds("assist").await;
    customer.finds("assist").await;
    customer.control(json!({"type": "assist_answer", "grantId": first, "allow": false})).await;
    let second = customer.expect("assist_question").await;
    assert_eq!(second["agentName"], "bob");
    assert_ne!(second["grantId"], first);
    assert_eq!(ada.finds("refused").await, refused("assist", "denied"));
    customer.control(json!({"type": "assist_answer", "grantId": first, "allow": true})).await;
    assert_eq!(customer.expect("assist").await, stands(Value::Null, agent("bob"), json!([])), "a late yes is none");
    customer.hears_nothing().await;
    bob.control(json!({"type": "assist_stop"})).await;
    assert_eq!(customer.expect("assist_withdrawn").await["grantId"], second["grantId"]);
    assert_eq!(customer.expect("assist").await, stands(Value::Null, Value::Null, json!([])));
    bob.finds("assist").await;
    house.broker.told("assist bob Asked").await;
    assert_eq!(house.broker.noted(), ["assist ada Asked", "assist ada Denied", "assist bob Asked"]);
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn without_the_question_control_is_given_at_once_and_goes_on_when_its_desk_is_gone() {
    let house = House::new();
    let mut customer = house.able_customer(json!({"assistConsent": false})).await;
    let (ada, mut bob) = two_desks(&house, &mut customer).await;
    for desk in [&ada, &bob] {
        desk.control(json!({"type": "assist_request"})).await;
    }
    assert_eq!(customer.expect("assist").await["controller"], with_grant("ada", "1"));
    assert_eq!(customer.expect("assist").await["queue"], json!([agent("bob")]));
    drop(ada);
    assert_eq!(customer.expect("assist").await, stands(with_grant("bob", "2"), Value::Null, json!([])));
    customer.expect("agent_left").await;
    bob.control(scroll(&json!("2"), 10)).await;
    customer.expect("scroll").await;

    let mut eve = house.joined(&mut customer, "eve").await;
    assert_eq!(eve.expect("assist").await, stands(agent("bob"), Value::Null, json!([])), "who comes later knows too");
    drop(customer);
    bob.finds("customer_lost").await;
    assert_eq!(bob.expect("assist").await, stands(Value::Null, Value::Null, json!([])));
    bob.control(json!({"type": "assist_request"})).await;
    assert_eq!(bob.expect("refused").await, refused("assist", "no_customer"));
    house.broker.told("assist bob Stopped(Gone)").await;
    assert_eq!(
        house.broker.noted(),
        ["assist ada Started", "assist ada Stopped(Gone)", "assist bob Started", "assist bob Stopped(Gone)"]
    );
    drop((bob, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_are_asked_for_on_the_next_page_and_sent_away_by_one_that_allows_nothing() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (mut ada, mut bob) = two_desks(&house, &mut customer).await;
    for desk in [&ada, &bob] {
        desk.control(json!({"type": "assist_request"})).await;
    }
    let first = customer.expect("assist_question").await["grantId"].clone();
    let mut next = house.able_again("page-2", "tab-1", json!({})).await;
    let again = next.finds("assist_question").await;
    assert_eq!(again["agentName"], "ada");
    assert_ne!(again["grantId"], first);

    let mut last = house.able_again("page-3", "tab-1", json!({"remoteAssist": false})).await;
    last.expect("welcome").await;
    for desk in [&mut ada, &mut bob] {
        assert_eq!(desk.finds("refused").await, refused("assist", "off"));
        desk.control(json!({"type": "assist_request"})).await;
        assert_eq!(desk.finds("refused").await, refused("assist", "off"));
        desk.control(scroll(&again["grantId"], 10)).await;
        assert_eq!(desk.finds("refused").await, refused("scroll", "off"));
    }
    last.finds("assist").await;
    last.hears_nothing().await;
    drop((customer, next, last, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_controller_can_do_nothing_but_scroll() {
    for message in [
        json!({"type": "scroll", "grantId": "1", "node": 0, "dx": 0, "dy": 10_001}),
        json!({"type": "scroll", "grantId": "1", "node": 0, "dx": 0, "dy": 1.5}),
        json!({"type": "scroll", "grantId": "1", "node": "#pay", "dx": 0, "dy": 1}),
        json!({"type": "click", "grantId": "1", "node": 7}),
        json!({"type": "input", "grantId": "1", "node": 7, "value": "4111"}),
    ] {
        let house = House::new();
        let mut customer = house.able_customer(json!({"assistConsent": false})).await;
        let ada = house.joined(&mut customer, "ada").await;
        customer.expect("record").await;
        ada.control(json!({"type": "assist_request"})).await;
        customer.expect("assist").await;
        // what else is in a scroll is not passed on
        ada.control(json!({"type": "scroll", "grantId": "1", "node": 7, "dx": 1, "dy": 2, "click": true})).await;
        assert_eq!(
            customer.expect("scroll").await,
            json!({"type": "scroll", "grantId": "1", "node": 7, "dx": 1, "dy": 2})
        );
        ada.control(message).await;
        assert_eq!(ada.ends().await, Some(1008));
        customer.expect("assist").await;
        customer.expect("agent_left").await;
        customer.expect("rest").await;
        drop(customer);
        house.ends_empty().await;
    }
}

#[tokio::test(start_paused = true)]
async fn who_asks_and_gives_up_all_the_time_is_held_back() {
    let house = House::with(unlimited());
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    for _ in 0..50 {
        ada.control(json!({"type": "assist_request"})).await;
        ada.control(json!({"type": "assist_stop"})).await;
    }
    assert_eq!(ada.finds("refused").await, refused("assist", "full"));
    house.broker.told("assist ada Asked").await;
    ada.control(json!({"type": "assist_stop"})).await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(house.broker.noted().len(), 20, "ten questions, each taken back");
    drop((customer, ada));
    house.ends_empty().await;
}
