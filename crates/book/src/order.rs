//! The order of Vietnamese names: by given name, then family name, then what is between (domain rule), each by the
//! collation of the Unicode consortium, in which ă, â, đ … are letters and tones count only between equal letters.
//!
//! An order is a key of bytes that is computed once and compared as bytes; it is kept on the disk, so it begins with the
//! version of the collation.

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale_core::locale;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Counted up with every update of the collation's data: keys of two versions do not compare.
pub const VERSION: u8 = 1;

/// More of a name orders nothing.
const MAX_CHARS: usize = 100;

/// `None` only if the data that is built in were not there.
static COLLATOR: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| CollatorBorrowed::try_new(locale!("vi").into(), CollatorOptions::default()).ok());

/// By given name, family name, and the names between them.
pub fn name_key(name: &str) -> Vec<u8> {
    let mut words = name.split_whitespace();
    let given = words.next_back().unwrap_or_default();
    let family = words.next().unwrap_or_default();
    let between = words.collect::<Vec<_>>().join(" ");
    let mut key = vec![VERSION];
    for part in [given, family, &between] {
        write(&mut key, part);
        // Lower than every byte of a key: a name that ends comes before one that goes on.
        key.push(0);
    }
    key
}

/// The words as they stand: hamlets and streets.
pub fn text_key(text: &str) -> Vec<u8> {
    let mut key = vec![VERSION];
    write(&mut key, text);
    key
}

fn write(key: &mut Vec<u8>, text: &str) {
    let text: String = text.nfc().take(MAX_CHARS).collect();
    match &*COLLATOR {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(&text, key);
        }
        None => key.extend_from_slice(text.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn people_are_in_the_order_of_their_given_names_with_vietnamese_letters() {
        let sorted = [
            "Lò Văn An",
            "Nguyễn Văn An",
            "Nguyễn Văn Ân",
            "Lò Thị Dung",
            "Lò Thị Đào",
            "Lò Mẫu",
            "Lò Thị Mẫu",
            "Lò Văn Mẫu",
            "Lù Thị Mẫu",
            "Lò Văn Ơn",
            "Lò Văn Ưng",
        ];
        let mut mixed = sorted;
        mixed.reverse();
        mixed.sort_by_key(|name| name_key(name));
        assert_eq!(mixed, sorted);
    }

    #[test]
    fn tones_count_only_between_equal_letters() {
        let sorted = ["Hoa", "Hoà", "Hoả", "Hoã", "Hoá", "Hoạ", "Hoan"];
        let mut mixed = sorted;
        mixed.reverse();
        mixed.sort_by_key(|name| name_key(name));
        assert_eq!(mixed, sorted);
    }

    #[test]
    fn the_same_name_in_nfd_and_a_name_that_is_none_have_keys() {
        let decomposed: String = "Lò Thị Mẫu".nfd().collect();
        assert_eq!(name_key(&decomposed), name_key("Lò Thị Mẫu"));
        for nonsense in ["", " ", "😀", "\u{202e}", &"ă".repeat(500)] {
            assert_eq!(name_key(nonsense).first(), Some(&VERSION), "{nonsense:?}");
        }
    }

    #[test]
    fn hamlets_are_in_the_order_of_their_words() {
        let mut hamlets = ["Bản Mẫu Trên", "Bản Mẫu Dưới", "Ấp Mẫu", "Bản Mẫu"];
        hamlets.sort_by_key(|hamlet| text_key(hamlet));
        assert_eq!(hamlets, ["Ấp Mẫu", "Bản Mẫu", "Bản Mẫu Dưới", "Bản Mẫu Trên"]);
    }
}
