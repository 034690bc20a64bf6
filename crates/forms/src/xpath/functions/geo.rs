//! Distances and areas on the Earth, as ODK computes them: a sphere with the radius at the equator, rounded to
//! centimetres.

use super::{Function, Given, of, run};
use crate::xpath::ExprError;
use crate::xpath::value::Val;

/// Metres.
const RADIUS: f64 = 6_378_100.0;

pub(super) const TABLE: &[Function] = &[
    of("area", 1, 1, run!(|given| Ok(Val::Number(points(&given)?.map_or(f64::NAN, |p| rounded(area(&p))))))),
    of(
        "distance",
        1,
        1,
        run!(|given| Ok(Val::Number(points(&given)?.map_or(f64::NAN, |p| rounded(distance(&p)))))),
    ),
];

/// Latitude and longitude in radians.
type Point = (f64, f64);

/// The points of several nodes, or of one text with `;` between them; nothing if one is not a point.
fn points(given: &Given<'_, '_>) -> Result<Option<Vec<Point>>, ExprError> {
    let texts: Vec<String> = match given.value(0)? {
        Val::Nodes(nodes) if nodes.len() > 1 => {
            given.evaluator.spend(nodes.len())?;
            nodes.iter().map(|node| given.evaluator.node_text(node).into_owned()).collect()
        }
        value => {
            let text = given.evaluator.text_of(value);
            given.evaluator.spend(text.len() / 8)?;
            let text = text.trim();
            let text = text.strip_suffix(';').unwrap_or(text);
            text.split(';').map(str::to_owned).collect()
        }
    };
    Ok(texts.iter().map(|text| point(text)).collect())
}

fn point(text: &str) -> Option<Point> {
    let mut parts = text.split_whitespace().map(|part| part.parse::<f64>().ok().filter(|n| n.is_finite()));
    let latitude = parts.next()??;
    let longitude = parts.next()??;
    let altitude = parts.next().unwrap_or(Some(0.0));
    let accuracy = parts.next().unwrap_or(Some(0.0));
    let good = latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
        && altitude.is_some()
        && accuracy.is_some_and(|a| a >= 0.0);
    good.then(|| (latitude.to_radians(), longitude.to_radians()))
}

fn distance(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| if let [a, b] = pair { between(*a, *b) } else { 0.0 }).sum()
}

/// The spherical law of cosines.
fn between(a: Point, b: Point) -> f64 {
    let cosine = a.0.sin() * b.0.sin() + a.0.cos() * b.0.cos() * (a.1 - b.1).cos();
    // Of two equal points the cosine may come out a little above 1.
    cosine.clamp(-1.0, 1.0).acos() * RADIUS
}

fn area(points: &[Point]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let next = points.iter().cycle().skip(1);
    let sum: f64 = points.iter().zip(next).map(|(a, b)| (b.1 - a.1) * (2.0 + a.0.sin() + b.0.sin())).sum();
    sum * RADIUS * RADIUS / 2.0
}

fn rounded(metres: f64) -> f64 {
    (metres * 100.0).round().abs() / 100.0
}
