//! What holds for every page, whatever it shows.

use super::*;
use crate::words::{Language, Words};

/// Samples that are looked at in Arabic, too.
const IN_ARABIC: [&str; 10] =
    ["home", "login", "setup", "error", "account", "sites", "audit", "audit-broken", "subjects-found", "subject"];

/// `COBROKER_PAGE_SAMPLES=DIR cargo test page_samples` leaves the pages in DIR, for `tests/e2e/pages.mjs`.
#[test]
fn page_samples_are_written_where_asked() {
    let Some(dir) = std::env::var_os("COBROKER_PAGE_SAMPLES") else { return };
    let dir = std::path::PathBuf::from(dir);
    std::fs::create_dir_all(&dir).expect("the directory can be made");
    for (name, html) in samples::all() {
        std::fs::write(dir.join(format!("{name}.html")), html).expect("the page can be written");
    }
    // from right to left
    for (name, html) in samples::all_in(Language::Ar).into_iter().filter(|(name, _)| IN_ARABIC.contains(name)) {
        std::fs::write(dir.join(format!("ar--{name}.html")), html).expect("the page can be written");
    }
}

#[test]
fn every_page_is_whole_and_names_itself_in_every_language() {
    for language in Language::ALL {
        for (name, html) in samples::all_in(language) {
            // the demo company is English
            let language = if name.starts_with("customer") { Language::En } else { language };
            let (tag, dir) = (language.tag(), language.dir());
            let begin =
                ["\">", &format!("\" dir=\"{dir}\">")].map(|end| format!("<!doctype html>\n<html lang=\"{tag}{end}"));
            assert!(begin.iter().any(|begin| html.starts_with(begin)), "{name} in {tag}");
            assert!(html.trim_end().ends_with("</html>"), "{name}");
            assert_eq!(html.matches("<title>").count(), 1, "{name}");
            assert!(!html.contains("<title> "), "{name} has a title without words of its own");
            assert!(html.contains("class=\"skip\" href=\"#main\"") && html.contains("id=\"main\""), "{name}");
            assert!(html.contains("<h1"), "{name}");
        }
    }
}

/// The policy of the pages allows neither, so whatever slipped in would silently not work.
#[test]
fn no_page_has_inline_script_or_style() {
    for (name, html) in samples::all() {
        for script in html.split("<script").skip(1) {
            let from_here = script.starts_with(" src=\"/assets/") || script.starts_with(" src=\"/embed.js\"");
            assert!(from_here, "{name} has an inline script");
        }
        assert!(!html.contains("<style") && !html.contains(" style="), "{name} has inline style");
        for handler in [" onclick=", " onload=", " onerror=", " onsubmit=", " onchange=", "javascript:"] {
            assert!(!html.contains(handler), "{name} has {handler}");
        }
    }
}

#[test]
fn ids_are_unique_on_a_page() {
    for (name, html) in samples::all() {
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            panic!("{name} has two elements with id {}", twice[0]);
        }
    }
}

#[test]
fn what_people_typed_is_escaped() {
    let pages = samples::all();
    let sessions = &pages.iter().find(|(name, _)| *name == "sessions").expect("a sample").1;
    assert!(!sessions.contains("<b>O'Neil"), "a customer's name reached the page as markup");
    assert!(sessions.contains("&#60;b&#62;O&#39;Neil"));
    let searched = &pages.iter().find(|(name, _)| *name == "sessions-no-match").expect("a sample").1;
    assert!(searched.contains("q=a%26b%3D%22c"), "a search leaves its place in an address");
}

#[test]
fn a_pin_is_shown_in_two_groups() {
    assert_eq!(grouped_pin("482913"), "482 913");
    assert_eq!(grouped_pin("1234567"), "1234 567");
    assert_eq!(grouped_pin("KX4M7QPA"), "KX4M 7QPA");
    assert_eq!(grouped_pin("1234"), "1234");
    assert_eq!(grouped_pin(""), "");
}

#[test]
fn navigation_shows_what_the_role_may_open() {
    let nav = |role, section, zoom| {
        let person = Some(Person { name: "Ada".into(), role });
        let layout = Layout { person, section, zoom, ..Layout::default() };
        let html = askama::Template::render(&HomePage { layout, doors: None }).expect("a page");
        ["/agent", "/admin", "/admin/sites", "/admin/agents", "/admin/zoom"]
            .map(|path| html.contains(&format!("href=\"{path}\"")))
    };
    assert_eq!(nav(Role::Agent, Section::Home, true), [true, false, false, false, false]);
    assert_eq!(nav(Role::Admin, Section::Home, true), [true, true, false, false, false], "only the console has a side");
    assert_eq!(nav(Role::Agent, Section::Sites, true), [true, false, false, false, false]);
    assert_eq!(nav(Role::Supervisor, Section::Sites, false), [true, true, true, false, false]);
    assert_eq!(nav(Role::Admin, Section::Sites, true), [true; 5]);
}

#[test]
fn the_page_that_is_open_is_marked() {
    for (name, html) in samples::all().iter().filter(|(_, html)| html.contains("id=\"side\"")) {
        let side = html.split("id=\"side\"").nth(1).and_then(|rest| rest.split("</nav>").next()).expect("a side");
        assert_eq!(side.matches("aria-current=\"page\"").count(), 1, "{name}");
    }
}

#[test]
fn an_unknown_timeline_kind_is_still_readable() {
    assert_eq!(timeline_sentence(Words::default(), "seat_moved_on", "Ada"), "Ada: seat moved on");
}

#[test]
fn a_new_password_stays_out_of_logs() {
    let new = NewLink { name: "Ben".into(), link: "https://support.example/password?token=tulip-gravel".into() };
    assert!(!format!("{new:?}").contains("tulip"));
}
