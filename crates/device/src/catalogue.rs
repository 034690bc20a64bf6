//! The procedure packs with their forms loaded once.

use dossier::ProcedureCode;
use forms::Form;
use library::{Library, LibraryError, Pack};
use std::collections::HashMap;

/// Packs, and the form engine of each.
#[derive(Debug)]
pub(crate) struct Catalogue {
    library: Library,
    forms: HashMap<(ProcedureCode, String), Form>,
}

impl Catalogue {
    pub(crate) fn built_in() -> Result<Self, LibraryError> {
        let library = Library::built_in()?;
        // `Library::built_in` has checked every pack, so each form loads.
        let forms =
            library.packs().filter_map(|pack| Some((key(pack), Form::load(&pack.form).ok()?))).collect();
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
        self.forms
            .get(&(code.clone(), version.to_owned()))
            .or_else(|| self.pack(code).and_then(|pack| self.forms.get(&key(pack))))
    }
}

fn key(pack: &Pack) -> (ProcedureCode, String) {
    (pack.procedure.code.clone(), pack.procedure.version.clone())
}
