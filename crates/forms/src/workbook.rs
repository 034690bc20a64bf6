//! The sheets as data: what an author wrote, before its meaning is checked.
//!
//! A file becomes cells that know where they stand ([`Workbook`]), the cells become a [`FormSource`] with its
//! [`Layout`], and [`FormFile::load`] makes a form of it, or a [`FaultList`] that names every fault at its cell.
//!
//! **Invariant:** whatever the bytes are, reading them ends, within [`Limits`], in a form's source or in faults.

mod csv;
mod fault;
mod form_file;
mod layout;
mod letters;
mod limits;
mod near;
mod origin;
mod quotes;
mod raw;
mod read;
mod source;
mod translated;
#[cfg(feature = "xlsx")]
mod xlsx;
mod yaml;

pub use csv::read_csv;
pub use fault::{FaultList, FaultProblem, FormFault, OtherFile, Place, WorkbookProblem};
pub use form_file::FormFile;
pub use layout::Layout;
pub use limits::Limits;
pub use origin::Origin;
pub use raw::{MergedRange, Nature, RawCell, RawRow, RawSheet, Refusal, RefusedCell, Workbook};
pub use source::{ChoiceRow, FormSource, Settings, SurveyRow};
pub use translated::Translated;
#[cfg(feature = "xlsx")]
pub use xlsx::{ExtraSheet, WriteError, read_raw_xlsx, read_xlsx, write_xlsx, write_xlsx_with};
pub use yaml::read_yaml;

use source::header;
