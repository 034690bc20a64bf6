//! The list of communes, read once when it is first needed.

use library::Communes;
use std::cell::OnceCell;
use std::rc::Rc;

thread_local! {
    static LIST: OnceCell<Option<Rc<Communes>>> = const { OnceCell::new() };
}

/// The built-in list; `None` if it cannot be read, which a test of the library rules out.
pub fn list() -> Option<Rc<Communes>> {
    LIST.with(|list| list.get_or_init(|| Communes::built_in().ok().map(Rc::new)).clone())
}
