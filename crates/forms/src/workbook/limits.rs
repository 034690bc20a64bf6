//! How large a workbook may be.

/// Limits of what is read. A file that goes beyond them is refused with a fault; nothing of it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of the file as it comes.
    pub file_bytes: usize,
    /// Bytes of all that is unpacked from it together.
    pub unpacked_bytes: usize,
    /// Parts of the package.
    pub parts: usize,
    /// Rows of one sheet: as a spreadsheet numbers them.
    pub rows: u32,
    /// Columns of one sheet.
    pub columns: u32,
    /// Cells with a text, of all sheets together.
    pub cells: usize,
    /// Characters of one cell. 32,767 is what Excel holds.
    pub cell_chars: usize,
    /// Bytes of the texts of all cells together: one shared text may be named by a million cells.
    pub text_bytes: usize,
    /// Faults that are told one by one.
    pub faults: usize,
}

impl Limits {
    pub const STANDARD: Self = Self {
        file_bytes: 8 << 20,
        unpacked_bytes: 64 << 20,
        parts: 2_000,
        rows: 200_001,
        columns: 256,
        cells: 1_000_000,
        cell_chars: 32_767,
        text_bytes: 64 << 20,
        faults: 200,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::STANDARD
    }
}
