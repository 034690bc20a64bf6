//! Not asked twice: what the book knows of a person fills the questions of a role, and a better answer goes back.

use super::view::household;
use super::{line, too_long};
use crate::Device;
use crate::catalogue::Catalogue;
use book::Book;
use dossier::document::{Document, FilledAnswer, Source};
use dossier::{AnswerText, PersonField, PersonRef, QuestionName, Timestamp};
use forms::{AnswerProblem, Environment, Evaluation, Form, QuestionKind, QuestionState};
use library::fold::fold;
use library::known;
use std::collections::BTreeMap;
use store::{Store, StoreError, Touched, Urgency};
use wire::Problem;
use wire::book::BookAnswer;
use wire::ipc::{FillFromPerson, GetDossier, StartDossier, StartDossierFor, UpdatePerson};
use wire::view::DossierView;

/// An answer can bring up a question, whose answer brings up another: a kind of paper, its number. More rounds than any
/// block has steps.
const ROUNDS: usize = 5;
/// What a form writes for a personal number among the kinds of identity papers.
const BY_NUMBER: &str = "so_dinh_danh";

/// What the book says of a person: text, when it was told, and of which entry.
type Known = BTreeMap<PersonField, (String, Timestamp, PersonRef)>;

impl Device {
    pub fn start_dossier_for(&self, request: StartDossierFor) -> Result<DossierView, Problem> {
        let of = self.with_book("look for the person", |_, book| Ok(book.stands_for(request.of)))?;
        let household = Some(of.household);
        let dossier = self.start_dossier(StartDossier { procedure: request.procedure, household })?.id;
        let now = self.inner.clock.now();
        self.with_store("say whom the dossier is about", |store| {
            store.change(dossier.into(), Urgency::InHand, Touched::Filled, now, |document| {
                document.set_person_of(of, now)
            })
        })?;
        self.get_dossier(GetDossier { dossier })
    }

    pub fn fill_from_person(&self, request: FillFromPerson) -> Result<DossierView, Problem> {
        let FillFromPerson { dossier, role, of } = request;
        let row = self.changeable(dossier)?;
        let catalogue = self.inner.shelf.now();
        let form = catalogue.form(&row.procedure, &row.form_version).ok_or(Problem::ProcedureUnknown)?;
        let now = self.inner.clock.now();
        let answers = self.with_book("read the household book", |store, book| {
            let known = known_of(store, book, of)?;
            let document = store.document_beside(dossier.into())?;
            answers_for(form, &catalogue, now, &document, &role, &known)
        })?;
        if !answers.is_empty() {
            self.with_store("fill in what is known", |store| {
                store.change(dossier.into(), Urgency::InHand, Touched::Filled, now, |document| {
                    document.fill(&answers, now)
                })
            })?;
            self.saved_something();
        }
        self.get_dossier(GetDossier { dossier })
    }

    pub fn update_person(&self, request: UpdatePerson) -> Result<DossierView, Problem> {
        let UpdatePerson { dossier, question } = request;
        let view = self.get_dossier(GetDossier { dossier })?;
        let told = view.book.get(&question).ok_or(Problem::PersonUnknown)?;
        let answer = view.answers.get(&question).ok_or(Problem::QuestionUnknown)?;
        let catalogue = self.inner.shelf.now();
        let form = catalogue.form(&view.procedure, &view.form_version).ok_or(Problem::ProcedureUnknown)?;
        let evaluation = evaluate(form, &catalogue, self.inner.clock.now(), &view.values());
        let state = evaluation.question(question.as_str()).ok_or(Problem::QuestionUnknown)?;
        let value = line(&as_known(state, told.field, &answer.current.value))?;
        let of = told.of;
        let field = told.field;
        self.change_household(of.household, |document, now| {
            document.set_person_field(of.person, field, &value, now)
        })?;
        // The answer came out of the book from now on: both say the same.
        let now = self.inner.clock.now();
        let answer = AnswerText::new(&answer.current.value).map_err(too_long)?;
        let filled = FilledAnswer { question, answer, source: Source { of, field, known_since: now } };
        self.with_store("note where the answer stands", |store| {
            store.change(dossier.into(), Urgency::InHand, Touched::Filled, now, |document| {
                document.fill(&[filled], now)
            })
        })?;
        self.saved_something();
        self.get_dossier(GetDossier { dossier })
    }

    /// Tells a page what the book says about the questions of persons who were filled in.
    pub(crate) fn add_book(&self, view: &mut DossierView) -> Result<(), Problem> {
        let sources = self.with_store("read where answers came from", |store| {
            Ok(store.document(view.id.into())?.sources()?)
        })?;
        if sources.is_empty() {
            return Ok(());
        }
        let catalogue = self.inner.shelf.now();
        let Some(form) = catalogue.form(&view.procedure, &view.form_version) else { return Ok(()) };
        let evaluation = evaluate(form, &catalogue, self.inner.clock.now(), &view.values());
        view.book = self.with_book("read the household book", |store, book| {
            book_of(store, book, &sources, &evaluation)
        })?;
        Ok(())
    }
}

