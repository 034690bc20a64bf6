//! Numbers.

use super::{Function, of, of_context, run};
use crate::xpath::convert::round;
use crate::xpath::value::Val;

macro_rules! one {
    ($name:literal, $number:ident => $result:expr) => {
        of(
            $name,
            1,
            1,
            run!(|given| {
                let $number = given.number(0)?;
                Ok(Val::Number($result))
            }),
        )
    };
}

pub(super) const TABLE: &[Function] = &[
    of_context(
        "number",
        0,
        1,
        run!(|given| Ok(Val::Number(if given.count() > 0 {
            given.number(0)?
        } else {
            given.evaluator.node_number(given.context.node)
        }))),
    ),
    one!("int", n => n.trunc()),
    one!("floor", n => n.floor()),
    one!("ceiling", n => n.ceil()),
    one!("abs", n => n.abs()),
    one!("sqrt", n => n.sqrt()),
    one!("exp", n => n.exp()),
    one!("exp10", n => 10_f64.powf(n)),
    one!("log", n => n.ln()),
    one!("log10", n => n.log10()),
    one!("sin", n => n.sin()),
    one!("cos", n => n.cos()),
    one!("tan", n => n.tan()),
    one!("asin", n => n.asin()),
    one!("acos", n => n.acos()),
    one!("atan", n => n.atan()),
    of("atan2", 2, 2, run!(|given| Ok(Val::Number(given.number(0)?.atan2(given.number(1)?))))),
    of("pi", 0, 0, run!(|_given| Ok(Val::Number(std::f64::consts::PI)))),
    of("pow", 2, 2, run!(|given| Ok(Val::Number(power(given.number(0)?, given.number(1)?))))),
    of(
        "round",
        1,
        2,
        run!(|given| {
            let number = given.number(0)?;
            if given.count() == 1 {
                return Ok(Val::Number(round(number)));
            }
            Ok(Val::Number(round_to(number, given.number(1)?)))
        }),
    ),
];

/// As ECMAScript and Java define it: 1 to the power of no number is no number.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || (base.abs() == 1.0 && exponent.is_infinite()) {
        return f64::NAN;
    }
    base.powf(exponent)
}

/// To so many decimals, or with a negative number to tens, hundreds…; halves away from zero, as ODK.
fn round_to(number: f64, decimals: f64) -> f64 {
    if !number.is_finite() || decimals.is_nan() {
        return number;
    }
    // Beyond these an f64 has no digits to round, or nothing is left.
    let decimals = decimals.trunc().clamp(-400.0, 400.0);
    if decimals > 17.0 {
        return number;
    }
    let factor = 10_f64.powf(decimals.abs());
    let (scaled, back): (f64, fn(f64, f64) -> f64) =
        if decimals >= 0.0 { (number * factor, |n, f| n / f) } else { (number / factor, |n, f| n * f) };
    if !scaled.is_finite() {
        return number;
    }
    let rounded = scaled.round();
    if rounded == 0.0 { 0.0 } else { back(rounded, factor) }
}
