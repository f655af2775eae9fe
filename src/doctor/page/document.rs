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

/// The elements of a page in document order. What templates and comments hold is not part of it.
#[derive(Debug, Default)]
pub struct Document {
    pub elements: Vec<Element>,
}

impl Document {
    /// Whatever the text is, there is a document: the parser is that of browsers.
    pub fn parse(html: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
        let mut document = Self::default();
        // a stack of our own: pages may nest deeper than a thread's
        let mut waiting: Vec<(Handle, Option<usize>)> = vec![(dom.document.clone(), None)];
        while let Some((node, parent)) = waiting.pop() {
            let inside = document.take(&node, parent);
            let children = node.children.borrow();
            waiting.extend(children.iter().rev().map(|child| (child.clone(), inside)));
        }
        document
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

    /// All text inside an element, with single spaces.
    pub fn text_of(&self, at: usize) -> String {
        let inside = (at..self.elements.len()).filter(|&one| self.around(one).any(|around| around == at));
        let words = inside.flat_map(|one| self.elements[one].text.split_whitespace());
        words.take(20).collect::<Vec<_>>().join(" ")
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
    }
}
