//! What a page is: as large as it may be, readable, addressed by its bytes, without traces.

use crate::drawn::{
    Fault, HEIGHT, Kind, Shot, Table, WIDTH, WRITTEN, decoded, jpeg, large_sheet, png, sheet, webp,
};
use photo::{ContentAddress, Limits, Outline, prepare};

#[test]
fn a_page_uses_its_bytes_and_a_thumbnail_stays_small() {
    for kind in WRITTEN {
        let prepared = prepare(&jpeg(&large_sheet(kind)), &Limits::default()).expect("a page");
        let (page, thumbnail) = (&prepared.page, &prepared.thumbnail);
        assert!((100_000..=300_000).contains(&page.bytes.len()), "{kind:?}: {} bytes", page.bytes.len());
        assert!((1500..=2200).contains(&page.width.max(page.height)), "{kind:?}: {} high", page.height);
        assert_eq!(thumbnail.width.max(thumbnail.height), 320);
        assert!(thumbnail.bytes.len() <= 15_000, "{kind:?}: {} bytes", thumbnail.bytes.len());
        let read = decoded(&page.bytes);
        assert_eq!((read.width(), read.height()), (page.width, page.height));
    }
}

#[test]
fn text_is_as_sharp_on_a_page_as_it_was_before() {
    for kind in WRITTEN {
        let first = prepare(&jpeg(&large_sheet(kind)), &Limits::default()).expect("a page");
        let second = prepare(&first.page.bytes, &Limits::default()).expect("a page of a page");
        assert_eq!((first.findings, second.findings), (vec![], vec![]), "{kind:?}");
    }
}

#[test]
fn a_red_stamp_stays_red_and_a_page_without_colours_is_grey() {
    for (kind, coloured) in [(Kind::Certificate, true), (Kind::Letter, false)] {
        let page = prepare(&jpeg(&sheet(kind)), &Limits::default()).expect("a page").page;
        let mut decoder = jpeg_decoder::Decoder::new(page.bytes.as_slice());
        decoder.read_info().expect("a header");
        let grey = decoder.info().expect("a header").pixel_format == jpeg_decoder::PixelFormat::L8;
        assert_eq!(!grey, coloured, "{kind:?}");
    }
}

#[test]
fn a_photo_that_cannot_be_made_small_enough_at_its_size_becomes_smaller() {
    let limits = Limits { page_bytes: 30_000, ..Limits::default() };
    let page = prepare(&jpeg(&large_sheet(Kind::Letter)), &limits).expect("a page").page;
    assert!(
        page.bytes.len() <= 30_000 && page.height < 2200,
        "{} bytes, {} high",
        page.bytes.len(),
        page.height
    );
}

#[test]
fn the_address_is_the_sha_256_of_the_bytes() {
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(ContentAddress::of(b"").as_str(), nothing);
    let page = prepare(&jpeg(&sheet(Kind::Form)), &Limits::default()).expect("a page").page;
    assert_eq!(page.address, ContentAddress::of(&page.bytes));
}

#[test]
fn the_same_photo_becomes_the_same_page() {
    let bytes = jpeg(&sheet(Kind::Form));
    let limits = Limits::default();
    assert_eq!(prepare(&bytes, &limits), prepare(&bytes, &limits));
}

#[test]
fn every_format_gives_the_page() {
    let letter = sheet(Kind::Letter);
    for bytes in [jpeg(&letter), png(&letter), webp(&letter)] {
        let prepared = prepare(&bytes, &Limits::default()).expect("a page");
        assert_eq!((prepared.page.width, prepared.page.height), (1240, 1754));
        assert_eq!((prepared.findings, prepared.outline), (vec![], Outline::WholePicture));
    }
}

#[test]
fn the_corners_are_found_within_one_percent() {
    for (number, table) in Table::ALL.into_iter().enumerate() {
        let shot = Shot { seed: 40 + number as u64, kind: Kind::Form, table, fault: Fault::None };
        let Outline::Found { corners, .. } =
            prepare(&shot.jpeg(), &Limits::default()).expect("a page").outline
        else {
            panic!("no paper found on {table:?}");
        };
        let found = [corners.upper_left, corners.upper_right, corners.lower_right, corners.lower_left];
        for (spot, (x, y)) in found.into_iter().zip(shot.corners()) {
            let away = (spot.x - x / WIDTH as f32).hypot(spot.y - y / HEIGHT as f32);
            assert!(away < 0.01, "{table:?}: {away} away");
        }
    }
}
