//! `$filter`: comparisons of one property with one value, joined by `and`.

use super::query::Misasked;
use super::schema::{Kind, Property};
use crate::store::feed_cases::{Comparison, Operand, Test};
use chrono::DateTime;

/// Property, operator and value; a value in quotes may have spaces and, doubled, quotes.
pub(super) fn tests(text: &str, properties: &[Property]) -> Result<Vec<Test>, Misasked> {
    let words = words(text)?;
    let mut tests = Vec::new();
    for (place, group) in words.chunks(4).enumerate() {
        let (name, operator, value) = match group {
            [name, operator, value] => (name, operator, value),
            [name, operator, value, and] if and == "and" && words.len() > place * 4 + 4 => {
                (name, operator, value)
            }
            _ => return Err(Misasked::Filter),
        };
        let property = properties.iter().find(|property| property.name == name).ok_or(Misasked::Filter)?;
        let column = property.column.ok_or(Misasked::Filter)?;
        let comparison = match operator.as_str() {
            "eq" => Comparison::Equal,
            "ge" => Comparison::AtLeast,
            "le" => Comparison::AtMost,
            _ => return Err(Misasked::Filter),
        };
        let with = operand(value, property.kind).ok_or(Misasked::Filter)?;
        tests.push(Test { column, comparison, with });
    }
    if tests.is_empty() { Err(Misasked::Filter) } else { Ok(tests) }
}

fn operand(value: &str, kind: Kind) -> Option<Operand> {
    match kind {
        Kind::Text => {
            let inner = value.strip_prefix('\'')?.strip_suffix('\'')?;
            Some(Operand::Text(inner.replace("''", "'")))
        }
        Kind::Number => value.parse().ok().map(Operand::Number),
        Kind::Moment => {
            DateTime::parse_from_rfc3339(value).ok().map(|at| Operand::Number(at.timestamp_millis()))
        }
        Kind::Truth => match value {
            "true" => Some(Operand::Number(1)),
            "false" => Some(Operand::Number(0)),
            _ => None,
        },
        Kind::Decimal => None,
    }
}

fn words(text: &str) -> Result<Vec<String>, Misasked> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in text.chars() {
        match letter {
            '\'' => {
                quoted = !quoted;
                word.push(letter);
            }
            ' ' if !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => word.push(letter),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    if quoted { Err(Misasked::Filter) } else { Ok(words) }
}
