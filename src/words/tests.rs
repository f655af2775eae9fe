use super::*;
use chrono::TimeZone;

fn in_each(say: impl Fn(Words) -> String) -> [String; 6] {
    Language::ALL.map(|language| say(Words::new(language)))
}

#[test]
fn moments_are_written_as_scripts_write_them() {
    let table: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/words.json")).unwrap();
    for language in Language::ALL {
        let words = Words::new(language);
        let dates = (1..=12).map(|month| words.date_time(&Utc.with_ymd_and_hms(2026, month, 2, 4, 3, 9).unwrap()));
        assert_eq!(serde_json::json!(dates.collect::<Vec<_>>()), table[language.tag()]["moments"], "{language:?}");
        let numbers = [0, 999, 1234, 12_345, -1_234_567].map(|number| words.number(number));
        assert_eq!(serde_json::json!(numbers), table[language.tag()]["numbers"], "{language:?}");
    }
}

#[test]
fn a_message_is_said_in_each_language_with_what_is_put_into_it() {
    let said = in_each(|words| words.say("field-password-hint").with("count", 1_200).to_string());
    for (text, number) in said.iter().zip(["1,200", "1200", "1.200", "1\u{202f}200", "1,200", "\u{2068}1,200\u{2069}"])
    {
        assert!(text.contains(number), "{text}");
    }
    assert_eq!(said.iter().collect::<std::collections::BTreeSet<_>>().len(), 6);
}

#[test]
fn only_messages_bring_markup() {
    let rich = Words::default().say("sign-in-forgotten").rich().to_string();
    assert!(rich.contains("<em>People</em>"), "{rich}");
    let hostile = Words::default().say("reveal-show-label").with("name", "<b onclick='x'>&").rich().to_string();
    assert_eq!(hostile, "Show: &lt;b onclick=&#39;x&#39;&gt;&amp;");
}

#[test]
fn a_key_of_others_making_is_asked_for() {
    assert!(Words::default().find("timeline-nobody-knows").is_none());
    assert!(Words::default().find("timeline-agent-left").is_some());
}
