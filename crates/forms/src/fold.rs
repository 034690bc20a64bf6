//! Vietnamese without accents, for search: marks dropped, đ → d, lower case, anything but letters and
//! digits to single spaces. `hoà` and `hòa` fold alike.

include!(concat!(env!("OUT_DIR"), "/fold.rs"));

/// The text as it is compared when accents do not count.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(&mut folded, text);
    folded
}

/// Folds a text onto the end of others, without a string of its own.
pub(crate) fn fold_onto(folded: &mut String, text: &str) {
    let begin = folded.len();
    for c in text.chars() {
        match PLACES.get(c as usize).copied().unwrap_or(SLOWLY) {
            NOTHING => {}
            SLOWLY => slowly(c, |c| push(folded, begin, c)),
            b' ' => push(folded, begin, ' '),
            // There are letters and digits besides.
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
    without_marks(c, |letter| {
        for c in letter.to_lowercase().filter(|c| !is_mark(*c)) {
            put(if c == 'đ' { 'd' } else { c });
        }
    });
}

fn without_marks(c: char, mut put: impl FnMut(char)) {
    if let Ok(at) = BASES.binary_search_by_key(&c, |(letter, _)| *letter) {
        BASES.get(at).into_iter().for_each(|(_, base)| put(*base));
    } else if let Some((_, letters)) = SEVERAL.iter().find(|(letter, _)| *letter == c) {
        letters.chars().for_each(put);
    } else if let Some(syllable) = (c as u32).checked_sub(0xAC00).filter(|syllable| *syllable < 11_172) {
        // Hangul: 21 vowels and 27 endings, or none, to each beginning.
        let (begin, vowel, end) = (syllable / 588, syllable % 588 / 28, syllable % 28);
        let end = (end > 0).then_some(0x11A7 + end);
        [Some(0x1100 + begin), Some(0x1161 + vowel), end]
            .into_iter()
            .flatten()
            .filter_map(char::from_u32)
            .for_each(put);
    } else if !is_mark(c) {
        put(c);
    }
}

fn is_mark(c: char) -> bool {
    let after = MARKS.partition_point(|(first, _)| *first <= c);
    after.checked_sub(1).and_then(|at| MARKS.get(at)).is_some_and(|(_, last)| c <= *last)
}

/// The letter goes.
const NOTHING: u8 = 0;
/// The letter does not fold to one ASCII letter.
const SLOWLY: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    /// As it is defined: decomposed, without marks, in lower case, with single spaces.
    fn defined(text: &str) -> String {
        let mut folded = String::new();
        let parts = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        for c in parts.filter(|c| !is_combining_mark(*c)) {
            match c {
                'đ' => folded.push('d'),
                c if c.is_alphanumeric() => folded.push(c),
                _ if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
                _ => {}
            }
        }
        folded.truncate(folded.trim_end().len());
        folded
    }

    #[test]
    fn every_letter_of_unicode_folds_as_it_is_defined() {
        // Nothing is assigned between the third plane of ideographs and the tags.
        for c in ('\0'..'\u{33480}').chain('\u{E0000}'..'\u{E0200}') {
            let text = format!("a{c}b");
            assert_eq!(fold(&text), defined(&text), "{c:?} U+{:04X}", c as u32);
        }
    }

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
        fn any_text_folds_as_it_is_defined(text in "[\\u{20}-\\u{24F}\\u{300}-\\u{320}\\u{1E00}-\\u{1FFF}\\u{3000}-\\u{3100}\\u{AC00}-\\u{D7A3}]{0,40}") {
            prop_assert_eq!(fold(&text), defined(&text));
        }
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
