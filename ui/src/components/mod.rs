//! Parts that several pages share.

pub mod answers;
pub mod book_field;
pub mod commune_input;
pub mod conflict;
pub mod consent_words;
pub mod dossier_card;
pub mod entries;
pub mod field;
pub mod frame;
pub mod icon;
pub mod notice;
pub mod password;
pub mod photo;
pub mod picture_input;
pub mod progress;
pub mod qr;
pub mod read_aloud;
pub mod saved_mark;
pub mod settings;
pub mod signature;
pub mod sync_bar;
pub mod take_back;
