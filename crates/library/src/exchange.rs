//! A pack as one workbook that an officer edits in a spreadsheet, and back, without loss.
//!
//! The form's own sheets are plain XLSForm, blocks expanded. A column `block` says which rows a block gave, and the
//! sheet `blocks` how; `procedure`, `stories` and `upgrades` hold the other files, one value a row.
//!
//! **Invariant:** what is read back expands to exactly the rows of the workbook: a block is folded only where its
//! rows are unchanged. YAML comments are not kept.

mod flat;
mod fold;
mod sheets;

pub use sheets::{PackSheets, PackTexts, Sheet, read_sheets, write_sheets};
