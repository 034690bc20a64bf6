//! Finding the paper: bright, of little colour, with four straight sides.
//!
//! Several ways of telling paper from table are tried on a small picture; the one whose outline is most like a
//! paper wins. Without one that is like a paper indeed, nothing is found, and nothing will be cut off.

use super::fit::{Quadrilateral, fit};
use super::{Corners, Spot};
use crate::plane::{Plane, luma};
use crate::shrink::shrunk;
use image::RgbImage;
use imageproc::contrast::otsu_level;

/// From this size to nearly twice of it letters are closed easily and sides are still sharp.
const LONG_SIDE: u32 = 400;
/// Letters and table lines are thinner than twice this.
const LETTERS: usize = 4;
/// Less of the photo is a stamp, a phone or a window, but not what was photographed.
const SMALLEST_AREA: f32 = 0.12;
/// The photo's edge is where a paper may end without anything being lost.
const EDGE: f32 = 0.012;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) corners: Corners,
    pub(crate) confidence: f32,
    /// Corners outside of the photo, folded over or covered.
    pub(crate) missing_corners: u8,
    /// How much of the paper lies outside of the photo, about.
    pub(crate) outside: f32,
    /// The paper's usual colour.
    pub(crate) colour: [u8; 3],
}

pub(crate) fn find(picture: &RgbImage) -> Option<Found> {
    let small = shrunk(picture, LONG_SIDE)?;
    let ways: [fn([u8; 3]) -> u8; 3] = [darkest_channel, luma, colourless];
    ways.into_iter()
        .map(|way| Plane::of(&small, way).closed(LETTERS).smoothed(1))
        .flat_map(|bright| candidates(&bright))
        .max_by(|one, other| one.confidence.total_cmp(&other.confidence))
        .map(|found| Found { colour: usual_colour(&small, &found.corners), ..found })
}

/// Wood is bright in red only.
fn darkest_channel([red, green, blue]: [u8; 3]) -> u8 {
    red.min(green).min(blue)
}

/// Bright, less what is coloured: a shadow on paper is grey, a bright table mostly is not.
fn colourless(pixel: [u8; 3]) -> u8 {
    let most = pixel.into_iter().max().unwrap_or(0);
    let least = darkest_channel(pixel);
    least.saturating_sub(most - least)
}

fn candidates(bright: &Plane) -> Vec<Found> {
    let Some(image) = bright.image() else { return Vec::new() };
    let level = otsu_level(&image);
    [level, level.saturating_add(14), level.saturating_sub(14)]
        .into_iter()
        .filter_map(|level| {
            let mask = bright.map(|value| if value > level { 255 } else { 0 });
            // What is stuck to the paper by a bridge is let go.
            let mask = mask.eroded(2).dilated(2);
            judged(bright, &mask, &fit(&mask.image()?)?)
        })
        .collect()
}

/// How much the outline is like a paper; nothing when it is not.
fn judged(bright: &Plane, mask: &Plane, quadrilateral: &Quadrilateral) -> Option<Found> {
    let (width, height) = (mask.width as f32, mask.height as f32);
    let spots = quadrilateral.corners.map(|(x, y)| Spot { x: (x + 0.5) / width, y: (y + 0.5) / height });
    let corners = Corners::of_clockwise(spots);
    if !corners.is_convex() {
        return None;
    }
    let mut within = (0_u32, 0_u32);
    let mut light = Light::default();
    for (y, (row, brightness)) in mask.rows().zip(bright.rows()).enumerate() {
        for (x, (value, brightness)) in row.iter().zip(brightness).enumerate() {
            let spot = Spot { x: (x as f32 + 0.5) / width, y: (y as f32 + 0.5) / height };
            let inside = corners.contains(spot);
            light.add(*brightness, inside);
            if inside {
                within.0 += 1;
                within.1 += u32::from(*value > 0);
            }
        }
    }
    let inside = within.0 as f32;
    let filled = within.1 as f32 / inside.max(1.0);
    // What of the outline lies within the four sides: less when it is a blot of any shape.
    let straight = (inside / quadrilateral.area.max(1.0)).min(quadrilateral.area / inside.max(1.0)).min(1.0);
    let share = inside / (width * height);
    if !(SMALLEST_AREA..0.97).contains(&share)
        || filled < 0.85
        || straight < 0.85
        || !light.paper_stands_out()
    {
        return None;
    }
    let outside = (1.0 - share / corners.area().max(f32::EPSILON)).clamp(0.0, 1.0);
    let missing = spots.iter().zip(quadrilateral.cut).filter(|(spot, cut)| {
        let beyond = |place: f32| !(-EDGE..=1.0 + EDGE).contains(&place);
        *cut || beyond(spot.x) || beyond(spot.y) || is_covered(mask, &spots, **spot)
    });
    Some(Found {
        corners,
        confidence: filled * straight,
        missing_corners: missing.count() as u8,
        outside,
        colour: [u8::MAX; 3],
    })
}

/// How bright it is on the paper, and around it.
#[derive(Debug, Default)]
struct Light {
    inside: (u64, u64),
    around: (u64, u64),
}

impl Light {
    fn add(&mut self, brightness: u8, inside: bool) {
        let (sum, count) = if inside { &mut self.inside } else { &mut self.around };
        *sum += u64::from(brightness);
        *count += 1;
    }

    /// A page that fills the photo has a margin that is as bright as itself.
    fn paper_stands_out(&self) -> bool {
        let mean = |(sum, count): (u64, u64)| sum as f32 / count.max(1) as f32;
        let (inside, around) = (mean(self.inside), mean(self.around));
        inside - around >= 8.0 && inside - around >= inside * 0.12
    }
}

/// Whether the triangle at this corner is mostly no paper: folded over, torn off, under a finger.
fn is_covered(mask: &Plane, spots: &[Spot; 4], corner: Spot) -> bool {
    const REACH: f32 = 0.09;
    let Some(place) = spots.iter().position(|spot| *spot == corner) else { return false };
    let neighbour = |by: usize| spots.iter().cycle().nth(place + by).copied().unwrap_or(corner);
    let (next, last) = (neighbour(1), neighbour(3));
    let mut seen = (0_u32, 0_u32);
    for one in 1..=12 {
        for other in 1..=12 - one {
            // From just inside the corner along both sides.
            let (along, down) = (REACH * one as f32 / 12.0, REACH * other as f32 / 12.0);
            let x = corner.x + (next.x - corner.x) * along + (last.x - corner.x) * down;
            let y = corner.y + (next.y - corner.y) * along + (last.y - corner.y) * down;
            if (0.0..1.0).contains(&x) && (0.0..1.0).contains(&y) {
                let value = mask.at((x * mask.width as f32) as usize, (y * mask.height as f32) as usize);
                seen = (seen.0 + 1, seen.1 + u32::from(value == 0));
            }
        }
    }
    seen.1 as f32 > seen.0 as f32 * 0.5
}

fn usual_colour(small: &RgbImage, corners: &Corners) -> [u8; 3] {
    let (width, height) = (small.width() as f32, small.height() as f32);
    let mut sums = [0_u64; 3];
    let mut count = 0;
    for (x, y, pixel) in small.enumerate_pixels() {
        if corners.contains(Spot { x: x as f32 / width, y: y as f32 / height }) {
            count += 1;
            for (sum, value) in sums.iter_mut().zip(pixel.0) {
                *sum += u64::from(value);
            }
        }
    }
    sums.map(|sum| (sum / count.max(1)) as u8)
}
