//! The procedure library: packs as data, the communes, and search that needs no accents.
//!
//! Pure: the built-in packs and lists are compiled in; later ones come over sync.

pub mod procedure;

pub use procedure::{Bilingual, Pack, Procedure};
