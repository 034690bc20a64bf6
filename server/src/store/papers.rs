//! Papers that an officer has printed: the paper itself is kept nowhere, that it was made is.

use super::StoreError;
use dossier::{CommuneCode, DossierId, MemberId, Timestamp};

/// What was printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PrintedPaper {
    /// Form 01.
    Receipt,
    /// Form 02.
    Supplement,
    /// The procedure's blank with the answers in it.
    Blank,
}

impl PrintedPaper {
    /// As the audit's line says it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Receipt => "print_receipt",
            Self::Supplement => "print_supplement",
            Self::Blank => "print_blank",
        }
    }
}

pub trait Papers {
    /// An audit line that says who has printed what.
    fn note_printed(
        &self,
        commune: &CommuneCode,
        dossier: DossierId,
        by: MemberId,
        paper: PrintedPaper,
        now: Timestamp,
    ) -> Result<(), StoreError>;
}
