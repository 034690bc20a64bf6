//! A QR code as a drawing. Beside words that say the same: a code is for machines.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;
use yew::prelude::*;

/// White around the code, in modules: readers need it (ISO/IEC 18004).
const QUIET: usize = 4;

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub id: &'static str,
    pub text: String,
    /// For those who cannot see it.
    pub label: String,
}

/// Nothing where the text is too long for a code: what it says stands beside it.
#[component]
pub fn Qr(props: &Props) -> Html {
    // A slip is folded and carried in a pocket: a quarter of it may become unreadable.
    let Ok(code) = QrCode::with_error_correction_level(props.text.as_bytes(), EcLevel::Q) else {
        return Html::default();
    };
    let size = code.width() + 2 * QUIET;
    html! {
        <svg id={props.id} class="qr" viewBox={format!("0 0 {size} {size}")} role="img" aria-label={props.label.clone()}
            data-text={props.text.clone()} shape-rendering="crispEdges">
            <rect class="qr-paper" width={size.to_string()} height={size.to_string()} />
            <path class="qr-ink" d={outline(&code)} />
        </svg>
    }
}

/// Every run of dark modules in a row as a rectangle.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width().max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, width) = (x + QUIET, y + QUIET, run.len());
                // Writing into a string does not fail.
                let _written = write!(path, "M{left} {top}h{width}v1h-{width}z");
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drawing_covers_exactly_the_dark_modules() {
        let code = QrCode::with_error_correction_level("N-7K2QX", EcLevel::Q).unwrap();
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        let drawn: usize = outline(&code)
            .split('h')
            .skip(1)
            .filter_map(|part| part.split('v').next()?.parse::<usize>().ok())
            .sum();
        assert_eq!(drawn, dark);
    }
}
