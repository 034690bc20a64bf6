//! Why a library cannot be opened: each variant names the file and the place in it.

use dossier::{PaperId, ProcedureCode};
use forms::{ExprError, FormError};

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("{file}, line {line}: `{text}` is not a row of this list")]
    BadRow { file: &'static str, line: usize, text: String },
    #[error("{file} of pack {pack} cannot be read: {reason}")]
    Unreadable { pack: String, file: &'static str, reason: String },
    #[error("pack {pack} has {} faults, the first: {first}", faults.len(), first = faults.first().map(ToString::to_string).unwrap_or_default())]
    Refused { pack: String, faults: Vec<PackFault> },
}

/// One fault of a pack whose files can be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PackFault {
    #[error("form.yaml: {0}")]
    Form(FormError),
    #[error("paper {}: relevant: {error}", paper.as_str())]
    PaperCondition { paper: PaperId, error: ExprError },
    #[error("two papers are called {}", .0.as_str())]
    DuplicatePaper(PaperId),
    #[error("{place}: nothing in `{language}`")]
    MissingLanguage { place: String, language: &'static str },
    #[error("{place} is empty")]
    Empty { place: &'static str },
    #[error("the form's form_id is {form_id}, the procedure's code {}", code.as_str())]
    OtherForm { form_id: String, code: ProcedureCode },
    #[error("the form's version is {form}, the procedure's {procedure}")]
    OtherVersion { form: String, procedure: String },
}
