//! Who may write which field of a document.
//!
//! Looked at operation by operation and not in the document as it reads afterwards: what was written and taken
//! back at once, or hides behind another's value, was written all the same.
//!
//! **Invariant:** a field that stands in no line of [`may_write`] can be written by nobody. Whoever adds a field
//! adds it here, or the office's server refuses it.

use super::{
    Document, DocumentError, Kind, consents, entries, filled, household, skeleton_hash, supplements,
};
use crate::page::read_page_key;
use crate::{AnswerText, HouseholdField, TaskId, VisitId};
use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{Automerge, Change, ObjId, ROOT, ReadDoc, ScalarValue};
use serde::{Deserialize, Serialize};

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
}

/// What an operation does to a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    PutText,
    PutMoment,
    Delete,
}

/// One operation of a map, wherever it was read. Every other is nobody's to write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Writing<'a> {
    /// Counter and actor of the operation that made the map; `None`: the root.
    pub map: Option<(u64, &'a [u8])>,
    pub key: &'a str,
    pub written: Written<'a>,
}

/// What it writes there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Written<'a> {
    Text(&'a str),
    Moment,
    /// Nothing: the key is taken out.
    Gone,
}

/// The table.
fn may_write(role: Role, kind: Kind, map: Map, key: &str, deed: Deed) -> bool {
    use Deed::{Delete, PutMoment, PutText};
    use Kind::{Dossier, Household};
    let team = role == Role::Volunteer;
    match (kind, map, deed) {
        (Dossier, Map::Root, PutText) => {
            team && (matches!(
                key,
                "procedure" | "form" | "household" | "form_before" | filled::PERSON | consents::SIGNATURE
            ) || key.starts_with("aside/")
                || key.starts_with(filled::SOURCE)
                || is_task(key))
        }
        (Dossier, Map::Root, PutMoment) => {
            team && matches!(key, "submitted" | supplements::SUPPLEMENTED | consents::WITHDRAWN)
        }
        (Dossier, Map::Root, Delete) => team && (key == "form_before" || key.starts_with("aside/")),
        (Dossier, Map::Answers, PutText) => true,
        // A move to another version of the form; that the answer is kept aside is looked at elsewhere.
        (Dossier, Map::Answers, Delete) => team,
        // A paper, or a page of it.
        (Dossier, Map::Papers, PutText) => team && (!key.contains('/') || read_page_key(key).is_some()),
        (Dossier, Map::Consents, PutText) => team,
        (Household, Map::Root, PutText) => {
            team && (HouseholdField::from_stored(key).is_some()
                || is_visit(key)
                || is_task(key)
                || is_consent(key))
        }
        (Household, Map::Root, PutMoment) => team && key == consents::WITHDRAWN,
        (Household, Map::Persons, PutText) => team && household::read_person_key(key).is_some(),
        _ => false,
    }
}

/// `consent/<purpose>` of a household.
fn is_consent(key: &str) -> bool {
    key.strip_prefix(consents::CONSENT).is_some_and(|purpose| !purpose.is_empty() && !purpose.contains('/'))
}

/// `task/<id>/<field>`.
fn is_task(key: &str) -> bool {
    is_entry(key, entries::TASK, |id| TaskId::parse(id).is_some(), &entries::TASK_FIELDS)
}

/// `visit/<id>/<field>`.
fn is_visit(key: &str) -> bool {
    is_entry(key, household::VISIT, |id| VisitId::parse(id).is_some(), &household::VISIT_FIELDS)
}

fn is_entry(key: &str, prefix: &str, is_id: impl Fn(&str) -> bool, fields: &[&str]) -> bool {
    key.strip_prefix(prefix)
        .and_then(|rest| rest.split_once('/'))
        .is_some_and(|(id, field)| is_id(id) && fields.contains(&field))
}

/// An operation's object, as the document and the change both name it.
type MapId = (u64, Vec<u8>);

/// Looks through changes in the order in which they apply.
#[derive(Debug)]
pub struct FieldPolicy {
    role: Role,
    kind: Kind,
    skeleton: [u8; 32],
    maps: Vec<(MapId, Map)>,
}

