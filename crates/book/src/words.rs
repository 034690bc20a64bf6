//! Texts as they are compared: words without accents, accents where they were typed, digits.

use forms::fold;
use unicode_normalization::UnicodeNormalization;

/// A name longer than this is compared by its beginning.
const MAX_CHARS: usize = 200;

/// Words without accents, each after a space: a word's beginning is then found by looking for a space and it.
pub(crate) fn folded(text: &str) -> Box<str> {
    let text: String = text.chars().take(MAX_CHARS).collect();
    spaced(&fold(&text))
}

/// The same with accents.
pub(crate) fn accented(text: &str) -> Box<str> {
    let lower: String = text.nfc().take(MAX_CHARS).flat_map(char::to_lowercase).nfc().collect();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    spaced(&words.join(" "))
}

fn spaced(words: &str) -> Box<str> {
    match words.is_empty() {
        true => Box::default(),
        false => format!(" {words}").into(),
    }
}

/// The digits of a number, as far as there are any.
pub(crate) fn digits(text: &str) -> Box<str> {
    text.chars().filter(char::is_ascii_digit).take(20).collect::<String>().into()
}

/// A telephone number's digits; the country's own prefix is the 0 that people dial.
pub fn phone_digits(text: &str) -> Box<str> {
    let plain = digits(text);
    match plain.strip_prefix("84") {
        Some(rest) if text.trim_start().starts_with('+') => format!("0{rest}").into(),
        Some(_) | None => plain,
    }
}

/// A value that is the same for the same words in any order.
pub(crate) fn any_order(folded: &str) -> u64 {
    let mut words: Vec<&str> = folded.split_ascii_whitespace().collect();
    words.sort_unstable();
    // FNV-1a, which is the same everywhere and needs no key: nobody chooses names to make them clash.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Whether one letter was left out, added or taken for another.
pub(crate) fn one_letter_apart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let (short, long) = (short.as_bytes(), long.as_bytes());
    let begin = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    begin + rest >= long.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_the_same_with_the_country_s_prefix_and_with_spaces() {
        assert_eq!(phone_digits("+84 912 345 678"), phone_digits("0912.345.678"));
        assert_eq!(&*phone_digits("84"), "84");
        assert_eq!(&*phone_digits("không có"), "");
    }

    #[test]
    fn words_are_the_same_in_any_order_and_other_words_are_not() {
        let of = |name: &str| any_order(&folded(name));
        assert_eq!(of("Lò Thị Mẫu"), of("mau lo THI"));
        assert_ne!(of("Lò Thị Mẫu"), of("Lò Thị Mẫu Hai"));
        assert_ne!(of("Lò Thị Mẫu"), of("LòThị Mẫu"));
    }

    #[test]
    fn one_letter_may_be_wrong_and_not_two() {
        for (one, other) in [("mau", "mau"), ("mau", "mao"), ("mau", "mau2"), ("mau", "au"), ("aa", "aaa")] {
            assert!(one_letter_apart(one, other), "{one} {other}");
        }
        for (one, other) in [("mau", "moi"), ("mau", "umau2"), ("ab", "ba")] {
            assert!(!one_letter_apart(one, other), "{one} {other}");
        }
    }
}
