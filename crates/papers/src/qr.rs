//! A QR code as what a template draws: the dark squares of each row, run by run.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// Squares on a side, and the dark runs as `[row, column, length]`.
#[derive(Serialize, Debug)]
pub(crate) struct Code {
    size: usize,
    runs: Vec<[usize; 3]>,
}

/// `None`: there is nothing to say, or more than a code on a slip can hold.
pub(crate) fn code(text: &str) -> Option<Code> {
    if text.is_empty() {
        return None;
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let size = code.width();
    let colors = code.to_colors();
    let mut runs: Vec<[usize; 3]> = Vec::new();
    for (row, squares) in colors.chunks(size).enumerate() {
        for (column, _) in squares.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            match runs.last_mut() {
                Some([at, from, length]) if *at == row && *from + *length == column => *length += 1,
                _ => runs.push([row, column, 1]),
            }
        }
    }
    Some(Code { size, runs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runs_are_the_dark_squares() {
        let code = code("H15.50.05.13-261008-0975").unwrap();
        let dark = QrCode::with_error_correction_level("H15.50.05.13-261008-0975", EcLevel::M).unwrap();
        let dark = dark.to_colors().iter().filter(|color| **color == Color::Dark).count();
        assert_eq!(code.runs.iter().map(|[_, _, length]| length).sum::<usize>(), dark);
        assert_eq!(code.runs.first(), Some(&[0, 0, 7]), "the corner");
    }
}
