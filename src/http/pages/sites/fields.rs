//! The fields of a site's form, in one table: what a site has there, and how what somebody typed is read. One more of
//! what a site has is one more line, and its words `sites-field-…`.

use super::super::views::{SiteField, SiteFieldKind, SitePart};
use super::super::wrong::{Explain, site_origins};
use crate::domain::site::{
    Accent, AttributeList, Language, Line, MaskType, Position, RecordUrl, SelectorList, TicketUrl,
};
use crate::domain::{HostSite, SkillTag};
use crate::sites::SiteChange;
use std::collections::HashMap;
use std::str::FromStr;

/// One field.
struct Field {
    /// Also its id, and the end of its messages' keys.
    name: &'static str,
    part: &'static str,
    kind: SiteFieldKind,
    shown: fn(&HostSite) -> String,
    take: fn(&mut SiteChange, &str) -> Result<(), String>,
}

type Shown = fn(&HostSite) -> String;
type Take = fn(&mut SiteChange, &str) -> Result<(), String>;

const fn line(part: &'static str, name: &'static str, most: usize, shown: Shown, take: Take) -> Field {
    Field { name, part, kind: SiteFieldKind::Line { most }, shown, take }
}

const fn code(part: &'static str, name: &'static str, most: usize, shown: Shown, take: Take) -> Field {
    Field { name, part, kind: SiteFieldKind::Code { most }, shown, take }
}

const fn lines(part: &'static str, name: &'static str, rows: usize, shown: Shown, take: Take) -> Field {
    Field { name, part, kind: SiteFieldKind::Lines { rows }, shown, take }
}

const fn flag(part: &'static str, name: &'static str, shown: Shown, take: Take) -> Field {
    Field { name, part, kind: SiteFieldKind::Flag, shown, take }
}

const fn choice(
    part: &'static str,
    name: &'static str,
    values: &'static [&'static str],
    shown: Shown,
    take: Take,
) -> Field {
    Field { name, part, kind: SiteFieldKind::Choice { values }, shown, take }
}

const PAGES: &str = "sites-part-pages";
const MASKING: &str = "sites-part-masking";
const LOOKS: &str = "sites-part-looks";
const DESK: &str = "sites-part-desk";

const FIELDS: &[Field] = &[
    line(PAGES, "name", 80, |site| site.name.as_str().to_owned(), |change, typed| required(&mut change.name, typed)),
    lines(PAGES, "origins", 4, |site| site.origins.iter().map(|origin| format!("{origin}\n")).collect(), take_origins),
    choice(
        MASKING,
        "mask-type",
        &["custom_input", "all_input"],
        |site| site.mask.mask_type.as_str().to_owned(),
        |change, typed| required::<MaskType>(&mut change.mask_type, typed),
    ),
    lines(
        MASKING,
        "css-selectors",
        2,
        |site| text(site.mask.css_selectors.as_ref().map(SelectorList::as_str)),
        |change, typed| optional(&mut change.css_selectors, &one_line(typed)),
    ),
    lines(
        MASKING,
        "html-attributes",
        2,
        |site| text(site.mask.html_attributes.as_ref().map(AttributeList::as_str)),
        |change, typed| optional(&mut change.html_attributes, &one_line(typed)),
    ),
    flag(
        MASKING,
        "private-by-default",
        |site| yes(site.mask.private_by_default),
        |change, typed| set(&mut change.private_by_default, !typed.is_empty()),
    ),
    lines(
        MASKING,
        "unmask-css-selectors",
        2,
        |site| text(site.mask.unmask_css_selectors.as_ref().map(SelectorList::as_str)),
        |change, typed| optional(&mut change.unmask_css_selectors, &one_line(typed)),
    ),
    code(
        LOOKS,
        "accent",
        7,
        |site| text(site.branding.accent.as_ref().map(Accent::as_str)),
        |change, typed| optional(&mut change.accent, typed),
    ),
    line(
        LOOKS,
        "heading",
        80,
        |site| text(site.branding.heading.as_ref().map(Line::as_str)),
        |change, typed| optional(&mut change.heading, typed),
    ),
    line(
        LOOKS,
        "button-text",
        40,
        |site| text(site.branding.button_text.as_ref().map(Line::as_str)),
        |change, typed| optional(&mut change.button_text, typed),
    ),
    line(
        LOOKS,
        "hint",
        160,
        |site| text(site.branding.hint.as_ref().map(Line::as_str)),
        |change, typed| optional(&mut change.hint, typed),
    ),
    code(
        LOOKS,
        "language",
        35,
        |site| text(site.branding.language.as_ref().map(Language::as_str)),
        |change, typed| optional(&mut change.language, typed),
    ),
    choice(
        LOOKS,
        "position",
        &[
            "",
            "bottom-end",
            "bottom-start",
            "top-end",
            "top-start",
            "bottom-right",
            "bottom-left",
            "top-right",
            "top-left",
        ],
        |site| text(site.branding.position.map(Position::as_str)),
        |change, typed| optional(&mut change.position, typed),
    ),
    flag(
        DESK,
        "waiting-list",
        |site| yes(site.desk.waiting_list),
        |change, typed| set(&mut change.waiting_list, !typed.is_empty()),
    ),
    line(
        DESK,
        "skill",
        32,
        |site| text(site.desk.skill.as_ref().map(SkillTag::as_str)),
        |change, typed| optional(&mut change.skill, typed),
    ),
    code(
        DESK,
        "ticket-url",
        500,
        |site| text(site.desk.ticket_url.as_ref().map(TicketUrl::as_str)),
        |change, typed| optional(&mut change.ticket_url, typed),
    ),
    code(
        DESK,
        "record-url",
        500,
        |site| text(site.desk.record_url.as_ref().map(RecordUrl::as_str)),
        |change, typed| optional(&mut change.record_url, typed),
    ),
];

