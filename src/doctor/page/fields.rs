//! Which fields of a page's forms agents see: the rules of the SDK (`static/src/sdk/gate/masked.ts`) on the page as it was
//! served, and a guess what each field may hold.

use super::document::{Document, Element};
use super::selector::{Selectors, Unreadable};
use crate::doctor::catalogue::{FIELD_VISIBLE, MASK_SELECTOR};
use crate::doctor::finding::{FieldVerdict, Finding, Seen};
use crate::domain::site::{MaskDefaults, MaskType};
use std::sync::LazyLock;

/// What the SDK masks on every page. The same list is tested against the SDK's own.
static ALWAYS: LazyLock<Selectors> = LazyLock::new(|| {
    let list: Vec<String> = serde_json::from_str(include_str!("../../../tests/fixtures/masks/always.json"))
        .expect("the fixture is a list of selectors");
    Selectors::parse(&list.join(", ")).expect("the SDK's own selectors are simple")
});

/// Fields that are looked at: nobody reads a longer list.
const MOST_FIELDS: usize = 500;
/// Bytes of a list of attributes: several times what a site's settings can have.
const LONGEST_ATTRIBUTES: usize = 10_000;
/// Characters of a selector that are repeated.
const LONGEST_ECHO: usize = 100;

/// How a site masks: `piiMask` of its snippet, or what the operator says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaskSettings {
    /// One selector list.
    pub selectors: Option<String>,
    /// `name=value` or `name`, separated by commas.
    pub attributes: Option<String>,
    /// `maskType: "all_input"`
    pub all_inputs: bool,
    /// `privateByDefault: true`
    pub private: bool,
    /// What is opened on a page that is private by default.
    pub opened: Option<String>,
}

impl MaskSettings {
    /// Reads `piiMask` from the text of a script, as far as it is written out.
    pub fn from_script(text: &str) -> Self {
        Self {
            selectors: quoted_after(text, "maskCssSelectors"),
            attributes: quoted_after(text, "maskHTMLAttributes"),
            all_inputs: quoted_after(text, "maskType").is_some_and(|kind| kind == "all_input"),
            private: text.split_once("privateByDefault").is_some_and(|(_, rest)| {
                rest.trim_start_matches(['"', '\'', ':', ' ', '\n', '\t']).starts_with("true")
            }),
            opened: quoted_after(text, "unmaskCssSelectors"),
        }
    }

    /// What the help button masks on every page, whatever is set (`static/src/embed/masking.ts`).
    pub fn of_the_button() -> Self {
        let (selectors, attributes) = (Some(".pii-mask".to_owned()), Some("data-sensitive=true".to_owned()));
        Self { selectors, attributes, ..Self::default() }
    }

    /// The defaults of a host site.
    pub fn of_site(mask: &MaskDefaults) -> Self {
        Self {
            selectors: mask.css_selectors.as_ref().map(|list| list.as_str().to_owned()),
            attributes: mask.html_attributes.as_ref().map(|list| list.as_str().to_owned()),
            all_inputs: mask.mask_type == MaskType::AllInput,
            private: mask.private_by_default,
            opened: None,
        }
    }

    /// Both: what one masks the other does not open. Openings count only from whoever made the page private.
    #[must_use]
    pub fn and(self, page: Self) -> Self {
        Self {
            selectors: joined(self.selectors, page.selectors),
            attributes: joined(self.attributes, page.attributes),
            all_inputs: self.all_inputs || page.all_inputs,
            private: self.private || page.private,
            opened: if self.private { self.opened } else { page.opened },
        }
    }
}

fn joined(one: Option<String>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}, {other}")),
        (one, other) => one.or(other),
    }
}

/// The text of `name: "text"`.
fn quoted_after(text: &str, name: &str) -> Option<String> {
    let rest = text.split_once(name)?.1.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    rest[1..].split_once(quote).map(|(value, _)| value.to_owned())
}

