//! The procedure library: packs as data, the communes, and search that needs no accents.
//!
//! Pure: the built-in packs and lists are compiled in; later ones come over sync.

pub mod bundle;
pub mod communes;
mod error;
pub mod fold;
mod library;
mod pack;
pub mod procedure;

pub use communes::{Commune, CommuneKind, Communes, Place, Province};
pub use error::{LibraryError, PackFault};
pub use library::Library;
pub use procedure::{Bilingual, Pack, Procedure};
