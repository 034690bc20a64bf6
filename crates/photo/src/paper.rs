//! The paper in the photo: where it lies, and how it looks from straight above.

mod corners;
mod find;
mod fit;
mod straighten;

pub use corners::{Corners, Spot};
pub(crate) use find::{Found, find};
pub(crate) use straighten::{longer_side, straighten};

/// What of the photo became the page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Outline {
    /// The paper was found; the confidence is between 0 and 1.
    Found { corners: Corners, confidence: f32 },
    /// No paper was found with confidence: a scan, a close photo, a table as bright as the paper. Nothing is cut off.
    WholePicture,
    /// A person set the corners.
    ByHand { corners: Corners },
}