impl FieldPolicy {
    /// Over a document that has the changes in it already.
    pub fn over(document: &Document, role: Role) -> Result<Self, DocumentError> {
        let kind = document.kind();
        let mut maps = Vec::new();
        let named: &[(&str, Map)] = match kind {
            Kind::Dossier => {
                &[("answers", Map::Answers), ("papers", Map::Papers), ("consents", Map::Consents)]
            }
            Kind::Household => &[("persons", Map::Persons)],
        };
        for (name, map) in named {
            maps.extend(map_id(&document.doc, &ROOT, name)?.map(|id| (id, *map)));
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

    /// Whether the role may write this.
    pub fn allows_writing(&self, writing: &Writing<'_>) -> bool {
        let map = match writing.map {
            None => Map::Root,
            Some((counter, actor)) => {
                let made_by = |(id, _): &&(MapId, Map)| id.0 == counter && id.1 == actor;
                match self.maps.iter().find(made_by) {
                    Some((_, map)) => *map,
                    None => return false,
                }
            }
        };
        let deed = match writing.written {
            Written::Text(text)
                if map == Map::Root
                    && writing.key == consents::SIGNATURE
                    && !consents::is_signature(text) =>
            {
                return false;
            }
            Written::Text(text) if text.len() <= MAX_TEXT_BYTES => Deed::PutText,
            Written::Text(_) => return false,
            Written::Moment => Deed::PutMoment,
            Written::Gone => Deed::Delete,
        };
        writing.key.len() <= MAX_KEY_BYTES && may_write(self.role, self.kind, map, writing.key, deed)
    }

    fn allows_one(&self, operation: &Op) -> bool {
        let map = match &operation.obj {
            ObjectId::Root => None,
            ObjectId::Id(id) => Some((id.counter(), id.actor().to_bytes())),
        };
        let Key::Map(key) = &operation.key else { return false };
        let written = match &operation.action {
            OpType::Put(ScalarValue::Str(text)) => Written::Text(text),
            OpType::Put(ScalarValue::Int(_)) => Written::Moment,
            OpType::Delete => Written::Gone,
            OpType::Make(_)
            | OpType::Increment(_)
            | OpType::Put(_)
            | OpType::MarkBegin(_)
            | OpType::MarkEnd(_) => return false,
        };
        !operation.insert && self.allows_writing(&Writing { map, key, written })
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
    use crate::{PersonField, PersonId, PersonRef, Visit};
    use automerge::ObjType;
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
        let of = PersonRef {
            household: crate::HouseholdId::from_bytes([4; 16]),
            person: PersonId::from_bytes([5; 16]),
        };
        dossier.set_person_of(of, at(6)).unwrap();
        let source = super::super::Source { of, field: PersonField::FullName, known_since: at(1) };
        let known = super::super::FilledAnswer {
            question: "ho_ten".into(),
            answer: AnswerText::new("Lò Thị Mẫu").unwrap(),
            source,
        };
        dossier.fill(&[known], at(6)).unwrap();
        let task = TaskId::from_bytes([7; 16]);
        dossier
            .add_task(task, &AnswerText::new("Mang sổ").unwrap(), at(6).in_vietnam().date().into(), at(6))
            .unwrap();
        dossier.set_task_done(task, true, at(7)).unwrap();
        dossier.set_submitted(at(8)).unwrap();
        assert!(!refused(&dossier, &Heads::default(), Role::Volunteer));

        let person = |n: u8| Person {
            id: PersonId::from_bytes([n; 16]),
            full_name: "Lò Văn Mẫu".into(),
            birth: "1990".into(),
            relation: "con".into(),
            personal_number: String::new(),
        };
        let facts = HouseholdFacts { head: "A".into(), area: "B".into(), address: String::new() };
        let mut household = Document::create_household(LAN, &facts, &[person(1), person(2)], at(5)).unwrap();
        let word = AnswerText::new("từ").unwrap();
        for field in HouseholdField::ALL {
            household.set_household_field(*field, &word, at(6)).unwrap();
        }
        for field in PersonField::ALL {
            household.set_person_field(PersonId::from_bytes([1; 16]), *field, &word, at(6)).unwrap();
        }
        let day = at(6).in_vietnam().date();
        let visit = Visit {
            id: VisitId::from_bytes([3; 16]),
            on: day,
            by: "Lan".into(),
            done: "xem giấy".into(),
            next: Some(day),
            next_for: "lấy chữ ký".into(),
        };
        household.add_visit(&visit, at(6)).unwrap();
        household.add_task(task, &word, Some(day), at(6)).unwrap();
        assert!(!refused(&household, &Heads::default(), Role::Volunteer));
        assert!(refused(&household, &Heads::default(), Role::Office), "the book is the team's");
    }

    #[test]
    fn choosing_the_value_that_is_shown_of_two_is_allowed_and_settles_them() {
        let facts = HouseholdFacts { head: "A".into(), area: "B".into(), address: String::new() };
        let (paper, person) = ("giay".into(), PersonId::from_bytes([1; 16]));
        for (mine, theirs) in [(LAN, Actor([2; 16])), (Actor([2; 16]), LAN)] {
            let mut household = Document::create_household(Actor([9; 16]), &facts, &[], at(1)).unwrap();
            let mut dossier = draft();
            let (mut other_household, mut other_dossier) = (household.clone(), dossier.clone());
            let (heads, dossier_heads) = (household.heads(), dossier.heads());
            let word = |text: &str| AnswerText::new(text).unwrap();
            household.write_as(mine);
            dossier.write_as(mine);
            other_household.write_as(theirs);
            other_dossier.write_as(theirs);
            household.set_person_field(person, PersonField::Phone, &word("1"), at(2)).unwrap();
            other_household.set_person_field(person, PersonField::Phone, &word("2"), at(2)).unwrap();
            household.set_household_field(HouseholdField::Street, &word(""), at(2)).unwrap();
            other_household.set_household_field(HouseholdField::Street, &word("Ngõ 2"), at(2)).unwrap();
            dossier.set_paper(&paper, PaperState::Seen, at(2)).unwrap();
            other_dossier.set_paper(&paper, PaperState::Missing, at(2)).unwrap();
            household.apply(other_household.changes_since(&heads)).unwrap();
            dossier.apply(other_dossier.changes_since(&dossier_heads)).unwrap();

            let (before, dossier_before) = (household.heads(), dossier.heads());
            let phone = household.person_fields(person).unwrap()[&PersonField::Phone].current.text.clone();
            let street = household.household_fields().unwrap()[&HouseholdField::Street].current.text.clone();
            household.set_person_field(person, PersonField::Phone, &word(&phone), at(3)).unwrap();
            household.set_household_field(HouseholdField::Street, &word(&street), at(3)).unwrap();
            let state = dossier.papers().unwrap()[&paper];
            dossier.set_paper(&paper, state, at(3)).unwrap();
            assert_eq!(household.count_household_conflicts().unwrap(), 0);
            assert_eq!(household.person_fields(person).unwrap()[&PersonField::Phone].current.text, phone);
            assert_eq!(household.household_fields().unwrap()[&HouseholdField::Street].current.text, street);
            assert_eq!(dossier.papers().unwrap()[&paper], state);
            assert!(!refused(&household, &before, Role::Volunteer));
            assert!(!refused(&dossier, &dossier_before, Role::Volunteer));
        }
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
        let book: [(&str, &str, &str); 5] = [
            ("a field that no person has", "persons", "00000000-0000-0000-0000-000000000001/password"),
            ("a person without an id", "persons", "me/full_name"),
            ("a household's field of nobody", "", "password"),
            ("a visit's field of nobody", "", "visit/00000000-0000-0000-0000-000000000001/otp"),
            ("a task without an id", "", "task/x/what"),
        ];
        for (name, map, key) in book {
            let facts = HouseholdFacts { head: "A".into(), area: "B".into(), address: String::new() };
            let mut household = Document::create_household(LAN, &facts, &[], at(5)).unwrap();
            let before = household.heads();
            let map = match map {
                "" => ROOT,
                map => household.doc.get(ROOT, map).unwrap().unwrap().1,
            };
            let mut tx = household.doc.transaction();
            tx.put(&map, key, "x").unwrap();
            tx.commit();
            assert!(refused(&household, &before, Role::Volunteer), "{name}");
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
