//! The household book on the disk: its rows, written in the commit of the document that they are of, and read back.
//!
//! **Invariant:** a row of the book is computed from its document alone. Whoever writes the document writes the rows, by
//! [`crate::documents::put_row`]; a check computes them anew.

use crate::documents::{Projected, put_row};
use crate::{Store, StoreError};
use dossier::document::Document;
use dossier::{DocumentId, DossierId, HouseholdId, PersonField, PersonId, PersonRef, TaskId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What search and order need of a household; computed by whoever knows folding and collation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectedBook {
    pub order_key: Vec<u8>,
    pub area_key: Vec<u8>,
    pub street_key: Vec<u8>,
    /// Name without accents, and by collation.
    pub persons: BTreeMap<PersonId, (String, Vec<u8>)>,
}

/// A household in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    pub id: HouseholdId,
    pub head: String,
    pub area: String,
    pub street: String,
    pub address: String,
    pub phone: String,
    pub persons: u32,
    pub conflicts: u32,
}

/// A household with everything that a search of the book looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookHousehold {
    pub row: HouseholdRow,
    pub order_key: Vec<u8>,
    pub persons: Vec<PersonRow>,
}

/// A person in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub id: PersonId,
    pub full_name: String,
    pub birth: String,
    pub sex: String,
    pub relation: String,
    pub number: String,
    pub phone: String,
    pub same_as: Option<PersonRef>,
    /// The name without accents.
    pub search: String,
    pub order_key: Vec<u8>,
}

/// What happened to the book since it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookChange {
    Put(Box<BookHousehold>),
    Removed(HouseholdId),
}

/// How many households and persons a street of a hamlet has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreetRow {
    pub area: String,
    pub street: String,
    pub households: u32,
    pub persons: u32,
}

/// An open task in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    pub document: DocumentId,
    /// It belongs to a household, not to a dossier.
    pub of_household: bool,
    pub id: TaskId,
    pub what: String,
    /// ISO date; empty: none.
    pub due: String,
    /// Head of the household, or whom the dossier is about.
    pub of: String,
    pub area: String,
}

/// A visit that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRow {
    pub household: HouseholdId,
    pub head: String,
    pub area: String,
    pub next_day: String,
    pub next_for: String,
}

const HOUSEHOLD_COLUMNS: &str =
    "SELECT id, head, area, street, address, phone, persons, conflicts, order_key FROM household_row";
const PERSON_COLUMNS: &str =
    "SELECT household, id, full_name, birth, sex, relation, number, phone, same_as, search,
    order_key FROM person_row";

/// Notes which households change on this connection, in the same transaction as the change: what memory knows of the book
/// is then brought up to date household by household. Nothing of it reaches the disk.
pub(crate) fn watch(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "CREATE TEMP TABLE book_changed (household BLOB NOT NULL);
         CREATE TEMP TRIGGER book_inserted AFTER INSERT ON main.household_row
             BEGIN INSERT INTO book_changed (household) VALUES (new.id); END;
         CREATE TEMP TRIGGER book_updated AFTER UPDATE ON main.household_row
             BEGIN INSERT INTO book_changed (household) VALUES (new.id); END;
         CREATE TEMP TRIGGER book_deleted AFTER DELETE ON main.household_row
             BEGIN INSERT INTO book_changed (household) VALUES (old.id); END;",
    )?;
    Ok(())
}

