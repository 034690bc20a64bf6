//! The procedure packs with their forms loaded once.

use dossier::ProcedureCode;
use forms::Form;
use library::{Library, LibraryError, Pack};
use std::collections::{HashMap, HashSet};

/// Packs, and the form engine of each.
#[derive(Debug)]
pub(crate) struct Catalogue {
    library: Library,
    forms: HashMap<(ProcedureCode, String), Loaded>,
}

/// A form, and the questions that can change whom a dossier is about.
#[derive(Debug)]
struct Loaded {
    form: Form,
    naming: HashSet<String>,
}

impl Catalogue {
    pub(crate) fn built_in() -> Result<Self, LibraryError> {
        let library = Library::built_in()?;
        // The tests have checked every pack, so each form loads; a guide has none.
        let forms = library
            .packs()
            .filter_map(|pack| {
                let form = Form::load(pack.form.as_ref()?).ok()?;
                let naming = form.naming_questions().into_iter().map(str::to_owned).collect();
                Some((key(pack), Loaded { form, naming }))
            })
            .collect();
        Ok(Self { library, forms })
    }

    pub(crate) const fn library(&self) -> &Library {
        &self.library
    }

    /// The newest pack of a procedure.
    pub(crate) fn pack(&self, code: &ProcedureCode) -> Option<&Pack> {
        self.library.pack(code)
    }

    /// The form that a draft was begun with; the newest when this build no longer has that version.
    pub(crate) fn form(&self, code: &ProcedureCode, version: &str) -> Option<&Form> {
        self.loaded(code, version).map(|loaded| &loaded.form)
    }

    /// Whether an answer to the question can change whom the dossier is about; yes, when the form is unknown.
    pub(crate) fn is_naming(&self, code: &ProcedureCode, version: &str, question: &str) -> bool {
        self.loaded(code, version).is_none_or(|loaded| loaded.naming.contains(question))
    }

    fn loaded(&self, code: &ProcedureCode, version: &str) -> Option<&Loaded> {
        self.forms
            .get(&(code.clone(), version.to_owned()))
            .or_else(|| self.pack(code).and_then(|pack| self.forms.get(&key(pack))))
    }
}

fn key(pack: &Pack) -> (ProcedureCode, String) {
    (pack.procedure.code.clone(), pack.procedure.version.clone())
}
