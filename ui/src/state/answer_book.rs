//! Everything typed in this start of the app that is on its way to the disk, for all dossiers.
//!
//! **Invariant:** it lives above the pages, so no page that closes takes a typed value with it.

use super::ledger::{Agreement, Ledger, Save, Slot};
use super::queue::Queue;
use crate::ipc;
use dossier::DossierId;
use dossier::paper::PaperState;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::Problem;
use wire::ipc::{SaveAnswer, SaveConsent, SavePaper};
use yew::prelude::*;

/// Counts up with every change, so that pages are drawn again.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
struct Version(u64);

impl Reducible for Version {
    type Action = ();

    fn reduce(self: Rc<Self>, (): ()) -> Rc<Self> {
        Rc::new(Self(self.0 + 1))
    }
}

#[derive(Debug)]
struct Pages {
    ledgers: RefCell<BTreeMap<DossierId, Ledger>>,
    queue: Queue,
    changed: UseReducerDispatcher<Version>,
}

/// The book as pages take it from the context. Cheap to clone.
#[derive(Clone, Debug)]
pub struct AnswerBook {
    pages: Rc<Pages>,
    version: Version,
}

impl PartialEq for AnswerBook {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version && Rc::ptr_eq(&self.pages, &other.pages)
    }
}

impl AnswerBook {
    /// A copy of what stands for one dossier.
    pub fn ledger(&self, dossier: DossierId) -> Ledger {
        self.pages.ledgers.borrow().get(&dossier).cloned().unwrap_or_default()
    }

    /// Dossiers with values that could not be saved.
    pub fn failed(&self) -> Vec<DossierId> {
        let ledgers = self.pages.ledgers.borrow();
        ledgers.iter().filter(|(_, ledger)| !ledger.failed().is_empty()).map(|(id, _)| *id).collect()
    }

    /// A person changed a value; nothing is saved by this.
    pub fn typed(&self, dossier: DossierId, slot: Slot, value: String) {
        self.change(dossier, |ledger| ledger.typed(slot, value));
    }

    /// Saves what stands in the slot, if it is not saved or being saved.
    pub fn commit(&self, dossier: DossierId, slot: &Slot) {
        let Some(save) = self.change(dossier, |ledger| ledger.begin(slot)) else { return };
        let (book, slot) = (self.clone(), slot.clone());
        self.enqueue(async move {
            let number = save.number;
            let outcome = send(dossier, &slot, save).await;
            book.change(dossier, |ledger| ledger.replied(&slot, number, outcome));
        });
    }

    /// Saves at once: for taps, where nothing is being typed.
    pub fn put(&self, dossier: DossierId, slot: &Slot, value: String) {
        self.typed(dossier, slot.clone(), value);
        self.commit(dossier, slot);
    }

    /// Gives everything that is being typed to the app: before a page changes, or the app is left.
    pub fn flush(&self) {
        let typing: Vec<(DossierId, Slot)> = {
            let ledgers = self.pages.ledgers.borrow();
            ledgers
                .iter()
                .flat_map(|(id, ledger)| ledger.typing().into_iter().map(|slot| (*id, slot)))
                .collect()
        };
        for (dossier, slot) in typing {
            self.commit(dossier, &slot);
        }
    }

    /// Tries again what could not be saved.
    pub fn retry(&self, dossier: DossierId) {
        for slot in self.ledger(dossier).failed() {
            self.commit(dossier, &slot);
        }
    }

    /// The dossier was read after all saves so far.
    pub fn forget_saved(&self, dossier: DossierId) {
        self.change(dossier, Ledger::forget_saved);
    }

    /// The dossier was taken back: nothing that was typed into it stays in memory.
    pub fn forget(&self, dossier: DossierId) {
        self.pages.ledgers.borrow_mut().remove(&dossier);
        self.pages.changed.dispatch(());
    }

    /// Runs a job after all saves that were given before it.
    pub fn enqueue(&self, job: impl Future<Output = ()> + 'static) {
        self.pages.queue.push(job, spawn_local);
    }

    /// Waits until everything that was given so far has been answered.
    pub async fn settled(&self) {
        let (told, settled) = futures_channel::oneshot::channel();
        self.enqueue(async move {
            let _ = told.send(());
        });
        let _ = settled.await;
    }

    fn change<T>(&self, dossier: DossierId, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let result = change(self.pages.ledgers.borrow_mut().entry(dossier).or_default());
        self.pages.changed.dispatch(());
        result
    }
}

async fn send(dossier: DossierId, slot: &Slot, save: Save) -> Result<(), Problem> {
    let value = save.value;
    match slot {
        Slot::Answer(question) => {
            let question = question.clone();
            ipc::call(SaveAnswer { dossier, question, value }).await.map(drop)
        }
        Slot::Paper(paper) => {
            let (paper, state) = (paper.clone(), PaperState::from_stored(&value));
            ipc::call(SavePaper { dossier, paper, state }).await.map(drop)
        }
        Slot::Consent(purpose) => {
            let (purpose, Agreement { given, wording_version }) = (purpose.clone(), Agreement::read(&value));
            ipc::call(SaveConsent { dossier, purpose, given, wording_version }).await.map(drop)
        }
    }
}

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub children: Html,
}

/// Gives the pages below it the book; saves what is being typed when the app is left.
#[component]
pub fn AnswerBookProvider(props: &Props) -> Html {
    let version = use_reducer(Version::default);
    let pages = use_memo((), |()| Pages {
        ledgers: RefCell::default(),
        queue: Queue::default(),
        changed: version.dispatcher(),
    });
    let book = AnswerBook { pages, version: *version };
    use_effect_with((), {
        let book = book.clone();
        move |()| {
            // A phone may end the app in the background at any moment without another word.
            let at_hiding = {
                let book = book.clone();
                crate::browser::Listening::at_document("visibilitychange", move |_| {
                    if crate::browser::is_hidden() {
                        book.flush();
                    }
                })
            };
            let at_leaving = crate::browser::Listening::at_window("pagehide", move |_| book.flush());
            move || drop((at_hiding, at_leaving))
        }
    });
    html! { <ContextProvider<AnswerBook> context={book}>{ props.children.clone() }</ContextProvider<AnswerBook>> }
}
