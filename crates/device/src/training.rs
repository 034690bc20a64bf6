//! Training: a store of its own with the procedures' synthetic families, for people who are learning.
//!
//! **Invariant:** training and real work never meet. The real store is locked while somebody trains; the training store
//! lies in a folder of its own under a key that is in memory alone, is enrolled nowhere and sends nothing, and goes when
//! the training ends. What a kill leaves of it nobody can open, and the next start removes it.

use crate::{Device, problem};
use dossier::{HouseholdField, PersonField};
use library::story::Story;
use library::{Library, known};
use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use wire::Problem;
use wire::ipc::{
    AddHousehold, AddPerson, AppState, EnterTraining, FillFromPerson, GetAppState, LeaveTraining, Lock,
    SaveAnswer, StartDossierFor,
};

/// Whose families are in the training book: what volunteers are asked for most.
const PROCEDURES: [&str; 4] = ["1.014027", "1.001193", "1.001731", "1.010041"];
/// The procedure of which a draft is begun already.
const BEGUN: &str = "1.014027";
/// So many answers stand in the draft: there is something to go on with.
const ANSWERED: usize = 6;

impl Device {
    /// Locks the real store and opens a training store; each training begins anew. A sync under way ends first, since
    /// what it brings must not come into another store.
    pub async fn enter_training(&self, _: EnterTraining) -> Result<AppState, Problem> {
        self.end_training();
        self.lock(Lock {})?;
        let _no_sync = self.inner.one_sync.lock().await;
        let device = self.clone();
        let opened = tokio::task::spawn_blocking(move || device.open_training()).await;
        opened.map_err(|_| Problem::Unexpected { what: "open the training".to_owned() })?
    }

    fn open_training(&self) -> Result<AppState, Problem> {
        let store = self
            .inner
            .training_files
            .create_passing(self.projector())
            .map_err(|error| problem::from_store("open the training", error))?;
        self.inner.training.store(true, Ordering::Release);
        if let Err(problem) = self.opened(store).and_then(|_| self.fill_training()) {
            self.end_training();
            return Err(problem);
        }
        self.get_app_state(GetAppState {})
    }

    /// Everything of the training goes. The real store is locked, as before.
    pub fn leave_training(&self, _: LeaveTraining) -> Result<AppState, Problem> {
        self.end_training();
        self.get_app_state(GetAppState {})
    }

    pub(crate) fn in_training(&self) -> bool {
        self.inner.training.load(Ordering::Acquire)
    }

    pub(crate) fn end_training(&self) {
        if !self.inner.training.swap(false, Ordering::AcqRel) {
            return;
        }
        *self.inner.store.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.forget_book();
        self.inner.shelf.forget();
        self.inner.looking.forget();
        if let Err(error) = self.inner.training_files.remove_passing() {
            tracing::warn!(%error, "the training could not be removed; the next start does");
        }
    }

    /// Households with the people of the procedures' stories, and one draft that is begun.
    fn fill_training(&self) -> Result<(), Problem> {
        for files in Library::built_in_files().iter().filter(|files| PROCEDURES.contains(&files.folder)) {
            let (stories, _) = files.stories();
            for story in stories.iter().filter(|story| story.complete.unwrap_or(story.problems.is_empty())) {
                self.add_family(files.folder, story)?;
            }
        }
        Ok(())
    }

    /// One household of each story. Who is asked for by name in it is a person of the household.
    fn add_family(&self, procedure: &str, story: &Story) -> Result<(), Problem> {
        let mut people: BTreeMap<&str, BTreeMap<PersonField, String>> = BTreeMap::new();
        for (question, value) in &story.answers {
            if let Some((role, field)) = known::asked(question) {
                people.entry(role).or_default().insert(field, value.clone());
            }
        }
        people.retain(|_, fields| fields.contains_key(&PersonField::FullName));
        let Some(head) = people.values().find_map(|fields| fields.get(&PersonField::FullName)) else {
            return Ok(());
        };
        let place = people.values().find_map(|fields| fields.get(&PersonField::AddressDetail));
        let mut household = BTreeMap::from([(HouseholdField::Head, head.clone())]);
        if let Some(place) = place {
            household.insert(HouseholdField::Area, place.clone());
        }
        let household = self.add_household(AddHousehold { fields: household })?.id;
        for (role, fields) in people {
            let of = self.add_person(AddPerson { household, fields })?.of;
            // The first family of all has a draft, of whoever it is about.
            if procedure == BEGUN && self.count_dossiers()? == 0 {
                self.begin_draft(procedure, role, of, story)?;
            }
        }
        Ok(())
    }

    fn begin_draft(
        &self,
        procedure: &str,
        role: &str,
        of: dossier::PersonRef,
        story: &Story,
    ) -> Result<(), Problem> {
        let dossier = self.start_dossier_for(StartDossierFor { procedure: procedure.into(), of })?.id;
        self.fill_from_person(FillFromPerson { dossier, role: role.to_owned(), of })?;
        let alone = story.answers.iter().filter(|(question, _)| !question.contains('/'));
        for (question, value) in alone.take(ANSWERED) {
            let question = question.as_str().into();
            self.save_answer(SaveAnswer { dossier, question, value: value.clone() })?;
        }
        Ok(())
    }
}