/// What was typed, by the names of the fields. A box that is not ticked is not sent.
pub type Typed = HashMap<String, String>;

/// A sentence for each field that something is wrong with.
pub type Wrong = HashMap<&'static str, String>;

/// What the form asks for.
///
/// # Errors
/// Everything that is wrong at once.
pub fn read(typed: &Typed) -> Result<SiteChange, Wrong> {
    let (mut change, mut wrong) = (SiteChange::default(), Wrong::new());
    for field in FIELDS {
        let is_flag = field.kind == SiteFieldKind::Flag;
        let Some(text) = typed.get(field.name).map(String::as_str).or(is_flag.then_some("")) else { continue };
        if let Err(why) = (field.take)(&mut change, text.trim()) {
            wrong.insert(field.name, why);
        }
    }
    if wrong.is_empty() { Ok(change) } else { Err(wrong) }
}

/// The form of a site as it is stored.
pub fn stored(site: &HostSite) -> Vec<SitePart> {
    parts(|field| SiteField { value: (field.shown)(site), ..empty(field) })
}

/// The form as somebody filled it in, and what is wrong with it.
pub fn filled_in(typed: &Typed, mut wrong: Wrong) -> Vec<SitePart> {
    let mut first = true;
    parts(|field| {
        let value = typed.get(field.name).cloned().unwrap_or_default();
        let problem = wrong.remove(field.name);
        let focus = problem.is_some() && std::mem::take(&mut first);
        SiteField { value, problem, focus, ..empty(field) }
    })
}

/// The same over a site that somebody else changed meanwhile: where both differ, what is stored now stands beside.
pub fn filled_in_over(typed: &Typed, site: &HostSite) -> Vec<SitePart> {
    parts(|field| {
        let (value, now) = (typed.get(field.name).cloned().unwrap_or_default(), (field.shown)(site));
        let differs = lines_of(&value) != lines_of(&now);
        SiteField { value, now: differs.then_some(now), ..empty(field) }
    })
}

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn empty(field: &Field) -> SiteField {
    SiteField { name: field.name, kind: field.kind, value: String::new(), problem: None, focus: false, now: None }
}

/// The fields by their parts, in the order of the table.
fn parts(mut view: impl FnMut(&Field) -> SiteField) -> Vec<SitePart> {
    let mut parts: Vec<SitePart> = Vec::new();
    for field in FIELDS {
        let seen = view(field);
        match parts.last_mut().filter(|part| part.key == field.part) {
            Some(part) => part.fields.push(seen),
            None => parts.push(SitePart { key: field.part, fields: vec![seen] }),
        }
    }
    parts
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes".to_owned() } else { String::new() }
}

