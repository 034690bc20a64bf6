//! The page as it looks from straight above, at the size it will keep.

use super::{Corners, Spot};
use image::RgbImage;
use imageproc::geometric_transformations::Projection;

/// The part of the picture between the corners, made a rectangle. What lies outside of the photo gets `fill`.
/// Never larger than the photo has it: the side lengths are those of the longer of two opposite sides.
pub(crate) fn straighten(
    picture: &RgbImage,
    corners: &Corners,
    long_side: u32,
    fill: [u8; 3],
) -> Option<RgbImage> {
    let (across, down) = (picture.width() as f32, picture.height() as f32);
    let [a, b, c, d] = corners.clockwise().map(|spot| (spot.x * across, spot.y * down));
    let between = |one: (f32, f32), other: (f32, f32)| (one.0 - other.0).hypot(one.1 - other.1);
    let (wide, high) = (between(a, b).max(between(d, c)), between(a, d).max(between(b, c)));
    let scale = (wide.max(high) / long_side as f32).max(1.0);
    let (width, height) = ((wide / scale).round().max(1.0), (high / scale).round().max(1.0));
    let projection = Projection::from_control_points(
        [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)],
        [a, b, c, d],
    )?;
    // Several looks for each pixel when the photo has more of them than the page.
    let looks = (scale.ceil() as usize).clamp(1, 3);
    let offsets: Vec<f32> = (0..looks).map(|look| (look as f32 + 0.5) / looks as f32).collect();
    let source = Source {
        values: picture.as_raw(),
        width: picture.width() as usize,
        height: picture.height() as usize,
    };
    let mut values = Vec::with_capacity((width * height) as usize * 3);
    for y in 0..height as u32 {
        for x in 0..width as u32 {
            let mut sums = [0.0_f32; 3];
            for down in &offsets {
                for across in &offsets {
                    let (from_x, from_y) = projection * (x as f32 + across, y as f32 + down);
                    let seen = source.at(from_x - 0.5, from_y - 0.5).unwrap_or(fill.map(f32::from));
                    sums = [sums[0] + seen[0], sums[1] + seen[1], sums[2] + seen[2]];
                }
            }
            let count = (looks * looks) as f32;
            values.extend(sums.map(|sum| (sum / count + 0.5) as u8));
        }
    }
    RgbImage::from_raw(width as u32, height as u32, values)
}

struct Source<'a> {
    values: &'a [u8],
    width: usize,
    height: usize,
}

impl Source<'_> {
    /// Between four pixels; nothing outside of the photo.
    fn at(&self, x: f32, y: f32) -> Option<[f32; 3]> {
        if !(x > -1.0 && y > -1.0 && x < self.width as f32 && y < self.height as f32) {
            return None;
        }
        let (x, y) = (x.clamp(0.0, self.width as f32 - 1.0), y.clamp(0.0, self.height as f32 - 1.0));
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (far, low) = (x - left as f32, y - top as f32);
        let pixel = |x: usize, y: usize| self.values.get((y * self.width + x) * 3..)?.first_chunk::<3>();
        let (a, b, c, d) =
            (pixel(left, top)?, pixel(right, top)?, pixel(left, bottom)?, pixel(right, bottom)?);
        let mixed = |((a, b), (c, d)): ((&u8, &u8), (&u8, &u8))| {
            let upper = f32::from(*a) + (f32::from(*b) - f32::from(*a)) * far;
            let lower = f32::from(*c) + (f32::from(*d) - f32::from(*c)) * far;
            upper + (lower - upper) * low
        };
        let [a0, a1, a2] = a;
        let [b0, b1, b2] = b;
        let [c0, c1, c2] = c;
        let [d0, d1, d2] = d;
        Some([mixed(((a0, b0), (c0, d0))), mixed(((a1, b1), (c1, d1))), mixed(((a2, b2), (c2, d2)))])
    }
}

/// How long the paper's longer side is in the picture, in pixels.
pub(crate) fn longer_side(corners: &Corners, width: u32, height: u32) -> f32 {
    let [a, b, c, d] = corners.clockwise();
    let between =
        |one: Spot, other: Spot| ((one.x - other.x) * width as f32).hypot((one.y - other.y) * height as f32);
    between(a, b).max(between(b, c)).max(between(c, d)).max(between(d, a))
}
