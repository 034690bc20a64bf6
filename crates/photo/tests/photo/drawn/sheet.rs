//! What is on the paper: strokes that look like lines of Vietnamese text from where a camera stands.

use super::Chance;
use image::{Rgb, RgbImage};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Lines of text with a heading.
    Letter,
    /// A table with a word in each cell.
    Form,
    /// Few lines, large, with a frame, a red stamp and a signature.
    Certificate,
    /// Small, lying across, with a picture of a face in grey.
    Card,
    Blank,
}

pub(crate) const WRITTEN: [Kind; 4] = [Kind::Letter, Kind::Form, Kind::Certificate, Kind::Card];

/// A4 at 150 dots an inch; a card at three times that.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) picture: RgbImage,
    ink: [u8; 3],
}

const BLACK: [u8; 3] = [35, 33, 40];
const BLUE: [u8; 3] = [35, 50, 130];
const RED: [u8; 3] = [190, 40, 45];

impl Sheet {
    pub(crate) fn of(kind: Kind, chance: &mut Chance) -> Self {
        let (width, height) = if kind == Kind::Card { (1586, 1000) } else { (1240, 1754) };
        let paper =
            [[238, 238, 236], [233, 232, 224], [226, 230, 234], [240, 234, 214]][chance.below(4) as usize];
        let mut sheet = Self { picture: RgbImage::from_pixel(width, height, Rgb(paper)), ink: BLACK };
        match kind {
            Kind::Letter => sheet.letter(chance),
            Kind::Form => sheet.form(chance),
            Kind::Certificate => sheet.certificate(chance),
            Kind::Card => sheet.card(chance),
            Kind::Blank => {}
        }
        sheet
    }

    fn letter(&mut self, chance: &mut Chance) {
        self.line(300.0, 940.0, 140.0, 17.0, chance);
        let mut y = 230.0;
        while y < 1620.0 {
            let end = if chance.below(6) == 0 { chance.between(400.0, 900.0) } else { 1120.0 };
            self.line(120.0, end, y, 11.0, chance);
            y += if end < 1100.0 { 48.0 } else { 31.0 };
        }
    }

    fn form(&mut self, chance: &mut Chance) {
        self.line(340.0, 900.0, 120.0, 16.0, chance);
        for line in 0..6 {
            self.line(120.0, chance.between(600.0, 1100.0), 190.0 + 36.0 * line as f32, 11.0, chance);
        }
        let columns = [100.0, 170.0, 520.0, 760.0, 960.0, 1140.0];
        let rows = 12 + chance.below(8);
        for row in 0..=rows {
            let y = 430.0 + row as f32 * 52.0;
            self.stroke((100.0, y), (1140.0, y), 2.0);
            if row < rows {
                for pair in columns.windows(2) {
                    let full = pair[0] + (pair[1] - pair[0] - 20.0) * chance.between(0.5, 1.0);
                    self.line(pair[0] + 12.0, full, y + 33.0, 10.0, chance);
                }
            }
        }
        for x in columns {
            self.stroke((x, 430.0), (x, 430.0 + rows as f32 * 52.0), 2.0);
        }
    }

    fn certificate(&mut self, chance: &mut Chance) {
        for (from, to) in [
            ((60.0, 60.0), (1180.0, 60.0)),
            ((1180.0, 60.0), (1180.0, 1694.0)),
            ((1180.0, 1694.0), (60.0, 1694.0)),
            ((60.0, 1694.0), (60.0, 60.0)),
        ] {
            self.stroke(from, to, 4.0);
        }
        self.line(260.0, 980.0, 260.0, 26.0, chance);
        for line in 0..14 {
            let end = chance.between(700.0, 1080.0);
            self.line(140.0, end, 400.0 + 62.0 * line as f32, 14.0, chance);
        }
        self.ink = RED;
        self.ring((860.0, 1430.0), 130.0, 6.0);
        self.ring((860.0, 1430.0), 95.0, 3.0);
        self.line(790.0, 930.0, 1440.0, 13.0, chance);
        self.ink = BLUE;
        let mut from = (640.0, 1450.0);
        for _ in 0..9 {
            let to = (from.0 + chance.between(10.0, 70.0), 1450.0 + chance.between(-60.0, 40.0));
            self.stroke(from, to, 4.0);
            from = to;
        }
        self.ink = BLACK;
    }

