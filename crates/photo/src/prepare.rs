//! From a photo's bytes to a page.

use crate::check::look;
use crate::decode::{Decoded, decode, guarded};
use crate::paper::{find, longer_side, straighten};
use crate::{Choices, Corners, Encoded, Finding, Limits, Outline, PhotoError, Severity, encode};

/// What a dossier keeps of a photo, and what a person should know of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Prepared {
    pub page: Encoded,
    pub thumbnail: Encoded,
    pub outline: Outline,
    /// In the order of [`crate::Flaw`]; empty when the photo is good.
    pub findings: Vec<Finding>,
}

impl Prepared {
    /// The worst that was found.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// The page of a photo: JPEG (as EXIF says it was held), PNG or WebP.
pub fn prepare(bytes: &[u8], limits: &Limits) -> Result<Prepared, PhotoError> {
    prepare_as(bytes, limits, &Choices::default())
}

/// The page with the corners and the turn that a person chose.
pub fn prepare_as(bytes: &[u8], limits: &Limits, choices: &Choices) -> Result<Prepared, PhotoError> {
    let by_hand = choices.corners.map(|corners| corners.checked()).transpose()?;
    let decoded = decode(bytes, limits)?;
    guarded(|| finish(decoded, limits, by_hand, choices))
}

/// A paper of which more lies outside of the photo is not straightened: too much of the page would be made up.
const MOST_OUTSIDE: f32 = 0.2;

fn finish(
    Decoded { picture, reduced, .. }: Decoded,
    limits: &Limits,
    by_hand: Option<Corners>,
    choices: &Choices,
) -> Result<Prepared, PhotoError> {
    // What a person says of the corners is not doubted.
    let found = if by_hand.is_some() { None } else { find(&picture) };
    let outline = match (by_hand, &found) {
        (Some(corners), _) => Outline::ByHand { corners },
        (None, Some(found)) if found.outside <= MOST_OUTSIDE => {
            Outline::Found { corners: found.corners, confidence: found.confidence }
        }
        (None, _) => Outline::WholePicture,
    };
    let corners = match outline {
        Outline::Found { corners, .. } | Outline::ByHand { corners } => corners,
        Outline::WholePicture => Corners::WHOLE,
    };
    let fill = found.as_ref().map_or([u8::MAX; 3], |found| found.colour);
    let page = straighten(&picture, &corners.turned(choices.turn), limits.page_long_side, fill)
        .ok_or(PhotoError::BadCorners)?;
    let paper = found.as_ref().map_or(corners, |found| found.corners);
    let paper_long_side = longer_side(&paper, picture.width(), picture.height()) * reduced;
    drop(picture);
    Ok(Prepared {
        findings: look(&page, found.as_ref(), paper_long_side),
        thumbnail: encode::small(&page, limits.thumbnail_long_side, limits.thumbnail_bytes)?,
        page: encode::page(&page, limits.page_bytes)?,
        outline,
    })
}
