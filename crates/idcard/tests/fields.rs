//! What becomes of a code's text, field by field.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a code of this file has the fields that it is asked for"
)]

use idcard::{CardDate, CardError, Doubt, Field, Sex, Warning, parse};
use unicode_normalization::UnicodeNormalization;

const SAMPLE: &str = "001099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|10052021";

/// The sample with other text in one field.
fn with(field: usize, text: &str) -> String {
    let mut fields: Vec<&str> = SAMPLE.split('|').collect();
    fields[field] = text;
    fields.join("|")
}

fn doubts(text: &str) -> Vec<(Field, Doubt)> {
    let card = parse(text).expect("a card");
    card.warnings.into_iter().map(|Warning { field, doubt }| (field, doubt)).collect()
}

#[test]
fn the_card_of_2021_has_seven_fields() {
    let card = parse(SAMPLE).unwrap();
    assert_eq!(card.number.as_str(), "001099012345");
    assert!(card.old_number.is_empty());
    assert_eq!(card.full_name.as_str(), "NGUYỄN VĂN MẪU");
    assert_eq!(card.birth.unwrap().to_string(), "1999-03-15");
    assert_eq!(card.sex, Some(Sex::Male));
    assert_eq!(card.residence.as_str(), "Thôn 1, Xã Mẫu, Tỉnh Mẫu");
    assert_eq!(card.issued.unwrap().to_string(), "2021-05-10");
    assert!(card.extras.is_empty() && card.warnings.is_empty(), "{:?}", card.warnings);
}

#[test]
fn the_card_of_2024_has_more_and_they_are_kept_in_order() {
    let card = parse(&format!("{SAMPLE}||NGUYỄN  VĂN CHA MẪU|LÒ THỊ MẸ MẪU|")).unwrap();
    let extras: Vec<&str> = card.extras.iter().map(|extra| extra.as_str()).collect();
    assert_eq!(extras, ["", "NGUYỄN VĂN CHA MẪU", "LÒ THỊ MẸ MẪU", ""]);
    assert!(card.warnings.is_empty(), "{:?}", card.warnings);
}

#[test]
fn what_is_no_card_is_refused() {
    let long = "1".repeat(8000);
    let many = format!("{SAMPLE}{}", "|".repeat(40));
    for (text, error) in [
        ("", CardError::Empty),
        (" \u{FEFF}\n ", CardError::TooFewFields { found: 1, least: 7 }),
        ("\u{FEFF} \n", CardError::Empty),
        (long.as_str(), CardError::TooLong { bytes: 8000, most: 7089 }),
        ("https://example.org/mau", CardError::TooFewFields { found: 1, least: 7 }),
        ("001099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1", CardError::TooFewFields { found: 6, least: 7 }),
        (many.as_str(), CardError::TooManyFields { found: 47, most: 32 }),
        ("a|b|c|d|e|f|g", CardError::NoPersonalNumber),
        (&with(0, "00109901234"), CardError::NoPersonalNumber),
        (&with(0, "0010990123456"), CardError::NoPersonalNumber),
        (&with(0, "٠٠١٠٩٩٠١٢٣٤٥"), CardError::NoPersonalNumber),
        ("001099012345|b|c|d|e|f|g", CardError::NotACard),
    ] {
        assert_eq!(parse(text), Err(error), "{text:?}");
    }
}

