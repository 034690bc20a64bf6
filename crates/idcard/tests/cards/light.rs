//! What lens, light, hands and sensor do to a picture of grey values.

use super::Chance;

#[derive(Debug)]
pub struct Grey {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<f32>,
}

impl Grey {
    fn each(&mut self, change: impl Fn(f32, f32, &mut f32)) {
        for (y, line) in self.pixels.chunks_exact_mut(self.width).enumerate() {
            for (x, pixel) in line.iter_mut().enumerate() {
                change(x as f32, y as f32, pixel);
            }
        }
    }

    /// A lens out of focus: a bell of this standard deviation, first along the rows, then along the columns.
    pub fn blur(&mut self, deviation: f32) {
        let reach = (deviation * 3.0).ceil().max(1.0) as usize;
        let weights: Vec<f32> = (0..=2 * reach)
            .map(|tap| (-((tap as f32 - reach as f32) / deviation).powi(2) / 2.0).exp())
            .collect();
        let sum: f32 = weights.iter().sum();
        let width = self.width;
        let mut out = vec![0.0; self.pixels.len()];
        for (line, into) in self.pixels.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mut wide = vec![line[0]; reach];
            wide.extend(line);
            wide.extend(std::iter::repeat_n(line[width - 1], reach));
            for (tap, weight) in weights.iter().enumerate() {
                into.iter_mut().zip(&wide[tap..]).for_each(|(into, pixel)| *into += pixel * weight / sum);
            }
        }
        self.pixels.fill(0.0);
        for (y, into) in self.pixels.chunks_exact_mut(width).enumerate() {
            for (tap, weight) in weights.iter().enumerate() {
                let from = (y + tap).saturating_sub(reach).min(self.height - 1) * width;
                let line = &out[from..from + width];
                into.iter_mut().zip(line).for_each(|(into, pixel)| *into += pixel * weight / sum);
            }
        }
    }
    /// A hand that moved by `length` pixels during the exposure.
    pub fn smear(&mut self, angle: f32, length: f32) {
        self.boxes(angle.cos(), angle.sin(), length);
    }

    /// The mean along a short line.
    fn boxes(&mut self, dx: f32, dy: f32, length: f32) {
        let taps = (length.ceil() as usize * 2 + 1).max(3);
        let offsets: Vec<(isize, isize, f32, f32)> = (0..taps)
            .map(|tap| {
                let along = (tap as f32 / (taps - 1) as f32 - 0.5) * length;
                let (x, y) = (along * dx, along * dy);
                (x.floor() as isize, y.floor() as isize, x - x.floor(), y - y.floor())
            })
            .collect();
        let reach = length.ceil() as usize + 2;
        let (width, height) = (self.width, self.height);
        let mut out = self.pixels.clone();
        for y in reach..height.saturating_sub(reach) {
            for x in reach..width.saturating_sub(reach) {
                let mut sum = 0.0;
                for &(ox, oy, right, down) in &offsets {
                    let at = (y.wrapping_add_signed(oy)) * width + x.wrapping_add_signed(ox);
                    let above = self.pixels[at] * (1.0 - right) + self.pixels[at + 1] * right;
                    sum += if down == 0.0 {
                        above
                    } else {
                        let below =
                            self.pixels[at + width] * (1.0 - right) + self.pixels[at + width + 1] * right;
                        above * (1.0 - down) + below * down
                    };
                }
                out[y * width + x] = sum / taps as f32;
            }
        }
        self.pixels = out;
    }

    /// A lamp mirrored in the plastic: light on top of what is there.
    pub fn glare(&mut self, middle: (f32, f32), radius: f32, amount: f32) {
        self.each(|x, y, pixel| {
            let far = ((x - middle.0).powi(2) + (y - middle.1).powi(2)) / (radius * radius);
            if far < 9.0 {
                *pixel += amount * (-far / 2.0).exp();
            }
        });
    }
    /// Something on the card: a finger, dirt, a sticker.
    pub fn cover(&mut self, middle: (f32, f32), radius: f32, grey: f32) {
        self.each(|x, y, pixel| {
            if (x - middle.0).hypot(y - middle.1) < radius {
                *pixel = grey;
            }
        });
    }
    /// Light that falls off to one side, down to `darkest` of what it was.
    pub fn falloff(&mut self, angle: f32, darkest: f32) {
        let (sin, cos) = angle.sin_cos();
        let half = (self.width as f32).hypot(self.height as f32) / 2.0;
        let (middle_x, middle_y) = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        self.each(|x, y, pixel| {
            let side = ((x - middle_x) * cos + (y - middle_y) * sin) / half;
            *pixel *= darkest + (1.0 - darkest) * (side + 1.0) / 2.0;
        });
    }
    /// The shadow of a hand: all on one side of a line through `point`, with an edge of `soft` pixels.
    pub fn shadow(&mut self, point: (f32, f32), angle: f32, soft: f32, left: f32) {
        let (sin, cos) = angle.sin_cos();
        self.each(|x, y, pixel| {
            let side = (x - point.0) * cos + (y - point.1) * sin;
            let lit = (side / soft + 0.5).clamp(0.0, 1.0);
            *pixel *= left + (1.0 - left) * lit;
        });
    }
    pub fn noise(&mut self, deviation: f32, chance: &mut Chance) {
        for pixel in &mut self.pixels {
            *pixel += chance.bell() * deviation;
        }
    }
    /// Single pixels that are black or white.
    pub fn specks(&mut self, share: f32, chance: &mut Chance) {
        let count = (self.pixels.len() as f32 * share) as usize;
        for _ in 0..count {
            let at = chance.below(self.pixels.len());
            self.pixels[at] = chance.one_of(&[0.0, 255.0]);
        }
    }
}
