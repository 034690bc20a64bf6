//! The list of communes, and what a search for one finds first.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be built has failed")]

use library::{CommuneKind, Communes, LibraryError};
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

#[test]
fn the_list_is_whole() {
    let communes = Communes::built_in().unwrap();
    let of = |kind| communes.communes().iter().filter(|c| c.kind == kind).count();
    assert_eq!(communes.communes().len(), 3321);
    assert_eq!((of(CommuneKind::Xa), of(CommuneKind::Phuong), of(CommuneKind::DacKhu)), (2611, 697, 13));
    assert_eq!(communes.provinces().count(), 34);
    for commune in communes.communes() {
        assert_eq!(commune.code.as_str().len(), 5);
        assert!(communes.province(&commune.province).is_some(), "{}", commune.name);
        assert!(commune.name.nfc().eq(commune.name.chars()), "{} is compared with NFC", commune.name);
    }
}

#[test]
fn a_code_keeps_its_leading_zeros() {
    let communes = Communes::built_in().unwrap();
    assert_eq!(communes.commune("00004").unwrap().full_name(), "Phường Ba Đình");
    assert!(communes.commune("4").is_none());
    assert_eq!(communes.province("01").unwrap().full_name(), "Thành phố Hà Nội");
    assert_eq!(communes.place("00004").unwrap().full_name(), "Phường Ba Đình, Thành phố Hà Nội");
}

#[test]
fn the_best_fit_comes_first() {
    let communes = Communes::built_in().unwrap();
    for (typed, first) in [
        ("ba dinh ha noi", "Phường Ba Đình, Thành phố Hà Nội"),
        ("Ba Đình", "Phường Ba Đình, Thành phố Hà Nội"),
        ("phuong ba dinh", "Phường Ba Đình, Thành phố Hà Nội"),
        ("muong phang", "Xã Mường Phăng, Tỉnh Điện Biên"),
        ("MUONG PHANG", "Xã Mường Phăng, Tỉnh Điện Biên"),
        ("xã mường phăng", "Xã Mường Phăng, Tỉnh Điện Biên"),
        ("Xã Mường Phăng, tỉnh Điện Biên", "Xã Mường Phăng, Tỉnh Điện Biên"),
        ("muong pha", "Xã Mường Phăng, Tỉnh Điện Biên"),
        ("phu quoc", "Đặc khu Phú Quốc, Tỉnh An Giang"),
        ("dac khu con dao", "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        ("00004", "Phường Ba Đình, Thành phố Hà Nội"),
        ("hoan kiem", "Phường Hoàn Kiếm, Thành phố Hà Nội"),
    ] {
        let found = communes.search_communes(typed, None, 5);
        assert_eq!(found.first().map(|p| p.full_name()).as_deref(), Some(first), "{typed}");
    }
}

#[test]
fn accents_count_when_they_are_typed() {
    let communes = Communes::built_in().unwrap();
    // Names that differ in their accents alone.
    for typed in ["Hoà Bình", "Tân Lập", "Yên Bình", "Bình Minh"] {
        let found = communes.search_communes(typed, None, 3);
        let first = &found.first().unwrap().commune.name;
        assert_eq!(library::fold::fold(first), library::fold::fold(typed), "{typed} found {first}");
    }
    let exact = communes.search_communes("Tân Lập", None, 1);
    assert_eq!(exact.first().unwrap().commune.name, "Tân Lập");
}

#[test]
fn a_province_narrows_the_search() {
    let communes = Communes::built_in().unwrap();
    let found = communes.search_communes("tan", Some("79"), 1000);
    assert!(!found.is_empty() && found.iter().all(|p| p.province.code == "79"));
    let all = communes.search_communes("", Some("11"), 1000);
    assert_eq!(all.len(), communes.communes().iter().filter(|c| c.province == "11").count());
    assert!(communes.search_communes("tan", Some("00"), 10).is_empty());
}

#[test]
fn the_limit_keeps_the_best() {
    let communes = Communes::built_in().unwrap();
    let all = communes.search_communes("tan", None, usize::MAX);
    let few = communes.search_communes("tan", None, 7);
    assert_eq!(few, all.into_iter().take(7).collect::<Vec<_>>());
    assert!(communes.search_communes("tan", None, 0).is_empty());
    assert!(communes.search_communes("khongcoxanaotheta", None, 10).is_empty());
}

#[test]
fn a_row_that_cannot_be_read_is_named_by_its_line() {
    let provinces = "code,kind,name\n01,thanh_pho,Hà Nội\n";
    let error = Communes::read(provinces, "code,kind,province,name\n00004,phuong,02,Ba Đình\n").unwrap_err();
    assert!(matches!(error, LibraryError::BadRow { file: "communes.csv", line: 2, .. }), "{error}");
    assert!(Communes::read("code,kind,name\n01,huyen,Hà Nội\n", "h\n").is_err());
}

static WHOLE: LazyLock<Communes> = LazyLock::new(|| Communes::built_in().unwrap());

proptest! {
    #[test]
    fn anything_typed_finds_at_most_the_limit(typed in "\\PC{0,30}", limit in 0usize..50) {
        let communes = small();
        prop_assert!(communes.search_communes(&typed, None, limit).len() <= limit);
    }

    #[test]
    fn a_name_without_accents_finds_its_commune(index in 0usize..3321) {
        let communes = &*WHOLE;
        let wanted = &communes.communes()[index];
        let province = Some(wanted.province.as_str());
        let found = communes.search_communes(&library::fold::fold(&wanted.name), province, 5);
        prop_assert!(found.iter().any(|p| p.commune.code == wanted.code), "{}", wanted.name);
    }
}

fn small() -> Communes {
    Communes::read(
        "code,kind,name\n11,tinh,Điện Biên\n",
        "code,kind,province,name\n00001,xa,11,Mường Phăng\n00002,phuong,11,Đông Mẫu\n",
    )
    .unwrap()
}
