//! The photo: where the camera stood, the light, and what went wrong.

use super::{Chance, Kind, Sheet, Table};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage, imageops};
use imageproc::geometric_transformations::Projection;

pub(crate) type Spot2 = (f32, f32);

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Fault {
    None,
    /// Out of focus: deviation in pixels of the photo.
    Defocus(f32),
    /// Moved while it was taken: pixels across and down.
    Moved(f32, f32),
    /// A lamp, at a place of the paper, so many pixels wide.
    Lamp(Spot2, f32),
    /// So much of the light.
    Dark(f32),
    /// The whole photo slid by these shares of its size.
    Slid(f32, f32),
    /// The corner (0 to 3, clockwise) folded over, so much of the paper's width.
    Folded(u8, f32),
    /// A thumb on the corner.
    Thumb(u8, f32),
    /// The paper lies sideways: quarter turns.
    Turned(u8),
    /// Taken from far away: so much of the usual size.
    Far(f32),
}

/// One photo to be taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shot {
    pub(crate) seed: u64,
    pub(crate) kind: Kind,
    pub(crate) table: Table,
    pub(crate) fault: Fault,
}

pub(crate) const WIDTH: u32 = 1200;
pub(crate) const HEIGHT: u32 = 1600;

impl Shot {
    pub(crate) fn jpeg(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, 90)
            .encode_image(&self.picture())
            .expect("a JPEG is written");
        bytes
    }

    /// The four corners of the paper in pixels of the photo, clockwise from the sheet's upper left one.
    pub(crate) fn corners(&self) -> [Spot2; 4] {
        let mut chance = Chance::of(self.seed ^ 0xC0FFEE);
        let (wide, high) = if self.kind == Kind::Card { (1060.0, 668.0) } else { (985.0, 1393.0) };
        let far = if let Fault::Far(share) = self.fault { share } else { 1.0 };
        let tilt = chance.between(-0.05, 0.05);
        let turn = if let Fault::Turned(quarters) = self.fault { f32::from(quarters) } else { 0.0 };
        // A paper that lies across has to fit.
        let fit = if turn % 2.0 == 1.0 && self.kind != Kind::Card { 0.78 } else { 1.0 } * far;
        let angle = tilt + turn * std::f32::consts::FRAC_PI_2;
        let mut slide = (chance.between(-15.0, 15.0), chance.between(-15.0, 15.0));
        if let Fault::Slid(across, down) = self.fault {
            slide = (across * WIDTH as f32, down * HEIGHT as f32);
        }
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(across, down): Spot2| {
            let lean = 0.025 * fit;
            let x = across * wide * fit + chance.between(-lean, lean) * wide;
            let y = down * high * fit + chance.between(-lean, lean) * high;
            (
                WIDTH as f32 / 2.0 + slide.0 + x * angle.cos() - y * angle.sin(),
                HEIGHT as f32 / 2.0 + slide.1 + x * angle.sin() + y * angle.cos(),
            )
        })
    }

    pub(crate) fn picture(&self) -> RgbImage {
        let mut chance = Chance::of(self.seed);
        let sheet = Sheet::of(self.kind, &mut chance);
        let mut picture = self.lay_down(&sheet, &mut chance);
        picture = match self.fault {
            Fault::Defocus(deviation) => imageops::fast_blur(&picture, deviation),
            Fault::Moved(across, down) => moved(&picture, across, down),
            _ => picture,
        };
        let noise = if matches!(self.fault, Fault::Dark(_)) { 5.0 } else { chance.between(1.0, 4.0) };
        for pixel in picture.pixels_mut() {
            let grain = chance.noise() * noise;
            pixel.0 = pixel.0.map(|value| (f32::from(value) + grain).clamp(0.0, 255.0) as u8);
        }
        picture
    }

    fn lay_down(&self, sheet: &Sheet, chance: &mut Chance) -> RgbImage {
        let (wide, high) = (sheet.picture.width() as f32, sheet.picture.height() as f32);
        let onto_sheet = Projection::from_control_points(
            self.corners(),
            [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)],
        )
        .expect("a camera that does not look along the table");
        let (slope_x, slope_y) = (chance.between(-0.12, 0.12), chance.between(-0.12, 0.12));
        let exposure = if let Fault::Dark(share) = self.fault { share } else { chance.between(0.86, 1.0) };
        let warmth = chance.between(-0.03, 0.05);
        RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
            let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
            let on_sheet = onto_sheet * (px, py);
            let colour = self.seen(sheet, on_sheet).unwrap_or_else(|| self.table.colour(px, py));
            let light = exposure
                * (0.97
                    + slope_x * (x as f32 / WIDTH as f32 - 0.5)
                    + slope_y * (y as f32 / HEIGHT as f32 - 0.5));
            let lamp = self.lamp(x as f32, y as f32);
            let tint = [1.0 + warmth, 1.0, 1.0 - warmth];
            let mut tints = tint.into_iter();
            Rgb(colour
                .map(|value| (value * light * tints.next().unwrap_or(1.0) + lamp).clamp(0.0, 255.0) as u8))
        })
    }

    /// The sheet's colour at one of its places, with its folded or covered corner.
    fn seen(&self, sheet: &Sheet, (x, y): Spot2) -> Option<[f32; 3]> {
        let (width, height) = (sheet.picture.width() as f32, sheet.picture.height() as f32);
        if !(x >= 0.0 && y >= 0.0 && x < width && y < height) {
            return None;
        }
        let from_corner = |corner: u8| {
            let (right, lower) = (matches!(corner, 1 | 2), matches!(corner, 2 | 3));
            (if right { width - x } else { x }, if lower { height - y } else { y })
        };
        match self.fault {
            Fault::Folded(corner, reach) => {
                let (across, down) = from_corner(corner);
                if across + down < reach * width {
                    return None;
                }
            }
            Fault::Thumb(corner, reach) => {
                let (across, down) = from_corner(corner);
                if across.hypot(down) < reach * width {
                    return Some([150.0, 102.0, 78.0]);
                }
            }
            _ => {}
        }
        let (left, top) = (x as u32, y as u32);
        let (right, bottom) = ((left + 1).min(width as u32 - 1), (top + 1).min(height as u32 - 1));
        let (far, low) = (x.fract(), y.fract());
        let at = |x, y| sheet.picture.get_pixel(x, y).0.map(f32::from);
        let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
        Some([0, 1, 2].map(|i| {
            let upper = a[i] + (b[i] - a[i]) * far;
            let lower = c[i] + (d[i] - c[i]) * far;
            upper + (lower - upper) * low
        }))
    }

    fn lamp(&self, x: f32, y: f32) -> f32 {
        let Fault::Lamp((across, down), wide) = self.fault else { return 0.0 };
        let away = (x - across * WIDTH as f32).hypot(y - down * HEIGHT as f32) / wide;
        420.0 * (-away * away).exp()
    }
}

/// The mean along the way that the camera moved.
fn moved(picture: &RgbImage, across: f32, down: f32) -> RgbImage {
    let steps = across.abs().max(down.abs()).ceil() as i32 + 1;
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let mut sums = [0_u32; 3];
        for step in 0..steps {
            let share = step as f32 / steps as f32 - 0.5;
            let from = |place: u32, way: f32, end: u32| {
                (place as f32 + way * share).clamp(0.0, end as f32 - 1.0) as u32
            };
            let pixel = picture.get_pixel(from(x, across, picture.width()), from(y, down, picture.height()));
            for (sum, value) in sums.iter_mut().zip(pixel.0) {
                *sum += u32::from(value);
            }
        }
        Rgb(sums.map(|sum| (sum / steps as u32) as u8))
    })
}
