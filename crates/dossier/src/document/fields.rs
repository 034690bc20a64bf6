//! Who may write which field of a document.
//!
//! Looked at operation by operation and not in the document as it reads afterwards: what was written and taken
//! back at once, or hides behind another's value, was written all the same.
//!
//! **Invariant:** a field that stands in no line of [`may_write`] can be written by nobody. Whoever adds a field
//! adds it here, or the office's server refuses it.

use super::{Document, DocumentError, Kind, skeleton_hash};
use crate::page::read_page_key;
use crate::{AnswerText, PersonId};
use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{Automerge, Change, ObjId, ObjType, ROOT, ReadDoc, ScalarValue};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Who writes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Role {
    Volunteer,
    /// An officer at the desk. Consent, papers seen and the handing over are the team's.
    Office,
}

/// Longer than any key that a form makes: eight repeats within each other.
const MAX_KEY_BYTES: usize = 4096;
/// Four bytes a character at most.
const MAX_TEXT_BYTES: usize = AnswerText::MAX_CHARS * 4;

/// A map of the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Map {
    Root,
    Answers,
    Papers,
    Consents,
    Persons,
    Person,
}

/// What an operation does to a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    PutText,
    PutMoment,
    MakeMap,
    Delete,
}

/// The table.
fn may_write(role: Role, kind: Kind, map: Map, key: &str, deed: Deed) -> bool {
    use Deed::{Delete, MakeMap, PutMoment, PutText};
    use Kind::{Dossier, Household};
    let team = role == Role::Volunteer;
    match (kind, map, deed) {
        (Dossier, Map::Root, PutText) => {
            team && (matches!(key, "procedure" | "form" | "household" | "form_before")
                || key.starts_with("aside/"))
        }
        (Dossier, Map::Root, PutMoment) => team && key == "submitted",
        (Dossier, Map::Root, Delete) => team && (key == "form_before" || key.starts_with("aside/")),
        (Dossier, Map::Answers, PutText) => true,
        // A move to another version of the form; that the answer is kept aside is looked at elsewhere.
        (Dossier, Map::Answers, Delete) => team,
        // A paper, or a page of it.
        (Dossier, Map::Papers, PutText) => team && (!key.contains('/') || read_page_key(key).is_some()),
        (Dossier, Map::Consents, PutText) => team,
        (Household, Map::Root, PutText) => team && matches!(key, "head" | "area" | "address"),
        (Household, Map::Persons, MakeMap) => team && PersonId::parse(key).is_some(),
        (Household, Map::Person, PutText) => {
            team && matches!(key, "full_name" | "birth" | "relation" | "personal_number")
        }
        _ => false,
    }
}

/// An operation's object, as the document and the change both name it.
type MapId = (u64, Vec<u8>);

/// Looks through changes in the order in which they apply.
#[derive(Debug)]
pub struct FieldPolicy {
    role: Role,
    kind: Kind,
    skeleton: [u8; 32],
    maps: HashMap<MapId, Map>,
}

impl FieldPolicy {
    /// Over a document that has the changes in it already.
    pub fn over(document: &Document, role: Role) -> Result<Self, DocumentError> {
        let kind = document.kind();
        let mut maps = HashMap::new();
        let named: &[(&str, Map)] = match kind {
            Kind::Dossier => {
                &[("answers", Map::Answers), ("papers", Map::Papers), ("consents", Map::Consents)]
            }
            Kind::Household => &[("persons", Map::Persons)],
        };
        for (name, map) in named {
            maps.extend(map_id(&document.doc, &ROOT, name)?.map(|id| (id, *map)));
        }
        if kind == Kind::Household
            && let Some((_, persons)) = document.doc.get(ROOT, "persons")?
        {
            for key in document.doc.keys(&persons) {
                maps.extend(map_id(&document.doc, &persons, &key)?.map(|id| (id, Map::Person)));
            }
        }
        Ok(Self { role, kind, skeleton: skeleton_hash(kind)?, maps })
    }

    /// Whether every operation of the change writes where the role may.
    pub fn allows(&self, change: &Change) -> bool {
        if change.hash().0 == self.skeleton {
            return true;
        }
        // Operations are decoded only as often as somebody writes: once.
        change.decode().operations.iter().all(|operation| self.allows_one(operation))
    }