/// What the book says about every question of the roles that something was filled in for.
fn book_of(
    store: &mut Store,
    book: &Book,
    sources: &BTreeMap<QuestionName, Source>,
    evaluation: &Evaluation,
) -> Result<BTreeMap<QuestionName, BookAnswer>, StoreError> {
    let mut roles: BTreeMap<&str, PersonRef> = BTreeMap::new();
    for (question, source) in sources {
        if let Some((role, _)) = known::asked(question.as_str()) {
            roles.insert(role, source.of);
        }
    }
    let mut told = BTreeMap::new();
    let mut persons: BTreeMap<PersonRef, Known> = BTreeMap::new();
    for question in evaluation.questions() {
        let Some((role, field)) = known::asked(&question.key) else { continue };
        let Some(of) = roles.get(role) else { continue };
        if !persons.contains_key(of) {
            persons.insert(*of, known_of(store, book, *of)?);
        }
        let Some(known) = persons.get(of) else { continue };
        let name = known.get(&PersonField::FullName).map(|(name, ..)| name.clone()).unwrap_or_default();
        let says = known.get(&field).and_then(|(text, ..)| as_answer(question, field, text));
        let key = QuestionName::from(question.key.as_str());
        let since = sources.get(&key).map(|source| source.known_since);
        told.insert(
            key,
            BookAnswer { of: book.stands_for(*of), name, field, since, says: says.unwrap_or_default() },
        );
    }
    Ok(told)
}

/// What is known of a person, out of every entry: the one that stands says it first. An entry that is gone says nothing.
fn known_of(store: &mut Store, book: &Book, of: PersonRef) -> Result<Known, StoreError> {
    let mut known = Known::new();
    for entry in book.entries_of(of) {
        let document = match household(store, entry.household) {
            Ok(document) => document,
            Err(StoreError::Unknown(_)) => continue,
            Err(other) => return Err(other),
        };
        for (field, value) in document.person_fields(entry.person)? {
            // Where two people say two things the book does not know.
            if !value.current.text.is_empty() && value.others.is_empty() && field != PersonField::SameAs {
                known.entry(field).or_insert((value.current.text, value.current.at, entry));
            }
        }
    }
    // Whoever has a number has the card that it stands on, and then the form asks for it.
    if let Some((_, at, entry)) = known.get(&PersonField::PersonalNumber).cloned() {
        known.entry(PersonField::IdPaper).or_insert((BY_NUMBER.to_owned(), at, entry));
    }
    Ok(known)
}

/// Answers for the questions of the role that are asked and that nobody has answered. What a form would not take stays out:
/// a person then sees an empty question, not a wrong answer.
fn answers_for(
    form: &Form,
    catalogue: &Catalogue,
    now: Timestamp,
    document: &Document,
    role: &str,
    known: &Known,
) -> Result<Vec<FilledAnswer>, StoreError> {
    let stored = document.values()?;
    let mut values = stored.clone();
    let mut filled: BTreeMap<String, FilledAnswer> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let evaluation = evaluate(form, catalogue, now, &values);
        let before = filled.len();
        for question in evaluation.questions().filter(|question| question.is_shown()) {
            let Some((of_role, field)) = known::asked(&question.key) else { continue };
            let answered = stored.get(&question.key).is_some_and(|value| !value.is_empty());
            if of_role != role || answered || question.read_only || filled.contains_key(&question.key) {
                continue;
            }
            let Some((text, known_since, of)) = known.get(&field) else { continue };
            let Some(answer) = as_answer(question, field, text).and_then(|it| AnswerText::new(&it).ok())
            else {
                continue;
            };
            values.insert(question.key.clone(), answer.as_str().to_owned());
            let source = Source { of: *of, field, known_since: *known_since };
            let question_name = QuestionName::from(question.key.as_str());
            filled.insert(question.key.clone(), FilledAnswer { question: question_name, answer, source });
        }
        if filled.len() == before {
            break;
        }
    }
    let evaluation = evaluate(form, catalogue, now, &values);
    let will_do = |key: &String| {
        evaluation.question(key).is_some_and(|question| {
            matches!(question.problem, None | Some(AnswerProblem::Required { .. })) && question.relevant
        })
    };
    filled.retain(|key, _| will_do(key));
    Ok(filled.into_values().collect())
}

fn evaluate(
    form: &Form,
    catalogue: &Catalogue,
    now: Timestamp,
    values: &BTreeMap<String, String>,
) -> Evaluation {
    let environment = Environment::at(now.in_vietnam()).with_files(catalogue.library().communes());
    form.evaluate(values, &environment)
}

/// What the book says, as the question takes it; `None` where it has no such answer.
fn as_answer(question: &QuestionState, field: PersonField, text: &str) -> Option<String> {
    match question.kind {
        QuestionKind::SelectOne => {
            let by_name = question.choices.iter().find(|choice| &*choice.name == text);
            let folded = fold(text);
            let by_label = || {
                question
                    .choices
                    .iter()
                    .find(|choice| choice.label.iter().any(|(_, label)| fold(label) == folded))
            };
            by_name.or_else(by_label).map(|choice| choice.name.to_string())
        }
        QuestionKind::Date => text.parse::<chrono::NaiveDate>().ok().map(|day| day.to_string()),
        _ if field == PersonField::PersonalNumber => {
            Some(text.chars().filter(char::is_ascii_digit).collect())
                .filter(|digits: &String| !digits.is_empty())
        }
        _ => Some(text.to_owned()),
    }
}

/// An answer as the book keeps it: a relation in words, everything else as the forms write it.
fn as_known(question: &QuestionState, field: PersonField, answer: &str) -> String {
    let choice = (field == PersonField::Relation)
        .then(|| question.choices.iter().find(|choice| &*choice.name == answer))
        .flatten();
    choice.map_or_else(|| answer.to_owned(), |choice| choice.label.get("vi").to_owned())
}
