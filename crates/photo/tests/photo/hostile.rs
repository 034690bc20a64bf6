//! Files that are no photos, or no longer. Each has its own error, and none ends the program.

use crate::drawn::{Chance, Kind, jpeg, png, sheet, webp};
use image::imageops::thumbnail;
use photo::{Content, Format, Limits, PhotoError, Prepared, prepare};

fn tried(bytes: &[u8]) -> Result<Prepared, PhotoError> {
    prepare(bytes, &Limits::default())
}

fn small_files() -> [Vec<u8>; 3] {
    let small = thumbnail(&sheet(Kind::Letter), 310, 438);
    [jpeg(&small), png(&small), webp(&small)]
}

/// The place of a JPEG's frame header: its marker's second byte.
fn frame(bytes: &[u8]) -> usize {
    bytes.windows(2).position(|two| two == [0xFF, 0xC0]).expect("a frame header") + 1
}

fn with_size(mut bytes: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let at = frame(&bytes);
    bytes[at + 4..at + 6].copy_from_slice(&height.to_be_bytes());
    bytes[at + 6..at + 8].copy_from_slice(&width.to_be_bytes());
    bytes
}

/// Width and height of a lossless WebP are 14 bits each, less one.
fn webp_with_size(mut bytes: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    let at = bytes.windows(4).position(|four| four == b"VP8L").expect("a lossless picture") + 9;
    let old = u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let new = (old & 0xF000_0000) | (width - 1) | ((height - 1) << 14);
    bytes[at..at + 4].copy_from_slice(&new.to_le_bytes());
    bytes
}

#[test]
fn no_bytes_are_told() {
    assert_eq!(tried(b""), Err(PhotoError::NoBytes));
}

#[test]
fn a_huge_file_is_not_looked_at() {
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    assert_eq!(prepare(&[0; 1001], &limits), Err(PhotoError::FileTooLarge { bytes: 1001, limit: 1000 }));
}

#[test]
fn what_only_came_as_a_photo_is_named() {
    let cases: [(&[u8], Content); 8] = [
        (b"%PDF-1.7 ...", Content::Pdf),
        (b"\0\0\0\x18ftypheic....", Content::Heif),
        (b"\n <!DOCTYPE html><title>Wi-Fi</title>", Content::Html),
        (b"PK\x03\x04....", Content::Zip),
        (b"GIF89a....", Content::Gif),
        (b"BM......", Content::Bmp),
        (b"II*\0....", Content::Tiff),
        (b"no picture", Content::Unknown),
    ];
    for (bytes, found) in cases {
        assert_eq!(tried(bytes), Err(PhotoError::Mislabelled { found }));
    }
}

#[test]
fn a_name_is_not_asked_for_a_png_is_read_as_one() {
    let [_, png, webp] = small_files();
    assert!(tried(&png).is_ok() && tried(&webp).is_ok());
}

#[test]
fn a_bomb_is_told_by_its_header() {
    let [jpeg, _, webp] = small_files();
    let mut png = Vec::new();
    ::png::Encoder::new(&mut png, 60_000, 60_000).write_header().expect("a header alone");
    let bombs = [with_size(jpeg, 65_500, 65_500), png, webp_with_size(webp, 15_000, 15_000)];
    for bomb in bombs {
        let error = tried(&bomb).err();
        assert!(matches!(error, Some(PhotoError::TooManyPixels { .. })), "{error:?}");
    }
}

#[test]
fn what_cannot_be_decoded_in_pieces_is_refused_when_it_is_large() {
    let [jpeg, _, webp] = small_files();
    let mut progressive = with_size(jpeg, 8064, 6048);
    let at = frame(&progressive);
    progressive[at] = 0xC2;
    for (file, format) in [(progressive, Format::Jpeg), (webp_with_size(webp, 6000, 6000), Format::WebP)] {
        let error = tried(&file).err();
        assert!(
            matches!(error, Some(PhotoError::NeedsTooMuchMemory { format: told, .. }) if told == format),
            "{error:?}"
        );
    }
}

#[test]
fn a_jpeg_that_ends_early_is_no_half_grey_page() {
    let whole = jpeg(&sheet(Kind::Letter));
    let error = tried(&whole[..whole.len() * 6 / 10]).err();
    assert!(
        matches!(error, Some(PhotoError::Truncated { readable_percent: 45..=75, .. })),
        "about six tenths can be read: {error:?}"
    );
}

#[test]
fn wherever_a_file_is_cut_it_is_told() {
    for whole in small_files() {
        for part in 1..40 {
            let error = tried(&whole[..whole.len() * part / 40]).err();
            assert!(matches!(error, Some(PhotoError::Truncated { .. })), "{part} of 40: {error:?}");
        }
    }
}

#[test]
fn a_png_whose_sums_are_wrong_is_damaged() {
    let [_, mut png, _] = small_files();
    let middle = png.len() / 2;
    png[middle] ^= 0x55;
    assert_eq!(tried(&png), Err(PhotoError::Damaged { format: Format::Png }));
}

#[test]
fn flipped_bytes_never_end_the_program() {
    let mut chance = Chance::of(11);
    for whole in small_files() {
        for _ in 0..100 {
            let mut bytes = whole.clone();
            for _ in 0..1 + chance.below(8) {
                let at = chance.below(bytes.len() as u64) as usize;
                bytes[at] = chance.next() as u8;
            }
            let outcome = tried(&bytes);
            assert!(outcome.as_ref().err() != Some(&PhotoError::Broken), "a step panicked");
        }
    }
}
