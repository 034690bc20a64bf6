//! From a picture to a card.

use crate::look::{Effort, Grey, search};
use crate::picture::{PictureError, unpacked};
use crate::{Card, CardError, parse};

/// A card that was read out of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCard {
    pub card: Card,
    /// How many grids were tried: a good picture takes a few.
    pub grids: u32,
}

/// No card came out of a picture. Says nothing of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Picture(#[from] PictureError),
    #[error("a frame of {width} by {height} pixels came with {bytes} bytes")]
    WrongFrame { width: usize, height: usize, bytes: usize },
    #[error("no QR code was found that could be read")]
    NoCode,
    #[error("a QR code was read, but it is not an identity card's: {0}")]
    OtherCode(CardError),
}

/// Reads the card in the file of a JPEG, PNG or WebP picture. The file's bytes decide what it is, not its name.
///
/// Takes at most about 150 MB beside the file, whatever it says of itself.
pub fn read(file: &[u8], effort: Effort) -> Result<ReadCard, ReadError> {
    let picture = unpacked(file)?;
    let read = searched(picture.grey, effort);
    match read {
        Err(ReadError::NoCode) if picture.truncated => Err(PictureError::Truncated.into()),
        read => read,
    }
}

/// Reads the card in a camera's frame: `height` rows of `width` grey values, 0 for black, without gaps.
pub fn read_luma(width: usize, height: usize, pixels: &[u8], effort: Effort) -> Result<ReadCard, ReadError> {
    let wrong = ReadError::WrongFrame { width, height, bytes: pixels.len() };
    if width.checked_mul(height) != Some(pixels.len()) {
        return Err(wrong);
    }
    searched(Grey::new(width, height, pixels.to_vec()).ok_or(wrong)?, effort)
}

/// A code that is not a card's does not end the search: there may be a card's beside it.
fn searched(grey: Grey, effort: Effort) -> Result<ReadCard, ReadError> {
    let mut other = None;
    let (card, grids) = search(grey, effort, |text| {
        let card = String::from_utf8(text).map_err(|_| CardError::NotUtf8).and_then(|text| parse(&text));
        card.map_err(|error| other = Some(error)).ok()
    });
    match (card, other) {
        (Some(card), _) => Ok(ReadCard { card, grids }),
        (None, Some(error)) => Err(ReadError::OtherCode(error)),
        (None, None) => Err(ReadError::NoCode),
    }
}
