//! Which way lines of text run: ink comes and goes from line to line, but hardly from column to column.

use super::ink::Ink;

/// In tiles, so that lines need not be level over the whole page, and columns of text not side by side.
const TILE: usize = 128;
/// A longer run of ink is a line of a table, which says nothing of the text.
const LONGEST_STROKE: usize = 48;
/// A tile with less ink, in per cent, holds no text.
const LEAST_INK_PERCENT: usize = 2;

/// How strongly lines run across, against down: above 1 the page is upright or on its head. Nothing without text.
pub(super) fn lines_across(ink: &Ink) -> Option<f32> {
    let (width, height) = (ink.mask.width, ink.mask.height);
    let strokes = without_long_runs(&ink.mask.values, width);
    let turned: Vec<u8> = (0..width)
        .flat_map(|x| strokes.iter().skip(x).step_by(width.max(1)).copied().collect::<Vec<_>>())
        .collect();
    // Columns are rows of the turned page.
    let turned = without_long_runs(&turned, height);
    let (mut across, mut down, mut tiles) = (0.0, 0.0, 0);
    for top in (0..height).step_by(TILE / 2) {
        for left in (0..width).step_by(TILE / 2) {
            let mut rows = [0_u32; TILE];
            let mut columns = [0_u32; TILE];
            for (column, count) in columns.iter_mut().enumerate().take(width.saturating_sub(left)) {
                let begin = (left + column) * height + top;
                let line = turned.get(begin..begin + TILE.min(height - top)).unwrap_or_default();
                for (value, row) in line.iter().zip(&mut rows) {
                    *row += u32::from(*value > 0);
                    *count += u32::from(*value > 0);
                }
            }
            let inked: u32 = rows.iter().sum();
            if inked as usize * 100 >= TILE * TILE * LEAST_INK_PERCENT {
                across += unevenness(&rows);
                down += unevenness(&columns);
                tiles += 1;
            }
        }
    }
    (tiles >= 3 && down > 0.0).then(|| across / down)
}

fn unevenness(counts: &[u32; TILE]) -> f32 {
    // Steps over three pixels: the height of a small letter.
    counts
        .iter()
        .zip(counts.iter().skip(3))
        .map(|(one, other)| f32::from(i16::try_from(one.abs_diff(*other)).unwrap_or(0)).powi(2))
        .sum()
}

fn without_long_runs(values: &[u8], width: usize) -> Vec<u8> {
    let mut kept = values.to_vec();
    for row in kept.chunks_exact_mut(width.max(1)) {
        for run in row.split_mut(|value| *value == 0).filter(|run| run.len() > LONGEST_STROKE) {
            run.fill(0);
        }
    }
    kept
}
