//! Where each module of a code lies in the picture, in perspective.

use super::corners::Corners;
use super::grey::Grey;
use super::point::Point;

/// The middles of three finder patterns and the fourth corner of their square, and what follows from them.
#[derive(Clone)]
pub(crate) struct Grid {
    pub(crate) modules: usize,
    /// Upper left, upper right, lower left, lower right: each 3.5 modules from the code's edges.
    points: [Point; 4],
    /// The projection of the unit square onto the points.
    projection: [f32; 8],
}

/// How much of the difference between its lightest and darkest module a finder pattern's rings keep, however blurred.
const LEAST_SHARE: f32 = 0.15;

impl Grid {
    fn new(modules: usize, points: [Point; 4]) -> Self {
        Self { modules, points, projection: projection(points) }
    }

    /// The pixel at a place in the code, counted in modules from its upper left corner.
    pub(crate) fn pixel(&self, across: f32, down: f32) -> (f32, f32) {
        let side = self.modules as f32 - 7.0;
        let (u, v) = ((across - 3.5) / side, (down - 3.5) / side);
        let [a, b, c, d, e, f, g, h] = self.projection;
        let depth = g * u + h * v + 1.0;
        ((a * u + b * v + c) / depth, (d * u + e * v + f) / depth)
    }

    /// The grid of so many modules on these corners that shows the patterns best which every code has, and how
    /// clearly it shows them, in grey values. To be [refined](Self::refined).
    pub(crate) fn placed(grey: &Grey, corners: &Corners, modules: usize) -> (Self, f32) {
        let Corners { upper_left, upper_right, lower_left, .. } = *corners;
        let patterns = Patterns::of(modules);
        let side = modules as f32 - 7.0;
        let (right, down) =
            ((upper_right - upper_left) * (1.0 / side), (lower_left - upper_left) * (1.0 / side));
        // Seen straight from above, the fourth corner makes a parallelogram; how far it is off says how far the
        // card leans.
        let straight = upper_right + lower_left - upper_left;
        let mut best = Self::new(modules, [upper_left, upper_right, lower_left, straight]);
        let mut clearest = patterns.clearness(grey, &best, false);
        for row in -9_i8..=9 {
            for column in -9_i8..=9 {
                let fourth = straight + right * (f32::from(column) * 0.8) + down * (f32::from(row) * 0.8);
                let grid = Self::new(modules, [upper_left, upper_right, lower_left, fourth]);
                let clearness = patterns.clearness(grey, &grid, false);
                if clearness > clearest {
                    (best, clearest) = (grid, clearness);
                }
            }
        }
        (best, clearest)
    }

    /// Whether what is at these corners shows anything of finder patterns in the grey values, of which one row and one
    /// column through the middle say little. A look at three squares, before many at a whole code.
    pub(crate) fn is_likely(grey: &Grey, corners: &Corners) -> bool {
        let Corners { upper_left, upper_right, lower_left, modules } = *corners;
        let grid = Self::new(
            modules as usize,
            [upper_left, upper_right, lower_left, upper_right + lower_left - upper_left],
        );
        let last = grid.modules.saturating_sub(7);
        [(0, 0), (last, 0), (0, last)].into_iter().all(|(left, top)| {
            let (mut lightest, mut darkest) = (0.0_f32, 255.0_f32);
            let (mut light, mut dark) = (0.0, 0.0);
            for (across, down, is_dark) in square(left, top, 7) {
                let (x, y) = grid.pixel(across, down);
                let value = grey.between(x, y);
                (lightest, darkest) = (lightest.max(value), darkest.min(value));
                *(if is_dark { &mut dark } else { &mut light }) += value;
            }
            // Sixteen of the forty-nine are light.
            let clearness = light / 16.0 - dark / 33.0;
            clearness > (lightest - darkest) * LEAST_SHARE
        })
    }

    /// Moves each corner a little as long as the patterns get clearer, and tells how clear they are.
    pub(crate) fn refined(mut self, grey: &Grey) -> (Self, f32) {
        let patterns = Patterns::of(self.modules);
        let [upper_left, upper_right, lower_left, _] = self.points;
        let sides = upper_left.distance(upper_right) + upper_left.distance(lower_left);
        let module = sides / 2.0 / (self.modules as f32 - 7.0);
        let mut clearest = patterns.clearness(grey, &self, true);
        for part in [0.6, 0.35, 0.2, 0.1] {
            for _ in 0..3 {
                let before = clearest;
                for corner in (0..4).rev() {
                    for (x, y) in [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)] {
                        let mut points = self.points;
                        if let Some(point) = points.get_mut(corner) {
                            *point = *point + Point { x, y } * (part * module);
                        }
                        let moved = Self::new(self.modules, points);
                        let clearness = patterns.clearness(grey, &moved, true);
                        if clearness > clearest {
                            (self, clearest) = (moved, clearness);
                        }
                    }
                }
                if clearest <= before {
                    break;
                }
            }
        }
        (self, clearest)
    }
}

