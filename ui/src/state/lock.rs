//! Locking the app: by hand, or by itself when nobody has touched it for some minutes.

use super::answer_book::AnswerBook;
use super::display::Display;
use super::session::Session;
use crate::browser::{self, Listening};
use crate::ipc;
use gloo_timers::callback::Interval;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use wire::ipc::Lock;
use yew::prelude::*;

/// How often it is looked whether the time has come.
const LOOK_EVERY_MS: u32 = 5_000;
/// What somebody does who is there.
const SIGNS: [&str; 4] = ["pointerdown", "keydown", "input", "scroll"];

/// Locks the app. What is being typed is saved first, and the page that was open is the one after unlocking.
#[hook]
pub fn use_lock(session: Option<Session>) -> Callback<()> {
    let book = use_context::<AnswerBook>();
    Callback::from(move |()| {
        let (Some(book), Some(session)) = (book.clone(), session.clone()) else { return };
        book.flush();
        // Behind the saves in the queue: a locked store could not take them.
        book.enqueue(async move {
            if let Ok(state) = ipc::call(Lock {}).await {
                spawn_local(async move { session.moved.emit(state) });
            }
        });
    })
}

/// Locks when nobody has touched the app for as long as this person has set. A machine that slept counts as nobody.
#[hook]
pub fn use_lock_when_idle(lock: Callback<()>) {
    let minutes = use_context::<Display>().map_or(5, |display| display.preferences.lock_after.minutes());
    let latest = use_mut_ref(|| lock.clone());
    *latest.borrow_mut() = lock;
    let touched = use_mut_ref(browser::now);
    use_effect_with(minutes, move |minutes| {
        let after_ms = i64::from(*minutes) * 60_000;
        let signs: Vec<_> = SIGNS
            .into_iter()
            .filter_map(|sign| {
                let touched = Rc::clone(&touched);
                Listening::at_window(sign, move |_| *touched.borrow_mut() = browser::now())
            })
            .collect();
        let looking = Interval::new(LOOK_EVERY_MS, move || {
            let idle_ms = browser::now().millis().saturating_sub(touched.borrow().millis());
            if idle_ms >= after_ms {
                *touched.borrow_mut() = browser::now();
                latest.borrow().emit(());
            }
        });
        move || drop((signs, looking))
    });
}
