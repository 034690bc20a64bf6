//! What was typed into one dossier and has not come back from the disk as part of it.
//!
//! **Invariant:** a value leaves the ledger only after the app has said that exactly this value is on the
//! disk. A failed save keeps it; a reply to an older save does not make a newer value "saved".

use dossier::{PaperId, QuestionName};
use std::collections::BTreeMap;
use wire::Problem;

/// What a value belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Slot {
    Answer(QuestionName),
    /// The value is the word of a `PaperState`.
    Paper(PaperId),
    /// By purpose. The value is an [`Agreement`].
    Consent(String),
}

/// A consent as the ledger holds it: a sign and the wording's version, such as `+2026-11-22`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    pub given: bool,
    pub wording_version: String,
}

impl Agreement {
    pub fn write(&self) -> String {
        format!("{}{}", if self.given { '+' } else { '-' }, self.wording_version)
    }
    /// What cannot be read was not agreed to.
    pub fn read(value: &str) -> Self {
        let given = value.starts_with('+');
        Self { given, wording_version: value.trim_start_matches(['+', '-']).to_owned() }
    }
}

/// How far a value is on its way to the disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Keeping {
    /// Still being typed.
    Typing,
    /// Given to the app, no reply yet.
    Saving,
    /// The app has replied: it is on the disk.
    Saved,
    /// The app has replied: it is not on the disk.
    Failed(Problem),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub value: String,
    pub keeping: Keeping,
    /// The number of the last save that was begun; replies to earlier ones do not count.
    save: u64,
}

/// A save that was begun: what to send, and the number that its reply must bring back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Save {
    pub value: String,
    pub number: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<Slot, Entry>,
    saves: u64,
}

impl Ledger {
    /// A person changed the value; it is not on the disk.
    pub fn typed(&mut self, slot: Slot, value: String) {
        let save = self.entries.get(&slot).map_or(0, |entry| entry.save);
        self.entries.insert(slot, Entry { value, keeping: Keeping::Typing, save });
    }

    /// Begins to save what is typed or failed; `None` when there is nothing to save.
    pub fn begin(&mut self, slot: &Slot) -> Option<Save> {
        let entry = self.entries.get_mut(slot)?;
        match entry.keeping {
            Keeping::Typing | Keeping::Failed(_) => {}
            Keeping::Saving | Keeping::Saved => return None,
        }
        self.saves += 1;
        entry.keeping = Keeping::Saving;
        entry.save = self.saves;
        Some(Save { value: entry.value.clone(), number: self.saves })
    }

    /// The reply to a save.
    pub fn replied(&mut self, slot: &Slot, number: u64, outcome: Result<(), Problem>) {
        let Some(entry) = self.entries.get_mut(slot) else { return };
        let waits_for_this = entry.save == number && entry.keeping == Keeping::Saving;
        match outcome {
            Ok(()) if waits_for_this => entry.keeping = Keeping::Saved,
            Err(problem) if waits_for_this => entry.keeping = Keeping::Failed(problem),
            // Meanwhile something newer was typed: its own save will tell.
            Ok(()) | Err(_) => {}
        }
    }

    /// The dossier was read from the disk after every save so far: what was saved is part of it now.
    pub fn forget_saved(&mut self) {
        self.entries.retain(|_, entry| entry.keeping != Keeping::Saved);
    }

    pub fn entry(&self, slot: &Slot) -> Option<&Entry> {
        self.entries.get(slot)
    }
    pub fn entries(&self) -> impl Iterator<Item = (&Slot, &Entry)> {
        self.entries.iter()
    }
    /// Typed and not yet given to the app.
    pub fn typing(&self) -> Vec<Slot> {
        self.having(|keeping| *keeping == Keeping::Typing)
    }
    pub fn failed(&self) -> Vec<Slot> {
        self.having(|keeping| matches!(keeping, Keeping::Failed(_)))
    }
    /// Why the first of the failed values is not on the disk.
    pub fn problem(&self) -> Option<&Problem> {
        self.entries.values().find_map(|entry| match &entry.keeping {
            Keeping::Failed(problem) => Some(problem),
            Keeping::Typing | Keeping::Saving | Keeping::Saved => None,
        })
    }

    fn having(&self, is: impl Fn(&Keeping) -> bool) -> Vec<Slot> {
        self.entries.iter().filter(|(_, entry)| is(&entry.keeping)).map(|(slot, _)| slot.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> Slot {
        Slot::Answer(QuestionName::from("child_name"))
    }

    fn keeping(ledger: &Ledger) -> &Keeping {
        &ledger.entry(&name()).unwrap().keeping
    }

    #[test]
    fn a_value_is_saved_only_after_the_reply() {
        let mut ledger = Ledger::default();
        ledger.typed(name(), "Nguyễn Thị Mẫu".into());
        assert_eq!(*keeping(&ledger), Keeping::Typing);
        let save = ledger.begin(&name()).unwrap();
        assert_eq!((save.value.as_str(), keeping(&ledger)), ("Nguyễn Thị Mẫu", &Keeping::Saving));
        ledger.replied(&name(), save.number, Ok(()));
        assert_eq!(*keeping(&ledger), Keeping::Saved);
        ledger.forget_saved();
        assert_eq!(ledger.entry(&name()), None);
    }

    #[test]
    fn a_full_disk_keeps_what_was_typed_until_it_can_be_saved() {
        let mut ledger = Ledger::default();
        ledger.typed(name(), "Mẫu".into());
        let save = ledger.begin(&name()).unwrap();
        ledger.replied(&name(), save.number, Err(Problem::DiskFull));
        ledger.forget_saved();
        assert_eq!(ledger.entry(&name()).unwrap().value, "Mẫu");
        assert_eq!((ledger.failed(), ledger.problem()), (vec![name()], Some(&Problem::DiskFull)));
        let again = ledger.begin(&name()).expect("a failed save can be tried again");
        ledger.replied(&name(), again.number, Ok(()));
        assert!(ledger.failed().is_empty());
    }

    #[test]
    fn a_late_reply_does_not_make_a_newer_value_saved() {
        let mut ledger = Ledger::default();
        ledger.typed(name(), "A".into());
        let first = ledger.begin(&name()).unwrap();
        ledger.typed(name(), "B".into());
        ledger.replied(&name(), first.number, Ok(()));
        assert_eq!(*keeping(&ledger), Keeping::Typing, "B is not on the disk");
        ledger.begin(&name()).unwrap();
        ledger.typed(name(), "A".into());
        let third = ledger.begin(&name()).unwrap();
        ledger.replied(&name(), first.number, Ok(()));
        assert_eq!(*keeping(&ledger), Keeping::Saving, "the same words, but B lies between");
        ledger.replied(&name(), third.number, Ok(()));
        assert_eq!(*keeping(&ledger), Keeping::Saved);
    }

    #[test]
    fn an_agreement_keeps_the_version_also_when_it_is_withdrawn() {
        for given in [true, false] {
            let agreement = Agreement { given, wording_version: "2026-11-22".into() };
            assert_eq!(Agreement::read(&agreement.write()), agreement);
        }
        assert!(!Agreement::read("").given, "never pre-ticked");
    }

    #[test]
    fn what_is_being_saved_is_not_saved_twice() {
        let mut ledger = Ledger::default();
        ledger.typed(name(), "A".into());
        assert!(ledger.begin(&name()).is_some());
        assert_eq!(ledger.begin(&name()), None);
    }
}
