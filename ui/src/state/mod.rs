//! What the pages remember between two drawings.

pub mod answer_book;
pub mod answers;
pub mod book_save;
pub mod communes;
pub mod counter;
pub mod display;
pub mod filling;
pub mod help;
pub mod ledger;
pub mod live;
pub mod loaded;
pub mod lock;
pub mod loose_answers;
pub mod open_dossier;
pub mod place;
pub mod queue;
pub mod route;
pub mod session;
pub mod typed;
pub mod work_list;
