//! Truths and choices between values.

use super::{Function, MANY, of, run, varying};
use crate::xpath::value::Val;
use std::borrow::Cow;

pub(super) const TABLE: &[Function] = &[
    of("true", 0, 0, run!(|_given| Ok(Val::Bool(true)))),
    of("false", 0, 0, run!(|_given| Ok(Val::Bool(false)))),
    of("not", 1, 1, run!(|given| Ok(Val::Bool(!given.truth(0)?)))),
    of("boolean", 1, 1, run!(|given| Ok(Val::Bool(given.truth(0)?)))),
    of(
        "boolean-from-string",
        1,
        1,
        run!(|given| Ok(Val::Bool(match given.value(0)? {
            Val::Number(n) => n > 0.0 && n.fract() == 0.0,
            value => matches!(&*given.evaluator.text_of(value), "1" | "true"),
        }))),
    ),
    of("if", 3, 3, run!(|given| given.value(if given.truth(0)? { 1 } else { 2 }))),
    of(
        "coalesce",
        2,
        MANY,
        run!(|given| {
            for index in 0..given.count() {
                let text = given.text(index)?;
                if !text.is_empty() {
                    return Ok(Val::Text(text));
                }
            }
            Ok(Val::EMPTY)
        }),
    ),
    varying(
        "once",
        1,
        1,
        run!(|given| {
            let own = given.evaluator.node_text(given.context.node);
            if own.is_empty() { Ok(Val::Text(given.text(0)?)) } else { Ok(Val::Text(own)) }
        }),
    ),
    // Its other arguments only say what to wait for.
    of("depend", 1, MANY, run!(|given| given.value(0))),
    of("version", 0, 0, run!(|given| Ok(Val::Text(Cow::Borrowed(given.evaluator.environment.version))))),
    of(
        "checklist",
        2,
        MANY,
        run!(|given| {
            let (least, most) = (given.number(0)?, given.number(1)?);
            let ticked = weights(&given, 2)?.len();
            Ok(Val::Bool(within(crate::xpath::convert::count(ticked), least, most)))
        }),
    ),
    of(
        "weighted-checklist",
        2,
        MANY,
        run!(|given| {
            let (least, most) = (given.number(0)?, given.number(1)?);
            let mut truths = Vec::new();
            let mut weights = Vec::new();
            for index in (2..given.count()).step_by(2) {
                truths.extend(self::truths(&given, index)?);
                match given.value(index + 1)? {
                    Val::Nodes(nodes) => weights.extend(nodes.iter().map(|n| given.evaluator.node_number(n))),
                    value => weights.push(given.evaluator.number_of(&value)),
                }
            }
            let sum = truths.iter().zip(&weights).filter(|(truth, weight)| **truth && !weight.is_nan());
            Ok(Val::Bool(within(sum.map(|(_, weight)| weight).sum(), least, most)))
        }),
    ),
];

/// -1 is "no bound".
fn within(found: f64, least: f64, most: f64) -> bool {
    (least < 0.0 || found >= least) && (most < 0.0 || found <= most)
}

/// The arguments that are true, from one on.
fn weights(given: &super::Given<'_, '_>, first: usize) -> Result<Vec<bool>, crate::xpath::ExprError> {
    let mut all = Vec::new();
    for index in first..given.count() {
        all.extend(truths(given, index)?.into_iter().filter(|truth| *truth));
    }
    Ok(all)
}

/// Truths of an argument: of every node of a set, whether something is written in it.
fn truths(given: &super::Given<'_, '_>, index: usize) -> Result<Vec<bool>, crate::xpath::ExprError> {
    Ok(match given.value(index)? {
        Val::Nodes(nodes) => {
            given.evaluator.spend(nodes.len())?;
            nodes.iter().map(|node| !given.evaluator.node_text(node).trim().is_empty()).collect()
        }
        value => vec![value.to_bool()],
    })
}
