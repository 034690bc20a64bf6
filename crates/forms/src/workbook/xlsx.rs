//! Excel workbooks (`.xlsx`): read by calamine, written by rust_xlsxwriter.
//!
//! **Invariant:** calamine sees only packages that were built here from parts that were unpacked within the
//! limits and looked through; what is thrown at us from outside never reaches it.

mod cells;
mod package;
mod parts;
mod sniff;
mod write;

pub use write::{ExtraSheet, WriteError, write_xlsx, write_xlsx_with};

use super::fault::FaultList;
use super::form_file::FormFile;
use super::limits::Limits;
use super::raw::Workbook;

/// Reads a workbook. `Err` when it cannot be opened at all; faults of its cells are in [`FormFile::faults`].
pub fn read_xlsx(bytes: &[u8], limits: &Limits) -> Result<FormFile, FaultList> {
    Ok(read_raw_xlsx(bytes, limits)?.read(limits))
}

/// The cells of a workbook, whatever sheets it has.
pub fn read_raw_xlsx(bytes: &[u8], limits: &Limits) -> Result<Workbook, FaultList> {
    sniff::refuse_other_files(bytes, limits).map_err(FaultList::of_file)?;
    let package = package::unpack(bytes, limits).map_err(FaultList::of_file)?;
    cells::read(package, limits)
}
