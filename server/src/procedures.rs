//! The procedure packs as the server uses them: the form to say whom a dossier is about, the rule to say
//! when it is due.

use calendar::{Calendar, CalendarError, Rule};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::ProcedureCode;
use forms::{Environment, Form};
use library::{Bilingual, Library, LibraryError, Pack};
use std::collections::BTreeMap;

/// Every procedure that the server knows, with its form loaded and the calendar to count with.
#[derive(Debug)]
pub struct Procedures {
    library: Library,
    /// By procedure and version of the pack.
    forms: BTreeMap<(ProcedureCode, String), Form>,
    calendar: Calendar,
}

/// A pack, the list of communes or the calendar cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProceduresError {
    #[error("the form of procedure {procedure} has {faults} faults")]
    Form { procedure: ProcedureCode, faults: usize },
    #[error("the calendar cannot be read")]
    Calendar(#[from] CalendarError),
    #[error("the procedure library cannot be read")]
    Library(#[from] LibraryError),
}

impl Procedures {
    /// The packs, communes and days off that are compiled in.
    pub fn built_in() -> Result<Self, ProceduresError> {
        Self::new(Library::built_in()?, Calendar::built_in()?)
    }

    pub fn new(library: Library, calendar: Calendar) -> Result<Self, ProceduresError> {
        let mut forms = BTreeMap::new();
        for pack in library.packs() {
            let code = pack.procedure.code.clone();
            let form = Form::load(&pack.form)
                .map_err(|faults| ProceduresError::Form { procedure: code.clone(), faults: faults.len() })?;
            forms.insert((code, pack.procedure.version.clone()), form);
        }
        Ok(Self { library, forms, calendar })
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The newest pack.
    pub fn pack(&self, procedure: &ProcedureCode) -> Option<&Pack> {
        self.library.pack(procedure)
    }

    /// The pack that a dossier was begun with; when it is not kept any more, the newest.
    pub fn pack_for(&self, procedure: &ProcedureCode, version: &str) -> Option<&Pack> {
        self.library.pack_version(procedure, version).or_else(|| self.pack(procedure))
    }

    /// The plain name; a procedure that this server does not know is shown by its code.
    pub fn name(&self, procedure: &ProcedureCode) -> Bilingual {
        self.pack(procedure).map_or_else(
            || Bilingual { vi: procedure.to_string(), en: procedure.to_string() },
            |pack| pack.procedure.plain_name.clone(),
        )
    }

    /// Whom a dossier is about; empty when the form does not say or the procedure is unknown.
    pub fn subject(
        &self,
        procedure: &ProcedureCode,
        version: &str,
        answers: &BTreeMap<String, String>,
        today: NaiveDate,
    ) -> String {
        self.pack_for(procedure, version)
            .and_then(|pack| self.forms.get(&(procedure.clone(), pack.procedure.version.clone())))
            .map(|form| form.instance_name(answers, &Environment::new(today)))
            .unwrap_or_default()
    }

    /// When a dossier that the desk takes in at `received` is due, by the pack's rule.
    pub fn due(&self, rule: Rule, received: NaiveDateTime) -> NaiveDateTime {
        self.calendar.due(received, rule).at
    }
}
