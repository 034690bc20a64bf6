//! Where a row stood in its spreadsheet, so that a fault can be told at its cell.

/// The number of a row as its spreadsheet shows it; the header is row 1. Unknown for rows from a list
/// that counts by itself, such as YAML.
///
/// **Invariant:** it is not part of what a row says: two rows that say the same are equal wherever they stood.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin(Option<u32>);

impl Origin {
    pub const fn row(number: u32) -> Self {
        Self(Some(number))
    }
    /// The number of the row; of the `index`-th row below the header (from 0) when it is not known.
    pub fn number(self, index: usize) -> usize {
        self.0.and_then(|row| usize::try_from(row).ok()).unwrap_or(index + 2)
    }
}

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_knows_its_place_tells_it_and_others_are_counted() {
        assert_eq!(Origin::row(12).number(3), 12);
        assert_eq!(Origin::default().number(3), 5);
        assert_eq!(Origin::row(12), Origin::default());
    }
}
