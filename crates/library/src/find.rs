//! Finding procedures and life events by what people type.
//!
//! Accents are optional and count when typed; one letter per longer word may be wrong; the last word may be
//! unfinished; words typed with Telex or VNI keys but no input method are understood.
//!
//! **Invariant:** every word typed must fit: nothing is found because most of it fits. Only words that say nothing
//! ("tôi muốn làm…") are left out, when with them nothing is found.

mod index;
mod near;
mod phrase;
mod typed;

pub(crate) use index::{Index, Searched};
