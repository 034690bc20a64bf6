//! Photos of papers: looked at, straightened, made small.
//!
//! Pure: bytes in, bytes out; no disk, no clock, no window. [`prepare`] decodes a photo while it scales it down,
//! finds the paper in it, straightens it, says what is wrong with it and makes a page near 300 KB and a thumbnail.
//!
//! **Invariant:** whatever the bytes are, the answer is a page or a [`PhotoError`], within the memory of
//! [`Limits::memory_bytes`]. **Invariant:** what comes out is encoded anew and carries no EXIF: neither the place
//! where a photo was taken nor the phone that took it leaves with a dossier.
//!
//! The sentences for [`Flaw`] and [`PhotoError`] are not here: the app makes them out of their codes.

mod check;
mod choices;
mod content;
mod decode;
mod encode;
mod error;
mod limits;
mod paper;
mod plane;
mod prepare;
mod shrink;

pub use check::{Finding, Flaw, Severity};
pub use choices::{Choices, Turn};
pub use content::{Content, Format, recognise};
pub use encode::{ContentAddress, Encoded};
pub use error::PhotoError;
pub use limits::Limits;
pub use paper::{Corners, Outline, Spot};
pub use prepare::{Prepared, prepare, prepare_as};
