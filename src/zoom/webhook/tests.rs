use super::*;
use proptest::prelude::*;
use serde_json::json;

fn secret() -> SecretString {
    SecretString::from("test_secret_token")
}

fn at(seconds: i64) -> Time {
    Time::from_timestamp(seconds, 0).expect("a time")
}

/// The vector of the Zoom reference §10.8.
const SENT: i64 = 1_743_483_351;
const BODY: &str = r#"{"event":"cobrowse.session_started","event_ts":1743483350000,"payload":{"account_id":"acct1","object":{"session_id":"sess1==","start_time":"2025-04-01T12:22:26Z"}}}"#;
const SIGNATURE: &str = "v0=732bdc0529af7cb14fa76fd3662a98eeb443d5871b9f026e8125f99bab18d205";

fn verified(timestamp: &str, signature: &str, body: &str, now: Time) -> Result<(), Untrusted> {
    verify(&secret(), Some(timestamp), Some(signature), body.as_bytes(), now)
}

fn event_of(body: &Value) -> Result<(ReceivedEvent, Option<Pin>), Nonsense> {
    match read(&secret(), body.to_string().as_bytes(), at(SENT))? {
        Message::Event(event, pin) => Ok((event, pin)),
        Message::Challenge(_) => panic!("an event, not a challenge"),
    }
}

fn with(event: &str, object: Value) -> Value {
    json!({ "event": event, "event_ts": 1_743_483_350_123_i64, "payload": { "account_id": "a", "object": object } })
}

#[test]
fn the_reference_vector_is_believed_and_read() {
    assert_eq!(verified("1743483351", SIGNATURE, BODY, at(SENT)), Ok(()));
    let Ok(Message::Event(event, None)) = read(&secret(), BODY.as_bytes(), at(SENT)) else { panic!("an event") };
    assert_eq!((event.name.as_str(), event.zoom_id.as_str()), ("cobrowse.session_started", "sess1=="));
    assert_eq!(event.moment, Some(at(1_743_510_146)));
}

#[test]
fn a_challenge_is_answered_as_the_reference_vector() {
    let asked = json!({ "event": "endpoint.url_validation", "event_ts": 1, "payload": { "plainToken": "qgg8vlvZRS6UYooatFL8Aw" } });
    let Ok(Message::Challenge(proof)) = read(&secret(), asked.to_string().as_bytes(), at(SENT)) else {
        panic!("a challenge")
    };
    let expected = json!({
        "plainToken": "qgg8vlvZRS6UYooatFL8Aw",
        "encryptedToken": "4efea922935c335d972476de138d2208a0d46ab28c79ee592d497a1b216419b8",
    });
    assert_eq!(serde_json::to_value(&proof).unwrap(), expected);
}

#[test]
fn another_byte_time_or_secret_is_not_believed() {
    let now = at(SENT);
    assert_eq!(verified("1743483351", SIGNATURE, &BODY.replace("sess1", "sess2"), now), Err(Untrusted::Signature));
    assert_eq!(verified("1743483352", SIGNATURE, BODY, now), Err(Untrusted::Signature));
    assert_eq!(verified("1743483351", &SIGNATURE.to_uppercase(), BODY, now), Err(Untrusted::Signature));
    assert_eq!(verified("1743483351", "", BODY, now), Err(Untrusted::Signature));
    let other = SecretString::from("another_secret_token");
    assert_eq!(verify(&other, Some("1743483351"), Some(SIGNATURE), BODY.as_bytes(), now), Err(Untrusted::Signature));
    assert_eq!(verify(&secret(), None, Some(SIGNATURE), BODY.as_bytes(), now), Err(Untrusted::Stale));
    assert_eq!(verify(&secret(), Some("1743483351"), None, BODY.as_bytes(), now), Err(Untrusted::Signature));
}

