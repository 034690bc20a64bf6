//! The procedure library: packs as data, the communes, and search that needs no accents.
//!
//! Pure: the built-in packs and lists are compiled in; later ones come over sync.

mod asked;
mod bilingual;
pub mod blocks;
mod built_in;
pub mod bundle;
pub mod card;
pub mod check;
pub mod communes;
mod error;
pub mod events;
pub mod exchange;
mod fault;
pub mod field;
mod find;
pub mod fold;
pub mod known;
mod library;
mod pack;
pub mod procedure;
pub mod story;
pub mod upgrade;
mod wanted;
mod yaml;

pub use asked::takes;
pub use bilingual::Bilingual;
pub use blocks::{BlockUse, Blocks};
pub use communes::{Commune, CommuneKind, Communes, Place, Province};
pub use error::LibraryError;
pub use events::{BundlePart, LifeEvent, LifeEvents};
pub use fault::{Fault, Position, Problem};
pub use library::{Found, Library};
pub use pack::{OLD_AFTER_DAYS, Pack, PackFiles};
pub use procedure::{Channel, Procedure};
pub use wanted::{Measure, Present, Wanted};
