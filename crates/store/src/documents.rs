//! Documents on the disk: create, load, change, fold.
//!
//! **Invariant:** the raw change, the new heads, the projection and the outbox entry are one commit.

use crate::book::{self, ProjectedBook};
use crate::outbox::{self, Urgency};
use crate::{Store, StoreError, looked};
use dossier::document::{Actor, Document, DossierFacts, Heads, Kind};
use dossier::{
    AnswerText, DocumentId, DossierId, HouseholdField, HouseholdId, ProcedureCode, QuestionName, Timestamp,
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What lists and searches show of a document: computed by whoever knows forms and folding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Projected {
    /// Whom a dossier is about; the head of a household.
    pub title: String,
    /// For search: without accents.
    pub search: String,
    /// Of a household.
    pub book: ProjectedBook,
}

/// Computes the projection of a document.
pub trait Projector: Send + Sync {
    fn project(&self, document: &Document) -> Projected;
    /// Whether an answer to this question can change the projection of a dossier with this form.
    fn shows(&self, procedure: &ProcedureCode, form_version: &str, question: &QuestionName) -> bool;
    /// The first byte of every order key: rows with another are computed anew, since keys of two versions of a collation
    /// do not compare.
    fn order_version(&self) -> u8 {
        0
    }
}

/// What a change touches, so that only that is computed anew: most answers are in no list.
#[derive(Debug, Clone, Copy)]
pub enum Touched<'a> {
    Answer(&'a QuestionName),
    HandedOver,
    /// The version of its form, and every answer with it.
    Form,
    /// Answers out of the household book, with where they came from.
    Filled,
    /// A task.
    Task,
    /// Nothing that a list shows: a paper, a consent.
    Other,
}

/// What a write has put on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub heads: Heads,
}

impl Store {
    /// Stores a new dossier that this device has started.
    pub fn create_dossier(
        &mut self,
        id: DossierId,
        facts: &DossierFacts,
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let id = DocumentId::from(id);
        let actor = actor_for(&self.connection, id)?;
        let document = Document::create_dossier(actor, facts, now)?;
        self.create(id, document, actor, now)
    }

    /// Stores a new household that this device has entered.
    pub fn create_household(
        &mut self,
        id: HouseholdId,
        fields: &BTreeMap<HouseholdField, AnswerText>,
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        let id = DocumentId::from(id);
        let actor = actor_for(&self.connection, id)?;
        let document = Document::create_household_with(actor, fields, now)?;
        self.create(id, document, actor, now)
    }

    fn create(
        &mut self,
        id: DocumentId,
        document: Document,
        actor: Actor,
        now: Timestamp,
    ) -> Result<Written, StoreError> {
        self.leave_for(id);
        let projected = self.projector.project(&document);
        let heads = document.heads();
        let tx = self.connection.transaction()?;
        insert(&tx, id, &document, actor, &Heads::default())?;
        put_row(&tx, id, &document, &projected, now)?;
        outbox::put(&tx, id, Urgency::Ordinary, now)?;
        if document.kind() == Kind::Dossier {
            looked::begun(&tx, id, &document)?;
        }
        tx.commit()?;
        self.open = Some((id, document));
        Ok(Written { heads })
    }

    /// A copy of the document, to read from.
    pub fn document(&mut self, id: DocumentId) -> Result<Document, StoreError> {
        let document = self.take_open(id)?;
        let copy = document.clone();
        self.open = Some((id, document));
        Ok(copy)
    }

    /// A document to read from, beside the one that is being worked on, which stays open.
    pub fn document_beside(&mut self, id: DocumentId) -> Result<Document, StoreError> {
        if let Some((open, document)) = &self.open
            && *open == id
        {
            return Ok(document.clone());
        }
        Ok(self.stored(id)?.open()?.0)
    }

    /// Changes a document under this device's actor and commits that. When this answers `Ok`, the change
    /// is on the disk; when it answers an error, nothing of it is.
    pub fn change(
        &mut self,
        id: DocumentId,
        urgency: Urgency,
        touched: Touched<'_>,
        now: Timestamp,
        change: impl FnOnce(&mut Document) -> Result<(), dossier::document::DocumentError>,
    ) -> Result<Written, StoreError> {
        self.change_with(id, urgency, touched, now, change, |_| Ok(()))
    }

