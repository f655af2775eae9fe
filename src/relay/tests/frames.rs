//! Frames against the files that the TypeScript half is tested against too, and against anything else.

use crate::relay::frame::{Dom, Frame, NotAFrame};
use bytes::Bytes;
use proptest::prelude::*;
use serde_json::Value;

fn samples(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("a list of samples")
}

fn bytes(hex: &Value) -> Vec<u8> {
    let digits = hex.as_str().expect("hex is text").as_bytes();
    let pairs = digits.chunks(2).map(|pair| std::str::from_utf8(pair).expect("hex is ASCII"));
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("hex digits")).collect()
}

fn dom(frame: &Value) -> Dom {
    let flag = |name: &str| frame[name].as_bool().expect("flags are booleans");
    match frame["kind"].as_str() {
        Some("snapshot") => Dom::Snapshot { first: flag("first"), last: flag("last"), deflated: flag("deflated") },
        Some("increment") => Dom::Increment { deflated: flag("deflated") },
        Some("ephemeral") => Dom::Ephemeral { deflated: flag("deflated") },
        Some("asset") => Dom::Asset { first: flag("first"), last: flag("last") },
        other => panic!("no kind: {other:?}"),
    }
}

#[test]
fn every_valid_sample_reads_as_it_says_and_is_written_the_same() {
    for sample in samples(include_str!("../../../tests/fixtures/frames/valid.json")) {
        let (message, frame) = (bytes(&sample["hex"]), &sample["frame"]);
        let decode_only = sample["decodeOnly"] == true;
        let (expected, written) = if let Some(fields) = frame["message"].as_object() {
            (Frame::Control(fields.clone()), Frame::control(fields))
        } else {
            let payload = bytes(&frame["payload"]);
            assert_eq!(message[Frame::HEAD..], payload, "{}", sample["name"]);
            (Frame::Dom(dom(frame)), dom(frame).encode(&payload))
        };
        assert_eq!(Frame::decode(&message), Ok(expected), "{}", sample["name"]);
        assert!(decode_only || written == message, "{} is written as {written:?}", sample["name"]);
    }
}

#[test]
fn no_invalid_sample_reads() {
    for sample in samples(include_str!("../../../tests/fixtures/frames/invalid.json")) {
        assert_eq!(Frame::decode(&bytes(&sample["hex"])), Err(NotAFrame), "{}", sample["name"]);
    }
}

fn any_dom() -> impl Strategy<Value = Dom> {
    prop_oneof![
        any::<(bool, bool, bool)>().prop_map(|(first, last, deflated)| Dom::Snapshot { first, last, deflated }),
        any::<bool>().prop_map(|deflated| Dom::Increment { deflated }),
        any::<bool>().prop_map(|deflated| Dom::Ephemeral { deflated }),
        any::<(bool, bool)>().prop_map(|(first, last)| Dom::Asset { first, last }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_dom_frame_survives_its_journey(dom in any_dom(), payload: Vec<u8>) {
        let message = dom.encode(&payload);
        prop_assert_eq!(Frame::decode(&message), Ok(Frame::Dom(dom)));
        prop_assert_eq!(&message[Frame::HEAD..], &payload[..]);
    }

    #[test]
    fn a_control_frame_survives_its_journey(kind: String, text: String, number: i64) {
        let message = serde_json::json!({"type": kind, "text": text, "number": number});
        let frame = Frame::decode(&Frame::control(&message));
        prop_assert_eq!(frame, Ok(Frame::Control(message.as_object().expect("an object").clone())));
    }

    #[test]
    fn bytes_of_any_kind_are_a_frame_or_an_error(kind in prop_oneof![Just(b'C'), Just(b'S'), any::<u8>()], rest: Vec<u8>) {
        let message = [&[kind], &rest[..]].concat();
        if let Ok(Frame::Dom(dom)) = Frame::decode(&message) {
            prop_assert_eq!(dom.encode(&message[Frame::HEAD..]), Bytes::from(message));
        }
    }

    #[test]
    fn a_mangled_control_frame_is_an_error_or_has_a_type(at: prop::sample::Index, byte: u8) {
        let mut message = Frame::control(&serde_json::json!({"type": "consent", "allow": true})).to_vec();
        let at = at.index(message.len());
        message[at] = byte;
        if let Ok(Frame::Control(fields)) = Frame::decode(&message) {
            prop_assert!(fields["type"].is_string());
        }
    }
}
