//! The procedure packs as the server uses them: the form to say whom a dossier is about, the rule to say
//! when it is due.
//!
//! **Invariant:** a dossier is read with the version of the pack that it was written with, published, withdrawn or
//! come with an older program alike; only where that version is nowhere, with the newest.

use crate::store::packs::{Files, KeptShelf, NewPack};
use crate::store::{Store, StoreError};
use calendar::{Calendar, CalendarError, Rule};
use chrono::NaiveDate;
use dossier::{CommuneCode, ProcedureCode, Timestamp};
use forms::{Environment, Form};
use library::bundle::Bundle;
use library::procedure::Filled;
use library::{Bilingual, Communes, Library, LibraryError, Pack};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use wire::packs::PackState;

/// A version of a procedure's pack.
type Version = (ProcedureCode, String);

/// Every procedure that the server knows, with its form loaded and the calendar to count with.
#[derive(Debug)]
pub struct Procedures {
    library: Arc<Library>,
    calendar: Arc<Calendar>,
    built_in: BTreeMap<Version, Arc<Loaded>>,
    /// As they were last read, by commune.
    shelves: RwLock<HashMap<CommuneCode, Arc<Shelf>>>,
}

/// A pack with its form; a guide alone has none.
#[derive(Debug)]
struct Loaded {
    pack: Pack,
    form: Option<Form>,
}

/// The packs of one commune at one serial of its catalogue.
#[derive(Debug)]
pub struct Shelf {
    kept: KeptShelf,
    loaded: BTreeMap<Version, Arc<Loaded>>,
    /// What new dossiers begin with.
    newest: BTreeMap<ProcedureCode, Arc<Loaded>>,
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
        let mut built_in = BTreeMap::new();
        for pack in library.packs() {
            let procedure = pack.procedure.code.clone();
            let loaded = Loaded::new(pack.clone())
                .map_err(|faults| ProceduresError::Form { procedure, faults: faults.len() })?;
            built_in.insert(version(pack), Arc::new(loaded));
        }
        let (library, calendar) = (Arc::new(library), Arc::new(calendar));
        Ok(Self { library, calendar, built_in, shelves: RwLock::default() })
    }

    /// The same packs for another server's store: shares what was loaded, knows nothing of what was published.
    #[must_use]
    pub fn for_another_store(&self) -> Self {
        Self {
            library: Arc::clone(&self.library),
            calendar: Arc::clone(&self.calendar),
            built_in: self.built_in.clone(),
            shelves: RwLock::default(),
        }
    }

    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The country's days. A commune's own: [`crate::settings::Unit`].
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Keeps the compiled-in packs in the store: a later program may come with others.
    pub fn keep(&self, store: &dyn Store, now: Timestamp) -> Result<(), StoreError> {
        let mut bundles: Vec<(&Pack, Files)> = Vec::new();
        for loaded in self.built_in.values() {
            match Bundle::of(&loaded.pack) {
                Ok(bundle) => bundles.push((&loaded.pack, bundle.to_bytes())),
                Err(error) => tracing::error!(%error, "a pack of the program cannot be kept"),
            }
        }
        let packs: Vec<NewPack<'_>> = bundles
            .iter()
            .map(|(pack, files)| NewPack {
                code: &pack.procedure.code,
                version: &pack.procedure.version,
                files,
            })
            .collect();
        store.keep_built_in(&packs, now)
    }

    /// The commune's packs as they are now: read again when somebody published, here or from the command line.
    pub fn shelf(&self, store: &dyn Store, commune: &CommuneCode) -> Result<Arc<Shelf>, StoreError> {
        let serial = store.shelf_serial(commune)?;
        let before = self.shelves.read().unwrap_or_else(PoisonError::into_inner).get(commune).cloned();
        if let Some(shelf) = before.as_ref().filter(|shelf| shelf.kept.serial == serial) {
            return Ok(Arc::clone(shelf));
        }
        let shelf = Arc::new(self.read(store, commune, before.as_deref())?);
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have read a later one meanwhile.
        let later = shelves.get(commune).filter(|known| known.kept.serial > shelf.kept.serial).cloned();
        let shelf = later.unwrap_or(shelf);
        shelves.insert(commune.clone(), Arc::clone(&shelf));
        Ok(shelf)
    }

    fn read(
        &self,
        store: &dyn Store,
        commune: &CommuneCode,
        before: Option<&Shelf>,
    ) -> Result<Shelf, StoreError> {
        let kept = store.shelf(commune)?;
        let mut loaded = self.built_in.clone();
        for pack in &kept.packs {
            let key = (pack.code.clone(), pack.version.clone());
            if loaded.contains_key(&key) {
                continue;
            }
            if let Some(known) = before.and_then(|before| before.loaded.get(&key)) {
                loaded.insert(key, Arc::clone(known));
                continue;
            }
            let mut files = Files::new();
            for file in &pack.files {
                let bytes = store.pack_file(commune, &file.sha256)?;
                files.insert(file.name.clone(), bytes.ok_or(StoreError::Damaged { what: "pack" })?);
            }
            match Bundle::from_bytes(&files).and_then(|bundle| bundle.pack(pack.code.as_str())) {
                Ok(pack) => match Loaded::new(pack) {
                    Ok(pack) => drop(loaded.insert(key, Arc::new(pack))),
                    Err(faults) => {
                        tracing::error!(code = %key.0, version = key.1, faults = faults.len(), "a kept form does not load");
                    }
                },
                // A later program may not know an old pack's keys any more: its dossiers are shown with the newest.
                Err(error) => {
                    tracing::error!(code = %key.0, version = key.1, %error, "a kept pack does not read")
                }
            }
        }
        Ok(Shelf::new(kept, loaded, &self.built_in))
    }
}

