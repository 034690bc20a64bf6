//! What one branch of a document wrote, and writing it again on another.
//!
//! When the server refuses what a device has written, the device goes back to the version that both sides share and
//! writes the same values there, as another writer. Only what people write in the app is written again: answers, papers,
//! consents, the form's version with what it keeps aside, the hand-over, which request of the office was answered, where answers were taken from, tasks, and the
//! household book: fields, persons, visits; the signature, and that everything was taken back. Whatever else was in the refused
//! changes stays behind with them.

use super::written::{field, map_of, put_over, time_of};
use super::{Actor, Document, DocumentError, Heads, Kind};
use crate::{HouseholdField, PaperId, PersonField, PersonId, QuestionName, Timestamp};
use automerge::transaction::{Transactable, Transaction};
use automerge::{AutomergeError, ObjId, ROOT, ReadDoc};
use std::collections::{BTreeMap, BTreeSet};

/// A place in a document that people write to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    Answer(QuestionName),
    Paper(PaperId),
    Consent(String),
    Submitted,
    /// Which request of the office was answered.
    Supplemented,
    /// That everything was taken back.
    Withdrawn,
    /// A key at the root of a dossier that has one value at a time: the form's version, an answer that is kept aside, where
    /// an answer was taken from, the signature.
    Root(String),
    /// A field of a task.
    Task(String),
    Household(HouseholdField),
    /// A field of a visit.
    Visit(String),
    Person(PersonId, PersonField),
}

/// One value of a branch that the base does not have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rewrite {
    pub part: Part,
    /// `None`: the base has nothing there.
    pub before: Option<String>,
    /// `None`: the branch has taken it out, as a move of the form does.
    pub after: Option<String>,
    /// The clock of the device that wrote it.
    pub at: Timestamp,
    /// It stands beside another value of this branch: nobody has settled which of them holds.
    pub beside: bool,
}

/// The maps of texts in a dossier, with what their keys are.
type MakePart = fn(&str) -> Option<Part>;
const TEXTS: [(&str, MakePart); 3] = [
    ("answers", |key| Some(Part::Answer(key.into()))),
    ("papers", |key| Some(Part::Paper(key.into()))),
    ("consents", |key| Some(Part::Consent(key.to_owned()))),
];

impl Document {
    /// The document as it was at `shared`, to be written by `actor`; with empty `shared`, a document of the same facts
    /// on the skeleton that every document begins with. Nothing of what came after is in it.
    pub fn fork(&self, shared: &Heads, actor: Actor, at: Timestamp) -> Result<Self, DocumentError> {
        if shared.is_empty() {
            return match self.kind() {
                Kind::Dossier => Self::create_dossier(actor, &self.facts()?, at),
                Kind::Household => Self::create_household(actor, &self.household()?, &[], at),
            };
        }
        let mut fork = Self::recognise(self.doc.fork_at(&shared.to_hashes())?)?;
        fork.write_as(actor);
        Ok(fork)
    }

    /// What this branch has written beyond `base`. A field that it has settled counts, also to the value that stood.
    pub fn written_since(&self, base: &Self) -> Result<Vec<Rewrite>, DocumentError> {
        let mut written = Vec::new();
        match self.kind() {
            Kind::Dossier => {
                for (map, part) in TEXTS {
                    let (mine, theirs) = (map_of(&self.doc, map)?, map_of(&base.doc, map)?);
                    self.compare(base, (&mine, &theirs), part, &mut written)?;
                }
                self.compare(base, (&ROOT, &ROOT), dossier_root, &mut written)?;
                written.extend(moment_since(Part::Submitted, base.submitted_at()?, self.submitted_at()?));
                written.extend(moment_since(Part::Supplemented, base.supplemented()?, self.supplemented()?));
            }
            Kind::Household => {
                self.compare(base, (&ROOT, &ROOT), household_root, &mut written)?;
                let (mine, theirs) = (map_of(&self.doc, "persons")?, map_of(&base.doc, "persons")?);
                let part: MakePart = |key| {
                    super::household::read_person_key(key).map(|(person, field)| Part::Person(person, field))
                };
                self.compare(base, (&mine, &theirs), part, &mut written)?;
            }
        }
        written.extend(moment_since(Part::Withdrawn, base.withdrawn_at()?, self.withdrawn_at()?));
        Ok(written)
    }

