//! Fields of a page whose entry does not exist yet. What is typed goes to the device as it stands, and comes back when
//! the page is opened again: a phone may end the app at any moment.

use super::answer_book::AnswerBook;
use crate::{browser, ipc};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::ipc::{GetTyped, KeepTyped};
use yew::prelude::*;

/// Somebody who pauses so long has finished a word.
const PAUSE_MS: u32 = 500;

/// The fields of one page by their names.
#[derive(Clone)]
pub struct TypedFields {
    fields: UseStateHandle<Rc<BTreeMap<String, String>>>,
    /// The newest, also for callbacks of an earlier drawing.
    newest: Rc<RefCell<Rc<BTreeMap<String, String>>>>,
    keep: Callback<()>,
}

impl fmt::Debug for TypedFields {
    /// Nothing of what was typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TypedFields").finish_non_exhaustive()
    }
}

impl TypedFields {
    pub fn text(&self, field: &str) -> String {
        self.fields.get(field).cloned().unwrap_or_default()
    }

    /// Hears what is typed into a field.
    pub fn on_typed(&self, field: &str) -> Callback<String> {
        let (fields, newest, field) = (self.fields.setter(), Rc::clone(&self.newest), field.to_owned());
        Callback::from(move |text: String| {
            let mut next = (**newest.borrow()).clone();
            next.insert(field.clone(), text);
            let next = Rc::new(next);
            *newest.borrow_mut() = Rc::clone(&next);
            fields.set(next);
        })
    }

    /// Hears that a field is left.
    pub fn on_commit(&self) -> Callback<()> {
        self.keep.clone()
    }

    /// The entry exists now: what was typed is in it.
    pub fn forget(&self) {
        *self.newest.borrow_mut() = Rc::default();
        self.keep.emit(());
    }
}

/// The fields of the page with this route.
#[hook]
pub fn use_typed(place: String) -> TypedFields {
    let book = use_context::<AnswerBook>();
    let fields = use_state(Rc::<BTreeMap<String, String>>::default);
    let newest = use_mut_ref(Rc::<BTreeMap<String, String>>::default);
    let kept = use_mut_ref(Rc::<BTreeMap<String, String>>::default);
    use_effect_with(place.clone(), {
        let (fields, newest, kept) = (fields.setter(), Rc::clone(&newest), Rc::clone(&kept));
        move |place| {
            let place = place.clone();
            spawn_local(async move {
                let found = ipc::call(GetTyped { place }).await.map(|typed| typed.fields).unwrap_or_default();
                // What was typed before the answer came stands.
                if !found.is_empty() && newest.borrow().is_empty() {
                    let found = Rc::new(found);
                    *newest.borrow_mut() = Rc::clone(&found);
                    *kept.borrow_mut() = Rc::clone(&found);
                    fields.set(found);
                }
            });
        }
    });
    let keep = {
        let (newest, kept) = (Rc::clone(&newest), Rc::clone(&kept));
        use_callback((place, book.clone()), move |(), (place, book)| {
            let (now, Some(book)) = (Rc::clone(&newest.borrow()), book) else { return };
            if *kept.borrow() == now {
                return;
            }
            *kept.borrow_mut() = Rc::clone(&now);
            let place = place.clone();
            // One after the other, so that the last word is the one that stays.
            book.enqueue(async move {
                let kept = KeepTyped { place: place.clone(), fields: (*now).clone() };
                if ipc::call(kept).await.is_ok() {
                    // As with the noted page: it can be seen from when on nothing goes with the app.
                    browser::set_root("data-kept", &place);
                }
            });
        })
    };
    use_effect_with((*fields).clone(), {
        let keep = keep.clone();
        move |_| {
            let timer = Timeout::new(PAUSE_MS, move || keep.emit(()));
            move || drop(timer)
        }
    });
    // A page that is left takes nothing with it.
    use_effect_with((), {
        let keep = keep.clone();
        move |()| move || keep.emit(())
    });
    TypedFields { fields, newest, keep }
}
