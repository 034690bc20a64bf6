//! Question blocks: rows written once in `procedures/blocks/` and used by many forms.
//!
//! **Invariant:** what comes out of an expansion is plain XLSForm, and each expanded row remembers the row of the
//! author's file that it came from, so that faults are shown where the author wrote and an exported workbook can
//! be folded back.

mod block;
mod expand;
mod sheet;
mod usage;
mod written;

pub use block::{Block, Blocks};
pub(crate) use expand::{Expanded, expand, use_block};
pub(crate) use sheet::{AuthorRow, Cells, SourceSheets, SurveyLine};
pub use usage::BlockUse;
