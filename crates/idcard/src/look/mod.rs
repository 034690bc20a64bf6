//! The search for a code in a picture of grey values.
//!
//! A way of looking (a scale, smoothed or not, a size of what is around) tells dark from light; in that, places that
//! look like finder patterns are found, threes of them are tried as a code's corners, and a grid is fitted to the
//! grey values themselves. The modules' grey values are read in several ways until the error correction agrees.
//!
//! **Invariant:** what is done is bounded by [`Effort`] and the picture's size, whatever the picture shows.

mod bits;
mod corners;
mod dark;
mod finder;
mod grey;
mod grid;
mod point;
mod search;

pub(crate) use grey::Grey;
pub use search::Effort;
pub(crate) use search::search;
