//! Finds a name that stands twice in one JSON object. serde refuses it for the fields of a struct, but in a map the
//! last one wins silently, and a checker in front of us may have looked at the first (hardening §12).

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

/// The first name given twice, as a JSON pointer; `None` if all are different or the text is not JSON.
pub fn first_duplicate(json: &[u8]) -> Option<String> {
    let found = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_slice(json);
    // the error itself only stops the walk
    let _ = Walk { at: String::new(), found: &found }.deserialize(&mut reader);
    found.into_inner()
}

/// One step of a JSON pointer, escaped as RFC 6901 wants it and cut to 64 characters.
pub fn pointer_step(name: &str) -> String {
    let short: String = name.chars().take(64).collect();
    format!("/{}", short.replace('~', "~0").replace('/', "~1"))
}

struct Walk<'a> {
    at: String,
    found: &'a RefCell<Option<String>>,
}

impl Walk<'_> {
    fn inside(&self, step: &str) -> Self {
        Self { at: format!("{}{}", self.at, pointer_step(step)), found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let inside = self.inside(&name);
            if !names.insert(name) {
                *self.found.borrow_mut() = Some(inside.at);
                return Err(A::Error::custom("duplicate name"));
            }
            map.next_value_seed(inside)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            if items.next_element_seed(self.inside(&index.to_string()))?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_given_twice_is_found_where_it_stands() {
        assert_eq!(first_duplicate(br#"{"a":1,"b":{"c":[0,{"d":1,"d":2}]}}"#).as_deref(), Some("/b/c/1/d"));
        assert_eq!(first_duplicate(br#"{"a/b":1,"a\/b":2}"#).as_deref(), Some("/a~1b"));
    }

    #[test]
    fn equal_names_in_different_objects_are_fine() {
        assert_eq!(first_duplicate(br#"{"a":{"a":true},"b":[{"a":null},{"a":-1.5}]}"#), None);
    }

    #[test]
    fn what_is_not_json_has_no_duplicate_and_deep_nesting_ends() {
        assert_eq!(first_duplicate(b"{\"a\":"), None);
        assert_eq!(first_duplicate("[".repeat(100_000).as_bytes()), None);
    }
}