    /// Writes the values of another branch, one change for each minute in which they were written; what stood beside
    /// others there is written by `beside`, beside what is here. `clock` may put another time in the place of one that is
    /// not to be kept.
    pub fn write_again(
        &mut self,
        values: &[Rewrite],
        beside: Actor,
        clock: impl Fn(Timestamp) -> Timestamp,
    ) -> Result<(), DocumentError> {
        let (apart, over): (Vec<&Rewrite>, Vec<&Rewrite>) = values.iter().partition(|value| value.beside);
        self.write_by_minute(&over, &clock)?;
        if apart.is_empty() {
            return Ok(());
        }
        // On the skeleton nothing is known of any value: whatever is written there overwrites none.
        let skeleton: Heads = [super::skeleton_hash(self.kind())?].into_iter().collect();
        let mut side = Self::recognise(self.doc.fork_at(&skeleton.to_hashes())?)?;
        side.write_as(beside);
        side.write_by_minute(&apart, &clock)?;
        self.apply(side.changes_since(&skeleton))
    }

    fn write_by_minute(
        &mut self,
        values: &[&Rewrite],
        clock: &impl Fn(Timestamp) -> Timestamp,
    ) -> Result<(), DocumentError> {
        let mut by_minute: BTreeMap<Timestamp, Vec<&Rewrite>> = BTreeMap::new();
        for &value in values {
            by_minute.entry(clock(value.at).to_the_minute()).or_default().push(value);
        }
        let places = Places::of(self)?;
        for (minute, values) in by_minute {
            self.write(minute, |tx| {
                values.iter().try_for_each(|value| places.write(tx, value, clock(value.at)))
            })?;
        }
        Ok(())
    }

    fn compare(
        &self,
        base: &Self,
        (mine, theirs): (&ObjId, &ObjId),
        part: MakePart,
        written: &mut Vec<Rewrite>,
    ) -> Result<(), DocumentError> {
        let keys: BTreeSet<String> = self.doc.keys(mine).chain(base.doc.keys(theirs)).collect();
        let moved_at = self.doc.get(ROOT, "form")?.map(|(_, id)| time_of(&self.doc, &id));
        for key in keys {
            let Some(part) = part(&key) else { continue };
            let (is, was) = (field(&self.doc, mine, &key)?, field(&base.doc, theirs, &key)?);
            let (mine, theirs) = (texts_of(is.as_ref()), texts_of(was.as_ref()));
            if mine == theirs {
                continue;
            }
            let at = is.as_ref().map(|field| field.current.at).or(moved_at).unwrap_or_default();
            let before = was.map(|field| field.current.text);
            // A map of the form has one version at a time; in the others people settle what stands beside each other.
            let may_differ = !matches!(part, Part::Root(_));
            // Had this branch seen the base's value when it wrote, that would not stand any more.
            let unseen = may_differ && !mine.is_disjoint(&theirs);
            let new: Vec<super::Value> = is
                .iter()
                .flat_map(|field| field.others.iter().chain([&field.current]))
                .filter(|value| !theirs.contains(&value.text))
                .cloned()
                .collect();
            if new.is_empty() || !may_differ {
                let after = is.map(|field| field.current.text);
                written.push(Rewrite { part, before, after, at, beside: false });
                continue;
            }
            let last = new.len().saturating_sub(1);
            written.extend(new.into_iter().enumerate().map(|(place, value)| Rewrite {
                part: part.clone(),
                before: before.clone(),
                after: Some(value.text),
                at: value.at,
                beside: unseen || place < last,
            }));
        }
        Ok(())
    }
}

fn moment_since(part: Part, was: Option<Timestamp>, is: Option<Timestamp>) -> Option<Rewrite> {
    is.filter(|_| was != is).map(|is| Rewrite {
        part,
        before: was.map(|at| at.millis().to_string()),
        after: Some(is.millis().to_string()),
        at: is,
        beside: false,
    })
}

/// Everything that stands in a field.
fn texts_of(field: Option<&super::Field>) -> BTreeSet<String> {
    field.into_iter().flat_map(|it| it.others.iter().chain([&it.current])).map(|it| it.text.clone()).collect()
}

fn dossier_root(key: &str) -> Option<Part> {
    use super::{consents, entries, filled, form_move};
    let one_value = matches!(key, "form" | form_move::FORMER | filled::PERSON | consents::SIGNATURE)
        || key.starts_with(form_move::ASIDE)
        || key.starts_with(filled::SOURCE);
    match one_value {
        true => Some(Part::Root(key.to_owned())),
        false => key.starts_with(entries::TASK).then(|| Part::Task(key.to_owned())),
    }
}

