//! One bad photo of a card on a table.

use super::camera::{Camera, Pose};
use super::light::Grey;
use super::print::Print;
use super::{Chance, person};
use std::f32::consts::{PI, TAU};

/// What is wrong with a photo most of all; each has a little of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Turned,
    Tilted,
    OutOfFocus,
    Shaken,
    Glare,
    Covered,
    Noisy,
    UnevenLight,
    Squeezed,
    Everything,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Turned,
        Self::Tilted,
        Self::OutOfFocus,
        Self::Shaken,
        Self::Glare,
        Self::Covered,
        Self::Noisy,
        Self::UnevenLight,
        Self::Squeezed,
        Self::Everything,
    ];
}

#[derive(Debug)]
pub struct Photo {
    pub kind: Kind,
    /// What the code says.
    pub text: String,
    pub width: usize,
    pub height: usize,
    /// Pixels for one module where the card is as far as the camera was set for.
    pub pitch: f32,
    pub jpeg: Vec<u8>,
}

impl Photo {
    /// The photo of this number; ten after each other are one of each kind.
    pub fn new(number: u64) -> Self {
        let mut chance = Chance::new(number);
        let text = person::text(&mut chance);
        Self::of(number, text, &mut chance)
    }
    /// A photo of a card whose code says something else.
    pub fn of_other(number: u64, text: &str) -> Self {
        Self::of(number, text.to_owned(), &mut Chance::new(number))
    }

    fn of(number: u64, text: String, chance: &mut Chance) -> Self {
        let kind = Kind::ALL[(number % 10) as usize];
        let print = Print::new(&text, chance);
        let (width, height) = match chance.below(20) {
            0 => (4000, 3000),
            1 | 2 => (3264, 2448),
            3..=7 => (2048, 1536),
            _ => (1600, 1200),
        };
        let (width, height) = if chance.below(4) == 0 { (height, width) } else { (width, height) };
        // A larger photo is not of a larger card, but of more pixels for each module.
        let largest = if width.max(height) > 3000 { 10.0 } else { 6.5 };
        let smallest = if kind == Kind::Tilted { 4.0 } else { 2.8 };
        let mut pose = Pose {
            turn: chance.between(-0.2, 0.2),
            tilt: chance.between(0.0, 0.17),
            lean: chance.between(0.0, TAU),
            pitch: chance.between(smallest, largest),
        };
        match kind {
            Kind::Turned => pose.turn = chance.between(0.0, TAU),
            Kind::Tilted => pose.tilt = chance.between(25.0, 50.0).to_radians(),
            Kind::Everything => {
                pose.turn = chance.between(0.0, TAU);
                pose.tilt = chance.between(10.0, 25.0).to_radians();
            }
            _ => {}
        }
        let camera = Camera::new(pose, &print, width, height);
        let mut grey = shot(&print, &camera, width, height, chance);
        let quality = spoil(kind, &mut grey, &camera, &print, pose.pitch, chance);
        Self { kind, text, width, height, pitch: pose.pitch, jpeg: jpeg(&grey, quality, chance) }
    }
}

/// The card on a table with a grain.
fn shot(print: &Print, camera: &Camera, width: usize, height: usize, chance: &mut Chance) -> Grey {
    let table = chance.between(50.0, 200.0);
    let grain: Vec<f32> = (0..4096).map(|_| chance.bell() * 6.0).collect();
    let wave = chance.between(0.01, 0.08);
    let stripes: Vec<f32> = (0..height).map(|y| (y as f32 * wave).sin() * 14.0 + grain[y % 4096]).collect();
    let mut pixels = Vec::with_capacity(width * height);
    for (y, stripe) in stripes.iter().enumerate() {
        for x in 0..width {
            let (u, v) = camera.card(x as f32 + 0.5, y as f32 + 0.5);
            let behind = || table + stripe + grain[(x * 31 + y * 17) % 4096];
            pixels.push(print.at(u, v).unwrap_or_else(behind));
        }
    }
    Grey { width, height, pixels }
}

