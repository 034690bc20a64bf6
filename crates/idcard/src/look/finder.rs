//! Finder patterns, the three squares in a code's corners. Any line through the middle of one is dark, light, dark,
//! light, dark in the proportions 1:1:3:1:1, however it is turned.

use super::dark::Dark;
use super::point::Point;

/// A place that looks like a finder pattern.
#[derive(Clone, Copy)]
pub(crate) struct Finder {
    pub(crate) middle: Point,
    /// The mean length of the lines across it, in pixels: seven modules, and up to √2 of that if it is turned.
    pub(crate) across: f32,
    /// How many rows have seen it.
    pub(crate) seen: u32,
}

/// More are noise: the rest is not looked at.
const MOST_PLACES: usize = 400;

/// The places that look like finder patterns, those first that most rows have seen.
pub(crate) fn finders(dark: &Dark) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    for (y, row) in dark.rows().enumerate() {
        let mut lengths = [0_usize; 5];
        let mut start = 0;
        for (x, pair) in row.windows(2).enumerate() {
            let [here, next] = pair else { continue };
            if here == next {
                continue;
            }
            lengths.rotate_left(1);
            if let Some(last) = lengths.last_mut() {
                *last = x + 1 - start;
            }
            start = x + 1;
            // The fifth length has just ended, and was dark.
            if *here && in_proportion(lengths.map(|length| length as f32)) {
                let [.., middle, light, outer] = lengths.map(|length| length as f32);
                let point = Point { x: start as f32 - outer - light - middle / 2.0, y: y as f32 + 0.5 };
                let across = lengths.iter().sum::<usize>() as f32;
                if let Some(finder) = confirmed(dark, point, across) {
                    remember(&mut found, finder);
                }
            }
        }
    }
    found.sort_by_key(|finder| std::cmp::Reverse(finder.seen));
    found
}

/// Whether five lengths are as 1:1:3:1:1, with the tolerance that blur and few pixels need.
fn in_proportion(lengths: [f32; 5]) -> bool {
    let total: f32 = lengths.iter().sum();
    let module = total / 7.0;
    let [a, b, c, d, e] = lengths;
    let near = |length: f32| (length - module).abs() < module * 0.5 + 0.75;
    total >= 9.0
        && near(a)
        && near(b)
        && near(d)
        && near(e)
        && (c - 3.0 * module).abs() < module * 1.5
        && c > a.max(e)
}

/// The place again, if the column through it and the row through the column's middle are in proportion too.
fn confirmed(dark: &Dark, point: Point, across: f32) -> Option<Finder> {
    let (down, high) = crossing(dark, point, Point { x: 0.0, y: 1.0 }, across)?;
    if !(0.5..2.0).contains(&(high / across)) {
        return None;
    }
    let (middle, wide) = crossing(dark, down, Point { x: 1.0, y: 0.0 }, across)?;
    let diagonal = Point { x: 0.707, y: 0.707 };
    crossing(dark, middle, diagonal, across * 1.5)
        .or_else(|| crossing(dark, middle, Point { x: 0.707, y: -0.707 }, across * 1.5))?;
    Some(Finder { middle, across: (high + wide) / 2.0, seen: 1 })
}

/// The middle of the dark stretch around a point, and the length from edge to edge of the pattern, if the line
/// through it is in proportion.
fn crossing(dark: &Dark, point: Point, step: Point, across: f32) -> Option<(Point, f32)> {
    let back = arm(dark, point, step * -1.0, across)?;
    let forth = arm(dark, point, step, across)?;
    let lengths =
        [back[2] - back[1], back[1] - back[0], back[0] + forth[0], forth[1] - forth[0], forth[2] - forth[1]];
    let middle = point + step * ((forth[0] - back[0]) / 2.0);
    in_proportion(lengths).then_some((middle, back[2] + forth[2]))
}

/// From a dark point how far along a line it stays dark, then light, then dark.
pub(crate) fn arm(dark: &Dark, from: Point, step: Point, longest: f32) -> Option<[f32; 3]> {
    let mut ends = [0.0; 3];
    let mut far = 0.0;
    for (end, wanted) in ends.iter_mut().zip([true, false, true]) {
        loop {
            let point = from + step * far;
            // What ends at the picture's edge ends there.
            let here = dark.at(point.x, point.y).unwrap_or(!wanted);
            if here != wanted {
                break;
            }
            far += 0.5;
            if far > longest {
                return None;
            }
        }
        // The edge is about half a step before.
        *end = (far - 0.25_f32).max(0.0);
    }
    Some(ends)
}

/// Adds a sight to the place that it belongs to, or as a place of its own.
fn remember(found: &mut Vec<Finder>, finder: Finder) {
    let room = found.len() < MOST_PLACES;
    let same = found.iter_mut().find(|known| {
        known.middle.distance(finder.middle) < known.across * 0.3
            && (0.6..1.6).contains(&(known.across / finder.across))
    });
    match same {
        Some(known) => {
            let before = known.seen as f32;
            let mean = |old: f32, new: f32| (old * before + new) / (before + 1.0);
            known.middle.x = mean(known.middle.x, finder.middle.x);
            known.middle.y = mean(known.middle.y, finder.middle.y);
            known.across = mean(known.across, finder.across);
            known.seen += 1;
        }
        None if room => found.push(finder),
        None => {}
    }
}
