//! Numbers out of many.

use super::{Function, MANY, of, run};
use crate::xpath::convert::count;
use crate::xpath::value::Val;

pub(super) const TABLE: &[Function] = &[
    of("count", 1, 1, run!(|given| Ok(Val::Number(count(given.nodes(0)?.len()))))),
    of(
        "count-non-empty",
        1,
        1,
        run!(|given| {
            let nodes = given.nodes(0)?;
            given.evaluator.spend(nodes.len())?;
            let filled = nodes.iter().filter(|node| !given.evaluator.node_text(*node).is_empty());
            Ok(Val::Number(count(filled.count())))
        }),
    ),
    of(
        "sum",
        1,
        1,
        run!(|given| {
            let nodes = given.nodes(0)?;
            given.evaluator.spend(nodes.len())?;
            Ok(Val::Number(
                nodes.iter().map(|node| given.evaluator.node_number(node)).fold(0.0, |a, b| a + b),
            ))
        }),
    ),
    of("min", 1, MANY, run!(|given| Ok(Val::Number(extreme(&given.numbers_from(0)?, f64::min))))),
    of("max", 1, MANY, run!(|given| Ok(Val::Number(extreme(&given.numbers_from(0)?, f64::max))))),
];

/// No number if there is none, or if one of them is not.
fn extreme(numbers: &[f64], pick: fn(f64, f64) -> f64) -> f64 {
    if numbers.iter().any(|n| n.is_nan()) {
        return f64::NAN;
    }
    numbers.iter().copied().reduce(pick).unwrap_or(f64::NAN)
}
