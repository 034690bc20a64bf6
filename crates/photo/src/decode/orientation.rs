//! EXIF's orientation: how the phone was held.

use image::RgbImage;
use image::imageops::{
    flip_horizontal_in_place, flip_vertical_in_place, rotate90, rotate180_in_place, rotate270,
};

/// The tag's value out of raw EXIF, beginning with the TIFF header; 1 (upright) when there is none that makes sense.
pub(super) fn read(exif: Option<&[u8]>) -> u8 {
    let Some(exif) = exif else { return 1 };
    exif::Reader::new()
        .read_raw(exif.to_vec())
        .ok()
        .and_then(|tags| tags.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0))
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
        .unwrap_or(1)
}

/// The picture as the photographer saw it.
pub(super) fn upright(mut picture: RgbImage, orientation: u8) -> RgbImage {
    match orientation {
        2 => flip_horizontal_in_place(&mut picture),
        3 => rotate180_in_place(&mut picture),
        4 => flip_vertical_in_place(&mut picture),
        5 => {
            picture = rotate90(&picture);
            flip_horizontal_in_place(&mut picture);
        }
        6 => picture = rotate90(&picture),
        7 => {
            picture = rotate270(&picture);
            flip_horizontal_in_place(&mut picture);
        }
        8 => picture = rotate270(&picture),
        _ => {}
    }
    picture
}
