//! Strokes, pointers and rings between five agents and a customer.

use super::support::*;
use crate::domain::EndReason;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

fn begin(n: u64) -> Value {
    json!([{"op": "begin", "n": n, "tool": "pen", "colour": "#ff0000", "node": 7, "points": [[0.5, 0.25]]}])
}

fn stroke(by: &str, by_name: &str, n: u64) -> Value {
    json!({"by": by, "byName": by_name, "n": n, "tool": "pen", "colour": "#ff0000", "node": 7,
        "points": [[0.5, 0.25]], "hidden": false})
}

fn drawn(by: &str, by_name: &str, ops: &Value) -> Value {
    json!({"type": "draw", "by": by, "byName": by_name, "ops": ops})
}

fn refused(what: &str, reason: &str) -> Value {
    json!({"type": "refused", "what": what, "reason": reason})
}

#[tokio::test(start_paused = true)]
async fn what_one_draws_the_others_see_and_a_late_joiner_gets_it_whole() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    ada.expect("agent_joined").await;
    ada.draws(begin(1)).await;
    assert_eq!(customer.expect("draw").await, drawn("id-ada", "ada", &begin(1)));
    assert_eq!(bob.expect("draw").await, drawn("id-ada", "ada", &begin(1)));
    customer.draws(begin(1)).await;
    assert_eq!(ada.expect("draw").await, drawn("customer", "Grace", &begin(1)));
    bob.expect("draw").await;
    customer.hears_nothing().await;

    let mut eve = house.joined(&mut customer, "eve").await;
    let whole = json!({"type": "drawing", "strokes": [stroke("id-ada", "ada", 1), stroke("customer", "Grace", 1)]});
    assert_eq!(eve.expect("drawing").await, whole);
    assert_eq!(eve.abilities["agentAnnotation"], true);
    drop((customer, ada, bob, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn who_may_not_draw_is_refused_and_nobody_sees_it() {
    let house = House::new();
    let mut customer = house.able_customer(json!({"agentAnnotation": false, "customerAnnotation": false})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    ada.expect("agent_joined").await;
    ada.draws(begin(1)).await;
    assert_eq!(ada.expect("refused").await, refused("draw", "off"));
    ada.control(json!({"type": "pointer", "node": 7, "x": 0.5, "y": 0.5})).await;
    assert_eq!(ada.expect("refused").await, refused("pointer", "off"));
    ada.control(json!({"type": "highlight", "node": 7})).await;
    assert_eq!(ada.expect("refused").await, refused("highlight", "off"));
    customer.draws(begin(1)).await;
    for client in [&mut customer, &mut ada, &mut bob] {
        client.hears_nothing().await;
    }
    let mut eve = house.joined(&mut customer, "eve").await;
    eve.hears_nothing().await;
    drop((customer, ada, bob, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_page_without_the_right_to_draw_may_still_clear_itself() {
    let house = House::new();
    let mut customer = house.able_customer(json!({"customerAnnotation": false})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    ada.draws(begin(1)).await;
    customer.expect("draw").await;
    let hide = json!([{"op": "hide", "strokes": [{"by": "id-ada", "n": 1}]}]);
    customer.draws(json!([begin(1)[0], hide[0]])).await;
    assert_eq!(ada.expect("draw").await, drawn("customer", "Grace", &hide));
    drop((customer, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn an_agent_who_has_not_joined_does_nothing() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut eve = house.desk("eve").await;
    eve.expect("asking").await;
    customer.expect("consent_request").await;
    eve.draws(begin(1)).await;
    for message in [
        json!({"type": "pointer", "node": 7, "x": 0.5, "y": 0.5}),
        json!({"type": "highlight", "node": 7}),
        json!({"type": "assist_request"}),
        json!({"type": "assist_stop"}),
        json!({"type": "scroll", "grantId": "1", "node": 0, "dx": 0, "dy": 10}),
        json!({"type": "propose", "n": 1, "node": 7, "action": {"kind": "click"}}),
        json!({"type": "proposal_withdraw", "n": 1}),
        json!({"type": "want_assets", "urls": ["https://shop.example/a.png"]}),
    ] {
        eve.control(message).await;
    }
    for client in [&mut customer, &mut ada, &mut eve] {
        client.hears_nothing().await;
    }
    drop((customer, ada, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_malformed_stroke_closes_its_sender() {
    for ops in [
        json!([{"op": "wipe"}]),
        json!([{"op": "begin", "n": 1, "tool": "pen", "colour": "red", "node": 7, "points": [[0, 0]]}]),
        json!(vec![json!({"op": "finish", "n": 1}); 65]),
        json!({"op": "finish", "n": 1}),
    ] {
        let house = House::new();
        let mut customer = house.able_customer(json!({})).await;
        let ada = house.joined(&mut customer, "ada").await;
        customer.expect("record").await;
        ada.draws(ops.clone()).await;
        ada.ends_with(1008).await;
        customer.expect("agent_left").await;
        customer.expect("rest").await;
        customer.draws(ops).await;
        customer.ends_with(1008).await;
        house.ends_empty().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_is_answered_and_a_vanished_stroke_makes_room_after_four_seconds() {
    let house = House::with(unlimited());
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    for n in 0..499 {
        ada.draws(begin(n)).await;
    }
    let vanishing = json!([
        {"op": "begin", "n": 499, "tool": "vanishing", "colour": "#00ff00", "node": 7, "points": [[0.5, 0.25]]},
        {"op": "finish", "n": 499}
    ]);
    ada.draws(vanishing.clone()).await;
    ada.draws(begin(500)).await;
    assert_eq!(ada.expect("refused").await, refused("draw", "full"));
    for _ in 0..499 {
        customer.expect("draw").await;
    }
    assert_eq!(customer.expect("draw").await["ops"], vanishing);
    customer.hears_nothing().await;
    sleep(Duration::from_millis(3_400)).await;
    ada.draws(begin(500)).await;
    assert_eq!(ada.expect("refused").await, refused("draw", "full"));
    sleep(Duration::from_millis(200)).await;
    ada.draws(begin(500)).await;
    assert_eq!(customer.expect("draw").await["ops"], begin(500));
    assert!(house.registry.counts().log_bytes > 499 * 8, "a drawing counts as memory");
    drop((customer, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_same_document_gets_its_drawing_back_and_a_new_one_none() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    ada.draws(begin(1)).await;
    ada.control(json!({"type": "highlight", "node": 9})).await;
    assert_eq!(
        bob.finds("highlight").await,
        json!({"type": "highlight", "userId": "id-ada", "userName": "ada", "node": 9})
    );
    drop(customer);
    bob.expect("customer_lost").await;
    ada.finds("customer_lost").await;
    ada.draws(begin(2)).await;
    assert_eq!(ada.expect("refused").await, refused("draw", "no_customer"));

    let mut customer = house.able_again("page-1", "tab-1", json!({})).await;
    customer.expect("welcome").await;
    assert_eq!(customer.expect("drawing").await["strokes"], json!([stroke("id-ada", "ada", 1)]));
    assert_eq!(customer.expect("highlight").await["node"], 9);
    customer.expect("record").await;
    bob.expect("customer_back").await;
    bob.hears_nothing().await;

    let mut next = house.able_again("page-2", "tab-1", json!({"agentAnnotation": false})).await;
    next.expect("welcome").await;
    next.expect("record").await;
    next.hears_nothing().await;
    bob.expect("customer_back").await;
    assert_eq!(bob.expect("drawing").await, json!({"type": "drawing", "strokes": []}));
    bob.hears_nothing().await;
    assert_eq!(bob.abilities["agentAnnotation"], false);
    assert_eq!(house.broker.count("transferred"), 0);
    drop((customer, next, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_drawing_is_there_again_after_both_sides_lost_their_connection_at_once() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    ada.draws(begin(1)).await;
    customer.expect("draw").await;
    drop((customer, ada));
    while house.registry.counts().connections > 0 {
        sleep(Duration::from_millis(10)).await;
    }

    let mut customer = house.able_again("page-1", "tab-1", json!({})).await;
    assert_eq!(customer.finds("drawing").await["strokes"], json!([stroke("id-ada", "ada", 1)]));
    let mut ada = house.desk("ada").await;
    assert_eq!(ada.finds("drawing").await["strokes"], json!([stroke("id-ada", "ada", 1)]));

    drop((customer, ada));
    house.registry.end(house.broker.session, EndReason::CustomerLost);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn agents_are_told_that_the_customer_went_on_in_another_tab() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    let mut eve = house.desk("eve").await;
    eve.expect("asking").await;
    let other = house.able_again("page-2", "tab-2", json!({})).await;
    ada.expect("customer_transferred").await;
    ada.expect("customer_back").await;
    eve.expect("customer_back").await;
    house.broker.told("transferred").await;
    drop((customer, other, ada, eve));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn pointers_and_rings_go_with_their_agent_and_strokes_stay() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut bob = house.joined(&mut customer, "bob").await;
    let vanishing =
        json!({"op": "begin", "n": 2, "tool": "vanishing", "colour": "#00ff00", "node": 7, "points": [[0, 0]]});
    ada.draws(json!([begin(1)[0], vanishing])).await;
    ada.control(json!({"type": "pointer", "node": 7, "x": 0.5, "y": 0.5})).await;
    ada.control(json!({"type": "highlight", "node": 9})).await;
    customer.finds("highlight").await;
    bob.finds("highlight").await;
    drop(ada);
    for client in [&mut bob, &mut customer] {
        assert_eq!(client.finds("highlight").await["node"], Value::Null);
        let finished = json!([{"op": "finish", "n": 1}, {"op": "finish", "n": 2}]);
        assert_eq!(client.expect("draw").await, drawn("id-ada", "ada", &finished));
        client.expect("agent_left").await;
        let gone = json!({"type": "pointer", "userId": "id-ada", "userName": "ada", "gone": true});
        assert_eq!(client.expect("pointer").await, gone);
    }
    let mut ada = house.desk("ada").await;
    ada.expect("joined").await;
    assert_eq!(ada.expect("drawing").await["strokes"], json!([stroke("id-ada", "ada", 1)]));
    ada.hears_nothing().await;
    drop((customer, bob, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn pointers_above_twenty_a_second_are_dropped_but_not_the_last_word() {
    let house = House::with(unlimited());
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    for _ in 0..100 {
        ada.control(json!({"type": "pointer", "node": 7, "x": 0.5, "y": 0.5})).await;
    }
    ada.control(json!({"type": "pointer", "gone": true})).await;
    for _ in 0..20 {
        let at = json!({"type": "pointer", "userId": "id-ada", "userName": "ada", "node": 7, "x": 0.5, "y": 0.5});
        assert_eq!(customer.expect("pointer").await, at);
    }
    assert_eq!(customer.expect("pointer").await["gone"], true);
    customer.hears_nothing().await;
    drop((customer, ada));
    house.ends_empty().await;
}

/// A customer that has read nothing since the first agent was let in, with this much room in its socket.
async fn stuck_customer(house: &House) -> Client {
    let registry = house.registry.clone();
    let from = crate::relay::Whence { origin: "https://shop.example".into(), ip: None };
    let mut customer = Client::new(1, async move |socket| crate::relay::serve_customer(&registry, socket, from).await);
    customer.control(able_start()).await;
    customer.expect("welcome").await;
    customer
}

#[tokio::test(start_paused = true)]
async fn a_customer_too_slow_for_five_who_draw_gets_the_whole_drawing_later_and_is_not_closed() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let mut customer = stuck_customer(&house).await;
    let mut desks = Vec::new();
    for name in ["a", "b", "c", "d", "e"] {
        let mut desk = house.desk(name).await;
        desk.expect("joined").await;
        desks.push(desk);
    }
    for n in 0..200 {
        for desk in &desks {
            desk.draws(begin(n)).await;
            desk.control(json!({"type": "pointer", "node": 7, "x": 0.5, "y": 0.5})).await;
        }
    }
    // what a stuck reader may take, and less than makes it one
    sleep(Duration::from_secs(5)).await;
    let mut strokes = 0;
    loop {
        let message = match customer.next().await {
            Got::Control(message) => message,
            other => panic!("the customer is still there, got {other:?}"),
        };
        match message["type"].as_str() {
            Some("draw") => strokes += 1,
            Some("drawing") => break assert_eq!(message["strokes"].as_array().map(Vec::len), Some(500)),
            _ => {}
        }
    }
    assert!((1..500).contains(&strokes), "{strokes} strokes came one by one before the rest");
    desks[0].draws(json!([{"op": "hide", "strokes": [{"by": "id-a", "n": 0}]}])).await;
    assert_eq!(customer.finds("draw").await["ops"][0]["op"], "hide", "and then it goes on as before");
    drop((customer, desks));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_desk_too_slow_for_strokes_gets_the_whole_drawing_later_too() {
    let house = House::with(unlimited());
    house.broker.ask_nobody();
    let customer = house.able_customer(json!({})).await;
    let mut slow = house.desk_socket(1);
    slow.hello("slow").await;
    slow.expect("joined").await;
    for n in 0..450 {
        customer.draws(begin(n)).await;
    }
    sleep(Duration::from_secs(5)).await;
    assert_eq!(house.registry.counts().desks, 1);
    assert_eq!(slow.finds("drawing").await["strokes"].as_array().map(Vec::len), Some(450));
    customer.draws(begin(450)).await;
    assert_eq!(slow.expect("draw").await["ops"], begin(450));
    drop((customer, slow));
    house.ends_empty().await;
}

fn able_start() -> Value {
    let mut hello = start("good");
    hello["abilities"] = json!({"agentAnnotation": true, "customerAnnotation": true});
    hello
}
