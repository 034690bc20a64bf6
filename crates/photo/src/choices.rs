//! What a person set by hand before a page is made.

use crate::Corners;

/// Nothing set: the paper is looked for and stands as the photo says.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Choices {
    /// The four corners of the paper in the photo. Without them they are looked for.
    pub corners: Option<Corners>,
    /// How the straightened page is turned.
    pub turn: Turn,
}

/// Quarter turns, clockwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Turn {
    #[default]
    None,
    Right,
    Half,
    Left,
}
