//! What the two languages say, and whether they agree: the same keys in the same files, each once,
//! with the same arguments.
//!
//! **Invariant:** every text stands alone. References, terms, attributes and functions are refused, so that
//! a translator sees the whole sentence in one place and nothing can fail while a page is drawn.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::{parser, unicode};
use std::collections::BTreeMap;
use std::fmt;

/// How an argument is handed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Argument {
    /// Anything that can be written out.
    Words,
    /// A count that a text chooses its form by.
    Count,
}

/// One text: its Fluent key, its arguments in alphabetical order, and its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    pub(crate) key: String,
    pub(crate) arguments: BTreeMap<String, Argument>,
    pub(crate) vi: Words,
    pub(crate) en: Words,
}

/// What one language says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Words {
    /// The whole text. An argument stands as its [`mark`].
    Plain(String),
    /// The whole text for a count of one, and for every other count.
    ByCount { argument: String, one: Box<Words>, other: Box<Words> },
}

/// Where the argument of that place in the alphabet goes: U+0001 for the first.
pub(crate) fn mark(place: usize) -> Option<char> {
    // A line break is U+000A; nothing before it is in a text.
    u8::try_from(place + 1).ok().filter(|mark| *mark < b'\n').map(char::from)
}

/// Why the texts are refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    Unreadable { file: String, detail: String },
    Twice { key: String, file: String },
    Missing { key: String, language: &'static str },
    OtherFile { key: String, vi: String, en: String },
    OtherArguments { key: String, vi: Vec<String>, en: Vec<String> },
    NotPlain { key: String, what: &'static str },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, detail } => write!(f, "{file} cannot be read: {detail}"),
            Self::Twice { key, file } => write!(f, "{key} stands twice, the second time in {file}"),
            Self::Missing { key, language } => write!(f, "{key} is missing in {language}"),
            Self::OtherFile { key, vi, en } => write!(f, "{key} stands in vi/{vi} but in en/{en}"),
            Self::OtherArguments { key, vi, en } => {
                write!(f, "{key} takes {vi:?} in Vietnamese but {en:?} in English")
            }
            Self::NotPlain { key, what } => write!(f, "{key} uses {what}: every text must stand alone"),
        }
    }
}

/// A text as one language has it.
struct Found {
    file: String,
    arguments: BTreeMap<String, Argument>,
    words: Words,
}

/// English has a form for one, Vietnamese has none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plurals {
    None,
    One,
}

/// The texts that both languages have, or everything that keeps them from agreeing.
pub(crate) fn agree(vi: &[(String, String)], en: &[(String, String)]) -> Result<Vec<Text>, Vec<Fault>> {
    let mut faults = Vec::new();
    let vietnamese = read(vi, Plurals::None, &mut faults);
    let mut english = read(en, Plurals::One, &mut faults);
    for key in english.keys().filter(|key| !vietnamese.contains_key(*key)) {
        faults.push(Fault::Missing { key: key.clone(), language: "vi" });
    }
    let mut texts = Vec::new();
    for (key, found) in vietnamese {
        let Some(other) = english.remove(&key) else {
            faults.push(Fault::Missing { key, language: "en" });
            continue;
        };
        if found.file != other.file {
            faults.push(Fault::OtherFile {
                key: key.clone(),
                vi: found.file.clone(),
                en: other.file.clone(),
            });
        }
        if !found.arguments.keys().eq(other.arguments.keys()) {
            faults.push(Fault::OtherArguments {
                key: key.clone(),
                vi: found.arguments.keys().cloned().collect(),
                en: other.arguments.keys().cloned().collect(),
            });
        }
        // A count in one language is a count for both: Vietnamese has no plural to choose by.
        let mut arguments = found.arguments;
        for (name, kind) in &other.arguments {
            if let Some(mine) = arguments.get_mut(name) {
                *mine = (*mine).max(*kind);
            }
        }
        texts.push(Text { key, arguments, vi: found.words, en: other.words });
    }
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

fn read(files: &[(String, String)], plurals: Plurals, faults: &mut Vec<Fault>) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for (file, content) in files {
        let resource = match parser::parse(content.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                let detail = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
                faults.push(Fault::Unreadable { file: file.clone(), detail });
                resource
            }
        };
        for entry in resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Term(term) => {
                    faults.push(Fault::NotPlain { key: term.id.name.to_owned(), what: "a term" });
                    continue;
                }
                Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_)
                | Entry::Junk { .. } => {
                    continue;
                }
            };
            let key = message.id.name.to_owned();
            let Some(pattern) = message.value.filter(|_| message.attributes.is_empty()) else {
                faults.push(Fault::NotPlain { key, what: "attributes" });
                continue;
            };
            let mut arguments = BTreeMap::new();
            let read = look(&pattern, plurals, &mut arguments).and_then(|()| {
                let elements: Vec<_> = pattern.elements.iter().collect();
                words(&elements, String::new(), &arguments)
            });
            match read {
                Ok(words) => {
                    if all.insert(key.clone(), Found { file: file.clone(), arguments, words }).is_some() {
                        faults.push(Fault::Twice { key, file: file.clone() });
                    }
                }
                Err(what) => faults.push(Fault::NotPlain { key, what }),
            }
        }
    }
    all
}