/// Every field of the page, and the findings about them.
pub fn check(document: &Document, settings: &MaskSettings) -> (Vec<FieldVerdict>, Vec<Finding>) {
    let rules = match Rules::of(settings) {
        Ok(rules) => rules,
        Err(selector) => {
            let shown: String = selector.chars().take(LONGEST_ECHO).collect();
            let saw = format!("{shown:?} is not understood; the fields are judged without it.");
            let without = MaskSettings { selectors: None, attributes: None, opened: None, ..settings.clone() };
            let (verdicts, mut findings) = check(document, &without);
            findings.insert(0, MASK_SELECTOR.saw(saw));
            return (verdicts, findings);
        }
    };
    let verdicts: Vec<_> = fields(document).take(MOST_FIELDS).map(|at| verdict(document, at, &rules)).collect();
    let open = verdicts.iter().filter(|verdict| verdict.seen == Seen::Visible);
    let findings = open.filter_map(visible).collect();
    (verdicts, findings)
}

/// How many fields of the page were left out because there are too many.
pub fn left_out(document: &Document) -> usize {
    fields(document).count().saturating_sub(MOST_FIELDS)
}

fn fields(document: &Document) -> impl Iterator<Item = usize> + '_ {
    (0..document.elements.len()).filter(|&at| is_field(&document.elements[at]))
}

fn visible(verdict: &FieldVerdict) -> Option<Finding> {
    let holds = verdict.may_hold.as_deref()?;
    let saw = format!("Agents see {}; it may hold {holds}.", verdict.field);
    Some(FIELD_VISIBLE.saw(saw).paste(format!("<{} data-private>", verdict.field)))
}

struct Rules {
    set: Vec<Selectors>,
    opened: Option<Selectors>,
    all_inputs: bool,
    private: bool,
}

impl Rules {
    /// # Errors
    /// The text that is not understood.
    fn of(settings: &MaskSettings) -> Result<Self, String> {
        let read = |text: &str| Selectors::parse(text).map_err(|Unreadable| text.to_owned());
        let mut set = Vec::new();
        if let Some(text) = settings.selectors.as_deref().filter(|text| !text.trim().is_empty()) {
            set.push(read(text)?);
        }
        if let Some(endless) = settings.attributes.as_ref().filter(|all| all.len() > LONGEST_ATTRIBUTES) {
            return Err(endless.clone());
        }
        for one in settings.attributes.iter().flat_map(|all| all.split(',')).map(str::trim) {
            let selector = match one.split_once('=') {
                Some((name, value)) => format!("[{}='{}']", name.trim(), value.trim().trim_matches(['"', '\''])),
                None => format!("[{one}]"),
            };
            set.push(Selectors::parse(&selector).map_err(|Unreadable| one.to_owned())?);
        }
        let opened = settings.opened.as_deref().map(read).transpose()?;
        Ok(Self { set, opened, all_inputs: settings.all_inputs, private: settings.private })
    }

    fn seen(&self, document: &Document, at: usize) -> Seen {
        let around = |selectors: &Selectors| selectors.cover(document, at);
        if around(&ALWAYS) {
            Seen::AlwaysMasked
        } else if self.all_inputs
            || self.set.iter().any(around)
            || (self.private && !self.opened.as_ref().is_some_and(around))
        {
            Seen::MaskedBySettings
        } else {
            Seen::Visible
        }
    }
}

/// Something one can type into or choose from.
fn is_field(element: &Element) -> bool {
    let editable = element.attribute("contenteditable").is_some_and(|value| !value.eq_ignore_ascii_case("false"));
    let kind = element.attribute("type").unwrap_or("text").to_ascii_lowercase();
    let is_button = matches!(kind.as_str(), "submit" | "button" | "reset" | "image");
    match element.name.as_str() {
        "input" => !is_button && kind != "hidden",
        "textarea" | "select" => true,
        _ => editable,
    }
}

fn verdict(document: &Document, at: usize, rules: &Rules) -> FieldVerdict {
    let element = &document.elements[at];
    let label = label(document, at);
    FieldVerdict {
        field: shown(element),
        seen: rules.seen(document, at),
        may_hold: guess(element, label.as_deref().unwrap_or_default()).map(str::to_owned),
        label,
    }
}

/// `input name="email"`
fn shown(element: &Element) -> String {
    let marks =
        ["id", "name", "type"].iter().filter_map(|name| Some(format!(" {name}=\"{}\"", clean(element.filled(name)?))));
    format!("{}{}", element.name, marks.take(2).collect::<String>())
}

