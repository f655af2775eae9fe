//! Several people in a room: who only watches does nothing, who hands over leaves, and everybody knows.

use super::support::*;
use serde_json::{Value, json};

fn refused(what: &str, reason: &str) -> Value {
    json!({"type": "refused", "what": what, "reason": reason})
}

fn watcher(name: &str) -> Value {
    json!({"userId": format!("id-{name}"), "userName": name, "mode": "watching"})
}

/// Ada helps and Sam watches, both joined; the customer was told of both.
async fn helped_and_watched(house: &House, customer: &mut Client) -> (Client, Client) {
    let mut ada = house.joined(customer, "ada").await;
    customer.expect("record").await;
    house.broker.watches("sam");
    let mut sam = house.desk("sam").await;
    sam.expect("asking").await;
    let request = customer.expect("consent_request").await;
    assert_eq!(request["mode"], "watching");
    customer.answer(house.broker.admission("sam"), true).await;
    sam.expect("joined").await;
    assert_eq!(customer.expect("agent_joined").await["mode"], "watching");
    assert_eq!(ada.expect("agent_joined").await["mode"], "watching");
    (ada, sam)
}

#[tokio::test(start_paused = true)]
async fn who_only_watches_sees_the_page_and_is_refused_everything_else() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (mut ada, mut sam) = helped_and_watched(&house, &mut customer).await;
    customer.snapshot("page").await;
    assert_eq!(sam.next().await, Got::Dom("S:page".into()));
    let stroke = json!([{"op": "begin", "n": 1, "tool": "pen", "colour": "#112233", "node": 0, "points": [[1, 1]]}]);
    for (says, what) in [
        (json!({"type": "draw", "ops": stroke}), "draw"),
        (json!({"type": "pointer", "node": 1, "x": 0.5, "y": 0.5}), "pointer"),
        (json!({"type": "highlight", "node": 1}), "highlight"),
        (json!({"type": "assist_request"}), "assist"),
        (json!({"type": "scroll", "grantId": "1", "node": 0, "dx": 0, "dy": 9}), "scroll"),
    ] {
        sam.control(says).await;
        assert_eq!(sam.expect("refused").await, refused(what, "watching"));
    }
    sam.control(json!({"type": "propose", "n": 3, "node": 1, "action": {"kind": "click"}})).await;
    assert_eq!(sam.expect("refused").await["n"], 3);
    sam.control(json!({"type": "invite", "n": 4, "to": house.broker.agent("ada")})).await;
    assert_eq!(sam.expect("refused").await["reason"], "watching");
    customer.hears_nothing().await;
    ada.next().await;
    ada.hears_nothing().await;
    assert_eq!(house.broker.noted(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn who_watches_helps_once_the_customer_said_yes_again() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (mut ada, mut sam) = helped_and_watched(&house, &mut customer).await;
    sam.control(json!({"type": "barge_in"})).await;
    let request = customer.expect("consent_request").await;
    assert_eq!((&request["watches"], request.get("mode")), (&json!(true), None));
    customer.answer(house.broker.admission("sam"), false).await;
    assert_eq!(sam.expect("refused").await, refused("barge_in", "denied"));
    house.broker.told("barge_in sam Denied").await;
    sam.control(json!({"type": "assist_request"})).await;
    assert_eq!(sam.expect("refused").await["reason"], "watching", "still");

    sam.control(json!({"type": "barge_in"})).await;
    customer.expect("consent_request").await;
    sam.control(json!({"type": "barge_in"})).await;
    assert_eq!(sam.expect("refused").await, refused("barge_in", "already_open"));
    customer.answer(house.broker.admission("sam"), true).await;
    for client in [&mut customer, &mut ada, &mut sam] {
        let told = client.expect("agent_joined").await;
        assert_eq!((&told["userName"], told.get("mode")), (&json!("sam"), None), "who may do more now");
    }
    sam.control(json!({"type": "assist_request"})).await;
    assert_eq!(customer.expect("assist_question").await["agentName"], "sam");
}

#[tokio::test(start_paused = true)]
async fn a_question_to_help_goes_with_the_page_and_with_the_desk() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let (_ada, sam) = helped_and_watched(&house, &mut customer).await;
    sam.control(json!({"type": "barge_in"})).await;
    customer.expect("consent_request").await;
    sam.control(json!({"type": "leave"})).await;
    customer.expect("consent_withdrawn").await;
    assert_eq!(customer.expect("agent_left").await["mode"], "watching");
}

#[tokio::test(start_paused = true)]
async fn whoever_hands_over_gives_control_back_and_leaves_once_the_next_is_in() {
    let house = House::new();
    let mut customer = house.able_customer(json!({"assistConsent": false})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    customer.expect("record").await;
    ada.control(json!({"type": "assist_request"})).await;
    assert_eq!(customer.expect("assist").await["controller"]["userName"], "ada");
    ada.expect("assist").await;

    house.broker.hands_over("ada", "ben");
    let mut ben = house.desk_socket(ROOMY);
    let welcome = ben.hello("ben").await;
    assert_eq!(welcome["invited"], json!({"by": "ada", "text": "About the roof", "handOver": true}));
    ben.expect("asking").await;
    let request = customer.expect("consent_request").await;
    assert_eq!((&request["invitedBy"], &request["handOver"]), (&json!("ada"), &json!(true)));
    assert_eq!(request.get("text"), None, "the note is for the colleague");
    customer.answer(house.broker.admission("ben"), true).await;

    let (from, to) = (json!({"userId": "id-ada", "userName": "ada"}), json!({"userId": "id-ben", "userName": "ben"}));
    let handed_over = json!({"type": "handed_over", "from": from, "to": to});
    customer.expect("agent_joined").await;
    assert_eq!(customer.expect("assist").await["controller"], Value::Null, "first control goes back");
    assert_eq!(customer.expect("handed_over").await, handed_over);
    assert_eq!(customer.expect("agent_left").await["userName"], "ada");
    ada.expect("agent_joined").await;
    assert_eq!(ada.expect("handed_over").await, handed_over);
    assert_eq!(ada.next().await, Got::Close(4403));
    house.broker.told("desk_gone ada Left").await;
}

#[tokio::test(start_paused = true)]
async fn agents_are_told_who_is_in_who_is_asked_about_and_how_invites_stand() {
    let house = House::new();
    let mut customer = house.able_customer(json!({})).await;
    let mut ada = house.joined(&mut customer, "ada").await;
    house.broker.watches("sam");
    let mut sam = house.desk("sam").await;
    sam.expect("asking").await;
    ada.hears_nothing().await;
    let ada_is_in = json!({"userId": "id-ada", "userName": "ada", "stage": "in"});
    let mut sam_is_asked = watcher("sam");
    sam_is_asked["stage"] = json!("asking");
    assert_eq!(ada.people["people"], json!([ada_is_in, sam_is_asked]));

    ada.control(json!({"type": "colleagues", "n": 1, "text": "be"})).await;
    assert_eq!(ada.expect("colleagues").await["people"][0]["name"], "Ben");
    let to = house.broker.agent("ada");
    ada.control(json!({"type": "invite", "n": 2, "to": to, "handOver": true, "text": "About the roof"})).await;
    assert_eq!(ada.expect("invited").await["n"], 2);
    house.broker.told("invite ada Some(\"About the roof\") true").await;
    ada.control(json!({"type": "invite", "n": 3, "to": to, "handOver": true, "text": " "})).await;
    assert_eq!(ada.next().await, Got::Close(1008), "a hand-over has a note");
}
