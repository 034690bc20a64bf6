//! Synthetic cards of persons who do not exist, printed, laid on a table and photographed badly. All of it comes
//! out of a number: the same seed is the same picture.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "pictures for tests: an index out of range is a fault of the test"
)]
#![expect(unreachable_pub, reason = "a module of a test and of an example")]

mod camera;
mod chance;
mod light;
mod person;
mod photo;
mod print;

pub use chance::Chance;
pub use photo::{Kind, Photo};
