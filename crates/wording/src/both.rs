//! The same in both languages, for whoever does not know who will read it.

use crate::{SheetProblem, UploadFault, form, pack, sheet, upload, workbook};
use forms::workbook::FaultProblem;
use i18n::{Language, Texts};
use library::{Bilingual, Problem};

/// What is wrong and what to do, without the place, in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub happened: Bilingual,
    pub to_do: Bilingual,
}

/// The texts of both languages. They are read once and serve a whole list of faults.
#[derive(Clone, Debug)]
pub struct Both {
    vi: Texts,
    en: Texts,
}

impl Both {
    pub fn new() -> Self {
        Self { vi: Texts::new(Language::Vi), en: Texts::new(Language::En) }
    }

    /// A fault of a workbook.
    pub fn of_workbook(&self, problem: &FaultProblem) -> Said {
        self.say(|t| match problem {
            FaultProblem::Workbook(problem) => workbook::words(problem, t),
            FaultProblem::Form(problem) => form::words(problem, t),
        })
    }

    /// A fault of a pack, a block or the life events.
    pub fn of_pack(&self, problem: &Problem) -> Said {
        self.say(|t| pack::words(problem, t))
    }

    /// A fault of a table of settings.
    pub fn of_sheet(&self, problem: &SheetProblem) -> Said {
        self.say(|t| sheet::words(problem, t))
    }

    pub fn of_upload(&self, fault: &UploadFault) -> Said {
        self.say(|t| upload::words(fault, t))
    }

    fn say(&self, words: impl Fn(&Texts) -> (String, String)) -> Said {
        let ((vi, vi_to_do), (en, en_to_do)) = (words(&self.vi), words(&self.en));
        Said { happened: Bilingual { vi, en }, to_do: Bilingual { vi: vi_to_do, en: en_to_do } }
    }
}

impl Default for Both {
    fn default() -> Self {
        Self::new()
    }
}
