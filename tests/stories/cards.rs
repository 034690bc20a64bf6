//! Identity cards at the door: the code is read out of a picture, a person confirms, the ordinary save keeps it, and the
//! picture is nowhere.

#![expect(clippy::unwrap_used, reason = "a story stops where it fails")]

use library::card::CardField;
use std::collections::BTreeSet;
use std::path::Path;
use stories::pictures::{CARD, ImageFormat, bomb, code as picture, wall};
use testkit::{Commune, Phone};
use wire::card::CardDoubt;
use wire::ipc::ReadCard;
use wire::{OtherFile, PictureFault, Problem};

const ELDERLY: &str = "1.014027";

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

async fn at_the_door() -> (Commune, Phone) {
    let commune = Commune::start().await;
    let phone = commune.phone(0).await;
    (commune, phone)
}

#[tokio::test(flavor = "multi_thread")]
async fn lan_reads_a_card_confirms_it_and_no_picture_is_kept() {
    let (_commune, lan) = at_the_door().await;
    let dossier = lan.start(ELDERLY);
    let before = files(lan.folder());
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let card = lan.device().read_card(ReadCard {}, picture(CARD, format)).await.unwrap();
        assert_eq!(card.doubts, [], "{format:?}");
        let values: Vec<(CardField, &str)> =
            card.values.iter().map(|(f, value)| (*f, value.as_str())).collect();
        assert_eq!(
            values,
            [
                (CardField::Number, "001099012345"),
                (CardField::FullName, "NGUYỄN VĂN MẪU"),
                (CardField::Birth, "1999-03-15"),
                (CardField::Sex, "nam"),
                (CardField::Residence, "Thôn 1, Xã Mẫu, Tỉnh Mẫu"),
                (CardField::Issued, "2021-05-10"),
            ],
            "{format:?}"
        );
    }
    // Read, and nothing is saved by it.
    assert_eq!(lan.value(dossier, "ndn_ho_ten"), None);
    assert_eq!(files(lan.folder()), before, "no picture of a card lies on the phone");
    for (question, value) in
        [("ndn_ho_ten", "NGUYỄN VĂN MẪU"), ("ndn_ngay_sinh", "1999-03-15"), ("ndn_gioi_tinh", "nam")]
    {
        assert_eq!(lan.answer(dossier, question, value).value, value);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_doubtful_comes_with_its_doubt_at_its_field() {
    let (_commune, lan) = at_the_door().await;
    for (text, expected) in [
        (
            "001199012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1|10052021",
            (CardField::Number, CardDoubt::NumberTellsOtherSex),
        ),
        (
            "001099012345||NGUYỄN VĂN MẪU|15031998|Nam|Thôn 1|10052021",
            (CardField::Number, CardDoubt::NumberTellsOtherYear),
        ),
        (
            "099099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1|10052021",
            (CardField::Number, CardDoubt::UnknownBirthplace),
        ),
        (
            "001099012345||NGUYỄN VĂN M4U|15031999|Nam|Thôn 1|10052021",
            (CardField::FullName, CardDoubt::UnusualCharacters),
        ),
        ("001099012345|||15031999|Nam|Thôn 1|10052021", (CardField::FullName, CardDoubt::Missing)),
        (
            "001099012345||NGUYỄN VĂN MẪU|31021999|Nam|Thôn 1|10052021",
            (CardField::Birth, CardDoubt::NotADate),
        ),
        ("001099012345||NGUYỄN VĂN MẪU|15031999|Gà|Thôn 1|10052021", (CardField::Sex, CardDoubt::NotASex)),
        (
            "001099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1|10051989",
            (CardField::Issued, CardDoubt::IssuedBeforeBirth),
        ),
    ] {
        let card = lan.device().read_card(ReadCard {}, picture(text, ImageFormat::Png)).await.unwrap();
        let doubts: Vec<_> = card.doubts.iter().map(|one| (one.field, one.doubt)).collect();
        assert!(doubts.contains(&expected), "{text}: {doubts:?}");
        assert!(!format!("{card:?}").contains("001"), "a log would repeat the card");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_picture_that_is_none_has_its_own_word_and_the_app_goes_on() {
    let (_commune, lan) = at_the_door().await;
    let fault = |fault| Problem::Picture { fault };
    let other = |found| fault(PictureFault::NotAPicture { found });
    let whole = picture(CARD, ImageFormat::Png);
    let heic = [b"\0\0\0\x18ftypheic".as_slice(), &[0; 200]].concat();
    for (name, bytes, expected) in [
        ("nothing", Vec::new(), fault(PictureFault::Empty)),
        ("the first half", whole[..whole.len() / 2].to_vec(), fault(PictureFault::Truncated)),
        ("a HEIC called .jpg", heic, other(OtherFile::Heif)),
        ("a PDF", b"%PDF-1.7 nothing".to_vec(), other(OtherFile::Pdf)),
        ("a log-in page", b"<!DOCTYPE html><title>Wi-Fi</title>".to_vec(), other(OtherFile::WebPage)),
        ("noise", vec![7; 4096], other(OtherFile::Other)),
        ("25 MB", vec![0xFF; 25_200_000], fault(PictureFault::TooLarge { most_mb: 25 })),
        ("a bomb", bomb(60_000, 60_000), fault(PictureFault::TooManyPixels)),
        ("a wall", wall(), Problem::NoCardCode),
        ("a shop's code", picture("https://vidu.example/thuc-don", ImageFormat::Png), Problem::NotACard),
        ("too few fields", picture("001099012345|NGUYỄN VĂN MẪU", ImageFormat::Png), Problem::NotACard),
        (
            "a number of eleven digits",
            picture(CARD.strip_prefix('0').unwrap(), ImageFormat::Png),
            Problem::NotACard,
        ),
    ] {
        assert_eq!(lan.device().read_card(ReadCard {}, bytes).await, Err(expected), "{name}");
    }
    let card = lan.device().read_card(ReadCard {}, whole).await;
    assert!(card.is_ok(), "and after all that a card is read");
    lan.device().lock(wire::ipc::Lock {}).unwrap();
    assert_eq!(
        lan.device().read_card(ReadCard {}, picture(CARD, ImageFormat::Png)).await,
        Err(Problem::Locked)
    );
}