impl Store {
    /// What happened since the last call; the first one tells of every household, in no order.
    pub fn book_changes(&mut self, now: Timestamp) -> Result<Vec<BookChange>, StoreError> {
        if !self.book_read {
            self.renew_old_rows(now)?;
            let mut households: BTreeMap<Vec<u8>, BookHousehold> = self
                .connection
                .prepare(HOUSEHOLD_COLUMNS)?
                .query_map([], |row| Ok((row.get(0)?, book_household(row)?)))?
                .collect::<Result<_, _>>()?;
            let mut statement = self.connection.prepare(PERSON_COLUMNS)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Some(household) = households.get_mut(&row.get::<_, Vec<u8>>(0)?) {
                    household.persons.push(person_row(row)?);
                }
            }
            drop(rows);
            drop(statement);
            self.connection.execute("DELETE FROM temp.book_changed", [])?;
            self.book_read = true;
            return Ok(households.into_values().map(|one| BookChange::Put(Box::new(one))).collect());
        }
        let changed: Vec<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT DISTINCT household FROM temp.book_changed")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let mut changes = Vec::new();
        for id in changed.iter().filter_map(|id| HouseholdId::from_slice(id)) {
            changes.push(match self.book_household(id)? {
                Some(household) => BookChange::Put(Box::new(household)),
                None => BookChange::Removed(id),
            });
        }
        self.connection.prepare_cached("DELETE FROM temp.book_changed")?.execute([])?;
        Ok(changes)
    }

    /// Whether [`Store::book_changes`] has told everything once.
    pub const fn book_was_read(&self) -> bool {
        self.book_read
    }

    /// The first households by hamlet, street and given name.
    pub fn first_households(&self, limit: u32) -> Result<Vec<HouseholdRow>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "{HOUSEHOLD_COLUMNS} ORDER BY area_key, street_key, order_key LIMIT ?1"
            ))?
            .query_map([limit], household_row)?
            .collect::<Result<_, _>>()?)
    }

    /// One household with its persons, by collation.
    pub fn book_household(&self, id: HouseholdId) -> Result<Option<BookHousehold>, StoreError> {
        let household = self
            .connection
            .prepare_cached(&format!("{HOUSEHOLD_COLUMNS} WHERE id = ?1"))?
            .query_row([id.as_bytes()], book_household)
            .optional()?;
        let Some(mut household) = household else { return Ok(None) };
        household.persons = self
            .connection
            .prepare_cached(&format!("{PERSON_COLUMNS} WHERE household = ?1 ORDER BY order_key"))?
            .query_map([id.as_bytes()], person_row)?
            .collect::<Result<_, _>>()?;
        Ok(Some(household))
    }

    /// Hamlets and their streets, by collation.
    pub fn streets(&self) -> Result<Vec<StreetRow>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT area, street, count(*), sum(persons) FROM household_row
                 GROUP BY area_key, area, street_key, street ORDER BY area_key, area, street_key, street",
            )?
            .query_map([], |row| {
                Ok(StreetRow {
                    area: row.get(0)?,
                    street: row.get(1)?,
                    households: row.get(2)?,
                    persons: row.get(3)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Households of a hamlet, and of one street of it, by street and given name; `skip` and `limit` make a page.
    pub fn households_of(
        &self,
        area: &str,
        street: Option<&str>,
        skip: u32,
        limit: u32,
    ) -> Result<Vec<HouseholdRow>, StoreError> {
        let sql = format!(
            "{HOUSEHOLD_COLUMNS} WHERE area = ?1 AND (?2 IS NULL OR street = ?2)
             ORDER BY street_key, order_key LIMIT ?3 OFFSET ?4"
        );
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_map(params![area, street, limit, skip], household_row)?
            .collect::<Result<_, _>>()?)
    }

    /// Tasks that are not done and due up to `day` (ISO date), and those without a day, the earliest first.
    pub fn open_tasks(&self, day: &str, limit: u32) -> Result<Vec<TaskRow>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT t.document, t.id, t.what, t.due, d.kind, coalesce(h.head, r.subject, ''),
                        coalesce(h.area, '')
                 FROM task_row AS t JOIN document AS d ON d.id = t.document
                 LEFT JOIN household_row AS h ON h.id = t.document
                 LEFT JOIN dossier_row AS r ON r.id = t.document
                 WHERE t.done = 0 AND t.due <= ?1 ORDER BY t.due = '', t.due, t.id LIMIT ?2",
            )?
            .query_map(params![day, limit], |row| {
                Ok(TaskRow {
                    document: DocumentId::from_bytes(row.get(0)?),
                    id: TaskId::from_bytes(row.get(1)?),
                    what: row.get(2)?,
                    due: row.get(3)?,
                    of_household: row.get::<_, String>(4)? == "household",
                    of: row.get(5)?,
                    area: row.get(6)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Households whose next visit was agreed for `day` (ISO date) or before, and that nobody visited since.
    pub fn due_visits(&self, day: &str, limit: u32) -> Result<Vec<VisitRow>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT v.household, h.head, h.area, v.next_day, v.next_for
                 FROM visit_row AS v JOIN household_row AS h ON h.id = v.household
                 WHERE v.next_day <> '' AND v.next_day <= ?1 AND NOT EXISTS
                    (SELECT 1 FROM visit_row AS l WHERE l.household = v.household
                     AND (l.on_day, l.id) > (v.on_day, v.id))
                 ORDER BY v.next_day LIMIT ?2",
            )?
            .query_map(params![day, limit], |row| {
                Ok(VisitRow {
                    household: HouseholdId::from_bytes(row.get(0)?),
                    head: row.get(1)?,
                    area: row.get(2)?,
                    next_day: row.get(3)?,
                    next_for: row.get(4)?,
                })
            })?
            .collect::<Result<_, _>>()?)
    }

    /// Dossiers of a household, newest change first.
    pub fn dossiers_of_household(&self, id: HouseholdId) -> Result<Vec<DossierId>, StoreError> {
        self.dossier_ids(
            "SELECT id FROM dossier_row WHERE household = ?1 AND household <> x'' ORDER BY changed_ms DESC",
            params![id.as_bytes()],
        )
    }

    /// Dossiers about a person, or filled out of what is known of that person, newest change first.
    pub fn dossiers_of_person(&self, of: PersonRef) -> Result<Vec<DossierId>, StoreError> {
        self.dossier_ids(
            "SELECT p.dossier FROM dossier_person AS p JOIN dossier_row AS d ON d.id = p.dossier
             WHERE p.household = ?1 AND p.person = ?2 ORDER BY d.changed_ms DESC",
            params![of.household.as_bytes(), of.person.as_bytes()],
        )
    }

    fn dossier_ids(&self, sql: &str, of: &[&dyn rusqlite::ToSql]) -> Result<Vec<DossierId>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_map(of, |row| Ok(DossierId::from_bytes(row.get(0)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// Rows that an older version of the app wrote say nothing of persons, or are in the order of another collation.
    fn renew_old_rows(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let version = [self.projector.order_version()];
        let old: Vec<Vec<u8>> = self
            .connection
            .prepare(
                "SELECT h.id FROM household_row AS h JOIN document AS d ON d.id = h.id
                 WHERE substr(h.order_key, 1, 1) IS NOT ?1 AND d.away = 0",
            )?
            .query_map([version], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut renewed: Vec<(DocumentId, Document, Projected)> = Vec::new();
        for id in old.iter().filter_map(|id| DocumentId::from_slice(id)) {
            // One that does not read back is told by the check of the data.
            if let Ok(document) = self.document(id) {
                let projected = Arc::clone(&self.projector).project(&document);
                renewed.push((id, document, projected));
            }
        }
        let tx = self.connection.transaction()?;
        for (id, document, projected) in &renewed {
            put_row(&tx, *id, document, projected, now)?;
        }
        tx.commit()?;
        Ok(())
    }
}

/// The rows of a household beside its own.
pub(crate) fn put_household(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
    projected: &ProjectedBook,
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM person_row WHERE household = ?1")?.execute([id.as_bytes()])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO person_row
            (household, id, full_name, birth, sex, relation, number, phone, same_as, search, order_key)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (person, fields) in document.people()? {
        let text = |field| fields.get(&field).map(String::as_str).unwrap_or_default();
        let (search, order_key) = projected.persons.get(&person).cloned().unwrap_or_default();
        insert.execute(params![
            id.as_bytes(),
            person.as_bytes(),
            text(PersonField::FullName),
            text(PersonField::Birth),
            text(PersonField::Sex),
            text(PersonField::Relation),
            text(PersonField::PersonalNumber),
            text(PersonField::Phone),
            text(PersonField::SameAs),
            search,
            order_key,
        ])?;
    }
    tx.prepare_cached("DELETE FROM visit_row WHERE household = ?1")?.execute([id.as_bytes()])?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO visit_row (household, id, on_day, next_day, next_for) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for visit in document.visits()? {
        let next = visit.next.map(|day| day.to_string()).unwrap_or_default();
        insert.execute(params![
            id.as_bytes(),
            visit.id.as_bytes(),
            visit.on.to_string(),
            next,
            visit.next_for
        ])?;
    }
    Ok(())
}

/// The rows of a dossier beside its own.
pub(crate) fn put_dossier(
    tx: &Transaction<'_>,
    id: DocumentId,
    document: &Document,
) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM dossier_person WHERE dossier = ?1")?.execute([id.as_bytes()])?;
    let mut insert = tx.prepare_cached(
        "INSERT OR IGNORE INTO dossier_person (dossier, household, person) VALUES (?1, ?2, ?3)",
    )?;
    let sources = document.sources()?.into_values().map(|source| source.of);
    for of in document.person_of()?.into_iter().chain(sources) {
        insert.execute(params![id.as_bytes(), of.household.as_bytes(), of.person.as_bytes()])?;
    }
    Ok(())
}

/// The tasks of a document of either kind.
pub(crate) fn put_tasks(tx: &Transaction<'_>, id: DocumentId, document: &Document) -> Result<(), StoreError> {
    tx.prepare_cached("DELETE FROM task_row WHERE document = ?1")?.execute([id.as_bytes()])?;
    let mut insert = tx
        .prepare_cached("INSERT INTO task_row (document, id, what, due, done) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for task in document.tasks()? {
        let due = task.due.map(|day| day.to_string()).unwrap_or_default();
        insert.execute(params![id.as_bytes(), task.id.as_bytes(), task.what, due, task.done])?;
    }
    Ok(())
}

fn household_row(row: &Row<'_>) -> rusqlite::Result<HouseholdRow> {
    Ok(HouseholdRow {
        id: HouseholdId::from_bytes(row.get(0)?),
        head: row.get(1)?,
        area: row.get(2)?,
        street: row.get(3)?,
        address: row.get(4)?,
        phone: row.get(5)?,
        persons: row.get(6)?,
        conflicts: row.get(7)?,
    })
}

fn book_household(row: &Row<'_>) -> rusqlite::Result<BookHousehold> {
    Ok(BookHousehold { row: household_row(row)?, order_key: row.get(8)?, persons: Vec::new() })
}

fn person_row(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: PersonId::from_bytes(row.get(1)?),
        full_name: row.get(2)?,
        birth: row.get(3)?,
        sex: row.get(4)?,
        relation: row.get(5)?,
        number: row.get(6)?,
        phone: row.get(7)?,
        same_as: PersonRef::parse(&row.get::<_, String>(8)?),
        search: row.get(9)?,
        order_key: row.get(10)?,
    })
}