/// From a page of somebody else: without what would end an attribute, and not long.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '<' | '>')).take(60).collect()
}

fn label(document: &Document, at: usize) -> Option<String> {
    let element = &document.elements[at];
    let named = || {
        let id = element.id()?;
        document.named(&["label"]).find(|&label| document.elements[label].attribute("for") == Some(id))
    };
    let around = || document.around(at).find(|&one| document.elements[one].name == "label");
    let text = named().or_else(around).map(|label| document.text_of(label)).filter(|text| !text.is_empty());
    let own = || ["aria-label", "placeholder", "title"].iter().find_map(|name| element.filled(name)).map(str::to_owned);
    text.or_else(own).map(|text| clean(&text))
}

/// Words in names and labels, and what such a field may hold. The first that fits counts.
const WORDS: [(&str, &[&str]); 12] = [
    ("a card's number", &["card", "cc-number", "pan", "kreditkarte"]),
    ("a password or code", &["password", "passwd", "passcode", "otp", "cvv", "cvc", "pin", "secret", "token"]),
    ("a bank account", &["iban", "account", "bic", "sortcode", "routing", "konto"]),
    (
        "an official number",
        &["ssn", "social", "passport", "license", "licence", "tax", "nin", "national", "insurance", "policy"],
    ),
    (
        "health details",
        &["health", "diagnosis", "medical", "allergy", "allergies", "medication", "symptom", "symptoms"],
    ),
    ("money matters", &["salary", "income", "balance", "debt"]),
    ("a date of birth", &["birth", "birthday", "dob", "bday"]),
    ("an e-mail address", &["email", "mail"]),
    ("a phone number", &["phone", "tel", "mobile", "cell", "fax"]),
    ("an address", &["address", "street", "zip", "postcode", "postal", "city", "town"]),
    ("a name", &["name", "surname", "firstname", "lastname", "fullname"]),
    ("whatever people write", &["message", "comment", "comments", "note", "notes", "description", "feedback"]),
];

/// What the field may hold, by its type, `autocomplete`, names and label.
fn guess(element: &Element, label: &str) -> Option<&'static str> {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    match kind.as_str() {
        "email" => return Some("an e-mail address"),
        "tel" => return Some("a phone number"),
        "checkbox" | "radio" | "range" | "color" | "search" => return None,
        _ => {}
    }
    let marks =
        ["autocomplete", "name", "id", "placeholder", "aria-label"].iter().filter_map(|name| element.attribute(name));
    let words: Vec<String> = marks.chain([label]).flat_map(words).collect();
    let fits = |(_, known): &&(&str, &[&str])| words.iter().any(|word| known.contains(&word.as_str()));
    let by_word = WORDS.iter().find(fits).map(|(holds, _)| *holds);
    by_word.or((element.name == "textarea").then_some("whatever people write"))
}

