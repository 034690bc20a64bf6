//! The procedure packs as the server uses them: the form to say whom a dossier is about, the rule to say
//! when it is due.

use calendar::{Calendar, Rule};
use chrono::{NaiveDate, NaiveDateTime};
use dossier::ProcedureCode;
use forms::{Environment, Form};
use library::{Bilingual, Pack};
use std::collections::BTreeMap;

/// Every procedure that the server knows, with its form loaded and the calendar to count with.
#[derive(Debug)]
pub struct Procedures {
    known: BTreeMap<ProcedureCode, (Pack, Form)>,
    calendar: Calendar,
}

/// A pack, or the calendar, cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProceduresError {
    #[error("the form of procedure {procedure} has {faults} faults; the first: {first}")]
    Form { procedure: ProcedureCode, faults: usize, first: String },
    #[error("the calendar cannot be read")]
    Calendar(#[from] calendar::CalendarError),
    #[error("the procedure packs cannot be read: {cause}")]
    Packs { cause: String },
}

impl Procedures {
    pub fn new(packs: impl IntoIterator<Item = Pack>, calendar: Calendar) -> Result<Self, ProceduresError> {
        let mut known = BTreeMap::new();
        for pack in packs {
            let code = pack.procedure.code.clone();
            let form = Form::load(&pack.form).map_err(|faults| ProceduresError::Form {
                procedure: code.clone(),
                faults: faults.len(),
                first: faults.first().map(ToString::to_string).unwrap_or_default(),
            })?;
            known.insert(code, (pack, form));
        }
        Ok(Self { known, calendar })
    }

    pub fn pack(&self, procedure: &ProcedureCode) -> Option<&Pack> {
        self.known.get(procedure).map(|(pack, _)| pack)
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
        answers: &BTreeMap<String, String>,
        today: NaiveDate,
    ) -> String {
        self.known
            .get(procedure)
            .map(|(_, form)| form.instance_name(answers, &Environment::new(today)))
            .unwrap_or_default()
    }

    /// When a dossier that the desk takes in at `received` is due, by the pack's rule.
    pub fn due(&self, rule: Rule, received: NaiveDateTime) -> NaiveDateTime {
        self.calendar.due(received, rule).at
    }
}