fn household_root(key: &str) -> Option<Part> {
    use super::{consents, entries, household};
    if let Some(purpose) = key.strip_prefix(consents::CONSENT) {
        return Some(Part::Consent(purpose.to_owned()));
    }
    if let Some(field) = HouseholdField::from_stored(key) {
        return Some(Part::Household(field));
    }
    if key.starts_with(household::VISIT) {
        return Some(Part::Visit(key.to_owned()));
    }
    key.starts_with(entries::TASK).then(|| Part::Task(key.to_owned()))
}

/// Where the parts of a document are written.
enum Places {
    Dossier { answers: ObjId, papers: ObjId, consents: ObjId },
    Household { persons: ObjId },
}

impl Places {
    fn of(document: &Document) -> Result<Self, DocumentError> {
        let map = |name| map_of(&document.doc, name);
        Ok(match document.kind() {
            Kind::Dossier => {
                Self::Dossier { answers: map("answers")?, papers: map("papers")?, consents: map("consents")? }
            }
            Kind::Household => Self::Household { persons: map("persons")? },
        })
    }

    fn write(&self, tx: &mut Transaction<'_>, value: &Rewrite, at: Timestamp) -> Result<(), AutomergeError> {
        let text = value.after.as_deref();
        match (self, &value.part) {
            (_, Part::Root(key) | Part::Task(key) | Part::Visit(key)) => put(tx, &ROOT, key, text),
            (Self::Household { .. }, Part::Household(field)) => put(tx, &ROOT, field.as_str(), text),
            (Self::Dossier { answers, .. }, Part::Answer(name)) => put(tx, answers, name.as_str(), text),
            (Self::Dossier { papers, .. }, Part::Paper(paper)) => put(tx, papers, paper.as_str(), text),
            (Self::Dossier { consents, .. }, Part::Consent(purpose)) => put(tx, consents, purpose, text),
            (Self::Household { .. }, Part::Consent(purpose)) => {
                put(tx, &ROOT, &format!("{}{purpose}", super::consents::CONSENT), text)
            }
            (Self::Dossier { .. }, Part::Submitted) => tx.put(ROOT, "submitted", at.millis()),
            // Not when it was done but which request it is about: the office's own moment.
            (Self::Dossier { .. }, Part::Supplemented) => {
                match text.and_then(|text| text.parse::<i64>().ok()) {
                    Some(request) => tx.put(ROOT, super::supplements::SUPPLEMENTED, request),
                    None => Ok(()),
                }
            }
            (_, Part::Withdrawn) => tx.put(ROOT, super::consents::WITHDRAWN, at.millis()),
            (Self::Household { persons }, Part::Person(person, field)) => {
                put(tx, persons, &super::household::person_key(*person, *field), text)
            }
            // A part of the other kind of document: `written_since` compares documents of one kind.
            (Self::Dossier { .. } | Self::Household { .. }, _) => Ok(()),
        }
    }
}

