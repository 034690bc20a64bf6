//! Reading a pack from its two files, and checking it.
//!
//! **Invariant:** a pack in a [`crate::Library`] has a form that loads, papers whose conditions hold
//! together with it, and every sentence in both languages.

use crate::{Bilingual, LibraryError, Pack, PackFault, Procedure};
use forms::{Form, FormSource, Translated};
use serde::de::DeserializeOwned;

/// The languages that every sentence has.
const LANGUAGES: [&str; 2] = ["vi", "en"];

impl Pack {
    /// Reads and checks the pack in the folder `name`.
    pub fn read(name: &str, procedure: &str, form: &str) -> Result<Self, LibraryError> {
        let pack = Self {
            procedure: yaml(name, "procedure.yaml", procedure)?,
            form: yaml(name, "form.yaml", form)?,
        };
        match pack.check() {
            Ok(_) => Ok(pack),
            Err(faults) => Err(LibraryError::Refused { pack: name.to_owned(), faults }),
        }
    }

    /// The loaded form, or everything that is wrong with the pack.
    pub fn check(&self) -> Result<Form, Vec<PackFault>> {
        let mut faults = Vec::new();
        let procedure = &self.procedure;
        if self.form.settings.form_id != procedure.code.as_str() {
            let form_id = self.form.settings.form_id.clone();
            faults.push(PackFault::OtherForm { form_id, code: procedure.code.clone() });
        }
        if self.form.settings.version != procedure.version {
            let form = self.form.settings.version.clone();
            faults.push(PackFault::OtherVersion { form, procedure: procedure.version.clone() });
        }
        for (place, empty) in [
            ("papers", procedure.papers.is_empty()),
            ("desk_steps", procedure.desk_steps.is_empty()),
            ("who_may_file", procedure.who_may_file.is_empty()),
            ("legal_basis", procedure.legal_basis.is_empty()),
            ("source", procedure.source.trim().is_empty()),
            ("fees", procedure.fees.is_empty()),
        ] {
            if empty {
                faults.push(PackFault::Empty { place });
            }
        }
        for (index, paper) in procedure.papers.iter().enumerate() {
            if procedure.papers.iter().take(index).any(|p| p.id == paper.id) {
                faults.push(PackFault::DuplicatePaper(paper.id.clone()));
            }
        }
        sentences(procedure, &mut |place, sentence| {
            for (language, words) in [("vi", &sentence.vi), ("en", &sentence.en)] {
                if words.trim().is_empty() {
                    faults.push(PackFault::MissingLanguage { place: place.to_owned(), language });
                }
            }
        });
        labels(&self.form, &mut faults);
        match Form::load(&self.form) {
            Err(errors) => faults.extend(errors.into_iter().map(PackFault::Form)),
            Ok(form) => {
                for paper in &procedure.papers {
                    if let Err(error) = form.condition(&paper.relevant) {
                        faults.push(PackFault::PaperCondition { paper: paper.id.clone(), error });
                    }
                }
                if faults.is_empty() {
                    return Ok(form);
                }
            }
        }
        Err(faults)
    }
}

fn yaml<T: DeserializeOwned>(pack: &str, file: &'static str, text: &str) -> Result<T, LibraryError> {
    serde_saphyr::from_str(text).map_err(|e| LibraryError::Unreadable {
        pack: pack.to_owned(),
        file,
        reason: e.to_string(),
    })
}

/// Calls `visit` for every sentence of the procedure, with the place where it stands.
fn sentences(procedure: &Procedure, visit: &mut dyn FnMut(&str, &Bilingual)) {
    visit("name", &procedure.name);
    visit("plain_name", &procedure.plain_name);
    visit("field", &procedure.field);
    visit("summary", &procedure.summary);
    visit("decided_by", &procedure.decided_by);
    visit("time_limit", &procedure.time_limit.words);
    visit("result", &procedure.result);
    for who in &procedure.who_may_file {
        visit("who_may_file", who);
    }
    for fee in &procedure.fees {
        visit("fees", &fee.what);
        if let Some(note) = &fee.note {
            visit("fees, note", note);
        }
    }
    for paper in &procedure.papers {
        visit(&format!("paper {}", paper.id.as_str()), &paper.name);
        if let Some(hint) = &paper.hint {
            visit(&format!("paper {}, hint", paper.id.as_str()), hint);
        }
    }
    for (index, step) in procedure.desk_steps.iter().enumerate() {
        visit(&format!("desk step {}", index + 1), &step.text);
    }
    for (index, step) in procedure.portal_steps.iter().enumerate() {
        visit(&format!("portal step {}", index + 1), &step.text);
    }
}

/// Texts of the form that one language has and another lacks.
fn labels(form: &FormSource, faults: &mut Vec<PackFault>) {
    let mut check = |place: String, text: &Translated| {
        for language in LANGUAGES {
            if !text.is_empty() && text.exactly(language).is_none() {
                faults.push(PackFault::MissingLanguage { place: place.clone(), language });
            }
        }
    };
    for row in &form.survey {
        check(format!("survey, {}: label", row.name), &row.label);
        check(format!("survey, {}: hint", row.name), &row.hint);
        check(format!("survey, {}: required_message", row.name), &row.required_message);
        check(format!("survey, {}: constraint_message", row.name), &row.constraint_message);
    }
    for row in &form.choices {
        check(format!("choices, {} {}: label", row.list_name, row.name), &row.label);
    }
}
