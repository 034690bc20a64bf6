//! The numbers that the office is judged by, as plain functions over what happened.
//!
//! **Invariant:** what was not counted stays missing on the whole way, and is never turned into 0.

mod export;
mod sheet;
mod span;
mod tally;
#[cfg(test)]
mod tests;

pub use export::{csv, workbook};
pub use sheet::{Cells, Names, Sheet};
pub use span::Span;
pub use tally::Tally;
