//! The list of communes. It lies beside the page as two files, so that the program needs not carry it.
//!
//! **Invariant:** the pages are drawn when the list is here or cannot be had; it never comes in between.

use crate::browser;
use library::Communes;
use std::cell::OnceCell;
use std::rc::Rc;

thread_local! {
    static LIST: OnceCell<Rc<Communes>> = const { OnceCell::new() };
}

/// Reads the list; waited for before the first page is drawn.
pub fn load() -> impl Future<Output = ()> {
    let asked = |most_ms| (browser::file("provinces.csv", most_ms), browser::file("communes.csv", most_ms));
    let [first_ms, later @ ..] = browser::PATIENCE_MS;
    let mut files = asked(first_ms);
    async move {
        let mut later = later.into_iter();
        loop {
            if let (Some(provinces), Some(communes)) = (files.0.await, files.1.await) {
                if let Ok(list) = Communes::read(&provinces, &communes) {
                    LIST.with(|known| _ = known.set(Rc::new(list)));
                }
                return;
            }
            let Some(most_ms) = later.next() else { return };
            files = asked(most_ms);
        }
    }
}

/// The list; `None` if it could not be read. Its codes are then shown as they are.
pub fn list() -> Option<Rc<Communes>> {
    LIST.with(|list| list.get().cloned())
}
