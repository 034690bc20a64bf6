//! A volunteer's device in a run: the real encrypted store in a folder of its own, and the session that is under way.

use super::files::{Files, Put};
use super::ledger::Said;
use crate::Dice;
use crate::MORNING;
use dossier::document::{Document, DossierFacts};
use dossier::{DocumentId, DossierId, ProcedureCode, QuestionName, Timestamp};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::simulated::database_in;
use store::{DossierRow, Projected, Projector, Store, StoreError, Touched, Urgency};
use sync::session::{Effect, Event, Session};

/// Of every store here: what it protects does not exist.
pub(super) const KEY: [u8; 32] = [0x5d; 32];

pub(super) const PROCEDURE: &str = crate::packs::CODE;

/// A session under way.
#[derive(Debug)]
pub(super) struct Running {
    /// Tells its events from those of sessions that are over.
    pub(super) serial: u64,
    /// Counts the requests, so that an answer that comes too late is known as such.
    pub(super) round: u64,
    pub(super) session: Session,
    pub(super) todo: VecDeque<Effect>,
}

#[derive(Debug)]
pub(super) struct Phone {
    folder: PathBuf,
    /// `None` only while files are being exchanged.
    store: Option<Store>,
    pub(super) member: usize,
    pub(super) clock_off_ms: i64,
    pub(super) running: Option<Running>,
    pub(super) backup: Option<Files>,
    disk_left: Option<u32>,
    /// Stolen, or fallen into the river.
    pub(super) lost: bool,
}

impl Phone {
    pub(super) fn begin(folder: &Path, files: &Files, member: usize) -> Self {
        std::fs::create_dir(folder).expect("a folder for the device");
        let mut phone = Self {
            folder: folder.to_owned(),
            store: None,
            member,
            clock_off_ms: 0,
            running: None,
            backup: None,
            disk_left: None,
            lost: false,
        };
        phone.put(files, Put::Anew);
        phone
    }

    /// Draws the random half of its actors, which its template shares with others.
    pub(super) fn make_its_own(&self, chance: &mut Dice) {
        self.looked_at().set_installation(chance.bytes()).expect("an installation of its own");
    }

    pub(super) fn store(&mut self) -> &mut Store {
        self.store.as_mut().expect("the store is open")
    }

    pub(super) fn looked_at(&self) -> &Store {
        self.store.as_ref().expect("the store is open")
    }

    pub(super) fn files(&self) -> Files {
        Files::read(&database_in(&self.folder))
    }

    /// The app ends without a goodbye, `files` are what its disk then holds, and it is started again.
    pub(super) fn put(&mut self, files: &Files, how: Put) {
        self.running = None;
        self.store = None;
        files.put(&database_in(&self.folder), how);
        let store = Store::with_raw_key(&self.folder, KEY, projector()).expect("the store opens again");
        // A disk that is full stays full when the app is started again.
        store.limit_growth(self.disk_left).expect("the disk is bounded");
        self.store = Some(store);
    }

    pub(super) fn fill_disk(&mut self, pages: Option<u32>) {
        self.disk_left = pages;
        self.looked_at().limit_growth(pages).expect("the disk is bounded");
    }

    /// What this device's clock shows at a moment.
    pub(super) fn clock(&self, now: Timestamp) -> Timestamp {
        now.plus_millis(self.clock_off_ms)
    }

    /// Dossiers that the office has not accepted: the others cannot be changed.
    pub(super) fn changeable(&self) -> Vec<DossierRow> {
        let rows = self.looked_at().dossiers(1_000).expect("the list of dossiers");
        rows.into_iter().filter(|row| row.case.as_ref().is_none_or(|case| case.number.is_none())).collect()
    }

    pub(super) fn start(&mut self, id: DossierId, now: Timestamp) -> Result<Document, StoreError> {
        let now = self.clock(now);
        let facts = DossierFacts {
            procedure: PROCEDURE.into(),
            form_version: crate::packs::FIRST.to_owned(),
            household: None,
        };
        self.store().create_dossier(id, &facts, now)?;
        self.store().document(id.into())
    }

    /// Writes one field as the app does; answers with the document as it is then.
    pub(super) fn write(
        &mut self,
        id: DocumentId,
        urgency: Urgency,
        touched: Touched<'_>,
        now: Timestamp,
        change: impl FnOnce(&mut Document, Timestamp) -> Result<(), dossier::document::DocumentError>,
    ) -> Result<Document, StoreError> {
        let now = self.clock(now);
        self.store().change(id, urgency, touched, now, |document| change(document, now))?;
        self.store().document(id)
    }

    /// A copy of a document; `None`: not here.
    pub(super) fn document(&mut self, id: DocumentId) -> Option<Document> {
        match self.store().document(id) {
            Err(StoreError::Unknown(_)) => None,
            found => Some(found.expect("a stored document reads back")),
        }
    }

    /// Whether it is on this device: in its document, or in a refused branch that is kept for a person's look.
    pub(super) fn holds(&mut self, said: &Said) -> bool {
        self.document(said.document).is_some_and(|document| said.is_in(&document)) || self.keeps_aside(said)
    }

    fn keeps_aside(&self, said: &Said) -> bool {
        !self.branches_with(said).is_empty()
    }

    /// The refused branches that it is in.
    pub(super) fn branches_with(&self, said: &Said) -> Vec<Document> {
        let branches = self.looked_at().kept_branches().expect("refused branches read back");
        let of_it = |(id, branch): (DocumentId, Document)| {
            (id == said.document && said.is_in(&branch)).then_some(branch)
        };
        branches.into_iter().filter_map(of_it).collect()
    }

    /// What `device::sync_run` does with the effects that are no request.
    pub(super) fn carry_out(&mut self, effect: Effect, now: Timestamp) -> Result<Event, StoreError> {
        let now = self.clock(now);
        let store = self.store();
        Ok(match effect {
            Effect::ReadOutbox { budget_bytes, except } => {
                let (push, more) = store.outgoing(budget_bytes, &except)?;
                Event::OutboxRead { push, more }
            }
            Effect::Apply(page) => Event::Applied { failed: store.apply(&page, now)?.failed },
            Effect::StartOver { server_epoch } => {
                store.start_over(server_epoch, now)?;
                Event::StartedOver
            }
            Effect::Send(_) | Effect::Finish(_) => Event::Failed,
        })
    }
}

/// Whom a dossier is about is its first answer; forms are the business of other tests.
#[derive(Debug)]
struct Names;

const NAMING: &str = "ho_ten";

impl Projector for Names {
    fn project(&self, document: &Document) -> Projected {
        let title = document.values().unwrap_or_default().remove(NAMING).unwrap_or_default();
        Projected { search: title.to_lowercase(), title, ..Projected::default() }
    }

    fn shows(&self, _: &ProcedureCode, _: &str, question: &QuestionName) -> bool {
        question.as_str() == NAMING
    }
}

pub(super) fn projector() -> Arc<dyn Projector> {
    Arc::new(Names)
}

/// An id as the app draws it.
pub(super) fn new_id(chance: &mut Dice) -> DossierId {
    DossierId::new(MORNING, chance.bytes())
}