/// `firstName`, `first_name` and `first-name` are "first" and "name", and also both together.
fn words(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut after_lower = false;
    for c in text.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && after_lower) {
            found.push(String::new());
        }
        after_lower = c.is_lowercase();
        if let Some(word) = found.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    found.push(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect());
    found.retain(|word| !word.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Case {
        html: String,
        masked: bool,
    }

    fn seen(html: &str, settings: &MaskSettings) -> Vec<Seen> {
        check(&Document::parse(html), settings).0.into_iter().map(|verdict| verdict.seen).collect()
    }

    /// `static/src/sdk/gate/masked.test.ts` holds the SDK to the same selectors.
    #[test]
    fn what_the_sdk_always_masks_is_always_masked_here() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("../../../tests/fixtures/masks/cases.json")).unwrap();
        assert!(cases.len() > 10);
        for Case { html, masked } in cases {
            let document = Document::parse(&html);
            let at =
                document.elements.iter().position(|element| element.attribute("data-case").is_some()).expect(&html);
            let rules = Rules::of(&MaskSettings::default()).unwrap();
            assert_eq!(rules.seen(&document, at) == Seen::AlwaysMasked, masked, "{html}");
        }
    }

    #[test]
    fn settings_of_the_site_mask_what_they_match_and_all_inside() {
        let html = "<div class=a><input name=x></div><input name=y data-hush=on><input name=z>";
        let settings = MaskSettings {
            selectors: Some(".a".into()),
            attributes: Some("data-hush=on, data-other".into()),
            ..MaskSettings::default()
        };
        assert_eq!(seen(html, &settings), [Seen::MaskedBySettings, Seen::MaskedBySettings, Seen::Visible]);
        let all = MaskSettings { all_inputs: true, ..MaskSettings::default() };
        assert_eq!(seen(html, &all), [Seen::MaskedBySettings; 3]);
        let private = MaskSettings { private: true, opened: Some(".a".into()), ..MaskSettings::default() };
        assert_eq!(seen(html, &private), [Seen::Visible, Seen::MaskedBySettings, Seen::MaskedBySettings]);
    }

    #[test]
    fn a_page_of_fields_and_settings_without_end_are_cut() {
        let html = format!("<label for=a>Iban</label>{}", "<input id=a>".repeat(MOST_FIELDS + 7));
        let document = Document::parse(&html);
        let script = format!("maskHTMLAttributes: '{}', maskCssSelectors: '.a'", "a,".repeat(LONGEST_ATTRIBUTES));
        let (verdicts, findings) = check(&document, &MaskSettings::from_script(&script));
        assert_eq!((verdicts.len(), left_out(&document)), (MOST_FIELDS, 7));
        assert!(findings[0].kind == &MASK_SELECTOR && findings[0].saw.len() < 200, "{}", findings[0].saw);
    }

    #[test]
    fn the_settings_of_a_snippet_are_read() {
        let script = r#"ZoomCobrowseSDK.init({ piiMask: { maskType: "all_input", "maskCssSelectors": '.a, #b', maskHTMLAttributes: "data-x=1", privateByDefault: true } })"#;
        let settings = MaskSettings::from_script(script);
        let expected = MaskSettings {
            selectors: Some(".a, #b".into()),
            attributes: Some("data-x=1".into()),
            all_inputs: true,
            private: true,
            opened: None,
        };
        assert_eq!(settings, expected);
        assert_eq!(MaskSettings::from_script("maskCssSelectors: list"), MaskSettings::default());
        let both = MaskSettings::of_the_button().and(settings);
        assert_eq!(both.selectors.as_deref(), Some(".pii-mask, .a, #b"));
        assert!(both.private && both.attributes.as_deref() == Some("data-sensitive=true, data-x=1"));
    }

    #[test]
    fn only_visible_fields_with_something_private_are_findings() {
        let html = "<input type=search name=q><label for=m>Your e-mail</label><input id=m><input type=password>\
                    <select name=colour></select><textarea name=t></textarea><div contenteditable aria-label=Notes></div>\
                    <input type=submit><input type=hidden name=secret><input name=first_name data-private>\
                    <label>Date of birth <input name=d></label><input autocomplete='shipping street-address'><input name=userPhone>";
        let (verdicts, findings) = check(&Document::parse(html), &MaskSettings::default());
        assert_eq!(verdicts.len(), 10);
        let saw: Vec<_> = findings.iter().map(|finding| finding.saw.as_str()).collect();
        assert_eq!(
            saw,
            [
                "Agents see input id=\"m\"; it may hold an e-mail address.",
                "Agents see textarea name=\"t\"; it may hold whatever people write.",
                "Agents see div; it may hold whatever people write.",
                "Agents see input name=\"d\"; it may hold a date of birth.",
                "Agents see input; it may hold an address.",
                "Agents see input name=\"userPhone\"; it may hold a phone number.",
            ]
        );
        assert_eq!(findings[0].paste.as_deref(), Some("<input id=\"m\" data-private>"));
    }

    #[test]
    fn a_selector_that_is_not_understood_is_told_and_left_out() {
        let settings = MaskSettings { selectors: Some("input:not(.x)".into()), ..MaskSettings::default() };
        let (verdicts, findings) = check(&Document::parse("<input name=email>"), &settings);
        assert_eq!(verdicts[0].seen, Seen::Visible);
        assert_eq!(findings.iter().map(|f| f.kind.slug).collect::<Vec<_>>(), ["mask-selector", "field-visible"]);
    }
}
