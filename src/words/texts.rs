//! The Fluent files, read once for each language that somebody speaks.

use super::{Language, numbers};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: [LazyLock<Bundle>; 6] = [
    LazyLock::new(read::<0>),
    LazyLock::new(read::<1>),
    LazyLock::new(read::<2>),
    LazyLock::new(read::<3>),
    LazyLock::new(read::<4>),
    LazyLock::new(read::<5>),
];

/// Fluent takes a function without a place for the language, so each language has its own.
fn format_number<const INDEX: usize, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(numbers::grouped(Language::ALL[INDEX], &number.as_string()))
}

fn read<const INDEX: usize>() -> Bundle {
    let language = Language::ALL[INDEX];
    let tag = language.tag();
    let mut bundle = Bundle::new_concurrent(vec![tag.parse().expect("our tags are well-formed")]);
    // names in Latin letters would turn an Arabic sentence about; elsewhere the marks would only be in the way
    bundle.set_use_isolating(language.dir() == "rtl");
    bundle.set_formatter(Some(format_number::<INDEX, _>));
    for path in Locales::iter().filter(|path| path.starts_with(tag) && path.ends_with(".ftl")) {
        let file = Locales::get(&path).expect("it was listed");
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text).unwrap_or_else(|(whole, errors)| {
            tracing::error!("locales/{path} has mistakes: {errors:?}");
            whole
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!("locales/{path}: {errors:?}");
        }
    }
    bundle
}

fn bundle(language: Language) -> &'static Bundle {
    &BUNDLES[language as usize]
}

/// Whether there is such a message.
pub(super) fn has(key: &str) -> bool {
    bundle(Language::En).has_message(key)
}

/// The message in the language, else in English, else its key.
pub(super) fn format(language: Language, key: &str, args: &FluentArgs<'_>) -> String {
    let said = formatted(language, key, args).or_else(|| formatted(Language::En, key, args));
    said.unwrap_or_else(|| {
        debug_assert!(false, "locales/en has no message {key}");
        tracing::error!("there is no message {key}");
        key.to_owned()
    })
}

fn formatted(language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = vec![];
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!("message {key} in {}: {errors:?}", language.tag());
    }
    Some(text)
}
