//! How the phone was held: EXIF 2.32, 4.6.4, tag 0x0112, and quarter turns by hand.

use crate::drawn::{decoded, jpeg};
use image::{Rgb, RgbImage};
use photo::{Choices, Limits, Turn, prepare, prepare_as};

/// White, with a red square where rows and columns begin and a green one where the first row ends.
fn marked() -> RgbImage {
    RgbImage::from_fn(320, 240, |x, y| match (x, y) {
        (0..80, 0..80) => Rgb([220, 20, 20]),
        (240.., 0..80) => Rgb([20, 160, 20]),
        _ => Rgb([240, 240, 240]),
    })
}

/// A JPEG with one EXIF tag, right after its beginning.
fn held(orientation: u8) -> Vec<u8> {
    let mut segment = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    segment.extend([0, orientation, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg(&marked());
    bytes.splice(2..2, segment);
    bytes
}

/// The quarters with the red and the green square: upper or lower, left or right.
fn places(page: &[u8]) -> [&'static str; 2] {
    let page = decoded(page);
    let (right, low) = (page.width() - 20, page.height() - 20);
    let quarters = [
        ("upper left", 20, 20),
        ("upper right", right, 20),
        ("lower left", 20, low),
        ("lower right", right, low),
    ];
    let place = |wanted: usize| {
        let found = quarters.iter().find(|(_, x, y)| {
            let pixel = page.get_pixel(*x, *y).0;
            pixel[wanted] > 120 && pixel[1 - wanted] < 90
        });
        found.map_or("nowhere", |(name, _, _)| name)
    };
    [place(0), place(1)]
}

#[test]
fn a_photo_stands_as_exif_says() {
    let table = [
        (1, ["upper left", "upper right"]),
        (2, ["upper right", "upper left"]),
        (3, ["lower right", "lower left"]),
        (4, ["lower left", "lower right"]),
        (5, ["upper left", "lower left"]),
        (6, ["upper right", "lower right"]),
        (7, ["lower right", "upper right"]),
        (8, ["lower left", "upper left"]),
    ];
    for (orientation, expected) in table {
        let page = prepare(&held(orientation), &Limits::default()).expect("a page").page;
        assert_eq!(places(&page.bytes), expected, "orientation {orientation}");
    }
}

#[test]
fn nothing_of_the_exif_leaves_with_the_page() {
    let prepared = prepare(&held(6), &Limits::default()).expect("a page");
    for bytes in [prepared.page.bytes, prepared.thumbnail.bytes] {
        assert!(!bytes.windows(4).any(|four| four == b"Exif"));
    }
}

#[test]
fn turns_are_clockwise() {
    for (turn, expected) in [
        (Turn::None, ["upper left", "upper right"]),
        (Turn::Right, ["upper right", "lower right"]),
        (Turn::Half, ["lower right", "lower left"]),
        (Turn::Left, ["lower left", "upper left"]),
    ] {
        let choices = Choices { turn, ..Choices::default() };
        let page = prepare_as(&jpeg(&marked()), &Limits::default(), &choices).expect("a page").page;
        assert_eq!(places(&page.bytes), expected, "{turn:?}");
    }
}