    /// The same, with more rows in the same commit.
    pub(crate) fn change_with(
        &mut self,
        id: DocumentId,
        urgency: Urgency,
        touched: Touched<'_>,
        now: Timestamp,
        change: impl FnOnce(&mut Document) -> Result<(), dossier::document::DocumentError>,
        rows: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Written, StoreError> {
        // Taken out and only put back after the commit: on any error memory is dropped, the disk stands.
        let mut document = self.take_open(id)?;
        let before = document.heads();
        change(&mut document)?;
        let heads = document.heads();
        let projector = Arc::clone(&self.projector);
        let tx = self.connection.transaction()?;
        rows(&tx)?;
        // The same value again is no change: nothing is to be sent, and nothing would ever be acknowledged.
        if heads != before {
            append(&tx, id, &document, &before)?;
            if !touch_row(&tx, id, projector.as_ref(), touched, now)? {
                put_row(&tx, id, &document, &projector.project(&document), now)?;
            }
            outbox::put(&tx, id, urgency, now)?;
        }
        tx.commit()?;
        self.open = Some((id, document));
        Ok(Written { heads })
    }

    /// The open document if it is this one, else from the disk; a long log is folded on the way.
    pub(crate) fn take_open(&mut self, id: DocumentId) -> Result<Document, StoreError> {
        self.leave_for(id);
        let (document, folds) = self.take_as_it_is(id)?;
        // A full disk must not keep anybody from reading: the log is whole, it is folded another time.
        if folds && let Err(error) = self.fold(id, &document) {
            tracing::warn!(document = %id, %error, "a log could not be folded");
        }
        Ok(document)
    }

    /// Folds the long log of the document that was worked on, now that another one is: the next sync then reads it
    /// several times as fast. That it could not be folded is no reason not to go on.
    fn leave_for(&mut self, next: DocumentId) {
        let Some((id, document)) = self.open.take_if(|(open, _)| *open != next) else { return };
        let long = self
            .connection
            .prepare_cached("SELECT 1 FROM document WHERE id = ?1 AND log_bytes > ?2")
            .and_then(|mut long| long.exists(params![id.as_bytes(), FOLD_AT_LEAST]));
        let folded = match long {
            Ok(true) => self.fold(id, &document),
            Ok(false) => Ok(()),
            Err(error) => Err(error.into()),
        };
        if let Err(error) = folded {
            tracing::warn!(document = %id, %error, "a log could not be folded; it stays");
        }
    }

    /// The same for a sync, which reads hundreds one after the other: nothing is written. Answers also whether the
    /// log is worth folding.
    pub(crate) fn take_as_it_is(&mut self, id: DocumentId) -> Result<(Document, bool), StoreError> {
        match self.open.take() {
            Some((open, document)) if open == id => Ok((document, false)),
            _ => self.load(id),
        }
    }

    fn load(&mut self, id: DocumentId) -> Result<(Document, bool), StoreError> {
        self.stored(id)?.open()
    }

    /// What is on the disk of a document.
    pub(crate) fn stored(&mut self, id: DocumentId) -> Result<Stored, StoreError> {
        let row = self
            .connection
            .prepare_cached(
                "SELECT d.actor, d.heads, s.bytes, d.log_bytes, d.away
                 FROM document AS d LEFT JOIN snapshot AS s ON s.document = d.id WHERE d.id = ?1",
            )?
            .query_row([id.as_bytes()], |row| {
                Ok((
                    row.get::<_, Vec<u8>>(0)?,
                    row.get::<_, Vec<u8>>(1)?,
                    row.get::<_, Option<Vec<u8>>>(2)?,
                    row.get::<_, usize>(3)?,
                    row.get::<_, bool>(4)?,
                ))
            })
            .optional()?;
        let Some((actor, heads, snapshot, log_bytes, away)) = row else {
            return Err(StoreError::Unknown(id));
        };
        if away {
            return Err(StoreError::Away(id));
        }
        let log = self
            .connection
            .prepare_cached("SELECT raw FROM change WHERE document = ?1 ORDER BY place")?
            .query_map([id.as_bytes()], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        self.loaded = self.loaded.saturating_add(1);
        Ok(Stored { id, actor, heads, snapshot: snapshot.unwrap_or_default(), log, log_bytes })
    }

    /// Folds the log into the snapshot. The new snapshot is loaded and compared before anything is deleted.
    fn fold(&mut self, id: DocumentId, document: &Document) -> Result<(), StoreError> {
        let snapshot = document.save_plain();
        let again = Document::load(&snapshot, []);
        if again.map(|read| read.heads()) != Ok(document.heads()) {
            // The log is still whole: nothing is lost, the document is only slower to open.
            tracing::warn!(document = %id, "a folded snapshot did not read back; the log is kept");
            return Ok(());
        }
        let tx = self.connection.transaction()?;
        tx.execute("UPDATE snapshot SET bytes = ?2 WHERE document = ?1", params![id.as_bytes(), snapshot])?;
        tx.execute("UPDATE document SET log_bytes = 0 WHERE id = ?1", [id.as_bytes()])?;
        tx.execute("DELETE FROM change WHERE document = ?1", [id.as_bytes()])?;
        tx.commit()?;
        Ok(())
    }
}

/// A document as it lies on the disk.
pub(crate) struct Stored {
    id: DocumentId,
    actor: Vec<u8>,
    heads: Vec<u8>,
    snapshot: Vec<u8>,
    log: Vec<Vec<u8>>,
    log_bytes: usize,
}

impl Stored {
    /// The message that brings it to a server that has nothing of it, where that needs no opening.
    pub(crate) fn message(&self) -> Option<(Heads, Vec<u8>)> {
        let heads = Heads::from_bytes(&self.heads).filter(|_| self.log.is_empty())?;
        let message = sync::exchange::push_saved(&self.snapshot, &heads)?;
        Some((heads, message))
    }

    /// The document, and whether its log is worth folding.
    pub(crate) fn open(&self) -> Result<(Document, bool), StoreError> {
        let damaged = |cause| StoreError::DocumentDamaged { document: self.id, cause };
        let log = self.log.iter().map(Vec::as_slice);
        let mut document = Document::load(&self.snapshot, log).map_err(damaged)?;
        if Some(document.heads()) != Heads::from_bytes(&self.heads) {
            return Err(damaged(dossier::document::DocumentError::MissingChanges));
        }
        let actor = self.actor.as_slice().try_into();
        let actor: [u8; 16] = actor.map_err(|_| damaged(dossier::document::DocumentError::WrongShape))?;
        document.write_as(Actor(actor));
        Ok((document, self.log_bytes > self.snapshot.len().max(FOLD_AT_LEAST)))
    }
}

/// Below this the log is not worth folding: a document of some dozen answers loads in a millisecond.
const FOLD_AT_LEAST: usize = 4096;

/// The actor under which this installation writes a document.
pub(crate) fn actor_for(connection: &Connection, id: DocumentId) -> Result<Actor, StoreError> {
    let installation: [u8; 8] =
        connection.prepare_cached("SELECT installation FROM device")?.query_row([], |row| row.get(0))?;
    Ok(Actor::of(installation, id))
}

/// A document that is not stored yet, as a snapshot.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    actor: Actor,
    shared: &Heads,
) -> Result<(), StoreError> {
    insert_saved(tx, id, document, &document.save_plain(), actor, shared)
}

/// The same for one that was saved before.
pub(crate) fn insert_saved(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    saved: &[u8],
    actor: Actor,
    shared: &Heads,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO document (id, kind, actor, heads, shared_heads) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        id.as_bytes(),
        document.kind().as_str(),
        actor.0,
        document.heads().to_bytes(),
        shared.to_bytes(),
    ])?;
    tx.prepare_cached("INSERT INTO snapshot (document, bytes) VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), saved])?;
    Ok(())
}

