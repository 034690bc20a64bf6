//! One field of the household book while it is being typed: what stands in it, and whether that is on the disk.
//!
//! **Invariant:** a typed word leaves the field only for the disk. It goes there when the field is left, when its page
//! goes, and when the app is put into the background.

use super::answer_book::AnswerBook;
use super::ledger::Keeping;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wire::Problem;
use yew::prelude::*;

/// Gives a value to the app; answers when it is on the disk.
pub type Save = Callback<String, Pin<Box<dyn Future<Output = Result<(), Problem>>>>>;

/// A field as its component sees it.
#[derive(Clone)]
pub struct SavedField {
    pub value: String,
    /// `None`: nothing was typed since it was read from the disk.
    pub keeping: Option<Keeping>,
    pub typed: Callback<String>,
    pub commit: Callback<()>,
}

#[derive(Default)]
struct Typed {
    value: Option<String>,
    /// Counts what was typed: a reply to an older save says nothing of a newer word.
    number: u64,
    open: bool,
}

/// `stored` is what the disk says.
#[hook]
pub fn use_saved_field(stored: &str, save: &Save) -> SavedField {
    let book = use_context::<AnswerBook>();
    let typed = use_mut_ref(Typed::default);
    let keeping = use_state(|| None::<Keeping>);
    // The newest way to save, for the moment in which the field goes.
    let newest = use_mut_ref(|| None::<(Save, AnswerBook)>);
    *newest.borrow_mut() = book.map(|book| (save.clone(), book));
    let commit = {
        let (typed, keeping, newest) = (Rc::clone(&typed), keeping.setter(), Rc::clone(&newest));
        use_callback((), move |(), ()| {
            let newest = newest.borrow().clone();
            let Some((value, number)) = take(&typed) else { return };
            let Some((save, book)) = newest else { return };
            keeping.set(Some(Keeping::Saving));
            let (typed, keeping, saving) = (Rc::clone(&typed), keeping.clone(), save.emit(value));
            book.enqueue(async move {
                let outcome = saving.await;
                let mut typed = typed.borrow_mut();
                if typed.number != number {
                    return;
                }
                match outcome {
                    Ok(()) => keeping.set(Some(Keeping::Saved)),
                    Err(problem) => {
                        typed.open = true;
                        keeping.set(Some(Keeping::Failed(problem)));
                    }
                }
            });
        })
    };
    use_effect_with((), {
        let commit = commit.clone();
        move |()| {
            let hiding = commit.clone();
            let at_hiding = crate::browser::Listening::at_document("visibilitychange", move |_| {
                if crate::browser::is_hidden() {
                    hiding.emit(());
                }
            });
            move || {
                drop(at_hiding);
                commit.emit(());
            }
        }
    });
    let on_typed = {
        let (typed, keeping) = (Rc::clone(&typed), keeping.setter());
        use_callback((), move |value: String, ()| {
            let mut typed = typed.borrow_mut();
            typed.value = Some(value);
            typed.number += 1;
            typed.open = true;
            keeping.set(Some(Keeping::Typing));
        })
    };
    let value = typed.borrow().value.clone();
    SavedField {
        value: value.unwrap_or_else(|| stored.to_owned()),
        keeping: (*keeping).clone(),
        typed: on_typed,
        commit,
    }
}

/// What is typed and was not given to the app yet.
fn take(typed: &RefCell<Typed>) -> Option<(String, u64)> {
    let mut typed = typed.borrow_mut();
    let value = typed.open.then(|| typed.value.clone()).flatten()?;
    typed.open = false;
    Some((value, typed.number))
}

impl std::fmt::Debug for SavedField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SavedField").field("keeping", &self.keeping).finish_non_exhaustive()
    }
}
