//! The procedure packs with their forms loaded once: those of the app, and those that came over sync.
//!
//! **Invariant:** a draft is read with the version of the form that it was written with, as long as that is here.

use dossier::{AnswerKey, ProcedureCode};
use forms::Form;
use library::{Library, LibraryError, Pack};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::{Arc, PoisonError, RwLock};
use sync::packs::Version;

/// What is offered now. Replaced whole when packs came; whoever works with one keeps it until done.
#[derive(Debug)]
pub(crate) struct Shelf {
    built_in: Arc<Catalogue>,
    now: RwLock<Arc<Catalogue>>,
}

/// Packs, and the form engine of each.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    /// What new dossiers begin with: one version of each procedure.
    library: Library,
    versions: BTreeMap<Version, Arc<Loaded>>,
}

/// A pack with its form, and the questions that can change whom a dossier is about.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) pack: Pack,
    /// `None`: a guide alone.
    pub(crate) form: Option<Form>,
    naming: HashSet<String>,
}

impl Loaded {
    /// `None`: the form does not load, which a checked pack's does.
    pub(crate) fn new(pack: Pack) -> Option<Self> {
        let form = pack.form.as_ref().map(Form::load).transpose().ok()?;
        let naming = form.iter().flat_map(Form::naming_questions).map(str::to_owned).collect();
        Some(Self { pack, form, naming })
    }

    /// Whether the form has such a question, or such a repeat, at the place that the key tells.
    pub(crate) fn takes(&self, key: &AnswerKey<'_>) -> bool {
        self.form.as_ref().is_some_and(|form| library::takes(form, key))
    }

    pub(crate) fn version(&self) -> Version {
        (self.pack.procedure.code.clone(), self.pack.procedure.version.clone())
    }
}

impl Shelf {
    pub(crate) fn built_in() -> Result<Self, LibraryError> {
        let library = Library::built_in()?;
        // `Library::built_in` has checked every pack, so each form loads.
        let versions = library
            .packs()
            .filter_map(|pack| Loaded::new(pack.clone()))
            .map(|loaded| (loaded.version(), Arc::new(loaded)))
            .collect();
        let built_in = Arc::new(Catalogue { library, versions });
        Ok(Self { now: RwLock::new(Arc::clone(&built_in)), built_in })
    }

    pub(crate) fn now(&self) -> Arc<Catalogue> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The packs of the app itself.
    pub(crate) fn of_the_app(&self) -> BTreeSet<Version> {
        self.built_in.versions.keys().cloned().collect()
    }

    /// One of the packs of the app itself.
    pub(crate) fn app_pack(&self, version: &Version) -> Option<&Pack> {
        self.built_in.versions.get(version).map(|loaded| &loaded.pack)
    }

    /// The store was locked: what was in it is not known any more.
    pub(crate) fn forget(&self) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&self.built_in);
    }

    /// From here on: the packs of the app, and these, each with whether new dossiers may begin with it.
    pub(crate) fn set(&self, stored: Vec<(Arc<Loaded>, bool)>) {
        let mut versions = self.built_in.versions.clone();
        let mut newest: BTreeMap<ProcedureCode, Arc<Loaded>> = BTreeMap::new();
        for (loaded, offered) in stored {
            let (code, version) = loaded.version();
            let best = newest.get(&code).map(|best| &best.pack).or(self.built_in.pack(&code));
            if offered && best.is_none_or(|best| best.procedure.version < version) {
                newest.insert(code.clone(), Arc::clone(&loaded));
            }
            versions.entry((code, version)).or_insert(loaded);
        }
        let packs: Vec<Pack> = newest.into_values().map(|loaded| loaded.pack.clone()).collect();
        let library = self.built_in.library.clone();
        let library = if packs.is_empty() { library } else { library.with(packs) };
        let next = Catalogue { library, versions };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

impl Catalogue {
    pub(crate) const fn library(&self) -> &Library {
        &self.library
    }

    /// The pack that new dossiers begin with.
    pub(crate) fn pack(&self, code: &ProcedureCode) -> Option<&Pack> {
        self.library.pack(code)
    }

    /// Exactly this version.
    pub(crate) fn exactly(&self, code: &ProcedureCode, version: &str) -> Option<&Arc<Loaded>> {
        self.versions.get(&(code.clone(), version.to_owned()))
    }

    /// The version that a draft was written with; when it is not here, the one that new dossiers begin with.
    pub(crate) fn loaded(&self, code: &ProcedureCode, version: &str) -> Option<&Arc<Loaded>> {
        self.exactly(code, version)
            .or_else(|| self.exactly(code, &self.pack(code)?.procedure.version))
            // Nothing is offered any more: the newest that is here.
            .or_else(|| self.versions.iter().rev().find(|(key, _)| key.0 == *code).map(|(_, loaded)| loaded))
    }

    pub(crate) fn form(&self, code: &ProcedureCode, version: &str) -> Option<&Form> {
        self.loaded(code, version).and_then(|loaded| loaded.form.as_ref())
    }

    /// Whether an answer to the question can change whom the dossier is about; yes, when the form is unknown.
    pub(crate) fn is_naming(&self, code: &ProcedureCode, version: &str, question: &str) -> bool {
        // In a repeat, the question's own name is the last part of its key.
        let name = question.rsplit('/').next().unwrap_or(question);
        self.loaded(code, version).is_none_or(|loaded| loaded.naming.contains(name))
    }
}
