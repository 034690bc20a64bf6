//! Chosen values: texts with a space between values.

use super::{Function, of, run};
use crate::xpath::convert::count;
use crate::xpath::value::Val;
use std::borrow::Cow;

pub(super) const TABLE: &[Function] = &[
    of(
        "selected",
        2,
        2,
        run!(|given| {
            let (list, wanted) = (given.text(0)?, given.text(1)?);
            given.evaluator.spend(list.len() / 64)?;
            let wanted = wanted.trim();
            Ok(Val::Bool(if wanted.is_empty() {
                list.trim().is_empty()
            } else {
                list.split_whitespace().any(|value| value == wanted)
            }))
        }),
    ),
    of(
        "selected-at",
        2,
        2,
        run!(|given| {
            let (list, place) = (given.text(0)?, given.number(1)?);
            let at = |list: &str| -> Option<(usize, usize)> {
                let whole = place.trunc();
                if !(0.0..1e9).contains(&whole) {
                    return None;
                }
                let value = list.split_whitespace().nth(whole as usize)?;
                let start = (value.as_ptr() as usize).checked_sub(list.as_ptr() as usize)?;
                Some((start, start + value.len()))
            };
            let Some((start, end)) = at(&list) else { return Ok(Val::EMPTY) };
            Ok(Val::Text(match list {
                Cow::Borrowed(list) => Cow::Borrowed(list.get(start..end).unwrap_or_default()),
                Cow::Owned(list) => Cow::Owned(list.get(start..end).unwrap_or_default().to_owned()),
            }))
        }),
    ),
    of(
        "count-selected",
        1,
        1,
        run!(|given| Ok(Val::Number(count(given.text(0)?.split_whitespace().count())))),
    ),
];