#[test]
fn what_is_doubtful_is_a_warning_at_its_field() {
    use Doubt::*;
    let long_name = "MẪU ".repeat(125);
    for (text, expected) in [
        (with(0, "003099012345"), vec![(Field::Number, UnknownBirthplace)]),
        (with(0, "000099012345"), vec![(Field::Number, UnknownBirthplace)]),
        // A country: its list is not known here.
        (with(0, "128099012345"), vec![]),
        (with(0, "001199012345"), vec![(Field::Number, NumberTellsOtherSex)]),
        (with(0, "001098012345"), vec![(Field::Number, NumberTellsOtherYear)]),
        // A man of 2099.
        (with(0, "001299012345"), vec![(Field::Number, NumberTellsOtherYear)]),
        (with(1, "012345678"), vec![]),
        (with(1, "12345678"), vec![(Field::OldNumber, NotNineDigits)]),
        (with(1, "o12345678"), vec![(Field::OldNumber, NotNineDigits)]),
        (with(2, ""), vec![(Field::FullName, Missing)]),
        (with(2, "NGUYỄN VĂN 😀 MẪU"), vec![(Field::FullName, UnusualCharacters)]),
        (with(2, "NGUYỄN VĂN MẪU 2"), vec![(Field::FullName, UnusualCharacters)]),
        (with(2, "نموذج"), vec![(Field::FullName, UnusualCharacters)]),
        (with(2, "NGUYỄN \u{202E}VĂN\u{200B} MẪU"), vec![(Field::FullName, HiddenCharacters)]),
        (with(2, "\u{202E}"), vec![(Field::FullName, HiddenCharacters)]),
        (with(2, &long_name), vec![(Field::FullName, TooLong { chars: 499, most: 100 })]),
        (with(3, "31021999"), vec![(Field::Birth, NotADate)]),
        (with(3, "29021999"), vec![(Field::Birth, NotADate)]),
        (with(3, "15131999"), vec![(Field::Birth, NotADate)]),
        (with(3, "1999-03-15"), vec![(Field::Birth, NotADate)]),
        (with(3, "15000199"), vec![(Field::Birth, NotADate)]),
        (with(3, ""), vec![(Field::Birth, Missing)]),
        (with(4, "Nữ"), vec![(Field::Number, NumberTellsOtherSex)]),
        (with(4, "X"), vec![(Field::Sex, NotASex)]),
        (with(4, " "), vec![(Field::Sex, Missing)]),
        (with(5, ""), vec![(Field::Residence, Missing)]),
        (with(6, "10052x21"), vec![(Field::Issued, NotADate)]),
        (with(6, "10051998"), vec![(Field::Issued, IssuedBeforeBirth)]),
        (format!("{SAMPLE}|x|\u{200B}"), vec![(Field::Extra(1), HiddenCharacters)]),
    ] {
        assert_eq!(doubts(&text), expected, "{text:?}");
    }
}

#[test]
fn a_date_may_be_a_month_or_a_year() {
    for (text, date) in [
        ("15031999", "1999-03-15"),
        ("00031999", "1999-03"),
        ("00001999", "1999"),
        ("031999", "1999-03"),
        ("1999", "1999"),
        (" 29022000 ", "2000-02-29"),
    ] {
        let birth = CardDate::of_card(text.trim()).map(|date| date.to_string());
        assert_eq!(birth.as_deref(), Some(date), "{text}");
    }
    // A day without a month is no date.
    assert!(CardDate::of_card("15001999").is_none());
}

#[test]
fn a_name_in_nfd_with_any_white_space_is_the_same_name() {
    let decomposed: String = SAMPLE.nfd().collect();
    assert_ne!(decomposed, SAMPLE);
    assert_eq!(parse(&decomposed), parse(SAMPLE));
    assert_eq!(parse(&with(2, "  NGUYỄN\tVĂN \u{A0} MẪU ")), parse(SAMPLE));
    let woman = with(0, "001199012345");
    let nfd_woman = woman.replace("Nam", &"NỮ".nfd().collect::<String>());
    assert_eq!(parse(&nfd_woman).unwrap().sex, Some(Sex::Female));
}

#[test]
fn names_of_every_people_are_usual() {
    for name in ["H'BIA MẪU", "Y-WANG MẪU", "ĐINH K’RÔ MẪU", "Ŏ MẪU ƀ", "LÒ A MẪU"] {
        assert!(doubts(&with(2, name)).is_empty(), "{name}");
    }
}

#[test]
fn a_name_that_is_too_long_is_left_out_and_not_cut() {
    let card = parse(&with(2, &"Ẫ".repeat(500))).unwrap();
    assert!(card.full_name.is_empty());
    assert_eq!(card.residence.as_str(), "Thôn 1, Xã Mẫu, Tỉnh Mẫu");
}

#[test]
fn nothing_of_a_card_is_told_by_debug() {
    let card = parse(&format!("{SAMPLE}|ẨN")).unwrap();
    let told = format!("{card:?} {:?} {:?}", card.number, card.birth);
    for part in ["0123", "NGUYỄN", "1999", "Thôn", "2021", "ẨN", "Male"] {
        assert!(!told.contains(part), "{told}");
    }
}
