//! A dossier as the page shows it: what is on the disk, and over it what was typed since.

use super::ledger::{Agreement, Keeping, Ledger, Slot};
use dossier::paper::PaperState;
use dossier::{PaperId, QuestionName};
use std::collections::BTreeMap;
use wire::view::{AnswerView, DossierView};

/// The answers as the form engine takes them.
pub fn values(view: &DossierView, ledger: &Ledger) -> BTreeMap<String, String> {
    let mut values = view.values();
    for (slot, entry) in ledger.entries() {
        match slot {
            Slot::Answer(question) => {
                values.insert(question.as_str().to_owned(), entry.value.clone());
            }
            Slot::Paper(_) | Slot::Consent(_) => {}
        }
    }
    values
}

/// The answer with its concurrent values, while a person still has to choose between them.
/// Writing any value settles it, as soon as the value is on the disk.
pub fn concurrent<'a>(
    view: &'a DossierView,
    ledger: &Ledger,
    question: &QuestionName,
) -> Option<&'a AnswerView> {
    let settled =
        ledger.entry(&Slot::Answer(question.clone())).is_some_and(|entry| entry.keeping == Keeping::Saved);
    view.answers.get(question).filter(|answer| !settled && !answer.others.is_empty())
}

/// Names of the questions that have concurrent values.
pub fn conflicts(view: &DossierView, ledger: &Ledger) -> Vec<QuestionName> {
    view.answers.keys().filter(|question| concurrent(view, ledger, question).is_some()).cloned().collect()
}

pub fn paper(view: &DossierView, ledger: &Ledger, paper: &PaperId) -> PaperState {
    match ledger.entry(&Slot::Paper(paper.clone())) {
        Some(entry) => PaperState::from_stored(&entry.value),
        None => view.papers.get(paper).copied().unwrap_or_default(),
    }
}

/// Whether the villager agrees to a purpose. Silence is no consent.
pub fn agreed(view: &DossierView, ledger: &Ledger, purpose: &str) -> bool {
    match ledger.entry(&Slot::Consent(purpose.to_owned())) {
        Some(entry) => Agreement::read(&entry.value).given,
        None => view.consents.get(purpose).is_some_and(|consent| consent.given),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier::{DossierId, ProcedureCode, Timestamp};
    use wire::view::{Author, Progress, Written};

    fn written(value: &str, this_device: bool) -> Written {
        let by = Author { name: Some("Thành viên mẫu".into()), this_device };
        Written { value: value.into(), by, at: Timestamp::from_millis(1) }
    }

    fn view() -> DossierView {
        let answer =
            AnswerView { current: written("A", true), others: vec![written("B", false)], merged: None };
        DossierView {
            id: DossierId::from_bytes([1; 16]),
            local_code: "N-00000".into(),
            procedure: ProcedureCode::from("1.001193"),
            form_version: "1".into(),
            household: None,
            household_name: None,
            answers: BTreeMap::from([(QuestionName::from("child_name"), answer)]),
            papers: BTreeMap::new(),
            pages: BTreeMap::new(),
            consents: BTreeMap::new(),
            signature: None,
            withdrawn_at: None,
            handed_over_at: None,
            case: None,
            receipt: None,
            supplement: None,
            progress: Progress::Draft,
            unsent: false,
            changed_at: Timestamp::from_millis(1),
            aside: BTreeMap::new(),
            upgrade_to: None,
            undo_to: None,
            person: None,
            book: BTreeMap::new(),
            news: None,
            public_address: None,
            rating: None,
        }
    }

    #[test]
    fn typed_words_stand_over_what_is_on_the_disk() {
        let (view, mut ledger) = (view(), Ledger::default());
        ledger.typed(Slot::Answer("child_name".into()), "C".into());
        assert_eq!(values(&view, &ledger)["child_name"], "C");
    }

    #[test]
    fn concurrent_values_stay_until_a_choice_is_on_the_disk() {
        let (view, mut ledger) = (view(), Ledger::default());
        let name = QuestionName::from("child_name");
        let slot = Slot::Answer(name.clone());
        assert!(concurrent(&view, &ledger, &name).is_some());
        ledger.typed(slot.clone(), "B".into());
        let save = ledger.begin(&slot).unwrap();
        assert_eq!(conflicts(&view, &ledger), std::slice::from_ref(&name), "not on the disk yet");
        ledger.replied(&slot, save.number, Ok(()));
        assert!(conflicts(&view, &ledger).is_empty());
    }

    #[test]
    fn nothing_is_agreed_to_and_no_paper_is_seen_by_itself() {
        let (view, ledger) = (view(), Ledger::default());
        assert!(!agreed(&view, &ledger, "help_with_dossier"));
        assert_eq!(paper(&view, &ledger, &PaperId::from("birth_note")), PaperState::NotChecked);
    }
}