/// All that is stored of a document makes room for this.
pub(crate) fn replace(tx: &Transaction<'_>, id: DocumentId, document: &Document) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM change WHERE document = ?1")?.execute([id.as_bytes()])?;
    tx.prepare_cached("INSERT OR REPLACE INTO snapshot (document, bytes) VALUES (?1, ?2)")?
        .execute(params![id.as_bytes(), document.save_plain()])?;
    tx.prepare_cached("UPDATE document SET heads = ?2, log_bytes = 0, away = 0 WHERE id = ?1")?
        .execute(params![id.as_bytes(), document.heads().to_bytes()])?;
    Ok(())
}

/// The changes that `document` has beyond `before`, and its new heads.
pub(crate) fn append(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    before: &Heads,
) -> Result<(), StoreError> {
    let changes = document.changes_since(before);
    let bytes: usize = changes.iter().map(|change| change.raw_bytes().len()).sum();
    let end: usize = tx
        .prepare_cached(
            "UPDATE document SET heads = ?2, log_bytes = log_bytes + ?3 WHERE id = ?1 RETURNING log_bytes",
        )?
        .query_row(params![id.as_bytes(), document.heads().to_bytes(), bytes], |row| row.get(0))?;
    let mut place = end.saturating_sub(bytes);
    let mut insert = tx.prepare_cached("INSERT INTO change (document, place, raw) VALUES (?1, ?2, ?3)")?;
    for change in changes {
        insert.execute(params![id.as_bytes(), place, change.raw_bytes()])?;
        place = place.saturating_add(change.raw_bytes().len());
    }
    Ok(())
}