impl Loaded {
    fn new(pack: Pack) -> Result<Self, Vec<forms::FormError>> {
        Ok(Self { form: pack.form.as_ref().map(Form::load).transpose()?, pack })
    }
}

impl Shelf {
    fn new(
        kept: KeptShelf,
        loaded: BTreeMap<Version, Arc<Loaded>>,
        built_in: &BTreeMap<Version, Arc<Loaded>>,
    ) -> Self {
        // Versions sort by date, so a later one takes the place of an earlier one.
        let mut newest = BTreeMap::new();
        for (key, pack) in &loaded {
            let published = kept.packs.iter().any(|known| {
                known.state == PackState::Published && (&known.code, &known.version) == (&key.0, &key.1)
            });
            if published || built_in.contains_key(key) {
                newest.insert(key.0.clone(), Arc::clone(pack));
            }
        }
        Self { kept, loaded, newest }
    }

    /// What is kept, as a list: states and files.
    pub fn kept(&self) -> &KeptShelf {
        &self.kept
    }

    /// The pack that new dossiers begin with.
    pub fn pack(&self, procedure: &ProcedureCode) -> Option<&Pack> {
        self.newest.get(procedure).map(|loaded| &loaded.pack)
    }

    /// Exactly this version, whatever its state.
    pub fn pack_version(&self, procedure: &ProcedureCode, version: &str) -> Option<&Pack> {
        self.loaded.get(&(procedure.clone(), version.to_owned())).map(|loaded| &loaded.pack)
    }

    /// The pack that a dossier was written with; when it is not kept any more, the newest.
    pub fn pack_for(&self, procedure: &ProcedureCode, version: &str) -> Option<&Pack> {
        self.loaded_for(procedure, version).map(|loaded| &loaded.pack)
    }

    /// The form of the pack that a dossier was written with.
    pub fn form_for(&self, procedure: &ProcedureCode, version: &str) -> Option<&Form> {
        self.loaded_for(procedure, version).and_then(|loaded| loaded.form.as_ref())
    }

    /// The fields (lĩnh vực) that there are, each once, as the newest packs write them.
    pub fn fields(&self) -> Vec<String> {
        let fields: BTreeSet<&str> =
            self.newest.values().map(|loaded| loaded.pack.procedure.field.vi.as_str()).collect();
        fields.into_iter().map(str::to_owned).collect()
    }

    /// The packs that new dossiers begin with, guides without a form left out.
    pub fn to_fill_in(&self) -> impl Iterator<Item = &Pack> {
        self.newest.values().filter(|loaded| loaded.form.is_some()).map(|loaded| &loaded.pack)
    }

