//! What may stand in a message.

use fluent_bundle::FluentValue;

/// A value for a `{ $name }` of a message. Numbers choose plural forms and are written as the language writes them.
pub trait Arg {
    /// The value, as Fluent takes it.
    fn value(&self) -> FluentValue<'static>;
}

impl<T: Arg + ?Sized> Arg for &T {
    fn value(&self) -> FluentValue<'static> {
        (**self).value()
    }
}

impl Arg for str {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::String(self.to_owned().into())
    }
}

impl Arg for String {
    fn value(&self) -> FluentValue<'static> {
        self.as_str().value()
    }
}

impl Arg for super::Said {
    fn value(&self) -> FluentValue<'static> {
        FluentValue::String(self.to_string().into())
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Arg for $kind {
            fn value(&self) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64);