#[test]
fn five_minutes_either_way_are_fresh_and_no_more() {
    for (seconds, expected) in
        [(-301, Err(Untrusted::Stale)), (-300, Ok(())), (300, Ok(())), (301, Err(Untrusted::Stale))]
    {
        assert_eq!(verified("1743483351", SIGNATURE, BODY, at(SENT + seconds)), expected, "{seconds}");
    }
    for odd in ["", "soon", "1743483351.5", "99999999999999999999", " 1743483351"] {
        let signature = sign(&secret(), odd, BODY.as_bytes());
        assert_eq!(verified(odd, &signature, BODY, at(SENT)), Err(Untrusted::Stale), "{odd:?}");
    }
}

#[test]
fn every_event_is_read_with_its_fields() {
    let joined = json!({
        "session_id": "s==", "user_connection_id": "c1", "user_id": "c-1", "join_time": "2025-04-01T12:22:26Z",
        "user_name": "Gr\u{202e}ace", "role_type": "customer",
    });
    let (event, _) = event_of(&with("cobrowse.session_user_joined", joined)).unwrap();
    let user = ZoomUser { id: "c-1".into(), name: Some("Grace".into()), party: Some(Party::Customer) };
    assert_eq!((event.user, event.connection.as_str()), (Some(user), "c1"));
    let started = json!({ "session_id": "s==", "start_url": "https://shop.example/basket?card=4111#top" });
    let (event, _) = event_of(&with("cobrowse.session_started", started)).unwrap();
    assert_eq!(event.start_url.as_deref(), Some("https://shop.example/basket"));
    let ended = json!({ "session_id": "s==", "session_pin": "482913", "end_reason": "Unknown reason" });
    let (event, pin) = event_of(&with("cobrowse.session_ended", ended)).unwrap();
    assert_eq!((pin.unwrap().as_str(), event.reason.as_deref()), ("482913", Some("Unknown reason")));
}

#[test]
fn an_unknown_event_is_kept_for_whoever_looks() {
    let (event, _) = event_of(&with("cobrowse.session_paused", json!({ "session_id": "s==" }))).unwrap();
    assert_eq!((event.known(), event.zoom_id.as_str()), (None, "s=="));
    assert!(event_of(&with("app.deauthorized", json!({}))).unwrap().0.zoom_id.is_empty());
}

#[test]
fn what_makes_no_sense_is_refused() {
    let started = |object| event_of(&with("cobrowse.session_started", object)).is_err();
    assert!(started(json!({})) && started(json!({ "session_id": 4 })) && started(json!(null)));
    assert!(started(json!({ "session_id": "x".repeat(201) })) && started(json!({ "session_id": "a b" })));
    let joined = |object| event_of(&with("cobrowse.session_user_joined", object)).is_err();
    assert!(joined(json!({ "session_id": "s", "user_id": "u" })));
    assert!(joined(json!({ "session_id": "s", "user_connection_id": "c" })));
    for event_ts in [json!(0), json!(-5), json!(1_743_483_351), json!(99_999_999_999_999_i64), json!("now")] {
        let mut body = with("cobrowse.session_started", json!({ "session_id": "s" }));
        body["event_ts"] = event_ts.clone();
        assert!(event_of(&body).is_err(), "{event_ts}");
    }
    for body in ["", "{}", "[]", "null", "{\"event\":3,\"event_ts\":1}"] {
        assert!(read(&secret(), body.as_bytes(), at(SENT)).is_err(), "{body}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_is_an_event_or_nonsense(
        name in "[a-z_.]{0,40}", text in "\\PC{0,300}", number in any::<i64>(), depth in 0_u8..3,
    ) {
        let object = json!({
            "session_id": text, "user_id": text, "user_name": text, "start_url": text, "start_time": text,
            "user_connection_id": text, "session_pin": text, "end_reason": number, "role_type": text,
        });
        let object = (0..depth).fold(object, |inner, _| json!({ "session_id": inner }));
        let body = json!({ "event": name, "event_ts": number, "payload": { "object": object } });
        if let Ok(Message::Event(event, _)) = read(&secret(), body.to_string().as_bytes(), at(SENT)) {
            prop_assert!(event.zoom_id.len() <= LONGEST_ID);
            if let Some(user) = event.user {
                prop_assert!(user.id.chars().count() <= LONGEST_TEXT && !user.id.chars().any(is_invisible));
            }
        }
    }
}