    fn card(&mut self, chance: &mut Chance) {
        for y in 330..850_u32 {
            for x in 70..450_u32 {
                let (dx, dy) = ((x as f32 - 260.0) / 130.0, (y as f32 - 560.0) / 190.0);
                let grey = if dx * dx + dy * dy < 1.0 { 150 } else { 195 };
                self.picture.put_pixel(x, y, Rgb([grey, grey, grey.saturating_add(8)]));
            }
        }
        self.line(480.0, 1480.0, 130.0, 24.0, chance);
        self.line(560.0, 1300.0, 220.0, 20.0, chance);
        for line in 0..7 {
            let end = chance.between(1000.0, 1500.0);
            self.line(500.0, end, 350.0 + 84.0 * line as f32, 20.0, chance);
        }
    }

    /// Words from `left` to `right` on a base line, with letters of this height.
    fn line(&mut self, left: f32, right: f32, base: f32, high: f32, chance: &mut Chance) {
        let mut x = left;
        while x < right - high {
            let letters = 1 + chance.below(6);
            for _ in 0..letters {
                if x < right - high {
                    x += self.letter_at(x, base, high, chance) + high * 0.25;
                }
            }
            x += high * 0.6;
        }
    }

    /// A stem, a bow or both, sometimes a mark above or below; gives its width.
    fn letter_at(&mut self, x: f32, base: f32, high: f32, chance: &mut Chance) -> f32 {
        let pen = (high * 0.17).max(1.6);
        let (top, wide) = (base - high, high * 0.75);
        match chance.below(6) {
            0 => {
                self.stroke((x, base), (x, top - high * 0.55), pen);
                self.bow(x + wide * 0.5, base - high * 0.5, wide * 0.5, high * 0.5, pen);
            }
            1 => {
                self.stroke((x, base), (x, top), pen);
                self.stroke((x, top), (x + wide, top + high * 0.2), pen);
                self.stroke((x + wide, top + high * 0.2), (x + wide, base), pen);
            }
            2 | 3 => self.bow(x + wide * 0.5, base - high * 0.5, wide * 0.5, high * 0.5, pen),
            4 => {
                self.stroke((x, base), (x, top), pen);
                self.dot((x, top - high * 0.35), pen);
                return high * 0.2;
            }
            _ => {
                self.stroke((x, top), (x + wide * 0.5, base), pen);
                self.stroke((x + wide * 0.5, base), (x + wide, top), pen);
            }
        }
        match chance.below(5) {
            0 => self.stroke((x + wide * 0.3, top - high * 0.25), (x + wide * 0.7, top - high * 0.5), pen),
            1 => self.dot((x + wide * 0.5, base + high * 0.3), pen),
            _ => {}
        }
        wide
    }

    fn bow(&mut self, x: f32, y: f32, across: f32, down: f32, pen: f32) {
        let spot = |turn: u32| {
            let angle = turn as f32 * std::f32::consts::TAU / 8.0;
            (x + across * angle.cos(), y + down * angle.sin())
        };
        for turn in 0..8 {
            self.stroke(spot(turn), spot(turn + 1), pen);
        }
    }

    fn ring(&mut self, (x, y): (f32, f32), radius: f32, pen: f32) {
        let spot = |turn: u32| {
            let angle = turn as f32 * std::f32::consts::TAU / 60.0;
            (x + radius * angle.cos(), y + radius * angle.sin())
        };
        for turn in 0..60 {
            self.stroke(spot(turn), spot(turn + 1), pen);
        }
    }

    fn dot(&mut self, at: (f32, f32), pen: f32) {
        self.stroke(at, at, pen * 1.2);
    }

    /// A stroke with soft edges.
    fn stroke(&mut self, from: (f32, f32), to: (f32, f32), pen: f32) {
        let reach = pen / 2.0 + 1.0;
        let (left, right) = (from.0.min(to.0) - reach, from.0.max(to.0) + reach);
        let (top, bottom) = (from.1.min(to.1) - reach, from.1.max(to.1) + reach);
        let (width, height) = (self.picture.width() as f32 - 1.0, self.picture.height() as f32 - 1.0);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let long = (dx * dx + dy * dy).max(1e-6);
        for y in top.clamp(0.0, height) as u32..=bottom.clamp(0.0, height) as u32 {
            for x in left.clamp(0.0, width) as u32..=right.clamp(0.0, width) as u32 {
                let (px, py) = (x as f32 - from.0, y as f32 - from.1);
                let along = ((px * dx + py * dy) / long).clamp(0.0, 1.0);
                let away = (px - dx * along).hypot(py - dy * along);
                let cover = (pen / 2.0 + 0.5 - away).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let pixel = self.picture.get_pixel_mut(x, y);
                    for (value, ink) in pixel.0.iter_mut().zip(self.ink) {
                        *value = (f32::from(*value) * (1.0 - cover) + f32::from(ink) * cover) as u8;
                    }
                }
            }
        }
    }
}
