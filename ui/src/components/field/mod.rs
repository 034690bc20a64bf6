//! One question of a form: label, hint, the input of its kind, what is wrong, and whether it is saved.
//!
//! **Invariant:** a field never changes or drops what a person typed. It reports every change with
//! `on_typed` and the moment to save with `on_commit`; the value it shows is the one it is given.

mod choices;
mod date;
mod picker;
mod question;
mod range;
mod rank;
mod read;
mod text;
mod ticks;
mod time;

pub use question::{Props as QuestionProps, Question};
pub use read::{dom_id, focus_id, is_picker, is_visible, read_value, woven};
