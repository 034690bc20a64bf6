//! Why a text is not a document that can be used.

/// See the variants.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum XmlError {
    /// Not well-formed, or with an entity that is nowhere declared. Rows and columns count from 1.
    #[error("the document is not well-formed at line {row}, column {column}: {reason}")]
    Malformed { row: u32, column: u32, reason: String },
    #[error("a document has at most {max} bytes")]
    TooLong { max: usize },
    /// Also when its entities or default attributes would come to more.
    #[error("what a document's entities and defaults stand for has at most {max} bytes")]
    TooMuchDeclared { max: usize },
    #[error("a document has at most {max} nodes")]
    TooManyNodes { max: usize },
    #[error("a table has as many values in every row as it has columns; row {row} (from 0) has {found}")]
    UnevenRow { row: usize, found: usize },
}
