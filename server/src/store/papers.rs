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
    /// Form 03.
    Refusal,
    /// Form 04.
    Apology,
    /// Form 05.
    Stop,
    /// Form 06.
    Control,
    /// The procedure's blank with the answers in it.
    Blank,
}

impl PrintedPaper {
    pub const ALL: [Self; 7] = [
        Self::Receipt,
        Self::Supplement,
        Self::Refusal,
        Self::Apology,
        Self::Stop,
        Self::Control,
        Self::Blank,
    ];

    /// As addresses say it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Supplement => "supplement",
            Self::Refusal => "refusal",
            Self::Apology => "apology",
            Self::Stop => "stop",
            Self::Control => "control",
            Self::Blank => "blank",
        }
    }

    /// As the audit's line says it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Receipt => "print_receipt",
            Self::Supplement => "print_supplement",
            Self::Refusal => "print_refusal",
            Self::Apology => "print_apology",
            Self::Stop => "print_stop",
            Self::Control => "print_control",
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