/// Gathers the arguments of a text; the error is what keeps it from standing alone.
fn look(
    pattern: &Pattern<&str>,
    plurals: Plurals,
    arguments: &mut BTreeMap<String, Argument>,
) -> Result<(), &'static str> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::StringLiteral { .. } => {}
                _ => note(arguments, named(inline)?, Argument::Words),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                if plurals == Plurals::None && variants.iter().any(|variant| !is_form(variant, "other")) {
                    return Err("a form for one, which Vietnamese has not");
                }
                note(arguments, named(selector)?, Argument::Count);
                for variant in variants {
                    look(&variant.value, plurals, arguments)?;
                }
            }
        }
    }
    Ok(())
}

fn note(arguments: &mut BTreeMap<String, Argument>, name: &str, kind: Argument) {
    let known = arguments.entry(name.to_owned()).or_insert(kind);
    *known = (*known).max(kind);
}

/// The name of an argument, which is all that may stand in braces beside a string.
fn named<'t>(inline: &InlineExpression<&'t str>) -> Result<&'t str, &'static str> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(id.name),
        InlineExpression::StringLiteral { .. } => Err("a string to choose by"),
        InlineExpression::NumberLiteral { .. } => Err("a number literal"),
        InlineExpression::FunctionReference { .. } => Err("a function"),
        InlineExpression::MessageReference { .. } => Err("another message"),
        InlineExpression::TermReference { .. } => Err("a term"),
        InlineExpression::Placeable { .. } => Err("nested braces"),
    }
}

/// The words of a text from `elements` on; a choice takes all that follows it into each of its forms.
fn words(
    elements: &[&PatternElement<&str>],
    mut before: String,
    arguments: &BTreeMap<String, Argument>,
) -> Result<Words, &'static str> {
    let Some((first, rest)) = elements.split_first() else { return Ok(Words::Plain(before)) };
    match first {
        PatternElement::TextElement { value } => {
            if value.chars().any(|c| c.is_control() && c != '\n') {
                return Err("a control character");
            }
            before.push_str(value);
        }
        PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
            InlineExpression::StringLiteral { value } => {
                before.push_str(&unicode::unescape_unicode_to_string(value));
            }
            _ => {
                let name = named(inline)?;
                let place = arguments.keys().position(|argument| argument == name);
                before.push(place.and_then(mark).ok_or("too many arguments")?);
            }
        },
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            let form = |wanted| {
                let elements: Vec<_> = form(variants, wanted)?.value.elements.iter().collect();
                words(&[elements.as_slice(), rest].concat(), before.clone(), arguments).map(Box::new)
            };
            let argument = named(selector)?.to_owned();
            return Ok(Words::ByCount { argument, one: form("one")?, other: form("other")? });
        }
    }
    words(rest, before, arguments)
}

fn form<'v, 't>(
    variants: &'v [Variant<&'t str>],
    wanted: &str,
) -> Result<&'v Variant<&'t str>, &'static str> {
    let known = variants.iter().all(|variant| is_form(variant, "one") || is_form(variant, "other"));
    let other = || variants.iter().find(|variant| is_form(variant, "other"));
    let found = variants.iter().find(|variant| is_form(variant, wanted)).or_else(other);
    found.filter(|_| known).ok_or("other forms than one and other")
}

fn is_form(variant: &Variant<&str>, form: &str) -> bool {
    matches!(variant.key, VariantKey::Identifier { name } if name == form)
}
