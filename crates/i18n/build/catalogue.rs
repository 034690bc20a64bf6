//! What the two languages say, and whether they agree: the same keys in the same files, each once,
//! with the same arguments.
//!
//! **Invariant:** every text stands alone. References, terms, attributes and functions are refused, so that
//! a translator sees the whole sentence in one place and nothing can fail while a page is drawn.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
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

/// One text: its Fluent key and its arguments in alphabetical order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Text {
    pub(crate) key: String,
    pub(crate) arguments: BTreeMap<String, Argument>,
    /// The Vietnamese source, for the method's doc comment.
    pub(crate) shown: String,
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

struct Found {
    file: String,
    arguments: BTreeMap<String, Argument>,
    shown: String,
}

/// The texts that both languages have, or everything that keeps them from agreeing.
pub(crate) fn agree(vi: &[(String, String)], en: &[(String, String)]) -> Result<Vec<Text>, Vec<Fault>> {
    let mut faults = Vec::new();
    let vietnamese = read(vi, &mut faults);
    let english = read(en, &mut faults);
    for key in english.keys().filter(|key| !vietnamese.contains_key(*key)) {
        faults.push(Fault::Missing { key: key.clone(), language: "vi" });
    }
    let mut texts = Vec::new();
    for (key, found) in vietnamese {
        let Some(other) = english.get(&key) else {
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
        texts.push(Text { key, arguments, shown: found.shown });
    }
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

fn read(files: &[(String, String)], faults: &mut Vec<Fault>) -> BTreeMap<String, Found> {
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
            let mut found = Found { file: file.clone(), arguments: BTreeMap::new(), shown: String::new() };
            walk(&key, &pattern, &mut found, faults);
            if all.insert(key.clone(), found).is_some() {
                faults.push(Fault::Twice { key, file: file.clone() });
            }
        }
    }
    all
}

fn walk(key: &str, pattern: &Pattern<&str>, found: &mut Found, faults: &mut Vec<Fault>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.shown.push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                argument(key, inline, Argument::Words, found, faults);
            }
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                argument(key, selector, Argument::Count, found, faults);
                for variant in variants {
                    walk(key, &variant.value, found, faults);
                }
            }
        }
    }
}

fn argument(
    key: &str,
    inline: &InlineExpression<&str>,
    kind: Argument,
    found: &mut Found,
    faults: &mut Vec<Fault>,
) {
    let what = match inline {
        InlineExpression::VariableReference { id } => {
            let known = found.arguments.entry(id.name.to_owned()).or_insert(kind);
            *known = (*known).max(kind);
            found.shown.push_str(&format!("{{{}}}", id.name));
            return;
        }
        InlineExpression::StringLiteral { value } => {
            found.shown.push_str(value);
            return;
        }
        InlineExpression::NumberLiteral { .. } => "a number literal",
        InlineExpression::FunctionReference { .. } => "a function",
        InlineExpression::MessageReference { .. } => "another message",
        InlineExpression::TermReference { .. } => "a term",
        InlineExpression::Placeable { .. } => "nested braces",
    };
    faults.push(Fault::NotPlain { key: key.to_owned(), what });
}
