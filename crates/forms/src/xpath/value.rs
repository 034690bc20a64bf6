//! Values, and how one kind becomes another.

use super::convert::{number_text, plain_number};
use super::date::{DateNumbers, Moment};
use super::nodes::NodeSet;
use super::scope::Documents;
use crate::tree::NodeId;
use chrono::FixedOffset;
use std::borrow::Cow;

/// What an expression gives. A day or a moment is its text.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Text(String),
    Number(f64),
    Bool(bool),
    /// In document order, unless randomize() made another.
    Nodes(Vec<NodeId>),
}

impl Value {
    /// XPath's string().
    #[must_use]
    pub fn to_text(&self, documents: &dyn Documents) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(n) => number_text(*n),
            Self::Bool(b) => b.to_string(),
            Self::Nodes(nodes) => nodes
                .first()
                .and_then(|n| documents.tree(n.document()).map(|t| t.string_value(*n).into_owned()))
                .unwrap_or_default(),
        }
    }
    /// XPath's number(); a text written as a date counts as its days since 1970 in this zone.
    #[must_use]
    pub fn to_number(&self, documents: &dyn Documents, zone: FixedOffset, numbers: DateNumbers) -> f64 {
        match self {
            Self::Number(n) => *n,
            Self::Bool(b) => f64::from(u8::from(*b)),
            Self::Text(text) => text_number(text, zone, numbers),
            Self::Nodes(_) => text_number(&self.to_text(documents), zone, numbers),
        }
    }
    /// XPath's boolean(), for nodes without a type: [`super::NodeType`].
    #[must_use]
    pub fn to_bool(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(n) => *n != 0.0 && !n.is_nan(),
            Self::Bool(b) => *b,
            Self::Nodes(nodes) => !nodes.is_empty(),
        }
    }
}

/// number() of a text with ODK's dates.
pub(super) fn text_number(text: &str, zone: FixedOffset, numbers: DateNumbers) -> f64 {
    let plain = plain_number(text);
    if !plain.is_nan() {
        return plain;
    }
    Moment::read(text.trim(), zone).map_or(f64::NAN, |moment| moment.number(numbers))
}

/// A value while it is computed: texts are borrowed where they can be, days and moments are still such.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Val<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Bool(bool),
    Nodes(NodeSet),
    Date(Moment),
}

impl Val<'_> {
    pub(super) fn owned(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
    pub(super) const EMPTY: Self = Self::Text(Cow::Borrowed(""));
    pub(super) fn to_bool(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(n) => *n != 0.0 && !n.is_nan(),
            Self::Bool(b) => *b,
            Self::Nodes(nodes) => !nodes.is_empty(),
            Self::Date(_) => true,
        }
    }
    pub(super) fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::Text(text.into_owned()),
            Self::Number(n) => Value::Number(n),
            Self::Bool(b) => Value::Bool(b),
            Self::Nodes(nodes) => Value::Nodes(nodes.into_vec()),
            Self::Date(moment) => Value::Text(moment.text()),
        }
    }
}