    /// Every procedure of which some version is kept. Sorted, each once.
    pub fn procedures(&self) -> Vec<ProcedureCode> {
        let mut codes: Vec<ProcedureCode> = self.loaded.keys().map(|(code, _)| code.clone()).collect();
        codes.dedup();
        codes
    }

    /// How the time limit of a dossier with these answers is counted: by the case that they make it. `None`: the
    /// procedure is unknown; `Some(None)`: no limit is set.
    pub fn rule(
        &self,
        procedure: &ProcedureCode,
        version: &str,
        answers: &BTreeMap<String, String>,
        today: NaiveDate,
        communes: &Communes,
    ) -> Option<Option<Rule>> {
        let loaded = self.loaded_for(procedure, version)?;
        let cases = &loaded.pack.procedure.cases;
        let case = match &loaded.form {
            Some(form) => {
                let environment = Environment::new(today).with_files(communes);
                let evaluation = form.evaluate(answers, &environment);
                loaded.pack.procedure.case_for(Filled { form, evaluation: &evaluation })
            }
            None => cases.last(),
        };
        case.map(|case| case.time_limit.rule)
    }

    fn loaded_for(&self, procedure: &ProcedureCode, version: &str) -> Option<&Arc<Loaded>> {
        self.loaded
            .get(&(procedure.clone(), version.to_owned()))
            .or_else(|| self.newest.get(procedure))
            // Withdrawn, and nothing else is there.
            .or_else(|| self.loaded.iter().rev().find(|(key, _)| key.0 == *procedure).map(|(_, pack)| pack))
    }

    /// The plain name; a procedure that this server does not know is shown by its code.
    pub fn name(&self, procedure: &ProcedureCode) -> Bilingual {
        self.pack_for(procedure, "").map_or_else(
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
        self.form_for(procedure, version)
            .map(|form| form.instance_name(answers, &Environment::new(today)))
            .unwrap_or_default()
    }

    /// A question as the newest form asks it, without anybody's answers. `None`: it does not ask it, or only in a repeat.
    pub fn question(&self, procedure: &ProcedureCode, name: &str, today: NaiveDate) -> Option<Bilingual> {
        let form = self.form_for(procedure, "")?;
        let session = forms::Session::new(form, &BTreeMap::new(), &Environment::new(today));
        let label = &session.question(name)?.label;
        Some(Bilingual { vi: label.get("vi").to_owned(), en: label.get("en").to_owned() })
    }

    /// The year in which somebody was born: of the first person in the form's order of whom name and birth were answered,
    /// which is who files where the form asks for that; else of whoever's birth was answered first. 0: nobody's.
    pub fn birth_year(
        &self,
        procedure: &ProcedureCode,
        version: &str,
        answers: &BTreeMap<String, String>,
    ) -> u16 {
        let Some(form) = self.form_for(procedure, version) else { return 0 };
        let year = |name: &str| answers.get(name).map_or(0, |answer| year_of(answer));
        let named =
            |who: &&str| answers.get(&format!("{who}{NAME}")).is_some_and(|name| !name.trim().is_empty());
        let born = || form.question_names().filter_map(|name| name.strip_suffix(BIRTH));
        let first = |who: &&str| year(&format!("{who}{BIRTH}")) != 0;
        let found = born().filter(named).find(first).or_else(|| born().find(first));
        found.map_or(0, |who| year(&format!("{who}{BIRTH}")))
    }
}

/// How the names of questions end that say who somebody is and when she was born (`procedures/README.md`).
const NAME: &str = "_ho_ten";
const BIRTH: &str = "_ngay_sinh";

/// Of a date, whole or partial: `2026-11-25`, `1985-07`, `1950`. 0: it is none.
fn year_of(answer: &str) -> u16 {
    let year = answer.trim().split('-').next().unwrap_or_default();
    if year.len() == 4 { year.parse().unwrap_or(0) } else { 0 }
}

fn version(pack: &Pack) -> Version {
    (pack.procedure.code.clone(), pack.procedure.version.clone())
}