/// Does to a photo what its kind says; gives the quality that it is saved with.
fn spoil(kind: Kind, grey: &mut Grey, camera: &Camera, print: &Print, pitch: f32, chance: &mut Chance) -> u8 {
    let (left, top, side) = print.code;
    let on_code = |across: f32, down: f32| camera.photo(left + side * across, top + side * down);
    match kind {
        Kind::Covered => {
            // Error correction of level M mends 15 % of the bytes; corners with finder patterns are needed.
            let area = chance.between(0.02, 0.06);
            let radius = (area / PI).sqrt() * print.modules as f32 * pitch;
            let (across, down) = beside_finders(chance, 0.14);
            grey.cover(on_code(across, down), radius, chance.one_of(&[30.0, 140.0, 235.0]));
        }
        Kind::Glare => {
            let middle = on_code(chance.between(-0.5, 1.5), chance.between(-0.5, 1.5));
            let radius = pitch * print.modules as f32 * chance.between(0.3, 1.2);
            grey.glare(middle, radius, chance.between(60.0, 160.0));
            let (across, down) = beside_finders(chance, 0.1);
            grey.glare(on_code(across, down), pitch * chance.between(1.5, 3.0), 300.0);
        }
        Kind::UnevenLight => {
            grey.falloff(chance.between(0.0, TAU), chance.between(0.2, 0.5));
            let point = on_code(chance.between(0.1, 0.9), chance.between(0.1, 0.9));
            let soft = pitch * chance.between(0.5, 12.0);
            grey.shadow(point, chance.between(0.0, TAU), soft, chance.between(0.35, 0.6));
        }
        Kind::Everything => {
            grey.falloff(chance.between(0.0, TAU), 0.6);
            let point = on_code(chance.between(-0.2, 1.2), chance.between(-0.2, 1.2));
            grey.shadow(point, chance.between(0.0, TAU), pitch * 6.0, 0.7);
            let middle = on_code(chance.between(-0.5, 1.5), chance.between(-0.5, 1.5));
            grey.glare(middle, pitch * print.modules as f32 * 0.7, chance.between(20.0, 60.0));
        }
        _ => {}
    }
    match kind {
        Kind::OutOfFocus => grey.blur(pitch * chance.between(0.3, 0.6)),
        Kind::Shaken => grey.smear(chance.between(0.0, PI), pitch * chance.between(0.6, 1.5)),
        Kind::Everything => grey.blur(pitch * chance.between(0.2, 0.35)),
        _ => grey.blur(pitch.min(5.0) * 0.15),
    }
    match kind {
        Kind::Noisy => {
            grey.noise(chance.between(12.0, 32.0), chance);
            grey.specks(0.004, chance);
        }
        Kind::Everything => grey.noise(8.0, chance),
        _ => grey.noise(3.0, chance),
    }
    match kind {
        Kind::Squeezed => chance.between(10.0, 35.0) as u8,
        Kind::Everything => chance.between(50.0, 75.0) as u8,
        _ => chance.between(75.0, 92.0) as u8,
    }
}

/// A place on the code, in parts of its side, `margin` away from the corners that have a finder pattern.
fn beside_finders(chance: &mut Chance, margin: f32) -> (f32, f32) {
    let near = 0.16 + margin;
    loop {
        let place = (chance.unit(), chance.unit());
        let corner = |x: f32, y: f32| (place.0 - x).abs() < near && (place.1 - y).abs() < near;
        if !corner(0.0, 0.0) && !corner(1.0, 0.0) && !corner(0.0, 1.0) {
            return place;
        }
    }
}

/// In the colours of a lamp: a photo is not grey.
fn jpeg(grey: &Grey, quality: u8, chance: &mut Chance) -> Vec<u8> {
    let tint = [chance.between(0.95, 1.05), 1.0, chance.between(0.8, 1.05)];
    let mut colours = Vec::with_capacity(grey.pixels.len() * 3);
    for pixel in &grey.pixels {
        colours.extend(tint.map(|part| (pixel * part).clamp(0.0, 255.0) as u8));
    }
    let mut file = Vec::new();
    let (width, height) = (grey.width as u32, grey.height as u32);
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut file, quality)
        .encode(&colours, width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture of colours is encoded");
    file
}
