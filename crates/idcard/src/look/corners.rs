//! Three finder patterns that belong together, and how many modules the code between them has.

use super::dark::Dark;
use super::finder::{Finder, arm};
use super::point::Point;

/// The middles of a code's finder patterns, as they lie in the code.
#[derive(Clone, Copy)]
pub(crate) struct Corners {
    pub(crate) upper_left: Point,
    pub(crate) upper_right: Point,
    pub(crate) lower_left: Point,
    /// Modules on a side, as measured: off by some where the picture is bad.
    pub(crate) modules: f32,
}

/// Places that are tried with each other: those that most rows have seen.
const MOST_FINDERS: usize = 14;

/// The threes of places that may be a code's corners, the likeliest first.
pub(crate) fn corners(dark: &Dark, finders: &[Finder]) -> Vec<Corners> {
    let tried: Vec<&Finder> = finders.iter().take(MOST_FINDERS).collect();
    let mut ranked: Vec<(f32, Corners)> = Vec::new();
    for (at, first) in tried.iter().enumerate() {
        for (next, second) in tried.iter().enumerate().skip(at + 1) {
            for third in tried.iter().skip(next + 1) {
                ranked.extend(ordered(dark, [first, second, third]));
            }
        }
    }
    ranked.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    ranked.into_iter().map(|(_, corners)| corners).collect()
}

/// The three as corners with how unlikely that is, unless it is out of the question.
fn ordered(dark: &Dark, three: [&Finder; 3]) -> Option<(f32, Corners)> {
    let [a, b, c] = three;
    let (smallest, largest) =
        three.iter().fold((f32::MAX, 0.0_f32), |(low, high), f| (low.min(f.across), high.max(f.across)));
    if largest > smallest * 1.8 {
        return None;
    }
    // The longest way is the diagonal; opposite is the upper left corner.
    let ways = [
        (b.middle.distance(c.middle), a, b, c),
        (a.middle.distance(c.middle), b, a, c),
        (a.middle.distance(b.middle), c, a, b),
    ];
    let (_, corner, one, other) = ways.into_iter().max_by(|one, other| one.0.total_cmp(&other.0))?;
    let (to_one, to_other) = (one.middle - corner.middle, other.middle - corner.middle);
    let (long, short) = (to_one.length().max(to_other.length()), to_one.length().min(to_other.length()));
    // 21 modules are the fewest: fourteen between the middles, which are two patterns.
    if short < smallest * 1.2 || long > short * 2.0 {
        return None;
    }
    let cosine = (to_one.dot(to_other) / (long * short)).abs();
    if cosine > 0.6 {
        return None;
    }
    let right_turn = to_one.cross(to_other) > 0.0;
    let (right, low) = if right_turn { (one, other) } else { (other, one) };
    let across = (smallest + largest) / 2.0;
    let mut modules = Vec::new();
    for neighbour in [right, low] {
        let far = neighbour.middle.distance(corner.middle);
        let module = module_along(dark, corner.middle, neighbour.middle, across);
        // Without a clean line: the length of a row across it, as turned.
        let way = (neighbour.middle - corner.middle) * (1.0 / far.max(1.0));
        let module = module.unwrap_or(across / 7.0 * way.x.abs().max(way.y.abs()));
        modules.push(far / module.max(0.5) + 7.0);
    }
    let (most, fewest) = modules.iter().fold((0.0_f32, f32::MAX), |(m, f), n| (m.max(*n), f.min(*n)));
    if fewest < 15.0 || most > 120.0 || most > fewest * 1.7 {
        return None;
    }
    let unlike = (long / short - 1.0) * 0.3
        + cosine
        + (largest / smallest - 1.0)
        + (most / fewest - 1.0)
        + 2.0 / three.iter().map(|finder| finder.seen as f32).fold(f32::MAX, f32::min);
    let corners = Corners {
        upper_left: corner.middle,
        upper_right: right.middle,
        lower_left: low.middle,
        modules: modules.iter().sum::<f32>() / 2.0,
    };
    Some((unlike, corners))
}

/// The length of a module on the way between two finder patterns, from the lines across both of them.
fn module_along(dark: &Dark, from: Point, to: Point, across: f32) -> Option<f32> {
    let way = to - from;
    let step = way * (1.0 / way.length().max(1.0));
    let line = |middle: Point| {
        let back = arm(dark, middle, step * -1.0, across)?;
        let forth = arm(dark, middle, step, across)?;
        let ([.., back], [.., forth]) = (back, forth);
        Some((back + forth) / 7.0)
    };
    match (line(from), line(to)) {
        (Some(one), Some(other)) => Some((one + other) / 2.0),
        (one, other) => one.or(other),
    }
}
