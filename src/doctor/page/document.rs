//! A page as the browser's parser reads it, before any script: elements in order, each with its parent.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of the page.
#[derive(Debug, Default)]
pub struct Element {
    /// In lower case.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Position of the element around it.
    pub parent: Option<usize>,
    /// The text directly inside it.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The attribute without space around it, unless it is empty.
    pub fn filled(&self, name: &str) -> Option<&str> {
        self.attribute(name).map(str::trim).filter(|value| !value.is_empty())
    }

    pub fn id(&self) -> Option<&str> {
        self.filled("id")
    }
}

/// Elements of a page that are looked at.
pub const MOST_ELEMENTS: usize = 20_000;
/// What is nested deeper hangs from the element at this depth, as in Chromium's parser.
const DEEPEST: usize = 512;
/// Bytes that are parsed between two looks at the clock.
const AT_ONCE: usize = 1_024;
/// Elements and words that make up a text.
const TEXT: (usize, usize) = (200, 20);

/// The elements of a page in document order. What templates and comments hold is not part of it.
#[derive(Debug, Default)]
pub struct Document {
    pub elements: Vec<Element>,
    /// The page goes on: it has too many elements, or took too long to read.
    pub is_cut: bool,
}

impl Document {
    /// Whatever the text is, there is a document: the parser is that of browsers.
    pub fn parse(html: &str) -> Self {
        Self::parse_while(html, || true)
    }

    /// The same, up to where `may_go_on` said no. The time that the parser takes grows with the square of a page's depth and
    /// of the attributes of an element, so a small page can keep it busy for hours.
    pub fn parse_while(html: &str, may_go_on: impl Fn() -> bool) -> Self {
        let mut parser = parse_document(RcDom::default(), ParseOpts::default());
        let (mut rest, mut document) = (html, Self::default());
        while !rest.is_empty() && may_go_on() {
            let (piece, more) = rest.split_at(rest.ceil_char_boundary(AT_ONCE));
            parser.process(piece.into());
            rest = more;
        }
        document.is_cut = !rest.is_empty();
        let dom = parser.finish();
        document.fill(&dom);
        document
    }

    fn fill(&mut self, dom: &RcDom) {
        // a stack of our own: pages may nest deeper than a thread's
        let mut waiting: Vec<(Handle, Option<usize>, usize)> = vec![(dom.document.clone(), None, 0)];
        while let Some((node, parent, depth)) = waiting.pop() {
            if self.elements.len() == MOST_ELEMENTS {
                self.is_cut = true;
                return;
            }
            let inside = self.take(&node, parent);
            let inside = if depth < DEEPEST { inside } else { parent };
            let children = node.children.borrow();
            waiting.extend(children.iter().rev().map(|child| (child.clone(), inside, depth + 1)));
        }
    }

    /// Notes a node; says what its children hang from.
    fn take(&mut self, node: &Handle, parent: Option<usize>) -> Option<usize> {
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                let attributes =
                    attrs.borrow().iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
                let name = name.local.to_string();
                self.elements.push(Element { name, attributes, parent, text: String::new() });
                Some(self.elements.len() - 1)
            }
            NodeData::Text { contents } => {
                if let Some(around) = parent {
                    self.elements[around].text.push_str(&contents.borrow());
                }
                parent
            }
            _ => parent,
        }
    }

    /// Positions of the elements with one of these names.
    pub fn named<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        (0..self.elements.len()).filter(|&at| names.contains(&self.elements[at].name.as_str()))
    }

    /// The element and everything around it, from the inside out.
    pub fn around(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(at), |&at| self.elements[at].parent)
    }

    /// The first words inside an element, with single spaces.
    pub fn text_of(&self, at: usize) -> String {
        let (most_elements, most_words) = TEXT;
        // what is inside follows at once
        let inside = (at..self.elements.len()).take_while(|&one| self.around(one).any(|around| around == at));
        let words = inside.take(most_elements).flat_map(|one| self.elements[one].text.split_whitespace());
        words.take(most_words).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_know_what_is_around_them() {
        let page = Document::parse("<!doctype html><p>One<form id=f><label>E-mail <b>now</b><input name=mail></form>");
        let input = page.named(&["input"]).next().unwrap();
        let names: Vec<_> = page.around(input).map(|at| page.elements[at].name.as_str()).collect();
        assert_eq!(names, ["input", "label", "form", "body", "html"], "the parser closes the paragraph as browsers do");
        let label = page.named(&["label"]).next().unwrap();
        assert_eq!(page.text_of(label), "E-mail now");
        assert_eq!(page.elements[input].attribute("name"), Some("mail"));
    }

    #[test]
    fn templates_and_comments_are_not_there_and_depth_is_no_danger() {
        let page = Document::parse("<template><input></template><!-- <input> --><noscript><input></noscript>");
        assert_eq!(page.named(&["input"]).count(), 0);
        let deep = Document::parse(&"<div>".repeat(2_000));
        assert_eq!(deep.named(&["div"]).count(), 2_000);
        assert!(deep.around(deep.elements.len() - 1).count() <= DEEPEST + 1);
    }

    #[test]
    fn a_page_that_does_not_end_is_cut() {
        let many = Document::parse(&"<br>".repeat(MOST_ELEMENTS + 1));
        assert!(many.elements.len() == MOST_ELEMENTS && many.is_cut);
        let pieces = std::cell::Cell::new(0);
        let few = |most: usize| {
            pieces.set(0);
            let html = "<p>\u{e4}".repeat(4 * AT_ONCE);
            Document::parse_while(&html, || pieces.replace(pieces.get() + 1) < most)
        };
        assert!(few(3).is_cut && few(3).named(&["p"]).count() < AT_ONCE);
        let whole = few(usize::MAX);
        assert!(!whole.is_cut && whole.named(&["p"]).count() == 4 * AT_ONCE);
        let attributes: String = (0..).map(|number| format!("a{number} ")).take(AT_ONCE).collect();
        let slow = Document::parse_while(&format!("<a {attributes}>"), || pieces.replace(pieces.get() + 1) < 2);
        assert!(slow.is_cut, "the parser can be stopped inside a tag");
    }
}
