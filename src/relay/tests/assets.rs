//! Pictures and fonts that agents' browsers cannot load, and what a page does not share.

use super::support::*;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

fn asset(hash: char) -> Vec<u8> {
    format!("{}rest", hash.to_string().repeat(32)).into_bytes()
}

fn seen(hash: char) -> String {
    format!("B:{}rest", hash.to_string().repeat(32))
}

#[tokio::test(start_paused = true)]
async fn an_asset_comes_whole_to_those_who_watch_and_to_those_who_come_later() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    customer.asset(&asset('z'), true, true).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.snapshot("A").await;
    ada.sees("S:A").await;
    customer.asset(&asset('a'), true, false).await;
    ada.hears_nothing().await;
    customer.asset(b"tail", false, true).await;
    customer.asset(&asset('a'), true, true).await;
    ada.sees(&seen('a')).await;
    ada.sees("B:tail").await;
    customer.increment("x").await;
    ada.sees("I:x").await;

    let mut bob = house.joined(&mut customer, "bob").await;
    for frame in ["S:A", "I:x", &seen('a'), "B:tail"] {
        bob.sees(frame).await;
    }
    bob.hears_nothing().await;
    drop((customer, ada, bob));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_next_page_is_told_what_need_not_be_sent_again_and_after_a_rest_nothing_is_left() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.asset(&asset('a'), true, true).await;
    customer.asset(&asset('b'), true, false).await;
    let mut next = house.able_again("page-2", "tab-1", json!({})).await;
    assert_eq!(next.expect("welcome").await["assets"], json!(["61".repeat(32)]));
    next.expect("record").await;
    next.asset(b"the other page's", false, true).await;
    ada.control(json!({"type": "leave"})).await;
    next.expect("agent_left").await;
    next.expect("rest").await;
    assert_eq!(house.registry.counts().log_bytes, 0);
    drop((customer, next, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn an_asset_too_short_for_its_hash_closes_the_page() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    customer.asset(b"short", true, true).await;
    customer.ends_with(1008).await;
    ada.expect("customer_lost").await;
    drop(ada);
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn a_page_is_asked_once_for_what_several_agents_miss() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let bob = house.joined(&mut customer, "bob").await;
    ada.control(json!({"type": "want_assets", "urls": ["https://shop.example/a", "https://shop.example/b"]})).await;
    assert_eq!(
        customer.expect("want_assets").await["urls"],
        json!(["https://shop.example/a", "https://shop.example/b"])
    );
    bob.control(json!({"type": "want_assets", "urls": ["https://shop.example/b", "https://shop.example/c"]})).await;
    assert_eq!(customer.expect("want_assets").await["urls"], json!(["https://shop.example/c"]));
    bob.control(json!({"type": "want_assets", "urls": ["https://shop.example/a"]})).await;
    customer.hears_nothing().await;
    let mut next = house.able_again("page-2", "tab-1", json!({})).await;
    next.expect("welcome").await;
    next.expect("record").await;
    bob.control(json!({"type": "want_assets", "urls": ["https://shop.example/a"]})).await;
    next.expect("want_assets").await;
    bob.control(json!({"type": "want_assets", "urls": vec!["https://shop.example/"; 33]})).await;
    assert_eq!(bob.ends().await, Some(1008));
    drop((customer, next, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn the_page_is_asked_for_a_limited_number_of_assets() {
    let house = House::with(unlimited());
    let mut customer = house.able_customer(json!({})).await;
    let ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    let mut urls = 0;
    for message in 0..20 {
        let wanted: Vec<_> = (0..32).map(|n| format!("https://shop.example/{message}/{n}")).collect();
        ada.control(json!({"type": "want_assets", "urls": wanted})).await;
        sleep(Duration::from_millis(10)).await;
        if message < 16 {
            urls += customer.expect("want_assets").await["urls"].as_array().expect("a list").len();
        }
    }
    assert_eq!(urls, 512);
    customer.hears_nothing().await;
    drop((customer, ada));
    house.ends_empty().await;
}

#[tokio::test(start_paused = true)]
async fn agents_know_what_is_not_shared_until_the_page_is_another() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let items = json!([{"kind": "canvas", "reason": "too_large", "count": 2}]);
    customer.control(json!({"type": "omitted", "items": items})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    assert_eq!(ada.expect("omitted").await, json!({"type": "omitted", "items": items}));
    customer.control(json!({"type": "omitted", "items": items})).await;
    ada.hears_nothing().await;
    let next = house.able_again("page-2", "tab-1", json!({})).await;
    ada.expect("customer_back").await;
    ada.expect("drawing").await;
    assert_eq!(ada.expect("omitted").await["items"], json!([]));
    customer.control(json!({"type": "omitted", "items": items})).await;
    ada.hears_nothing().await;
    drop((customer, next, ada));
    house.ends_empty().await;
}