    fn allows_one(&self, operation: &Op) -> bool {
        let map = match &operation.obj {
            ObjectId::Root => Map::Root,
            ObjectId::Id(id) => {
                let id = (id.counter(), id.actor().to_bytes().to_vec());
                match self.maps.get(&id) {
                    Some(map) => *map,
                    None => return false,
                }
            }
        };
        let Key::Map(key) = &operation.key else { return false };
        let deed = match &operation.action {
            OpType::Put(ScalarValue::Str(text)) if text.len() <= MAX_TEXT_BYTES => Deed::PutText,
            OpType::Put(ScalarValue::Int(_)) => Deed::PutMoment,
            OpType::Make(ObjType::Map) => Deed::MakeMap,
            OpType::Delete => Deed::Delete,
            OpType::Make(_)
            | OpType::Increment(_)
            | OpType::Put(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => return false,
        };
        !operation.insert && key.len() <= MAX_KEY_BYTES && may_write(self.role, self.kind, map, key, deed)
    }
}

fn map_id(doc: &Automerge, map: &ObjId, key: &str) -> Result<Option<MapId>, DocumentError> {
    Ok(match doc.get(map, key)? {
        Some((value, ObjId::Id(counter, actor, _))) if value.is_object() => {
            Some((counter, actor.to_bytes().to_vec()))
        }
        Some(_) | None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, DossierFacts, FormMove, Heads, HouseholdFacts};
    use super::*;
    use crate::Timestamp;
    use crate::paper::PaperState;
    use crate::person::Person;
    use automerge::transaction::Transactable;

    const LAN: Actor = Actor([1; 16]);

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn draft() -> Document {
        let facts = DossierFacts {
            procedure: "1.001193".into(),
            form_version: "1".into(),
            household: Some(crate::HouseholdId::from_bytes([4; 16])),
        };
        Document::create_dossier(LAN, &facts, at(1)).unwrap()
    }

    fn refused(document: &Document, since: &Heads, role: Role) -> bool {
        let policy = FieldPolicy::over(document, role).unwrap();
        !document.changes_since(since).iter().all(|change| policy.allows(change))
    }

    #[test]
    fn everything_that_a_volunteer_does_is_allowed() {
        let mut dossier = draft();
        dossier.set_answer(&"ho_ten".into(), &AnswerText::new("Lò Thị Mẫu").unwrap(), at(2)).unwrap();
        dossier.set_paper(&"birth_certificate".into(), PaperState::Seen, at(3)).unwrap();
        dossier.set_consent("help_with_dossier", true, "2026-11", at(4)).unwrap();
        for (from, to, back_to) in [("1", "2", Some("1")), ("2", "1", None)] {
            let step = FormMove {
                from: from.into(),
                to: to.into(),
                answers: Default::default(),
                back_to: back_to.map(str::to_owned),
            };
            dossier.move_form(&step, at(5)).unwrap();
        }
        dossier.set_submitted(at(6)).unwrap();
        assert!(!refused(&dossier, &Heads::default(), Role::Volunteer));

        let person = |n: u8| Person {
            id: PersonId::from_bytes([n; 16]),
            full_name: "Lò Văn Mẫu".into(),
            birth: "1990".into(),
            relation: "con".into(),
            personal_number: String::new(),
        };
        let facts = HouseholdFacts { head: "A".into(), area: "B".into(), address: String::new() };
        let household = Document::create_household(LAN, &facts, &[person(1), person(2)], at(5)).unwrap();
        assert!(!refused(&household, &Heads::default(), Role::Volunteer));
    }

    #[test]
    fn the_office_settles_answers_and_leaves_the_rest_to_the_team() {
        let mut dossier = draft();
        let before = dossier.heads();
        dossier.set_answer(&"ho_ten".into(), &AnswerText::new("Lò Thị Mẫu").unwrap(), at(2)).unwrap();
        assert!(!refused(&dossier, &before, Role::Office));
        let before = dossier.heads();
        dossier.set_consent("help_with_dossier", true, "2026-11", at(4)).unwrap();
        assert!(refused(&dossier, &before, Role::Office));
    }

    #[test]
    fn what_no_document_has_is_refused_also_when_it_is_taken_back_at_once() {
        type Write = fn(&mut automerge::transaction::Transaction<'_>, &ObjId);
        let named: [(&str, Write); 8] = [
            ("a key of the office's", |tx, _| tx.put(ROOT, "number", "H15.1").unwrap()),
            ("another schema", |tx, _| tx.put(ROOT, "schema", 2).unwrap()),
            ("a number as an answer", |tx, answers| tx.put(answers, "ho_ten", 5).unwrap()),
            ("a map as an answer", |tx, answers| {
                tx.put_object(answers, "ho_ten", ObjType::Map).unwrap();
            }),
            ("another map of answers", |tx, _| {
                tx.put_object(ROOT, "answers", ObjType::Map).unwrap();
            }),
            ("a fact taken out", |tx, _| tx.delete(ROOT, "household").unwrap()),
            ("a moment as a text", |tx, _| tx.put(ROOT, "submitted", "now").unwrap()),
            ("a text longer than any answer", |tx, answers| {
                tx.put(answers, "ho_ten", "x".repeat(MAX_TEXT_BYTES + 1)).unwrap();
            }),
        ];
        for (name, write) in named {
            let mut dossier = draft();
            let before = dossier.heads();
            let (_, answers) = dossier.doc.get(ROOT, "answers").unwrap().unwrap();
            let mut tx = dossier.doc.transaction();
            write(&mut tx, &answers);
            tx.commit();
            assert!(refused(&dossier, &before, Role::Volunteer), "{name}");
        }
        let mut dossier = draft();
        let before = dossier.heads();
        for value in [Some("x"), None] {
            let mut tx = dossier.doc.transaction();
            match value {
                Some(value) => tx.put(ROOT, "number", value).unwrap(),
                None => tx.delete(ROOT, "number").unwrap(),
            }
            tx.commit();
        }
        assert!(refused(&dossier, &before, Role::Volunteer), "written and taken back");
    }
}
