//! Four straight sides through an outline: the paper as it would be without a fold, a finger or the photo's edge.

use image::GrayImage;
use image::imageops::replace;
use imageproc::contours::{BorderType, Contour, find_contours};
use imageproc::geometry::{approximate_polygon_dp, arc_length, contour_area, convex_hull};
use imageproc::point::Point;

/// A straight line: `across · x + down · y = distance`, the normal of length one.
#[derive(Clone, Copy, Debug)]
struct Line {
    across: f32,
    down: f32,
    distance: f32,
}

#[derive(Clone, Copy, Debug)]
struct Side {
    from: (f32, f32),
    to: (f32, f32),
    /// Along the photo's edge: here it is the photo that ends, not the paper.
    cut: bool,
}

/// The outline with four sides, in pixels of the mask.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quadrilateral {
    /// Clockwise.
    pub(super) corners: [(f32, f32); 4],
    /// Whether one of the two sides at this corner is the photo's edge.
    pub(super) cut: [bool; 4],
    /// Pixels within the outline itself.
    pub(super) area: f32,
}

/// The largest thing in the mask, when four sides can be put to it.
pub(super) fn fit(mask: &GrayImage) -> Option<Quadrilateral> {
    let (width, height) = mask.dimensions();
    // An outline that begins at the left edge is not seen as an outer one: there is a rim around the mask.
    let mut rimmed = GrayImage::new(width + 2, height + 2);
    replace(&mut rimmed, mask, 1, 1);
    let contour = find_contours::<i32>(&rimmed)
        .into_iter()
        .map(without_rim)
        .filter(|contour| contour.border_type == BorderType::Outer && contour.points.len() > 16)
        .max_by(|one, other| contour_area(&one.points).total_cmp(&contour_area(&other.points)))?;
    let area = contour_area(&contour.points) as f32;
    let hull = convex_hull(contour.points.clone());
    let around = arc_length(&hull, true) as f32;
    let simple = simplified(&hull);
    let sides = four_longest(joined(sides(&simple, width, height)), around)?;
    let lines = sides.map(|side| if side.cut { Some(through(side)) } else { refined(side, &contour.points) });
    let [Some(a), Some(b), Some(c), Some(d)] = lines else { return None };
    let corners = [meet(d, a)?, meet(a, b)?, meet(b, c)?, meet(c, d)?];
    let [w, x, y, z] = sides.map(|side| side.cut);
    Some(Quadrilateral { corners, cut: [z || w, w || x, x || y, y || z], area })
}

/// Without the corners that are none, within two pixels. In two halves, since the library loses the last point of a
/// closed line.
fn simplified(hull: &[Point<i32>]) -> Vec<Point<i32>> {
    let Some(first) = hull.first().copied() else { return Vec::new() };
    let away = |point: &Point<i32>| (point.x - first.x).pow(2) + (point.y - first.y).pow(2);
    let far = hull.iter().enumerate().max_by_key(|(_, point)| away(point)).map_or(0, |(place, _)| place);
    let there: Vec<_> = hull.iter().take(far + 1).copied().collect();
    let back: Vec<_> = hull.iter().skip(far).copied().chain([first]).collect();
    let mut simple = approximate_polygon_dp(&there, 2.0, false);
    simple.pop();
    simple.extend(approximate_polygon_dp(&back, 2.0, false));
    simple.pop();
    simple
}

fn without_rim(contour: Contour<i32>) -> Contour<i32> {
    let points = contour.points.iter().map(|point| Point::new(point.x - 1, point.y - 1)).collect();
    Contour { points, ..contour }
}

/// Clockwise, whichever way round the polygon came.
fn sides(polygon: &[Point<i32>], width: u32, height: u32) -> Vec<Side> {
    let mut spots: Vec<(f32, f32)> = polygon.iter().map(|point| (point.x as f32, point.y as f32)).collect();
    spots.dedup();
    let pairs = |spots: &[(f32, f32)]| -> Vec<((f32, f32), (f32, f32))> {
        spots.iter().copied().zip(spots.iter().copied().cycle().skip(1)).collect()
    };
    let doubled: f32 = pairs(&spots).iter().map(|(from, to)| from.0 * to.1 - to.0 * from.1).sum();
    if doubled < 0.0 {
        spots.reverse();
    }
    let (right, bottom) = (width as f32 - 1.0, height as f32 - 1.0);
    let near = |one: f32, other: f32, edge: f32| (one - edge).abs() <= 2.5 && (other - edge).abs() <= 2.5;
    pairs(&spots)
        .into_iter()
        .filter(|(from, to)| from != to)
        .map(|(from, to)| {
            let cut = near(from.0, to.0, 0.0)
                || near(from.0, to.0, right)
                || near(from.1, to.1, 0.0)
                || near(from.1, to.1, bottom);
            Side { from, to, cut }
        })
        .collect()
}

