//! The QR code of an identity card: out of a picture, into fields.
//!
//! Pure: no I/O, no clock, no chance. [`parse`] takes a code's text apart, [`read`] finds the code in a picture's file,
//! [`read_luma`] in a frame of a camera.
//!
//! **Invariant:** what a card says is in the fields of [`Card`] alone. No error, no warning and no `Debug` repeats it.

mod card;
mod date;
mod look;
mod number;
mod parse;
mod picture;
mod read;
mod text;

pub use card::{Card, Doubt, Field, Sex, Warning};
pub use date::CardDate;
pub use look::Effort;
pub use number::PersonalNumber;
pub use parse::{CardError, parse};
pub use picture::PictureError;
pub use read::{ReadCard, ReadError, read, read_luma};
