//! Pictures as files, and back.

use super::{Chance, Kind, Sheet};
use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};

/// A sheet alone, as a scanner gives it.
pub(crate) fn sheet(kind: Kind) -> RgbImage {
    Sheet::of(kind, &mut Chance::of(7)).picture
}

/// The same with four times the pixels and the grain of a small sensor.
pub(crate) fn large_sheet(kind: Kind) -> RgbImage {
    let mut chance = Chance::of(8);
    let mut large = sheet(kind);
    large = resize(&large, large.width() * 2, large.height() * 2, FilterType::Triangle);
    for value in large.iter_mut() {
        *value = (f32::from(*value) - 20.0 + 4.0 * chance.noise()).clamp(0.0, 255.0) as u8;
    }
    large
}

pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).expect("a JPEG is written");
    bytes
}

pub(crate) fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(::png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a PNG begins");
    writer.write_image_data(picture.as_raw()).expect("a PNG is written");
    writer.finish().expect("a PNG ends");
    bytes
}

pub(crate) fn webp(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(picture.as_raw(), picture.width(), picture.height(), image_webp::ColorType::Rgb8)
        .expect("a WebP is written");
    bytes
}

pub(crate) fn decoded(jpeg: &[u8]) -> RgbImage {
    let mut decoder = jpeg_decoder::Decoder::new(jpeg);
    let mut values = decoder.decode().expect("a JPEG");
    let info = decoder.info().expect("a header");
    if info.pixel_format == jpeg_decoder::PixelFormat::L8 {
        values = values.into_iter().flat_map(|grey| [grey; 3]).collect();
    }
    RgbImage::from_raw(info.width.into(), info.height.into(), values).expect("three values a pixel")
}