/// A line break is as good as a space in every list.
fn one_line(typed: &str) -> String {
    typed.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn set(slot: &mut Option<bool>, value: bool) -> Result<(), String> {
    *slot = Some(value);
    Ok(())
}

fn required<T: FromStr<Err: Explain>>(slot: &mut Option<T>, typed: &str) -> Result<(), String> {
    *slot = Some(typed.parse().map_err(|why: T::Err| why.explain())?);
    Ok(())
}

/// An empty text takes the value away.
fn optional<T: FromStr<Err: Explain>>(slot: &mut Option<Option<T>>, typed: &str) -> Result<(), String> {
    let value = Some(typed.trim()).filter(|typed| !typed.is_empty());
    *slot = Some(value.map(|typed| typed.parse().map_err(|why: T::Err| why.explain())).transpose()?);
    Ok(())
}

fn take_origins(change: &mut SiteChange, typed: &str) -> Result<(), String> {
    change.origins = Some(site_origins(typed)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::site::samples::{full_site, site};

    fn typed(parts: &[SitePart]) -> Typed {
        let fields = parts.iter().flat_map(|part| &part.fields);
        let is_sent = |field: &&SiteField| field.kind != SiteFieldKind::Flag || !field.value.is_empty();
        fields.filter(is_sent).map(|field| (field.name.to_owned(), field.value.clone())).collect()
    }

    /// A form that nobody touched changes nothing, so no field is read otherwise than it is shown.
    #[test]
    fn every_field_reads_back_as_it_is_shown() {
        for before in [
            site("shop", &["https://shop.example:8443"]),
            full_site("shop", &["https://a.example:8443", "https://b.example:8443"]),
        ] {
            let change = read(&typed(&stored(&before))).expect("nothing is wrong with what is stored");
            assert_eq!(
                format!("{change:?}").matches(": None").count(),
                1,
                "the key alone is not in the form: {change:?}"
            );
            assert!(change.identity_key.is_none());
            let shown = stored(&before);
            assert!(shown.iter().flat_map(|part| &part.fields).all(|field| field.problem.is_none()));
        }
    }

    #[test]
    fn everything_wrong_is_said_at_once_and_nothing_typed_is_lost() {
        let mut form = typed(&stored(&full_site("shop", &["https://shop.example"])));
        for (name, bad) in [
            ("name", ""),
            ("origins", "https://shop.example/path"),
            ("mask-type", "none"),
            ("css-selectors", ".a, [b"),
            ("html-attributes", "1a"),
            ("unmask-css-selectors", "a {}"),
            ("accent", "red"),
            ("heading", "a\u{200b}"),
            ("language", "x"),
            ("position", "middle"),
            ("skill", "a b c <"),
            ("ticket-url", "http://x.example/{ticket}"),
        ] {
            form.insert(name.to_owned(), bad.to_owned());
            let wrong = read(&form).expect_err("it is wrong");
            assert!(wrong.contains_key(name), "{name}: {wrong:?}");
        }
        let wrong = read(&form).expect_err("they are wrong");
        assert_eq!(wrong.len(), 12, "{wrong:?}");
        let shown = filled_in(&form, wrong);
        let fields: Vec<_> = shown.iter().flat_map(|part| &part.fields).collect();
        assert_eq!(fields.iter().filter(|field| field.problem.is_some()).count(), 12);
        assert!(fields.iter().all(|field| form.get(field.name).is_none_or(|typed| *typed == field.value)));
    }

    #[test]
    fn what_somebody_else_stored_stands_beside_what_was_typed() {
        let stored_now = full_site("shop", &["https://shop.example"]);
        let mut form = typed(&stored(&stored_now));
        form.insert("hint".into(), "Call us".into());
        form.insert("origins".into(), "\r\nhttps://shop.example\r\n".into());
        let shown = filled_in_over(&form, &stored_now);
        let beside: Vec<_> = shown
            .iter()
            .flat_map(|part| &part.fields)
            .filter_map(|field| Some((field.name, field.now.as_deref()?)))
            .collect();
        assert_eq!(beside, [("hint", "Or call +49 30 1234567")]);
    }

    #[test]
    fn a_list_may_be_typed_in_several_lines() {
        let form = Typed::from([("css-selectors".to_owned(), ".a,\r\n#b\r\n".to_owned())]);
        let change = read(&form).unwrap();
        assert_eq!(change.css_selectors.unwrap().unwrap().as_str(), ".a, #b");
        assert_eq!(change.waiting_list, Some(false), "a box that is not ticked");
        assert!(change.hint.is_none(), "what was not sent stays as it is");
    }
}
