//! Vietnamese without accents, for search: marks dropped, đ → d, lower case, anything but letters and
//! digits to single spaces. `hoà` and `hòa` fold alike.

use std::sync::LazyLock;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The text as it is compared when accents do not count.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded
}

/// Folds a text onto the end of others, without a string of its own.
pub(crate) fn fold_onto(folded: &mut String, text: &str) {
    let table = &*TABLE;
    let begin = folded.len();
    for c in text.chars() {
        match table.get(c as usize).copied().unwrap_or(SLOWLY) {
            NOTHING => {}
            SLOWLY => slowly(c, |c| push(folded, begin, c)),
            b' ' => push(folded, begin, ' '),
            // The table has letters and digits besides.
            plain => folded.push(char::from(plain)),
        }
    }
    if folded.len() > begin && folded.ends_with(' ') {
        folded.pop();
    }
}

fn push(folded: &mut String, begin: usize, c: char) {
    if c.is_alphanumeric() {
        folded.push(c);
    } else if folded.len() > begin && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Letter by letter is enough: the order of marks does not matter where all of them go.
fn slowly(c: char, mut put: impl FnMut(char)) {
    decompose_canonical(c, |part| {
        if !is_combining_mark(part) {
            for c in part.to_lowercase().filter(|c| !is_combining_mark(*c)) {
                put(if c == 'đ' { 'd' } else { c });
            }
        }
    });
}

/// The letter goes.
const NOTHING: u8 = 0;
/// The letter does not fold to one ASCII letter.
const SLOWLY: u8 = 1;

/// What each letter up to those of Vietnamese (U+1EF9) folds to: a list of 100,000 labels is folded when
/// somebody first types into it.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    ('\0'..'\u{1F00}')
        .map(|c| {
            let mut folded = String::new();
            slowly(c, |c| folded.push(c));
            match *folded.as_bytes() {
                [] => NOTHING,
                // What is neither letter nor digit separates, whatever it is.
                [byte] if byte.is_ascii() => {
                    if byte.is_ascii_alphanumeric() {
                        byte
                    } else {
                        b' '
                    }
                }
                _ => SLOWLY,
            }
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn accents_case_and_punctuation_do_not_count() {
        for (text, folded) in [
            ("Đăng ký khai sinh", "dang ky khai sinh"),
            ("hoà", "hoa"),
            ("hòa", "hoa"),
            ("HÒA BÌNH", "hoa binh"),
            ("Xã Ea H'Leo", "xa ea h leo"),
            ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
            ("  Mường   Phăng,  ", "muong phang"),
            ("1.001193", "1 001193"),
            ("ươ ƯƠ", "uo uo"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
            let decomposed: String = text.nfd().collect();
            assert_eq!(fold(&decomposed), folded, "{text} typed as NFD");
        }
    }

    proptest! {
        #[test]
        fn the_table_says_what_decomposing_says(text in "[\\u{20}-\\u{24F}\\u{300}-\\u{320}\\u{1E00}-\\u{1FFF}\\u{3000}-\\u{3100}]{0,40}") {
            let mut folded = String::new();
            for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
                match c {
                    'đ' => folded.push('d'),
                    c if c.is_alphanumeric() => folded.push(c),
                    _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
                    _ => {}
                }
            }
            folded.truncate(folded.trim_end().len());
            prop_assert_eq!(fold(&text), folded);
        }
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
