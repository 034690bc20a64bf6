//! A value of a file and where it stands.

use crate::fault::Position;
use crate::wanted::Present;

/// A value with its place in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    pub(crate) at: Position,
    pub(crate) value: Value,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// `~`, `null` or nothing at all.
    Null,
    Text(String),
    List(Vec<Node>),
    /// In the order of the file; keys may repeat until somebody looks.
    Map(Vec<(Key, Node)>),
}

/// The key of an entry of a map.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Key {
    pub(crate) at: Position,
    pub(crate) name: String,
}

impl Node {
    /// What it is, for an error.
    pub(crate) fn present(&self) -> Present {
        match &self.value {
            Value::Null => Present::Nothing,
            Value::Text(text) => Present::Text(text.clone()),
            Value::List(_) => Present::List,
            Value::Map(_) => Present::Map,
        }
    }
    /// Whether nothing is written: no value, or a text of nothing but spaces.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(_) | Value::Map(_) => false,
        }
    }
    /// The value under a key, if this is a map that has it.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|(k, _)| k.name == key).map(|(_, node)| node),
            Value::Null | Value::Text(_) | Value::List(_) => None,
        }
    }
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

impl Node {
    /// Where the value stands that a path such as `papers[2].relevant` names; the nearest place around it when
    /// it is not there. Items are counted from 1.
    pub(crate) fn position(&self, path: &str) -> Position {
        let mut node = self;
        for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
            let next = match (&node.value, step.strip_suffix(']')) {
                (Value::List(items), Some(number)) => {
                    number.parse::<usize>().ok().and_then(|n| items.get(n.checked_sub(1)?))
                }
                (_, _) => node.get(step),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node.at
    }
}

impl Node {
    /// Whether two trees say the same, wherever it stands.
    #[cfg(test)]
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Value::Map(a), Value::Map(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k.name == l.name && a.same(b))
            }
            _ => false,
        }
    }
    /// A value that stands nowhere.
    pub(crate) fn nowhere(value: Value) -> Self {
        Self { at: Position::default(), value }
    }
}
