//! Cells and where they stand, before it is known what they mean.

/// A workbook as it was written.
///
/// **Invariant:** rows and columns keep the numbers that their spreadsheet shows; what is blank is left out
/// and shifts nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Workbook {
    pub sheets: Vec<RawSheet>,
    /// Whether the columns have letters: spreadsheets do, YAML does not.
    pub lettered: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RawSheet {
    pub name: String,
    /// The rows with a text, from the top.
    pub rows: Vec<RawRow>,
    pub merged: Vec<MergedRange>,
    /// Cells that stand too far out, are too long or hold what has no text. They are not among the rows.
    pub refused: Vec<RefusedCell>,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RawRow {
    /// As the spreadsheet numbers it: the header is row 1.
    pub number: u32,
    /// From left to right.
    pub cells: Vec<RawCell>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RawCell {
    /// From 0.
    pub column: u32,
    /// Without spaces around it; never empty but for a formula that shows nothing.
    pub text: String,
    pub nature: Nature,
}

/// How a cell came to its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Nature {
    /// A text, a number or a truth value.
    #[default]
    Plain,
    /// A date or a time of day; the text is ISO 8601.
    Date,
    /// A length of time, such as `[h]:mm`.
    Duration,
    /// The text is what the formula showed when the file was saved.
    Formula,
    /// The text is an error such as `#REF!`.
    Error,
}

/// Cells that a spreadsheet shows as one, by their corner at the top left.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct MergedRange {
    pub row: u32,
    pub column: u32,
    /// As the spreadsheet names it, such as `B2:C3`.
    pub range: String,
}

/// A cell that is not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedCell {
    pub row: u32,
    pub column: u32,
    pub why: Refusal,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    RowTooFar,
    ColumnTooFar,
    TooLong,
}

/// A cell's text without what cannot be seen around it: spaces of all kinds, and the sign of the byte order.
pub(super) fn clean(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}
