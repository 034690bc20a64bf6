//! How steep the edges of what is written are.
//!
//! In each small square with something in it: the steepest slope against the difference between its brightest and its
//! darkest. That ratio is the same in strong and in weak light and for every font; blur makes it small. Across and
//! down are measured on their own, and the worse counts: a hand moves in one direction.

use crate::plane::Plane;

const SQUARE: usize = 20;
/// Below this a square holds noise only.
const LEAST_RANGE: f32 = 24.0;
/// So many squares with something in them are needed for a word on sharpness.
const LEAST_SQUARES: usize = 12;

/// Nothing when there is too little on the page to tell.
pub(super) fn measure(page: &Plane) -> Option<f32> {
    let squares: Vec<Square> = (0..page.height / SQUARE)
        .flat_map(|row| (0..page.width / SQUARE).map(move |column| (column * SQUARE, row * SQUARE)))
        .map(|(x, y)| Square::at(page, x, y))
        .collect();
    let strongest = at_share(squares.iter().map(|square| square.range).collect(), 0.97)?;
    let least = LEAST_RANGE.max(strongest * 0.5);
    let written: Vec<&Square> = squares.iter().filter(|square| square.range >= least).collect();
    if written.len() < LEAST_SQUARES {
        return None;
    }
    let across = at_share(written.iter().map(|square| square.across / square.range).collect(), 0.7)?;
    let down = at_share(written.iter().map(|square| square.down / square.range).collect(), 0.7)?;
    Some(across.min(down))
}

struct Square {
    range: f32,
    /// The steepest slope from left to right, in grey levels a pixel.
    across: f32,
    down: f32,
}

impl Square {
    fn at(page: &Plane, left: usize, top: usize) -> Self {
        let (mut least, mut most, mut across, mut down) = (u8::MAX, 0, 0, 0);
        let rows = (top.max(1)..(top + SQUARE).min(page.height - 1)).filter_map(|y| {
            let row = |y: usize| page.values.get(y * page.width + left..y * page.width + left + SQUARE);
            Some((row(y - 1)?, row(y)?, row(y + 1)?))
        });
        for (above, here, below) in rows {
            for ((above, here), below) in above.windows(3).zip(here.windows(3)).zip(below.windows(3)) {
                let (&[a, b, c], &[d, e, f], &[g, h, i]) = (above, here, below) else { continue };
                let [a, b, c, d, f, g, h, i] = [a, b, c, d, f, g, h, i].map(i32::from);
                // Sobel's slopes, eight times as steep.
                across = across.max((c + 2 * f + i - a - 2 * d - g).abs());
                down = down.max((g + 2 * h + i - a - 2 * b - c).abs());
                least = least.min(e);
                most = most.max(e);
            }
        }
        Self {
            range: f32::from(most.saturating_sub(least)),
            across: across as f32 / 8.0,
            down: down as f32 / 8.0,
        }
    }
}

/// The value below which this share of them lies.
fn at_share(mut values: Vec<f32>, share: f32) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get((values.len() as f32 * share) as usize).copied()
}
