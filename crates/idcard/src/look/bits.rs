//! From grey values to modules that are dark or light, and from those to text.

use super::grey::Grey;
use super::grid::Grid;
use rqrr::BitGrid;

/// The grey value of each module, row by row.
pub(crate) struct Modules {
    side: usize,
    values: Vec<f32>,
}

struct Bits {
    side: usize,
    dark: Vec<bool>,
}

impl BitGrid for Bits {
    fn size(&self) -> usize {
        self.side
    }
    fn bit(&self, y: usize, x: usize) -> bool {
        self.dark.get(y * self.side + x).copied().unwrap_or_default()
    }
}

/// How strongly neighbours are taken out of a module's value, and how many modules around are its background.
/// Blur mixes a module with its neighbours; what mixes less needs less, and pays for it in noise.
const WAYS: [(f32, usize); 6] = [(0.4, 4), (0.0, 4), (1.0, 3), (0.4, 2), (2.0, 4), (0.0, 9)];

impl Modules {
    pub(crate) fn seen(grey: &Grey, grid: &Grid) -> Self {
        let side = grid.modules;
        let mut values = Vec::with_capacity(side * side);
        for down in 0..side {
            for across in 0..side {
                let (across, down) = (across as f32 + 0.5, down as f32 + 0.5);
                let sum: f32 = [(0.0, 0.0), (0.2, 0.0), (-0.2, 0.0), (0.0, 0.2), (0.0, -0.2)]
                    .into_iter()
                    .map(|(x, y)| {
                        let (x, y) = grid.pixel(across + x, down + y);
                        grey.between(x, y)
                    })
                    .sum();
                values.push(sum / 5.0);
            }
        }
        Self { side, values }
    }

    /// What the code says, in the order of the ways that it is read.
    pub(crate) fn texts(&self) -> impl Iterator<Item = Vec<u8>> {
        WAYS.iter().filter_map(|&(sharper, radius)| {
            let bits = Bits { side: self.side, dark: self.dark(sharper, radius) };
            let mut text = Vec::new();
            rqrr::Grid::new(bits).decode_to(&mut text).ok()?;
            Some(text)
        })
    }

    fn dark(&self, sharper: f32, radius: usize) -> Vec<bool> {
        let sharpened = self.sharpened(sharper);
        let background = self.means(&sharpened, radius);
        sharpened.iter().zip(background).map(|(value, around)| *value < around).collect()
    }

    fn sharpened(&self, sharper: f32) -> Vec<f32> {
        let last = self.side.saturating_sub(1);
        let value = |x: usize, y: usize| self.values.get(y * self.side + x).copied().unwrap_or_default();
        (0..self.values.len())
            .map(|place| {
                let (x, y) = (place % self.side, place / self.side);
                let around = value(x.saturating_sub(1), y)
                    + value((x + 1).min(last), y)
                    + value(x, y.saturating_sub(1))
                    + value(x, (y + 1).min(last));
                value(x, y) + sharper * (value(x, y) - around / 4.0)
            })
            .collect()
    }

    /// The mean of the square of `radius` modules around each.
    fn means(&self, values: &[f32], radius: usize) -> Vec<f32> {
        let side = self.side;
        let along = |values: &[f32], step: usize, at: usize, place: usize| {
            let (from, to) = (at.saturating_sub(radius), (at + radius).min(side.saturating_sub(1)));
            let start = place - at * step;
            let sum: f32 = (from..=to).filter_map(|at| values.get(start + at * step)).sum();
            sum / (to - from + 1) as f32
        };
        let rows: Vec<f32> = (0..values.len()).map(|place| along(values, 1, place % side, place)).collect();
        (0..rows.len()).map(|place| along(&rows, side, place / side, place)).collect()
    }
}