/// The projection that takes the unit square's corners to four points (Heckbert, "Fundamentals of Texture Mapping
/// and Image Warping", 1989, section 2.2.3).
fn projection([p00, p10, p01, p11]: [Point; 4]) -> [f32; 8] {
    let sum = p00 - p10 + p11 - p01;
    let (one, other) = (p10 - p11, p01 - p11);
    let area = one.cross(other);
    let (g, h) =
        if area.abs() < f32::EPSILON { (0.0, 0.0) } else { (sum.cross(other) / area, one.cross(sum) / area) };
    let right = p10 - p00 + p10 * g;
    let down = p01 - p00 + p01 * h;
    [right.x, down.x, p00.x, right.y, down.y, p00.y, g, h]
}

/// The modules that are dark or light in every code of a size: finder, timing and alignment patterns
/// (ISO/IEC 18004, 6.3).
struct Patterns {
    finders: Vec<Known>,
    others: Vec<Known>,
}

/// Middle of a module, and whether it is dark.
type Known = (f32, f32, bool);

impl Patterns {
    fn of(modules: usize) -> Self {
        let (mut finders, mut others) = (Vec::new(), Vec::new());
        let last = modules.saturating_sub(7);
        for (left, top) in [(0, 0), (last, 0), (0, last)] {
            finders.extend(square(left, top, 7));
        }
        for at in 8..modules.saturating_sub(8) {
            let along = at as f32 + 0.5;
            others.extend([(along, 6.5, at % 2 == 0), (6.5, along, at % 2 == 0)]);
        }
        let places = alignment_places(modules);
        for &across in &places {
            for &down in &places {
                let high = modules.saturating_sub(9);
                let on_finder = (across < 9 && (down < 9 || down > high)) || (down < 9 && across > high);
                if !on_finder {
                    others.extend(square(across.saturating_sub(2), down.saturating_sub(2), 5));
                }
            }
        }
        Self { finders, others }
    }

    /// How much lighter the light modules are than the dark ones.
    fn clearness(&self, grey: &Grey, grid: &Grid, with_finders: bool) -> f32 {
        let finders: &[Known] = if with_finders { &self.finders } else { &[] };
        let (mut light, mut dark) = ((0.0, 0.0), (0.0, 0.0));
        for &(across, down, is_dark) in self.others.iter().chain(finders) {
            let (x, y) = grid.pixel(across, down);
            let value = if with_finders { grey.between(x, y) } else { grey.at(x, y) };
            let (sum, count) = if is_dark { &mut dark } else { &mut light };
            *sum += value;
            *count += 1.0;
        }
        light.0 / f32::max(light.1, 1.0) - dark.0 / f32::max(dark.1, 1.0)
    }
}

/// Rings around a dark middle: a finder pattern of 7, an alignment pattern of 5.
fn square(left: usize, top: usize, side: usize) -> impl Iterator<Item = Known> {
    (0..side * side).map(move |place| {
        let (x, y) = (place % side, place / side);
        let from_edge = x.min(y).min(side - 1 - x).min(side - 1 - y);
        ((left + x) as f32 + 0.5, (top + y) as f32 + 0.5, from_edge != 1)
    })
}

/// The rows and columns of the middles of alignment patterns (ISO/IEC 18004, annex E): evenly spaced from the far
/// end in even steps, the rest before the first step.
fn alignment_places(modules: usize) -> Vec<usize> {
    let version = modules.saturating_sub(17) / 4;
    if version < 2 {
        return Vec::new();
    }
    let gaps = version / 7 + 1;
    let span = modules - 13;
    // Version 32 is the one that follows no rule.
    let step = if version == 32 { 26 } else { span.div_ceil(gaps).next_multiple_of(2) };
    let mut places: Vec<usize> = (0..gaps).map(|gap| modules - 7 - gap * step).collect();
    places.push(6);
    places
}
