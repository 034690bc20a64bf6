//! Text of people, made fit for a page without changing what is read.

use unicode_normalization::UnicodeNormalization;

/// Letters without a space after which a line may be broken.
const UNBROKEN: usize = 24;
/// Breaks a line where it must be, and is nothing otherwise.
const MAY_BREAK: char = '\u{200B}';

/// The text in NFC, without control characters, and with places to break a word that is longer than a line: it would
/// otherwise run over the page's edge and be lost in print.
pub(crate) fn fit(text: &str) -> String {
    let mut fitted = String::with_capacity(text.len());
    let mut unbroken = 0;
    for letter in text.nfc() {
        if letter.is_whitespace() || letter == MAY_BREAK {
            fitted.push(if letter == '\n' { '\n' } else { ' ' });
            unbroken = 0;
        } else if !letter.is_control() {
            if unbroken == UNBROKEN {
                fitted.push(MAY_BREAK);
                unbroken = 0;
            }
            fitted.push(letter);
            unbroken += 1;
        }
    }
    fitted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_cannot_be_printed_is_changed() {
        for (text, fitted) in [
            ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
            ("Lo\u{300} Thi\u{323}", "Lò Thị"),
            ("a\tb\u{7}c\u{0}", "a bc"),
            ("một\nhai", "một\nhai"),
            ("#strong[x] *y* \\", "#strong[x] *y* \\"),
        ] {
            assert_eq!(fit(text), fitted);
        }
        let long = fit(&"ă".repeat(500));
        assert!(long.split(MAY_BREAK).all(|piece| piece.chars().count() <= UNBROKEN));
        assert_eq!(long.replace(MAY_BREAK, ""), "ă".repeat(500));
    }
}
