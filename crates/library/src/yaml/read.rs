//! Records out of trees: every field is read, whatever happened to the fields before it.

use super::{Key, Node, Value};
use crate::fault::{Fault, Position, Problem};
use crate::wanted::Wanted;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fmt;

/// The faults of one file so far.
#[derive(Debug)]
pub(crate) struct Faults {
    file: String,
    pub(crate) found: Vec<Fault>,
}

impl Faults {
    pub(crate) fn of(file: impl Into<String>) -> Self {
        Self { file: file.into(), found: Vec::new() }
    }
    pub(crate) fn note(&mut self, at: Position, place: &Place<'_>, problem: Problem) {
        self.add(Some(at), place.to_string(), problem);
    }
    pub(crate) fn add(&mut self, at: Option<Position>, place: String, problem: Problem) {
        self.found.push(Fault { file: self.file.clone(), at, place, problem });
    }
    /// The file's tree, or its fault noted.
    pub(crate) fn parse(&mut self, text: &str) -> Option<Node> {
        match super::parse(text) {
            Ok(root) => Some(root),
            Err(unparsed) => {
                let (at, problem) = *unparsed;
                self.add(at, String::new(), problem);
                None
            }
        }
    }
    /// The entries of a map with these keys and no other.
    pub(crate) fn map<'n>(
        &mut self,
        node: &'n Node,
        place: &Place<'_>,
        known: &[&str],
    ) -> Option<&'n [(Key, Node)]> {
        let entries = self.entries(node, place)?;
        for (key, _) in entries {
            if !known.contains(&key.name.as_str()) {
                let known = known.iter().map(|k| (*k).to_owned()).collect();
                self.note(key.at, place, Problem::UnknownKey { key: key.name.clone(), known });
            }
        }
        Some(entries)
    }
    /// The entries of a map with any keys, each once.
    pub(crate) fn entries<'n>(&mut self, node: &'n Node, place: &Place<'_>) -> Option<&'n [(Key, Node)]> {
        let Value::Map(entries) = &node.value else {
            self.expected(node, place, Wanted::Map);
            return None;
        };
        for (index, (key, _)) in entries.iter().enumerate() {
            if entries.iter().take(index).any(|(k, _)| k.name == key.name) {
                self.note(key.at, place, Problem::DuplicateKey { key: key.name.clone() });
            }
        }
        Some(entries)
    }
    pub(crate) fn expected(&mut self, node: &Node, place: &Place<'_>, expected: Wanted) {
        self.note(node.at, place, Problem::Expected { expected, found: node.present() });
    }
    /// The value under a required key.
    pub(crate) fn required<T: Read>(
        &mut self,
        (node, entries): (&Node, &[(Key, Node)]),
        place: &Place<'_>,
        key: &'static str,
    ) -> Option<T> {
        match entries.iter().find(|(k, _)| k.name == key) {
            Some((_, value)) => T::read(value, &Place::Key(place, key), self),
            None => {
                self.note(node.at, place, Problem::MissingKey { key });
                None
            }
        }
    }
    /// The value under a key that may be absent or empty.
    pub(crate) fn optional<T: Read>(
        &mut self,
        entries: &[(Key, Node)],
        place: &Place<'_>,
        key: &'static str,
        otherwise: T,
    ) -> Option<T> {
        match entries.iter().find(|(k, _)| k.name == key) {
            Some((_, value)) if !value.is_empty() => T::read(value, &Place::Key(place, key), self),
            _ => Some(otherwise),
        }
    }
}

/// The keys that lead to a value, from the inside out; written only when there is a fault.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    /// Counted from 1, as people count.
    Item(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Root => Ok(()),
            Place::Key(Place::Root, key) => f.write_str(key),
            Place::Key(parent, key) => write!(f, "{parent}.{key}"),
            Place::Item(parent, number) => write!(f, "{parent}[{number}]"),
        }
    }
}

/// A type that is read out of a tree; `None` after noting why not.
pub(crate) trait Read: Sized {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self>;
}

impl Read for String {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Text(_) | Value::Null => {
                faults.note(node.at, place, Problem::EmptyText);
                None
            }
            Value::List(_) | Value::Map(_) => {
                faults.expected(node, place, Wanted::Text);
                None
            }
        }
    }
}

impl Read for bool {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        match node.text() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                faults.expected(node, place, Wanted::YesOrNo);
                None
            }
        }
    }
}

/// A value that is written as one word: a number, a date, a code.
pub(crate) fn word<T>(
    node: &Node,
    place: &Place<'_>,
    faults: &mut Faults,
    expected: Wanted,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let value = node.text().and_then(parse);
    if value.is_none() {
        faults.expected(node, place, expected);
    }
    value
}

impl Read for u32 {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        word(node, place, faults, Wanted::Number, |text| text.parse().ok())
    }
}

impl Read for u16 {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        word(node, place, faults, Wanted::SmallNumber, |text| text.parse().ok())
    }
}

impl Read for u8 {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        word(node, place, faults, Wanted::SmallNumber, |text| text.parse().ok())
    }
}

impl Read for NaiveDate {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        word(node, place, faults, Wanted::Date, |text| {
            text.parse().ok().filter(|_| text.len() == "2026-07-18".len())
        })
    }
}

/// `null` is a value of its own: `dong: null` says that the amount is not fixed.
impl<T: Read> Read for Option<T> {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        if node.value == Value::Null { Some(None) } else { T::read(node, place, faults).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        let Value::List(items) = &node.value else {
            faults.expected(node, place, Wanted::List);
            return None;
        };
        // All items are read before one that failed fails the list.
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(index, item)| T::read(item, &Place::Item(place, index + 1), faults))
            .collect();
        read.into_iter().collect()
    }
}

/// A map whose keys are names of the author's own, such as answers. An empty text is a value.
impl Read for BTreeMap<String, String> {
    fn read(node: &Node, place: &Place<'_>, faults: &mut Faults) -> Option<Self> {
        let mut map = Self::new();
        for (key, value) in faults.entries(node, place)? {
            match &value.value {
                Value::Text(text) => drop(map.insert(key.name.clone(), text.clone())),
                Value::Null => drop(map.insert(key.name.clone(), String::new())),
                Value::List(_) | Value::Map(_) => {
                    faults.expected(value, &Place::Key(place, &key.name), Wanted::Text);
                }
            }
        }
        Some(map)
    }
}

/// Reads a struct field by field: `field` must be there, `field = value` may be left out.
macro_rules! record {
    ($type:ident { $($field:ident $(= $otherwise:expr)?),+ $(,)? }) => {
        impl $crate::yaml::Read for $type {
            fn read(
                node: &$crate::yaml::Node,
                place: &$crate::yaml::Place<'_>,
                faults: &mut $crate::yaml::Faults,
            ) -> Option<Self> {
                let entries = faults.map(node, place, &[$(stringify!($field)),+])?;
                $(let $field = $crate::yaml::record!(@field (node, entries), place, faults, $field $(, $otherwise)?);)+
                Some(Self { $($field: $field?),+ })
            }
        }
    };
    (@field $map:expr, $place:ident, $faults:ident, $field:ident) => {
        $faults.required($map, $place, stringify!($field))
    };
    (@field $map:expr, $place:ident, $faults:ident, $field:ident, $otherwise:expr) => {
        $faults.optional($map.1, $place, stringify!($field), $otherwise)
    };
}
pub(crate) use record;