/// A side that bends a little, as curled paper does, is one side.
fn joined(sides: Vec<Side>) -> Vec<Side> {
    let mut joined: Vec<Side> = Vec::new();
    let mut left: std::collections::VecDeque<Side> = sides.into();
    // Begin at a real corner, so that no side is torn apart by where the list begins.
    let longest = left.iter().enumerate().max_by(|one, other| length(*one.1).total_cmp(&length(*other.1)));
    let begin = longest.map_or(0, |(at, _)| at);
    left.rotate_left(begin);
    for side in left {
        match joined.last_mut().filter(|last| last.cut == side.cut && angle(**last, side) < 10.0) {
            Some(last) => last.to = side.to,
            None => joined.push(side),
        }
    }
    if let (Some(first), Some(last)) = (joined.first().copied(), joined.last().copied())
        && joined.len() > 4
        && first.cut == last.cut
        && angle(last, first) < 10.0
    {
        joined.pop();
        if let Some(place) = joined.first_mut() {
            place.from = last.from;
        }
    }
    joined
}

/// The four that make the paper, in order: its own sides first, the photo's edge where a side is missing. Of two that
/// run the same way one is the paper's side and the other the photo's edge that cuts it.
fn four_longest(sides: Vec<Side>, around: f32) -> Option<[Side; 4]> {
    let mut ranked: Vec<(usize, Side)> =
        sides.into_iter().enumerate().filter(|(_, side)| length(*side) > around * 0.06).collect();
    ranked.sort_by(|(_, one), (_, other)| {
        one.cut.cmp(&other.cut).then(length(*other).total_cmp(&length(*one)))
    });
    let mut taken: Vec<(usize, Side)> = Vec::new();
    for (place, side) in ranked {
        if taken.len() < 4 && taken.iter().all(|(_, other)| angle(side, *other) > 30.0) {
            taken.push((place, side));
        }
    }
    taken.sort_by_key(|(place, _)| *place);
    taken.into_iter().map(|(_, side)| side).collect::<Vec<_>>().try_into().ok()
}

fn length(side: Side) -> f32 {
    (side.to.0 - side.from.0).hypot(side.to.1 - side.from.1)
}

/// Between two directions, in degrees.
fn angle(one: Side, other: Side) -> f32 {
    let (ax, ay) = (one.to.0 - one.from.0, one.to.1 - one.from.1);
    let (bx, by) = (other.to.0 - other.from.0, other.to.1 - other.from.1);
    (ax * by - ay * bx).atan2(ax * bx + ay * by).to_degrees().abs()
}

fn through(side: Side) -> Line {
    let long = length(side).max(f32::EPSILON);
    let (across, down) = ((side.to.1 - side.from.1) / long, (side.from.0 - side.to.0) / long);
    Line { across, down, distance: across * side.from.0 + down * side.from.1 }
}

/// The line with the least squares to the outline's points along this side, its ends left out.
fn refined(side: Side, points: &[Point<i32>]) -> Option<Line> {
    let rough = through(side);
    let long = length(side);
    let near: Vec<(f32, f32)> = points
        .iter()
        .map(|point| (point.x as f32, point.y as f32))
        .filter(|(x, y)| {
            let along = ((x - side.from.0) * (side.to.0 - side.from.0)
                + (y - side.from.1) * (side.to.1 - side.from.1))
                / (long * long);
            (0.08..0.92).contains(&along) && (rough.across * x + rough.down * y - rough.distance).abs() < 4.0
        })
        .collect();
    if (near.len() as f32) < long * 0.3 {
        return None;
    }
    let count = near.len() as f32;
    let (x, y) = near.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    let (x, y) = (x / count, y / count);
    let (xx, xy, yy) = near.iter().fold((0.0, 0.0, 0.0), |sum, point| {
        let (dx, dy) = (point.0 - x, point.1 - y);
        (sum.0 + dx * dx, sum.1 + dx * dy, sum.2 + dy * dy)
    });
    let direction = (2.0_f32 * xy).atan2(xx - yy) / 2.0;
    let (across, down) = (-direction.sin(), direction.cos());
    Some(Line { across, down, distance: across * x + down * y })
}

/// Where two lines cross, unless they are nearly parallel.
fn meet(one: Line, other: Line) -> Option<(f32, f32)> {
    let turned = one.across * other.down - one.down * other.across;
    (turned.abs() > 0.4).then(|| {
        (
            (one.distance * other.down - other.distance * one.down) / turned,
            (one.across * other.distance - other.across * one.distance) / turned,
        )
    })
}
