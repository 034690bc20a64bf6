//! The face of a card: its guilloche, lines of writing, a portrait's shade, a chip, and the code at the upper right.

use super::Chance;
use qrcode::{Color, EcLevel, QrCode};

/// A card of 85.6 × 54 mm as grey values, [`TEXELS`] for each module of the code.
#[derive(Debug)]
pub struct Print {
    pub width: usize,
    pub height: usize,
    pub grey: Vec<u8>,
    /// The code's upper left corner, without its margin, and its side in texels.
    pub code: (f32, f32, f32),
    pub modules: usize,
}

pub const TEXELS: usize = 4;
/// Of the code, in the card's 85.6.
const CODE_MM: f32 = 12.0;

impl Print {
    pub fn new(text: &str, chance: &mut Chance) -> Self {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("a card's text fits a code");
        let modules = code.width();
        let per_mm = (modules * TEXELS) as f32 / CODE_MM;
        let at = |mm: f32| (mm * per_mm) as usize;
        let (width, height) = (at(85.6), at(54.0));
        let mut grey = vec![0; width * height];
        let (wave, slope) = (chance.between(0.05, 0.2), chance.between(0.02, 0.1));
        let paper = chance.between(185.0, 225.0);
        let row: Vec<f32> = (0..width).map(|x| (x as f32 * wave).sin() * 5.0 + x as f32 / 90.0).collect();
        for (y, line) in grey.chunks_exact_mut(width).enumerate() {
            let down = (y as f32 * slope).sin() * 7.0;
            for (pixel, across) in line.iter_mut().zip(&row) {
                *pixel = (paper + down + across) as u8;
            }
        }
        let mut print = Self { width, height, grey, code: (0.0, 0.0, 0.0), modules };
        // The portrait, the emblem and the chip.
        print.fill(at(5.0), at(18.0), at(20.0), at(27.0), 120);
        print.fill(at(10.0), at(24.0), at(10.0), at(14.0), 170);
        print.fill(at(6.0), at(5.0), at(9.0), at(9.0), 110);
        print.fill(at(8.0), at(7.0), at(5.0), at(5.0), 190);
        // Writing: strokes as high as letters, with spaces between them.
        for line in 0..8 {
            let top = at(19.0 + 4.2 * line as f32);
            let mut left = at(28.0);
            while left < at(80.0) {
                let stroke = at(chance.between(0.15, 0.4)).max(1);
                if chance.below(5) > 0 {
                    let high = at(chance.between(1.2, 2.2));
                    print.fill(left, top, stroke, high, 50);
                    if chance.below(2) == 0 {
                        print.fill(left, top + high / 2, at(1.0), at(0.25).max(1), 50);
                    }
                }
                left += stroke + at(chance.between(0.3, 0.8));
            }
        }
        print.put_code(&code, at(69.5), at(3.5));
        print
    }

    fn fill(&mut self, left: usize, top: usize, width: usize, height: usize, grey: u8) {
        for line in self.grey.chunks_exact_mut(self.width).skip(top).take(height) {
            line.iter_mut().skip(left).take(width).for_each(|pixel| *pixel = grey);
        }
    }

    fn put_code(&mut self, code: &QrCode, left: usize, top: usize) {
        let margin = 2 * TEXELS;
        let side = self.modules * TEXELS;
        self.fill(left - margin, top - margin, side + 2 * margin, side + 2 * margin, 225);
        for (place, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let (x, y) = (place % self.modules * TEXELS, place / self.modules * TEXELS);
                self.fill(left + x, top + y, TEXELS, TEXELS, 40);
            }
        }
        self.code = (left as f32, top as f32, side as f32);
    }

    /// The grey value between four texels; nothing beside the card.
    pub fn at(&self, x: f32, y: f32) -> Option<f32> {
        let (x, y) = (x - 0.5, y - 0.5);
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (left, top) = (x as usize, y as usize);
        if left + 1 >= self.width || top + 1 >= self.height {
            return None;
        }
        let (right, down) = (x - left as f32, y - top as f32);
        let texel = |x: usize, y: usize| f32::from(self.grey[y * self.width + x]);
        let above = texel(left, top) * (1.0 - right) + texel(left + 1, top) * right;
        let below = texel(left, top + 1) * (1.0 - right) + texel(left + 1, top + 1) * right;
        Some(above * (1.0 - down) + below * down)
    }
}
