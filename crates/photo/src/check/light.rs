//! How bright the paper is, and where it is burnt out.

use crate::plane::{Plane, luma};
use image::RgbImage;

/// The brightness of the paper: of the brighter parts of the page.
pub(super) fn brightness(page: &Plane) -> f32 {
    f32::from(page.percentile(0.85))
}

/// The share of the page that is white in all colours while paper itself is not, in per cent. A page that is bright
/// all over has none.
pub(super) fn burnt_percent(page: &RgbImage) -> f32 {
    let grey = Plane::of(page, luma).smoothed(2);
    let paper = grey.percentile(0.5);
    if paper >= 238 {
        return 0.0;
    }
    // The darkest channel: what is bright and coloured is not burnt out. Eroded: single bright spots are no glare.
    let burnt = Plane::of(page, |[red, green, blue]| red.min(green).min(blue)).smoothed(2).eroded(2);
    let count = burnt.values.iter().filter(|value| **value >= 250).count();
    count as f32 * 100.0 / burnt.values.len().max(1) as f32
}
