//! Pictures for tests: a paper on a table as a phone sees it, and the code of a card. Of nobody and nothing real.

#![expect(clippy::expect_used, reason = "a test that cannot draw its picture must fail at once")]

pub use image::ImageFormat;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage, imageops};
use qrcode::{Color, QrCode};
use std::io::Cursor;

/// Nobody's card.
pub const CARD: &str = "001099012345||NGUYỄN VĂN MẪU|15031999|Nam|Thôn 1, Xã Mẫu, Tỉnh Mẫu|10052021";

/// What went wrong when the photo was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Nothing,
    Blurred,
    Dark,
    /// Nothing is written on the paper.
    Blank,
    /// The paper lies on its side.
    Sideways,
}

/// A photo of a written paper on a dark table; another one for each number.
pub fn paper(number: u64, wrong: Wrong) -> Vec<u8> {
    let mut picture = RgbImage::from_pixel(1200, 1600, Rgb([64, 58, 52]));
    for y in 90..1510 {
        for x in 100..1100 {
            picture.put_pixel(x, y, Rgb([238, 237, 233]));
        }
    }
    if wrong != Wrong::Blank {
        write(&mut picture, number);
    }
    let picture = match wrong {
        Wrong::Nothing | Wrong::Blank => picture,
        Wrong::Blurred => imageops::blur(&picture, 6.0),
        Wrong::Dark => {
            let mut dark = picture;
            dark.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|value| value / 5));
            dark
        }
        Wrong::Sideways => imageops::rotate90(&picture),
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&picture).expect("a JPEG is written");
    bytes
}

/// The same paper as a camera of 48 megapixels gives it.
pub fn large_paper(number: u64) -> Vec<u8> {
    let small = image::load_from_memory(&paper(number, Wrong::Nothing)).expect("the paper is read").to_rgb8();
    let large = imageops::resize(&small, 6000, 8000, imageops::FilterType::Nearest);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85).encode_image(&large).expect("a JPEG is written");
    bytes
}

/// Words as short strokes on lines.
fn write(picture: &mut RgbImage, number: u64) {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut chance = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as u32 % below
    };
    for line in 0..34 {
        let y = 180 + line * 36;
        let mut x = 180;
        while x < 1000 {
            let letters = 2 + chance(6);
            for _ in 0..letters {
                stroke(picture, (x, y + chance(3)), 2 + chance(2), 11 + chance(5));
                stroke(picture, (x, y + 5 + chance(5)), 7, 2);
                x += 9;
            }
            x += 14;
        }
    }
}

fn stroke(picture: &mut RgbImage, (left, top): (u32, u32), wide: u32, high: u32) {
    for y in top..top + high {
        for x in left..left + wide {
            picture.put_pixel(x, y, Rgb([34, 33, 40]));
        }
    }
}

/// A picture of a QR code on a white card.
pub fn code(text: &str, format: ImageFormat) -> Vec<u8> {
    const MODULE: u32 = 8;
    let code = QrCode::new(text).expect("the text fits into a code");
    let width = u32::try_from(code.width()).expect("a code is small");
    let side = (width + 12) * MODULE;
    let modules = code.to_colors();
    let dark = |x: u32, y: u32| {
        let at = |pixel: u32| (pixel / MODULE).checked_sub(6).filter(|module| *module < width);
        let module = at(x).zip(at(y)).and_then(|(x, y)| modules.get((y * width + x) as usize));
        module == Some(&Color::Dark)
    };
    grey(GrayImage::from_fn(side, side, |x, y| Luma([if dark(x, y) { 20 } else { 235 }])), format)
}

/// A wall: nothing is on it.
pub fn wall() -> Vec<u8> {
    grey(GrayImage::from_pixel(400, 300, Luma([200])), ImageFormat::Png)
}

/// A PNG that claims this size, with next to nothing behind its head.
pub fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut png = wall();
    let head: Vec<u8> =
        [&b"IHDR"[..], &width.to_be_bytes(), &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let sum = checksum(&head).to_be_bytes();
    png.splice(12..33, head.into_iter().chain(sum));
    png
}

/// CRC-32 as PNG has it.
fn checksum(bytes: &[u8]) -> u32 {
    let shifted = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| shifted(crc)))
}

fn grey(picture: GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(picture).write_to(&mut bytes, format).expect("a picture is written");
    bytes.into_inner()
}