/// The row for lists.
pub(crate) fn put_row(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    projected: &Projected,
    now: Timestamp,
) -> Result<(), StoreError> {
    match document.kind() {
        Kind::Dossier => {
            let facts = document.facts()?;
            let household = facts.household.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
            tx.prepare_cached(
                "INSERT INTO dossier_row
                    (id, procedure, form_version, household, subject, search, submitted_ms, conflicts, changed_ms,
                     former_version, withdrawn_ms, supplemented_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (id) DO UPDATE SET form_version = excluded.form_version,
                    former_version = excluded.former_version, subject = excluded.subject, search = excluded.search,
                    submitted_ms = excluded.submitted_ms, conflicts = excluded.conflicts,
                    changed_ms = excluded.changed_ms, withdrawn_ms = excluded.withdrawn_ms,
                    supplemented_ms = excluded.supplemented_ms
                 WHERE (form_version, former_version, subject, search, submitted_ms, conflicts, changed_ms, withdrawn_ms,
                        supplemented_ms)
                    IS NOT (excluded.form_version, excluded.former_version, excluded.subject, excluded.search, excluded.submitted_ms, excluded.conflicts,
                            excluded.changed_ms, excluded.withdrawn_ms, excluded.supplemented_ms)",
            )?
            .execute(params![
                id.as_bytes(),
                facts.procedure.as_str(),
                facts.form_version,
                household,
                projected.title,
                projected.search,
                document.submitted_at()?.map_or(0, Timestamp::millis),
                document.count_conflicts()?,
                // Lists are ordered by the minute: most answers then leave row and index as they are.
                now.to_the_minute().millis(),
                document.former_version()?.unwrap_or_default(),
                document.withdrawn_at()?.map_or(0, Timestamp::millis),
                document.supplemented()?.map_or(0, Timestamp::millis),
            ])?;
            book::put_dossier(tx, id, document)?;
        }
        // It is in the book no more: lists and searches find nothing of it.
        Kind::Household if document.withdrawn_at()?.is_some() => {
            for row in [
                "DELETE FROM household_row WHERE id = ?1",
                "DELETE FROM person_row WHERE household = ?1",
                "DELETE FROM visit_row WHERE household = ?1",
            ] {
                tx.prepare_cached(row)?.execute([id.as_bytes()])?;
            }
        }
        Kind::Household => {
            let fields = document.household_fields()?;
            let text = |field| fields.get(&field).map(|it| it.current.text.as_str()).unwrap_or_default();
            let known = &projected.book;
            tx.prepare_cached(
                "INSERT INTO household_row
                    (id, head, area, persons, search, street, address, phone, conflicts, order_key, area_key, street_key)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (id) DO UPDATE SET head = excluded.head, area = excluded.area,
                    persons = excluded.persons, search = excluded.search, street = excluded.street,
                    address = excluded.address, phone = excluded.phone, conflicts = excluded.conflicts,
                    order_key = excluded.order_key, area_key = excluded.area_key, street_key = excluded.street_key",
            )?
            .execute(params![
                id.as_bytes(),
                projected.title,
                text(HouseholdField::Area),
                document.people()?.len(),
                projected.search,
                text(HouseholdField::Street),
                text(HouseholdField::Address),
                text(HouseholdField::Phone),
                document.count_household_conflicts()?,
                known.order_key,
                known.area_key,
                known.street_key,
            ])?;
            book::put_household(tx, id, document, known)?;
        }
    }
    book::put_tasks(tx, id, document)
}

/// Answers whether the row needs nothing more than its time, and sets that. A change of this device can settle
/// a conflict, never make one, and most answers are shown in no list.
fn touch_row(
    tx: &Transaction<'_>,
    id: DocumentId,
    projector: &dyn Projector,
    touched: Touched<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = tx
        .prepare_cached(
            "SELECT procedure, form_version, conflicts, changed_ms FROM dossier_row WHERE id = ?1",
        )?
        .query_row([id.as_bytes()], |row| {
            let procedure = ProcedureCode::new(row.get::<_, String>(0)?);
            Ok((procedure, row.get::<_, String>(1)?, row.get::<_, u32>(2)?, row.get::<_, i64>(3)?))
        })
        .optional()?;
    let Some((procedure, form_version, conflicts, changed)) = row else { return Ok(false) };
    let only_its_time = match touched {
        Touched::Answer(question) => conflicts == 0 && !projector.shows(&procedure, &form_version, question),
        Touched::HandedOver | Touched::Form | Touched::Filled | Touched::Task => false,
        Touched::Other => true,
    };
    let minute = now.to_the_minute().millis();
    if only_its_time && changed != minute {
        tx.prepare_cached("UPDATE dossier_row SET changed_ms = ?2 WHERE id = ?1")?
            .execute(params![id.as_bytes(), minute])?;
    }
    Ok(only_its_time)
}
