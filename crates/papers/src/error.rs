//! What may go wrong when a paper is made.

/// A paper cannot be made. None of these is the fault of whoever asked for it, and trying again does not help.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The data cannot be written down for the template.
    #[error("the data of paper {template} cannot be written")]
    Data { template: &'static str, source: serde_json::Error },
    /// Typst's words on a template of ours; they name places of the template and no data.
    #[error("paper {template} cannot be typeset: {}", faults.join("; "))]
    Template { template: &'static str, faults: Vec<String> },
}
