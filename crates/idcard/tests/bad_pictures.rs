//! Files that are no pictures, or no pictures of a card.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where it fails"
)]

use idcard::{CardError, Effort, PictureError, ReadError, read, read_luma};
use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use qrcode::{Color, QrCode};
use std::io::Cursor;

const SAMPLE: &str = "001099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|10052021";

/// A clean picture of a code, four pixels a module.
fn picture(text: &str) -> GrayImage {
    let code = QrCode::new(text).expect("a code");
    let (side, colors) = (code.width() as u32, code.to_colors());
    GrayImage::from_fn((side + 8) * 4, (side + 8) * 4, |x, y| {
        let (x, y) = ((x / 4).wrapping_sub(4), (y / 4).wrapping_sub(4));
        let dark = x < side && y < side && colors[(y * side + x) as usize] == Color::Dark;
        Luma([if dark { 20 } else { 240 }])
    })
}

fn file(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).to_rgb8().write_to(&mut file, format).expect("a file");
    file.into_inner()
}

fn fault(file: &[u8]) -> PictureError {
    match read(file, Effort::PICTURE) {
        Err(ReadError::Picture(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_format_is_read_whatever_it_is_called() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let read = read(&file(&picture(SAMPLE), format), Effort::PICTURE).expect("a clean picture");
        assert_eq!(read.card.full_name.as_str(), "NGUYỄN VĂN MẪU", "{format:?}");
    }
}

#[test]
fn what_is_no_picture_has_its_own_error() {
    assert_eq!(fault(b""), PictureError::Empty);
    for other in
        [&b"\0"[..], b"%PDF-1.7", b"GIF89a\x01\x00\x01\x00", b"BM", b"\0\0\0\x18ftypheic", &[0; 4096]]
    {
        assert_eq!(fault(other), PictureError::UnknownFormat, "{other:?}");
    }
    let most = 24 << 20;
    assert_eq!(fault(&vec![0xFF; most + 1]), PictureError::FileTooLarge { bytes: most + 1, most });
}

#[test]
fn a_file_that_ends_early_is_told_apart_from_a_damaged_one() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&picture(SAMPLE), format);
        for part in [20, 5, 2] {
            let cut = &whole[..whole.len() / part];
            assert_eq!(fault(cut), PictureError::Truncated, "{format:?}, 1/{part}");
        }
    }
    // The head of one format before the body of another.
    let mut mislabelled = b"\x89PNG\r\n\x1a\n".to_vec();
    mislabelled.extend(file(&picture(SAMPLE), ImageFormat::Jpeg));
    mislabelled.extend(b"\0\0\0\0IEND");
    assert_eq!(fault(&mislabelled), PictureError::Damaged);
    let mut mislabelled = b"\xFF\xD8\xFF".to_vec();
    mislabelled.extend(file(&picture(SAMPLE), ImageFormat::Png));
    mislabelled.extend(b"\xFF\xD9");
    assert_eq!(fault(&mislabelled), PictureError::Damaged);
}

#[test]
fn any_byte_may_be_wrong() {
    let mut bits = 0x2026_u64;
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&picture(SAMPLE), format);
        for _ in 0..60 {
            let mut broken = whole.clone();
            for _ in 0..4 {
                bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (bits >> 33) as usize % broken.len();
                broken[at] = (bits >> 24) as u8;
            }
            // Whatever comes of it, it comes back, and what is read is the card.
            if let Ok(read) = read(&broken, Effort::FRAME) {
                assert_eq!(read.card.number.as_str(), "001099012345");
            }
        }
    }
}

/// A PNG whose head says a size, with a body of zeros that unpacks to that much.
fn png(width: u32, height: u32, color: png::ColorType, depth: png::BitDepth) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().expect("a head");
    let mut body = writer.stream_writer().expect("a body");
    let line = vec![0; encoder_line(width, color, depth)];
    for _ in 0..height {
        std::io::Write::write_all(&mut body, &line).expect("a line");
    }
    body.finish().expect("an end");
    drop(writer);
    file
}

fn encoder_line(width: u32, color: png::ColorType, depth: png::BitDepth) -> usize {
    (width as usize * color.samples() * depth as usize).div_ceil(8)
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    use png::{BitDepth, ColorType};
    // 400 megapixels in half a megabyte.
    let bomb = png(20_000, 20_000, ColorType::Grayscale, BitDepth::One);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(fault(&bomb), PictureError::TooManyPixels { width: 20_000, height: 20_000, most: 1 << 24 });
    // Few enough pixels, but of eight bytes each.
    let deep = png(4000, 4000, ColorType::Rgba, BitDepth::Sixteen);
    assert_eq!(fault(&deep), PictureError::TooMuchMemory { bytes: 128_000_000, most: 1 << 26 });
    // A head that promises what no body follows.
    let mut jpeg = file(&picture(SAMPLE), ImageFormat::Jpeg);
    let frame = jpeg.windows(2).position(|marker| marker == [0xFF, 0xC0]).expect("a frame's head");
    jpeg[frame + 5..frame + 9].fill(0xFF);
    assert!(matches!(fault(&jpeg), PictureError::TooManyPixels { width: 65_535, height: 65_535, .. }));
}

#[test]
fn pictures_of_something_else_have_no_card() {
    let grey = GrayImage::from_pixel(300, 200, Luma([128]));
    assert_eq!(read(&file(&grey, ImageFormat::Png), Effort::PICTURE), Err(ReadError::NoCode));
    let checks = GrayImage::from_fn(600, 400, |x, y| Luma([if (x / 5 + y / 5) % 2 == 0 { 0 } else { 255 }]));
    assert_eq!(read(&file(&checks, ImageFormat::Png), Effort::PICTURE), Err(ReadError::NoCode));
    for (text, error) in [
        ("https://example.org/mau", CardError::TooFewFields { found: 1, least: 7 }),
        ("a|b|c|d|e|f|g|h", CardError::NoPersonalNumber),
    ] {
        let read = read(&file(&picture(text), ImageFormat::Png), Effort::PICTURE);
        assert_eq!(read, Err(ReadError::OtherCode(error)), "{text}");
    }
}

#[test]
fn a_card_beside_another_code_is_found() {
    let (other, card) = (picture("https://example.org/mau"), picture(SAMPLE));
    let mut both = GrayImage::from_pixel(other.width() + card.width(), card.height(), Luma([240]));
    image::imageops::overlay(&mut both, &other, 0, 0);
    image::imageops::overlay(&mut both, &card, other.width().into(), 0);
    let read = read(&file(&both, ImageFormat::Png), Effort::PICTURE).expect("the card");
    assert_eq!(read.card.number.as_str(), "001099012345");
}

#[test]
fn a_frame_must_have_the_bytes_of_its_size() {
    for (width, height, bytes) in [(0, 0, 0), (10, 10, 99), (10, 10, 101), (usize::MAX, 2, 4), (0, 7, 0)] {
        let error = read_luma(width, height, &vec![0; bytes], Effort::FRAME);
        assert_eq!(error, Err(ReadError::WrongFrame { width, height, bytes }));
    }
    for (width, height) in [(1, 1), (1, 50), (50, 1), (2, 2)] {
        let read = read_luma(width, height, &vec![7; width * height], Effort::PICTURE);
        assert_eq!(read, Err(ReadError::NoCode), "{width}x{height}");
    }
}
