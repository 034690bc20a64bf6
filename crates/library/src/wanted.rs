//! What a file must have at a place and what it has instead, as data: a sentence can be made of it in any language.

use std::fmt;

/// What is expected at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    Key,
    Map,
    List,
    /// Of a sheet.
    Rows,
    Text,
    YesOrNo,
    Number,
    /// One that fits 16 bits, or an hour.
    SmallNumber,
    Hour,
    Date,
    Handling,
    Channel,
    /// The `kind` of a time limit.
    LimitKind,
    /// Of a sheet of facts: `papers.2.name`, next to those above it.
    FittingPath,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "a key",
            Self::Map => "a map of keys",
            Self::List => "a list",
            Self::Rows => "a list of rows",
            Self::Text => "a text",
            Self::YesOrNo => "`true` or `false`",
            Self::Number => "a whole number",
            Self::SmallNumber => "a small whole number",
            Self::Hour => "an hour from 0 to 23",
            Self::Date => "a date such as 2026-07-18",
            Self::Handling => "`hand_in` or `show`",
            Self::Channel => "`desk`, `online` or `post`",
            Self::LimitKind => "a `kind` of same_day, working_hours, working_days or days",
            Self::FittingPath => "a path that fits those above",
        })
    }
}

/// What stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Present {
    Nothing,
    Text(String),
    List,
    Map,
}

impl fmt::Display for Present {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Text(text) => write!(f, "`{text}`"),
            Self::List => f.write_str("a list"),
            Self::Map => f.write_str("a map of keys"),
        }
    }
}

/// Of what a file has too many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    Levels,
    Values,
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Levels => "levels",
            Self::Values => "values",
        })
    }
}

/// In a fault's data they are words, not variants of their own.
macro_rules! as_words {
    ($($type:ty),+) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+};
}
as_words!(Wanted, Present, Measure);