fn put(tx: &mut Transaction<'_>, map: &ObjId, key: &str, text: Option<&str>) -> Result<(), AutomergeError> {
    match text {
        Some(text) => put_over(tx, map, key, text),
        None => tx.delete(map, key),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DossierFacts, FormMove};
    use super::*;
    use crate::AnswerText;
    use crate::paper::PaperState;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn text(value: &str) -> AnswerText {
        AnswerText::new(value).unwrap()
    }

    fn draft() -> Document {
        let facts = DossierFacts { procedure: "1".into(), form_version: "1".into(), household: None };
        let mut document = Document::create_dossier(Actor([1; 16]), &facts, at(1)).unwrap();
        for (key, value) in [("ho_ten", "Lò Mẫu"), ("dan_toc", "Thái"), ("bo", "x")] {
            document.set_answer(&key.into(), &text(value), at(2)).unwrap();
        }
        document
    }

    /// The branch, written again on the base by somebody else.
    fn again(branch: &Document, shared: &Heads) -> Document {
        let mut fork = branch.fork(shared, Actor([9; 16]), at(50)).unwrap();
        let written = branch.written_since(&fork).unwrap();
        fork.write_again(&written, Actor([8; 16]), |at| at).unwrap();
        assert_eq!(branch.written_since(&fork).unwrap(), [], "nothing is left to write");
        Document::load(&fork.save(), []).unwrap()
    }

    #[test]
    fn a_branch_written_again_says_the_same_at_the_same_times_by_another_writer() {
        let mut branch = draft();
        let shared = branch.heads();
        branch.set_answer(&"dan_toc".into(), &text(""), at(3)).unwrap();
        branch.set_answer(&"me".into(), &text("Lò Thị Mẫu"), at(4)).unwrap();
        branch.set_paper(&"giay".into(), PaperState::Seen, at(5)).unwrap();
        branch.set_consent("help", true, "2026-11", at(6)).unwrap();
        let signed_for = [("help".to_owned(), "2026-11".to_owned())].into();
        let by = crate::signature::SignedBy::Fingerprint;
        branch.set_signature(Some(&crate::signature::Signature { signed_for, by }), at(6)).unwrap();
        branch.withdraw(at(8)).unwrap();
        branch.set_submitted(at(7)).unwrap();
        branch.set_supplemented(Timestamp::from_millis(123_456), at(9)).unwrap();
        for shared in [shared, Heads::default()] {
            let fork = again(&branch, &shared);
            assert_eq!(fork.values(), branch.values());
            assert_eq!(fork.papers(), branch.papers());
            let agreed = |document: &Document| {
                let consent = document.consents().unwrap().remove("help").unwrap();
                (consent.given, consent.wording_version, consent.at)
            };
            assert_eq!(agreed(&fork), agreed(&branch));
            let signed = |document: &Document| document.signature().unwrap().map(|signed| signed.signature);
            assert!(signed(&fork).is_some() && signed(&fork) == signed(&branch));
            assert_eq!(fork.withdrawn_at(), branch.withdrawn_at());
            assert_eq!(fork.submitted_at(), branch.submitted_at());
            assert_eq!(fork.supplemented(), branch.supplemented());
            let mother = fork.answer(&"me".into()).unwrap().unwrap().current;
            assert_eq!((mother.at, mother.actor.as_slice()), (at(4), &[9; 16][..]));
        }
    }

    #[test]
    fn a_move_of_the_form_goes_along_with_what_it_kept_aside() {
        let mut branch = draft();
        let (before, shared) = (branch.clone(), branch.heads());
        let answers = [("ten", "Lò Mẫu"), ("dan_toc", "Thái")];
        let step = FormMove {
            from: "1".into(),
            to: "2".into(),
            answers: answers.into_iter().map(|(key, value)| (key.into(), text(value))).collect(),
            back_to: Some("1".into()),
        };
        branch.move_form(&step, at(3)).unwrap();
        let fork = again(&branch, &shared);
        assert_eq!(fork.values(), branch.values());
        assert_eq!(fork.aside(), branch.aside());
        assert_eq!(fork.facts(), branch.facts());
        assert_eq!(fork.former_version().unwrap().as_deref(), Some("1"));
        assert_eq!(fork.vanished_since(&before).unwrap(), [], "a server takes it");
    }

    #[test]
    fn what_others_wrote_meanwhile_stands_beside_it_and_is_not_overwritten() {
        let mut branch = draft();
        let shared = branch.heads();
        let mut theirs = branch.clone();
        theirs.write_as(Actor([2; 16]));
        theirs.set_answer(&"bo".into(), &text("của bạn"), at(3)).unwrap();
        theirs.set_answer(&"dan_toc".into(), &text("Tày"), at(3)).unwrap();
        branch.set_answer(&"bo".into(), &text("của tôi"), at(4)).unwrap();
        let mut fork = again(&branch, &shared);
        fork.apply(theirs.changes_since(&shared)).unwrap();
        assert_eq!(fork.conflicts().unwrap(), [QuestionName::from("bo")]);
        assert_eq!(fork.values().unwrap()["dan_toc"], "Tày");
    }

    #[test]
    fn a_value_that_stands_beside_one_of_the_base_is_written_again_beside_it_whichever_is_shown() {
        for (mine, theirs) in [(Actor([1; 16]), Actor([2; 16])), (Actor([2; 16]), Actor([1; 16]))] {
            let mut branch = draft();
            let before = branch.heads();
            let mut other = branch.clone();
            branch.write_as(mine);
            other.write_as(theirs);
            branch.set_answer(&"bo".into(), &text("của tôi"), at(3)).unwrap();
            other.set_answer(&"bo".into(), &text("của bạn"), at(3)).unwrap();
            branch.apply(other.changes_since(&before)).unwrap();
            // What the other wrote is shared; what this branch wrote is not.
            let fork = again(&branch, &other.heads());
            let field = fork.answer(&"bo".into()).unwrap().unwrap();
            let texts: BTreeSet<_> =
                std::iter::once(&field.current).chain(&field.others).map(|one| one.text.clone()).collect();
            assert_eq!(texts, BTreeSet::from(["của bạn".to_owned(), "của tôi".to_owned()]));
        }
    }

    #[test]
    fn a_conflict_that_was_settled_with_the_value_that_stood_is_settled_again() {
        let mut one = draft();
        let mut other = one.clone();
        other.write_as(Actor([2; 16]));
        one.set_answer(&"bo".into(), &text("a"), at(3)).unwrap();
        other.set_answer(&"bo".into(), &text("b"), at(3)).unwrap();
        one.apply(other.changes_since(&draft().heads())).unwrap();
        let shared = one.heads();
        let stands = one.answer(&"bo".into()).unwrap().unwrap().current.text;
        one.set_answer(&"bo".into(), &text(&stands), at(4)).unwrap();
        assert_eq!(again(&one, &shared).conflicts().unwrap(), []);
    }

    fn household() -> (Document, PersonId) {
        let facts = super::super::HouseholdFacts {
            head: "Lò Mẫu".into(),
            area: "Bản Mẫu".into(),
            address: String::new(),
        };
        let mut document = Document::create_household(Actor([1; 16]), &facts, &[], at(1)).unwrap();
        let person = PersonId::from_bytes([7; 16]);
        document.set_person_field(person, PersonField::FullName, &text("Lò Thị Mẫu"), at(2)).unwrap();
        (document, person)
    }

    #[test]
    fn a_household_book_written_again_says_the_same_with_persons_visits_and_tasks() {
        let (mut branch, person) = household();
        let shared = branch.heads();
        let day = at(3).in_vietnam().date();
        let visit = crate::Visit {
            id: crate::VisitId::from_bytes([3; 16]),
            on: day,
            by: "Lan".into(),
            done: "xem giấy".into(),
            next: None,
            next_for: String::new(),
        };
        branch.set_household_field(HouseholdField::Street, &text("Ngõ 3"), at(3)).unwrap();
        branch.set_person_field(person, PersonField::Phone, &text("0912345678"), at(4)).unwrap();
        branch
            .set_person_field(
                PersonId::from_bytes([8; 16]),
                PersonField::FullName,
                &text("Lò Văn Mẫu"),
                at(5),
            )
            .unwrap();
        branch.add_visit(&visit, at(6)).unwrap();
        branch.add_task(crate::TaskId::from_bytes([4; 16]), &text("Mang sổ"), Some(day), at(7)).unwrap();
        for shared in [shared, Heads::default()] {
            let fork = again(&branch, &shared);
            assert_eq!(fork.people(), branch.people());
            assert_eq!(fork.household(), branch.household());
            assert_eq!(fork.visits(), branch.visits());
            assert_eq!(fork.tasks(), branch.tasks());
            let phone = &fork.person_fields(person).unwrap()[&PersonField::Phone];
            assert_eq!((phone.current.at, phone.others.len()), (at(4), 0));
        }
    }

    #[test]
    fn what_stands_beside_another_value_of_a_person_is_written_again_beside_it() {
        let (mut branch, person) = household();
        let before = branch.heads();
        let mut other = branch.clone();
        other.write_as(Actor([2; 16]));
        branch.set_person_field(person, PersonField::Birth, &text("1950"), at(3)).unwrap();
        other.set_person_field(person, PersonField::Birth, &text("1951"), at(3)).unwrap();
        branch.apply(other.changes_since(&before)).unwrap();
        let fork = again(&branch, &other.heads());
        let birth = &fork.person_fields(person).unwrap()[&PersonField::Birth];
        assert_eq!(birth.others.len(), 1);
        assert_eq!(fork.people().unwrap()[&person].len(), 2, "the other fields are still there");
    }

    #[test]
    fn a_time_that_is_not_to_be_kept_is_replaced_in_the_change_and_in_the_hand_over() {
        let mut branch = draft();
        let shared = branch.heads();
        branch.set_submitted(at(900_000_000)).unwrap();
        let mut fork = branch.fork(&shared, Actor([9; 16]), at(50)).unwrap();
        let written = branch.written_since(&fork).unwrap();
        fork.write_again(&written, Actor([8; 16]), |_| at(60)).unwrap();
        assert_eq!(fork.submitted_at().unwrap(), Some(at(60)));
    }
}
